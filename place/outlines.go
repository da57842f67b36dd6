package place

import "sync"

// Outline is the shape of a state or territory of today, for maps.
type Outline struct {
	Code      string // ISO 3166-1 alpha-3, or one that begins with X
	Continent string
	// Rings are closed lines of longitude and latitude, in degrees. One that
	// crosses the 180th meridian runs on past 180 or below -180.
	Rings [][][2]float64
}

// Outlines gives every outline, from Natural Earth (public domain), coasts to
// two hundredths of a degree. They show who holds a place today, which is no
// judgement on who owns it: what is disputed stands in the gazetteer.
// The list is shared: it is not to be written to.
func Outlines() []Outline { return inDegrees() }

var inDegrees = sync.OnceValue(func() []Outline {
	o := readOutlines()
	out := make([]Outline, len(o.countries))
	for i, c := range o.countries {
		out[i] = Outline{Code: c.code, Continent: c.continent, Rings: make([][][2]float64, len(o.rings[i]))}
		for j, r := range o.rings[i] {
			line := make([][2]float64, len(r.points))
			for k, p := range r.points {
				line[k] = [2]float64{float64(p[0])*o.scale[0] + o.shift[0], float64(p[1])*o.scale[1] + o.shift[1]}
			}
			out[i].Rings[j] = line
		}
	}
	return out
})
