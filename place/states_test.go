package place_test

import (
	"strings"
	"testing"

	"casus"
	"casus/facts"
	"casus/place"
	"casus/state"
)

func gazetteer(t *testing.T) *place.Gazetteer {
	t.Helper()
	g, err := place.New(facts.Default(), state.Default().Resolve)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// No territory, city or sea hides a state: every spelling that means a state
// means its home as a place.
func TestNamesOfStatesMeanTheirHomes(t *testing.T) {
	g, states := gazetteer(t), state.Default()
	on := casus.MustDate("2024-02-10")
	// Territories that go before a state of the same name, as most states see them.
	other := map[casus.State]casus.State{"ABK": "GEO", "SOT": "GEO"}
	checked := 0
	for _, table := range []string{"states", "state_names"} {
		for _, r := range facts.Default().MustTable(table).Rows {
			for _, text := range []string{r.Text("name"), r.Text("id")} {
				s, err := states.Resolve(text, on)
				if err != nil {
					continue
				}
				p, err := g.Resolve(text, on)
				if err != nil {
					t.Errorf("%q is %s, but as a place: %v", text, s, err)
					continue
				}
				checked++
				if p.Of != s && p.Of != other[s] {
					t.Errorf("%q is %s, but as a place %s of %q", text, s, p.Name, p.Of)
				}
			}
		}
	}
	if checked < 400 {
		t.Errorf("only %d spellings were checked", checked)
	}
}

func TestErrorsOfStatesPassThrough(t *testing.T) {
	g := gazetteer(t)
	for _, c := range []struct{ text, on, want string }{
		{"Korea", "2024-02-10", "more than one state"},
		{"Prussia", "2024-02-10", "Prussia"},
		{"Estnia", "2024-02-10", "Estonia"},
	} {
		_, err := g.Resolve(c.text, casus.MustDate(c.on))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.text, err)
		}
	}
}
