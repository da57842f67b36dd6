package chart

import (
	"math"
)

// Point is a point of a line. Low and High bound its band; NaN for none.
type Point struct {
	X, Y, Low, High float64
	// Unstable marks a point of an equilibrium that a small push leaves, as
	// between two folds: the line that leads to it is dotted.
	Unstable bool
}

// Line is a line in the order of its points, so that it may turn back (as a
// branch of equilibria does at a fold). A point that is NaN breaks it.
type Line struct {
	Name   string
	Points []Point
}

// Marker is a point to be named, such as a fold.
type Marker struct {
	X, Y  float64
	Label string
}

// Curve draws lines with their bands and marks points on them: for example the
// chance of success over one member's commitment, with the folds.
func Curve(title, desc string, lines []Line, markers []Marker, o Options) string {
	xs, ys := spread(lines, markers)
	for _, m := range o.Marks {
		ys = append(ys, m.At)
	}
	if !anyFinite(ys) || !anyFinite(xs) {
		return empty(title, desc, o)
	}
	c := begin(title, o.width(), o)
	if len(lines) > 1 {
		var keys []key
		for i, l := range lines {
			keys = append(keys, key{l.Name, i, lineKey})
		}
		c.legend(keys)
	}
	for _, l := range wrap(o.axisTitle(), smallSize, c.w-16, 2) {
		c.text(4, c.y+13, "small", "start", l)
		c.y += 15
	}
	h := 300.0
	if o.narrow() {
		h = 220
	}
	p := &plot{c: c, top: c.y + 12, height: h}
	p.yAxis = newAxis(o.Scale, ys, h*1.2, false, o.Zoom)
	p.left, p.right = p.tickRoom()+10, c.w-18
	p.xAxis = newAxis(o.X, xs, p.right-p.left, false, true).tight(xs)
	p.frame(true, true)
	p.references(o.Marks)
	for i, l := range lines {
		p.band(l, i)
	}
	for i, l := range lines {
		p.line(l, i)
	}
	p.markers(markers)
	c.y = p.top + h + 24
	x := o.XAxis
	if o.XUnit != "" && x != "" {
		x += " (" + o.XUnit + ")"
	}
	for _, l := range wrap(x, smallSize, c.w-16, 2) {
		c.y += 15
		c.text(c.w/2, c.y, "small", "middle", l)
	}
	return c.end(title, desc)
}

func spread(lines []Line, markers []Marker) (xs, ys []float64) {
	for _, l := range lines {
		for _, p := range l.Points {
			xs, ys = append(xs, p.X), append(ys, p.Y, p.Low, p.High)
		}
	}
	for _, m := range markers {
		xs, ys = append(xs, m.X), append(ys, m.Y)
	}
	return xs, ys
}

func anyFinite(vs []float64) bool {
	for _, v := range vs {
		if finite(v) {
			return true
		}
	}
	return false
}

// plot is a rectangle with two axes.
type plot struct {
	c                        *canvas
	left, right, top, height float64
	xAxis, yAxis             axis
	taken                    [][4]float64 // where names of points stand
}

func (p *plot) at(x, y float64) (float64, float64) {
	return p.left + p.xAxis.at(x)*(p.right-p.left), p.top + (1-p.yAxis.at(y))*p.height
}

// tickRoom is the width of the widest tick of the vertical axis.
func (p *plot) tickRoom() float64 {
	w := 0.0
	for _, t := range p.yAxis.ticks {
		w = max(w, textWidth(p.yAxis.tick(t), smallSize))
	}
	return w
}

// frame draws grid, axes and the names of the ticks.
func (p *plot) frame(xNames, yNames bool) {
	bottom := p.top + p.height
	for _, t := range p.yAxis.ticks {
		_, y := p.at(p.xAxis.low, t)
		p.c.line("grid", p.left, y, p.right, y)
		if yNames {
			p.c.text(p.left-6, y+4, "tick", "end", p.yAxis.tick(t))
		}
	}
	end := math.Inf(-1)
	for i, t := range p.xAxis.ticks {
		x, _ := p.at(t, p.yAxis.low)
		p.c.line("grid", x, p.top, x, bottom)
		s := p.xAxis.tick(t)
		half := textWidth(s, smallSize) / 2
		x = min(max(x, p.left+half-4, half+1), p.right-half+4, p.c.w-half-1)
		if !xNames || x-half < end+4 || i > 0 && i < len(p.xAxis.ticks)-1 && p.right-x < 2*half+8 {
			continue
		}
		end = x + half
		p.c.text(x, bottom+17, "tick", "middle", s)
	}
	p.c.line("axis", p.left, bottom, p.right, bottom)
	p.c.line("axis", p.left, p.top, p.left, bottom)
}

// references draws values to compare with, their names at the right above the line.
func (p *plot) references(marks []Mark) {
	for _, m := range marks {
		if !finite(m.At) || p.yAxis.beyond(m.At) != 0 {
			continue
		}
		_, y := p.at(p.xAxis.low, m.At)
		p.c.line("ref", p.left, y, p.right, y)
		s := fit(m.Label, smallSize, p.right-p.left-8)
		w := textWidth(s, smallSize)
		ty := p.free(p.right-4-w, y-5, w, 1)
		p.c.text(p.right-4, ty, "small halo", "end", s)
	}
}

// free gives a height near y at which lines of the width w cover no others.
func (p *plot) free(x, y, w float64, lines int) float64 {
	deep := 14 * float64(lines-1) // y is the foot of the first line
	for k := range 13 {           // 0, 16, -16, 32, -32, ...
		d := 16 * float64((k+1)/2) * float64(2*(k%2)-1)
		ty := y + d
		if ty-12 < p.top-8 || ty+deep > p.top+p.height-2 {
			continue
		}
		clear := true
		for _, b := range p.taken {
			clear = clear && (x+w < b[0] || x > b[2] || ty+deep < b[1] || ty-12 > b[3])
		}
		if clear {
			y = ty
			break
		}
	}
	y = min(max(y, p.top+6), p.top+p.height-2-deep)
	p.taken = append(p.taken, [4]float64{x, y - 12, x + w, y + deep})
	return y
}

// band fills between the bounds, one piece for each stretch that has them.
func (p *plot) band(l Line, series int) {
	var up, down [][2]float64
	flush := func() {
		if len(up) > 1 {
			for i := len(down) - 1; i >= 0; i-- {
				up = append(up, down[i])
			}
			p.c.path("band f"+kind(series), up, true)
		}
		up, down = nil, nil
	}
	for _, q := range l.Points {
		if !finite(q.X) || math.IsNaN(q.Low) || math.IsNaN(q.High) {
			flush()
			continue
		}
		x, y1 := p.at(q.X, q.High)
		_, y2 := p.at(q.X, q.Low)
		up, down = append(up, [2]float64{x, y1}), append(down, [2]float64{x, y2})
	}
	flush()
}

// line draws a line, its unstable stretches dotted.
func (p *plot) line(l Line, series int) {
	var pts [][2]float64
	unstable := false
	flush := func() {
		class := "line l" + kind(series)
		if unstable {
			class += " unstable"
		} else {
			class += " d" + kind(series)
		}
		if len(pts) > 1 {
			p.c.path(class, pts, false)
		} else if len(pts) == 1 {
			p.c.dot(series, pts[0][0], pts[0][1])
		}
		pts = nil
	}
	for _, q := range l.Points {
		if !finite(q.X) || !finite(q.Y) {
			flush()
			continue
		}
		x, y := p.at(q.X, q.Y)
		if q.Unstable != unstable && len(pts) > 0 {
			last := pts[len(pts)-1]
			if len(pts) > 1 {
				flush()
			}
			pts = [][2]float64{last}
		}
		unstable = q.Unstable
		if n := len(pts); n > 1 && math.Hypot(pts[n-1][0]-x, pts[n-1][1]-y) < 0.4 {
			continue // nobody sees it
		}
		pts = append(pts, [2]float64{x, y})
	}
	flush()
}

// markers draws points as diamonds with their names beside them, where no other
// name stands.
func (p *plot) markers(list []Marker) {
	for _, m := range list {
		if !finite(m.X) || !finite(m.Y) {
			continue
		}
		x, y := p.at(m.X, m.Y)
		p.c.open(m.Label)
		p.c.diamond("fold", x, y, 6)
		right := x < (p.left+p.right)/2
		room := x - p.left - 14
		if right {
			room = p.right - x - 14
		}
		lines := wrap(m.Label, smallSize, room, 3)
		w := 0.0
		for _, s := range lines {
			w = max(w, textWidth(s, smallSize))
		}
		tx, anchor, from := x+11, "start", x+11
		if !right {
			tx, anchor, from = x-11, "end", x-11-w
		}
		ty := p.free(from, y+4, w, len(lines))
		for i, s := range lines {
			p.c.text(tx, ty+14*float64(i), "val halo", anchor, s)
		}
		p.c.close()
	}
}

// Panel is one of several small charts with common axes.
type Panel struct {
	Title string
	Lines []Line
}

// Multiples draws small charts on common axes side by side, such as one for each
// member; the marks of o cross all of them.
func Multiples(title, desc string, panels []Panel, o Options) string {
	var xs, ys []float64
	var names []string
	for _, q := range panels {
		x, y := spread(q.Lines, nil)
		xs, ys = append(xs, x...), append(ys, y...)
		for i, l := range q.Lines {
			if i == len(names) {
				names = append(names, l.Name)
			}
		}
	}
	for _, m := range o.Marks {
		ys = append(ys, m.At)
	}
	if !anyFinite(xs) || !anyFinite(ys) {
		return empty(title, desc, o)
	}
	c := begin(title, o.width(), o)
	if len(names) > 1 {
		var keys []key
		for i, n := range names {
			keys = append(keys, key{n, i, lineKey})
		}
		c.legend(keys)
	}
	for _, l := range wrap(multiplesTitle(o), smallSize, c.w-16, 3) {
		c.text(4, c.y+13, "small", "start", l)
		c.y += 15
	}
	c.panels(panels, xs, ys, o)
	return c.end(title, desc)
}

func multiplesTitle(o Options) string {
	s := o.axisTitle()
	if o.XAxis != "" {
		s += ", over " + o.XAxis
	}
	for _, m := range o.Marks {
		if m.Label != "" && finite(m.At) {
			s += "; dashed: " + m.Label
		}
	}
	return s
}

// panels lays the small charts in rows.
func (c *canvas) panels(panels []Panel, xs, ys []float64, o Options) {
	const height, gap, headroom = 96.0, 14.0, 28.0
	first := &plot{c: c}
	first.yAxis = newAxis(o.Scale, ys, height*1.6, o.Scale == Number, o.Zoom)
	room := first.tickRoom() + 10
	cols := min(max(2, int((c.w-room)/165)), 5)
	width := (c.w - room - 14 - gap*float64(cols-1)) / float64(cols)
	top := c.y
	for i, q := range panels {
		p := &plot{c: c, top: top + headroom, height: height, yAxis: first.yAxis}
		p.left = room + float64(i%cols)*(width+gap)
		p.right = p.left + width
		p.xAxis = newAxis(o.X, xs, width, false, true).tight(xs)
		c.text(p.left, top+headroom-8, "head", "start", fit(q.Title, labelSize, width))
		p.frame(i >= len(panels)-cols, i%cols == 0)
		for _, m := range o.Marks {
			if finite(m.At) && p.yAxis.beyond(m.At) == 0 {
				_, y := p.at(p.xAxis.low, m.At)
				c.line("ref", p.left, y, p.right, y)
			}
		}
		for k, l := range q.Lines {
			p.band(l, k)
			p.line(l, k)
		}
		c.y = top + headroom + height + 22
		if i%cols == cols-1 {
			top += headroom + height + 10
		}
	}
}
