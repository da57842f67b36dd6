package facts

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"casus"
	"casus/internal/suggest"
)

// Schema describes one table. It is itself data: tables/schema.csv names the
// columns, tables/tables.csv the tables.
type Schema struct {
	Name    string
	Title   string
	Vintage string // what the newest rows were current on, in words or as a date
	Columns []Column
	key     []int
	at      map[string]int
}

// Column describes one column.
type Column struct {
	Name     string
	Type     string // one of types
	Required bool
	Min, Max float64 // bounds of numbers and years, where HasMin and HasMax say so
	HasMin   bool
	HasMax   bool
	Values   []string // of an enum
	Unit     string
	Doc      string
}

// types are what a column may hold. A state is an id of the table states, a
// source an id of the table sources; the plural forms are parted by semicolons.
var types = []string{"text", "state", "states", "date", "year", "number", "integer", "bool", "enum", "source", "sources"}

// ColumnNames lists the columns in order.
func (s *Schema) ColumnNames() []string {
	out := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		out[i] = c.Name
	}
	return out
}

// Has reports whether the table has the column.
func (s *Schema) Has(col string) bool { _, ok := s.at[col]; return ok }

func (s *Schema) index(col string) int {
	i, ok := s.at[col]
	if !ok {
		panic(fmt.Sprintf("facts: table %s has no column %q", s.Name, col))
	}
	return i
}

// Check holds every cell of every table against the schema and gives the
// faults, in the order of tables and lines.
func (p *Pack) Check() []*casus.InputError {
	var out []*casus.InputError
	for _, name := range p.Names() {
		t, err := p.Table(name)
		if err != nil {
			if ie, ok := err.(*casus.InputError); ok {
				out = append(out, ie)
			}
			continue
		}
		out = append(out, t.check(p, nil)...)
	}
	return out
}

// check checks the rows that which picks (nil: all).
func (t *Table) check(p *Pack, which func(Row) bool) []*casus.InputError {
	c := checker{states: p.ids("states"), sources: p.ids("sources")}
	var out []*casus.InputError
	for _, r := range t.Rows {
		if which != nil && !which(r) {
			continue
		}
		for i, col := range t.Columns {
			msg, hint := c.cell(col, r.cells[i])
			if msg == "" {
				continue
			}
			out = append(out, &casus.InputError{File: filepath.Join(r.Layer, t.Name+".csv"), Line: r.Line,
				Msg: fmt.Sprintf("%s %s: %s", col.Name, casus.Quoted(r.cells[i]), msg), Hint: hint})
		}
	}
	return out
}

// ids gives the first column of a table as a set; a table that cannot be read
// gives an empty one, and a fault of its own elsewhere.
func (p *Pack) ids(table string) map[string]bool {
	out := map[string]bool{}
	if t, err := p.Table(table); err == nil {
		for _, r := range t.Rows {
			out[r.cells[0]] = true
		}
	}
	return out
}

type checker struct{ states, sources map[string]bool }

// cell says what is wrong with a value, "" for nothing.
func (c checker) cell(col Column, v string) (msg, hint string) {
	if v == "" {
		if col.Required {
			return "a value is required", col.Doc
		}
		return "", ""
	}
	if !utf8.ValidString(v) {
		return "not UTF-8", ""
	}
	if strings.TrimSpace(v) != v {
		return "space at an end", ""
	}
	switch col.Type {
	case "state":
		return known(v, c.states, "state")
	case "source":
		return known(v, c.sources, "source")
	case "states", "sources":
		for part := range strings.SplitSeq(v, ";") {
			set, what := c.states, "state"
			if col.Type == "sources" {
				set, what = c.sources, "source"
			}
			if msg, hint = known(strings.TrimSpace(part), set, what); msg != "" {
				return msg, hint
			}
		}
	case "date":
		if _, err := casus.ParseDate(v); err != nil {
			return "not a date from 1816 on", "write year-month-day, as in 2024-02-10"
		}
	case "bool":
		if v != "yes" && v != "no" {
			return "expected yes or no", ""
		}
	case "enum":
		if !slices.Contains(col.Values, v) {
			hint = suggest.Hint(v, col.Values)
			if hint == "" {
				hint = "one of " + strings.Join(col.Values, ", ")
			}
			return "not one of its values", hint
		}
	case "year", "integer":
		n, err := strconv.Atoi(v)
		if err != nil {
			return "expected a whole number", ""
		}
		return col.bounds(float64(n))
	case "number":
		n, ok := decimal(v)
		if !ok {
			return "expected a number", "write 1234.5, without separators or units"
		}
		return col.bounds(n)
	}
	return "", ""
}

func (c Column) bounds(n float64) (msg, hint string) {
	low, high := c.HasMin && n < c.Min, c.HasMax && n > c.Max
	if !low && !high {
		return "", ""
	}
	hint = strings.TrimPrefix(c.Unit+"; "+c.Doc, "; ")
	hint = strings.TrimSuffix(hint, "; ")
	switch {
	case c.HasMin && c.HasMax:
		return fmt.Sprintf("out of range %g to %g", c.Min, c.Max), hint
	case low:
		return fmt.Sprintf("less than %g", c.Min), hint
	}
	return fmt.Sprintf("more than %g", c.Max), hint
}

// decimal reads a number written in plain digits: "1234.5", "-0.2", "1e6", but
// not "0x1p4", "1_000", "Inf" or "NaN", which ParseFloat takes as well.
func decimal(v string) (float64, bool) {
	if strings.Trim(v, "0123456789.eE+-") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(v, 64)
	return n, err == nil
}

func known(v string, set map[string]bool, what string) (msg, hint string) {
	if set[v] {
		return "", ""
	}
	var names []string
	for n := range set {
		names = append(names, n)
	}
	slices.Sort(names)
	return "no " + what + " of that id", suggest.Hint(v, names)
}

// readSchema reads schema.csv and tables.csv.
func readSchema(read func(file string) ([]byte, error)) (map[string]*Schema, error) {
	records := func(file string, width int) ([][]string, error) {
		raw, err := read(file)
		if err != nil {
			return nil, err
		}
		cr := csv.NewReader(bytes.NewReader(raw))
		cr.FieldsPerRecord = width
		all, err := cr.ReadAll()
		if err != nil {
			return nil, fmt.Errorf("facts: %s: %w", file, err)
		}
		if len(all) < 2 {
			return nil, fmt.Errorf("facts: %s: no rows", file)
		}
		return all[1:], nil
	}
	tables, err := records("tables.csv", 3)
	if err != nil {
		return nil, err
	}
	out := map[string]*Schema{}
	for _, r := range tables {
		out[r[0]] = &Schema{Name: r[0], Title: r[1], Vintage: r[2], at: map[string]int{}}
	}
	cols, err := records("schema.csv", 10)
	if err != nil {
		return nil, err
	}
	// table,column,type,key,required,min,max,values,unit,doc
	for _, r := range cols {
		s := out[r[0]]
		if s == nil {
			return nil, fmt.Errorf("facts: schema.csv names a table %q that tables.csv lacks", r[0])
		}
		if !slices.Contains(types, r[2]) {
			return nil, fmt.Errorf("facts: schema.csv: %s.%s: no type %q", r[0], r[1], r[2])
		}
		c := Column{Name: r[1], Type: r[2], Required: r[4] == "yes" || r[3] == "yes", Unit: r[8], Doc: r[9]}
		if c.Min, c.HasMin, err = bound(r[5]); err == nil {
			c.Max, c.HasMax, err = bound(r[6])
		}
		if err != nil {
			return nil, fmt.Errorf("facts: schema.csv: %s.%s: %w", r[0], r[1], err)
		}
		if r[7] != "" {
			c.Values = strings.Split(r[7], "|")
		}
		s.at[c.Name] = len(s.Columns)
		if r[3] == "yes" {
			s.key = append(s.key, len(s.Columns))
		}
		s.Columns = append(s.Columns, c)
	}
	return out, nil
}

// bound reads a bound of a column; an empty one bounds nothing.
func bound(v string) (n float64, has bool, err error) {
	if v == "" {
		return 0, false, nil
	}
	n, err = strconv.ParseFloat(v, 64)
	return n, true, err
}
