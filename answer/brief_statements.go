package answer

import (
	"cmp"
	"slices"
	"strings"

	"casus"
	"casus/inquiry"
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
func statementsOn(arc *inquiry.Archive, ev casus.Event, w *statement.World, rows []casus.Obligation, used *inquiry.Use) (shown []Statement, all int) {
	ids := map[string]bool{}
	for _, r := range rows {
		if r.Type == casus.Assist && r.Verdict != casus.NotBound || r.Political && r.Type != casus.NonAggression {
			ids[r.Treaty] = true
		}
	}
	shown = []Statement{}
	list, err := arc.Said()
	if err != nil {
		return shown, 0
	}
	used.Table("statements")
	used.Table("statement_conditions")
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
		used.Source(s.Sources...)
		if a.Figure.Known {
			used.Source(a.Figure.Source)
			for _, t := range []string{"nato_expenditure", "editions", "guidelines"} {
				used.Table(t)
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
			x.Bearing = bearingWords(arc, a, ev)
		}
		shown = append(shown, x)
	}
	return shown, all
}

// bearingWords says in one line whether a statement's condition reaches the
// target: "its condition reaches Estonia: no, 3.43 % of GDP in 2024, …".
func bearingWords(arc *inquiry.Archive, a statement.Asked, ev casus.Event) string {
	what := "it is about " + arc.States.Name(ev.Target, ev.On)
	if a.Conditional {
		what = "its condition reaches " + arc.States.Name(ev.Target, ev.On)
	}
	return what + ": " + strings.ReplaceAll(a.Reaches, "_", " ") + ", " + a.Because
}
