package game

import (
	"context"
	"math"
)

// path is a branch of solutions as it was followed.
type path struct {
	points    []branchPoint // in the order met
	crossings [][]float64   // u wherever the branch meets τ = 1
	folds     []branchPoint // where τ turns
	turns     []int         // for each fold the point of the walk nearest to it
	lost      bool          // the branch could not be followed to its end
}

type branchPoint struct {
	u   []float64
	tau float64
}

// trace follows the branch from τ = 0, with first to where τ is 1 for the first
// time, else until τ leaves [0, until], or for the given number of steps.
func (s *system) trace(ctx context.Context, first bool, until float64, steps int) (*path, error) {
	return s.tracer().walk(ctx, first, 0, until, steps)
}

// walk follows the branch by predictor and corrector in pseudo-arclength
// (Keller 1977; Turocy 2005 for quantal responses), so that it passes folds,
// where τ turns back. With first it stops where τ is 1 for the first time, else
// where τ leaves [from, until] or after the given number of steps.
func (t *tracer) walk(ctx context.Context, first bool, from, until float64, steps int) (*path, error) {
	s := t.system
	out := &path{}
	out.points = append(out.points, t.point(t.z))
	h, refused := 0.4, 0
	for range steps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if first {
			if u, ok := t.arrive(h); ok {
				out.crossings = append(out.crossings, u)
				out.points = append(out.points, branchPoint{u, 1})
				return out, nil
			}
		}
		zc, off, ok := t.advance(h)
		if !ok || off > 1 {
			shrink := 0.5
			if ok {
				shrink = math.Max(0.2, 0.8/math.Cbrt(off))
			}
			if h *= shrink; h < 1e-7 {
				out.lost = true
				return out, nil
			}
			if refused++; refused > 1 {
				t.aim()
			}
			continue
		}
		refused = 0
		last := t.z
		t.accept(zc)
		out.points = append(out.points, t.point(zc))
		if (last[s.k]-t.omega)*(zc[s.k]-t.omega) < 0 || zc[s.k] == t.omega {
			if u, ok := t.cross(last, zc); ok {
				out.crossings = append(out.crossings, u)
				if first {
					return out, nil
				}
			}
		}
		if n := len(t.history); n >= 3 {
			a, b, c := t.history[n-3], t.history[n-2], t.history[n-1]
			if (b[s.k]-a[s.k])*(c[s.k]-b[s.k]) < 0 {
				out.folds = append(out.folds, t.fold(a, b, c))
				out.turns = append(out.turns, len(out.points)-2)
			}
		}
		if tau := zc[s.k] / t.omega; tau > until || tau < from {
			return out, nil
		}
		grow := math.Min(0.8/math.Cbrt(math.Max(off, 1e-3)), 2.5)
		h = math.Min(h*grow, 1+t.length(zc)/2)
	}
	out.lost = true
	return out, nil
}

// point is a copy of z.
func (t *tracer) point(z []float64) branchPoint {
	return branchPoint{append([]float64(nil), z[:t.k]...), z[t.k] / t.omega}
}

// How far a corrected point may lie from the predicted one: more could be
// another branch.
const (
	offPrediction = 0.02 // in probability
	offArc        = 0.25 // as a share of the step
	offTurn       = 0.1  // 1 less the cosine of the turn
)

// tracer is a walk along a branch. A point is u with σ = ω·τ behind it, where ω
// gives a step in τ the size of the change in u that it brings.
type tracer struct {
	*system
	omega   float64
	z, dir  []float64
	history [][]float64 // the last points
	usable  int         // how many of them serve to predict

	f      *lu
	border []float64 // the row that closes the matrix in f
	rough  *system   // if any, the same system on a coarser law, whose derivative may serve
}

func (s *system) tracer() *tracer {
	t := &tracer{system: s, z: make([]float64, s.k+1), dir: make([]float64, s.k+1)}
	copy(t.z, s.base)
	s.at(t.z[:s.k], 0, make([]float64, s.k))
	square := 0.0
	for _, r := range s.rate {
		square += r * r
	}
	t.omega = math.Max(1, math.Sqrt(square/float64(s.k)))
	for c, r := range s.rate { // at τ = 0 the derivative in u is the identity
		t.dir[c] = r / t.omega
	}
	t.dir[s.k] = 1
	t.unit(t.dir)
	t.history, t.usable = [][]float64{t.z}, 1
	return t
}

// times is the inner product in which the arc is measured: the mean over the
// classes, so that many players do not shorten the steps.
func (t *tracer) times(a, b []float64) float64 {
	return dot(a[:t.k], b[:t.k])/float64(t.k) + a[t.k]*b[t.k]
}

func (t *tracer) length(a []float64) float64 { return math.Sqrt(t.times(a, a)) }

func (t *tracer) unit(a []float64) {
	l := t.length(a)
	for i := range a {
		a[i] /= l
	}
}

// predict extrapolates by the arc length h through the last points.
func (t *tracer) predict(h float64) []float64 {
	z := make([]float64, t.k+1)
	n := len(t.history)
	if t.usable < 3 {
		for i := range z {
			z[i] = t.z[i] + h*t.dir[i]
		}
		return z
	}
	a, b, c := t.history[n-3], t.history[n-2], t.history[n-1]
	sb := -t.apart(b, c)
	sa := sb - t.apart(a, b)
	la := (h - sb) * h / ((sa - sb) * sa)
	lb := (h - sa) * h / ((sb - sa) * sb)
	lc := (h - sa) * (h - sb) / (sa * sb)
	for i := range z {
		z[i] = la*a[i] + lb*b[i] + lc*c[i]
	}
	return z
}

func (t *tracer) apart(a, b []float64) float64 {
	d := make([]float64, len(a))
	for i := range d {
		d[i] = a[i] - b[i]
	}
	return t.length(d)
}

// advance predicts and corrects one step of length h. off above 1 says that the
// corrected point lies too far from the predicted one to be trusted: the step
// was too long. The error of the prediction goes with the third power of h.
func (t *tracer) advance(h float64) (zc []float64, off float64, ok bool) {
	pred := t.predict(h)
	if t.f != nil && t.times(t.border, t.dir) < 0.8*t.length(t.border) {
		t.f = nil
	}
	zc = append([]float64(nil), pred...)
	if !t.correct(zc, pred, t.dir) {
		t.f = nil
		return nil, 0, false
	}
	d := make([]float64, t.k+1)
	for i := range d {
		d[i] = zc[i] - t.z[i]
	}
	cos := t.times(d, t.dir) / math.Max(t.length(d), 1e-300)
	off = math.Max(t.apart(zc, pred)/(offArc*h), gap(zc[:t.k], pred[:t.k])/offPrediction)
	return zc, math.Max(off, (1-cos)/offTurn), true
}

// correct moves z onto the branch, within the plane through pred across
// normal. The factors of an earlier step serve, with the plane that belongs to
// them, as long as they bring the residual down.
func (t *tracer) correct(z, pred, normal []float64) bool {
	k := t.k
	out := make([]float64, k+1)
	step := make([]float64, k+1)
	before := math.Inf(1)
	tolerance := 1e-8 * (1 + 1e-4*most(z))
	renewed := false
	for its := range 14 {
		t.at(z[:k], z[k]/t.omega, out[:k])
		norm := most(out[:k])
		if !(norm < 1e300) {
			return false
		}
		if norm <= tolerance && its > 0 || norm <= tolerance/100 {
			return true
		}
		if norm > 0.25*before {
			if renewed && norm > 0.7*before {
				if t.rough == nil {
					return false
				}
				t.rough = nil // the coarse derivative will not do
			}
			t.f = nil
		}
		if t.f == nil {
			if !t.build(z, normal) {
				return false
			}
			renewed = true
		}
		copy(step, out[:k])
		step[k] = 0
		for i := range pred {
			step[k] += t.weight(i) * t.border[i] * (z[i] - pred[i])
		}
		t.f.solve(step)
		for i := range z {
			z[i] -= step[i]
		}
		before = norm
	}
	return false
}

func (t *tracer) weight(i int) float64 {
	if i < t.k {
		return 1 / float64(t.k)
	}
	return 1
}

// build factors the derivative at z, closed by the row normal. t.rate must be
// that of z.
func (t *tracer) build(z, normal []float64) bool {
	n := t.k + 1
	a := make([]float64, n*n)
	if t.rough != nil {
		t.rough.jacobian(z[:t.k], z[t.k]/t.omega, a, n)
	} else {
		t.jacobian(z[:t.k], z[t.k]/t.omega, a, n)
	}
	for c := range t.k {
		a[c*n+t.k] = -t.rate[c] / t.omega
	}
	for i := range n {
		a[t.k*n+i] = t.weight(i) * normal[i]
	}
	t.border = append(t.border[:0], normal...)
	f, ok := factor(a, n)
	t.f = f
	return ok
}

// accept makes z the next point of the walk.
func (t *tracer) accept(z []float64) {
	for i := range t.dir {
		t.dir[i] = z[i] - t.z[i]
	}
	t.unit(t.dir)
	t.z = z
	if t.history = append(t.history, z); len(t.history) > 3 {
		t.history = t.history[1:]
	}
	t.usable++
}

// aim turns the walk into the branch's own direction at its last point, where
// the points before it mislead: the branch bends.
func (t *tracer) aim() {
	if t.usable > 1 {
		t.align()
	}
}

// align turns the walk into the branch's own direction, forward by t.dir.
func (t *tracer) align() {
	if d, ok := t.tangent(t.z, t.dir); ok {
		t.dir, t.usable = d, 1
	}
}

// arrive tries to land on τ = 1 where a step of length h would pass it.
func (t *tracer) arrive(h float64) ([]float64, bool) {
	over := t.predict(h)
	if over[t.k] < t.omega || t.z[t.k] >= t.omega {
		return nil, false
	}
	lo, hi := 0.0, h
	for range 40 {
		mid := (lo + hi) / 2
		if t.predict(mid)[t.k] < t.omega {
			lo = mid
		} else {
			hi = mid
		}
	}
	pred := t.predict(hi)
	pred[t.k] = t.omega
	return t.land(pred, math.Max(hi, 0.05))
}

// land corrects pred at fixed τ, and takes the result only near pred.
func (t *tracer) land(pred []float64, near float64) ([]float64, bool) {
	sigma := make([]float64, t.k+1)
	sigma[t.k] = 1
	t.f = nil
	z := append([]float64(nil), pred...)
	ok := t.correct(z, pred, sigma)
	t.f = nil
	return z[:t.k], ok && t.apart(z, pred) <= 0.4*near && gap(z[:t.k], pred[:t.k]) <= 2*offPrediction
}

// cross finds the branch at τ = 1 between two of its points.
func (t *tracer) cross(a, b []float64) ([]float64, bool) {
	share := (t.omega - a[t.k]) / (b[t.k] - a[t.k])
	pred := make([]float64, t.k+1)
	for i := range pred {
		pred[i] = a[i] + share*(b[i]-a[i])
	}
	pred[t.k] = t.omega
	return t.land(pred, 2*t.apart(a, b))
}

// tangent is the direction of the branch at z, forward by normal.
func (t *tracer) tangent(z, normal []float64) ([]float64, bool) {
	t.at(z[:t.k], z[t.k]/t.omega, make([]float64, t.k))
	if !t.build(z, normal) {
		return nil, false
	}
	d := make([]float64, t.k+1)
	d[t.k] = 1
	t.f.solve(d)
	t.unit(d)
	return d, true
}
