package facts

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/internal/suggest"
)

// Table is one table: its schema and its rows in the order of the file.
type Table struct {
	*Schema
	Rows   []Row
	SHA256 string // of the bytes of every layer, in order
	at     map[string]int
}

// Used says which version of the table stands behind an answer.
func (t *Table) Used() casus.FactsUsed {
	return casus.FactsUsed{Name: t.Name, Vintage: t.Vintage, SHA256: t.SHA256}
}

// Find gives the row with that key: one cell for each key column, in the order
// of the schema.
func (t *Table) Find(key ...string) (Row, bool) {
	i, ok := t.at[strings.Join(key, "\x00")]
	if !ok {
		return Row{}, false
	}
	return t.Rows[i], true
}

// KeyNames lists the columns of the key, in the order of the schema.
func (t *Table) KeyNames() []string {
	var out []string
	for _, k := range t.key {
		out = append(out, t.Columns[k].Name)
	}
	return out
}

// Row is one row of a table.
type Row struct {
	table *Table
	cells []string
	Layer string // "" for the embedded pack, else the folder laid over it last
	Line  int    // of its file, from 1
}

// Text gives the cell of a column, "" where it is empty. A column that the
// schema lacks is a fault of the program, and panics.
func (r Row) Text(col string) string { return r.cells[r.table.index(col)] }

// Number gives the cell as a number, and false where it is empty.
func (r Row) Number(col string) (float64, bool) {
	v, err := strconv.ParseFloat(r.Text(col), 64)
	return v, err == nil
}

// Int gives the cell as a whole number, and 0 where it is empty.
func (r Row) Int(col string) int {
	v, _ := strconv.Atoi(r.Text(col))
	return v
}

// Date gives the cell as a date, and no date where it is empty.
func (r Row) Date(col string) casus.Date {
	text := r.Text(col)
	if text == "" { // most are, and a parse would word an error for each
		return 0
	}
	d, _ := casus.ParseDate(text)
	return d
}

// Bool reports whether the cell says "yes".
func (r Row) Bool(col string) bool { return r.Text(col) == "yes" }

// List gives the parts of a cell that are parted by semicolons.
func (r Row) List(col string) []string {
	var out []string
	for part := range strings.SplitSeq(r.Text(col), ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// Cells gives every cell in the order of the columns.
func (r Row) Cells() []string { return slices.Clone(r.cells) }

func (r Row) key() string {
	if len(r.table.key) == 1 {
		return r.cells[r.table.key[0]]
	}
	parts := make([]string, 0, 4)
	for _, k := range r.table.key {
		parts = append(parts, r.cells[k])
	}
	return strings.Join(parts, "\x00")
}

// load reads a table from every layer.
func (p *Pack) load(s *Schema) (*Table, error) {
	t := &Table{Schema: s, at: map[string]int{}}
	sum := sha256.New()
	for _, l := range p.layers {
		file := s.Name + ".csv"
		raw, err := l.read(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if l.name != "" {
			file = filepath.Join(l.name, file)
		}
		if err != nil {
			return nil, &casus.InputError{File: file, Msg: reason(err).Error()}
		}
		sum.Write(raw)
		rows, err := t.parse(raw, file, l.name)
		if err != nil {
			return nil, err
		}
		t.Rows = slices.Grow(t.Rows, len(rows))
		for _, r := range rows {
			if err := t.lay(r, file); err != nil {
				return nil, err
			}
		}
	}
	t.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return t, nil
}

// lay adds a row, or lays it over the row of a lower layer with the same key.
func (t *Table) lay(r Row, file string) error {
	k := r.key()
	i, seen := t.at[k]
	if !seen {
		for j, c := range r.cells {
			if c == absent {
				r.cells[j] = ""
			}
		}
		t.at[k] = len(t.Rows)
		t.Rows = append(t.Rows, r)
		return nil
	}
	under := t.Rows[i]
	if under.Layer == r.Layer {
		return &casus.InputError{File: file, Line: r.Line, Msg: fmt.Sprintf("the key %s stands already in line %d", casus.Quoted(strings.ReplaceAll(k, "\x00", ", ")), under.Line)}
	}
	merged := slices.Clone(under.cells)
	for j, c := range r.cells {
		if c != absent {
			merged[j] = c
		}
	}
	r.cells = merged
	t.Rows[i] = r
	return nil
}

// absent stands for a cell whose column an overlay's header leaves out. No file
// can hold it: the check of a table refuses control characters.
const absent = "\x01"

func (t *Table) parse(raw []byte, file, layerName string) ([]Row, error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if i := bytes.IndexFunc(raw, forbidden); i >= 0 {
		line := 1 + bytes.Count(raw[:i], []byte("\n"))
		return nil, &casus.InputError{File: file, Line: line, Msg: fmt.Sprintf("not a text file: it holds the control character %#02x", raw[i]), Hint: "a table is comma-separated text in UTF-8"}
	}
	cr := csv.NewReader(bytes.NewReader(raw))
	cr.FieldsPerRecord = -1
	cr.ReuseRecord = true
	header, err := cr.Read()
	if err != nil {
		return nil, &casus.InputError{File: file, Line: 1, Msg: "no header line", Hint: "the first line names the columns: " + strings.Join(t.ColumnNames(), ",")}
	}
	to, err := t.match(header, file)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, 0, bytes.Count(raw, []byte("\n")))
	for {
		rec, err := cr.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			fault := &casus.InputError{File: file, Msg: err.Error(), Hint: "a cell with a comma or a quotation mark stands in double quotes"}
			var pe *csv.ParseError
			if errors.As(err, &pe) {
				fault.Line, fault.Msg = pe.Line, pe.Err.Error()
			}
			return nil, fault
		}
		line, _ := cr.FieldPos(0)
		if len(rec) != len(to) {
			return nil, &casus.InputError{File: file, Line: line, Msg: fmt.Sprintf("%d cells, but the header names %d columns", len(rec), len(to))}
		}
		cells := make([]string, len(t.Columns))
		if len(to) < len(cells) {
			for i := range cells {
				cells[i] = absent
			}
		}
		for i, c := range rec {
			cells[to[i]] = c
		}
		rows = append(rows, Row{table: t, cells: cells, Layer: layerName, Line: line})
	}
}

// match gives, for every column of a file, its place in the schema.
func (t *Table) match(header []string, file string) ([]int, error) {
	to := make([]int, len(header))
	seen := map[string]bool{}
	for i, h := range header {
		h = strings.TrimSpace(h)
		j, ok := t.Schema.at[h]
		if !ok {
			hint := suggest.Hint(h, t.ColumnNames())
			if hint == "" {
				hint = "its columns are " + strings.Join(t.ColumnNames(), ", ")
			}
			return nil, &casus.InputError{File: file, Line: 1, Msg: fmt.Sprintf("table %s has no column %s", t.Name, casus.Quoted(h)), Hint: hint}
		}
		if seen[h] {
			return nil, &casus.InputError{File: file, Line: 1, Msg: "column " + casus.Quoted(h) + " stands twice"}
		}
		seen[h] = true
		to[i] = j
	}
	for _, k := range t.KeyNames() {
		if !seen[k] {
			return nil, &casus.InputError{File: file, Line: 1, Msg: fmt.Sprintf("the key column %s is missing", casus.Quoted(k)), Hint: "the key of " + t.Name + " is " + strings.Join(t.KeyNames(), ", ")}
		}
	}
	return to, nil
}

// forbidden reports a control character that no table of text holds: a sign of
// a binary file, of UTF-16, or of a forged terminal line.
func forbidden(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f
}
