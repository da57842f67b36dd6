package chart_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"casus/render/chart"
)

// hostile is a label as an enemy of the page would write it.
const hostile = "</text></svg><script>alert(1)</script> & \"quotes\" 'x' onload=\x00\x1b[31m\u202e ]]> \xff\n日本"

// element is what a test reads of an SVG element.
type element struct {
	name  string
	attrs map[string]string
}

// read parses a picture strictly and gives its elements and its text.
func read(t *testing.T, svg string) (elements []element, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return elements, text
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, svg)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			e := element{x.Name.Local, map[string]string{}}
			for _, a := range x.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			elements = append(elements, e)
		case xml.CharData:
			text += string(x)
		}
	}
}

// TestPicturesAreSafe: what a label says stays text, nothing is fetched, nothing
// runs, and no style stands in an attribute, so that a strict policy allows all of it.
func TestPicturesAreSafe(t *testing.T) {
	allowed := map[string]bool{"svg": true, "title": true, "desc": true, "g": true, "text": true, "line": true, "rect": true, "circle": true, "polyline": true, "polygon": true}
	i := chart.Interval{Median: 0.3, Low: 0.2, High: 0.4}
	o := chart.Options{ID: hostile, Axis: hostile, XAxis: hostile, Unit: hostile, Source: hostile, Marks: []chart.Mark{{At: 0.3, Label: hostile}}}
	lines := []chart.Line{{Name: hostile, Points: []chart.Point{{X: 0, Y: 0.1}, {X: 1, Y: 0.4}}}, {Name: hostile}}
	for name, svg := range map[string]string{
		"dots":        chart.Dots(hostile, hostile, []chart.Dot{{Label: hostile, Group: hostile, Note: hostile, Median: 0.3}, {Label: "a", Group: "b"}}, o),
		"bars":        chart.Bars(hostile, hostile, []chart.Bar{{Label: hostile, Value: 1, Note: hostile}}, o),
		"tornado":     chart.Tornado(hostile, hostile, 0.3, []chart.Swing{{Label: hostile, AtLow: 0.2, AtHigh: 0.4}}, o),
		"indices":     chart.Indices(hostile, hostile, []chart.Index{{Label: hostile, First: i, Total: i}}, o),
		"worth":       chart.Worth(hostile, hostile, []chart.Pair{{Label: hostile, Worth: i, Spending: 3}}, o),
		"calibration": chart.Calibration(hostile, hostile, []chart.Bin{{Forecast: 0.1, Rate: 0.2, Low: 0.1, High: 0.3, N: 7}}, o),
		"curve":       chart.Curve(hostile, hostile, lines, []chart.Marker{{X: 0.5, Y: 0.2, Label: hostile}}, o),
		"multiples":   chart.Multiples(hostile, hostile, []chart.Panel{{Title: hostile, Lines: lines}}, o),
		"none":        chart.Dots(hostile, hostile, nil, o),
	} {
		elements, text := read(t, svg)
		if !strings.Contains(text, "<script>") {
			t.Errorf("%s: the label is not there as text", name)
		}
		for _, e := range elements {
			if !allowed[e.name] {
				t.Errorf("%s: element %s", name, e.name)
			}
			for a, v := range e.attrs {
				if strings.HasPrefix(a, "on") || a == "style" || a == "href" || a != "xmlns" && strings.Contains(v, "://") {
					t.Errorf("%s: attribute %s=%q", name, a, v)
				}
			}
		}
		if strings.ContainsAny(svg, "\x00\x1b\u202e") {
			t.Errorf("%s: control characters got through", name)
		}
	}
}

// TestLabelledForReaders: a picture is an image with a name and a description
// for those who hear it.
func TestLabelledForReaders(t *testing.T) {
	elements, text := read(t, chart.Dots("Who would come", "Most likely first.", []chart.Dot{{Label: "Poland", Median: 0.5, Low: 0.4, High: 0.6}}, chart.Options{ID: "fig1"}))
	if e := elements[0]; e.attrs["role"] != "img" || e.attrs["aria-labelledby"] != "fig1-title fig1-desc" {
		t.Errorf("svg: %v", e.attrs)
	}
	if elements[1].attrs["id"] != "fig1-title" || elements[2].attrs["id"] != "fig1-desc" {
		t.Errorf("title and desc: %v %v", elements[1], elements[2])
	}
	for _, s := range []string{"Who would come", "Most likely first.", "Poland", "50 % (40 to 60)"} {
		if !strings.Contains(text, s) {
			t.Errorf("no %q", s)
		}
	}
}

// TestNothingToDraw: without figures there is a sentence, and a figure that is
// not known is named so and has no mark.
func TestNothingToDraw(t *testing.T) {
	for name, svg := range map[string]string{
		"dots": chart.Dots("t", "", nil, chart.Options{}), "bars": chart.Bars("t", "", nil, chart.Options{}),
		"tornado": chart.Tornado("t", "", nan, nil, chart.Options{}), "indices": chart.Indices("t", "", nil, chart.Options{}),
		"worth": chart.Worth("t", "", nil, chart.Options{}), "calibration": chart.Calibration("t", "", []chart.Bin{{Forecast: nan, Rate: nan}}, chart.Options{}),
		"curve": chart.Curve("t", "", []chart.Line{{Points: []chart.Point{{X: nan, Y: nan}}}}, nil, chart.Options{}), "multiples": chart.Multiples("t", "", nil, chart.Options{}),
	} {
		if _, text := read(t, svg); !strings.Contains(text, "There are no figures to draw.") {
			t.Errorf("%s: %s", name, svg)
		}
	}
	svg := chart.Dots("t", "", []chart.Dot{{Label: "Belarus", Median: nan, Low: nan, High: nan}}, chart.Options{})
	if !strings.Contains(svg, "no figure") || strings.Contains(svg, "<circle") {
		t.Errorf("a figure that is not known: %s", svg)
	}
}

var numbers = regexp.MustCompile(`-?[0-9.]+|NaN|Inf`)

// inside checks that every place in a picture lies inside it, each text with as
// much room as its letters take in a font of common width.
func inside(t *testing.T, svg string) {
	t.Helper()
	elements, _ := read(t, svg)
	box := numbers.FindAllString(elements[0].attrs["viewBox"], -1)
	w, h := parse(t, box[2]), parse(t, box[3])
	check := func(e element, v, most float64) {
		if !(v >= -0.06 && v <= most+0.06) {
			t.Fatalf("%s %v: %g outside 0 to %g", e.name, e.attrs, v, most)
		}
	}
	for _, e := range elements[1:] {
		at := func(a string) float64 {
			if e.attrs[a] == "" {
				return 0
			}
			return parse(t, e.attrs[a])
		}
		for _, a := range []string{"x", "x1", "x2", "cx"} {
			check(e, at(a), w)
		}
		for _, a := range []string{"y", "y1", "y2", "cy"} {
			check(e, at(a), h)
		}
		switch e.name {
		case "rect":
			check(e, at("x")+at("width"), w)
			check(e, at("y")+at("height"), h)
			if at("width") < 0 || at("height") < 0 {
				t.Fatalf("rect of negative size: %v", e.attrs)
			}
		case "circle":
			check(e, at("cx")-at("r"), w)
			check(e, at("cx")+at("r"), w)
		case "polyline", "polygon":
			for i, s := range numbers.FindAllString(e.attrs["points"], -1) {
				check(e, parse(t, s), []float64{w, h}[i%2])
			}
		}
	}
	for _, m := range texts.FindAllStringSubmatch(svg, -1) {
		width := 6.0 * float64(len([]rune(entities.ReplaceAllString(m[3], "x")))) // narrow letters of 12 units
		x := parse(t, m[2])
		from, to := x, x+width
		switch {
		case strings.Contains(m[1], `"middle"`):
			from, to = x-width/2, x+width/2
		case strings.Contains(m[1], `"end"`):
			from, to = x-width, x
		}
		if from < -0.1 || to > w+0.1 {
			t.Fatalf("text %q from %g to %g in a picture %g wide", m[3], from, to, w)
		}
	}
}

var (
	texts    = regexp.MustCompile(`<text([^>]*) x="([^"]*)"[^>]*>([^<]*)</text>`)
	entities = regexp.MustCompile(`&[^;]+;`)
)

func parse(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		t.Fatalf("%q is no coordinate", s)
	}
	return v
}

// TestEverythingInside draws figures of every size, with the oddest values, and
// finds every coordinate inside the picture.
func TestEverythingInside(t *testing.T) {
	for name, draw := range figures {
		for _, w := range []int{1, 280, 340, 500, 720, 1600} {
			t.Run(fmt.Sprint(name, w), func(t *testing.T) { inside(t, draw(chart.Options{Width: w, Standalone: true})) })
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	odd := []float64{nan, math.Inf(1), math.Inf(-1), 0, 1, -1, 1e-9, 1e-300, 1e300, 1e15, -1e12, 0.5, 100, 2014, 0.01}
	value := func() float64 {
		switch r.IntN(4) {
		case 0:
			return odd[r.IntN(len(odd))]
		case 1:
			return math.Exp(20 * (r.Float64() - 0.5))
		}
		return r.Float64()
	}
	label := func() string { return strings.Repeat("Wide Word ", r.IntN(9)) + strings.Repeat("x", r.IntN(60)) }
	for k := range 800 {
		o := chart.Options{Width: []int{0, 280, 340, 600, 1000}[r.IntN(5)], Scale: chart.Scale(r.IntN(4)), X: chart.Scale(r.IntN(4)), Zoom: r.IntN(2) == 0, Axis: label(), XAxis: label(),
			Marks: []chart.Mark{{At: value(), Label: label()}, {At: value(), Label: label()}}}
		i := func() chart.Interval { return chart.Interval{Median: value(), Low: value(), High: value()} }
		var points []chart.Point
		for range r.IntN(20) {
			points = append(points, chart.Point{X: value(), Y: value(), Low: value(), High: value(), Unstable: r.IntN(3) == 0})
		}
		lines := []chart.Line{{Name: label(), Points: points}, {Name: label(), Points: points}}
		svg := ""
		switch k % 8 {
		case 0:
			svg = chart.Dots(label(), "", []chart.Dot{{Label: label(), Median: value(), Low: value(), High: value(), Group: label(), Note: label()}, {Median: value(), Low: value(), High: value()}}, o)
		case 1:
			svg = chart.Bars(label(), "", []chart.Bar{{label(), value(), ""}, {label(), value(), label()}}, o)
		case 2:
			svg = chart.Tornado(label(), "", value(), []chart.Swing{{label(), value(), value(), value(), value()}, {label(), value(), value(), 0, 1}}, o)
		case 3:
			svg = chart.Indices(label(), "", []chart.Index{{label(), i(), i()}, {label(), i(), i()}}, o)
		case 4:
			svg = chart.Worth(label(), "", []chart.Pair{{label(), i(), value()}, {label(), i(), value()}}, o)
		case 5:
			svg = chart.Calibration(label(), "", []chart.Bin{{value(), value(), value(), value(), r.IntN(1000000)}, {value(), value(), value(), value(), r.IntN(9)}}, o)
		case 6:
			svg = chart.Curve(label(), "", lines, []chart.Marker{{value(), value(), label()}, {value(), value(), label()}}, o)
		case 7:
			svg = chart.Multiples(label(), "", []chart.Panel{{label(), lines}, {label(), lines}, {label(), lines[:1]}}, o)
		}
		t.Run(fmt.Sprint("odd", k), func(t *testing.T) { inside(t, svg) })
	}
}

// TestProbabilitiesAreNeverCertain: no chance is printed as 0 or 100 %.
func TestProbabilitiesAreNeverCertain(t *testing.T) {
	for _, c := range []struct {
		p    float64
		want string
	}{{0, "<0.1 %"}, {0.0004, "<0.1 %"}, {0.0005, "0.1 %"}, {0.007, "0.7 %"}, {0.055, "5.5 %"}, {0.0994, "9.9 %"}, {0.0996, "10 %"}, {0.5, "50 %"}, {0.99, "99 %"}, {0.9949, "99.5 %"}, {0.999, "99.9 %"}, {0.9996, ">99.9 %"}, {1, ">99.9 %"}, {nan, "unknown"}} {
		if got := chart.Percent(c.p); got != c.want {
			t.Errorf("%g: %s, want %s", c.p, got, c.want)
		}
	}
	certain := regexp.MustCompile(`^(0(\.0+)?|100(\.0+)?) %`)
	for _, scale := range []chart.Scale{chart.Probability, chart.LogProbability} {
		for p := 0.0; p <= 1; p += 1.0 / 4096 {
			if s := chart.Value(p, chart.Options{Scale: scale}); certain.MatchString(s) {
				t.Fatalf("%g is printed as %s", p, s)
			}
		}
	}
}

// TestAxisOrder: a larger value never stands to the left of a smaller one, and
// the same value stands in the same place.
func TestAxisOrder(t *testing.T) {
	for _, scale := range []chart.Scale{chart.Probability, chart.LogProbability, chart.Number, chart.Ratio} {
		var dots []chart.Dot
		for i := 1; i <= 99; i++ {
			dots = append(dots, chart.Dot{Label: strconv.Itoa(i), Median: float64(i) / 100, Low: nan, High: nan})
		}
		last := -1.0
		elements, _ := read(t, chart.Dots("t", "", dots, chart.Options{Scale: scale}))
		n := 0
		for _, e := range elements {
			if e.name == "circle" {
				if x := parse(t, e.attrs["cx"]); x < last {
					t.Errorf("scale %d: dot %d stands at %g, the one before at %g", scale, n, x, last)
				} else {
					last = x
				}
				n++
			}
		}
		if n != len(dots) {
			t.Errorf("scale %d: %d dots of %d", scale, n, len(dots))
		}
	}
}

// TestFoldsAreMarked: a branch that turns back is drawn in its order, dotted
// between its folds, and each fold has its diamond and its name.
func TestFoldsAreMarked(t *testing.T) {
	svg := figures["curve"](chart.Options{})
	if n := strings.Count(svg, `unstable"`); n != 1 {
		t.Errorf("%d dotted stretches between two folds", n)
	}
	if n := strings.Count(svg, `class="fold"`); n != 3 {
		t.Errorf("%d diamonds for three markers", n)
	}
	elements, _ := read(t, svg)
	turns, last, rising := 0, 0.0, true
	for _, e := range elements {
		if e.name != "polyline" || !strings.Contains(e.attrs["class"], "l1") {
			continue
		}
		for i, s := range numbers.FindAllString(e.attrs["points"], -1) {
			if x := parse(t, s); i%2 == 0 {
				if last > 0 && x != last && (x > last) != rising {
					turns++
					rising = !rising
				}
				last = x
			}
		}
	}
	if turns != 2 {
		t.Errorf("the branch turns %d times, not twice", turns)
	}
}
