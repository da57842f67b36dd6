package estimate

import (
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// model is a likelihood in which each row depends on a few indices, each linear
// in the parameters: eta_a = z_a·theta. One routine then serves every model;
// a model says only how the log likelihood of a row moves with its indices.
type model struct {
	n, k    int
	blocks  []block   // one for each index
	w       []float64 // weights of rows
	penalty []float64 // k×k, or nil; the log likelihood loses theta'·P·theta / 2
	// row gives the log likelihood of row i and its first and second
	// derivatives by the indices, g[a] and h[a*m+b] (both triangles).
	row func(i int, eta, g, h []float64) float64
}

// block is the linear part of one index: its parameters are theta[off:off+len],
// the constant first where there is one.
type block struct {
	x        Matrix
	off      int
	constant bool
	mean, sd []float64 // nil: the columns as they are
}

func (b *block) size() int {
	if b.constant {
		return b.x.K + 1
	}
	return b.x.K
}

// fill writes the values that multiply theta[off:off+size] in row i.
func (b *block) fill(i int, z []float64) {
	if b.constant {
		z[0] = 1
		z = z[1:]
	}
	if b.x.K == 0 {
		return
	}
	r := b.x.Row(i)
	if b.sd == nil {
		copy(z, r)
		return
	}
	for j, v := range r {
		z[j] = (v - b.mean[j]) / b.sd[j]
	}
}

// rowsPerBlock is the unit of summation. Sums are made within a block and the
// blocks are merged in order, so the bytes do not depend on the workers.
const rowsPerBlock = 4096

// partial is what one block of rows adds.
type partial struct {
	ll   sum
	grad []float64
	hess []float64 // of the log likelihood, upper triangle of k×k
}

// eval sums the log likelihood, and where second is true its derivatives.
func (m *model) eval(theta []float64, second bool, workers int) (float64, []float64, []float64) {
	n := (m.n + rowsPerBlock - 1) / rowsPerBlock
	parts := make([]partial, n)
	parallel(n, workers, func(b int) {
		p := &parts[b]
		if second {
			p.grad, p.hess = make([]float64, m.k), make([]float64, m.k*m.k)
		}
		m.evalRows(theta, b*rowsPerBlock, min(m.n, (b+1)*rowsPerBlock), second, p)
	})
	var ll sum
	var grad, hess []float64
	for b := range parts {
		ll.add(parts[b].ll.value())
		if !second {
			continue
		}
		if b == 0 {
			grad, hess = parts[0].grad, parts[0].hess
			continue
		}
		axpy(1, parts[b].grad, grad)
		axpy(1, parts[b].hess, hess)
	}
	f := ll.value()
	if m.penalty != nil {
		for a := range m.k {
			pt := dot(m.penalty[a*m.k:(a+1)*m.k], theta)
			f -= theta[a] * pt / 2
			if second {
				grad[a] -= pt
				for b := a; b < m.k; b++ {
					hess[a*m.k+b] -= m.penalty[a*m.k+b]
				}
			}
		}
	}
	return f, grad, hess
}

func (m *model) evalRows(theta []float64, from, until int, second bool, p *partial) {
	k, idx := m.k, len(m.blocks)
	z := make([][]float64, idx)
	for a := range z {
		z[a] = make([]float64, m.blocks[a].size())
	}
	eta, g, h := make([]float64, idx), make([]float64, idx), make([]float64, idx*idx)
	for i := from; i < until; i++ {
		w := m.w[i]
		if w == 0 {
			continue
		}
		m.indices(i, theta, z, eta)
		p.ll.add(w * m.row(i, eta, g, h))
		if !second {
			continue
		}
		for a := range idx {
			oa := m.blocks[a].off
			if ga := w * g[a]; ga != 0 {
				axpy(ga, z[a], p.grad[oa:])
			}
			for b := a; b < idx; b++ {
				hab := w * h[a*idx+b]
				if hab == 0 {
					continue
				}
				ob := m.blocks[b].off
				for s, v := range z[a] {
					row := p.hess[(oa+s)*k+ob : (oa+s)*k+ob+len(z[b])]
					if a == b {
						axpy(hab*v, z[b][s:], row[s:])
					} else {
						axpy(hab*v, z[b], row)
					}
				}
			}
		}
	}
}

// indices fills the linear parts of row i and their values.
func (m *model) indices(i int, theta []float64, z [][]float64, eta []float64) {
	for a := range m.blocks {
		b := &m.blocks[a]
		b.fill(i, z[a])
		eta[a] = dot(z[a], theta[b.off:b.off+len(z[a])])
	}
}

// optimum is where the search ended.
type optimum struct {
	theta  []float64
	f      float64 // penalised log likelihood
	inv    Matrix  // inverse of minus the second derivatives there
	rounds int
}

const (
	maxRounds = 100
	runaway   = 1e4 // of a parameter of a standardised column: there is no top
)

// maximise climbs to the top and inverts the information there.
func (m *model) maximise(theta []float64, workers int) (optimum, error) {
	f, hess, rounds, err := m.climb(theta, workers)
	if err != nil {
		return optimum{}, err
	}
	return m.finish(theta, f, hess, rounds)
}

// climb moves theta to the top by Newton's method with step halving. Where the
// surface is not concave (strategic probit), a ridge is added until the step
// points uphill.
func (m *model) climb(theta []float64, workers int) (f float64, hess []float64, rounds int, err error) {
	f, grad, hess := m.eval(theta, true, workers)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0, nil, 0, ErrNotConverged
	}
	neg, step, next := make([]float64, m.k*m.k), make([]float64, m.k), make([]float64, m.k)
	for round := 1; round <= maxRounds; round++ {
		if !uphill(neg, hess, m.k) {
			return 0, nil, 0, ErrSeparated
		}
		copy(step, grad)
		cholSolve(neg, m.k, step)
		gain := dot(grad, step)
		size := 1.0
		for {
			copy(next, theta)
			axpy(size, step, next)
			nf, _, _ := m.eval(next, false, workers)
			// Close to the top the gain drowns in rounding: take the whole step.
			if nf >= f+1e-4*size*gain || (gain < 1e-6 && nf >= f-1e-9*(1+math.Abs(f))) {
				break
			}
			if size /= 2; size < 1e-12 {
				return 0, nil, 0, ErrNotConverged
			}
		}
		copy(theta, next)
		if slices.ContainsFunc(theta, func(v float64) bool { return math.Abs(v) > runaway }) {
			return 0, nil, 0, ErrSeparated
		}
		f, grad, hess = m.eval(theta, true, workers)
		if size == 1 && gain < 1e-12*(1+math.Abs(f)) {
			return f, hess, round, nil
		}
	}
	return 0, nil, 0, ErrNotConverged
}

// finish inverts the information at the top, without any ridge: where it is
// singular or empty in a direction, the data do not identify the parameters.
func (m *model) finish(theta []float64, f float64, hess []float64, rounds int) (optimum, error) {
	neg := make([]float64, m.k*m.k)
	mirror(neg, hess, m.k, 0)
	if !cholesky(neg, m.k) {
		return optimum{}, ErrSeparated
	}
	inv := cholInverse(neg, m.k)
	for j := range m.k {
		// Parameters are in standard deviations of the columns: an error of
		// thousands means that the likelihood is flat, as under separation.
		if inv.At(j, j) > 1e7 {
			return optimum{}, ErrSeparated
		}
	}
	return optimum{theta: theta, f: f, inv: inv, rounds: rounds}, nil
}

// uphill factors minus the second derivatives, with a growing ridge until the
// factor exists.
func uphill(neg, hess []float64, k int) bool {
	largest := 0.0
	for j := range k {
		largest = max(largest, math.Abs(hess[j*k+j]))
	}
	for ridge := 0.0; ; ridge = max(1e-8*largest, 10*ridge) {
		mirror(neg, hess, k, ridge)
		if cholesky(neg, k) {
			return true
		}
		if ridge > 1e6*largest || largest == 0 {
			return false
		}
	}
}

// mirror writes minus the upper triangle into both, plus a ridge.
func mirror(neg, hess []float64, k int, ridge float64) {
	for a := range k {
		for b := a; b < k; b++ {
			neg[a*k+b], neg[b*k+a] = -hess[a*k+b], -hess[a*k+b]
		}
		neg[a*k+a] += ridge
	}
}

// parallel runs do(0..n-1) on some workers, 0 meaning one for each processor.
func parallel(n, workers int, do func(i int)) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	if workers = min(workers, n); workers <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	wg.Wait()
}
