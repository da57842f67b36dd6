package render

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/answer"
	"casus/burden"
	"casus/render/chart"
)

// Links give the addresses that pages lead to; a face that serves none leaves
// them out.
func link(parts ...string) string {
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return "/" + strings.Join(parts, "/")
}

// TreatyListPage lists the instruments with what each is on the day.
func TreatyListPage(a answer.TreatyList) Page {
	t := Table{Caption: "Instruments and how many states each binds on " + a.On.Words(),
		Columns: []Column{{Head: "instrument"}, {Head: "nature"}, {Head: "signed"}, {Head: "in force"}, {"bound", true}}}
	for _, x := range a.Treaties {
		t.Rows = append(t.Rows, []string{x.Name, string(x.Nature), x.Signed.String(), x.InForce.String(), strconv.Itoa(x.Members)})
		t.Links = append(t.Links, link("treaties", x.ID))
	}
	return Page{Title: "Treaties", Lede: fmt.Sprintf("%d instruments whose clauses Casus can ask.", len(a.Treaties)),
		Sections: []Section{{Heading: "instruments", Blocks: []Block{{Table: &t}}}}, Provenance: &a.Provenance}
}

// TreatyPage shows one treaty: the words, the conditions, the parties by day.
func TreatyPage(a answer.TreatySheet, n Names) Page {
	p := Page{Title: a.Name, Lede: a.Summary, Provenance: &a.Provenance,
		Context: []string{fmt.Sprintf("%s (%s). Signed %s; in force %s. %s.", upper(a.Kind), a.Nature, cmp.Or(a.Signed.String(), "not found"),
			cmp.Or(a.InForce.String(), "not found"), upper(a.Status))}}
	var clauses []Block
	for _, c := range a.Clauses {
		item := Item{Lead: casus.CiteArticle(c.Article), Text: upper(Type(c.Type)) + ", " + Discretion(c.Discretion) + ": " + c.Says}
		if c.Quote != "" {
			item.Notes = append(item.Notes, "“"+c.Quote+"” ("+cmp.Or(c.Source, c.Basis)+")")
		} else {
			item.Notes = append(item.Notes, "The words were not read ("+c.Basis+").")
		}
		for _, x := range c.Conditions {
			item.Notes = append(item.Notes, upper(x.Role)+": "+x.Says)
		}
		for _, x := range c.Pending {
			item.Notes = append(item.Notes, "Still to come: "+x)
		}
		clauses = append(clauses, Block{List: []Item{item}})
	}
	parties := Table{Caption: "Parties by day", Columns: []Column{{Head: "state"}, {Head: "signed"}, {Head: "bound from"}, {Head: "until"}, {Head: "note"}}}
	for _, x := range a.Parties {
		parties.Rows = append(parties.Rows, []string{n.State(x.State, cmp.Or(x.From, x.Signed)), x.Signed.String(), cmp.Or(x.From.String(), "not found"),
			x.Until.String(), strings.Join(append(x.Doubts, x.Note), " ")})
	}
	p.Sections = append(p.Sections, Section{Heading: "clauses", Blocks: clauses}, Section{Heading: "parties", Blocks: []Block{{Table: &parties}}})
	if a.Leaving != nil {
		p.Sections = append(p.Sections, Section{Heading: "leaving", Blocks: []Block{{Para: casus.CiteArticle(a.Leaving.Article) + ": " + a.Leaving.Says + "."}}})
	}
	var notes []Item
	for _, x := range slices.Concat(a.Sources, a.Notes) {
		notes = append(notes, Item{Text: x})
	}
	p.Sections = append(p.Sections, Section{Heading: "sources and notes", Blocks: []Block{{List: notes}}})
	return p
}

// BurdenPage sets members beside the guideline: a ranking of one year, or lines
// over the years where an answer has several.
func BurdenPage(a answer.BurdenAnswer, n Names) Page {
	p := Page{Title: "Who spends what", Provenance: &a.Provenance,
		Lede: "Defence spending as a share of GDP beside the guideline of the year. A guideline is a political pledge: nobody owes anybody the difference."}
	if len(a.Summary) > 0 {
		s := a.Summary[len(a.Summary)-1]
		if s.GuidelinePct != nil {
			p.Context = append(p.Context, fmt.Sprintf("%d: %d of %d members at %s %% or above; edition %s of NATO's tables.", s.Year, len(s.AtOrAbove), s.Members, digitsOf(*s.GuidelinePct), a.Edition))
		}
	}
	years := map[int]bool{}
	for _, r := range a.Rows {
		years[r.Year] = true
	}
	if len(years) > 1 {
		p.Sections = append(p.Sections, Section{Heading: "over the years", Blocks: []Block{{Figure: overYears(a, n)}}})
	} else {
		p.Sections = append(p.Sections, Section{Heading: "the year's ranking", Blocks: []Block{{Figure: ranking(a, n)}}})
	}
	t := Table{Caption: "The figures", Columns: []Column{{Head: "state"}, {"year", true}, {"% of GDP", true}, {"guideline", true}, {"distance, points", true}, {"distance, m US$", true}, {"equipment, %", true}, {Head: "edition"}}}
	for _, r := range a.Rows {
		t.Rows = append(t.Rows, []string{n.State(r.State, 0), strconv.Itoa(r.Year), figureCell(r.SharePct), figureCell(r.GuidelinePct), figureCell(r.GapPct), figureCell(r.GapUSDm), figureCell(r.EquipmentPct), r.Edition + estimateMark(r.Estimate)})
		t.Links = append(t.Links, "/burden?state="+url.QueryEscape(string(r.State))+"&since=2014")
	}
	notes := []Item{{Text: "A distance is positive where the state spends less than the guideline of the year. “e” marks an estimate of the edition."}}
	for _, x := range a.Notes {
		notes = append(notes, Item{Text: upper(x) + "."})
	}
	p.Sections = append(p.Sections, Section{Heading: "figures", Blocks: []Block{{Table: &t}, {List: notes}}})
	return p
}

func estimateMark(e bool) string {
	if e {
		return " e"
	}
	return ""
}

func digitsOf(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// figureCell writes a figure that may be lacking.
func figureCell(v *float64) string {
	if v == nil {
		return "–"
	}
	return digitsOf(*v)
}

// ranking draws the shares of one year, the highest first.
func ranking(a answer.BurdenAnswer, n Names) *Figure {
	rows := slices.Clone(a.Rows)
	slices.SortStableFunc(rows, func(x, y burden.Row) int { return cmp.Compare(deref(y.SharePct), deref(x.SharePct)) })
	var bars []chart.Bar
	for _, r := range rows {
		if r.SharePct != nil {
			bars = append(bars, chart.Bar{Label: n.State(r.State, 0), Value: *r.SharePct})
		}
	}
	title := "Defence spending, % of GDP"
	if len(a.Rows) > 0 {
		title += fmt.Sprintf(", %d", a.Rows[0].Year)
	}
	return BarsFigure(title, "Members by their share of GDP", "NATO, edition "+a.Edition, "% of GDP", bars, chart.Options{Axis: "% of GDP"})
}

func deref(v *float64) float64 {
	if v == nil {
		return -1
	}
	return *v
}

// overYears draws a line for each state, at most chart.Series of them, and one
// for the guideline.
func overYears(a answer.BurdenAnswer, n Names) *Figure {
	var lines []chart.Line
	at := map[casus.State]int{}
	guide := chart.Line{Name: "guideline"}
	noted := map[int]bool{}
	for _, r := range a.Rows {
		if r.GuidelinePct != nil && !noted[r.Year] {
			noted[r.Year] = true
			guide.Points = append(guide.Points, chart.Point{X: float64(r.Year), Y: *r.GuidelinePct, Low: *r.GuidelinePct, High: *r.GuidelinePct})
		}
		if r.SharePct == nil {
			continue
		}
		i, ok := at[r.State]
		if !ok {
			if len(lines) == chart.Series-1 {
				continue
			}
			i = len(lines)
			at[r.State] = i
			lines = append(lines, chart.Line{Name: n.State(r.State, 0)})
		}
		lines[i].Points = append(lines[i].Points, chart.Point{X: float64(r.Year), Y: *r.SharePct, Low: *r.SharePct, High: *r.SharePct})
	}
	slices.SortFunc(guide.Points, func(x, y chart.Point) int { return cmp.Compare(x.X, y.X) })
	lines = append(lines, guide)
	return CurveFigure("Defence spending over the years, % of GDP", "Each line is a member's share of GDP", "NATO, edition "+a.Edition, lines, nil,
		chart.Options{Axis: "% of GDP", XAxis: "year", Scale: chart.Number, X: chart.Number})
}

// StatementsPage lists statements, the newest first.
func StatementsPage(a answer.Statements) Page {
	p := Page{Title: "Statements", Provenance: &a.Provenance,
		Lede: fmt.Sprintf("%d statements on record, in the words of their sources. A sample, not a census: it must not be used to count who said how much.", len(a.Statements))}
	var list []Item
	for _, s := range slices.Backward(a.Statements) {
		list = append(list, Item{Lead: s.Date.String() + " " + s.Speaker, Link: link("statements", s.ID), Text: s.Text, Quote: true,
			Notes: []string{strings.TrimSuffix(upper(Stance(string(s.Stance)))+"; "+s.Role+"; on "+s.Commitment, "; on ")}})
	}
	p.Sections = []Section{{Heading: "on record", Blocks: []Block{{List: list}}}}
	return p
}

// CheckPage shows what the record says of a claim.
func CheckPage(a answer.Check) Page {
	p := Page{Title: "Is it so?", Provenance: &a.Provenance}
	var list []Item
	for _, f := range a.Claims {
		p.Lede = upper(claimVerdict(f.Verdict)) + ": " + f.Understood + "."
		item := Item{Lead: "What would be right:", Text: upper(f.Right) + "."}
		if f.Clause != nil && f.Clause.Quotation != "" {
			item.Notes = append(item.Notes, f.Clause.Treaty+", "+casus.CiteArticle(f.Clause.Article)+": “"+f.Clause.Quotation+"”")
		}
		list = append(list, item)
	}
	var sources []Item
	for _, s := range a.Sources {
		sources = append(sources, Item{Text: s.Title + ", " + s.Publisher + ", " + s.Vintage})
	}
	p.Sections = []Section{{Heading: "the record", Blocks: []Block{{List: list}}}, {Heading: "sources", Blocks: []Block{{List: sources}}}}
	return p
}

// IsBoundPage shows whether one state must help another.
func IsBoundPage(a answer.IsBound, n Names) Page {
	yes := map[casus.Verdict]string{casus.Bound: "Yes", casus.Contested: "Contested", casus.CannotTell: "Cannot tell", casus.NotBound: "No"}[a.Verdict]
	p := Page{Title: fmt.Sprintf("Is %s bound to help %s?", n.State(a.State, a.On), n.State(a.Target, a.On)), Provenance: &a.Provenance,
		Lede: fmt.Sprintf("%s, on %s.", yes, a.On.Words())}
	var list []Item
	for _, c := range a.Clauses {
		item := Item{Lead: cite(c), Link: link("treaties", c.Treaty), Text: Verdict(c.Verdict) + ", " + Discretion(c.Discretion) + stillToCome(c.Pending), Notes: []string{clauseWords(c), c.Source}}
		if c.Decides != nil && c.Verdict != casus.Bound {
			item.Notes = append(item.Notes, "Because: "+c.Decides.Text)
		}
		list = append(list, item)
	}
	if len(list) == 0 {
		list = []Item{{Text: "The two are party to no treaty on help that Casus knows."}}
	}
	p.Sections = []Section{{Heading: "clauses", Blocks: []Block{{List: list}}}}
	var gaps []Item
	for _, g := range a.CannotTell {
		gaps = append(gaps, Item{Lead: g.Instrument, Text: g.Why})
	}
	if len(gaps) > 0 {
		p.Sections = append(p.Sections, Section{Heading: "what cannot be told", Blocks: []Block{{List: gaps}}})
	}
	return p
}

// DataPage lists the tables behind every answer.
func DataPage(v answer.Versions, a answer.FactsTables) Page {
	t := Table{Caption: "Embedded tables", Columns: []Column{{Head: "table"}, {Head: "what"}, {Head: "vintage"}, {"rows", true}}}
	for _, x := range a.Tables {
		t.Rows = append(t.Rows, []string{x.Name, x.Title, x.Vintage, strconv.Itoa(x.Rows)})
		t.Links = append(t.Links, link("data", x.Name))
	}
	return Page{Title: "What it rests on", Lede: fmt.Sprintf("Casus %s: %d tables, %d treaties, facts until %s. Every figure has a source and a vintage.", v.Version, len(a.Tables), v.Treaties, v.Today.Words()),
		Sections: []Section{{Heading: "tables", Blocks: []Block{{Table: &t}}}}, Provenance: &v.Provenance}
}

// FactsPage shows the rows of one table.
func FactsPage(a answer.Facts) Page {
	t := Table{Caption: a.Title}
	for _, c := range a.Columns {
		t.Columns = append(t.Columns, Column{Head: strings.ReplaceAll(c.Name, "_", " "), Number: c.Type == "number" || c.Type == "integer"})
	}
	for i, r := range a.Rows {
		if i == mostRows {
			break
		}
		var cells []string
		for _, c := range a.Columns {
			cells = append(cells, r[c.Name])
		}
		t.Rows = append(t.Rows, cells)
	}
	lede := fmt.Sprintf("%d rows.", len(a.Rows))
	if len(a.Rows) > mostRows {
		lede = fmt.Sprintf("The first %d of %d rows; the CSV has them all.", mostRows, len(a.Rows))
	}
	return Page{Title: a.Title, Lede: lede, Sections: []Section{{Heading: "rows", Blocks: []Block{{Table: &t}}}}, Provenance: &a.Provenance}
}

// mostRows bounds the rows of a table on a page.
const mostRows = 500

// PageOf gives the page of an answer; ok is false for one that has none.
func PageOf(ans any, n Names) (p Page, ok bool) {
	switch a := ans.(type) {
	case answer.Brief:
		return BriefPage(a, n), true
	case answer.TreatyList:
		return TreatyListPage(a), true
	case answer.TreatySheet:
		return TreatyPage(a, n), true
	case answer.BurdenAnswer:
		return BurdenPage(a, n), true
	case answer.Statements:
		return StatementsPage(a), true
	case answer.Check:
		return CheckPage(a), true
	case answer.IsBound:
		return IsBoundPage(a, n), true
	case answer.Facts:
		return FactsPage(a), true
	case answer.Backtest:
		return BacktestPage(a), true
	}
	return Page{}, false
}
