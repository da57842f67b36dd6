package answer

import (
	"cmp"
	"context"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/treaty"
)

// TreatyList is the answer to "casus treaties list".
type TreatyList struct {
	Schema     string           `json:"schema"`
	On         casus.Date       `json:"on"`
	Treaties   []TreatyEntry    `json:"treaties"`
	Provenance casus.Provenance `json:"provenance"`
}

// TreatyEntry is one treaty in a list.
type TreatyEntry struct {
	ID      string        `json:"id"`
	Name    string        `json:"name"`
	Kind    string        `json:"kind"`
	Nature  treaty.Nature `json:"nature"`
	Signed  casus.Date    `json:"signed"`
	InForce casus.Date    `json:"in_force"`
	Ended   casus.Date    `json:"ended"`
	Status  string        `json:"status"`
	Members int           `json:"members"` // bound without doubt on the day
}

// TreatyListQuestion asks for the treaties on a day, "" for the newest.
type TreatyListQuestion struct{ On string }

// Ask lists the treaties and how many states each binds on the day.
func (q TreatyListQuestion) Ask(_ context.Context, arc *inquiry.Archive) (TreatyList, error) {
	on, err := arc.DateIn("on", q.On)
	if err != nil {
		return TreatyList{}, err
	}
	a := TreatyList{Schema: "casus.treaties/1", On: on, Treaties: []TreatyEntry{}, Provenance: arc.Provenance("sources")}
	for _, t := range arc.Treaties.All() {
		// Of the hundreds of imported alliances, those that stand on the day.
		if strings.HasPrefix(t.ID, "atop:") && len(t.Members(on)) == 0 {
			continue
		}
		a.Treaties = append(a.Treaties, TreatyEntry{t.ID, t.Name, t.Kind, t.Nature, t.Signed, t.InForce, t.Ended, t.Status, len(t.Members(on))})
	}
	return a, nil
}

// TreatySheet is the answer to "casus treaties show".
type TreatySheet struct {
	Schema     string           `json:"schema"`
	ID         string           `json:"id"`
	Name       string           `json:"name"`
	Aliases    []string         `json:"aliases"`
	Kind       string           `json:"kind"`
	Nature     treaty.Nature    `json:"nature"`
	Signed     casus.Date       `json:"signed"`
	InForce    casus.Date       `json:"in_force"`
	Ended      casus.Date       `json:"ended"`
	Status     string           `json:"status"`
	Summary    string           `json:"summary"`
	Basis      string           `json:"basis"`
	Incomplete string           `json:"incomplete,omitempty"`
	Leaving    *LeavingSheet    `json:"leaving"`
	Organs     []OrganSheet     `json:"organs"`
	Parties    []PartySheet     `json:"parties"`
	Clauses    []ClauseSheet    `json:"clauses"`
	Sources    []string         `json:"sources"`
	Notes      []string         `json:"notes"`
	Provenance casus.Provenance `json:"provenance"`
}

// LeavingSheet is a treaty's rule for withdrawal.
type LeavingSheet struct {
	Article string   `json:"article"`
	Months  *int     `json:"months"` // null where the rule is not known
	Says    string   `json:"says"`
	Quote   string   `json:"quote,omitempty"`
	Basis   string   `json:"basis"`
	Laws    []string `json:"domestic_law"`
}

// PartySheet is a spell of one party.
type PartySheet struct {
	State  casus.State `json:"state"`
	Signed casus.Date  `json:"signed"`
	From   casus.Date  `json:"from"`
	Until  casus.Date  `json:"until"`
	// InForceBy is a day by which it was bound, where the first one was not found.
	InForceBy   casus.Date   `json:"in_force_by,omitzero"`
	NotBefore   casus.Date   `json:"not_before,omitzero"`  // certainly not bound before it
	Provisional casus.Date   `json:"provisional,omitzero"` // applied provisionally from it
	Entry       treaty.Entry `json:"entry,omitempty"`      // why the first day is not given
	Note        string       `json:"note,omitempty"`
	Basis       string       `json:"basis,omitempty"`
	Doubts      []string     `json:"doubts,omitempty"`
}

// partySheet lays out a spell of a party.
func partySheet(p *treaty.Party) PartySheet {
	row := PartySheet{State: p.State, Signed: p.Signed, From: p.From, Until: p.Until, InForceBy: p.By, NotBefore: p.NotBefore,
		Provisional: p.Provisional, Entry: p.Entry, Note: p.Note, Basis: p.Basis}
	if p.From == 0 && p.By == 0 && p.Provisional == 0 {
		row.Entry = cmp.Or(p.Entry, treaty.EntryNotFound)
	}
	for _, x := range p.Doubts {
		row.Doubts = append(row.Doubts, doubt(x))
	}
	return row
}

// doubt says that it is contested, or was not found, whether a party is bound.
func doubt(x treaty.Doubt) string {
	says := "contested"
	if x.NotFound {
		says = "cannot tell"
	}
	if x.From != 0 {
		says += " from " + x.From.String()
	}
	if x.Until != 0 {
		says += " until " + x.Until.String()
	}
	return says + ": " + x.Says
}

// ClauseSheet is one clause in words.
type ClauseSheet struct {
	Article    string               `json:"article"`
	Type       casus.ObligationType `json:"type"`
	Discretion casus.Discretion     `json:"discretion"`
	Says       string               `json:"says"`
	Quote      string               `json:"quote,omitempty"`
	Basis      string               `json:"basis"`
	Source     string               `json:"source,omitempty"`
	OwedBy     []casus.State        `json:"owed_by,omitempty"`
	OwedTo     []casus.State        `json:"owed_to,omitempty"`
	Conditions []ConditionSheet     `json:"conditions"`
	Pending    []string             `json:"pending"`
}

// ConditionSheet is one step of a clause, with its expression.
type ConditionSheet struct {
	Role string `json:"role"`
	If   string `json:"if,omitempty"` // asked only where this holds
	Expr string `json:"expression"`
	Says string `json:"says"`
}

// TreatyQuestion asks for one treaty, by its id or a name of it.
type TreatyQuestion struct{ ID string }

// Ask gives everything that is known of the treaty.
func (q TreatyQuestion) Ask(_ context.Context, arc *inquiry.Archive) (TreatySheet, error) {
	t, err := arc.Treaties.Find(q.ID)
	if err != nil {
		return TreatySheet{}, casus.InField("id", err)
	}
	a := Sheet(t)
	a.Provenance = arc.Provenance("sources")
	return a, nil
}

// Sheet lays out a treaty, the user's own or an embedded one.
func Sheet(t *treaty.Treaty) TreatySheet {
	a := TreatySheet{
		Schema: "casus.treaty/1", ID: t.ID, Name: t.Name, Aliases: t.Aliases, Kind: t.Kind, Nature: t.Nature, Signed: t.Signed,
		InForce: t.InForce, Ended: t.Ended, Status: t.Status, Summary: t.Summary, Basis: t.Basis, Incomplete: t.Incomplete,
		Parties: []PartySheet{}, Clauses: []ClauseSheet{}, Sources: t.Sources, Notes: t.Notes,
	}
	if l := t.Leaving; l != nil {
		a.Leaving = &LeavingSheet{Article: l.Article, Says: l.Says, Quote: l.Quote, Basis: l.Basis, Laws: []string{}}
		if l.Months >= 0 {
			a.Leaving.Months = &l.Months
		}
		for _, r := range l.Domestic {
			a.Leaving.Laws = append(a.Leaving.Laws, string(r.State)+", "+r.Law+": "+r.Says)
		}
	}
	for i := range t.Parties {
		a.Parties = append(a.Parties, partySheet(&t.Parties[i]))
	}
	a.Organs = organs(t, 0)
	for _, c := range t.Clauses {
		row := ClauseSheet{Article: c.Article, Type: c.Type, Discretion: c.Discretion, Says: c.Says, Quote: c.Quote, Basis: c.Basis,
			Source: c.Source, OwedBy: c.OwedBy, OwedTo: c.OwedTo, Conditions: []ConditionSheet{}, Pending: []string{}}
		for _, s := range c.Steps {
			x := ConditionSheet{Role: s.Role, Expr: s.If.Source, Says: s.Says}
			if s.Guard != nil {
				x.If = s.Guard.Source
			}
			row.Conditions = append(row.Conditions, x)
		}
		for _, s := range c.Pending {
			row.Pending = append(row.Pending, s.Who+": "+s.Says)
		}
		a.Clauses = append(a.Clauses, row)
	}
	return a
}
