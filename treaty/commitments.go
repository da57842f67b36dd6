package treaty

import (
	"cmp"
	"slices"

	"casus"
)

// Commitment is what one clause may ask of a state toward another: the reverse
// of an [casus.Obligation], before any event.
type Commitment struct {
	Toward     casus.State          `json:"toward"`
	Verdict    casus.Verdict        `json:"verdict"` // in the event of Against attacking Toward at home, or an outsider doing so
	Type       casus.ObligationType `json:"type"`
	Discretion casus.Discretion     `json:"discretion"`
	Treaty     string               `json:"treaty"`
	Article    string               `json:"article"`
	Pending    []casus.Pending      `json:"pending"`
	Conditions []casus.Reason       `json:"conditions"` // what must hold, what lifts it, what is in doubt
	Political  bool                 `json:"political"`
}

// Commitments gives every clause under which s may owe another state
// assistance, offence, consultation, neutrality or non-aggression on the day.
// The verdict is that of an armed attack by against on each state's home
// territory, which home gives; the empty against stands for a state with no
// treaty at all.
func (l *Library) Commitments(s casus.State, on casus.Date, against casus.State, home func(casus.State) casus.Place) []Commitment {
	return l.commitments(s, "", on, against, home)
}

// CommitmentsTo is [Library.Commitments] toward one state alone, for a small
// part of the work.
func (l *Library) CommitmentsTo(s, toward casus.State, on casus.Date, against casus.State, home func(casus.State) casus.Place) []Commitment {
	return l.commitments(s, toward, on, against, home)
}

func (l *Library) commitments(s, only casus.State, on casus.Date, against casus.State, home func(casus.State) casus.Place) []Commitment {
	out := []Commitment{}
	outsider := against == ""
	for _, t := range l.treaties {
		if !t.Asked.Holds(on) {
			continue
		}
		for _, c := range t.Clauses {
			if !c.Days.Holds(on) {
				continue
			}
			for _, toward := range t.beneficiaries(c, s, on) {
				if only != "" && toward != only {
					continue
				}
				ev := casus.Event{Attackers: []casus.State{against}, Target: toward, On: on, Kind: casus.ArmedAttack, Object: casus.Territory, Theatre: home(toward)}
				if outsider {
					ev.Attackers = []casus.State{anyone}
				}
				sc := newScope(&ev, t, l)
				sc.Self, sc.Partner = s, toward
				switch c.Type {
				case casus.NonAggression:
					ev.Attackers = []casus.State{s}
				case casus.Offence:
					ev.Attackers, ev.Target = []casus.State{toward}, cmp.Or(against, anyone)
					ev.Theatre = casus.Place{}
				}
				if (toward == against || s == against) && c.Type != casus.NonAggression {
					continue
				}
				sc.attackers, sc.claimants = texts(ev.Attackers), texts(ev.Theatre.ClaimedBy)
				row := c.evaluate(sc)
				if row.Verdict == casus.NotBound && t.standing(s, on).state < signed {
					continue
				}
				out = append(out, Commitment{toward, row.Verdict, c.Type, c.Discretion, t.ID, c.Article, row.Pending, c.conditions(row), row.Political})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Commitment) int {
		return cmp.Or(
			cmp.Compare(a.Verdict.Rank(), b.Verdict.Rank()),
			cmp.Compare(slices.Index(casus.ObligationTypes, a.Type), slices.Index(casus.ObligationTypes, b.Type)),
			cmp.Compare(a.Treaty, b.Treaty), cmp.Compare(a.Toward, b.Toward), cmp.Compare(a.Article, b.Article))
	})
	return out
}

// Anyone is an attacker that is party to nothing.
const Anyone casus.State = "ZZZ"

const anyone = Anyone

// beneficiaries gives the states to which s may owe the clause's duty on the day.
func (t *Treaty) beneficiaries(c *Clause, s casus.State, on casus.Date) []casus.State {
	if c.OwedBy != nil && !slices.Contains(c.OwedBy, s) {
		return nil
	}
	if _, ok := t.of[s]; !ok && !slices.Contains(c.OwedBy, s) {
		return nil
	}
	var out []casus.State
	add := func(x casus.State) {
		if x != s && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	for _, x := range c.OwedTo {
		if !c.Members || t.standing(x, on).state >= signed {
			add(x)
		}
	}
	if c.OwedTo == nil && !c.OwedToAny {
		for _, p := range t.Parties {
			if p.standing(t, on).state >= signed {
				add(p.State)
			}
		}
	}
	return out
}

// lifts reports whether a step of the role lifts or lowers a duty.
func lifts(role string) bool { return role == "doubt" || role == "unknown" || role == "exception" }

// conditions gives the trace without the steps that only restate the parties,
// with every exception and doubt of the clause, whether it holds or not.
func (c *Clause) conditions(row casus.Obligation) []casus.Reason {
	out := []casus.Reason{}
	for _, r := range row.Why {
		if r.Role == "note" || r.Role == "pending" || !r.Holds || lifts(r.Role) {
			out = append(out, r)
		}
	}
	for i := range c.Steps {
		s := &c.Steps[i]
		r := c.stepReason(s, false, casus.CiteArticle(c.Article))
		if !slices.ContainsFunc(out, func(x casus.Reason) bool { return x.Text == r.Text }) {
			out = append(out, r)
		}
	}
	return out
}

// Tie is what one treaty's clause may ask of one state toward another, no event
// weighed.
type Tie struct {
	From, Toward casus.State
	Clause       *Clause
}

// Binds reports whether some clause of the treaty may ever have been owed by one
// state to another.
func (t *Treaty) Binds(from, toward casus.State) bool {
	for _, c := range t.Clauses {
		owes := slices.Contains(c.OwedBy, from) || c.OwedBy == nil && len(t.of[from]) > 0
		if owes && (slices.Contains(c.OwedTo, toward) || c.OwedTo == nil && !c.OwedToAny && len(t.of[toward]) > 0) {
			return true
		}
	}
	return false
}

// Ties gives every clause under which s may owe another state anything on the
// day: s and the other have signed, and the clause stands. It is the quick
// answer to "who is tied to whom"; [Library.Commitments] weighs each in an event.
func (l *Library) Ties(s casus.State, on casus.Date) []Tie {
	var out []Tie
	for _, t := range l.treaties {
		if t.Ended != 0 && on > t.Ended || t.Signed != 0 && on < t.Signed {
			continue
		}
		for _, c := range t.Clauses {
			if !c.Days.Holds(on) || !slices.Contains(c.OwedBy, s) && t.standing(s, on).state < signed {
				continue
			}
			for _, toward := range t.beneficiaries(c, s, on) {
				out = append(out, Tie{s, toward, c})
			}
		}
	}
	return out
}
