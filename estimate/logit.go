package estimate

import (
	"fmt"
	"math"
)

// Logit is a fitted binary logit: Coef holds the constant, then one slope for
// each column.
type Logit struct{ Fit }

// FitLogit fits P(y=1) = Λ(constant + x·slopes) by Newton's method (Cox 1958).
// An outcome may be any share in [0, 1].
func FitLogit(x Matrix, y []float64, o Options) (*Logit, error) {
	w, total, err := prepare(x, len(y), o)
	if err != nil {
		return nil, err
	}
	var ones sum
	for i, v := range y {
		if !(v >= 0 && v <= 1) {
			return nil, fmt.Errorf("estimate: outcome %d is %v, want 0 to 1", i, v)
		}
		ones.add(w[i] * v)
	}
	share := ones.value() / total
	if share <= 0 || share >= 1 {
		return nil, ErrOneClass
	}
	mean, sd, err := moments(x, w, total, o.Penalty)
	if err != nil {
		return nil, err
	}
	k := x.K + 1
	m := &model{
		n: x.N, k: k, w: w,
		blocks:  []block{{x: x, constant: true, mean: mean, sd: sd}},
		penalty: ridge(k, o.Penalty, 1),
		row: func(i int, eta, g, h []float64) float64 {
			p := logistic(eta[0])
			g[0], h[0] = y[i]-p, -p*(1-p)
			return y[i]*eta[0] - softplus(eta[0])
		},
	}
	theta := make([]float64, k)
	theta[0] = math.Log(share / (1 - share))
	opt, err := m.maximise(theta, o.Workers)
	if err != nil {
		return nil, err
	}
	null := total * (share*math.Log(share) + (1-share)*math.Log1p(-share))
	return &Logit{newFit(m, opt, unscaleBlocks(k, m.blocks), null)}, nil
}

// Predict gives the probability of each row.
func (l *Logit) Predict(x Matrix) ([]float64, error) { return PredictLogit(l.Coef, x) }

// PredictLogit gives the probability of each row under the constant and slopes
// of coef, such as a draw.
func PredictLogit(coef []float64, x Matrix) ([]float64, error) {
	if len(coef) != x.K+1 {
		return nil, fmt.Errorf("estimate: %d coefficients for %d columns and a constant", len(coef), x.K)
	}
	out := make([]float64, x.N)
	for i := range out {
		out[i] = logistic(coef[0] + dot(coef[1:], x.Row(i)))
	}
	return out, nil
}

// logistic is Λ, exact in both tails.
func logistic(x float64) float64 {
	if x >= 0 {
		return 1 / (1 + math.Exp(-x))
	}
	e := math.Exp(x)
	return e / (1 + e)
}

// softplus is log(1 + exp x).
func softplus(x float64) float64 {
	if x > 0 {
		return x + math.Log1p(math.Exp(-x))
	}
	return math.Log1p(math.Exp(x))
}

// prepare checks what every fit is given.
func prepare(x Matrix, outcomes int, o Options) (w []float64, total float64, err error) {
	if err := o.check(); err != nil {
		return nil, 0, err
	}
	if x.N == 0 {
		return nil, 0, fmt.Errorf("estimate: no rows")
	}
	if outcomes != x.N {
		return nil, 0, fmt.Errorf("estimate: %d outcomes for %d rows", outcomes, x.N)
	}
	if err := x.check(); err != nil {
		return nil, 0, err
	}
	return checkWeights(o.Weights, x.N)
}

// ridge is the penalty λ on parameters from..k-1; nil for none.
func ridge(k int, lambda float64, from int) []float64 {
	if lambda == 0 {
		return nil
	}
	p := make([]float64, k*k)
	for j := from; j < k; j++ {
		p[j*k+j] = lambda
	}
	return p
}

// unscaleBlocks gives the matrix that turns parameters for standardised columns
// into parameters for the columns themselves.
func unscaleBlocks(k int, blocks []block) Matrix {
	t := Zeros(k, k)
	for _, b := range blocks {
		slopes := b.off
		if b.constant {
			t.V[b.off*k+b.off] = 1
			slopes++
		}
		for j := range b.x.K {
			mean, sd := 0.0, 1.0
			if b.sd != nil {
				mean, sd = b.mean[j], b.sd[j]
			}
			t.V[(slopes+j)*k+slopes+j] = 1 / sd
			if b.constant {
				t.V[b.off*k+slopes+j] = -mean / sd
			}
		}
	}
	return t
}
