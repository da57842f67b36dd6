// Package treaty turns the clauses of treaties into code that answers, for an
// event, who is bound to do what, and why.
//
// [Load] reads a treaty file and compiles its conditions, [NewLibrary] puts
// treaties together, and [Library.Obligations] asks them about an event.
// [Library.Commitments] asks the reverse: whom must a state help.
// [Library.Cascade] follows the hypothetical that every bound state joins, and
// [Library.With] gives the law as it would be after a withdrawal or an accession.
//
// The package knows law only: it never says who would come.
package treaty

import (
	"casus"
	"casus/treaty/expr"
)

// Treaty is an instrument: who is party when, and what its clauses say.
type Treaty struct {
	ID      string   // kebab-case of the usual English name
	Name    string   // usual English name
	Aliases []string // other names and ids under which it is found
	Kind    string   // what it is, in words: "treaty", "declaration"
	Nature  Nature
	Signed  casus.Date // 0 where not known
	InForce casus.Date // 0 where not known
	Ended   casus.Date // its last day, 0 while it stands
	Status  string     // in words
	Summary string     // one sentence
	Sources []string
	Basis   string // how it was verified
	Notes   []string

	Parties    []Party
	Incomplete string // why the list of parties is not complete, "" where it is
	Leaving    *Leaving
	Lists      map[string][]Party // named lists of states that conditions ask about
	Clauses    []*Clause

	File string
	of   map[casus.State][]int // indices into Parties
}

// Nature says what force an instrument has.
type Nature string

// The natures. A political instrument never binds; one of disputed nature is
// contested at most.
const (
	Law       Nature = "law"
	Political Nature = "political"
	Disputed  Nature = "disputed"
)

// Party is a spell of a state's participation.
type Party struct {
	State  casus.State
	Signed casus.Date // 0 where not known
	From   casus.Date // the first day on which it is bound; 0 where not known
	Until  casus.Date // the last day, 0 while it stands
	Note   string
	Basis  string
	Doubts []Doubt
}

// Doubt is a stretch of days on which it is disputed or unknown whether a
// party is bound.
type Doubt struct {
	casus.Span
	Says   string
	Source string
}

// Leaving is the rule for withdrawal.
type Leaving struct {
	Article    string
	Months     int        // from notice to effect
	NotBefore  casus.Date // the first day on which notice may be given, 0 for any
	Depositary string
	Says       string
	Quote      string
	Basis      string
	Domestic   []Domestic
}

// Domestic is a rule of a state's own law that binds its notice.
type Domestic struct {
	State  casus.State
	From   casus.Date
	Law    string
	Says   string
	Source string
}

// Clause is one rule of a treaty.
type Clause struct {
	Article    string
	Type       casus.ObligationType
	Discretion casus.Discretion
	Says       string // our paraphrase
	Quote      string // the instrument's own words, where they were read
	Basis      string // text, report or memory
	Source     string
	OwedBy     []casus.State // nil: every party
	OwedTo     []casus.State // nil: every party
	OwedToAny  bool          // owed to every state, party or not
	Members    bool          // those in OwedTo count only while they are parties
	Days       casus.Span    // the clause stands on these days alone; the zero span: as long as the treaty
	Steps      []Step
	Pending    []PendingStep
	treaty     *Treaty
	line       int
}

// Treaty gives the treaty that the clause belongs to.
func (c *Clause) Treaty() *Treaty { return c.treaty }

// Step is one condition of a clause.
type Step struct {
	Role   string // condition, exception, doubt or note
	Says   string
	Source string // the article or other text behind it
	Quote  string
	Basis  string
	If     *expr.Program[Scope]
	Guard  *expr.Program[Scope] // the step is left out where this does not hold; nil: never left out
	pos    position
}

// asked reports whether the step has a part in the scope's event.
func (s *Step) asked(sc *Scope) bool { return s.Guard == nil || s.Guard.Holds(sc) }

// PendingStep is a thing that must still happen before the clause bites.
type PendingStep struct {
	What casus.Pending
	Who  string               // the organ or state that acts
	Says string               // how it decides, and who can block it
	If   *expr.Program[Scope] // nil: always
}

// standing says how a state stands to a treaty on a day.
type standing struct {
	state  standingKind
	party  *Party
	reason string // for doubtful: what is not known or disputed
	source string
}

type standingKind uint8

const (
	outside  standingKind = iota
	former                // was bound, is no longer
	future                // will be bound or will sign later
	signed                // has signed, is not yet bound
	doubtful              // contested whether it is bound
	bound
)

// standing gives the best standing that any of a state's spells gives it.
func (t *Treaty) standing(s casus.State, on casus.Date) standing {
	best := standing{state: outside}
	for _, i := range t.of[s] {
		p := &t.Parties[i]
		if k := p.standing(t, on); k.state > best.state {
			best = k
		}
	}
	return best
}

func (p *Party) standing(t *Treaty, on casus.Date) standing {
	out := standing{party: p}
	until := p.Until
	if t.Ended != 0 && (until == 0 || t.Ended < until) {
		until = t.Ended
	}
	// Without a known entry the question opens with the party's signature, but
	// nobody is bound before the treaty itself is in force.
	open := max(p.Signed, t.InForce)
	if open == 0 {
		open = t.Signed
	}
	switch {
	case until != 0 && on > until:
		out.state = former
	case p.From != 0 && on >= p.From:
		out.state = bound
	case p.From == 0 && open != 0 && on >= open:
		out.state = doubtful
		out.reason = "it is not known when, or whether, the instrument entered into force for it"
		if p.Note != "" {
			out.reason += " (" + p.Note + ")"
		}
	case p.Signed != 0 && on >= p.Signed:
		out.state = signed
	default:
		out.state = future
	}
	if out.state == bound || out.state == doubtful {
		for _, d := range p.Doubts {
			if d.Holds(on) {
				out.state, out.reason, out.source = doubtful, d.Says, d.Source
			}
		}
	}
	return out
}

// Bound reports whether s is bound by the treaty on the day, without doubt.
func (t *Treaty) Bound(s casus.State, on casus.Date) bool { return t.standing(s, on).state == bound }

// BoundBetween reports whether s is bound, without doubt as to its being a
// party, on any day from first to last.
func (t *Treaty) BoundBetween(s casus.State, first, last casus.Date) bool {
	for _, i := range t.of[s] {
		p := t.Parties[i]
		until := p.Until
		if t.Ended != 0 && (until == 0 || t.Ended < until) {
			until = t.Ended
		}
		if p.From != 0 && p.From <= last && (until == 0 || until >= first) {
			return true
		}
	}
	return false
}

// Members lists the states bound on the day, without doubt, in the order of
// the treaty's file.
func (t *Treaty) Members(on casus.Date) []casus.State {
	var out []casus.State
	for _, p := range t.Parties {
		if p.standing(t, on).state == bound {
			out = append(out, p.State)
		}
	}
	return out
}

// index makes the lookup by state; call it after a change of Parties.
func (t *Treaty) index() {
	t.of = make(map[casus.State][]int, len(t.Parties))
	for i, p := range t.Parties {
		t.of[p.State] = append(t.of[p.State], i)
	}
}
