// Package chart draws figures as SVG: dots with intervals, reliability
// diagrams, tornado and Sobol charts, what each is worth beside what it spends,
// and lines with bands. It gives the same bytes for the same figures, fetches
// nothing, and computes nothing but places on paper.
//
// Start with [Dots]. Every function takes a title and a description for those
// who cannot see the picture, and gives one <svg> element. Inside a page its
// colours come from [CSS], which belongs into the page's one style element; with
// Options.Standalone the picture carries them itself and can be saved as a file.
package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Scale says what a chart's values are, and so how its axis runs.
type Scale int

// The scales.
const (
	// Probability runs from 0 to 100 %, evenly.
	Probability Scale = iota
	// LogProbability runs from 0.01 % to 100 %, each decade as long as the next:
	// for rare events. What lies below stands at the edge, with an arrow.
	LogProbability
	// Number runs evenly over the values.
	Number
	// Ratio runs over the logarithm of the values, and past 1: for odds ratios.
	Ratio
)

// Options is what charts have in common. The zero value draws probabilities from
// 0 to 100 %, 720 units wide, for a page that has [CSS].
type Options struct {
	// Width is that of the picture in units of its own, from 280 to 1600; 0
	// means 720. Below 480 labels stand above their rows and not beside them.
	Width int
	// ID begins the ids inside the picture, which must differ from all others
	// on the same page; "" means "chart".
	ID string
	// Scale is that of the values (for [Curve], the vertical one).
	Scale Scale
	// Zoom lets an axis of probabilities cover the values only.
	Zoom bool
	// Unit stands behind numbers on the scale Number: "% of GDP".
	Unit string
	// Axis says in words what the values are.
	Axis string
	// X, XAxis and XUnit are the same for the horizontal axis of [Curve] and
	// [Multiples].
	X     Scale
	XAxis string
	XUnit string
	// Marks are values to compare with, such as a base rate.
	Marks []Mark
	// Standalone makes a picture that stands alone: with its title, its source
	// and its own style.
	Standalone bool
	// Source is the source and its date, shown on a standalone picture.
	Source string
}

// Mark is a value to compare with: a dashed line across the chart.
type Mark struct {
	At    float64
	Label string
}

// Interval is an estimate with its interval. A bound that is NaN is not drawn.
type Interval struct {
	Median, Low, High float64
}

func (o Options) width() float64 {
	if o.Width == 0 {
		return 720
	}
	return float64(max(280, min(o.Width, 1600)))
}

func (o Options) narrow() bool { return o.width() < 480 }

// Percent writes a probability as people read it. None is ever 0 or 100 %: what
// is nearer than the last digit says so, and what is no number is "unknown".
func Percent(p float64) string {
	switch v := 100 * p; {
	case math.IsNaN(v):
		return "unknown"
	case v < 0.05:
		return "<0.1 %"
	case v < 9.95:
		return fmt.Sprintf("%.1f %%", v)
	case v <= 99:
		return fmt.Sprintf("%.0f %%", v)
	case v <= 99.9:
		return fmt.Sprintf("%.1f %%", v)
	}
	return ">99.9 %"
}

// finePercent is Percent for an axis that shows hundredths of a per cent.
func finePercent(p float64) string {
	switch v := 100 * p; {
	case v < 0.005:
		return "<0.01 %"
	case v < 0.995:
		return fmt.Sprintf("%.2f %%", v)
	}
	return Percent(p)
}

// number writes a figure with three digits or the whole part.
func number(v float64) string {
	a := math.Abs(v)
	switch {
	case math.IsNaN(v):
		return "no figure"
	case math.IsInf(v, 1):
		return "beyond bounds"
	case math.IsInf(v, -1):
		return "below bounds"
	case a >= 1e9:
		return strconv.FormatFloat(v, 'g', 3, 64)
	case a >= 99.95:
		return grouped(v)
	case a >= 9.995:
		return fmt.Sprintf("%.1f", v)
	case a >= 0.005 || v == 0:
		return fmt.Sprintf("%.2f", v)
	}
	return strconv.FormatFloat(v, 'g', 2, 64)
}

// grouped writes a whole number with commas between thousands.
func grouped(v float64) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if v < 0 && s != "0" {
		s = "-" + s
	}
	return s
}

// value writes one value of the scale.
func (o Options) value(v float64) string {
	if math.IsNaN(v) {
		return "no figure"
	}
	switch o.Scale {
	case Probability:
		return Percent(v)
	case LogProbability:
		return finePercent(v)
	case Ratio:
		return number(v)
	}
	if o.Unit != "" {
		return number(v) + " " + o.Unit
	}
	return number(v)
}

// bare is value without its unit, for bounds behind an estimate.
func (o Options) bare(v float64) string {
	o.Unit = ""
	return strings.TrimSuffix(o.value(v), " %")
}

// estimate writes a value with its interval: "34 % (21 to 48)".
func (o Options) estimate(i Interval) string {
	if math.IsNaN(i.Median) || math.IsNaN(i.Low) || math.IsNaN(i.High) {
		return o.value(i.Median)
	}
	return fmt.Sprintf("%s (%s to %s)", o.value(i.Median), o.bare(i.Low), o.bare(i.High))
}

// Estimate writes a value with its interval as the chart does beside its mark:
// for the table of the same figures.
func Estimate(i Interval, o Options) string { return o.estimate(i) }

// Value writes one value as the chart does.
func Value(v float64, o Options) string { return o.value(v) }
