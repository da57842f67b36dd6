package present

import (
	"fmt"
	"math"
	"strings"

	"casus"
	"casus/brief"
)

// mostComing bounds how many states the page names one by one.
const mostComing = 12

// percent writes a probability. None is ever 0 or 100 %: what is nearer than
// the last digit says so.
func percent(p float64) string {
	switch v := 100 * p; {
	case math.IsNaN(v):
		return "unknown"
	case v < 0.05:
		return "<0.1 %"
	case v < 9.95:
		return fmt.Sprintf("%.1f %%", v)
	case v <= 99:
		return fmt.Sprintf("%.0f %%", v)
	case v <= 99.9:
		return fmt.Sprintf("%.1f %%", v)
	}
	return ">99.9 %"
}

// chance writes a probability with its interval: "34 % (21 to 48)".
func chance(i casus.Interval) string {
	low, high := strings.TrimSuffix(percent(i.Low), " %"), strings.TrimSuffix(percent(i.High), " %")
	return fmt.Sprintf("%s (%s to %s)", percent(i.Median), low, high)
}

// ratio writes an odds ratio with its interval.
func ratio(i casus.Interval) string {
	return fmt.Sprintf("%.2f (%.2f to %.2f)", i.Median, i.Low, i.High)
}

// coming shows who would come, in each class of past events.
func (p *page) coming(b brief.Brief) {
	if b.CannotEstimate != "" {
		p.heading("who would come, and would it be enough")
		p.hang("  cannot tell", 15, b.CannotEstimate)
		return
	}
	if len(b.Response) == 0 {
		return
	}
	p.heading("who would come")
	classes := b.Response[0].Classes
	cols := []column{{head: "to the target"}, {head: "duty"}}
	for _, c := range classes {
		cols = append(cols, column{head: c.Class, right: true})
	}
	var rows [][]string
	rest := 0
	for _, r := range b.Response {
		if r.Side != "target" {
			continue
		}
		if len(rows) == mostComing {
			rest++
			continue
		}
		row := []string{r.Name, Verdict(r.Duty)}
		if r.Duty == casus.NotBound {
			row[1] = "none"
		}
		for k := range classes {
			cell := "-"
			if k < len(r.Classes) && r.Classes[k].Cases > 0 {
				cell = chance(r.Classes[k].P)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	p.table(2, cols, rows)
	if rest > 0 {
		p.para(2, fmt.Sprintf("and %d further states, each less likely: --format json has them all", rest))
	}
	for _, c := range classes {
		if c.Comparable != "" {
			p.hang("  "+c.Class, 4, "- "+c.Comparable)
		}
	}
	for _, r := range b.Response {
		if r.Side == "attacker" && r.P.Median >= 0.01 {
			p.hang("  ", 2, fmt.Sprintf("%s to the attacker: %s.", r.Name, chance(r.P)))
		}
	}
	for _, r := range b.Response[:1] {
		if len(r.Drivers) > 0 {
			var words []string
			for _, d := range r.Drivers {
				words = append(words, fmt.Sprintf("%s (%+.1f)", d.Text, d.Effect))
			}
			p.para(2, "What moves "+r.Name+" most, in log-odds: "+strings.Join(words, "; ")+".")
		}
		for _, e := range r.Extrapolation {
			p.hang("  beyond history", 17, e)
		}
	}
}

// enough shows how it would end, over who would come.
func (p *page) enough(b brief.Brief) {
	o := b.Outcome
	if o == nil {
		return
	}
	p.heading("would it be enough")
	cols := []column{{head: ""}, {head: "target prevails", right: true}, {head: "neither", right: true}, {head: "attacker prevails", right: true}}
	line := func(name string, x brief.OutcomeOf) []string {
		return []string{name, chance(x.TargetPrevails), chance(x.Stalemate), chance(x.AttackerPrevail)}
	}
	var rows [][]string
	for _, c := range o.Classes {
		rows = append(rows, line(c.Class, c.OutcomeOf))
	}
	if o.Alone != nil {
		rows = append(rows, line("if nobody came", *o.Alone))
	}
	if o.All != nil {
		rows = append(rows, line("if all bound came", *o.All))
	}
	p.table(2, cols, rows)
	p.note(2, o.Means)
	for _, e := range o.Extrapolation {
		p.hang("  beyond history", 17, e)
	}
}

// attack shows the odds of the attack itself.
func (p *page) attack(b brief.Brief) {
	d := b.Deterrence
	if d == nil {
		return
	}
	p.heading("would the attack come")
	p.para(2, fmt.Sprintf("A %s begun in a year: %s; among comparable pairs %s.", d.Of, chance(d.Rate), chance(d.BaseRate)))
	if d.OddsRatio != nil {
		p.para(2, fmt.Sprintf("Its odds beside those if nobody would help the target: times %s.", ratio(*d.OddsRatio)))
	} else {
		p.hang("  cannot tell", 15, "whether help makes it less likely")
	}
	p.note(2, d.Why)
}

// worth shows what each state's coming adds, beside what it spends.
func (p *page) worth(b brief.Brief) {
	if len(b.Worth) == 0 {
		return
	}
	p.heading("what each is worth")
	var rows [][]string
	for _, w := range b.Worth[:min(8, len(b.Worth))] {
		share := "unknown"
		if w.SpendingShare != nil {
			share = fmt.Sprintf("%.1f %%", *w.SpendingShare)
		}
		rows = append(rows, []string{w.Name, fmt.Sprintf("%.2f (%.2f to %.2f)", 100*w.Shapley.Median, 100*w.Shapley.Low, 100*w.Shapley.High), share})
	}
	p.table(2, []column{{head: ""}, {head: "points of success", right: true}, {head: "of their spending", right: true}}, rows)
	p.note(2, "Points: percentage points of the chance that the target prevails, the Shapley value of its coming with its own probability. Spending: its share of that of all who could come.")
}

// hangs shows what the answer hangs on.
func (p *page) hangs(b brief.Brief) {
	if len(b.Assumptions) == 0 {
		return
	}
	p.heading("what the answer hangs on")
	var rows [][]string
	for _, a := range b.Assumptions {
		rows = append(rows, []string{a.Says, fmt.Sprintf("%g (%g to %g)", a.Value, a.Low, a.High), percent(a.AtLow) + " to " + percent(a.AtHigh)})
	}
	p.table(2, []column{{head: "assumption", wrap: true}, {head: "value and range", right: true}, {head: "target prevails", right: true}}, rows)
}

// skill shows how well the links have forecast history.
func (p *page) skill(b brief.Brief) {
	if len(b.Validity) == 0 {
		return
	}
	p.heading("how good is this")
	for _, s := range b.Validity {
		p.hang("  "+s.Link, 14, s.Says)
	}
}
