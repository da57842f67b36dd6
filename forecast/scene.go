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
	strength         [2][]float64 // what each state brings
}

// kind gives the kind of conflict of a class: 0 dispute, 1 war.
func (c Class) kind() int {
	if c == Disputes {
		return 0
	}
	return 1
}

func (g *Engine) scene(c *Case, a Assumptions, p *parameters) (*scene, error) {
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
	}
	for i, ch := range s.chances[Invoked] {
		if s.event.Ties[i].Target != joining.BoundDuty {
			s.chances[Invoked][i] = s.chances[Wars][i]
		} else if other := s.chances[Wars][i].Attacker; other > 0 && ch.Target < 1 {
			s.chances[Invoked][i].Attacker = min(other, 1-ch.Target)
		}
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
	s, err := g.scene(c, Central(), &g.draws[0])
	if err != nil {
		return err
	}
	for _, class := range Classes {
		p.lots[class] = s.lots(class)
	}
	p.dyad, err = onset.NewDyad(s.event, c.Rows, c.Record)
	return err
}

// given is how the conflict ends if just the states named come to the target.
func (s *scene) given(class Class, come []int) Ends {
	kind := class.kind()
	sum := 0.0
	for _, i := range come {
		sum += s.strength[kind][i]
	}
	return s.split(kind, s.front[kind].At(sum, 0))
}

// split turns the chance of winning a decided conflict into how it ends.
func (s *scene) split(kind int, w float64) Ends {
	d := s.decided[kind]
	return Ends{Target: d * w, Neither: 1 - d, Attacker: d * (1 - w)}
}

// Cells of the grids of the law of who comes, for the target's side and for the
// attacker's.
const targetCells, attackerCells = 14, 9

// few is the mean number of joiners below which it hardly matters whether they
// come together: two seldom do.
const few = 0.25

// sides is the law of who comes in a class, and the chances with which each of
// its lots joins, in the states of the common shock; nil where nobody might come.
func (s *scene) sides(class Class) (*game.Sides, []game.SidesNode, error) {
	strength, target, attacker := s.law(class)
	if len(strength) == 0 {
		return nil, nil, nil
	}
	law, err := game.NewSides(strength, strength, s.front[class.kind()], targetCells, attackerCells)
	sigma, sum := s.a[Common], 0.0
	for _, p := range target {
		sum += p
	}
	if sum < few {
		sigma = 0
	}
	return law, game.CoarseSides(target, attacker, sigma), err
}

// ends is how the conflict ends over who comes, each with its own chance, given
// a common shock.
func (s *scene) ends(class Class) (Ends, error) {
	law, nodes, err := s.sides(class)
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
	return s.split(class.kind(), w), nil
}
