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
	"slices"

	"casus"
	"casus/treaty/expr"
)

// Treaty is an instrument: who is party when, and what its clauses say.
type Treaty struct {
	ID      string   // kebab-case of the usual English name
	Name    string   // usual English name
	Aliases []string // other names and ids under which it is found
	Short   []string // how the press calls it: "mutual defense treaty with Manila"
	// Organisation names the body that the treaty founds, as the press does:
	// "NATO". General says that the body does much else, so that naming it alone
	// says nothing about the treaty.
	Organisation []string
	General      bool
	Kind         string // what it is, in words: "treaty", "declaration"
	Nature       Nature
	Universal    bool       // open to every state, to keep a general peace: a duty under it marks nobody as another's ally
	Signed       casus.Date // 0 where not known
	InForce      casus.Date // 0 where not known
	Ended        casus.Date // its last day, 0 while it stands
	Status       string     // in words
	Summary      string     // one sentence
	Sources      []string
	Basis        string // how it was verified
	Notes        []string

	Parties    []Party
	Incomplete string // why the list of parties is not complete, "" where it is
	Leaving    *Leaving
	Organs     []Organ
	Conflict   *Conflict          // what it says of its parties' other obligations
	Lists      map[string][]Party // named lists of states that conditions ask about
	Clauses    []*Clause

	// Asked bounds the days on which the treaty is asked at all; the zero span
	// does not. Imported history is asked only before the embedded treaties begin.
	Asked casus.Span

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

// Organ is who takes a decision under a treaty, and how.
type Organ struct {
	Name     string
	Decides  string          // on what
	For      []casus.Pending // what is pending until it has decided; none where the treaty asks for no decision
	Articles []string        // the clauses that it concerns; nil: all
	Majority string
	Block    string // who can prevent the decision
	Request  string // what must be asked for first, by whom
	Article  string // where the rule stands
	Days     casus.Span
	Basis    string
	Source   string
}

// decision gives who decides on what is pending under a clause on a day.
func (t *Treaty) decision(c *Clause, p casus.Pending, on casus.Date) (casus.Decision, bool) {
	for _, o := range t.Organs {
		if o.Days.Holds(on) && slices.Contains(o.For, p) && (o.Articles == nil || slices.Contains(o.Articles, c.Article)) {
			return casus.Decision{Pending: p, Organ: o.Name, Majority: o.Majority, Block: o.Block, Request: o.Request, Source: casus.CiteArticle(o.Article)}, true
		}
	}
	return casus.Decision{}, false
}

// Conflict is a clause by which obligations under a treaty go before its
// parties' other ones. Between two who both accepted it, it decides; toward a
// third state the other treaty speaks as well (Vienna Convention, art. 30(4)), so
// that the verdict is contested, with both readings.
type Conflict struct {
	Article string
	Says    string
	Doubt   string // what speaks against its going first, "" for nothing
	Quote   string
	Basis   string
	Source  string
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
	Role   string // condition, exception, doubt, unknown or note
	Says   string
	Source string // the article or other text behind it
	Quote  string
	Basis  string
	If     *expr.Program[Scope]
	Guard  *expr.Program[Scope] // the step is left out where this does not hold; nil: never left out
	pos    position
}

// owes reports whether the clause promises something to s by name.
func (c *Clause) owes(s casus.State) bool { return slices.Contains(c.OwedTo, s) }

// asked reports whether the step has a part in the scope's event.
func (s *Step) asked(sc *Scope) bool { return s.Guard == nil || s.Guard.Holds(sc) }

// PendingStep is a thing that must still happen before the clause bites.
type PendingStep struct {
	What casus.Pending
	Who  string               // the organ or state that acts
	Says string               // how it decides, and who can block it
	If   *expr.Program[Scope] // nil: always
}

// index makes the lookup by state; call it after a change of Parties.
func (t *Treaty) index() {
	t.of = make(map[casus.State][]int, len(t.Parties))
	for i, p := range t.Parties {
		t.of[p.State] = append(t.of[p.State], i)
	}
}
