package scenario

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"casus"
	"casus/forecast"
	"casus/inquiry"
	"casus/statement"
)

// StatementTable says what one statement changes for every state that its
// commitment binds, if that state is attacked.
type StatementTable struct {
	ID         string      `json:"id"`
	Speaker    string      `json:"speaker"`
	State      casus.State `json:"speaker_state"`
	Stance     string      `json:"stance"`
	Text       string      `json:"text"`
	Commitment string      `json:"commitment"`
	Condition  string      `json:"condition"` // in words
	// Event is the one that gives the attackers and the day.
	Event string `json:"event"`
	// Against says what the record without the statement leaves out.
	Against string `json:"against"`
	// Edition is that of the figures for spending, with what to know of them.
	Edition    string         `json:"edition,omitempty"`
	CannotTell string         `json:"cannot_tell,omitempty"` // why there is no table
	Rows       []StatementRow `json:"rows"`
	Notes      []string       `json:"notes"`
}

// StatementRow is one possible target.
type StatementRow struct {
	State     casus.State `json:"state"`
	Name      string      `json:"name"`
	Reaches   string      `json:"reaches"` // "yes", "no", "cannot_tell"
	Because   string      `json:"because"`
	Share     *float64    `json:"share_of_gdp_pct"`
	Guideline *float64    `json:"guideline_pct"`
	// Changes is false where the statement changes nothing: then every figure is
	// exactly the same with it and without.
	Changes    bool              `json:"changes"`
	CannotTell string            `json:"cannot_tell,omitempty"`
	Classes    []StatementChange `json:"classes"`
}

// StatementChange is what the statement changes in one class: the chance that
// the speaker's state comes, and that the target prevails.
type StatementChange struct {
	Class   string         `json:"class"`
	Comes   casus.Interval `json:"speaker_comes_change"`
	Outcome casus.Interval `json:"outcome_change"`
}

// statementTables lays out the tables that the scenario asks for.
func (p *Plan) statementTables() error {
	for _, id := range p.s.Statements {
		s, _, err := p.archive.Recorded(id)
		if err != nil {
			return err
		}
		if err := p.statementTable(s); err != nil {
			return err
		}
	}
	return nil
}

func (p *Plan) statementTable(s statement.Statement) error {
	e := &p.s.Events[0]
	t := StatementTable{ID: s.ID, Speaker: s.Speaker, State: s.State, Stance: s.Stance, Text: s.Text, Commitment: s.Commitment, Event: e.Name,
		Against: "the record without any words of this speaker on this commitment", Rows: []StatementRow{}, Notes: []string{}}
	if s.Applies != nil {
		t.Condition = s.Applies.Says
	}
	switch {
	case s.Commitment == "":
		t.CannotTell = "the statement is not about a commitment that Casus knows"
	case s.State == "":
		t.CannotTell = "the statement is no state's: nobody's coming hangs on it"
	case forecast.StanceWeights[s.Stance] == 0:
		t.CannotTell = "the statement neither pledges nor refuses help"
	}
	at := len(p.out.Statements)
	if t.CannotTell != "" {
		p.out.Statements = append(p.out.Statements, t)
		return nil
	}
	b, err := p.archive.StatementWorld().Bearing(s, e.event.On)
	if err != nil {
		return err
	}
	t.Edition, t.Notes = b.Edition, b.Notes
	for _, part := range []struct {
		reaches string
		list    []statement.Reach
	}{{"yes", b.Reaches}, {"no", b.Not}, {"cannot_tell", b.CannotTell}} {
		for _, r := range part.list {
			if slices.Contains(e.event.Attackers, r.State) {
				continue
			}
			row := StatementRow{State: r.State, Name: r.Name, Reaches: part.reaches, Because: r.Because, Classes: []StatementChange{}}
			if r.Figure != nil {
				row.Share, row.Guideline = &r.Figure.SharePct, &r.Figure.GuidelinePct
			}
			t.Rows = append(t.Rows, row)
		}
	}
	p.out.Statements = append(p.out.Statements, t)
	silent, err := p.silence(s, e.event)
	if err != nil {
		return err
	}
	for k := range t.Rows {
		p.statementRow(at, k, s, e, silent)
	}
	return nil
}

// silence gives the shocks that take a speaker's words on a commitment off the
// record, so that what one statement does is not hidden by the same speaker's
// other words of the same weight.
func (p *Plan) silence(s statement.Statement, ev casus.Event) ([]string, error) {
	all, err := p.archive.Said()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, x := range statement.Current(all) {
		if x.Speaker == s.Speaker && x.Commitment == s.Commitment && x.By(ev.On) {
			out = append(out, "retract:"+x.ID)
		}
	}
	return out, nil
}

// statementRow lays out one possible target.
func (p *Plan) statementRow(table, k int, s statement.Statement, e *Event, silent []string) {
	row := &p.out.Statements[table].Rows[k]
	q := e.Question
	q.Target, q.At = string(row.State), ""
	size := p.engine.Draws() + 4
	if row.Reaches == "yes" {
		size *= 2
	}
	cell := p.add("statement "+s.ID+": "+string(row.State), size, func(ctx context.Context) ([]float64, error) {
		return p.statementCell(ctx, q, s, silent)
	})
	p.later(func(out *Answer, values [][]float64) error {
		v, row := values[cell], &out.Statements[table].Rows[k]
		switch {
		case len(v) == 1 && v[0] == 0:
			return nil // the same with the statement and without
		case len(v) == 1:
			row.CannotTell = "too little is known of a side"
			return nil
		}
		row.Changes = true
		for _, class := range forecast.Classes {
			get := func(j int) casus.Interval {
				return over(len(v)/6, func(n int) float64 { return v[6*n+2*int(class)+j] })
			}
			row.Classes = append(row.Classes, StatementChange{class.String(), get(0), get(1)})
		}
		return nil
	})
}

// statementCell gives by draw and class the change of the chance that the
// speaker's state comes, and that the target prevails; 0 alone where the
// statement leaves the case as it is, -1 where nothing can be told of it.
func (p *Plan) statementCell(ctx context.Context, q inquiry.Question, s statement.Statement, silent []string) ([]float64, error) {
	var none *inquiry.InestimableError
	before, err := p.archive.CaseOf(q, silent...)
	if errors.As(err, &none) {
		return []float64{-1}, nil
	}
	if err != nil {
		return nil, err
	}
	after, err := p.archive.CaseOf(q, append(slices.Clone(silent), "statement:"+s.ID)...)
	if err != nil {
		return nil, err
	}
	if reflect.DeepEqual(before.Voices, after.Voices) {
		return []float64{0}, nil
	}
	for _, c := range []*forecast.Case{before, after} {
		if err := p.engine.Prepare(c); err != nil {
			return []float64{-1}, nil
		}
	}
	i := before.Event.Setting.Index(s.State, before.Event.On)
	var out []float64
	for k := range p.engine.Draws() + 1 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		x, err := p.engine.At(before, p.assumptionsAt(k), p.drawAt(k))
		if err != nil {
			return nil, err
		}
		y, err := p.engine.At(after, p.assumptionsAt(k), p.drawAt(k))
		if err != nil {
			return nil, err
		}
		for _, class := range forecast.Classes {
			out = append(out, y.Chances[class][i].Target-x.Chances[class][i].Target, y.Ends[class].Target-x.Ends[class].Target)
		}
	}
	return out, nil
}
