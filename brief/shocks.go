package brief

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/internal/suggest"
	"casus/treaty"
)

// shocks are the supposed changes of one question, sorted by what they touch.
type shocks struct {
	home  []casus.State // stay home
	spend map[casus.State]float64
	law   []string
}

// shockVerbs are the shocks that the page can work out from law and figures.
var shockVerbs = []string{"stay-home", "leave", "join", "spend"}

// parseShocks reads the shocks of a question and applies those to the law.
func (d *Desk) parseShocks(list []string, ev casus.Event) (*treaty.Library, shocks, error) {
	sh := shocks{spend: map[casus.State]float64{}}
	for _, s := range list {
		verb, rest, ok := strings.Cut(s, ":")
		if !ok || !slices.Contains(shockVerbs, verb) {
			hint := suggest.Hint(verb, shockVerbs)
			if hint == "" {
				hint = "stay-home:USA, leave:USA/north-atlantic-treaty@2025-01-20, join:UKR/north-atlantic-treaty@2026-01-01 or spend:ESP=3.5"
			}
			return nil, sh, &casus.InputError{Msg: "no shock " + casus.Quoted(s), Hint: hint}
		}
		switch verb {
		case "leave", "join":
			sh.law = append(sh.law, s)
		case "stay-home":
			who, err := d.States.Resolve(rest, ev.On)
			if err != nil {
				return nil, sh, err
			}
			if who == ev.Target || slices.Contains(ev.Attackers, who) {
				return nil, sh, &casus.InputError{Msg: fmt.Sprintf("shock %s: %s is at war in any case", casus.Quoted(s), d.Named(who, ev.On)), Hint: "stay-home: takes a state that could help"}
			}
			sh.home = append(sh.home, who)
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

// differences says what each shock changes on the page, taken alone.
func (d *Desk) differences(list []string, ev casus.Event) []ShockDifference {
	out := []ShockDifference{}
	if len(list) == 0 {
		return out
	}
	plain := d.page(d.Treaties, ev, shocks{}, newUse(d.Facts))
	for _, s := range list {
		lib, sh, err := d.parseShocks([]string{s}, ev)
		if err != nil {
			continue // parsed once already
		}
		one := d.page(lib, ev, sh, newUse(d.Facts))
		diff := ShockDifference{Shock: s, Changes: compare(plain, one, sh), Notes: []string{}}
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
	return out
}

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
		out = append(out, "nothing on this page")
	}
	return out
}

func verdictWords(v casus.Verdict) string {
	switch v {
	case casus.Bound:
		return "bound"
	case casus.Contested:
		return "contested"
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
