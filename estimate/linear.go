package estimate

import "math"

// cholesky factors the symmetric matrix a of order k, row after row, into L·L'
// in place (lower triangle). It is false where a is not positive definite.
func cholesky(a []float64, k int) bool {
	for j := range k {
		d := a[j*k+j]
		scale := d
		for p := range j {
			d -= a[j*k+p] * a[j*k+p]
		}
		// A pivot lost in rounding is as bad as a negative one.
		if !(d > 1e-13*scale) || math.IsInf(d, 0) {
			return false
		}
		d = math.Sqrt(d)
		a[j*k+j] = d
		for i := j + 1; i < k; i++ {
			s := a[i*k+j]
			for p := range j {
				s -= a[i*k+p] * a[j*k+p]
			}
			a[i*k+j] = s / d
		}
	}
	return true
}

// cholSolve solves L·L'·x = b in place.
func cholSolve(l []float64, k int, b []float64) {
	for i := range k {
		s := b[i]
		for p := range i {
			s -= l[i*k+p] * b[p]
		}
		b[i] = s / l[i*k+i]
	}
	for i := k - 1; i >= 0; i-- {
		s := b[i]
		for p := i + 1; p < k; p++ {
			s -= l[p*k+i] * b[p]
		}
		b[i] = s / l[i*k+i]
	}
}

// cholInverse gives the inverse of L·L'.
func cholInverse(l []float64, k int) Matrix {
	inv := Zeros(k, k)
	col := make([]float64, k)
	for j := range k {
		clear(col)
		col[j] = 1
		cholSolve(l, k, col)
		for i := range k {
			inv.V[i*k+j] = col[i]
		}
	}
	return symmetrise(inv)
}

func symmetrise(m Matrix) Matrix {
	for i := range m.N {
		for j := range i {
			v := (m.At(i, j) + m.At(j, i)) / 2
			m.V[i*m.K+j], m.V[j*m.K+i] = v, v
		}
	}
	return m
}

// sandwich gives a·b·a'.
func sandwich(a, b Matrix) Matrix {
	return symmetrise(product(product(a, b), transpose(a)))
}

func product(a, b Matrix) Matrix {
	out := Zeros(a.N, b.K)
	for i := range a.N {
		for p := range a.K {
			if v := a.At(i, p); v != 0 {
				axpy(v, b.Row(p), out.Row(i))
			}
		}
	}
	return out
}

func transpose(a Matrix) Matrix {
	out := Zeros(a.K, a.N)
	for i := range a.N {
		for j := range a.K {
			out.V[j*a.N+i] = a.At(i, j)
		}
	}
	return out
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i, v := range a {
		s += v * b[i]
	}
	return s
}

// axpy adds c·x to y.
func axpy(c float64, x, y []float64) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] += c * v
	}
}
