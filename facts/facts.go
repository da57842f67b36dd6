// Package facts holds the embedded tables of figures and the means to read,
// check and overlay them. Every value has a source and a vintage.
//
// Use [Default] for the embedded pack, [Pack.Overlay] to lay a user's own
// corrections over it, [Pack.Table] to read a table, [Table.Find] to look up a
// row, and [Pack.Check] to hold every cell against the schema. The terms of
// the sources stand in NOTICE.md.
package facts

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
// them. It parses a table when it is first asked for, and is safe for use by
// several goroutines.
type Pack struct {
	schema map[string]*Schema
	layers []layer // the embedded one first
	mu     sync.Mutex
	tables map[string]*Table
}

// layer is one folder of tables. The files of an overlay are held in memory, so
// that a pack never changes under a program that runs for long.
type layer struct {
	name string // "" for the embedded one, else the folder as the user wrote it
	read func(file string) ([]byte, error)
}

// Default gives the embedded pack, the same one at every call.
var Default = sync.OnceValue(func() *Pack {
	sub, err := fs.Sub(embedded, "tables")
	if err != nil {
		panic(err) // the embedded folder is there or the program did not build
	}
	p, err := newPack(sub)
	if err != nil {
		panic(err) // the embedded schema is tested
	}
	return p
})

// Overlay gives a pack in which the tables of folder dir are laid over p: a row
// with the key of an existing one replaces the cells that its header names, any
// other row is added. Every overlaid cell is checked; the error is an
// [*casus.InputError] with file, line, field and value.
func (p *Pack) Overlay(dir string) (*Pack, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, &casus.InputError{Msg: fmt.Sprintf("facts folder %s cannot be read: %v", casus.Quoted(dir), reason(err)), Hint: "--facts takes a folder with tables such as guidelines.csv"}
	}
	files := map[string][]byte{}
	var names []string
	for _, e := range entries {
		name, isTable := tableName(e.Name())
		if e.IsDir() || !isTable {
			continue
		}
		path := filepath.Join(dir, e.Name())
		if p.schema[name] == nil || name+".csv" != e.Name() {
			return nil, &casus.InputError{File: path, Msg: "no table of that name", Hint: suggest.Hint(name, p.Names())}
		}
		raw, err := readRegular(path)
		if err != nil {
			return nil, &casus.InputError{File: path, Msg: reason(err).Error()}
		}
		files[e.Name()] = raw
		names = append(names, name)
	}
	// A folder of folders holds other things than figures, treaties for one.
	onlyFolders := len(entries) > 0 && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		_, isTable := tableName(e.Name())
		return isTable || !e.IsDir()
	})
	if len(names) == 0 && !onlyFolders {
		return nil, &casus.InputError{Msg: fmt.Sprintf("facts folder %s holds no table", casus.Quoted(dir)), Hint: "a table is a file such as guidelines.csv; 'casus facts' lists them"}
	}
	over := layer{name: dir, read: func(file string) ([]byte, error) {
		if raw, ok := files[file]; ok {
			return raw, nil
		}
		return nil, fs.ErrNotExist
	}}
	q := &Pack{schema: p.schema, layers: append(slices.Clone(p.layers), over), tables: map[string]*Table{}}
	for _, name := range names { // all are parsed before any is checked: cells refer to other tables
		if _, err := q.Table(name); err != nil {
			return nil, err
		}
	}
	for _, name := range names {
		if faults := q.tables[name].check(q, func(r Row) bool { return r.Layer == dir }); len(faults) > 0 {
			return nil, faults[0]
		}
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

// Vintage says how current a table is, without reading it; "" for a table
// that there is not.
func (p *Pack) Vintage(name string) string {
	if s := p.schema[name]; s != nil {
		return s.Vintage
	}
	return ""
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

// newPack makes a pack of one folder, which holds schema.csv and tables.csv.
func newPack(base fs.FS) (*Pack, error) {
	read := func(file string) ([]byte, error) { return readFile(base, file) }
	schema, err := readSchema(read)
	if err != nil {
		return nil, err
	}
	return &Pack{schema: schema, layers: []layer{{read: read}}, tables: map[string]*Table{}}, nil
}

// tableName gives the name of the table that a file would hold. The ending is
// compared without regard to case, so that Guidelines.CSV is refused by name
// instead of being passed over.
func tableName(file string) (name string, isTable bool) {
	ext := filepath.Ext(file)
	return strings.TrimSuffix(file, ext), strings.EqualFold(ext, ".csv")
}

// readRegular reads a regular file: opening a pipe could wait for ever.
func readRegular(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	return readFile(os.DirFS(filepath.Dir(path)), filepath.Base(path))
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
