package game

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"casus"
)

const (
	mostPlayers    = 256
	mostEnumerated = 12      // players whose coalitions are all written out
	mostExact      = 4096    // cells of a grid that holds every sum exactly
	mostExactSharp = 1 << 15 // the same where W is not smooth, so that rounding has no bound
	cellsFew       = 2048    // cells of a rounded grid for up to 64 players
	cellsMany      = 4096
)

// Law is the law of the sum of the capabilities that join, each player joining
// independently with a probability of its own, and with it the expectation of
// W and its derivatives. All of them come from one pass forward over the
// players (laws of partial sums) and one backward (expectations given a partial
// sum), so that the gains of all n players cost O(n·cells) and nothing is ever
// divided out again: there is no loss of digits.
//
// A Law is safe for concurrent use.
type Law struct {
	n     int
	order []int     // players by place in the passes
	place []int     // and back
	cells []int     // cells that the player at a place adds
	frac  []float64 // the chance that it adds one more: the weight lies between two cells
	split bool      // some frac is not 0
	top   []int     // top[j]: the last cell that the first j places can reach
	w     []float64 // W by cell

	shape Shape
	step  float64
	kind  string
	spare sync.Pool

	bound sync.Once
	err   float64
}

// Kinds of law: how the sums are kept.
const (
	KindExact      = "exact"      // every sum is a cell: capabilities are multiples of one unit
	KindEnumerated = "enumerated" // every coalition is a cell
	KindRounded    = "rounded"    // a capability between two cells is shared between them, mean kept
)

// NewLaw makes the law of the joining capability for players with the given
// capabilities (not negative, any unit) under w. Sums are exact where the
// capabilities are multiples of one unit and the sum is not too large, or for
// up to 12 players; else they are rounded, with the error that [Law.Error] states.
func NewLaw(capabilities []float64, w Shape) (*Law, error) {
	if err := checkCapabilities(capabilities); err != nil {
		return nil, err
	}
	n, total := len(capabilities), sum(capabilities)
	most := mostExact
	if w.Curve == nil {
		most = mostExactSharp
	}
	unit, cells := commonUnit(capabilities, most)
	switch {
	case unit > 0 && (n > mostEnumerated || cells < 1<<n):
		return exactLaw(capabilities, unit, w), nil
	case n <= mostEnumerated:
		return enumeratedLaw(capabilities, w), nil
	case n <= 64:
		return roundedLaw(capabilities, total/cellsFew, w), nil
	default:
		return roundedLaw(capabilities, total/cellsMany, w), nil
	}
}

// Kind says how the sums are kept: one of the kinds of law.
func (l *Law) Kind() string { return l.kind }

// Cells is the number of cells, and Step the capability from one to the next
// (0 where cells are coalitions).
func (l *Law) Cells() int { return len(l.w) }

// Step is the capability between two cells; 0 where cells are coalitions.
func (l *Law) Step() float64 { return l.step }

// Error bounds how far rounding moves E[W], and any player's gain, from their
// exact values, whatever the probabilities: 0 where the law is exact, 1 where
// nothing better is known.
func (l *Law) Error() float64 {
	l.bound.Do(func() {
		if l.split {
			l.err = l.rounding()
		}
	})
	return l.err
}

// Expect is E[W] when player i joins with probability p[i].
func (l *Law) Expect(p []float64) float64 {
	s := l.scratch()
	defer l.spare.Put(s)
	last := l.forward(p, s.rows)
	return dot(last, l.w)
}

// Gains puts into dst, for each player, E[W | it joins] − E[W | it stays], the
// others joining with their own p, and gives E[W]. It is the gradient of E[W]
// in p.
func (l *Law) Gains(p, dst []float64) float64 {
	s := l.scratch()
	defer l.spare.Put(s)
	last := l.forward(p, s.rows)
	expect := dot(last, l.w)
	v := s.v[:len(l.w)]
	copy(v, l.w)
	for j := l.n - 1; j >= 0; j-- {
		i := l.order[j]
		dst[i] = l.back(s.rows[j][:l.top[j]+1], v, j, p[i])
	}
	return expect
}

// Pairs gives, for each two players, how much the one's gain changes with the
// other's probability: the second derivatives of E[W] in p. Negative means that
// they stand in for each other. The diagonal is 0.
func (l *Law) Pairs(p []float64) [][]float64 {
	h := make([][]float64, l.n)
	for i := range h {
		h[i] = make([]float64, l.n)
	}
	s := l.scratch()
	defer l.spare.Put(s)
	l.forward(p, s.rows)
	for j := range l.n {
		l.pairsFrom(p, j, s, func(k int, d float64) {
			a, b := l.order[j], l.order[k]
			h[a][b], h[b][a] = d, d
		})
	}
	return h
}

// scratch is the memory of one evaluation.
type scratch struct {
	rows [][]float64 // laws of the sums of the first places
	more [][]float64 // the same without one of them
	v    []float64
}

func (l *Law) scratch() *scratch {
	if s, ok := l.spare.Get().(*scratch); ok {
		return s
	}
	s := &scratch{v: make([]float64, len(l.w))}
	size := 0
	for _, t := range l.top {
		size += t + 1
	}
	a, b := make([]float64, size), make([]float64, size)
	for j, t := range l.top {
		s.rows = append(s.rows, a[:t+1:t+1])
		a = a[t+1:]
		if j > 0 { // without one of the first j places the rest may reach as far
			s.more = append(s.more, b[:t+1:t+1])
			b = b[t+1:]
		}
	}
	return s
}

// forward fills rows[j] with the law of the sum of the first j places.
func (l *Law) forward(p []float64, rows [][]float64) []float64 {
	rows[0][0] = 1
	for j := range l.n {
		l.join(rows[j], rows[j+1], j, p[l.order[j]])
	}
	return rows[l.n]
}

// join convolves the law src with the player at place j into dst.
func (l *Law) join(src, dst []float64, j int, p float64) {
	q := 1 - p
	for x, v := range src {
		dst[x] = q * v
	}
	clear(dst[len(src):])
	k, f := l.cells[j], l.frac[j]
	if f == 0 {
		d := dst[k:][:len(src)]
		for x, v := range src {
			d[x] += p * v
		}
		return
	}
	a, b := p*(1-f), p*f
	d := dst[k:][:len(src)+1]
	before := 0.0
	for x, v := range src {
		d[x] += a*v + b*before
		before = v
	}
	d[len(src)] += b * before
}

// back takes v from the expectation of W given the sum of all places up to j to
// that given the sum of those before it, where law has weight, and gives the
// gain of the player at place j.
func (l *Law) back(law, v []float64, j int, p float64) (gain float64) {
	k, f := l.cells[j], l.frac[j]
	if f == 0 {
		up := v[k:][:len(law)]
		v = v[:len(law)]
		for x, m := range law {
			d := up[x] - v[x]
			gain += m * d
			v[x] += p * d
		}
		return gain
	}
	here, up := v[k], v[k+1:][:len(law)]
	v = v[:len(law)]
	for x, m := range law {
		next := up[x] // read before v[x] changes: with k = 0 they are one slice
		d := here + f*(next-here) - v[x]
		gain += m * d
		v[x] += p * d
		here = next
	}
	return gain
}

// pairsFrom gives the second derivative for place j and every later one.
// s.rows must hold the laws of partial sums for p.
func (l *Law) pairsFrom(p []float64, j int, s *scratch, each func(k int, d float64)) {
	if j == l.n-1 {
		return
	}
	// The game that is left when j's step is the prize: W(x+j) − W(x).
	most := l.top[l.n] - l.span(j)
	v := s.v[:most+1]
	c, f := l.cells[j], l.frac[j]
	for x := range v {
		up := l.w[x+c]
		if f > 0 {
			up += f * (l.w[x+c+1] - up)
		}
		v[x] = up - l.w[x]
	}
	size := l.top[j] + 1
	copy(s.more[j][:size], s.rows[j])
	for k := j + 1; k < l.n-1; k++ {
		l.join(s.more[k-1][:size], s.more[k][:size+l.span(k)], k, p[l.order[k]])
		size += l.span(k)
	}
	for k := l.n - 1; k > j; k-- {
		each(k, l.back(s.more[k-1][:size], v, k, p[l.order[k]]))
		size -= l.span(k - 1)
	}
}

// span is the number of cells that the player at place j can add at most.
func (l *Law) span(j int) int { return l.top[j+1] - l.top[j] }

func exactLaw(capabilities []float64, unit float64, w Shape) *Law {
	return newLaw(KindExact, capabilities, unit, w)
}

func roundedLaw(capabilities []float64, step float64, w Shape) *Law {
	return newLaw(KindRounded, capabilities, step, w)
}

func newLaw(kind string, capabilities []float64, step float64, w Shape) *Law {
	l := &Law{kind: kind, step: step, shape: w}
	l.arrange(capabilities)
	total := 0
	l.top = append(l.top, 0)
	for _, i := range l.order {
		c, f := 0, 0.0
		if step > 0 { // no capability anywhere leaves the one cell 0
			q := capabilities[i] / step
			c = int(math.Round(q))
			if kind == KindRounded && math.Abs(q-float64(c)) > 1e-9 {
				c = int(math.Floor(q))
				f = q - float64(c)
			}
		}
		l.cells, l.frac = append(l.cells, c), append(l.frac, f)
		if total += c; f > 0 {
			total++
			l.split = true
		}
		l.top = append(l.top, total)
	}
	l.w = make([]float64, total+1)
	for x := range l.w {
		l.w[x] = w.At(float64(x) * step)
	}
	return l
}

// enumeratedLaw writes out every coalition: the place j of a coalition is bit j
// of its cell, and the same passes run over them.
func enumeratedLaw(capabilities []float64, w Shape) *Law {
	l := &Law{kind: KindEnumerated, shape: w}
	l.arrange(capabilities)
	l.top = append(l.top, 0)
	sums := []float64{0}
	for j, i := range l.order {
		l.cells, l.frac = append(l.cells, 1<<j), append(l.frac, 0)
		l.top = append(l.top, 2<<j-1)
		for _, s := range sums[:1<<j] {
			sums = append(sums, s+capabilities[i])
		}
	}
	for _, s := range sums {
		l.w = append(l.w, w.At(s))
	}
	return l
}

// arrange puts small capabilities first, so that the laws of partial sums stay
// short.
func (l *Law) arrange(capabilities []float64) {
	l.n = len(capabilities)
	l.order, l.place = make([]int, l.n), make([]int, l.n)
	for i := range l.order {
		l.order[i] = i
	}
	slices.SortStableFunc(l.order, func(a, b int) int { return cmp.Compare(capabilities[a], capabilities[b]) })
	for j, i := range l.order {
		l.place[i] = j
	}
}

// rounding bounds the error of sharing a capability between two cells. One
// player at a time is moved from its exact capability to the two cells around
// it, which keeps its mean: whatever the others bring, this changes the
// expectation by at most f(1−f)·step²/2 times the curvature of W over one step,
// and by no more than W rises over that step. A gain is a difference of two
// expectations, so it counts twice.
func (l *Law) rounding() float64 {
	if l.shape.Curve == nil {
		return 1
	}
	players, v := 0, 0.0
	for _, f := range l.frac {
		if f > 0 {
			players++
			v = math.Max(v, f*(1-f))
		}
	}
	worst := 0.0
	for x := 0; x+2 < len(l.w); x++ { // a step that starts anywhere in a cell lies in two
		lo := float64(x) * l.step
		bend := v * l.step * l.step / 2 * l.shape.Curve(lo, lo+2*l.step)
		worst = math.Max(worst, math.Min(bend, l.w[x+2]-l.w[x]))
	}
	return math.Min(1, 2*worst*float64(players))
}

// commonUnit finds the largest unit of which every capability is a multiple,
// and the cells that the sum then takes; 0 where it takes more than most.
func commonUnit(capabilities []float64, most int) (unit float64, cells int) {
	for scale := 1.0; scale <= 1e6; scale *= 10 {
		divisor, whole := int64(0), true
		for _, c := range capabilities {
			q := c * scale
			r := math.Round(q)
			if math.Abs(q-r) > 1e-12*math.Max(1, r) || r > 1<<52 {
				whole = false
				break
			}
			divisor = gcd(divisor, int64(r))
		}
		if !whole {
			continue
		}
		if divisor == 0 { // nobody brings anything
			return 1, 1
		}
		unit = float64(divisor) / scale
		if q := sum(capabilities) / unit; q < float64(most) {
			return unit, int(math.Round(q)) + 1
		}
		return 0, 0
	}
	return 0, 0
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func checkCapabilities(capabilities []float64) error {
	switch n := len(capabilities); {
	case n == 0:
		return &casus.InputError{Msg: "a game without players", Hint: "give at least one"}
	case n > mostPlayers:
		return &casus.InputError{Msg: "more than 256 players", Hint: "leave out those that cannot matter"}
	}
	for _, c := range capabilities {
		if !(c >= 0) || c > 1e12 {
			return &casus.InputError{Msg: "a capability must be a number from 0 to 1e12"}
		}
	}
	return nil
}

func sum(v []float64) float64 {
	s := 0.0
	for _, x := range v {
		s += x
	}
	return s
}

func dot(a, b []float64) float64 {
	s := 0.0
	b = b[:len(a)]
	for i, x := range a {
		s += x * b[i]
	}
	return s
}
