package answer_test

import (
	"slices"
	"strings"
	"testing"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/statement"
	"casus/statement/ledger"
)

func said(b answer.Brief, id string) (answer.Statement, bool) {
	i := slices.IndexFunc(b.Statements, func(s answer.Statement) bool { return s.ID == id })
	if i < 0 {
		return answer.Statement{}, false
	}
	return b.Statements[i], true
}

// The refusal of February 2024 hangs on paying: the page says for each target
// whether its condition reaches it.
func TestAConditionalStatementOnThePage(t *testing.T) {
	for _, c := range []struct{ target, reaches, because string }{
		{"EST", "no", "at or above 2 %"},
		{"ESP", "yes", "below 2 %"},
		{"ISL", "cannot_tell", "no armed forces"},
	} {
		s, ok := said(page(t, "RUS", c.target, "2024-02-10"), "S03")
		if !ok || s.Reaches != c.reaches || !strings.Contains(s.Bearing, c.because) || !strings.HasPrefix(s.Bearing, "its condition reaches ") {
			t.Errorf("%s: %+v, want %s because of %q", c.target, s, c.reaches, c.because)
		}
		if c.reaches != "cannot_tell" && !strings.Contains(s.Bearing, "published later") {
			t.Errorf("%s: the edition was published later, and %q does not say so", c.target, s.Bearing)
		}
		if s.Treaty != "north-atlantic-treaty" || s.Article != "5" || s.Basis != "reading" || s.Asserts == "" {
			t.Errorf("%+v", s)
		}
	}
}

// A supposed change moves whom the condition reaches, as the figure or the
// membership behind it would.
func TestAShockMovesWhomAStatementReaches(t *testing.T) {
	for _, c := range []struct{ target, shock, reaches, because string }{
		{"ESP", "spend:ESP=3", "no", "3.00 % of GDP as supposed"},
		{"EST", "spend:EST=1.5", "yes", "1.50 % of GDP as supposed"},
		{"EST", "spend:ESP=3", "no", "at or above 2 %"},
	} {
		s, ok := said(page(t, "RUS", c.target, "2024-02-10", c.shock), "S03")
		if !ok || s.Reaches != c.reaches || !strings.Contains(s.Bearing, c.because) {
			t.Errorf("%s with %s: %+v, want %s because of %q", c.target, c.shock, s, c.reaches, c.because)
		}
	}
	// Out of the treaty, nobody owes it help under it: what was said on that help
	// is no longer about it.
	if s, ok := said(page(t, "RUS", "ESP", "2024-02-10", "leave:ESP/north-atlantic-treaty@2022-01-01"), "S03"); ok && s.Reaches != "no" {
		t.Errorf("a state that left is not below the guideline of the alliance: %+v", s)
	}
}

func TestStatementsAboutOtherStatesAreLeftOut(t *testing.T) {
	d := desk(t)
	on := inquiry.Question{Attackers: []string{"RUS"}, On: "2018-08-01"}
	for target, want := range map[string]bool{"MNE": true, "EST": false} {
		on.Target = target
		b, err := answer.BriefQuestion{Question: on}.Ask(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := said(b, "M11"); ok != want {
			t.Errorf("%s: the statement about Montenegro is shown: %v", target, ok)
		}
	}
}

// Nothing that was said later, and nothing on a treaty under which nobody owes
// the target help.
func TestThePageKnowsNothingOfTheFuture(t *testing.T) {
	for _, c := range []struct{ attacker, target, on string }{
		{"RUS", "EST", "2016-07-21"}, {"RUS", "EST", "2024-02-11"}, {"RUS", "SWE", "2022-05-20"}, {"AZE", "ARM", "2024-03-01"}, {"CHN", "JPN", "2025-04-01"},
	} {
		b := page(t, c.attacker, c.target, c.on)
		if len(b.Statements) == 0 || b.Said < len(b.Statements) {
			t.Errorf("%+v: %d of %d", c, len(b.Statements), b.Said)
		}
		for _, s := range b.Statements {
			full, err := answer.StatementQuestion{ID: s.ID, On: ""}.Ask(t.Context(), desk(t))
			if err != nil || !full.Statement.By(b.Event.On) {
				t.Errorf("%+v: %s of %s, %v", c, s.ID, full.Statement.Days(), err)
			}
			if !slices.ContainsFunc(b.Obligations, func(o casus.Obligation) bool { return o.Treaty == s.Treaty }) {
				t.Errorf("%+v: %s is about %s", c, s.ID, s.Treaty)
			}
		}
	}
}

// The user's own statements stand beside the embedded ones, and a correction in
// the place of what it corrects.
func TestOwnStatementsOnThePage(t *testing.T) {
	d := *desk(t)
	refusal, ok := statement.Find(mustAll(t, &d), "S03")
	if !ok {
		t.Fatal("no S03")
	}
	refusal.ID, refusal.Corrects, refusal.Source, refusal.Text = "U001", "S03", "a recording", "No, I would not protect you."
	d.Ledger = &ledger.Ledger{Entries: []statement.Statement{refusal}}
	b, err := answer.BriefQuestion{Question: inquiry.Question{Attackers: []string{"RUS"}, Target: "ESP", On: "2024-02-10"}}.Ask(t.Context(), &d)
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := said(b, "U001"); !ok || s.Reaches != "yes" || !slices.Contains(s.Sources, "a recording") {
		t.Errorf("%+v", s)
	}
	if _, ok := said(b, "S03"); ok {
		t.Error("what was corrected is shown as if it stood")
	}
	sheet, err := answer.StatementQuestion{ID: "S03", On: ""}.Ask(t.Context(), &d)
	if err != nil || sheet.Statement.CorrectedBy != "U001" {
		t.Errorf("what was corrected is kept: %+v %v", sheet.Statement, err)
	}
}

// A condition that cannot be asked is an open question, and no fault of the page.
func TestAConditionThatCannotBeAsked(t *testing.T) {
	d := *desk(t)
	s, _ := statement.Find(mustAll(t, &d), "S03")
	s.ID, s.Applies = "U001", &statement.Applies{When: "nonsense", Says: "x", Basis: "words"}
	s.Date, s.DateFrom, s.DateUntil = 0, casus.MustDate("2024-02-10"), casus.MustDate("2024-02-10")
	d.Ledger = &ledger.Ledger{Entries: []statement.Statement{s}}
	b, err := answer.BriefQuestion{Question: inquiry.Question{Attackers: []string{"RUS"}, Target: "EST", On: "2024-02-10"}}.Ask(t.Context(), &d)
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := said(b, "U001"); !ok || s.Reaches != "cannot_tell" {
		t.Errorf("%+v", s)
	}
	if c, err := answer.CheckStatements(&d, casus.MustDate("2026-11-23")); err != nil || len(c.Err()) == 0 {
		t.Errorf("the check finds it: %+v %v", c, err)
	}
}

func mustAll(t *testing.T, d *inquiry.Archive) []statement.Statement {
	t.Helper()
	list, err := statement.All(d.Facts)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
