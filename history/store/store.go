// Package store keeps imported tables on disk: a folder of immutable column
// files and one manifest that names them.
//
// A commit writes each new table aside, syncs it, renames it to a name made of
// its own hash, and only then replaces the manifest in the same way. A process
// that is killed, or a disk that is full, at any point of this leaves the
// former state: what the manifest does not name does not exist.
//
// Use [Open], then [Store.Table]; [Store.Commit] to write.
package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"casus"
)

// Format names the on-disk form; a reader refuses any other.
const Format = "casus-history/1"

// manifestName is the one file that says what exists.
const manifestName = "manifest.json"

// Entry is one stored table: a version of a dataset.
type Entry struct {
	Dataset string `json:"dataset"`
	Version string `json:"version"`
	File    string `json:"file"`   // below the store's folder
	SHA256  string `json:"sha256"` // of the stored file
	Bytes   int64  `json:"bytes"`
	Rows    int    `json:"rows"`
	Source  Origin `json:"source"`
}

// Origin is the publisher's file that a table was made from.
type Origin struct {
	Name   string `json:"name"`   // base name as imported
	SHA256 string `json:"sha256"` // of the file as given (compressed if it was)
	Bytes  int64  `json:"bytes"`
}

// Manifest lists what a store holds.
type Manifest struct {
	Format   string            `json:"format"`
	Tables   []Entry           `json:"tables"`   // by dataset, then version
	Defaults map[string]string `json:"defaults"` // dataset to the version chosen by the user
}

// Put is one table to be committed under a dataset and a version.
type Put struct {
	Dataset, Version string
	Table            *Table
	Source           Origin
}

// Store is an open data directory. It is safe for concurrent use.
type Store struct {
	fs  FS
	dir string

	mu     sync.Mutex
	m      Manifest
	tables map[string]*Table // by file
}

// Open opens the store in dir. A folder that does not exist or is empty is an
// empty store; nothing is created before the first commit.
func Open(dir string) (*Store, error) { return OpenFS(OS, dir) }

// OpenFS is [Open] on a given file system, for tests of failing disks.
func OpenFS(fsys FS, dir string) (*Store, error) {
	s := &Store{fs: fsys, dir: dir, tables: map[string]*Table{}}
	m, err := s.readManifest()
	if err != nil {
		return nil, err
	}
	s.m = m
	return s, nil
}

// Dir gives the store's folder.
func (s *Store) Dir() string { return s.dir }

// Manifest gives what the store holds. The caller must not change it.
func (s *Store) Manifest() Manifest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.m
}

// Versions lists the stored versions of a dataset, oldest first.
func (s *Store) Versions(dataset string) []string {
	var out []string
	for _, e := range s.Manifest().Tables {
		if e.Dataset == dataset {
			out = append(out, e.Version)
		}
	}
	return out
}

// Default gives the version of a dataset that is used when none is named: the
// user's choice, else the newest; "" where the dataset is not there.
func (s *Store) Default(dataset string) string {
	return s.Manifest().version(dataset)
}

// Entry finds a stored table; version "" is the default one.
func (s *Store) Entry(dataset, version string) (Entry, bool) {
	m := s.Manifest()
	if version == "" {
		version = m.version(dataset)
	}
	for _, e := range m.Tables {
		if e.Dataset == dataset && e.Version == version {
			return e, true
		}
	}
	return Entry{}, false
}

// Table reads a stored table, once; version "" is the default one. The error
// is [ErrAbsent] where the store has no such table, and says which file is
// damaged where its checksum does not hold.
func (s *Store) Table(dataset, version string) (*Table, error) {
	e, ok := s.Entry(dataset, version)
	if !ok {
		return nil, fmt.Errorf("%w: %s %s", ErrAbsent, dataset, version)
	}
	s.mu.Lock()
	t := s.tables[e.File]
	s.mu.Unlock()
	if t != nil {
		return t, nil
	}
	name := filepath.Join(s.dir, e.File)
	b, err := s.fs.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if t, err = Decode(b); err != nil {
		return nil, fmt.Errorf("store: %s is damaged (%w); import the dataset again", name, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tables[e.File] = t
	return t, nil
}

// ErrAbsent says that a dataset or a version of it has not been imported.
var ErrAbsent = errors.New("store: not imported")

// Commit stores all tables or none, and reports whether anything changed. A
// table of the same dataset and version replaces the former one.
func (s *Store) Commit(puts []Put) (changed bool, err error) {
	return s.change(func(m *Manifest) (map[string][]byte, error) {
		files := map[string][]byte{}
		for _, p := range puts {
			b, err := p.Table.Encode()
			if err != nil {
				return nil, fmt.Errorf("store: %s %s: %w", p.Dataset, p.Version, err)
			}
			sum := sha256.Sum256(b)
			e := Entry{
				Dataset: p.Dataset, Version: p.Version, SHA256: hex.EncodeToString(sum[:]),
				Bytes: int64(len(b)), Rows: p.Table.Rows(), Source: p.Source,
			}
			e.File = fileName(e)
			m.put(e)
			files[e.File] = b
		}
		return files, nil
	})
}

// SetDefault makes version the one that is used when none is named.
func (s *Store) SetDefault(dataset, version string) error {
	_, err := s.change(func(m *Manifest) (map[string][]byte, error) {
		for _, e := range m.Tables {
			if e.Dataset == dataset && e.Version == version {
				m.Defaults[dataset] = version
				return nil, nil
			}
		}
		return nil, fmt.Errorf("%w: %s %s", ErrAbsent, dataset, version)
	})
	return err
}

// change edits the manifest under the store's lock: it reads the newest one,
// lets edit alter it and name new files, and replaces it.
func (s *Store) change(edit func(*Manifest) (map[string][]byte, error)) (bool, error) {
	if err := s.fs.MkdirAll(s.dir); err != nil {
		return false, fmt.Errorf("store: %w", err)
	}
	unlock, err := s.fs.Lock(filepath.Join(s.dir, "lock"))
	if err != nil {
		return false, fmt.Errorf("store: %s is in use by another import: %w", s.dir, err)
	}
	defer unlock()
	old, err := s.readManifest()
	if err != nil {
		return false, err
	}
	m := old.clone()
	files, err := edit(&m)
	if err != nil {
		return false, err
	}
	m.sort()
	before, after := old.bytes(), m.bytes()
	if string(before) == string(after) {
		s.set(old)
		return false, nil
	}
	for _, name := range sortedKeys(files) {
		if have(old, name) {
			continue // content-addressed: the same name is the same bytes
		}
		if err := writeAtomic(s.fs, filepath.Join(s.dir, name), files[name]); err != nil {
			return false, fmt.Errorf("store: %w", err)
		}
	}
	if err := writeAtomic(s.fs, filepath.Join(s.dir, manifestName), after); err != nil {
		return false, fmt.Errorf("store: %w", err)
	}
	s.set(m)
	s.sweep(m)
	return true, nil
}

func (s *Store) set(m Manifest) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m = m
}

// sweep removes files that no manifest names: replaced tables and what a
// killed import left. Its failures are harmless and ignored: the next commit
// sweeps again.
func (s *Store) sweep(m Manifest) {
	names, err := s.fs.ReadDir(s.dir)
	if err != nil {
		return
	}
	for _, name := range names {
		if strings.HasSuffix(name, tempSuffix) || (strings.HasSuffix(name, tableSuffix) && !have(m, name)) {
			_ = s.fs.Remove(filepath.Join(s.dir, name))
		}
	}
}

func (s *Store) readManifest() (Manifest, error) {
	name := filepath.Join(s.dir, manifestName)
	empty := Manifest{Format: Format, Defaults: map[string]string{}}
	b, err := s.fs.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return empty, nil
	}
	if err != nil {
		return empty, fmt.Errorf("store: %w", err)
	}
	return parseManifest(name, b)
}

// parseManifest reads a manifest and refuses one that another version of the
// program wrote, or that names a file outside the store.
func parseManifest(name string, b []byte) (Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return m, fmt.Errorf("store: %s is damaged: %w", name, err)
	}
	if m.Format != Format {
		return m, &casus.InputError{
			Msg:  fmt.Sprintf("%s has the form %s; this program reads %s", name, casus.Quoted(m.Format), Format),
			Hint: "import into an empty data directory",
		}
	}
	for _, e := range m.Tables {
		if e.File != fileName(e) {
			return m, fmt.Errorf("store: %s names the file %s, which is not a table's name", name, casus.Quoted(e.File))
		}
	}
	if m.Defaults == nil {
		m.Defaults = map[string]string{}
	}
	m.sort()
	return m, nil
}

const (
	tableSuffix = ".table"
	tempSuffix  = ".new"
)

// fileName makes the name of a table's file from its hash, so that a file is
// never rewritten in place.
func fileName(e Entry) string {
	safe := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
				return r
			}
			return '_'
		}, strings.ToLower(s))
	}
	sum := e.SHA256
	if len(sum) > 16 {
		sum = sum[:16]
	}
	return safe(e.Dataset) + "@" + safe(e.Version) + "@" + safe(sum) + tableSuffix
}

func (m Manifest) clone() Manifest {
	out := Manifest{Format: m.Format, Tables: slices.Clone(m.Tables), Defaults: map[string]string{}}
	for k, v := range m.Defaults {
		out.Defaults[k] = v
	}
	return out
}

func (m *Manifest) put(e Entry) {
	for i, o := range m.Tables {
		if o.Dataset == e.Dataset && o.Version == e.Version {
			if o.SHA256 == e.SHA256 {
				e.Source = o.Source // the same table from another copy of the file changes nothing
			}
			m.Tables[i] = e
			return
		}
	}
	m.Tables = append(m.Tables, e)
}

func (m *Manifest) sort() {
	slices.SortFunc(m.Tables, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Dataset, b.Dataset), CompareVersions(a.Version, b.Version))
	})
}

func (m Manifest) version(dataset string) string {
	if v, ok := m.Defaults[dataset]; ok {
		return v
	}
	newest := ""
	for _, e := range m.Tables {
		if e.Dataset == dataset {
			newest = e.Version // sorted: the last is the newest
		}
	}
	return newest
}

func (m Manifest) bytes() []byte {
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil // no value of a Manifest fails to marshal
	}
	return append(b, '\n')
}

func have(m Manifest, file string) bool {
	return slices.ContainsFunc(m.Tables, func(e Entry) bool { return e.File == file })
}

func sortedKeys(m map[string][]byte) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// CompareVersions orders versions as people do: "2.10" after "2.9", "5.1"
// after "5.0", text alphabetically.
func CompareVersions(a, b string) int {
	for a != "" && b != "" {
		x, xr := piece(a)
		y, yr := piece(b)
		if isDigit(x[0]) && isDigit(y[0]) {
			tx, ty := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
			if c := cmp.Or(cmp.Compare(len(tx), len(ty)), cmp.Compare(tx, ty)); c != 0 {
				return c
			}
		} else if c := cmp.Compare(x, y); c != 0 {
			return c
		}
		a, b = xr, yr
	}
	return cmp.Compare(len(a), len(b))
}

// piece cuts the leading run of digits or of other characters.
func piece(s string) (head, rest string) {
	i := 1
	for i < len(s) && isDigit(s[i]) == isDigit(s[0]) {
		i++
	}
	return s[:i], s[i:]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
