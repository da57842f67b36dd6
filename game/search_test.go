package game

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

func search(t *testing.T, g *Game) *Answer {
	t.Helper()
	a, err := Search(t.Context(), g)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range a.Equilibria {
		p := make([]float64, len(g.Players))
		for i, x := range g.Players {
			p[i] = e.P[x.Name]
		}
		for i, x := range g.Players {
			near(t, e.Branch, p[i], logistic(g.Lambda*(x.Stake*gainOf(g, p, i)-x.Cost)), 1e-9)
		}
	}
	return a
}

// The four volunteers: the reference solver (gambit-logit 17.0.0-alpha.2)
// follows the symmetric branch to a lambda of about 10.8, and then, without a
// word, one on which the first player stays at home and each other does so with
// probability 0.5477, the root of 0.3. Here the principal branch stays
// symmetric, the parting is reported, and that equilibrium is among the others.
func TestVolunteersPart(t *testing.T) {
	g := volunteers(4, 2000)
	a := search(t, g)
	near(t, "symmetric", 1-a.Equilibria[0].P["P0"], math.Pow(0.3, 1.0/3), 1e-3)
	if len(a.Breaks) != 1 || len(a.Breaks[0].Players) != 4 || len(a.Folds) != 0 {
		t.Fatalf("breaks %+v, folds %+v", a.Breaks, a.Folds)
	}
	// It parts where λ·p(1−p)·(1−p)² = 1 on the symmetric branch.
	p := bisect(0.331, 0.499, func(p float64) float64 {
		q := 1 - p
		return math.Log(p/q)/(q*q*q-0.3) - 1/(p*q*q*q)
	})
	near(t, "lambda of the parting", a.Breaks[0].Lambda, math.Log(p/(1-p))/(math.Pow(1-p, 3)-0.3), 1e-4)
	near(t, "lambda of the parting, reference solver", a.Breaks[0].Lambda, 10.8, 0.05)
	found := slices.ContainsFunc(a.Equilibria[1:], func(e Equilibrium) bool {
		return e.Copies == 4 && e.P["P3"] < 1e-9 && math.Abs(1-e.P["P0"]-math.Sqrt(0.3)) < 1e-3
	})
	if !found {
		t.Errorf("the equilibrium with one at home and the rest at 0.5477 is missing: %+v", a.Equilibria)
	}
	pure := slices.ContainsFunc(a.Equilibria[1:], func(e Equilibrium) bool { return e.Copies == 4 && e.P["P0"] > 0.999999 && e.P["P1"] < 1e-9 })
	if !pure {
		t.Error("the equilibrium with one volunteer is missing")
	}
}

// Twenty of whom four are needed, at a cost just above what each could add at
// best: the principal branch turns back twice. It is one equation,
// λ(p) = logit p / (s·Δ(p) − c), whose turning points are the folds.
func TestFoldsOfARally(t *testing.T) {
	const n, need, cost = 20, 4, 1.0
	delta := func(p float64) float64 { // exactly need−1 of the others come
		lg := func(x float64) float64 { v, _ := math.Lgamma(x + 1); return v }
		return math.Exp(lg(n-1) - lg(need-1) - lg(n-need) + (need-1)*math.Log(p) + (n-need)*math.Log(1-p))
	}
	stake := 0.9 / delta(float64(need-1)/(n-1))
	lambdaAt := func(p float64) float64 { return math.Log(p/(1-p)) / (stake*delta(p) - cost) }
	var turns []float64
	for p := 0.499; p > 0.001; p -= 1e-5 {
		a, b, c := lambdaAt(p+1e-5), lambdaAt(p), lambdaAt(p-1e-5)
		if (b-a)*(c-b) < 0 {
			turns = append(turns, b)
		}
	}
	if len(turns) != 2 {
		t.Fatalf("the closed form has turns at %v", turns)
	}
	g := &Game{Attacker: 1, Contest: Contest{Form: FormThreshold, Slope: need}, Lambda: (turns[0] + turns[1]) / 2}
	for i := range n {
		g.Players = append(g.Players, Player{fmt.Sprint("P", i), 1, stake, cost})
	}
	s, err := g.system(true)
	if err != nil {
		t.Fatal(err)
	}
	b, u, err := s.principal(t.Context(), false)
	if err != nil || len(b.folds) != 2 || len(b.crossings) != 3 {
		t.Fatalf("%d folds, %d crossings, %v", len(b.folds), len(b.crossings), err)
	}
	for i, f := range b.folds {
		near(t, "lambda at the fold", f.tau*g.Lambda, turns[i], 1e-6*turns[i])
	}
	first, err := Solve(g)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "the principal equilibrium is the first one", first.P[0], logistic(u[0]), 1e-12)
	for i, c := range b.crossings {
		near(t, fmt.Sprint("crossing ", i), lambdaAt(logistic(c[0])), g.Lambda, 1e-5*g.Lambda)
	}
}

// Where responses are weak there is one equilibrium, and that is a proof.
func TestUnique(t *testing.T) {
	g := unequal(6, 1)
	g.Lambda = 0.2
	a := search(t, g)
	if !a.Unique.Proved || len(a.Equilibria) != 1 || a.Searched != "No search was needed." {
		t.Errorf("%+v", a.Unique)
	}
	g.Lambda = 200
	if a = search(t, g); a.Unique.Proved || !strings.Contains(a.Searched, "starts") {
		t.Errorf("%+v %s", a.Unique, a.Searched)
	}
}

// Two who prevail only together and gain much: both come, neither comes, and
// one in between.
func TestAssurance(t *testing.T) {
	g := &Game{Attacker: 1, Contest: Contest{Form: FormThreshold, Slope: 2}, Lambda: 20,
		Players: []Player{{"A", 1, 1, 0.4}, {"B", 1, 1, 0.4}}}
	a := search(t, g)
	if len(a.Equilibria) != 3 {
		t.Fatalf("%d equilibria", len(a.Equilibria))
	}
	if e := a.Equilibria[0]; e.Branch != "principal" || e.P["A"] < 0.99 {
		t.Errorf("the principal one: %+v", e)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Search(ctx, unequal(10, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{12, 32, 190} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Search(b.Context(), unequal(n, 1)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A branch that was followed on a coarse law has its folds solved again on the
// whole one: the capabilities here are no multiples of a unit, and the answer
// is near that of equal ones.
func TestFoldsOnARoundedLaw(t *testing.T) {
	// A cost just above what each of forty equal ones could add at best.
	one, _ := NewLaw(ones(40), Ratio(0, 8, 8))
	best, d, p := 0.0, make([]float64, 40), make([]float64, 40)
	for q := 0.01; q < 0.5; q += 0.001 {
		for i := range p {
			p[i] = q
		}
		one.Gains(p, d)
		best = math.Max(best, d[0])
	}
	fold := func(capability func(i int) float64) (*Answer, int) {
		g := &Game{Attacker: 8, Contest: Contest{Form: FormRatio, Slope: 8}, Lambda: 4}
		for i := range 40 {
			g.Players = append(g.Players, Player{fmt.Sprint("P", i), capability(i), 0.9 / best, 1})
		}
		a, err := Search(t.Context(), g)
		if err != nil {
			t.Fatal(err)
		}
		return a, len(a.Folds)
	}
	equal, n := fold(func(int) float64 { return 1 })
	if n != 2 {
		t.Fatalf("%d folds with equal players: %+v", n, equal.Folds)
	}
	rough, n := fold(func(i int) float64 { return 1 + 1e-4*math.Sin(float64(i)) })
	if n != 2 || rough.Grid.Kind != KindRounded || !strings.Contains(rough.Searched, "cells") {
		t.Fatalf("%d folds, %s, %s", n, rough.Grid.Kind, rough.Searched)
	}
	for i := range equal.Folds {
		near(t, "fold", rough.Folds[i].Lambda, equal.Folds[i].Lambda, 1e-2*equal.Folds[i].Lambda)
	}
}
