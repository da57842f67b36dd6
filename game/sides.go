package game

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"

	"casus"
)

// Front is W where both sides are open to joiners: the probability that the
// target's side prevails.
type Front struct {
	// Target and Attacker are the two's own capabilities, above 0: the scale on
	// which joiners count.
	Target, Attacker float64
	// At gives W for the capabilities that join each side.
	At func(target, attacker float64) float64
	// Bend bounds how W curves in the whole capabilities c and a of the two sides:
	// |∂²W/∂c²|·c², |∂²W/∂a²|·a² and |∂²W/∂c∂a|·c·a. It serves the stated errors.
	Bend float64
}

// LogitFront is the logistic function of intercept + slope·ln(c/a), c and a
// being the whole capabilities of the target's and the attacker's side; the
// slope is above 0. With no intercept it is the ratio form (Tullock 1980).
func LogitFront(target, attacker, intercept, slope float64) Front {
	// c²·W'' = m·W(1−W)·(m·q − 1) with q = 1 − 2W, of either sign for the two
	// sides; W(1−W) = (1−q²)/4, and its greatest value is where 3mq² − 2q − m = 0.
	// The mixed one is m²·W(1−W)·q, which is never more.
	q := (1 - math.Sqrt(1+3*slope*slope)) / (3 * slope)
	return Front{
		Target: target, Attacker: attacker,
		At: func(t, a float64) float64 {
			return logistic(intercept + slope*math.Log((target+t)/(attacker+a)))
		},
		Bend: slope * (1 - q*q) / 4 * (1 - slope*q),
	}
}

// Sides is the law of what joins either side, where each of some players joins
// the target's side, or the attacker's, or stays out. Their sums are kept
// together, so that nobody is counted on both sides. Capabilities lie on two
// geometric grids, finer where the sums are small, a sum between two cells being
// shared between them so that its mean is kept.
//
// Sides is safe for concurrent use.
type Sides struct {
	n      int
	order  []int
	t, a   axis
	reach  [][2]int // by number of places: the last cells that they can reach
	w      []float64
	states sync.Pool
}

// axis is one side's grid: cell k stands for own·(ratio^k − 1).
type axis struct {
	cells int
	to    [][]int32   // by place and cell: the cell at or below, when the player has joined
	frac  [][]float64 // and the share of the next one
	loss  [][]float64 // and how far that can move E[W]
}

// NewSides makes the law for players with the given capabilities on the target's
// side and on the attacker's (not negative; a state may bring less to a distant
// fight). targetCells and attackerCells are the sizes of the grids, from 8 to
// 4,096: the error falls with their square, the cost grows with their product.
// 256 and 64 do for one answer; for a sweep see [ExpectSides].
func NewSides(target, attacker []float64, f Front, targetCells, attackerCells int) (*Sides, error) {
	if err := checkFront(target, attacker, f, targetCells, attackerCells); err != nil {
		return nil, err
	}
	s := &Sides{n: len(target), order: make([]int, len(target))}
	for i := range s.order {
		s.order[i] = i
	}
	weight := func(i int) float64 { return math.Max(target[i]/f.Target, attacker[i]/f.Attacker) }
	slices.SortStableFunc(s.order, func(i, j int) int { return cmp.Compare(weight(i), weight(j)) })
	x := s.t.lay(s.order, target, f.Target, f.Bend, targetCells)
	y := s.a.lay(s.order, attacker, f.Attacker, f.Bend, attackerCells)
	s.reach = [][2]int{{0, 0}}
	for j := range s.order {
		last := s.reach[j]
		s.reach = append(s.reach, [2]int{s.t.after(j, last[0]), s.a.after(j, last[1])})
	}
	s.w = make([]float64, s.t.cells*s.a.cells)
	for b := range y {
		for k := range x {
			s.w[b*s.t.cells+k] = f.At(x[k], y[b])
		}
	}
	return s, nil
}

func checkFront(target, attacker []float64, f Front, targetCells, attackerCells int) error {
	if len(target) != len(attacker) {
		return fmt.Errorf("game: %d capabilities for the target's side, but %d for the attacker's", len(target), len(attacker))
	}
	for _, c := range [][]float64{target, attacker} {
		if err := checkCapabilities(c); err != nil {
			return err
		}
	}
	if !(f.Target > 0 && f.Attacker > 0 && f.Bend >= 0) || math.IsInf(f.Target+f.Attacker+f.Bend, 0) {
		return &casus.InputError{Msg: "the capabilities of target and attacker must be above 0"}
	}
	if min(targetCells, attackerCells) < 8 || max(targetCells, attackerCells) > mostExact {
		return fmt.Errorf("game: grids of %d and %d cells; each must have 8 to %d", targetCells, attackerCells, mostExact)
	}
	return nil
}

// above is how many cells lie above the whole sum: a sum that is shared between
// cells can pass it.
const above = 3

// lay makes the grid, and says where each player's joining leads from each cell.
func (x *axis) lay(order []int, capability []float64, own, bend float64, cells int) []float64 {
	total := sum(capability)
	if total == 0 {
		cells = 1
	}
	x.cells = cells
	at := make([]float64, cells)
	if cells > 1 {
		width := math.Log1p(total/own) / float64(cells-1-above)
		for k := range at {
			at[k] = own * math.Expm1(width*float64(k))
		}
	}
	to, frac, loss := make([]int32, len(order)*cells), make([]float64, len(order)*cells), make([]float64, len(order)*cells)
	for j, i := range order {
		from := j * cells
		x.to, x.frac, x.loss = append(x.to, to[from:][:cells]), append(x.frac, frac[from:][:cells]), append(x.loss, loss[from:][:cells])
		x.lead(j, at, capability[i], own, bend)
	}
	return at
}

// lead fills in where the player at place j leads. A player that is moved from
// its exact sum to the two cells around it, the mean kept, changes the
// expectation by at most f(1−f)·gap²/2 times its curvature there, which over the
// gap is at most Bend over the square of the lower cell's whole capability: later
// joiners only add to it. Beyond the last cell a sum is moved down to it: E[W]
// rises there by at most Bend over the capability, for its slope falls to 0 no
// faster than its curvature allows.
func (x *axis) lead(j int, at []float64, capability, own, bend float64) {
	to, frac, loss := x.to[j], x.frac[j], x.loss[j]
	next := 0
	for k := range at {
		to[k] = int32(k)
		if capability == 0 {
			continue
		}
		goal := at[k] + capability
		for next+2 < len(at) && at[next+1] <= goal {
			next++
		}
		low, high := at[next], at[next+1]
		to[k] = int32(next)
		f := (goal - low) / (high - low)
		if f > 1 {
			frac[k], loss[k] = 1, bend*(goal-high)/(own+high)
			continue
		}
		gap := (high - low) / (own + low)
		frac[k], loss[k] = f, bend/2*f*(1-f)*gap*gap
	}
}

// after is the last cell that can be reached once the player at place j has
// joined, from cells up to last.
func (x *axis) after(j, last int) int {
	k := int(x.to[j][last])
	if x.frac[j][last] > 0 {
		k++
	}
	return max(last, k)
}

// Expect is E[W] when player i joins the target's side with probability
// target[i] and the attacker's with attacker[i], at most 1 together. It is off by
// no more than bound.
func (s *Sides) Expect(target, attacker []float64) (w, bound float64, err error) {
	if err := s.check(target, attacker); err != nil {
		return 0, 0, err
	}
	w, lost := s.expect(target, attacker)
	return w, math.Min(lost.target+lost.attacker, 1), nil
}

// lost bounds the error that sharing sums between cells makes on either grid.
type lost struct{ target, attacker float64 }

func (s *Sides) expect(target, attacker []float64) (w float64, all lost) {
	m := s.state(2)
	defer s.states.Put(m)
	from, to := m.rows[0], m.rows[1]
	from[0] = 1
	for j, i := range s.order {
		l := s.join(from, to, j, target[i], attacker[i])
		all.target, all.attacker = all.target+l.target, all.attacker+l.attacker
		from, to = to, from
	}
	for b := range s.reach[s.n][1] + 1 {
		w += dot(from[b*s.t.cells:][:s.reach[s.n][0]+1], s.w[b*s.t.cells:])
	}
	return w, all
}

// Gains puts into toTarget, for each player, E[W | it joins the target's side] −
// E[W | it stays out], and into toAttacker the same for the attacker's side,
// which is not above 0, and gives E[W]; the others do as in [Sides.Expect]. No
// figure is off by more than bound.
func (s *Sides) Gains(target, attacker, toTarget, toAttacker []float64) (w, bound float64, err error) {
	if err := s.check(target, attacker); err != nil {
		return 0, 0, err
	}
	m := s.state(s.n + 1)
	defer s.states.Put(m)
	before := make([]float64, s.n+1) // by number of places: the error so far
	m.rows[0][0] = 1
	for j, i := range s.order {
		l := s.join(m.rows[j], m.rows[j+1], j, target[i], attacker[i])
		before[j+1] = before[j] + l.target + l.attacker
	}
	copy(m.v, s.w)
	clear(m.e)
	bound = before[s.n]
	for j := s.n - 1; j >= 0; j-- {
		i := s.order[j]
		g := s.back(m.rows[j], m, j, target[i], attacker[i])
		toTarget[i], toAttacker[i] = g.toTarget, g.toAttacker
		bound = math.Max(bound, 2*before[j]+g.error)
	}
	return m.v[0], math.Min(bound, 1), nil
}

// sidesState is the memory of one evaluation, all of it over both grids: cells of
// the target's side within those of the attacker's.
type sidesState struct {
	rows [][]float64 // laws of the sums of the first places
	v, e []float64   // E[W] given the sums so far, and the error in it
}

func (s *Sides) state(rows int) *sidesState {
	m, ok := s.states.Get().(*sidesState)
	if !ok {
		m = &sidesState{v: make([]float64, len(s.w)), e: make([]float64, len(s.w))}
	}
	for len(m.rows) < rows {
		m.rows = append(m.rows, make([]float64, len(s.w)))
	}
	return m
}

// join takes the law from to the law to, in which the player at place j has
// decided, and bounds how far that moves E[W].
func (s *Sides) join(from, to []float64, j int, target, attacker float64) (l lost) {
	nt := s.t.cells
	reach, next := s.reach[j], s.reach[j+1]
	stay := 1 - target - attacker
	for b := range next[1] + 1 {
		clear(to[b*nt:][:next[0]+1])
	}
	for b := range reach[1] + 1 {
		src, dst := from[b*nt:][:reach[0]+1], to[b*nt:][:nt]
		lead, frac, loss := s.t.to[j][:len(src)], s.t.frac[j][:len(src)], s.t.loss[j][:len(src)]
		for k, p := range src {
			dst[k] += stay * p
			f, p := frac[k], target*p
			c := lead[k]
			dst[c] += (1 - f) * p
			if f > 0 {
				dst[c+1] += f * p
				l.target += loss[k] * p
			}
		}
		if attacker > 0 {
			l.attacker += s.joinAttacker(src, to, j, b, attacker)
		}
	}
	return l
}

// joinAttacker does row b of join for those who join the attacker.
func (s *Sides) joinAttacker(src, to []float64, j, b int, attacker float64) (bound float64) {
	nt := s.t.cells
	c, f := int(s.a.to[j][b]), s.a.frac[j][b]
	low := to[c*nt:][:len(src)]
	if f == 0 {
		for k, p := range src {
			low[k] += attacker * p
		}
		return 0
	}
	high := to[(c+1)*nt:][:len(src)]
	mass := 0.0
	for k, p := range src {
		p *= attacker
		mass += p
		low[k] += (1 - f) * p
		high[k] += f * p
	}
	return s.a.loss[j][b] * mass
}

// sidesGain is what one player changes, and the error that comes with it and
// the players after it.
type sidesGain struct{ toTarget, toAttacker, error float64 }

// back takes m.v and m.e from what they are given the sums of all places up to j
// to that given the sums of those before it, whose law is law.
func (s *Sides) back(law []float64, m *sidesState, j int, target, attacker float64) (g sidesGain) {
	nt := s.t.cells
	reach := s.reach[j]
	lead, frac, loss := s.t.to[j], s.t.frac[j], s.t.loss[j]
	errT, errA := 0.0, 0.0
	for b := range reach[1] + 1 { // upwards, so that no cell is read after it has changed
		c, f, missed := int(s.a.to[j][b]), s.a.frac[j][b], s.a.loss[j][b]
		next := c
		if f > 0 {
			next++
		}
		v, e := m.v[b*nt:][:nt], m.e[b*nt:][:nt]
		lowV, highV, lowE, highE := m.v[c*nt:][:nt], m.v[next*nt:][:nt], m.e[c*nt:][:nt], m.e[next*nt:][:nt]
		for k, p := range law[b*nt:][:reach[0]+1] {
			x := lead[k]
			y := x
			if frac[k] > 0 {
				y++
			}
			dT := v[x] + frac[k]*(v[y]-v[x]) - v[k]
			dA := lowV[k] + f*(highV[k]-lowV[k]) - v[k]
			eT := e[x] + frac[k]*(e[y]-e[x]) + loss[k]
			eA := lowE[k] + f*(highE[k]-lowE[k]) + missed
			g.toTarget += p * dT
			g.toAttacker += p * dA
			errT += p * (eT + e[k])
			errA += p * (eA + e[k])
			v[k] += target*dT + attacker*dA
			e[k] = (1-target-attacker)*e[k] + target*eT + attacker*eA
		}
	}
	g.error = math.Max(errT, errA)
	return g
}

func (s *Sides) check(target, attacker []float64) error {
	if len(target) != s.n || len(attacker) != s.n {
		return fmt.Errorf("game: %d players, but %d and %d probabilities", s.n, len(target), len(attacker))
	}
	for i, p := range target {
		if q := attacker[i]; !(p >= 0 && q >= 0 && p+q <= 1+1e-12) {
			return &casus.InputError{Msg: "the probabilities of joining either side must be from 0 to 1, and at most 1 together"}
		}
	}
	return nil
}
