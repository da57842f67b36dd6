package render

import (
	"fmt"
	"math"

	"casus/answer"
	"casus/internal/numbers"
	"casus/render/chart"
)

// meansSections shows what the sides can bring, and who meets the guideline.
func meansSections(b answer.Brief, n Names) []Section {
	var out []Section
	if m := b.Means; m != nil && (len(m.Bound) > 0 || m.Target.Expenditure != nil) {
		title := "what those bound can bring"
		if len(m.Bound) == 0 {
			title = "what the two sides spend"
		}
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
		out = append(out, Section{Heading: title, ID: "means", Blocks: []Block{{Figure: meansFigure(m)}, {Table: meansTable(m)}, {Note: note}}})
	}
	if b.PastMeans != nil {
		out = append(out, pastSection(b.PastMeans))
	}
	if b.Burden != nil && len(b.Burden.Rows) > 0 {
		out = append(out, burdenSection(b, n))
	}
	return out
}

// orNaN gives a figure, NaN where it is not known.
func orNaN(v *float64) float64 {
	if v == nil {
		return math.NaN()
	}
	return *v
}

// mostSpenders bounds how many of those bound the picture names.
const mostSpenders = 10

func meansFigure(m *answer.Means) *Figure {
	var bars []chart.Bar
	add := func(r answer.MeansRow, note string) {
		bars = append(bars, chart.Bar{Label: r.Name, Value: orNaN(r.Expenditure) / 1000, Note: note})
	}
	for _, a := range m.Attackers {
		add(a, "attacker")
	}
	add(m.Target, "target")
	for _, r := range m.Bound[:min(mostSpenders, len(m.Bound))] {
		add(r, "bound to help")
	}
	title := fmt.Sprintf("Military expenditure, %d", m.Year)
	if n := len(m.Bound); n > mostSpenders {
		title += fmt.Sprintf(": the %d largest of the %d bound", mostSpenders, n)
	}
	return BarsFigure(title, "One bar for each state, from nothing; those bound to help stand in order of what they spend.",
		fmt.Sprintf("SIPRI, military expenditure at current prices, %d.", m.Year), "bn US$", bars, chart.Options{Scale: chart.Number, Unit: "bn US$", Axis: "military expenditure"})
}

func meansTable(m *answer.Means) *Table {
	t := &Table{Caption: "Expenditure and personnel", Columns: []Column{{Head: ""}, {fmt.Sprintf("m US$ %d", m.Year), true}, {"personnel", true}}}
	if len(m.Bound) > 0 {
		t.Columns = append(t.Columns, Column{"share of the total", true})
	}
	add := func(name string, r answer.MeansRow) {
		row := []string{name, amount(r.Expenditure), amount(r.Personnel)}
		if len(m.Bound) > 0 {
			share := ""
			if r.Share != nil {
				share = fmt.Sprintf("%.1f %%", *r.Share)
			}
			row = append(row, share)
		}
		t.Rows = append(t.Rows, row)
	}
	for _, a := range m.Attackers {
		add(a.Name+" (attacker)", a)
	}
	add(m.Target.Name+" (target)", m.Target)
	if len(m.Bound) == 0 {
		return t
	}
	add(fmt.Sprintf("target and %d bound", len(m.Bound)), m.Total)
	for _, r := range m.Bound[:min(3, len(m.Bound))] {
		add("of it "+r.Name, r)
	}
	for _, r := range m.Without {
		add(r.Name, r)
	}
	return t
}

func pastSection(m *answer.PastMeans) Section {
	t := Table{Caption: fmt.Sprintf("Capabilities in %d", m.Year), Columns: []Column{{Head: ""}, {"CINC", true}, {"personnel, thousands", true}, {"spending, thousands", true}}}
	var bars []chart.Bar
	add := func(r answer.PastMeansRow, role string) {
		cells := []string{r.Name + " (" + role + ")", "no figure", amount(r.Personnel), amount(r.Expenditure)}
		if r.CINC != nil {
			cells[1] = fmt.Sprintf("%.2f %%", 100**r.CINC)
		}
		t.Rows = append(t.Rows, cells)
		if len(bars) < mostSpenders+4 {
			bars = append(bars, chart.Bar{Label: r.Name, Note: role, Value: 100 * orNaN(r.CINC)})
		}
	}
	for _, a := range m.Attackers {
		add(a, "attacker")
	}
	add(m.Target, "target")
	for _, r := range m.Bound {
		add(r, "bound")
	}
	f := BarsFigure(fmt.Sprintf("Share of the world's material capabilities, %d", m.Year), "One bar for each state; those bound stand in order of their share.",
		"Correlates of War, National Material Capabilities, version "+m.Version+".", "CINC", bars, chart.Options{Scale: chart.Number, Unit: "%", Axis: "CINC"})
	return Section{Heading: fmt.Sprintf("capabilities in %d", m.Year), ID: "capabilities", Blocks: []Block{{Figure: f}, {Table: &t}, {Note: m.Note + "; spending in " + m.Unit + "."}}}
}

func burdenSection(b answer.Brief, n Names) Section {
	x := b.Burden
	var bars []chart.Bar
	below := 0
	for _, r := range x.Rows {
		bars = append(bars, chart.Bar{Label: n.State(r.State, b.Event.On), Value: orNaN(r.SharePct)})
		if r.GapPct != nil && *r.GapPct > 0 {
			below++
		}
	}
	guideline := fmt.Sprintf("guideline, %g %%", x.GuidelinePct)
	f := BarsFigure(fmt.Sprintf("Defence expenditure as a share of GDP, %d", x.Year), "One bar for each member; a dashed line stands at the guideline.",
		fmt.Sprintf("NATO, edition %s, published %s.", x.Edition, x.Published.Words()), "% of GDP", bars,
		chart.Options{Scale: chart.Number, Unit: "%", Axis: "share of GDP", Marks: []chart.Mark{{At: x.GuidelinePct, Label: guideline}}})
	s := Section{Heading: fmt.Sprintf("who meets the guideline of %g %% of GDP, %d", x.GuidelinePct, x.Year), ID: "burden"}
	text := fmt.Sprintf("At it: %d. Below it: %d.", len(x.Rows)-below, below)
	if below > 0 {
		text += fmt.Sprintf(" Distance of these to it: %s million US$ a year.", numbers.Thousands(x.GapUSD))
	}
	s.Blocks = []Block{{Para: text}, {Figure: f}, {Note: burdenNote(x)}}
	return s
}

func burdenNote(x *answer.Burden) string {
	note := fmt.Sprintf("A political guideline (%s), not a duty of the treaty", x.Guideline)
	if x.PublishedLater {
		note += "; published after the day of the event"
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
	return note + "."
}

func aidSections(a *answer.Aid) []Section {
	if a == nil || len(a.Donors) == 0 {
		return nil
	}
	var bars []chart.Bar
	for _, d := range a.Donors[:min(12, len(a.Donors))] {
		bars = append(bars, chart.Bar{Label: d.Name, Value: d.Total})
	}
	t := Table{Caption: a.Measure + ", " + a.Unit, Columns: []Column{{Head: "donor"}, {"total", true}, {"military", true}}}
	for _, d := range a.Donors[:min(12, len(a.Donors))] {
		t.Rows = append(t.Rows, []string{d.Name, fmt.Sprintf("%.1f", d.Total), fmt.Sprintf("%.1f", d.Military)})
	}
	t.Rows = append(t.Rows, []string{"all " + count(len(a.Donors), "donor"), fmt.Sprintf("%.1f", a.Total), fmt.Sprintf("%.1f", a.Military)})
	f := BarsFigure("The largest of "+count(len(a.Donors), "donor"), "One bar for each donor, the largest first.",
		"Kiel Institute, release "+a.Release+", January 2022 to "+a.CutOff+".", a.Unit, bars, chart.Options{Scale: chart.Number, Unit: a.Unit, Axis: a.Measure})
	f.Data = t
	s := Section{Heading: "help that came outside any obligation", ID: "aid", Blocks: []Block{{Figure: f}}}
	if a.PublishedLater {
		s.Blocks = append(s.Blocks, Block{Note: "Published after the day of the event."})
	}
	return []Section{s}
}
