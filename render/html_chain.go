package render

import (
	"fmt"
	"strings"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/render/chart"
)

// chainSections shows what is estimated: who would come, whether it would be
// enough, whether the attack would come, and what the answer hangs on.
func chainSections(b answer.Brief) []Section {
	if b.CannotEstimate != "" {
		return []Section{{Heading: "who would come, and would it be enough", ID: "response", Blocks: []Block{listed([]Item{{Lead: "Cannot tell:", Text: b.CannotEstimate}})}}}
	}
	var out []Section
	for _, s := range []*Section{responseSection(b), outcomeSection(b), deterrenceSection(b), worthSection(b), assumptionSection(b)} {
		if s != nil {
			out = append(out, *s)
		}
	}
	return out
}

// modelSource names the parameters behind an estimate.
func modelSource(p casus.Provenance) string {
	s := "Casus " + p.Version
	if p.Model.Name != "" {
		s += ", model " + p.Model.Name
	}
	if p.Draws > 0 {
		s += fmt.Sprintf(", %d draws, seed %d", p.Draws, p.Seed)
	}
	return s + "; whiskers are 90 % intervals."
}

func estimated(i casus.Interval) string { return chart.Estimate(chart.Interval(i), chart.Options{}) }

// mostDots bounds how many states a picture shows.
const mostDots = 12

func responseSection(b answer.Brief) *Section {
	if len(b.Response) == 0 {
		return nil
	}
	s := &Section{Heading: "who would come", ID: "response"}
	var dots []chart.Dot
	var items []Item
	shown, rest := 0, 0
	for _, r := range b.Response {
		if r.Side != "target" {
			continue
		}
		if shown == mostDots {
			rest++
			continue
		}
		shown++
		dots = append(dots, responseDots(r)...)
	}
	for _, r := range likeliestToAttack(b) {
		items = append(items, Item{Lead: r.Name, Text: "to the attacker, in wars: " + estimated(r.P) + "."})
	}
	title := "Chance that each comes to the target, by class of past events"
	s.Blocks = append(s.Blocks, Block{Figure: DotsFigure(title, "Each class of past events has its own shape; no one class is the right one.", modelSource(b.Provenance), dots,
		chart.Options{Scale: chart.LogProbability, Axis: "chance that it joins (logarithmic axis)"})})
	if rest > 0 {
		s.Blocks = append(s.Blocks, Block{Para: fmt.Sprintf("And %s, each less likely: the JSON answer has them all.", count(rest, "further state"))})
	}
	first := b.Response[0]
	for _, c := range first.Classes {
		if c.Comparable != "" {
			items = append(items, Item{Lead: upper(c.Class) + ":", Text: c.Comparable})
		}
	}
	if len(first.Drivers) > 0 {
		var words []string
		for _, d := range first.Drivers {
			words = append(words, fmt.Sprintf("%s (%+.1f)", d.Text, d.Effect))
		}
		items = append(items, Item{Text: "What moves " + first.Name + " most, in log-odds: " + strings.Join(words, "; ") + "."})
	}
	s.Blocks = append(s.Blocks, listed(append(items, beyond(first.Extrapolation)...)))
	return s
}

// responseDots gives a state's chance in each class that has cases.
func responseDots(r answer.Chance) []chart.Dot {
	note := "no duty"
	if r.Duty != casus.NotBound && r.Duty != "" {
		note = Verdict(r.Duty)
	}
	var out []chart.Dot
	for _, c := range r.Classes {
		if c.Cases > 0 {
			out = append(out, chart.Dot{Label: r.Name, Note: note, Group: c.Class, Median: c.P.Median, Low: c.P.Low, High: c.P.High})
		}
	}
	if len(out) == 0 {
		out = append(out, chart.Dot{Label: r.Name, Note: note, Group: r.ReferenceClass, Median: r.P.Median, Low: r.P.Low, High: r.P.High})
	}
	return out
}

func beyond(list []string) []Item {
	var out []Item
	for _, e := range list {
		out = append(out, Item{Lead: "Beyond history:", Text: e})
	}
	return out
}

func outcomeSection(b answer.Brief) *Section {
	o := b.Outcome
	if o == nil {
		return nil
	}
	t := Table{Caption: "How it would end", Columns: []Column{{Head: ""}, {"target prevails", true}, {"neither", true}, {"attacker prevails", true}}}
	var dots []chart.Dot
	add := func(name string, x inquiry.OutcomeOf) {
		t.Rows = append(t.Rows, []string{name, estimated(x.TargetPrevails), estimated(x.Stalemate), estimated(x.AttackerPrevail)})
		dots = append(dots, chart.Dot{Label: name, Median: x.TargetPrevails.Median, Low: x.TargetPrevails.Low, High: x.TargetPrevails.High})
	}
	for _, c := range o.Classes {
		add(c.Class, c.OutcomeOf)
	}
	if len(o.Classes) == 0 {
		add("over who would come", inquiry.OutcomeOf{TargetPrevails: o.TargetPrevails, Stalemate: o.Stalemate, AttackerPrevail: o.AttackerPrevail})
	}
	if o.Alone != nil {
		add("if nobody came", *o.Alone)
	}
	if o.All != nil {
		add("if all bound came", *o.All)
	}
	f := DotsFigure("Chance that the target's side prevails", "One row for each class of past events, and for two suppositions.", modelSource(b.Provenance), dots, chart.Options{Axis: "chance that the target prevails"})
	f.Data = Table{} // the table below has these figures and more
	return &Section{Heading: "would it be enough", ID: "outcome", Blocks: []Block{{Figure: f}, {Table: &t}, {Note: o.Means}, listed(beyond(o.Extrapolation))}}
}

func deterrenceSection(b answer.Brief) *Section {
	d := b.Deterrence
	if d == nil {
		return nil
	}
	f := DotsFigure(upper(d.Of)+" begun in a year", "The chance for this pair above, that among comparable pairs below.", modelSource(b.Provenance), []chart.Dot{
		{Label: "this pair", Median: d.Rate.Median, Low: d.Rate.Low, High: d.Rate.High},
		{Label: "comparable pairs", Median: d.BaseRate.Median, Low: d.BaseRate.Low, High: d.BaseRate.High},
	}, chart.Options{Scale: chart.LogProbability, Axis: "chance in a year (logarithmic axis)"})
	text := "Whether help makes it less likely, Casus cannot tell."
	if d.OddsRatio != nil {
		text = "Its odds beside those if nobody would help the target: times " + chart.Estimate(chart.Interval(*d.OddsRatio), chart.Options{Scale: chart.Ratio}) + "."
	}
	return &Section{Heading: "would the attack come", ID: "deterrence", Blocks: []Block{{Para: text}, {Figure: f}, {Note: d.Why}}}
}

func worthSection(b answer.Brief) *Section {
	if len(b.Worth) == 0 {
		return nil
	}
	var pairs []chart.Pair
	for _, w := range b.Worth[:min(8, len(b.Worth))] {
		pairs = append(pairs, chart.Pair{Label: w.Name, Worth: chart.Interval{Median: 100 * w.Shapley.Median, Low: 100 * w.Shapley.Low, High: 100 * w.Shapley.High}, Spending: orNaN(w.SpendingShare)})
	}
	f := WorthFigure("What each one's coming is worth, beside its share of spending", "Left, what its coming adds to the chance of success; right, its share of the spending of all who could come.", modelSource(b.Provenance), pairs,
		chart.Options{Scale: chart.Number, Axis: "points of success"})
	return &Section{Heading: "what each is worth", ID: "worth", Blocks: []Block{{Figure: f},
		{Note: "Points: percentage points of the chance that the target prevails, the Shapley value of its coming with its own probability. Spending: its share of that of all who could come."}}}
}

func assumptionSection(b answer.Brief) *Section {
	if len(b.Assumptions) == 0 {
		return nil
	}
	base := orNaN(nil)
	if b.Outcome != nil {
		base = b.Outcome.TargetPrevails.Median
	}
	var swings []chart.Swing
	for _, a := range b.Assumptions {
		swings = append(swings, chart.Swing{Label: a.Says, AtLow: a.AtLow, AtHigh: a.AtHigh, Low: a.Low, High: a.High})
	}
	f := TornadoFigure("How far each assumption alone moves the answer", "One pair of bars for each assumption: the answer at the low and at the high end of its range.", modelSource(b.Provenance), base, swings,
		chart.Options{Axis: "chance that the target prevails"})
	return &Section{Heading: "what the answer hangs on", ID: "assumptions", Blocks: []Block{{Figure: f}}}
}
