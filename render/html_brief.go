package render

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/internal/numbers"
)

// BriefHTML writes the page on an event as one HTML document, with the same
// parts as [Brief].
func BriefHTML(w io.Writer, b answer.Brief, n Names) error { return HTML(w, BriefPage(b, n)) }

// BriefPage gives the page on an event, for a caller that adds to it.
func BriefPage(b answer.Brief, n Names) Page {
	p := Page{
		Title:      n.headline(b.Event),
		Lede:       b.Answer,
		Context:    eventContext(b.Event, n),
		Provenance: &b.Provenance,
	}
	for _, s := range [][]Section{
		standingSections(b, n), chainSections(b), meansSections(b, n), recordSections(b, n), shockSections(b.Shocks),
	} {
		p.Sections = append(p.Sections, s...)
	}
	p.Sections = append(p.Sections, endSections(b)...)
	if len(b.Response) == 0 {
		p.Footer = append(p.Footer, "Law and figures only: who would come and whether it would be enough are other questions.")
	}
	return p
}

// eventContext says what was asked, as the head of the text does.
func eventContext(ev casus.Event, n Names) []string {
	what := upper(kindWords(ev.Kind)) + " on " + string(ev.Object)
	if ev.TargetStruckFirst {
		what += "; the target struck first"
	}
	out := []string{what + ". Theatre: " + theatre(ev.Theatre, n, ev.On) + "."}
	if ev.Theatre.Note != "" {
		out = append(out, ev.Theatre.Note)
	}
	return out
}

// listed makes a block of a list, which may be empty.
func listed(items []Item) Block { return Block{List: items} }

// stateNames lists states by their names.
func stateNames(states []casus.State, name func(casus.State) string) string {
	var out []string
	for _, s := range states {
		out = append(out, name(s))
	}
	return strings.Join(out, ", ")
}

func standingSections(b answer.Brief, n Names) []Section {
	name := func(s casus.State) string { return n.State(s, b.Event.On) }
	s := Section{Heading: "who is bound to help", ID: "bound"}
	t := Table{Caption: "By which clause, and how freely", Columns: []Column{{Head: "treaty"}, {Head: "verdict"}, {Head: "states"}, {Head: "how freely"}, {Head: "still to come"}}}
	var who, why []Item
	for _, v := range casus.Verdicts[:3] {
		states := ofVerdict(b, v)
		if len(states) == 0 {
			continue
		}
		who = append(who, Item{Lead: fmt.Sprintf("%s, %s:", upper(Verdict(v)), count(len(states), "state")), Text: stateNames(states, name) + "."})
		for _, g := range clauseGroups(b, v) {
			states := stateNames(g.states, name)
			if len(g.states) > 4 {
				states = fmt.Sprint(len(g.states))
			}
			pending := pendings(g.clause.Pending)
			if pending == "" {
				pending = "nothing"
			}
			clause := g.clause.Name + ", " + casus.CiteArticle(g.clause.Article)
			t.Rows = append(t.Rows, []string{clause, Verdict(v), states, Discretion(g.clause.Discretion), pending})
			if g.why != "" {
				why = append(why, Item{Lead: clause + ":", Text: g.why + "."})
			}
		}
	}
	if len(who) == 0 && len(b.CannotTell) == 0 {
		s.Blocks = append(s.Blocks, Block{Para: "Nobody, by any treaty that Casus knows."})
	}
	for _, s := range gapWords(beyondRows(b.CannotTell), n) {
		who = append(who, Item{Lead: "Cannot tell:", Text: s})
	}
	s.Blocks = append(s.Blocks, listed(who))
	if len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, Block{Table: &t})
	}
	s.Blocks = append(s.Blocks, listed(why), listed(peaceItems(b, n)))
	return slices.Concat([]Section{s}, surpriseSections(b, n), assuranceSections(b, n))
}

// peaceItems names the duty not to attack that the attackers themselves have.
func peaceItems(b answer.Brief, n Names) []Item {
	var out []Item
	for _, a := range b.Event.Attackers {
		var by []string
		for _, r := range b.Obligations {
			if r.State == a && r.Type == casus.NonAggression && r.Verdict == casus.Bound {
				by = append(by, n.Treaty(r.Treaty)+", "+casus.CiteArticle(r.Article))
			}
		}
		if len(by) > 0 {
			out = append(out, Item{Lead: n.State(a, b.Event.On), Text: "itself is bound not to attack: " + strings.Join(by, "; ") + "."})
		}
	}
	return out
}

func surpriseSections(b answer.Brief, n Names) []Section {
	type group struct{ treaty, why string }
	var order []group
	of := map[group][]casus.State{}
	for _, s := range b.Surprises {
		if s.Verdict != casus.NotBound {
			continue // explained with the clause
		}
		g := group{s.Treaty, cmp.Or(s.Of, s.Why)}
		if of[g] == nil {
			order = append(order, g)
		}
		of[g] = append(of[g], s.State)
	}
	if len(order) == 0 {
		return nil
	}
	var items []Item
	for _, g := range order {
		items = append(items, Item{Lead: stateNames(of[g], func(s casus.State) string { return n.State(s, b.Event.On) }) + ":", Text: g.treaty + ": " + g.why + "."})
	}
	return []Section{{Heading: "who is not, and why", ID: "not-bound", Blocks: []Block{listed(items)}}}
}

func assuranceSections(b answer.Brief, n Names) []Section {
	if len(b.Assurances) == 0 {
		return nil
	}
	var items []Item
	for _, a := range b.Assurances {
		items = append(items, Item{Lead: a.Signed.Words() + ":", Text: fmt.Sprintf("%s, %s: %s", a.Name, casus.CiteArticle(a.Article), a.Says),
			Notes: []string{stateNames(a.States, func(s casus.State) string { return n.State(s, b.Event.On) })}})
	}
	return []Section{{Heading: "assurances that bind nobody to fight", ID: "assurances", Blocks: []Block{listed(items)}}}
}

// recordSections shows what is on record besides law and money.
func recordSections(b answer.Brief, n Names) []Section {
	var out []Section
	if len(b.Forces) > 0 {
		s := Section{Heading: "forces stationed forward", ID: "forces"}
		for _, f := range b.Forces {
			s.Blocks = append(s.Blocks, Block{Para: fmt.Sprintf("%s in %s: %s on active duty and stationed there (%d); forces in rotation and those of other states are not in the facts.",
				n.State(f.Of, b.Event.On), n.State(f.Host, b.Event.On), numbers.Thousands(float64(f.Personnel)), f.Year)})
		}
		out = append(out, s)
	}
	out = append(out, aidSections(b.Aid)...)
	if len(b.Statements) == 0 {
		return out
	}
	s := Section{Heading: "statements on record", ID: "statements"}
	if b.Said > len(b.Statements) {
		s.Blocks = append(s.Blocks, Block{Note: fmt.Sprintf("%d of %d, the newest first.", len(b.Statements), b.Said)})
	}
	var items []Item
	for _, x := range b.Statements {
		items = append(items, statementItem(x))
	}
	s.Blocks = append(s.Blocks, listed(items))
	return append(out, s)
}

// statementItem gives a statement with its date, its speaker and its bearing.
// The words of a quotation stand in the page's own quotation marks.
func statementItem(x answer.Statement) Item {
	day := "date not known"
	if x.Date != 0 {
		day = x.Date.Words()
	}
	i := Item{Lead: fmt.Sprintf("%s, %s (%s):", day, x.Speaker, x.Role), Text: wording(x.Text, x.Kind)}
	if rest, ok := strings.CutPrefix(i.Text, "“"); ok {
		i.Quote, i.Text = true, strings.TrimSuffix(rest, "”")
	}
	if x.Bearing != "" {
		i.Notes = append(i.Notes, upper(x.Bearing))
	}
	if x.Disputes != "" {
		i.Notes = append(i.Notes, "Disputed: see casus statements show "+x.ID)
	}
	i.Notes = append(i.Notes, "On record as "+x.ID)
	return i
}

func shockSections(list []answer.ShockDifference) []Section {
	var out []Section
	for _, x := range list {
		s := Section{Heading: "supposed: " + x.Shock}
		var items []Item
		for _, c := range x.Changes {
			items = append(items, Item{Text: c})
		}
		s.Blocks = append(s.Blocks, Block{List: items})
		for _, c := range x.Notes {
			s.Blocks = append(s.Blocks, Block{Note: c})
		}
		out = append(out, s)
	}
	return out
}

// endSections says what the data leave open, how good the forecasts have been,
// and where the figures come from.
func endSections(b answer.Brief) []Section {
	var out []Section
	if len(b.Missing) > 0 {
		var items []Item
		for _, m := range b.Missing {
			items = append(items, Item{Text: upper(m) + "."})
		}
		out = append(out, Section{Heading: "what the data cannot say of that day", ID: "missing", Blocks: []Block{listed(items)}})
	}
	if len(b.Validity) > 0 {
		var items []Item
		for _, s := range b.Validity {
			items = append(items, Item{Lead: upper(s.Link) + ":", Text: s.Says})
		}
		out = append(out, Section{Heading: "how good is this", ID: "skill", Blocks: []Block{listed(items)}})
	}
	return append(out, sourceSections(b.Sources)...)
}

func sourceSections(sources []inquiry.Source) []Section {
	if len(sources) == 0 {
		return nil
	}
	var items []Item
	for _, s := range sources {
		text := s.Title
		if s.Publisher != "" && s.Publisher != "not stated" {
			text += ", " + s.Publisher
		}
		if s.Vintage != "" && !strings.Contains(text, s.Vintage) {
			text += ", " + s.Vintage
		}
		items = append(items, Item{Text: text + "."})
	}
	return []Section{{Heading: "sources", ID: "sources", Blocks: []Block{listed(items)}}}
}
