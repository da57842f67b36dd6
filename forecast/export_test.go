package forecast

import (
	"casus/game"
)

// Fine is the chance that the target prevails by a law of single states on fine
// grids and nine states of the common shock.
func Fine(g *Engine, c *Case, a Assumptions, class Class, k int) (float64, error) {
	s, err := g.scene(c, a, k)
	if err != nil {
		return 0, err
	}
	var strength, target, attacker []float64
	for i, ch := range s.chances[class] {
		if q := s.strength[class.kind()][i]; q > 0 && ch.Target+ch.Attacker > 1e-9 {
			strength, target, attacker = append(strength, q), append(target, ch.Target), append(attacker, ch.Attacker)
		}
	}
	w := 0.0
	for _, n := range leaning(game.MixtureSides(target, attacker, a[Common]), s.together[class]) {
		v, _, err := game.ExpectSides(strength, strength, s.front[class.kind()], n.Target, n.Attacker, 1e-3)
		if err != nil {
			return 0, err
		}
		w += n.Weight * v
	}
	toTarget, toAttacker := s.joining(class)
	return s.split(class.kind(), w, toTarget, toAttacker).Target, nil
}

// Friendless is the chance that the target prevails if nobody comes to it and the
// attacker's friends do as they would.
func Friendless(g *Engine, c *Case, a Assumptions, class Class, k int) (float64, error) {
	s, err := g.scene(c, a, k)
	if err != nil {
		return 0, err
	}
	law, nodes, err := s.sides(class)
	if err != nil || law == nil {
		return s.given(class, nil).Target, err
	}
	w := 0.0
	for _, n := range nodes {
		v, _, err := law.Expect(make([]float64, len(n.Target)), n.Attacker)
		if err != nil {
			return 0, err
		}
		w += n.Weight * v
	}
	toTarget, toAttacker := s.joining(class)
	return s.split(class.kind(), w, toTarget, toAttacker).Target, nil
}
