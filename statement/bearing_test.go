package statement_test

import (
	"slices"
	"strings"
	"testing"

	"casus"
	"casus/facts"
	"casus/statement"
	"casus/treaty"
)

func bearing(t *testing.T, s statement.Statement, on string) statement.Bearing {
	t.Helper()
	var at casus.Date
	if on != "" {
		at = day(on)
	}
	b, err := world(t).Bearing(s, at)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func codes(list []statement.Reach) string {
	var out []string
	for _, r := range list {
		out = append(out, string(r.State))
	}
	return strings.Join(out, " ")
}

// The sentence from which the project starts: "No, I will not protect you", if
// "we don't pay".
func TestIfWeDoNotPay(t *testing.T) {
	s := get(t, "S03")
	for _, c := range []struct {
		name, on       string
		reaches, never string
		later          bool
		edition, note  string
	}{
		{"on the day, by figures published four months later", "", "BEL CAN ESP HRV ITA LUX PRT SVN", "EST", true, "2024-06", "published after the day"},
		{"once they were published", "2024-07-01", "BEL CAN ESP HRV ITA LUX PRT SVN", "SWE", false, "2024-06", ""},
		{"in a year for which that edition has none", "2025-03-06", "BEL CAN ESP HRV ITA LUX PRT SVN", "FIN", false, "2024-06", "no figure for 2025"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := bearing(t, s, c.on)
			if codes(b.Reaches) != c.reaches {
				t.Errorf("reaches %s, want %s", codes(b.Reaches), c.reaches)
			}
			if !strings.Contains(codes(b.Not), c.never) {
				t.Errorf("%s is at the guideline, and not among %s", c.never, codes(b.Not))
			}
			if b.PublishedLater != c.later || b.Edition != c.edition {
				t.Errorf("edition %s, published later: %v", b.Edition, b.PublishedLater)
			}
			if c.later != strings.Contains(b.Reaches[0].Because, "published later") {
				t.Errorf("because %q", b.Reaches[0].Because)
			}
			if !strings.Contains(strings.Join(b.Notes, "\n"), c.note) {
				t.Errorf("notes %q, want %q", b.Notes, c.note)
			}
			if codes(b.CannotTell) != "ISL" || !strings.Contains(b.CannotTell[0].Because, "no armed forces") {
				t.Errorf("cannot tell: %v; Iceland has no armed forces and no figure", b.CannotTell)
			}
			if strings.Contains(codes(b.Reaches)+codes(b.Not)+codes(b.CannotTell), "USA") {
				t.Error("the speaker's own state is not one that it could help")
			}
			if b.Basis != "reading" || b.Asserts != "help is refused them" || b.Treaty != "north-atlantic-treaty" || b.Article != "5" {
				t.Errorf("%+v", b)
			}
		})
	}
}

func TestWhomStatementsReach(t *testing.T) {
	for _, c := range []struct {
		name, id, on string
		reaches      string // codes, or "all" for every party but the speaker's state
		treaty       string
	}{
		{"in 2016 only Estonia of the Baltic members was at the guideline", "M01", "", "EST", "north-atlantic-treaty"},
		{"three years on, all of them", "M01", "2019-06-30", "EST LTU LVA", "north-atlantic-treaty"},
		{"a proposal about a state that is no party", "M41", "", "UKR", "north-atlantic-treaty"},
		{"a statement about Montenegro", "M11", "", "MNE", "north-atlantic-treaty"},
		{"Sweden, by the declaration with the United Kingdom", "M23", "", "SWE", "uk-sweden-statement"},
		{"either of the two, by its other signatory", "M24", "", "GBR SWE", "uk-sweden-statement"},
		{"money, not help: Spain alone", "M49", "", "ESP", "north-atlantic-treaty"},
		{"every inch of NATO", "M25", "", "all", "north-atlantic-treaty"},
		{"spoken for the organisation: every party", "S08", "", "all", "north-atlantic-treaty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := bearing(t, get(t, c.id), c.on)
			if b.Treaty != c.treaty {
				t.Errorf("treaty %s", b.Treaty)
			}
			if c.reaches == "all" {
				if len(b.Not)+len(b.CannotTell) > 0 || len(b.Reaches) < 29 {
					t.Errorf("reaches %s, not %s", codes(b.Reaches), codes(b.Not))
				}
				return
			}
			if got := codes(b.Reaches); got != c.reaches {
				t.Errorf("reaches %s, want %s", got, c.reaches)
			}
		})
	}
}

func TestAStatementWithoutADayAsksForOne(t *testing.T) {
	if b := bearing(t, get(t, "S12"), ""); b.On != 0 || len(b.Reaches) != 0 || len(b.Notes) == 0 {
		t.Errorf("%+v", b)
	}
	if b := bearing(t, get(t, "S12"), "2024-02-10"); len(b.Reaches) != 30 {
		t.Errorf("on a day it reaches %d parties, want the thirty others", len(b.Reaches))
	}
}

// The condition on who attacks is settled in an event, and open outside of one.
func TestAttackedBy(t *testing.T) {
	s := get(t, "M64")
	for _, c := range []struct {
		attackers []casus.State
		target    casus.State
		want      string
	}{
		{nil, "DNK", "cannot_tell"},
		{[]casus.State{"USA"}, "DNK", "yes"},
		{[]casus.State{"RUS"}, "DNK", "no"},
		{[]casus.State{casus.NonState}, "DNK", "no"},
		{nil, "USA", "no"}, // whoever attacks
	} {
		a, err := world(t).Asks(s, c.target, c.attackers, day("2026-02-01"))
		if err != nil || a.Reaches != c.want {
			t.Errorf("%v attack %s: %s (%s) %v, want %s", c.attackers, c.target, a.Reaches, a.Because, err, c.want)
		}
	}
}

// What the facts do not tell is open, unless the answer does not hang on it.
func TestWhatIsNotKnownStaysOpen(t *testing.T) {
	w := world(t)
	for when, want := range map[string]string{
		"below_guideline(ISL)":                                 "cannot_tell",
		"not below_guideline(ISL)":                             "cannot_tell",
		"below_guideline(ISL) or not below_guideline(ISL)":     "yes",
		"below_guideline(ISL) and not below_guideline(ISL)":    "no",
		"below_guideline(ISL) or target == EST":                "yes",
		"target == LVA and below_guideline(ISL)":               "no",
		"share(ISL) > 2":                                       "cannot_tell",
		"share(ISL) > 2 or share(ISL) <= 2":                    "yes",
		"attacked_by(RUS) or below_guideline(ISL)":             "cannot_tell",
		"attacked_by(RUS) and not below_guideline(ISL)":        "cannot_tell",
		"share(EST) > 2":                                       "yes",
		"share(target) > share(ESP)":                           "yes",
		"below_guideline(UKR)":                                 "no", // no member: the guideline is not for it
		"share(UKR) > 0":                                       "cannot_tell",
		`member(target, "north-atlantic-treaty")`:              "yes",
		`member(SWE, "north-atlantic-treaty")`:                 "no", // a month later it was
		"target != speaker_state and on >= 2024-02-10":         "yes",
		"target in [EST, LVA] and not below_guideline(target)": "yes",
	} {
		s := get(t, "S03")
		s.Applies = &statement.Applies{When: when, Says: "x", Basis: "words"}
		if a, err := w.Asks(s, "EST", nil, day("2024-02-10")); err != nil || a.Reaches != want {
			t.Errorf("%s: %s (%s) %v, want %s", when, a.Reaches, a.Because, err, want)
		}
	}
}

func TestFaultyConditions(t *testing.T) {
	for when, want := range map[string]string{
		"below_guidline(target)":           "did you mean below_guideline",
		"target == Estonia":                "code in capitals",
		"share(target)":                    "must answer yes or no",
		"share(target) > EST":              "cannot be compared",
		`member(target, "north-atlantic")`: "no treaty",
		"place.of == EST":                  "unknown name", // a place belongs to an event, not to a statement
		"":                                 "empty",
	} {
		s := get(t, "S03")
		s.Applies = &statement.Applies{When: when, Says: "x", Basis: "words"}
		_, err := world(t).Bearing(s, 0)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", when, err, want)
		}
	}
}

// Every party but the speaker's state stands in exactly one of the three lists,
// with a reason; on no day is a party lost.
func TestBearingPartsTheParties(t *testing.T) {
	for _, s := range all(t) {
		for _, on := range []string{"2016-07-21", "2020-04-01", "2024-02-10", "2025-09-01", "2026-11-01"} {
			b := bearing(t, s, on)
			seen := map[casus.State]bool{}
			for _, r := range slices.Concat(b.Reaches, b.Not, b.CannotTell) {
				if seen[r.State] || r.Because == "" || r.Name == "" {
					t.Errorf("%s on %s: %+v", s.ID, on, r)
				}
				seen[r.State] = true
			}
			if len(seen) == 0 && s.Commitment == "north-atlantic-treaty" {
				t.Errorf("%s on %s: nobody", s.ID, on)
			}
			if b.Asserts == "" {
				t.Errorf("%s: asserts nothing", s.ID)
			}
		}
	}
}

func TestVocabularyIsWhole(t *testing.T) {
	for _, v := range statement.Vocabulary() {
		s := get(t, "S03")
		when := map[string]string{
			"target": "target == EST", "speaker_state": "speaker_state == USA", "on": "on > 2024-01-01", "share": "share(EST) > 1",
			"member": `member(EST, "anzus-treaty")`, "below_guideline": "below_guideline(EST)", "attacked_by": "attacked_by(RUS)",
		}[v.Name]
		s.Applies = &statement.Applies{When: when}
		if _, err := world(t).Bearing(s, 0); when == "" || err != nil || v.Says == "" {
			t.Errorf("%s: %q: %v", v.Name, when, err)
		}
	}
}

// A library without the treaty is what an overlay could leave: an error, and no
// panic.
func TestATreatyThatIsNotThere(t *testing.T) {
	s := get(t, "S03")
	s.Commitment = "treaty-of-nowhere"
	if _, err := world(t).Bearing(s, 0); err == nil {
		t.Error("no error")
	}
	empty := statement.NewWorld(facts.Default(), states(t), treaty.NewLibrary(nil, nil))
	if f := empty.Spending("EST", day("2024-02-10")); f.Known || !f.NoGuideline {
		t.Errorf("%+v", f)
	}
}

func FuzzCondition(f *testing.F) {
	for _, r := range facts.Default().MustTable("statement_conditions").Rows {
		f.Add(r.Text("condition"))
	}
	f.Add(`not (share(ISL) > 2.5 or member(target, "anzus-treaty")) and on in [EST]`)
	w := world(f)
	f.Fuzz(func(t *testing.T, when string) {
		s := statement.Statement{Commitment: "north-atlantic-treaty", State: "USA", Applies: &statement.Applies{When: when}}
		a, err := w.Asks(s, "ISL", nil, casus.MustDate("2024-02-10"))
		if err == nil && !slices.Contains([]string{"yes", "no", "cannot_tell"}, a.Reaches) {
			t.Errorf("%q: %+v", when, a)
		}
	})
}
