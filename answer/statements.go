package answer

import (
	"context"
	"slices"

	"casus"
	"casus/inquiry"
	"casus/statement"
)

// StatementsQuestion picks statements; empty fields ask nothing.
type StatementsQuestion struct {
	Commitment, Article, Speaker, State, Stance, Since, Until, Text string
	// Reaches keeps the statements whose condition reaches a state on the day
	// On, or "" on their own day.
	Reaches, On string
	All         bool // entries that were corrected, too
}

// Statements is the answer to a [StatementsQuestion].
type Statements struct {
	Schema     string                `json:"schema"`
	Statements []statement.Statement `json:"statements"`
	Sources    []inquiry.Source      `json:"sources"`
	Provenance casus.Provenance      `json:"provenance"`
}

// Ask gives the statements on record that fit the question.
func (q StatementsQuestion) Ask(_ context.Context, arc *inquiry.Archive) (Statements, error) {
	a := Statements{Schema: "casus.statements/1", Statements: []statement.Statement{}, Provenance: arc.Provenance("statements", "statement_conditions", "sources")}
	if q.On != "" && q.Reaches == "" {
		return a, &casus.InputError{Field: "on", Msg: "on needs reaches: it is the day on which is asked whom a statement reaches",
			Hint: "since and until pick by the day of the statement"}
	}
	f, err := statementQuery(arc, q)
	if err != nil {
		return a, err
	}
	all, err := arc.Said()
	if err != nil {
		return a, err
	}
	if !q.All {
		all = statement.Current(all)
	}
	a.Statements = statement.Filter(all, f)
	if q.Reaches != "" {
		if a.Statements, err = reaching(arc, a.Statements, q); err != nil {
			return a, err
		}
	}
	used := inquiry.NewUse(arc.Facts)
	for _, s := range a.Statements {
		used.Source(s.Sources...)
	}
	a.Sources = used.Sources()
	return a, nil
}

func statementQuery(arc *inquiry.Archive, q StatementsQuestion) (statement.Query, error) {
	f := statement.Query{Speaker: q.Speaker, Article: q.Article, Text: q.Text}
	var err error
	if q.Commitment != "" {
		t, err := arc.Treaties.Find(q.Commitment)
		if err != nil {
			return f, casus.InField("commitment", err)
		}
		f.Commitment = t.ID
	}
	if q.State != "" {
		if f.State, err = arc.StateIn("state", q.State, 0); err != nil {
			return f, err
		}
	}
	if q.Stance != "" {
		if f.Stance, err = inquiry.OneOf("stance", q.Stance, statement.Stances); err != nil {
			return f, err
		}
	}
	for _, x := range []struct {
		field, text string
		to          *casus.Date
	}{{"since", q.Since, &f.Since}, {"until", q.Until, &f.Until}} {
		if x.text != "" {
			if *x.to, err = casus.ParseDate(x.text); err != nil {
				return f, casus.InField(x.field, err)
			}
		}
	}
	if f.Since != 0 && f.Until != 0 && f.Since > f.Until {
		return f, &casus.InputError{Field: "since", Msg: "since " + q.Since + " lies after until " + q.Until}
	}
	return f, nil
}

// reaching keeps the statements that reach a state.
func reaching(arc *inquiry.Archive, list []statement.Statement, q StatementsQuestion) ([]statement.Statement, error) {
	var on casus.Date
	var err error
	if q.On != "" {
		if on, err = casus.ParseDate(q.On); err != nil {
			return nil, casus.InField("on", err)
		}
	}
	who, err := arc.StateIn("reaches", q.Reaches, on)
	if err != nil {
		return nil, err
	}
	w := arc.StatementWorld()
	out := []statement.Statement{}
	for _, s := range list {
		b, err := w.Bearing(s, on)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(b.Reaches, func(r statement.Reach) bool { return r.State == who }) {
			out = append(out, s)
		}
	}
	return out, nil
}

// StatementSheet is one statement with everything that is known of it.
type StatementSheet struct {
	Schema     string               `json:"schema"`
	Statement  statement.Statement  `json:"statement"`
	Bearing    statement.Bearing    `json:"bearing"`
	Versions   []statement.Version  `json:"versions"`
	Disputed   []statement.Dispute  `json:"disputed"`
	Corrected  []statement.Revision `json:"corrected"` // what the entry corrects, the latest first
	Sources    []inquiry.Source     `json:"sources"`
	Provenance casus.Provenance     `json:"provenance"`
}

// StatementQuestion asks for one statement by its id, with whom it reaches on a
// day: "" for its own.
type StatementQuestion struct{ ID, On string }

// Ask gives the statement.
func (q StatementQuestion) Ask(_ context.Context, arc *inquiry.Archive) (StatementSheet, error) {
	a := StatementSheet{Schema: "casus.statement/1"}
	s, all, err := arc.Recorded(q.ID)
	if err != nil {
		return a, casus.InField("id", err)
	}
	var day casus.Date
	if q.On != "" {
		if day, err = casus.ParseDate(q.On); err != nil {
			return a, casus.InField("on", err)
		}
	}
	a.Statement = s
	if a.Bearing, err = arc.StatementWorld().Bearing(s, day); err != nil {
		return a, err
	}
	a.Versions, a.Disputed, a.Corrected = statement.Versions(all, s), statement.Disputes(all, s), statement.History(all, s)
	used := inquiry.NewUse(arc.Facts)
	used.Source(s.Sources...)
	used.Source(a.Bearing.Sources...)
	a.Sources = used.Sources()
	tables := []string{"statements", "statement_conditions", "sources"}
	if a.Bearing.Edition != "" {
		tables = append(tables, "nato_expenditure", "editions", "guidelines")
	}
	a.Provenance = arc.Provenance(tables...)
	return a, nil
}

// ReadingProvenance says what stands behind a reading of a text: the office holders and
// the treaties that its claims are held against.
func ReadingProvenance(arc *inquiry.Archive) casus.Provenance {
	return arc.Provenance("office_holders", "sources")
}
