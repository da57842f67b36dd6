package game

import "math"

// refold finds the folds of a branch again that was followed on a coarser law:
// those that are there on this one.
func (s *system) refold(b *path) []branchPoint {
	var out []branchPoint
	t := s.tracer()
	t.rough = s.rough()
	for _, at := range b.turns {
		for _, far := range []float64{0.01, 0.03, 0.1} { // the fold may have moved
			if p, ok := t.refold(b, at, far); ok {
				out = append(out, p)
				break
			}
		}
	}
	return out
}

// refold finds the fold again between points of the branch in which a
// probability is as far from that at the turn.
func (t *tracer) refold(b *path, at int, far float64) (branchPoint, bool) {
	var z [3][]float64
	for k, i := range []int{b.away(at, -1, far), at, b.away(at, 1, far)} {
		z[k] = append(append([]float64(nil), b.points[i].u...), t.omega*b.points[i].tau)
	}
	normal := make([]float64, t.k+1) // τ is free: near a fold the branch runs across it
	for k := range t.k {
		normal[k] = z[2][k] - z[0][k]
	}
	t.unit(normal)
	t.f = nil
	for k := range z {
		pred := append([]float64(nil), z[k]...)
		if !t.correct(z[k], pred, normal) || gap(z[k][:t.k], pred[:t.k]) > 2*offPrediction {
			return branchPoint{}, false
		}
	}
	if (z[1][t.k]-z[0][t.k])*(z[2][t.k]-z[1][t.k]) >= 0 {
		return branchPoint{}, false
	}
	return t.fold(z[0], z[1], z[2]), true
}

// away goes along the walk from a turn until a probability has moved as far, no
// further than to the next turn.
func (b *path) away(at, way int, far float64) int {
	i := at + way
	for i+way >= 0 && i+way < len(b.points) && gap(b.points[i].u, b.points[at].u) < far &&
		(b.points[i+way].tau-b.points[i].tau)*(b.points[i].tau-b.points[at].tau) > 0 {
		i += way
	}
	return i
}

// fold finds where σ turns between a and c, of which b in between lies on the
// other side of both: by parabolas through three points of the branch over
// their chord, which are kept about the turn.
func (t *tracer) fold(a, b, c []float64) branchPoint {
	chord, normal := make([]float64, t.k+1), make([]float64, t.k+1)
	for i := range chord {
		chord[i] = c[i] - a[i]
	}
	copy(normal, chord)
	t.unit(normal)
	between := make([]float64, t.k+1)
	for i := range between {
		between[i] = b[i] - a[i]
	}
	// Shares of the chord, and the points over them.
	x := [3]float64{0, t.times(between, chord) / t.times(chord, chord), 1}
	z := [3][]float64{a, b, c}
	up := b[t.k] > a[t.k]
	t.f = nil
	for range 40 {
		next, ok := turn(x, [3]float64{z[0][t.k], z[1][t.k], z[2][t.k]})
		if !ok {
			break
		}
		pred := make([]float64, t.k+1)
		for i := range pred {
			pred[i] = a[i] + next*chord[i]
		}
		p := append([]float64(nil), pred...)
		if !t.correct(p, pred, normal) {
			break
		}
		moved := math.Abs(p[t.k] - z[1][t.k])
		switch better := p[t.k] > z[1][t.k] == up; {
		case better && next < x[1]:
			x[1], x[2], z[1], z[2] = next, x[1], p, z[1]
		case better:
			x[0], x[1], z[0], z[1] = x[1], next, z[1], p
		case next < x[1]:
			x[0], z[0] = next, p
		default:
			x[2], z[2] = next, p
		}
		if moved < 1e-11*(1+math.Abs(p[t.k])) {
			break
		}
	}
	t.f = nil
	return t.point(z[1])
}

// turn is where the parabola through three points turns, kept a little away from
// all of them; where they are too near to tell, ok is false.
func turn(x, y [3]float64) (at float64, ok bool) {
	left, right := (y[1]-y[0])/(x[1]-x[0]), (y[2]-y[1])/(x[2]-x[1])
	bend := (right - left) / (x[2] - x[0])
	if !(math.Abs(bend) > 0) || x[2]-x[0] < 1e-4 {
		return 0, false
	}
	at = (x[0]+x[1])/2 - left/(2*bend)
	aside := (x[2] - x[0]) / 50
	if math.Abs(at-x[1]) < aside { // so that the wider side closes in
		if x[2]-x[1] > x[1]-x[0] {
			at = x[1] + math.Min(aside, (x[2]-x[1])/2)
		} else {
			at = x[1] - math.Min(aside, (x[1]-x[0])/2)
		}
	}
	return math.Min(math.Max(at, x[0]+aside/2), x[2]-aside/2), true
}
