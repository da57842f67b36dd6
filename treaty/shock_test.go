package treaty

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"casus"
)

// nat loads the North Atlantic Treaty as Casus knows it.
func nat(t testing.TB) *Library {
	t.Helper()
	src, err := os.ReadFile("library/treaties/north-atlantic-treaty.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return NewLibrary([]*Treaty{mustLoad(t, string(src))}, nil)
}

func with(t testing.TB, l *Library, shocks ...string) (*Library, []Effect) {
	t.Helper()
	var changes []Change
	for _, s := range shocks {
		c, err := ParseChange(s, func(text string, _ casus.Date) (casus.State, error) { return casus.State(text), nil })
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, c)
	}
	out, effects, err := l.With(changes)
	if err != nil {
		t.Fatal(err)
	}
	return out, effects
}

// A notice takes effect a year later, and binds its giver until then.
func TestAmericanWithdrawal(t *testing.T) {
	before := nat(t)
	after, effects := with(t, before, "leave:USA/north-atlantic-treaty@2025-01-20")
	tr, _ := after.Find("NATO")
	for day, want := range map[string]bool{"2025-01-19": true, "2025-01-20": true, "2026-01-19": true, "2026-01-20": false, "2030-01-01": false} {
		if tr.Bound("USA", casus.MustDate(day)) != want {
			t.Errorf("the United States on %s: bound %v, want %v", day, !want, want)
		}
	}
	if e := effects[0]; e.Effective != casus.MustDate("2026-01-20") || e.Change.Treaty != "north-atlantic-treaty" {
		t.Errorf("effect %+v", e)
	}
	if !slices.ContainsFunc(effects[0].Notes, func(s string) bool { return strings.HasPrefix(s, "22 U.S.C. 1928f: ") && strings.Contains(s, "Senate") }) {
		t.Errorf("the notes leave out the law that binds the notice: %q", effects[0].Notes)
	}
	r := row(t, slices.DeleteFunc(after.Obligations(attackOn("EST", "2026-01-20", "RUS"), Options{All: true}), func(r casus.Obligation) bool { return r.Article != "5" }), "USA")
	if r.Verdict != casus.NotBound || !strings.Contains(decisive(r), "was a party until 19 January 2026") {
		t.Errorf("%s: %s", r.Verdict, decisive(r))
	}
	// The library that was asked stays as it was.
	if tr, _ := before.Find("NATO"); !tr.Bound("USA", casus.MustDate("2026-06-01")) {
		t.Error("the shock has changed the first library")
	}
	for _, c := range tr.Clauses {
		if c.Treaty() != tr {
			t.Error("a clause of the changed treaty belongs to the old one")
		}
	}
}

// The law that binds an American notice is of 22 December 2023, and no other
// state's notice is bound by it.
func TestDomesticLaw(t *testing.T) {
	for shock, want := range map[string]bool{
		"leave:USA/north-atlantic-treaty@2023-12-21": false,
		"leave:USA/north-atlantic-treaty@2023-12-22": true,
		"leave:FRA/north-atlantic-treaty@2025-01-20": false,
	} {
		_, effects := with(t, nat(t), shock)
		if got := strings.Contains(strings.Join(effects[0].Notes, "|"), "1928f"); got != want {
			t.Errorf("%s: %v, want %v", shock, got, want)
		}
	}
}

// A notice of so many months ends on the same day of the month, or on the last
// one where the month is shorter.
func TestNoticePeriods(t *testing.T) {
	for _, c := range []struct{ months, notice, effective string }{
		{"12", "2024-02-10", "2025-02-10"},
		{"12", "2024-02-29", "2025-02-28"}, // a leap day
		{"48", "2024-02-29", "2028-02-29"},
		{"6", "2023-08-31", "2024-02-29"},
		{"6", "2022-08-31", "2023-02-28"},
		{"1", "2023-01-31", "2023-02-28"},
		{"1", "2023-12-31", "2024-01-31"},
		{"24", "2002-09-06", "2004-09-06"},
		{"0", "2024-02-10", "2024-02-10"},
	} {
		l := mustLibrary(t, pact("p", "AAA, BBB")+"leaving: {article: \"9\", months: "+c.months+", says: \"on notice\", basis: text}\n")
		changed, effects := with(t, l, "leave:AAA/p@"+c.notice)
		day := casus.MustDate(c.effective)
		if effects[0].Effective != day {
			t.Errorf("%s months from %s: %s, want %s", c.months, c.notice, effects[0].Effective, day)
		}
		tr, _ := changed.Find("p")
		if tr.Bound("AAA", day) || c.months != "0" && !tr.Bound("AAA", day-1) {
			t.Errorf("%s months from %s: bound at the wrong end of %s", c.months, c.notice, day)
		}
	}
}

// An accession binds from its day; both ways the other parties are untouched.
func TestAccession(t *testing.T) {
	l, effects := with(t, nat(t), "join:UKR/north-atlantic-treaty@2026-01-01")
	if effects[0].Effective != casus.MustDate("2026-01-01") {
		t.Errorf("effect %+v", effects[0])
	}
	for day, want := range map[string]casus.Verdict{"2025-12-31": casus.NotBound, "2026-01-01": casus.Bound} {
		rows := slices.DeleteFunc(l.Obligations(attackOn("UKR", day, "RUS"), Options{All: true}), func(r casus.Obligation) bool { return r.Article != "5" })
		if r := row(t, rows, "POL"); r.Verdict != want {
			t.Errorf("attack on Ukraine on %s: Poland %s, want %s", day, r.Verdict, want)
		}
	}
	// An accession earlier than the known one replaces it.
	l, _ = with(t, nat(t), "join:FIN/north-atlantic-treaty@2022-06-01")
	tr, _ := l.Find("NATO")
	if !tr.Bound("FIN", casus.MustDate("2022-06-01")) || !tr.Bound("FIN", casus.MustDate("2024-01-01")) || tr.Bound("FIN", casus.MustDate("2022-05-31")) {
		t.Error("Finland's earlier accession")
	}
	if n := len(slices.DeleteFunc(slices.Clone(tr.Parties), func(p Party) bool { return p.State != "FIN" })); n != 1 {
		t.Errorf("Finland stands %d times", n)
	}
}

// Shocks add up in their order: out, and in again.
func TestLeaveAndReturn(t *testing.T) {
	l, effects := with(t, nat(t), "leave:FRA/north-atlantic-treaty@2025-03-01", "join:FRA/north-atlantic-treaty@2028-01-01")
	if len(effects) != 2 {
		t.Fatal(effects)
	}
	tr, _ := l.Find("NATO")
	for day, want := range map[string]bool{"2026-02-28": true, "2026-03-01": false, "2027-12-31": false, "2028-01-01": true} {
		if tr.Bound("FRA", casus.MustDate(day)) != want {
			t.Errorf("France on %s: bound %v", day, !want)
		}
	}
}

// Where the rule for leaving is not known, a notice makes the duty contested
// from its day.
func TestUnknownRuleForLeaving(t *testing.T) {
	for _, leaving := range []string{"", "leaving: {article: \"VII\", says: \"it stays until the parties agree to end it\", basis: text}\n"} {
		l, effects := with(t, mustLibrary(t, pact("p", "AAA, BBB")+leaving), "leave:AAA/p@2024-02-10")
		if effects[0].Effective != 0 || len(effects[0].Notes) != 1 {
			t.Errorf("effect %+v", effects[0])
		}
		for day, want := range map[string]casus.Verdict{"2024-02-09": casus.Bound, "2024-02-10": casus.Contested, "2030-01-01": casus.Contested} {
			if r := row(t, l.Obligations(attackOn("BBB", day, "XXX"), Options{}), "AAA"); r.Verdict != want {
				t.Errorf("%s: %s, want %s", day, r.Verdict, want)
			}
		}
	}
}

// A notice after another has no later effect, and an expiry that is already
// fixed stays.
func TestNoticeBeforeAKnownEnd(t *testing.T) {
	src := strings.Replace(pact("p", "AAA, BBB"), "from: 1991-01-01", "from: 1991-01-01, until: 2024-06-30", 1)
	l, _ := with(t, mustLibrary(t, src+"leaving: {months: 12, says: x, basis: text}\n"), "leave:AAA/p@2024-02-10")
	tr, _ := l.Find("p")
	if !tr.Bound("AAA", casus.MustDate("2024-06-30")) || tr.Bound("AAA", casus.MustDate("2024-07-01")) {
		t.Error("the notice has prolonged the duty")
	}
}

// A change that the law does not allow is refused with a sentence.
func TestRefusedChanges(t *testing.T) {
	for shock, want := range map[string]string{
		"leave:UKR/north-atlantic-treaty@2025-01-20": "not a party",
		"leave:SWE/north-atlantic-treaty@2024-03-06": "not a party",
		"leave:USA/north-atlantic-treaty@1969-08-23": "no notice could be given",
		"join:USA/north-atlantic-treaty@2025-01-20":  "a party to the North Atlantic Treaty on 2025-01-20 already",
		"leave:USA/north-atlantic-treety@2025-01-20": "no treaty",
	} {
		c, err := ParseChange(shock, func(text string, _ casus.Date) (casus.State, error) { return casus.State(text), nil })
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = nat(t).With([]Change{c})
		var ie *casus.InputError
		if !errors.As(err, &ie) || !strings.Contains(ie.Msg, want) || ie.Hint == "" {
			t.Errorf("%s: %v; want %q with a hint", shock, err, want)
		}
	}
	if _, _, err := nat(t).With([]Change{{State: "USA", Treaty: "NATO", Leave: true, On: casus.MustDate("1969-08-24")}}); err != nil {
		t.Errorf("the first day on which notice may be given: %v", err)
	}
}

func TestParseChange(t *testing.T) {
	resolve := func(text string, _ casus.Date) (casus.State, error) {
		if text == "Atlantis" {
			return "", &casus.InputError{Msg: "no state"}
		}
		return "USA", nil
	}
	c, err := ParseChange("leave:United States/north-atlantic-treaty@2025-01-20", resolve)
	if want := (Change{"USA", "north-atlantic-treaty", true, casus.MustDate("2025-01-20")}); err != nil || c != want {
		t.Errorf("%+v, %v", c, err)
	}
	for _, s := range []string{"", "leave", "quit:USA/p@2025-01-20", "leave:USA@2025-01-20", "leave:USA/p", "leave:USA/p@", "leave:USA/p@2025-02-30", "leave:Atlantis/p@2025-01-20"} {
		var ie *casus.InputError
		if _, err := ParseChange(s, resolve); !errors.As(err, &ie) {
			t.Errorf("%q: %v", s, err)
		}
	}
}
