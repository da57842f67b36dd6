package place

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/facts"
)

// territory is one row of the table of territories: what holds of a place for
// a stretch of time.
type territory struct {
	id, name, kind string
	span           casus.Span
	lat, lon       float64
	shape          shape
	of             casus.State
	administeredBy casus.State
	divided        bool
	claimedBy      []casus.State
	continent      string
	island         bool
	metropolitan   bool
	eu             string
	euSpan         casus.Span
	note, basis    string
}

// The kinds of territory.
const (
	kindTerritory = "territory" // has a status of its own
	kindSoil      = "soil"      // home soil of a state whose borders were other than today's
	kindCity      = "city"      // a point; what holds of it follows from where it lies
)

// entry is all that is known of one territory, in the order of time.
type entry struct {
	id, name string
	rows     []*territory
}

// bare reports whether the shape is whole outlines only.
func (t *territory) bare() bool {
	for _, p := range t.shape {
		if p.circle != nil || p.poly != nil {
			return false
		}
	}
	return true
}

// on gives the row that holds on a day, nil where none does.
func (e *entry) on(d casus.Date) *territory {
	for _, t := range e.rows {
		if t.span.Holds(d) {
			return t
		}
	}
	return nil
}

// area is one row of the table of areas.
type area struct {
	id, name string
	lat, lon float64
	point    bool // whether lat and lon are given, so that it can be a place
	shape    shape
	size     float64 // square kilometres, about
}

// spell is a stretch of time in which a state existed, with its capital then.
type spell struct {
	state        casus.State
	name         string
	span         casus.Span
	predecessors []casus.State // that held its territory before
	capital      string
	lat, lon     float64
	located      bool // whether the capital's position is known
}

// readTerritories reads the table of territories, and the index of their names.
func readTerritories(pack *facts.Pack) ([]*territory, *index[*entry], error) {
	table, err := pack.Table("territories")
	if err != nil {
		return nil, nil, err
	}
	var all []*territory
	names := newIndex[*entry]()
	entries := map[string]*entry{}
	for _, r := range table.Rows {
		t := &territory{
			id: r.Text("id"), name: r.Text("name"), kind: r.Text("kind"),
			span: casus.Span{From: r.Date("from"), Until: r.Date("until")},
			of:   casus.State(r.Text("of")), administeredBy: casus.State(r.Text("administered_by")),
			divided: r.Bool("divided"), continent: r.Text("continent"), island: r.Bool("island"),
			metropolitan: r.Bool("metropolitan"), eu: r.Text("eu"),
			euSpan: casus.Span{From: r.Date("eu_from"), Until: r.Date("eu_until")},
			note:   r.Text("note"), basis: r.Text("basis"),
		}
		for _, c := range r.List("claimed_by") {
			t.claimedBy = append(t.claimedBy, casus.State(c))
		}
		t.lat, _ = r.Number("lat")
		t.lon, _ = r.Number("lon")
		if t.shape, err = parseShape(r.Text("shape")); err != nil {
			return nil, nil, inRow(err, table, r)
		}
		all = append(all, t)
		e := entries[t.id]
		if e == nil {
			e = &entry{id: t.id, name: t.name}
			entries[t.id] = e
		}
		e.rows = append(e.rows, t)
		for _, n := range append([]string{t.name, t.id}, r.List("aliases")...) {
			names.add(n, t.id, e)
		}
	}
	return all, names, nil
}

// readAreas reads the table of areas, and the index of their names.
func readAreas(pack *facts.Pack) ([]*area, *index[*area], error) {
	table, err := pack.Table("areas")
	if err != nil {
		return nil, nil, err
	}
	var all []*area
	names := newIndex[*area]()
	for _, r := range table.Rows {
		a := &area{id: r.Text("id"), name: r.Text("name")}
		a.lat, a.point = r.Number("lat")
		a.lon, _ = r.Number("lon")
		if a.shape, err = parseShape(r.Text("shape")); err != nil {
			return nil, nil, inRow(err, table, r)
		}
		for _, p := range a.shape {
			a.size += p.area
		}
		all = append(all, a)
		for _, n := range append([]string{a.name, a.id}, r.List("aliases")...) {
			names.add(n, a.id, a)
		}
	}
	slices.SortFunc(all, func(a, b *area) int { return cmp.Compare(a.id, b.id) })
	return all, names, nil
}

// readStates reads which states existed when, with their capitals.
func readStates(pack *facts.Pack) (map[casus.State][]spell, *index[[]spell], error) {
	table, err := pack.Table("states")
	if err != nil {
		return nil, nil, err
	}
	column := func(r facts.Row, name string) string {
		if !table.Has(name) {
			return ""
		}
		return r.Text(name)
	}
	states := map[casus.State][]spell{}
	capitals := newIndex[[]spell]()
	for _, r := range table.Rows {
		s := spell{state: casus.State(r.Text("id")), name: column(r, "name"), capital: column(r, "capital")}
		if table.Has("from") && table.Has("until") {
			s.span = casus.Span{From: r.Date("from"), Until: r.Date("until")}
		}
		if table.Has("capital_lat") && table.Has("capital_lon") {
			var lat, lon bool
			s.lat, lat = r.Number("capital_lat")
			s.lon, lon = r.Number("capital_lon")
			s.located = lat && lon
		}
		if table.Has("predecessor") {
			for _, p := range r.List("predecessor") {
				s.predecessors = append(s.predecessors, casus.State(p))
			}
		}
		states[s.state] = append(states[s.state], s)
		if key, _ := fold(s.capital); key != "" && s.located {
			capitals.by[key] = append(capitals.by[key], s)
			capitals.known[key] = suggestion{s.capital, string(s.state)}
		}
	}
	return states, capitals, nil
}

// inRow puts the position of a row to a fault in its shape.
func inRow(err error, table *facts.Table, r facts.Row) error {
	var ie *casus.InputError
	if !errors.As(err, &ie) {
		return err
	}
	file := table.Name + ".csv"
	if r.Layer != "" {
		file = strings.TrimSuffix(r.Layer, "/") + "/" + file
	}
	return &casus.InputError{File: file, Line: r.Line, Msg: fmt.Sprintf("shape: %s", ie.Msg), Hint: ie.Hint}
}
