package onset

import (
	"math"
	"testing"

	"casus"
	"casus/facts"
	"casus/joining"
	"casus/outcome"
	"casus/state"
	"casus/stateyear"
)

// today is a setting and the places of some states in it.
func today(t testing.TB, ids ...casus.State) (*stateyear.Setting, []int) {
	t.Helper()
	on := casus.MustDate("2025-06-01")
	set := stateyear.Present(facts.Default(), state.Default(), on)
	var at []int
	for _, id := range ids {
		i := set.Index(id, on)
		if i < 0 {
			t.Fatalf("no %s", id)
		}
		at = append(at, i)
	}
	return set, at
}

func attack(set *stateyear.Setting, attacker, target int) *joining.Event {
	return &joining.Event{Setting: set, On: casus.MustDate("2025-06-01"), Attackers: []int{attacker}, Targets: []int{target}, Ties: make([]joining.Tie, len(set.States)), Lat: math.NaN(), Lon: math.NaN()}
}

// TestSuccess holds the expectation against the sum over all coalitions, each by
// the outcome itself.
func TestSuccess(t *testing.T) {
	set, at := today(t, "RUS", "EST", "POL", "GBR", "DEU", "BLR", "USA")
	e := attack(set, at[0], at[1])
	for name, decay := range map[string]float64{"strength keeps": 0, "strength is lost over distance": 0.5} {
		c := chain()
		c.Outcome.Decay = decay
		chances := make([]joining.Chance, len(set.States))
		comings := []struct {
			state int
			p     joining.Chance
		}{{at[2], joining.Chance{Target: 0.7}}, {at[3], joining.Chance{Target: 0.5}}, {at[4], joining.Chance{Target: 0.2}}, {at[5], joining.Chance{Attacker: 0.4}}, {at[6], joining.Chance{Target: 0.3}}}
		for _, x := range comings {
			chances[x.state] = x.p
		}
		want := 0.0
		for coalition := range 1 << len(comings) {
			p := 1.0
			sides := outcome.Sides{Year: set.Year, A: []outcome.Force{force(set, e, at[0])}, B: []outcome.Force{force(set, e, at[1])}}
			for k, x := range comings {
				q := x.p.Target + x.p.Attacker
				if coalition>>k&1 == 0 {
					p *= 1 - q
					continue
				}
				p *= q
				if x.p.Attacker > 0 {
					sides.A = append(sides.A, force(set, e, x.state))
				} else {
					sides.B = append(sides.B, force(set, e, x.state))
				}
			}
			w, err := c.Outcome.W(sides)
			if err != nil {
				t.Fatal(err)
			}
			want += p * w.WinA / (w.WinA + w.WinB)
		}
		alone, helped, err := c.Success(e, chances)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(helped-want) > 1e-9 {
			t.Errorf("%s: %v, the sum over coalitions is %v", name, helped, want)
		}
		if !(helped < alone && alone < 1 && helped > 0) {
			t.Errorf("%s: alone %v, with help for the target %v", name, alone, helped)
		}
	}
}

// force is a state as the outcome takes it, its distance from the target's land.
func force(set *stateyear.Setting, e *joining.Event, i int) outcome.Force {
	s := &set.States[i]
	f := outcome.Force{Output: s.Output, Population: s.Population, Border: set.Border(i, e.Targets[0]) == stateyear.LandBorder}
	if i != e.Targets[0] {
		f.Km = set.Km(i, e.Targets[0])
	}
	return f
}

// More joiners than are followed one by one change the expectation little if
// each may bring little, and in the right direction.
func TestSuccessOfMany(t *testing.T) {
	set, at := today(t, "RUS", "EST")
	e := attack(set, at[0], at[1])
	c, before := chain(), 1.0
	for _, p := range []float64{0, 0.001, 0.01, 0.1, 0.5, 1} {
		chances := make([]joining.Chance, len(set.States))
		for _, i := range e.Outside() {
			chances[i].Target = p
		}
		_, helped, err := c.Success(e, chances)
		if err != nil {
			t.Fatal(err)
		}
		if helped >= before {
			t.Errorf("each comes with %v: %v, with a smaller chance it was %v", p, helped, before)
		}
		before = helped
	}
}

func TestLineIsTheOutcomes(t *testing.T) {
	p := chain().Outcome
	for _, year := range []int{1900, 2025} {
		l, err := newLine(p, year)
		if err != nil {
			t.Fatal(err)
		}
		for _, ratio := range []float64{1e-3, 0.2, 1, 7, 4000} {
			w, err := p.W(outcome.Sides{Year: year, A: []outcome.Force{{Output: 0.01 * ratio, Population: 0.01 * ratio}}, B: []outcome.Force{{Output: 0.01, Population: 0.01}}})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := l.at(0.01*ratio, 0.01), w.WinA/(w.WinA+w.WinB); math.Abs(got-want) > 1e-9 {
				t.Errorf("%d, ratio %v: %v, the outcome has %v", year, ratio, got, want)
			}
		}
	}
}

func TestNewDyad(t *testing.T) {
	set, at := today(t, "RUS", "EST", "POL", "USA", "BLR", "CHE")
	e := attack(set, at[0], at[1])
	e.Ties[at[2]].Target, e.Ties[at[3]].Target = joining.BoundDuty, joining.ContestedDuty
	e.Ties[at[4]].Attacker, e.Ties[at[5]].Barred = joining.BoundDuty, joining.BoundDuty
	rows := []casus.Obligation{{State: "RUS", Type: casus.NonAggression, Verdict: casus.Bound}}
	d, err := chain().NewDyad(e, rows, Record{Ever: true, PeaceYears: 20})
	if err != nil {
		t.Fatal(err)
	}
	want := Law{Bound: 1, Contested: 1, Offence: 1, Barred: 1, Pledged: true, Strength: set.States[at[2]].Strength()}
	if d.Law != want {
		t.Errorf("%+v, want %+v", d.Law, want)
	}
	if !(d.Helped < d.Alone) || d.PeaceYears != 20 || d.Year != 2025 {
		t.Errorf("alone %v, helped %v, peace %v, year %d", d.Alone, d.Helped, d.PeaceYears, d.Year)
	}
	if _, err := chain().NewDyad(&joining.Event{Setting: set}, nil, Record{}); err == nil {
		t.Error("an event without states makes a dyad")
	}
}
