package scenario_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"casus"
	"casus/forecast"
	"casus/inquiry"
	"casus/model"
	"casus/scenario"
	"casus/scenario/cells"
)

// stressed works a scenario out.
func stressed(t testing.TB, src string) *scenario.Answer {
	t.Helper()
	return answered(t, plan(t, src), 2)
}

func answered(t testing.TB, p *scenario.Plan, workers int) *scenario.Answer {
	t.Helper()
	values, err := cells.Run(t.Context(), p.Cells, cells.Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.Answer(values)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func close(a, b casus.Interval) bool {
	return math.Abs(a.Median-b.Median)+math.Abs(a.Low-b.Low)+math.Abs(a.High-b.High) < 1e-12
}

// Over the estimates alone a shock changes what the page says that it changes:
// the same draws, the same pairs.
func TestShocksAreThoseOfTheBrief(t *testing.T) {
	a := stressed(t, `title: paired
events: [{attackers: RUS, target: EST, on: 2024-02-10}]
shocks: [{shock: "stay-home:USA"}, {shock: "commit:FRA"}]
vary: estimates
draws: 20
`)
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	g, err := inquiry.Estimates{Draws: 20}.Engine()
	if err != nil {
		t.Fatal(err)
	}
	over := func(shocks ...string) *forecast.Spread {
		c, err := d.CaseOf(inquiry.Question{Attackers: []string{"RUS"}, Target: "EST", On: "2024-02-10"}, shocks...)
		if err != nil {
			t.Fatal(err)
		}
		s, err := g.Over(t.Context(), c, forecast.Central(), 1)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	before := over()
	x := a.Events[0]
	for _, class := range forecast.Classes {
		if !close(x.Classes[class].TargetPrevails, before.Ends[class].Target) {
			t.Errorf("%s: %v, the chain has %v", class, x.Classes[class].TargetPrevails, before.Ends[class].Target)
		}
	}
	for k, shocks := range [][]string{{"stay-home:USA"}, {"commit:FRA"}, {"stay-home:USA", "commit:FRA"}} {
		after := over(shocks...)
		for _, class := range forecast.Classes {
			var v []float64
			for n := range after.Answers {
				v = append(v, after.Answers[n].Ends[class].Target-before.Answers[n].Ends[class].Target)
			}
			if want := forecast.Interval(v); !close(x.Shocks[k].Classes[class].Change, want) {
				t.Errorf("%v, %s: %v, by hand %v", shocks, class, x.Shocks[k].Classes[class].Change, want)
			}
		}
	}
	if x.Shocks[0].Classes[inquiry.Reference].Change.High > 0 || x.Shocks[1].Classes[inquiry.Reference].Change.Low < 0 {
		t.Error("who stays home helps, or who comes hurts")
	}
	if x.Shocks[2].Beyond == nil || x.Shocks[0].Beyond != nil {
		t.Error("the shocks together have a sum to compare with, single ones none")
	}
}

// Futures: weights of all of them sum to 1, and the mixture is the weighted mean
// at each draw. With one draw intervals are values.
func TestFuturesMix(t *testing.T) {
	a := stressed(t, `title: futures
events: [{attackers: RUS, target: EST, on: 2024-02-10}]
shocks:
  - {name: a, shock: "stay-home:USA", weight: 0.2, future: election}
  - {name: b, shock: "commit:USA", weight: 0.3, future: election}
  - {name: c, shock: "stay-home:DEU", weight: 0.5}
combine: none
draws: 1
`)
	f := a.Events[0].Futures
	if f == nil || len(f.Futures) != 6 {
		t.Fatalf("%+v", f)
	}
	sum, mean := 0.0, 0.0
	for _, x := range f.Futures {
		if slices.Contains(x.Shocks, "a") && slices.Contains(x.Shocks, "b") {
			t.Error("shocks of one future hold together")
		}
		sum += x.Weight
		mean += x.Weight * x.TargetPrevails.Median
	}
	if math.Abs(sum-1) > 1e-12 || math.Abs(mean-f.Classes[inquiry.Reference].Then.Median) > 1e-12 {
		t.Errorf("weights sum to %g, the mean is %g and not %g", sum, mean, f.Classes[inquiry.Reference].Then.Median)
	}
}

// A sequence in which nothing is supposed changes nothing in its second event;
// contagion multiplies the odds where the attacker prevailed, and nowhere else.
func TestSequence(t *testing.T) {
	const events = `title: sequence
events:
  - {name: first, attackers: RUS, target: EST, on: 2024-02-10}
  - {name: second, attackers: RUS, target: LVA, on: 2024-02-10}
draws: 3
sequence: [{event: first}, {event: second`
	plainly := stressed(t, events+"}]\n").Sequence[1]
	if !close(*plainly.Rate, plainly.Branches[0].Rate) || len(plainly.Branches) != 3 {
		t.Errorf("%+v", plainly)
	}
	x := stressed(t, events+", contagion: 3, after: {attacker_prevails: 'stay-home:EST', target_prevails: ['commit:USA']}}]\n").Sequence[1]
	odds := func(p float64) float64 { return p / (1 - p) }
	if got := odds(x.Branches[2].Rate.Median) / odds(plainly.Branches[2].Rate.Median); math.Abs(got-3) > 1e-2 {
		t.Errorf("the odds are multiplied by %g", got)
	}
	if !close(x.Branches[1].Rate, plainly.Branches[1].Rate) || x.Branches[0].OutcomeChange.Median <= 0 || x.Branches[2].OutcomeChange.Median > 0 {
		t.Errorf("%+v", x.Branches)
	}
	if x.Rate.Median <= plainly.Rate.Median {
		t.Error("contagion makes the second attack no likelier")
	}
}

// "If you do not pay": on that date the statement changes something for the
// members below the guideline, and exactly nothing for the others.
func TestStatementTable(t *testing.T) {
	a := stressed(t, `title: if you do not pay
events: [{attackers: RUS, target: EST, on: 2024-02-10}]
statement_table: [S03, S07]
draws: 4
`)
	s := a.Statements[0]
	changed := 0
	for _, r := range s.Rows {
		if r.Reaches == "cannot_tell" {
			continue
		}
		below := r.Share != nil && *r.Share < *r.Guideline
		if r.Changes != below || below != (r.Reaches == "yes") {
			t.Errorf("%s spends %v, reached %s, changed %v", r.State, *r.Share, r.Reaches, r.Changes)
		}
		if !r.Changes {
			continue
		}
		changed++
		for _, k := range r.Classes {
			if k.Comes.High > 0 || k.Comes.Low >= 0 || k.Outcome.High > 1e-4 {
				t.Errorf("%s, %s: a refusal changes %+v", r.State, k.Class, k)
			}
		}
	}
	if changed != 8 || len(s.Rows) != 30 {
		t.Errorf("%d of %d members are below the guideline by the edition used", changed, len(s.Rows))
	}
	if a.Statements[1].CannotTell == "" {
		t.Error("the Secretary General speaks for no state")
	}
}

// With one draw, the values of the states sum to what their coming changes.
func TestStressWorthSums(t *testing.T) {
	a := stressed(t, "title: worth\nevents: [{attackers: RUS, target: POL, on: 2024-02-10}]\nworth: true\ndraws: 1\n")
	w := a.Events[0].Worth
	sum := w.Left.Median
	for _, r := range w.Rows {
		sum += r.Classes[inquiry.Reference].Shapley.Median
	}
	total := w.Totals[inquiry.Reference]
	if want := total.All.Median - total.Nobody.Median; math.Abs(sum-want) > 1e-4 || want <= 0 {
		t.Errorf("%g, and %g was to be shared", sum, want)
	}
	if w.Rows[0].State != "USA" || *w.Rows[0].SpendingShare < 30 || len(w.Pairs) == 0 {
		t.Errorf("%+v", w.Rows[0])
	}
}

// Words drive nothing where nobody has said anything; what a group holds is named;
// a tornado has the ends of each range.
func TestDrivers(t *testing.T) {
	a := stressed(t, `title: drivers
events: [{name: said, attackers: RUS, target: SVN, on: 2024-02-10}, {name: unsaid, attackers: MLI, target: BFA, on: 2024-02-10}]
sobol: {base: 64, second: true, groups: [{name: voice, of: [words, aspirant]}]}
assumptions: {half-life: 2}
draws: 2
`)
	for _, x := range a.Events {
		for _, c := range x.Drivers.Classes {
			var names []string
			for _, f := range c.Factors {
				names = append(names, f.Name)
				if f.Name == "voice" && (f.Total.Median > 1e-12) != (x.Name == "said") {
					t.Errorf("%s, %s: voice has the total index %g", x.Name, c.Class, f.Total.Median)
				}
			}
			if fmt.Sprint(names) != "[voice common-shock brought drift selection overmatch]" || len(c.Pairs) != 15 {
				t.Errorf("%v, %d pairs", names, len(c.Pairs))
			}
		}
		for _, b := range x.Drivers.Tornado {
			if b.Name == "drift" && !(b.AtLow[inquiry.Reference] > b.AtHigh[inquiry.Reference]) {
				t.Error("without the drift to stalemate more is decided")
			}
		}
	}
}

const everything = `title: everything
events: [{name: Estonia, attackers: RUS, target: EST, on: 2024-02-10}, {name: Latvia, attackers: RUS, target: LVA, on: 2024-02-10}]
shocks: [{name: home, shock: "stay-home:USA"}, {shock: "spend:POL=5", weight: 0.5}]
sequence: [{event: Estonia}, {event: Latvia, contagion: 2}]
worth: true
sobol: {base: 8}
tipping: {member: USA}
statement_table: S03
costs: true
sweep: {attackers: [RUS, CHN], targets: [EST, TWN, POL], on: 2024-02-10, draws: 2}
draws: 3
`

// The same bytes with one worker and with two, and a cell alone gives the values
// that it gives in a run.
func TestSameBytes(t *testing.T) {
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	bytes := func(workers int) string {
		b, err := json.Marshal(answered(t, planOn(t, d, everything), workers))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	one := bytes(1)
	if one != bytes(2) {
		t.Error("one worker and two differ")
	}
	p := planOn(t, d, everything)
	values, err := cells.Run(t.Context(), p.Cells, cells.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// One plan, the same values: the same answer however often it is asked for.
	twice := func() string {
		a, err := p.Answer(values)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := json.Marshal(a)
		return string(b)
	}
	if first := twice(); first != twice() || first != one {
		t.Error("a plan asked twice gives two answers")
	}
	other := planOn(t, d, everything)
	for _, n := range []int{0, 3, len(p.Cells) / 2, len(p.Cells) - 1} {
		v, err := other.Cells[n].Do(t.Context())
		if err != nil || fmt.Sprint(v) != fmt.Sprint(values[n]) {
			t.Errorf("cell %d (%s) alone differs: %v", n, p.Cells[n].Name, err)
		}
	}
}

// What finished cells depend on is in their key.
func TestKey(t *testing.T) {
	const src = "title: key\nevents: [{attackers: RUS, target: EST, on: 2024-02-10}]\nshocks: [{shock: 'stay-home:USA'}]\ndraws: 3\n"
	first := plan(t, src).Key
	if plan(t, src).Key != first {
		t.Error("the key of one scenario is not always the same")
	}
	for _, other := range []string{
		strings.Replace(src, "draws: 3", "draws: 4", 1),
		src + "seed: 2\n",
		strings.Replace(src, "02-10", "02-11", 1),
		strings.Replace(src, "USA", "CAN", 1),
		src + "assumptions: {words: 1}\n",
		src + "vary: estimates\n",
	} {
		if plan(t, other).Key == first {
			t.Errorf("the key does not know of a change: %s", other)
		}
	}
}

// A sweep says of each pair what an event of its own says.
func TestSweepIsTheEvents(t *testing.T) {
	a := stressed(t, `title: sweep
shocks: [{name: home, shock: "stay-home:USA"}, {name: words, shock: "statement:S03"}]
sweep: {attackers: [RUS, USA], targets: [SVN, TWN, RUS], on: 2024-02-10, draws: 2}
draws: 2
`)
	b := stressed(t, `title: event
events: [{attackers: RUS, target: SVN, on: 2024-02-10}]
shocks: [{name: home, shock: "stay-home:USA"}, {name: words, shock: "statement:S03"}]
draws: 2
`)
	if a.Sweep.Pairs != 5 || len(a.Sweep.Rows) != 5 || a.Sweep.Unknown != 0 {
		t.Fatalf("%+v", a.Sweep)
	}
	for _, r := range a.Sweep.Rows {
		if r.Attacker == "USA" && r.Shocks[0].Applies {
			t.Error("the attacker cannot stay home")
		}
		if r.Attacker != "RUS" || r.Target != "SVN" {
			continue
		}
		x := b.Events[0]
		if !close(*r.Over, x.Classes[inquiry.Reference].TargetPrevails) {
			t.Errorf("%v, as an event %v", *r.Over, x.Classes[inquiry.Reference].TargetPrevails)
		}
		for k, s := range r.Shocks {
			if !close(*s.Over, x.Shocks[k].Classes[inquiry.Reference].Change) {
				t.Errorf("shock %d: %v, as an event %v", k, *s.Over, x.Shocks[k].Classes[inquiry.Reference].Change)
			}
		}
	}
}

// The cost lists' own arithmetic (Burilkov and Wolff 2025; IISS 2025).
func TestCostLists(t *testing.T) {
	a := stressed(t, "title: costs\nevents: [{attackers: RUS, target: LTU, on: 2025-06-30}]\nshocks: [{shock: 'stay-home:USA'}]\ncosts: true\ndraws: 1\n")
	want := map[string]float64{"300,000": 300_000, "6,000 each": 6000, "16,667": 16_666.67, "EUR 20 bn": 20, "11,111": 11_111.11, "USD 40 bn": 40, "656": 656}
	for _, s := range a.Costs.Studies {
		for _, c := range s.Checks {
			if c.Holds != nil && !*c.Holds {
				t.Errorf("%s: %s does not hold", s.Study, c.Says)
			}
			for words, v := range want {
				if strings.Contains(c.Says, words) && math.Abs(c.Value-v) < 0.01 {
					delete(want, words)
				}
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
	if len(a.Costs.Chances) != 2 || len(a.Costs.Studies) != 2 {
		t.Errorf("%+v", a.Costs)
	}
}

// What cannot be told is said in place of figures.
func TestStressCannotTell(t *testing.T) {
	a := stressed(t, `title: unknown
events: [{name: group, attackers: nonstate, target: EST, on: 2024-02-10}, {name: before, attackers: DEU, target: POL, on: 1939-09-01}]
shocks: [{shock: "stay-home:GBR"}]
worth: true
draws: 2
`)
	for _, x := range a.Events {
		if x.CannotTell == "" || len(x.Classes) > 0 {
			t.Errorf("%+v", x)
		}
	}
	if !strings.Contains(a.Answer, "cannot tell") {
		t.Error(a.Answer)
	}
}

func TestScenarioFaults(t *testing.T) {
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	const event = "title: x\nevents: [{attackers: RUS, target: EST, on: 2024-02-10}]\n"
	for _, c := range []struct {
		name, src string
		line      int
		want      []string // in the first fault
	}{
		{"a misspelt state", "title: x\nevents: [{attackers: RUS, target: Estnia}]\n", 2, []string{`"Estnia"`, "Estonia (EST)"}},
		{"a misspelt field", event + "shcks: []\n", 3, []string{`"shcks"`, "did you mean shocks?"}},
		{"no events", "title: x\n", 1, []string{"events or a sweep"}},
		{"no title", "events: [{attackers: RUS, target: EST}]\n", 1, []string{"title"}},
		{"a state against itself", "title: x\nevents: [{attackers: EST, target: EST}]\n", 2, []string{"cannot attack itself"}},
		{"a place elsewhere", "title: x\nevents: [{attackers: RUS, target: EST, at: Paris}]\n", 2, []string{"Paris"}},
		{"an unknown kind", "title: x\nevents: [{attackers: RUS, target: EST, kind: armed_atack}]\n", 2, []string{"armed_atack", "did you mean armed_attack?"}},
		{"an unknown shock", event + "shocks: [{shock: 'stayhome:USA'}]\n", 3, []string{"stayhome:USA", "did you mean stay-home?"}},
		{"a shock on a side", event + "shocks: [{shock: 'stay-home:RUS'}]\n", 3, []string{"at war in any case"}},
		{"shocks that exclude each other", event + "shocks: [{shocks: ['stay-home:USA', 'commit:USA']}]\n", 3, []string{"both come and stay home"}},
		{"a statement that is not there", event + "shocks: [{shock: 'statement:S99'}]\n", 3, []string{"S99"}},
		{"weights above 1", event + "shocks: [{shock: 'stay-home:USA', weight: 0.7, future: f}, {shock: 'commit:USA', weight: 0.6, future: f}]\n", 3, []string{"sum to 1.3"}},
		{"a weight of nothing", event + "shocks: [{shock: 'stay-home:USA', weight: 0}]\n", 3, []string{"weight must be above 0"}},
		{"an unknown assumption", event + "assumptions: {halflife: 3}\n", 3, []string{`"halflife"`, "half-life"}},
		{"a value outside its range", event + "assumptions: {words: {value: 3, low: 0, high: 2}}\n", 3, []string{"outside its range"}},
		{"a value that cannot be", event + "assumptions: {aspirant: 7}\n", 3, []string{"from 0 to 1"}},
		{"a decimal comma", event + "assumptions: {words: '0,7'}\n", 3, []string{"must be a number", "decimal point"}},
		{"a base that is no power of 2", event + "sobol: {base: 100}\n", 3, []string{"power of 2"}},
		{"a group of nothing known", event + "sobol: {groups: [{name: g, of: [wrds]}]}\n", 3, []string{"wrds", "did you mean words?"}},
		{"a member that is no state", event + "tipping: {member: Ruritania}\n", 3, []string{"Ruritania"}},
		{"a sequence of one", event + "sequence: [{event: x}]\n", 3, []string{"2 to 6"}},
		{"an unknown event", event + "sequence: [{event: RUS EST 2024-02-11}, {event: RUS EST 2024-02-10}]\n", 3, []string{"no event", "RUS EST 2024-02-10"}},
		{"draws beyond the bound", event + "draws: 1000000\n", 3, []string{"10000"}},
		{"a sweep of a state that is not there", "title: x\nsweep: {attackers: [RUS, Atlantis], targets: all}\n", 2, []string{"Atlantis"}},
		{"an anchor", "title: &a x\n", 1, []string{"anchors"}},
		{"two names", event + "shocks: [{name: a, shock: 'stay-home:USA'}, {name: a, shock: 'commit:FRA'}]\n", 3, []string{"a second shock"}},
	} {
		_, faults := scenario.Load(d, "s.yaml", []byte(c.src))
		if len(faults) == 0 {
			t.Errorf("%s: no fault", c.name)
			continue
		}
		text := faults[0].Error()
		if faults[0].Line != c.line {
			t.Errorf("%s: on line %d: %s", c.name, faults[0].Line, text)
		}
		for _, w := range c.want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: %q is not in: %s", c.name, w, text)
			}
		}
	}
	_, faults := scenario.Load(d, "s.yaml", []byte("title: ''\nevents: [{attackers: RUS, target: Estnia}]\nshcks: []\ndraws: x\n"))
	if len(faults) != 4 {
		t.Errorf("%d faults of four: %v", len(faults), errors.Join(toErrors(faults)...))
	}
}

func toErrors(list []*casus.InputError) (out []error) {
	for _, e := range list {
		out = append(out, e)
	}
	return out
}

// What a file can hold never breaks the reader.
func FuzzScenario(f *testing.F) {
	d, err := inquiry.Open()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(scenario.Example)
	f.Add(everything)
	f.Add("title: x\nevents: [{}]\nsequence: [1]\nshocks: {a: b}\n")
	f.Fuzz(func(t *testing.T, src string) {
		s, faults := scenario.Load(d, "f.yaml", []byte(src))
		if (s == nil) != (len(faults) > 0) {
			t.Error("neither a scenario nor a fault, or both")
		}
	})
}

// What a stress test found to drive an event is there for the page on it, under
// the same facts and model, and for no other day.
func TestKeptDrivers(t *testing.T) {
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	const src = "title: kept\nevents: [{attackers: RUS, target: EST, on: 2024-02-10}]\nsobol: {base: 16}\ndraws: 1\n"
	dir := t.TempDir()
	keep := func(src string) *scenario.Answer {
		s, faults := scenario.Load(d, "s.yaml", []byte(src))
		if len(faults) > 0 {
			t.Fatal(faults[0])
		}
		a := answered(t, planOn(t, d, src), 1)
		if err := scenario.KeepDrivers(d, dir, s, m, a); err != nil {
			t.Fatal(err)
		}
		return a
	}
	keep(src + "assumptions: {words: 1}\n") // not as declared
	ev := keep(src).Events[0].Event
	k, ok := d.KeptDrivers(dir, ev, m)
	if !ok || k.Points != 16*10 || len(k.Totals) != 8 || k.Totals["drift"].Median < 0.1 {
		t.Errorf("%v: %+v", ok, k)
	}
	ev.On++
	if _, ok := d.KeptDrivers(dir, ev, m); ok {
		t.Error("another day has the same drivers")
	}
}

// Sound scenarios are answered: brackets in a title, assumptions at the ends of
// their ranges.
func TestSoundScenarios(t *testing.T) {
	const event = "events: [{name: E, attackers: RUS, target: EST, on: 2024-02-10}]\n"
	for _, src := range []string{
		"title: 'brackets [[[[[[[[[[[[[['\n" + event + "draws: 2\n",
		"title: t\n" + event + "assumptions: {brought: 0}\nworth: true\ndraws: 2\n",
		"title: t\n" + event + "assumptions: {brought: {value: 1, low: 0, high: 1}}\nsobol: {base: 8}\ndraws: 2\n",
	} {
		a := stressed(t, src)
		for _, c := range a.Events[0].Classes {
			if v := c.TargetPrevails.Median; !(v > 0 && v < 1) {
				t.Errorf("%s: %v", src, v)
			}
		}
	}
	// Who would bring nothing changes nothing by coming.
	none := stressed(t, "title: t\n"+event+"assumptions: {brought: 0}\nvary: estimates\ndraws: 2\n").Events[0].Classes[inquiry.Reference]
	if !close(none.TargetPrevails, none.Alone) {
		t.Errorf("with nothing brought %v, alone %v", none.TargetPrevails, none.Alone)
	}
}

// A hint is the same every time, and names a field once.
func TestHintsAreTheSame(t *testing.T) {
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	first := ""
	for range 20 {
		_, faults := scenario.Load(d, "s.yaml", []byte("title: t\nevents: [{attackers: RUS, target: EST, on: 2024-02-10, zzzqqq: 1}]\n"))
		if len(faults) != 1 || first != "" && faults[0].Error() != first {
			t.Fatal(faults)
		}
		first = faults[0].Error()
	}
	if n := strings.Count(first, " on,"); n != 1 {
		t.Errorf("a field is named %d times: %s", n, first)
	}
}

// Fewer draws than tell an interval are refused, in a file and in Go.
func TestFewDraws(t *testing.T) {
	defer scenario.Least(inquiry.LeastDraws)()
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []string{"1", "19", "-5"} {
		if _, faults := scenario.Load(d, "s.yaml", []byte("title: t\nevents: [{attackers: RUS, target: EST}]\ndraws: "+n+"\n")); len(faults) == 0 {
			t.Errorf("%s draws are taken", n)
		}
	}
	s, faults := scenario.Load(d, "s.yaml", []byte("title: t\nevents: [{attackers: RUS, target: EST}]\n"))
	if len(faults) > 0 {
		t.Fatal(faults[0])
	}
	for _, n := range []int{-5, 0, 1} {
		s.Draws = n
		if _, err := scenario.NewPlan(d, s, nil); err == nil {
			t.Errorf("a plan of %d draws", n)
		}
	}
}
