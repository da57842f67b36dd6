package similarity

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Signorino and Ritter 1999, table 6: Germany and Russia in 1914, towards the
// twenty states of Europe, with each state's share of capabilities.
var (
	germany = []int{3, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0}
	russia  = []int{0, 3, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	share   = []float64{.25, .21, .2, .08, .08, .05, .03, .03, .02, .01, .01, .01, .01, .01, 0, 0, 0, 0, 0, 0}
)

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if math.Abs(got-want) > tol && !(math.IsNaN(got) && math.IsNaN(want)) {
		t.Errorf("%s = %.10f, want %.10f", what, got, want)
	}
}

// TestGermanyAndRussia1914 holds the measures against published values: S and
// tau-b as printed with the table, kappa, pi and tau-b as the R package fpsim
// 0.2.0 prints them in its manual (cohenk, spi, taub, srs on gmyrus14).
func TestGermanyAndRussia1914(t *testing.T) {
	c := Count(germany, russia)
	near(t, "S", c.S(3), 0.4, 1e-12)
	near(t, "weighted S", WeightedS(germany, russia, share, 3, false), -0.46, 1e-12)
	near(t, "kappa", c.Kappa(), -0.07758621, 5e-9)
	near(t, "pi, nominal", c.PiNominal(), -0.04477612, 5e-9)
	near(t, "tau-b", c.TauB(), 0.03031695, 5e-9)
}

// TestIdenticalPortfolios: whoever agrees on everything has the highest score.
func TestIdenticalPortfolios(t *testing.T) {
	c := Count(germany, germany)
	for name, v := range map[string]float64{"S": c.S(3), "S squared": c.SSquared(3), "kappa": c.Kappa(), "pi": c.Pi(), "pi nominal": c.PiNominal(), "tau-b": c.TauB()} {
		near(t, name, v, 1, 1e-12)
	}
	near(t, "weighted S", WeightedS(germany, germany, share, 3, true), 1, 1e-12)
}

// TestUndefined: where a portfolio has no variance, chance-corrected measures
// and correlations do not exist, and are not 0 or 1.
func TestUndefined(t *testing.T) {
	flat := []int{3, 3, 3}
	c := Count(flat, flat)
	near(t, "kappa", c.Kappa(), math.NaN(), 0)
	near(t, "tau-b", c.TauB(), math.NaN(), 0)
	near(t, "weighted S without weights", WeightedS(flat, flat, []float64{0, 0, math.NaN()}, 3, false), math.NaN(), 0)
}

// tauPairs is tau-b by its definition, over all pairs of targets.
func tauPairs(x, y []int) float64 {
	var con, dis, tx, ty float64
	for i := range x {
		for j := range i {
			a, b := x[i]-x[j], y[i]-y[j]
			switch {
			case a == 0 && b == 0:
			case a == 0:
				tx++
			case b == 0:
				ty++
			case a*b > 0:
				con++
			default:
				dis++
			}
		}
	}
	return (con - dis) / math.Sqrt((con+dis+tx)*(con+dis+ty))
}

// kappaMatrix is Cohen's weighted kappa by its definition: one minus observed
// over expected disagreement, with weights ((i-j)/3)^2.
func kappaMatrix(x, y []int) float64 {
	n := float64(len(x))
	var px, py [4]float64
	for k := range x {
		px[x[k]] += 1 / n
		py[y[k]] += 1 / n
	}
	obs, exp := 0.0, 0.0
	for k := range x {
		obs += math.Pow(float64(x[k]-y[k])/3, 2) / n
	}
	for i := range 4 {
		for j := range 4 {
			exp += math.Pow(float64(i-j)/3, 2) * px[i] * py[j]
		}
	}
	return 1 - obs/exp
}

// TestYearAgainstDefinitions compares the bit-counting of Year with plain
// loops over each pair's portfolios.
func TestYearAgainstDefinitions(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{2, 23, 64, 65, 195} {
		ties, weights := make([]uint8, n*n), make([]float64, n)
		for k := range ties {
			if rng.IntN(4) == 0 {
				ties[k] = uint8(rng.IntN(4))
			}
		}
		for k := range weights {
			weights[k] = rng.Float64()
		}
		weights[n-1] = math.NaN()
		y := NewYear(n, ties, weights)
		for range 50 {
			i, j := rng.IntN(n), rng.IntN(n)
			x, z := portfolio(ties, n, i), portfolio(ties, n, j)
			m := y.Measure(i, j)
			bx, bz := binary(x), binary(z)
			near(t, "tau-b", m.TauB, tauPairs(x, z), 1e-9)
			near(t, "tau-b binary", m.TauBinary, tauPairs(bx, bz), 1e-9)
			near(t, "kappa", m.KappaV, kappaMatrix(x, z), 1e-9)
			near(t, "kappa binary", m.KappaB, kappaMatrix(bx, bz), 1e-9)
			near(t, "pi binary", m.PiB, Count(bx, bz).PiNominal(), 1e-9)
			near(t, "weighted S", m.SWV, WeightedS(x, z, weights, 3, false), 1e-9)
			near(t, "weighted S squared", m.SWVSqr, WeightedS(x, z, weights, 3, true), 1e-9)
			near(t, "weighted S binary", m.SWB, WeightedS(bx, bz, weights, 1, false), 1e-9)
			abs := 0.0
			for k := range x {
				abs += math.Abs(float64(x[k] - z[k]))
			}
			near(t, "S", m.SV, 1-2*abs/(3*float64(n)), 1e-9)
			if back := y.Measure(j, i); math.Abs(back.KappaV-m.KappaV) > 1e-12 || back.SWV != m.SWV {
				t.Errorf("n %d: the measures of %d, %d and of %d, %d differ", n, i, j, j, i)
			}
		}
	}
}

func portfolio(ties []uint8, n, i int) []int {
	out := make([]int, n)
	for k := range out {
		out[k] = int(ties[i*n+k])
	}
	out[i] = 3
	return out
}

func binary(x []int) []int {
	out := make([]int, len(x))
	for k := range x {
		out[k] = min(x[k], 1)
	}
	return out
}
