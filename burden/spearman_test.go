package burden

import (
	"math"
	"math/rand/v2"
	"testing"

	"casus/facts"
)

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if math.Abs(got-want) > tol {
		t.Errorf("%s: %.8f, want %.8f", what, got, want)
	}
}

// The textbook case of intelligence quotient and hours of television: ten
// pairs, rho = -29/165, two-sided p = 0.627188 by Student's t.
func TestSpearmanTextbook(t *testing.T) {
	iq := []float64{106, 100, 86, 101, 99, 103, 97, 113, 112, 110}
	tv := []float64{7, 27, 2, 50, 28, 29, 20, 12, 6, 17}
	c, err := Spearman(iq, tv)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "rho", c.Rho, -29.0/165, 1e-12)
	near(t, "p", c.P, 0.627188, 5e-7)
	if c.Method != "t" || c.N != 10 || *c.Low >= c.Rho || *c.High <= c.Rho {
		t.Errorf("%+v", c)
	}
}

// Critical values of small samples, as every table of the coefficient prints
// them (one-sided there, two-sided here).
func TestSpearmanExact(t *testing.T) {
	for _, tt := range []struct {
		name   string
		y      []float64
		rho, p float64
	}{
		{"four in order: 2 of 24 orders", []float64{1, 2, 3, 4}, 1, 2.0 / 24},
		{"five reversed: 2 of 120", []float64{5, 4, 3, 2, 1}, -1, 2.0 / 120},
		{"five, one pair of neighbours changed: 0.0417 one-sided", []float64{2, 1, 3, 4, 5}, 0.9, 10.0 / 120},
		{"six, 0.886: 0.0167 one-sided", []float64{2, 1, 4, 3, 5, 6}, 1 - 6.0*4/210, 2 * 12.0 / 720},
	} {
		x := make([]float64, len(tt.y))
		for i := range x {
			x[i] = float64(i)
		}
		c, err := Spearman(x, tt.y)
		if err != nil || c.Method != "exact" {
			t.Fatalf("%s: %+v %v", tt.name, c, err)
		}
		near(t, tt.name+", rho", c.Rho, tt.rho, 1e-12)
		near(t, tt.name+", p", c.P, tt.p, 1e-12)
	}
}

// With ties the ranks are means: 1, 2.5, 2.5, 4.
func TestSpearmanTies(t *testing.T) {
	c, err := Spearman([]float64{1, 2, 2, 3, 4}, []float64{1, 2, 3, 4, 5})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "rho", c.Rho, 9.5/math.Sqrt(9.5*10), 1e-12)
}

// Student's t against the columns of the usual table.
func TestStudent(t *testing.T) {
	for _, tt := range []struct{ t, df, p float64 }{
		{12.706, 1, 0.05}, {2.228, 10, 0.05}, {2.042, 30, 0.05}, {3.169, 10, 0.01}, {2.756, 29, 0.01}, {1.699, 29, 0.10}, {0, 7, 1}, {-2.228, 10, 0.05},
	} {
		near(t, "p", tTwoSided(tt.t, tt.df), tt.p, 3e-4*max(tt.p, 0.1))
	}
	// With two degrees of freedom it has a closed form: p = 1 - t/sqrt(2+t²).
	for _, v := range []float64{0.01, 0.5, 1, 3, 20, 500} {
		near(t, "closed form", tTwoSided(v, 2), 1-v/math.Sqrt(2+v*v), 1e-12)
	}
}

// The approximation comes close to the exact law where both can be had.
func TestExactAndApproximateAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		x, y := make([]float64, 9), make([]float64, 9)
		for i := range x {
			x[i], y[i] = rng.Float64(), rng.Float64()
		}
		c, err := Spearman(x, y)
		if err != nil {
			t.Fatal(err)
		}
		approx := tTwoSided(c.Rho*math.Sqrt(7/(1-c.Rho*c.Rho)), 7)
		near(t, "p", c.P, approx, 0.02)
	}
}

// Rank correlation does not care for any rising transformation, and turns its
// sign with one of the samples.
func TestSpearmanIsOfRanks(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for n := 4; n < 25; n++ {
		x, y, up, down := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range x {
			x[i], y[i] = rng.NormFloat64(), rng.NormFloat64()
			up[i], down[i] = math.Exp(y[i]), -y[i]
		}
		a, _ := Spearman(x, y)
		b, _ := Spearman(x, up)
		c, _ := Spearman(x, down)
		near(t, "risen", b.Rho, a.Rho, 1e-12)
		near(t, "turned", c.Rho, -a.Rho, 1e-12)
		near(t, "p", c.P, a.P, 1e-9)
		if a.P < 0 || a.P > 1 {
			t.Errorf("p = %g", a.P)
		}
	}
}

func TestSpearmanFaults(t *testing.T) {
	for _, tt := range [][2][]float64{
		{{1, 2, 3}, {1, 2, 3}}, {{1, 2, 3, 4}, {1, 2, 3}}, {{1, 1, 1, 1}, {1, 2, 3, 4}}, {nil, nil},
	} {
		if c, err := Spearman(tt[0], tt[1]); err == nil {
			t.Errorf("%v: %+v", tt, c)
		}
	}
	ten := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	if c, err := Spearman(ten, ten); err != nil || c.Rho != 1 || c.P != 0 || c.Low != nil {
		t.Errorf("a perfect order of ten: %+v %v", c, err)
	}
}

// Do the larger allies spend the larger share? Weakly in 2014, not at all since
// 2018, and in no year beyond chance: the shares of 2014 to 2024 do not repeat
// what was found for the 1990s.
func TestShareAndSize(t *testing.T) {
	tests, err := ShareAndSize(facts.Default(), of(Query{Since: 2014, Edition: "2024-06"}))
	if err != nil {
		t.Fatal(err)
	}
	if len(tests) != 11 {
		t.Fatalf("%d years", len(tests))
	}
	for _, s := range tests {
		want := 27 // with figures, in 2014: 28 members without Iceland
		for _, first := range joined {
			if s.Year >= first {
				want++
			}
		}
		if s.Correlation == nil || s.Correlation.N != want {
			t.Fatalf("%d: %+v, want %d members", s.Year, s.Correlation, want)
		}
		if c := s.Correlation; c.P < 0.05 || *c.Low > c.Rho || *c.High < c.Rho {
			t.Errorf("%d: rho %.3f (%.3f to %.3f), p %.3f", s.Year, c.Rho, *c.Low, *c.High, c.P)
		}
	}
	near(t, "rho of 2014", tests[0].Correlation.Rho, 0.295482295482, 1e-9)
	near(t, "rho of 2024", tests[10].Correlation.Rho, -0.022177419355, 1e-9)
	// The edition of 2025 has no GDP, that of 2026 none before 2023.
	tests, err = ShareAndSize(facts.Default(), of(Query{Since: 2014}))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range tests {
		if (s.Correlation != nil) != (s.Year >= 2023) {
			t.Errorf("%d: %+v", s.Year, s.Correlation)
		}
	}
}
