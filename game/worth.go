package game

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"casus"
)

// MemberWorth is what one player is worth for success when each joins with a
// probability of its own.
type MemberWorth struct {
	// Shapley is its share of v(all) − v(nobody), where v(S) = E[W] when only
	// the members of S may come: its average addition over all orders in which
	// they could be asked.
	Shapley float64
	// Banzhaf is its average addition over all sets of the others.
	Banzhaf float64
	// Loss is what is lost when it alone stays at home.
	Loss float64
}

// PairLoss is a pair of players, by index, whose joint absence costs Excess
// more than the sum of their single absences.
type PairLoss struct {
	A, B   int
	Excess float64
}

// Worth gives each player's worth when player i joins with probability p[i].
// The Shapley value is p_i ∫ Δ_i(q·p) dq over q from 0 to 1 (Owen 1972), a
// polynomial that the Gauss-Legendre rule integrates without error; what error
// there is comes from the law ([Law.Error] bounds it). Under a common shock it
// is the mean of that over the states, and still sums to v(all) − v(nobody).
func (l *Law) Worth(p []float64) ([]MemberWorth, error) {
	if err := l.checkP(p); err != nil {
		return nil, err
	}
	out := make([]MemberWorth, l.n)
	q := make([]float64, l.n)
	s := l.scratch()
	defer l.spare.Put(s)
	nodes, weights := gaussLegendre((l.n + 1) / 2)
	for _, state := range Mixture(p, l.sigma) {
		at := func(share float64, each func(m *MemberWorth, adds float64)) {
			for i := range q {
				q[i] = share * state.P[i]
			}
			l.gains(q, s, func(i int, gain float64) { each(&out[i], state.Weight*state.P[i]*gain) })
		}
		for k, x := range nodes {
			at(x, func(m *MemberWorth, adds float64) { m.Shapley += weights[k] * adds })
		}
		at(0.5, func(m *MemberWorth, adds float64) { m.Banzhaf += adds })
		at(1, func(m *MemberWorth, adds float64) { m.Loss += adds })
	}
	return out, nil
}

// PairLosses gives the pairs whose joint absence costs more than the sum of
// their single absences, at most n of them, the greatest excess first. Such
// players stand in for each other: with one at home the other counts for more.
func (l *Law) PairLosses(p []float64, n int) ([]PairLoss, error) {
	if err := l.checkP(p); err != nil {
		return nil, err
	}
	// In each state E[W] is linear in each probability, so this is exact.
	excess := square(l.n)
	l.pairs(p, func(node *Node, a, b int, d float64) {
		excess[min(a, b)][max(a, b)] -= node.Weight * node.P[a] * node.P[b] * d
	})
	var out []PairLoss
	for i := range p {
		for j := i + 1; j < l.n; j++ {
			if e := excess[i][j]; e > math.Max(1e-12, l.Error()*p[i]*p[j]*1e-3) {
				out = append(out, PairLoss{i, j, e})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b PairLoss) int { return cmp.Compare(b.Excess, a.Excess) })
	return out[:min(n, len(out))], nil
}

func (l *Law) checkP(p []float64) error {
	if len(p) != l.n {
		return fmt.Errorf("game: %d players, but %d probabilities", l.n, len(p))
	}
	for _, x := range p {
		if !(x >= 0 && x <= 1) {
			return &casus.InputError{Msg: "a probability must be a number from 0 to 1"}
		}
	}
	return nil
}

// gaussLegendre gives the rule with n nodes on [0, 1], exact for polynomials of
// degree 2n − 1; the nodes are found by Newton's method on the recurrence of
// the Legendre polynomials.
func gaussLegendre(n int) (nodes, weights []float64) {
	nodes, weights = make([]float64, n), make([]float64, n)
	for i := range n {
		x := math.Cos(math.Pi * (float64(i) + 0.75) / (float64(n) + 0.5))
		var slope float64
		for range 100 {
			a, b := 1.0, x // P_0, P_1
			for k := 2; k <= n; k++ {
				a, b = b, (float64(2*k-1)*x*b-float64(k-1)*a)/float64(k)
			}
			slope = float64(n) * (x*b - a) / (x*x - 1)
			dx := b / slope
			if x -= dx; math.Abs(dx) < 1e-16 {
				break
			}
		}
		nodes[i], weights[i] = (1-x)/2, 1/((1-x*x)*slope*slope)
	}
	return nodes, weights
}

// Worth gives each player's Shapley value for the target's side: v(S) = E[W] when
// of those who may come to the target only S does, each with its own
// probability, while whoever joins the attacker does so in any case. It is
// p_i ∫ Δ_i(q·p) dq (Owen 1972) by a rule of nodes points; the values sum to
// v(all) − v(nobody) up to its error.
func (s *Sides) Worth(target, attacker []float64, nodes int) ([]float64, error) {
	if err := s.check(target, attacker); err != nil {
		return nil, err
	}
	at, weights := gaussLegendre(nodes)
	out, q := make([]float64, s.n), make([]float64, s.n)
	toTarget, toAttacker := make([]float64, s.n), make([]float64, s.n)
	for k, share := range at {
		for i, p := range target {
			q[i] = share * p
		}
		if _, _, err := s.Gains(q, attacker, toTarget, toAttacker); err != nil {
			return nil, err
		}
		for i, p := range target {
			out[i] += weights[k] * p * toTarget[i]
		}
	}
	return out, nil
}
