package render

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/internal/numbers"
	"casus/internal/suggest"
	"casus/render/chart"
	"casus/scenario"
)

// StressFigures names the figures of a stress test.
const StressFigures = "shocks, worth, tornado, drivers, tipping"

// StressHTML writes the answer to a stress test as one HTML document, with the
// figures and the same parts as [Stress].
func StressHTML(w io.Writer, a *scenario.Answer) error { return HTML(w, StressPage(a)) }

// StressPage gives the page, for a caller that adds to it.
func StressPage(a *scenario.Answer) Page {
	p := Page{Title: a.Title, Lede: a.Answer, Provenance: &a.Provenance,
		Context: []string{fmt.Sprintf("Stress test: %s answers of the chain in %s cells.", numbers.Thousands(float64(a.Size.Answers)), numbers.Thousands(float64(a.Size.Cells)))}}
	for i := range a.Events {
		p.Sections = append(p.Sections, eventSection(&a.Events[i]))
	}
	if len(a.Sequence) > 0 {
		p.Sections = append(p.Sections, asText("one event after another", func(p *page) { p.stressSequence(a) }))
	}
	for i := range a.Statements {
		p.Sections = append(p.Sections, statementSection(&a.Statements[i]))
	}
	if a.Costs != nil {
		p.Sections = append(p.Sections, costsSection(a.Costs))
	}
	if a.Sweep != nil {
		p.Sections = append(p.Sections, sweepSection(a.Sweep))
	}
	p.Footer = append(p.Footer, fmt.Sprintf("Medians with 90 %% intervals over %d draws of %s; differences are of the same draws. The classes differ by how states behaved and how it ended: no one of them is the answer.", a.Provenance.Draws, heldWords(a.Vary)))
	for _, n := range a.Notes {
		p.Footer = append(p.Footer, upper(n)+".")
	}
	return p
}

// asText makes a section of what the text page has: a paragraph for each line
// that stands there, for parts that have no figure.
func asText(heading string, draw func(p *page)) Section {
	s := Section{Heading: heading}
	p := &page{style: Style{Width: 200}}
	draw(p)
	var list []Item
	for _, l := range strings.Split(p.b.String(), "\n") {
		if l = strings.Join(strings.Fields(l), " "); l != "" && l != strings.ToUpper(heading) {
			list = append(list, Item{Text: l})
		}
	}
	s.Blocks = append(s.Blocks, listed(list))
	return s
}

func eventSection(x *scenario.EventAnswer) Section {
	s := Section{Heading: x.Name}
	add := func(b ...Block) { s.Blocks = append(s.Blocks, b...) }
	if x.CannotTell != "" {
		add(Block{Para: "Cannot tell: " + x.CannotTell + "."})
		return s
	}
	t := Table{Caption: "If it is fought, in per cent, as it was in each class of past events; then the target's chance if nobody came, and if all bound did", Columns: []Column{{Head: ""}, {"target prevails", true}, {"neither", true}, {"attacker prevails", true}, {"alone", true}, {"all bound", true}}}
	for _, c := range x.Classes {
		t.Rows = append(t.Rows, []string{shortClass(c.Class), bare(c.TargetPrevails), bare(c.Stalemate), bare(c.AttackerPrevail), bare(c.Alone), bare(c.All)})
	}
	add(Block{Table: &t})
	for _, name := range strings.Split(StressFigures, ", ") {
		if f := stressFigure(x, name, false); f != nil {
			add(Block{Figure: f})
		}
	}
	if x.Worth != nil {
		add(Block{Note: x.Worth.Means + "."})
	}
	if x.Futures != nil {
		t := Table{Caption: "Over the futures that may come, by the weights of the scenario", Columns: []Column{{Head: "future"}, {"weight", true}, {"target prevails", true}}}
		for _, f := range x.Futures.Futures {
			t.Rows = append(t.Rows, []string{orAsItIs(f.Shocks), fmt.Sprintf("%.0f %%", 100*f.Weight), chance(f.TargetPrevails)})
		}
		t.Rows = append(t.Rows, []string{"all of them", "100 %", chance(x.Futures.Classes[inquiry.Reference].Then)})
		add(Block{Table: &t})
	}
	if x.Tipping != nil {
		if x.Tipping.CannotTell != "" {
			add(Block{Para: "Tipping: cannot tell: " + x.Tipping.CannotTell + "."})
		} else {
			add(Block{Para: x.Tipping.Verdict}, Block{Note: upper(x.Tipping.Means) + "."})
		}
	}
	if len(x.Extrapolation) > 0 {
		add(Block{Note: "Beyond history: " + strings.Join(x.Extrapolation, "; ") + "."})
	}
	return s
}

func orAsItIs(shocks []string) string {
	if len(shocks) == 0 {
		return "as it is"
	}
	return strings.Join(shocks, " + ")
}

func heldWords(vary string) string {
	return map[string]string{"both": "the estimates and the declared assumptions", "estimates": "the estimates alone", "assumptions": "the declared assumptions alone"}[vary]
}

// stressFigure makes a figure of an event; nil where it has none of that name.
// alone makes a picture that stands alone.
func stressFigure(x *scenario.EventAnswer, name string, alone bool) *Figure {
	const source = "Casus, from its estimates on past disputes and wars"
	o := chart.Options{Standalone: alone}
	if alone {
		o.Source = source
	}
	switch name {
	case "shocks":
		return shocksFigure(x, source, o)
	case "worth":
		return stressWorthFigure(x, source, o)
	case "tornado":
		return tornadoFigure(x, source, o)
	case "drivers":
		return driversFigure(x, source, o)
	case "tipping":
		return tippingFigure(x, source, o)
	}
	return nil
}

func shocksFigure(x *scenario.EventAnswer, source string, o chart.Options) *Figure {
	var dots []chart.Dot
	for _, s := range x.Shocks {
		for _, c := range s.Classes {
			dots = append(dots, chart.Dot{Label: s.Name, Group: c.Class, Median: 100 * c.Change.Median, Low: 100 * c.Change.Low, High: 100 * c.Change.High})
		}
	}
	if len(dots) == 0 {
		return nil
	}
	o.Scale, o.Unit, o.Axis, o.Zoom = chart.Number, "points", "change of the chance that the target prevails", true
	o.Marks = []chart.Mark{{At: 0, Label: "no change"}}
	return DotsFigure("What shocks change in the chance that the target prevails: "+x.Name, "Each shock has a row, with a dot and its 90 % interval for each class of past events.", source, dots,
		o)
}

func stressWorthFigure(x *scenario.EventAnswer, source string, o chart.Options) *Figure {
	if x.Worth == nil || len(x.Worth.Rows) == 0 {
		return nil
	}
	var pairs []chart.Pair
	for _, r := range x.Worth.Rows {
		v, share := r.Classes[inquiry.Reference].Shapley, math.NaN()
		if r.SpendingShare != nil {
			share = *r.SpendingShare
		}
		pairs = append(pairs, chart.Pair{Label: r.Name, Worth: chart.Interval{Median: 100 * v.Median, Low: 100 * v.Low, High: 100 * v.High}, Spending: share})
	}
	o.Scale, o.Unit, o.Axis = chart.Number, "points", "worth"
	return WorthFigure("What each state's coming is worth, beside what it spends: "+x.Name, "Shapley values with 90 % intervals, in points of the chance that the target prevails as wars have gone.", source, pairs,
		o)
}

func tornadoFigure(x *scenario.EventAnswer, source string, o chart.Options) *Figure {
	if x.Drivers == nil {
		return nil
	}
	var swings []chart.Swing
	for _, t := range x.Drivers.Tornado {
		swings = append(swings, chart.Swing{Label: t.Name, AtLow: t.AtLow[inquiry.Reference], AtHigh: t.AtHigh[inquiry.Reference], Low: t.Low, High: t.High})
	}
	o.Axis, o.Zoom = "chance that the target prevails, as wars have gone", true
	return TornadoFigure("How far each assumption alone moves the chance that the target prevails: "+x.Name, "One bar for each assumption, the widest on top.", source, x.Drivers.Central[inquiry.Reference], swings, o)
}

func driversFigure(x *scenario.EventAnswer, source string, o chart.Options) *Figure {
	if x.Drivers == nil {
		return nil
	}
	of := func(i casus.Interval) chart.Interval {
		return chart.Interval{Median: i.Median, Low: i.Low, High: i.High}
	}
	var list []chart.Index
	for _, f := range byTotal(x.Drivers.Classes[inquiry.Reference].Factors) {
		list = append(list, chart.Index{Label: f.Name, First: of(f.First), Total: of(f.Total)})
	}
	return IndicesFigure("What drives the chance that the target prevails: "+x.Name, "Sobol indices of first order and total, with 90 % intervals.", source, list, o)
}

// tippingFigure draws the equilibria over the member's commitment in the class of
// invoked alliances, where members come most often.
func tippingFigure(x *scenario.EventAnswer, source string, o chart.Options) *Figure {
	if x.Tipping == nil || len(x.Tipping.Classes) == 0 {
		return nil
	}
	c := x.Tipping.Classes[len(x.Tipping.Classes)-1]
	var lines []chart.Line
	var marks []chart.Marker
	for _, v := range c.Curves {
		l := chart.Line{Name: fmt.Sprintf("pull %.3g", v.Pull)}
		for _, q := range v.Points {
			l.Points = append(l.Points, chart.Point{X: q.Own, Y: q.Prevails, Low: math.NaN(), High: math.NaN(), Unstable: q.Back})
		}
		lines = append(lines, l)
		if c.Fold != nil && !c.Fold.Survives {
			continue
		}
		for _, q := range v.Folds {
			marks = append(marks, chart.Marker{X: q.Own, Y: q.Prevails, Label: fmt.Sprintf("fold, pull %.3g", v.Pull)})
		}
	}
	title := fmt.Sprintf("Where the commitment of %s tips the others: %s", x.Tipping.Name, x.Name)
	if len(marks) == 0 {
		title = fmt.Sprintf("No fold in the commitment of %s: %s", x.Tipping.Name, x.Name)
	}
	o.Axis, o.Zoom, o.XAxis = "chance that the target prevails, "+shortClass(c.Class), true, "chance that "+x.Tipping.Name+" comes"
	return CurveFigure(title, x.Tipping.Verdict, source, lines, marks, o)
}

// StressSVG draws one figure of the first event that has it.
func StressSVG(w io.Writer, a *scenario.Answer, name string) error {
	names := strings.Split(StressFigures, ", ")
	if name != "" && !slices.Contains(names, name) {
		return &casus.InputError{Msg: "no figure " + casus.Quoted(name), Hint: orFigures(suggest.Hint(name, names))}
	}
	for _, n := range names {
		if name != "" && n != name {
			continue
		}
		for i := range a.Events {
			if f := stressFigure(&a.Events[i], n, true); f != nil {
				_, err := io.WriteString(w, f.Draw(wideFigure, "stress"))
				return err
			}
		}
	}
	return &casus.InputError{Msg: "the scenario asks for nothing that has such a figure", Hint: "shocks, worth, sobol and tipping have one"}
}

func orFigures(hint string) string {
	if hint == "" {
		return "the figures are " + StressFigures
	}
	return hint
}
