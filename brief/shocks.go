package brief

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/forecast"
	"casus/internal/suggest"
	"casus/stateyear"
	"casus/treaty"
)

// shocks are the supposed changes of one question, sorted by what they touch.
type shocks struct {
	home      []casus.State // stay home
	come      []casus.State
	spend     map[casus.State]float64
	law       []string
	said      []string // ids of statements supposed to be said on the event's day
	retracted []string
}

// apply lays the suppositions that are neither law nor words over a case.
func (sh *shocks) apply(d *Desk, set *stateyear.Setting, on casus.Date, c *forecast.Case) {
	hold := func(list []casus.State, p float64) {
		for _, s := range list {
			if i := set.Index(s, on); i >= 0 {
				if c.Event.Held == nil {
					c.Event.Held = make([]float64, len(set.States))
					for k := range c.Event.Held {
						c.Event.Held[k] = math.NaN()
					}
				}
				c.Event.Held[i] = p
			}
		}
	}
	hold(sh.home, 0)
	hold(sh.come, 1)
	for s, share := range sh.spend {
		i := set.Index(s, on)
		now, ok := d.spends(s, on)
		if i < 0 || !ok {
			continue
		}
		if c.Spend == nil {
			c.Spend = make([]float64, len(set.States))
			for k := range c.Spend {
				c.Spend[k] = 1
			}
		}
		c.Spend[i] = share / now
	}
}

// spends gives what a state spends on defence as a share of its GDP, in per
// cent, by the newest figures of the alliance; ok is false where it has none.
func (d *Desk) spends(s casus.State, on casus.Date) (share float64, ok bool) {
	f := d.statementWorld().Spending(s, on)
	return f.SharePct, f.Known && f.SharePct > 0
}

// shockVerbs are the shocks that the page can work out from law and figures.
var shockVerbs = []string{"stay-home", "commit", "leave", "join", "spend", "statement", "retract"}

// parseShocks reads the shocks of a question and applies those to the law.
func (d *Desk) parseShocks(list []string, ev casus.Event) (*treaty.Library, shocks, error) {
	sh := shocks{spend: map[casus.State]float64{}}
	for _, s := range list {
		verb, rest, ok := strings.Cut(s, ":")
		if !ok || !slices.Contains(shockVerbs, verb) {
			hint := suggest.Hint(verb, shockVerbs)
			if hint == "" {
				hint = "stay-home:USA, commit:FRA, statement:S03, retract:S03, leave:USA/north-atlantic-treaty@2025-01-20, join:UKR/north-atlantic-treaty@2026-01-01 or spend:ESP=3.5"
			}
			return nil, sh, &casus.InputError{Msg: "no shock " + casus.Quoted(s), Hint: hint}
		}
		switch verb {
		case "leave", "join":
			sh.law = append(sh.law, s)
		case "statement", "retract":
			id, err := d.onRecord(rest)
			if err != nil {
				return nil, sh, err
			}
			if verb == "statement" {
				sh.said = append(sh.said, id)
			} else {
				sh.retracted = append(sh.retracted, id)
			}
		case "stay-home", "commit":
			who, err := d.States.Resolve(rest, ev.On)
			if err != nil {
				return nil, sh, err
			}
			if who == ev.Target || slices.Contains(ev.Attackers, who) {
				return nil, sh, &casus.InputError{Msg: fmt.Sprintf("shock %s: %s is at war in any case", casus.Quoted(s), d.Named(who, ev.On)), Hint: verb + ": takes a state that could help"}
			}
			if verb == "commit" {
				sh.come = append(sh.come, who)
			} else {
				sh.home = append(sh.home, who)
			}
			if slices.Contains(sh.home, who) && slices.Contains(sh.come, who) {
				return nil, sh, &casus.InputError{Msg: fmt.Sprintf("%s cannot both come and stay home", d.Named(who, ev.On)), Hint: "drop one of the two shocks"}
			}
		case "spend":
			name, pct, ok := strings.Cut(rest, "=")
			who, err := d.States.Resolve(name, ev.On)
			if err != nil {
				return nil, sh, err
			}
			v, perr := strconv.ParseFloat(pct, 64)
			if !ok || perr != nil || !(v >= 0 && v <= 50) {
				return nil, sh, &casus.InputError{Msg: fmt.Sprintf("shock %s: expected a share of GDP from 0 to 50", casus.Quoted(s)), Hint: "write spend:ESP=3.5 for 3.5 % of GDP"}
			}
			sh.spend[who] = v
		}
	}
	lib, _, err := d.shocked(sh.law)
	return lib, sh, err
}

// onRecord finds a statement by its id.
func (d *Desk) onRecord(id string) (string, error) {
	s, err := d.Statement(id, "")
	return s.Statement.ID, err
}

// differences says what each shock changes on the page, taken alone. whole and
// after are the page and its estimates under all of them, which of one shock are
// what is looked for.
func (d *Desk) differences(ctx context.Context, q BriefQuestion, ev casus.Event, g *forecast.Engine, whole Brief, after *forecast.Spread) ([]ShockDifference, error) {
	out := []ShockDifference{}
	if len(q.Shocks) == 0 {
		return out, nil
	}
	plain := d.page(d.Treaties, ev, shocks{}, newUse(d.Facts))
	before, err := d.spread(ctx, d.Treaties, ev, plain.Obligations, shocks{}, g, q.Workers)
	if err != nil {
		return nil, err
	}
	for _, s := range q.Shocks {
		lib, sh, err := d.parseShocks([]string{s}, ev)
		if err != nil {
			return nil, err
		}
		one := whole
		if len(q.Shocks) > 1 {
			one = d.page(lib, ev, sh, newUse(d.Facts))
			if after, err = d.spread(ctx, lib, ev, one.Obligations, sh, g, q.Workers); err != nil {
				return nil, err
			}
		}
		diff := ShockDifference{Shock: s, Changes: compare(plain, one, sh), Notes: []string{}, Classes: []ClassChange{}}
		diff.price(before, after)
		if len(sh.law) > 0 {
			_, effects, _ := d.shocked(sh.law)
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

// spread answers for an event over the draws; nil where the chain has no answer.
func (d *Desk) spread(ctx context.Context, lib *treaty.Library, ev casus.Event, rows []casus.Obligation, sh shocks, g *forecast.Engine, workers int) (*forecast.Spread, error) {
	c, err := d.caseIn(lib, ev, rows, sh)
	var none *InestimableError
	if errors.As(err, &none) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return g.Over(ctx, c, forecast.Central(), workers)
}

// price fills in what a shock changes: differences of the same draws.
func (x *ShockDifference) price(before, after *forecast.Spread) {
	if before == nil || after == nil {
		return
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
	change := x.Classes[Reference].Change
	x.OutcomeChange = &change
	if before.Odds != nil && after.Odds != nil {
		odds := over(func(a *forecast.Answer) float64 { return a.Odds })
		x.OddsRatioChange = &odds
	}
}

// NothingElse says that a shock changes nothing on the page but the estimates.
const NothingElse = "nothing on this page"

// compare words what differs between two pages.
func compare(a, b Brief, sh shocks) []string {
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
	if len(sh.home) > 0 {
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
			if x, y := value(f.before), value(f.after); x > 0 && round(x-y, 1) != 0 {
				out = append(out, fmt.Sprintf("%s: %s instead of %s%s (%+.1f %%)", f.what, Thousands(y), Thousands(x), f.unit, 100*(y-x)/x))
			}
		}
	}
	if a.Burden != nil && b.Burden != nil {
		if a.Burden.Meeting != b.Burden.Meeting {
			out = append(out, fmt.Sprintf("at the guideline: %d of %d instead of %d of %d", b.Burden.Meeting, b.Burden.Members, a.Burden.Meeting, a.Burden.Members))
		}
		if a.Burden.GapUSD != b.Burden.GapUSD {
			out = append(out, fmt.Sprintf("distance of the others to it: %s instead of %s million US$", Thousands(b.Burden.GapUSD), Thousands(a.Burden.GapUSD)))
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

// Thousands writes a number in whole units with thin groups of three.
func Thousands(v float64) string {
	s := strconv.FormatFloat(round(v, 0), 'f', 0, 64)
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if neg {
		s = "-" + s
	}
	return s
}
