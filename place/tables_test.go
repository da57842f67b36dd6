package place

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"casus"
	"casus/facts"
)

// today stands for the end of a row that has none.
var today = casus.MustDate(day)

func TestEveryTerritoryLiesInItsOwnShape(t *testing.T) {
	g := newGazetteer(t)
	for _, row := range g.territories {
		if row.shape == nil {
			if row.kind != kindCity {
				t.Errorf("%s has no shape", row.id)
			}
			continue
		}
		on := row.span.From
		if row.span.Until == 0 {
			on = today
		}
		got := g.covering(row.lat, row.lon, on, outlineAt(row.lat, row.lon))
		if got == nil || got.id != row.id {
			t.Errorf("the point of %s on %s lies in %v", row.id, on, got)
		}
	}
}

func TestTheRowsOfATerritoryFollowEachOther(t *testing.T) {
	g := newGazetteer(t)
	last := map[string]*territory{}
	for _, row := range g.territories {
		if row.span.Until != 0 && row.span.Until < row.span.From {
			t.Errorf("%s ends on %s before it begins", row.id, row.span.Until)
		}
		if before := last[row.id]; before != nil && row.span.From != before.span.Until+1 {
			t.Errorf("%s: a row from %s follows one until %s", row.id, row.span.From, before.span.Until)
		}
		last[row.id] = row
	}
}

func TestEveryOwnerExistsOnTheDate(t *testing.T) {
	g := newGazetteer(t)
	for _, row := range g.territories {
		if row.kind == kindCity {
			if row.of != "" && !g.exists(row.of, today) {
				t.Errorf("%s is of %s, no state today", row.id, row.of)
			}
			continue
		}
		for _, s := range []casus.State{row.of, row.administeredBy} {
			for _, on := range []casus.Date{row.span.From, row.span.Until, today} {
				if s == "" || on == 0 || !row.span.Holds(on) || g.exists(s, on) {
					continue
				}
				if row.kind == kindSoil && on == row.span.From {
					continue // takes effect where the state itself begins
				}
				t.Errorf("%s: %s was no state on %s", row.id, s, on)
			}
		}
		if slices.Contains(row.claimedBy, row.of) && row.of != "" || row.of == "" && slices.Contains(row.claimedBy, row.administeredBy) {
			t.Errorf("%s: %s claims it against itself", row.id, row.claimedBy)
		}
		if row.divided && row.administeredBy != "" {
			t.Errorf("%s from %s is divided and under %s", row.id, row.span.From, row.administeredBy)
		}
		if row.metropolitan && (row.eu == "outermost" || row.eu == "overseas") {
			t.Errorf("%s is metropolitan and %s", row.id, row.eu)
		}
		if row.kind == kindTerritory && !slices.Contains(casus.Continents, row.continent) {
			t.Errorf("%s has the continent %q", row.id, row.continent)
		}
	}
}

func TestCitiesLieInTheirStates(t *testing.T) {
	g := newGazetteer(t)
	for _, row := range g.territories {
		if row.kind != kindCity || row.of == "" {
			continue
		}
		h := readOutlines().at(row.lat, row.lon)
		if h.code != string(row.of) && h.beside != string(row.of) {
			t.Errorf("%s lies in %q by the outlines, not in %s", row.id, h.code, row.of)
		}
		if h.coast > 4 {
			t.Errorf("%s lies %.0f km off the coast", row.id, h.coast)
		}
	}
}

// Every outline of today belongs to a state or to a territory of the gazetteer.
func TestEveryOutlineIsSomebodys(t *testing.T) {
	g := newGazetteer(t)
	covered := map[string]bool{"ATA": true}
	for _, row := range g.territories {
		for _, p := range row.shape {
			// Saint Helena's three islands have a box each.
			if p.code != "" && row.span.Holds(today) && (p.poly == nil && p.circle == nil || p.code == "SHN") {
				covered[p.code] = true
			}
		}
	}
	for code := range countries() {
		if !covered[code] && !g.exists(casus.State(code), today) {
			t.Errorf("%s is no state and has no territory", code)
		}
	}
}

func TestNamesMeanOneThing(t *testing.T) {
	pack := facts.Default()
	seen := map[string]string{}
	codes := map[string]bool{}
	for _, r := range pack.MustTable("states").Rows {
		codes[strings.ToLower(r.Text("id"))] = true
	}
	for _, table := range []string{"territories", "areas"} {
		for _, r := range pack.MustTable(table).Rows {
			for _, n := range append([]string{r.Text("name"), r.Text("id")}, r.List("aliases")...) {
				key, _ := fold(n)
				if other := seen[key]; other != "" && other != r.Text("id") && !strings.Contains(other+r.Text("id"), "pacific") {
					t.Errorf("%q means %s and %s", n, other, r.Text("id"))
				}
				seen[key] = r.Text("id")
				if codes[key] {
					t.Errorf("%q of %s is the code of a state", n, r.Text("id"))
				}
			}
		}
	}
}

func TestSeasHoldTheirPoints(t *testing.T) {
	g := newGazetteer(t)
	names := AreaNames(facts.Default())
	if !slices.IsSorted(names) || len(names) != len(g.areas) {
		t.Errorf("AreaNames gives %v", names)
	}
	for _, a := range g.areas {
		if !a.point {
			continue
		}
		p := resolve(t, g, a.name, day)
		if p.Continent != "sea" || p.Of != "" || !slices.Contains(p.Areas, a.id) && a.id != "pacific" {
			t.Errorf("%s: %+v", a.name, p)
		}
		at := g.At(a.lat, a.lon, today)
		if at.Continent != "sea" || at.Name != a.name {
			t.Errorf("the point of %s is %s in %s", a.name, at.Name, at.Continent)
		}
	}
	for _, id := range []string{"north_atlantic", "mediterranean", "black_sea", "baltic", "arctic_ocean", "red_sea", "persian_gulf", "caribbean_sea", "gulf_of_mexico", "south_atlantic", "indian_ocean", "pacific", "south_china_sea", "east_china_sea", "southeast_asia_treaty_area", "rio_region"} {
		if !slices.Contains(names, id) {
			t.Errorf("no area %s", id)
		}
	}
}

func TestTerritoryIDs(t *testing.T) {
	ids := newGazetteer(t).TerritoryIDs()
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Error("the ids are not in order, or stand twice")
	}
	for _, id := range []string{"falkland-islands", "ceuta", "crimea", "senkaku-islands", "hawaii", "west-berlin"} {
		if !slices.Contains(ids, id) {
			t.Errorf("no territory %s", id)
		}
	}
	if slices.Contains(ids, "narva") || slices.Contains(ids, "soviet-republics") {
		t.Error("a city, or home soil, is no territory with a status of its own")
	}
}

// A user's own table may add a territory, and a fault in a shape names its line.
func TestOverlaidTerritories(t *testing.T) {
	write := func(shape string) string {
		dir := t.TempDir()
		text := "id,from,name,kind,lat,lon,shape,of,divided,continent,island,metropolitan,basis,source\n" +
			"rockall,1955-09-18,Rockall,territory,57.596,-13.687," + shape + ",GBR,no,europe,yes,no,memory,casus\n"
		if err := os.WriteFile(filepath.Join(dir, "territories.csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	pack, err := facts.Default().Overlay(write("circle 57.596 -13.687 5"))
	if err != nil {
		t.Fatal(err)
	}
	g, err := New(pack, stateNames)
	if err != nil {
		t.Fatal(err)
	}
	wants{territory: "rockall", of: "GBR", in: "north_atlantic"}.check(t, resolve(t, g, "rockall", day))

	pack, err = facts.Default().Overlay(write("circle 57.596"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = New(pack, stateNames); err == nil || !strings.Contains(err.Error(), "territories.csv:2: shape: a circle takes") {
		t.Errorf("a malformed shape: %v", err)
	}
}
