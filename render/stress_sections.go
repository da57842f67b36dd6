package render

import (
	"fmt"

	"casus"
	"casus/inquiry"
	"casus/internal/numbers"
	"casus/scenario"
)

// statementSection shows for whom a statement changes what, on a page.
func statementSection(t *scenario.StatementTable) Section {
	s := Section{Heading: "what statement " + t.ID + " changes, and for whom"}
	s.Blocks = append(s.Blocks, listed([]Item{{Lead: t.Speaker + ":", Text: t.Text, Quote: true}}))
	if t.CannotTell != "" {
		s.Blocks = append(s.Blocks, Block{Para: "Cannot tell: " + t.CannotTell + "."})
		return s
	}
	out := Table{Caption: "Every state that the commitment binds, if it is attacked; in points", Columns: []Column{{Head: "target"}, {"spends, % of GDP", true}, {Head: "the statement reaches it"}, {string(t.State) + " comes", true}, {"target prevails", true}}}
	for _, r := range t.Rows {
		share := ""
		if r.Share != nil {
			share = fmt.Sprintf("%.2f", *r.Share)
		}
		row := []string{r.Name, share, r.Reaches, "nothing", "nothing"}
		if r.Changes {
			k := r.Classes[inquiry.Reference]
			row[3], row[4] = pointsShort(k.Comes), pointsShort(k.Outcome)
		} else if r.CannotTell != "" || r.Reaches == "cannot_tell" {
			row[2], row[3], row[4] = "cannot tell", "cannot tell", "cannot tell"
		}
		out.Rows = append(out.Rows, row)
	}
	s.Blocks = append(s.Blocks, Block{Table: &out}, Block{Note: "Against " + t.Against + "."})
	for _, n := range t.Notes {
		s.Blocks = append(s.Blocks, Block{Note: upper(n) + "."})
	}
	return s
}

func costsSection(x *scenario.CostsBeside) Section {
	s := Section{Heading: "beside published cost lists", ID: "costs"}
	for _, study := range x.Studies {
		t := Table{Caption: study.Title, Columns: []Column{{Head: "item"}, {"amount", true}}}
		for _, i := range study.Items {
			t.Rows = append(t.Rows, []string{i.Says, i.Amount()})
		}
		var checks []Item
		for _, c := range study.Checks {
			checks = append(checks, Item{Lead: "Check:", Text: c.Says + "."})
		}
		s.Blocks = append(s.Blocks, Block{Table: &t}, listed(checks))
	}
	if len(x.Chances) > 0 {
		t := Table{Caption: "The chance that the target prevails, which neither list gives: " + x.Event, Columns: []Column{{Head: ""}, {"in disputes", true}, {"in wars", true}, {"if invoked", true}}}
		for _, c := range x.Chances {
			row := []string{c.Name}
			for _, k := range c.Classes {
				row = append(row, chance(k.Then))
			}
			t.Rows = append(t.Rows, row)
		}
		s.Blocks = append(s.Blocks, Block{Table: &t})
	}
	s.Blocks = append(s.Blocks, Block{Note: x.Note})
	return s
}

func sweepSection(x *scenario.SweepAnswer) Section {
	s := Section{Heading: "all pairs", ID: "sweep"}
	if x.Unknown > 0 {
		s.Blocks = append(s.Blocks, Block{Para: fmt.Sprintf("Of %s pairs nothing can be told: too little is known of a side.", numbers.Thousands(float64(x.Unknown)))})
	}
	for k, name := range x.Shocks {
		t := Table{Caption: name + ": the pairs in which it changes the target's chance most, with the change in points", Columns: []Column{{Head: "pair"}, {"in disputes", true}, {"in wars", true}, {"if invoked", true}}}
		for _, i := range x.Most[k] {
			r := x.Rows[i]
			row := []string{string(r.Attacker) + " attacks " + string(r.Target)}
			for c := range r.Classes {
				row = append(row, fmt.Sprintf("%s %+.1f", percent(r.Classes[c]), 100*r.Shocks[k].Classes[c]))
			}
			t.Rows = append(t.Rows, row)
		}
		s.Blocks = append(s.Blocks, Block{Table: &t})
	}
	return s
}

// rowOf writes one figure of a table of figures.
type rowOf func(event, part, of, class, figure string, i casus.Interval)

// stressPartRows adds what else is asked of an event.
func stressPartRows(x *scenario.EventAnswer, row rowOf) {
	exactly := func(v float64) casus.Interval { return casus.Interval{Median: v, Low: v, High: v} }
	if x.Worth != nil {
		for _, r := range x.Worth.Rows {
			for _, k := range r.Classes {
				row(x.Name, "worth", string(r.State), k.Class, "shapley", k.Shapley)
				row(x.Name, "worth", string(r.State), k.Class, "banzhaf", k.Banzhaf)
				row(x.Name, "worth", string(r.State), k.Class, "loss", k.Loss)
			}
			if r.SpendingShare != nil {
				row(x.Name, "worth", string(r.State), "", "spending_share", exactly(*r.SpendingShare))
			}
		}
		for _, q := range x.Worth.Pairs {
			row(x.Name, "pair", string(q.States[0])+" "+string(q.States[1]), x.Worth.Totals[inquiry.Reference].Class, "excess", q.Excess)
		}
	}
	if x.Drivers != nil {
		for _, c := range x.Drivers.Classes {
			for _, f := range c.Factors {
				row(x.Name, "drivers", f.Name, c.Class, "sobol_first", f.First)
				row(x.Name, "drivers", f.Name, c.Class, "sobol_total", f.Total)
			}
			for _, q := range c.Pairs {
				row(x.Name, "drivers", q.A+" "+q.B, c.Class, "sobol_second", q.Second)
			}
		}
	}
}

// stressRows adds what is asked beside the events.
func stressRows(a *scenario.Answer, row rowOf) {
	for _, s := range a.Sequence {
		for _, b := range s.Branches {
			row(s.Event, "sequence", b.After, a.ReferenceClass, "weight", b.Weight)
			row(s.Event, "sequence", b.After, "", "rate", b.Rate)
			row(s.Event, "sequence", b.After, a.ReferenceClass, "target_prevails", b.TargetPrevails)
		}
	}
	for i := range a.Statements {
		t := &a.Statements[i]
		for _, r := range t.Rows {
			for _, k := range r.Classes {
				row(string(r.State), "statement", t.ID, k.Class, "speaker_comes_change", k.Comes)
				row(string(r.State), "statement", t.ID, k.Class, "outcome_change", k.Outcome)
			}
		}
	}
	if a.Sweep != nil {
		sweepRows(a.Sweep, a.ReferenceClass, row)
	}
}

func sweepRows(x *scenario.SweepAnswer, class string, row rowOf) {
	of := func(v float64, over *casus.Interval) casus.Interval {
		if over != nil {
			return *over
		}
		return casus.Interval{Median: v, Low: v, High: v}
	}
	for _, r := range x.Rows {
		name := string(r.Attacker) + " " + string(r.Target)
		row(name, "sweep", "", class, "target_prevails", of(r.Classes[inquiry.Reference], r.Over))
		for k, s := range r.Shocks {
			if s.Applies {
				row(name, "sweep", x.Shocks[k], class, "outcome_change", of(s.Classes[inquiry.Reference], s.Over))
			}
		}
	}
}
