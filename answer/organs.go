package answer

import (
	"context"

	"casus"
	"casus/inquiry"
	"casus/treaty"
)

// OrgansQuestion asks who decides under a treaty on a day, "" for the newest.
type OrgansQuestion struct{ ID, On string }

// Organs is the answer to "casus organs".
type Organs struct {
	Schema     string           `json:"schema"`
	ID         string           `json:"id"`
	Name       string           `json:"name"`
	On         casus.Date       `json:"on"`
	Organs     []OrganSheet     `json:"organs"`
	Provenance casus.Provenance `json:"provenance"`
}

// OrganSheet says who takes a decision, and how.
type OrganSheet struct {
	Organ    string          `json:"organ"`
	Decides  string          `json:"decides"`
	Pending  []casus.Pending `json:"pending"`            // what waits for its decision
	Articles []string        `json:"articles,omitempty"` // the clauses concerned; none: all
	Majority string          `json:"majority"`
	Block    string          `json:"block"`             // who can prevent the decision
	Request  string          `json:"request,omitempty"` // what must be asked for first, by whom
	Article  string          `json:"article,omitempty"`
	From     casus.Date      `json:"from,omitzero"`
	Until    casus.Date      `json:"until,omitzero"`
	Basis    string          `json:"basis"`
	Source   string          `json:"source,omitempty"`
}

// Ask gives who decides, by which majority, who can block it, and what must be
// requested first.
func (q OrgansQuestion) Ask(_ context.Context, arc *inquiry.Archive) (Organs, error) {
	t, err := arc.Treaties.Find(q.ID)
	if err != nil {
		return Organs{}, err
	}
	on, err := arc.Date(q.On)
	if err != nil {
		return Organs{}, err
	}
	return Organs{"casus.organs/1", t.ID, t.Name, on, organs(t, on), arc.LawProvenance(on, "sources")}, nil
}

// organs lays out the organs of a treaty on a day, 0 for any.
func organs(t *treaty.Treaty, on casus.Date) []OrganSheet {
	out := []OrganSheet{}
	for _, o := range t.Organs {
		if on != 0 && !o.Days.Holds(on) {
			continue
		}
		row := OrganSheet{Organ: o.Name, Decides: o.Decides, Pending: []casus.Pending{}, Articles: o.Articles, Majority: o.Majority, Block: o.Block,
			Request: o.Request, Article: o.Article, From: o.Days.From, Until: o.Days.Until, Basis: o.Basis, Source: o.Source}
		out = append(out, row)
		out[len(out)-1].Pending = append(row.Pending, o.For...)
	}
	return out
}
