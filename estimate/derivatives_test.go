package estimate

import (
	"math"
	"testing"
)

// TestDerivatives compares the derivatives of every likelihood by its indices
// with differences.
func TestDerivatives(t *testing.T) {
	type row func(eta, g, h []float64) float64
	models := map[string]struct {
		row row
		at  [][]float64
	}{
		"multinomial base": {func(e, g, h []float64) float64 { return multinomialRow([]int{0}, 2)(0, e, g, h) }, [][]float64{{0.3, -1}, {4, 5}, {-30, 2}}},
		"multinomial 2":    {func(e, g, h []float64) float64 { return multinomialRow([]int{2}, 2)(0, e, g, h) }, [][]float64{{0.3, -1}, {4, 5}, {-30, 2}}},
		"ordered low":      {orderedAt(0), [][]float64{{0.3, -1, 0.2, 2}, {5, -1, 0, 1}}},
		"ordered middle":   {orderedAt(1), [][]float64{{0.3, -1, 0.2, 2}, {5, -1, 0, 1}, {-6, -1, 0, 1}}},
		"ordered high":     {orderedAt(3), [][]float64{{0.3, -1, 0.2, 2}, {-5, -1, 0, 1}}},
		"status quo":       {gameAt(StatusQuo), [][]float64{{0.5, -0.3, 1.2, 0.4}, {-2, 1, 3, -2}}},
		"capitulation":     {gameAt(Capitulation), [][]float64{{0.5, -0.3, 1.2, 0.4}, {-2, 1, 3, -2}}},
		"war":              {gameAt(War), [][]float64{{0.5, -0.3, 1.2, 0.4}, {-2, 1, 3, -2}}},
	}
	for name, m := range models {
		for _, at := range m.at {
			k := len(at)
			g, h := make([]float64, k), make([]float64, k*k)
			m.row(at, g, h)
			for a := range k {
				const d = 1e-5
				up, down := append([]float64(nil), at...), append([]float64(nil), at...)
				up[a] += d
				down[a] -= d
				gu, gd, scratch := make([]float64, k), make([]float64, k), make([]float64, k*k)
				slope := (m.row(up, gu, scratch) - m.row(down, gd, scratch)) / (2 * d)
				if math.Abs(slope-g[a]) > 1e-7*(1+math.Abs(slope)) {
					t.Errorf("%s at %v: derivative %d is %v, differences say %v", name, at, a, g[a], slope)
				}
				for b := range k {
					curve := (gu[b] - gd[b]) / (2 * d)
					if math.Abs(curve-h[a*k+b]) > 1e-6*(1+math.Abs(curve)) {
						t.Errorf("%s at %v: second derivative %d,%d is %v, differences say %v", name, at, a, b, h[a*k+b], curve)
					}
				}
			}
		}
	}
}

func orderedAt(y int) func(e, g, h []float64) float64 {
	return func(e, g, h []float64) float64 {
		clear(g)
		clear(h)
		return orderedRow(y, len(e), e, g, h)
	}
}

func gameAt(y int) func(e, g, h []float64) float64 {
	return func(e, g, h []float64) float64 { return gameRow(y, e, g, h) }
}

// TestNormalTail: log Φ where Φ itself is 0. Values from the continued fraction
// of the Mills ratio.
func TestNormalTail(t *testing.T) {
	for _, c := range []struct{ x, want float64 }{
		{0, -math.Ln2}, {-10, -53.23128515051247}, {-40, -804.6084420137538}, {10, -7.619853024160525e-24},
	} {
		got, d1, d2 := logNormalCDF(c.x)
		if math.Abs(got-c.want) > 1e-11*math.Abs(c.want) {
			t.Errorf("log Φ(%v) = %v, want %v", c.x, got, c.want)
		}
		if !(d1 >= 0 && d2 <= 0) || math.IsNaN(d2) {
			t.Errorf("log Φ at %v: derivatives %v, %v", c.x, d1, d2)
		}
	}
	a, b, _ := logNormalCDF(-30.000001)
	c, d, _ := logNormalCDF(-29.999999)
	if math.Abs(a-c) > 1e-4 || math.Abs(b-d) > 1e-4 {
		t.Error("the two branches of log Φ do not meet")
	}
}

// TestCholesky: a matrix, its factor and its inverse.
func TestCholesky(t *testing.T) {
	a := []float64{4, 2, 0.6, 2, 5, -1, 0.6, -1, 3}
	l := append([]float64(nil), a...)
	if !cholesky(l, 3) {
		t.Fatal("a positive definite matrix was refused")
	}
	one := product(Matrix{3, 3, a}, cholInverse(l, 3))
	for i := range 3 {
		for j := range 3 {
			want := 0.0
			if i == j {
				want = 1
			}
			if math.Abs(one.At(i, j)-want) > 1e-14 {
				t.Errorf("a·inverse at %d,%d is %v", i, j, one.At(i, j))
			}
		}
	}
	for _, bad := range [][]float64{{1, 2, 2, 1}, {1, 1, 1, 1}, {0, 0, 0, 0}, {math.NaN(), 0, 0, 1}} {
		if cholesky(append([]float64(nil), bad...), 2) {
			t.Errorf("%v has no factor", bad)
		}
	}
}

// TestSum: the digits that a plain sum loses.
func TestSum(t *testing.T) {
	var s sum
	for _, v := range []float64{1, 1e100, 1, -1e100} {
		s.add(v)
	}
	if s.value() != 2 {
		t.Errorf("the sum is %v, want 2", s.value())
	}
}
