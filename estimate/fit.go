package estimate

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
)

// Options of a fit. The zero value is maximum likelihood with equal weights.
type Options struct {
	// Penalty is λ of the ridge: the log likelihood loses λ/2 times the sum of
	// squares of the slopes, each taken for a column divided by its standard
	// deviation, so that units do not matter. Constants and thresholds are
	// free. It is the prior Normal(0, 1/λ) on every standardised slope (Hoerl
	// and Kennard 1970; le Cessie and van Houwelingen 1992).
	Penalty float64
	Weights []float64 // of the rows; nil: ones
	Workers int       // 0: one for each processor; never changes the result
}

func (o Options) check() error {
	if !(o.Penalty >= 0) || math.IsInf(o.Penalty, 0) {
		return fmt.Errorf("estimate: penalty %v, want a finite value that is not negative", o.Penalty)
	}
	return nil
}

// Fit is what every fitted model has.
type Fit struct {
	Coef   []float64 // in the units of the columns; the order is the model's
	Cov    Matrix    // inverse of minus the second derivatives of what was maximised
	LogLik float64   // without the penalty
	Null   float64   // log likelihood of the shares of the outcomes alone
	N      float64   // sum of the weights
	Rounds int       // steps of Newton's method

	raw *model // the likelihood in the columns' own units, without the penalty
}

// Errors gives the square roots of the diagonal of a covariance matrix.
func Errors(cov Matrix) []float64 {
	out := make([]float64, cov.N)
	for i := range out {
		out[i] = math.Sqrt(cov.At(i, i))
	}
	return out
}

// Robust gives the covariance of Huber (1967) and White (1982): it holds where
// the model is wrong but the rows are independent.
func (f *Fit) Robust() Matrix {
	meat := Zeros(len(f.Coef), len(f.Coef))
	score, s := f.scores()
	for i := range f.raw.n {
		score(i, s)
		outer(meat, s)
	}
	return sandwich(f.Cov, meat)
}

// Clustered gives the covariance that holds where the rows of one group hang
// together (Liang and Zeger 1986), times G/(G-1) for G groups. groups names the
// group of each row. Under a penalty it is the spread of the penalised estimate
// around its own target, not around the truth.
func (f *Fit) Clustered(groups []int) (Matrix, error) {
	if len(groups) != f.raw.n {
		return Matrix{}, fmt.Errorf("estimate: %d groups for %d rows", len(groups), f.raw.n)
	}
	members, _ := byGroup(groups)
	if len(members) < 2 {
		return Matrix{}, errors.New("estimate: clustered errors need two groups")
	}
	k := len(f.Coef)
	meat, total := Zeros(k, k), make([]float64, k)
	score, s := f.scores()
	for _, rows := range members {
		clear(total)
		for _, i := range rows {
			score(i, s)
			axpy(1, s, total)
		}
		outer(meat, total)
	}
	g := float64(len(members))
	for i := range meat.V {
		meat.V[i] *= g / (g - 1)
	}
	return sandwich(f.Cov, meat), nil
}

// Draws gives n parameter vectors from the normal approximation at the optimum
// (Laplace; under a penalty, of the posterior) with covariance cov, which may be
// f.Cov, a clustered or a bootstrap one. Draw i depends on the seed and i alone.
func (f *Fit) Draws(cov Matrix, n int, seed uint64) ([][]float64, error) {
	return NormalDraws(f.Coef, cov, n, seed)
}

// NormalDraws gives n draws of Normal(mean, cov). A covariance of less than full
// rank is completed by a ridge of 1e-10 of its diagonal.
func NormalDraws(mean []float64, cov Matrix, n int, seed uint64) ([][]float64, error) {
	k := len(mean)
	if cov.N != k || cov.K != k || len(cov.V) != k*k {
		return nil, fmt.Errorf("estimate: covariance of %d×%d for %d parameters", cov.N, cov.K, k)
	}
	l := append([]float64(nil), cov.V...)
	if !cholesky(l, k) {
		copy(l, cov.V)
		for j := range k {
			l[j*k+j] += 1e-10 * (l[j*k+j] + math.SmallestNonzeroFloat32)
		}
		if !cholesky(l, k) {
			return nil, errors.New("estimate: the covariance is not positive definite")
		}
	}
	out := make([][]float64, n)
	e := make([]float64, k)
	for i := range out {
		r := rand.New(Source(seed, uint64(i)))
		for j := range e {
			e[j] = r.NormFloat64()
		}
		d := make([]float64, k)
		for a := range k {
			d[a] = mean[a] + dot(l[a*k:a*k+a+1], e)
		}
		out[i] = d
	}
	return out, nil
}

// newFit turns an optimum in standardised columns into a Fit in the columns'
// own units: coef = unscale·theta. m must be the model in those units.
func newFit(m *model, o optimum, unscale Matrix, null float64) Fit {
	f := Fit{Coef: make([]float64, m.k), Null: null, Rounds: o.rounds}
	for a := range m.k {
		f.Coef[a] = dot(unscale.Row(a), o.theta)
	}
	f.Cov = sandwich(unscale, o.inv)
	raw := *m
	raw.penalty, raw.blocks = nil, append([]block(nil), m.blocks...)
	for a := range raw.blocks {
		raw.blocks[a].mean, raw.blocks[a].sd = nil, nil
	}
	f.LogLik, _, _ = raw.eval(f.Coef, false, 1)
	var n sum
	for _, w := range m.w {
		n.add(w)
	}
	f.N = n.value()
	f.raw = &raw
	return f
}

// scores gives a function that writes the weighted derivative of one row's log
// likelihood by the coefficients, and a place to write it to.
func (f *Fit) scores() (func(i int, out []float64), []float64) {
	m := f.raw
	idx := len(m.blocks)
	z := make([][]float64, idx)
	for a := range z {
		z[a] = make([]float64, m.blocks[a].size())
	}
	eta, g, h := make([]float64, idx), make([]float64, idx), make([]float64, idx*idx)
	return func(i int, out []float64) {
		clear(out)
		if m.w[i] == 0 {
			return
		}
		m.indices(i, f.Coef, z, eta)
		m.row(i, eta, g, h)
		for a := range idx {
			axpy(m.w[i]*g[a], z[a], out[m.blocks[a].off:])
		}
	}, make([]float64, m.k)
}

// outer adds s·s' to m.
func outer(m Matrix, s []float64) {
	for a, v := range s {
		if v != 0 {
			axpy(v, s, m.Row(a))
		}
	}
}

// moments gives the weighted mean and standard deviation of every column. A
// column that does not vary gets 0 for a deviation where a penalty will hold
// its slope at zero, and is an error otherwise.
func moments(x Matrix, w []float64, total float64, penalty float64) (mean, sd []float64, err error) {
	mean, sd = make([]float64, x.K), make([]float64, x.K)
	for j := range x.K {
		var s, q sum
		for i := range x.N {
			s.add(w[i] * x.At(i, j))
		}
		mean[j] = s.value() / total
		for i := range x.N {
			d := x.At(i, j) - mean[j]
			q.add(w[i] * d * d)
		}
		sd[j] = math.Sqrt(q.value() / total)
		if sd[j] <= 1e-12*(1e-300+math.Abs(mean[j])) {
			if penalty == 0 {
				return nil, nil, fmt.Errorf("estimate: column %d does not vary: %w", j, ErrSeparated)
			}
			sd[j] = math.Inf(1) // its slope stays at zero, and so does its effect
		}
	}
	return mean, sd, nil
}
