// Package forecast puts the links together for one event: who would come
// (response), would it be enough (outcome), would the attack come (deterrence).
//
// A [Case] is an event with what the law and the record say of it. An [Engine]
// holds the parameters and their draws. [Engine.At] gives one answer, at the
// central estimates or at one draw and under given [Assumptions];
// [Engine.Over] gives medians and 90 % intervals over the draws;
// [Engine.Worth] says what each state's coming is worth.
//
// Each answer is given in every class of past events, which differ by orders of
// magnitude: see [Answer]. The same draw has the same number in every case and
// under every supposition, so that a difference between two answers is a paired
// one (common random numbers).
package forecast

import (
	"math"
	"slices"

	"casus"
	"casus/joining"
	"casus/model"
	"casus/onset"
	"casus/outcome"
	"casus/stateyear"
)

// Case is one event ready for the chain.
type Case struct {
	Event  *joining.Event
	Rows   []casus.Obligation // what the treaties say of it
	Record onset.Record       // of past disputes
	Voices []Voice
	// Spend multiplies states' military expenditure by supposition, by index in
	// the setting: 1 as it is. nil for nobody.
	Spend []float64
	// Assumed are chances that the asker gives, in place of estimates; Neither the
	// chance that no side prevails. They are inputs, marked wherever they stand.
	Assumed []Assumed
	Neither *Range
	// Asked is the class of past events that the event is asked of: see [ClassOf].
	Asked Class
	// Records are those of every attacker, the first included; nil stands for the
	// first alone.
	Records []onset.Record

	prepared *prepared
}

// Class names a class of past events in the order of an [Answer].
type Class int

// The classes: how states behaved in them, and how they ended.
const (
	Disputes Class = iota // militarized disputes with use of force
	Wars                  // interstate wars
	Invoked               // alliances that were invoked, and the wars in which they were
	classes
)

// ClassOf gives the class of past events that an event is asked of: an armed
// attack on territory of wars, and what falls short of it (a blockade, a hybrid or
// cyber attack, a clash with forces, an attack on a vessel or an aircraft) of
// disputes.
func ClassOf(ev casus.Event) Class {
	if ev.Kind == casus.ArmedAttack && !ev.Object.Mobile() {
		return Wars
	}
	return Disputes
}

// Key names the class as answers do: disputes, wars or invoked.
func (c Class) Key() string { return [...]string{"disputes", "wars", "invoked"}[c] }

// Classes lists the classes.
var Classes = [classes]Class{Disputes, Wars, Invoked}

// String names the class of the response.
func (c Class) String() string {
	return string([...]joining.Class{joining.Disputes, joining.Wars, joining.Invoked}[c])
}

// Ends are the chances of how a conflict ends; they sum to 1.
type Ends struct{ Target, Neither, Attacker float64 }

// Answer is what the chain says of a case in each class, by [Class].
type Answer struct {
	// Chances are those of every state of the setting. In the class of invoked
	// alliances, which speaks of states bound to help alone, the others come as in
	// wars.
	Chances [classes][]joining.Chance
	Ends    [classes]Ends // over who would come
	Alone   [classes]Ends // if nobody came
	All     [classes]Ends // if all came who are bound beyond dispute, and nobody else
	// Rate is the chance that a militarized dispute begins in the year, War that
	// it is fought as a war; Odds the ratio of the odds of a dispute to those if
	// nobody would help the target, NaN where history cannot tell.
	Rate, War, Odds float64
	// By is the attacker whose rate stands: of several the one with the highest.
	By int
}

// Engine holds fitted parameters and draws of them. It is safe for concurrent use.
type Engine struct {
	Model   *model.Model
	draws   []parameters // the central estimates come first
	expects bool         // the odds of the attack hang on the expected success
}

// parameters are one set of them for every link.
type parameters struct {
	response [classes]*joining.Params
	outcome  [2]*outcome.Params // of a dispute and of a war
	dispute  *onset.Params
	war      *onset.Params
}

// New makes an engine with a number of draws, which may be 0.
func New(m *model.Model, draws int, seed uint64) (*Engine, error) {
	g := &Engine{Model: m, draws: make([]parameters, 1+draws)}
	g.draws[0] = parameters{
		response: [classes]*joining.Params{m.Response.Disputes, m.Response.Wars, m.Response.Invoked},
		outcome:  [2]*outcome.Params{m.Outcome.Dispute, m.Outcome.War},
		dispute:  m.Deterrence.Dispute, war: m.Deterrence.War,
	}
	g.expects = m.Deterrence.Stable || slices.Contains(m.Deterrence.Dispute.Columns, "help") || slices.Contains(m.Deterrence.War.Columns, "help")
	// Each link and class draws from a stream of its own.
	stream := seed * 16
	next := func() uint64 { stream++; return stream }
	central := g.draws[0]
	for c, p := range central.response {
		list, err := p.Draws(draws, next())
		if err != nil {
			return nil, err
		}
		for k := range list {
			g.draws[1+k].response[c] = list[k]
		}
	}
	for c, p := range central.outcome {
		list, err := p.Draws(draws, next())
		if err != nil {
			return nil, err
		}
		for k := range list {
			g.draws[1+k].outcome[c] = list[k]
		}
	}
	for c, p := range []*onset.Params{central.dispute, central.war} {
		list, err := p.Draws(draws, next())
		if err != nil {
			return nil, err
		}
		for k := range list {
			if c == 0 {
				g.draws[1+k].dispute = list[k]
			} else {
				g.draws[1+k].war = list[k]
			}
		}
	}
	return g, nil
}

// Draws is the number of draws.
func (g *Engine) Draws() int { return len(g.draws) - 1 }

// At answers for a case at draw k, 0 for the central estimates. The case may be
// asked again, but not changed.
func (g *Engine) At(c *Case, a Assumptions, k int) (*Answer, error) {
	p := &g.draws[k]
	s, err := g.scene(c, a, k)
	if err != nil {
		return nil, err
	}
	out := &Answer{}
	for _, class := range Classes {
		out.Chances[class] = s.chances[class]
		if out.Ends[class], err = s.ends(class); err != nil {
			return nil, err
		}
		out.Alone[class] = s.given(class, nil)
		out.All[class] = s.given(class, c.bound())
	}
	return out, s.attack(c, p, out)
}

// bound lists the states bound beyond dispute to help the target.
func (c *Case) bound() []int {
	var out []int
	for _, i := range c.Event.Outside() {
		if c.Event.Ties[i].Target == joining.BoundDuty {
			out = append(out, i)
		}
	}
	return out
}

// attack adds the chances of the attack itself. Of several attackers the pair with
// the highest rate stands: that all begin it at once no record tells.
func (s *scene) attack(c *Case, p *parameters, out *Answer) error {
	out.Rate = -1
	for k := range c.prepared.dyads {
		d := *c.prepared.dyads[k]
		if s.engine.expects {
			links := onset.Chain{Response: p.response[Disputes], Outcome: p.outcome[0]}
			var err error
			if d.Alone, d.Helped, err = links.Success(s.event, out.Chances[Disputes]); err != nil {
				return err
			}
		}
		rate := p.dispute.Rate(&d)
		if rate <= out.Rate {
			continue
		}
		out.Rate, out.War, out.Odds, out.By = rate, p.war.Rate(&d), math.NaN(), d.Attacker
		if s.engine.Model.Deterrence.Stable {
			nobody := d
			nobody.Helped, nobody.Law = d.Alone, onset.Law{Offence: d.Law.Offence, Barred: d.Law.Barred, Pledged: d.Law.Pledged}
			out.Odds = p.dispute.OddsRatio(&d, &nobody)
		}
	}
	return nil
}

// suppose gives the event as response sees it under the assumptions.
func (c *Case) suppose(a *Assumptions) *joining.Event {
	e := *c.Event
	n := len(e.Setting.States)
	if w := shift(c.Voices, a, n); w != nil {
		total := w
		if e.Shift != nil {
			for i := range total {
				total[i] += e.Shift[i]
			}
		}
		e.Shift = total
	}
	if c.Spend != nil {
		e.Setting = c.prepared.spending
	}
	return &e
}

// prepared is what the answers for a case share.
type prepared struct {
	spending *stateyear.Setting // with the supposed spending, nil without
	strength [2][]float64       // by kind of conflict: each state's, 0 where it is not known
	// belligerent marks those who are in the fight from the first day.
	belligerent []bool
	layout      *joining.Layout
	lots        [classes][]lot
	dyads       []*onset.Dyad // of each attacker with the target, at the central estimates
}
