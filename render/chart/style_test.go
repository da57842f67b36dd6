package chart_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"casus/render/chart"
)

var property = regexp.MustCompile(`--([a-z0-9]+):#([0-9a-f]{6})`)

// palettes reads the colours of the light and of the dark style.
func palettes(t *testing.T) []map[string][3]float64 {
	t.Helper()
	var out []map[string][3]float64
	for _, block := range strings.Split(chart.CSS, ":root{")[1:3] {
		p := map[string][3]float64{}
		for _, m := range property.FindAllStringSubmatch(block[:strings.Index(block, "}")], -1) {
			for i := range 3 {
				v, err := strconv.ParseUint(m[2][2*i:2*i+2], 16, 8)
				if err != nil {
					t.Fatal(err)
				}
				p[m[1]] = set(p[m[1]], i, float64(v)/255)
			}
		}
		out = append(out, p)
	}
	return out
}

func set(c [3]float64, i int, v float64) [3]float64 {
	c[i] = v
	return c
}

// luminance is that of the Web Content Accessibility Guidelines 2.2.
func luminance(c [3]float64) float64 {
	f := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*f(c[0]) + 0.7152*f(c[1]) + 0.0722*f(c[2])
}

func contrast(a, b [3]float64) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestContrast: words reach 4.5 to 1 against the paper and marks 3 to 1, as the
// Web Content Accessibility Guidelines 2.2 (1.4.3, 1.4.11) ask, by day and by night.
func TestContrast(t *testing.T) {
	for i, p := range palettes(t) {
		for name, least := range map[string]float64{"ink": 7, "muted": 4.5, "s1": 3, "s2": 3, "s3": 3, "s4": 3} {
			if c, ok := p[name]; !ok || contrast(c, p["paper"]) < least {
				t.Errorf("style %d: --%s has contrast %.2f, want %g", i, name, contrast(c, p["paper"]), least)
			}
		}
	}
}

// machado holds the matrices that Machado, Oliveira and Fernandes (2009) give
// for what people without red, green or blue cones see, at full severity, on
// linear RGB.
var machado = map[string][3][3]float64{
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// TestColourBlind: the first two series, which stand together most often, look
// different to people who lack a kind of cones; all four differ in shape as well.
func TestColourBlind(t *testing.T) {
	for i, p := range palettes(t) {
		for name, m := range machado {
			if d := distance(m, p["s1"], p["s2"]); d < 0.15 {
				t.Errorf("style %d, %s: the first two series are %.2f apart", i, name, d)
			}
		}
	}
	shapes := map[string]bool{}
	for i := range chart.Series {
		var dots []chart.Dot
		for k := range i + 1 {
			dots = append(dots, chart.Dot{Label: "a", Group: strconv.Itoa(k), Median: 0.5})
		}
		svg := chart.Dots("t", "", dots, chart.Options{})
		at := strings.LastIndex(svg, `class="dot`)
		tag := svg[strings.LastIndex(svg[:at], "<"):at]
		shapes[tag+strconv.Itoa(strings.Count(strings.SplitN(svg[at:], "/>", 2)[0], ","))] = true
	}
	if len(shapes) != chart.Series {
		t.Errorf("%d shapes for %d series: %v", len(shapes), chart.Series, shapes)
	}
}

// distance is that of two colours after a matrix on linear RGB.
func distance(m [3][3]float64, a, b [3]float64) float64 {
	linear := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	d := 0.0
	for _, row := range m {
		x := 0.0
		for k, f := range row {
			x += f * (linear(a[k]) - linear(b[k]))
		}
		d += x * x
	}
	return math.Sqrt(d)
}
