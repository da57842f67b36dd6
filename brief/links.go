package brief

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"casus"
	"casus/facts"
	"casus/forecast"
	"casus/joining"
	"casus/model"
	"casus/onset"
	"casus/statement"
	"casus/stateyear"
	"casus/treaty"
)

// DefaultDraws is the number of parameter draws behind an interval.
const DefaultDraws = 200

// Estimates says how links 2 to 4 are estimated. The zero value is the embedded
// model with [DefaultDraws] draws and seed 1.
type Estimates struct {
	Model   *model.Model // nil for the embedded one
	Draws   int          // 0 for DefaultDraws
	Seed    uint64       // 0 for 1
	Workers int          // 0 for one a processor; never changes the answer
}

// Engine makes the chain ready to answer.
func (e Estimates) Engine() (*forecast.Engine, error) {
	m := e.Model
	if m == nil {
		var err error
		if m, err = model.Default(); err != nil {
			return nil, err
		}
	}
	return forecast.New(m, cmp.Or(e.Draws, DefaultDraws), cmp.Or(e.Seed, 1))
}

// CaseOf resolves a question and its shocks and makes the event ready for the
// chain.
func (d *Desk) CaseOf(q Question, shocks ...string) (*forecast.Case, error) {
	ev, err := d.Event(q)
	if err != nil {
		return nil, err
	}
	lib, sh, err := d.parseShocks(shocks, ev)
	if err != nil {
		return nil, err
	}
	return d.caseIn(lib, ev, lib.Binding(ev), sh)
}

// caseIn makes an event ready for the chain: the setting of its day, the law's ties,
// the record of disputes and the statements that bear on the target. rows are the
// treaties' answers. The error is an *InestimableError where too little is known.
func (d *Desk) caseIn(lib *treaty.Library, ev casus.Event, rows []casus.Obligation, sh shocks) (*forecast.Case, error) {
	if slices.Contains(ev.Attackers, casus.NonState) {
		return nil, &InestimableError{"the estimates rest on conflicts between states; a non-state attacker is not among them"}
	}
	if ev.Kind != casus.ArmedAttack && ev.Kind != casus.Blockade {
		return nil, &InestimableError{"the estimates rest on force between states; no class of past events is like a " + strings.ReplaceAll(string(ev.Kind), "_", " ")}
	}
	set, err := d.setting(ev.On)
	if err != nil {
		return nil, err
	}
	e, err := d.eventIn(set, ev, rows)
	if err != nil {
		return nil, err
	}
	c := &forecast.Case{Event: e, Rows: rows}
	if c.Record, err = d.record(set, e.Attackers[0], e.Targets[0], ev.On.Year()); err != nil {
		return nil, err
	}
	if c.Voices, err = d.voices(lib, set, ev, rows, sh); err != nil {
		return nil, err
	}
	sh.apply(d, set, ev.On, c)
	return c, nil
}

// InestimableError says why links 2 to 4 have no answer for an event.
type InestimableError struct{ Why string }

func (e *InestimableError) Error() string { return e.Why }

// setting gives what was known of the states on a day: from the facts since 2014,
// before that from imported history.
func (d *Desk) setting(on casus.Date) (*stateyear.Setting, error) {
	if on.Year() >= stateyear.FirstPresent {
		d.shared.Lock()
		defer d.shared.Unlock()
		if s := d.shared.present[on]; s != nil {
			return s, nil
		}
		s := stateyear.Present(d.Facts, d.States, on)
		d.shared.present[on] = s
		return s, nil
	}
	if d.History == nil || !d.History.Has("cow-states") {
		return nil, &InestimableError{fmt.Sprintf("the facts describe %d and later: import the history since 1816 with 'casus data import DIR'", stateyear.FirstPresent)}
	}
	d.shared.Lock()
	defer d.shared.Unlock()
	if d.shared.past == nil {
		p, err := d.pastSettings()
		if err != nil {
			return nil, &InestimableError{"the imported history is not complete: " + err.Error()}
		}
		d.shared.past = p
	}
	return d.shared.past.Year(on.Year()), nil
}

// eventIn lays an event beside a setting.
func (d *Desk) eventIn(set *stateyear.Setting, ev casus.Event, rows []casus.Obligation) (*joining.Event, error) {
	e := &joining.Event{Setting: set, On: ev.On, Lat: math.NaN(), Lon: math.NaN()}
	for _, side := range []struct {
		of []casus.State
		to *[]int
	}{{ev.Attackers, &e.Attackers}, {[]casus.State{ev.Target}, &e.Targets}} {
		for _, s := range side.of {
			i := set.Index(s, ev.On)
			if i < 0 {
				return nil, &InestimableError{d.Named(s, ev.On) + " is not in the list of states that the estimates rest on"}
			}
			if !set.States[i].Known() {
				return nil, &InestimableError{"too little is known of " + d.Named(s, ev.On) + ": no output or population on record"}
			}
			*side.to = append(*side.to, i)
		}
	}
	if !ev.Theatre.Metropolitan && ev.Theatre.Name != "" {
		e.Lat, e.Lon = ev.Theatre.Lat, ev.Theatre.Lon
	}
	e.Ties = joining.Ties(set, ev, rows)
	return e, nil
}

// record gives what is known of past disputes of a pair, as late as the model
// was fitted to it: from the facts since 2014, before that from imported history.
func (d *Desk) record(set *stateyear.Setting, attacker, target, year int) (onset.Record, error) {
	d.shared.Lock()
	defer d.shared.Unlock()
	if year >= stateyear.FirstPresent {
		if d.shared.known == nil {
			d.shared.known = onset.NewKnown(d.Facts)
		}
		return d.shared.known.Record(set, attacker, target), nil
	}
	if d.shared.disputes == nil {
		var err error
		if d.shared.disputes, err = onset.NewDisputes(d.History); err != nil {
			return onset.Record{}, &InestimableError{"the imported history is not complete: " + err.Error()}
		}
	}
	return d.shared.disputes.Record(set, attacker, target, year-1-onset.Lag), nil
}

// voices gives the statements that bear on the target, as they weigh on their
// speakers' states: those said by the event's day and not retracted, and those
// that are supposed.
func (d *Desk) voices(lib *treaty.Library, set *stateyear.Setting, ev casus.Event, rows []casus.Obligation, sh shocks) ([]forecast.Voice, error) {
	all, err := d.said()
	if err != nil {
		return nil, err
	}
	owed := map[string]bool{}
	for _, r := range rows {
		if r.Type == casus.Assist && r.Verdict != casus.NotBound && !r.Political {
			owed[r.Treaty] = true
		}
	}
	w := d.statementWorld()
	if len(sh.law)+len(sh.spend) > 0 {
		w = w.Suppose(lib, sh.spend)
	}
	var out []forecast.Voice
	for _, s := range statement.Current(all) {
		supposed := slices.Contains(sh.said, s.ID)
		if !supposed && (!s.By(ev.On) || slices.Contains(sh.retracted, s.ID)) || !owed[s.Commitment] {
			continue
		}
		v, ok := d.voice(w, s, set, ev, supposed)
		if ok {
			out = append(out, v)
		}
	}
	return out, nil
}

// voice weighs one statement; ok is false where it moves nobody's coming to this
// target.
func (d *Desk) voice(w *statement.World, s statement.Statement, set *stateyear.Setting, ev casus.Event, supposed bool) (v forecast.Voice, ok bool) {
	stance := forecast.StanceWeights[s.Stance]
	i := -1
	if s.State != "" {
		i = set.Index(s.State, ev.On)
	}
	if stance == 0 || i < 0 || s.State == ev.Target || slices.Contains(ev.Attackers, s.State) {
		return v, false
	}
	asked, err := w.Asks(s, ev.Target, ev.Attackers, ev.On)
	if err != nil || asked.Reaches != "yes" {
		return v, false
	}
	v = forecast.Voice{ID: s.ID, Speaker: s.Speaker, State: i, Stance: stance, Authority: d.authority(s, ev.On)}
	if !supposed {
		v.Years = float64(ev.On-cmp.Or(s.Date, s.DateUntil, s.DateFrom)) / 365.25
	}
	return v, true
}

// authority weighs a speaker's office on a day: 1 for a head of state or
// government, 0.5 for a minister or a spokesman of theirs, 0 for who holds no
// office then.
func (d *Desk) authority(s statement.Statement, on casus.Date) float64 {
	best, found := 0.0, false
	for _, r := range d.offices(s.State, s.Speaker) {
		found = true
		if until := r.Date("until"); r.Date("from") <= on && (until == 0 || on < until) {
			best = max(best, officeWeight(r.Text("office")))
		}
	}
	if found {
		return best
	}
	role := strings.ToLower(s.Role)
	for _, w := range []string{"former", "candidate", "nominee", "opposition", "senator", "favourite"} {
		if strings.Contains(role, w) {
			return 0
		}
	}
	return officeWeight(s.Role)
}

// offices lists the rows of one person's offices for one state.
func (d *Desk) offices(of casus.State, person string) []facts.Row {
	d.shared.Lock()
	defer d.shared.Unlock()
	if d.shared.offices == nil {
		d.shared.offices = map[casus.State]map[string][]facts.Row{}
		for _, r := range d.Facts.MustTable("office_holders").Rows {
			s, who := casus.State(r.Text("of")), r.Text("person")
			if d.shared.offices[s] == nil {
				d.shared.offices[s] = map[string][]facts.Row{}
			}
			d.shared.offices[s][who] = append(d.shared.offices[s][who], r)
		}
	}
	return d.shared.offices[of][person]
}

// officeWeight weighs an office by its title.
func officeWeight(title string) float64 {
	t := strings.ToLower(title)
	for _, w := range []string{"spokes", "minister of", "foreign", "defence", "defense", "secretary"} {
		if strings.Contains(t, w) {
			return 0.5
		}
	}
	for _, w := range []string{"president", "prime minister", "chancellor", "king", "emperor", "premier"} {
		if strings.Contains(t, w) {
			return 1
		}
	}
	return 0.5
}

// estimate fills the page's links 2 to 4.
func (d *Desk) estimate(ctx context.Context, b *Brief, lib *treaty.Library, sh shocks, g *forecast.Engine, o Estimates) (*forecast.Spread, error) {
	c, err := d.caseIn(lib, b.Event, b.Obligations, sh)
	var none *InestimableError
	if errors.As(err, &none) {
		b.CannotEstimate = none.Why
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	s, err := g.Over(ctx, c, forecast.Central(), o.Workers)
	if err != nil {
		return nil, err
	}
	b.Response = d.chances(g, c, s)
	b.Outcome = d.outcome(g, c, s)
	b.Deterrence = attackOdds(g.Model.Deterrence, c, s)
	b.Validity = skills(g.Model)
	if b.Assumptions, err = assumptions(g, c); err != nil {
		return nil, err
	}
	b.Worth, err = d.worth(ctx, g, c, b.Means, o)
	return s, err
}

// estimateTables names the facts behind the estimates for a day.
func (d *Desk) estimateTables(on casus.Date) []string {
	if on.Year() >= stateyear.FirstPresent {
		return append(slices.Clone(stateyear.Tables), "last_disputes", "office_holders", "statements", "statement_conditions")
	}
	return []string{"nuclear", "office_holders", "statements", "statement_conditions"}
}
