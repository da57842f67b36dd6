package render

import (
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/render/chart"
)

// mostComing bounds how many states the page names one by one.
const mostComing = 12

// percent writes a probability as the pictures do.
func percent(p float64) string { return chart.Percent(p) }

// chance writes a probability with its interval: "34 % (21 to 48)".
func chance(i casus.Interval) string {
	low, high := strings.TrimSuffix(percent(i.Low), " %"), strings.TrimSuffix(percent(i.High), " %")
	return fmt.Sprintf("%s (%s to %s)", percent(i.Median), low, high)
}

// points writes a change of a probability in percentage points: "-3.1 (-7.9 to -1.0)".
func points(i casus.Interval) string {
	return fmt.Sprintf("%+.2f (%+.2f to %+.2f)", 100*i.Median, 100*i.Low, 100*i.High)
}

// bare is chance without its signs of per cent, for columns whose head has one.
func bare(i casus.Interval) string { return strings.ReplaceAll(chance(i), " %", "") }

// ratio writes an odds ratio with its interval.
func ratio(i casus.Interval) string {
	return fmt.Sprintf("%.2f (%.2f to %.2f)", i.Median, i.Low, i.High)
}

// shortClass names a class of past events at the head of a column.
func shortClass(class string) string {
	switch class {
	case "disputes with use of force":
		return "in disputes"
	case "interstate wars":
		return "in wars"
	case "invoked alliances":
		return "if invoked"
	}
	return class
}

// coming shows who would come, in each class of past events.
func (p *page) coming(b answer.Brief) {
	if b.CannotEstimate != "" {
		p.heading("who would come, and would it be enough")
		p.hang("  cannot tell", 15, b.CannotEstimate)
		return
	}
	first, ok := firstToTarget(b)
	if !ok {
		return
	}
	p.heading("who would come")
	asked := askedClass(b)
	invoked := slices.ContainsFunc(b.Response, func(r answer.Chance) bool { return r.Side == "target" && classChance(r, "invoked alliances") != nil })
	cols := []column{{head: "to the target"}, {head: "duty"}, {head: shortClass(asked) + ", %", right: true}, {head: "if it joins, %", right: true}}
	if invoked {
		cols = append(cols, column{head: "if invoked, %", right: true})
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
		row := []string{r.Name, Verdict(r.Duty), bare(r.P), bare(r.GivenJoins)}
		if r.Duty == casus.NotBound {
			row[1] = "none"
		}
		if r.Supposed {
			row[2], row[3] = "supposed", "-"
		}
		if r.Assumed {
			row[2], row[3] = bare(r.P)+" assumed", "-"
		}
		if invoked {
			cell := "-"
			if c := classChance(r, "invoked alliances"); c != nil && !r.Supposed && !r.Assumed {
				cell = bare(c.P)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	p.table(2, cols, rows)
	if rest > 0 {
		p.para(2, fmt.Sprintf("And %d further states, each less likely %s: --format json has them all, and every class.", rest, shortClass(asked)))
	}
	classes := []string{asked}
	p.note(2, "If it joins: the chance that it joins the target, given that it joins either side.")
	if invoked {
		classes = append(classes, "invoked alliances")
		p.note(2, "If invoked: of alliances whose duty was judged invoked in a war, each counted once, given that the attack came although the pact was known. It is of alliances and no number to rank beside a state's chance "+shortClass(asked)+".")
	}
	p.toAttacker(b)
	p.comparable(b, classes)
	if len(first.Drivers) > 0 {
		var words []string
		for _, d := range first.Drivers {
			words = append(words, fmt.Sprintf("%s (%+.1f)", d.Text, d.Effect))
		}
		p.hang("  why "+first.Name, 4, "")
		p.para(4, strings.Join(words, "; ")+": log-odds, beside the average state outside")
	}
	p.beyond(first.Extrapolation)
}

// askedClass is the long name of the class that the page's event is asked of.
func askedClass(b answer.Brief) string {
	if len(b.Response) > 0 {
		switch b.Response[0].ReferenceClass {
		case "disputes":
			return "disputes with use of force"
		case "invoked":
			return "invoked alliances"
		}
	}
	return "interstate wars"
}

// classChance gives a state's chance in a class, nil where it has none.
func classChance(r answer.Chance, class string) *answer.ClassChance {
	for k := range r.Classes {
		if r.Classes[k].Class == class {
			return &r.Classes[k]
		}
	}
	return nil
}

// firstToTarget gives the state that comes to the target most likely.
func firstToTarget(b answer.Brief) (answer.Chance, bool) {
	for _, r := range b.Response {
		if r.Side == "target" {
			return r, true
		}
	}
	return answer.Chance{}, false
}

// mostJoining bounds how many states are named that might join the attacker.
const mostJoining = 4

// toAttacker names those likeliest to join the attacker.
func (p *page) toAttacker(b answer.Brief) {
	var list []string
	for _, r := range likeliestToAttack(b) {
		list = append(list, r.Name+" "+chance(r.P))
	}
	if len(list) > 0 {
		p.para(2, "Likeliest to join the attacker, "+shortClass(askedClass(b))+", of those likelier to join it than the target: "+strings.Join(list, ", ")+".")
	}
}

// likeliestToAttack gives those likeliest to join the attacker among the states
// that are not bound to help the target (the few bound ones who ever did so were
// in one alliance with both sides), and that would rather join it than the target.
func likeliestToAttack(b answer.Brief) []answer.Chance {
	var out []answer.Chance
	for _, r := range b.Response {
		isBound := slices.ContainsFunc(b.Standing, func(s answer.Standing) bool { return s.State == r.State && s.Verdict == casus.Bound })
		if r.Side == "attacker" && !isBound && len(out) < mostJoining && r.P.Median >= 0.01 && r.GivenJoins.Median > 0.5 {
			out = append(out, r)
		}
	}
	return out
}

// comparable shows the cases behind each class: for a state that is bound and
// for one that is not.
func (p *page) comparable(b answer.Brief, classes []string) {
	for _, class := range classes {
		var list []string
		for _, r := range b.Response {
			for _, c := range r.Classes {
				if r.Side == "target" && c.Class == class && c.Comparable != "" && !slices.Contains(list, c.Comparable) {
					list = append(list, c.Comparable)
				}
			}
		}
		for k, text := range list {
			label := ""
			if k == 0 {
				label = shortClass(class)
			}
			p.hang("  "+label, 15, text)
		}
	}
}

// beyond lists what no case is like.
func (p *page) beyond(list []string) {
	for k, e := range list {
		label := ""
		if k == 0 {
			label = "beyond history"
		}
		for _, class := range []string{"disputes with use of force", "interstate wars", "invoked alliances"} {
			e = strings.Replace(e, class+": ", shortClass(class)+": ", 1)
		}
		p.hang("  "+label, 18, e)
	}
}

// enough shows how it would end, over who would come.
func (p *page) enough(b answer.Brief) {
	o := b.Outcome
	if o == nil {
		return
	}
	p.heading("would it be enough")
	cols := []column{{head: ""}, {head: "target's side, %", right: true}, {head: "neither, %", right: true}, {head: "attacker's, %", right: true}}
	line := func(name string, x inquiry.OutcomeOf) []string {
		return []string{name, bare(x.TargetPrevails), bare(x.Stalemate), bare(x.AttackerPrevail)}
	}
	var rows [][]string
	for _, c := range o.Classes {
		rows = append(rows, line(shortClass(c.Class), c.OutcomeOf))
	}
	if o.Alone != nil {
		rows = append(rows, line(shortClass(askedClass(b))+", if nobody came", *o.Alone))
	}
	if o.All != nil {
		rows = append(rows, line(shortClass(askedClass(b))+", if all bound came", *o.All))
	}
	p.para(2, "Chance to prevail:")
	p.table(2, cols, rows)
	p.note(2, o.Means)
	p.beyond(o.Extrapolation)
}

// attack shows the odds of the attack itself.
func (p *page) attack(b answer.Brief) {
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
func (p *page) worth(b answer.Brief) {
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
func (p *page) hangs(b answer.Brief) {
	if len(b.Assumptions) == 0 {
		return
	}
	p.heading("what the answer hangs on")
	stored := slices.ContainsFunc(b.Assumptions, func(a answer.Assumption) bool { return a.SobolTotal != nil })
	var rows [][]string
	for _, a := range b.Assumptions {
		row := []string{upper(a.Says), fmt.Sprintf("%g (%g to %g)", a.Value, a.Low, a.High), percent(a.AtLow) + " to " + percent(a.AtHigh)}
		if stored {
			total := "-"
			if a.SobolTotal != nil {
				total = fmt.Sprintf("%.2f", *a.SobolTotal)
			}
			row = append(row, total)
		}
		rows = append(rows, row)
	}
	cols := []column{{head: "declared, not estimated", wrap: true}, {head: "value (range)", right: true}, {head: "target prevails", right: true}}
	note := "The chance " + shortClass(askedClass(b)) + " at either end of each range, the others as declared."
	if stored {
		cols = append(cols, column{head: "total index", right: true})
		note += " Total index: the share of the variance over all ranges that the assumption has a part in (Sobol), from a stress test of this event."
	}
	p.table(2, cols, rows)
	p.note(2, note)
}

// skill shows how well the links have forecast history.
func (p *page) skill(b answer.Brief) {
	if len(b.Validity) == 0 {
		return
	}
	p.heading("how good is this")
	for _, s := range b.Validity {
		p.hang("  "+s.Link, 14, s.Says)
	}
}
