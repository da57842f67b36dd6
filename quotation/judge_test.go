package quotation

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"casus"
	"casus/facts"
)

// TestStance teaches what counts as which stance. Words stand for the deed:
// the sentence "We will protect you" commits, "We will not protect you"
// refuses, "If they do not protect us" does neither.
func TestStance(t *testing.T) {
	for _, c := range []struct {
		text   string
		stance Stance
		words  string
	}{
		{`“We will not protect you,” Ann Lee said.`, Refuse, "will not protect"},
		{`“If you will not protect us, that is that,” Ann Lee said.`, "", ""},
		{`“I will encourage Russia to attack you,” Ann Lee said.`, EncourageAttack, "encourage Russia to"},
		{`Ann Lee encouraged voters to turn out.`, "", ""},
		{`Ann Lee threatened to leave NATO.`, Threaten, "leave NATO"},
		{`“These words are reckless and irresponsible,” Ann Lee said.`, Condemn, "reckless"},
		{`Ann Lee condemned the remarks: “They came out of the blue.”`, Condemn, ""},
		{`“Our commitment is ironclad,” Ann Lee said.`, Reassure, "is ironclad"},
		{`“We will defend every inch of it,” Ann Lee said.`, Commit, "will defend"},
		{`Ann Lee warned that the army would fail.`, Warn, ""},
		{`Ann Lee promised to send the army.`, Commit, ""},
		{`“What I meant was another thing,” Ann Lee said. “I was joking with them.”`, Clarify, "What I meant"},
		{`“The weather is fine in Riga,” Ann Lee said.`, "", ""},
	} {
		s := read(t, c.text, Options{}).Statements
		if len(s) == 0 {
			if c.stance != "" {
				t.Errorf("%s: no statement", c.text)
			}
			continue
		}
		if s[0].Stance != c.stance || s[0].StanceWords != c.words {
			t.Errorf("%s: got %q by %q, want %q by %q", c.text, s[0].Stance, s[0].StanceWords, c.stance, c.words)
		}
	}
}

// TestParts shows that a quotation of several minds is taken apart, and that
// the gravest sentence stands for the whole.
func TestParts(t *testing.T) {
	s := read(t, `“No, I will not protect you,” Ann Lee said. “We will not come. Our friendship is ironclad.”`, Options{}).Statements
	if len(s) != 1 || len(s[0].Parts) != 3 || s[0].Stance != Refuse || s[0].Parts[2].Stance != Reassure {
		t.Errorf("%+v", s)
	}
}

// TestAbout teaches how the commitment and the condition are found.
func TestAbout(t *testing.T) {
	for _, c := range []struct{ text, about, condition string }{
		{`Ann Lee said that Article 5 of the North Atlantic Treaty holds.`, "north-atlantic-treaty/5", ""},
		{`Ann Lee said that Article V holds for NATO.`, "north-atlantic-treaty/5", ""},
		{`Ann Lee threatened to leave NATO if she returned to power.`, "north-atlantic-treaty/13", "if she returned to power"},
		{`“NATO will protect you unless you are mad,” Ann Lee said.`, "north-atlantic-treaty/5", "unless you are mad"},
		{`Ann Lee said that the Lisbon Treaty binds all, whoever wins the election.`, "treaty-on-european-union", "whoever wins the election"},
		{`NATO met. “We will protect you in the event of war,” Ann Lee said.`, "north-atlantic-treaty/5", "in the event of war"},
		{`Ann Lee asked if the army would stay.`, "", ""},
		{`Ann Lee said that the weather was fine.`, "", ""},
	} {
		s := read(t, c.text, Options{}).Statements
		if len(s) != 1 || s[0].About != c.about || s[0].Condition != c.condition {
			t.Errorf("%s: got %+v, want %q, %q", c.text, s, c.about, c.condition)
		}
	}
}

// TestClaims holds what papers say of the law against the law.
func TestClaims(t *testing.T) {
	for _, c := range []struct{ text, kind, words, says string }{
		{"With such a threat, Ann Lee breaks Article 5 of the North Atlantic Treaty.", "breach", "Ann Lee breaks Article 5 of the North Atlantic Treaty", "Words are no breach"},
		{"It raises questions on the Atlantic Charter.", "misnomer", "Atlantic Charter", "14 August 1941"},
		{"NATO members must pay their debts.", "debt", "debts", "Nobody owes a debt"},
		{"Under Article 5 America would automatically be at war.", "automatic", "automatically", "as it deems necessary"},
		{"The invasion breaks the UN Charter.", "", "", ""},
		{"Greece must pay its debts.", "", "", ""},
	} {
		got := read(t, c.text, Options{}).Head.Claims
		if c.kind == "" {
			if len(got) > 0 {
				t.Errorf("%s: found %+v", c.text, got)
			}
			continue
		}
		if len(got) != 1 || got[0].Claim != c.kind || got[0].Words != c.words || !strings.Contains(got[0].Finding, c.says) {
			t.Errorf("%s: got %+v", c.text, got)
		}
	}
}

// TestExchange shows two accounts of one conversation side by side.
func TestExchange(t *testing.T) {
	a := read(t, "Ann Lee spoke of a “long conversation” with a king. “He wept before me,” she said.\n\nAccording to Bob Ray, this conversation was in reality a letter.", Options{})
	if len(a.Head.Exchanges) != 0 {
		t.Errorf("nobody reports the conversation, yet: %+v", a.Head.Exchanges)
	}
	a = read(t, "Ann Lee said that she had had a conversation with a king. “He wept before me,” she said.\n\nAccording to Bob Ray, this conversation was in reality a letter.", Options{})
	if len(a.Head.Exchanges) != 1 {
		t.Fatalf("%+v", a.Head.Exchanges)
	}
	e := a.Head.Exchanges[0]
	if e.About != "conversation" || len(e.Versions) != 2 || e.Versions[0].By != "Ann Lee" || !slices.Equal(e.Versions[0].Statements, []int{0, 1}) || e.Versions[1].By != "Bob Ray" || !slices.Equal(e.Versions[1].Statements, []int{2}) {
		t.Errorf("%+v", e)
	}
}

// TestMarked compares what people see with the file that docs/statements.md
// shows.
func TestMarked(t *testing.T) {
	raw, err := os.ReadFile("testdata/river.txt")
	if err != nil {
		t.Fatal(err)
	}
	a, err := Read(raw, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, below, _ := strings.Cut(Marked(a), "14 statements")
	for l := range strings.SplitSeq(below, "\n") {
		if utf8.RuneCountInString(l) > 80 {
			t.Errorf("wider than a terminal: %s", l)
		}
	}
	want, err := os.ReadFile("testdata/river.marked")
	if err != nil {
		t.Fatal(err)
	}
	if got := Marked(a); got != string(want) {
		t.Errorf("Marked differs from testdata/river.marked; it gives\n%s", got)
	}
}

// TestForgery shows that a text cannot forge the table below it, nor turn the
// terminal's direction.
func TestForgery(t *testing.T) {
	got := Marked(read(t, "“We \u202ewill stay here,” Ann\u202e Lee\x1b[2J said.", Options{}))
	if strings.ContainsAny(got, "\u202e\x1b") {
		t.Errorf("%q", got)
	}
}

// TestTables holds the word lists to what the code expects of them.
func TestTables(t *testing.T) {
	acts := map[string]bool{}
	for _, r := range records("acts.csv") {
		acts[r[0]] = true
		if !slices.Contains(Stances, Stance(r[1])) {
			t.Errorf("acts.csv: no stance %q", r[1])
		}
	}
	for _, a := range []string{"say", "think"} {
		acts[a] = true
	}
	for _, r := range records("verbs.csv") {
		if strings.Trim(r[3], "atzqmwiogfcpnkxruv") != "" {
			t.Errorf("verbs.csv: %s has a frame that no rule reads: %q", r[0], r[3])
		}
		if !acts[r[4]] {
			t.Errorf("verbs.csv: %s does %q, which acts.csv lacks", r[0], r[4])
		}
	}
	for _, r := range records("constructions.csv") {
		if strings.HasPrefix(r[0], "=") {
			continue
		}
		for _, s := range r[:2] {
			if s != "" && !slices.Contains(append(Stances, pledge), Stance(s)) {
				t.Errorf("constructions.csv: %q", r)
			}
		}
		if strings.HasPrefix(r[3], "~") || strings.TrimSpace(r[3]) == "" || r[0] == "" {
			t.Errorf("constructions.csv: %q", r)
		}
	}
	for _, r := range records("misnomers.csv") {
		if r[0] != strings.ToLower(r[0]) || r[1] == "" || r[2] == "" {
			t.Errorf("misnomers.csv: %q", r)
		}
	}
	for _, r := range records("topics.csv") {
		if !slices.Contains([]string{"help", "attack", "pact", "instrument", "leave", "policy", "spend"}, r[0]) || strings.HasPrefix(r[1], "~") {
			t.Errorf("topics.csv: %q", r)
		}
	}
}

// TestOfficeHolders checks the table: nobody holds one office twice at a time,
// no term ends before it begins, and no state is missing from countries.csv.
func TestOfficeHolders(t *testing.T) {
	of := map[string]bool{}
	for _, r := range records("countries.csv") {
		of[r[0]] = true
	}
	last := map[string]casus.Span{}
	table := facts.Default().MustTable("office_holders")
	if len(table.Rows) < 200 {
		t.Errorf("%d rows", len(table.Rows))
	}
	for _, r := range table.Rows {
		term := casus.Span{From: r.Date("from"), Until: r.Date("until")}
		if term.Until != 0 && term.Until < term.From {
			t.Errorf("line %d: %s ends before it begins", r.Line, r.Text("person"))
		}
		if before, ok := last[r.Text("office")]; ok && (before.Until == 0 || term.From < before.Until) {
			t.Errorf("line %d: %s begins before the predecessor's end", r.Line, r.Text("person"))
		}
		last[r.Text("office")] = term
		if !of[r.Text("of")] {
			t.Errorf("line %d: countries.csv lacks %s", r.Line, r.Text("of"))
		}
	}
}

// TestOwnHolders reads with a pack of the user's own, in which an office has
// another holder.
func TestOwnHolders(t *testing.T) {
	dir := t.TempDir()
	row := "person,office,of,from,until,party,aliases,basis,source\nIlse Moravec,Prime Minister of Estonia,EST,2025-01-01,,,,report,casus\nKristen Michal,Prime Minister of Estonia,EST,2024-07-23,2024-12-31,,,memory,terms-of-office\n"
	if err := os.WriteFile(dir+"/office_holders.csv", []byte(row), 0o644); err != nil {
		t.Fatal(err)
	}
	pack, err := facts.Default().Overlay(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := read(t, "The Estonian Prime Minister said it was over.", Options{On: casus.MustDate("2025-03-12"), Facts: pack}).Statements
	if len(s) != 1 || s[0].Speaker != "Ilse Moravec" {
		t.Errorf("%+v", s)
	}
}
