// Command outlinegen makes outlines.bin, the outlines of states that the
// package place reads, from Natural Earth's 1:10m countries (version 4.1.0,
// public domain) as the npm package world-atlas 2.0.2 carries them.
//
//	go generate ./place            fetches the package with npm pack, and makes
//	                               the table borders of the package facts too
//	outlinegen -in FILE -out FILE  takes countries-10m.json from a file
//
// Borders between states are kept to a third of a kilometre, coasts only to
// two: a point off a coast is given to the nearest state in any case.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const (
	packageName = "world-atlas@2.0.2"
	member      = "package/countries-10m.json"
	// memberSum pins the bytes that the outlines were made from.
	memberSum = "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79"

	borderTolerance = 0.003 // degrees of latitude
	coastTolerance  = 0.02
	// leastIsland is the area in square degrees of latitude below which an
	// island is left out, unless its state is all small islands.
	leastIsland = 4e-4
	// continentArea parts continents from islands: Greenland has 177 square
	// degrees of latitude, Australia 625.
	continentArea = 300.0
)

// origin is the first line of the file.
const origin = "casus outlines 1: Natural Earth 4.1.0 admin-0 countries 1:10m (public domain), by way of npm world-atlas 2.0.2\n"

func main() {
	log.SetFlags(0)
	log.SetPrefix("outlinegen: ")
	in := flag.String("in", "", "countries-10m.json (default: fetched with npm pack)")
	out := flag.String("out", "outlines.bin", "file to write")
	table := flag.String("borders", "", "table of borders to write (default: none)")
	flag.Parse()
	raw, err := source(*in)
	if err != nil {
		log.Fatal(err)
	}
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != memberSum {
		log.Fatalf("the source has SHA-256 %x, not the pinned one", sum)
	}
	var t topology
	if err := json.Unmarshal(raw, &t); err != nil {
		log.Fatal(err)
	}
	data, err := t.encode()
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*out, data, 0o644); err != nil {
		log.Fatal(err)
	}
	if *table == "" {
		return
	}
	if data, err = t.bordersTable(); err == nil {
		err = os.WriteFile(*table, data, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// source reads the countries from a file, or out of the npm package.
func source(path string) ([]byte, error) {
	if path != "" {
		return os.ReadFile(path)
	}
	dir, err := os.MkdirTemp("", "outlinegen")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	cmd := exec.Command("npm", "pack", "--silent", packageName)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	name, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("npm pack: %w", err)
	}
	f, err := os.Open(filepath.Join(dir, strings.TrimSpace(string(name))))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	gz, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	for tr := tar.NewReader(gz); ; {
		h, err := tr.Next()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", member, err)
		}
		if h.Name == member {
			return io.ReadAll(tr)
		}
	}
}

// topology is the part of a TopoJSON file that is read.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]int
	Objects   struct {
		Countries struct {
			Geometries []struct {
				Type       string
				ID         string
				Arcs       json.RawMessage
				Properties struct{ Name string }
			}
		}
	}
}

type ring struct {
	arcs   []int
	area   float64 // square degrees of latitude
	seam   []int   // grid latitudes at which it touches the 180th meridian
	outer  int     // an arc of the ring around it, if it is a hole
	island bool
}

type shape struct {
	feature
	rings []ring
}

// encode simplifies the outlines and writes them: the origin as a line of
// text, scale and translation as four float64, the codes with continent and
// island flag, the arcs, and each code's rings. The package place reads it.
func (t *topology) encode() ([]byte, error) {
	shapes, err := t.shapes()
	if err != nil {
		return nil, err
	}
	used := map[int]int{} // arc to the number of rings on it
	for _, s := range shapes {
		for _, r := range s.rings {
			for _, a := range r.arcs {
				used[max(a, ^a)]++
			}
		}
	}
	markIslands(shapes)
	for i := range shapes {
		shapes[i].rings = withoutSpecks(shapes[i].rings)
	}

	var b bytes.Buffer
	b.WriteString(origin)
	for _, v := range []float64{t.Transform.Scale[0], t.Transform.Scale[1], t.Transform.Translate[0], t.Transform.Translate[1]} {
		b.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)))
	}
	put := func(v int) { b.Write(binary.AppendUvarint(nil, uint64(v))) }
	signed := func(v int) { b.Write(binary.AppendVarint(nil, int64(v))) }
	put(len(shapes))
	for _, s := range shapes {
		b.WriteString(s.code)
		put(slices.Index(continents, s.continent)<<1 | bit(isArchipelago(s.rings)))
	}
	at := map[int]int{} // arc of the source to arc of the file
	var arcs []int
	for _, s := range shapes {
		for _, r := range s.rings {
			for _, a := range r.arcs {
				if a = max(a, ^a); at[a] == 0 {
					arcs = append(arcs, a)
					at[a] = len(arcs)
				}
			}
		}
	}
	put(len(arcs))
	for _, a := range arcs {
		tolerance := coastTolerance
		if used[a] > 1 {
			tolerance = borderTolerance
		}
		points := t.simplify(t.absolute(a), tolerance)
		put(len(points))
		var x, y int
		for _, p := range points {
			signed(p[0] - x)
			signed(p[1] - y)
			x, y = p[0], p[1]
		}
	}
	for _, s := range shapes {
		put(len(s.rings))
		for _, r := range s.rings {
			put(len(r.arcs)<<1 | bit(r.island))
			for _, a := range r.arcs {
				put((at[max(a, ^a)]-1)<<1 | bit(a < 0))
			}
		}
	}
	return b.Bytes(), nil
}

var continents = []string{
	"africa", "antarctica", "asia", "caribbean", "central_america", "europe",
	"north_america", "oceania", "south_america",
}

// shapes gathers the rings of each code, in the order of codes.
func (t *topology) shapes() ([]shape, error) {
	found := map[string]*shape{}
	for _, g := range t.Objects.Countries.Geometries {
		f, ok := lookup(g.ID, g.Properties.Name)
		if !ok {
			if _, left := byName[g.Properties.Name]; left {
				continue
			}
			return nil, fmt.Errorf("no code for %q (%s)", g.Properties.Name, g.ID)
		}
		var polygons [][][]int
		switch g.Type {
		case "Polygon":
			var p [][]int
			if err := json.Unmarshal(g.Arcs, &p); err != nil {
				return nil, err
			}
			polygons = append(polygons, p)
		case "MultiPolygon":
			if err := json.Unmarshal(g.Arcs, &polygons); err != nil {
				return nil, err
			}
		default:
			return nil, errors.New("geometry of type " + g.Type)
		}
		s := found[f.code]
		if s == nil {
			s = &shape{feature: f}
			found[f.code] = s
		}
		for _, p := range polygons {
			for _, arcs := range p {
				s.rings = append(s.rings, ring{arcs: arcs, area: t.area(arcs), seam: t.seam(arcs), outer: p[0][0]})
			}
		}
	}
	var out []shape
	for _, s := range found {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b shape) int { return strings.Compare(a.code, b.code) })
	return out, nil
}

// markIslands joins rings that share a border, a ring and its holes, and rings
// that the source cut at the 180th meridian, into landmasses, and marks those
// of landmasses smaller than a continent.
func markIslands(shapes []shape) {
	parent := map[int]int{} // arc to arc
	var find func(int) int
	find = func(a int) int {
		if p, ok := parent[a]; ok && p != a {
			parent[a] = find(p)
			return parent[a]
		}
		return a
	}
	each := func(do func(*ring)) {
		for i := range shapes {
			for j := range shapes[i].rings {
				do(&shapes[i].rings[j])
			}
		}
	}
	cut := map[int]int{} // grid latitude of a cut to an arc there
	each(func(r *ring) {
		first := max(r.arcs[0], ^r.arcs[0])
		for _, a := range r.arcs[1:] {
			parent[find(max(a, ^a))] = find(first)
		}
		parent[find(max(r.outer, ^r.outer))] = find(first)
		for _, y := range r.seam {
			if other, ok := cut[y]; ok {
				parent[find(other)] = find(first)
			}
			cut[y] = first
		}
	})
	mass := map[int]float64{}
	each(func(r *ring) { mass[find(max(r.arcs[0], ^r.arcs[0]))] += r.area })
	each(func(r *ring) { r.island = mass[find(max(r.arcs[0], ^r.arcs[0]))] < continentArea })
}

// isArchipelago reports whether every large part of a state is an island.
func isArchipelago(rings []ring) bool {
	var total float64
	for _, r := range rings {
		total += r.area
	}
	for _, r := range rings {
		if !r.island && r.area > total/10 {
			return false
		}
	}
	return true
}

// withoutSpecks drops the smallest islands of a state that has larger land.
func withoutSpecks(rings []ring) []ring {
	var largest float64
	for _, r := range rings {
		largest = max(largest, r.area)
	}
	least := min(leastIsland, largest/20)
	return slices.DeleteFunc(slices.Clone(rings), func(r ring) bool { return r.island && r.area < least })
}

// absolute gives the points of an arc on the source's integer grid.
func (t *topology) absolute(a int) [][2]int {
	var x, y int
	out := make([][2]int, len(t.Arcs[a]))
	for i, d := range t.Arcs[a] {
		x, y = x+d[0], y+d[1]
		out[i] = [2]int{x, y}
	}
	return out
}

// plane gives a grid point in degrees, longitude shortened by the cosine of
// the latitude.
func (t *topology) plane(p [2]int) (x, y float64) {
	y = float64(p[1])*t.Transform.Scale[1] + t.Transform.Translate[1]
	x = float64(p[0])*t.Transform.Scale[0] + t.Transform.Translate[0]
	return x * math.Cos(y*math.Pi/180), y
}

// area gives the area of a ring in square degrees of latitude.
func (t *topology) area(arcs []int) float64 {
	var sum, px, py float64
	started := false
	turn := int(math.Round(360 / t.Transform.Scale[0])) // the grid's width
	var last, shift int
	for _, a := range arcs {
		points := t.absolute(max(a, ^a))
		if a < 0 {
			slices.Reverse(points)
		}
		for _, p := range points {
			if d := p[0] + shift - last; started && d > turn/2 {
				shift -= turn
			} else if started && d < -turn/2 {
				shift += turn
			}
			p[0] += shift
			x, y := t.plane(p)
			if started {
				sum += px*y - x*py
			}
			px, py, last, started = x, y, p[0], true
		}
	}
	return math.Abs(sum) / 2
}

// seam gives the grid latitudes at which a ring touches the 180th meridian.
func (t *topology) seam(arcs []int) []int {
	var out []int
	turn := int(math.Round(360 / t.Transform.Scale[0]))
	for _, a := range arcs {
		for _, p := range t.absolute(max(a, ^a)) {
			if p[0] == 0 || p[0] == turn {
				out = append(out, p[1])
			}
		}
	}
	return out
}

// simplify keeps the points of an arc that lie more than tolerance off the
// line without them (Douglas and Peucker 1973); the ends always stay.
func (t *topology) simplify(points [][2]int, tolerance float64) [][2]int {
	keep := make([]bool, len(points))
	keep[0], keep[len(points)-1] = true, true
	var split func(i, j int)
	split = func(i, j int) {
		ax, ay := t.plane(points[i])
		bx, by := t.plane(points[j])
		far, at := tolerance, -1
		for k := i + 1; k < j; k++ {
			px, py := t.plane(points[k])
			if d := distance(px, py, ax, ay, bx, by); d > far {
				far, at = d, k
			}
		}
		if at > 0 {
			keep[at] = true
			split(i, at)
			split(at, j)
		}
	}
	split(0, len(points)-1)
	var out [][2]int
	for i, p := range points {
		if keep[i] {
			out = append(out, p)
		}
	}
	if points[0] == points[len(points)-1] && len(out) < 4 {
		return points // an island smaller than the tolerance keeps its shape
	}
	return out
}

// distance gives the distance of p from the segment a-b.
func distance(px, py, ax, ay, bx, by float64) float64 {
	dx, dy := bx-ax, by-ay
	u := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		u = min(1, max(0, ((px-ax)*dx+(py-ay)*dy)/l))
	}
	return math.Hypot(px-ax-u*dx, py-ay-u*dy)
}

func bit(v bool) int {
	if v {
		return 1
	}
	return 0
}
