package game

import "sync"

const (
	mostPlayers    = 256
	mostEnumerated = 12      // players whose coalitions are all written out
	mostExact      = 4096    // cells of a grid that holds every sum exactly
	mostExactSharp = 1 << 15 // the same where W is not smooth, so that rounding has no bound
	cellsFew       = 2048    // cells of a rounded grid for up to 64 players
	cellsMany      = 4096
)

// Law is the law of the sum of the capabilities that join, each player joining
// with a probability of its own, independently or, after [Law.Common], given a
// common shock; and with it the expectation of W and its derivatives. All of them come from one pass forward over the
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
	sigma float64 // of the common shock; see [Law.Common]
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
	expect := 0.0
	for _, node := range Mixture(p, l.sigma) {
		expect += node.Weight * dot(l.forward(node.P, s.rows), l.w)
	}
	return expect
}

// Gains puts into dst, for each player, E[W | it joins] − E[W | it stays], the
// others joining with their own p, and gives E[W]. Without a common shock it is
// the gradient of E[W] in p.
func (l *Law) Gains(p, dst []float64) float64 {
	s := l.scratch()
	defer l.spare.Put(s)
	expect := 0.0
	clear(dst)
	for _, node := range Mixture(p, l.sigma) {
		expect += node.Weight * l.gains(node.P, s, func(i int, gain float64) { dst[i] += node.Weight * gain })
	}
	return expect
}

// gains gives E[W], and each player's gain, all joining independently.
func (l *Law) gains(p []float64, s *scratch, each func(i int, gain float64)) float64 {
	expect := dot(l.forward(p, s.rows), l.w)
	v := s.v[:len(l.w)]
	copy(v, l.w)
	for j := l.n - 1; j >= 0; j-- {
		i := l.order[j]
		each(i, l.back(s.rows[j][:l.top[j]+1], v, j, p[i]))
	}
	return expect
}

// Pairs gives in row i, column j how much player i's gain changes with player
// j's probability; negative means that they stand in for each other. Without a
// common shock these are the second derivatives of E[W] in p, and symmetric. The
// diagonal is 0.
func (l *Law) Pairs(p []float64) [][]float64 {
	h := square(l.n)
	l.pairs(p, func(node *Node, a, b int, d float64) {
		h[a][b] += node.Weight * node.slope(b) * d
		h[b][a] += node.Weight * node.slope(a) * d
	})
	return h
}

// pairs gives the second difference of E[W] for each two players in each state
// of the shock.
func (l *Law) pairs(p []float64, each func(node *Node, a, b int, d float64)) {
	s := l.scratch()
	defer l.spare.Put(s)
	for _, node := range Mixture(p, l.sigma) {
		l.forward(node.P, s.rows)
		for j := range l.n {
			l.pairsFrom(node.P, j, s, func(k int, d float64) { each(&node, l.order[j], l.order[k], d) })
		}
	}
}

// slope is the derivative of P[i] in player i's mean probability.
func (n *Node) slope(i int) float64 {
	if n.rate == nil {
		return 1
	}
	return n.rate[i]
}

func square(n int) [][]float64 {
	h := make([][]float64, n)
	for i := range h {
		h[i] = make([]float64, n)
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
