package forecast

// Worth gives each state's Shapley value for the chance that the target prevails,
// by index in the setting, at draw k: v(S) is that chance if those of S come with
// their own chances and nobody else comes to the target. They sum to v(all) −
// v(nobody). Whoever joins the attacker does so in any case.
//
// States that hardly ever come are valued together where they are alike in
// strength, and share the value by what each is expected to bring.
func (g *Engine) Worth(c *Case, a Assumptions, class Class, k int) ([]float64, error) {
	s, err := g.scene(c, a, k)
	if err != nil {
		return nil, err
	}
	kind := class.kind()
	out := make([]float64, len(s.chances[class]))
	law, nodes, err := s.sides(class)
	if err != nil || law == nil {
		return out, err
	}
	toTarget, toAttacker := s.joining(class)
	u, _ := s.even(kind, toTarget, toAttacker)
	for _, n := range nodes {
		shares, err := law.Worth(n.Target, n.Attacker, worthNodes)
		if err != nil {
			return nil, err
		}
		for j, l := range c.prepared.lots[class] {
			brings := 0.0
			for _, i := range l.members {
				brings += s.chances[class][i].Target * s.strength[kind][i]
			}
			for _, i := range l.members {
				if brings > 0 {
					out[i] += n.Weight * u * s.decided[kind] * shares[j] * s.chances[class][i].Target * s.strength[kind][i] / brings
				}
			}
		}
	}
	return out, nil
}

// worthNodes is the number of points of the quadrature over how many of the
// others come.
const worthNodes = 2
