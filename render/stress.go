package render

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/internal/numbers"
	"casus/scenario"
)

// Stress writes the answer to a stress test: one page.
func Stress(w io.Writer, st Style, a *scenario.Answer) error {
	p := &page{style: st}
	p.title(casus.Printable(a.Title))
	p.para(0, casus.Printable(a.Answer))
	for i := range a.Events {
		p.stressEvent(&a.Events[i], len(a.Events) > 1)
	}
	p.stressSequence(a)
	p.stressStatements(a)
	p.stressCosts(a)
	p.stressSweep(a)
	p.stressEnd(a)
	return p.writeTo(w)
}

func (p *page) stressEvent(x *scenario.EventAnswer, several bool) {
	head := "if it is fought"
	if several {
		head = x.Name
	}
	p.heading(casus.Printable(head))
	if x.CannotTell != "" {
		p.para(2, "Cannot tell: "+x.CannotTell+".")
		return
	}
	var rows [][]string
	for _, c := range x.Classes {
		rows = append(rows, []string{shortClass(c.Class), chance(c.TargetPrevails), chance(c.Stalemate), percent(c.Alone.Median), percent(c.All.Median)})
	}
	p.table(2, []column{{head: "as it was"}, {head: "target prevails", right: true}, {head: "neither", right: true}, {head: "alone", right: true}, {head: "all bound", right: true}}, rows)
	if x.Rate != nil {
		odds := "Whether help makes it less likely: cannot tell."
		if x.OddsRatio != nil {
			odds = "Odds against those if nobody would help: " + ratio(*x.OddsRatio) + ", an association."
		}
		p.para(2, fmt.Sprintf("A militarized dispute begins in a year: %s. %s", chance(*x.Rate), odds))
	}
	p.stressShocks(x)
	p.stressFutures(x)
	p.stressWorth(x.Worth)
	p.stressDrivers(x.Drivers)
	p.stressTipping(x.Tipping)
}

// stressShocks shows what each shock changes, in every class.
func (p *page) stressShocks(x *scenario.EventAnswer) {
	if len(x.Shocks) == 0 {
		return
	}
	p.heading("what shocks change, in points of the target's chance")
	var rows [][]string
	for _, s := range x.Shocks {
		name := casus.Printable(s.Name)
		if s.CannotTell != "" {
			p.para(2, name+": not asked here: "+casus.Printable(s.CannotTell)+".")
			continue
		}
		row := []string{name}
		for _, c := range s.Classes {
			row = append(row, pointsShort(c.Change))
		}
		rows = append(rows, row)
	}
	cols := []column{{wrap: true}}
	for _, c := range x.Classes {
		cols = append(cols, column{head: shortClass(c.Class), right: true})
	}
	if len(rows) > 0 {
		p.table(1, cols, rows)
	}
	for _, s := range x.Shocks {
		if s.Beyond != nil {
			p.para(2, fmt.Sprintf("%s: %s points beyond the sum of each alone (as wars have gone).", casus.Printable(s.Name), pointsShort(*s.Beyond)))
		}
	}
}

// pointsShort writes a difference in points: "-3.1 (-7.9 to -1.0)".
func pointsShort(i casus.Interval) string {
	v := func(x float64) string {
		s := fmt.Sprintf("%+.1f", 100*x)
		if x >= 0.0995 || x <= -0.0995 {
			return fmt.Sprintf("%+.0f", 100*x)
		}
		if s == "+0.0" || s == "-0.0" {
			return "0.0"
		}
		return s
	}
	return fmt.Sprintf("%s (%s to %s)", v(i.Median), v(i.Low), v(i.High))
}

func (p *page) stressFutures(x *scenario.EventAnswer) {
	if x.Futures == nil {
		return
	}
	p.heading("over the futures that may come")
	var rows [][]string
	for _, f := range x.Futures.Futures {
		name := "as it is"
		if len(f.Shocks) > 0 {
			name = casus.Printable(strings.Join(f.Shocks, " + "))
		}
		rows = append(rows, []string{name, fmt.Sprintf("%.0f %%", 100*f.Weight), chance(f.TargetPrevails)})
	}
	ref := x.Futures.Classes[inquiry.Reference]
	rows = append(rows, []string{"all of them, by weight", "100 %", chance(ref.Then)})
	p.table(2, []column{{wrap: true}, {head: "weight", right: true}, {head: "target prevails", right: true}}, rows)
	p.para(2, fmt.Sprintf("Against as it is: %s points. The weights are those of the scenario.", pointsShort(ref.Change)))
}

func (p *page) stressSequence(a *scenario.Answer) {
	if len(a.Sequence) == 0 {
		return
	}
	p.heading("one event after another")
	for k, s := range a.Sequence {
		if s.CannotTell != "" {
			p.hang("  "+casus.Printable(s.Event)+":", 6, "cannot tell: "+s.CannotTell+".")
			continue
		}
		p.para(2, fmt.Sprintf("%s. Begins in a year: %s; then the target's side prevails: %s.", casus.Printable(s.Event), chance(*s.Rate), chance(*s.TargetPrevails)))
		if k == 0 {
			continue
		}
		var rows [][]string
		for _, b := range s.Branches {
			supposed := "nothing supposed"
			if len(b.Supposed) > 0 {
				supposed = casus.Printable(strings.Join(b.Supposed, ", "))
			}
			rows = append(rows, []string{strings.ReplaceAll(b.After, "_", " "), percent(b.Weight.Median), chance(b.Rate), fmt.Sprintf("%+.1f", 100*b.OutcomeChange.Median), supposed})
		}
		p.table(4, []column{{head: "before it"}, {head: "chance", right: true}, {head: "it begins", right: true}, {head: "points", right: true}, {head: "then", wrap: true}}, rows)
		if s.Contagion != 1 {
			p.note(4, fmt.Sprintf("Contagion: where the attacker prevailed, the odds of this attack are multiplied by %g, as the scenario supposes.", s.Contagion))
		}
	}
	p.note(2, "What follows from the end of an event is supposed by the scenario, not estimated.")
}

// stressEnd says what the figures are and where they come from.
func (p *page) stressEnd(a *scenario.Answer) {
	p.heading("how to read this")
	p.para(2, fmt.Sprintf("Medians with 90 %% intervals over %d draws of %s; differences are of the same draws. To prevail is to win the dispute or war as the data define it. The classes differ by how states behaved and how it ended: no one of them is the answer.", a.Provenance.Draws, heldWords(a.Vary)))
	var beyond []string
	for i := range a.Events {
		for _, w := range a.Events[i].Extrapolation {
			if !slices.Contains(beyond, w) {
				beyond = append(beyond, w)
			}
		}
	}
	if len(beyond) > 0 {
		p.para(2, "Beyond history: "+strings.Join(beyond, "; ")+".")
	}
	for _, n := range a.Notes {
		p.para(2, casus.Printable(upper(n))+".")
	}
	p.para(2, fmt.Sprintf("%s cells, %s answers. Casus %s, seed %d, model %s %s.", numbers.Thousands(float64(a.Size.Cells)), numbers.Thousands(float64(a.Size.Answers)),
		a.Provenance.Version, a.Provenance.Seed, a.Provenance.Model.Name, firstOf(a.Provenance.Model.SHA256, 12)))
}

func firstOf(s string, n int) string { return s[:min(n, len(s))] }
