package game

import "math"

// lu is a matrix in triangular factors, rows pivoted.
type lu struct {
	n     int
	a     []float64 // by rows
	pivot []int
}

// factor replaces the n×n matrix a by its factors; ok is false where a pivot
// vanishes.
func factor(a []float64, n int) (f *lu, ok bool) {
	f = &lu{n: n, a: a, pivot: make([]int, n)}
	for c := range n {
		best := c
		for r := c + 1; r < n; r++ {
			if math.Abs(a[r*n+c]) > math.Abs(a[best*n+c]) {
				best = r
			}
		}
		f.pivot[c] = best
		if v := math.Abs(a[best*n+c]); !(v > 1e-300) || math.IsInf(v, 0) {
			return nil, false
		}
		top := a[c*n : c*n+n]
		if best != c {
			other := a[best*n : best*n+n]
			for k := range top {
				top[k], other[k] = other[k], top[k]
			}
		}
		rest := top[c+1:]
		for r := c + 1; r < n; r++ {
			row := a[r*n : r*n+n]
			m := row[c] / top[c]
			row[c] = m
			if m != 0 {
				row = row[c+1:][:len(rest)]
				for k, v := range rest {
					row[k] -= m * v
				}
			}
		}
	}
	return f, true
}

// negative says whether the determinant is below 0.
func (f *lu) negative() bool {
	neg := false
	for c, p := range f.pivot {
		neg = neg != (f.a[c*f.n+c] < 0) != (p != c)
	}
	return neg
}

// solve replaces b by the solution of a·x = b.
func (f *lu) solve(b []float64) {
	n := f.n
	for c, p := range f.pivot {
		b[c], b[p] = b[p], b[c]
	}
	for r := range n {
		b[r] -= dot(f.a[r*n:r*n+r], b)
	}
	for r := n - 1; r >= 0; r-- {
		s := b[r]
		for k := r + 1; k < n; k++ {
			s -= f.a[r*n+k] * b[k]
		}
		b[r] = s / f.a[r*n+r]
	}
}
