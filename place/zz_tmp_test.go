package place

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"strconv"
	"strings"
	"testing"

	"casus"
	"casus/facts"
)

func tmpNames(p *facts.Pack) StateNames {
	rows := p.MustTable("states").Rows
	return func(text string, on casus.Date) (casus.State, error) {
		for _, r := range rows {
			sp := casus.Span{From: r.Date("from"), Until: r.Date("until")}
			if sp.Holds(on) && (strings.EqualFold(r.Text("name"), text) || r.Text("id") == text) {
				return casus.State(r.Text("id")), nil
			}
		}
		return "", &casus.InputError{Msg: "no state"}
	}
}

func TestTmp(t *testing.T) {
	g, err := New(facts.Default(), tmpNames(facts.Default()))
	if err != nil {
		t.Fatal(err)
	}
	on := casus.MustDate("2024-02-10")
	for _, q := range strings.Split(os.Getenv("Q"), "|") {
		if q == "" {
			continue
		}
		d := on
		if a, b, ok := strings.Cut(q, "@"); ok {
			q, d = a, casus.MustDate(b)
		}
		p, err := g.Resolve(q, d)
		fmt.Printf("%s: %+v %v\n", q, p, err)
	}
}

func TestTmpPlot(t *testing.T) {
	spec := os.Getenv("PLOT") // areas;south;west;north;east;file
	if spec == "" {
		t.Skip()
	}
	g, _ := New(facts.Default(), tmpNames(facts.Default()))
	f := strings.Split(spec, ";")
	var b [4]float64
	for i := range b {
		b[i], _ = strconv.ParseFloat(f[i+1], 64)
	}
	if b[3] < b[1] {
		b[3] += 360
	}
	const W = 900
	H := int(W * (b[2] - b[0]) / (b[3] - b[1]))
	img := image.NewRGBA(image.Rect(0, 0, W, H))
	o := readOutlines()
	want := strings.Split(f[0], ",")
	pal := []color.RGBA{{255, 80, 80, 255}, {80, 200, 80, 255}, {80, 80, 255, 255}, {230, 180, 0, 255}, {200, 0, 200, 255}, {0, 200, 200, 255}, {150, 90, 30, 255}}
	for y := 0; y < H; y++ {
		lat := b[2] - (float64(y)+.5)/float64(H)*(b[2]-b[0])
		for x := 0; x < W; x++ {
			lon := b[1] + (float64(x)+.5)/W*(b[3]-b[1])
			if lon > 180 {
				lon -= 360
			}
			land := false
			gy, gx := (lat-o.shift[1])/o.scale[1], (lon-o.shift[0])/o.scale[0]
			for i := range o.rings {
				for j := range o.rings[i] {
					if o.rings[i][j].holds(gx, gy) || o.rings[i][j].holds(gx+360/o.scale[0], gy) {
						land = !land
					}
				}
			}
			c := color.RGBA{255, 255, 255, 255}
			if land {
				c = color.RGBA{170, 170, 170, 255}
			}
			of := func() hit { return hit{} }
			for k, id := range want {
				var sh shape
				for _, a := range g.areas {
					if a.id == id {
						sh = a.shape
					}
				}
				for _, tt := range g.territories {
					if tt.id == id {
						sh = nil
						for _, p := range tt.shape {
							p.code = ""
							sh = append(sh, p)
						}
					}
				}
				if _, ok := sh.holds(lat, lon, of); ok {
					q := pal[k%len(pal)]
					c = color.RGBA{uint8((int(c.R) + int(q.R)) / 2), uint8((int(c.G) + int(q.G)) / 2), uint8((int(c.B) + int(q.B)) / 2), 255}
				}
			}
			img.Set(x, y, c)
		}
	}
	w, _ := os.Create(f[5])
	png.Encode(w, img)
	w.Close()
}
