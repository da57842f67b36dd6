package answer

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/facts"
	"casus/inquiry"
)

// FactsQuestion asks for rows of a table.
type FactsQuestion struct {
	Table string
	State string // any spelling; "" for all
	Year  string // "" for all
}

// Facts is the answer to a [FactsQuestion]: the rows with every cell as the
// table has it, and the sources behind them.
type Facts struct {
	Schema     string              `json:"schema"`
	Table      string              `json:"table"`
	Title      string              `json:"title"`
	Columns    []FactsColumn       `json:"columns"`
	Rows       []map[string]string `json:"rows"`
	Sources    []inquiry.Source    `json:"sources"`
	Provenance casus.Provenance    `json:"provenance"`
}

// FactsColumn describes a column of a [Facts] answer.
type FactsColumn struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Unit string `json:"unit,omitempty"`
	Doc  string `json:"doc,omitempty"`
}

// FactsTables is the list of the tables.
type FactsTables struct {
	Schema     string           `json:"schema"`
	Tables     []FactsTable     `json:"tables"`
	Provenance casus.Provenance `json:"provenance"`
}

// FactsTable is one entry of [FactsTables].
type FactsTable struct {
	Name    string `json:"name"`
	Title   string `json:"title"`
	Vintage string `json:"vintage"`
	Rows    int    `json:"rows"`
}

// FactsTablesQuestion asks which tables there are.
type FactsTablesQuestion struct{}

// Ask lists the tables of the pack.
func (FactsTablesQuestion) Ask(_ context.Context, arc *inquiry.Archive) (FactsTables, error) {
	a := FactsTables{Schema: "casus.facts-tables/1", Tables: []FactsTable{}, Provenance: arc.Provenance(arc.Facts.Names()...)}
	for _, n := range arc.Facts.Names() {
		t := arc.Facts.MustTable(n)
		a.Tables = append(a.Tables, FactsTable{n, t.Title, t.Vintage, len(t.Rows)})
	}
	return a, nil
}

// Ask gives the rows of a table that concern a state and a year.
func (q FactsQuestion) Ask(_ context.Context, arc *inquiry.Archive) (Facts, error) {
	t, err := arc.Facts.Table(strings.ReplaceAll(q.Table, "-", "_"))
	if err != nil {
		return Facts{}, casus.InField("table", err)
	}
	a := Facts{Schema: "casus.facts/1", Table: t.Name, Title: t.Title, Rows: []map[string]string{}, Provenance: arc.Provenance(t.Name, "sources")}
	var stateCols, yearCols, sourceCols []string
	for _, c := range t.Columns {
		a.Columns = append(a.Columns, FactsColumn{c.Name, c.Type, c.Unit, c.Doc})
		switch {
		case strings.HasPrefix(c.Type, "state") || slices.Contains([]string{"member", "donor", "host"}, c.Name):
			stateCols = append(stateCols, c.Name)
		case c.Type == "year" || c.Type == "date":
			yearCols = append(yearCols, c.Name)
		case strings.HasPrefix(c.Type, "source"):
			sourceCols = append(sourceCols, c.Name)
		}
	}
	want, year := "", 0
	if q.Year == "" { // "casus facts guidelines 2025" names a year alone
		if n, err := strconv.Atoi(q.State); err == nil && n >= casus.FirstYear && n <= casus.LastYear {
			q.State, q.Year = "", q.State
		}
	}
	if q.State != "" {
		if len(stateCols) == 0 {
			return a, &casus.InputError{Field: "state", Msg: fmt.Sprintf("the table %s has no column for a state", t.Name), Hint: "leave the state out"}
		}
		if want, err = factsState(arc, t, stateCols, q.State); err != nil {
			return a, casus.InField("state", err)
		}
	}
	if q.Year != "" {
		n, err := strconv.Atoi(q.Year)
		if err != nil || n < casus.FirstYear || n > casus.LastYear {
			return a, &casus.InputError{Field: "year", Msg: fmt.Sprintf("year %s: expected a year from %d on", casus.Quoted(q.Year), casus.FirstYear), Hint: "for example: casus facts nato_expenditure EST 2024"}
		}
		if len(yearCols) == 0 {
			return a, &casus.InputError{Field: "year", Msg: fmt.Sprintf("the table %s has no column for a year", t.Name), Hint: "leave the year out"}
		}
		year = n
	}
	used := inquiry.NewUse(arc.Facts)
	for _, r := range t.Rows {
		if want != "" && !slices.ContainsFunc(stateCols, func(c string) bool { return slices.Contains(r.List(c), want) }) {
			continue
		}
		if year != 0 && !slices.ContainsFunc(yearCols, func(c string) bool { return strings.HasPrefix(r.Text(c), strconv.Itoa(year)) }) {
			continue
		}
		row := map[string]string{}
		for _, c := range t.Columns {
			row[c.Name] = r.Text(c.Name)
		}
		if r.Layer != "" {
			row["overlay"] = fmt.Sprintf("%s/%s.csv:%d", r.Layer, t.Name, r.Line)
		}
		for _, c := range sourceCols {
			used.Source(r.Text(c))
		}
		a.Rows = append(a.Rows, row)
	}
	a.Sources = used.Sources()
	return a, nil
}

// factsState resolves a state for a table, or one of the table's own keys that
// are no states (NATO_TOTAL, EU).
func factsState(arc *inquiry.Archive, t *facts.Table, cols []string, text string) (string, error) {
	for _, r := range t.Rows {
		for _, c := range cols {
			if strings.EqualFold(r.Text(c), text) {
				return r.Text(c), nil
			}
		}
	}
	s, err := arc.States.Resolve(text, 0)
	return string(s), err
}
