package treaty

import (
	"slices"

	"casus"
)

// Binding gives the rows of [Library.Obligations] whose verdict is not "not
// bound", without trace, pending and path, in the order of treaties, clauses
// and parties. It is for those who ask about many events and show none: it says
// the same as Obligations and is some ten times as fast.
func (l *Library) Binding(ev casus.Event) []casus.Obligation {
	var out []casus.Obligation
	for _, t := range l.candidates(&ev) {
		sc := newScope(&ev, t, l)
		for _, c := range t.Clauses {
			if t.Nature == Political || !c.Days.Holds(ev.On) {
				continue
			}
			for _, partner := range c.partners(&ev) {
				sc.Partner = partner
				if most := c.owed(sc); most != casus.NotBound {
					out = c.binding(sc, most, out)
				}
			}
		}
	}
	return out
}

// owed gives the best verdict that the standing of the scope's Partner allows.
func (c *Clause) owed(sc *Scope) casus.Verdict {
	switch {
	case c.OwedToAny:
		return casus.Bound
	case c.OwedTo != nil && !slices.Contains(c.OwedTo, sc.Partner):
		return casus.NotBound
	case c.OwedTo == nil || c.Members:
		return c.treaty.standing(sc.Partner, sc.Event.On).verdict()
	}
	return casus.Bound
}

// binding adds the rows of the states that are party on the day: no other can
// be bound. most is the best verdict left to them.
func (c *Clause) binding(sc *Scope, most casus.Verdict, out []casus.Obligation) []casus.Obligation {
	t, ev := c.treaty, sc.Event
	for i := range t.Parties {
		s := t.Parties[i].State
		attacks := slices.Contains(ev.Attackers, s)
		switch {
		case t.of[s][0] != i, s == ev.Target, s == sc.Partner, len(c.OwedTo) == 1 && c.OwedTo[0] == s,
			attacks != (c.Type == casus.NonAggression), c.OwedBy != nil && !slices.Contains(c.OwedBy, s):
			continue
		}
		v := most.Weaker(t.standing(s, ev.On).verdict())
		if v == casus.NotBound {
			continue
		}
		sc.Self = s
		if v = v.Weaker(c.verdict(sc)); v != casus.NotBound {
			out = append(out, casus.Obligation{State: s, Verdict: v, Type: c.Type, Discretion: c.Discretion,
				Treaty: t.ID, Article: c.Article, Toward: sc.Partner, Universal: t.Universal})
		}
	}
	return out
}

// verdict asks the clause's steps alone, whoever is party.
func (c *Clause) verdict(sc *Scope) casus.Verdict {
	v := casus.Bound
	if c.treaty.Nature == Disputed {
		v = casus.Contested
	}
	for i := range c.Steps {
		s := &c.Steps[i]
		if s.Role == "note" || !s.asked(sc) {
			continue
		}
		if v = v.Weaker(s.verdict(s.If.Holds(sc))); v == casus.NotBound {
			return v
		}
	}
	_, _, left := c.conflict(sc)
	return v.Weaker(left)
}
