// Package statement keeps what was said about commitments of help: who said
// what, when, about which commitment, on which condition, in which versions.
//
// [All] reads the embedded statements, [Current] drops those that a later entry
// corrects, and [Filter] picks from them. [World.Bearing] says which treaty a
// statement concerns and which states it reaches under its condition on a day;
// [Versions] sets the accounts of one statement side by side and [Disputes]
// names what is in dispute. [World.Faults] holds an entry against what every
// entry must have. A user's own entries are kept by the package ledger, and the
// package reading finds statements in a text.
//
// Nothing here judges whether a statement is true: what cannot be right, or is
// told in more than one way, is shown as a dispute.
package statement

import (
	"cmp"
	"slices"
	"strings"

	"casus"
	"casus/facts"
)

// Statement is one entry of the ledger, in the words of its source.
type Statement struct {
	ID           string      `json:"id"`
	Speaker      string      `json:"speaker"`
	Role         string      `json:"role"`
	State        casus.State `json:"state,omitempty"`        // for which the speaker speaks
	Organisation string      `json:"organisation,omitempty"` // or for which organisation
	Date         casus.Date  `json:"date"`                   // the day, empty where not known
	DateFrom     casus.Date  `json:"date_from"`              // the first day on which it can have been said
	DateUntil    casus.Date  `json:"date_until"`
	DatePrinted  string      `json:"date_printed,omitempty"`
	DateBasis    string      `json:"date_basis,omitempty"`
	Venue        string      `json:"venue,omitempty"`
	Text         string      `json:"text"`
	TextKind     string      `json:"text_kind"`
	Addressee    string      `json:"addressee,omitempty"`
	About        string      `json:"about,omitempty"`
	Stance       string      `json:"stance"`
	StanceSource string      `json:"stance_source,omitempty"` // the stance in the collection's own words
	Condition    string      `json:"condition,omitempty"`     // in the statement's words
	ConditionOn  string      `json:"condition_on,omitempty"`  // what it hangs on: "spending", "obligations", "request"
	Applies      *Applies    `json:"applies,omitempty"`       // nil: to every party of the commitment
	Commitment   string      `json:"commitment,omitempty"`    // a treaty's id
	Articles     []string    `json:"articles,omitempty"`
	Outlet       string      `json:"outlet,omitempty"`
	Chain        string      `json:"chain,omitempty"` // who reports whom
	Elsewhere    string      `json:"original_wording,omitempty"`
	Disputes     string      `json:"disputes,omitempty"`
	Verified     string      `json:"verified,omitempty"`
	Basis        string      `json:"basis"`
	Note         string      `json:"note,omitempty"`
	Sources      []string    `json:"sources"`          // ids of the table sources
	Source       string      `json:"source,omitempty"` // of a user's own entry: where the words were read

	// What follows is empty for the embedded statements.

	Added       casus.Date `json:"added,omitzero"`         // the day on which the user added it
	Corrects    string     `json:"corrects,omitempty"`     // id of the entry that this one supersedes
	CorrectedBy string     `json:"corrected_by,omitempty"` // worked out when the entries are read, never stored
	VersionOf   string     `json:"version_of,omitempty"`   // id of the statement of which this is another account
}

// Applies says to which states a statement applies.
type Applies struct {
	When    string `json:"when"`              // a condition in the language of docs/statements.md
	Says    string `json:"says"`              // the same in words
	Asserts string `json:"asserts,omitempty"` // what the statement asserts about them
	// Basis is "words" where the statement itself says so, and "reading" where
	// the condition is our reading of words that can be read in another way.
	Basis string `json:"basis"`
}

// Stances lists what words can do, in the spelling of the contract.
var Stances = []string{"commit", "reassure", "threaten", "refuse", "encourage_attack", "condemn", "warn", "clarify", "report", "other"}

// Bases lists how words can have been verified.
var Bases = []string{"text", "report", "memory"}

// All gives the statements of the pack, oldest first; those without a day stand
// where they were told.
func All(p *facts.Pack) ([]Statement, error) {
	t, err := p.Table("statements")
	if err != nil {
		return nil, err
	}
	conditions, err := p.Table("statement_conditions")
	if err != nil {
		return nil, err
	}
	out := make([]Statement, 0, len(t.Rows))
	for _, r := range t.Rows {
		s := Statement{
			ID: r.Text("id"), Speaker: r.Text("speaker"), Role: r.Text("role"), State: casus.State(r.Text("speaker_state")),
			Organisation: r.Text("organisation"), Date: r.Date("date"), DateFrom: r.Date("date_from"), DateUntil: r.Date("date_until"),
			DatePrinted: r.Text("date_printed"), DateBasis: r.Text("date_basis"), Venue: r.Text("venue"), Text: r.Text("text"),
			TextKind: r.Text("text_kind"), Addressee: r.Text("addressee"), About: r.Text("about"), Stance: r.Text("stance"),
			StanceSource: r.Text("stance_source"), Condition: r.Text("condition"), ConditionOn: r.Text("condition_on"), Commitment: r.Text("commitment"),
			Articles: r.List("article"), Outlet: r.Text("outlet"), Chain: r.Text("chain"), Elsewhere: r.Text("original_wording"),
			Disputes: r.Text("disputes"), Verified: r.Text("verified"), Basis: r.Text("basis"), Note: r.Text("note"), Sources: r.List("source"),
		}
		if c, ok := conditions.Find(s.ID); ok {
			s.Applies = &Applies{c.Text("condition"), c.Text("says"), c.Text("asserts"), c.Text("basis")}
		}
		out = append(out, s)
	}
	Sort(out)
	return out, nil
}

// Sort puts statements in the order of their days, and then of their ids.
func Sort(list []Statement) {
	slices.SortStableFunc(list, func(a, b Statement) int {
		return cmp.Or(cmp.Compare(a.when(), b.when()), cmp.Compare(a.ID, b.ID))
	})
}

// Mark notes at every statement which later entry corrects it.
func Mark(list []Statement) {
	by := map[string]string{}
	for _, s := range list {
		if s.Corrects != "" {
			by[s.Corrects] = s.ID
		}
	}
	for i := range list {
		list[i].CorrectedBy = by[list[i].ID]
	}
}

// Current gives the statements that no later entry corrects. The list must have
// been marked.
func Current(list []Statement) []Statement {
	return slices.DeleteFunc(slices.Clone(list), func(s Statement) bool { return s.CorrectedBy != "" })
}

// when gives the day by which a statement is ordered.
func (s Statement) when() casus.Date { return cmp.Or(s.Date, s.DateUntil, s.DateFrom) }

// When gives the day by which the statement is ordered: its own, else the last on
// which it can have been made, 0 where nothing is known.
func (s Statement) When() casus.Date { return s.when() }

// By reports whether the statement had been made by the end of the day, as far
// as is known.
func (s Statement) By(on casus.Date) bool { w := s.when(); return w != 0 && w <= on }

// Paraphrase reports whether the text is in another's words than the speaker's.
func (s Statement) Paraphrase() bool { return strings.HasPrefix(s.TextKind, "paraphrase") }

// Query picks statements; an empty field asks nothing.
type Query struct {
	Commitment string // a treaty's id
	Article    string // of the commitment: "5"
	Speaker    string // a part of the name, in any case
	State      casus.State
	Stance     string
	Since      casus.Date
	Until      casus.Date
	Text       string // a part of the words, the condition or what they are about, in any case
}

// Filter gives the statements that fit the query, in their order. One whose day
// is not known fits a time if it can have been said then.
func Filter(all []Statement, q Query) []Statement {
	out := []Statement{}
	article := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(fold(q.Article), "article "), "art."))
	for _, s := range all {
		first, last := cmp.Or(s.Date, s.DateFrom, s.DateUntil), s.when()
		if q.Commitment != "" && s.Commitment != q.Commitment ||
			article != "" && !slices.ContainsFunc(s.Articles, func(a string) bool { return fold(a) == article }) ||
			!strings.Contains(fold(s.Speaker), fold(q.Speaker)) ||
			q.State != "" && s.State != q.State ||
			q.Stance != "" && s.Stance != q.Stance ||
			q.Since != 0 && last < q.Since || q.Until != 0 && (first == 0 || first > q.Until) ||
			!strings.Contains(fold(s.Text+"\n"+s.Elsewhere+"\n"+s.Condition+"\n"+s.About), fold(q.Text)) {
			continue
		}
		out = append(out, s)
	}
	return out
}

// fold makes words comparable: small letters, plain quotation marks, single
// spaces.
func fold(s string) string {
	return strings.Join(strings.Fields(marks.Replace(strings.ToLower(s))), " ")
}

var marks = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‘", "'", "’", "'", "–", "-", "—", "-", "…", "...")
