package render

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"casus"
	"casus/answer"
	"casus/internal/numbers"
)

// Brief writes one page on an event.
func Brief(w io.Writer, st Style, b answer.Brief, n Names) error {
	p := &page{style: st}
	p.event(b.Event, n)
	p.blank()
	p.para(0, b.Answer)
	p.standing(b, n)
	p.surprises(b)
	p.assurances(b, n)
	p.coming(b)
	p.enough(b)
	p.attack(b)
	if len(b.Analogues) > 0 {
		p.heading("what it is like")
		p.analogues(b.Analogues)
	}
	p.worth(b)
	p.hangs(b)
	p.means(b)
	p.pastMeans(b)
	p.burdenPart(b)
	p.presence(b, n)
	p.aid(b)
	p.said(b)
	p.shocks(b)
	p.missing(b)
	p.skill(b)
	p.sources(b.Sources)
	p.blank()
	p.note(0, footer(b))
	return p.writeTo(w)
}

// footer says what the page rests on.
func footer(b answer.Brief) string {
	if b.Outcome == nil {
		return fmt.Sprintf("Casus %s. Law and figures only: who would come and whether it would be enough are not estimated here.", b.Provenance.Version)
	}
	return fmt.Sprintf("Casus %s, model %s (%.8s), %d draws, seed %d. Brackets hold 90 %% of the draws; they know nothing of what no case is like.",
		b.Provenance.Version, b.Provenance.Model.Name, b.Provenance.Model.SHA256, b.Provenance.Draws, b.Provenance.Seed)
}

// clauseGroup is the states that have the same verdict by the same clause.
type clauseGroup struct {
	clause answer.ClauseRef
	why    string
	states []casus.State
}

// clauseGroups groups the standings of one verdict by clause, largest first.
func clauseGroups(b answer.Brief, v casus.Verdict) []clauseGroup {
	var out []clauseGroup
	at := map[string]int{}
	for _, s := range b.Standing {
		if s.Verdict != v {
			continue
		}
		for _, c := range s.Clauses {
			why := ""
			if v != casus.Bound {
				why = cmp.Or(c.Of, c.Why, s.Why)
			}
			key := c.Treaty + "|" + c.Article + "|" + why
			i, ok := at[key]
			if !ok {
				i = len(out)
				at[key] = i
				out = append(out, clauseGroup{clause: c, why: why})
			}
			out[i].states = append(out[i].states, s.State)
		}
	}
	slices.SortStableFunc(out, func(a, b clauseGroup) int { return len(b.states) - len(a.states) })
	return out
}

func (p *page) standing(b answer.Brief, n Names) {
	p.heading("who is bound to help")
	counts := map[casus.Verdict]int{}
	for _, s := range b.Standing {
		counts[s.Verdict]++
	}
	if counts[casus.Bound]+counts[casus.Contested]+counts[casus.CannotTell] == 0 && len(b.CannotTell) == 0 {
		p.para(2, "Nobody, by any treaty that Casus knows.")
	}
	for _, v := range casus.Verdicts[:3] {
		if counts[v] == 0 {
			continue
		}
		p.hang(fmt.Sprintf("  %s %d", Verdict(v), counts[v]), 15, codes(ofVerdict(b, v)))
		for _, g := range clauseGroups(b, v) {
			who := codes(g.states)
			switch {
			case len(g.states) == counts[v] && counts[v] > 1:
				who = "all of them"
			case len(g.states) > 6:
				who = fmt.Sprintf("%d of them", len(g.states))
			}
			text := fmt.Sprintf("%s, %s: %s, %s", g.clause.Name, casus.CiteArticle(g.clause.Article), who, Discretion(g.clause.Discretion))
			if w := pendings(g.clause.Pending); w != "" {
				text += "; still to come: " + w
			}
			p.hang("    -", 6, text)
			if g.why != "" {
				p.para(6, upper(g.why)+".")
			}
		}
	}
	p.peace(b, n)
	for _, s := range gapWords(beyondRows(b.CannotTell), n) {
		p.hang("  cannot tell", 15, s)
	}
}

// peace names the duty not to attack that the attackers themselves have.
func (p *page) peace(b answer.Brief, n Names) {
	of := map[casus.State][]string{}
	for _, r := range b.Obligations {
		if r.Type == casus.NonAggression && r.Verdict == casus.Bound {
			of[r.State] = append(of[r.State], n.Treaty(r.Treaty)+", "+casus.CiteArticle(r.Article))
		}
	}
	for _, a := range b.Event.Attackers {
		if len(of[a]) > 0 {
			p.hang("  ", 2, fmt.Sprintf("%s itself is bound not to attack: %s.", n.State(a, b.Event.On), strings.Join(of[a], "; ")))
		}
	}
}

func ofVerdict(b answer.Brief, v casus.Verdict) []casus.State {
	var out []casus.State
	for _, s := range b.Standing {
		if s.Verdict == v {
			out = append(out, s.State)
		}
	}
	return out
}

// maxSurprises bounds how many states a page explains one by one.
const maxSurprises = 8

func (p *page) surprises(b answer.Brief) {
	var groups []clauseGroup
	for _, s := range b.Surprises {
		if s.Verdict != casus.NotBound {
			continue // explained above, with the clause
		}
		why := cmp.Or(s.Of, s.Why)
		i := slices.IndexFunc(groups, func(g clauseGroup) bool { return g.why == why && g.clause.Name == s.Treaty })
		if i < 0 {
			i = len(groups)
			groups = append(groups, clauseGroup{clause: answer.ClauseRef{Name: s.Treaty}, why: why})
		}
		groups[i].states = append(groups[i].states, s.State)
	}
	if len(groups) == 0 {
		return
	}
	p.heading("who is not, and why")
	for i, g := range groups {
		if i == maxSurprises {
			p.para(2, fmt.Sprintf("and %d further groups: casus obligations --all shows them", len(groups)-i))
			break
		}
		p.hang("  "+codes(g.states[:min(4, len(g.states))]), 2+max(5, 4*min(4, len(g.states))), ending(g)+g.clause.Name+": "+g.why+".")
	}
}

func ending(g clauseGroup) string {
	if n := len(g.states) - 4; n > 0 {
		return fmt.Sprintf("and %d more. ", n)
	}
	return ""
}

func (p *page) assurances(b answer.Brief, n Names) {
	if len(b.Assurances) == 0 {
		return
	}
	p.heading("assurances that bind nobody to fight")
	for _, a := range b.Assurances {
		p.hang("  "+a.Signed.String(), 14, fmt.Sprintf("%s, %s: %s (%s)", a.Name, casus.CiteArticle(a.Article), a.Says, codes(a.States)))
	}
}

func (p *page) means(b answer.Brief) {
	m := b.Means
	if m == nil || len(m.Bound) == 0 && m.Target.Expenditure == nil {
		return
	}
	title := "what those bound can bring"
	if len(m.Bound) == 0 {
		title = "what the two sides spend"
	}
	p.heading(title)
	var rows [][]string
	add := func(name string, r answer.MeansRow) {
		cells := []string{name, amount(r.Expenditure), amount(r.Personnel), "", ""}
		if r.Share != nil && len(m.Bound) > 0 {
			cells[3] = fmt.Sprintf("%.1f %%", *r.Share)
			cells[4] = bar(*r.Share, 100, 14)
		}
		rows = append(rows, cells)
	}
	for _, a := range m.Attackers {
		add(a.Name+" (attacker)", a)
	}
	add(m.Target.Name+" (target)", m.Target)
	if len(m.Bound) > 0 {
		add(fmt.Sprintf("target and %d bound", len(m.Bound)), m.Total)
		for _, r := range m.Bound[:min(3, len(m.Bound))] {
			add("  of it "+r.Name, r)
		}
		for _, r := range m.Without {
			add("  "+r.Name, r)
		}
	}
	p.table(2, []column{{head: ""}, {head: fmt.Sprintf("m US$ %d", m.Year), right: true}, {head: "personnel", right: true}, {head: "share", right: true}, {head: ""}}, rows)
	note := upper(m.Note) + "."
	if m.PublishedLater {
		note += " Published after the day of the event."
	}
	if y := b.Event.On.Year(); y < m.Year-1 {
		note += fmt.Sprintf(" The facts have no figures of %d: these are the nearest.", y)
	}
	if len(m.Missing) > 0 {
		note += " No figure for expenditure: " + codes(m.Missing) + "."
	}
	p.note(2, note)
}

func amount(v *float64) string {
	if v == nil {
		return "no figure"
	}
	return numbers.Thousands(*v)
}

func (p *page) burdenPart(b answer.Brief) {
	x := b.Burden
	if x == nil {
		return
	}
	p.heading(fmt.Sprintf("who meets the guideline of %g %% of GDP, %d", x.GuidelinePct, x.Year))
	var at, below []string
	for _, r := range x.Rows {
		cell := fmt.Sprintf("%s %.2f", r.State, *r.SharePct)
		if *r.GapPct <= 0 {
			at = append(at, cell)
		} else {
			below = append(below, cell)
		}
	}
	p.hang(fmt.Sprintf("  at it   %2d", len(at)), 14, strings.Join(at, ", "))
	if len(below) > 0 {
		p.hang(fmt.Sprintf("  below   %2d", len(below)), 14, strings.Join(below, ", "))
		p.para(14, fmt.Sprintf("distance of these to it: %s million US$ a year", numbers.Thousands(x.GapUSD)))
	}
	note := fmt.Sprintf("A political guideline (%s), not a duty of the treaty. NATO's edition %s", x.Guideline, x.Edition)
	if x.PublishedLater {
		note += ", published later (" + x.Published.Words() + ")"
	}
	if x.Estimate {
		note += "; with estimates"
	}
	if len(x.NoFigure) > 0 {
		note += "; no figure for " + codes(x.NoFigure)
	}
	if x.Basis == "memory" {
		note += "; the words of the floor of 2023 were not read"
	}
	p.note(2, note+".")
}

func (p *page) presence(b answer.Brief, n Names) {
	if len(b.Forces) == 0 {
		return
	}
	p.heading("forces stationed forward")
	for _, f := range b.Forces {
		p.para(2, fmt.Sprintf("%s in %s: %s on active duty and stationed there (%d); forces in rotation and those of other states are not in the facts.",
			n.State(f.Of, b.Event.On), n.State(f.Host, b.Event.On), numbers.Thousands(float64(f.Personnel)), f.Year))
	}
}

func (p *page) aid(b answer.Brief) {
	a := b.Aid
	if a == nil {
		return
	}
	p.heading("help that came outside any obligation")
	var rows [][]string
	for _, d := range a.Donors[:min(8, len(a.Donors))] {
		rows = append(rows, []string{d.Name, fmt.Sprintf("%.1f", d.Total), fmt.Sprintf("%.1f", d.Military), bar(d.Total, a.Donors[0].Total, 20)})
	}
	rows = append(rows, []string{fmt.Sprintf("all %d donors", len(a.Donors)), fmt.Sprintf("%.1f", a.Total), fmt.Sprintf("%.1f", a.Military), ""})
	p.table(2, []column{{head: a.Unit + ", " + a.Measure}, {head: "total", right: true}, {head: "military", right: true}, {head: ""}}, rows)
	note := "Kiel Institute, release " + a.Release + ", January 2022 to " + a.CutOff + "."
	if a.PublishedLater {
		note += " Published after the day of the event."
	}
	p.note(2, note)
}

func (p *page) said(b answer.Brief) {
	if len(b.Statements) == 0 {
		return
	}
	head := "statements on record"
	if b.Said > len(b.Statements) {
		head = fmt.Sprintf("statements on record (%d of %d, the newest first)", len(b.Statements), b.Said)
	}
	p.heading(head)
	for _, s := range b.Statements {
		p.hang("  "+orUnknown(s.Date.String()), 14, fmt.Sprintf("%s (%s): %s [%s]", s.Speaker, s.Role, wording(s.Text, s.Kind), s.ID))
		if s.Bearing != "" {
			p.note(14, s.Bearing)
		}
		if s.Disputes != "" {
			p.note(14, "disputed: see casus statements show "+s.ID)
		}
	}
}

func (p *page) shocks(b answer.Brief) {
	for _, s := range b.Shocks {
		p.heading("supposed: " + s.Shock)
		if len(s.Classes) > 0 {
			var rows [][]string
			for _, c := range s.Classes {
				rows = append(rows, []string{shortClass(c.Class), effect(c.Change, s.Error)})
			}
			p.table(2, []column{{head: ""}, {head: "points that the target's chance to prevail moves", right: true}}, rows)
		}
		if s.Inert != "" {
			p.hang("  nothing moves", 17, s.Inert)
		}
		for _, c := range s.Changes {
			if c != answer.NothingElse || len(s.Classes) == 0 {
				p.hang("  -", 4, c)
			}
		}
		for _, c := range s.Notes {
			p.note(4, c)
		}
	}
}

// effect writes a change of a probability with the digits that the error of the
// approximation leaves it.
func effect(i casus.Interval, off float64) string {
	if i != (casus.Interval{}) && max(math.Abs(i.Low), math.Abs(i.High)) <= off {
		return fmt.Sprintf("none above the error of the approximation, %.2f", max(0.01, 100*off))
	}
	return points(i)
}

// BriefMarkdown writes the page as Markdown.
func BriefMarkdown(w io.Writer, b answer.Brief, n Names) error {
	return Brief(w, Style{Markdown: true}, b, n)
}
