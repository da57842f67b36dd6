package statement

import (
	"fmt"
	"slices"
	"strings"

	"casus"
)

// Bearing says what a statement has to do with whom on a day.
type Bearing struct {
	Treaty  string     `json:"treaty"` // "" where the statement concerns no commitment
	Name    string     `json:"name"`
	Article string     `json:"article"`
	On      casus.Date `json:"on"`

	// Reaches, Not and CannotTell part the states that the commitment binds on
	// the day, and those that the condition names besides. The speaker's own
	// state is among them only if the condition names it.
	Reaches    []Reach `json:"reaches"`
	Not        []Reach `json:"not"`
	CannotTell []Reach `json:"cannot_tell"`

	When    string `json:"when"`    // the condition, "" for none
	Says    string `json:"says"`    // the same in words
	Asserts string `json:"asserts"` // what the statement asserts about those reached
	Basis   string `json:"basis"`   // "words", "reading", or "none" where there is no condition
	// PublishedLater says that figures were used which had not been published
	// on the day.
	PublishedLater bool     `json:"published_later"`
	Edition        string   `json:"edition,omitempty"` // of the figures used
	Sources        []string `json:"sources"`           // of the figures used
	Notes          []string `json:"notes"`
}

// Reach is one state, and why the statement reaches it or does not.
type Reach struct {
	State   casus.State `json:"state"`
	Name    string      `json:"name"`
	Because string      `json:"because"`
	// Figure is the spending that the condition asked about, nil where it asked
	// about none or it is not known.
	Figure *Figure `json:"figure,omitempty"`
}

// Asked is what a statement's condition says of one target in one event.
type Asked struct {
	Conditional bool   `json:"conditional"` // the statement names a condition, other than whom it is about
	Limited     bool   `json:"limited"`     // it applies to some states only
	Reaches     string `json:"reaches"`     // "yes", "no", "cannot_tell"
	Because     string `json:"because"`
	Figure      Figure `json:"-"` // the figure used, zero for none
}

// Bearing says which states a statement reaches on a day, 0 for its own. The
// error is an [*casus.InputError] with the fault of the condition.
func (w *World) Bearing(s Statement, on casus.Date) (Bearing, error) {
	if on == 0 {
		on = s.when()
	}
	b := Bearing{Treaty: s.Commitment, Article: strings.Join(s.Articles, ", "), On: on, Basis: "none",
		Reaches: []Reach{}, Not: []Reach{}, CannotTell: []Reach{}, Sources: []string{}, Notes: []string{}, Asserts: Asserts(s)}
	if s.Applies != nil {
		b.When, b.Says, b.Basis = s.Applies.When, s.Applies.Says, s.Applies.Basis
	}
	if s.Commitment == "" {
		b.Notes = append(b.Notes, "the statement is not about a commitment that Casus knows")
		return b, nil
	}
	t, err := w.treaties.Find(s.Commitment)
	if err != nil {
		return b, err
	}
	b.Treaty, b.Name = t.ID, t.Name
	if on == 0 {
		b.Notes = append(b.Notes, "the day is not known; give one to see whom the statement would reach on it")
		return b, nil
	}
	states := slices.DeleteFunc(t.Members(on), func(x casus.State) bool { return x == s.State })
	if t.Incomplete != "" {
		b.Notes = append(b.Notes, "the list of parties is not complete: "+t.Incomplete)
	}
	if s.Applies != nil {
		p, faults := w.compile(s.Applies.When)
		if len(faults) > 0 {
			return b, faults[0]
		}
		for _, x := range p.Literals().States {
			if id := casus.State(x); w.states.Exists(id, on) && p.Uses("target") && !slices.Contains(states, id) {
				states = append(states, id)
			}
		}
	}
	slices.Sort(states)
	for _, x := range states {
		a, err := w.Asks(s, x, nil, on)
		if err != nil {
			return b, err
		}
		r := Reach{State: x, Name: w.states.Name(x, on), Because: a.Because}
		if a.Figure.Known {
			r.Figure = &a.Figure
		}
		switch answer(a.Reaches) {
		case yes:
			b.Reaches = append(b.Reaches, r)
		case no:
			b.Not = append(b.Not, r)
		default:
			b.CannotTell = append(b.CannotTell, r)
		}
		if f := a.Figure; f.Known {
			b.Edition, b.PublishedLater = f.Edition, f.Later
			if !slices.Contains(b.Sources, f.Source) {
				b.Sources = append(b.Sources, f.Source)
			}
			if f.Year < on.Year() {
				b.note(fmt.Sprintf("the edition %s has no figure for %d for every state; the last one before stands in", f.Edition, on.Year()))
			}
		}
	}
	if b.PublishedLater {
		b.note(fmt.Sprintf("the figures are those of the edition %s, published after the day: no edition of the tables here was known then", b.Edition))
	}
	if b.Basis == "reading" {
		b.note("the condition is our reading of the words, which can be read in another way")
	}
	return b, nil
}

func (b *Bearing) note(s string) {
	if !slices.Contains(b.Notes, s) {
		b.Notes = append(b.Notes, s)
	}
}

// Asks says whether a statement's condition reaches a target on a day.
// attackers are those of the event, nil where no event is asked about.
func (w *World) Asks(s Statement, target casus.State, attackers []casus.State, on casus.Date) (Asked, error) {
	a := Asked{Conditional: s.Condition != "", Limited: s.Applies != nil, Reaches: string(yes)}
	if s.Applies == nil {
		switch {
		case s.Condition != "":
			a.Reaches, a.Because = string(cannotTell), "the condition is given in words alone"
		case s.Commitment != "":
			a.Because = "bound by the commitment on the day; the statement names no condition"
		}
		return a, nil
	}
	p, faults := w.compile(s.Applies.When)
	if len(faults) > 0 {
		return a, faults[0]
	}
	sc := &scope{world: w, target: target, speaker: s.State, on: on, attackers: attackers}
	result, because := sc.holds(p)
	a.Reaches, a.Because = string(result), because
	if because == "" {
		a.Because = "among those whom the statement is about"
		if result == no {
			a.Because = "not among those whom the statement is about"
		}
	}
	a.Figure = sc.figures[target]
	return a, nil
}

// Asserts says what a statement asserts about those whom it reaches: what its
// entry says, else what its stance does.
func Asserts(s Statement) string {
	if s.Applies != nil && s.Applies.Asserts != "" {
		return s.Applies.Asserts
	}
	return asserts[s.Stance]
}

// asserts words what a statement of each stance asserts about those it reaches.
var asserts = map[string]string{
	"commit":           "help is pledged for them",
	"reassure":         "confidence that the commitment to them holds; a pledge of the speaker's own it is not",
	"threaten":         "help is put in doubt for them",
	"refuse":           "help is refused them",
	"encourage_attack": "an attack on them is encouraged",
	"condemn":          "judges the words or acts of another; says nothing on who would be helped",
	"warn":             "warns of a danger to the commitment to them; says nothing on who would be helped",
	"clarify":          "says what the commitment to them holds, or what was said of it",
	"report":           "tells what was said or done; pledges and refuses nothing",
	"other":            "concerns the commitment to them; neither pledges nor refuses help",
}
