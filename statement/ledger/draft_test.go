package ledger_test

import (
	"encoding/json"
	"strings"
	"testing"

	"casus"
	"casus/facts"
	"casus/quotation"
	"casus/state"
	"casus/statement"
	"casus/statement/ledger"
	"casus/treaty"
)

const one = `{"reviewed": true, "speaker": "Kaja Kallas", "state": "EST", "date": "2024-02-11", "text": "An invented sentence.",
  "text_kind": "quotation", "stance": "warn", "source": "a newspaper"}`

// change gives the draft of one statement with a field changed; "" takes it out.
func change(field, value string) string {
	var m map[string]json.RawMessage
	if err := json.Unmarshal([]byte(one), &m); err != nil {
		panic(err)
	}
	delete(m, field)
	if value != "" {
		m[field] = json.RawMessage(value)
	}
	raw, _ := json.Marshal(m)
	return string(raw)
}

func TestDraftForms(t *testing.T) {
	for name, c := range map[string]struct {
		raw   string
		lines []int
	}{
		"one statement":          {one, []int{1}},
		"a list":                 {"[\n" + one + ",\n" + one + "\n]", []int{2, 4}},
		"an object":              {"{\"title\": \"x\",\n\"statements\":\n[" + one + "]}", []int{3}},
		"with a byte order mark": {"\xef\xbb\xbf[" + one + "]", []int{1}},
	} {
		entries, faults := ledger.ParseDraft("draft.json", []byte(c.raw))
		if len(faults) > 0 || len(entries) != len(c.lines) {
			t.Errorf("%s: %d entries, %v", name, len(entries), faults)
			continue
		}
		for i, e := range entries {
			if e.Line != c.lines[i] || !e.Reviewed || e.Speaker != "Kaja Kallas" || e.Date != casus.MustDate("2024-02-11") {
				t.Errorf("%s: %+v, want line %d", name, e, c.lines[i])
			}
		}
	}
	entries, _ := ledger.ParseDraft("draft.json", []byte(`{"source": "The Daily, 1 March 2024", "statements": [`+change("source", "")+`,`+one+`]}`))
	if entries[0].Source != "The Daily, 1 March 2024" || entries[1].Source != "a newspaper" {
		t.Errorf("sources %q, %q", entries[0].Source, entries[1].Source)
	}
}

func TestDraftFaults(t *testing.T) {
	for name, c := range map[string]struct{ raw, want string }{
		"a misspelt field":           {change("speakr", `"x"`), "did you mean speaker"},
		"a misspelt field inside":    {change("applies", `{"wen": "x"}`), "did you mean when"},
		"a day that there is not":    {change("date", `"2024-02-30"`), "has no day 30"},
		"a day in other marks":       {change("date", `"11.2.2024"`), "year-month-day"},
		"a number for a name":        {change("speaker", "5"), "speaker: expected text"},
		"a text for the mark":        {change("reviewed", `"yes"`), "reviewed: expected true or false"},
		"no JSON":                    {"who said what", "not JSON"},
		"cut short":                  {one[:40], "not JSON"},
		"nothing":                    {"", "not JSON"},
		"an empty list":              {"[]", "no statement in it"},
		"a list of words":            {`["a"]`, "expected a statement"},
		"null":                       {"null", "expected a statement or a list"},
		"a list that is none":        {`{"statements": 5}`, "expected a list"},
		"a fault in the third line":  {"[\n\n{\"x\": 1}]", "draft.json:3"},
		"a fault of a line of words": {"[\n" + one + ",\n\n oops]", "draft.json:5"},
	} {
		_, faults := ledger.ParseDraft("draft.json", []byte(c.raw))
		if len(faults) == 0 || !strings.Contains(faults[0].Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, faults, c.want)
		}
	}
}

// What was read out of a text becomes a draft that nobody has reviewed.
func TestDraftOfAReading(t *testing.T) {
	s := quotation.Statement{Speaker: "Jane Roe", Role: "minister", Content: "We stand by it.", Kind: quotation.Direct, Date: "2024-03",
		Stance: quotation.Commit, About: "north-atlantic-treaty/5", Condition: "if they pay", Chain: []string{"Jane Roe", "John Doe"}}
	a := quotation.Article{Head: quotation.Head{Title: "A headline"}, Statements: []quotation.Statement{s}}
	raw, err := json.Marshal(ledger.NewDraft(a, "The Daily, 1 March 2024"))
	if err != nil {
		t.Fatal(err)
	}
	entries, faults := ledger.ParseDraft("draft.json", raw)
	if len(faults) > 0 {
		t.Fatal(faults[0])
	}
	e := entries[0]
	if e.Reviewed || e.Source != "The Daily, 1 March 2024" || e.TextKind != "quotation" || e.Commitment != "north-atlantic-treaty" || e.Articles[0] != "5" ||
		e.DateFrom != casus.MustDate("2024-03-01") || e.DateUntil != casus.MustDate("2024-03-31") || e.Chain != "Jane Roe -> John Doe" ||
		e.Applies == nil || e.Applies.Basis != "reading" {
		t.Errorf("%+v", e)
	}
	// The answer of 'statements read' itself will do, once it is marked.
	raw, err = json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	if entries, faults = ledger.ParseDraft("read.json", raw); len(faults) > 0 || entries[0].Reviewed || entries[0].Source != "A headline" || entries[0].Text != s.Content {
		t.Errorf("%+v %v", entries, faults)
	}
	marked := strings.Replace(string(raw), `{"speaker"`, `{"reviewed":true,"speaker"`, 1)
	if entries, faults = ledger.ParseDraft("read.json", []byte(marked)); len(faults) > 0 || !entries[0].Reviewed {
		t.Errorf("%+v %v", entries, faults)
	}
}

// A day that the reader suggests for an impossible one keeps the printed one
// beside it, so that the ledger can show the dispute.
func TestDraftOfASuggestedDay(t *testing.T) {
	text := "On Saturday January 10, 2024, Jane Roe, a senator, said in Conway: \"We will not come to the aid of NATO allies.\""
	a, err := quotation.Read([]byte(text), quotation.Options{})
	if err != nil || len(a.Statements) != 1 {
		t.Fatalf("%+v %v", a.Statements, err)
	}
	d := ledger.NewDraft(a, "a test").Statements[0]
	if d.Date != casus.MustDate("2024-02-10") || d.DatePrinted != "Saturday January 10, 2024" || strings.ContainsAny(d.Text, `"`) {
		t.Errorf("%+v", d)
	}
	if s := world(t).Complete(d.Statement); !strings.Contains(s.Disputes, "Wednesday") {
		t.Errorf("no dispute: %+v", s)
	}
}

func world(t testing.TB) *statement.World {
	t.Helper()
	r, err := state.New(facts.Default())
	if err != nil {
		t.Fatal(err)
	}
	return statement.NewWorld(facts.Default(), r, treaty.NewLibrary(nil, r.Name))
}

func TestAdmit(t *testing.T) {
	w := world(t)
	all, err := statement.All(facts.Default())
	if err != nil {
		t.Fatal(err)
	}
	parse := func(raw string) []ledger.Entry {
		entries, faults := ledger.ParseDraft("draft.json", []byte(raw))
		if len(faults) > 0 {
			t.Fatal(faults[0])
		}
		return entries
	}
	admit := func(raw string) ([]statement.Statement, []*casus.InputError) {
		statement.Mark(all)
		return ledger.Admit(w, all, parse(raw), casus.MustDate("2026-11-23"))
	}
	// U001 is on record, and U002 corrects it.
	first, faults := admit(one)
	if len(faults) > 0 {
		t.Fatal(faults[0])
	}
	if first[0].Added != casus.MustDate("2026-11-23") || first[0].DateUntil == 0 {
		t.Errorf("%+v", first[0])
	}
	first[0].ID = "U001"
	second := first[0]
	second.ID, second.Corrects, second.Stance = "U002", "U001", "clarify"
	all = append(all, first[0], second)

	refusal := `{"reviewed": true, "speaker": "Donald Trump", "state": "USA", "date": "2024-02-10", "text": "No, I will not protect you", "text_kind": "quotation", "stance": "refuse", "source": "an outlet"}`
	with := func(raw, more string) string { return raw[:len(raw)-1] + ", " + more + "}" }
	for name, c := range map[string]struct{ raw, want string }{
		"nothing enters unseen":                 {change("reviewed", ""), "not marked as reviewed"},
		"nor when marked false":                 {change("reviewed", "false"), "not marked as reviewed"},
		"an id is given, not taken":             {change("id", `"U007"`), "the ledger gives the ids"},
		"on record already":                     {change("stance", `"clarify"`), "U002 has the same speaker"},
		"embedded already":                      {refusal, "S03 has the same speaker"},
		"twice in the file":                     {"[" + change("date", `"2024-03-01"`) + ",\n\n" + change("date", `"2024-03-01"`) + "]", "line 1 of the file has the same"},
		"a version beside it":                   {with(refusal, `"version_of": "s03"`), ""},
		"the same words from the same source":   {with(strings.Replace(refusal, "an outlet", `article \"Trump Threatens NATO: What He Wants to Do Elected\"`, 1), `"version_of": "S03"`), "no other version"},
		"a correction of an embedded statement": {with(refusal, `"corrects": "S03"`), ""},
		"a correction of a correction":          {with(one, `"corrects": "U002"`), ""},
		"a correction of what was corrected":    {with(one, `"corrects": "U001"`), "name U002"},
		"a correction that changes nothing":     {with(change("stance", `"clarify"`), `"corrects": "U002"`), "changes nothing"},
		"two corrections of one entry":          {"[" + with(one, `"corrects": "U002"`) + "," + with(change("stance", `"report"`), `"corrects": "U002"`) + "]", "two entries"},
		"a correction of nothing":               {with(one, `"corrects": "U099"`), `no statement "U099"`},
		"a version of nothing":                  {with(one, `"version_of": "X1"`), `no statement "X1"`},
		"version and correction of one":         {with(one, `"version_of": "U002", "corrects": "U002"`), "both name"},
		"no source":                             {change("source", ""), "no source"},
	} {
		t.Run(name, func(t *testing.T) {
			got, faults := admit(c.raw)
			switch {
			case c.want == "" && (len(faults) > 0 || len(got) != 1):
				t.Errorf("%v", faults)
			case c.want != "" && (len(faults) == 0 || !strings.Contains(faults[0].Error(), c.want) || got != nil):
				t.Errorf("faults %v, want %q; admitted %d", faults, c.want, len(got))
			}
		})
	}
}

func FuzzParseDraft(f *testing.F) {
	f.Add([]byte(one))
	f.Add([]byte("[" + one + "]"))
	f.Add([]byte(`{"statements": [{"content": "x", "kind": "direct", "reviewed": true, "about": "a/b"}], "article": {"title": "t"}}`))
	f.Add([]byte(`{"statements": [], "statements": [{}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		entries, faults := ledger.ParseDraft("draft.json", raw)
		if (len(entries) == 0) != (len(faults) > 0) {
			t.Errorf("%q: %d entries and %d faults", raw, len(entries), len(faults))
		}
		for _, e := range entries {
			if e.Line < 1 {
				t.Errorf("%q: line %d", raw, e.Line)
			}
		}
	})
}

// What goes into a draft are the speaker's words, without the newspaper's marks
// and the comma before "she said".
func TestDraftTakesTheWordsAlone(t *testing.T) {
	for _, text := range []string{"“We stay here,” Ann Lee said.", "‘We stay here,’ Ann Lee said.", "\"We stay here\" said Ann Lee."} {
		a, err := quotation.Read([]byte(text), quotation.Options{Format: quotation.Text})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(ledger.NewDraft(a, "The Daily Test"))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(raw), `"text":"We stay here"`) {
			t.Errorf("%s: %s", text, raw)
		}
	}
}
