package render

import (
	"fmt"
	"io"
	"slices"

	"casus"
	"casus/answer"
	"casus/place"
	"casus/render/atlas"
)

// MapSVG draws the map of an event. One that stands alone carries its style, its
// title and its key.
func MapSVG(w io.Writer, a answer.Map, n Names, standalone bool) error {
	_, err := io.WriteString(w, atlas.Draw(MapOf(a, n, standalone)))
	return err
}

// MapOf lays the map of an event out for drawing.
func MapOf(a answer.Map, n Names, standalone bool) atlas.Map {
	m := atlas.Map{ID: "map-" + a.View, Title: n.headline(a.Event), Desc: a.Note, View: atlas.World, Standalone: standalone}
	if a.View != "world" {
		m.View = atlas.Nearest(a.Event.Theatre.Lon, a.Event.Theatre.Lat)
	}
	on := map[casus.State]answer.MapState{}
	counts := map[string]int{}
	for _, s := range a.States {
		on[s.State] = s
		counts[s.Class]++
	}
	m.Desc = fmt.Sprintf("%d bound, %d contested, %d cannot tell. %s", counts["bound"], counts["contested"], counts["cannot_tell"], a.Note)
	for _, g := range a.Ground {
		shape := atlas.Shape{ID: g.Code, Class: atlas.NotBound, Name: n.State(g.State, a.Event.On), Rings: g.Rings}
		if s, ok := on[g.State]; ok {
			shape.Class, shape.Note = atlas.Class(s.Class), s.Clause
			if g.Code == string(g.State) {
				shape.At = &[2]float64{s.Lon, s.Lat}
			}
		}
		m.Shapes = append(m.Shapes, shape)
	}
	for _, s := range a.States { // too small for the outlines
		if !slices.ContainsFunc(a.Ground, func(g place.Ground) bool { return g.State == s.State }) {
			m.Shapes = append(m.Shapes, atlas.Shape{ID: string(s.State), Class: atlas.Class(s.Class), Name: s.Name, Note: s.Clause, At: &[2]float64{s.Lon, s.Lat}})
		}
	}
	for i, d := range a.Disputes {
		m.Disputed = append(m.Disputed, atlas.Area{Name: d.Name, Says: a.Disputed[i].Says, At: [2]float64{d.Lon, d.Lat}, Within: d.Within, Rings: d.Rings})
	}
	if p := a.Event.Theatre; p.Name != "" {
		m.Place = &[2]float64{p.Lon, p.Lat}
	}
	return m
}
