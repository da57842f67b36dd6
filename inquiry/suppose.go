package inquiry

import (
	"fmt"
	"maps"
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

// Alliance is the one whose members have agreed on a spending guideline, and
// whose tables the pack has.
const Alliance = "north-atlantic-treaty"

// ShockEffect says what a supposed withdrawal or accession does in law.
type ShockEffect struct {
	Shock     string     `json:"shock"`
	Effective casus.Date `json:"effective"` // the first day on which it holds; empty where not known
	Notes     []string   `json:"notes"`
}

// SupposeLaw gives the library after the withdrawals and accessions named.
func (arc *Archive) SupposeLaw(shocks []string) (*treaty.Library, []ShockEffect, error) {
	if len(shocks) == 0 {
		return arc.Treaties, nil, nil
	}
	var list []treaty.Change
	for _, s := range shocks {
		c, err := treaty.ParseChange(s, arc.States.Resolve)
		if err != nil {
			return nil, nil, err
		}
		list = append(list, c)
	}
	lib, effects, err := arc.Treaties.With(list)
	if err != nil {
		return nil, nil, err
	}
	out := []ShockEffect{}
	for i, e := range effects {
		out = append(out, ShockEffect{Shock: shocks[i], Effective: e.Effective, Notes: e.Notes})
	}
	return lib, out, nil
}

// Suppositions are the supposed changes of one question, sorted by what they touch.
type Suppositions struct {
	Home      []casus.State // stay home
	Come      []casus.State
	Spend     map[casus.State]float64
	Law       []string
	Said      []string // ids of statements supposed to be said on the event's day
	Retracted []string
	// What the asker assumes in place of estimates.
	Assumed map[casus.State]forecast.Range
	Neither *forecast.Range
}

// Apply lays the suppositions that are neither law nor words over a case.
func (sh *Suppositions) Apply(arc *Archive, set *stateyear.Setting, on casus.Date, c *forecast.Case) {
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
	hold(sh.Home, 0)
	hold(sh.Come, 1)
	for _, s := range slices.Sorted(maps.Keys(sh.Assumed)) {
		if i := set.Index(s, on); i >= 0 {
			c.Assumed = append(c.Assumed, forecast.Assumed{State: i, Range: sh.Assumed[s]})
		}
	}
	c.Neither = sh.Neither
	for s, share := range sh.Spend {
		i := set.Index(s, on)
		now, ok := arc.spends(s, on)
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
func (arc *Archive) spends(s casus.State, on casus.Date) (share float64, ok bool) {
	f := arc.StatementWorld().Spending(s, on)
	return f.SharePct, f.Known && f.SharePct > 0
}

// shockVerbs are the shocks that the page can work out from law and figures.
var shockVerbs = []string{"stay-home", "commit", "leave", "join", "spend", "statement", "retract"}

// Suppose reads the shocks of a question and applies those to the law.
func (arc *Archive) Suppose(list []string, ev casus.Event) (*treaty.Library, Suppositions, error) {
	sh := Suppositions{Spend: map[casus.State]float64{}}
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
			sh.Law = append(sh.Law, s)
		case "statement", "retract":
			id, err := arc.OnRecord(rest)
			if err != nil {
				return nil, sh, err
			}
			if verb == "statement" {
				sh.Said = append(sh.Said, id)
			} else {
				sh.Retracted = append(sh.Retracted, id)
			}
		case "stay-home", "commit":
			who, err := arc.States.Resolve(rest, ev.On)
			if err != nil {
				return nil, sh, err
			}
			if who == ev.Target || slices.Contains(ev.Attackers, who) {
				return nil, sh, &casus.InputError{Msg: fmt.Sprintf("shock %s: %s is at war in any case", casus.Quoted(s), arc.Named(who, ev.On)), Hint: verb + ": takes a state that could help"}
			}
			if verb == "commit" {
				sh.Come = append(sh.Come, who)
			} else {
				sh.Home = append(sh.Home, who)
			}
			if slices.Contains(sh.Home, who) && slices.Contains(sh.Come, who) {
				return nil, sh, &casus.InputError{Msg: fmt.Sprintf("%s cannot both come and stay home", arc.Named(who, ev.On)), Hint: "drop one of the two shocks"}
			}
		case "spend":
			name, pct, ok := strings.Cut(rest, "=")
			who, err := arc.States.Resolve(name, ev.On)
			if err != nil {
				return nil, sh, err
			}
			v, perr := strconv.ParseFloat(pct, 64)
			if !ok || perr != nil || !(v >= 0 && v <= 50) {
				return nil, sh, &casus.InputError{Msg: fmt.Sprintf("shock %s: expected a share of GDP from 0 to 50", casus.Quoted(s)), Hint: "write spend:ESP=3.5 for 3.5 % of GDP"}
			}
			sh.Spend[who] = v
		}
	}
	lib, _, err := arc.SupposeLaw(sh.Law)
	return lib, sh, err
}

// OnRecord finds a statement by its id.
func (arc *Archive) OnRecord(id string) (string, error) {
	s, _, err := arc.Recorded(id)
	return s.ID, err
}

// Assume reads the asker's own judgements: USA=0.8 or USA=0.6..0.9, a state's
// chance of coming to the target, and neither=0.3, the chance that no side
// prevails. They are refused where no coherent whole is left. The error is an
// [*casus.InputError].
func (arc *Archive) Assume(sh *Suppositions, list []string, ev casus.Event) error {
	for _, s := range list {
		name, value, ok := strings.Cut(s, "=")
		r, err := parseRange(value)
		if !ok || err != nil {
			return &casus.InputError{Msg: fmt.Sprintf("assumption %s: expected a chance from 0 to 1 or a range of it", casus.Quoted(s)), Hint: "USA=0.8, USA=0.6..0.9 or neither=0.3"}
		}
		if strings.EqualFold(name, "neither") {
			if sh.Neither != nil {
				return &casus.InputError{Msg: "the chance that no side prevails is assumed twice", Hint: "drop one of the two"}
			}
			sh.Neither = &r
			continue
		}
		who, err := arc.States.Resolve(name, ev.On)
		if err != nil {
			return err
		}
		fault := func(msg, hint string) error {
			return &casus.InputError{Msg: fmt.Sprintf("assumption %s: %s", casus.Quoted(s), fmt.Sprintf(msg, arc.Named(who, ev.On))), Hint: hint}
		}
		switch _, twice := sh.Assumed[who]; {
		case who == ev.Target || slices.Contains(ev.Attackers, who):
			return fault("%s is at war in any case", "name a state that could help")
		case twice:
			return fault("%s is assumed twice", "drop one of the two")
		case slices.Contains(sh.Home, who), slices.Contains(sh.Come, who):
			return fault("a shock already says what %s does", "drop the shock or the assumption")
		}
		if sh.Assumed == nil {
			sh.Assumed = map[casus.State]forecast.Range{}
		}
		sh.Assumed[who] = r
	}
	return nil
}

// parseRange reads 0.8 or 0.6..0.9.
func parseRange(s string) (r forecast.Range, err error) {
	low, high, ranged := strings.Cut(s, "..")
	if r.Low, err = strconv.ParseFloat(low, 64); err != nil {
		return r, err
	}
	if r.High = r.Low; ranged {
		if r.High, err = strconv.ParseFloat(high, 64); err != nil {
			return r, err
		}
	}
	if !(r.Low >= 0 && r.Low <= r.High && r.High <= 1) {
		return r, fmt.Errorf("no chance: %s", s)
	}
	return r, nil
}
