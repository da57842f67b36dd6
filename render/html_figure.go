package render

import (
	"math"
	"strconv"

	"casus/render/chart"
)

// Each function below makes a figure of the package chart together with the
// table of the same figures. desc is for those who cannot see the picture; the
// width and the id of o are the page's affair.

// DotsFigure is [chart.Dots].
func DotsFigure(title, desc, source string, dots []chart.Dot, o chart.Options) *Figure {
	t := Table{Caption: title, Columns: []Column{{Head: ""}}}
	grouped := false
	for _, d := range dots {
		grouped = grouped || d.Group != ""
	}
	if grouped {
		t.Columns = append(t.Columns, Column{Head: "class"})
	}
	t.Columns = append(t.Columns, Column{"median", true}, Column{"low", true}, Column{"high", true})
	for _, d := range dots {
		row := []string{d.Label}
		if grouped {
			row = append(row, d.Group)
		}
		t.Rows = append(t.Rows, append(row, cells(chart.Interval{Median: d.Median, Low: d.Low, High: d.High}, o)...))
	}
	return figure(title, source, t, o, func(o chart.Options) string { return chart.Dots(title, desc, dots, o) })
}

// BarsFigure is [chart.Bars]; what says what the bars are.
func BarsFigure(title, desc, source, what string, bars []chart.Bar, o chart.Options) *Figure {
	t := Table{Caption: title, Columns: []Column{{Head: ""}, {what, true}}}
	for _, b := range bars {
		t.Rows = append(t.Rows, []string{b.Label, chart.Value(b.Value, o)})
	}
	return figure(title, source, t, o, func(o chart.Options) string { return chart.Bars(title, desc, bars, o) })
}

// CalibrationFigure is [chart.Calibration].
func CalibrationFigure(title, desc, source string, bins []chart.Bin, o chart.Options) *Figure {
	t := Table{Caption: title, Columns: []Column{{"forecast", true}, {"followed", true}, {"low", true}, {"high", true}, {"cases", true}}}
	for _, b := range bins {
		t.Rows = append(t.Rows, append(append([]string{chart.Value(b.Forecast, o)}, cells(chart.Interval{Median: b.Rate, Low: b.Low, High: b.High}, o)...), strconv.Itoa(b.N)))
	}
	return figure(title, source, t, o, func(o chart.Options) string { return chart.Calibration(title, desc, bins, o) })
}

// TornadoFigure is [chart.Tornado].
func TornadoFigure(title, desc, source string, base float64, swings []chart.Swing, o chart.Options) *Figure {
	t := Table{Caption: title, Columns: []Column{{Head: "assumption"}, {"from", true}, {"to", true}, {"answer at the low end", true}, {"at the high end", true}}}
	for _, s := range swings {
		t.Rows = append(t.Rows, []string{s.Label, strconv.FormatFloat(s.Low, 'g', 4, 64), strconv.FormatFloat(s.High, 'g', 4, 64), chart.Value(s.AtLow, o), chart.Value(s.AtHigh, o)})
	}
	return figure(title, source, t, o, func(o chart.Options) string { return chart.Tornado(title, desc, base, swings, o) })
}

// IndicesFigure is [chart.Indices].
func IndicesFigure(title, desc, source string, indices []chart.Index, o chart.Options) *Figure {
	o.Scale, o.Unit = chart.Number, ""
	t := Table{Caption: title, Columns: []Column{{Head: "assumption"}, {"first order", true}, {"total", true}}}
	for _, x := range indices {
		t.Rows = append(t.Rows, []string{x.Label, chart.Estimate(x.First, o), chart.Estimate(x.Total, o)})
	}
	return figure(title, source, t, o, func(o chart.Options) string { return chart.Indices(title, desc, indices, o) })
}

// WorthFigure is [chart.Worth].
func WorthFigure(title, desc, source string, pairs []chart.Pair, o chart.Options) *Figure {
	t := Table{Caption: title, Columns: []Column{{Head: ""}, {o.Axis, true}, {"share of spending", true}}}
	for _, p := range pairs {
		share := "no figure"
		if !math.IsNaN(p.Spending) {
			share = strconv.FormatFloat(p.Spending, 'f', 1, 64) + " %"
		}
		t.Rows = append(t.Rows, []string{p.Label, chart.Estimate(p.Worth, o), share})
	}
	return figure(title, source, t, o, func(o chart.Options) string { return chart.Worth(title, desc, pairs, o) })
}

// curveRows bounds how many points of a curve its table lists: every k-th, and
// all markers.
const curveRows = 60

// CurveFigure is [chart.Curve].
func CurveFigure(title, desc, source string, lines []chart.Line, markers []chart.Marker, o chart.Options) *Figure {
	t := Table{Caption: title, Columns: []Column{{Head: "line"}, {o.XAxis, true}, {o.Axis, true}, {"low", true}, {"high", true}}}
	x := chart.Options{Scale: o.X}
	for _, m := range markers {
		t.Rows = append(t.Rows, []string{m.Label, chart.Value(m.X, x), chart.Value(m.Y, o), "", ""})
	}
	for _, l := range lines {
		every := (len(l.Points) + curveRows - 1) / curveRows
		for i, q := range l.Points {
			if i%every == 0 || i == len(l.Points)-1 {
				t.Rows = append(t.Rows, append([]string{l.Name, chart.Value(q.X, x)}, cells(chart.Interval{Median: q.Y, Low: q.Low, High: q.High}, o)...))
			}
		}
	}
	return figure(title, source, t, o, func(o chart.Options) string { return chart.Curve(title, desc, lines, markers, o) })
}

// MultiplesFigure is [chart.Multiples].
func MultiplesFigure(title, desc, source string, panels []chart.Panel, o chart.Options) *Figure {
	t := Table{Caption: title, Columns: []Column{{Head: ""}, {Head: "line"}, {o.XAxis, true}, {o.Axis, true}}}
	for _, q := range panels {
		for _, l := range q.Lines {
			for _, p := range l.Points {
				t.Rows = append(t.Rows, []string{q.Title, l.Name, strconv.FormatFloat(p.X, 'g', 6, 64), chart.Value(p.Y, o)})
			}
		}
	}
	return figure(title, source, t, o, func(o chart.Options) string { return chart.Multiples(title, desc, panels, o) })
}

func figure(title, source string, data Table, o chart.Options, draw func(chart.Options) string) *Figure {
	return &Figure{Title: title, Source: source, Data: data, Draw: func(width int, id string) string {
		o := o
		o.Width, o.ID = width, id
		return draw(o)
	}}
}

// cells writes an interval in three cells, "" for a bound that there is not.
func cells(i chart.Interval, o chart.Options) []string {
	out := []string{chart.Value(i.Median, o), "", ""}
	for k, v := range []float64{i.Low, i.High} {
		if !math.IsNaN(v) {
			out[k+1] = chart.Value(v, o)
		}
	}
	return out
}
