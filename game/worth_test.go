package game

import (
	"fmt"
	"math"
	"math/bits"
	"testing"
)

// shapley is the Shapley value by its definition over all coalitions.
func shapley(g *Game, p []float64) []float64 {
	n := len(p)
	v := make([]float64, 1<<n)
	for s := range v {
		fix := map[int]float64{}
		for i := range n {
			if s>>i&1 == 0 {
				fix[i] = 0
			}
		}
		v[s] = expect(g, p, fix)
	}
	factorial := func(k int) float64 { x, _ := math.Lgamma(float64(k + 1)); return math.Exp(x) }
	out := make([]float64, n)
	for s := range v {
		k := bits.OnesCount(uint(s))
		for i := range n {
			if s>>i&1 == 0 {
				out[i] += factorial(k) * factorial(n-k-1) / factorial(n) * (v[s|1<<i] - v[s])
			}
		}
	}
	return out
}

func voters(quota float64, weights ...float64) *Game {
	g := &Game{Attacker: 1, Contest: Contest{Form: FormThreshold, Slope: quota}, Lambda: 1}
	for i, w := range weights {
		g.Players = append(g.Players, Player{Name: fmt.Sprint(i), Capability: w})
	}
	return g
}

func worthOf(t *testing.T, g *Game, p []float64) []MemberWorth {
	t.Helper()
	l, err := NewLaw(capabilities(g.Players), g.Shape())
	if err != nil {
		t.Fatal(err)
	}
	w, err := l.Worth(p)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func ones(n int) []float64 {
	p := make([]float64, n)
	for i := range p {
		p[i] = 1
	}
	return p
}

// Textbook values of weighted voting: the Council of the European Economic
// Community of 1958, where Luxembourg could never matter, and the Security
// Council since 1965 with its five vetoes.
func TestKnownVotingPower(t *testing.T) {
	eec := worthOf(t, voters(12, 4, 4, 4, 2, 2, 1), ones(6))
	for i, want := range []float64{14, 14, 14, 9, 9, 0} {
		near(t, "EEC Shapley-Shubik", eec[i].Shapley, want/60, 1e-14)
	}
	for i, want := range []float64{10, 10, 10, 6, 6, 0} {
		near(t, "EEC Banzhaf", eec[i].Banzhaf, want/32, 1e-14)
	}
	un := worthOf(t, voters(39, 7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), ones(15))
	near(t, "Security Council, permanent", un[0].Shapley, 421.0/2145, 1e-13)
	near(t, "Security Council, elected", un[14].Shapley, 4.0/2145, 1e-13)
}

func TestShapleyAgainstEnumeration(t *testing.T) {
	for _, n := range []int{1, 2, 7, 11} {
		g := unequal(n, 5)
		p := chances(n, 5)
		if n == 1 {
			p[0] = 0.4
		}
		for i := range g.Players {
			g.Players[i].Capability = float64(1 + i*i%5)
		}
		caps := capabilities(g.Players)
		want := shapley(g, p)
		exact, err := exactLaw(caps, 1, g.Shape()).Worth(p)
		if err != nil {
			t.Fatal(err)
		}
		total := 0.0
		for i := range want {
			near(t, "whole numbers", exact[i].Shapley, want[i], 1e-10)
			near(t, "loss", exact[i].Loss, expect(g, p, nil)-expect(g, p, map[int]float64{i: 0}), 1e-12)
			total += exact[i].Shapley
		}
		near(t, "sum", total, expect(g, p, nil)-g.Shape().At(0), 1e-12)
	}
}

func TestRoundedShapleyWithinItsError(t *testing.T) {
	g := unequal(10, 5)
	p := chances(10, 6)
	caps := capabilities(g.Players)
	want := shapley(g, p)
	l := roundedLaw(caps, sum(caps)/1024, g.Shape())
	got, err := l.Worth(p)
	if err != nil {
		t.Fatal(err)
	}
	total := 0.0
	for i := range want {
		near(t, "rounded", got[i].Shapley, want[i], l.Error())
		total += got[i].Shapley
	}
	near(t, "the sum holds on the grid too", total, l.Expect(p)-g.Shape().At(0), 1e-12)
	if l.Error() > 1e-3 {
		t.Errorf("stated error %g", l.Error())
	}
}

// Thirty-two members with chances of their own: the sum is what all add.
func TestWorthOfAnAlliance(t *testing.T) {
	g := unequal(32, 7)
	p := chances(32, 7)
	l, _ := NewLaw(capabilities(g.Players), g.Shape())
	total := 0.0
	for _, w := range worthOf(t, g, p) {
		total += w.Shapley
	}
	near(t, "sum", total, l.Expect(p)-g.Shape().At(0), 1e-12)
}

// Two who can stand in for each other: one may stay at home, not both.
func TestPairLosses(t *testing.T) {
	g := voters(3, 3, 3, 1)
	l, _ := NewLaw(capabilities(g.Players), g.Shape())
	pairs, err := l.PairLosses(ones(3), 5)
	if err != nil || len(pairs) != 1 || pairs[0] != (PairLoss{0, 1, 1}) {
		t.Fatalf("%+v %v", pairs, err)
	}
	g = unequal(7, 3)
	p := chances(7, 3)
	l, _ = NewLaw(capabilities(g.Players), g.Shape())
	pairs, _ = l.PairLosses(p, 100)
	all := expect(g, p, nil)
	for _, x := range pairs {
		a, b := all-expect(g, p, map[int]float64{x.A: 0}), all-expect(g, p, map[int]float64{x.B: 0})
		near(t, "pair", x.Excess, all-expect(g, p, map[int]float64{x.A: 0, x.B: 0})-a-b, 1e-12)
	}
	if len(pairs) == 0 {
		t.Error("no pair")
	}
}

func TestWorthFaults(t *testing.T) {
	l, _ := NewLaw([]float64{1, 2}, Ratio(1, 1, 1))
	for _, p := range [][]float64{{1}, {0.5, 1.1}, {math.NaN(), 0}} {
		if _, err := l.Worth(p); err == nil {
			t.Errorf("%v was taken", p)
		}
		if _, err := l.PairLosses(p, 3); err == nil {
			t.Errorf("%v was taken for pairs", p)
		}
	}
}

func TestGaussLegendre(t *testing.T) {
	for _, n := range []int{1, 2, 5, 16, 95, 128} {
		x, w := gaussLegendre(n)
		for _, k := range []int{0, 1, n, 2*n - 1} {
			s := 0.0
			for i := range x {
				s += w[i] * math.Pow(x[i], float64(k))
			}
			near(t, fmt.Sprint(n, " nodes, degree ", k), s, 1/float64(k+1), 2e-14)
		}
	}
}

func BenchmarkWorth(b *testing.B) {
	for _, n := range []int{32, 190} {
		g := unequal(n, 1)
		l, _ := NewLaw(capabilities(g.Players), g.Shape())
		p := chances(n, 1)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Worth(p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Thirty-two weighted voters whose weights sum to 1,068, as in field.md's
// figures for dynamic programming over integer weights.
func BenchmarkShapleyShubik(b *testing.B) {
	w := make([]float64, 32)
	for i := range w {
		w[i] = float64(2*i + 2)
	}
	w[31] += 12
	g := voters(535, w...)
	for b.Loop() {
		l, _ := NewLaw(w, g.Shape())
		if _, err := l.Worth(ones(32)); err != nil {
			b.Fatal(err)
		}
	}
}
