package forecast

import (
	"casus/game"
	"casus/joining"
)

// Range is a number that the asker gives, or a range of it.
type Range struct{ Low, High float64 }

// at gives the number at draw k: the middle at the central estimates, spread
// evenly over the range by the van der Corput sequence at the others, so that a
// draw's number does not depend on how many there are.
func (r Range) at(k int) float64 {
	if k == 0 {
		return (r.Low + r.High) / 2
	}
	x, f := 0.0, 0.5
	for n := k; n > 0; n >>= 1 {
		if n&1 == 1 {
			x += f
		}
		f /= 2
	}
	return r.Low + (r.High-r.Low)*x
}

// Assumed is a state's chance of coming to the target as the asker has it.
type Assumed struct {
	State int // index in the setting
	Range
}

// assume puts the asker's chances in the place of estimates. The others respond
// by the declared common shock alone: knowing that one state is likelier to come
// than was estimated says something of the shock, and so of the others (the rule
// of Jeffrey 1965 on its states). Whoever was taken for the target's side leaves
// the attacker's chance in proportion.
func (c *Case) assume(chances []joining.Chance, sigma float64, k int) {
	if len(c.Assumed) == 0 {
		return
	}
	p := make([]float64, len(chances))
	for i, ch := range chances {
		p[i] = ch.Target
	}
	for i, v := range shocked(c.Assumed, p, sigma, k) {
		chances[i] = move(chances[i], v)
	}
	for _, a := range c.Assumed {
		chances[a.State] = move(chances[a.State], a.at(k))
	}
}

// rounds of fitting the states of the shock to several assumed chances at once.
const rounds = 20

// shocked gives every state's chance once the states of the common shock weigh
// what the assumed chances make of them.
func shocked(assumed []Assumed, p []float64, sigma float64, k int) []float64 {
	nodes := game.Mixture(p, sigma)
	weight := make([]float64, len(nodes))
	for n := range nodes {
		weight[n] = nodes[n].Weight
	}
	mean := func(i int) (m float64) {
		for n := range nodes {
			m += weight[n] * nodes[n].P[i]
		}
		return m
	}
	for range rounds {
		for _, a := range assumed {
			m, want := mean(a.State), a.at(k)
			if m <= 0 || m >= 1 {
				continue // of whom nothing is estimated, or all is supposed
			}
			for n := range nodes {
				q := nodes[n].P[a.State]
				weight[n] *= want*q/m + (1-want)*(1-q)/(1-m)
			}
		}
	}
	out := make([]float64, len(p))
	for i := range p {
		out[i] = mean(i)
	}
	return out
}

// move puts another chance of joining the target in the place of a state's own;
// of the rest the same share joins the attacker.
func move(c joining.Chance, target float64) joining.Chance {
	if c.Target >= 1 {
		return joining.Chance{Target: target}
	}
	return joining.Chance{Target: target, Attacker: c.Attacker * (1 - target) / (1 - c.Target)}
}
