package place

import (
	"fmt"
	"testing"

	"casus"
	"casus/facts"
)

func TestTmp2(t *testing.T) {
	p := facts.Default()
	g, _ := New(p, tmpNames(p))
	on := casus.MustDate("2024-02-10")
	for _, r := range p.MustTable("states").Rows {
		if e, ok := g.byName.find(r.Text("name")); ok {
			fmt.Println("collides", r.Text("name"), r.Text("id"), e.id)
		}
		if c := r.Text("capital"); c != "" {
			if e, ok := g.byName.find(c); ok {
				fmt.Println("capital collides", c, r.Text("id"), e.id)
			}
		}
	}
	for s := range g.states {
		sp, ok := g.spellOn(s, on)
		if !ok || !sp.located {
			if ok {
				fmt.Println("no location", s)
			}
			continue
		}
		q := g.At(sp.lat, sp.lon, on)
		if q.Of != s {
			fmt.Println("capital", s, sp.capital, q.Of, q.Name)
		}
		h := g.Home(s, sp.name, sp.lat, sp.lon, on)
		if h.Continent != q.Continent || h.Island != q.Island {
			fmt.Println("home/at", s, h.Continent, q.Continent, h.Island, q.Island)
		}
	}
	for _, tt := range g.territories {
		if tt.kind == kindCity && tt.of != "" {
			h := readOutlines().at(tt.lat, tt.lon)
			if h.code != string(tt.of) || h.coast > 3 {
				fmt.Println("city", tt.id, tt.of, h.code, h.coast)
			}
		}
		if tt.shape != nil {
			d := tt.span.From
			if tt.span.Until == 0 {
				d = on
			}
			if c := g.covering(tt.lat, tt.lon, d, outlineAt(tt.lat, tt.lon)); c == nil || c.id != tt.id {
				n := "none"
				if c != nil {
					n = c.id
				}
				fmt.Println("centre", tt.id, d, n, readOutlines().at(tt.lat, tt.lon).code)
			}
		}
		for _, s := range append([]casus.State{tt.of, tt.administeredBy}, tt.claimedBy...) {
			if s == "" {
				continue
			}
			for _, d := range []casus.Date{tt.span.From, tt.span.Until, on} {
				if d != 0 && tt.span.Holds(d) && !g.exists(s, d) {
					fmt.Println("exists", tt.id, s, d)
				}
			}
		}
	}
	covered := map[string]bool{}
	for _, tt := range g.territories {
		for _, q := range tt.shape {
			if q.code != "" && tt.bare() && tt.kind == kindTerritory {
				covered[q.code] = true
			}
		}
	}
	for c := range countries() {
		if !g.exists(casus.State(c), on) && !covered[c] {
			fmt.Println("code without state or row", c)
		}
	}
	n := 0
	for _, tt := range g.territories {
		if tt.basis == "memory" && tt.kind != kindCity {
			n++
		}
	}
	fmt.Println("memory rows", n, len(g.territories))
}

func BenchmarkTmpNew(b *testing.B) {
	for b.Loop() {
		p := facts.Default()
		if _, err := New(p, tmpNames(p)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTmpOutl(b *testing.B) {
	for b.Loop() {
		newOutlineReader().all()
	}
}
