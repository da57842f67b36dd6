package place

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
	"sync"
)

// outlinesFile holds the outlines of states and of some territories of today,
// from Natural Earth (public domain); its first line names its origin.
//
//go:generate go run ./internal/outlinegen -out outlines.bin -borders ../facts/tables/borders.csv
//go:embed outlines.bin
var outlinesFile []byte

// outlineContinents are in the order of the numbers in the file.
var outlineContinents = []string{
	"africa", "antarctica", "asia", "caribbean", "central_america", "europe",
	"north_america", "oceania", "south_america",
}

// country is what the outlines say of a code without any geometry: an ISO
// 3166-1 alpha-3 code, or one that begins with X.
type country struct {
	code, continent string
	archipelago     bool // its large parts are all islands
}

// outlines are the shapes of all countries.
type outlines struct {
	scale, shift [2]float64 // of the integer grid that points lie on
	countries    []country
	rings        [][]outlineRing // by country
}

// outlineRing is a closed line on the grid. East of the 180th meridian it runs
// on past the grid's width, or west of it below zero.
type outlineRing struct {
	points   [][2]int32
	min, max [2]int32
	island   bool
}

// countries reads the head of the file: which codes there are.
var countries = sync.OnceValue(func() map[string]country {
	r := newOutlineReader()
	out := map[string]country{}
	for _, c := range r.head().countries {
		out[c.code] = c
	}
	return out
})

// readOutlines decodes the whole file.
var readOutlines = sync.OnceValue(func() *outlines {
	o, err := newOutlineReader().all()
	if err != nil {
		panic(err) // the embedded file is tested
	}
	return o
})

type outlineReader struct {
	data []byte
	bad  bool
}

func newOutlineReader() *outlineReader {
	i := bytes.IndexByte(outlinesFile, '\n')
	return &outlineReader{data: outlinesFile[i+1:], bad: i < 0}
}

var errOutlines = errors.New("place: the embedded outlines are damaged")

func (r *outlineReader) count() int {
	v, n := binary.Uvarint(r.data)
	if n <= 0 || v > 1<<22 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return int(v)
}

func (r *outlineReader) signed() int32 {
	v, n := binary.Varint(r.data)
	if n <= 0 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return int32(v)
}

func (r *outlineReader) take(n int) []byte {
	if len(r.data) < n {
		r.bad, r.data = true, nil
		return make([]byte, n)
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

func (r *outlineReader) head() *outlines {
	var o outlines
	for _, v := range []*float64{&o.scale[0], &o.scale[1], &o.shift[0], &o.shift[1]} {
		*v = math.Float64frombits(binary.LittleEndian.Uint64(r.take(8)))
	}
	for range r.count() {
		c := country{code: string(r.take(3))}
		v := r.count()
		c.archipelago = v&1 == 1
		if v>>1 < len(outlineContinents) {
			c.continent = outlineContinents[v>>1]
		}
		o.countries = append(o.countries, c)
	}
	return &o
}

func (r *outlineReader) all() (*outlines, error) {
	o := r.head()
	points := make([][2]int32, 0, len(r.data)/2) // of all arcs; each takes two bytes or more
	ends := make([]int, 1, 4096)
	for range r.count() {
		var x, y int32
		for range r.count() {
			x += r.signed()
			y += r.signed()
			points = append(points, [2]int32{x, y})
		}
		if r.bad {
			return nil, errOutlines
		}
		ends = append(ends, len(points))
	}
	o.rings = make([][]outlineRing, len(o.countries))
	turn := int32(math.Round(360 / o.scale[0]))
	var refs []int
	for i := range o.rings {
		o.rings[i] = make([]outlineRing, r.count())
		for j := range o.rings[i] {
			v, size := r.count(), 3 // room for the way over a pole
			refs = refs[:0]
			for range v >> 1 {
				ref := r.count()
				if r.bad || ref>>1 >= len(ends)-1 {
					return nil, errOutlines
				}
				refs = append(refs, ref)
				size += ends[ref>>1+1] - ends[ref>>1]
			}
			ring := outlineRing{island: v&1 == 1, points: make([][2]int32, 0, size)}
			for _, ref := range refs {
				ring.add(points[ends[ref>>1]:ends[ref>>1+1]], ref&1 == 1, turn)
			}
			ring.close(turn, o)
			o.rings[i][j] = ring
		}
	}
	if r.bad || len(r.data) > 0 {
		return nil, errOutlines
	}
	return o, nil
}

// add appends an arc, backwards or not, so that longitude never jumps.
func (g *outlineRing) add(arc [][2]int32, backwards bool, turn int32) {
	for i := range arc {
		p := arc[i]
		if backwards {
			p = arc[len(arc)-1-i]
		}
		if n := len(g.points); n > 0 {
			last := g.points[n-1][0]
			for p[0]-last > turn/2 {
				p[0] -= turn
			}
			for last-p[0] > turn/2 {
				p[0] += turn
			}
			if p == g.points[n-1] {
				continue // the arcs' common end
			}
		}
		g.points = append(g.points, p)
	}
}

// close finds the bounds, and leads a line around the Earth over the pole.
func (g *outlineRing) close(turn int32, o *outlines) {
	if n := len(g.points); n > 0 {
		first, last := g.points[0], g.points[n-1]
		if d := last[0] - first[0]; d > turn/2 || d < -turn/2 {
			y := int32(math.Floor((-90-o.shift[1])/o.scale[1])) - 1
			if float64(first[1])*o.scale[1]+o.shift[1] > 0 {
				y = int32(math.Ceil((90-o.shift[1])/o.scale[1])) + 1
			}
			g.points = append(g.points, [2]int32{last[0], y}, [2]int32{first[0], y}, first)
		}
		g.min, g.max = first, first
	}
	for _, p := range g.points {
		for k := range p {
			g.min[k], g.max[k] = min(g.min[k], p[k]), max(g.max[k], p[k])
		}
	}
}

// hit is what the outlines say of a point.
type hit struct {
	country
	island bool
	coast  float64 // kilometres off the outline; 0 within it
	beside string  // the code of another country within exact kilometres
}

// coastal is how far off a state's outline, in kilometres, a point still
// counts as its territory, so that harbours and the nearest waters do.
const coastal = 15

// exact is how far, in kilometres, a border of the outlines may be off.
const exact = 2

// at finds the country of a point: the one whose outline holds it, else the
// nearest within coastal kilometres. The code is "" on open water.
func (o *outlines) at(lat, lon float64) hit {
	y := (lat - o.shift[1]) / o.scale[1]
	turn := 360 / o.scale[0]
	x0 := (lon - o.shift[0]) / o.scale[0]
	for i, rings := range o.rings {
		within, island := false, false
		for j := range rings {
			for _, x := range [3]float64{x0, x0 + turn, x0 - turn} {
				if rings[j].holds(x, y) {
					within, island = !within, rings[j].island
				}
			}
		}
		if within {
			h := hit{country: o.countries[i], island: island}
			h.beside = o.nearest(x0, y, lat, exact, i).code
			return h
		}
	}
	return o.nearest(x0, y, lat, coastal, -1)
}

// nearest finds the country nearest to a grid point at most most kilometres
// off, one excepted; the code is "" where there is none.
func (o *outlines) nearest(x0, y, lat, most float64, except int) hit {
	// Lengths are measured on the plane that touches the Earth at the point.
	turn := 360 / o.scale[0]
	ky := o.scale[1] * kmPerDegree
	kx := o.scale[0] * kmPerDegree * math.Cos(lat*math.Pi/180)
	best := hit{coast: most}
	dx, dy := most/max(kx, 1e-9), most/ky
	for i, rings := range o.rings {
		for j := range rings {
			g := &rings[j]
			for _, x := range [3]float64{x0, x0 + turn, x0 - turn} {
				if i == except || x < float64(g.min[0])-dx || x > float64(g.max[0])+dx || y < float64(g.min[1])-dy || y > float64(g.max[1])+dy {
					continue
				}
				if d := g.distance(x, y, kx, ky); d < best.coast {
					best = hit{country: o.countries[i], island: g.island, coast: d}
				}
			}
		}
	}
	if best.code == "" {
		best.coast = 0
	}
	return best
}

// holds reports whether a grid point lies within the ring.
func (g *outlineRing) holds(x, y float64) bool {
	if x < float64(g.min[0]) || x > float64(g.max[0]) || y < float64(g.min[1]) || y > float64(g.max[1]) {
		return false
	}
	odd := false
	for i := 1; i < len(g.points); i++ {
		ax, ay := float64(g.points[i-1][0]), float64(g.points[i-1][1])
		bx, by := float64(g.points[i][0]), float64(g.points[i][1])
		if (ay > y) != (by > y) && x < ax+(y-ay)/(by-ay)*(bx-ax) {
			odd = !odd
		}
	}
	return odd
}

// distance gives the distance of a grid point from the ring's line in
// kilometres; kx and ky are the kilometres of a grid step.
func (g *outlineRing) distance(x, y, kx, ky float64) float64 {
	best := math.Inf(1)
	for i := 1; i < len(g.points); i++ {
		ax, ay := (float64(g.points[i-1][0])-x)*kx, (float64(g.points[i-1][1])-y)*ky
		bx, by := (float64(g.points[i][0])-x)*kx, (float64(g.points[i][1])-y)*ky
		dx, dy := bx-ax, by-ay
		u := 0.0
		if l := dx*dx + dy*dy; l > 0 {
			u = min(1, max(0, -(ax*dx+ay*dy)/l))
		}
		best = min(best, math.Hypot(ax+u*dx, ay+u*dy))
	}
	return best
}
