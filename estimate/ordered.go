package estimate

import (
	"fmt"
	"math"
)

// Ordered is a fitted ordered logit. Coef holds the slopes, then the rising
// thresholds, one fewer than classes.
type Ordered struct {
	Fit
	Classes int
}

// FitOrdered fits P(y≤c) = Λ(threshold_c − x·slopes) with y in 0..classes-1
// (McCullagh 1980, proportional odds).
func FitOrdered(x Matrix, y []int, classes int, o Options) (*Ordered, error) {
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
	k := x.K + classes - 1
	m := &model{n: x.N, k: k, w: w, blocks: []block{{x: x, mean: mean, sd: sd}}}
	theta, below := make([]float64, k), 0.0
	for c := range classes - 1 {
		m.blocks = append(m.blocks, block{x: Matrix{N: x.N}, off: x.K + c, constant: true})
		below += shares[c]
		theta[x.K+c] = math.Log(below / (1 - below))
	}
	if o.Penalty > 0 {
		m.penalty = make([]float64, k*k)
		for j := range x.K {
			m.penalty[j*k+j] = o.Penalty
		}
	}
	idx := classes
	m.row = func(i int, eta, g, h []float64) float64 {
		clear(g)
		clear(h)
		return orderedRow(y[i], idx, eta, g, h)
	}
	opt, err := m.maximise(theta, o.Workers)
	if err != nil {
		return nil, err
	}
	// Columns are centred for the search: a threshold moves with the means.
	t := unscaleBlocks(k, m.blocks)
	for c := range classes - 1 {
		for j := range x.K {
			t.V[(x.K+c)*k+j] = mean[j] / sd[j]
		}
	}
	return &Ordered{newFit(m, opt, t, null), classes}, nil
}

// Predict gives the probability of every class, one row for each row of x.
func (f *Ordered) Predict(x Matrix) (Matrix, error) { return PredictOrdered(f.Coef, f.Classes, x) }

// PredictOrdered gives class probabilities under coefficients in the order of
// [Ordered]. Thresholds of a draw that are out of order are an error.
func PredictOrdered(coef []float64, classes int, x Matrix) (Matrix, error) {
	if classes < 2 || len(coef) != x.K+classes-1 {
		return Matrix{}, fmt.Errorf("estimate: %d coefficients for %d classes and %d columns", len(coef), classes, x.K)
	}
	cuts := coef[x.K:]
	for c := 1; c < len(cuts); c++ {
		if cuts[c] <= cuts[c-1] {
			return Matrix{}, fmt.Errorf("estimate: threshold %d is not above the one before", c)
		}
	}
	out := Zeros(x.N, classes)
	for i := range x.N {
		s, p := dot(coef[:x.K], x.Row(i)), out.Row(i)
		for c := range p {
			switch c {
			case 0:
				p[c] = logistic(cuts[0] - s)
			case classes - 1:
				p[c] = logistic(s - cuts[c-1])
			default:
				p[c] = between(cuts[c]-s, cuts[c-1]-s)
			}
		}
	}
	return out, nil
}

// orderedRow: index 0 is x·slopes, index c+1 the threshold above class c.
func orderedRow(y, idx int, eta, g, h []float64) float64 {
	if y == 0 || y == idx-1 { // one tail: log Λ(s·(threshold − x·slopes))
		c, s := 1, 1.0
		if y == idx-1 {
			c, s = y, -1
		}
		u := s * (eta[c] - eta[0])
		q := logistic(-u)
		g[c], g[0] = s*q, -s*q
		d := -q * (1 - q)
		h[c*idx+c], h[0] = d, d
		h[c], h[c*idx] = -d, -d
		return -softplus(-u)
	}
	up, lo := y+1, y
	u, l := eta[up]-eta[0], eta[lo]-eta[0]
	p := between(u, l)
	if !(p > 0) {
		return math.Inf(-1) // thresholds out of order: the search steps back
	}
	fu, fl := density(u), density(l)
	du, dl := fu/p, -fl/p // derivatives of log p by u and l
	huu := fu*(1-2*logistic(u))/p - du*du
	hll := -fl*(1-2*logistic(l))/p - dl*dl
	hul := -du * dl
	g[up], g[lo], g[0] = du, dl, -du-dl
	set := func(a, b int, v float64) { h[a*idx+b], h[b*idx+a] = v, v }
	set(up, up, huu)
	set(lo, lo, hll)
	set(up, lo, hul)
	set(0, up, -huu-hul)
	set(0, lo, -hll-hul)
	set(0, 0, huu+hll+2*hul)
	return math.Log(p)
}

// between is Λ(u) − Λ(l) without cancellation in the upper tail.
func between(u, l float64) float64 {
	if l > 0 {
		return logistic(-l) - logistic(-u)
	}
	return logistic(u) - logistic(l)
}

// density is the derivative of Λ.
func density(x float64) float64 { return logistic(x) * logistic(-x) }
