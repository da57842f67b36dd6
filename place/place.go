// Package place finds where an attack falls and what treaties say of the place:
// whose territory it is and who controls it, on which continent, in which
// treaty area, and how it stands to the European Union.
//
// Make a [Gazetteer] with [New], then [Gazetteer.Resolve] a name or coordinates
// as a user writes them, or ask for the home territory of a state with
// [Gazetteer.Home]. The tables behind it are territories, areas and states; the
// outlines of states are those of today.
package place

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/facts"
)

// StateNames finds a state by any spelling of its name or code on a day. Its
// error is an [*casus.InputError].
type StateNames func(text string, on casus.Date) (casus.State, error)

// Gazetteer knows the places on which treaty areas turn. It is safe for use by
// several goroutines.
type Gazetteer struct {
	names       StateNames
	territories []*territory
	byName      *index[*entry]
	areas       []*area
	areaByName  *index[*area]
	states      map[casus.State][]spell
	capitals    *index[[]spell]
}

// New reads the tables of a pack. The outlines of states are read when
// coordinates first need them. The error is an [*casus.InputError] about an
// overlaid table.
func New(pack *facts.Pack, names StateNames) (*Gazetteer, error) {
	g := &Gazetteer{names: names}
	var err error
	if g.territories, g.byName, err = readTerritories(pack); err != nil {
		return nil, err
	}
	if g.areas, g.areaByName, err = readAreas(pack); err != nil {
		return nil, err
	}
	if g.states, g.capitals, err = readStates(pack); err != nil {
		return nil, err
	}
	return g, nil
}

// AreaNames lists the ids of the areas that treaties can ask about, in
// alphabetical order: the values that Place.Areas takes.
func AreaNames(pack *facts.Pack) []string {
	var out []string
	for _, r := range pack.MustTable("areas").Rows {
		out = append(out, r.Text("id"))
	}
	slices.Sort(out)
	return out
}

// TerritoryIDs lists the ids of the gazetteer's territories in alphabetical
// order: the values that Place.Territory takes.
func (g *Gazetteer) TerritoryIDs() []string {
	var out []string
	for _, t := range g.territories {
		if t.kind == kindTerritory {
			out = append(out, t.id)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Resolve finds the place of a name, in any case and with or without accents,
// or of coordinates, "59.4,24.7" or "59.4N,24.7E". A state's name or code means
// its home territory. The error is an [*casus.InputError] that names the
// nearest spellings, or the bound that a coordinate passes.
func (g *Gazetteer) Resolve(text string, on casus.Date) (casus.Place, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return casus.Place{}, &casus.InputError{Msg: "no place given", Hint: "give a name, as in Ceuta, or latitude and longitude, as in 35.9,-5.3"}
	}
	if looksLikeCoordinates(text) {
		lat, lon, err := parseCoordinates(text)
		if err != nil {
			return casus.Place{}, err
		}
		return g.At(lat, lon, on), nil
	}
	// A territory with a status of its own goes before a state of that name:
	// "Taiwan" is a place before it is the home of a state. A capital of the day
	// goes before a city of that name elsewhere.
	e, named := g.byName.find(text)
	var row *territory
	if named {
		row = e.on(on)
	}
	if row != nil && row.kind == kindTerritory {
		return g.ofRow(row, on), nil
	}
	s, stateErr := g.names(text, on)
	if stateErr == nil {
		return g.HomeOf(s, on)
	}
	spells, _ := g.capitals.find(text)
	for _, sp := range spells {
		if sp.span.Holds(on) {
			return g.Home(sp.state, sp.capital, sp.lat, sp.lon, on), nil
		}
	}
	if row != nil {
		return g.ofRow(row, on), nil
	}
	if len(spells) > 0 {
		p := g.At(spells[0].lat, spells[0].lon, on)
		p.Name = spells[0].capital
		return p, nil
	}
	if a, ok := g.areaByName.find(text); ok {
		return g.sea(a)
	}
	if !named {
		if e, named = g.byName.findBrief(text); named {
			row = e.on(on)
		}
	}
	switch {
	case row != nil:
		return g.ofRow(row, on), nil
	case named:
		return g.outsideItsTime(e, on), nil
	}
	return casus.Place{}, g.unknown(text, stateErr)
}

// At finds the place of a point, in degrees north and east: the smallest
// territory of the gazetteer that holds it, else the state within whose
// outline or coastal waters it lies, else the sea. A point in a city of the
// gazetteer lies in that city's state, whatever the outlines say.
func (g *Gazetteer) At(lat, lon float64, on casus.Date) casus.Place {
	of := outlineAt(lat, lon)
	if c := g.cityAt(lat, lon); c != nil && c.of != "" {
		of = outlineOf(c.of, lat, lon)
	}
	return g.at(lat, lon, on, of)
}

// Home gives a place on the home territory of a state: a point of it, its
// capital for choice, under the given name.
func (g *Gazetteer) Home(s casus.State, name string, lat, lon float64, on casus.Date) casus.Place {
	of := outlineOf(s, lat, lon)
	p := casus.Place{
		Name: name, Lat: lat, Lon: lon, Of: s, AdministeredBy: s,
		Continent: continentOf(of(), lat, lon), Island: of().archipelago,
		Metropolitan: true, Areas: g.areasAt(lat, lon, of), Basis: "report",
	}
	if t := g.covering(lat, lon, on, of); t != nil && t.kind == kindTerritory {
		p.Continent, p.ClaimedBy, p.Note, p.Basis = t.continent, g.existing(t.claimedBy, on), t.note, t.basis
		if t.of != s {
			p.ClaimedBy = g.existing([]casus.State{t.of}, on) // as most states see it
		}
	}
	return p
}

// HomeOf is [Gazetteer.Home] at the capital that the table of states gives for
// the day, under the state's name. The error is an [*casus.InputError] where the
// state did not exist on that day.
func (g *Gazetteer) HomeOf(s casus.State, on casus.Date) (casus.Place, error) {
	sp, ok := g.spellOn(s, on)
	if !ok {
		return casus.Place{}, &casus.InputError{Msg: fmt.Sprintf("%s was no state on %s", casus.Quoted(string(s)), on)}
	}
	if sp.located {
		return g.Home(s, sp.name, sp.lat, sp.lon, on), nil
	}
	if e, ok := g.byName.find(sp.name); ok && e.on(on) != nil {
		return g.ofRow(e.on(on), on), nil // a state without a capital that it holds
	}
	c := countries()[string(s)]
	return casus.Place{Name: sp.name, Of: s, AdministeredBy: s, Continent: c.continent, Island: c.archipelago, Metropolitan: true,
		Note: "The table of states gives no capital with a position, so whether it lies in a treaty area is not known."}, nil
}

// outsideItsTime gives what holds of a territory's point on a day for which
// the gazetteer has no entry of it.
func (g *Gazetteer) outsideItsTime(e *entry, on casus.Date) casus.Place {
	first, last := e.rows[0], e.rows[len(e.rows)-1]
	p := g.At(first.lat, first.lon, on)
	when := "only until " + last.span.Until.String()
	if on < first.span.From {
		when = "only from " + first.span.From.String()
	}
	p.Note = join(fmt.Sprintf("The gazetteer knows %s %s; this is what holds of its chief point on %s.", e.name, when, on), p.Note)
	return p
}

// sea gives the place of a named sea.
func (g *Gazetteer) sea(a *area) (casus.Place, error) {
	if !a.point {
		return casus.Place{}, &casus.InputError{Msg: a.name + " is an area, not a place", Hint: "give a point of it, as in 15.0,-30.0"}
	}
	return casus.Place{Name: a.name, Lat: a.lat, Lon: a.lon, Continent: "sea",
		Areas: g.areasAt(a.lat, a.lon, atSea)}, nil
}

// unknown words the error for a text that names nothing. Where the finder of
// states explains itself (a name of several states, a state of another time),
// its own words are the better ones.
func (g *Gazetteer) unknown(text string, stateErr error) error {
	var ie *casus.InputError
	if errors.As(stateErr, &ie) && strings.Contains(ie.Msg, ": ") {
		return ie
	}
	out := &casus.InputError{Msg: "no place " + casus.Quoted(text)}
	close := near(text, g.byName.known, g.areaByName.known, g.capitals.known)
	switch {
	case len(close) > 0:
		out.Hint = "did you mean " + strings.Join(close, ", ") + "?"
	case ie != nil && strings.HasPrefix(ie.Hint, "did you mean"):
		out.Hint = ie.Hint
	default:
		out.Hint = "give a territory, city, sea or state by name, or latitude and longitude, as in 59.4,24.7"
	}
	return out
}
