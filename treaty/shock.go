package treaty

import (
	"fmt"
	"slices"
	"strings"

	"casus"
)

// Change is a withdrawal from a treaty or an accession to it, as a shock.
type Change struct {
	State  casus.State
	Treaty string
	Leave  bool       // else it joins
	On     casus.Date // the day of the notice, or the first day on which it is bound
}

// Effect says what a [Change] does in law.
type Effect struct {
	Change    Change
	Effective casus.Date `json:"effective"` // the first day on which the change holds; 0 where that is not known
	Notes     []string   `json:"notes"`     // the treaty's own rule, and the domestic law that binds a notice
}

// With gives the library as it would be after the changes, each under the
// treaty's own terms. The receiver is not altered. The error is an
// [*casus.InputError]: an unknown treaty, a state that is not a party on the
// day of its notice or is one already, a notice before any may be given.
func (l *Library) With(changes []Change) (*Library, []Effect, error) {
	treaties := slices.Clone(l.treaties)
	effects := []Effect{}
	out := NewLibrary(treaties, l.names)
	out.SHA256, out.CoveredFrom, out.Past, out.register = l.SHA256, l.CoveredFrom, l.Past, l.register
	for _, c := range changes {
		t, err := out.Find(c.Treaty)
		if err != nil {
			return nil, nil, err
		}
		c.Treaty = t.ID
		changed, effect, err := t.with(c)
		if err != nil {
			return nil, nil, err
		}
		effects = append(effects, effect)
		i := slices.Index(out.treaties, t)
		out.treaties = slices.Clone(out.treaties)
		out.treaties[i] = changed
		out.byID[t.ID] = changed
	}
	return out, effects, nil
}

func (t *Treaty) with(c Change) (*Treaty, Effect, error) {
	copied := *t
	copied.Parties = slices.Clone(t.Parties)
	copied.Clauses = make([]*Clause, len(t.Clauses))
	for i, cl := range t.Clauses {
		k := *cl
		k.treaty = &copied
		copied.Clauses[i] = &k
	}
	effect := Effect{Change: c, Notes: []string{}}
	st := t.standing(c.State, c.On)
	if !c.Leave {
		if st.state >= unknown {
			return nil, effect, &casus.InputError{Msg: fmt.Sprintf("%s is a party to the %s on %s already", c.State, t.Name, c.On), Hint: "join: takes a state that is not yet bound"}
		}
		// A spell that would begin later gives way to the earlier accession.
		copied.Parties = slices.DeleteFunc(copied.Parties, func(p Party) bool { return p.State == c.State && (p.From == 0 || p.From >= c.On) })
		copied.Parties = append(copied.Parties, Party{State: c.State, From: c.On, Note: "supposed accession"})
		effect.Effective = c.On
		copied.index()
		return &copied, effect, nil
	}
	if st.state < unknown {
		return nil, effect, &casus.InputError{Msg: fmt.Sprintf("%s is not a party to the %s on %s, so it cannot give notice", c.State, t.Name, c.On), Hint: hintMembers(t, c.On)}
	}
	l := t.Leaving
	i := slices.IndexFunc(copied.Parties, func(p Party) bool { return p.State == c.State && p.standing(t, c.On).state >= unknown })
	p := copied.Parties[i]
	switch {
	case l == nil || l.Months < 0:
		p.Doubts = append(slices.Clone(p.Doubts), Doubt{Span: casus.Span{From: c.On}, Says: "it has given notice, and the treaty's rule for leaving is not known", Source: t.Name})
		effect.Notes = append(effect.Notes, "the rule for leaving is not known, so the effect of a notice is contested")
		if l != nil {
			effect.Notes[len(effect.Notes)-1] = l.Says
		}
	case l.NotBefore != 0 && c.On < l.NotBefore:
		return nil, effect, &casus.InputError{Msg: fmt.Sprintf("no notice could be given under the %s before %s", t.Name, l.NotBefore), Hint: l.Says}
	default:
		effect.Effective = c.On.AddMonths(l.Months)
		if p.Until == 0 || p.Until >= effect.Effective {
			p.Until = effect.Effective - 1
		}
		p.Note = strings.TrimSpace(p.Note + " supposed notice of " + c.On.Words())
		effect.Notes = append(effect.Notes, l.Says)
	}
	if l != nil {
		for _, d := range l.Domestic {
			if d.State == c.State && (d.From == 0 || d.From <= c.On) {
				effect.Notes = append(effect.Notes, fmt.Sprintf("%s: %s", d.Law, d.Says))
			}
		}
	}
	copied.Parties[i] = p
	copied.index()
	return &copied, effect, nil
}

func hintMembers(t *Treaty, on casus.Date) string {
	m := t.Members(on)
	if len(m) == 0 {
		return "nobody is bound by it on that day"
	}
	if len(m) > 12 {
		m = m[:12]
		return "its parties then: " + join(m) + ", …"
	}
	return "its parties then: " + join(m)
}

// ParseChange reads "leave:USA/north-atlantic-treaty@2025-01-20" or "join:…",
// resolving the state on the day with the function given.
func ParseChange(s string, resolve func(text string, on casus.Date) (casus.State, error)) (Change, error) {
	bad := func(msg string) (Change, error) {
		return Change{}, &casus.InputError{Msg: fmt.Sprintf("shock %s: %s", casus.Quoted(s), msg), Hint: "write leave:USA/north-atlantic-treaty@2025-01-20 or join:UKR/north-atlantic-treaty@2026-01-01"}
	}
	verb, rest, ok := strings.Cut(s, ":")
	if !ok || verb != "leave" && verb != "join" {
		return bad("expected leave:… or join:…")
	}
	who, rest, ok := strings.Cut(rest, "/")
	if !ok {
		return bad("a state and a treaty are parted by /")
	}
	id, day, ok := strings.Cut(rest, "@")
	if !ok {
		return bad("the date is missing after @")
	}
	on, err := casus.ParseDate(day)
	if err != nil {
		return Change{}, err
	}
	state, err := resolve(who, on)
	if err != nil {
		return Change{}, err
	}
	return Change{State: state, Treaty: id, Leave: verb == "leave", On: on}, nil
}
