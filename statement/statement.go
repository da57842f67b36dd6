// Package statement keeps the ledger: who said what, when, about which
// commitment, in which versions. [All] reads the embedded statements, and
// [Filter] picks from them.
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
	Condition    string      `json:"condition,omitempty"`
	Commitment   string      `json:"commitment,omitempty"` // a treaty's id
	Articles     []string    `json:"articles,omitempty"`
	Outlet       string      `json:"outlet,omitempty"`
	Chain        string      `json:"chain,omitempty"` // who reports whom
	Elsewhere    string      `json:"original_wording,omitempty"`
	Disputes     string      `json:"disputes,omitempty"`
	Verified     string      `json:"verified,omitempty"`
	Basis        string      `json:"basis"`
	Note         string      `json:"note,omitempty"`
	Sources      []string    `json:"sources"`
}

// Stances lists what words can do, in the spelling of the contract.
var Stances = []string{"commit", "reassure", "threaten", "refuse", "encourage_attack", "condemn", "warn", "clarify", "report", "other"}

// All gives the statements of the pack, oldest first; those without a day stand
// where they were told.
func All(p *facts.Pack) ([]Statement, error) {
	t, err := p.Table("statements")
	if err != nil {
		return nil, err
	}
	out := make([]Statement, 0, len(t.Rows))
	for _, r := range t.Rows {
		out = append(out, Statement{
			ID: r.Text("id"), Speaker: r.Text("speaker"), Role: r.Text("role"), State: casus.State(r.Text("speaker_state")),
			Organisation: r.Text("organisation"), Date: r.Date("date"), DateFrom: r.Date("date_from"), DateUntil: r.Date("date_until"),
			DatePrinted: r.Text("date_printed"), DateBasis: r.Text("date_basis"), Venue: r.Text("venue"), Text: r.Text("text"),
			TextKind: r.Text("text_kind"), Addressee: r.Text("addressee"), About: r.Text("about"), Stance: r.Text("stance"),
			StanceSource: r.Text("stance_source"), Condition: r.Text("condition"), Commitment: r.Text("commitment"),
			Articles: r.List("article"), Outlet: r.Text("outlet"), Chain: r.Text("chain"), Elsewhere: r.Text("original_wording"),
			Disputes: r.Text("disputes"), Verified: r.Text("verified"), Basis: r.Text("basis"), Note: r.Text("note"), Sources: r.List("source"),
		})
	}
	slices.SortStableFunc(out, func(a, b Statement) int {
		return cmp.Or(cmp.Compare(a.when(), b.when()), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// when gives the day by which a statement is ordered.
func (s Statement) when() casus.Date { return cmp.Or(s.Date, s.DateUntil, s.DateFrom) }

// By reports whether the statement can have been made by the end of the day.
func (s Statement) By(on casus.Date) bool { w := s.when(); return w != 0 && w <= on }

// Query picks statements; an empty field asks nothing.
type Query struct {
	Commitment string // a treaty's id
	Speaker    string // a part of the name, in any case
	State      casus.State
	Stance     string
	Since      casus.Date
	Until      casus.Date
}

// Filter gives the statements that fit the query, in their order.
func Filter(all []Statement, q Query) []Statement {
	out := []Statement{}
	for _, s := range all {
		w := s.when()
		if q.Commitment != "" && s.Commitment != q.Commitment ||
			q.Speaker != "" && !strings.Contains(strings.ToLower(s.Speaker), strings.ToLower(q.Speaker)) ||
			q.State != "" && s.State != q.State ||
			q.Stance != "" && s.Stance != q.Stance ||
			q.Since != 0 && w < q.Since || q.Until != 0 && w > q.Until {
			continue
		}
		out = append(out, s)
	}
	return out
}
