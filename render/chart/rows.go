package chart

import "math"

// row is one line of a chart that reads from top to bottom: a label and marks.
type row struct {
	label string
	note  string
	marks []mark
}

// mark is one thing drawn on a row, in a lane of its own.
type mark struct {
	bar       bool    // from base to v, else a dot at v
	base      float64 // where a bar begins
	v         float64
	low, high float64 // the whisker; NaN for none
	hollow    bool
	series    int
	text      string // beside the row
}

// rowChart is where the parts of rows stand.
type rowChart struct {
	c              *canvas
	ax             axis
	left, right    float64 // of the axis
	labelX, labelW float64
	valueX         float64 // where the texts of marks end, at the right
	above          bool    // labels stand above their rows
	bare           bool    // a second panel, without labels
	heights        []float64
}

// Heights within a row.
const (
	lane     = 18.0 // of one mark
	labelRow = 16.0 // of one line of a label
	noteRow  = 14.0
	rowGap   = 8.0
)

// values lists everything an axis must show.
func values(rows []row, marks []Mark) []float64 {
	var out []float64
	for _, r := range rows {
		for _, m := range r.marks {
			out = append(out, m.v, m.low, m.high)
			if m.bar {
				out = append(out, m.base)
			}
		}
	}
	for _, m := range marks {
		out = append(out, m.At)
	}
	return out
}

// layRows shares the width from x to x+w between labels, axis and values.
func layRows(c *canvas, rows []row, x, w float64, above, bare bool) *rowChart {
	r := &rowChart{c: c, above: above, bare: bare}
	labels, texts := 0.0, 0.0
	for _, row := range rows {
		labels = max(labels, textWidth(row.label, labelSize), min(textWidth(row.note, smallSize), 160))
		for _, m := range row.marks {
			texts = max(texts, textWidth(m.text, smallSize))
		}
	}
	texts = min(texts, 0.5*w)
	r.labelX, r.valueX = x, x+w
	r.right = x + w - texts - 16
	switch {
	case bare:
		r.left = x + 10
	case above:
		r.labelW, r.left = w-8, x+14
	default:
		r.labelW = min(labels, 0.34*w)
		r.left = x + r.labelW + 22
	}
	for _, row := range rows {
		h := lane * float64(max(1, len(row.marks)))
		text := 0.0
		if !bare {
			text = r.textHeight(row)
		}
		if above {
			h += text + 2
		} else {
			h = max(h, text)
		}
		r.heights = append(r.heights, h+rowGap)
	}
	return r
}

func (r *rowChart) labelLines(row row) (label, note []string) {
	return wrap(row.label, labelSize, r.labelW, 3), wrap(row.note, smallSize, r.labelW, 2)
}

func (r *rowChart) textHeight(row row) float64 {
	label, note := r.labelLines(row)
	return labelRow*float64(len(label)) + noteRow*float64(len(note))
}

// x gives the place of a value on the axis.
func (r *rowChart) x(v float64) float64 { return r.left + r.ax.at(v)*(r.right-r.left) }

// draw draws the rows from y on, with the values to compare with above and the
// axis below, and gives where it ends.
func (r *rowChart) draw(rows []row, y float64, marks []Mark, title string) float64 {
	y = r.refLabels(marks, y)
	top := y
	bottom := y
	for i := range rows {
		bottom += r.heights[i]
	}
	if !r.above {
		r.rules(marks, top, bottom)
	}
	for i, row := range rows {
		if r.above { // no rule through a label
			r.rules(marks, y+r.heights[i]-rowGap/2-lane*float64(len(row.marks)), y+r.heights[i])
		}
		r.row(row, y, r.heights[i])
		y += r.heights[i]
	}
	return r.axisBelow(bottom, title)
}

// rules draws the grid and the values to compare with between two heights.
func (r *rowChart) rules(marks []Mark, top, bottom float64) {
	for _, t := range r.ax.ticks {
		r.c.line("grid", r.x(t), top, r.x(t), bottom)
	}
	for _, m := range marks {
		if finite(m.At) && r.ax.beyond(m.At) == 0 {
			r.c.line("ref", r.x(m.At), top, r.x(m.At), bottom)
		}
	}
}

// axisBelow writes the ticks, none over another, and what the axis measures.
func (r *rowChart) axisBelow(y float64, title string) float64 {
	r.c.line("axis", r.left, y, r.right, y)
	end := math.Inf(-1)
	for i, t := range r.ax.ticks {
		s := r.ax.tick(t)
		half := textWidth(s, smallSize) / 2
		x := min(max(r.x(t), half+1), r.c.w-half-1)
		if x-half < end+4 || i > 0 && i < len(r.ax.ticks)-1 && r.x(r.ax.high)-x < 2*half+8 {
			continue
		}
		end = x + half
		r.c.text(x, y+16, "tick", "middle", s)
	}
	y += 20
	room := r.c.w - 8
	if r.bare || !r.above && r.valueX < r.c.w-20 {
		room = r.valueX - r.left
	}
	for _, l := range wrap(title, smallSize, min(room, r.c.w-8), 2) {
		half := textWidth(l, smallSize) / 2
		x := min(max((r.left+r.right)/2, half+2), r.c.w-half-2)
		y += 15
		r.c.text(x, y, "small", "middle", l)
	}
	return y + 6
}

// refLabels writes the names of the values to compare with above the rows, on
// as many lines as they need to stay apart.
func (r *rowChart) refLabels(marks []Mark, y float64) float64 {
	var ends []float64 // of each line, the place up to which it is full
	for _, m := range marks {
		if !finite(m.At) || r.ax.beyond(m.At) != 0 || m.Label == "" {
			continue
		}
		s := fit(m.Label, smallSize, r.c.w-8)
		half := textWidth(s, smallSize) / 2
		x := min(max(r.x(m.At), half+2), r.c.w-half-2)
		k := 0
		for k < len(ends) && x-half < ends[k]+10 {
			k++
		}
		if k == len(ends) {
			ends = append(ends, 0)
		}
		ends[k] = x + half
		r.c.text(x, y+13+15*float64(k), "small", "middle", s)
	}
	if len(ends) == 0 {
		return y + 4
	}
	return y + 15*float64(len(ends)) + 6
}

// row draws one row in its height.
func (r *rowChart) row(row row, y, h float64) {
	c := r.c
	c.open(tooltip(row))
	if !r.bare {
		label, note := r.labelLines(row)
		ty := y + rowGap/2
		if !r.above {
			ty = y + (h-r.textHeight(row))/2
		}
		for _, l := range label {
			ty += labelRow
			c.text(r.labelX, ty-4, "halo", "start", l)
		}
		for _, l := range note {
			ty += noteRow
			c.text(r.labelX, ty-3, "small halo", "start", l)
		}
	}
	lanes := lane * float64(len(row.marks))
	first := y + (h-lanes)/2
	if r.above {
		first = y + h - rowGap/2 - lanes
	}
	for i, m := range row.marks {
		r.mark(m, first+lane*(float64(i)+0.5))
	}
	c.close()
}

func tooltip(row row) string {
	s := row.label
	for i, m := range row.marks {
		if i == 0 {
			s += ": "
		} else {
			s += "; "
		}
		s += m.text
	}
	return s
}

// mark draws one dot or bar at the height y, with its whisker and its text.
func (r *rowChart) mark(m mark, y float64) {
	c := r.c
	c.text(r.valueX, y+4, "val", "end", fit(m.text, smallSize, r.valueX-r.right-8))
	if math.IsNaN(m.v) {
		return
	}
	if m.bar {
		class := "f" + kind(m.series)
		if m.hollow {
			class = "hollow l" + kind(m.series)
		}
		c.rect(class, r.x(m.base), y-5, r.x(m.v)-r.x(m.base), 10)
	}
	if !math.IsNaN(m.low) && !math.IsNaN(m.high) {
		r.whisker(m, y)
	}
	switch side := r.ax.beyond(m.v); {
	case side != 0:
		c.arrow(m.series, r.x(m.v), y, side > 0)
	case !m.bar:
		c.dot(m.series, r.x(m.v), y)
	}
}

// whisker draws an interval; an end beyond the axis has no cap.
func (r *rowChart) whisker(m mark, y float64) {
	class := "cap l" + kind(m.series)
	if m.bar {
		class = "axis"
	}
	low, high := min(m.low, m.high), max(m.low, m.high)
	x1, x2 := r.x(low), r.x(high)
	r.c.line(class, x1, y, x2, y)
	if r.ax.beyond(low) == 0 {
		r.c.line(class, x1, y-4, x1, y+4)
	}
	if r.ax.beyond(high) == 0 {
		r.c.line(class, x2, y-4, x2, y+4)
	}
}

// key is one entry of a legend.
type key struct {
	label  string
	series int
	draw   func(c *canvas, series int, x, y float64)
}

func dotKey(c *canvas, series int, x, y float64) { c.dot(series, x, y) }

func barKey(c *canvas, series int, x, y float64) { c.rect("f"+kind(series), x-6, y-5, 12, 10) }

func hollowKey(c *canvas, series int, x, y float64) {
	c.rect("hollow l"+kind(series), x-6, y-5, 12, 10)
}

func lineKey(c *canvas, series int, x, y float64) {
	c.line("line l"+kind(series)+" d"+kind(series), x-12, y, x+12, y)
}

// legend writes what the marks mean, on as many lines as it needs.
func (c *canvas) legend(keys []key) {
	if len(keys) == 0 {
		return
	}
	x, wide := 4.0, 14.0
	for _, k := range keys {
		s := fit(k.label, smallSize, c.w-44)
		if k.label == "" {
			continue
		}
		w := textWidth(s, smallSize)
		if x > 4 && x+wide+14+w > c.w-4 {
			x = 4
			c.y += 18
		}
		k.draw(c, k.series, x+wide, c.y+9)
		c.text(x+wide+16, c.y+13, "small", "start", s)
		x += wide + 16 + w + 14
	}
	c.y += 24
}
