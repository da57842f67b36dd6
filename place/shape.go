package place

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"casus"
	"casus/internal/suggest"
)

// kmPerDegree is the length of a degree of latitude on the sphere of mean
// radius 6371.0088 km.
const kmPerDegree = 111.19508

// A shape is a part of the Earth's surface, written in a table as one or more
// of these, parted by "|":
//
//	circle LAT LON KM           all within KM kilometres of a point
//	box SOUTH WEST NORTH EAST   between parallels and meridians; WEST may exceed EAST
//	poly LAT LON LAT LON ...    within a closed line of at least three corners
//	in CODE                     within the outline of a country, its coastal waters included
//	in CODE box ...             that part of it
//	in CODE poly ...            that part of it
//
// The sides of a polygon are rhumb lines, as treaties draw them, and run the
// shorter way around the Earth.
type shape []part

// part is one piece of a shape: a region, an outline, or the overlap of both.
type part struct {
	code   string // of an outline, "" for none
	circle *circle
	poly   *polygon
	area   float64 // square kilometres of the region; of a bare outline, more than any
}

type circle struct{ lat, lon, km float64 }

// polygon is a closed line on Mercator's map, in degrees of longitude and
// radians of northing. Longitude runs on past 180 where the line does.
type polygon struct {
	x, y         []float64
	north, south bool // whether it touches the pole
}

// wholeOutline stands for the area of a bare outline, so that every region
// within one is looked at before it.
const wholeOutline = 1e9

// parseShape reads a shape; "" is the empty one.
func parseShape(text string) (shape, error) {
	if text == "" {
		return nil, nil
	}
	var out shape
	for piece := range strings.SplitSeq(text, "|") {
		p, err := parsePart(strings.Fields(piece))
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func parsePart(words []string) (part, error) {
	var p part
	if len(words) > 1 && words[0] == "in" {
		p.code, p.area = words[1], wholeOutline
		if _, ok := countries()[p.code]; !ok {
			var codes []string
			for c := range countries() {
				codes = append(codes, c)
			}
			return p, &casus.InputError{Msg: "no outline of the code " + casus.Quoted(p.code), Hint: suggest.Hint(p.code, codes)}
		}
		if words = words[2:]; len(words) == 0 {
			return p, nil
		}
	}
	if len(words) == 0 {
		return p, shapeError("an empty shape")
	}
	v := make([]float64, len(words)-1)
	for i, w := range words[1:] {
		f, err := strconv.ParseFloat(w, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			return p, shapeError("%s is not a number of a shape", casus.Quoted(w))
		}
		v[i] = f
	}
	switch words[0] {
	case "circle":
		if len(v) != 3 || !onEarth(v[0], v[1]) || v[2] <= 0 || v[2] > 5000 {
			return p, shapeError("a circle takes latitude, longitude and a radius up to 5000 km")
		}
		p.circle = &circle{v[0], v[1], v[2]}
		p.area = math.Pi * v[2] * v[2]
	case "box":
		if len(v) != 4 || !onEarth(v[0], v[1]) || !onEarth(v[2], v[3]) || v[0] >= v[2] {
			return p, shapeError("a box takes south, west, north and east, in degrees")
		}
		west, east := v[1], v[3]
		if east <= west {
			east += 360
		}
		p.poly = newPolygon([][2]float64{{v[0], west}, {v[0], east}, {v[2], east}, {v[2], west}})
		p.area = p.poly.areaKm2()
	case "poly":
		if len(v) < 6 || len(v)%2 != 0 {
			return p, shapeError("a polygon takes three or more pairs of latitude and longitude")
		}
		var corners [][2]float64
		for i := 0; i < len(v); i += 2 {
			if !onEarth(v[i], v[i+1]) {
				return p, shapeError("%g %g is not latitude and longitude", v[i], v[i+1])
			}
			lon := v[i+1]
			if n := len(corners); n > 0 {
				lon = corners[n-1][1] + shorter(lon-corners[n-1][1])
			}
			corners = append(corners, [2]float64{v[i], lon})
		}
		p.poly = newPolygon(corners)
		p.area = p.poly.areaKm2()
	default:
		return p, shapeError("no kind of shape %s", casus.Quoted(words[0]))
	}
	return p, nil
}

func shapeError(format string, args ...any) error {
	return &casus.InputError{Msg: fmt.Sprintf(format, args...), Hint: "write circle LAT LON KM, box SOUTH WEST NORTH EAST, poly LAT LON LAT LON ..., or in CODE with one of these or none"}
}

func onEarth(lat, lon float64) bool { return math.Abs(lat) <= 90 && math.Abs(lon) <= 180 }

// shorter gives a difference of longitudes the shorter way around.
func shorter(d float64) float64 {
	d = math.Mod(d, 360)
	if d > 180 {
		d -= 360
	} else if d < -180 {
		d += 360
	}
	return d
}

// outline says which country a point belongs to; it is called only where a
// shape turns on it.
type outline func() hit

// holds reports whether the shape holds a point, and how large the part is
// that does.
func (s shape) holds(lat, lon float64, of outline) (area float64, ok bool) {
	for _, p := range s {
		if p.holds(lat, lon, of) && (!ok || p.area < area) {
			area, ok = p.area, true
		}
	}
	return area, ok
}

func (p part) holds(lat, lon float64, of outline) bool {
	if p.circle != nil && distanceKm(lat, lon, p.circle.lat, p.circle.lon) > p.circle.km {
		return false
	}
	if p.poly != nil && !p.poly.holds(lat, lon) {
		return false
	}
	return p.code == "" || of().code == p.code
}

func newPolygon(corners [][2]float64) *polygon {
	g := &polygon{}
	for _, c := range corners {
		g.x = append(g.x, c[1])
		g.y = append(g.y, mercator(c[0]))
		g.north = g.north || c[0] >= polar
		g.south = g.south || c[0] <= -polar
	}
	return g
}

// polar is the latitude from which on a point counts as the pole, where all
// meridians meet and Mercator's map ends.
const polar = 89.9

// mercator gives the northing of a latitude on Mercator's map, on which rhumb
// lines are straight.
func mercator(lat float64) float64 {
	lat = min(polar, max(-polar, lat)) * math.Pi / 180
	return math.Asinh(math.Tan(lat))
}

// holds reports whether a point lies within the polygon.
func (g *polygon) holds(lat, lon float64) bool {
	if lat >= polar {
		return g.north
	}
	if lat <= -polar {
		return g.south
	}
	y := mercator(lat)
	return g.odd(lon, y) || g.odd(lon+360, y) || g.odd(lon-360, y)
}

func (g *polygon) odd(x, y float64) bool {
	odd := false
	j := len(g.x) - 1
	for i := range g.x {
		if (g.y[i] > y) != (g.y[j] > y) && x < g.x[i]+(y-g.y[i])/(g.y[j]-g.y[i])*(g.x[j]-g.x[i]) {
			odd = !odd
		}
		j = i
	}
	return odd
}

// areaKm2 gives about the polygon's area, good enough to rank shapes by size.
func (g *polygon) areaKm2() float64 {
	var sum float64
	j := len(g.x) - 1
	for i := range g.x {
		// The area under a side on the sphere: the sine of the latitude is tanh
		// of the northing.
		sum += (g.x[i] - g.x[j]) * (math.Tanh(g.y[i]) + math.Tanh(g.y[j])) / 2
		j = i
	}
	return math.Abs(sum) * kmPerDegree * kmPerDegree * 180 / math.Pi
}

// distanceKm gives the great-circle distance of two points.
func distanceKm(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	s := math.Sin((lat2 - lat1) * rad / 2)
	t := math.Sin((lon2 - lon1) * rad / 2)
	h := s*s + math.Cos(lat1*rad)*math.Cos(lat2*rad)*t*t
	return 2 * kmPerDegree / rad * math.Asin(math.Min(1, math.Sqrt(h)))
}
