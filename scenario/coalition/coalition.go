// Package coalition weighs who could come in one event: what each state is worth
// to the target ([Coalition]), and where the equilibrium of states that watch each
// other tips ([Pull]).
package coalition

import (
	"cmp"
	"slices"

	"casus/forecast"
	"casus/game"
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
	Sure     float64   // chance that the target's side does because it is stronger beyond all past wars

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

// New lays out a prepared case under assumptions a at draw k.
func New(g *forecast.Engine, c *forecast.Case, a forecast.Assumptions, class forecast.Class, k int) (*Coalition, error) {
	f, err := g.Forces(c, a, class, k)
	if err != nil {
		return nil, err
	}
	out := &Coalition{Common: f.Common, Decided: f.Decided, Sure: f.Sure, Own: f.Target, Against: f.Attacker, Intercept: f.Intercept, Slope: f.Slope}
	for _, i := range c.Event.Outside() {
		if ch := f.Chances[i]; f.Strength[i] > 0 && ch.Target+ch.Attacker > 0 {
			out.States, out.Strength = append(out.States, i), append(out.Strength, f.Strength[i])
			out.Target, out.Attacker = append(out.Target, ch.Target), append(out.Attacker, ch.Attacker)
		}
	}
	out.fold()
	if len(out.States) == 0 {
		return out, nil
	}
	front := game.LogitFront(out.Own, out.Against, out.Intercept, out.Slope)
	if out.sides, err = game.NewSides(out.Strength, out.Strength, front, targetCells, attackerCells); err != nil {
		return nil, err
	}
	out.nodes = f.Shocks(out.Target, out.Attacker)
	return out, nil
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
		return m.Sure + m.Decided*game.Logit(m.Own, m.Against, m.Intercept, m.Slope).At(0), nil
	}
	w := 0.0
	for k := range m.nodes {
		v, _, err := m.sides.Expect(target(&m.nodes[k]), m.nodes[k].Attacker)
		if err != nil {
			return 0, err
		}
		w += m.nodes[k].Weight * v
	}
	return m.Sure + m.Decided*w, nil
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
