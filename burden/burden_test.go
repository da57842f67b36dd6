package burden

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"casus"
	"casus/facts"
)

// joined gives the year in which the members of 2024 were first bound; those
// that are not named were bound throughout.
var joined = map[casus.State]int{"MNE": 2017, "MKD": 2020, "FIN": 2023, "SWE": 2024}

var allies = []casus.State{
	"ALB", "BEL", "BGR", "CAN", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC", "HRV", "HUN", "ISL",
	"ITA", "LTU", "LUX", "LVA", "MKD", "MNE", "NLD", "NOR", "POL", "PRT", "ROU", "SVK", "SVN", "SWE", "TUR", "USA",
}

// of gives a query about the alliance.
func of(q Query) Query {
	q.Members = allies
	q.Member = func(s casus.State, year int) bool { return year >= joined[s] }
	return q
}

func table(t *testing.T, q Query) Answer {
	t.Helper()
	a, err := Table(facts.Default(), of(q))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// one gives the only row of an answer.
func one(t *testing.T, q Query) Row {
	t.Helper()
	a := table(t, q)
	if len(a.Rows) != 1 {
		t.Fatalf("%d rows for %v in %d", len(a.Rows), q.States, q.Year)
	}
	return a.Rows[0]
}

func is(p *float64, want float64) bool { return p != nil && *p == want }

func show(p *float64) string {
	if p == nil {
		return "nil"
	}
	return strconv.FormatFloat(*p, 'g', -1, 64)
}

// The claim that fact checkers meet most: how many allies "paid" in 2024? The
// answer depends on the edition.
func TestMembersAtTwoPercentIn2024(t *testing.T) {
	for edition, want := range map[string]int{"2024-06": 23, "2025-08": 18, "2026-07": 17} {
		a := table(t, Query{Year: 2024, Edition: edition})
		s := a.Summary[0]
		if len(s.AtOrAbove) != want || s.Members != 32 {
			t.Errorf("edition %s: %d of %d members at 2 %% in 2024, want %d of 32", edition, len(s.AtOrAbove), s.Members, want)
		}
		if !slices.Equal(s.NoFigure, []casus.State{"ISL"}) {
			t.Errorf("edition %s: no figure for %v, want Iceland alone", edition, s.NoFigure)
		}
		if len(s.AtOrAbove)+len(s.Below)+len(s.NoFigure) != s.Members {
			t.Errorf("edition %s: the parts do not add up", edition)
		}
	}
}

func TestEstonia2024AsKnownThen(t *testing.T) {
	r := one(t, Query{States: []casus.State{"EST"}, Year: 2024, AsKnown: casus.MustDate("2024-12-31")})
	if !is(r.SharePct, 3.431) || !is(r.GuidelinePct, 2) || *r.Guideline != "floor" || r.GuidelineBasis != "memory" || !is(r.GapPct, -1.431) {
		t.Errorf("share %s, guideline %s, gap %s", show(r.SharePct), show(r.GuidelinePct), show(r.GapPct))
	}
	if !r.Estimate || r.Edition != "2024-06" || r.Vintage != "2024-06-17" || r.Source != "nato-2024-06" {
		t.Errorf("estimate %v, edition %s, vintage %s, source %s", r.Estimate, r.Edition, r.Vintage, r.Source)
	}
	if r.TargetPct != nil || r.TargetYear != nil || r.TargetGapPct != nil {
		t.Error("the target of The Hague is of June 2025")
	}
	if !is(r.EquipmentGuidelinePct, 20) || r.EquipmentPct == nil {
		t.Error("the equipment guideline is of 2014")
	}
	if *r.Rank != 2 || *r.RankOf != 31 {
		t.Errorf("rank %d of %d, want 2 of 31: after Poland, without Iceland", *r.Rank, *r.RankOf)
	}
}

func TestGuidelineByYear(t *testing.T) {
	a := table(t, Query{States: []casus.State{"USA"}, Since: 2014})
	if len(a.Rows) != 13 {
		t.Fatalf("%d years, want 2014 to 2026", len(a.Rows))
	}
	for _, r := range a.Rows {
		want, basis := "aim for 2024", ""
		if r.Year >= 2023 {
			want, basis = "floor", "memory"
		}
		if *r.Guideline != want || !is(r.GuidelinePct, 2) || r.GuidelineBasis != basis {
			t.Errorf("%d: %s %s (%s), want %s", r.Year, *r.Guideline, show(r.GuidelinePct), r.GuidelineBasis, want)
		}
		if hasTarget := r.TargetPct != nil; hasTarget != (r.Year >= 2025) {
			t.Errorf("%d: target %s", r.Year, show(r.TargetPct))
		} else if hasTarget && (*r.TargetPct != 3.5 || *r.TargetYear != 2035) {
			t.Errorf("%d: %g %% by %d", r.Year, *r.TargetPct, *r.TargetYear)
		}
		if !is(r.EquipmentGuidelinePct, 20) {
			t.Errorf("%d: equipment guideline %s", r.Year, show(r.EquipmentGuidelinePct))
		}
		// The edition has GDP only from 2023, so only then is there a cost.
		if (r.GapUSDm != nil) != (r.Year >= 2023) {
			t.Errorf("%d: a gap of %s million with a GDP of %s", r.Year, show(r.GapUSDm), show(r.GDPUSDm))
		}
	}
	if a.Rows[0].ChangePoints != nil || a.Rows[1].ChangePoints == nil {
		t.Error("there is a change from the second year on")
	}
	if !slices.ContainsFunc(a.Notes, func(n string) bool { return strings.Contains(n, "memory") }) {
		t.Errorf("the floor of Vilnius must be flagged: %q", a.Notes)
	}
}

func TestYearsBeforeMembership(t *testing.T) {
	for _, tt := range []struct {
		state casus.State
		first int
	}{{"FIN", 2023}, {"SWE", 2024}, {"MNE", 2017}, {"MKD", 2020}} {
		for year := 2014; year <= 2026; year++ {
			q := Query{States: []casus.State{tt.state}, Year: year}
			a := table(t, q)
			if member := year >= tt.first; member != (len(a.Rows) == 1) {
				t.Errorf("%s %d: %d rows", tt.state, year, len(a.Rows))
			} else if !member && (len(a.Notes) == 0 || !strings.Contains(a.Notes[0], "was not a member in "+strconv.Itoa(year))) {
				t.Errorf("%s %d: the answer does not say why it is empty: %q", tt.state, year, a.Notes)
			}
			q.All = true
			r := one(t, q)
			if r.Member != (year >= tt.first) || r.SharePct == nil {
				t.Errorf("%s %d with all years: member %v, share %s", tt.state, year, r.Member, show(r.SharePct))
			}
			if !r.Member && (r.GuidelinePct != nil || r.Guideline != nil || r.GapPct != nil || r.TargetPct != nil || r.EquipmentGuidelinePct != nil || r.Rank != nil) {
				t.Errorf("%s %d: a guideline before membership", tt.state, year)
			}
		}
	}
}

func TestIceland(t *testing.T) {
	r := one(t, Query{States: []casus.State{"ISL"}, Year: 2024})
	if !r.Member || !strings.Contains(r.Note, "no armed forces") {
		t.Errorf("member %v, note %q", r.Member, r.Note)
	}
	if r.SharePct != nil || r.GapPct != nil || r.GuidelinePct != nil || r.ExpenditureUSDm != nil || r.Rank != nil {
		t.Error("Iceland's row holds a figure")
	}
}

// NATO restates: Latvia's 2022 rose from 2.12 to 2.25, the United States' fell.
func TestRestatements(t *testing.T) {
	lva := one(t, Query{States: []casus.State{"LVA"}, Year: 2022, Edition: "2024-06"})
	if !slices.ContainsFunc(lva.Restated, func(r Restated) bool { return r.Edition == "2026-07" && r.Value == 2.25 }) {
		t.Errorf("Latvia 2022: %s, restated %v", show(lva.SharePct), lva.Restated)
	}
	usa := one(t, Query{States: []casus.State{"USA"}, Year: 2022})
	if !is(usa.SharePct, 3.2) || !slices.ContainsFunc(usa.Restated, func(r Restated) bool { return r.Edition == "2024-06" && math.Abs(r.Value-3.31) < 0.005 }) {
		t.Errorf("United States 2022: %s, restated %v", show(usa.SharePct), usa.Restated)
	}
	for _, r := range table(t, Query{Since: 2014, All: true}).Rows {
		for _, o := range r.Restated {
			if d := math.Abs(o.Value - *r.SharePct); d <= restatedFrom-1e-9 {
				t.Errorf("%s %d: %s differs by %g only", r.State, r.Year, o.Edition, d)
			}
		}
	}
}

// The gap is the guideline less the printed share, in the printed digits: it
// never shows the noise of binary fractions, as 2 - 1.7 would not but 2 - 1.953 does.
func TestGapsAreExact(t *testing.T) {
	nato := facts.Default().MustTable("nato_expenditure")
	n := 0
	for _, e := range Editions(facts.Default()) {
		for _, r := range table(t, Query{Since: 2014, Edition: e.ID, All: true}).Rows {
			row, ok := nato.Find(e.ID, string(r.State), strconv.Itoa(r.Year))
			if !ok || r.GapPct == nil {
				continue
			}
			n++
			decimals := digits(row.Text("share_of_gdp_pct"))
			for _, v := range []float64{*r.GapPct, *r.SharePct} {
				_, frac, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
				if len(frac) > decimals {
					t.Errorf("%s %s %d: %v has more digits than the %d printed", e.ID, r.State, r.Year, v, decimals)
				}
			}
			if math.Abs(*r.GapPct+*r.SharePct-2) > 1e-9 {
				t.Errorf("%s %s %d: gap %v and share %v", e.ID, r.State, r.Year, *r.GapPct, *r.SharePct)
			}
			if r.GapUSDm != nil && (math.Abs(*r.GapUSDm-*r.GapPct/100**r.GDPUSDm) > 0.051 || (*r.GapUSDm > 0) != (*r.GapPct > 0) && *r.GapPct != 0) {
				t.Errorf("%s %s %d: gap of %v points and %v million", e.ID, r.State, r.Year, *r.GapPct, *r.GapUSDm)
			}
			if *r.GapPct == 0 && math.Signbit(*r.GapPct) {
				t.Errorf("%s %s %d: minus nought", e.ID, r.State, r.Year)
			}
		}
	}
	if n < 1000 {
		t.Errorf("only %d gaps were compared", n)
	}
}

func TestRanksArePlaces(t *testing.T) {
	a := table(t, Query{Year: 2024})
	var rows []Row
	for _, r := range a.Rows {
		if r.Rank != nil {
			rows = append(rows, r)
		}
	}
	if len(rows) != 31 {
		t.Fatalf("%d ranked", len(rows))
	}
	for _, r := range rows {
		above := 0
		for _, o := range rows {
			if *o.SharePct > *r.SharePct {
				above++
			}
		}
		if *r.Rank != above+1 || *r.RankOf != 31 {
			t.Errorf("%s: rank %d of %d with %d above", r.State, *r.Rank, *r.RankOf, above)
		}
	}
	// A rank among those whom a press report happened to name would mislead.
	for _, r := range table(t, Query{Year: 2025, Edition: "2025-08"}).Rows {
		if r.Rank != nil {
			t.Errorf("%s has rank %d in an edition known for 15 members", r.State, *r.Rank)
		}
	}
}

func TestPartialEdition(t *testing.T) {
	a := table(t, Query{Year: 2025, Edition: "2025-08"})
	if s := a.Summary[0]; len(s.AtOrAbove) != 15 || len(s.NoFigure) != 17 || s.Members != 32 {
		t.Errorf("%d above, %d without a figure, of %d", len(s.AtOrAbove), len(s.NoFigure), s.Members)
	}
	for _, r := range a.Rows {
		if r.State == "DEU" && (r.SharePct != nil || r.GapPct != nil || r.Note == "") {
			t.Errorf("Germany's 2025 was not in that edition: %s %q", show(r.SharePct), r.Note)
		}
		if r.GapUSDm != nil {
			t.Errorf("%s: a cost without GDP", r.State)
		}
	}
	if len(a.Aggregates) != 1 || !is(a.Aggregates[0].SharePct, 2.76) {
		t.Errorf("aggregates %v", a.Aggregates)
	}
}

func TestAsKnown(t *testing.T) {
	for _, tt := range []struct {
		on      string
		year    int
		edition string
		known   bool
		why     string
	}{
		{"2024-02-10", 2024, "", false, "the day of the speech: no edition in the tables yet"},
		{"2024-06-16", 2024, "", false, "the eve of publication"},
		{"2024-06-17", 2024, "2024-06", true, "the day itself"},
		{"2025-08-27", 2024, "2024-06", true, ""},
		{"2025-08-28", 2024, "2025-08", true, ""},
		{"2026-07-10", 2024, "2026-07", true, ""},
		{"2030-01-01", 2024, "2026-07", true, "nothing newer"},
		{"2024-12-31", 2025, "2024-06", false, "that edition ends with 2024"},
		{"2025-12-31", 2026, "2025-08", false, ""},
	} {
		a := table(t, Query{Year: tt.year, AsKnown: casus.MustDate(tt.on)})
		if a.NotKnown == tt.known || a.Edition != tt.edition {
			t.Errorf("%d as known on %s: not known %v, edition %q (%s)", tt.year, tt.on, a.NotKnown, a.Edition, tt.why)
		}
		if tt.known {
			continue
		}
		if len(a.Rows) != 32 || len(a.Summary)+len(a.Aggregates) != 0 {
			t.Errorf("%s: %d rows, %d summaries", tt.on, len(a.Rows), len(a.Summary))
		}
		for _, r := range a.Rows {
			if r.Note != "not known then" || r.SharePct != nil || r.GapPct != nil || r.GuidelinePct != nil || len(r.Restated) != 0 {
				t.Errorf("%s %s: %q", tt.on, r.State, r.Note)
			}
		}
		if len(a.Notes) == 0 || !strings.HasPrefix(a.Notes[0], "not known then") {
			t.Errorf("%s: notes %q", tt.on, a.Notes)
		}
	}
	if a := table(t, Query{AsKnown: casus.MustDate("2025-01-01")}); a.Rows[0].Year != 2024 {
		t.Errorf("the last year of the edition known on New Year 2025 is %d", a.Rows[0].Year)
	}
}

func TestEditionFor(t *testing.T) {
	for on, want := range map[string]string{"1949-04-04": "2024-06 later", "2024-06-17": "2024-06", "2026-01-01": "2025-08", "2026-12-31": "2026-07"} {
		e, later := EditionFor(facts.Default(), casus.MustDate(on))
		got := e.ID
		if later {
			got += " later"
		}
		if got != want {
			t.Errorf("%s: %s, want %s", on, got, want)
		}
	}
}

func TestInputErrors(t *testing.T) {
	for _, tt := range []struct {
		name string
		q    Query
		want []string
	}{
		{"an edition that does not exist", Query{Edition: "2024-07"}, []string{`"2024-07"`, "did you mean 2024-06", "2025-08"}},
		{"an edition far from any", Query{Edition: "latest"}, []string{"the editions are 2024-06, 2025-08, 2026-07"}},
		{"before the tables", Query{Year: 2013}, []string{"2013", "2014 to 2026"}},
		{"after the tables", Query{Since: 2027}, []string{"2027", "2014 to 2026"}},
		{"a year that the edition lacks", Query{Year: 2025, Edition: "2024-06"}, []string{"2024-06", "2025", "ends with 2024", "2025-08, 2026-07"}},
		{"since a year that the edition lacks", Query{Since: 2026, Edition: "2025-08"}, []string{"ends with 2025", "2026-07"}},
		{"a year outside, whatever was known", Query{Year: 1990, AsKnown: casus.MustDate("2020-01-01")}, []string{"1990", "2014 to 2026"}},
		{"a year and a span", Query{Year: 2024, Since: 2020}, []string{"exclude each other", "--year or --since"}},
		{"an edition and a day", Query{Edition: "2024-06", AsKnown: casus.MustDate("2025-01-01")}, []string{"--edition or --as-known"}},
		{"no member", Query{States: []casus.State{"CHN"}}, []string{"CHN", "never a member", "capabilities CHN"}},
		{"a negative year", Query{Year: -5}, []string{"-5", "2014 to 2026"}},
	} {
		_, err := Table(facts.Default(), of(tt.q))
		var ie *casus.InputError
		if !errors.As(err, &ie) {
			t.Errorf("%s: %v is no InputError", tt.name, err)
			continue
		}
		for _, w := range tt.want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %q lacks %q", tt.name, err, w)
			}
		}
	}
	if _, err := Table(facts.Default(), Query{}); err == nil {
		t.Error("a query without members must be refused")
	}
}

func TestSummaryAddsUp(t *testing.T) {
	a := table(t, Query{Since: 2023})
	for _, s := range a.Summary {
		gaps, target := 0.0, 0.0
		for _, r := range a.Rows {
			if r.Year == s.Year && r.GapUSDm != nil {
				gaps += max(*r.GapUSDm, 0)
			}
			if r.Year == s.Year && r.TargetGapUSDm != nil {
				target += max(*r.TargetGapUSDm, 0)
			}
		}
		if s.GapUSDm == nil || math.Abs(gaps-*s.GapUSDm) > 0.05 || len(s.GapNotKnown) != 0 {
			t.Errorf("%d: gaps of %.1f, summary %s", s.Year, gaps, show(s.GapUSDm))
		}
		if s.Year >= 2025 && (s.TargetGapUSDm == nil || math.Abs(target-*s.TargetGapUSDm) > 0.05) {
			t.Errorf("%d: target gaps of %.1f, summary %s", s.Year, target, show(s.TargetGapUSDm))
		}
	}
	// The edition of 2025 has no GDP: a cost must not be made up.
	s := table(t, Query{Year: 2024, Edition: "2025-08"}).Summary[0]
	if s.GapUSDm != nil || len(s.GapNotKnown) != len(s.Below) {
		t.Errorf("a cost of %s without GDP", show(s.GapUSDm))
	}
	if line := s.Line(); !strings.Contains(line, "18 of 32") || strings.Contains(line, "bn") {
		t.Errorf("line %q", line)
	}
	// Where all are known to be above, closing the gaps costs nothing; where
	// some are not known, nobody can tell.
	three := Query{Year: 2024, Members: []casus.State{"EST", "ISL", "POL"}}
	if a, err := Table(facts.Default(), three); err != nil || !is(a.Summary[0].GapUSDm, 0) {
		t.Errorf("Estonia, Iceland and Poland: %v", err)
	}
	three = Query{Year: 2025, Edition: "2025-08", Members: []casus.State{"EST", "DEU"}}
	if a, err := Table(facts.Default(), three); err != nil || a.Summary[0].GapUSDm != nil {
		t.Errorf("Estonia, and Germany without a figure: %v", err)
	}
	// The summary is over the alliance, whichever state was asked for.
	if s := table(t, Query{States: []casus.State{"EST"}, Year: 2024}).Summary[0]; s.Members != 32 {
		t.Errorf("a summary over %d members", s.Members)
	}
	if s := table(t, Query{Year: 2019}).Summary[0]; s.Members != 29 {
		t.Errorf("%d members in 2019, want 29", s.Members)
	}
}

// A user's own figure takes the place of NATO's, and the row says so.
func TestOverlay(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, "nato_expenditure.csv"), []byte("edition,member,year,share_of_gdp_pct\n2026-07,ESP,2026,3.5\n"), 0o644)
	os.WriteFile(filepath.Join(dir, "editions.csv"), []byte("edition,published,title,source\n2027-06,2027-06-01,No figures yet,nato-2026-07\n"), 0o644)
	pack, err := facts.Default().Overlay(dir)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Table(pack, of(Query{States: []casus.State{"ESP"}}))
	if err != nil {
		t.Fatal(err)
	}
	r := a.Rows[0]
	if r.Edition != "2026-07" || r.Year != 2026 || !is(r.SharePct, 3.5) || !is(r.GapPct, -1.5) || !is(r.TargetGapPct, 0) || !strings.Contains(r.Note, "changed by the facts in") {
		t.Errorf("%s %d: share %s, gap %s, note %q", r.Edition, r.Year, show(r.SharePct), show(r.GapPct), r.Note)
	}
}

func TestStatesInTheOrderAsked(t *testing.T) {
	a := table(t, Query{States: []casus.State{"USA", "EST", "USA"}, Since: 2025})
	var got []string
	for _, r := range a.Rows {
		got = append(got, fmt.Sprint(r.State, r.Year))
	}
	if want := []string{"USA2025", "USA2026", "EST2025", "EST2026"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
