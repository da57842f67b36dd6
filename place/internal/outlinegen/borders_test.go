package main

import (
	"math"
	"testing"
)

// box is a land between two parallels and two meridians, with a point of its
// coast every twentieth of a degree.
func box(state string, overseas bool, south, west, north, east float64) land {
	l := land{part: part{state, overseas}}
	corners := []point{{south, west}, {south, east}, {north, east}, {north, west}}
	var ring []point
	for i, a := range corners {
		b := corners[(i+1)%len(corners)]
		n := math.Ceil(20 * math.Hypot(b.lat-a.lat, b.lon-a.lon))
		for k := 0.0; k < n; k++ {
			ring = append(ring, point{a.lat + (b.lat-a.lat)*k/n, a.lon + (b.lon-a.lon)*k/n})
		}
	}
	l.rings, l.coast = [][]point{ring}, ring
	return l
}

// Four lands in a row on the equator and one across the 180th meridian: each
// sees its neighbour, and none sees past it.
func TestLookAcrossWater(t *testing.T) {
	lands := []land{
		box("AAA", false, 0, 176, 2, 177),
		box("BBB", false, -1, 177.2, 3, 177.5),
		box("CCC", false, -2, 179, 4, 179.5),
		box("DDD", true, 0, -179.5, 1, -179),
		box("DDD", false, 0, -170, 1, -169),
	}
	got := newMap(lands).look(lands)
	want := map[[2]int]float64{{0, 1}: 0.2, {1, 2}: 1.5, {2, 3}: 1} // degrees
	for k, degrees := range want {
		if km := degrees * 111.195; math.Abs(got[k]-km) > 2*rayStep+0.5 {
			t.Errorf("%s and %s: %.1f km of water, want %.1f", lands[k[0]].state, lands[k[1]].state, got[k], km)
		}
		if km := gap(&lands[k[0]], &lands[k[1]], 1000); math.Abs(km-degrees*111.195) > 0.5 {
			t.Errorf("%s and %s: a gap of %.1f km, want %.1f", lands[k[0]].state, lands[k[1]].state, km, degrees*111.195)
		}
	}
	for k, km := range got {
		if _, ok := want[k]; !ok {
			t.Errorf("%s sees %s over %.0f km, with land between or too far", lands[k[0]].state, lands[k[1]].state, km)
		}
	}
}

// A ring across the 180th meridian, as Fiji has one, is filled the short way.
func TestFillAcrossTheDateLine(t *testing.T) {
	lands := []land{box("FJI", false, -17, 179, -16, 181), box("NAM", false, -20, 15, -15, 18)}
	m := newMap(lands)
	for _, c := range []struct {
		lat, lon float64
		mark     uint16
	}{{-16.5, 179.5, 1}, {-16.5, -179.5, 1}, {-16.5, 178.5, 0}, {-16.5, -178.5, 0}, {-16.5, 0, 0}, {-16.5, 16, 2}} {
		if got := m[m.at(c.lat, c.lon)]; got != c.mark {
			t.Errorf("at %g %g is land %d, want %d", c.lat, c.lon, got, c.mark)
		}
	}
	if got := m.look(lands); len(got) != 0 {
		t.Errorf("Fiji and Namibia see each other: %v", got)
	}
	line := parse(t, `{"transform": {"scale": [1, 1], "translate": [-180, 0]}, "arcs": [[[359, 0], [-358, 1], [-1, 1]]]}`).line([]int{0})
	if len(line) != 3 || line[1].lon != 181 || line[2].lon != 180 {
		t.Errorf("a line over the date line runs %v", line)
	}
}

// Stinnett and others (2002) measure in statute miles.
func TestBandsOfWater(t *testing.T) {
	for _, c := range []struct {
		km   float64
		kind int
	}{{0.5, 2}, {19.3, 2}, {19.4, 3}, {38.6, 3}, {38.7, 4}, {241.4, 4}, {241.5, 5}, {643.7, 5}, {643.8, 0}} {
		if got := water(c.km); got != c.kind {
			t.Errorf("%g km of water are of kind %d, want %d", c.km, got, c.kind)
		}
	}
}

func TestSharedBorders(t *testing.T) {
	lands, err := parse(t, small).lands()
	if err != nil {
		t.Fatal(err)
	}
	got := map[pair]bool{}
	for k := range parse(t, small).touching(lands) {
		got[pair{lands[k[0]].state, lands[k[1]].state}] = true
	}
	want := map[pair]bool{{"LSO", "ZAF"}: true, {"MOZ", "ZAF"}: true}
	if len(got) != len(want) || !got[pair{"LSO", "ZAF"}] || !got[pair{"MOZ", "ZAF"}] {
		t.Errorf("borders %v, want %v", got, want)
	}
}

func TestOwner(t *testing.T) {
	for _, c := range []struct {
		name, code string
		at         point
		want       part
	}{
		{"Paris", "FRA", point{48.9, 2.3}, part{"FRA", false}},
		{"Cayenne", "FRA", point{4.9, -52.3}, part{"FRA", true}},
		{"Corsica", "FRA", point{42, 9}, part{"FRA", false}},
		{"Bonaire", "NLD", point{12.2, -68.3}, part{"NLD", true}},
		{"Nuuk", "GRL", point{64.2, -51.7}, part{"DNK", true}},
		{"Longyearbyen", "NOR", point{78.2, 15.6}, part{"NOR", true}},
		{"Vardo", "NOR", point{70.4, 31.1}, part{"NOR", false}},
		{"Honolulu", "USA", point{21.3, -157.9}, part{"USA", false}},
		{"San Juan", "PRI", point{18.4, -66.1}, part{"USA", true}},
		{"Mariehamn", "ALA", point{60.1, 19.9}, part{"FIN", false}},
		{"Sevastopol", "RUS", point{44.6, 33.5}, part{"UKR", false}},
		{"Sochi", "RUS", point{43.6, 39.7}, part{"RUS", false}},
	} {
		if got, ok := owner(c.code, c.at); !ok || got != c.want {
			t.Errorf("%s belongs to %v, want %v", c.name, got, c.want)
		}
	}
	if p, ok := owner("ATA", point{-80, 0}); ok {
		t.Errorf("the Antarctic belongs to %v", p)
	}
}

// Every correction names a pair in alphabetical order, once.
func TestCorrections(t *testing.T) {
	seen := map[pair]bool{}
	for _, c := range corrections {
		if c.pair[0] >= c.pair[1] || seen[c.pair] || c.kind < 1 || c.kind > 5 || c.note == "" || c.basis != "reading" && c.basis != "memory" {
			t.Errorf("correction %+v", c)
		}
		seen[c.pair] = true
	}
}
