package forecast

import (
	"casus/game"
	"casus/joining"
)

// Forces is what an answer for a case is made of in one class and at one draw,
// for those who weigh coalitions on their own.
type Forces struct {
	Chances  []joining.Chance // by index in the setting, as in an [Answer]
	Strength []float64        // what each state has in the fight under the assumptions; 0 where too little is known
	Common   float64          // standard deviation of the common shock
	Decided  float64          // chance that one side prevails at all, where the sides' strength leaves it open
	Sure     float64          // chance that the target's side prevails because it is stronger beyond all past wars

	// Target and Attacker are the capabilities of the two sides on the first day.
	// The log-odds that the target's side prevails in a decided conflict are
	// Intercept + Slope·ln(t/a), t and a being these and what those who come bring.
	Target, Attacker, Intercept, Slope float64

	together float64 // standard deviation of the shock of the side
}

// Shocks gives the states of the shocks that all share, of coming and of the side
// taken, for players with the chances given; each one's means stay.
func (f *Forces) Shocks(target, attacker []float64) []game.SidesNode {
	return shocks(target, attacker, f.Common, f.together)
}

// Forces lays a case out at draw k, 0 for the central estimates.
func (g *Engine) Forces(c *Case, a Assumptions, class Class, k int) (*Forces, error) {
	s, err := g.scene(c, a, k)
	if err != nil {
		return nil, err
	}
	kind := class.kind()
	target, attacker := s.joining(class)
	u, stronger := s.even(kind, target, attacker)
	sure := 0.0
	if stronger {
		sure = 1 - u
	}
	return &Forces{Chances: s.chances[class], Strength: s.strength[kind], Common: a[Common], Decided: u * s.decided[kind], Sure: sure,
		Target: s.front[kind].Target, Attacker: s.front[kind].Attacker, Intercept: s.intercept[kind], Slope: s.slope[kind], together: s.together[class]}, nil
}
