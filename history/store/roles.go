package store

import (
	"maps"
	"slices"
	"strings"
)

// Role is a use of history that several datasets can fill.
type Role struct {
	Name string
	// Datasets lists what can fill it. Where nobody chose, it is filled by the one
	// that was imported first, and by the first of this list of those that came together.
	Datasets []string
}

// Roles lists the roles that more than one dataset can fill. Every dataset is the
// role of its own name besides, which its versions fill.
var Roles = []Role{
	{"democracy", []string{"democracy", "vdem", "polity"}},
	{"rivalry", []string{"tss-rivalries", "td-rivalries"}},
}

// IsRole reports whether several datasets can fill what has this name.
func IsRole(name string) bool {
	return slices.ContainsFunc(Roles, func(r Role) bool { return r.Name == name })
}

// RoleDataset gives the dataset that fills a role: the one that was chosen, else
// the first that is held, else the first of the role. A name that is no role is
// taken for a dataset.
func (s *Store) RoleDataset(role string) string { return s.Manifest().fills(role) }

func (m Manifest) fills(role string) string {
	if d, ok := m.Roles[role]; ok {
		return d
	}
	i := slices.IndexFunc(Roles, func(r Role) bool { return r.Name == role })
	if i < 0 {
		return role
	}
	for _, d := range Roles[i].Datasets {
		if m.version(d) != "" {
			return d
		}
	}
	return Roles[i].Datasets[0]
}

// use is what a store uses where nothing is named.
type use struct {
	versions map[string]string // dataset to version
	roles    map[string]string
}

func (m Manifest) inUse() use {
	u := use{map[string]string{}, map[string]string{}}
	for _, e := range m.Tables {
		u.versions[e.Dataset] = m.version(e.Dataset)
	}
	for _, r := range Roles {
		if d := m.fills(r.Name); m.version(d) != "" {
			u.roles[r.Name] = d
		}
	}
	return u
}

// keep writes down what was in use where the newcomers would have changed it.
func (m *Manifest) keep(was use) {
	for d, v := range was.versions {
		if m.version(d) != v && m.holds(d, v) {
			m.Defaults[d] = v
		}
	}
	for r, d := range was.roles {
		if m.fills(r) != d {
			m.Roles[r] = d
		}
	}
}

func (m Manifest) holds(dataset, version string) bool {
	return slices.ContainsFunc(m.Tables, func(e Entry) bool { return e.Dataset == dataset && e.Version == version })
}

// The former form kept Polity and V-Dem as versions of one dataset, whose "newest"
// by name was taken. formerly names that dataset; each of the two is its own now.
const formerly = "democracy"

var ownDatasets = []string{"polity", "vdem"}

// former gives an entry as the former form named it.
func (e Entry) former() Entry {
	if slices.Contains(ownDatasets, e.Dataset) {
		e.Dataset, e.Version = formerly, e.Dataset+"-"+e.Version
	}
	return e
}

// upgrade brings a manifest of the former form into this one. What was in use
// stays in use.
func (m *Manifest) upgrade() {
	m.Format, m.Defaults = Format, maps.Clone(m.Defaults)
	was := m.version(formerly)
	delete(m.Defaults, formerly)
	m.Tables = slices.Clone(m.Tables)
	for i := range m.Tables {
		e := &m.Tables[i]
		if e.Dataset != formerly {
			continue
		}
		for _, d := range ownDatasets {
			if v, ok := strings.CutPrefix(e.Version, d+"-"); ok {
				if was == e.Version {
					m.Roles["democracy"], m.Defaults[d] = d, v
				}
				e.Dataset, e.Version = d, v
			}
		}
	}
	m.sort()
}
