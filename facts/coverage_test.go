package facts

import (
	"slices"
	"strings"
	"testing"
)

// What is not known of today's states, by name: whoever reads a measure must
// reckon with these. A zero is a source's: no armed forces, or in flagged rows a
// gap of the source's own.
func TestWhatIsMissing(t *testing.T) {
	p := Default()
	today := map[string]bool{}
	for _, r := range p.MustTable("states").Rows {
		if r.Text("until") == "" {
			today[r.Text("id")] = true
		}
	}
	known := map[string]map[string]float64{}
	put := func(measure string, r Row, value string) {
		if v, ok := r.Number(value); ok {
			if known[measure] == nil {
				known[measure] = map[string]float64{}
			}
			known[measure][r.Text("state")] = v
		}
	}
	for _, r := range p.MustTable("capabilities").Rows {
		if r.Bool("preferred") && r.Text("flag") != "suspect" {
			put(r.Text("measure"), r, "value")
		}
	}
	for _, r := range p.MustTable("output").Rows {
		put("output", r, "gdp_m")
	}
	for _, r := range p.MustTable("regimes").Rows {
		put("regime", r, "polyarchy")
	}
	for _, c := range []struct{ measure, missing, zero string }{
		{"population", "ABK SOT", ""},
		{"gdp", "ABK SOT VAT", ""},
		{"output", "ABK PSE SOT VAT", ""},
		{"military_expenditure", "ABK AND ARE ATG BHS BRB BTN COM DJI DMA ERI FSM GRD KIR KNA LAO LCA LIE MCO MDV MHL NRU PLW PSE SLB SMR SOT STP SUR SYR TKM TON TUV VAT VCT VUT WSM YEM", "CRI ISL PAN"},
		{"active_personnel", "ABK AFG AND CHE CRI DMA FSM GEO GRD HTI KIR LBY LCA LIE MCO MHL MUS NRU PAN PLW PSE SDN SLB SMR SOT SYR TUV VAT VCT VUT WSM YEM", "ISL"},
		{"regime", "ABK AND ATG BHS BLZ BRN DMA FSM GRD KIR KNA LCA LIE MCO MHL NRU PLW PSE SMR SOT TON TUV VAT VCT WSM", ""},
	} {
		var missing, zero []string
		for id := range today {
			switch v, ok := known[c.measure][id]; {
			case !ok:
				missing = append(missing, id)
			case v == 0:
				zero = append(zero, id)
			}
		}
		slices.Sort(missing)
		slices.Sort(zero)
		if got := strings.Join(missing, " "); got != c.missing {
			t.Errorf("%s is not known of %s, want %s", c.measure, got, c.missing)
		}
		if got := strings.Join(zero, " "); got != c.zero {
			t.Errorf("%s is zero in %s, want %s", c.measure, got, c.zero)
		}
	}
}

// Pairs stand once, in alphabetical order, between states of today.
func TestPairsOfStates(t *testing.T) {
	today := map[string]bool{}
	for _, r := range Default().MustTable("states").Rows {
		if r.Text("until") == "" {
			today[r.Text("id")] = true
		}
	}
	for _, name := range []string{"borders", "rivalries", "last_disputes"} {
		for _, r := range Default().MustTable(name).Rows {
			if a, b := r.Text("state_a"), r.Text("state_b"); a >= b || !today[a] || !today[b] {
				t.Errorf("%s:%d: %s-%s", name, r.Line, a, b)
			}
		}
	}
}

// Kinds follow from the width of the water: bands of 12, 24, 150 and 400
// statute miles. A kind that was set by hand says why.
func TestKindsOfBorder(t *testing.T) {
	miles := []float64{0, 0, 12, 24, 150, 400}
	agree := func(kind int, km float64) bool {
		if kind == 1 {
			return km == 0
		}
		return km >= miles[kind-1]*1.609344-0.5 && km <= miles[kind]*1.609344+0.5
	}
	for _, r := range Default().MustTable("borders").Rows {
		kind, over := r.Int("kind"), r.Int("overseas_kind")
		if km, ok := r.Number("km"); ok && (kind == 0 || !agree(kind, km)) || !ok && kind > 0 && r.Text("basis") == "computed" {
			t.Errorf("borders:%d: kind %d over %q km", r.Line, kind, r.Text("km"))
		}
		if km, ok := r.Number("overseas_km"); ok != (over > 0) || ok && !agree(over, km) || over > 0 && kind > 0 && over >= kind || over == 0 && kind == 0 {
			t.Errorf("borders:%d: kind %d, overseas %d over %q km", r.Line, kind, over, r.Text("overseas_km"))
		}
		if (r.Text("basis") == "computed") != (r.Text("note") == "") {
			t.Errorf("borders:%d: basis %s, note %q", r.Line, r.Text("basis"), r.Text("note"))
		}
	}
	for _, c := range []struct {
		a, b string
		kind int
	}{
		{"POL", "RUS", 1}, // Kaliningrad
		{"FIN", "RUS", 1},
		{"MAR", "ESP", 1}, // Ceuta and Melilla
		{"FRA", "GBR", 3}, // the Channel
		{"CUB", "USA", 4}, // the Straits of Florida
		{"RUS", "USA", 2}, // the Diomedes
		{"CHN", "TWN", 2}, // Kinmen
		{"CHN", "JPN", 5},
		{"KOR", "JPN", 4}, // Tsushima
		{"AUT", "POL", 0}, // near, but no water between
		{"BRA", "FRA", 0}, // Guiana is overseas
	} {
		got := 0
		if r, ok := Default().MustTable("borders").Find(min(c.a, c.b), max(c.a, c.b)); ok {
			got = r.Int("kind")
		}
		if got != c.kind {
			t.Errorf("%s and %s: kind %d, want %d", c.a, c.b, got, c.kind)
		}
	}
	if r, ok := Default().MustTable("borders").Find("BRA", "FRA"); !ok || r.Int("overseas_kind") != 1 {
		t.Error("Guiana borders on Brazil")
	}
}
