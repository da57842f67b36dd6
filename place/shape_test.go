package place

import (
	"errors"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"casus"
)

func mustShape(t testing.TB, text string) shape {
	t.Helper()
	s, err := parseShape(text)
	if err != nil {
		t.Fatalf("parseShape(%q): %v", text, err)
	}
	return s
}

func holds(s shape, lat, lon float64) bool {
	_, ok := s.holds(lat, lon, atSea)
	return ok
}

func TestRioRegionAsArticle4DrawsIt(t *testing.T) {
	g := newGazetteer(t)
	var rio shape
	for _, a := range g.areas {
		if a.id == "rio_region" {
			rio = a.shape
		}
	}
	for _, c := range []struct {
		name     string
		lat, lon float64
		want     bool
	}{
		{"Washington", 38.9, -77.0, true},
		{"Buenos Aires", -34.6, -58.4, true},
		{"Anchorage", 61.2, -149.9, true},
		{"the Falklands", -51.7, -57.9, true},
		{"Reykjavik is east of the line", 64.1, -21.9, false},
		{"Nuuk is west of it", 64.2, -51.7, true},
		{"Bermuda is west of 60 W", 32.3, -64.8, true},
		{"59 W at that latitude is not", 32.3, -59.0, false},
		{"the Azores", 37.7, -25.7, false},
		{"Honolulu", 21.3, -157.9, false},
		{"Attu, beyond the 180th meridian", 52.9, 172.9, true},
		{"169 E at that latitude", 52.9, 169.0, false},
		{"Cape Dezhnev in Russia", 66.1, -169.7, false},
		{"Wales in Alaska", 65.6, -168.1, true},
		{"the North Pole", 90, 135, true},
		{"the South Pole", -90, 12, true},
		{"the Antarctic Peninsula", -64, -57, true},
		{"the Ross Sea", -75, -175, false},
		// From 20 N 60 W to 5 N 24 W: the rhumb line crosses 12.5 N at 41.7 W, a
		// straight line of degrees would at 42 W.
		{"just inside the rhumb line off Brazil", 12.5, -41.9, true},
		{"just outside it", 12.5, -41.6, false},
	} {
		if got := holds(rio, c.lat, c.lon); got != c.want {
			t.Errorf("%s (%g, %g): %v", c.name, c.lat, c.lon, got)
		}
	}
}

// The longitude at which a rhumb line crosses a parallel has a closed form.
func TestPolygonSidesAreRhumbLines(t *testing.T) {
	psi := func(lat float64) float64 { return math.Log(math.Tan(math.Pi/4 + lat*math.Pi/360)) }
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		lat1, lat2 := r.Float64()*120-60, r.Float64()*120-60
		lon1, lon2 := r.Float64()*40, r.Float64()*40
		if math.Abs(lat1-lat2) < 1 {
			continue
		}
		g := newPolygon([][2]float64{{lat1, lon1}, {lat2, lon2}, {lat2, 170}, {lat1, 170}})
		lat := lat1 + (lat2-lat1)*(0.1+0.8*r.Float64())
		lon := lon1 + (lon2-lon1)*(psi(lat)-psi(lat1))/(psi(lat2)-psi(lat1))
		if g.holds(lat, lon-0.001) || !g.holds(lat, lon+0.001) {
			t.Fatalf("the line from (%g, %g) to (%g, %g) does not cross %g at %g", lat1, lon1, lat2, lon2, lat, lon)
		}
	}
}

// Turning a shape and a point by the same angle around the axis changes nothing,
// wherever the 180th meridian comes to lie.
func TestShapesDoNotMindTheAntimeridian(t *testing.T) {
	wrap := func(lon float64) float64 { return shorter(lon) }
	r := rand.New(rand.NewPCG(2, 2))
	for range 2000 {
		turn := r.Float64()*360 - 180
		corners := [][2]float64{{-30, -20}, {25, -35}, {40, 10}, {10, 30}, {-20, 25}}
		words := "poly"
		for _, c := range corners {
			words += " " + num(c[0]) + " " + num(wrap(c[1]+turn))
		}
		there := mustShape(t, words)
		here := mustShape(t, "poly -30 -20 25 -35 40 10 10 30 -20 25")
		lat, lon := r.Float64()*100-50, r.Float64()*100-50
		if a, b := holds(here, lat, lon), holds(there, lat, wrap(lon+turn)); a != b {
			t.Fatalf("(%g, %g) is %v, turned by %g it is %v", lat, lon, a, turn, b)
		}
	}
	box := mustShape(t, "box 51 172 55 -163")
	for lon, want := range map[float64]bool{171: false, 173: true, 180: true, -180: true, -170: true, -162: false, 0: false} {
		if holds(box, 52, lon) != want {
			t.Errorf("52 N %g E: in the box from 172 to -163 %v", lon, !want)
		}
	}
	whole := mustShape(t, "box 66.5 -180 90 180")
	for _, lon := range []float64{-180, -90, 0, 90, 179.999, 180} {
		if !holds(whole, 70, lon) || !holds(whole, 90, lon) || holds(whole, 66, lon) {
			t.Errorf("the cap around the pole is wrong at %g", lon)
		}
	}
}

func num(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func TestCircles(t *testing.T) {
	c := mustShape(t, "circle 64.18 -51.72 100")
	if !holds(c, 64.18+99/kmPerDegree, -51.72) || holds(c, 64.18+101/kmPerDegree, -51.72) {
		t.Error("a hundred kilometres to the north")
	}
	over := mustShape(t, "circle 0 179.9 50")
	if !holds(over, 0, -179.9) || holds(over, 0, -179.0) {
		t.Error("a circle over the 180th meridian")
	}
	// Paris to London, by the usual coordinates: 343.5 km on the sphere.
	if d := distanceKm(48.8566, 2.3522, 51.5074, -0.1278); math.Abs(d-343.5) > 0.5 {
		t.Errorf("Paris to London is %.1f km", d)
	}
}

func TestAreasOfShapes(t *testing.T) {
	for _, c := range []struct {
		text string
		want float64 // square kilometres
	}{
		{"box -90 -180 90 180", 510.1e6}, // the Earth
		{"box 0 0 90 90", 510.1e6 / 8},
		{"circle 0 0 10", 314.159},
		{"box 49 5 50 6", 111.195 * 111.195 * math.Cos(49.5*math.Pi/180)},
	} {
		got := mustShape(t, c.text)[0].area
		if math.Abs(got-c.want) > c.want/500 {
			t.Errorf("%s: %g, want %g", c.text, got, c.want)
		}
	}
}

func TestTheSmallestShapeGoesFirst(t *testing.T) {
	g := newGazetteer(t)
	on := casus.MustDate(day)
	for at, want := range map[[2]float64]string{
		{44.62, 33.55}:  "sevastopol",       // within Crimea
		{51.88, -176.6}: "aleutian-islands", // within Alaska
		{25.74, 123.47}: "senkaku-islands",  // within the box of Okinawa
		{48.0, 37.8}:    "donetsk",          // within the oblast
	} {
		if p := g.At(at[0], at[1], on); p.Territory != want {
			t.Errorf("%v is %s, want %s", at, p.Territory, want)
		}
	}
}

func TestMalformedShapes(t *testing.T) {
	for _, text := range []string{
		"circle", "circle 1 2", "circle 1 2 3 4", "circle 91 0 10", "circle 0 0 -1", "circle 0 0 1e9", "circle a b c",
		"box 1 2 3", "box 10 0 5 20", "poly 1 2 3 4", "poly 1 2 3 4 5", "poly 1 2 3 4 5 181", "poly NaN 0 1 1 2 2",
		"in", "in XYZ", "in EST hexagon 1 2", "in EST circle", "|", "circle 0 0 5|", "blob 1 2 3", "in EST in LVA",
	} {
		_, err := parseShape(text)
		var ie *casus.InputError
		if !errors.As(err, &ie) || ie.Msg == "" {
			t.Errorf("parseShape(%q): %v", text, err)
		}
	}
	_, err := parseShape("in ESO")
	if err == nil || !strings.Contains(err.Error(), "did you mean") {
		t.Errorf("an unknown code: %v", err)
	}
}

func FuzzParseShape(f *testing.F) {
	for _, s := range []string{"circle 51.75 -59 400", "box 51 172 55 -163", "poly 90 -10 74 -10 47.5 -50", "in USA box 18 -179 29 -154", "in DZA|circle 0 0 1", "poly 0 0 0 0 0 0"} {
		f.Add(s, 10.0, 20.0)
	}
	f.Fuzz(func(t *testing.T, text string, lat, lon float64) {
		s, err := parseShape(text)
		if err != nil {
			return
		}
		if !onEarth(lat, lon) {
			return
		}
		if area, ok := s.holds(lat, lon, atSea); ok && (math.IsNaN(area) || area < 0) {
			t.Errorf("%q holds the point with an area of %g", text, area)
		}
	})
}
