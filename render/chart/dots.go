package chart

import (
	"math"
	"slices"
)

// Dot is an estimate with its interval, on a row of its own.
type Dot struct {
	Label             string
	Median, Low, High float64 // in the chart's scale; NaN for a figure that is not known
	// Group names the kind of estimate, such as a class of past events: dots
	// that follow each other with the same label share a row, and each group
	// has its own shape.
	Group string
	Note  string // below the label
}

// Dots draws estimates as dots with their intervals, the first on top.
func Dots(title, desc string, dots []Dot, o Options) string {
	if len(dots) == 0 {
		return empty(title, desc, o)
	}
	var groups []string
	var rows []row
	for _, d := range dots {
		g := slices.Index(groups, d.Group)
		if g < 0 {
			g = len(groups)
			groups = append(groups, d.Group)
		}
		if n := len(rows); n == 0 || rows[n-1].label != d.Label || d.Group == "" {
			rows = append(rows, row{label: d.Label, note: d.Note})
		}
		r := &rows[len(rows)-1]
		r.marks = append(r.marks, mark{v: d.Median, low: d.Low, high: d.High, series: g, text: o.estimate(Interval{d.Median, d.Low, d.High})})
	}
	c := begin(title, o.width(), o)
	if len(groups) > 1 {
		var keys []key
		for i, g := range groups {
			keys = append(keys, key{g, i, dotKey})
		}
		c.legend(keys)
	}
	return c.finishRows(title, desc, rows, false, o)
}

// finishRows draws rows over the whole width below what there is.
func (c *canvas) finishRows(title, desc string, rows []row, zero bool, o Options) string {
	r := layRows(c, rows, 4, c.w-8, o.narrow(), false)
	r.ax = newAxis(o.Scale, values(rows, o.Marks), r.right-r.left, zero, o.Zoom)
	c.y = r.draw(rows, c.y, o.Marks, o.axisTitle())
	return c.end(title, desc)
}

// axisTitle names the axis with its unit.
func (o Options) axisTitle() string {
	if o.Scale == Number && o.Unit != "" && o.Axis != "" {
		return o.Axis + " (" + o.Unit + ")"
	}
	return o.Axis
}

// Bar is a share or an amount, which bars may show: its length counts from 0.
type Bar struct {
	Label string
	Value float64 // NaN where there is no figure
	Note  string
}

// Bars draws amounts from 0, such as shares of spending; probabilities belong
// into [Dots].
func Bars(title, desc string, bars []Bar, o Options) string {
	if len(bars) == 0 {
		return empty(title, desc, o)
	}
	var rows []row
	for _, b := range bars {
		rows = append(rows, row{label: b.Label, note: b.Note, marks: []mark{{bar: true, v: b.Value, low: math.NaN(), high: math.NaN(), text: o.value(b.Value)}}})
	}
	return begin(title, o.width(), o).finishRows(title, desc, rows, true, o)
}
