package burden

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus"
	"casus/facts"
)

// The contract's fields stand in every row of JSON, null where not known.
func TestJSON(t *testing.T) {
	raw, err := json.Marshal(one(t, Query{States: []casus.State{"ISL"}, Year: 2024}))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	for _, f := range strings.Fields("share_of_gdp_pct guideline_pct guideline gap_pct gap_usd_m target_pct target_year target_gap_pct equipment_share_pct equipment_guideline_pct expenditure_usd_m change_pct_points rank target_gap_usd_m") {
		if v, ok := got[f]; !ok || v != nil {
			t.Errorf("%s: %v, present %v; want null", f, v, ok)
		}
	}
	for _, f := range strings.Fields("state year member estimate edition source vintage restated note") {
		if v, ok := got[f]; !ok || v == nil {
			t.Errorf("%s: %v, present %v", f, v, ok)
		}
	}
	raw, _ = json.Marshal(table(t, Query{Year: 2024, AsKnown: casus.MustDate("2020-01-01")}))
	if s := string(raw); strings.Contains(s, `:null`) && (strings.Contains(s, `"rows":null`) || strings.Contains(s, `"summary":null`) || strings.Contains(s, `"notes":null`)) {
		t.Error("a list is null")
	}
}

// The guidelines are pledges: nobody is in debt under them.
func TestNoTalkOfDebt(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		raw, _ := os.ReadFile(f)
		for _, word := range []string{"debt", "arrears", "delinquent"} {
			if strings.Contains(strings.ToLower(string(raw)), word) {
				t.Errorf("%s says %q", f, word)
			}
		}
	}
}

// FuzzTable: no query makes the table panic, and an error is the user's.
func FuzzTable(f *testing.F) {
	f.Add("EST", 2024, 0, "", int32(0), false)
	f.Add("", 0, 2014, "2024-06", int32(0), true)
	f.Add("FIN", 2020, 0, "", int32(casus.MustDate("2024-07-01")), false)
	f.Add("ISL", 0, 0, "", int32(1), true)
	f.Fuzz(func(t *testing.T, s string, year, since int, edition string, on int32, all bool) {
		q := Query{Year: year, Since: since, Edition: edition, AsKnown: casus.Date(on), All: all}
		if s != "" {
			q.States = []casus.State{casus.State(s)}
		}
		a, err := Table(facts.Default(), of(q))
		if err != nil {
			var ie *casus.InputError
			if !errors.As(err, &ie) {
				t.Fatal(err)
			}
			return
		}
		for _, r := range a.Rows {
			if r.GapPct != nil && r.SharePct == nil || r.GapUSDm != nil && r.GDPUSDm == nil {
				t.Fatalf("a gap without its figures: %+v", r)
			}
		}
	})
}

func BenchmarkTable(b *testing.B) {
	for b.Loop() {
		if _, err := Table(facts.Default(), of(Query{Since: 2014})); err != nil {
			b.Fatal(err)
		}
	}
}
