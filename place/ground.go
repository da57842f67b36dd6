package place

import (
	"math"
	"slices"

	"casus"
)

// Ground is an outline with the state to which it belongs on a day.
type Ground struct {
	Outline
	State casus.State // "" where nobody held it, or the tables do not say
}

// Dispute is a place whose ownership or control is disputed on a day, as the
// gazetteer has it.
type Dispute struct {
	ID, Name       string
	Of             casus.State
	AdministeredBy casus.State // "" where it is Of
	ClaimedBy      []casus.State
	Note           string
	Lat, Lon       float64
	// Within lists the codes of the outlines in which it lies; Rings are its
	// borders there, longitude and latitude, none for a whole outline or a point.
	Within []string
	Rings  [][][2]float64
}

// Ground gives every outline with its state on a day. Borders are those of
// today: of a state of the past it shows what of today's states it held whole.
func (g *Gazetteer) Ground(on casus.Date) []Ground {
	whole := map[string]casus.State{} // outlines that are a territory of their own
	for _, t := range g.territories {
		if t.kind != kindTerritory || !t.span.Holds(on) {
			continue
		}
		for _, p := range t.shape {
			if p.code != "" && p.circle == nil && p.poly == nil {
				whole[p.code] = t.of
			}
		}
	}
	var out []Ground
	for _, o := range Outlines() {
		s, ok := whole[o.Code]
		if !ok {
			s = g.holder(casus.State(o.Code), on, 0)
		}
		out = append(out, Ground{o, s})
	}
	return out
}

// holder gives the state that held the ground of a state of today on a day: it,
// or the one from which it came.
func (g *Gazetteer) holder(s casus.State, on casus.Date, depth int) casus.State {
	spells := g.states[s]
	for _, x := range spells {
		if x.span.Holds(on) {
			return s
		}
	}
	var next *spell
	for i := range spells {
		if spells[i].span.From > on && (next == nil || spells[i].span.From < next.span.From) {
			next = &spells[i]
		}
	}
	if next == nil || depth > 4 {
		return ""
	}
	for _, p := range next.predecessors {
		if h := g.holder(p, on, depth+1); h != "" {
			return h
		}
	}
	return ""
}

// Disputes lists the places that are disputed on a day: claimed by another
// state, held by another than the owner, or divided.
func (g *Gazetteer) Disputes(on casus.Date) []Dispute {
	var out []Dispute
	for _, t := range g.territories {
		held := t.administeredBy != "" && t.administeredBy != t.of
		if t.kind != kindTerritory || !t.span.Holds(on) || !held && len(t.claimedBy) == 0 && !t.divided {
			continue
		}
		d := Dispute{ID: t.id, Name: t.name, Of: t.of, AdministeredBy: t.administeredBy, ClaimedBy: slices.Clone(t.claimedBy),
			Note: t.note, Lat: t.lat, Lon: t.lon}
		for _, p := range t.shape {
			if p.code != "" && !slices.Contains(d.Within, p.code) {
				d.Within = append(d.Within, p.code)
			}
			if p.poly != nil && len(d.Rings) == 0 {
				d.Rings = append(d.Rings, p.poly.line())
			}
		}
		out = append(out, d)
	}
	return out
}

// line gives a polygon's corners as longitude and latitude, in degrees.
func (g *polygon) line() [][2]float64 {
	out := make([][2]float64, len(g.x))
	for i := range g.x {
		out[i] = [2]float64{g.x[i], math.Atan(math.Sinh(g.y[i])) * 180 / math.Pi}
	}
	return out
}
