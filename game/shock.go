package game

import (
	"fmt"
	"math"

	"casus"
)

// Node is one state of a common shock: how likely it is, and with what
// probability each player joins in it, independently of the others.
type Node struct {
	Weight float64
	P      []float64
	rate   []float64 // by player: the derivative of P in the mean probability
}

// widestShock is the largest standard deviation of a common shock: nine nodes
// say little beyond it.
const widestShock = 4

// Common gives the law of the same players when a common shock makes their
// decisions hang together: in state z, player i joins with log-odds a_i + sigma·z,
// z being standard normal, and a_i such that its probability over all states
// stays the p[i] that the methods are given. Gains are expectations over z of
// what joining adds: a player that decides does not know z, and its decision
// tells nothing of it. A sigma of 0 is the law without a shock; l is unchanged.
func (l *Law) Common(sigma float64) (*Law, error) {
	if !(sigma >= 0 && sigma <= widestShock) {
		return nil, &casus.InputError{Msg: fmt.Sprintf("the common shock must be a number from 0 to %d log-odds, not %g", widestShock, sigma)}
	}
	return l.common(sigma), nil
}

func (l *Law) common(sigma float64) *Law {
	return &Law{n: l.n, order: l.order, place: l.place, cells: l.cells, frac: l.frac, split: l.split,
		top: l.top, w: l.w, shape: l.shape, step: l.step, kind: l.kind, sigma: sigma}
}

// Mixture gives the states of a common shock of standard deviation sigma (from
// 0 to 4, in log-odds) for players whose mean probabilities are p: the nine
// nodes of the Gauss-Hermite rule, in which the means are kept. With a sigma of
// 0 there is one state, and p itself.
func Mixture(p []float64, sigma float64) []Node { return mixture(p, sigma, hermite[:]) }

func mixture(p []float64, sigma float64, rule []node) []Node {
	if sigma == 0 {
		return []Node{{Weight: 1, P: p}}
	}
	out := make([]Node, len(rule))
	for k, h := range rule {
		out[k] = Node{h.weight, make([]float64, len(p)), make([]float64, len(p))}
	}
	for i, x := range p {
		hang(out, i, x, sigma, rule)
	}
	return out
}

// SidesNode is one state of a common shock for [Sides].
type SidesNode struct {
	Weight           float64
	Target, Attacker []float64 // by player: the probability of joining that side
}

// MixtureSides is [Mixture] for players who may also join the attacker: the
// shock moves their coming to the target's side, and of those who do not come
// the same share joins the attacker in every state. Both means are kept.
func MixtureSides(target, attacker []float64, sigma float64) []SidesNode {
	return mixtureSides(target, attacker, sigma, hermite[:])
}

// CoarseSides is [MixtureSides] with five states for nine: for sweeps.
func CoarseSides(target, attacker []float64, sigma float64) []SidesNode {
	return mixtureSides(target, attacker, sigma, hermite5[:])
}

func mixtureSides(target, attacker []float64, sigma float64, rule []node) []SidesNode {
	var out []SidesNode
	for _, node := range mixture(target, sigma, rule) {
		rest := make([]float64, len(attacker))
		for i, q := range attacker {
			if rest[i] = q; target[i] < 1 && sigma > 0 {
				rest[i] = q * (1 - node.P[i]) / (1 - target[i])
			}
		}
		out = append(out, SidesNode{node.Weight, node.P, rest})
	}
	return out
}

// hang fills in player i, whose mean probability is p.
func hang(nodes []Node, i int, p, sigma float64, rule []node) {
	if p <= 0 || p >= 1 {
		for k := range nodes {
			nodes[k].P[i], nodes[k].rate[i] = p, 1
		}
		return
	}
	a, slope := centre(math.Min(p, 1-p), sigma, rule)
	if p > 0.5 { // the nodes are symmetric
		a = -a
	}
	for k, h := range rule {
		x := a + sigma*h.z
		nodes[k].P[i] = logistic(x)
		nodes[k].rate[i] = logistic(x) * logistic(-x) / slope
	}
}

// centre finds the log-odds a at which the mean over the nodes of
// logistic(a + sigma·z) is p, at most 1/2, by Newton's method on its own
// log-odds, which are nearly straight in a; slope is the mean's derivative.
func centre(p, sigma float64, rule []node) (a, slope float64) {
	want := math.Log(p) - math.Log1p(-p)
	a = want * math.Sqrt(1+math.Pi/8*sigma*sigma) // MacKay (1992)
	for range 60 {
		mean := 0.0
		slope = 0
		for _, h := range rule {
			x := a + sigma*h.z
			y := logistic(x)
			mean += h.weight * y
			slope += h.weight * y * logistic(-x)
		}
		step := (math.Log(mean) - math.Log1p(-mean) - want) * mean * (1 - mean) / slope
		if a -= step; math.Abs(step) <= 1e-14*(1+math.Abs(a)) {
			break
		}
	}
	return a, slope
}

// node is a state of a rule: how many standard deviations off, and its weight.
type node struct{ z, weight float64 }

// hermite5 is the rule with five nodes, from the roots of the polynomial.
var hermite5 = func() (rule [5]node) {
	inner, outer := math.Sqrt(5-math.Sqrt(10)), math.Sqrt(5+math.Sqrt(10))
	return [5]node{{-outer, (7 - 2*math.Sqrt(10)) / 60}, {-inner, (7 + 2*math.Sqrt(10)) / 60}, {0, 8.0 / 15}, {inner, (7 + 2*math.Sqrt(10)) / 60}, {outer, (7 - 2*math.Sqrt(10)) / 60}}
}()

// hermite is the Gauss-Hermite rule with nine nodes (Abramowitz and Stegun
// 1964, table 25.10) for a standard normal variable.
var hermite = func() (rule [9]node) {
	x := [5]float64{0, 0.723551018752838, 1.468553289216668, 2.266580584531843, 3.190993201781528}
	w := [5]float64{7.202352156060510e-1, 4.326515590025558e-1, 8.847452739437657e-2, 4.943624275536947e-3, 3.960697726326438e-5}
	total := 0.0
	for k := range rule {
		d := k - 4
		rule[k].z = math.Sqrt2 * math.Copysign(x[max(d, -d)], float64(d))
		rule[k].weight = w[max(d, -d)]
		total += rule[k].weight
	}
	for k := range rule {
		rule[k].weight /= total // √π, to the last digit
	}
	return rule
}()
