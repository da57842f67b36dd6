package joining

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"casus"
	"casus/stateyear"
)

var day = casus.MustDate("2025-06-01")

// TestOwnDutyAndCapability: a state's own duty or capability never makes it less
// likely to come to the target, nor does nearness, in any draw.
func TestOwnDutyAndCapability(t *testing.T) {
	classes := []*Params{handmade(Disputes), handmade(Wars), handmade(Invoked)}
	if !testing.Short() {
		classes = append(classes, fitted(t)...)
	}
	events := someEvents(today(), day, 8)
	r := rand.New(rand.NewPCG(3, 4))
	for _, p := range classes {
		draws, err := p.Draws(8, seed)
		if err != nil {
			t.Fatal(err)
		}
		for n, d := range append(draws, p) {
			for _, e := range events {
				before := d.Chances(e)
				outside := e.Outside()
				for range 6 {
					i := outside[r.IntN(len(outside))]
					for what, change := range map[string]func(s *stateyear.State, t *Tie){
						"twice the means": func(s *stateyear.State, _ *Tie) {
							s.Population, s.Spending, s.Personnel = 2*s.Population, 2*s.Spending, 2*s.Personnel
						},
						"a major power":     func(s *stateyear.State, _ *Tie) { s.Major = true },
						"a contested duty":  func(_ *stateyear.State, t *Tie) { t.Target = max(t.Target, ContestedDuty) },
						"a duty that binds": func(_ *stateyear.State, t *Tie) { t.Target = BoundDuty },
					} {
						if p.Class == Invoked && what == "a duty that binds" && before[i].Target == 0 {
							continue // the class spoke of nobody before
						}
						if after := d.Chances(e.with(i, change)); after[i].Target < before[i].Target-1e-12 {
							t.Errorf("%s, draw %d: %s: %v to %v", p.Class, n, what, before[i].Target, after[i].Target)
						}
					}
				}
			}
		}
	}
}

// fitted gives the fitted classes.
func fitted(t *testing.T) []*Params {
	m := newModel(t)
	return m.Classes()
}

// TestChancesAreChances: neither 0 nor 1, at most 1 together, for states of which
// figures are missing and for strengths beyond reason too.
func TestChancesAreChances(t *testing.T) {
	nan := math.NaN()
	for _, class := range []Class{Disputes, Wars} {
		p := handmade(class)
		draws, err := p.Draws(10, seed)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range someEvents(today(), day, 10) {
			i := e.Outside()[0]
			for _, change := range []func(s *stateyear.State, t *Tie){
				func(*stateyear.State, *Tie) {},
				func(s *stateyear.State, _ *Tie) { s.Spending, s.Personnel, s.Index, s.Regime = nan, nan, nan, nan },
				func(s *stateyear.State, _ *Tie) { s.Population, s.Output = 1e300, 1e300 },
				func(s *stateyear.State, _ *Tie) { s.Population, s.Output = 1e-300, 1e-300 },
			} {
				e := e.with(i, change)
				e.Shift = make([]float64, len(e.Setting.States))
				e.Shift[i] = 1e6
				outside := make([]bool, len(e.Setting.States))
				for _, k := range e.Outside() {
					outside[k] = true
				}
				for _, d := range append(draws, p) {
					for k, c := range d.Chances(e) {
						in := outside[k]
						switch {
						case !in && c != (Chance{}):
							t.Fatalf("%s: %v for a state that is in it or unknown", class, c)
						case in && !(c.Target > 0 && c.Attacker > 0 && c.Target < 1 && c.Target+c.Attacker < 1+1e-12):
							t.Fatalf("%s: %v", class, c)
						}
					}
				}
			}
		}
	}
}

func TestShiftAndHeld(t *testing.T) {
	e := someEvents(today(), day, 1)[0]
	i, j, k := e.Outside()[3], e.Outside()[4], e.Outside()[5]
	p := handmade(Wars)
	before := p.Chances(e)
	e.Shift, e.Held = make([]float64, len(before)), make([]float64, len(before))
	for n := range e.Held {
		e.Held[n] = math.NaN()
	}
	e.Shift[i], e.Held[j], e.Held[k] = 1, 1, 0
	after := p.Chances(e)
	odds := func(c Chance) float64 { return math.Log(c.Target / (1 - c.Target - c.Attacker)) }
	if d := odds(after[i]) - odds(before[i]); math.Abs(d-1) > 1e-9 {
		t.Errorf("a shift of 1 moves the log-odds by %v", d)
	}
	if after[j] != (Chance{Target: 1}) || after[k].Target != 0 || after[k].Attacker != before[k].Attacker {
		t.Errorf("held at 1: %v, at 0: %v, before %v", after[j], after[k], before[k])
	}
	for n := range before {
		if n != i && n != j && n != k && after[n] != before[n] {
			t.Errorf("state %d moved though nothing is supposed of it", n)
		}
	}
}

// TestInvokedSpeaksOfTheBound: the class of invoked alliances has nothing to say
// of states that are not bound.
func TestInvokedSpeaksOfTheBound(t *testing.T) {
	p := handmade(Invoked)
	for _, e := range someEvents(today(), day, 5) {
		chances := p.Chances(e)
		for _, i := range e.Outside() {
			c := chances[i]
			_, ok := p.Comparable(e, i)
			bound := e.Ties[i].Target == BoundDuty
			if ok != bound || bound && !(c.Target > 0 && c.Target < 1) || !bound && c != (Chance{}) || c.Attacker != 0 {
				t.Errorf("duty %d: %v, comparable %v", e.Ties[i].Target, c, ok)
			}
		}
	}
}

// TestDraws: draw i hangs on the seed and i alone, and no slope of a draw has a
// sign that it must not have.
func TestDraws(t *testing.T) {
	for _, class := range []Class{Disputes, Wars, Invoked} {
		p := handmade(class)
		few, err := p.Draws(3, 9)
		if err != nil {
			t.Fatal(err)
		}
		many, err := p.Draws(50, 9)
		if err != nil {
			t.Fatal(err)
		}
		other, _ := p.Draws(3, 10)
		for i := range few {
			if !reflect.DeepEqual(few[i], many[i]) {
				t.Errorf("%s: draw %d of 3 is not draw %d of 50", class, i, i)
			}
			if reflect.DeepEqual(few[i].Join.Coef, other[i].Join.Coef) {
				t.Errorf("%s: draw %d does not hang on the seed", class, i)
			}
		}
		for _, d := range many {
			for part := range d.lines() {
				line, of := d.part(part)
				for k, f := range newLineOf(line, of).features {
					if v := line.Coef[1+k] * float64(f.sign); v < 0 {
						t.Errorf("%s: %s has slope %v", class, f.name, line.Coef[1+k])
					}
				}
			}
		}
	}
}

func TestCheck(t *testing.T) {
	for what, spoil := range map[string]func(p *Params){
		"an unknown column": func(p *Params) { p.Join.Columns = slices.Clone(p.Join.Columns); p.Join.Columns[0] = "fortune" },
		"a missing slope":   func(p *Params) { p.Side.Coef = p.Side.Coef[1:] },
		"no covariance":     func(p *Params) { p.Side.Cov = nil },
		"not a number":      func(p *Params) { p.Join.Coef[2] = math.NaN() },
		"a shock below 0":   func(p *Params) { p.Together = -1 },
	} {
		p := handmade(Wars)
		spoil(p)
		if err := p.Check(); err == nil || !strings.HasPrefix(err.Error(), "response: interstate wars: ") {
			t.Errorf("%s: %v", what, err)
		}
		if _, err := p.Draws(1, 1); err == nil {
			t.Errorf("%s: drawn from", what)
		}
	}
	if err := handmade(Wars).Check(); err != nil {
		t.Error(err)
	}
}

// TestParamsAsFile: parameters survive their file.
func TestParamsAsFile(t *testing.T) {
	p := handmade(Disputes)
	src, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var q Params
	if err := json.Unmarshal(src, &q); err != nil || !reflect.DeepEqual(*p, q) {
		t.Errorf("%v: %+v", err, q)
	}
}

// TestDrivers: three at most, the largest first, in words, and the effects are
// what sets the state apart from the mean of all outside.
func TestDrivers(t *testing.T) {
	p := handmade(Disputes)
	for _, e := range someEvents(today(), day, 10) {
		for _, i := range e.Outside()[:40] {
			ds := p.Drivers(e, i)
			if len(ds) > 3 {
				t.Fatalf("%d drivers", len(ds))
			}
			for k, d := range ds {
				if d.Text == "" || d.Effect == 0 || k > 0 && math.Abs(d.Effect) > math.Abs(ds[k-1].Effect) {
					t.Errorf("%+v", ds)
				}
			}
		}
	}
}

// TestDriversTellTheDuty: the two steps of a duty are told as one.
func TestDriversTellTheDuty(t *testing.T) {
	p := handmade(Disputes)
	e := someEvents(today(), day, 1)[0]
	i := e.Outside()[7]
	for duty, want := range map[Duty]string{ContestedDuty: "its duty to help is contested", BoundDuty: "is bound to help"} {
		e.Ties[i] = Tie{Target: duty}
		n := 0
		for _, d := range p.Drivers(e, i) {
			n += int(is(d.Text == want))
			if strings.Contains(d.Text, "duty") && d.Text != want {
				t.Errorf("duty %d: %q", duty, d.Text)
			}
		}
		if duty == BoundDuty && n != 1 {
			t.Errorf("duty %d: %+v", duty, p.Drivers(e, i))
		}
	}
}

func TestCount(t *testing.T) {
	c := Count{Of: "states bound to help", Since: 1945, Cases: 5308, Joined: 32}
	if got, want := c.String(), "states bound to help since 1945: 32 of 5,308 joined, 0.60 %"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	// Wilson's interval by hand, n = 10, none joined: high = z²/(n + z²).
	s := Count{Cases: 10}.Share()
	if s.Low != 0 || math.Abs(s.High-0.21294) > 1e-4 {
		t.Errorf("0 of 10: %+v", s)
	}
	if s := (Count{}).Share(); !math.IsNaN(s.Median) || s.Low != 0 || s.High != 1 {
		t.Errorf("no case: %+v", s)
	}
}

// TestTies: the weightiest duty counts, with the discretion and the further promises
// of its own treaty.
func TestTies(t *testing.T) {
	set := today()
	target, ally := set.States[set.Index("EST", day)].ID, casus.State("USA")
	i := set.Index(ally, day)
	row := func(treaty string, v casus.Verdict, typ casus.ObligationType, d casus.Discretion, state, toward casus.State) casus.Obligation {
		return casus.Obligation{Treaty: treaty, State: state, Toward: toward, Type: typ, Verdict: v, Discretion: d}
	}
	ev := casus.Event{Attackers: []casus.State{"RUS"}, Target: target, On: day}
	strict, free := casus.Discretions[0], casus.Discretions[len(casus.Discretions)-1]
	ties := Ties(set, ev, []casus.Obligation{
		row("a", casus.Contested, casus.Assist, strict, ally, target),
		row("b", casus.Bound, casus.Assist, free, ally, target),
		row("b", casus.NotBound, casus.Offence, free, ally, "RUS"),
		row("c", casus.Bound, casus.Neutrality, "", "FIN", "RUS"),
		row("d", casus.Bound, casus.Assist, strict, "BLR", "RUS"),
	})
	if got := ties[i]; got.Target != BoundDuty || got.Discretion != free || !got.Offence || got.Attacker != NoDuty {
		t.Errorf("%+v", got)
	}
	if got := ties[set.Index("FIN", day)]; got.Barred != BoundDuty || got.Target != NoDuty {
		t.Errorf("a promise of neutrality: %+v", got)
	}
	if got := ties[set.Index("BLR", day)]; got.Attacker != BoundDuty || got.Target != NoDuty {
		t.Errorf("an ally of the attacker: %+v", got)
	}
}

func BenchmarkChances(b *testing.B) {
	p, e := handmade(Disputes), someEvents(today(), day, 1)[0]
	for b.Loop() {
		p.Chances(e)
	}
}

func BenchmarkDraws(b *testing.B) {
	p := handmade(Disputes)
	for b.Loop() {
		if _, err := p.Draws(200, 1); err != nil {
			b.Fatal(err)
		}
	}
}

// TestComparable: every chance has its reference class, and says what no case is
// like.
func TestComparable(t *testing.T) {
	set := today()
	e := &Event{Setting: set, On: day, Attackers: []int{set.Index("RUS", day)}, Targets: []int{set.Index("EST", day)}, Ties: make([]Tie, len(set.States)), Lat: math.NaN(), Lon: math.NaN()}
	i := set.Index("POL", day)
	e.Ties[i] = Tie{Target: BoundDuty, Several: true}
	for _, class := range []Class{Disputes, Wars, Invoked} {
		p := handmade(class)
		p.Counts = []Count{{Of: "a", Duty: BoundDuty, Cases: 10, Joined: 1}, {Of: "b", Duty: BoundDuty, Since: since, Cases: 5}, {Of: "c", Duty: NoDuty}}
		c, ok := p.Comparable(e, i)
		if !ok || c.Class != class || c.All.Of != "a" || c.Later.Of != "b" || len(c.Extrapolation) != 2 || !strings.Contains(c.Extrapolation[1], "nuclear weapons") {
			t.Errorf("%s: %+v", class, c)
		}
	}
}
