// Package atlas draws maps of states as SVG: who is bound, where it is
// contested, where it cannot be told. It knows outlines and classes, and no law.
//
// Start with [Draw]. A class shows by its filling as well as by its colour:
// solid, hatched, dotted, empty. A state too small to see gets a ring of its
// own, and every state carries its name and class for who points at it or
// listens.
package atlas

import (
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Class is how a state is shown.
type Class string

// The classes, the weightiest first.
const (
	Target     Class = "target"
	Attacker   Class = "attacker"
	Bound      Class = "bound"
	Contested  Class = "contested"
	CannotTell Class = "cannot_tell"
	NotBound   Class = "not_bound"
)

// classes in the order of the key, with their words.
var classes = []struct {
	class Class
	says  string
}{
	{Target, "attacked"}, {Attacker, "attacker"}, {Bound, "bound to help"}, {Contested, "contested"},
	{CannotTell, "cannot tell"}, {NotBound, "not bound"},
}

// Shape is an area to draw.
type Shape struct {
	ID    string // of the element, unique on the map: the state's id
	Name  string
	Class Class
	Note  string // a word more for who points at it: the clause
	Rings [][][2]float64
	// At is a point on it, longitude and latitude, for a ring where it is too
	// small to see.
	At *[2]float64
}

// Area is a disputed place: drawn with a grey hatch over the states in whose
// outlines it lies, or as a mark where it has no borders of its own.
type Area struct {
	Name   string
	Says   string // whose it is, and who claims it
	At     [2]float64
	Within []string       // ids of the shapes in which it lies
	Rings  [][][2]float64 // its borders there, none for a mark
}

// Map is what to draw.
type Map struct {
	Title, Desc string
	ID          string // prefix of the ids in the picture
	Shapes      []Shape
	Disputed    []Area
	Place       *[2]float64 // where the attack falls, longitude and latitude
	View        View
	Width       float64 // of the picture, in its units
	Standalone  bool    // with its own style, title and key
}

// View is a part of the world and the way in which it is laid flat.
type View struct {
	Name string
	// Center is the longitude and latitude in the middle; Radius the half width
	// in degrees of a great circle. Radius 0 is the whole world, in the Equal
	// Earth projection (Savric, Patterson and Jenny 2019); any other view is in
	// Lambert's azimuthal equal-area projection.
	Center [2]float64
	Radius float64
	Ratio  float64 // height by width
}

// World is the whole world, parted in the Bering Strait.
var World = View{Name: "world", Center: [2]float64{11, 0}, Ratio: 0.49}

// Around is a view of what lies around a point.
func Around(lon, lat, radius float64) View {
	return View{Name: "region", Center: [2]float64{lon, max(min(lat, 75), -75)}, Radius: radius, Ratio: 0.72}
}

// Regions are the views that a page offers beside the world; a bounded list, so
// that what is laid flat once is kept.
var Regions = []View{
	Around(17, 54, 24), Around(40, 30, 24), Around(20, 2, 38), Around(78, 32, 32), Around(122, 28, 32), Around(150, -18, 42),
	Around(-96, 40, 34), Around(-75, 12, 24), Around(-60, -22, 34), Around(100, 62, 42),
}

// Nearest gives the region whose middle lies nearest to a point.
func Nearest(lon, lat float64) View {
	best, most := Regions[0], -2.0
	for _, v := range Regions {
		a, b, d := lat*math.Pi/180, v.Center[1]*math.Pi/180, (lon-v.Center[0])*math.Pi/180
		// A wide region wins over a narrow one only where the point lies well within it.
		if c := math.Acos(min(1, math.Sin(a)*math.Sin(b)+math.Cos(a)*math.Cos(b)*math.Cos(d))) * 180 / math.Pi; 1-c/v.Radius > most {
			best, most = v, 1-c/v.Radius
		}
	}
	return best
}

// laid keeps the paths of the outlines in the views that are offered, by view
// and id: an outline never changes.
var laid sync.Map

type laidKey struct {
	view  View
	width float64
	id    string
}

type laidPath struct {
	d    string
	size float64
}

// outline gives the path of a shape, laid flat once for each view on offer.
func (f frame) outline(s Shape) (string, float64) {
	if f.view != World && !slices.Contains(Regions, f.view) || f.width != DefaultWidth {
		return f.path(s)
	}
	k := laidKey{f.view, f.width, s.ID}
	if v, ok := laid.Load(k); ok {
		p := v.(laidPath)
		return p.d, p.size
	}
	d, size := f.path(s)
	laid.Store(k, laidPath{d, size})
	return d, size
}

// DefaultWidth is the width of a picture, in its units.
const DefaultWidth = 960.0

// project lays a point flat, in units of the earth's radius; ok is false for
// what lies beyond the view.
func (v View) project(p [2]float64) (x, y float64, ok bool) {
	lat := p[1] * math.Pi / 180
	lon := (p[0] - v.Center[0]) * math.Pi / 180
	if v.Radius == 0 {
		x, y := equalEarth(lon, lat)
		return x, y, true
	}
	lat0 := v.Center[1] * math.Pi / 180
	c := math.Sin(lat0)*math.Sin(lat) + math.Cos(lat0)*math.Cos(lat)*math.Cos(lon)
	if c < -0.2 {
		return 0, 0, false
	}
	k := math.Sqrt(2 / (1 + c))
	return k * math.Cos(lat) * math.Sin(lon), k * (math.Cos(lat0)*math.Sin(lat) - math.Sin(lat0)*math.Cos(lat)*math.Cos(lon)), true
}

// equalEarth is the projection of Savric, Patterson and Jenny (2019).
func equalEarth(lon, lat float64) (x, y float64) {
	const a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
	m := math.Sqrt(3) / 2
	t := math.Asin(m * math.Sin(lat))
	t2 := t * t
	t6 := t2 * t2 * t2
	x = lon * math.Cos(t) / (m * (a1 + 3*a2*t2 + t6*(7*a3+9*a4*t2)))
	return x, t * (a1 + a2*t2 + t6*(a3+a4*t2))
}

// frame turns projected points into units of the picture.
type frame struct {
	view          View
	width, height float64
	scale         float64
}

func newFrame(v View, width float64) frame {
	f := frame{view: v, width: width, height: math.Round(width * v.Ratio)}
	if v.Radius == 0 {
		x, _ := equalEarth(math.Pi, 0)
		f.scale = width / (2 * x)
	} else {
		f.scale = width / (4 * math.Sin(v.Radius*math.Pi/360))
	}
	return f
}

func (f frame) at(p [2]float64) (x, y float64, ok bool) {
	x, y, ok = f.view.project(p)
	return f.width/2 + x*f.scale, f.height/2 - y*f.scale + f.shift(), ok
}

// shift moves the world up a little: nobody lives in the far south.
func (f frame) shift() float64 {
	if f.view.Radius == 0 {
		return 0.03 * f.width
	}
	return 0
}

// path gives the outline of a shape on the picture, and the size of its box.
func (f frame) path(s Shape) (d string, size float64) {
	var b strings.Builder
	low, high := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, ring := range s.Rings {
		for _, part := range f.parts(ring) {
			if line := f.line(part); len(line) > 3 && meets(line, f.width, f.height) {
				for i, p := range line {
					for k := range p {
						low[k], high[k] = min(low[k], p[k]), max(high[k], p[k])
					}
					if i == 0 {
						b.WriteString("M" + coordinate(p[0]) + " " + coordinate(p[1]))
						continue
					}
					b.WriteString(step(p[0]-line[i-1][0], i == 1) + spaced(p[1]-line[i-1][1]))
				}
				b.WriteString("z")
			}
		}
	}
	if b.Len() == 0 {
		return "", 0
	}
	return b.String(), max(high[0]-low[0], high[1]-low[1])
}

// parts cuts a ring where the map is cut: the world at the meridian opposite to
// its middle.
func (f frame) parts(ring [][2]float64) [][][2]float64 {
	if f.view.Radius != 0 {
		return [][][2]float64{ring}
	}
	var out [][][2]float64
	west, east := f.view.Center[0]-180, f.view.Center[0]+180
	for _, turn := range []float64{-360, 0, 360} {
		if part := clip(clip(ring, turn, west, true), 0, east, false); len(part) > 2 {
			out = append(out, part)
		}
	}
	return out
}

// clip keeps the part of a ring, moved by turn, that lies east of a meridian, or
// west of it (Sutherland and Hodgman 1974).
func clip(ring [][2]float64, turn, meridian float64, east bool) [][2]float64 {
	in := func(p [2]float64) bool {
		if east {
			return p[0] >= meridian
		}
		return p[0] <= meridian
	}
	var out [][2]float64
	for i := range ring {
		a, b := ring[(i+len(ring)-1)%len(ring)], ring[i]
		a[0] += turn
		b[0] += turn
		if in(a) != in(b) {
			t := (meridian - a[0]) / (b[0] - a[0])
			out = append(out, [2]float64{meridian, a[1] + t*(b[1]-a[1])})
		}
		if in(b) {
			out = append(out, b)
		}
	}
	return out
}

// line projects a ring and drops what cannot be seen: points within half a unit
// of the last one, and those on a straight line between their neighbours.
func (f frame) line(ring [][2]float64) [][2]float64 {
	var out [][2]float64
	for _, p := range ring {
		x, y, ok := f.at(p)
		if !ok {
			continue
		}
		q := [2]float64{math.Round(x*10) / 10, math.Round(y*10) / 10}
		n := len(out)
		if n > 0 && math.Hypot(q[0]-out[n-1][0], q[1]-out[n-1][1]) < 0.7 {
			continue
		}
		if n > 1 && straight(out[n-2], out[n-1], q) {
			out[n-1] = q
			continue
		}
		out = append(out, q)
	}
	return out
}

// straight reports whether b lies within a fifth of a unit of the line from a to c.
func straight(a, b, c [2]float64) bool {
	dx, dy := c[0]-a[0], c[1]-a[1]
	l := math.Hypot(dx, dy)
	return l > 0 && math.Abs(dx*(a[1]-b[1])-dy*(a[0]-b[0]))/l < 0.2 && l < 40
}

// meets reports whether a line's box meets the picture.
func meets(line [][2]float64, w, h float64) bool {
	west := slices.MinFunc(line, func(a, b [2]float64) int { return sign(a[0] - b[0]) })[0]
	east := slices.MaxFunc(line, func(a, b [2]float64) int { return sign(a[0] - b[0]) })[0]
	top := slices.MinFunc(line, func(a, b [2]float64) int { return sign(a[1] - b[1]) })[1]
	foot := slices.MaxFunc(line, func(a, b [2]float64) int { return sign(a[1] - b[1]) })[1]
	return west < w && east > 0 && top < h && foot > 0
}

func sign(v float64) int {
	switch {
	case v < 0:
		return -1
	case v > 0:
		return 1
	}
	return 0
}

func coordinate(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10+0, 'f', -1, 64) }

// step writes the first half of a relative move, with its letter where it begins a run.
func step(v float64, first bool) string {
	s := coordinate(v)
	if first {
		return "l" + s
	}
	if strings.HasPrefix(s, "-") {
		return s
	}
	return " " + s
}

func spaced(v float64) string {
	s := coordinate(v)
	if strings.HasPrefix(s, "-") {
		return s
	}
	return " " + s
}

func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) //nolint:errcheck // a builder takes all
	return b.String()
}

// Draw gives the map as an SVG element.
func Draw(m Map) string {
	if m.Width == 0 {
		m.Width = DefaultWidth
	}
	if m.ID == "" {
		m.ID = "map"
	}
	f := newFrame(m.View, m.Width)
	height := f.height
	if m.Standalone {
		height += keyHeight
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="atlas" role="img" aria-labelledby="%s-title %s-desc" viewBox="0 0 %s %s">`+"\n",
		m.ID, m.ID, coordinate(m.Width), coordinate(height))
	fmt.Fprintf(&b, "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n", m.ID, escape(m.Title), m.ID, escape(m.Desc))
	if m.Standalone {
		fmt.Fprintf(&b, "<style>%s</style>\n", CSS)
	}
	b.WriteString(patterns(m.ID))
	fmt.Fprintf(&b, "<clipPath id=\"%s-frame\"><rect width=\"%s\" height=\"%s\"/></clipPath>\n", m.ID, coordinate(f.width), coordinate(f.height))
	fmt.Fprintf(&b, "<g clip-path=\"url(#%s-frame)\">\n<rect class=\"sea\" width=\"%s\" height=\"%s\"/>\n", m.ID, coordinate(f.width), coordinate(f.height))
	f.shapes(&b, m)
	f.disputed(&b, m)
	b.WriteString("</g>\n")
	if m.Standalone {
		key(&b, m, f)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// shapes draws the states: those without a part in it first, so that the lines
// of the others lie above.
func (f frame) shapes(b *strings.Builder, m Map) {
	order := slices.Clone(m.Shapes)
	slices.SortStableFunc(order, func(x, y Shape) int { return rank(y.Class) - rank(x.Class) })
	var small []Shape
	for _, s := range order {
		d, size := f.outline(s)
		if size < 7 && s.Class != NotBound {
			small = append(small, s)
		}
		if d == "" {
			continue
		}
		fmt.Fprintf(b, "<path id=\"%s-%s\" class=\"%s\"%s d=\"%s\"><title>%s</title></path>\n", m.ID, escape(s.ID), s.Class, fill(m.ID, s.Class), d, escape(s.says()))
	}
	for _, s := range small {
		if s.At == nil {
			continue
		}
		if x, y, ok := f.at(*s.At); ok && x > 0 && y > 0 && x < f.width && y < f.height {
			fmt.Fprintf(b, "<circle class=\"small %s\"%s cx=\"%s\" cy=\"%s\" r=\"4.5\"><title>%s</title></circle>\n",
				s.Class, fill(m.ID, s.Class), coordinate(x), coordinate(y), escape(s.says()))
		}
	}
}

func rank(c Class) int {
	return slices.IndexFunc(classes, func(x struct {
		class Class
		says  string
	}) bool {
		return x.class == c
	})
}

// says gives the words of a state on the map.
func (s Shape) says() string {
	out := s.Name + ": " + classes[max(rank(s.Class), 0)].says
	if s.Note != "" {
		out += " (" + s.Note + ")"
	}
	return out
}

// disputed draws the disputed places, and where the attack falls.
func (f frame) disputed(b *strings.Builder, m Map) {
	for i, a := range m.Disputed {
		title := escape(a.Name + ": " + a.Says)
		var drawn bool
		if d, size := f.path(Shape{Rings: a.Rings}); d != "" && size > 5 {
			fmt.Fprintf(b, "<clipPath id=\"%s-in%d\">", m.ID, i)
			for _, id := range a.Within {
				if slices.ContainsFunc(m.Shapes, func(s Shape) bool { return s.ID == id }) {
					fmt.Fprintf(b, "<use href=\"#%s-%s\"/>", m.ID, escape(id))
				}
			}
			fmt.Fprintf(b, "</clipPath><path class=\"disputed\" fill=\"url(#%s-disputed)\" clip-path=\"url(#%s-in%d)\" d=\"%s\"><title>%s</title></path>\n", m.ID, m.ID, i, d, title)
			drawn = true
		}
		if x, y, ok := f.at(a.At); ok && !drawn && x > 0 && y > 0 && x < f.width && y < f.height {
			fmt.Fprintf(b, "<rect class=\"disputed\" fill=\"url(#%s-disputed)\" x=\"%s\" y=\"%s\" width=\"6\" height=\"6\" transform=\"rotate(45 %s %s)\"><title>%s</title></rect>\n",
				m.ID, coordinate(x-3), coordinate(y-3), coordinate(x), coordinate(y), title)
		}
	}
	if m.Place == nil {
		return
	}
	if x, y, ok := f.at(*m.Place); ok {
		fmt.Fprintf(b, "<g class=\"place\"><circle cx=\"%s\" cy=\"%s\" r=\"7\"/><circle cx=\"%s\" cy=\"%s\" r=\"2\"/></g>\n",
			coordinate(x), coordinate(y), coordinate(x), coordinate(y))
	}
}

// fill names the pattern of a class that has one.
func fill(id string, c Class) string {
	switch c {
	case Contested, CannotTell, Attacker:
		return fmt.Sprintf(" fill=\"url(#%s-%s)\"", id, c)
	}
	return ""
}

// patterns are the fillings that part the classes without colour.
func patterns(id string) string {
	return fmt.Sprintf(`<defs>
<pattern id="%[1]s-contested" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="6" height="6"/><rect class="hatch" width="3" height="6"/></pattern>
<pattern id="%[1]s-cannot_tell" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="ground" width="5" height="5"/><circle class="dots" cx="2.5" cy="2.5" r="1.2"/></pattern>
<pattern id="%[1]s-attacker" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="against" width="5" height="5"/><path class="cross" d="M0 0L5 5M5 0L0 5"/></pattern>
<pattern id="%[1]s-disputed" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="ground" width="5" height="5"/><rect class="grey" width="2" height="5"/></pattern>
</defs>
`, id)
}

// keyHeight is the room for the key under a picture that stands alone.
const keyHeight = 64.0

// key draws the classes that occur, and the title.
func key(b *strings.Builder, m Map, f frame) {
	x, y := 12.0, f.height+22
	for _, c := range classes {
		if !slices.ContainsFunc(m.Shapes, func(s Shape) bool { return s.Class == c.class }) {
			continue
		}
		fmt.Fprintf(b, "<rect class=\"swatch %s\"%s x=\"%s\" y=\"%s\" width=\"22\" height=\"14\"/><text x=\"%s\" y=\"%s\">%s</text>\n",
			c.class, fill(m.ID, c.class), coordinate(x), coordinate(y-11), coordinate(x+28), coordinate(y+1), c.says)
		x += 28 + 9*float64(len(c.says)) + 18
	}
	if len(m.Disputed) > 0 {
		fmt.Fprintf(b, "<rect class=\"disputed\" fill=\"url(#%s-disputed)\" x=\"%s\" y=\"%s\" width=\"22\" height=\"14\"/><text x=\"%s\" y=\"%s\">disputed</text>\n",
			m.ID, coordinate(x), coordinate(y-11), coordinate(x+28), coordinate(y+1))
	}
	fmt.Fprintf(b, "<text class=\"note\" x=\"12\" y=\"%s\">%s</text>\n", coordinate(f.height+50), escape(m.Desc))
}

// CSS is the style of maps, for the page that holds them. The colours are those
// of Okabe and Ito (2008).
const CSS = `.atlas{max-width:100%;height:auto;--sea:#eef3f7;--land:#fbfbfa;--edge:#8a949e;--b:#0072b2;--t:#e69f00;--x:#9c4a85;--ground:#fff;--ink:#1b1f24}
@media screen and (prefers-color-scheme:dark){.atlas{--sea:#10161c;--land:#262c33;--edge:#77828d;--b:#56b4e9;--t:#f0b429;--x:#dd95c0;--ground:#1d232a;--ink:#e8eaed}}
.atlas .sea{fill:var(--sea)}.atlas path,.atlas .small,.atlas .swatch{stroke:var(--edge);stroke-width:.5;stroke-linejoin:round}
.atlas .not_bound{fill:var(--land)}.atlas .bound{fill:var(--b);stroke:var(--ground)}.atlas .target{fill:var(--t);stroke:var(--ink);stroke-width:1}
.atlas .contested,.atlas .cannot_tell,.atlas .attacker{stroke:var(--edge)}
.atlas .ground{fill:var(--ground)}.atlas .hatch{fill:var(--b)}.atlas .dots{fill:var(--b)}.atlas .against{fill:var(--ground)}.atlas .cross{stroke:var(--x);stroke-width:1.1;fill:none}
.atlas .small{stroke:var(--ink);stroke-width:.8}.atlas .disputed{stroke:var(--ink);stroke-width:.8}.atlas .grey{fill:var(--edge)}
.atlas .place circle{fill:none;stroke:var(--ink);stroke-width:1.6}.atlas path:hover,.atlas circle:hover{stroke:var(--ink);stroke-width:1.4}
.atlas text{font:13px system-ui,"Liberation Sans",Arial,sans-serif;fill:var(--ink)}.atlas .note{font-size:12px}
`
