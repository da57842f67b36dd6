package chart

import (
	"fmt"
	"math"
	"strconv"
)

// Swing is what one assumption does to the answer, moved alone over its range.
type Swing struct {
	Label         string
	AtLow, AtHigh float64 // the answer at the ends of the range
	Low, High     float64 // the range, in the assumption's own unit
}

// Tornado draws how far each assumption alone moves the answer from base, in the
// order given (the widest belongs on top). It shows no interaction: [Indices] do.
func Tornado(title, desc string, base float64, swings []Swing, o Options) string {
	if len(swings) == 0 {
		return empty(title, desc, o)
	}
	o.Zoom = true
	var rows []row
	for _, s := range swings {
		r := row{label: s.Label}
		if !math.IsNaN(s.Low) && !math.IsNaN(s.High) && s.Low != s.High {
			r.note = plain(s.Low) + " to " + plain(s.High)
		}
		for k, v := range []float64{s.AtLow, s.AtHigh} {
			b := base
			if math.IsNaN(b) {
				b = v
			}
			r.marks = append(r.marks, mark{bar: true, base: b, v: v, low: math.NaN(), high: math.NaN(), hollow: k == 0, series: k, text: o.value(v)})
		}
		rows = append(rows, r)
	}
	if finite(base) {
		o.Marks = append([]Mark{{At: base, Label: "central " + o.value(base)}}, o.Marks...)
	}
	c := begin(title, o.width(), o)
	c.legend([]key{{"at the low end of its range", 0, hollowKey}, {"at the high end", 1, barKey}})
	return c.finishRows(title, desc, rows, false, o)
}

// plain writes a number of an assumption as its file would have it.
func plain(v float64) string { return strconv.FormatFloat(v, 'g', 4, 64) }

// Index is the part of the answer's variance that one assumption makes.
type Index struct {
	Label string
	First Interval // alone
	Total Interval // with every interaction that it is in
}

// Indices draws first-order and total Sobol indices with their intervals
// (Sobol 2001; Saltelli et al. 2010). The scale is Number, whatever o says.
func Indices(title, desc string, indices []Index, o Options) string {
	if len(indices) == 0 {
		return empty(title, desc, o)
	}
	o.Scale, o.Unit = Number, ""
	if o.Axis == "" {
		o.Axis = "part of the variance of the answer"
	}
	var rows []row
	for _, x := range indices {
		rows = append(rows, row{label: x.Label, marks: []mark{
			{bar: true, v: x.First.Median, low: x.First.Low, high: x.First.High, text: o.estimate(x.First)},
			{bar: true, v: x.Total.Median, low: x.Total.Low, high: x.Total.High, hollow: true, series: 1, text: o.estimate(x.Total)},
		}})
	}
	c := begin(title, o.width(), o)
	c.legend([]key{{"first order: alone", 0, barKey}, {"total: with its interactions", 1, hollowKey}})
	return c.finishRows(title, desc, rows, true, o)
}

// Pair is what one state's coming is worth beside what it spends.
type Pair struct {
	Label    string
	Worth    Interval // in the chart's scale, such as percentage points of success
	Spending float64  // its share of spending in per cent; NaN for no figure
}

// Worth draws what each is worth beside its share of spending, on two axes that
// share their rows: the two are of different kinds and have no common scale.
// Below 480 units the second axis stands under the first. Marks are not drawn.
func Worth(title, desc string, pairs []Pair, o Options) string {
	if len(pairs) == 0 {
		return empty(title, desc, o)
	}
	if o.Axis == "" {
		o.Axis = "worth"
	}
	var worth, spending []row
	for _, p := range pairs {
		worth = append(worth, row{label: p.Label, marks: []mark{{v: p.Worth.Median, low: p.Worth.Low, high: p.Worth.High, text: o.estimate(p.Worth)}}})
		text := "no figure"
		if !math.IsNaN(p.Spending) {
			text = fmt.Sprintf("%.1f %%", p.Spending)
		}
		spending = append(spending, row{label: p.Label, marks: []mark{{v: p.Spending, low: math.NaN(), high: math.NaN(), series: 1, text: text}}})
	}
	c := begin(title, o.width(), o)
	c.legend([]key{{"what its coming is worth", 0, dotKey}, {"its share of spending", 1, dotKey}})
	left := c.w - 8
	if !o.narrow() {
		left = math.Round(0.66 * c.w)
	}
	r := layRows(c, worth, 4, left, o.narrow(), false)
	r.ax = newAxis(o.Scale, values(worth, nil), r.right-r.left, true, o.Zoom)
	start := c.y
	c.y = r.draw(worth, c.y, nil, o.axisTitle())
	s, y := layRows(c, spending, 4, c.w-8, true, false), c.y+10
	if !o.narrow() {
		s, y = layRows(c, spending, left+20, c.w-left-24, false, true), start
		s.heights = r.heights
	}
	s.ax = newAxis(Number, values(spending, nil), s.right-s.left, true, false)
	c.y = max(c.y, s.draw(spending, y, nil, "share of spending (%)"))
	return c.end(title, desc)
}
