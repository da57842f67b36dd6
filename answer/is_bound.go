package answer

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"casus"
	"casus/inquiry"
	"casus/treaty"
)

// IsBoundQuestion asks whether one state must help another.
type IsBoundQuestion struct {
	State, Target string
	Against       string // the attacker, "" for one that is party to nothing
	On, At        string
}

// IsBound is the answer to an [IsBoundQuestion]: the best verdict of any clause
// on assistance, and the clauses.
type IsBound struct {
	Schema  string        `json:"schema"`
	State   casus.State   `json:"state"`
	Target  casus.State   `json:"target"`
	Against casus.State   `json:"against,omitempty"`
	On      casus.Date    `json:"on"`
	Verdict casus.Verdict `json:"verdict"`
	Clauses []BoundClause `json:"clauses"` // those on assistance, the one that decides first
	// Consult lists the clauses that ask the two to consult, where none asks for more.
	Consult []BoundClause `json:"consult"`
	// CannotTell lists what is not coded, or was not found, and could change the verdict.
	CannotTell []treaty.Gap     `json:"cannot_tell"`
	Provenance casus.Provenance `json:"provenance"`
}

// BoundClause is one clause on help with its words.
type BoundClause struct {
	Treaty     string           `json:"treaty"`
	Name       string           `json:"name"`
	Article    string           `json:"article"`
	Verdict    casus.Verdict    `json:"verdict"`
	Discretion casus.Discretion `json:"discretion"`
	Pending    []casus.Pending  `json:"pending"`
	Political  bool             `json:"political"`
	// Quotation holds the treaty's words where Read is true, a paraphrase else.
	Quotation string `json:"quotation"`
	Read      bool   `json:"read"`
	Source    string `json:"source"`
	// Decides is the step of the trace that settled the verdict.
	Decides *casus.Reason `json:"decides,omitempty"`
}

// Ask answers whether the state is bound.
func (q IsBoundQuestion) Ask(_ context.Context, arc *inquiry.Archive) (IsBound, error) {
	a := IsBound{Schema: "casus.is_bound/1", Verdict: casus.NotBound, Clauses: []BoundClause{}, Consult: []BoundClause{}, CannotTell: []treaty.Gap{},
		Provenance: arc.Provenance("states", "state_names", "territories", "areas", "sources")}
	var err error
	if a.On, err = arc.Date(q.On); err != nil {
		return a, err
	}
	for _, s := range []struct {
		name, text string
		to         *casus.State
	}{{"state", q.State, &a.State}, {"target", q.Target, &a.Target}, {"against", q.Against, &a.Against}} {
		if s.name == "against" && s.text == "" {
			continue
		}
		if *s.to, err = arc.States.Resolve(s.text, a.On); err != nil {
			return a, err
		}
	}
	switch {
	case a.State == a.Target:
		return a, &casus.InputError{Msg: fmt.Sprintf("%s cannot be bound to itself", arc.Named(a.State, a.On)), Hint: "USA EST reads \"is USA bound to help EST?\""}
	case a.Against != "" && (a.Against == a.Target || a.Against == a.State):
		return a, &casus.InputError{Msg: fmt.Sprintf("%s is named twice", arc.Named(a.Against, a.On)), Hint: "--against names the attacker of the target"}
	}
	theatre := arc.Home(a.Target, a.On)
	if q.At != "" {
		if theatre, err = arc.Theatre(q.At, casus.Event{Target: a.Target, On: a.On, Object: casus.Territory}); err != nil {
			return a, err
		}
	}
	home := func(s casus.State) casus.Place {
		if s == a.Target {
			return theatre
		}
		return arc.Home(s, a.On)
	}
	for _, c := range arc.Treaties.CommitmentsTo(a.State, a.Target, a.On, a.Against, home) {
		if c.Toward != a.Target {
			continue
		}
		row, ok := boundClause(arc, c)
		switch {
		case !ok:
		case c.Type == casus.Assist:
			a.Clauses = append(a.Clauses, row)
		case c.Type == casus.Consult && c.Verdict != casus.NotBound:
			a.Consult = append(a.Consult, row)
		}
	}
	slices.SortStableFunc(a.Clauses, func(x, y BoundClause) int {
		return cmp.Or(cmp.Compare(weight(x), weight(y)), cmp.Compare(x.Treaty, y.Treaty))
	})
	if len(a.Clauses) > 0 && !a.Clauses[0].Political {
		a.Verdict = a.Clauses[0].Verdict
	}
	ev := casus.Event{Attackers: []casus.State{cmp.Or(a.Against, treaty.Anyone)}, Target: a.Target, On: a.On, Kind: casus.ArmedAttack,
		Object: casus.Territory, Theatre: theatre}
	for _, g := range arc.Treaties.Gaps(ev) {
		if g.State == a.State || g.State == "" && partyOf(arc, g.Treaty, a.State, a.On) {
			a.CannotTell = append(a.CannotTell, g)
		}
	}
	if a.Verdict == casus.NotBound && len(a.CannotTell) > 0 {
		a.Verdict = casus.CannotTell
	}
	return a, nil
}

// weight orders clauses: bound, contested, cannot tell, not bound; what does not
// bind by its nature last.
func weight(c BoundClause) int {
	at := slices.Index([]casus.Verdict{casus.Bound, casus.Contested, casus.CannotTell, casus.NotBound}, c.Verdict)
	if c.Political {
		return at + 4
	}
	return at
}

// partyOf reports whether a treaty is unknown, or the state is a party to it.
func partyOf(arc *inquiry.Archive, id string, s casus.State, on casus.Date) bool {
	t, err := arc.Treaties.Find(id)
	return err != nil || t.Bound(s, on)
}

// boundClause puts a commitment beside the words of its clause.
func boundClause(arc *inquiry.Archive, c treaty.Commitment) (BoundClause, bool) {
	t, err := arc.Treaties.Find(c.Treaty)
	if err != nil {
		return BoundClause{}, false
	}
	out := BoundClause{Treaty: t.ID, Name: t.Name, Article: c.Article, Verdict: c.Verdict, Discretion: c.Discretion, Pending: c.Pending, Political: c.Political}
	for _, cl := range t.Clauses {
		if cl.Article != c.Article || cl.Type != c.Type {
			continue
		}
		out.Quotation, out.Read, out.Source = cl.Quote, true, cl.Source
		if cl.Quote == "" {
			out.Quotation, out.Read = cl.Says, false
		}
		break
	}
	if out.Source == "" && len(t.Sources) > 0 {
		out.Source = t.Sources[0]
	}
	for i := range c.Conditions {
		if r := c.Conditions[i]; r.Decisive || r.Kind.OfStanding() && c.Verdict != casus.Bound && out.Decides == nil {
			out.Decides = &r
		}
	}
	return out, true
}
