package game

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// unequal makes a game of n unequal players.
func unequal(n int, seed uint64) *Game {
	r := rand.New(rand.NewPCG(seed, 1))
	g := &Game{Target: 1, Attacker: float64(n) / 2, Contest: Contest{Form: FormRatio, Slope: 1.5}, Lambda: 2}
	for i := range n {
		g.Players = append(g.Players, Player{fmt.Sprint("P", i), math.Exp(r.NormFloat64()), 3 + 8*r.Float64(), 0.1 + r.Float64()})
	}
	return g
}

// volunteers makes the volunteer's dilemma (Diekmann 1985): one who joins is
// enough, for a benefit of 1 to each at a cost of 0.3 to the volunteer.
func volunteers(n int, lambda float64) *Game {
	g := &Game{Attacker: 1, Contest: Contest{Form: FormThreshold, Slope: 1}, Lambda: lambda}
	for i := range n {
		g.Players = append(g.Players, Player{fmt.Sprint("P", i), 1, 1, 0.3})
	}
	return g
}

// expect is E[W] by enumeration, with player i fixed to 1 or 0 where fix says so.
func expect(g *Game, p []float64, fix map[int]float64) float64 {
	w, total := g.Shape(), 0.0
	var walk func(i int, chance, joined float64)
	walk = func(i int, chance, joined float64) {
		if i == len(p) {
			total += chance * w.At(joined)
			return
		}
		q := p[i]
		if f, ok := fix[i]; ok {
			q = f
		}
		if q > 0 {
			walk(i+1, chance*q, joined+g.Players[i].Capability)
		}
		if q < 1 {
			walk(i+1, chance*(1-q), joined)
		}
	}
	walk(0, 1, 0)
	return total
}

func gainOf(g *Game, p []float64, i int) float64 {
	return expect(g, p, map[int]float64{i: 1}) - expect(g, p, map[int]float64{i: 0})
}

// slow solves g without any part of the package's solver: precision grows in
// many small steps, each solved by Newton's method with numerical derivatives
// over enumerated coalitions.
func slow(t *testing.T, g *Game, steps int) []float64 {
	t.Helper()
	n := len(g.Players)
	p := make([]float64, n)
	for i := range p {
		p[i] = 0.5
	}
	miss := func(p []float64, lambda float64) []float64 {
		out := make([]float64, n)
		for i, x := range g.Players {
			out[i] = p[i] - 1/(1+math.Exp(-lambda*(x.Stake*gainOf(g, p, i)-x.Cost)))
		}
		return out
	}
	for k := 1; k <= steps; k++ {
		lambda := g.Lambda * float64(k) / float64(steps)
		for it := 0; ; it++ {
			r := miss(p, lambda)
			worst := 0.0
			for _, v := range r {
				worst = math.Max(worst, math.Abs(v))
			}
			if worst < 1e-12 {
				break
			}
			if it == 50 {
				t.Fatalf("the slow solver is stuck at lambda %g with %g", lambda, worst)
			}
			m := make([][]float64, n)
			for i := range m {
				m[i] = append(make([]float64, n), r[i])
			}
			const h = 1e-6
			for j := range n {
				up, down := append([]float64(nil), p...), append([]float64(nil), p...)
				up[j] += h
				down[j] -= h
				a, b := miss(up, lambda), miss(down, lambda)
				for i := range n {
					m[i][j] = (a[i] - b[i]) / (2 * h)
				}
			}
			for i, d := range eliminate(m) {
				p[i] -= d
			}
		}
	}
	return p
}

// eliminate solves the system whose last column is the right-hand side.
func eliminate(m [][]float64) []float64 {
	n := len(m)
	for c := range n {
		best := c
		for r := c; r < n; r++ {
			if math.Abs(m[r][c]) > math.Abs(m[best][c]) {
				best = r
			}
		}
		m[c], m[best] = m[best], m[c]
		for r := range n {
			if f := m[r][c] / m[c][c]; r != c {
				for k := c; k <= n; k++ {
					m[r][k] -= f * m[c][k]
				}
			}
		}
	}
	x := make([]float64, n)
	for i := range x {
		x[i] = m[i][n] / m[i][i]
	}
	return x
}

// bisect finds where f, which changes sign between a and b, is 0.
func bisect(a, b float64, f func(float64) float64) float64 {
	sign := f(a) > 0
	for range 200 {
		if m := (a + b) / 2; f(m) > 0 == sign {
			a = m
		} else {
			b = m
		}
	}
	return (a + b) / 2
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.12g, want %.12g ± %g", what, got, want, tolerance)
	}
}
