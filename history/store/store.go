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
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"casus"
)

// Format names the on-disk form. A store of the former one is read as it is, and
// written in this one at the next commit; any other is refused.
const (
	Format       = "casus-history/2"
	formerFormat = "casus-history/1"
)

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
	// SetAside counts rows of the publisher's file that were left out because of
	// faults, and Notes says what was noted of the file at its import.
	SetAside int      `json:"set_aside,omitempty"`
	Notes    []string `json:"notes,omitempty"`
	Source   Origin   `json:"source"`
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
	Defaults map[string]string `json:"defaults"` // dataset to the version in use, where more than one is held
	// Roles says which dataset fills a role that several can fill; see [Roles].
	Roles map[string]string `json:"roles,omitempty"`
}

// Put is one table to be committed under a dataset and a version.
type Put struct {
	Dataset, Version string
	Table            *Table
	Source           Origin
	SetAside         int
	Notes            []string
}

// Store is an open data directory. It is safe for concurrent use.
type Store struct {
	fs  FS
	dir string

	mu     sync.Mutex
	m      Manifest
	lost   bool              // the manifest was not there, or no manifest, and was made again from the tables
	tables map[string]*Table // by file
}

// Open opens the store in dir. A folder that does not exist or is empty is an
// empty store; nothing is created before the first commit.
func Open(dir string) (*Store, error) { return OpenFS(OS, dir) }

// OpenFS is [Open] on a given file system, for tests of failing disks.
func OpenFS(fsys FS, dir string) (*Store, error) {
	s := &Store{fs: fsys, dir: dir, tables: map[string]*Table{}}
	m, lost, err := s.readManifest()
	if err != nil {
		return nil, err
	}
	s.m, s.lost = m, lost
	return s, nil
}

// Lost reports whether the manifest was lost or damaged, and what the store shows
// was found again from the tables alone: their publishers' files and the defaults
// are not known then. The next commit writes a new one.
func (s *Store) Lost() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lost
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
// is [ErrAbsent] where the store has no such table, and a [*DamagedError] where
// its file is not the one that was stored.
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
	t, err := s.read(e)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tables[e.File] = t
	return t, nil
}

// read takes a table from its file, which must be the one that was stored: also a
// whole table of another dataset under this name is found.
func (s *Store) read(e Entry) (*Table, error) {
	name := filepath.Join(s.dir, e.File)
	damaged := func(why string) error {
		return &DamagedError{Entry: e, File: name, Why: why}
	}
	b, err := s.fs.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, damaged("is gone")
	}
	if err != nil {
		return nil, damaged("cannot be read: " + err.Error())
	}
	if hashOf(b) != e.SHA256 {
		return nil, damaged("is not what was stored: its checksum differs")
	}
	t, err := Decode(b)
	if err != nil {
		return nil, damaged(err.Error())
	}
	return t, nil
}

// Check reads every table of the store and lists those that are damaged.
func (s *Store) Check() []*DamagedError {
	var out []*DamagedError
	for _, e := range s.Manifest().Tables {
		var d *DamagedError
		if _, err := s.read(e); errors.As(err, &d) {
			out = append(out, d)
		}
	}
	return out
}

// DamagedError says that the file of a table is not the one that was stored.
// Importing the publisher's file again writes it anew.
type DamagedError struct {
	Entry Entry
	File  string // with its folder
	Why   string
}

// Error names the file, and what repairs it.
func (e *DamagedError) Error() string {
	file := "the publisher's file"
	if e.Entry.Source.Name != "" {
		file = e.Entry.Source.Name
	}
	return fmt.Sprintf("%s (%s %s) %s\nhint: casus data import %s writes it again", e.File, e.Entry.Dataset, e.Entry.Version, e.Why, file)
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// ErrAbsent says that a dataset or a version of it has not been imported.
var ErrAbsent = errors.New("store: not imported")

// Commit stores all tables or none, and reports whether anything changed. A
// table of the same dataset and version replaces the former one; the file of one
// that is as it was is written again where it is damaged. What is in use stays in
// use: a new version, or a new dataset of a role, does not take the former's place.
func (s *Store) Commit(puts []Put) (changed bool, err error) {
	return s.change(func(m *Manifest) (map[string][]byte, error) {
		inUse := m.inUse()
		files := map[string][]byte{}
		for _, p := range puts {
			b, err := p.Table.Encode()
			if err != nil {
				return nil, fmt.Errorf("store: %s %s: %w", p.Dataset, p.Version, err)
			}
			e := Entry{
				Dataset: p.Dataset, Version: p.Version, SHA256: hashOf(b), Bytes: int64(len(b)), Rows: p.Table.Rows(),
				SetAside: p.SetAside, Notes: p.Notes, Source: p.Source,
			}
			e.File = fileName(e)
			e = m.put(e)
			files[e.File] = b
		}
		m.sort()
		m.keep(inUse)
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

// SetRole makes dataset the one that fills a role.
func (s *Store) SetRole(role, dataset string) error {
	_, err := s.change(func(m *Manifest) (map[string][]byte, error) {
		if m.version(dataset) == "" {
			return nil, fmt.Errorf("%w: %s", ErrAbsent, dataset)
		}
		m.Roles[role] = dataset
		return nil, nil
	})
	return err
}

// change edits the manifest under the store's lock: it reads the newest one,
// lets edit alter it and name the files that it needs, and replaces it.
func (s *Store) change(edit func(*Manifest) (map[string][]byte, error)) (bool, error) {
	if err := s.fs.MkdirAll(s.dir); err != nil {
		return false, fmt.Errorf("store: %w", err)
	}
	unlock, err := s.fs.Lock(filepath.Join(s.dir, "lock"))
	if err != nil {
		return false, fmt.Errorf("store: %s is in use by another import: %w", s.dir, err)
	}
	defer unlock()
	old, lost, err := s.readManifest()
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
	wrote := false
	for _, name := range sortedKeys(files) {
		if have(old, name) && s.intact(name, files[name]) {
			continue
		}
		wrote = true
		if err := writeAtomic(s.fs, filepath.Join(s.dir, name), files[name]); err != nil {
			return false, fmt.Errorf("store: %w", err)
		}
	}
	if string(before) == string(after) && !lost {
		s.set(old, false)
		return wrote, nil
	}
	if err := writeAtomic(s.fs, filepath.Join(s.dir, manifestName), after); err != nil {
		return false, fmt.Errorf("store: %w", err)
	}
	s.set(m, false)
	s.sweep(m)
	return true, nil
}

// intact reports whether a file holds these bytes.
func (s *Store) intact(name string, want []byte) bool {
	b, err := s.fs.ReadFile(filepath.Join(s.dir, name))
	return err == nil && bytes.Equal(b, want)
}

func (s *Store) set(m Manifest, lost bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m, s.lost = m, lost
	clear(s.tables)
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

// readManifest reads the manifest; lost says that there was none to be read
// although there are tables, and that it was made again from them.
func (s *Store) readManifest() (m Manifest, lost bool, err error) {
	name := filepath.Join(s.dir, manifestName)
	b, err := s.fs.ReadFile(name)
	if err == nil {
		m, err = parseManifest(name, b)
		if !errors.Is(err, errTorn) {
			return m, false, err
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return m, false, fmt.Errorf("store: %w", err)
	}
	m = s.rebuilt()
	return m, len(m.Tables) > 0 || b != nil, nil
}

// errTorn marks a manifest that is not JSON at all.
var errTorn = errors.New("not JSON")

// rebuilt makes a manifest from the tables that lie in the folder.
func (s *Store) rebuilt() Manifest {
	m := Manifest{Format: Format, Defaults: map[string]string{}, Roles: map[string]string{}}
	names, err := s.fs.ReadDir(s.dir)
	if err != nil {
		return m
	}
	for _, name := range names {
		parts := strings.Split(strings.TrimSuffix(name, tableSuffix), "@")
		if len(parts) != 3 || !strings.HasSuffix(name, tableSuffix) {
			continue
		}
		b, err := s.fs.ReadFile(filepath.Join(s.dir, name))
		if err != nil || !strings.HasPrefix(hashOf(b), parts[2]) {
			continue
		}
		t, err := Decode(b)
		if err != nil {
			continue
		}
		e := Entry{Dataset: parts[0], Version: parts[1], File: name, SHA256: hashOf(b), Bytes: int64(len(b)), Rows: t.Rows()}
		if e.File == fileName(e) {
			m.put(e)
		}
	}
	m.sort()
	return m
}

// parseManifest reads a manifest, in this form or the former one, and refuses one
// that another version of the program wrote, or that names a file outside the store.
func parseManifest(name string, b []byte) (Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return m, fmt.Errorf("store: %s is damaged (%w): %w", name, errTorn, err)
	}
	if m.Format != Format && m.Format != formerFormat {
		return m, &casus.InputError{
			Msg:  fmt.Sprintf("%s has the form %s; this program reads %s and %s", name, casus.Quoted(m.Format), formerFormat, Format),
			Hint: "import into an empty data directory",
		}
	}
	for _, e := range m.Tables {
		if e.File != fileName(e) && e.File != fileName(e.former()) {
			return m, fmt.Errorf("store: %s names the file %s, which is not a table's name", name, casus.Quoted(e.File))
		}
	}
	if m.Defaults == nil {
		m.Defaults = map[string]string{}
	}
	if m.Roles == nil {
		m.Roles = map[string]string{}
	}
	m.sort()
	if m.Format == formerFormat {
		m.upgrade()
	}
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
	return Manifest{Format: Format, Tables: slices.Clone(m.Tables), Defaults: maps.Clone(m.Defaults), Roles: maps.Clone(m.Roles)}
}

// put adds or replaces an entry, and gives it as it stands then.
func (m *Manifest) put(e Entry) Entry {
	for i, o := range m.Tables {
		if o.Dataset == e.Dataset && o.Version == e.Version {
			if o.SHA256 == e.SHA256 { // the same table from another copy of the file changes nothing
				e.File = o.File
				if o.Source != (Origin{}) { // it is known where it came from
					e.Source, e.SetAside, e.Notes = o.Source, o.SetAside, o.Notes
				}
			}
			m.Tables[i] = e
			return e
		}
	}
	m.Tables = append(m.Tables, e)
	return e
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
