package treaty

import (
	"cmp"
	"slices"

	"casus"
)

// conflict finds a treaty between the scope's Self and one of those whom a
// clause on help would have it fight, which goes before other obligations, and
// gives the best verdict that it leaves: not bound where Partner accepted that
// too, else contested. Bound: there is none.
func (c *Clause) conflict(sc *Scope) (*Treaty, casus.State, casus.Verdict) {
	if sc.library == nil || c.Type != casus.Assist && c.Type != casus.Offence {
		return nil, "", casus.Bound
	}
	for _, u := range sc.library.first {
		if u == c.treaty || !u.Bound(sc.Self, sc.Event.On) {
			continue
		}
		foe := u.foe(sc)
		switch {
		case foe == "":
			continue
		case u.Bound(sc.Partner, sc.Event.On):
			return u, foe, casus.NotBound
		}
		return u, foe, casus.Contested
	}
	return nil, "", casus.Bound
}

// foe gives a party to the treaty among those that the scope's Partner fights.
func (t *Treaty) foe(sc *Scope) casus.State {
	fights := func(a casus.State) bool { return a != sc.Self && t.Bound(a, sc.Event.On) }
	if sc.Partner != sc.Event.Target {
		if fights(sc.Event.Target) {
			return sc.Event.Target
		}
		return ""
	}
	if i := slices.IndexFunc(sc.Event.Attackers, fights); i >= 0 {
		return sc.Event.Attackers[i]
	}
	return ""
}

// conflict adds the step that a conflict of treaties makes, both readings in it.
func (tr *trace) conflict(c *Clause, sc *Scope) {
	u, foe, v := c.conflict(sc)
	if u == nil {
		return
	}
	r := casus.Reason{Kind: casus.WhyConflict, Role: "exception", Holds: true, Subject: foe, Quote: u.Conflict.Quote, Basis: u.Conflict.Basis,
		Source: cmp.Or(u.Conflict.Source, u.Name+", "+casus.CiteArticle(u.Conflict.Article)), Text: u.Name + ": " + u.Conflict.Says}
	if v == casus.Contested {
		r.Role = "doubt"
		r.Text += "; the state to be helped has not accepted that, and toward it this treaty stands (Vienna Convention, Art. 30(4))"
	}
	if u.Conflict.Doubt != "" {
		r.Text += "; " + u.Conflict.Doubt
	}
	r.Rest = r.Text
	tr.add(r, v)
}
