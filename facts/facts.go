// Package facts holds the embedded tables of figures and the means to read,
// check and overlay them. Every value has a source and a vintage.
//
// Use [Default] for the embedded pack, [Pack.Overlay] to lay a user's own
// corrections over it, [Pack.Table] to read a table, and [Pack.Check] to hold
// every cell against the schema.
package facts

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"casus"
	"casus/internal/suggest"
)

//go:embed tables/*.csv
var embedded embed.FS

// maxTable bounds the size of one table's file, in bytes.
const maxTable = 16 << 20

// Pack is a set of tables: the embedded ones, perhaps with others laid over
// them. It reads a table when it is first asked for, and is safe for use by
// several goroutines.
type Pack struct {
	schema map[string]*Schema
	layers []layer // the embedded one first
	mu     sync.Mutex
	tables map[string]*Table
}

// layer is one folder of tables.
type layer struct {
	name string // "" for the embedded one, else the folder as the user wrote it
	fsys fs.FS
}

// Default gives the embedded pack, the same one at every call.
var Default = sync.OnceValue(func() *Pack {
	sub, err := fs.Sub(embedded, "tables")
	if err != nil {
		panic(err) // the embedded folder is there or the program did not build
	}
	p, err := newPack(layer{fsys: sub})
	if err != nil {
		panic(err) // the embedded schema is tested
	}
	return p
})

func newPack(base layer) (*Pack, error) {
	schema, err := readSchema(base.fsys)
	if err != nil {
		return nil, err
	}
	return &Pack{schema: schema, layers: []layer{base}, tables: map[string]*Table{}}, nil
}

// Overlay gives a pack in which the tables of folder dir are laid over p: a row
// with the key of an existing one replaces the cells that it names, any other
// row is added. Every overlaid cell is checked; the error is an
// [*casus.InputError] with file, line, field and value.
func (p *Pack) Overlay(dir string) (*Pack, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, &casus.InputError{Msg: fmt.Sprintf("facts folder %s cannot be read: %v", casus.Quoted(dir), reason(err)), Hint: "--facts takes a folder with tables such as states.csv"}
	}
	q := &Pack{schema: p.schema, layers: append(slices.Clone(p.layers), layer{dir, os.DirFS(dir)}), tables: map[string]*Table{}}
	found := 0
	for _, e := range entries {
		name, isCSV := strings.CutSuffix(e.Name(), ".csv")
		if e.IsDir() || !isCSV {
			continue
		}
		if p.schema[name] == nil {
			return nil, &casus.InputError{File: filepath.Join(dir, e.Name()), Msg: "no table of that name", Hint: suggest.Hint(name, p.Names())}
		}
		found++
		t, err := q.Table(name)
		if err != nil {
			return nil, err
		}
		if faults := t.check(q, func(r Row) bool { return r.Layer == dir }); len(faults) > 0 {
			return nil, faults[0]
		}
	}
	if found == 0 {
		return nil, &casus.InputError{Msg: fmt.Sprintf("facts folder %s holds no table", casus.Quoted(dir)), Hint: "a table is a file such as states.csv; 'casus facts' lists them"}
	}
	return q, nil
}

// Names lists the tables, in alphabetical order.
func (p *Pack) Names() []string {
	var out []string
	for n := range p.schema {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// Table gives the table of that name. The error for an unknown name is an
// [*casus.InputError] with the nearest ones.
func (p *Pack) Table(name string) (*Table, error) {
	s := p.schema[name]
	if s == nil {
		hint := suggest.Hint(name, p.Names())
		if hint == "" {
			hint = "the tables are " + strings.Join(p.Names(), ", ")
		}
		return nil, &casus.InputError{Msg: "no table " + casus.Quoted(name), Hint: hint}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if t := p.tables[name]; t != nil {
		return t, nil
	}
	t, err := p.load(s)
	if err != nil {
		return nil, err
	}
	p.tables[name] = t
	return t, nil
}

// MustTable is [Pack.Table] for a table that the program itself names.
func (p *Pack) MustTable(name string) *Table {
	t, err := p.Table(name)
	if err != nil {
		panic(err) // overlays are read when they are laid, embedded tables are tested
	}
	return t
}

// Table is one table: its schema and its rows in the order of the file.
type Table struct {
	*Schema
	Rows   []Row
	SHA256 string // of the bytes of every layer, in order
}

// Used says which version of the table stands behind an answer.
func (t *Table) Used() casus.FactsUsed {
	return casus.FactsUsed{Name: t.Name, Vintage: t.Vintage, SHA256: t.SHA256}
}

// Row is one row of a table.
type Row struct {
	table *Table
	cells []string
	Layer string // "" for the embedded pack, else the folder laid over it
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
	d, _ := casus.ParseDate(r.Text(col))
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

func (r Row) key() string {
	var b strings.Builder
	for _, k := range r.table.key {
		b.WriteString(r.cells[k])
		b.WriteByte(0)
	}
	return b.String()
}

// load reads a table from every layer.
func (p *Pack) load(s *Schema) (*Table, error) {
	t := &Table{Schema: s}
	sum := sha256.New()
	at := map[string]int{} // key to row
	for _, l := range p.layers {
		file := s.Name + ".csv"
		raw, err := readFile(l.fsys, file)
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
		for _, r := range rows {
			k := r.key()
			i, seen := at[k]
			if !seen {
				for j, c := range r.cells {
					if c == absent {
						r.cells[j] = ""
					}
				}
				at[k] = len(t.Rows)
				t.Rows = append(t.Rows, r)
				continue
			}
			if t.Rows[i].Layer == l.name {
				return nil, &casus.InputError{File: file, Line: r.Line, Msg: fmt.Sprintf("the key %s stands already in line %d", casus.Quoted(strings.ReplaceAll(strings.TrimSuffix(k, "\x00"), "\x00", ", ")), t.Rows[i].Line)}
			}
			merged := slices.Clone(t.Rows[i].cells)
			for j, c := range r.cells {
				if c != absent {
					merged[j] = c
				}
			}
			r.cells = merged
			t.Rows[i] = r
		}
	}
	t.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return t, nil
}

// absent stands for a cell whose column an overlay's header leaves out.
const absent = "\x01"

func (t *Table) parse(raw []byte, file, layerName string) ([]Row, error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if i := bytes.IndexByte(raw, 0); i >= 0 {
		return nil, &casus.InputError{File: file, Line: 1 + bytes.Count(raw[:i], []byte("\n")), Msg: "not a text file: it holds a zero byte", Hint: "a table is comma-separated text in UTF-8"}
	}
	cr := csv.NewReader(bytes.NewReader(raw))
	cr.FieldsPerRecord = -1
	header, err := cr.Read()
	if err != nil {
		return nil, &casus.InputError{File: file, Line: 1, Msg: "no header line", Hint: "the first line names the columns: " + strings.Join(t.ColumnNames(), ",")}
	}
	to := make([]int, len(header)) // column of the file to column of the schema
	seen := map[string]bool{}
	for i, h := range header {
		h = strings.TrimSpace(h)
		j := slices.Index(t.ColumnNames(), h)
		if j < 0 {
			return nil, &casus.InputError{File: file, Line: 1, Msg: fmt.Sprintf("table %s has no column %s", t.Name, casus.Quoted(h)), Hint: suggest.Hint(h, t.ColumnNames())}
		}
		if seen[h] {
			return nil, &casus.InputError{File: file, Line: 1, Msg: "column " + casus.Quoted(h) + " stands twice"}
		}
		seen[h] = true
		to[i] = j
	}
	for _, k := range t.key {
		if !seen[t.Columns[k].Name] {
			return nil, &casus.InputError{File: file, Line: 1, Msg: fmt.Sprintf("the key column %s is missing", casus.Quoted(t.Columns[k].Name))}
		}
	}
	var rows []Row
	for {
		rec, err := cr.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			var pe *csv.ParseError
			line := 0
			if errors.As(err, &pe) {
				line, err = pe.Line, pe.Err
			}
			return nil, &casus.InputError{File: file, Line: line, Msg: err.Error(), Hint: "a cell with a comma or a quotation mark stands in double quotes"}
		}
		line, _ := cr.FieldPos(0)
		if len(rec) != len(header) {
			return nil, &casus.InputError{File: file, Line: line, Msg: fmt.Sprintf("%d cells, but the header names %d columns", len(rec), len(header))}
		}
		cells := make([]string, len(t.Columns))
		for i := range cells {
			cells[i] = absent
		}
		for i, c := range rec {
			cells[to[i]] = c
		}
		rows = append(rows, Row{table: t, cells: cells, Layer: layerName, Line: line})
	}
}

func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxTable+1))
	if err == nil && len(raw) > maxTable {
		err = fmt.Errorf("larger than %d MiB", maxTable>>20)
	}
	return raw, err
}

// reason drops the operation and path that the message names already.
func reason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// finite reports whether v is a number that a table may hold.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
