package joining

import (
	"math"
	"testing"

	"casus/outcome"
)

// prevails are parameters of the outcome in which strength decides.
func prevails() *outcome.Params {
	return &outcome.Params{Kind: outcome.Dispute, Measure: outcome.Quality, Decided: outcome.Line{Coef: []float64{-1}}, Won: outcome.Line{Coef: []float64{0.2, 0.6, -0.3}}}
}

// TestExpectedGains: what a state's coming adds is the mean over all coalitions
// of the others, written out through W itself.
func TestExpectedGains(t *testing.T) {
	w := prevails()
	for _, e := range someEvents(today(), day, 5) {
		states := e.Outside()[:followed]
		chances := make([]Chance, followed)
		for n := range chances {
			chances[n] = Chance{Target: 0.1 + 0.15*float64(n)}
		}
		got, err := expectedGains(e, states, chances, w)
		if err != nil {
			t.Fatal(err)
		}
		won := func(coalition []int) float64 {
			force := func(list []int) (out []outcome.Force) {
				for _, i := range list {
					s := &e.Setting.States[i]
					out = append(out, outcome.Force{Output: s.Output, Population: s.Population})
				}
				return out
			}
			c, err := w.W(outcome.Sides{Year: 2025, A: force(e.Attackers), B: force(append(coalition, e.Targets...))})
			if err != nil {
				t.Skip(err) // a belligerent of which too little is known
			}
			return c.WinB / (c.WinA + c.WinB)
		}
		for n, i := range states {
			want := 0.0
			for mask := range 1 << followed {
				if mask>>n&1 == 1 {
					continue
				}
				p, others := 1.0, []int(nil)
				for m, c := range chances {
					switch {
					case m == n:
					case mask>>m&1 == 1:
						p, others = p*c.Target, append(others, states[m])
					default:
						p *= 1 - c.Target
					}
				}
				alone := won(append([]int(nil), others...))
				want += p * (won(append(others, i)) - alone)
			}
			if math.Abs(got[n]-want) > 1e-4 || got[n] < 0 {
				t.Errorf("state %d: gain %v, by enumeration %v", i, got[n], want)
			}
		}
	}
}

// TestGainRisesWithCapability: the others' chances held fixed, a stronger state
// adds more, so that the strategic form too keeps no state at home for its
// strength.
func TestGainRisesWithCapability(t *testing.T) {
	w := prevails()
	for _, e := range someEvents(today(), day, 5) {
		states := e.Outside()
		chances := make([]Chance, len(states))
		for n := range chances {
			chances[n] = Chance{Target: 0.01, Attacker: 0.005}
		}
		before, err := expectedGains(e, states, chances, w)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; n < len(states); n += 40 {
			c := *e.Setting
			c.States = append(c.States[:0:0], c.States...)
			c.States[states[n]].Output *= 2
			bigger := *e
			bigger.Setting = &c
			after, err := expectedGains(&bigger, states, chances, w)
			if err != nil {
				t.Fatal(err)
			}
			if after[n] < before[n]-1e-9 {
				t.Errorf("state %d: gain %v, twice as rich %v", states[n], before[n], after[n])
			}
		}
	}
}
