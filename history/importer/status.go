package importer

import (
	"slices"

	"casus/history/store"
)

// Holding is what the store has of one dataset.
type Holding struct {
	Source   Source        `json:"source"`
	Versions []store.Entry `json:"versions"` // oldest first; empty where nothing is imported
	Default  string        `json:"default,omitempty"`
}

// Need is a use of history and what it lacks.
type Need struct {
	Verb string `json:"verb"`
	// Missing lists the datasets that must still be imported; of "a or b" one
	// is enough.
	Missing []string `json:"missing,omitempty"`
}

// Status says what a store holds and what each verb lacks.
func Status(st *store.Store) (holdings []Holding, needs []Need) {
	for _, s := range Sources() {
		h := Holding{Source: s, Default: st.Default(s.ID)}
		for _, e := range st.Manifest().Tables {
			if e.Dataset == s.ID {
				h.Versions = append(h.Versions, e)
			}
		}
		holdings = append(holdings, h)
	}
	for _, v := range verbs {
		n := Need{Verb: v.verb}
		for _, alternatives := range v.datasets {
			if !anyHeld(st, alternatives) {
				n.Missing = append(n.Missing, join(alternatives))
			}
		}
		needs = append(needs, n)
	}
	return holdings, needs
}

// Missing gives what a use of history lacks, by the verb's name in [Status].
func Missing(st *store.Store, verb string) []string {
	_, needs := Status(st)
	for _, n := range needs {
		if n.Verb == verb {
			return n.Missing
		}
	}
	return nil
}

// State is all that casus data status says.
type State struct {
	Holdings []Holding `json:"holdings"`
	Needs    []Need    `json:"needs"`
	InUse    []Use     `json:"in_use"`
	Damaged  []Damage  `json:"damaged"`
	// Lost says that the store's list of tables was lost, and was made again from them.
	Lost bool `json:"manifest_lost"`
}

// Damage is a table whose file is not the one that was stored.
type Damage struct {
	Dataset string `json:"dataset"`
	Version string `json:"version"`
	File    string `json:"file"`
	Why     string `json:"why"`
	Repair  string `json:"repair"` // what writes it again
}

// StatusOf reads every table of a store and says how it stands.
func StatusOf(st *store.Store) State {
	s := State{InUse: InUse(st), Damaged: []Damage{}, Lost: st.Lost()}
	s.Holdings, s.Needs = Status(st)
	for _, d := range st.Check() {
		file := d.Entry.Source.Name
		if file == "" {
			file = "FILE"
		}
		s.Damaged = append(s.Damaged, Damage{d.Entry.Dataset, d.Entry.Version, d.File, d.Why, "casus data import " + file})
	}
	return s
}

// Use says which dataset and version fill a role.
type Use struct {
	Role    string   `json:"role"`
	Dataset string   `json:"dataset"`
	Version string   `json:"version"`
	Others  []string `json:"others,omitempty"` // that are held and could fill it, as DATASET@VERSION
}

// InUse lists the roles that several datasets can fill and the datasets that are held
// in several versions, with what fills them.
func InUse(st *store.Store) []Use {
	out := []Use{}
	for _, r := range store.Roles {
		d := st.RoleDataset(r.Name)
		u := Use{Role: r.Name, Dataset: d, Version: st.Default(d)}
		for _, other := range r.Datasets {
			if v := st.Default(other); v != "" && other != d {
				u.Others = append(u.Others, other+"@"+v)
			}
		}
		if u.Version != "" {
			out = append(out, u)
		}
	}
	for _, s := range Sources() {
		versions := st.Versions(s.ID)
		if len(versions) < 2 {
			continue
		}
		u := Use{Role: s.ID, Dataset: s.ID, Version: st.Default(s.ID)}
		for _, v := range versions {
			if v != u.Version {
				u.Others = append(u.Others, s.ID+"@"+v)
			}
		}
		out = append(out, u)
	}
	return out
}

// Change is what a new default changes.
type Change struct {
	Role string `json:"role"`
	From string `json:"from"` // DATASET@VERSION
	To   string `json:"to"`
	// Affects names the uses that read the role.
	Affects []string `json:"affects"`
}

// SetDefault lets a dataset, in a version where one is named, fill a role.
func SetDefault(st *store.Store, role, dataset, version string) (*Change, error) {
	before := st.RoleDataset(role)
	c := &Change{Role: role, From: before + "@" + st.Default(before)}
	if store.IsRole(role) {
		if err := st.SetRole(role, dataset); err != nil {
			return nil, err
		}
	}
	if version != "" {
		if err := st.SetDefault(dataset, version); err != nil {
			return nil, err
		}
	}
	c.To = dataset + "@" + st.Default(dataset)
	for _, v := range verbs {
		for _, list := range v.datasets {
			if slices.Contains(list, role) || slices.Contains(list, dataset) {
				c.Affects = append(c.Affects, v.verb)
			}
		}
	}
	if role == "democracy" || slices.Contains([]string{"cow-nmc", "gdp", "cow-majors", "capitals", "cow-contiguity", "rivalry", "cow-states"}, role) {
		c.Affects = append(c.Affects, "estimates of events before 2014")
	}
	return c, nil
}

// Shorthands of what the verbs need; of one row's datasets any is enough.
var (
	needStates  = []string{"cow-states"}
	needMID     = []string{"cow-mid-participant", "cow-mid-dyad-year"}
	needGML     = []string{"gml-dyad-year", "gml-participant"}
	needRivalry = []string{"tss-rivalries", "td-rivalries"}
)

var verbs = []struct {
	verb     string
	datasets [][]string
}{
	{"obligations before 2014", [][]string{needStates, {"atop-member"}, {"atop-phase"}}},
	{"export state-years", [][]string{needStates}},
	{"export dyad-years", [][]string{needStates}},
	{"export directed-dyad-years", [][]string{needStates}},
	{"export alliance-years", [][]string{needStates, {"atop-member"}}},
	{"export joiners", [][]string{needStates, {"cow-wars", "cow-mid-participant"}}},
	{"--with atop", [][]string{{"atop-directed-dyad-year"}}},
	{"--with nmc", [][]string{{"cow-nmc"}}},
	{"--with democracy", [][]string{{"democracy", "vdem", "polity"}}},
	{"--with contiguity", [][]string{{"cow-contiguity"}}},
	{"--with distance", [][]string{{"capitals", "minimum-distance"}}},
	{"--with mids", [][]string{needMID}},
	{"--with gml-mids", [][]string{needGML}},
	{"--with wars", [][]string{{"cow-wars"}}},
	{"--with rivalry", [][]string{needRivalry}},
	{"--with majors", [][]string{{"cow-majors"}}},
	{"--with gdp", [][]string{{"gdp"}}},
	{"--with trade", [][]string{{"cow-trade"}}},
	{"--with similarity", [][]string{needStates, {"atop-directed-dyad-year"}}},
	{"data fit", [][]string{needStates, {"atop-member"}, {"atop-directed-dyad-year"}, {"cow-nmc"}, {"cow-wars"}, {"cow-mid-dispute"}, needMID, {"cow-contiguity"}, {"capitals"}, {"democracy"}}},
}

func anyHeld(st *store.Store, datasets []string) bool {
	for _, d := range datasets {
		if st.Default(d) != "" {
			return true
		}
	}
	return false
}

func join(s []string) string {
	out := s[0]
	for _, x := range s[1:] {
		out += " or " + x
	}
	return out
}
