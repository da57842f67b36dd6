package place

import (
	"errors"
	"fmt"
	"strings"

	"casus"
)

// bordersOfToday is the day before which the outlines are said to be those of
// today: most borders of today stand since the end of the Soviet Union.
var bordersOfToday = casus.MustDate("1992-01-01")

// ofRow gives the place that a row of the gazetteer describes.
func (g *Gazetteer) ofRow(t *territory, on casus.Date) (casus.Place, error) {
	if t.kind != kindCity {
		of := func() hit { return hit{} }
		if o, err := readOutlines(); err == nil && g.needsOutline(t.lat, t.lon) {
			of = func() hit { return o.at(t.lat, t.lon) }
		}
		p := g.describe(t, on)
		p.Name, p.Lat, p.Lon = t.name, t.lat, t.lon
		p.Areas = g.areasAt(t.lat, t.lon, of)
		return p, nil
	}
	var p casus.Place
	if t.of == "" {
		var err error
		if p, err = g.At(t.lat, t.lon, on); err != nil {
			return p, err
		}
	} else {
		p = g.at(t.lat, t.lon, on, outlineOf(t.of, t.lat, t.lon))
	}
	p.Name, p.Note = t.name, join(t.note, p.Note)
	return p, nil
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
		return g.describe(t, on)
	}
	h := of()
	if h.code == "" {
		return casus.Place{Continent: "sea"}
	}
	s := casus.State(h.code)
	p := casus.Place{Continent: continentOf(h, lat, lon), Island: h.island, Basis: "report"}
	if h.coast > 0 {
		p.Note = fmt.Sprintf("%.0f km off the coast: counted as the state's waters, as every point within %d km is.", max(1, h.coast), coastal)
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
		p.Name = g.nameOf(s)
		p.Note = join(p.Note, fmt.Sprintf("%s was no state on %s, and the gazetteer does not know whose the point was then.", p.Name, on))
	}
	return p
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
		if size, ok := t.shape.holds(lat, lon, of); ok && (best == nil || size < least) {
			best, least = t, size
		}
	}
	return best
}

// describe gives what a row says of its territory. States that did not exist
// on the day are left out.
func (g *Gazetteer) describe(t *territory, on casus.Date) casus.Place {
	p := casus.Place{
		Name: t.name, Of: t.of, AdministeredBy: t.administeredBy, ClaimedBy: g.existing(t.claimedBy, on),
		Continent: t.continent, Island: t.island, Metropolitan: t.metropolitan, Basis: t.basis, Note: t.note,
	}
	if t.kind == kindTerritory {
		p.Territory = t.id
	}
	if p.AdministeredBy == "" && !t.divided {
		p.AdministeredBy = p.Of
	}
	for _, s := range []*casus.State{&p.Of, &p.AdministeredBy} {
		if _, ok := g.spellOn(*s, on); !ok && *s != "" {
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

// needsOutline reports whether the areas at a point may turn on an outline.
func (g *Gazetteer) needsOutline(lat, lon float64) bool {
	asked := false
	g.areasAt(lat, lon, func() hit { asked = true; return hit{} })
	return asked
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

// outlineOf is the outline of a point that is known to lie in a state: no
// geometry is needed unless today's outlines do not know the state.
func outlineOf(s casus.State, lat, lon float64) outline {
	c, ok := countries()[string(s)]
	if ok {
		return func() hit { return hit{country: c, island: c.archipelago} }
	}
	var h hit
	if o, err := readOutlines(); err == nil {
		h = o.at(lat, lon)
	}
	return func() hit { return h }
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
		if _, ok := g.spellOn(s, on); ok {
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

func asInput(err error, out **casus.InputError) bool { return errors.As(err, out) }
