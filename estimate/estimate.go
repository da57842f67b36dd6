// Package estimate fits the statistical models of Casus and scores forecasts.
// It knows numbers only: what a row means belongs to response, outcome and
// deterrence.
//
// To fit, make a [Matrix] and call [FitLogit] for two outcomes,
// [FitMultinomial] for several, [FitOrdered] for ranked ones, [FitStrategic]
// for the two-move game of Signorino. A penalty is chosen inside the training
// data by [ChoosePenalty]. Errors that hold when the rows of one war or dispute
// hang together come from [Fit.Clustered] or [ClusterBootstrap]; parameter
// draws from [Fit.Draws].
//
// To score, split by group or by time ([GroupFolds], [LeaveOneGroupOut],
// [RollingOrigin]), forecast with [OutOfFold], and hand the forecasts to
// [ScoreBinary] or [ScoreClasses], which compare them with a reference and give
// every figure a cluster-bootstrap interval. There is no split by row: rows of
// one event know each other's outcome.
//
// # Reproducible
//
// Nothing here depends on the number of workers or on the clock. Sums run over
// fixed blocks of rows and are merged in order, and the random stream of a
// replicate is seeded by a hash of (seed, replicate): see [Source].
package estimate

import (
	"errors"
	"fmt"
	"math"
)

// Errors that a caller may want to tell apart.
var (
	// ErrSeparated says that the likelihood has no finite maximum: some
	// combination of the columns separates the outcomes, or is redundant. A
	// penalty mends it.
	ErrSeparated = errors.New("estimate: no finite maximum: the columns separate the outcomes or repeat each other; use a penalty")
	// ErrNotConverged says that the maximum was not reached.
	ErrNotConverged = errors.New("estimate: the maximum was not reached")
	// ErrOneClass says that all rows have the same outcome.
	ErrOneClass = errors.New("estimate: all rows have the same outcome")
)

// Matrix holds N rows of K columns, row after row.
type Matrix struct {
	N, K int
	V    []float64
}

// NewMatrix copies rows of equal length; every value must be finite.
func NewMatrix(rows [][]float64) (Matrix, error) {
	if len(rows) == 0 {
		return Matrix{}, errors.New("estimate: no rows")
	}
	m := Matrix{N: len(rows), K: len(rows[0])}
	m.V = make([]float64, 0, m.N*m.K)
	for i, r := range rows {
		if len(r) != m.K {
			return Matrix{}, fmt.Errorf("estimate: row %d has %d columns, want %d", i, len(r), m.K)
		}
		m.V = append(m.V, r...)
	}
	return m, m.check()
}

// Zeros gives a matrix of zeros.
func Zeros(n, k int) Matrix { return Matrix{N: n, K: k, V: make([]float64, n*k)} }

// Row gives row i, not a copy.
func (m Matrix) Row(i int) []float64 { return m.V[i*m.K : (i+1)*m.K : (i+1)*m.K] }

// At gives the value in row i and column j.
func (m Matrix) At(i, j int) float64 { return m.V[i*m.K+j] }

// Column copies column j.
func (m Matrix) Column(j int) []float64 {
	out := make([]float64, m.N)
	for i := range out {
		out[i] = m.At(i, j)
	}
	return out
}

// Take copies the rows named.
func (m Matrix) Take(rows []int) Matrix {
	out := Matrix{N: len(rows), K: m.K, V: make([]float64, 0, len(rows)*m.K)}
	for _, i := range rows {
		out.V = append(out.V, m.Row(i)...)
	}
	return out
}

// Take copies the elements of s named by rows.
func Take[T any](s []T, rows []int) []T {
	out := make([]T, len(rows))
	for k, i := range rows {
		out[k] = s[i]
	}
	return out
}

func (m Matrix) check() error {
	if len(m.V) != m.N*m.K {
		return fmt.Errorf("estimate: %d values for %d rows of %d columns", len(m.V), m.N, m.K)
	}
	for i, v := range m.V {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("estimate: row %d, column %d is %v: drop or fill missing values first", i/m.K, i%m.K, v)
		}
	}
	return nil
}

// checkWeights gives the weights to use, ones for nil, and their sum.
func checkWeights(w []float64, n int) ([]float64, float64, error) {
	if w == nil {
		w = make([]float64, n)
		for i := range w {
			w[i] = 1
		}
		return w, float64(n), nil
	}
	if len(w) != n {
		return nil, 0, fmt.Errorf("estimate: %d weights for %d rows", len(w), n)
	}
	var s sum
	for i, v := range w {
		if !(v >= 0) || math.IsInf(v, 0) {
			return nil, 0, fmt.Errorf("estimate: weight %d is %v, want a finite value that is not negative", i, v)
		}
		s.add(v)
	}
	if s.value() == 0 {
		return nil, 0, errors.New("estimate: all weights are zero")
	}
	return w, s.value(), nil
}

// sum adds with the compensation of Neumaier (1974), so that the sum of a
// million log likelihoods keeps its last digits.
type sum struct{ s, c float64 }

func (a *sum) add(x float64) {
	t := a.s + x
	if math.Abs(a.s) >= math.Abs(x) {
		a.c += (a.s - t) + x
	} else {
		a.c += (x - t) + a.s
	}
	a.s = t
}

func (a *sum) value() float64 {
	if math.IsInf(a.s, 0) || math.IsNaN(a.s) {
		return a.s
	}
	return a.s + a.c
}
