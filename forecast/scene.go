package forecast

import (
	"errors"
	"fmt"
	"math"

	"casus/game"
	"casus/joining"
	"casus/onset"
	"casus/outcome"
	"casus/stateyear"
)

// scene is one case under one set of parameters and assumptions.
type scene struct {
	engine  *Engine
	c       *Case
	a       *Assumptions
	event   *joining.Event
	chances [classes][]joining.Chance
	decided [2]float64 // by kind of conflict: the chance that one side wins
	front   [2]game.Front
	// The log-odds that the target's side prevails in a decided conflict are
	// intercept + slope·ln of the ratio of the sides.
	intercept, slope [2]float64
	strength         [2][]float64     // what each state brings
	together         [classes]float64 // standard deviation of the shock of the side that joiners share
}

// kind gives the kind of conflict of a class: 0 dispute, 1 war.
func (c Class) kind() int {
	if c == Disputes {
		return 0
	}
	return 1
}

// scene lays a case out at draw k.
func (g *Engine) scene(c *Case, a Assumptions, k int) (*scene, error) {
	p := &g.draws[k]
	if err := a.Check(); err != nil {
		return nil, err
	}
	if c.prepared == nil {
		if err := g.Prepare(c); err != nil {
			return nil, err
		}
	}
	s := &scene{engine: g, c: c, a: &a, event: c.suppose(&a)}
	for _, class := range Classes {
		s.chances[class] = p.response[class].ChancesOf(c.prepared.layout, s.event)
		s.together[class] = p.response[min(class, Wars)].Together
	}
	for i, ch := range s.chances[Invoked] {
		if s.event.Ties[i].Target != joining.BoundDuty {
			s.chances[Invoked][i] = s.chances[Wars][i]
		} else if other := s.chances[Wars][i].Attacker; other > 0 && ch.Target < 1 {
			s.chances[Invoked][i].Attacker = min(other, 1-ch.Target)
		}
	}
	for class := range s.chances { // after the words and shocks, which it overrides
		c.assume(s.chances[class], a[Common], k)
	}
	for kind, o := range p.outcome {
		year := s.event.On.Year()
		if last := o.Last; year > last {
			year = last + int(math.Round(a[Drift]*float64(year-last)))
		}
		decided, intercept, slope, err := o.Line(year)
		if err != nil {
			return nil, err
		}
		if c.Neither != nil {
			decided = 1 - c.Neither.at(k)
		}
		intercept *= a[Selection]
		s.decided[kind] = decided
		s.strength[kind] = s.bring(kind)
		target, attacker := outcome.Floor, outcome.Floor
		for _, i := range s.event.Targets {
			target += s.strength[kind][i]
		}
		for _, i := range s.event.Attackers {
			attacker += s.strength[kind][i]
		}
		// The target's chance of winning a decided conflict is the other side of
		// the attacker's.
		s.intercept[kind], s.slope[kind] = -intercept, max(slope, flat)
		s.front[kind] = game.LogitFront(target, attacker, -intercept, max(slope, flat))
	}
	return s, nil
}

// flat is a slope at which strength tells nothing, for draws that have none.
const flat = 1e-6

// bring gives what each state has in the fight: those who are in it from the
// first day all of their strength, those who come the share that is assumed.
func (s *scene) bring(kind int) []float64 {
	out := make([]float64, len(s.c.prepared.strength[kind]))
	for i, v := range s.c.prepared.strength[kind] {
		if s.c.Spend != nil && s.a[Spending] > 0 {
			v *= math.Pow(s.c.Spend[i], s.a[Spending])
		}
		if out[i] = v; !s.c.prepared.belligerent[i] {
			out[i] *= s.a[Brought]
		}
	}
	return out
}

// ErrUnknown says that too little is known of a side of an event to answer.
var ErrUnknown = errors.New("chain: too little is known of a side of the event")

// Prepare works out what all answers for a case share. [Engine.At] does it at the
// first answer; a case that several goroutines ask must be prepared before.
func (g *Engine) Prepare(c *Case) error {
	e := c.Event
	if len(e.Attackers) == 0 || len(e.Targets) == 0 {
		return fmt.Errorf("chain: an event has %d attackers and %d targets", len(e.Attackers), len(e.Targets))
	}
	p := &prepared{belligerent: make([]bool, len(e.Setting.States))}
	for kind, o := range g.draws[0].outcome {
		p.strength[kind] = make([]float64, len(e.Setting.States))
		for i := range p.strength[kind] {
			p.strength[kind][i] = onset.Strength(o, e, i)
		}
	}
	for _, side := range [][]int{e.Attackers, e.Targets} {
		known := false
		for _, i := range side {
			p.belligerent[i] = true
			known = known || p.strength[0][i] > 0
		}
		if !known {
			return ErrUnknown
		}
	}
	c.prepared = p
	if c.Spend != nil {
		set := *e.Setting
		set.States = append([]stateyear.State(nil), set.States...)
		for i := range set.States {
			set.States[i].Spending *= c.Spend[i]
		}
		p.spending = &set
	}
	spent := *e
	if p.spending != nil {
		spent.Setting = p.spending
	}
	p.layout = joining.Lay(&spent)
	s, err := g.scene(c, Central(), 0)
	if err != nil {
		return err
	}
	for _, class := range Classes {
		p.lots[class] = s.lots(class, nil)
	}
	records := c.Records
	if records == nil {
		records = []onset.Record{c.Record}
	}
	for k, r := range records {
		one := *s.event
		one.Attackers = s.event.Attackers[k : k+1]
		d, err := onset.NewDyad(&one, c.Rows, r)
		if err != nil {
			return err
		}
		p.dyads = append(p.dyads, d)
	}
	return nil
}

// Pair prepares two cases of one event, as without and with a shock, for the
// difference of their answers: on one set of groups and, where strengths are the
// same, one grid.
func (g *Engine) Pair(a, b *Case) error {
	var s [2]*scene
	for k, c := range []*Case{a, b} {
		if err := g.Prepare(c); err != nil {
			return err
		}
		var err error
		if s[k], err = g.scene(c, Central(), 0); err != nil {
			return err
		}
	}
	for _, class := range Classes {
		lots := s[0].lots(class, s[1])
		a.prepared.lots[class], b.prepared.lots[class] = lots, lots
	}
	return nil
}

// finer is how many times as many cells the grids have in [Engine.Effect].
const finer = 4

// Effect gives what case b's chance that the target prevails has more than case a's
// at the central estimates, as answers have it and on finer grids: how far the two
// lie apart is the error of the approximation. Both cases come from [Engine.Pair].
func (g *Engine) Effect(a, b *Case, class Class) (coarse, fine float64, err error) {
	for k, c := range []*Case{a, b} {
		s, err := g.scene(c, Central(), 0)
		if err != nil {
			return 0, 0, err
		}
		sign := float64(2*k - 1)
		for _, of := range []struct {
			times int
			to    *float64
		}{{1, &coarse}, {finer, &fine}} {
			x, err := s.endsOn(class, of.times)
			if err != nil {
				return 0, 0, err
			}
			*of.to += sign * x.Target
		}
	}
	return coarse, fine, nil
}

// given is how the conflict ends if just the states named come to the target.
func (s *scene) given(class Class, come []int) Ends {
	kind := class.kind()
	sum := 0.0
	for _, i := range come {
		sum += s.strength[kind][i]
	}
	return s.split(kind, s.front[kind].At(sum, 0), sum, 0)
}

// split turns the chance of winning a decided conflict into how it ends. Target
// and attacker are what joins either side. Where the whole sides
// differ more than those of any past war, the stronger side settles it the more
// often the more they do: see [Overmatch].
func (s *scene) split(kind int, w, target, attacker float64) Ends {
	d := s.decided[kind]
	u, stronger := s.even(kind, target, attacker)
	out := Ends{Target: u * d * w, Neither: u * (1 - d), Attacker: u * d * (1 - w)}
	if stronger {
		out.Target += 1 - u
	} else {
		out.Attacker += 1 - u
	}
	return out
}

// even is 1 where past wars were like the ratio of the whole sides, and falls
// towards 0 beyond; target says whether the target's is the stronger.
func (s *scene) even(kind int, target, attacker float64) (u float64, stronger bool) {
	if s.c.Neither != nil {
		return 1, false // what is assumed stands
	}
	ratio := math.Log((s.front[kind].Target + target) / (s.front[kind].Attacker + attacker))
	return math.Exp(-max(0, math.Abs(ratio)-s.a[Overmatch])), ratio > 0
}

// joining is what joins either side if everybody does what it is likeliest to do:
// on average the little that each of the great would bring would outweigh a small
// state, and nobody is likely to come to it.
func (s *scene) joining(class Class) (target, attacker float64) {
	for i, ch := range s.chances[class] {
		switch {
		case ch.Target > 0.5:
			target += s.strength[class.kind()][i]
		case ch.Attacker > 0.5:
			attacker += s.strength[class.kind()][i]
		}
	}
	return target, attacker
}

// Cells of the grids of the law of who comes, for the target's side and for the
// attacker's.
const targetCells, attackerCells = 16, 10

// few is the mean number of joiners below which it hardly matters whether they
// come together: two seldom do.
const few = 0.25

// sides is the law of who comes in a class, and the chances with which each of
// its lots joins, in the states of the common shock; nil where nobody might come.
func (s *scene) sides(class Class) (*game.Sides, []game.SidesNode, error) {
	return s.sidesOn(class, 1)
}

func (s *scene) sidesOn(class Class, times int) (*game.Sides, []game.SidesNode, error) {
	strength, target, attacker := s.law(class)
	if len(strength) == 0 {
		return nil, nil, nil
	}
	law, err := game.NewSides(strength, strength, s.front[class.kind()], times*targetCells, times*attackerCells)
	return law, shocks(target, attacker, s.a[Common], s.together[class]), err
}

// shocks gives the states of the common shocks. Where hardly anybody comes it does
// not matter whether states come together: two seldom do.
func shocks(target, attacker []float64, common, together float64) []game.SidesNode {
	coming, either := 0.0, 0.0
	for i, p := range target {
		coming, either = coming+p, either+p+attacker[i]
	}
	if coming < few {
		common = 0
	}
	nodes := game.CoarseSides(target, attacker, common)
	if either < few {
		together = 0
	}
	return leaning(nodes, together)
}

// leaning parts each state of the common shock into two of a shock of the side
// that all who join share; each one's mean chance of either side stays.
func leaning(nodes []game.SidesNode, sigma float64) []game.SidesNode {
	if sigma == 0 {
		return nodes
	}
	var out []game.SidesNode
	for _, n := range nodes {
		two := [len(leans)]game.SidesNode{}
		for k := range leans {
			two[k] = game.SidesNode{Weight: n.Weight / float64(len(leans)), Target: make([]float64, len(n.Target)), Attacker: make([]float64, len(n.Target))}
		}
		for i := range n.Target {
			joins := n.Target[i] + n.Attacker[i]
			shares := leanings(n.Target[i], n.Attacker[i], sigma)
			for k := range two {
				two[k].Target[i], two[k].Attacker[i] = joins*shares[k], joins*(1-shares[k])
			}
		}
		out = append(out, two[:]...)
	}
	return out
}

// leans are the points of the Gauss-Hermite rule of two for the standard normal;
// both weigh the same.
var leans = [2]float64{-1, 1}

// leanings gives the share that takes the target's side at each point of the
// shock, such that the mean is what it is without.
func leanings(target, attacker, sigma float64) (out [len(leans)]float64) {
	if target <= 0 || attacker <= 0 {
		for k := range out {
			out[k] = max(0, math.Copysign(1, target-attacker))
		}
		if target == attacker { // neither
			out = [len(leans)]float64{}
		}
		return out
	}
	want := math.Log(target / attacker)
	at := want * math.Sqrt(1+math.Pi/8*sigma*sigma) // MacKay (1992), mended by Newton's method
	for range 20 {
		mean, slope := 0.0, 0.0
		for k, z := range leans {
			out[k] = 1 / (1 + math.Exp(-at-sigma*z))
			mean += out[k] / float64(len(leans))
			slope += out[k] * (1 - out[k]) / float64(len(leans))
		}
		step := (math.Log(mean/(1-mean)) - want) * mean * (1 - mean) / slope
		if at -= step; math.Abs(step) < 1e-9 {
			break
		}
	}
	return out
}

// ends is how the conflict ends over who comes, each with its own chance, given
// the common shocks.
func (s *scene) ends(class Class) (Ends, error) { return s.endsOn(class, 1) }

// endsOn is the same on grids of so many times as many cells.
func (s *scene) endsOn(class Class, times int) (Ends, error) {
	law, nodes, err := s.sidesOn(class, times)
	if err != nil {
		return Ends{}, err
	}
	if law == nil {
		return s.given(class, nil), nil
	}
	w := 0.0
	for _, n := range nodes {
		v, _, err := law.Expect(n.Target, n.Attacker)
		if err != nil {
			return Ends{}, err
		}
		w += n.Weight * v
	}
	target, attacker := s.joining(class)
	return s.split(class.kind(), w, target, attacker), nil
}
