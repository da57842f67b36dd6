// Package joining answers: who would come. For an event it gives each outside
// state's chances of joining the target, joining an attacker, or staying out.
//
// An [Event] holds what was known on its first day: the setting, the sides, and
// what the law says of each state ([Ties], by the treaty engine). [Params] are
// estimated on history, one set for each class of events, because
// the classes differ by two orders of magnitude: never show one alone.
package joining

import (
	"math"

	"casus"
	"casus/stateyear"
	"casus/treaty"
)

// Duty is how the law stands to one state's help for one side.
type Duty uint8

// The duties, the weaker first.
const (
	NoDuty Duty = iota
	ContestedDuty
	BoundDuty
)

// Tie is what the law says of one state in one event.
type Tie struct {
	Target     Duty             // to assist a target
	Attacker   Duty             // to assist an attacker, or to join its attack
	Barred     Duty             // from fighting an attacker: neutrality or non-aggression
	Consult    bool             // bound to consult a target
	Discretion casus.Discretion // the least that any clause of the weightiest duty to the target leaves; "" without one
	Several    bool             // every treaty of the weightiest duty to the target has more than two parties
	Offence    bool             // some treaty of that duty also promises to join an attack
}

// Event is a conflict at its first day as the states outside it see it.
type Event struct {
	Setting   *stateyear.Setting
	On        casus.Date
	Attackers []int // indices in Setting
	Targets   []int
	Ties      []Tie // by index in Setting

	// Lat and Lon are where it is fought, degrees; NaN for a target's home.
	Lat, Lon float64

	// Shift is added to each state's log-odds of joining the target, by index:
	// what is supposed beyond the estimates, such as the weight of a statement.
	// nil for nothing.
	Shift []float64
	// Held fixes states' chances of joining the target by supposition, by
	// index: 0 stays home, 1 comes, NaN is estimated. nil for nobody.
	Held []float64
}

// Chance is what one state outside might do; the rest of 1 is staying out.
type Chance struct {
	Target, Attacker float64
}

// GivenJoins is the chance of the target's side, given that the state joins; NaN
// for a state of which the class does not speak.
func (c Chance) GivenJoins() float64 { return c.Target / (c.Target + c.Attacker) }

// Belligerent reports whether the state with an index is in the event from the
// first day.
func (e *Event) Belligerent(i int) bool {
	for _, side := range [][]int{e.Attackers, e.Targets} {
		for _, j := range side {
			if i == j {
				return true
			}
		}
	}
	return false
}

// Outside lists the states that could join: those of the day that are not in it
// and of which enough is known.
func (e *Event) Outside() []int {
	var out []int
	for i := range e.Setting.States {
		if s := &e.Setting.States[i]; s.On(e.On) && s.Known() && !e.Belligerent(i) {
			out = append(out, i)
		}
	}
	return out
}

// NewEvent asks the treaties about an event and lays it beside the setting of
// its year. States of the event that the setting does not have are left out;
// without an attacker or a target left, ok is false.
func NewEvent(lib *treaty.Library, set *stateyear.Setting, ev casus.Event) (e *Event, ok bool) {
	e = &Event{Setting: set, On: ev.On, Lat: math.NaN(), Lon: math.NaN()}
	for _, a := range ev.Attackers {
		if i := set.Index(a, ev.On); i >= 0 {
			e.Attackers = append(e.Attackers, i)
		}
	}
	if i := set.Index(ev.Target, ev.On); i >= 0 {
		e.Targets = []int{i}
	}
	if len(e.Attackers) == 0 || len(e.Targets) == 0 {
		return nil, false
	}
	if !ev.Theatre.Metropolitan && ev.Theatre.Name != "" {
		e.Lat, e.Lon = ev.Theatre.Lat, ev.Theatre.Lon
	}
	e.Ties = Ties(set, ev, lib.Obligations(ev, treaty.Options{}))
	return e, true
}

// Ties sums up the rows of the treaty engine for one event, by index in the
// setting. Political commitments are no duty,
// and a duty that all states owe each other marks no ally.
func Ties(set *stateyear.Setting, ev casus.Event, rows []casus.Obligation) []Tie {
	ties := make([]Tie, len(set.States))
	parties := map[string]map[casus.State]bool{}
	offence := map[string]bool{}
	for _, r := range rows {
		offence[r.Treaty] = offence[r.Treaty] || r.Type == casus.Offence
		if parties[r.Treaty] == nil {
			parties[r.Treaty] = map[casus.State]bool{}
		}
		parties[r.Treaty][r.State], parties[r.Treaty][r.Toward] = true, true
	}
	for _, r := range rows {
		i := set.Index(r.State, ev.On)
		if i < 0 || r.Political || r.Universal {
			continue
		}
		duty := NoDuty
		switch r.Verdict {
		case casus.Bound:
			duty = BoundDuty
		case casus.Contested, casus.CannotTell: // neither surely bound nor surely free
			duty = ContestedDuty
		}
		if duty == NoDuty {
			continue
		}
		t := &ties[i]
		switch r.Type {
		case casus.Assist, casus.Offence:
			if r.Toward != ev.Target {
				t.Attacker = max(t.Attacker, duty)
				continue
			}
			several := len(parties[r.Treaty]) > 2
			switch {
			case duty > t.Target:
				t.Discretion, t.Several, t.Offence = r.Discretion, several, offence[r.Treaty]
			case duty == t.Target:
				if freer(t.Discretion, r.Discretion) {
					t.Discretion = r.Discretion
				}
				t.Several, t.Offence = t.Several && several, t.Offence || offence[r.Treaty]
			}
			t.Target = max(t.Target, duty)
		case casus.Consult:
			t.Consult = t.Consult || duty == BoundDuty && r.Toward == ev.Target
		case casus.Neutrality, casus.NonAggression:
			if r.Toward != ev.Target {
				t.Barred = max(t.Barred, duty)
			}
		}
	}
	return ties
}

// freer reports whether a leaves more choice than b.
func freer(a, b casus.Discretion) bool {
	rank := func(d casus.Discretion) int {
		for k, v := range casus.Discretions {
			if v == d {
				return k
			}
		}
		return len(casus.Discretions)
	}
	return rank(a) > rank(b)
}
