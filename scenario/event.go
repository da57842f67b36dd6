package scenario

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"casus"
	"casus/forecast"
	"casus/inquiry"
)

// event lays out everything that is asked of one event.
func (p *Plan) event(i int) error {
	e := &p.s.Events[i]
	x := EventAnswer{Name: e.Name, Event: e.event, Classes: []ClassAnswer{}, Extrapolation: []string{}, Shocks: []ShockAnswer{}}
	c, err := p.archive.CaseOf(e.Question)
	var none *inquiry.InestimableError
	switch {
	case errors.As(err, &none):
		x.CannotTell = none.Why
	case err != nil:
		return err
	default:
		if err := p.engine.Prepare(c); errors.Is(err, forecast.ErrUnknown) {
			x.CannotTell = "too little is known of a side"
		} else if err != nil {
			return err
		}
	}
	p.out.Events = append(p.out.Events, x)
	if x.CannotTell != "" {
		return nil
	}
	f := p.futuresOf(i)
	base := f.cell(nil)
	p.later(func(out *Answer, values [][]float64) error {
		p.asItIs(&out.Events[i], drawsOf(values[base]), c)
		return nil
	})
	p.effects(f, i, base)
	p.mix(f, i, base)
	if p.s.Worth {
		p.worth(i, c)
	}
	if p.s.Sobol != nil {
		if err := p.drivers(i, c); err != nil {
			return err
		}
	}
	if p.s.Tipping != nil {
		p.tipping(i, c)
	}
	return nil
}

// asItIs fills in an event without any shock.
func (p *Plan) asItIs(x *EventAnswer, f []figures, c *forecast.Case) {
	n := len(f)
	for _, class := range forecast.Classes {
		x.Classes = append(x.Classes, ClassAnswer{Class: class.String(),
			OutcomeOf: inquiry.OutcomeOf{
				TargetPrevails:  over(n, func(k int) float64 { return f[k].target(class) }),
				Stalemate:       over(n, func(k int) float64 { return f[k].neither(class) }),
				AttackerPrevail: over(n, func(k int) float64 { return f[k].attacker(class) }),
			},
			Alone: over(n, func(k int) float64 { return f[k].alone(class) }),
			All:   over(n, func(k int) float64 { return f[k].all(class) }),
		})
	}
	rate := over(n, func(k int) float64 { return f[k].rate() })
	x.Rate = &rate
	if !math.IsNaN(f[0].odds()) {
		odds := over(n, func(k int) float64 { return f[k].odds() })
		x.OddsRatio = &odds
	}
	x.Extrapolation = p.beyondHistory(c)
}

// beyondHistory says in what an event lies beyond the cases behind the estimates.
func (p *Plan) beyondHistory(c *forecast.Case) []string {
	out := []string{}
	m := p.engine.Model
	e := c.Event
	if last := m.Outcome.War.Last; e.On.Year() > last {
		out = append(out, fmt.Sprintf("the wars end in %d, the disputes in %d", last, m.Outcome.Dispute.Last))
	} else {
		out = append(out, "the estimates rest on a history that holds this event or its time")
	}
	for _, list := range [][]int{e.Attackers, e.Targets} {
		if slices.ContainsFunc(list, func(i int) bool { return e.Setting.States[i].Nuclear }) {
			out = append(out, "a side has nuclear weapons: no war between states that have them is among the cases")
			break
		}
	}
	var words []string
	for _, i := range e.Outside() {
		if n, ok := m.Response.Wars.Comparable(e, i); ok {
			for _, w := range n.Extrapolation {
				if !slices.Contains(words, w) {
					words = append(words, w)
				}
			}
		}
	}
	slices.Sort(words)
	return append(out, words...)
}

// together is a set of the scenario's shocks, by index.
type together []int

// sets gives the sets of shocks that are asked about: each alone, and together
// as the scenario says. Shocks of one future exclude each other.
func (p *Plan) sets() []together {
	var out []together
	list := p.s.Shocks
	for i := range list {
		out = append(out, together{i})
	}
	exclude := func(set together) bool {
		for a, i := range set {
			for _, j := range set[:a] {
				if list[i].Future != "" && list[i].Future == list[j].Future {
					return true
				}
			}
		}
		return false
	}
	var all together
	for i := range list {
		if !exclude(append(slices.Clone(all), i)) {
			all = append(all, i)
		}
	}
	if p.s.Combine == "pairs" {
		for i := range list {
			for j := i + 1; j < len(list); j++ {
				if set := (together{i, j}); !exclude(set) && len(all) > 2 {
					out = append(out, set)
				}
			}
		}
	}
	if p.s.Combine != "none" && len(all) > 1 {
		out = append(out, all)
	}
	return out
}

// shocksOf gives the names and the shocks of a set.
func (p *Plan) shocksOf(set together) (names, shocks []string) {
	for _, i := range set {
		names = append(names, p.s.Shocks[i].Name)
		shocks = append(shocks, p.s.Shocks[i].Shocks...)
	}
	return names, shocks
}

// effects lays out what shocks change in an event.
func (p *Plan) effects(f *futures, event, base int) {
	single := map[int]int{} // the cells of single shocks
	for _, set := range p.sets() {
		names, shocks := p.shocksOf(set)
		x := ShockAnswer{Name: strings.Join(names, " + "), Shocks: shocks, CannotTell: f.faulty(shocks)}
		if len(set) == 1 {
			x.Weight = p.s.Shocks[set[0]].Weight
		}
		list := &p.out.Events[event].Shocks
		at := len(*list)
		*list = append(*list, x)
		if x.CannotTell != "" {
			continue
		}
		cell := f.cell(shocks)
		if len(set) == 1 {
			single[set[0]] = cell
		}
		p.later(func(out *Answer, values [][]float64) error {
			y := &out.Events[event].Shocks[at]
			y.price(drawsOf(values[base]), drawsOf(values[cell]))
			if len(set) > 1 {
				y.Beyond = beyond(values, base, cell, set, single)
			}
			return nil
		})
	}
}

// price fills in differences of the same draws.
func (x *ShockAnswer) price(before, after []figures) {
	n := len(after)
	x.Classes = differencesBy(before, after)
	rate := over(n, func(k int) float64 { return after[k].rate() - before[k].rate() })
	x.Rate = &rate
	if !math.IsNaN(before[0].odds()) && !math.IsNaN(after[0].odds()) {
		odds := over(n, func(k int) float64 { return after[k].odds() - before[k].odds() })
		x.OddsRatio = &odds
	}
}

func differencesBy(before, after []figures) []EffectOfClass {
	var out []EffectOfClass
	for _, class := range forecast.Classes {
		out = append(out, EffectOfClass{class.String(),
			over(len(after), func(k int) float64 { return after[k].target(class) - before[k].target(class) }),
			over(len(after), func(k int) float64 { return after[k].target(class) })})
	}
	return out
}

// beyond is what a set changes beyond the sum of its members; nil where one of
// them means nothing alone.
func beyond(values [][]float64, base, cell int, set together, single map[int]int) *casus.Interval {
	b, all := drawsOf(values[base]), drawsOf(values[cell])
	var parts [][]figures
	for _, i := range set {
		at, ok := single[i]
		if !ok {
			return nil
		}
		parts = append(parts, drawsOf(values[at]))
	}
	v := over(len(all), func(k int) float64 {
		d := all[k].target(inquiry.Reference) - b[k].target(inquiry.Reference)
		for _, x := range parts {
			d -= x[k].target(inquiry.Reference) - b[k].target(inquiry.Reference)
		}
		return d
	})
	return &v
}

// mix lays out the event over its futures.
func (p *Plan) mix(f *futures, event, base int) {
	type part struct {
		set    together
		weight float64
	}
	parts := []part{{nil, 1}}
	var names []string
	for _, x := range p.s.Shocks {
		if x.Weight > 0 && !slices.Contains(names, x.Future) {
			names = append(names, x.Future)
		}
	}
	if len(names) == 0 {
		return
	}
	for _, name := range names {
		var next []part
		for _, q := range parts {
			left := 1.0
			for i, x := range p.s.Shocks {
				if x.Future == name && x.Weight > 0 {
					left -= x.Weight
					next = append(next, part{append(slices.Clone(q.set), i), q.weight * x.Weight})
				}
			}
			if left > 1e-9 {
				next = append(next, part{q.set, q.weight * left})
			}
		}
		parts = next
	}
	var cells []int
	for _, q := range parts {
		_, shocks := p.shocksOf(q.set)
		if why := f.faulty(shocks); why != "" {
			p.note(fmt.Sprintf("%s: no mixture of futures, for one of them cannot be: %s", f.event.Name, why))
			return
		}
		cells = append(cells, f.cell(shocks))
	}
	p.later(func(out *Answer, values [][]float64) error {
		x := &FuturesMix{}
		var draws [][]figures
		for k, q := range parts {
			names, _ := p.shocksOf(q.set)
			draws = append(draws, drawsOf(values[cells[k]]))
			x.Futures = append(x.Futures, FutureOf{append([]string{}, names...), q.weight,
				over(len(draws[k]), func(n int) float64 { return draws[k][n].target(inquiry.Reference) })})
		}
		mixed := make([]figures, len(draws[0]))
		for n := range mixed {
			mixed[n] = make(figures, perAnswer)
			for k, q := range parts {
				for j, v := range draws[k][n] {
					mixed[n][j] += q.weight * v
				}
			}
		}
		x.Classes = differencesBy(drawsOf(values[base]), mixed)
		rate := over(len(mixed), func(n int) float64 { return mixed[n].rate() })
		x.Rate = &rate
		out.Events[event].Futures = x
		return nil
	})
}

func (p *Plan) note(s string) {
	if !slices.Contains(p.out.Notes, s) {
		p.out.Notes = append(p.out.Notes, s)
	}
}
