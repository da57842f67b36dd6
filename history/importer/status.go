package importer

import (
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
	{"--with democracy", [][]string{{"democracy"}}},
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
