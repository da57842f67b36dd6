package answer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"casus"
	"casus/forecast"
	"casus/inquiry"
	"casus/internal/numbers"
	"casus/internal/pool"
	"casus/joining"
	"casus/model"
	"casus/onset"
	"casus/treaty"
)

// estimate fills the page's links 2 to 4.
func estimate(ctx context.Context, arc *inquiry.Archive, b *Brief, lib *treaty.Library, sh inquiry.Suppositions, g *forecast.Engine, o inquiry.Estimates) error {
	c, err := arc.CaseIn(lib, b.Event, b.Obligations, sh)
	var none *inquiry.InestimableError
	if errors.As(err, &none) {
		b.CannotEstimate = none.Why
		return nil
	}
	if err != nil {
		return err
	}
	s, err := g.Over(ctx, c, forecast.Central(), o.Workers)
	if err != nil {
		return err
	}
	b.Response = chancesOf(arc, g, c, s)
	b.Outcome = outcomeOf(arc, g, c, s)
	b.Deterrence = attackOdds(arc, g.Model.Deterrence, c, s)
	b.Headline = headlineOf(arc, g.Model, c, b)
	b.Validity = skills(g.Model)
	if b.Assumptions, err = assumptions(g, c); err != nil {
		return err
	}
	b.Worth, err = worthOf(ctx, arc, g, c, b.Means, o)
	return err
}

// mostExplained bounds how many states' chances come with what drives them.
const mostExplained = 40

// chancesOf lists what each state outside might do, most likely first.
func chancesOf(arc *inquiry.Archive, g *forecast.Engine, c *forecast.Case, s *forecast.Spread) []Chance {
	e := c.Event
	params := g.Model.Response.Classes()
	var out []Chance
	for _, i := range e.Outside() {
		x := &e.Setting.States[i]
		stays := staysOut(s, c.Asked, i)
		for _, side := range []string{"target", "attacker"} {
			over := &s.Target
			if side == "attacker" {
				over = &s.Joins
			}
			r := Chance{State: x.ID, Name: arc.States.Name(x.ID, e.On), Side: side, P: over[c.Asked][i], StaysOut: stays,
				GivenJoins: givenJoins(s, c.Asked, i, side), ReferenceClass: c.Asked.Key(), Duty: dutyOf(e.Ties[i].Target), Drivers: []Driver{}, Extrapolation: []string{}}
			if side == "attacker" {
				if r.Duty = dutyOf(e.Ties[i].Attacker); r.P.High < 0.005 {
					continue // who would not dream of it
				}
			}
			for _, class := range forecast.Classes {
				k := ClassChance{Class: class.String(), P: over[class][i]}
				if n, ok := params[class].Comparable(e, i); ok && side == "target" {
					k.Comparable, k.Joined, k.Cases = n.All.String(), n.All.Joined, n.All.Cases
					if n.Later.Cases > 0 {
						k.Comparable += fmt.Sprintf("; since %d %d of %s", n.Later.Since, n.Later.Joined, numbers.Thousands(float64(n.Later.Cases)))
					}
					for _, w := range n.Extrapolation {
						r.Extrapolation = append(r.Extrapolation, class.String()+": "+w)
					}
				} else if class == forecast.Invoked {
					continue // it speaks of those bound to the target alone
				}
				r.Classes = append(r.Classes, k)
			}
			if side == "target" && c.Event.Ties[i].Target == joining.BoundDuty && againstGreatPower(c) {
				r.Extrapolation = append(r.Extrapolation, "no case of "+sayClause(c, x.ID)+" against a great power with nuclear weapons")
			}
			if e.Held != nil && !math.IsNaN(e.Held[i]) && side == "target" {
				r.Supposed = true
			}
			r.Assumed = slices.ContainsFunc(c.Assumed, func(a forecast.Assumed) bool { return a.State == i })
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b Chance) int { return cmp.Compare(b.P.Median, a.P.Median) })
	explained := 0
	for k := range out {
		if out[k].Side == "target" && explained < mostExplained {
			explained++
			for _, x := range params[c.Asked].Drivers(e, e.Setting.Index(out[k].State, e.On)) {
				out[k].Drivers = append(out[k].Drivers, Driver{x.Text, numbers.Round(x.Effect, 2)})
			}
		}
	}
	return out
}

// againstGreatPower reports whether an attacker is a major power with nuclear weapons.
func againstGreatPower(c *forecast.Case) bool {
	return slices.ContainsFunc(c.Event.Attackers, func(i int) bool { return c.Event.Setting.States[i].Nuclear && c.Event.Setting.States[i].Major })
}

// sayClause names the clause by which a state is bound, the alliance's first.
func sayClause(c *forecast.Case, s casus.State) string {
	for _, r := range c.Rows {
		if r.Type == casus.Assist && r.Verdict == casus.Bound && r.State == s && r.Treaty == inquiry.Alliance {
			return "Article " + r.Article
		}
	}
	return "a defence pact invoked"
}

// staysOut gives the chance that a state joins neither side.
func staysOut(s *forecast.Spread, class forecast.Class, i int) casus.Interval {
	values := make([]float64, len(s.Answers))
	for k, x := range s.Answers {
		c := x.Chances[class][i]
		values[k] = 1 - c.Target - c.Attacker
	}
	return forecast.Interval(values)
}

// givenJoins gives the chance that a state takes a side, given that it joins.
func givenJoins(s *forecast.Spread, class forecast.Class, i int, side string) casus.Interval {
	values := make([]float64, 0, len(s.Answers))
	for _, x := range s.Answers {
		v := x.Chances[class][i].GivenJoins()
		if side == "attacker" {
			v = 1 - v
		}
		if !math.IsNaN(v) { // nobody who is held at home joins
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return casus.Interval{}
	}
	return forecast.Interval(values)
}

func dutyOf(x joining.Duty) casus.Verdict {
	switch x {
	case joining.BoundDuty:
		return casus.Bound
	case joining.ContestedDuty:
		return casus.Contested
	}
	return casus.NotBound
}

// outcomeOf says how it would end.
func outcomeOf(arc *inquiry.Archive, g *forecast.Engine, c *forecast.Case, s *forecast.Spread) *Outcome {
	of := func(x forecast.EndsSpread) inquiry.OutcomeOf {
		return inquiry.OutcomeOf{TargetPrevails: x.Target, Stalemate: x.Neither, AttackerPrevail: x.Attacker}
	}
	ref := of(s.Ends[c.Asked])
	alone := of(s.Alone[c.Asked])
	o := &Outcome{ReferenceClass: c.Asked.Key(), TargetPrevails: ref.TargetPrevails, Stalemate: ref.Stalemate, AttackerPrevail: ref.AttackerPrevail,
		Alone: &alone, Extrapolation: []string{},
		Means: "To prevail is to win the dispute or war as the data define it: neither side has to, and most disputes end that way. It says nothing on whether land is overrun first."}
	if boundIn(c) {
		all := of(s.All[c.Asked])
		o.All = &all
	}
	for _, class := range classesOf(c) {
		k := OutcomeClass{Class: class.String(), OutcomeOf: of(s.Ends[class]), Cases: g.Model.Outcome.War.Cases}
		if class == forecast.Disputes {
			k.Cases = g.Model.Outcome.Dispute.Cases
		}
		o.Classes = append(o.Classes, k)
	}
	if last := g.Model.Outcome.War.Last; c.Event.On.Year() > last {
		o.Extrapolation = append(o.Extrapolation, fmt.Sprintf("the wars end in %d, the disputes in %d; the drift towards stalemate is carried on", last, g.Model.Outcome.Dispute.Last))
	} else {
		o.Extrapolation = append(o.Extrapolation, "the parameters were estimated on a history that holds this event")
	}
	armed := func(list []int) bool {
		return slices.ContainsFunc(list, func(i int) bool { return c.Event.Setting.States[i].Nuclear })
	}
	if armed(c.Event.Attackers) || armed(c.Event.Targets) {
		o.Extrapolation = append(o.Extrapolation, "a side has nuclear weapons: W does not know them, and no war between states that have them is among its cases")
	}
	return o
}

// classesOf lists the classes that have something of their own to say of a case:
// that of invoked alliances speaks of states bound to help alone.
func classesOf(c *forecast.Case) []forecast.Class {
	if !boundIn(c) {
		return []forecast.Class{forecast.Disputes, forecast.Wars}
	}
	return forecast.Classes[:]
}

// boundIn reports whether somebody is bound beyond dispute to help the target.
func boundIn(c *forecast.Case) bool {
	return slices.ContainsFunc(c.Event.Outside(), func(i int) bool { return c.Event.Ties[i].Target == joining.BoundDuty })
}

// attackOdds says how the odds of the attack itself stand.
func attackOdds(arc *inquiry.Archive, m *onset.Model, c *forecast.Case, s *forecast.Spread) *Deterrence {
	out := &Deterrence{Rate: s.Rate, Of: string(onset.Dispute), OddsRatio: s.Odds}
	var base *onset.BaseRate
	for k, b := range m.BaseRates {
		if b.Kind == onset.Dispute && (base == nil || b.Since > base.Since) {
			base = &m.BaseRates[k]
		}
	}
	if base != nil {
		n := joining.Count{Cases: base.Rows, Joined: base.Events}
		out.BaseRate = n.Share()
		out.Why = fmt.Sprintf("Base rate: %s since %d, %s of %s. The record of disputes ends with %d. ", base.Of, base.Since, numbers.Thousands(float64(base.Events)), numbers.Thousands(float64(base.Rows)), m.Dispute.Last)
	}
	if e := c.Event; len(e.Attackers) > 1 {
		out.Why += fmt.Sprintf("Of several attackers the rate is that of %s, the likeliest to begin one; that all begin it together, no record tells, and it is less likely. ", arc.States.Name(e.Setting.States[s.Central.By].ID, e.On))
	}
	if e := c.Event; !onset.Relevant(e.Setting, s.Central.By, e.Targets[0]) {
		out.Why += "Beyond history: the two are neither neighbours nor is one a major power, and the rates were estimated on pairs that are. "
	}
	if s.Odds == nil {
		out.Verdict = "cannot tell"
		out.Why += "Whether help makes an attack less likely: the sign is not stable out of sample (" + m.Why + ")."
	} else {
		out.Why += "An association in history, not the effect of an alliance: states choose their allies with their enemies in mind."
	}
	return out
}

// skills words how well the links have forecast history.
func skills(m *model.Model) []Skill {
	out := []Skill{}
	for _, s := range m.Shown() {
		k := Skill{Link: s.Link, N: s.N, Events: s.Events, LogLoss: s.LogLoss, Low: s.LogLossLow, High: s.LogLossHigh, Base: s.Reference, ROC: s.ROC}
		var parts []string
		parts = append(parts, fmt.Sprintf("%s (%s; %s cases, %s events)", s.Split, s.Model, numbers.Thousands(float64(s.N)), numbers.Thousands(float64(s.Events))))
		if s.LogLoss != nil && s.Reference != nil {
			text := fmt.Sprintf("log loss %s, the training base rate %s", digits(*s.LogLoss), digits(*s.Reference))
			if s.Own != nil {
				text += fmt.Sprintf(", that of these cases themselves, which no forecaster has, %s", digits(*s.Own))
			}
			parts = append(parts, text)
		}
		if s.ROC != nil {
			parts[len(parts)-1] += fmt.Sprintf("; area under ROC %.2f", *s.ROC)
		}
		k.Says = strings.Join(parts, ": ")
		out = append(out, k)
	}
	return out
}

func digits(v float64) string {
	if v < 0.1 {
		return fmt.Sprintf("%.4f", v)
	}
	return fmt.Sprintf("%.3f", v)
}

// assumptions shows how much of the answer hangs on each declared assumption.
func assumptions(g *forecast.Engine, c *forecast.Case) ([]Assumption, error) {
	var out []Assumption
	for k, x := range forecast.Declared {
		if k == forecast.Spending && c.Spend == nil {
			continue
		}
		a := Assumption{Name: x.Name, Says: x.Says, Value: x.Value, Low: x.Low, High: x.High}
		for _, end := range []struct {
			at float64
			to *float64
		}{{x.Low, &a.AtLow}, {x.High, &a.AtHigh}} {
			values := forecast.Central()
			values[k] = end.at
			ans, err := g.At(c, values, 0)
			if err != nil {
				return nil, err
			}
			*end.to = ans.Ends[c.Asked].Target
		}
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b Assumption) int {
		return cmp.Compare(math.Abs(b.AtHigh-b.AtLow), math.Abs(a.AtHigh-a.AtLow))
	})
	return out, nil
}

// worthDraws is the number of draws over which a state's worth is worked out.
const worthDraws = 40

// worthOf says what each state's coming is worth to the target, the most first.
func worthOf(ctx context.Context, arc *inquiry.Archive, g *forecast.Engine, c *forecast.Case, m *Means, o inquiry.Estimates) ([]Worth, error) {
	n := min(worthDraws, g.Draws())
	list := make([][]float64, 1+n)
	err := pool.Each(ctx, len(list), o.Workers, func(k int) (err error) {
		list[k], err = g.Worth(c, forecast.Central(), c.Asked, k)
		return err
	})
	if err != nil {
		return nil, err
	}
	over := list
	if n > 0 {
		over = list[1:]
	}
	spending := map[casus.State]float64{}
	total := 0.0
	for _, i := range c.Event.Outside() {
		if x := &c.Event.Setting.States[i]; !math.IsNaN(x.Spending) {
			spending[x.ID] = x.Spending
			total += x.Spending
		}
	}
	out := []Worth{}
	for _, i := range c.Event.Outside() {
		if list[0][i] < 1e-4 {
			continue
		}
		values := make([]float64, len(over))
		for k := range over {
			values[k] = over[k][i]
		}
		x := &c.Event.Setting.States[i]
		w := Worth{State: x.ID, Name: arc.States.Name(x.ID, c.Event.On), Shapley: forecast.Interval(values)}
		if v, ok := spending[x.ID]; ok && total > 0 {
			w.SpendingShare = numbers.Ptr(numbers.Round(100*v/total, 1))
		}
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(a, b Worth) int { return cmp.Compare(b.Shapley.Median, a.Shapley.Median) })
	return out, nil
}
