package inquiry

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/internal/suggest"
)

// Names joins the names of states: "Russia and Belarus".
func (arc *Archive) Names(states []casus.State, on casus.Date) string {
	var out []string
	for _, s := range states {
		if s == casus.NonState {
			out = append(out, "a non-state actor")
		} else {
			out = append(out, arc.States.Name(s, on))
		}
	}
	if len(out) < 2 {
		return strings.Join(out, "")
	}
	return strings.Join(out[:len(out)-1], ", ") + " and " + out[len(out)-1]
}

// Today is the newest day that the facts cover: the latest vintage of any table.
func (arc *Archive) Today() casus.Date {
	var newest casus.Date
	for _, n := range arc.Facts.Names() {
		if v, err := casus.ParseDate(arc.Facts.Vintage(n)); err == nil && v > newest {
			newest = v
		}
	}
	return newest
}

// Question is an event as a user writes it. Empty fields take their defaults:
// the newest day that the facts cover, an armed attack on the target's home
// territory.
type Question struct {
	Attackers         []string // states in any spelling, or "nonstate"
	Target            string
	On                string
	At                string
	Kind              string
	Object            string
	TargetStruckFirst bool
}

// Event resolves a question. The error is an [*casus.InputError].
func (arc *Archive) Event(q Question) (casus.Event, error) {
	ev := casus.Event{TargetStruckFirst: q.TargetStruckFirst}
	var err error
	if ev.On, err = arc.DateIn("on", q.On); err != nil {
		return ev, err
	}
	if ev.Kind, err = OneOf("kind", q.Kind, casus.Kinds); err != nil {
		return ev, err
	}
	if ev.Object, err = OneOf("object", q.Object, casus.Objects); err != nil {
		return ev, err
	}
	if ev.Target, err = arc.StateIn("target", q.Target, ev.On); err != nil {
		return ev, arc.orTerritory(q.Target, ev.On, err)
	}
	for _, a := range q.Attackers {
		s := casus.NonState
		if !strings.EqualFold(strings.TrimSpace(a), string(casus.NonState)) {
			if s, err = arc.StateIn("attacker", a, ev.On); err != nil {
				return ev, err
			}
		}
		switch {
		case s == ev.Target:
			return ev, &casus.InputError{Field: "target", Msg: fmt.Sprintf("%s cannot attack itself", arc.Named(s, ev.On)), Hint: "RUS EST reads \"RUS attacks EST\""}
		case slices.Contains(ev.Attackers, s):
			return ev, &casus.InputError{Field: "attacker", Msg: fmt.Sprintf("the attacker %s is named twice", s)}
		}
		ev.Attackers = append(ev.Attackers, s)
	}
	if len(ev.Attackers) == 0 {
		return ev, &casus.InputError{Field: "attacker", Msg: "no attacker", Hint: "RUS EST reads \"RUS attacks EST\""}
	}
	slices.Sort(ev.Attackers)
	arc.underWay(&ev)
	ev.Theatre, err = arc.Theatre(q.At, ev)
	return ev, casus.InField("at", err)
}

// orTerritory explains a target that is a territory and no state: an attack on it
// is one on its state, there. Else it gives err back.
func (arc *Archive) orTerritory(text string, on casus.Date, err error) error {
	p, none := arc.Places.Resolve(text, on)
	if none != nil || p.Territory == "" || p.Of == "" && p.AdministeredBy == "" {
		return err
	}
	of := cmp.Or(p.Of, p.AdministeredBy)
	return casus.InField("target", &casus.InputError{Msg: fmt.Sprintf("%s is not a state: on %s it is territory of %s", p.Name, on, arc.Named(of, on)),
		Hint: fmt.Sprintf("name the state and the place: %s --at %q", of, text)})
}

// underWay notes a war that is under way between the target and an attacker. Where
// the target began it, it is no victim: it struck first.
func (arc *Archive) underWay(ev *casus.Event) {
	for _, r := range arc.Facts.MustTable("wars_under_way").Rows {
		first, since, until := casus.State(r.Text("first")), r.Date("from"), r.Date("until")
		if !(casus.Span{From: since, Until: until}).Holds(ev.On) {
			continue
		}
		against := r.List("against")
		struckBack := first == ev.Target && slices.ContainsFunc(ev.Attackers, func(a casus.State) bool { return slices.Contains(against, string(a)) })
		goesOn := slices.Contains(ev.Attackers, first) && slices.Contains(against, string(ev.Target)) && ev.On > since
		if struckBack || goesOn {
			ev.War = casus.War{First: first, Since: since, Finding: r.Text("finding")}
			ev.TargetStruckFirst = ev.TargetStruckFirst || struckBack
			return
		}
	}
}

// Theatre resolves where the attack falls, and refuses a place that is not the
// target's unless what is attacked can move.
func (arc *Archive) Theatre(at string, ev casus.Event) (casus.Place, error) {
	if at == "" {
		return arc.Home(ev.Target, ev.On), nil
	}
	p, err := arc.Places.Resolve(at, ev.On)
	if err != nil {
		return p, err
	}
	theirs := p.Of == ev.Target || p.AdministeredBy == ev.Target || slices.Contains(p.ClaimedBy, ev.Target)
	if theirs || ev.Object.Mobile() {
		return p, nil
	}
	whose := "open water"
	if p.Of != "" {
		whose = "territory of " + arc.Named(p.Of, ev.On)
	}
	hint := "for an attack on the target's forces there, add --object forces, vessel or aircraft"
	if lat, lon, ok := strings.Cut(at, ","); ok {
		swapped := strings.TrimSpace(lon) + "," + strings.TrimSpace(lat)
		if other, err := arc.Places.Resolve(swapped, ev.On); err == nil && other.Of == ev.Target {
			hint = "latitude comes first: did you mean " + swapped + "?"
		}
	}
	return p, &casus.InputError{Msg: fmt.Sprintf("%s is not territory of %s on %s: it is %s", p.Name, arc.Named(ev.Target, ev.On), ev.On, whose), Hint: hint}
}

// Home gives a state's metropolitan territory.
func (arc *Archive) Home(s casus.State, on casus.Date) casus.Place {
	p, err := arc.Places.HomeOf(s, on)
	if err != nil { // a state supposed on a day on which it did not exist has no home then
		return casus.Place{Name: arc.States.Name(s, on), Of: s, AdministeredBy: s, Metropolitan: true}
	}
	return p
}

// Date reads a day, "" as [Archive.Today].
func (arc *Archive) Date(s string) (casus.Date, error) {
	if s == "" {
		return arc.Today(), nil
	}
	return casus.ParseDate(s)
}

// DateIn reads the day in a field of a question, "" as [Archive.Today].
func (arc *Archive) DateIn(field, text string) (casus.Date, error) {
	on, err := arc.Date(text)
	return on, casus.InField(field, err)
}

// StateIn resolves the state in a field of a question.
func (arc *Archive) StateIn(field, text string, on casus.Date) (casus.State, error) {
	s, err := arc.States.Resolve(text, on)
	return s, casus.InField(field, err)
}

// Named gives a state's name on a day with its code: "Estonia (EST)".
func (arc *Archive) Named(s casus.State, on casus.Date) string {
	if s == casus.NonState {
		return "a non-state actor"
	}
	return arc.States.Label(s, on)
}

// OneOf reads a word of a closed list, "" as its first.
func OneOf[T ~string](what, word string, values []T) (T, error) {
	if word == "" {
		return values[0], nil
	}
	w := T(strings.ReplaceAll(strings.ToLower(word), "-", "_"))
	if slices.Contains(values, w) {
		return w, nil
	}
	var all []string
	for _, v := range values {
		all = append(all, string(v))
	}
	hint := suggest.Hint(word, all)
	if hint == "" {
		hint = "one of " + strings.Join(all, ", ")
	}
	return "", &casus.InputError{Field: what, Msg: fmt.Sprintf("no %s %s", what, casus.Quoted(word)), Hint: hint}
}
