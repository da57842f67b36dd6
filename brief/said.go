package brief

import (
	"cmp"
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

	Treaty    string `json:"treaty"`
	Article   string `json:"article"`
	Condition string `json:"condition,omitempty"` // in the statement's words
	Asserts   string `json:"asserts"`             // about those whom it reaches
	Reaches   string `json:"reaches"`             // whether it reaches the target: "yes", "no", "cannot_tell"
	Because   string `json:"because"`
	Basis     string `json:"condition_basis,omitempty"` // "words" or "reading"
	// Bearing words Reaches for the page; "" where the statement names no
	// condition and reaches every party.
	Bearing string `json:"bearing,omitempty"`
}

// newest bounds how many statements a page shows.
const newest = 5

// newestOfOne bounds how many of them are one speaker's.
const newestOfOne = 2

// newestFirst orders statements for a page: the newest first, of one day those
// in the speaker's own words first, and of these what pledges, threatens or
// refuses before what comments.
func newestFirst(list []statement.Statement) []statement.Statement {
	out := slices.Clone(list)
	slices.Reverse(out)
	paraphrased := func(s statement.Statement) int {
		if strings.HasPrefix(s.TextKind, "paraphrase") {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out, func(a, b statement.Statement) int {
		return cmp.Or(
			cmp.Compare(cmp.Or(b.Date, b.DateUntil, b.DateFrom), cmp.Or(a.Date, a.DateUntil, a.DateFrom)),
			cmp.Compare(paraphrased(a), paraphrased(b)),
			cmp.Compare(slices.Index(statement.Stances, a.Stance), slices.Index(statement.Stances, b.Stance)))
	})
	return out
}

// statementsOn gives the newest statements, made by the event's day, on a
// treaty under which somebody owes the target something, and how many there
// are in all. w is the world with what is supposed. A statement about other states than the target is left out; one
// whose condition does not reach the target is shown, and says so.
func (d *Desk) statementsOn(ev casus.Event, w *statement.World, rows []casus.Obligation, used *use) (shown []Statement, all int) {
	ids := map[string]bool{}
	for _, r := range rows {
		if r.Type == casus.Assist && r.Verdict != casus.NotBound || r.Political && r.Type != casus.NonAggression {
			ids[r.Treaty] = true
		}
	}
	shown = []Statement{}
	list, err := d.said()
	if err != nil {
		return shown, 0
	}
	used.table("statements")
	used.table("statement_conditions")
	by := map[string]int{}
	for _, s := range newestFirst(statement.Current(list)) {
		if !ids[s.Commitment] || !s.By(ev.On) {
			continue
		}
		a, err := w.Asks(s, ev.Target, ev.Attackers, ev.On)
		if err != nil { // a condition of an overlay, or of a ledger older than its treaty
			a.Reaches, a.Because = "cannot_tell", "its condition cannot be asked: "+err.(*casus.InputError).Msg
		}
		if a.Limited && !a.Conditional && a.Reaches == "no" {
			continue
		}
		// One voice must not fill the page.
		if all++; len(shown) == newest || by[s.Speaker] == newestOfOne {
			continue
		}
		by[s.Speaker]++
		used.source(s.Sources...)
		if a.Figure.Known {
			used.source(a.Figure.Source)
			for _, t := range []string{"nato_expenditure", "editions", "guidelines"} {
				used.table(t)
			}
		}
		x := Statement{
			ID: s.ID, Date: s.Date, Speaker: s.Speaker, Role: s.Role, Stance: s.Stance, Text: s.Text, Kind: s.TextKind, Disputes: s.Disputes,
			Sources: append([]string{}, s.Sources...), Treaty: s.Commitment, Article: strings.Join(s.Articles, ", "), Condition: s.Condition,
			Asserts: statement.Asserts(s), Reaches: a.Reaches, Because: a.Because,
		}
		if s.Source != "" {
			x.Sources = append(x.Sources, s.Source)
		}
		if s.Applies != nil {
			x.Basis = s.Applies.Basis
		}
		if a.Conditional || a.Limited {
			x.Bearing = d.bearingWords(a, ev)
		}
		shown = append(shown, x)
	}
	return shown, all
}

// bearingWords says in one line whether a statement's condition reaches the
// target: "its condition reaches Estonia: no, 3.43 % of GDP in 2024, …".
func (d *Desk) bearingWords(a statement.Asked, ev casus.Event) string {
	what := "it is about " + d.States.Name(ev.Target, ev.On)
	if a.Conditional {
		what = "its condition reaches " + d.States.Name(ev.Target, ev.On)
	}
	return what + ": " + strings.ReplaceAll(a.Reaches, "_", " ") + ", " + a.Because
}

// said gives every statement there is, the embedded ones and those of the
// user's ledger, oldest first, each marked where a later one corrects it.
func (d *Desk) said() ([]statement.Statement, error) {
	embedded, err := d.embedded()
	if err != nil {
		return nil, err
	}
	list := slices.Clone(embedded)
	if d.Ledger != nil {
		list = append(list, d.Ledger.Entries...)
	}
	statement.Mark(list)
	statement.Sort(list)
	return list, nil
}

// embedded reads the statements of the facts once.
func (d *Desk) embedded() ([]statement.Statement, error) {
	d.shared.Lock()
	defer d.shared.Unlock()
	if d.shared.said == nil {
		list, err := statement.All(d.Facts)
		if err != nil {
			return nil, err
		}
		d.shared.said = list
	}
	return d.shared.said, nil
}

// statementWorld is what conditions of statements ask, with nothing supposed.
func (d *Desk) statementWorld() *statement.World {
	d.shared.Lock()
	defer d.shared.Unlock()
	if d.shared.asked == nil {
		d.shared.asked = statement.NewWorld(d.Facts, d.States, d.Treaties)
	}
	return d.shared.asked
}

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
	Sources    []Source              `json:"sources"`
	Provenance casus.Provenance      `json:"provenance"`
}

// Statements gives the statements on record that fit the question.
func (d *Desk) Statements(q StatementsQuestion) (Statements, error) {
	a := Statements{Schema: "casus.statements/1", Statements: []statement.Statement{}, Provenance: d.provenance("statements", "statement_conditions", "sources")}
	f, err := d.statementQuery(q)
	if err != nil {
		return a, err
	}
	all, err := d.said()
	if err != nil {
		return a, err
	}
	if !q.All {
		all = statement.Current(all)
	}
	a.Statements = statement.Filter(all, f)
	if q.Reaches != "" {
		if a.Statements, err = d.reaching(a.Statements, q); err != nil {
			return a, err
		}
	}
	used := newUse(d.Facts)
	for _, s := range a.Statements {
		used.source(s.Sources...)
	}
	a.Sources = used.sources()
	return a, nil
}

func (d *Desk) statementQuery(q StatementsQuestion) (statement.Query, error) {
	f := statement.Query{Speaker: q.Speaker, Article: q.Article, Text: q.Text}
	var err error
	if q.Commitment != "" {
		t, err := d.Treaties.Find(q.Commitment)
		if err != nil {
			return f, err
		}
		f.Commitment = t.ID
	}
	if q.State != "" {
		if f.State, err = d.States.Resolve(q.State, 0); err != nil {
			return f, err
		}
	}
	if q.Stance != "" {
		if f.Stance, err = oneOf("stance", q.Stance, statement.Stances); err != nil {
			return f, err
		}
	}
	for _, x := range []struct {
		text string
		to   *casus.Date
	}{{q.Since, &f.Since}, {q.Until, &f.Until}} {
		if x.text != "" {
			if *x.to, err = casus.ParseDate(x.text); err != nil {
				return f, err
			}
		}
	}
	if f.Since != 0 && f.Until != 0 && f.Since > f.Until {
		return f, &casus.InputError{Msg: "--since " + q.Since + " lies after --until " + q.Until}
	}
	return f, nil
}

// reaching keeps the statements that reach a state.
func (d *Desk) reaching(list []statement.Statement, q StatementsQuestion) ([]statement.Statement, error) {
	var on casus.Date
	var err error
	if q.On != "" {
		if on, err = casus.ParseDate(q.On); err != nil {
			return nil, err
		}
	}
	who, err := d.States.Resolve(q.Reaches, on)
	if err != nil {
		return nil, err
	}
	w := d.statementWorld()
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
	Sources    []Source             `json:"sources"`
	Provenance casus.Provenance     `json:"provenance"`
}

// Statement gives one statement by its id, with whom it reaches on a day: ""
// for its own.
func (d *Desk) Statement(id, on string) (StatementSheet, error) {
	a := StatementSheet{Schema: "casus.statement/1"}
	all, err := d.said()
	if err != nil {
		return a, err
	}
	s, ok := statement.Find(all, strings.TrimSpace(id))
	if !ok {
		var ids []string
		for _, x := range all {
			ids = append(ids, x.ID)
		}
		hint := suggest.Hint(id, ids)
		if hint == "" {
			hint = "'casus statements list' shows them all"
		}
		return a, &casus.InputError{Msg: "no statement " + casus.Quoted(id), Hint: hint}
	}
	var day casus.Date
	if on != "" {
		if day, err = casus.ParseDate(on); err != nil {
			return a, err
		}
	}
	a.Statement = s
	if a.Bearing, err = d.statementWorld().Bearing(s, day); err != nil {
		return a, err
	}
	a.Versions, a.Disputed, a.Corrected = statement.Versions(all, s), statement.Disputes(all, s), statement.History(all, s)
	used := newUse(d.Facts)
	used.source(s.Sources...)
	used.source(a.Bearing.Sources...)
	a.Sources = used.sources()
	tables := []string{"statements", "statement_conditions", "sources"}
	if a.Bearing.Edition != "" {
		tables = append(tables, "nato_expenditure", "editions", "guidelines")
	}
	a.Provenance = d.provenance(tables...)
	return a, nil
}

// Reading says what stands behind a reading of a text: the office holders and
// the treaties that its claims are held against.
func (d *Desk) Reading() casus.Provenance { return d.provenance("office_holders", "sources") }
