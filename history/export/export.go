// Package export writes the imported history as tables for research: state-
// years, dyad-years, directed dyad-years, alliance-years and joiners, with the
// columns that are asked for, as CSV, Parquet or Stata files with a codebook.
//
// Names and conventions follow the R package peacesciencer, so that scripts
// carry over. A value that no source has is missing: never zero outside a
// source's years. The same options give the same bytes on any number of
// workers.
//
// Use [Export]; [Kinds] and [Withs] list what can be asked for.
package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"casus"
	"casus/history"
	"casus/internal/suggest"
)

// Kind is what one row of a table is.
type Kind string

// The kinds of tables.
const (
	StateYears        Kind = "state-years"
	DyadYears         Kind = "dyad-years"
	DirectedDyadYears Kind = "directed-dyad-years"
	AllianceYears     Kind = "alliance-years"
	Joiners           Kind = "joiners"
	LeaderYears       Kind = "leader-years"
	Codes             Kind = "codes"
	Dataset           Kind = "dataset"
)

// Kinds lists the kinds of tables.
var Kinds = []Kind{StateYears, DyadYears, DirectedDyadYears, AllianceYears, Joiners, LeaderYears, Codes, Dataset}

// ParseKind reads a kind.
func ParseKind(s string) (Kind, error) {
	k, err := oneOf("kind of table", s, kindNames())
	return Kind(k), err
}

func kindNames() []string {
	var out []string
	for _, k := range Kinds {
		out = append(out, string(k))
	}
	return out
}

// Options say what a table holds.
type Options struct {
	// From and To bound the years; 0 is 1816, and the last year of the list of
	// states. A later To carries the last members forward.
	From, To int
	// With lists the groups of columns, of [Withs].
	With []string
	// Format is csv, csv.gz, parquet or dta; "" is csv.
	Format Format
	// Share says when two states are a dyad of a year: "day" (or ""), when both
	// were members on one day of it, or "year", when each was on some day.
	Share string
	// Order says which of several disputes of a dyad in a year is kept; see
	// [history.Order].
	Order string
	// Ongoing says what becomes of dyad-years with an ongoing dispute and no new
	// one: "keep" (or ""), or "drop".
	Ongoing string
	// Initiator says who began a dispute: "sidea-all-joiners" (or ""), every
	// state on side A; "sidea-orig", those of the first day.
	Initiator string
	// Spell says what ends a peace spell: "ongoing" (or ""), or "onset".
	Spell string
	// Gap says what a state's absence from the system does to its dyads' peace
	// spells: "observed" (or ""), they go on with the next observed year, as in
	// peacesciencer; "reset", they begin anew.
	Gap string
	// Dataset names the dataset that the kind "dataset" writes as it was imported.
	Dataset string
	// Relevant leaves only politically relevant dyads in: contiguous ones, and those
	// with a major power.
	Relevant bool
	// Conflicts says of what joiners are listed: "wars" (or "") or "disputes".
	Conflicts string
	// HostLev leaves disputes below this level of hostility out of joiners.
	HostLev int
	// Workers is the number of goroutines; 0 is the number of processors.
	Workers int
	// Progress, where set, is called with the rows written and all rows.
	Progress func(done, total int)
}

// Export writes a table and gives its codebook. Errors are [*casus.InputError]
// for options that make no sense, and [*history.AbsentError] for data that are
// not imported; nothing has been written then.
func Export(ctx context.Context, db *history.DB, kind Kind, o Options, w io.Writer) (*Codebook, error) {
	t, err := plan(db, kind, &o)
	if err != nil {
		return nil, err
	}
	s, err := newSink(o.Format, w, t)
	if err != nil {
		return nil, err
	}
	if err := t.stream(ctx, o, s); err != nil {
		return nil, err
	}
	return t.codebook(), nil
}

// Describe gives the codebook of a table without making it.
func Describe(db *history.DB, kind Kind, o Options) (*Codebook, error) {
	t, err := plan(db, kind, &o)
	if err != nil {
		return nil, err
	}
	return t.codebook(), nil
}

// plan checks the options and lays out the table.
func plan(db *history.DB, kind Kind, o *Options) (*table, error) {
	if _, err := ParseKind(string(kind)); err != nil {
		return nil, err
	}
	sys, err := db.System()
	var absent *history.AbsentError
	if (kind == Codes || kind == Dataset) && errors.As(err, &absent) {
		sys, err = &history.System{Last: casus.MustDate("2016-12-31")}, nil // the table of numbers is our own
	}
	if err != nil {
		return nil, err
	}
	if kind == Codes && o.To == 0 {
		o.To = casus.LastYear
	}
	if err := o.settle(sys); err != nil {
		return nil, err
	}
	t := &table{kind: kind, db: db, sys: sys, o: o}
	switch kind {
	case AllianceYears:
		err = t.planAlliances()
	case Joiners:
		err = t.planJoiners()
	case LeaderYears:
		err = t.planLeaders()
	case Codes:
		err = t.planCodes()
	case Dataset:
		err = t.planDataset()
	default:
		err = t.planYears()
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// settle fills in what was left open and refuses what makes no sense.
func (o *Options) settle(sys *history.System) error {
	if o.From == 0 {
		o.From = casus.FirstYear
	}
	if o.To == 0 {
		o.To = sys.Last.Year()
	}
	for _, y := range []int{o.From, o.To} {
		if y < casus.FirstYear || y > casus.LastYear {
			return &casus.InputError{Msg: fmt.Sprintf("year %d: history runs from %d to %d", y, casus.FirstYear, casus.LastYear)}
		}
	}
	if o.From > o.To {
		return &casus.InputError{Msg: fmt.Sprintf("the years run from %d to %d", o.From, o.To), Hint: "the first year must not be later than the last"}
	}
	choices := []struct {
		what  string
		value *string
		of    []string
	}{
		{"format", (*string)(&o.Format), formatNames()},
		{"rule for dyads", &o.Share, []string{"day", "year"}},
		{"rule for ongoing disputes", &o.Ongoing, []string{"keep", "drop"}},
		{"rule for initiators", &o.Initiator, []string{"sidea-all-joiners", "sidea-orig"}},
		{"event of peace spells", &o.Spell, []string{"ongoing", "onset"}},
		{"rule for gaps", &o.Gap, []string{"observed", "reset"}},
		{"kind of conflicts", &o.Conflicts, []string{"wars", "disputes"}},
	}
	for _, c := range choices {
		if *c.value == "" {
			*c.value = c.of[0]
		}
		if _, err := oneOf(c.what, *c.value, c.of); err != nil {
			return err
		}
	}
	order, err := history.ParseOrder(o.Order)
	if err != nil {
		return err
	}
	o.Order = string(order)
	for _, w := range o.With {
		if _, err := oneOf("group of columns", w, append(Withs(), "willingness")); err != nil {
			return err
		}
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return nil
}

// oneOf checks a word against a list.
func oneOf(what, word string, list []string) (string, error) {
	if slices.Contains(list, word) {
		return word, nil
	}
	e := &casus.InputError{Msg: fmt.Sprintf("there is no %s %s", what, casus.Quoted(word)), Hint: "one of: " + strings.Join(list, ", ")}
	if near := suggest.Nearest(word, list, 1); len(near) > 0 {
		e.Hint = "did you mean " + near[0] + "?"
	}
	return "", e
}
