package onset

import (
	"fmt"
	"math"
	"slices"

	"casus"
	"casus/joining"
	"casus/outcome"
	"casus/stateyear"
)

// Chain is what a dyad's expected success is made of: who would come, and
// whether it would be enough. Of the outcome's parameters only those of who
// prevails in a decided conflict count: whether one is decided hangs on the time
// alone, and would carry the drift of decades into the expectation.
type Chain struct {
	Response *joining.Params
	Outcome  *outcome.Params
}

// NewDyad makes the dyad of an event between its first attacker and its first
// target, what either may expect included. rows are the treaty engine's rows for
// the event.
func (c Chain) NewDyad(e *joining.Event, rows []casus.Obligation, r Record) (*Dyad, error) {
	d, err := NewDyad(e, rows, r)
	if err != nil {
		return nil, err
	}
	d.Alone, d.Helped, err = c.Success(e, c.Response.Chances(e))
	return d, err
}

// NewDyad makes the dyad of an event without Alone and Helped, which serves
// parameters that do not hang on them.
func NewDyad(e *joining.Event, rows []casus.Obligation, r Record) (*Dyad, error) {
	if len(e.Attackers) == 0 || len(e.Targets) == 0 {
		return nil, fmt.Errorf("deterrence: the event has %d attackers and %d targets", len(e.Attackers), len(e.Targets))
	}
	return &Dyad{Setting: e.Setting, Attacker: e.Attackers[0], Target: e.Targets[0], Year: e.On.Year(), Record: r, Law: lawOf(e, rows), Alone: nan, Helped: nan}, nil
}

// lawOf sums up the ties of an event.
func lawOf(e *joining.Event, rows []casus.Obligation) Law {
	var l Law
	for i := range e.Ties {
		if e.Belligerent(i) {
			continue
		}
		t := &e.Ties[i]
		switch t.Target {
		case joining.BoundDuty:
			l.Bound++
			if s := &e.Setting.States[i]; s.Known() {
				l.Strength += s.Strength()
			}
		case joining.ContestedDuty:
			l.Contested++
		}
		if t.Attacker == joining.BoundDuty {
			l.Offence++
		}
		if t.Barred == joining.BoundDuty {
			l.Barred++
		}
	}
	a := e.Setting.States[e.Attackers[0]].ID
	l.Pledged = slices.ContainsFunc(rows, func(r casus.Obligation) bool {
		return r.State == a && r.Type == casus.NonAggression && r.Verdict == casus.Bound && !r.Universal
	})
	return l
}

// Success gives the chance that the attackers prevail in a decided conflict:
// alone, and with each state outside coming with its chance, independently. The
// eight comings that may move the result most are followed one by one; the rest
// bring what they bring on average. chances are by index in the setting.
func (c Chain) Success(e *joining.Event, chances []joining.Chance) (alone, helped float64, err error) {
	line, err := newLine(c.Outcome, e.Setting.Year)
	if err != nil {
		return 0, 0, err
	}
	side := [2]float64{c.sum(e, e.Attackers), c.sum(e, e.Targets)}
	alone = line.at(side[0], side[1])
	var js []joiner
	for i, ch := range chances {
		if ch.Target == 0 && ch.Attacker == 0 {
			continue
		}
		q := Strength(c.Outcome, e, i)
		for k, p := range []float64{ch.Attacker, ch.Target} {
			if p > 0 && q > 0 {
				js = append(js, joiner{k, p, q, p * math.Log1p(q/(side[k]+least))})
			}
		}
	}
	n := min(len(js), enumerated)
	for k := range n { // the weightiest first
		top := k
		for i := k + 1; i < len(js); i++ {
			if js[i].weight > js[top].weight {
				top = i
			}
		}
		js[k], js[top] = js[top], js[k]
	}
	for _, j := range js[n:] {
		side[j.side] += j.p * j.q
	}
	return alone, line.expect(side, js[:n]), nil
}

// enumerated is the number of comings that are followed one by one.
const enumerated = 8

// joiner is one coming. A state that may come to either side is two: that it
// does both is too unlikely to matter.
type joiner struct {
	side   int // 0 the attackers', 1 the target's
	p, q   float64
	weight float64
}

func (c Chain) sum(e *joining.Event, list []int) float64 {
	total := 0.0
	for _, i := range list {
		total += Strength(c.Outcome, e, i)
	}
	return total
}

// Strength is a state's as the outcome sees it where an event is fought; 0 where
// too little is known of it.
func Strength(o *outcome.Params, e *joining.Event, i int) float64 {
	s := &e.Setting.States[i]
	if !s.Known() {
		return 0
	}
	f := outcome.Force{Output: s.Output, Population: s.Population}
	if s.Index > 0 {
		f.Index = s.Index
	}
	if o.Decay > 0 {
		f.Km = math.Inf(1)
		for _, j := range e.Targets {
			if i == j {
				f.Km = 0
			} else if km := e.Setting.Km(i, j); !math.IsNaN(km) {
				f.Km = min(f.Km, km)
			}
			f.Border = f.Border || e.Setting.Border(i, j) == stateyear.LandBorder
		}
		if math.IsInf(f.Km, 1) {
			f.Km = unknownKm
		}
	}
	return o.Strength([]outcome.Force{f})
}

// line is the log-odds that A wins a decided conflict, which by the form of the
// outcome rise linearly with the log of the ratio of strengths.
type line struct{ constant, slope float64 }

func newLine(p *outcome.Params, year int) (line, error) {
	_, intercept, slope, err := p.Line(year)
	return line{intercept, slope}, err
}

func (l line) at(a, b float64) float64 {
	s := l.constant + l.slope*(math.Log(a+outcome.Floor)-math.Log(b+outcome.Floor))
	return 1 / (1 + math.Exp(-min(max(s, -20), 20)))
}

// expect is the mean over who of the joiners comes.
func (l line) expect(side [2]float64, js []joiner) float64 {
	if len(js) == 0 {
		return l.at(side[0], side[1])
	}
	j := js[0]
	with := side
	with[j.side] += j.q
	return j.p*l.expect(with, js[1:]) + (1-j.p)*l.expect(side, js[1:])
}
