package place

import (
	"strings"
	"testing"
)

func TestOutlinesNameTheirOrigin(t *testing.T) {
	line, _, _ := strings.Cut(string(outlinesFile), "\n")
	for _, want := range []string{"Natural Earth", "public domain", "world-atlas 2.0.2"} {
		if !strings.Contains(line, want) {
			t.Errorf("the first line %q lacks %q", line, want)
		}
	}
	if n := len(outlinesFile); n > 400_000 {
		t.Errorf("the outlines take %d bytes", n)
	}
}

func TestOutlines(t *testing.T) {
	o := readOutlines()
	for _, c := range []struct {
		name     string
		lat, lon float64
		code     string
		island   bool
	}{
		{"Berlin", 52.52, 13.41, "DEU", false},
		{"Maseru, within South Africa", -29.31, 27.48, "LSO", false},
		{"London", 51.5, -0.12, "GBR", true},
		{"Copenhagen, on Zealand", 55.68, 12.57, "DNK", true},
		{"Aarhus, on Jutland", 56.16, 10.20, "DNK", false},
		{"Chukotka, east of the 180th meridian", 66.5, -173, "RUS", false},
		{"Chukotka, west of it", 67, 178, "RUS", false},
		{"Chukotka, on it", 67.5, 180, "RUS", false},
		{"the same by its other name", 67.5, -180, "RUS", false},
		{"Taveuni in Fiji", -16.85, -179.97, "FJI", true},
		{"the South Pole", -90, 0, "ATA", false},
		{"the middle of Antarctica, on the 180th meridian", -86, 180, "ATA", false},
		{"Alice Springs: a continent is no island", -23.7, 133.88, "AUS", false},
		{"Nuuk: Greenland is one", 64.18, -51.72, "GRL", true},
		{"the open Atlantic", 30, -40, "", false},
		{"the Gulf of Guinea at 0, 0", 0, 0, "", false},
		{"the North Pole", 90, 0, "", false},
		{"the Caspian is no land", 41.5, 50.5, "", false},
	} {
		h := o.at(c.lat, c.lon)
		if h.code != c.code || h.island != c.island {
			t.Errorf("%s: %q, island %v", c.name, h.code, h.island)
		}
	}
}

func TestCoastalWaters(t *testing.T) {
	o := readOutlines()
	// Due west of Portugal's coast at 40.2 N, 8.90 W.
	for km, want := range map[float64]string{5: "PRT", 13: "PRT", 18: ""} {
		h := o.at(40.2, -8.90-km/(kmPerDegree*0.7638))
		if h.code != want {
			t.Errorf("%g km off Portugal: %q", km, h.code)
		}
		if want != "" && (h.coast < km-3 || h.coast > km+3) {
			t.Errorf("%g km off Portugal is said to be %.1f", km, h.coast)
		}
	}
	if h := o.at(47.59, 7.59); h.beside == "" {
		t.Error("Basle lies beside no other country")
	}
	if h := o.at(52.5, 19.0); h.beside != "" {
		t.Errorf("the middle of Poland lies beside %s", h.beside)
	}
}

// Damaged files are found out, whatever byte is lost or wrong.
func TestDamagedOutlines(t *testing.T) {
	whole := outlinesFile
	defer func() { outlinesFile = whole }()
	for _, n := range []int{0, 1, 50, 120, 150, 400, 1500, 5000, len(whole) / 2, len(whole) - 1} {
		outlinesFile = whole[:n]
		if _, err := newOutlineReader().all(); err == nil {
			t.Errorf("the first %d bytes are taken for the whole", n)
		}
	}
	outlinesFile = append(whole[:len(whole):len(whole)], 0)
	if _, err := newOutlineReader().all(); err == nil {
		t.Error("a byte too many is not seen")
	}
}

func TestCountries(t *testing.T) {
	c := countries()
	for code, want := range map[string]country{
		"EST": {"EST", "europe", false}, "JPN": {"JPN", "asia", true}, "MEX": {"MEX", "north_america", false},
		"MYS": {"MYS", "asia", false}, "CUB": {"CUB", "caribbean", true}, "AUS": {"AUS", "oceania", false},
		"CYP": {"CYP", "asia", true}, "GRL": {"GRL", "north_america", true}, "LSO": {"LSO", "africa", false},
	} {
		if c[code] != want {
			t.Errorf("%s is %+v", code, c[code])
		}
	}
	if len(c) < 230 {
		t.Errorf("only %d countries", len(c))
	}
}
