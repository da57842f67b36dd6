package forecast

import "casus/joining"

// Forces is what an answer for a case is made of in one class and at one draw,
// for those who weigh coalitions on their own.
type Forces struct {
	Chances  []joining.Chance // by index in the setting, as in an [Answer]
	Strength []float64        // what each state has in the fight under the assumptions; 0 where too little is known
	Common   float64          // standard deviation of the common shock
	Decided  float64          // chance that one side prevails at all

	// Target and Attacker are the capabilities of the two sides on the first day.
	// The log-odds that the target's side prevails in a decided conflict are
	// Intercept + Slope·ln(t/a), t and a being these and what those who come bring.
	Target, Attacker, Intercept, Slope float64
}

// Forces lays a case out at draw k, 0 for the central estimates.
func (g *Engine) Forces(c *Case, a Assumptions, class Class, k int) (*Forces, error) {
	s, err := g.scene(c, a, &g.draws[k])
	if err != nil {
		return nil, err
	}
	kind := class.kind()
	return &Forces{Chances: s.chances[class], Strength: s.strength[kind], Common: a[Common], Decided: s.decided[kind],
		Target: s.front[kind].Target, Attacker: s.front[kind].Attacker, Intercept: s.intercept[kind], Slope: s.slope[kind]}, nil
}
