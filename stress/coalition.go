package stress

import (
	"cmp"
	"math"
	"slices"

	"casus/chain"
	"casus/game"
	"casus/outcome"
	"casus/response"
	"casus/setting"
)

// Coalition is who could come in one event, in one class of past events and at
// one draw, laid out so that coalitions can be weighed: each state with what it
// brings and its own chance of joining either side. Unlike the engine's own law
// it takes no states together as one.
type Coalition struct {
	// States are those who could come and would bring something, by index in the
	// setting; those that are expected to bring least count as a part of the sides.
	States   []int
	Strength []float64 // what each brings
	Target   []float64 // chance that it joins the target
	Attacker []float64 // chance that it joins the attacker
	Common   float64   // standard deviation of the common shock
	Decided  float64   // chance that one side prevails at all

	// W given a decided conflict is logistic in the logarithm of the ratio of the
	// sides, with this slope and these capabilities of the two themselves.
	Own, Against, Intercept, Slope float64

	sides *game.Sides
	nodes []game.SidesNode
}

// most is how many states are weighed one by one.
const most = 80

// fold keeps those states that are expected to bring most; what the others are
// expected to bring counts as there.
func (m *Coalition) fold() {
	order := make([]int, len(m.States))
	for k := range order {
		order[k] = k
	}
	expected := func(k int) float64 { return (m.Target[k] + m.Attacker[k]) * m.Strength[k] }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(expected(b), expected(a)) })
	cut := min(most, len(order))
	for _, k := range order[cut:] {
		m.Own += m.Target[k] * m.Strength[k]
		m.Against += m.Attacker[k] * m.Strength[k]
	}
	order = order[:cut]
	slices.Sort(order)
	for n, k := range order {
		m.States[n], m.Strength[n], m.Target[n], m.Attacker[n] = m.States[k], m.Strength[k], m.Target[k], m.Attacker[k]
	}
	m.States, m.Strength, m.Target, m.Attacker = m.States[:cut], m.Strength[:cut], m.Target[:cut], m.Attacker[:cut]
}

// Cells of the grids of the two sides.
const targetCells, attackerCells = 32, 10

// NewCoalition lays out an answer x that the engine gave for a prepared case under
// assumptions a. W is read off the answer: how it ends alone and with all bound
// are two points of it. Where nobody bound brings anything there is one only, and
// slope is taken: that of the same draw in another case, which [Slope] gives.
func NewCoalition(g *chain.Engine, c *chain.Case, a chain.Assumptions, class chain.Class, x *chain.Answer, slope float64) (*Coalition, error) {
	params := paramsOf(g, class)
	out := &Coalition{Common: a[chain.Common], Own: outcome.Floor, Against: outcome.Floor}
	for _, i := range c.Event.Targets {
		out.Own += brings(params, c, a, i)
	}
	for _, i := range c.Event.Attackers {
		out.Against += brings(params, c, a, i)
	}
	bound := 0.0
	for _, i := range c.Event.Outside() {
		ch, strength := x.Chances[class][i], a[chain.Brought]*brings(params, c, a, i)
		if c.Event.Ties[i].Target == response.BoundDuty {
			bound += strength
		}
		if strength > 0 && ch.Target+ch.Attacker > 0 {
			out.States, out.Strength = append(out.States, i), append(out.Strength, strength)
			out.Target, out.Attacker = append(out.Target, ch.Target), append(out.Attacker, ch.Attacker)
		}
	}
	out.front(x, class, bound, slope)
	out.fold()
	if len(out.States) == 0 {
		return out, nil
	}
	f := game.LogitFront(out.Own, out.Against, out.Intercept, out.Slope)
	var err error
	if out.sides, err = game.NewSides(out.Strength, out.Strength, f, targetCells, attackerCells); err != nil {
		return nil, err
	}
	out.nodes = game.CoarseSides(out.Target, out.Attacker, out.Common)
	return out, nil
}

// front makes W of its points in the answer.
func (m *Coalition) front(x *chain.Answer, class chain.Class, bound, slope float64) {
	m.Decided = 1 - x.Ends[class].Neither
	logit := func(t float64) float64 { w := t / m.Decided; return math.Log(w) - math.Log1p(-w) }
	alone := logit(x.Alone[class].Target)
	if m.Slope = slope; bound > 1e-3*m.Own {
		m.Slope = max((logit(x.All[class].Target)-alone)/math.Log1p(bound/m.Own), 1e-6)
	}
	m.Intercept = alone - m.Slope*math.Log(m.Own/m.Against)
}

// Slope gives the slope of W at the draw of an answer, read off a case in which
// somebody is bound; it is the same in all cases.
func Slope(g *chain.Engine, c *chain.Case, a chain.Assumptions, class chain.Class, x *chain.Answer) (float64, error) {
	m, err := NewCoalition(g, c, a, class, x, math.NaN())
	if err != nil {
		return 0, err
	}
	return m.Slope, nil
}

func paramsOf(g *chain.Engine, class chain.Class) *outcome.Params {
	if class == chain.Disputes {
		return g.Model.Outcome.Dispute
	}
	return g.Model.Outcome.War
}

// brings is a state's strength in the outcome's unit where the event is fought,
// before what those who come leave at home; 0 where too little is known of it.
func brings(p *outcome.Params, c *chain.Case, a chain.Assumptions, i int) float64 {
	e := c.Event
	s := &e.Setting.States[i]
	if !s.Known() {
		return 0
	}
	f := outcome.Force{Output: s.Output, Population: s.Population}
	if s.Index > 0 {
		f.Index = s.Index
	}
	if p.Decay > 0 {
		f.Km = math.Inf(1)
		for _, j := range e.Targets {
			if i == j {
				f.Km = 0
			} else if km := e.Setting.Km(i, j); !math.IsNaN(km) {
				f.Km = min(f.Km, km)
			}
			f.Border = f.Border || i != j && e.Setting.Border(i, j) == setting.LandBorder
		}
		if math.IsInf(f.Km, 1) {
			f.Km = 5000 // as the chain has it: half of a typical distance
		}
	}
	v := p.Strength([]outcome.Force{f})
	if c.Spend != nil && a[chain.Spending] > 0 {
		v *= math.Pow(c.Spend[i], a[chain.Spending])
	}
	return v
}

// Prevails is the chance that the target's side prevails over who comes.
func (m *Coalition) Prevails() (float64, error) {
	return m.expect(func(n *game.SidesNode) []float64 { return n.Target })
}

// Nobody is that chance if nobody comes to the target, while whoever joins the
// attacker does so.
func (m *Coalition) Nobody() (float64, error) {
	none := make([]float64, len(m.States))
	return m.expect(func(*game.SidesNode) []float64 { return none })
}

func (m *Coalition) expect(target func(*game.SidesNode) []float64) (float64, error) {
	if m.sides == nil {
		return m.Decided * game.Logit(m.Own, m.Against, m.Intercept, m.Slope).At(0), nil
	}
	w := 0.0
	for k := range m.nodes {
		v, _, err := m.sides.Expect(target(&m.nodes[k]), m.nodes[k].Attacker)
		if err != nil {
			return 0, err
		}
		w += m.nodes[k].Weight * v
	}
	return m.Decided * w, nil
}

// Worth is what each state is worth to the target's side, by its place in
// States, in the chance that the target prevails.
type Worth struct {
	Shapley []float64 // (Shapley 1953; Owen 1972)
	Banzhaf []float64 // its average addition over all sets of the others
	Loss    []float64 // what is lost if it alone stays at home
}

// Worth weighs each state: v(S) is the chance that the target prevails if those
// of S come with their own chances and nobody else comes to the target, while
// whoever joins the attacker does so in any case. The Shapley values sum to
// [Coalition.Prevails] − [Coalition.Nobody]. All three are by [game.Sides]:
// Banzhaf's is p_i·Δ_i where the others come half as often as they would, for
// then each set of them is as likely (Owen 1975), under each state of the common
// shock.
func (m *Coalition) Worth() (*Worth, error) {
	n := len(m.States)
	out := &Worth{make([]float64, n), make([]float64, n), make([]float64, n)}
	if m.sides == nil {
		return out, nil
	}
	q, adds, spare := make([]float64, n), make([]float64, n), make([]float64, n)
	for _, node := range m.nodes {
		shares, err := m.sides.Worth(node.Target, node.Attacker, quadrature)
		if err != nil {
			return nil, err
		}
		for _, x := range []struct {
			share float64
			to    []float64
		}{{0.5, out.Banzhaf}, {1, out.Loss}} {
			for i, p := range node.Target {
				q[i] = x.share * p
			}
			if _, _, err := m.sides.Gains(q, node.Attacker, adds, spare); err != nil {
				return nil, err
			}
			for i, p := range node.Target {
				x.to[i] += node.Weight * m.Decided * p * adds[i]
			}
		}
		for i := range shares {
			out.Shapley[i] += node.Weight * m.Decided * shares[i]
		}
	}
	return out, nil
}

// quadrature is the number of points of the rule over how many others come.
const quadrature = 4

// Pair is two states, by their places in States, whose absence together costs
// Excess more than the sum of their single absences.
type Pair struct {
	A, B   int
	Excess float64
}

// Pairs weighs the absences of each two of the states at the places given. Each
// state of the common shock is linear in each chance, so that there is no error
// but the grid's.
func (m *Coalition) Pairs(places []int) ([]Pair, error) {
	n := len(m.States)
	var out []Pair
	for x, i := range places {
		for _, j := range places[:x] {
			out = append(out, Pair{A: min(i, j), B: max(i, j)})
		}
	}
	slices.SortFunc(out, func(a, b Pair) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	with, without, spare := make([]float64, n), make([]float64, n), make([]float64, n)
	for _, node := range m.nodes {
		if _, _, err := m.sides.Gains(node.Target, node.Attacker, with, spare); err != nil {
			return nil, err
		}
		q := slices.Clone(node.Target)
		for k := 0; k < len(out); {
			i := out[k].A
			q[i] = 0
			if _, _, err := m.sides.Gains(q, node.Attacker, without, spare); err != nil {
				return nil, err
			}
			q[i] = node.Target[i]
			for ; k < len(out) && out[k].A == i; k++ {
				j := out[k].B
				out[k].Excess += node.Weight * m.Decided * node.Target[j] * (without[j] - with[j])
			}
		}
	}
	return out, nil
}
