package atlas_test

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"casus"
	"casus/facts"
	"casus/place"
	"casus/render/atlas"
	"casus/state"
)

// estonia is the map of an attack on Estonia, as the facts have the ground.
func estonia(t testing.TB, day string, view atlas.View) string {
	t.Helper()
	on := casus.MustDate(day)
	g, err := place.New(facts.Default(), state.Default().Resolve)
	if err != nil {
		t.Fatal(err)
	}
	class := map[casus.State]atlas.Class{"EST": atlas.Target, "RUS": atlas.Attacker, "USA": atlas.Bound, "DNK": atlas.Bound, "AUT": atlas.Contested, "MLT": atlas.Contested, "UKR": atlas.CannotTell}
	m := atlas.Map{Title: "Russia attacks Estonia", Desc: "Outlines of today: Natural Earth", View: view, Standalone: true}
	for _, o := range g.Ground(on) {
		s := atlas.Shape{ID: o.Code, Name: state.Default().Name(o.State, on), Class: atlas.NotBound, Rings: o.Rings}
		if c, ok := class[o.State]; ok {
			s.Class = c
		}
		if p, err := g.HomeOf(casus.State(o.Code), on); err == nil {
			s.At = &[2]float64{p.Lon, p.Lat}
		}
		m.Shapes = append(m.Shapes, s)
	}
	for _, d := range g.Disputes(on) {
		m.Disputed = append(m.Disputed, atlas.Area{Name: d.Name, Says: "disputed", At: [2]float64{d.Lon, d.Lat}, Within: d.Within, Rings: d.Rings})
	}
	return atlas.Draw(m)
}

func TestWellFormed(t *testing.T) {
	for _, v := range append([]atlas.View{atlas.World}, atlas.Regions...) {
		svg := estonia(t, "2024-02-10", v)
		d := xml.NewDecoder(strings.NewReader(svg))
		ids := map[string]bool{}
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%v: %v", v, err)
			}
			if e, ok := tok.(xml.StartElement); ok {
				for _, a := range e.Attr {
					if a.Name.Local == "id" && ids[a.Value] {
						t.Errorf("%v: the id %s is there twice", v, a.Value)
					} else if a.Name.Local == "id" {
						ids[a.Value] = true
					}
				}
			}
		}
		if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
			t.Errorf("%v: a coordinate is no number", v)
		}
	}
}

// Chukotka and Fiji lie on both sides of the 180th meridian: no line may run
// across the map. Antarctica alone does, along the pole.
func TestNoLineAcrossTheMap(t *testing.T) {
	svg := estonia(t, "2024-02-10", atlas.World)
	for _, path := range regexp.MustCompile(`map-(?:[^A]..|A[^T].)" [^>]* d="([^"]*)"`).FindAllStringSubmatch(svg, -1) {
		for _, ring := range strings.Split(path[1], "M")[1:] {
			_, steps, _ := strings.Cut(ring, "l") // relative moves, but for the start
			for _, n := range regexp.MustCompile(`-?[0-9.]+`).FindAllString(steps, -1) {
				if v, _ := strconv.ParseFloat(n, 64); math.Abs(v) > 250 {
					t.Errorf("a line runs %v units: %.60s", v, ring)
				}
			}
		}
	}
}

// A page with its map is to stay under 150 kB compressed.
func TestSmallEnough(t *testing.T) {
	for _, v := range []atlas.View{atlas.World, atlas.Regions[0]} {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write([]byte(estonia(t, "2024-02-10", v))) //nolint:errcheck // a buffer takes all
		z.Close()
		if b.Len() > 70_000 {
			t.Errorf("%s: %d bytes compressed", v.Name, b.Len())
		}
	}
}

// Greenland goes with Denmark, Crimea is disputed and not coloured as one
// side's, and Malta, too small to see in the world, has a ring.
func TestWhatIsDrawn(t *testing.T) {
	svg := estonia(t, "2024-02-10", atlas.World)
	for _, want := range []string{`id="map-GRL" class="bound"`, "<title>Crimea: disputed</title>", `class="small contested"`, "<title>Malta: contested</title>"} {
		if !strings.Contains(svg, want) {
			t.Errorf("%s is not on the map", want)
		}
	}
	old := estonia(t, "1960-01-01", atlas.World)
	if !strings.Contains(old, `id="map-UKR" class="attacker"`) {
		t.Error("in 1960 Ukraine is part of the Soviet Union, which bears Russia's code")
	}
}

func BenchmarkDraw(b *testing.B) {
	estonia(b, "2024-02-10", atlas.World)
	b.ReportAllocs()
	for b.Loop() {
		estonia(b, "2024-02-10", atlas.World)
	}
}
