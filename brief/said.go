package brief

import (
	"slices"
	"strings"

	"casus"
	"casus/internal/suggest"
	"casus/statement"
)

// Statement is one statement on record, as the page shows it.
type Statement struct {
	ID       string     `json:"id"`
	Date     casus.Date `json:"date"`
	Speaker  string     `json:"speaker"`
	Role     string     `json:"role"`
	Stance   string     `json:"stance"`
	Text     string     `json:"text"`
	Kind     string     `json:"text_kind"`
	Disputes string     `json:"disputes,omitempty"`
	Sources  []string   `json:"sources"`
}

// newest bounds how many statements a page shows.
const newest = 5

// statementsOn gives the newest statements, made by the event's day, on a
// treaty under which somebody owes the target something, and how many there
// are in all. The treaties under which help is owed come first: where there
// are statements on those, statements on mere assurances are left out.
func (d *Desk) statementsOn(ev casus.Event, rows []casus.Obligation, used *use) (shown []Statement, all int) {
	ids := map[string]bool{}
	for _, r := range rows {
		if r.Type == casus.Assist && r.Verdict != casus.NotBound || r.Political && r.Type != casus.NonAggression {
			ids[r.Treaty] = true
		}
	}
	list, err := statement.All(d.Facts)
	if err != nil {
		return []Statement{}, 0
	}
	used.table("statements")
	fits := slices.DeleteFunc(slices.Clone(list), func(s statement.Statement) bool { return !ids[s.Commitment] || !s.By(ev.On) })
	shown = []Statement{}
	for i := len(fits) - 1; i >= 0 && len(shown) < newest; i-- {
		s := fits[i]
		used.source(s.Sources...)
		shown = append(shown, Statement{s.ID, s.Date, s.Speaker, s.Role, s.Stance, s.Text, s.TextKind, s.Disputes, s.Sources})
	}
	return shown, len(fits)
}

// StatementsQuestion picks statements; empty fields ask nothing.
type StatementsQuestion struct {
	Commitment, Speaker, State, Stance, Since, Until string
}

// Statements is the answer to a [StatementsQuestion].
type Statements struct {
	Schema     string                `json:"schema"`
	Statements []statement.Statement `json:"statements"`
	Sources    []Source              `json:"sources"`
	Provenance casus.Provenance      `json:"provenance"`
}

// Statements gives the statements on record that fit the question.
func (d *Desk) Statements(q StatementsQuestion) (Statements, error) {
	a := Statements{Schema: "casus.statements/1", Provenance: d.provenance("statements", "sources")}
	f := statement.Query{Speaker: q.Speaker}
	var err error
	if q.Commitment != "" {
		t, err := d.Treaties.Find(q.Commitment)
		if err != nil {
			return a, err
		}
		f.Commitment = t.ID
	}
	if q.State != "" {
		if f.State, err = d.States.Resolve(q.State, 0); err != nil {
			return a, err
		}
	}
	if q.Stance != "" {
		if f.Stance, err = oneOf("stance", q.Stance, statement.Stances); err != nil {
			return a, err
		}
	}
	for _, x := range []struct {
		text string
		to   *casus.Date
	}{{q.Since, &f.Since}, {q.Until, &f.Until}} {
		if x.text != "" {
			if *x.to, err = casus.ParseDate(x.text); err != nil {
				return a, err
			}
		}
	}
	all, err := statement.All(d.Facts)
	if err != nil {
		return a, err
	}
	a.Statements = statement.Filter(all, f)
	used := newUse(d.Facts)
	for _, s := range a.Statements {
		used.source(s.Sources...)
	}
	a.Sources = used.sources()
	return a, nil
}

// Statement gives one statement by its id.
func (d *Desk) Statement(id string) (Statements, error) {
	a, err := d.Statements(StatementsQuestion{})
	if err != nil {
		return a, err
	}
	var ids []string
	for _, s := range a.Statements {
		if strings.EqualFold(s.ID, id) {
			used := newUse(d.Facts)
			used.source(s.Sources...)
			a.Statements, a.Sources = []statement.Statement{s}, used.sources()
			return a, nil
		}
		ids = append(ids, s.ID)
	}
	hint := suggest.Hint(id, ids)
	if hint == "" {
		hint = "'casus statements list' shows them all"
	}
	return a, &casus.InputError{Msg: "no statement " + casus.Quoted(id), Hint: hint}
}
