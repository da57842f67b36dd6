package place

import (
	"errors"
	"math"
	"strings"
	"testing"

	"casus"
)

func TestCoordinates(t *testing.T) {
	for text, want := range map[string][2]float64{
		"59.4,24.7":       {59.4, 24.7},
		"59.4, 24.7":      {59.4, 24.7},
		"59.4 24.7":       {59.4, 24.7},
		"59.4N,24.7E":     {59.4, 24.7},
		"59.4n 24.7e":     {59.4, 24.7},
		"N59.4,E24.7":     {59.4, 24.7},
		"24.7E,59.4N":     {59.4, 24.7}, // the letters say which is which
		"59.4°N, 24.7° E": {59.4, 24.7},
		"-51.7,-57.85":    {-51.7, -57.85},
		"−51.7,−57.85":    {-51.7, -57.85}, // typographic minus
		"51.7S,57.85W":    {-51.7, -57.85},
		"+51.7,+57.85":    {51.7, 57.85},
		".5,-.5":          {0.5, -0.5},
		"90,180":          {90, 180},
		"-90,-180":        {-90, -180},
		"0,0":             {0, 0},
	} {
		if !looksLikeCoordinates(text) {
			t.Errorf("%q is not taken for coordinates", text)
		}
		lat, lon, err := parseCoordinates(text)
		if err != nil || lat != want[0] || lon != want[1] {
			t.Errorf("%q: %g, %g, %v", text, lat, lon, err)
		}
	}
	lat, lon, _ := parseCoordinates("-0,-0")
	if math.Signbit(lat) || math.Signbit(lon) {
		t.Error("a negative zero stays")
	}
}

func TestCoordinatesOutOfRange(t *testing.T) {
	g := newGazetteer(t)
	for _, c := range []struct{ text, msg, hint string }{
		{"95,24", "latitude 95 is out of range -90 to 90", "did you mean 24,95?"},
		{"-90.01,0", "latitude -90.01 is out of range", ""},
		{"124.7,-200", "latitude 124.7 is out of range", "north of the equator"},
		{"24.7,190", "longitude 190 is out of range -180 to 180", "-170"},
		{"24.7,-181", "longitude -181 is out of range", "negative to the west"},
		{"1e2,3", `"1e2" is not a number of degrees`, "decimal degrees"},
		{"59.4,2e1", "is not a number of degrees", ""},
		{"0x10,3", "is not a number of degrees", ""},
		{"1_0,3", "is not a number of degrees", ""},
		{"NaN,NaN", "is not a number of degrees", ""},
		{"Inf,0", "is not a number of degrees", ""},
		{"-infinity,0", "is not a number of degrees", ""},
		{"59.4", "found one number", "as in 59.4,24.7"},
		{"59.4,24.7,3", "found 3 numbers", ""},
		{"59,4,24,7", "four numbers", "with a point"},
		{"59.4,", "is not a number of degrees", ""},
		{"59.4N,24.7N", "two latitudes", "E or W"},
		{"-59.4S,24.7E", "both a sign and a letter", ""},
		{"1..2,3", "is not a number of degrees", ""},
		{"--1,3", "", ""},
		{strings.Repeat("9", 400) + ",1", "longer than any coordinates", ""},
		{"9" + strings.Repeat("9", 60) + ",1", "out of range", ""},
	} {
		_, err := g.Resolve(c.text, casus.MustDate(day))
		var ie *casus.InputError
		if !errors.As(err, &ie) {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if !strings.Contains(ie.Msg, c.msg) || !strings.Contains(ie.Hint, c.hint) {
			t.Errorf("%q: %q, hint %q", c.text, ie.Msg, ie.Hint)
		}
		if n := strings.Count(ie.Error(), "\n"); n > 5 || len(ie.Error()) > 400 {
			t.Errorf("%q: the message has %d lines and %d characters", c.text, n+1, len(ie.Error()))
		}
	}
}

func FuzzResolve(f *testing.F) {
	for _, s := range []string{"Ceuta", "59.4,24.7", "59.4N 24.7E", "-90,180", "1e9,1e9", "St. Helena", "Åland", "", ",", "N", "1,2,3,4", "\x00\xff", "Ren’ai Jiao", "est", "−1,−1"} {
		f.Add(s, int32(739291))
	}
	g := newGazetteer(f)
	f.Fuzz(func(t *testing.T, text string, date int32) {
		on := casus.Date(date%(200*366)) + casus.MustDate("1816-01-01")
		p, err := g.Resolve(text, on)
		if err != nil {
			var ie *casus.InputError
			if !errors.As(err, &ie) {
				t.Fatalf("%q: %v is no fault of the input", text, err)
			}
			if strings.ContainsAny(strings.ReplaceAll(err.Error(), "\n", ""), "\x00\x1b\r") {
				t.Fatalf("%q: the message carries control characters: %q", text, err)
			}
			return
		}
		if !onEarth(p.Lat, p.Lon) || p.Continent == "" && p.Of != "" || p.Name == "" {
			t.Fatalf("%q on %s: %+v", text, on, p)
		}
		for _, s := range append([]casus.State{p.Of, p.AdministeredBy}, p.ClaimedBy...) {
			if s != "" && !g.exists(s, on) {
				t.Fatalf("%q on %s names %s, which was no state then", text, on, s)
			}
		}
	})
}
