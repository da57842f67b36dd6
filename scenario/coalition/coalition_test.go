package coalition_test

import (
	"math"
	"math/bits"
	"testing"

	"casus/forecast"
	"casus/game"
	"casus/inquiry"
	"casus/model"
	"casus/scenario/coalition"
)

func engine(t testing.TB, draws int) (*inquiry.Archive, *forecast.Engine) {
	t.Helper()
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	g, err := forecast.New(mustModel(t), draws, 1)
	if err != nil {
		t.Fatal(err)
	}
	return d, g
}

func caseOf(t testing.TB, d *inquiry.Archive, g *forecast.Engine, attacker, target, on string, shocks ...string) *forecast.Case {
	t.Helper()
	c, err := d.CaseOf(inquiry.Question{Attackers: []string{attacker}, Target: target, On: on}, shocks...)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Prepare(c); err != nil {
		t.Fatal(err)
	}
	return c
}

func weighed(t testing.TB, g *forecast.Engine, c *forecast.Case, class forecast.Class, k int) (*coalition.Coalition, *forecast.Answer) {
	t.Helper()
	x, err := g.At(c, forecast.Central(), k)
	if err != nil {
		t.Fatal(err)
	}
	m, err := coalition.New(g, c, forecast.Central(), class, k)
	if err != nil {
		t.Fatal(err)
	}
	return m, x
}

// The coalition is the chain's: it gives the chain's chance at every draw, within
// the half point that the chain's own law may be off.
func TestCoalitionIsTheChains(t *testing.T) {
	d, g := engine(t, 6)
	for _, e := range [][2]string{{"RUS", "EST"}, {"CHN", "TWN"}, {"USA", "IRN"}, {"IND", "PAK"}, {"MLI", "BFA"}} {
		c := caseOf(t, d, g, e[0], e[1], "2024-02-10", "spend:POL=5")
		for k := range 7 {
			for _, class := range forecast.Classes {
				m, x := weighed(t, g, c, class, k)
				v, err := m.Prevails()
				if err != nil {
					t.Fatal(err)
				}
				if off := math.Abs(v - x.Ends[class].Target); off > 0.005 {
					t.Errorf("%v, draw %d, %s: %.5f, the chain has %.5f", e, k, class, v, x.Ends[class].Target)
				}
			}
		}
	}
}

// Shapley values sum to v(all) − v(nobody), agree with the chain's, and nobody is
// worth less than nothing; whoever is held at home is worth nothing.
func TestWorthSums(t *testing.T) {
	d, g := engine(t, 2)
	c := caseOf(t, d, g, "RUS", "EST", "2024-02-10", "stay-home:FRA")
	france := c.Event.Setting.Index("FRA", c.Event.On)
	for k := range 3 {
		for _, class := range forecast.Classes {
			m, _ := weighed(t, g, c, class, k)
			w, err := m.Worth()
			if err != nil {
				t.Fatal(err)
			}
			all, _ := m.Prevails()
			none, _ := m.Nobody()
			theirs, err := g.Worth(c, forecast.Central(), class, k)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for n, i := range m.States {
				sum += w.Shapley[n]
				if w.Shapley[n] < 0 || w.Banzhaf[n] < 0 || w.Loss[n] < 0 || i == france && w.Shapley[n] != 0 {
					t.Errorf("%s is worth %g, %g, %g", c.Event.Setting.States[i].ID, w.Shapley[n], w.Banzhaf[n], w.Loss[n])
				}
				if off := math.Abs(w.Shapley[n] - theirs[i]); off > 0.003 {
					t.Errorf("%s: %.5f, by the chain's lots %.5f", c.Event.Setting.States[i].ID, w.Shapley[n], theirs[i])
				}
			}
			if math.Abs(sum-(all-none)) > 1e-4 {
				t.Errorf("%s, draw %d: the values sum to %.6f, %.6f was to be shared", class, k, sum, all-none)
			}
		}
	}
}

// Two absences together, by a case in which both stay at home.
func TestPairsAgainstTheChain(t *testing.T) {
	d, g := engine(t, 1)
	c := caseOf(t, d, g, "RUS", "EST", "2024-02-10")
	m, _ := weighed(t, g, c, forecast.Invoked, 0)
	place := func(id string) int {
		for n, i := range m.States {
			if string(c.Event.Setting.States[i].ID) == id {
				return n
			}
		}
		t.Fatal(id)
		return 0
	}
	usa, deu := place("USA"), place("DEU")
	pairs, err := m.Pairs([]int{usa, deu})
	if err != nil || len(pairs) != 1 {
		t.Fatal(pairs, err)
	}
	at := func(shocks ...string) float64 {
		v, err := func() (float64, error) {
			m, _ := weighed(t, g, caseOf(t, d, g, "RUS", "EST", "2024-02-10", shocks...), forecast.Invoked, 0)
			return m.Prevails()
		}()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	base := at()
	want := (base - at("stay-home:USA", "stay-home:DEU")) - (base - at("stay-home:USA")) - (base - at("stay-home:DEU"))
	if math.Abs(pairs[0].Excess-want) > 2e-4 {
		t.Errorf("excess %.6f, by absences %.6f", pairs[0].Excess, want)
	}
}

// Worth by Owen's extension against enumeration of all coalitions on a small
// game of two sides: the grids are all that parts them.
func TestSidesWorthAgainstEnumeration(t *testing.T) {
	strength := []float64{5, 3, 1, 0.5, 2, 0.2, 4, 0.7}
	p := []float64{0.5, 0.3, 0.9, 0.1, 0.6, 0.05, 0.2, 0.4}
	q := []float64{0.1, 0, 0.05, 0.3, 0, 0.2, 0.1, 0}
	front := game.LogitFront(1, 6, -0.2, 1.3)
	s, err := game.NewSides(strength, strength, front, 1024, 256)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Worth(p, q, 6)
	if err != nil {
		t.Fatal(err)
	}
	want := enumerate(strength, p, q, front)
	for i := range want {
		if math.Abs(got[i]-want[i]) > 2e-5 {
			t.Errorf("player %d: %.7f, by enumeration %.7f", i, got[i], want[i])
		}
	}
}

// enumerate gives Shapley values from their definition: v(S) over every way in
// which S comes and any join the attacker.
func enumerate(strength, p, q []float64, f game.Front) []float64 {
	n := len(p)
	v := make([]float64, 1<<n)
	var walk func(set, i int, weight, a, b float64) float64
	walk = func(set, i int, weight, a, b float64) float64 {
		if i == n {
			return weight * f.At(a, b)
		}
		come := 0.0
		if set>>i&1 == 1 {
			come = p[i]
		}
		out := walk(set, i+1, weight*(1-come-q[i]), a, b)
		if come > 0 {
			out += walk(set, i+1, weight*come, a+strength[i], b)
		}
		if q[i] > 0 {
			out += walk(set, i+1, weight*q[i], a, b+strength[i])
		}
		return out
	}
	for set := range v {
		v[set] = walk(set, 0, 1, 0, 0)
	}
	factorial := func(k int) float64 { return math.Gamma(float64(k) + 1) }
	out := make([]float64, n)
	for i := range n {
		for set := range v {
			if set>>i&1 == 0 {
				k := bits.OnesCount(uint(set))
				out[i] += factorial(k) * factorial(n-k-1) / factorial(n) * (v[set|1<<i] - v[set])
			}
		}
	}
	return out
}

func BenchmarkCoalitionWorth(b *testing.B) {
	d, g := engine(b, 1)
	c := caseOf(b, d, g, "RUS", "EST", "2024-02-10")
	m, _ := weighed(b, g, c, forecast.Wars, 0)
	b.ReportMetric(float64(len(m.States)), "states")
	for b.Loop() {
		if _, err := m.Worth(); err != nil {
			b.Fatal(err)
		}
	}
}

func mustModel(t testing.TB) *model.Model {
	t.Helper()
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	return m
}
