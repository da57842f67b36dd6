package history

import (
	"cmp"
	"slices"

	"casus/history/store"
)

// Rivalry is one strategic rivalry.
type Rivalry struct {
	ID           int
	Name         string
	Code1, Code2 int
	Start, End   int // years; one without an end runs to the source's last year
	// The types that apply.
	Positional, Spatial, Ideological, Interventionary bool
}

// Rivalries holds the rivalries by pair.
type Rivalries struct {
	Dataset     string // "tss-rivalries", or "td-rivalries" where only that is imported
	First, Last int
	All         []Rivalry

	sys *System
	by  map[[2]int][]int
}

// lastRivalry is the last year that each source covers.
var lastRivalry = map[string]int{"tss-rivalries": 2020, "td-rivalries": 2010}

// Rivalries gives the strategic rivalries of the dataset that fills the role
// "rivalry": Thompson, Sakuwa and Suhas, or Thompson and Dreyer.
func (db *DB) Rivalries() (*Rivalries, error) {
	return cached(db, "rivalries", func() (*Rivalries, error) {
		s, err := db.System()
		if err != nil {
			return nil, err
		}
		out := &Rivalries{Dataset: db.Dataset("rivalry"), sys: s, by: map[[2]int][]int{}}
		if !db.Has(out.Dataset) {
			return nil, &AbsentError{Datasets: []string{"tss-rivalries", "td-rivalries"}}
		}
		t, err := db.Table(out.Dataset)
		if err != nil {
			return nil, err
		}
		out.First, out.Last = 1816, lastRivalry[out.Dataset]
		if out.Dataset == "tss-rivalries" {
			out.All = tss(t, out.Last)
		} else {
			out.All = td(t)
		}
		slices.SortFunc(out.All, func(a, b Rivalry) int { return cmp.Compare(a.ID, b.ID) })
		for k, r := range out.All {
			key := [2]int{min(r.Code1, r.Code2), max(r.Code1, r.Code2)}
			out.by[key] = append(out.by[key], k)
		}
		return out, nil
	})
}

// At gives the rivalry of the states with indices i and j in a year, nil for
// none. Austria-Hungary's rivalry with Serbia passes to Austria in 1919.
func (r *Rivalries) At(i, j, year int) *Rivalry {
	a, b := r.sys.Codes[i], r.sys.Codes[j]
	switch {
	case year >= 1919 && (a == austriaHungary || b == austriaHungary):
		return nil
	case year >= 1919 && a == austria:
		if x := r.at(austriaHungary, b, year); x != nil {
			return x
		}
	case year >= 1919 && b == austria:
		if x := r.at(a, austriaHungary, year); x != nil {
			return x
		}
	}
	return r.at(a, b, year)
}

const austriaHungary, austria = 300, 305

func (r *Rivalries) at(a, b, year int) *Rivalry {
	for _, k := range r.by[[2]int{min(a, b), max(a, b)}] {
		if x := &r.All[k]; x.Start <= year && year <= x.End {
			return x
		}
	}
	return nil
}

func tss(t *store.Table, last int) []Rivalry {
	id, c1, c2, start, end := t.Ints("tssr_id"), t.Ints("ccode1"), t.Ints("ccode2"), t.Ints("start"), t.Ints("end")
	name := t.Texts("rivalry")
	pos, spa, ideo, inter := t.Ints("positional"), t.Ints("spatial"), t.Ints("ideological"), t.Ints("interventionary")
	out := make([]Rivalry, t.Rows())
	for k := range out {
		out[k] = Rivalry{ID: int(id[k]), Name: name[k], Code1: int(c1[k]), Code2: int(c2[k]), Start: int(start[k]), End: last,
			Positional: pos[k] == 1, Spatial: spa[k] == 1, Ideological: ideo[k] == 1, Interventionary: inter[k] == 1}
		if end[k] != store.NA {
			out[k].End = int(end[k])
		}
	}
	return out
}

func td(t *store.Table) []Rivalry {
	id, c1, c2, start, end := t.Ints("rivalryno"), t.Ints("ccode1"), t.Ints("ccode2"), t.Ints("styear"), t.Ints("endyear")
	name := t.Texts("rivalryname")
	types := [][]string{t.Texts("type1"), t.Texts("type2"), t.Texts("type3")}
	out := make([]Rivalry, t.Rows())
	for k := range out {
		has := func(w string) bool {
			return slices.ContainsFunc(types, func(c []string) bool { return c[k] == w })
		}
		out[k] = Rivalry{ID: int(id[k]), Name: name[k], Code1: int(c1[k]), Code2: int(c2[k]), Start: int(start[k]), End: int(end[k]),
			Positional: has("positional"), Spatial: has("spatial"), Ideological: has("ideological"), Interventionary: has("interventionary")}
	}
	return out
}
