package answer

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"casus"
	"casus/forecast"
	"casus/inquiry"
	"casus/internal/numbers"
	"casus/treaty"
)

// differences says what each shock changes on the page, taken alone. whole is
// the page under all of them, which of one shock is what is looked for.
func differences(ctx context.Context, arc *inquiry.Archive, q BriefQuestion, ev casus.Event, g *forecast.Engine, whole Brief) ([]ShockDifference, error) {
	out := []ShockDifference{}
	if len(q.Shocks) == 0 {
		return out, nil
	}
	plain := page(arc, arc.Treaties, ev, inquiry.Suppositions{}, inquiry.NewUse(arc.Facts))
	for _, s := range q.Shocks {
		lib, sh, err := arc.Suppose([]string{s}, ev)
		if err != nil {
			return nil, err
		}
		one := whole
		if len(q.Shocks) > 1 {
			one = page(arc, lib, ev, sh, inquiry.NewUse(arc.Facts))
		}
		diff := ShockDifference{Shock: s, Changes: compare(plain, one, sh), Notes: []string{}, Classes: []ClassChange{}}
		before, err := caseOf(arc, arc.Treaties, ev, plain.Obligations, inquiry.Suppositions{})
		if err != nil {
			return nil, err
		}
		after, err := caseOf(arc, lib, ev, one.Obligations, sh)
		if err != nil {
			return nil, err
		}
		if before != nil && after != nil {
			if err := diff.price(ctx, g, before, after, q.Workers); err != nil {
				return nil, err
			}
			if diff.Inert, err = inert(g, before, after, sh, diff); err != nil {
				return nil, err
			}
		}
		if len(sh.Law) > 0 {
			_, effects, _ := arc.SupposeLaw(sh.Law)
			for _, e := range effects {
				if e.Effective != 0 {
					diff.Notes = append(diff.Notes, "in effect from "+e.Effective.Words())
				}
				diff.Notes = append(diff.Notes, e.Notes...)
			}
		}
		out = append(out, diff)
	}
	return out, nil
}

// caseOf makes an event ready for the chain; nil where that has no answer.
func caseOf(arc *inquiry.Archive, lib *treaty.Library, ev casus.Event, rows []casus.Obligation, sh inquiry.Suppositions) (*forecast.Case, error) {
	c, err := arc.CaseIn(lib, ev, rows, sh)
	var none *inquiry.InestimableError
	if errors.As(err, &none) {
		return nil, nil
	}
	return c, err
}

// price fills in what a shock changes: differences of the same draws, on the same
// groups and grids, and how far the approximation can be off.
func (x *ShockDifference) price(ctx context.Context, g *forecast.Engine, a, b *forecast.Case, workers int) error {
	if err := g.Pair(a, b); err != nil {
		return err
	}
	before, err := g.Draw(ctx, a, forecast.Central(), workers)
	if err != nil {
		return err
	}
	after, err := g.Draw(ctx, b, forecast.Central(), workers)
	if err != nil {
		return err
	}
	over := func(get func(*forecast.Answer) float64) casus.Interval {
		values := make([]float64, len(after.Answers))
		for k := range values {
			values[k] = get(after.Answers[k]) - get(before.Answers[k])
		}
		return forecast.Interval(values)
	}
	for _, class := range forecast.Classes {
		x.Classes = append(x.Classes, ClassChange{class.String(), over(func(a *forecast.Answer) float64 { return a.Ends[class].Target })})
	}
	coarse, fine, err := g.Effect(a, b, a.Asked)
	if err != nil {
		return err
	}
	x.Error = math.Abs(coarse - fine)
	change := x.Classes[a.Asked].Change
	x.OutcomeChange = &change
	if before.Odds != nil && after.Odds != nil {
		odds := over(func(a *forecast.Answer) float64 { return a.Odds })
		x.OddsRatioChange = &odds
	}
	return nil
}

// inert says in one line what stands in the way of a shock that moves nothing; ""
// where it moves something.
func inert(g *forecast.Engine, a, b *forecast.Case, sh inquiry.Suppositions, x ShockDifference) (string, error) {
	for _, c := range x.Classes {
		if c.Change.Low != 0 || c.Change.High != 0 {
			return "", nil
		}
	}
	if len(sh.Spend) > 0 {
		high := forecast.Central()
		high[forecast.Spending] = forecast.Declared[forecast.Spending].High
		var ends [2]float64
		for k, c := range []*forecast.Case{a, b} {
			ans, err := g.At(c, high, 0)
			if err != nil {
				return "", err
			}
			ends[k] = ans.Ends[a.Asked].Target
		}
		if b.Spend == nil {
			return "no figure of what the state spends now is among the facts, so that a change of it has no size", nil
		}
		return fmt.Sprintf("spending moves a state's strength by a declared elasticity alone, which is %g: history does not tell it; at %g, the end of its range, the target's chance would change by %+.2f points",
			forecast.Declared[forecast.Spending].Value, high[forecast.Spending], 100*(ends[1]-ends[0])), nil
	}
	return "nothing changes that the estimates look at: the state's duty, its strength and what it would do are as before", nil
}

// NothingElse says that a shock changes nothing on the page but the estimates.
const NothingElse = "nothing on this page"

// compare words what differs between two pages.
func compare(a, b Brief, sh inquiry.Suppositions) []string {
	var out []string
	verdicts := func(p Brief) map[casus.State]casus.Verdict {
		m := map[casus.State]casus.Verdict{}
		for _, s := range p.Standing {
			m[s.State] = s.Verdict
		}
		return m
	}
	va, vb := verdicts(a), verdicts(b)
	var states []casus.State
	for s := range va {
		states = append(states, s)
	}
	for s := range vb {
		if _, ok := va[s]; !ok {
			states = append(states, s)
		}
	}
	slices.Sort(states)
	for _, s := range states {
		if va[s] != vb[s] {
			out = append(out, fmt.Sprintf("%s: %s, without the shock %s", s, verdictWords(vb[s]), verdictWords(va[s])))
		}
	}
	if len(sh.Home) > 0 {
		out = append(out, "the law does not change: who stays home is as bound as before")
	}
	if a.Means != nil && b.Means != nil {
		for _, f := range []struct {
			what   string
			before *float64
			after  *float64
			unit   string
		}{
			{"expenditure of the target and those bound", a.Means.Total.Expenditure, b.Means.Total.Expenditure, " million US$"},
			{"their active personnel", a.Means.Total.Personnel, b.Means.Total.Personnel, ""},
		} {
			if x, y := numbers.Value(f.before), numbers.Value(f.after); x > 0 && numbers.Round(x-y, 1) != 0 {
				out = append(out, fmt.Sprintf("%s: %s instead of %s%s (%+.1f %%)", f.what, numbers.Thousands(y), numbers.Thousands(x), f.unit, 100*(y-x)/x))
			}
		}
	}
	if a.Burden != nil && b.Burden != nil {
		if a.Burden.Meeting != b.Burden.Meeting {
			out = append(out, fmt.Sprintf("at the guideline: %d of %d instead of %d of %d", b.Burden.Meeting, b.Burden.Members, a.Burden.Meeting, a.Burden.Members))
		}
		if a.Burden.GapUSD != b.Burden.GapUSD {
			out = append(out, fmt.Sprintf("distance of the others to it: %s instead of %s million US$", numbers.Thousands(b.Burden.GapUSD), numbers.Thousands(a.Burden.GapUSD)))
		}
	}
	if len(out) == 0 {
		out = append(out, NothingElse)
	}
	return out
}

func verdictWords(v casus.Verdict) string {
	switch v {
	case casus.Bound:
		return "bound"
	case casus.Contested:
		return "contested"
	case casus.CannotTell:
		return "cannot tell"
	}
	return "not bound"
}
