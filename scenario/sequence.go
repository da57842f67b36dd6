package scenario

import (
	"fmt"
	"math"

	"casus"
	"casus/inquiry"
)

// StepAnswer is an event of a sequence, with what the event before it changes.
type StepAnswer struct {
	Event      string  `json:"event"`
	CannotTell string  `json:"cannot_tell,omitempty"`
	Contagion  float64 `json:"contagion,omitempty"`
	// Branches are the ends of the event before it; the first step has one, with
	// no end.
	Branches []Branch `json:"branches"`
	// Rate is the chance that a militarized dispute begins in a year, over the
	// branches; TargetPrevails what follows if it is fought, in the reference class.
	Rate           *casus.Interval `json:"rate"`
	TargetPrevails *casus.Interval `json:"target_prevails"`
}

// Branch is one end of the event before.
type Branch struct {
	After          string         `json:"after"`      // one of [Ends], "" for the first step
	Supposed       []string       `json:"supposed"`   // the shocks that hold then
	Weight         casus.Interval `json:"weight"`     // the chance of that end
	Rate           casus.Interval `json:"rate"`       // of the attack in a year
	RateChange     casus.Interval `json:"change"`     // against the event on its own
	TargetPrevails casus.Interval `json:"prevails"`   // if it comes
	OutcomeChange  casus.Interval `json:"difference"` // against the event on its own
}

// sequence lays out a chain of events: each end of one is a branch of the next.
func (p *Plan) sequence() error {
	type step struct {
		alone int    // the cell of the event on its own
		cells [3]int // by the end of the event before
	}
	steps := make([]step, len(p.s.Sequence))
	for k, s := range p.s.Sequence {
		e := &p.s.Events[s.Event]
		x := StepAnswer{Event: e.Name, Branches: []Branch{}}
		if k > 0 {
			x.Contagion = s.Contagion
		}
		if why := p.out.Events[s.Event].CannotTell; why != "" {
			x.CannotTell = why
			p.out.Sequence = append(p.out.Sequence, x)
			return nil // nothing can follow from it
		}
		f := p.futuresOf(s.Event)
		steps[k].alone = f.cell(nil)
		for end := range Ends {
			steps[k].cells[end] = steps[k].alone
			if k > 0 && len(s.After[end]) > 0 {
				if why := f.faulty(s.After[end]); why != "" {
					return &casus.InputError{Msg: fmt.Sprintf("sequence: %s after %s: %s", e.Name, Ends[end], why)}
				}
				steps[k].cells[end] = f.cell(s.After[end])
			}
		}
		p.out.Sequence = append(p.out.Sequence, x)
	}
	if len(steps) > 0 {
		p.later(func(out *Answer, values [][]float64) error {
			var ends [][3]float64 // by draw: how the step before ended
			for k := range steps {
				by := [3][]figures{}
				for end := range Ends {
					by[end] = drawsOf(values[steps[k].cells[end]])
				}
				ends = out.Sequence[k].fill(&p.s.Sequence[k], drawsOf(values[steps[k].alone]), by, ends)
			}
			return nil
		})
	}
	return nil
}

// fill works a step out from the ends of the one before, nil for the first, and
// gives its own ends by draw.
func (x *StepAnswer) fill(s *Step, alone []figures, by [3][]figures, before [][3]float64) [][3]float64 {
	n := len(alone)
	if before == nil {
		whole := casus.Interval{Median: 1, Low: 1, High: 1}
		rate := over(n, func(k int) float64 { return alone[k].rate() })
		wins := over(n, func(k int) float64 { return alone[k].target(inquiry.Reference) })
		x.Branches = append(x.Branches, Branch{Supposed: []string{}, Weight: whole, Rate: rate, TargetPrevails: wins})
		x.Rate, x.TargetPrevails = &rate, &wins
		return endsOf(alone)
	}
	rateIn := func(end, k int) float64 {
		if end == 2 {
			return oddsTimes(by[end][k].rate(), s.Contagion)
		}
		return by[end][k].rate()
	}
	for end, name := range Ends {
		b := Branch{After: name, Supposed: append([]string{}, s.After[end]...),
			Weight:         over(n, func(k int) float64 { return before[k][end] }),
			Rate:           over(n, func(k int) float64 { return rateIn(end, k) }),
			RateChange:     over(n, func(k int) float64 { return rateIn(end, k) - alone[k].rate() }),
			TargetPrevails: over(n, func(k int) float64 { return by[end][k].target(inquiry.Reference) }),
			OutcomeChange:  over(n, func(k int) float64 { return by[end][k].target(inquiry.Reference) - alone[k].target(inquiry.Reference) }),
		}
		x.Branches = append(x.Branches, b)
	}
	// If the attack comes, the branches weigh by how often it comes in each.
	out := make([][3]float64, n)
	rates := make([]float64, n)
	for k := range n {
		for end := range Ends {
			w := before[k][end] * rateIn(end, k)
			rates[k] += w
			for j, v := range endsOf(by[end][k : k+1])[0] {
				out[k][j] += w * v
			}
		}
		for j := range out[k] {
			out[k][j] /= math.Max(rates[k], 1e-300)
		}
	}
	rate := over(n, func(k int) float64 { return rates[k] })
	wins := over(n, func(k int) float64 { return out[k][0] })
	x.Rate, x.TargetPrevails = &rate, &wins
	return out
}

// endsOf gives by draw the chances of the ends, in the order of [Ends].
func endsOf(f []figures) [][3]float64 {
	out := make([][3]float64, len(f))
	for k := range f {
		out[k] = [3]float64{f[k].target(inquiry.Reference), f[k].neither(inquiry.Reference), f[k].attacker(inquiry.Reference)}
	}
	return out
}

// oddsTimes multiplies the odds of a probability.
func oddsTimes(p, by float64) float64 { return p * by / (1 - p + p*by) }
