package render

import (
	"fmt"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/internal/numbers"
	"casus/scenario"
)

// stressWorth shows what each state is worth beside what it spends.
func (p *page) stressWorth(t *scenario.WorthTable) {
	if t == nil {
		return
	}
	p.heading("what each is worth, in points of the target's chance")
	var rows [][]string
	for _, r := range t.Rows[:min(10, len(t.Rows))] {
		share := "none"
		if r.SpendingShare != nil {
			share = fmt.Sprintf("%.1f %%", *r.SpendingShare)
		}
		k := r.Classes[inquiry.Reference]
		rows = append(rows, []string{r.Name, pointsPlain(k.Shapley), fmt.Sprintf("%.2f", 100*k.Banzhaf.Median), fmt.Sprintf("%.2f", 100*k.Loss.Median), medians(r), share})
	}
	p.table(2, []column{{wrap: true}, {head: "Shapley", right: true}, {head: "Banzhaf", right: true}, {head: "loss", right: true}, {head: "classes", right: true}, {head: "spending", right: true}}, rows)
	total := t.Totals[inquiry.Reference]
	p.para(2, fmt.Sprintf("All others together: %s. The Shapley values sum to what comes between %s, if nobody came to the target, and %s.", pointsPlain(t.Left), percent(total.Nobody.Median), percent(total.All.Median)))
	if len(t.Pairs) > 0 {
		var list []string
		for _, x := range t.Pairs[:min(3, len(t.Pairs))] {
			list = append(list, fmt.Sprintf("%s and %s %s", x.States[0], x.States[1], pointsPlain(x.Excess)))
		}
		p.para(2, "Two absences that cost more than their sum: "+strings.Join(list, "; ")+" points.")
	} else {
		p.para(2, "No two absences cost more than their sum.")
	}
	p.note(2, fmt.Sprintf("As wars have gone, over %d draws; classes: Shapley in disputes, in wars, if invoked. Banzhaf: its average addition over all sets of the others; loss: what goes if it alone stays home; spending: its share of that of all who could come. Worth for deterring: %s.", t.Draws, t.Deter))
}

// medians writes a state's Shapley value in each class.
func medians(r scenario.WorthRow) string {
	var out []string
	for _, k := range r.Classes {
		out = append(out, fmt.Sprintf("%.2f", 100*k.Shapley.Median))
	}
	return strings.Join(out, " ")
}

// pointsPlain writes an amount of points without a sign: "1.20 (0.31 to 2.85)".
func pointsPlain(i casus.Interval) string {
	return fmt.Sprintf("%.2f (%.2f to %.2f)", 100*i.Median, 100*i.Low, 100*i.High)
}

// stressDrivers shows what the answer hangs on.
func (p *page) stressDrivers(d *scenario.Drivers) {
	if d == nil {
		return
	}
	p.heading("what drives the answer")
	ref := d.Classes[inquiry.Reference]
	if ref.Constant {
		p.para(2, "The answer does not vary over the ranges.")
		return
	}
	bars := map[string]scenario.DriverTornado{}
	for _, t := range d.Tornado {
		bars[t.Name] = t
	}
	var rows [][]string
	for _, f := range byTotal(ref.Factors) {
		moves := ""
		if t, ok := bars[f.Name]; ok {
			moves = percent(t.AtLow[inquiry.Reference]) + " to " + percent(t.AtHigh[inquiry.Reference])
		}
		name := casus.Printable(f.Name)
		if len(f.Of) > 1 {
			name += " (" + strings.Join(f.Of, ", ") + ")"
		}
		rows = append(rows, []string{name, twoDigits(f.First.Median), index(f.Total), totals(d, f.Name), moves})
	}
	p.table(2, []column{{wrap: true}, {head: "first", right: true}, {head: "total", right: true}, {head: "classes", right: true}, {head: "alone moves it", right: true}}, rows)
	note := fmt.Sprintf("Sobol indices: the part of the variance of the target's chance that each makes alone (first) and with all its interactions (total), %s evaluations, intervals of 90 %% by bootstrap; classes: total in disputes, in wars, if invoked.", numbers.Thousands(float64(d.Points)))
	if len(ref.Pairs) > 0 {
		best := ref.Pairs[0]
		for _, q := range ref.Pairs {
			if q.Second.Median > best.Second.Median {
				best = q
			}
		}
		note += fmt.Sprintf(" The largest part that two make only together: %s and %s, %s.", best.A, best.B, index(best.Second))
	}
	if ref.Variance > 0 && !d.Estimates {
		p.para(2, fmt.Sprintf("Beside them the estimates themselves: over their draws alone the answer varies %.2g times as much as over all ranges of the assumptions.", ref.Estimates/ref.Variance))
	}
	p.note(2, note)
}

// byTotal orders factors by their total index.
func byTotal(list []scenario.DriverFactor) []scenario.DriverFactor {
	out := append([]scenario.DriverFactor(nil), list...)
	for i := range out { // few, and stable
		for j := i; j > 0 && out[j].Total.Median > out[j-1].Total.Median; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

func index(i casus.Interval) string {
	return fmt.Sprintf("%s (%s to %s)", twoDigits(i.Median), twoDigits(i.Low), twoDigits(i.High))
}

func twoDigits(x float64) string {
	if s := fmt.Sprintf("%.2f", x); s != "-0.00" {
		return s
	}
	return "0.00"
}

// totals writes a factor's total index in each class.
func totals(d *scenario.Drivers, name string) string {
	var out []string
	for _, c := range d.Classes {
		for _, f := range c.Factors {
			if f.Name == name {
				out = append(out, twoDigits(f.Total.Median))
			}
		}
	}
	return strings.Join(out, " ")
}

// stressTipping says where a member's commitment tips the others, or that it
// does not.
func (p *page) stressTipping(x *scenario.TippingAnswer) {
	if x == nil {
		return
	}
	p.heading("tipping point in a member's commitment: " + x.Name)
	if x.CannotTell != "" {
		p.para(2, "Cannot tell: "+x.CannotTell+".")
		return
	}
	p.para(2, x.Verdict)
	var rows [][]string
	for _, c := range x.Classes {
		fold, proved := "none", "nothing"
		if c.Fold != nil {
			fold = fmt.Sprintf("from %.3g", c.Fold.Pull)
			if !c.Fold.Survives {
				fold += ", by this W alone"
			}
		}
		if c.ProvedTo != nil {
			proved = fmt.Sprintf("to %.3g", *c.ProvedTo)
		}
		rows = append(rows, []string{shortClass(c.Class), percent(c.Comes), fold, proved, endsWords(c)})
	}
	p.table(2, []column{{}, {head: "comes", right: true}, {head: "fold at a pull", wrap: true}, {head: "none, proved", right: true}, {head: "stays to comes", right: true}}, rows)
	p.note(2, fmt.Sprintf("Stays to comes: the target's chance from where it surely stays to where it surely comes. Pull: %g (%g to %g), declared. %s.", x.Pull, x.Low, x.High, upper(x.Means)))
}

// endsWords gives the target's chance from where the member surely stays to
// where it surely comes, under the declared pull.
func endsWords(c scenario.TippingClass) string {
	x := c.Curves[0].Points
	return percent(x[len(x)-1].Prevails) + " to " + percent(x[0].Prevails)
}

// stressSweep shows the pairs that each shock changes most.
func (p *page) stressSweep(a *scenario.Answer) {
	x := a.Sweep
	if x == nil {
		return
	}
	p.heading(fmt.Sprintf("all pairs: %s on %s", numbers.Thousands(float64(x.Pairs)), x.On))
	if x.Unknown > 0 {
		p.para(2, fmt.Sprintf("Of %s nothing can be told: too little is known of a side.", numbers.Thousands(float64(x.Unknown))))
	}
	for k, name := range x.Shocks {
		p.para(2, fmt.Sprintf("%s: the pairs in which it changes the target's chance most, in points.", casus.Printable(upper(name))))
		var rows [][]string
		for _, i := range x.Most[k] {
			r := x.Rows[i]
			row := []string{string(r.Attacker) + " attacks " + string(r.Target)}
			for c := range r.Classes {
				row = append(row, fmt.Sprintf("%s %+.1f", percent(r.Classes[c]), 100*r.Shocks[k].Classes[c]))
			}
			rows = append(rows, row)
		}
		p.table(4, []column{{}, {head: "in disputes", right: true}, {head: "in wars", right: true}, {head: "if invoked", right: true}}, rows)
	}
	what := "at the central estimates"
	if x.Draws > 0 {
		what = fmt.Sprintf("at the central estimates; --format json has intervals over %d draws", x.Draws)
	}
	p.note(2, fmt.Sprintf("Figures %s; --format csv lists every pair.", what))
}

// stressCosts shows what published studies say it costs to do without the United
// States, beside the chance that they do not give.
func (p *page) stressCosts(a *scenario.Answer) {
	x := a.Costs
	if x == nil {
		return
	}
	p.heading("beside published cost lists")
	for _, s := range x.Studies {
		p.para(2, fmt.Sprintf("%s (%s):", s.Title, s.Published))
		var rows [][]string
		for _, i := range s.Items {
			rows = append(rows, []string{i.Says, i.Amount()})
		}
		p.table(4, []column{{wrap: true}, {right: true}}, rows)
		for _, c := range s.Checks {
			p.hang("    check:", 11, c.Says+".")
		}
	}
	if len(x.Chances) > 0 {
		p.para(2, "Neither list gives a chance that the defence holds. Beside them, in "+casus.Printable(x.Event)+":")
		var rows [][]string
		for _, c := range x.Chances {
			row := []string{casus.Printable(c.Name)}
			for _, k := range c.Classes {
				row = append(row, chance(k.Then))
			}
			rows = append(rows, row)
		}
		p.table(4, []column{{head: "target prevails", wrap: true}, {head: "in disputes", right: true}, {head: "in wars", right: true}, {head: "if invoked", right: true}}, rows)
	}
	p.note(2, x.Note)
}
