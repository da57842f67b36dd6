package game

import "math"

// system is the fixed point that an equilibrium solves, in log-odds u by class
// of identical players:
//
//	u_c = base_c + τ·(pull_c + gain_c·Δ_c(p)),   p = logistic(u)
//
// where Δ_c is what one of the class adds to E[W] by joining. At τ = 0 its
// solution is plain; at τ = 1 it is the equilibrium. A steady system is
//
//	u_c = base_c + τ·pull_c + gain_c·Δ_c(p).
type system struct {
	capability []float64
	law        *Law
	class      []int // by player
	first      []int // by class: its member with the first place in the passes
	size       []int
	k          int

	base, pull, gain []float64 // by class

	// steady: gain counts whole at every τ, so that τ times pull is a shift of
	// the log-odds; see [Tip].
	steady bool

	p, d []float64 // by player: probabilities and gains at the last evaluation
	rate []float64 // by class: the derivative of the right-hand side in τ
	h    [][]float64
}

// newSystem puts players with equal capability, base, pull and gain into one
// class, or each into a class of its own. On one class, a probability is one
// unknown: symmetric players cannot part.
func newSystem(law *Law, capability, base, pull, gain []float64, merge bool) *system {
	s := &system{capability: capability, law: law, class: make([]int, law.n), p: make([]float64, law.n), d: make([]float64, law.n)}
	known := map[[4]float64]int{}
	for _, i := range law.order { // so that the first met has the first place
		key := [4]float64{capability[i], base[i], pull[i], gain[i]}
		c, ok := known[key]
		if !ok || !merge {
			c = s.k
			known[key] = c
			s.k++
			s.first, s.size = append(s.first, i), append(s.size, 0)
			s.base, s.pull, s.gain = append(s.base, base[i]), append(s.pull, pull[i]), append(s.gain, gain[i])
		}
		s.class[i] = c
		s.size[c]++
	}
	s.rate = make([]float64, s.k)
	s.h = square(s.k)
	return s
}

// on is the same system with another law of the same players.
func (s *system) on(law *Law) *system {
	t := *s
	t.law = law
	return &t
}

// at evaluates the system: out becomes u less its right-hand side, and E[W] is
// given back.
func (s *system) at(u []float64, tau float64, out []float64) float64 {
	for i, c := range s.class {
		s.p[i] = logistic(u[c])
	}
	w := s.law.Gains(s.p, s.d)
	for c, i := range s.first {
		s.rate[c] = s.pull[c]
		watch := s.gain[c] * s.d[i]
		if s.steady {
			out[c] = u[c] - s.base[c] - watch - tau*s.rate[c]
		} else {
			s.rate[c] += watch
			out[c] = u[c] - s.base[c] - tau*s.rate[c]
		}
	}
	return w
}

// jacobian writes the derivative of at's out in u into the rows of a, which
// stand stride apart. The system's p must be those of u.
func (s *system) jacobian(u []float64, tau float64, a []float64, stride int) {
	s.bends(u)
	if s.steady {
		tau = 1 // what the others add counts whole
	}
	for c := range s.k {
		row := a[c*stride:][:s.k]
		for e := range row {
			others := float64(s.size[e])
			if e == c {
				others--
			}
			p := logistic(u[e])
			row[e] = -tau * s.gain[c] * s.h[c][e] * others * p * (1 - p)
		}
		row[c]++
	}
}

// bends fills s.h with how much the gain of each class changes with the
// probability of one member of each other class, or of its own.
func (s *system) bends(u []float64) {
	for i, c := range s.class {
		s.p[i] = logistic(u[c])
	}
	l := s.law
	m := l.scratch()
	defer l.spare.Put(m)
	for c := range s.h {
		clear(s.h[c])
	}
	d := square(s.k)
	for _, node := range Mixture(s.p, l.sigma) {
		l.forward(node.P, m.rows)
		for c, i := range s.first {
			l.pairsFrom(node.P, l.place[i], m, func(k int, v float64) {
				e := s.class[l.order[k]]
				d[c][e], d[e][c] = v, v
			})
		}
		for c := range d {
			for e, i := range s.first {
				s.h[c][e] += node.Weight * node.slope(i) * d[c][e]
			}
		}
	}
}

// newton solves the system at τ from u, which it moves. rough is the same
// system on a law that may be coarser: its derivative serves as long as it
// brings the residual down. residual is the largest |p − response to p|.
func (s *system) newton(rough *system, u []float64, tau float64) (residual, w float64, ok bool) {
	out, next, step := make([]float64, s.k), make([]float64, s.k), make([]float64, s.k)
	try := make([]float64, s.k)
	w = s.at(u, tau, out)
	norm := most(out)
	var f *lu
	for range 80 {
		if residual = responseGap(u, out); residual <= 1e-14 {
			return residual, w, true
		}
		fresh := f == nil
		if fresh {
			a := make([]float64, s.k*s.k)
			rough.jacobian(u, tau, a, s.k)
			if f, ok = factor(a, s.k); !ok {
				break
			}
		}
		copy(step, out)
		f.solve(step)
		scale := math.Min(1, math.Max(8, most(u)/2)/math.Max(1e-300, most(step)))
		moved, ratio := false, 0.0
		for range 12 {
			for c := range try {
				try[c] = u[c] - scale*step[c]
			}
			wn := s.at(try, tau, next)
			if ratio = most(next) / norm; ratio < 0.9999 {
				copy(u, try)
				out, next = next, out
				norm, w, moved = most(out), wn, true
				break
			}
			if !fresh || residual <= 1e-12 {
				break
			}
			scale /= 2
		}
		switch {
		case !moved && fresh && (rough == s || residual <= 1e-12):
			return residual, w, residual <= 1e-10
		case !moved && fresh: // the coarse derivative will not do
			rough, f = s, nil
		case !moved || ratio > 0.3:
			if fresh && scale == 1 {
				rough = s
			}
			f = nil
		}
	}
	residual = responseGap(u, out)
	return residual, w, residual <= 1e-10
}

// responseGap is the largest distance between p and the response to it.
func responseGap(u, out []float64) float64 {
	worst := 0.0
	for c, x := range u {
		worst = math.Max(worst, math.Abs(logistic(x)-logistic(x-out[c])))
	}
	return worst
}

// spreadOut gives each player its class's value.
func (s *system) spreadOut(u []float64) []float64 {
	p := make([]float64, len(s.class))
	for i, c := range s.class {
		p[i] = logistic(u[c])
	}
	return p
}

func most(v []float64) float64 {
	m := 0.0
	for _, x := range v {
		if a := math.Abs(x); a > m || a != a {
			m = a
		}
	}
	return m
}
