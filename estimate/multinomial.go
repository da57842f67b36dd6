package estimate

import (
	"fmt"
	"math"
)

// Multinomial is a fitted multinomial logit. Coef holds, for each class but the
// first, its constant and slopes against the first class.
type Multinomial struct {
	Fit
	Classes int
}

// FitMultinomial fits P(y=c) ∝ exp(constant_c + x·slopes_c) with y in
// 0..classes-1 and class 0 as the base (McFadden 1974). The penalty falls on the
// distance of each class's slopes from their mean over all classes, so that
// forecasts do not depend on which class is the base.
func FitMultinomial(x Matrix, y []int, classes int, o Options) (*Multinomial, error) {
	w, total, err := prepare(x, len(y), o)
	if err != nil {
		return nil, err
	}
	shares, null, err := classShares(y, classes, w, total)
	if err != nil {
		return nil, err
	}
	mean, sd, err := moments(x, w, total, o.Penalty)
	if err != nil {
		return nil, err
	}
	each, m := x.K+1, classes-1
	mod := &model{n: x.N, k: each * m, w: w, row: multinomialRow(y, m)}
	theta := make([]float64, mod.k)
	for a := range m {
		mod.blocks = append(mod.blocks, block{x: x, off: a * each, constant: true, mean: mean, sd: sd})
		theta[a*each] = math.Log(shares[a+1] / shares[0])
	}
	if o.Penalty > 0 {
		mod.penalty = contrastRidge(mod.k, each, classes, o.Penalty)
	}
	opt, err := mod.maximise(theta, o.Workers)
	if err != nil {
		return nil, err
	}
	return &Multinomial{newFit(mod, opt, unscaleBlocks(mod.k, mod.blocks), null), classes}, nil
}

// Predict gives the probability of every class, one row for each row of x.
func (f *Multinomial) Predict(x Matrix) (Matrix, error) {
	return PredictMultinomial(f.Coef, f.Classes, x)
}

// PredictMultinomial gives class probabilities under coefficients in the order
// of [Multinomial], such as a draw.
func PredictMultinomial(coef []float64, classes int, x Matrix) (Matrix, error) {
	each := x.K + 1
	if classes < 2 || len(coef) != each*(classes-1) {
		return Matrix{}, fmt.Errorf("estimate: %d coefficients for %d classes and %d columns", len(coef), classes, x.K)
	}
	out := Zeros(x.N, classes)
	eta := make([]float64, classes-1)
	for i := range x.N {
		for a := range eta {
			c := coef[a*each : (a+1)*each]
			eta[a] = c[0] + dot(c[1:], x.Row(i))
		}
		softmax(eta, out.Row(i))
	}
	return out, nil
}

func multinomialRow(y []int, m int) func(i int, eta, g, h []float64) float64 {
	return func(i int, eta, g, h []float64) float64 {
		// The largest is taken out so that no exponential overflows.
		top := 0.0
		for _, e := range eta {
			top = max(top, e)
		}
		den := math.Exp(-top)
		for a, e := range eta {
			g[a] = math.Exp(e - top)
			den += g[a]
		}
		ll := -top - math.Log(den)
		for a := range g {
			g[a] /= den
		}
		for a := range m {
			for b := range m {
				h[a*m+b] = g[a] * g[b]
			}
			h[a*m+a] -= g[a]
		}
		for a := range g {
			g[a] = -g[a]
		}
		if c := y[i]; c > 0 {
			ll += eta[c-1]
			g[c-1]++
		}
		return ll
	}
}

// softmax writes the probabilities of all classes; eta lacks the base's zero.
func softmax(eta, p []float64) {
	top := 0.0
	for _, e := range eta {
		top = max(top, e)
	}
	p[0] = math.Exp(-top)
	den := p[0]
	for a, e := range eta {
		p[a+1] = math.Exp(e - top)
		den += p[a+1]
	}
	for c := range p {
		p[c] /= den
	}
}

// contrastRidge is λ·(I − J/C) over the classes, for every slope.
func contrastRidge(k, each, classes int, lambda float64) []float64 {
	p := make([]float64, k*k)
	for a := range classes - 1 {
		for b := range classes - 1 {
			v := -lambda / float64(classes)
			if a == b {
				v += lambda
			}
			for j := 1; j < each; j++ {
				p[(a*each+j)*k+b*each+j] = v
			}
		}
	}
	return p
}

// classShares gives the weighted share of every class and the log likelihood of
// forecasting just that.
func classShares(y []int, classes int, w []float64, total float64) ([]float64, float64, error) {
	if classes < 2 {
		return nil, 0, fmt.Errorf("estimate: %d classes, want two or more", classes)
	}
	sums := make([]sum, classes)
	for i, c := range y {
		if c < 0 || c >= classes {
			return nil, 0, fmt.Errorf("estimate: outcome %d is %d, want 0 to %d", i, c, classes-1)
		}
		sums[c].add(w[i])
	}
	shares, null := make([]float64, classes), 0.0
	for c := range shares {
		shares[c] = sums[c].value() / total
		if shares[c] == 1 {
			return nil, 0, ErrOneClass
		}
		if shares[c] == 0 {
			return nil, 0, fmt.Errorf("estimate: no row has outcome %d: %w", c, ErrSeparated)
		}
		null += total * shares[c] * math.Log(shares[c])
	}
	return shares, null, nil
}
