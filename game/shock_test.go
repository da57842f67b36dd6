package game

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"casus"
)

// The rule integrates the moments of a standard normal variable up to the 17th.
func TestHermite(t *testing.T) {
	want := 1.0 // 1, 0, 1, 0, 3, 0, 15, ...
	for k := 0; k < 18; k += 2 {
		even, odd := 0.0, 0.0
		for _, h := range hermite {
			even += h.weight * math.Pow(h.z, float64(k))
			odd += h.weight * math.Pow(h.z, float64(k+1))
		}
		near(t, fmt.Sprint("moment ", k), even, want, 2e-14*want)
		near(t, fmt.Sprint("moment ", k+1), odd, 0, 1e-9*want)
		want *= float64(k + 1)
	}
}

// Means are kept, however rare joining is and however wide the shock.
func TestMixtureKeepsTheMean(t *testing.T) {
	p := []float64{0, 1e-12, 1e-5, 0.01, 0.3, 0.5, 0.9, 0.9999, 1 - 1e-9, 1}
	for _, sigma := range []float64{0.1, 1, 2.5, 4} {
		nodes := Mixture(p, sigma)
		for i, want := range p {
			mean, slope := 0.0, 0.0
			for k, n := range nodes {
				mean += n.Weight * n.P[i]
				slope += n.Weight * n.rate[i]
				if k > 0 && n.P[i] < nodes[k-1].P[i] {
					t.Errorf("sigma %g, p %g: the shock does not rise", sigma, want)
				}
			}
			near(t, fmt.Sprint("sigma ", sigma), mean, want, 1e-13*math.Max(want, 1e-3))
			near(t, "its derivative", slope, 1, 1e-9)
		}
		// The derivative by node, against a difference.
		const h = 1e-6
		up, down := Mixture([]float64{0.3 + h}, sigma), Mixture([]float64{0.3 - h}, sigma)
		for k := range nodes {
			near(t, "slope", nodes[k].rate[4], (up[k].P[0]-down[k].P[0])/(2*h), 1e-7)
		}
	}
}

// mixed is the mean of f over the shock by a fine rule of its own: the
// trapezoidal rule over z, each player's log-odds found by bisection.
func mixed(p []float64, sigma float64, f func(p []float64) float64) float64 {
	const step = 0.05
	weight := func(z float64) float64 { return step * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }
	a := make([]float64, len(p))
	for i, want := range p {
		a[i] = bisect(-200, 200, func(a float64) float64 {
			m := 0.0
			for z := -8.0; z <= 8; z += step {
				m += weight(z) * logistic(a+sigma*z)
			}
			return m - want
		})
	}
	total, q := 0.0, make([]float64, len(p))
	for z := -8.0; z <= 8; z += step {
		for i := range q {
			q[i] = logistic(a[i] + sigma*z)
		}
		total += weight(z) * f(q)
	}
	return total
}

// Against enumeration of all coalitions, state by state.
func TestCommonLawAgainstEnumeration(t *testing.T) {
	for _, n := range []int{1, 2, 6, 10} {
		g := unequal(n, uint64(n))
		p := chances(n, 4)
		if n == 1 {
			p[0] = 0.4
		}
		l, err := NewLaw(capabilities(g.Players), g.Shape())
		if err != nil {
			t.Fatal(err)
		}
		for _, sigma := range []float64{0.3, 1, 2} {
			c, err := l.Common(sigma)
			if err != nil {
				t.Fatal(err)
			}
			over := func(f func(p []float64) float64) float64 {
				total := 0.0
				for _, node := range Mixture(p, sigma) {
					total += node.Weight * f(node.P)
				}
				return total
			}
			d := make([]float64, n)
			near(t, "E[W]", c.Gains(p, d), over(func(p []float64) float64 { return expect(g, p, nil) }), 1e-13)
			near(t, "E[W] alone", c.Expect(p), over(func(p []float64) float64 { return expect(g, p, nil) }), 1e-13)
			for i := range d {
				near(t, "gain", d[i], over(func(p []float64) float64 { return gainOf(g, p, i) }), 1e-13)
			}
			if n == 10 {
				continue // worth by definition takes all coalitions of all coalitions
			}
			want := make([]float64, n)
			for _, node := range Mixture(p, sigma) {
				for i, x := range shapley(g, node.P) {
					want[i] += node.Weight * x
				}
			}
			worth, err := c.Worth(p)
			if err != nil {
				t.Fatal(err)
			}
			total := 0.0
			for i, w := range worth {
				near(t, "Shapley", w.Shapley, want[i], 1e-12)
				without := over(func(p []float64) float64 { return expect(g, p, map[int]float64{i: 0}) })
				near(t, "loss", w.Loss, c.Expect(p)-without, 1e-12)
				total += w.Shapley
			}
			near(t, "the sum", total, c.Expect(p)-g.Shape().At(0), 1e-13)
			pairs, err := c.PairLosses(p, 100)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range pairs {
				miss := func(fix map[int]float64) float64 {
					return c.Expect(p) - over(func(p []float64) float64 { return expect(g, p, fix) })
				}
				near(t, "pair", x.Excess, miss(map[int]float64{x.A: 0, x.B: 0})-miss(map[int]float64{x.A: 0})-miss(map[int]float64{x.B: 0}), 1e-12)
			}
		}
	}
}

// Nine nodes are enough: against an integral over 320, and a Monte Carlo of the
// story itself.
func TestNineNodesAreEnough(t *testing.T) {
	g := unequal(8, 2)
	p := chances(8, 3)
	p[0], p[7] = 0.02, 0.9
	l, _ := NewLaw(capabilities(g.Players), g.Shape())
	for _, c := range []struct{ sigma, off float64 }{{0.5, 1e-7}, {1, 1e-5}, {2, 3e-4}, {4, 1e-2}} {
		common, _ := l.Common(c.sigma)
		near(t, fmt.Sprint("sigma ", c.sigma), common.Expect(p), mixed(p, c.sigma, l.Expect), c.off)
	}
	const sigma, draws = 1.5, 200_000
	a := make([]float64, len(p))
	for i, x := range p {
		a[i], _ = centre(math.Min(x, 1-x), sigma, hermite[:])
		if x > 0.5 {
			a[i] = -a[i]
		}
	}
	r := rand.New(rand.NewPCG(7, 7))
	won, w := 0.0, g.Shape()
	for range draws {
		z, joined := r.NormFloat64(), 0.0
		for i := range a {
			if r.Float64() < logistic(a[i]+sigma*z) {
				joined += g.Players[i].Capability
			}
		}
		won += w.At(joined)
	}
	common, _ := l.Common(sigma)
	near(t, "Monte Carlo", won/draws, common.Expect(p), 3e-3)
}

// Without a shock the law is the independent one, to the last bit; with one the
// sums spread.
func TestShockOfZero(t *testing.T) {
	g := unequal(20, 5)
	p := chances(20, 5)
	l, _ := NewLaw(capabilities(g.Players), g.Shape())
	none, err := l.Common(0)
	if err != nil {
		t.Fatal(err)
	}
	a, b := make([]float64, 20), make([]float64, 20)
	if l.Gains(p, a) != none.Gains(p, b) || l.Expect(p) != none.Expect(p) || fmt.Sprint(a) != fmt.Sprint(b) {
		t.Error("a shock of 0 changes something")
	}
	x, _ := l.Worth(p)
	y, _ := none.Worth(p)
	if fmt.Sprint(x) != fmt.Sprint(y) {
		t.Error("a shock of 0 changes worth")
	}
	for _, sigma := range []float64{-1, 5, math.NaN()} {
		var ie *casus.InputError
		if _, err := l.Common(sigma); !errors.As(err, &ie) {
			t.Errorf("a shock of %g: %v", sigma, err)
		}
	}
}

// With a shock as well, the equilibrium answers itself, and Newton's derivative
// is that of the gains.
func TestRespondUnderAShock(t *testing.T) {
	caps, base, pull := alliance(24)
	l, _ := NewLaw(caps, Ratio(0.02, 1.7, 4))
	l = l.common(1)
	s, err := Respond(l, caps, base, pull)
	if err != nil {
		t.Fatal(err)
	}
	d := make([]float64, 24)
	near(t, "success", s.W, l.Gains(s.P, d), 1e-14)
	for i := range d {
		near(t, "response", s.P[i], logistic(base[i]+pull[i]*d[i]), 1e-12)
	}
	h := l.Pairs(s.P)
	const step = 1e-6
	up, down := append([]float64(nil), s.P...), append([]float64(nil), s.P...)
	up[3] += step
	down[3] -= step
	du, dd := make([]float64, 24), make([]float64, 24)
	l.Gains(up, du)
	l.Gains(down, dd)
	for i := range d {
		if i != 3 {
			near(t, "pair", h[i][3], (du[i]-dd[i])/(2*step), 1e-7)
		}
	}
}

func BenchmarkCommon(b *testing.B) {
	for _, n := range []int{32, 190} {
		g := unequal(n, 1)
		l, _ := NewLaw(capabilities(g.Players), g.Shape())
		c := l.common(1)
		p, d := chances(n, 1), make([]float64, n)
		b.Run(fmt.Sprint("gains/", n), func(b *testing.B) {
			for b.Loop() {
				c.Gains(p, d)
			}
		})
		b.Run(fmt.Sprint("worth/", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := c.Worth(p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
