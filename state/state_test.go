package state

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"casus"
	"casus/facts"
)

// soundings are days in every era of the state system.
var soundings = []string{
	"1816-01-01", "1848-03-01", "1861-02-13", "1866-06-14", "1871-01-18", "1899-10-11", "1914-07-28", "1918-11-12", "1939-09-01",
	"1942-12-31", "1945-10-24", "1949-04-04", "1958-08-23", "1960-12-31", "1975-12-31", "1989-11-09", "1990-10-03", "1991-12-25",
	"1992-04-27", "2003-02-04", "2006-06-05", "2016-12-31", "2024-02-10", "2026-11-23",
}

// Members of the Correlates of War and Gleditsch-Ward systems, counted in the
// publishers' own lists (v2016; to 2020).
func TestCountOfMembers(t *testing.T) {
	r := Default()
	for _, c := range []struct {
		on      string
		cow, gw int
	}{
		{"1816-01-01", 23, 48}, {"1848-03-01", 39, 66}, {"1871-01-18", 36, 58}, {"1914-07-28", 45, 60}, {"1939-09-01", 63, 73}, {"1942-12-31", 52, 70},
		{"1945-10-24", 62, 72}, {"1949-04-04", 72, 83}, {"1960-12-31", 107, 114}, {"1989-11-09", 161, 171}, {"1992-01-01", 177, 185}, {"2016-12-31", 195, 197},
	} {
		var cow, gw int
		for _, id := range r.All(on(c.on)) {
			s, _ := r.Get(id, on(c.on))
			if s.InCOW(on(c.on)) {
				cow++
			}
			if s.InGW(on(c.on)) {
				gw++
			}
		}
		if cow != c.cow || gw != c.gw {
			t.Errorf("%s: %d and %d members, the lists have %d and %d", c.on, cow, gw, c.cow, c.gw)
		}
	}
}

func TestTodaysStates(t *testing.T) {
	r := Default()
	members, others := 0, []string{}
	for _, id := range r.All(0) {
		s, _ := r.Get(id, 0)
		if s.UNMember {
			members++
		} else {
			others = append(others, string(id))
		}
		if s.UNMember && (len(s.ISO2) != 2 || s.ISO3 != string(id) || s.Capital == "" || s.Lat == 0 && s.Lon == 0) {
			t.Errorf("%s: codes or capital are wanting: %+v", id, s)
		}
	}
	if want := []string{"ABK", "PSE", "SOT", "TWN", "VAT", "XKX"}; members != 193 || !slices.Equal(others, want) {
		t.Errorf("%d members of the United Nations and %v, want 193 and %v", members, others, want)
	}
}

func TestNamesByDate(t *testing.T) {
	for _, c := range []struct{ id, on, name, official string }{
		{"RUS", "1914-07-28", "Russian Empire", "Russian Empire"},
		{"RUS", "1917-06-01", "Russia", "Russian Republic"},
		{"RUS", "1922-12-29", "Soviet Russia", "Russian Socialist Federative Soviet Republic"},
		{"RUS", "1922-12-30", "Soviet Union", "Union of Soviet Socialist Republics"},
		{"RUS", "1991-12-25", "Soviet Union", "Union of Soviet Socialist Republics"},
		{"RUS", "1991-12-26", "Russia", "Russian Federation"},
		{"DEU", "1870-07-19", "Prussia", "Kingdom of Prussia"},
		{"DEU", "1914-08-01", "Germany", "German Empire"},
		{"DEU", "1941-06-22", "Germany", "German Reich"},
		{"DEU", "1960-01-01", "West Germany", "Federal Republic of Germany"},
		{"DEU", "1990-10-03", "Germany", "Federal Republic of Germany"},
		{"YUG", "1999-03-24", "FR Yugoslavia", "Federal Republic of Yugoslavia"},
		{"YUG", "2003-02-04", "Serbia and Montenegro", "State Union of Serbia and Montenegro"},
		{"SRB", "1914-07-28", "Serbia", "Kingdom of Serbia"},
		{"YEM", "1980-01-01", "North Yemen", "Yemen Arab Republic"},
		{"CHN", "1937-07-07", "China", "Republic of China"},
		{"CHN", "1950-10-25", "China", "People's Republic of China"},
		{"KOR", "1900-01-01", "Korea", "Korean Empire"},
		{"TUR", "2024-02-10", "Turkey", "Republic of Türkiye"},
		{"TUR", "1952-02-18", "Turkey", "Republic of Turkey"},
		{"EST", "1960-01-01", "Estonia", "Republic of Estonia"}, // not then: the nearest spell
		{"QQQ", "1960-01-01", "QQQ", "QQQ"},
	} {
		r := Default()
		if n, o := r.Name(casus.State(c.id), on(c.on)), r.Official(casus.State(c.id), on(c.on)); n != c.name || o != c.official {
			t.Errorf("%s on %s: %q, %q; want %q, %q", c.id, c.on, n, o, c.name, c.official)
		}
	}
}

func TestNumbersByDate(t *testing.T) {
	for _, c := range []struct {
		id, on  string
		cow, gw int
	}{
		{"DEU", "1914-07-28", 255, 255}, {"DEU", "1960-01-01", 260, 260}, {"DEU", "2024-02-10", 255, 260},
		{"SRB", "1914-07-28", 345, 340}, {"YUG", "1960-01-01", 345, 345}, {"SRB", "2024-02-10", 345, 340},
		{"YEM", "1980-01-01", 678, 678}, {"YEM", "2000-01-01", 679, 678}, {"KOR", "1900-01-01", 730, 730}, {"KOR", "2000-01-01", 732, 732},
		{"VNM", "1860-01-01", 0, 815}, {"VNM", "2000-01-01", 816, 816}, {"TBT", "1930-01-01", 0, 711}, {"VAT", "2000-01-01", 0, 0}, {"EST", "1960-01-01", 0, 0},
	} {
		if cow, gw := Default().COW(casus.State(c.id), on(c.on)), Default().GW(casus.State(c.id), on(c.on)); cow != c.cow || gw != c.gw {
			t.Errorf("%s on %s: %d, %d; want %d, %d", c.id, c.on, cow, gw, c.cow, c.gw)
		}
	}
}

// On every day one code means one state, every state answers to its own id and
// number, and its name leads to it, alone or among the candidates.
func TestEveryStateAnswersToItsCodes(t *testing.T) {
	r := Default()
	for _, day := range soundings {
		d := on(day)
		for _, id := range r.All(d) {
			s, _ := r.Get(id, d)
			for _, code := range []string{string(id), strings.ToLower(string(id)), s.ISO2, s.ISO3, "cow:" + s.COWAbb} {
				if code == "" || code == "cow:" {
					continue
				}
				if got, err := r.Resolve(code, d); got != id {
					t.Errorf("%s on %s: %q gives %s, %v", id, day, code, got, err)
				}
			}
			if got, ok := r.FromCOW(s.COW, d); s.COW != 0 && (!ok || got != id) {
				t.Errorf("%s on %s: COW %d gives %s", id, day, s.COW, got)
			}
			if got, ok := r.FromGW(s.GW, d); s.GW != 0 && (!ok || got != id) {
				t.Errorf("%s on %s: GW %d gives %s", id, day, s.GW, got)
			}
			for _, name := range []string{s.Name, s.Official, r.Label(id, d)} {
				if got, err := r.Resolve(name, d); got != id && (err == nil || !strings.Contains(err.Error(), "("+string(id)+")")) {
					t.Errorf("%s on %s: %q gives %s, %v", id, day, name, got, err)
				}
			}
		}
	}
}

// Every further spelling leads to its state on its first day there, and a
// spelling that ended before the state began only to a message with its name.
func TestEverySpellingIsOfUse(t *testing.T) {
	r := Default()
	for _, row := range facts.Default().MustTable("state_names").Rows {
		id, name := casus.State(row.Text("id")), row.Text("name")
		d := casus.Date(0)
		for _, s := range r.Spells(id) {
			first := max(row.Date("from"), s.From)
			if s.Holds(first) && (row.Text("until") == "" || first <= row.Date("until")) {
				d = first
				break
			}
		}
		if d == 0 {
			if _, err := r.Resolve(name, 0); err == nil || !strings.Contains(err.Error(), r.Name(id, 0)) {
				t.Errorf("line %d: %q of %s never holds and says %v", row.Line, name, id, err)
			}
			continue
		}
		if got, err := r.Resolve(name, d); got != id && (err == nil || !strings.Contains(err.Error(), "("+string(id)+")")) {
			t.Errorf("line %d: %q on %s gives %s, %v; want %s", row.Line, name, d, got, err, id)
		}
	}
}

// Spells of a state follow each other in order; each list counts a state in a
// spell on days of that spell only; territory passes to other states.
func TestSpellsAreSound(t *testing.T) {
	r := Default()
	for _, id := range r.ids {
		last := casus.Date(0)
		for _, s := range r.Spells(id) {
			if s.From <= last || last == 0 && s.From < on("1816-01-01") {
				t.Errorf("%s: the spell from %s does not follow %s", id, s.From, last)
			}
			if last = s.Until; last == 0 {
				last = today
			}
			for _, span := range []casus.Span{s.COWSpan, s.GWSpan} {
				if span.From != 0 && (!s.Holds(span.From) || span.Until == 0 && s.Until != 0 || span.Until != 0 && (span.Until < span.From || !s.Holds(span.Until))) {
					t.Errorf("%s from %s: a list counts it from %s to %s", id, s.From, span.From, span.Until)
				}
			}
			if s.COWSpan.From == 0 && s.GWSpan.From == 0 && id != "PSE" && id != "VAT" {
				t.Errorf("%s from %s: in no list", id, s.From)
			}
			for _, other := range slices.Concat(s.Predecessors, s.Successors) {
				if other == id {
					t.Errorf("%s from %s: passes to itself", id, s.From)
				}
			}
		}
	}
}

// Where a state begins or ends for good, the state named beside it must be
// there to hold the territory: the day before, or the day after.
func TestTerritoryPassesToAStateThatIsThere(t *testing.T) {
	r := Default()
	for _, id := range r.ids {
		for _, s := range r.Spells(id) {
			if len(s.Predecessors) > 0 && len(r.existing(s.Predecessors, s.From-1)) == 0 {
				t.Errorf("%s from %s: none of %v was there the day before", id, s.From, s.Predecessors)
			}
			if len(s.Successors) > 0 && len(r.existing(s.Successors, s.Until+1)) == 0 && id != "DEU" {
				t.Errorf("%s until %s: none of %v was there the day after", id, s.Until, s.Successors)
			}
		}
	}
}

func TestRegion(t *testing.T) {
	if region, sub := Default().Region("AUH", on("1914-07-28")); region != "Europe" || sub != "Western Europe" {
		t.Errorf("Austria-Hungary lies in %s, %s", region, sub)
	}
	if region, _ := Default().Region("QQQ", 0); region != "" {
		t.Errorf("an unknown state lies in %s", region)
	}
}

func TestComplete(t *testing.T) {
	for _, c := range []struct {
		prefix string
		want   []string
	}{
		{"EST", []string{"EST\tEstonia", "ESTonia\tEST"}},
		{"est", []string{"est\tEstonia", "estonia\tEST"}},
		{"CSK", []string{"CSK\tCzechoslovakia (1918-1992)"}},
		{"North K", []string{"North Korea\tPRK"}},
		{"Soviet U", nil}, // no name of today
		{"\x00", nil},
		{strings.Repeat("E", 1<<20), nil},
	} {
		if got := Default().Complete(c.prefix); !slices.Equal(got, c.want) {
			t.Errorf("%.20q: %q, want %q", c.prefix, got, c.want)
		}
	}
	if n := len(Default().Complete("")); n != len(Default().ids) {
		t.Errorf("nothing written completes to %d ids of %d", n, len(Default().ids))
	}
}

func TestOverlay(t *testing.T) {
	build := func(file, text string) (*Registry, error) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		pack, err := facts.Default().Overlay(dir)
		if err != nil {
			return nil, err
		}
		return New(pack)
	}
	r, err := build("state_names.csv", "id,name,from,until,basis,source\nSRB,Raška,1816-01-01,,memory,casus\n")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := r.Resolve("raska", 0); got != "SRB" {
		t.Errorf("an overlaid spelling gives %s, %v", got, err)
	}
	const head = "id,from,until,name,region,subregion,microstate,basis,sources\n"
	for _, c := range []struct{ file, text, want string }{
		{"states.csv", head + "EST,1995-01-01,,Estonia,Europe,Northern Europe,no,memory,casus\n", "the spell of EST overlaps"},
		{"states.csv", head + "ABC,1995-01-01,1990-01-01,Abecia,Europe,Northern Europe,no,memory,casus\n", "before it begins"},
		{"state_names.csv", "id,name,from,until,basis,source\nEST,Estland,1995-01-01,1990-01-01,memory,casus\n", "before it begins"},
	} {
		_, err := build(c.file, c.text)
		var ie *casus.InputError
		if !errors.As(err, &ie) || !strings.Contains(ie.Msg, c.want) || !strings.HasSuffix(ie.File, c.file) || ie.Line != 2 {
			t.Errorf("got %v, want %q with file and line", err, c.want)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(facts.Default()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	r, d := Default(), on("2024-02-10")
	for _, text := range []string{"EST", "366", "Bosnia and Herzegovina", "Estnia"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Resolve(text, d)
			}
		})
	}
}
