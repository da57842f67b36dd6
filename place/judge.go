package place

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"casus"
)

// bordersOfToday is the day before which the outlines are said to be those of
// today: most borders of today stand since the end of the Soviet Union.
var bordersOfToday = casus.MustDate("1992-01-01")

// ofRow gives the place that a row of the gazetteer describes.
func (g *Gazetteer) ofRow(t *territory, on casus.Date) casus.Place {
	of := outlineAt(t.lat, t.lon)
	if t.kind == kindCity {
		if t.of != "" {
			of = outlineOf(t.of, t.lat, t.lon)
		}
		p := g.at(t.lat, t.lon, on, of)
		p.Name, p.Note = t.name, join(t.note, p.Note)
		return p
	}
	p := g.describe(t, on, of)
	p.Lat, p.Lon, p.Areas = t.lat, t.lon, g.areasAt(t.lat, t.lon, of)
	return p
}

// at gives the place of a point of which the outlines say of.
func (g *Gazetteer) at(lat, lon float64, on casus.Date, of outline) casus.Place {
	p := g.judge(lat, lon, on, of)
	p.Lat, p.Lon, p.Areas = lat, lon, g.areasAt(lat, lon, of)
	if p.Continent == "sea" {
		p.Name = g.seaName(lat, lon, of)
	}
	return p
}

// judge gives all of a place but its position and areas.
func (g *Gazetteer) judge(lat, lon float64, on casus.Date, of outline) casus.Place {
	if t := g.covering(lat, lon, on, of); t != nil {
		return g.describe(t, on, of)
	}
	h := of()
	if h.code == "" {
		return casus.Place{Continent: "sea"}
	}
	s := casus.State(h.code)
	if h.code == "XNC" || h.code == "XAD" {
		s = "CYP" // parts of Cyprus, on days for which the gazetteer has no entry of them
	}
	p := casus.Place{Continent: continentOf(h, lat, lon), Island: h.island, Basis: "report"}
	if h.coast > 0 {
		p.Note = fmt.Sprintf("%.0f km off the coast: counted as the state's waters, as every point within %d km is.", max(1, h.coast), coastal)
	}
	if h.beside != "" {
		p.Note = join(p.Note, fmt.Sprintf("Within %d km of %s, and the outlines are no more exact than that.", exact, g.nameOf(casus.State(h.beside))))
	}
	sp, ok := g.spellOn(s, on)
	switch {
	case ok:
		p.Name, p.Of, p.AdministeredBy, p.Metropolitan = sp.name, s, s, true
		if on < bordersOfToday {
			p.Note = join(p.Note, "Found in the borders of today, which need not be those of the day.")
		}
	case h.code == "ATA":
		p.Name = "Antarctica"
	default:
		p.Name, p.Basis = g.nameOf(s), "memory"
		p.Note = join(p.Note, g.before(&p, s, on))
	}
	return p
}

// before fills in whose a territory was before its state of today existed, and
// says so.
func (g *Gazetteer) before(p *casus.Place, s casus.State, on casus.Date) string {
	holders := g.holders(s, on, 0)
	switch len(holders) {
	case 0:
		return fmt.Sprintf("%s was no state on %s, and whose the point was then is not known here.", p.Name, on)
	case 1:
		p.Of, p.AdministeredBy = holders[0], holders[0]
		return fmt.Sprintf("%s was no state on %s; its territory was then under %s.", p.Name, on, g.nameOn(holders[0], on))
	}
	names := make([]string, len(holders))
	for i, h := range holders {
		names[i] = g.nameOn(h, on)
	}
	return fmt.Sprintf("%s was no state on %s; its territory was then under %s, and under which of them the point was is not known here.", p.Name, on, strings.Join(names, ", "))
}

// holders gives the states existing on a day that held the territory of a
// state before it came to be, by the table of states.
func (g *Gazetteer) holders(s casus.State, on casus.Date, depth int) []casus.State {
	for _, sp := range g.states[s] {
		if sp.span.From <= on {
			continue
		}
		if found := g.existing(sp.predecessors, on); len(found) > 0 {
			return found
		}
		var out []casus.State
		for _, p := range sp.predecessors {
			if depth < 4 { // no chain of states is longer; a table laid over ours could hold a circle
				out = append(out, g.holders(p, on, depth+1)...)
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	return nil
}

// cityKm is how far from its point, in kilometres, a city reaches. It is short
// enough to part Narva from the town across the river.
const cityKm = 1.2

// cityAt gives the city that a point lies in, nil for none.
func (g *Gazetteer) cityAt(lat, lon float64) *territory {
	for _, t := range g.territories {
		if t.kind == kindCity && math.Abs(t.lat-lat) < 0.1 && distanceKm(lat, lon, t.lat, t.lon) <= cityKm {
			return t
		}
	}
	return nil
}

// covering gives the smallest territory that holds a point on a day, nil where
// none does.
func (g *Gazetteer) covering(lat, lon float64, on casus.Date, of outline) *territory {
	var best *territory
	var least float64
	for _, t := range g.territories {
		if t.shape == nil || !t.span.Holds(on) {
			continue
		}
		if t.kind == kindSoil && t.bare() && g.exists(casus.State(of().code), on) {
			continue // the outline's own state goes before an earlier one
		}
		if size, ok := t.shape.holds(lat, lon, of); ok && (best == nil || size < least) {
			best, least = t, size
		}
	}
	return best
}

// describe gives what a row says of its territory. States that did not exist
// on the day are left out.
func (g *Gazetteer) describe(t *territory, on casus.Date, of outline) casus.Place {
	p := casus.Place{
		Name: t.name, Of: t.of, AdministeredBy: t.administeredBy, ClaimedBy: g.existing(t.claimedBy, on),
		Continent: t.continent, Island: t.island, Metropolitan: t.metropolitan, Basis: t.basis, Note: t.note,
	}
	if t.kind == kindTerritory {
		p.Territory = t.id
	}
	if p.Continent == "" {
		p.Continent, p.Island = continentOf(of(), t.lat, t.lon), of().island
	}
	if p.AdministeredBy == "" && !t.divided {
		p.AdministeredBy = p.Of
	}
	for _, s := range []*casus.State{&p.Of, &p.AdministeredBy} {
		if *s != "" && !g.exists(*s, on) {
			note := fmt.Sprintf("%s was no state on %s.", g.nameOf(*s), on)
			if !strings.Contains(p.Note, note) {
				p.Note = join(p.Note, note)
			}
			*s = ""
		}
	}
	if t.eu != "" && t.euSpan.Holds(on) {
		p.EU = t.eu
	}
	return p
}

// areasAt lists the areas that hold a point.
func (g *Gazetteer) areasAt(lat, lon float64, of outline) []string {
	var out []string
	for _, a := range g.areas {
		if _, ok := a.shape.holds(lat, lon, of); ok {
			out = append(out, a.id)
		}
	}
	return out
}

// seaName names the smallest sea that holds a point.
func (g *Gazetteer) seaName(lat, lon float64, of outline) string {
	name, least := "the open sea", 0.0
	for _, a := range g.areas {
		if !a.point {
			continue // a treaty's area is no sea
		}
		if _, ok := a.shape.holds(lat, lon, of); ok && (least == 0 || a.size < least) {
			name, least = a.name, a.size
		}
	}
	return name
}

// continentOf gives the continent of a point in a country; two lie on both
// sides of the line between Europe and Asia.
func continentOf(h hit, lat, lon float64) string {
	if h.code == "RUS" && (lon > 60 || lon < 0) {
		return "asia"
	}
	return h.continent
}

// outlineAt is the outline of a point; it is read when first asked for.
func outlineAt(lat, lon float64) outline {
	return sync.OnceValue(func() hit { return readOutlines().at(lat, lon) })
}

// outlineOf is the outline of a point that is known to lie in a state: no
// geometry is needed unless today's outlines do not know the state.
func outlineOf(s casus.State, lat, lon float64) outline {
	if c, ok := countries()[string(s)]; ok {
		return func() hit { return hit{country: c, island: c.archipelago} }
	}
	return outlineAt(lat, lon)
}

// atSea is the outline of a point on open water.
func atSea() hit { return hit{} }

func (g *Gazetteer) spellOn(s casus.State, on casus.Date) (spell, bool) {
	for _, sp := range g.states[s] {
		if sp.span.Holds(on) {
			return sp, true
		}
	}
	return spell{}, false
}

func (g *Gazetteer) exists(s casus.State, on casus.Date) bool {
	_, ok := g.spellOn(s, on)
	return ok
}

// nameOn gives the name of a state on a day on which it exists.
func (g *Gazetteer) nameOn(s casus.State, on casus.Date) string {
	sp, _ := g.spellOn(s, on)
	return sp.name
}

// nameOf gives the newest name of a state, and its id where there is none.
func (g *Gazetteer) nameOf(s casus.State) string {
	if sp := g.states[s]; len(sp) > 0 {
		return sp[len(sp)-1].name
	}
	return string(s)
}

// existing picks the states that existed on a day.
func (g *Gazetteer) existing(states []casus.State, on casus.Date) []casus.State {
	var out []casus.State
	for _, s := range states {
		if g.exists(s, on) {
			out = append(out, s)
		}
	}
	return out
}

// join puts sentences together.
func join(sentences ...string) string {
	var kept []string
	for _, s := range sentences {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, " ")
}
