// Package history opens the imported history since 1816 and gives it back as
// typed values: which states exist when, what they have promised each other,
// what wars and disputes they fought, what lies between them. States are
// Correlates of War numbers throughout.
//
// [Open] a data directory, then ask: [DB.System] for the states, [DB.ATOP] for
// alliances, [DB.Pledges] for what one state has promised another in a year,
// [DB.Wars], [DB.Disputes], [DB.Panel] for a state's figures, [DB.Contiguity],
// [DB.CapitalDistance]. Each answer is built once, on first use.
//
// Importing is casus/history/importer, tables for research are
// casus/history/export.
package history

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"casus"
	"casus/history/store"
)

// DB is an open history. It is safe for concurrent use.
type DB struct {
	st    *store.Store
	pins  map[string]string // dataset to version
	roles map[string]string // role to dataset

	mu    sync.Mutex
	built map[string]*entry
}

type entry struct {
	once  sync.Once
	value any
	err   error
}

// Open opens the data directory dir, which may be empty.
func Open(dir string) (*DB, error) {
	st, err := store.Open(dir)
	if err != nil {
		return nil, err
	}
	return New(st), nil
}

// New gives a DB over an open store. It shows the state of the store at the
// time of each first use; make a new one after an import.
func New(st *store.Store) *DB {
	return &DB{st: st, pins: map[string]string{}, roles: map[string]string{}, built: map[string]*entry{}}
}

// With gives a DB that uses a given version of some datasets instead of the
// default ones, as in {"cow-nmc": "6.0"}.
func (db *DB) With(versions map[string]string) *DB {
	out := New(db.st)
	maps.Copy(out.pins, db.pins)
	maps.Copy(out.roles, db.roles)
	maps.Copy(out.pins, versions)
	return out
}

// Use gives a DB that fills roles otherwise than by default. Each word is
// ROLE=DATASET, ROLE=DATASET@VERSION or DATASET=VERSION. The error is an
// [*casus.InputError] for a role or dataset that there is not, and an
// [*AbsentError] for one that is not imported.
func (db *DB) Use(words ...string) (*DB, error) {
	out := db.With(nil)
	for _, w := range words {
		c, err := ParseChoice(w)
		if err != nil {
			return nil, err
		}
		if _, ok := db.st.Entry(c.Dataset, c.Version); !ok {
			return nil, &AbsentError{Datasets: []string{c.Dataset}, Version: c.Version}
		}
		if store.IsRole(c.Role) {
			out.roles[c.Role] = c.Dataset
		}
		if c.Version != "" {
			out.pins[c.Dataset] = c.Version
		}
	}
	return out, nil
}

// Choice says what fills a role.
type Choice struct {
	Role    string // a role of [store.Roles], or a dataset
	Dataset string
	Version string // "" for the default one
}

// ParseChoice reads ROLE=DATASET, ROLE=DATASET@VERSION or DATASET=VERSION.
func ParseChoice(s string) (Choice, error) {
	role, what, ok := strings.Cut(s, "=")
	if !ok || role == "" || what == "" {
		return Choice{}, &casus.InputError{Msg: "what is in use is written ROLE=DATASET, not " + casus.Quoted(s), Hint: "for example: democracy=vdem, cow-nmc=6.0"}
	}
	dataset, version, _ := strings.Cut(what, "@")
	i := slices.IndexFunc(store.Roles, func(r store.Role) bool { return r.Name == role })
	switch {
	case i >= 0 && slices.Contains(store.Roles[i].Datasets, dataset):
		return Choice{role, dataset, version}, nil
	case i >= 0:
		return Choice{}, &casus.InputError{Msg: fmt.Sprintf("%s does not fill the role %s", casus.Quoted(dataset), role),
			Hint: "one of: " + strings.Join(store.Roles[i].Datasets, ", ")}
	case dataset == role:
		return Choice{role, dataset, version}, nil
	case version == "":
		return Choice{role, role, dataset}, nil
	}
	return Choice{}, &casus.InputError{Msg: fmt.Sprintf("there is no role %s", casus.Quoted(role)), Hint: "roles: " + strings.Join(roleNames(), ", ") + "; or a dataset and its version, as in cow-nmc=6.0"}
}

func roleNames() []string {
	var out []string
	for _, r := range store.Roles {
		out = append(out, r.Name)
	}
	return out
}

// Dataset gives the dataset that fills a role here; a name that is no role is a
// dataset and stands for itself.
func (db *DB) Dataset(role string) string {
	if d, ok := db.roles[role]; ok {
		return d
	}
	return db.st.RoleDataset(role)
}

// Used names the datasets behind an answer, with their versions and hashes, as
// far as they are imported; a role is named by the dataset that fills it.
func (db *DB) Used(roles ...string) []casus.FactsUsed {
	var out []casus.FactsUsed
	for _, role := range roles {
		d := db.Dataset(role)
		if e, ok := db.st.Entry(d, db.Version(d)); ok {
			out = append(out, casus.FactsUsed{Name: d, Vintage: e.Version, SHA256: e.SHA256})
		}
	}
	return out
}

// Store gives the store that the DB reads.
func (db *DB) Store() *store.Store { return db.st }

// Version gives the version of a dataset that the DB uses, "" where it is not
// imported.
func (db *DB) Version(dataset string) string {
	if v := db.pins[dataset]; v != "" {
		return v
	}
	return db.st.Default(dataset)
}

// Has reports whether a dataset is imported.
func (db *DB) Has(dataset string) bool {
	_, ok := db.st.Entry(dataset, db.Version(dataset))
	return ok
}

// Table reads a dataset as it was imported. The error is an [*AbsentError]
// where it was not.
func (db *DB) Table(dataset string) (*store.Table, error) {
	t, err := db.st.Table(dataset, db.Version(dataset))
	if errors.Is(err, store.ErrAbsent) {
		return nil, &AbsentError{Datasets: []string{dataset}, Version: db.pins[dataset]}
	}
	return t, err
}

// AbsentError says that data are needed which have not been imported; any one
// of the datasets is enough. A face ends with exit status 3.
type AbsentError struct {
	Datasets []string
	Version  string // that was asked for, or ""
}

// Error names what is missing and the command that imports it.
func (e *AbsentError) Error() string {
	what := strings.Join(e.Datasets, " or ")
	if e.Version != "" {
		what += " " + e.Version
	}
	return fmt.Sprintf("%s is not imported\nhint: casus data sources says where to get it, casus data import FILE takes it", what)
}

// cached builds a value once under a name.
func cached[T any](db *DB, name string, build func() (T, error)) (T, error) {
	db.mu.Lock()
	e := db.built[name]
	if e == nil {
		e = &entry{}
		db.built[name] = e
	}
	db.mu.Unlock()
	e.once.Do(func() {
		v, err := build()
		e.value, e.err = v, err
	})
	if e.err != nil {
		var zero T
		return zero, e.err
	}
	return e.value.(T), nil
}
