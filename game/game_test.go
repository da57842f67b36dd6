package game

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"casus"
)

// The symmetric equilibrium of the volunteer's dilemma solves one equation, and
// for precise players tends to 0.3^(1/(n−1)) staying at home: 0.669 for four.
func TestVolunteersDilemma(t *testing.T) {
	for _, n := range []int{2, 3, 4, 8, 20} {
		for _, lambda := range []float64{0.5, 3, 10.8, 100, 3e4} {
			s, err := Solve(volunteers(n, lambda))
			if err != nil {
				t.Fatal(err)
			}
			want := bisect(0, 1, func(p float64) float64 { return p - logistic(lambda*(math.Pow(1-p, float64(n-1))-0.3)) })
			for _, p := range s.P {
				near(t, fmt.Sprint("n = ", n, ", lambda = ", lambda), p, want, 1e-12)
			}
			near(t, "success", s.W, 1-math.Pow(1-want, float64(n)), 1e-12)
		}
		s, _ := Solve(volunteers(n, 9e4))
		near(t, "limit", 1-s.P[0], math.Pow(0.3, 1/float64(n-1)), 1e-4)
	}
}

// Against a solver that shares nothing with this one.
func TestAgainstSlowSolver(t *testing.T) {
	for _, n := range []int{1, 2, 3, 5, 8} {
		for _, c := range []Contest{{FormRatio, 0, 1.5}, {FormLogit, -0.5, 3}, {FormDifference, 0, 1}} {
			g := unequal(n, uint64(10+n))
			g.Contest = c
			want := slow(t, g, 40)
			s, err := Solve(g)
			if err != nil {
				t.Fatal(err)
			}
			for i := range want {
				near(t, fmt.Sprint(c.Form, " ", n), s.P[i], want[i], 1e-9)
			}
		}
	}
}

// The equilibrium of a rounded law is that of enumeration within what its error
// can do.
func TestRoundedEquilibrium(t *testing.T) {
	g := unequal(14, 2)
	if l, _ := NewLaw(capabilities(g.Players), g.Shape()); l.Kind() != KindRounded {
		t.Fatal(l.Kind())
	}
	s, err := Solve(g)
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range g.Players {
		near(t, "response by enumeration", s.P[i], logistic(g.Lambda*(x.Stake*gainOf(g, s.P, i)-x.Cost)), 1e-6)
	}
	near(t, "success by enumeration", s.W, expect(g, s.P, nil), 1e-6)
}

// Identical players have identical probabilities to the last bit, also where
// other branches leave.
func TestSymmetry(t *testing.T) {
	g := &Game{Target: 1, Attacker: 9, Contest: Contest{Form: FormRatio, Slope: 2}, Lambda: 12}
	for i := range 32 {
		kind := float64(i % 3)
		g.Players = append(g.Players, Player{fmt.Sprint(i), 1 + kind, 9 - kind, 0.4})
	}
	s, err := Solve(g)
	if err != nil {
		t.Fatal(err)
	}
	for i := 3; i < 32; i++ {
		if s.P[i] != s.P[i%3] {
			t.Errorf("player %d: %v, its like %v", i, s.P[i], s.P[i%3])
		}
	}
	near(t, "residual", s.Residual, 0, 1e-12)
}

// Any game that may be asked has an answer with a small residual.
func TestManyGames(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for k := range 400 {
		n := 1 + r.IntN(7)
		g := unequal(n, uint64(k))
		g.Contest = Contest{Form: Forms[k%4], Slope: math.Exp(2 * r.NormFloat64()), Intercept: r.NormFloat64()}
		g.Target = 2 * r.Float64() * float64(k%2)
		g.Lambda = math.Exp(6*r.Float64() - 1)
		for i := range g.Players {
			g.Players[i].Stake *= r.NormFloat64() // some want the target to lose
			g.Players[i].Capability *= float64(r.IntN(5)) / 3
		}
		s, err := Solve(g)
		if err != nil {
			t.Errorf("game %d: %v: %+v", k, err, g)
			continue
		}
		for i, x := range g.Players {
			near(t, fmt.Sprint("game ", k), s.P[i], logistic(g.Lambda*(x.Stake*gainOf(g, s.P, i)-x.Cost)), 1e-8)
		}
	}
}

func TestLargeGames(t *testing.T) {
	for _, n := range []int{32, 190, 256} {
		s, err := Solve(unequal(n, 4))
		if err != nil {
			t.Fatal(err)
		}
		near(t, "residual", s.Residual, 0, 1e-12)
	}
}

// Two who can only prevail together, who would not come unasked: log-odds are
// −4 + γ·p. The branch folds where its γ, as a function of p, turns: where
// 1/(1−p) = logit p + 4.
func TestFoldsAreThoseOfTheClosedForm(t *testing.T) {
	caps := []float64{1, 1}
	l, err := NewLaw(caps, Threshold(0, 2))
	if err != nil {
		t.Fatal(err)
	}
	const gamma = 30
	pull := []float64{gamma, gamma}
	base := []float64{-4, -4}
	s := newSystem(l, caps, base, []float64{0, 0}, pull, true)
	b, err := s.trace(t.Context(), false, 1.25, 500)
	if err != nil || len(b.folds) != 2 {
		t.Fatalf("%d folds, %v", len(b.folds), err)
	}
	turn := func(p float64) float64 { return 1/(1-p) - math.Log(p/(1-p)) - 4 }
	for i, p := range []float64{bisect(0.01, 0.5, turn), bisect(0.5, 0.99, turn)} {
		near(t, "probability at the fold", logistic(b.folds[i].u[0]), p, 1e-4)
		near(t, "strength at the fold", b.folds[i].tau, (math.Log(p/(1-p))+4)/(gamma*p), 1e-8)
	}
	if len(b.crossings) != 1 && len(b.crossings) != 3 {
		t.Errorf("%d crossings: a branch that goes on must cross an odd number of times", len(b.crossings))
	}
	// With a pull between the folds the first crossing is the low one.
	for i := range pull {
		pull[i] = (b.folds[0].tau + b.folds[1].tau) / 2 * gamma
	}
	sol, err := Respond(l, caps, base, pull)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "the rally that does not start", sol.P[0], bisect(0, logistic(b.folds[0].u[0]), func(p float64) float64 { return p - logistic(-4+pull[0]*p) }), 1e-10)
}

func TestRespondIsAFixedPoint(t *testing.T) {
	g := unequal(25, 5)
	caps := capabilities(g.Players)
	l, _ := NewLaw(caps, g.Shape())
	base, pull := make([]float64, 25), make([]float64, 25)
	for i := range base {
		base[i], pull[i] = float64(i%7)-4, float64(i%5)
	}
	s, err := Respond(l, caps, base, pull)
	if err != nil {
		t.Fatal(err)
	}
	d := make([]float64, 25)
	l.Gains(s.P, d)
	for i := range d {
		near(t, "response", s.P[i], logistic(base[i]+pull[i]*d[i]), 1e-12)
	}
	if _, err := Respond(l, caps, base[:3], pull); err == nil {
		t.Error("a wrong number of players was taken")
	}
	base[0] = math.NaN()
	if _, err := Respond(l, caps, base, pull); err == nil {
		t.Error("NaN was taken")
	}
}

func TestCheck(t *testing.T) {
	for name, spoil := range map[string]func(*Game){
		"no players":     func(g *Game) { g.Players = nil },
		"no attacker":    func(g *Game) { g.Attacker = 0 },
		"target":         func(g *Game) { g.Target = math.NaN() },
		"lambda":         func(g *Game) { g.Lambda = -1 },
		"slope":          func(g *Game) { g.Contest.Slope = 0 },
		"intercept":      func(g *Game) { g.Contest.Intercept = math.Inf(1) },
		"twice the name": func(g *Game) { g.Players[1].Name = g.Players[0].Name },
		"too steep":      func(g *Game) { g.Players[0].Stake = 1e6 },
		"stake":          func(g *Game) { g.Players[0].Stake = math.NaN() },
	} {
		g := unequal(3, 1)
		spoil(g)
		_, err := Solve(g)
		var ie *casus.InputError
		if !errors.As(err, &ie) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSameBytes(t *testing.T) {
	var first []byte
	for range 3 {
		a, err := Search(t.Context(), unequal(18, 6))
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		}
		if string(b) != string(first) {
			t.Fatal("two runs differ")
		}
	}
}

func BenchmarkSolve(b *testing.B) {
	for _, n := range []int{12, 32, 190} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g := unequal(n, 1)
			for b.Loop() {
				if _, err := Solve(g); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
