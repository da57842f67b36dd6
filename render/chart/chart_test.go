package chart_test

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"

	"casus/render/chart"
)

var update = flag.Bool("update", false, "rewrite the pictures in testdata")

var nan = math.NaN()

// figures draws one picture of every kind; its numbers are made up.
var figures = map[string]func(o chart.Options) string{
	"dots": func(o chart.Options) string {
		o.Axis, o.Marks = "chance that it joins the target", []chart.Mark{{At: 0.055, Label: "pact-holders in wars"}}
		return chart.Dots("Who would come", "One row for each state, most likely first.", []chart.Dot{
			{Label: "Poland", Median: 0.62, Low: 0.41, High: 0.80, Note: "bound by Art. 5"},
			{Label: "United States of America", Median: 0.34, Low: 0.21, High: 0.48, Note: "bound by Art. 5"},
			{Label: "Saint Vincent and the Grenadines", Median: 0.0002, Low: 0.0001, High: 0.004},
			{Label: "Belarus", Median: nan, Low: nan, High: nan},
		}, o)
	},
	"classes": func(o chart.Options) string {
		o.Axis, o.Scale = "chance that it joins the target", chart.LogProbability
		var dots []chart.Dot
		for i, name := range []string{"Poland", "France", "Türkiye"} {
			f := 1 / float64(i+1)
			dots = append(dots,
				chart.Dot{Label: name, Group: "disputes", Median: 0.007 * f, Low: 0.004 * f, High: 0.012 * f},
				chart.Dot{Label: name, Group: "wars", Median: 0.055 * f, Low: 0.03 * f, High: 0.11 * f},
				chart.Dot{Label: name, Group: "invoked alliances", Median: 0.50 * f, Low: 0.31 * f, High: 0.68 * f},
				chart.Dot{Label: name, Group: "below the axis", Median: 0.00002 * f, Low: 0.000001, High: 0.0004 * f})
		}
		return chart.Dots("Who would come, by class of past events", "", dots, o)
	},
	"odds": func(o chart.Options) string {
		o.Scale, o.Axis, o.Marks = chart.Ratio, "odds of the attack, beside those without help", []chart.Mark{{At: 1, Label: "no difference"}}
		return chart.Dots("Would the attack come", "", []chart.Dot{{Label: "all as committed", Median: 0.62, Low: 0.35, High: 1.12}, {Label: "the largest stays home", Median: 0.81, Low: 0.5, High: 1.4}}, o)
	},
	"calibration": func(o chart.Options) string {
		o.Zoom = true
		return chart.Calibration("Forecasts and what followed", "", []chart.Bin{{0.004, 0.006, 0.002, 0.011, 8210}, {0.03, 0.024, 0.012, 0.04, 1302}, {0.08, 0.11, 0.06, 0.16, 310}, {0.1, 0.13, 0.07, 0.2, 280}, {0.21, 0.18, 0.1, 0.29, 96}, {0.44, 0.52, 0.3, 0.73, 21}}, o)
	},
	"rare": func(o chart.Options) string {
		o.Scale, o.Zoom = chart.LogProbability, true
		return chart.Calibration("Forecasts of rare events", "", []chart.Bin{{0.0004, 0.0002, 0, 0.0006, 61002}, {0.004, 0.006, 0.002, 0.011, 8210}, {0.03, 0.024, 0.012, 0.04, 1302}, {0.21, 0.18, 0.1, 0.29, 96}}, o)
	},
	"tornado": func(o chart.Options) string {
		o.Axis = "chance that the target prevails"
		return chart.Tornado("What the answer hangs on", "", 0.37, []chart.Swing{
			{"how steeply strength decides a war between sides of like strength", 0.29, 0.47, 0.5, 3},
			{"weight of a statement by a head of government", 0.41, 0.31, 0, 1},
			{"both ends on one side", 0.40, 0.38, 1, 2},
			{"no effect", 0.37, 0.37, 0, 1},
		}, o)
	},
	"indices": func(o chart.Options) string {
		return chart.Indices("Drivers", "", []chart.Index{
			{"decisiveness of the contest", chart.Interval{Median: 0.52, Low: 0.44, High: 0.6}, chart.Interval{Median: 0.61, Low: 0.53, High: 0.70}},
			{"common shock", chart.Interval{Median: 0.12, Low: 0.04, High: 0.19}, chart.Interval{Median: 0.22, Low: 0.15, High: 0.29}},
			{"weight of statements", chart.Interval{Median: -0.01, Low: -0.05, High: 0.03}, chart.Interval{Median: 0.02, Low: 0.01, High: 0.04}},
		}, o)
	},
	"worth": func(o chart.Options) string {
		o.Scale, o.Axis, o.Unit = chart.Number, "points of success", ""
		return chart.Worth("What each is worth", "", []chart.Pair{{"United States of America", chart.Interval{Median: 9.2, Low: 5.1, High: 14}, 66.1}, {"Poland", chart.Interval{Median: 3.1, Low: 1.2, High: 5.2}, 2.9}, {"Iceland", chart.Interval{Median: 0.01, Low: 0, High: 0.03}, nan}}, o)
	},
	"bars": func(o chart.Options) string {
		o.Scale, o.Unit, o.Axis = chart.Number, "% of GDP", "defence expenditure in 2024"
		o.Marks = []chart.Mark{{At: 2, Label: "guideline, 2 %"}, {At: 3.5, Label: "for 2035, 3.5 %"}}
		return chart.Bars("Who meets the guideline", "", []chart.Bar{{"Poland", 4.12, ""}, {"Estonia", 3.43, ""}, {"Spain", 1.28, ""}, {"Iceland", nan, "has no armed forces"}}, o)
	},
	"curve": func(o chart.Options) string {
		o.Axis, o.X, o.XAxis = "chance that the target prevails", chart.Number, "one member's commitment"
		var s, flat []chart.Point
		for i := 0; i <= 60; i++ {
			y := 0.08 + 0.84*float64(i)/60
			z := 2*(y-0.08)/0.84 - 1 // S-shaped: x is a cubic of y
			x := 1.6*z*z*z - 0.8*z
			s = append(s, chart.Point{X: x, Y: y, Low: nan, High: nan, Unstable: math.Abs(z) < math.Sqrt(0.8/4.8)})
			flat = append(flat, chart.Point{X: -0.8 + 1.6*float64(i)/60, Y: 0.3 + 0.2*float64(i)/60, Low: 0.22 + 0.2*float64(i)/60, High: 0.36 + 0.22*float64(i)/60})
		}
		k := 0.22
		return chart.Curve("Tipping", "The branch turns back at two folds.", []chart.Line{{"steep contest", s}, {"as estimated", flat}},
			[]chart.Marker{{k, 0.33, "fold: the others stay home"}, {-k, 0.67, "fold: the others come"}, {0.215, 0.35, "a second name close by"}}, o)
	},
	"multiples": func(o chart.Options) string {
		o.Scale, o.Unit, o.Axis, o.X, o.XAxis = chart.Number, "% of GDP", "defence expenditure", chart.Number, "the years since 2014"
		o.Marks = []chart.Mark{{At: 2, Label: "2 %"}}
		var panels []chart.Panel
		for i, name := range []string{"Belgium", "Estonia", "Germany", "Poland", "Spain", "United States of America"} {
			var pts []chart.Point
			for y := 2014; y <= 2025; y++ {
				pts = append(pts, chart.Point{X: float64(y), Y: 0.9 + 0.3*float64(i) + 0.08*float64(y-2014), Low: nan, High: nan})
			}
			panels = append(panels, chart.Panel{Title: name, Lines: []chart.Line{{Points: pts}}})
		}
		return chart.Multiples("Shares of GDP", "", panels, o)
	},
}

func widths() map[string]int { return map[string]int{"wide": 720, "narrow": 340} }

// TestPictures compares each picture with the one that was looked at and found
// good; -update rewrites them, to be looked at again.
func TestPictures(t *testing.T) {
	for name, draw := range figures {
		for size, w := range widths() {
			got := draw(chart.Options{Width: w, Standalone: true, Source: "Casus, figures made up for this test."})
			file := filepath.Join("testdata", name+"-"+size+".svg")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s is not what is drawn now; go test ./render/chart -update rewrites it", file)
			}
		}
	}
}
