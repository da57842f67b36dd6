package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"math"
	"runtime"
	"slices"
	"strconv"
	"sync"
)

// Bands of water by which the Correlates of War Project parts states that no
// land joins: 12, 24, 150 and 400 statute miles (Stinnett, Tir, Schafer, Diehl
// and Gochman 2002).
var bands = [4]float64{12 * kmPerMile, 24 * kmPerMile, 150 * kmPerMile, 400 * kmPerMile}

const (
	kmPerMile  = 1.609344
	kmPerRad   = 6371.0088
	coastSteps = 6.0 // kilometres between the points of a coast from which one looks out
	rays       = 360 // directions in which one looks out of each
	rayStep    = 2.5 // kilometres
	inland     = 10  // kilometres of own land after which a look inland ends
)

// part is the homeland of a state, or its land overseas.
type part struct {
	state    string
	overseas bool
}

// link is how two parts of different states lie to each other: a kind of
// border, 1 on land and 2 to 5 across water, and the kilometres between.
type link struct {
	kind int
	km   float64
}

// pair is two states in alphabetical order.
type pair [2]string

// border is what the table says of a pair: links of the homelands, and those in
// which land overseas has a part.
type border struct{ home, overseas link }

// borders finds the states that touch, or see each other's coast along a
// straight line across nothing but water of at most 400 miles.
func (t *topology) borders() (map[pair]border, error) {
	lands, err := t.lands()
	if err != nil {
		return nil, err
	}
	found := map[[2]int]link{} // by two indices into lands, in ascending order
	for k := range t.touching(lands) {
		found[k] = link{kind: 1}
	}
	for k, seen := range newMap(lands).look(lands) {
		if _, touches := found[k]; touches {
			continue
		}
		// The exact distance, unless the line along it is cut off.
		km := gap(&lands[k[0]], &lands[k[1]], 2*seen+4*rayStep)
		if seen > 1.1*km+3*rayStep {
			km = seen
		}
		if kind := water(km); kind > 0 {
			found[k] = link{kind, km}
		}
	}
	out := map[pair]border{}
	for k, l := range found {
		a, b := lands[k[0]], lands[k[1]]
		p := pair{min(a.state, b.state), max(a.state, b.state)}
		old := out[p]
		if to := &old.home; !a.overseas && !b.overseas {
			to.closer(l)
		} else {
			old.overseas.closer(l)
		}
		out[p] = old
	}
	return out, nil
}

func (l *link) closer(m link) {
	if l.kind == 0 || m.kind < l.kind || m.kind == l.kind && m.km < l.km {
		*l = m
	}
}

// water gives the band of a distance, 0 beyond the last.
func water(km float64) int {
	for i, most := range bands {
		if km <= most {
			return i + 2
		}
	}
	return 0
}

// land is a part with its outline.
type land struct {
	part
	rings [][]point
	arcs  map[int]bool // on its outline
	coast []point
}

type point struct{ lat, lon float64 }

// lands gathers the outlines of all parts, in the order of states.
func (t *topology) lands() ([]land, error) {
	shapes, err := t.shapes()
	if err != nil {
		return nil, err
	}
	found := map[part]*land{}
	times := map[int]map[part]bool{}
	for _, s := range shapes {
		for _, r := range s.rings {
			line := t.line(r.arcs)
			p, ok := owner(s.code, line[0])
			if !ok {
				continue
			}
			l := found[p]
			if l == nil {
				l = &land{part: p, arcs: map[int]bool{}}
				found[p] = l
			}
			l.rings = append(l.rings, line)
			for _, a := range r.arcs {
				a = max(a, ^a)
				l.arcs[a] = true
				if times[a] == nil {
					times[a] = map[part]bool{}
				}
				times[a][p] = true
			}
		}
	}
	var out []land
	for _, l := range found {
		for a := range l.arcs {
			if len(times[a]) == 1 {
				l.coast = append(l.coast, thin(t.line([]int{a}))...)
			}
		}
		out = append(out, *l)
	}
	slices.SortFunc(out, func(a, b land) int {
		return cmp.Or(cmp.Compare(a.state, b.state), cmp.Compare(bit(a.overseas), bit(b.overseas)))
	})
	return out, nil
}

// line gives the points of a ring in degrees. Longitude runs on past the 180th
// meridian where the ring does.
func (t *topology) line(arcs []int) []point {
	var out []point
	for _, a := range arcs {
		points := t.absolute(max(a, ^a))
		if a < 0 {
			slices.Reverse(points)
		}
		for _, p := range points {
			q := point{float64(p[1])*t.Transform.Scale[1] + t.Transform.Translate[1], float64(p[0])*t.Transform.Scale[0] + t.Transform.Translate[0]}
			if n := len(out); n == 0 {
				out = append(out, q)
			} else if q.lon = out[n-1].lon + nearer(q.lon-out[n-1].lon); q != out[n-1] {
				out = append(out, q)
			}
		}
	}
	return out
}

// thin keeps points of a line at least coastSteps apart.
func thin(line []point) []point {
	out := line[:1:1]
	for _, p := range line[1:] {
		if kilometres(out[len(out)-1], p) >= coastSteps {
			out = append(out, p)
		}
	}
	return out
}

// touching finds the parts of different states with a common stretch of border.
func (t *topology) touching(lands []land) map[[2]int]bool {
	first := map[int][]int{}
	out := map[[2]int]bool{}
	for i := range lands {
		for a := range lands[i].arcs {
			for _, j := range first[a] {
				if lands[i].state != lands[j].state {
					out[[2]int{j, i}] = true
				}
			}
			first[a] = append(first[a], i)
		}
	}
	return out
}

// A sheet is a map of the Earth in cells: 0 for water, else an index into the
// lands and one.
type sheet []uint16

const (
	cells  = 40 // to a degree
	across = 360 * cells
	down   = 180 * cells
)

func newMap(lands []land) sheet {
	m := make(sheet, across*down)
	for i := range lands {
		m.fill(lands[i].rings, uint16(i+1))
	}
	for i := range lands { // coasts at last, so that no islet is lost between two cells
		for _, ring := range lands[i].rings {
			for _, p := range ring {
				if at := m.at(p.lat, p.lon); m[at] == 0 {
					m[at] = uint16(i + 1)
				}
			}
		}
	}
	return m
}

func (m sheet) at(lat, lon float64) int {
	row := min(down-1, max(0, int((lat+90)*cells)))
	return row*across + column(int(math.Floor((lon+180)*cells)))
}

// column gives a column of the sheet, on which longitude is not bounded.
func column(col int) int { return (col%across + across) % across }

// fill marks the cells whose middle lies within an odd number of rings.
func (m sheet) fill(rings [][]point, mark uint16) {
	cuts := map[int][]float64{}
	for _, ring := range rings {
		for i, b := range ring {
			a := ring[(i+len(ring)-1)%len(ring)]
			if a.lat > b.lat {
				a, b = b, a
			}
			for row := max(0, int(math.Ceil((a.lat+90)*cells-0.5))); row < down && (float64(row)+0.5)/cells-90 < b.lat; row++ {
				lat := (float64(row)+0.5)/cells - 90
				cuts[row] = append(cuts[row], a.lon+(lat-a.lat)/(b.lat-a.lat)*(b.lon-a.lon))
			}
		}
	}
	for row, x := range cuts {
		slices.Sort(x)
		for i := 1; i < len(x); i += 2 {
			for col := int(math.Ceil((x[i-1]+180)*cells - 0.5)); (float64(col)+0.5)/cells-180 < x[i]; col++ {
				m[row*across+column(col)] = mark
			}
		}
	}
}

// look gives, for every two parts of which one sees the other across water, the
// shortest such line in kilometres. Own land does not stop the eye: the line
// from its far shore is shorter still.
func (m sheet) look(lands []land) map[[2]int]float64 {
	out := map[[2]int]float64{}
	var mu sync.Mutex
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				seen := map[int]float64{}
				for _, p := range lands[i].coast {
					m.around(p, uint16(i+1), seen)
				}
				mu.Lock()
				for j, km := range seen {
					k := [2]int{min(i, j), max(i, j)}
					if old, ok := out[k]; lands[i].state != lands[j].state && (!ok || km < old) {
						out[k] = km
					}
				}
				mu.Unlock()
			}
		})
	}
	for i := range lands {
		next <- i
	}
	close(next)
	wait.Wait()
	return out
}

// around looks out from a point of a coast in all directions, to the first land
// that is not its own.
func (m sheet) around(p point, own uint16, seen map[int]float64) {
	const rad = math.Pi / 180
	sinLat, cosLat := math.Sincos(p.lat * rad)
	sinLon, cosLon := math.Sincos(p.lon * rad)
	up := [3]float64{cosLat * cosLon, cosLat * sinLon, sinLat}
	north := [3]float64{-sinLat * cosLon, -sinLat * sinLon, cosLat}
	east := [3]float64{-sinLon, cosLon, 0}
	for r := range rays {
		sinR, cosR := math.Sincos(float64(r) * 2 * math.Pi / rays)
		home := 0.0
		for km := 0.0; km <= bands[3]; km += rayStep {
			s, c := math.Sincos(km / kmPerRad)
			var v [3]float64
			for k := range v {
				v[k] = c*up[k] + s*(cosR*north[k]+sinR*east[k])
			}
			mark := m[m.at(math.Asin(min(1, max(-1, v[2])))/rad, math.Atan2(v[1], v[0])/rad)]
			if mark == own {
				if home += rayStep; home > inland {
					break
				}
			} else if home = 0; mark != 0 {
				j := int(mark) - 1
				if old, ok := seen[j]; !ok || km < old {
					seen[j] = km
				}
				break
			}
		}
	}
}

// gap gives the kilometres between the nearest points of two outlines, or most
// if that is less.
func gap(a, b *land, most float64) float64 {
	best := most
	for _, r := range a.rings {
		for _, s := range b.rings {
			best = min(best, ringGap(r, s, best))
			best = min(best, ringGap(s, r, best))
		}
	}
	return best
}

// ringGap gives the kilometres between the corners of one ring and the sides of
// another, or most if that is less. Lengths are measured on the plane that
// touches the Earth at the corner.
func ringGap(corners, ring []point, most float64) float64 {
	const perDegree = kmPerRad * math.Pi / 180
	low, high := bounds(ring)
	from, to := bounds(corners)
	if max(low.lat-to.lat, from.lat-high.lat)*perDegree > most {
		return most
	}
	for _, p := range corners {
		kx := perDegree * math.Cos(p.lat*math.Pi/180)
		if max(low.lat-p.lat, p.lat-high.lat)*perDegree > most || beside(p.lon, low.lon, high.lon)*kx > most {
			continue
		}
		before := ring[len(ring)-1]
		ax, ay := nearer(before.lon-p.lon)*kx, (before.lat-p.lat)*perDegree
		for _, q := range ring {
			bx, by := nearer(q.lon-p.lon)*kx, (q.lat-p.lat)*perDegree
			if math.Abs(ax-bx) < 180*kx && min(ay, by) < most && max(ay, by) > -most && min(ax, bx) < most && max(ax, bx) > -most {
				most = min(most, distance(0, 0, ax, ay, bx, by))
			}
			ax, ay = bx, by
		}
	}
	return most
}

func bounds(ring []point) (low, high point) {
	low, high = ring[0], ring[0]
	for _, p := range ring {
		low = point{min(low.lat, p.lat), min(low.lon, p.lon)}
		high = point{max(high.lat, p.lat), max(high.lon, p.lon)}
	}
	return low, high
}

// beside gives the degrees of longitude from a meridian to a range of them, the
// shorter way around.
func beside(lon, west, east float64) float64 {
	best := math.Inf(1)
	for _, x := range [3]float64{lon, lon - 360, lon + 360} {
		best = min(best, max(0, west-x, x-east))
	}
	return best
}

// nearer gives a difference of longitudes the shorter way around.
func nearer(d float64) float64 {
	for d > 180 {
		d -= 360
	}
	for d < -180 {
		d += 360
	}
	return d
}

func kilometres(a, b point) float64 {
	const rad = math.Pi / 180
	s, t := math.Sin((b.lat-a.lat)*rad/2), math.Sin((b.lon-a.lon)*rad/2)
	h := s*s + math.Cos(a.lat*rad)*math.Cos(b.lat*rad)*t*t
	return 2 * kmPerRad * math.Asin(math.Min(1, math.Sqrt(h)))
}

// bordersTable writes the table of borders: what the outlines say, and above
// it what corrections say.
func (t *topology) bordersTable() ([]byte, error) {
	found, err := t.borders()
	if err != nil {
		return nil, err
	}
	for _, c := range corrections {
		b := found[c.pair]
		b.home = link{kind: c.kind}
		found[c.pair] = b
	}
	var pairs []pair
	for p, b := range found {
		if b.home.kind > 0 || b.overseas.kind > 0 {
			pairs = append(pairs, p)
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write([]string{"state_a", "state_b", "kind", "km", "overseas_kind", "overseas_km", "basis", "note", "source"})
	for _, p := range pairs {
		b := found[p]
		row := []string{p[0], p[1], "0", "", "", "", "computed", "", "natural-earth-4-1"}
		if b.home.kind > 0 {
			row[2], row[3] = strconv.Itoa(b.home.kind), strconv.Itoa(int(math.Round(b.home.km)))
		}
		if b.overseas.kind > 0 && (b.home.kind == 0 || b.overseas.kind < b.home.kind) {
			row[4], row[5] = strconv.Itoa(b.overseas.kind), strconv.Itoa(int(math.Round(b.overseas.km)))
		}
		if i := slices.IndexFunc(corrections, func(c correction) bool { return c.pair == p }); i >= 0 {
			if c := corrections[i]; c.basis == "memory" {
				row[6], row[7], row[8] = c.basis, c.note, "casus"
			} else {
				row[6], row[7], row[8] = c.basis, c.note, "cow-contiguity-3-2"
			}
			if b.home.kind > 1 {
				row[3] = "" // not measured
			}
		}
		w.Write(row)
	}
	w.Flush()
	return out.Bytes(), w.Error()
}
