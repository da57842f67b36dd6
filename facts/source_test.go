package facts

import (
	"casus/internal/sourcetest"
	"strings"
	"testing"
)

// sourceRows reads a file of the collection from which the tables were made. It
// is no part of the repository; where it is absent the test is skipped, and
// says so.
func sourceRows(t *testing.T, name string) []map[string]string {
	t.Helper()
	return sourcetest.Rows(t, "CASUS_MODERN", "modern", name)
}

// same fails the test where a cell differs from the source's.
func same(t *testing.T, where, col, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %s is %q, the source prints %q", where, col, got, want)
	}
}

func TestNATOCellForCell(t *testing.T) {
	src := sourceRows(t, "nato_defence_expenditure.csv")
	tab := Default().MustTable("nato_expenditure")
	if len(src) != len(tab.Rows) {
		t.Errorf("%d rows, the source has %d", len(tab.Rows), len(src))
	}
	columns := map[string]string{
		"share_of_gdp_pct": "share_gdp_pct", "equipment_share_pct": "equipment_share_pct",
		"expenditure_usd_m": "expenditure_usd_current_m", "expenditure_constant_usd_m": "expenditure_usd_constant_m",
		"constant_base_year": "constant_base_year", "personnel_thousand": "personnel_thousand",
		"gdp_usd_m": "gdp_usd_current_m", "note": "note",
	}
	for _, s := range src {
		where := s["edition"] + " " + s["iso3"] + " " + s["year"]
		r, ok := tab.Find(s["edition"], s["iso3"], s["year"])
		if !ok {
			t.Errorf("%s: no row", where)
			continue
		}
		for col, from := range columns {
			same(t, where, col, r.Text(col), s[from])
		}
		same(t, where, "estimate", r.Text("estimate"), map[string]string{"0": "no", "1": "yes"}[s["is_estimate"]])
		if press := !strings.HasPrefix(s["source"], "NATO,"); press != (r.Text("source") == "nato-2025-08-defense-express" || r.Text("source") == "nato-2025-08-statista") {
			t.Errorf("%s: the source %q is not told from press", where, r.Text("source"))
		}
		e, _ := Default().MustTable("editions").Find(s["edition"])
		same(t, where, "published", e.Text("published"), s["as_of"])
	}
}

func TestCapabilitiesCellForCell(t *testing.T) {
	src := sourceRows(t, "states.csv")
	tab := Default().MustTable("capabilities")
	seen := 0
	// cell compares one figure of a state, absent where the source has none.
	cell := func(s map[string]string, measure, yearCol, source, valueCol, lowCol, highCol string) {
		year := s[yearCol]
		if yearCol == "2024" || yearCol == "2020" {
			year = yearCol
		}
		if year == "" {
			year = "2026" // the year of the snapshot, for Iceland's nought
		}
		where := s["iso3"] + " " + measure + " " + source
		r, ok := tab.Find(s["iso3"], measure, year, source)
		want := s[valueCol]
		if !ok {
			if want != "" || measure == "active_personnel" && s["personnel_year"] != "" {
				t.Errorf("%s: no row for %q", where, want)
			}
			return
		}
		seen++
		if measure == "gdp" && strings.HasSuffix(want, "999999") {
			want = plusOne(want) // a copy had cut 537.079 bn to 537078999999
		}
		same(t, where, "value", r.Text("value"), want)
		same(t, where, "low", r.Text("low"), s[lowCol])
		same(t, where, "high", r.Text("high"), s[highCol])
		if measure == "active_personnel" {
			same(t, where, "note", r.Text("note"), strings.Join(strings.Fields(s["personnel_note"]), " "))
		}
		if flag := s["milex_flag"]; source == "sipri-2026" {
			same(t, where, "flag", r.Text("flag"), flag)
		}
	}
	for _, s := range src {
		popSource := "world-bank-population"
		if s["iso3"] == "TWN" || s["iso3"] == "VAT" {
			popSource = "cia-factbook-2026" // the World Bank has no series for them
		}
		cell(s, "population", "population_year", popSource, "population", "", "")
		cell(s, "gdp", "gdp_wb_year", "world-bank-gdp", "gdp_usd_wb", "", "")
		cell(s, "gdp", "gdp_cia_year", "cia-factbook-2026", "gdp_usd_cia", "", "")
		cell(s, "military_expenditure", "milex_year", "sipri-2026", "milex_usd_m", "", "")
		cell(s, "military_expenditure_share", "milex_year", "sipri-2026", "milex_pct_gdp", "", "")
		cell(s, "military_expenditure", "2024", "sipri-2025", "milex_usd_m_2024", "", "")
		cell(s, "military_expenditure_share", "2024", "sipri-2025", "milex_pct_gdp_2024", "", "")
		cell(s, "active_personnel", "personnel_year", "cia-factbook-2026", "active_personnel", "active_personnel_low", "active_personnel_high")
		cell(s, "armed_forces_personnel_wb", "2020", "world-bank-personnel", "personnel_wb_2020", "", "")
		if _, armed := Default().MustTable("nuclear").Find(s["iso3"]); armed != (s["nuclear_armed"] == "1") {
			t.Errorf("%s: nuclear_armed %s", s["iso3"], s["nuclear_armed"])
		}
	}
	if seen != len(tab.Rows) {
		t.Errorf("%d rows were compared, the table has %d", seen, len(tab.Rows))
	}
}

// plusOne adds one to a whole number that ends in nines.
func plusOne(digits string) string {
	head := strings.TrimRight(digits, "9")
	last := head[len(head)-1]
	return head[:len(head)-1] + string(last+1) + strings.Repeat("0", len(digits)-len(head))
}

func TestAidCellForCell(t *testing.T) {
	src := sourceRows(t, "ukraine_aid.csv")
	tab := Default().MustTable("aid_ukraine")
	if len(src) != len(tab.Rows) {
		t.Errorf("%d rows, the source has %d", len(tab.Rows), len(src))
	}
	for _, s := range src {
		where := s["release"] + " " + s["donor"]
		r, ok := tab.Find(s["release"], s["iso3"])
		if !ok {
			t.Errorf("%s: no row", where)
			continue
		}
		for _, col := range []string{"unit", "measure", "financial", "humanitarian", "military", "total", "total_commitments", "total_incl_eu_share"} {
			same(t, where, col, r.Text(col), s[col])
		}
		same(t, where, "donor_name", r.Text("donor_name"), s["donor"])
		if len(s["as_of"]) == len("2026-02-28") {
			same(t, where, "cut_off", r.Text("cut_off"), s["as_of"])
		} else if r.Text("cut_off") != "" {
			t.Errorf("%s: a cut-off of %s that the source does not state", where, r.Text("cut_off"))
		}
	}
}

func TestGuidelinesCellForCell(t *testing.T) {
	src := sourceRows(t, "guidelines.csv")
	tab := Default().MustTable("guidelines")
	if len(src) != len(tab.Rows) {
		t.Errorf("%d rows, the source has %d", len(tab.Rows), len(src))
	}
	for _, s := range src {
		r, ok := tab.Find(s["id"])
		if !ok {
			t.Errorf("%s: no row", s["id"])
			continue
		}
		for _, col := range []string{"description", "value", "unit", "adopted", "forum", "target_year", "conditions", "legal_nature", "verified"} {
			same(t, s["id"], col, r.Text(col), s[col])
		}
	}
}

func TestStatementsCellForCell(t *testing.T) {
	tab := Default().MustTable("statements")
	sources := Default().MustTable("sources")
	n := 0
	for file, renamed := range map[string]map[string]string{
		"statements_article.csv": {"date_printed": "date_printed", "outlet": "outlet", "chain": "reported_chain", "original_wording": "original_wording_elsewhere", "disputes": "disputes"},
		"statements_more.csv":    {"note": "note"},
	} {
		for _, s := range sourceRows(t, file) {
			n++
			r, ok := tab.Find(s["id"])
			if !ok {
				t.Errorf("%s: no row", s["id"])
				continue
			}
			for _, col := range []string{"speaker", "role", "date_basis", "text", "text_kind", "addressee", "verified"} {
				same(t, s["id"], col, r.Text(col), s[col])
			}
			same(t, s["id"], "about", r.Text("about"), s["target"])
			same(t, s["id"], "stance_source", r.Text("stance_source"), s["stance"])
			same(t, s["id"], "commitment_source", r.Text("commitment_source"), s["commitment"])
			for col, from := range renamed {
				want := s[from]
				if i := strings.Index(want, " (the English is remembered"); i >= 0 {
					want = want[:i] // memory is left out
				}
				same(t, s["id"], col, r.Text(col), want)
			}
			venue, _, _ := strings.Cut(s["venue"], " (television, from memory")
			same(t, s["id"], "venue", r.Text("venue"), venue)
			ids := r.List("source")
			cite, _ := sources.Find(ids[len(ids)-1])
			if file == "statements_more.csv" {
				same(t, s["id"], "source", cite.Text("title"), s["source"])
			}
			speaks := r.Text("speaker_state")
			if org := r.Text("organisation"); org != "" {
				speaks = org
				if r.Text("nationality") != "" {
					speaks += " (" + r.Text("nationality") + ")"
				}
			}
			same(t, s["id"], "speaker", speaks, s["speaker_country"])
		}
	}
	if n != len(tab.Rows) {
		t.Errorf("%d statements compared, the table has %d", n, len(tab.Rows))
	}
}
