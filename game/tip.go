package game

import (
	"context"
	"fmt"
	"math"
	"slices"

	"casus"
)

// TipOptions bounds the search of [Tip]; the zero value is the usual one.
type TipOptions struct {
	// Sure is how near 0 and 1 the member's own probability is led, whatever the
	// others do: 0.001 where it is 0.
	Sure float64
	// Steps bounds the points of the curve each way from today: 1,500 where it is 0.
	Steps int
}

// Tipping is the equilibrium as a curve over one member's commitment.
type Tipping struct {
	Member int `json:"member"` // by index
	// Today is the principal equilibrium, as [Respond] gives it.
	Today TipPoint `json:"today"`
	// Curve runs from where the member surely comes to where it surely stays. It
	// is followed on Cells cells; today and the folds are solved on the whole law.
	Curve []TipPoint `json:"curve"`
	Cells int        `json:"cells"`
	// Folds are where the curve turns back, in its order.
	Folds []TipPoint `json:"folds"`
	// Down is the way to the first fold that a weaker commitment meets, Up that
	// of a stronger one; nil where the curve goes on without one, and where today
	// is itself an equilibrium that responses lead away from (Today.Back).
	Down *Margin `json:"down"`
	Up   *Margin `json:"up"`
	// Proved: the responses are a contraction, so that every commitment has one
	// equilibrium only. It is worked out where no fold is found.
	Proved bool `json:"proved"`
	// Why says, where there is no fold, what that rests on.
	Why string `json:"why"`
}

// TipPoint is one equilibrium on the curve.
type TipPoint struct {
	Shift    float64   `json:"shift"`    // what is added to the member's log-odds; 0 is today
	Own      float64   `json:"own"`      // the member's probability of joining
	W        float64   `json:"w"`        // the probability of success
	Joiners  float64   `json:"joiners"`  // how many are expected to join
	Strength float64   `json:"strength"` // the capability that is expected to join
	P        []float64 `json:"p"`        // by player: the probability of joining
	// Back: the curve turns back here, between two folds. Such an equilibrium is
	// unstable: responses lead away from it.
	Back bool `json:"back"`
}

// Margin is what lies between today and a fold.
type Margin struct {
	// Shift is how far the member's log-odds can move until the equilibrium of
	// today is no more: negative for a weaker commitment.
	Shift float64 `json:"shift"`
	// At is the fold: the last point of the equilibrium of today.
	At TipPoint `json:"at"`
	// After is where the responses settle beyond the fold; nil where they do not.
	// The alliance stays at home where it has fewer joiners than At, and rallies
	// where it has more.
	After *TipPoint `json:"after"`
}

// Tip follows the equilibrium of [Respond] while a shift is added to the
// log-odds of one member, from where that member surely comes to where it surely
// stays, by pseudo-arclength, and finds where the curve turns back. There an
// equilibrium ends, and the alliance goes over to another by a jump.
//
// The curve is the one on which today's equilibrium lies. Equilibria that do not
// hang together with it, and those in which identical players part, are not
// looked for.
func Tip(ctx context.Context, l *Law, capabilities, base, pull []float64, member int, o TipOptions) (*Tipping, error) {
	if err := checkResponse(l, capabilities, base, pull); err != nil {
		return nil, err
	}
	if o.Sure == 0 {
		o.Sure = 0.001
	}
	if o.Steps == 0 {
		o.Steps = 1500
	}
	if member < 0 || member >= l.n {
		return nil, fmt.Errorf("game: no member %d among %d players", member, l.n)
	}
	if !(o.Sure > 0 && o.Sure < 0.5) || o.Steps < 0 {
		return nil, &casus.InputError{Msg: fmt.Sprintf("surely must be a probability between 0 and 0.5, not %g", o.Sure)}
	}
	s0 := newSystem(l, capabilities, base, make([]float64, l.n), pull, true)
	_, today, err := s0.principal(ctx, true)
	if err != nil {
		return nil, err
	}
	c := &curve{s: s0.steadied(base, pull, member), member: member}
	u := make([]float64, c.s.k)
	for k, i := range c.s.first {
		u[k] = today[s0.class[i]]
	}
	c.start(u)
	// Beyond these shifts the member is sure, whatever the others do.
	far := math.Log(1-o.Sure) - math.Log(o.Sure)
	lo := math.Min(-1, -far-base[member]-math.Max(0, pull[member]))
	hi := math.Max(1, far-base[member]-math.Min(0, pull[member]))
	if err := c.follow(ctx, u, lo, hi, o.Steps); err != nil {
		return nil, err
	}
	return c.tipping(u, lo, hi), nil
}

// checkResponse reports what makes no response game of its arguments.
func checkResponse(l *Law, capabilities, base, pull []float64) error {
	if len(capabilities) != l.n || len(base) != l.n || len(pull) != l.n {
		return fmt.Errorf("game: %d players, but %d capabilities, %d bases, %d pulls", l.n, len(capabilities), len(base), len(pull))
	}
	for i := range base {
		if !(math.Abs(base[i]) <= steepest && math.Abs(pull[i]) <= steepest) {
			return &casus.InputError{Msg: fmt.Sprintf("a player's log-odds or pull is no number from -%g to %g", steepest, steepest)}
		}
	}
	return nil
}

// steadied is the system whose τ is a shift of the member's log-odds, the member
// being a class of its own.
func (s *system) steadied(base, pull []float64, member int) *system {
	shift := make([]float64, len(base))
	shift[member] = 1
	t := newSystem(s.law, s.capability, base, shift, pull, true)
	t.steady = true
	return t
}

// curve is the branch over the shift, as two walks from today.
type curve struct {
	s, rough *system
	member   int
	from     []float64 // today on the rough law
	back     bool      // today lies where the curve turns back
	ways     [2]*path  // towards where the member surely stays, and comes
	folds    [2][]branchPoint
}

// start sets the curve on a coarser law where that has today's equilibrium too.
func (c *curve) start(u []float64) {
	c.rough, c.from = c.s.rough(), slices.Clone(u)
	if c.rough == c.s {
		return
	}
	if _, _, ok := c.rough.newton(c.rough, c.from, 0); !ok || gap(u, c.from) > 0.02 {
		c.rough, c.from = c.s, slices.Clone(u)
	}
}

// follow walks both ways from today until the shift leaves [lo, hi].
func (c *curve) follow(ctx context.Context, today []float64, lo, hi float64, steps int) error {
	// Where the determinant is below 0, the shift rises on the way to where the
	// member stays.
	a := make([]float64, c.rough.k*c.rough.k)
	c.rough.jacobian(c.from, 0, a, c.rough.k)
	if f, ok := factor(a, c.rough.k); ok {
		c.back = f.negative()
	}
	whole := true
	for k, sign := range []float64{-1, 1} {
		if c.back {
			sign = -sign
		}
		t := c.rough.tracer()
		t.z = append(slices.Clone(c.from), 0)
		t.history, t.usable = [][]float64{t.z}, 1
		clear(t.dir)
		t.dir[t.k] = sign
		t.align()
		p, err := t.walk(ctx, false, lo, hi, steps)
		if err != nil {
			return err
		}
		c.ways[k], c.folds[k] = p, p.folds
		if c.rough != c.s {
			c.folds[k] = c.s.refold(p)
			whole = whole && len(c.folds[k]) == len(p.folds)
		}
	}
	if !whole { // the coarser law has folds of its own
		c.rough, c.from = c.s, today
		return c.follow(ctx, today, lo, hi, steps)
	}
	return nil
}

// tipping makes the answer out of the two walks.
func (c *curve) tipping(u []float64, lo, hi float64) *Tipping {
	out := &Tipping{Member: c.member, Folds: []TipPoint{}, Today: c.s.tipPoint(c.member, branchPoint{u, 0}), Cells: len(c.rough.law.w)}
	out.Today.Back = c.back
	up, down := c.points(1), c.points(0)
	slices.Reverse(up)
	out.Curve = append(up[:len(up)-1], down...) // both hold today
	for _, f := range slices.Backward(c.folds[1]) {
		out.Folds = append(out.Folds, c.s.tipPoint(c.member, f))
	}
	for _, f := range c.folds[0] {
		out.Folds = append(out.Folds, c.s.tipPoint(c.member, f))
	}
	out.Down, out.Up = c.margin(0), c.margin(1)
	if len(out.Folds) > 0 {
		return out
	}
	first, last := out.Curve[0].Shift, out.Curve[len(out.Curve)-1].Shift
	switch out.Proved = c.s.contraction(1) < 1; {
	case out.Proved:
		out.Why = "The responses are a contraction: whatever the member does, there is one equilibrium."
	case c.ways[0].lost || c.ways[1].lost:
		out.Why = fmt.Sprintf("No fold was found; the curve could be followed only for shifts from %.4g to %.4g of %.4g to %.4g.", last, first, lo, hi)
	default:
		out.Why = fmt.Sprintf("No fold was found for shifts from %.4g to %.4g, beyond which the member is sure to stay or to come.", lo, hi)
	}
	return out
}

// points describes the points of a walk, today first.
func (c *curve) points(k int) []TipPoint {
	way, turned := c.ways[k], 0
	out := make([]TipPoint, len(way.points))
	for i, b := range way.points {
		if turned < len(way.turns) && i > way.turns[turned] {
			turned++
		}
		out[i] = c.rough.tipPoint(c.member, b)
		out[i].Back = (turned%2 == 1) != c.back
	}
	return out
}

// margin gives the first fold of a walk, and where the responses settle beyond it.
func (c *curve) margin(k int) *Margin {
	if c.back || len(c.folds[k]) == 0 {
		return nil
	}
	way, f := c.ways[k], c.folds[k][0]
	m := &Margin{Shift: f.tau, At: c.s.tipPoint(c.member, f)}
	// A little past the fold on the curve, the responses lead away from it.
	v := slices.Clone(way.points[way.away(way.turns[0], 1, 0.03)].u)
	if c.rough.settle(v, way.folds[0].tau) && gap(v, f.u) > 0.01 {
		if _, _, ok := c.s.newton(c.rough, v, f.tau); ok && gap(v, f.u) > 0.01 {
			p := c.s.tipPoint(c.member, branchPoint{v, f.tau})
			m.After = &p
		}
	}
	return m
}

// settle follows damped responses from u until they rest.
func (s *system) settle(u []float64, tau float64) bool {
	out, before := make([]float64, s.k), make([]float64, s.k)
	for range 5000 {
		copy(before, u)
		s.at(u, tau, out)
		for c := range u {
			u[c] -= 0.5 * out[c]
		}
		if gap(before, u) < 1e-9 {
			return true
		}
	}
	return false
}

// tipPoint describes a point of the curve.
func (s *system) tipPoint(member int, b branchPoint) TipPoint {
	w := s.at(b.u, b.tau, make([]float64, s.k))
	p := TipPoint{Shift: b.tau, Own: s.p[member], W: math.Min(math.Max(w, 0), 1), P: slices.Clone(s.p)}
	for i, x := range p.P {
		p.Joiners += x
		p.Strength += x * s.capability[i]
	}
	return p
}
