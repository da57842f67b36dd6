package outcome_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"casus/estimate"
	"casus/outcome"
)

// params are invented, of the size that history gives.
func params(kind outcome.Kind, decay float64) *outcome.Params {
	p := &outcome.Params{Kind: kind, Measure: outcome.Quality, Drift: true, Decay: decay,
		Decided: outcome.Line{Coef: []float64{-0.1, -0.5, -1.6}, Cov: diagonal(3, 0.01)},
		Won:     outcome.Line{Coef: []float64{0.6, 0.3, -0.7}, Cov: diagonal(3, 0.01)},
		Cases:   100, Decisive: 40, First: 1816, Last: 2014}
	if kind == outcome.War {
		p.Decided = outcome.Line{Coef: []float64{2.8, -1.5}, Cov: diagonal(2, 0.01)}
		p.Won = outcome.Line{Coef: []float64{0.6, 0.2}, Cov: diagonal(2, 0.01)}
	}
	return p
}

var (
	great  = outcome.Force{Output: 0.15, Population: 0.18}
	rich   = outcome.Force{Output: 0.16, Population: 0.04, Km: 9000}
	middle = outcome.Force{Output: 0.01, Population: 0.008, Border: true, Km: 700}
	small  = outcome.Force{Output: 0.0003, Population: 0.0002}
)

// TestSidesOrder: who is stronger, in the order that nobody would dispute.
func TestSidesOrder(t *testing.T) {
	for _, kind := range []outcome.Kind{outcome.Dispute, outcome.War} {
		p := params(kind, 0)
		w := func(a, b []outcome.Force) float64 {
			return chances(t, p, outcome.Sides{Year: 2014, A: a, B: b}).WinA
		}
		one := func(f ...outcome.Force) []outcome.Force { return f }
		alone := w(one(great), one(small))
		helped := w(one(great), one(small, middle))
		rescued := w(one(great), one(small, middle, rich))
		if !(alone > helped && helped > rescued && rescued > w(one(small), one(great))) {
			t.Errorf("%s: %v, %v, %v", kind, alone, helped, rescued)
		}
	}
}

// TestHelpAlwaysHelps: whatever the sides, one more state on a side never
// lowers its chance of winning and never raises the other's.
func TestHelpAlwaysHelps(t *testing.T) {
	random := rand.New(estimate.Source(1))
	force := func() outcome.Force {
		return outcome.Force{Output: math.Exp(-12 * random.Float64()), Population: math.Exp(-12 * random.Float64()),
			Km: 20000 * random.Float64(), Border: random.IntN(3) == 0}
	}
	side := func() (out []outcome.Force) {
		for range 1 + random.IntN(5) {
			out = append(out, force())
		}
		return out
	}
	for range 2000 {
		p := params([]outcome.Kind{outcome.Dispute, outcome.War}[random.IntN(2)], random.Float64())
		s := outcome.Sides{Year: 1816 + random.IntN(220), A: side(), B: side()}
		before := chances(t, p, s)
		if sum := before.WinA + before.Stalemate + before.WinB; math.Abs(sum-1) > 1e-12 {
			t.Fatalf("chances sum to %v", sum)
		}
		if min(before.WinA, before.Stalemate, before.WinB) <= 0 || max(before.WinA, before.Stalemate, before.WinB) >= 1 {
			t.Fatalf("a certainty: %+v", before)
		}
		s.B = append(s.B, force())
		after := chances(t, p, s)
		if after.WinB < before.WinB || after.WinA > before.WinA {
			t.Fatalf("help for B: %+v, then %+v", before, after)
		}
	}
}

// TestDistance: help from far away is worth less, unless it has a border there.
func TestDistance(t *testing.T) {
	p := params(outcome.War, 0.5)
	w := func(f outcome.Force) float64 {
		return chances(t, p, outcome.Sides{Year: 2000, A: []outcome.Force{great}, B: []outcome.Force{small, f}}).WinB
	}
	near, far, border := rich, rich, rich
	near.Km, far.Km, border.Border = 500, 9000, true
	if !(w(border) > w(near) && w(near) > w(far)) {
		t.Errorf("border %v, near %v, far %v", w(border), w(near), w(far))
	}
	flat := params(outcome.War, 0)
	if a, b := flat.Strength([]outcome.Force{near}), flat.Strength([]outcome.Force{far}); a != b {
		t.Errorf("without decay distance counts: %v, %v", a, b)
	}
	if got, want := p.Strength([]outcome.Force{far}), 0.16*0.16/0.04/math.Sqrt(10); math.Abs(got-want) > 1e-12 {
		t.Errorf("strength %v, want %v", got, want)
	}
}

// TestRefused: sides and parameters that make no sense are errors.
func TestRefused(t *testing.T) {
	good := outcome.Sides{Year: 2000, A: []outcome.Force{great}, B: []outcome.Force{small}}
	for name, s := range map[string]outcome.Sides{
		"nobody attacks":    {Year: 2000, B: good.B},
		"nobody defends":    {Year: 2000, A: good.A},
		"no output":         {Year: 2000, A: []outcome.Force{{Population: 1}}, B: good.B},
		"no population":     {Year: 2000, A: []outcome.Force{{Output: 1}}, B: good.B},
		"missing figure":    {Year: 2000, A: []outcome.Force{{Output: math.NaN(), Population: 1}}, B: good.B},
		"negative distance": {Year: 2000, A: []outcome.Force{{Output: 1, Population: 1, Km: -1}}, B: good.B},
	} {
		if _, err := params(outcome.War, 0).W(s); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for name, change := range map[string]func(*outcome.Params){
		"kind":       func(p *outcome.Params) { p.Kind = "siege" },
		"measure":    func(p *outcome.Params) { p.Measure = "" },
		"short":      func(p *outcome.Params) { p.Won.Coef = p.Won.Coef[:1] },
		"NaN":        func(p *outcome.Params) { p.Decided.Coef[0] = math.NaN() },
		"decay":      func(p *outcome.Params) { p.Decay = -1 },
		"covariance": func(p *outcome.Params) { p.Won.Cov = [][]float64{{1}} },
	} {
		p := params(outcome.Dispute, 0)
		change(p)
		_, err := p.W(good)
		if name == "covariance" {
			_, err = p.Draws(2, 1)
		}
		if err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	var empty outcome.Sample
	if _, err := outcome.Fit(&empty, nil, outcome.FitOptions{}); err == nil {
		t.Error("a fit of nothing was accepted")
	}
}

// TestFitRecovers: from cases drawn by the form itself, Fit finds its
// parameters.
func TestFitRecovers(t *testing.T) {
	true_ := params(outcome.Dispute, 0)
	random := rand.New(estimate.Source(2))
	s := &outcome.Sample{Kind: outcome.Dispute}
	for k := range 6000 {
		force := func() []outcome.Force {
			return []outcome.Force{{Output: math.Exp(-2 - 4*random.Float64()), Population: math.Exp(-2 - 4*random.Float64()), Km: 100}}
		}
		c := outcome.Case{Num: k, Year: 1850 + k%150}
		c.Sides = outcome.Sides{Year: c.Year, A: force(), B: force()}
		w := chances(t, true_, c.Sides)
		switch u := random.Float64(); {
		case u < w.WinA:
			c.Result = outcome.WinA
		case u < w.WinA+w.Stalemate:
			c.Result = outcome.Stalemate
		default:
			c.Result = outcome.WinB
		}
		s.Cases = append(s.Cases, c)
	}
	p, err := outcome.Fit(s, nil, outcome.FitOptions{Decays: []float64{0}})
	if err != nil {
		t.Fatal(err)
	}
	for name, l := range map[string][2]outcome.Line{"decided": {p.Decided, true_.Decided}, "won": {p.Won, true_.Won}} {
		for j := range l[0].Coef {
			if got, want, se := l[0].Coef[j], l[1].Coef[j], math.Sqrt(l[0].Cov[j][j]); math.Abs(got-want) > 4*se {
				t.Errorf("%s %d: %.3f, want %.3f (error %.3f)", name, j, got, want, se)
			}
		}
	}
	one, err := outcome.Fit(s, nil, outcome.FitOptions{Decays: []float64{0}, Workers: 1})
	if err != nil || !reflect.DeepEqual(p, one) {
		t.Error("the fit depends on the workers")
	}
}

// TestDraws: draws move around the estimate, each is its own, and parameters
// survive a file.
func TestDraws(t *testing.T) {
	p := params(outcome.Dispute, 0.25)
	d, err := p.Draws(500, 7)
	if err != nil {
		t.Fatal(err)
	}
	few, _ := p.Draws(2, 7)
	if !reflect.DeepEqual(few[1], d[1]) {
		t.Error("draw 1 depends on the number of draws")
	}
	mean := 0.0
	for _, x := range d {
		mean += x.Won.Coef[1] / 500
	}
	if math.Abs(mean-0.3) > 0.02 || d[0].Won.Coef[1] == d[1].Won.Coef[1] || d[0].Decided.Coef[0] == d[0].Won.Coef[0] {
		t.Errorf("draws around 0.3 average %v", mean)
	}
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var back outcome.Params
	if err := json.Unmarshal(text, &back); err != nil || !reflect.DeepEqual(&back, p) {
		t.Errorf("parameters do not survive a file: %v", err)
	}
}

// ExampleParams_W asks what one more ally changes for a small state.
func ExampleParams_W() {
	p := params(outcome.War, 0) // invented; the product's come from casus data fit
	for _, b := range [][]outcome.Force{{small}, {small, rich}} {
		w, err := p.W(outcome.Sides{Year: 2000, A: []outcome.Force{great}, B: b})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("attacker wins %.2f, stalemate %.2f, defender wins %.2f\n", w.WinA, w.Stalemate, w.WinB)
	}
	// Output:
	// attacker wins 0.38, stalemate 0.55, defender wins 0.07
	// attacker wins 0.26, stalemate 0.55, defender wins 0.19
}

func chances(t testing.TB, p *outcome.Params, s outcome.Sides) outcome.Chances {
	t.Helper()
	w, err := p.W(s)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func diagonal(k int, v float64) [][]float64 {
	out := make([][]float64, k)
	for i := range out {
		out[i] = make([]float64, k)
		out[i][i] = v
	}
	return out
}
