package facts

import (
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"casus"
)

func TestEmbeddedPackPasses(t *testing.T) {
	faults := Default().Check()
	for i, f := range faults {
		if i == 20 {
			t.Fatalf("and %d more", len(faults)-i)
		}
		t.Error(f)
	}
}

// Every table that schema.csv describes is there and holds something.
func TestEveryTableHasRows(t *testing.T) {
	p := Default()
	for _, name := range p.Names() {
		tab, err := p.Table(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(tab.Rows) == 0 || len(tab.KeyNames()) == 0 || tab.Title == "" || tab.Vintage == "" {
			t.Errorf("%s: %d rows, key %v, title %q, vintage %q", name, len(tab.Rows), tab.KeyNames(), tab.Title, tab.Vintage)
		}
		for _, c := range tab.Columns {
			if c.Type == "enum" && len(c.Values) < 1 {
				t.Errorf("%s.%s: an enum without values", name, c.Name)
			}
			if c.HasMin && c.HasMax && c.Min > c.Max {
				t.Errorf("%s.%s: bounds %g to %g", name, c.Name, c.Min, c.Max)
			}
		}
	}
	files, err := embedded.ReadDir("tables")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name, _ := tableName(f.Name())
		if name != "schema" && name != "tables" && !slices.Contains(p.Names(), name) {
			t.Errorf("tables/%s is embedded, but no schema describes it", f.Name())
		}
		raw, _ := embedded.ReadFile("tables/" + f.Name())
		if strings.Contains(string(raw), "\r") || !strings.HasSuffix(string(raw), "\n") {
			t.Errorf("tables/%s: lines must end with a line feed alone", f.Name())
		}
	}
}

// The tables of this package's own making carry a source in every row.
func TestEveryFigureHasASource(t *testing.T) {
	for _, name := range []string{"editions", "nato_expenditure", "guidelines", "capabilities", "nuclear", "aid_ukraine", "statements", "us_forces_abroad"} {
		tab := Default().MustTable(name)
		sources := Default().MustTable("sources")
		for _, r := range tab.Rows {
			ids := r.List("source")
			if len(ids) == 0 {
				t.Errorf("%s:%d: no source", name, r.Line)
			}
			for _, id := range ids {
				if _, ok := sources.Find(id); !ok {
					t.Errorf("%s:%d: no source %q", name, r.Line, id)
				}
			}
		}
	}
}

func TestFind(t *testing.T) {
	nato := Default().MustTable("nato_expenditure")
	r, ok := nato.Find("2024-06", "EST", "2024")
	if !ok || r.Text("edition")+r.Text("member")+r.Text("year") != "2024-06EST2024" {
		t.Fatalf("Estonia 2024 in the edition of June 2024: %v %v", ok, r.cells)
	}
	if _, ok := nato.Find("2024-06", "ISL", "2024"); ok {
		t.Error("Iceland has no armed forces and no row")
	}
	if got := nato.KeyNames(); !slices.Equal(got, []string{"edition", "member", "year"}) {
		t.Errorf("key %v", got)
	}
}

func TestUnknownTable(t *testing.T) {
	_, err := Default().Table("guidlines")
	if err == nil || !strings.Contains(err.Error(), "guidelines") {
		t.Errorf("a misspelt table should name the nearest: %v", err)
	}
	_, err = Default().Table("zzzzzzzzzzzzzzz")
	if err == nil || !strings.Contains(err.Error(), "capabilities") {
		t.Errorf("a table far from any should list them: %v", err)
	}
}

// NATO's aggregates are the sums of the members of the day: the check that the
// digits were copied into the right cells.
func TestAggregatesAreSums(t *testing.T) {
	sums := map[[3]string]float64{} // edition, year, column
	members := map[[2]string]int{}
	nato := Default().MustTable("nato_expenditure")
	for _, r := range nato.Rows {
		if strings.HasPrefix(r.Text("member"), "NATO") {
			continue
		}
		// NATO adds up the members of the year: Montenegro from 2017, North
		// Macedonia from 2020, Finland from 2023, Sweden from 2024.
		joined := map[string]int{"MNE": 2017, "MKD": 2020, "FIN": 2023, "SWE": 2024}[r.Text("member")]
		if r.Int("year") < joined {
			continue
		}
		members[[2]string{r.Text("edition"), r.Text("year")}]++
		for _, col := range []string{"expenditure_usd_m", "personnel_thousand"} {
			v, _ := r.Number(col)
			sums[[3]string{r.Text("edition"), r.Text("year"), col}] += v
		}
	}
	checked := 0
	for _, r := range nato.Rows {
		if r.Text("member") != "NATO_TOTAL" {
			continue
		}
		for _, col := range []string{"expenditure_usd_m", "personnel_thousand"} {
			total, ok := r.Number(col)
			sum := sums[[3]string{r.Text("edition"), r.Text("year"), col}]
			if !ok {
				continue
			}
			checked++
			if math.Abs(sum-total) > 0.005*total {
				t.Errorf("%s %s %s: members add up to %.1f, NATO prints %.1f", r.Text("edition"), r.Text("year"), col, sum, total)
			}
		}
	}
	if checked < 40 {
		t.Errorf("only %d aggregates were compared", checked)
	}
}

// Exactly one row of a state and measure is the preferred one, it has a figure
// where any row has, and no later year stands beside it.
func TestOnePreferredCapability(t *testing.T) {
	type key struct{ state, measure string }
	groups := map[key][]Row{}
	for _, r := range Default().MustTable("capabilities").Rows {
		k := key{r.Text("state"), r.Text("measure")}
		groups[k] = append(groups[k], r)
	}
	if len(groups) < 197*4 {
		t.Errorf("only %d pairs of state and measure", len(groups))
	}
	for k, rows := range groups {
		var pref []Row
		for _, r := range rows {
			if r.Bool("preferred") {
				pref = append(pref, r)
			}
		}
		if len(pref) != 1 {
			t.Errorf("%v: %d preferred rows", k, len(pref))
			continue
		}
		p := pref[0]
		for _, r := range rows {
			if r.Text("value") != "" && r.Text("flag") != "suspect" && (p.Text("value") == "" || r.Int("year") > p.Int("year")) {
				t.Errorf("%v: %s %s is preferred to %s %s", k, p.Text("source"), p.Text("year"), r.Text("source"), r.Text("year"))
			}
			low, hasLow := r.Number("low")
			high, hasHigh := r.Number("high")
			v, has := r.Number("value")
			if hasLow && hasHigh && (low > high || has && (v < low || v > high)) {
				t.Errorf("%v: %g not within %g to %g", k, v, low, high)
			}
		}
	}
	ven, _ := Default().MustTable("capabilities").Find("VEN", "military_expenditure", "2024", "sipri-2025")
	if ven.Text("flag") != "suspect" || ven.Bool("preferred") {
		t.Error("Venezuela's 0.0 of 2024 must be flagged, never preferred")
	}
}

func TestNuclearStates(t *testing.T) {
	var got []string
	for _, r := range Default().MustTable("nuclear").Rows {
		got = append(got, r.Text("state"))
		if r.Text("status_basis") != "memory" {
			t.Errorf("%s: the status under the treaty was not read and must say so", r.Text("state"))
		}
	}
	want := []string{"CHN", "FRA", "GBR", "IND", "ISR", "PAK", "PRK", "RUS", "USA"}
	if !slices.Equal(got, want) {
		t.Errorf("nuclear-armed: %v, want %v", got, want)
	}
}

func TestAidAddsUp(t *testing.T) {
	military := map[string]float64{}
	for _, r := range Default().MustTable("aid_ukraine").Rows {
		sum := 0.0
		for _, col := range []string{"financial", "humanitarian", "military"} {
			v, ok := r.Number(col)
			if !ok {
				t.Errorf("%s %s: no %s", r.Text("release"), r.Text("donor"), col)
			}
			sum += v
		}
		total, _ := r.Number("total")
		if math.Abs(sum-total) > 0.0025 {
			t.Errorf("%s %s: %.3f in parts, %.3f in total", r.Text("release"), r.Text("donor"), sum, total)
		}
		v, _ := r.Number("military")
		military[r.Text("release")] += v
	}
	if math.Abs(military["30v2"]-204.9) > 0.05 {
		t.Errorf("military aid of release 30v2: %.3f, want 204.9 bn US$", military["30v2"])
	}
}

// What was known of a statement's day is never more than the source says.
func TestStatementDates(t *testing.T) {
	tab := Default().MustTable("statements")
	if len(tab.Rows) != 82 {
		t.Errorf("%d statements, want 15 of the article and 67 others", len(tab.Rows))
	}
	for _, r := range tab.Rows {
		day, from, until := r.Date("date"), r.Date("date_from"), r.Date("date_until")
		if day != 0 && (from != day || until != day) {
			t.Errorf("%s: said on %s, but between %s and %s", r.Text("id"), day, from, until)
		}
		if from > until {
			t.Errorf("%s: from %s until %s", r.Text("id"), from, until)
		}
		for name, weekday := range map[string]time.Weekday{"Sunday": time.Sunday} {
			if strings.HasPrefix(r.Text("date_printed"), name) && day.Time().Weekday() != weekday {
				t.Errorf("%s: %s is no %s", r.Text("id"), day, name)
			}
		}
		if r.Text("speaker_state") != "" && r.Text("organisation") != "" {
			t.Errorf("%s: speaks for a state and for an organisation", r.Text("id"))
		}
		if r.Text("commitment") == "" && r.Text("article") != "" {
			t.Errorf("%s: an article of no treaty", r.Text("id"))
		}
	}
	for id, want := range map[string]string{
		"S01": "2024-02-10", // printed as Saturday January 10, which was a Wednesday
		"S02": "",           // when the exchange took place is disputed
		"S11": "",           // the statement is of 10 or 11 February
		"M13": "",           // a month is no day
	} {
		if r, ok := tab.Find(id); !ok || r.Text("date") != want {
			t.Errorf("%s: dated %q, want %q", id, r.Text("date"), want)
		}
	}
	m13, _ := tab.Find("M13")
	if m13.Date("date_from") != casus.MustDate("2019-10-01") || m13.Date("date_until") != casus.MustDate("2019-10-31") {
		t.Errorf("M13: October 2019 runs from %s to %s", m13.Date("date_from"), m13.Date("date_until"))
	}
}

// Nothing from memory stands in the tables without a flag.
func TestMemoryIsFlagged(t *testing.T) {
	for _, name := range []string{"guidelines", "statements", "capabilities", "aid_ukraine", "nato_expenditure"} {
		tab := Default().MustTable(name)
		for _, r := range tab.Rows {
			text := strings.Join(r.Cells(), " ")
			if (strings.Contains(text, "memory") || strings.Contains(text, "remembered")) && !(tab.Has("basis") && r.Text("basis") == "memory") {
				t.Errorf("%s:%d: from memory without a flag", name, r.Line)
			}
		}
	}
	floor, ok := Default().MustTable("guidelines").Find("G3")
	if !ok || floor.Text("basis") != "memory" || floor.Text("kind") != "floor" {
		t.Error("the floor of Vilnius must carry the flag memory")
	}
}

// Every publisher of figures is named in the notice with its terms.
func TestNotice(t *testing.T) {
	raw, err := os.ReadFile("NOTICE.md")
	if err != nil {
		t.Fatal(err)
	}
	notice := string(raw)
	for _, r := range Default().MustTable("sources").Rows {
		id := r.Text("id")
		for _, prefix := range []string{"nato-", "world-bank-", "sipri-", "kiel-", "cia-", "us-dmdc"} {
			if strings.HasPrefix(id, prefix) && !strings.Contains(notice, "`"+id+"`") {
				t.Errorf("NOTICE.md does not name %s", id)
			}
		}
	}
}

func TestUSForcesAbroad(t *testing.T) {
	tab := Default().MustTable("us_forces_abroad")
	for _, tt := range []struct {
		host, year, want, why string
	}{
		{"DEU", "2024", "36541", ""},
		{"KOR", "2024", "24515", ""},
		{"XKX", "2014", "784", "Kosovo stands without a code in the compilation"},
		{"SRB", "2024", "15", "the compilation says Yugoslavia"},
	} {
		if r, ok := tab.Find(tt.host, tt.year); !ok || r.Text("personnel") != tt.want {
			t.Errorf("%s %s: %v %v, want %s (%s)", tt.host, tt.year, ok, r.cells, tt.want, tt.why)
		}
	}
	for _, absent := range [][2]string{
		{"USA", "2024"}, // home is not abroad
		{"CZE", "2024"}, // twice in the compilation, with different figures
		{"IRQ", "2019"}, // no longer published: the compilation holds rounded fill-ins and zeros
		{"AFG", "2022"},
	} {
		if _, ok := tab.Find(absent[0], absent[1]); ok {
			t.Errorf("%v should be left out", absent)
		}
	}
}

func TestDecimal(t *testing.T) {
	for s, want := range map[string]float64{"1234.5": 1234.5, "-0.2": -0.2, "1e6": 1e6, "0": 0, "2.00": 2} {
		if got, ok := decimal(s); !ok || got != want {
			t.Errorf("%q: %g %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "NaN", "Inf", "-inf", "0x10", "1_000", "1,5", "2 %", "1e999", "--2", ".", "e"} {
		if got, ok := decimal(s); ok {
			t.Errorf("%q is taken for %s", s, strconv.FormatFloat(got, 'g', -1, 64))
		}
	}
}
