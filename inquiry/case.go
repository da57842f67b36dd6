package inquiry

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"casus"
	"casus/forecast"
	"casus/joining"
	"casus/onset"
	"casus/stateyear"
	"casus/treaty"
)

// CaseOf resolves a question and its shocks and makes the event ready for the
// chain.
func (arc *Archive) CaseOf(q Question, shocks ...string) (*forecast.Case, error) {
	ev, err := arc.Event(q)
	if err != nil {
		return nil, err
	}
	lib, sh, err := arc.Suppose(shocks, ev)
	if err != nil {
		return nil, err
	}
	return arc.CaseIn(lib, ev, lib.Binding(ev), sh)
}

// CaseIn makes an event ready for the chain: the setting of its day, the law's ties,
// the record of disputes and the statements that bear on the target. rows are the
// treaties' answers. The error is an *InestimableError where too little is known.
func (arc *Archive) CaseIn(lib *treaty.Library, ev casus.Event, rows []casus.Obligation, sh Suppositions) (*forecast.Case, error) {
	if slices.Contains(ev.Attackers, casus.NonState) {
		return nil, &InestimableError{"the estimates rest on conflicts between states; a non-state attacker is not among them"}
	}
	if ev.Kind == casus.Proxy {
		return nil, &InestimableError{"the estimates rest on force between states; no class of past events is like a " + strings.ReplaceAll(string(ev.Kind), "_", " ")}
	}
	set, err := arc.Setting(ev.On)
	if err != nil {
		return nil, err
	}
	e, err := arc.eventIn(set, ev, rows)
	if err != nil {
		return nil, err
	}
	c := &forecast.Case{Event: e, Rows: rows, Asked: forecast.ClassOf(ev)}
	for _, a := range e.Attackers {
		r, err := arc.record(set, a, e.Targets[0], ev.On.Year())
		if err != nil {
			return nil, err
		}
		c.Records = append(c.Records, r)
	}
	c.Record = c.Records[0]
	if c.Voices, err = arc.voices(lib, set, ev, rows, sh); err != nil {
		return nil, err
	}
	sh.Apply(arc, set, ev.On, c)
	return c, nil
}

// InestimableError says why links 2 to 4 have no answer for an event.
type InestimableError struct{ Why string }

func (e *InestimableError) Error() string { return e.Why }

// Setting gives what was known of the states on a day: from the facts since 2014,
// before that from imported history.
func (arc *Archive) Setting(on casus.Date) (*stateyear.Setting, error) {
	if on.Year() >= stateyear.FirstPresent {
		arc.shared.Lock()
		defer arc.shared.Unlock()
		if s, ok := arc.shared.present.get(on); ok {
			return s, nil
		}
		s := stateyear.Present(arc.Facts, arc.States, on)
		arc.shared.present.put(on, s)
		return s, nil
	}
	if arc.History == nil || !arc.History.Has("cow-states") {
		return nil, &InestimableError{fmt.Sprintf("the facts describe %d and later: import the history since 1816 with 'casus data import DIR'", stateyear.FirstPresent)}
	}
	arc.shared.Lock()
	defer arc.shared.Unlock()
	if arc.shared.past == nil {
		p, err := arc.pastSettings()
		if err != nil {
			return nil, &InestimableError{"the imported history is not complete: " + err.Error()}
		}
		arc.shared.past = p
	}
	return arc.shared.past.Year(on.Year()), nil
}

// eventIn lays an event beside a setting.
func (arc *Archive) eventIn(set *stateyear.Setting, ev casus.Event, rows []casus.Obligation) (*joining.Event, error) {
	e := &joining.Event{Setting: set, On: ev.On, Lat: math.NaN(), Lon: math.NaN()}
	for _, side := range []struct {
		of []casus.State
		to *[]int
	}{{ev.Attackers, &e.Attackers}, {[]casus.State{ev.Target}, &e.Targets}} {
		for _, s := range side.of {
			i := set.Index(s, ev.On)
			if i < 0 {
				return nil, &InestimableError{arc.Named(s, ev.On) + " is not in the list of states that the estimates rest on"}
			}
			if !set.States[i].Known() {
				return nil, &InestimableError{"too little is known of " + arc.Named(s, ev.On) + ": no output or population on record"}
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
func (arc *Archive) record(set *stateyear.Setting, attacker, target, year int) (onset.Record, error) {
	arc.shared.Lock()
	defer arc.shared.Unlock()
	if year >= stateyear.FirstPresent {
		if arc.shared.known == nil {
			arc.shared.known = onset.NewKnown(arc.Facts)
		}
		return arc.shared.known.Record(set, attacker, target), nil
	}
	if arc.shared.disputes == nil {
		var err error
		if arc.shared.disputes, err = onset.NewDisputes(arc.History); err != nil {
			return onset.Record{}, &InestimableError{"the imported history is not complete: " + err.Error()}
		}
	}
	return arc.shared.disputes.Record(set, attacker, target, year-1-onset.Lag), nil
}
