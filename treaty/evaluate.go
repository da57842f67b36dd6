package treaty

import (
	"cmp"
	"slices"
	"strings"

	"casus"
	"casus/internal/suggest"
)

// Library is a set of treaties that are asked together.
type Library struct {
	// CoveredFrom is the first day from which the library means to hold every
	// alliance that matters; before it, others stood that it does not know.
	// 0: no such day.
	CoveredFrom casus.Date
	// Past says that imported history answers beside it before CoveredFrom.
	Past     bool
	SHA256   string    // of the files that it was read from, set by who read them
	treaties []*Treaty // in the order of their ids
	byID     map[string]*Treaty
	names    func(s casus.State, on casus.Date) string
	idx      index
	first    []*Treaty     // those that put their own obligations before others
	register []*Registered // instruments that are known and not coded
}

// NewLibrary puts treaties together; a later one replaces an earlier one of the
// same id. names gives a state's name on a date for the traces.
func NewLibrary(treaties []*Treaty, names func(s casus.State, on casus.Date) string) *Library {
	l := &Library{byID: map[string]*Treaty{}, names: names}
	for _, t := range treaties {
		l.byID[t.ID] = t
	}
	for _, t := range l.byID {
		l.treaties = append(l.treaties, t)
	}
	slices.SortFunc(l.treaties, func(a, b *Treaty) int { return cmp.Compare(a.ID, b.ID) })
	for _, t := range l.treaties {
		if t.Conflict != nil {
			l.first = append(l.first, t)
		}
	}
	return l
}

// Plus gives the library with more treaties, each of which replaces one of its id.
func (l *Library) Plus(more ...*Treaty) *Library {
	out := NewLibrary(append(slices.Clone(l.treaties), more...), l.names)
	out.SHA256, out.CoveredFrom, out.Past, out.register = l.SHA256, l.CoveredFrom, l.Past, l.register
	return out
}

// Only gives a library that asks t alone, and still knows the others for
// conditions that refer to them.
func (l *Library) Only(t *Treaty) *Library {
	out := l.Plus(t)
	out.treaties, out.CoveredFrom, out.register = []*Treaty{t}, 0, nil
	return out
}

// All gives every treaty, in the order of their ids.
func (l *Library) All() []*Treaty { return l.treaties }

// Find gives the treaty of that id, name or alias; the error is an
// [*casus.InputError] with the nearest ones.
func (l *Library) Find(name string) (*Treaty, error) {
	if t := l.byID[name]; t != nil {
		return t, nil
	}
	var ids []string
	for _, t := range l.treaties {
		ids = append(ids, t.ID)
		for _, a := range append([]string{t.Name}, t.Aliases...) {
			if strings.EqualFold(a, name) {
				return t, nil
			}
			ids = append(ids, a)
		}
	}
	hint := suggest.Hint(name, ids)
	if hint == "" {
		hint = "'casus treaties list' shows them all"
	}
	return nil, &casus.InputError{Msg: "no treaty " + casus.Quoted(name), Hint: hint}
}

// LawSource says what an answer about the law of a day rests on.
type LawSource string

// What the law of a day may rest on.
const (
	FromEmbedded LawSource = "embedded"         // Casus's own treaties, which mean to be complete on that day
	FromPart     LawSource = "embedded_in_part" // the same, on a day on which others stood that are not among them
	FromHistory  LawSource = "imported_history" // imported history, beside Casus's own treaties
)

// LawOn says what an answer about the law of a day rests on.
func (l *Library) LawOn(on casus.Date) LawSource {
	switch {
	case on >= l.CoveredFrom:
		return FromEmbedded
	case l.Past:
		return FromHistory
	}
	return FromPart
}

// Options chooses which rows an answer has.
type Options struct {
	// All adds the rows that do not bind under treaties to which the state and
	// the target or an attacker are not both party.
	All bool
}

// Obligations asks every clause about every state that it could bind in the
// event, and gives one row for each state and clause, in the order of
// [casus.Verdicts]; within these by type, state, treaty and article.
func (l *Library) Obligations(ev casus.Event, opt Options) []casus.Obligation {
	out := []casus.Obligation{}
	treaties := l.treaties
	if !opt.All {
		treaties = l.candidates(&ev)
	}
	for _, t := range treaties {
		if t.Asked.Holds(ev.On) {
			out = append(out, l.ask(t, &ev, opt)...)
		}
	}
	Sort(out)
	return out
}

// Sort brings rows into the order of [Library.Obligations].
func Sort(rows []casus.Obligation) {
	slices.SortStableFunc(rows, func(a, b casus.Obligation) int {
		return cmp.Or(
			cmp.Compare(a.Verdict.Rank(), b.Verdict.Rank()),
			cmp.Compare(slices.Index(casus.ObligationTypes, a.Type), slices.Index(casus.ObligationTypes, b.Type)),
			cmp.Compare(a.State, b.State),
			cmp.Compare(a.Treaty, b.Treaty),
			cmp.Compare(a.Article, b.Article),
			cmp.Compare(a.Toward, b.Toward),
		)
	})
}

// ask evaluates one treaty.
func (l *Library) ask(t *Treaty, ev *casus.Event, opt Options) []casus.Obligation {
	var out []casus.Obligation
	sc := newScope(ev, t, l)
	for _, c := range t.Clauses {
		if !c.Days.Holds(ev.On) {
			continue
		}
		for _, partner := range c.partners(ev) {
			sc.Partner = partner
			for _, self := range c.obligors(ev, partner) {
				sc.Self = self
				// Nobody is bound before it signs or after it leaves: no trace is made for a row that is not shown.
				if !opt.All && t.standing(self, ev.On).state < signed && !t.both(self, ev) {
					continue
				}
				row := c.evaluate(sc)
				if row.Verdict != casus.NotBound || opt.All || t.both(self, ev) {
					row.Path = []string{label(ev)}
					out = append(out, row)
				}
			}
		}
	}
	return out
}

// both reports whether s and the target, or s and an attacker, have signed the
// treaty or are bound by it on the day, or were promised help by it.
func (t *Treaty) both(s casus.State, ev *casus.Event) bool {
	in := func(x casus.State) bool {
		if k := t.standing(x, ev.On).state; k >= signed {
			return true
		}
		live := t.Signed != 0 && t.Signed <= ev.On && (t.Ended == 0 || ev.On <= t.Ended)
		return live && slices.ContainsFunc(t.Clauses, func(c *Clause) bool { return !c.Members && slices.Contains(c.OwedTo, x) })
	}
	if !in(s) {
		return false
	}
	return in(ev.Target) || slices.ContainsFunc(ev.Attackers, in)
}

// partners gives the states to which the clause's duty could be owed in the event.
func (c *Clause) partners(ev *casus.Event) []casus.State {
	var allies []casus.State
	switch c.Type {
	case casus.Offence:
		allies = ev.Attackers
	case casus.Neutrality:
		allies = append([]casus.State{ev.Target}, ev.Attackers...)
	default:
		return []casus.State{ev.Target}
	}
	var out []casus.State
	for _, s := range allies {
		if _, ok := c.treaty.of[s]; s != casus.NonState && (ok || slices.Contains(c.OwedTo, s)) {
			out = append(out, s)
		}
	}
	return out
}

// obligors gives the states whose duty under the clause is a question in the
// event, each once, in the order of the treaty's parties.
func (c *Clause) obligors(ev *casus.Event, partner casus.State) []casus.State {
	var out []casus.State
	add := func(s casus.State) {
		attacks := slices.Contains(ev.Attackers, s)
		if s == ev.Target || s == partner || len(c.OwedTo) == 1 && c.OwedTo[0] == s || attacks != (c.Type == casus.NonAggression) || slices.Contains(out, s) {
			return
		}
		if c.OwedBy == nil || slices.Contains(c.OwedBy, s) {
			out = append(out, s)
		}
	}
	for i := range c.treaty.Parties {
		add(c.treaty.Parties[i].State)
	}
	for _, s := range c.OwedBy {
		if _, ok := c.treaty.of[s]; !ok {
			add(s)
		}
	}
	return out
}

// label writes an event as a step of a path: "RUS>EST".
func label(ev *casus.Event) string {
	return strings.Join(texts(ev.Attackers), "+") + ">" + string(ev.Target)
}

func join(states []casus.State) string { return strings.Join(texts(states), ", ") }
