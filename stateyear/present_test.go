package stateyear_test

import (
	"fmt"
	"math"
	"testing"

	"casus"
	"casus/facts"
	"casus/history/historytest"
	"casus/state"
	"casus/stateyear"
)

// gap sums up how far two settings lie apart in one figure: absolute differences
// of logs, a hundred-thousandth of the world added.
type gap struct {
	sum, worst float64
	n          int
	who        casus.State
}

func (g *gap) add(s casus.State, now, then float64) {
	d := math.Abs(math.Log(now+1e-5) - math.Log(then+1e-5))
	if math.IsNaN(d) {
		return
	}
	g.n++
	if g.sum += d; d > g.worst {
		g.worst, g.who = d, s
	}
}

// TestContinuity: in the years that both the imported history and the facts
// cover, the two settings describe one world. The facts hold one figure of each
// size, the newest, so the older the year the farther they lie apart; military
// figures come from other publishers, population and output from like ones.
func TestContinuity(t *testing.T) {
	states := state.Default()
	past, err := stateyear.NewPast(historytest.Open(t), states.FromCOW, nil)
	if err != nil {
		t.Fatal(err)
	}
	// Mean gaps in logs: output, population, spending, personnel, capability, strength.
	names := [6]string{"output", "population", "spending", "personnel", "capability", "strength"}
	for year, most := range map[int][6]float64{
		2014: {0.12, 0.14, 0.65, 0.36, 0.27, 0.22},
		2020: {0.01, 0.06, 0.52, 0.27, 0.23, 0.06},
		2023: {0.01, 0.04, 0.44, 0.24, 0.21, 0.04},
	} {
		now := stateyear.Present(facts.Default(), states, casus.MustDate(fmt.Sprintf("%d-07-01", year)))
		then := past.Year(year)
		if len(now.States) != len(then.States) {
			t.Errorf("%d: %d states by the facts, %d by the history", year, len(now.States), len(then.States))
		}
		var gaps [6]gap
		at := make([]int, len(now.States))
		for i := range now.States {
			a := &now.States[i]
			if at[i] = then.IndexCode(a.Code); at[i] < 0 {
				t.Errorf("%d: the history has no %s", year, a.ID)
				continue
			}
			b := &then.States[at[i]]
			if a.Known() != b.Known() || a.ID != b.ID || a.Major != b.Major {
				t.Errorf("%d: %s known %v, major %v; by the history %s, %v, %v", year, a.ID, a.Known(), a.Major, b.ID, b.Known(), b.Major)
			}
			if d := math.Abs(a.Regime - b.Regime); d > 0.002 {
				t.Errorf("%d: %s has a regime of %.3f by the facts, %.3f by the history", year, a.ID, a.Regime, b.Regime)
			}
			for k, v := range [6][2]float64{{a.Output, b.Output}, {a.Population, b.Population}, {a.Spending, b.Spending}, {a.Personnel, b.Personnel}, {a.Capability(), b.Capability()}, {a.Strength(), b.Strength()}} {
				gaps[k].add(a.ID, v[0], v[1])
			}
		}
		for k, g := range gaps {
			mean := g.sum / float64(g.n)
			t.Logf("%d %-10s mean gap %.3f, the widest %.2f (%s), %d states", year, names[k], mean, g.worst, g.who, g.n)
			if mean > most[k] {
				t.Errorf("%d: %s differs by %.3f on average, at most %.2f expected", year, names[k], mean, most[k])
			}
		}
		between(t, year, now, then, at)
	}
}

// between compares what lies between each two states.
func between(t *testing.T, year int, now, then *stateyear.Setting, at []int) {
	t.Helper()
	pairs, borders, rivals, far := 0, 0, 0, 0
	for i := range at {
		for j := range at {
			if i == j || at[i] < 0 || at[j] < 0 {
				continue
			}
			pairs++
			if now.Border(i, j) != then.Border(at[i], at[j]) {
				borders++
			}
			if now.Rivals(i, j) != then.Rivals(at[i], at[j]) {
				rivals++
			}
			if math.Abs(now.Km(i, j)-then.Km(at[i], at[j])) > 100 {
				far++
			}
		}
	}
	t.Logf("%d: of %d directed pairs %d have another kind of border, %d are rivals in one alone, %d lie more than 100 km apart otherwise", year, pairs, borders, rivals, far)
	if borders > pairs/300 || rivals > 0 || far > pairs/25 {
		t.Errorf("%d: of %d pairs %d borders, %d rivalries and %d distances differ", year, pairs, borders, rivals, far)
	}
}

// TestPresentUnits: shares sum to one, and no size is missing of a state that is
// known.
func TestPresentUnits(t *testing.T) {
	s := stateyear.Present(facts.Default(), state.Default(), casus.MustDate("2024-02-10"))
	var sum [4]float64
	for i := range s.States {
		x := &s.States[i]
		for k, v := range []float64{x.Output, x.Population, x.Spending, x.Personnel} {
			if !math.IsNaN(v) {
				if v < 0 || v > 0.5 {
					t.Errorf("%s: share %d is %v", x.ID, k, v)
				}
				sum[k] += v
			}
		}
		if x.Known() && math.IsNaN(x.Capability()) {
			t.Errorf("%s is known and has no capability", x.ID)
		}
	}
	for k, v := range sum {
		if math.Abs(v-1) > 0.05 { // what was filled in comes on top
			t.Errorf("shares %d sum to %v", k, v)
		}
	}
	on := casus.MustDate("2024-02-10")
	rus, est, usa := s.Index("RUS", on), s.Index("EST", on), s.Index("USA", on)
	if s.Border(rus, est) != stateyear.LandBorder || !s.Rivals(rus, usa) || !s.States[rus].Nuclear || s.States[est].Nuclear || !s.States[usa].Major {
		t.Error("Russia borders Estonia on land, is a rival of the United States and has nuclear weapons; the United States are a major power")
	}
	if km := s.Km(rus, est); km < 800 || km > 950 {
		t.Errorf("Moscow to Tallinn is about 870 km, got %.0f", km)
	}
}
