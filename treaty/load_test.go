package treaty

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"casus"
)

// A fault names its line and column, shows the line, and says what was meant.
func TestLoadFaults(t *testing.T) {
	good := pact("p", "AAA, BBB", "conditions:", `  - {when: party(target), says: why}`)
	for _, c := range []struct {
		name, old, new string
		line, col      int // of the first fault; 0 where none is meant
		msg, hint      string
	}{
		{"an unknown field", "nature: law", "nature: law\nstatsu: x", 4, 1, `no field "statsu"`, "status"},
		{"a far unknown field", "nature: law", "nature: law\nzzzz: 1", 4, 1, `no field "zzzz"`, "the fields are id, name"},
		{"an unknown field of a clause", "discretion: as", "discretion: as_it_deems_necessary\n    discretionary: as", 11, 5, `a clause has no field "discretionary"`, "discretion"},
		{"an unknown field of a party", "signed: 1990-01-01, from", "sigend: 1990-01-01, from", 6, 26, `no field "sigend"`, "signed"},
		{"a missing field", "name: Pact P\n", "", 1, 1, "field name is missing", ""},
		{"an empty article", `article: "1"`, `article: ""`, 8, 14, "field article is empty", ""},
		{"an empty nature", "nature: law", "nature:", 3, 8, "field nature is empty", ""},
		{"a missing nature", "nature: law\n", "", 1, 1, "field nature is missing", ""},
		{"an id that is a title", "id: p", "id: Pact Of Steel", 1, 5, "not kebab-case", "north-atlantic-treaty"},
		{"a nature that is none", "nature: law", "nature: legal", 3, 9, `no value "legal"`, "one of law, political, disputed"},
		{"a misspelt type", "type: assist", "type: asist", 9, 11, `no value "asist"`, "assist"},
		{"a misspelt basis", "basis: text\n    cond", "basis: txet\n    cond", 12, 12, `no value "txet"`, "text"},
		{"a day that does not exist", "from: 1991-01-01", "from: 1991-02-29", 6, 52, "from: date \"1991-02-29\": February 1991 has no day 29", "1991-02-28"},
		{"a date in words", "signed: 1990-01-01\np", "signed: January 1990\np", 4, 9, "not a date", "2024-02-10"},
		{"an unknown state", "[AAA, BBB]", "[AAA, QXX]", 6, 20, `no state "QXX"`, "XXX"},
		{"a state in small letters", "[AAA, BBB]", "[aaa, BBB]", 6, 15, `no state "aaa"`, "AAA"},
		{"a party without a state", "states: [AAA, BBB], ", "", 6, 5, "needs state or states", ""},
		{"a state twice for the same days", "\nclauses", "\n  - {state: AAA, from: 1995-01-01}\nclauses", 1, 1, "AAA stands twice for the same days", "until"},
		{"until before from", "from: 1991-01-01", "from: 1991-01-01, until: 1990-12-31", 1, 1, "until 1990-12-31 is before from", ""},
		{"in force before the signature", "\nparties", "\nin_force: 1989-01-01\nparties", 5, 11, "in force before it was signed", ""},
		{"a list that is text", "states: [AAA, BBB]", "states: [AAA, BBB], doubts: AAA", 6, 34, "doubts must be a list", "[A, B]"},
		{"text that is a list", "name: Pact P", "name: [Pact]", 2, 7, "name must be text", ""},
		{"a step of two kinds", "when: party(target)", "when: true, unless: false", 14, 22, "one of when, unless, contested, cannot_tell and note", ""},
		{"a step of no kind", "when: party(target), ", "", 14, 9, "needs one of when, unless, contested, cannot_tell and note", ""},
		{"a quotation from memory", "basis: text\n    cond", "basis: memory\n    quote: \"shall\"\n    cond", 13, 12, "from memory are not quoted", "paraphrase"},
		{"an unknown common set", "conditions:", "common: [kind]\n    conditions:", 13, 13, `no set of common steps "kind"`, "kinds"},
		{"a notice of 300 months", "clauses", "leaving: {months: 300, says: never, basis: text}\nclauses", 7, 19, "0 to 240", ""},
		// The condition's own column is carried over to the file.
		{"an unknown name", "party(target)", "partys(target)", 14, 16, `no function "partys"`, "party"},
		{"an unknown word", "party(target)", "kind == armed_atack", 14, 24, `no kind of attack "armed_atack"`, "armed_attack"},
		{"a wrong type", "party(target)", "true and party(on)", 14, 31, "takes a state, and this is a date", ""},
		{"an area that is none", "party(target)", "place.within(pacifc)", 14, 29, `no area "pacifc"`, "pacific"},
		{"a quoted condition", "party(target)", `"kind == hybrd"`, 14, 25, `no kind of attack "hybrd"`, "hybrid"},
	} {
		src := strings.Replace(good, c.old, c.new, 1)
		if src == good {
			t.Fatalf("%s: nothing was changed", c.name)
		}
		tr, faults := Load("pact.yaml", []byte(src), testWorld(t))
		if tr != nil || len(faults) == 0 {
			t.Errorf("%s: it loads", c.name)
			continue
		}
		f := faults[0]
		if f.Line != c.line || f.Col != c.col || !strings.Contains(f.Msg, c.msg) || !strings.Contains(f.Hint, c.hint) {
			t.Errorf("%s: %d:%d %q, hint %q; want %d:%d %q, %q", c.name, f.Line, f.Col, f.Msg, f.Hint, c.line, c.col, c.msg, c.hint)
		}
		if lines := strings.Split(src, "\n"); f.Line > 0 && f.Text != lines[f.Line-1] {
			t.Errorf("%s: the fault shows %q, and the line is %q", c.name, f.Text, lines[f.Line-1])
		}
		if !strings.HasPrefix(f.Error(), fmt.Sprintf("pact.yaml:%d:%d: ", c.line, c.col)) {
			t.Errorf("%s: %q does not begin with the place", c.name, f.Error())
		}
	}
}

// All faults of a file are reported, in the order of lines, up to a hundred.
func TestEveryFault(t *testing.T) {
	src := strings.NewReplacer("nature: law", "nature: legal", "type: assist", "type: asist", "BBB", "QXX").Replace(pact("p", "AAA, BBB"))
	_, faults := Load("p.yaml", []byte(src), testWorld(t))
	var lines []int
	for _, f := range faults {
		lines = append(lines, f.Line)
	}
	if fmt.Sprint(lines) != "[3 6 9]" {
		t.Errorf("faults on lines %v, want 3, 6 and 9", lines)
	}
	many := pact("p", strings.Repeat("QXX, ", 5000)+"AAA")
	if _, faults := Load("p.yaml", []byte(many), testWorld(t)); len(faults) != maxFaults {
		t.Errorf("%d faults, want %d", len(faults), maxFaults)
	}
}

// Lines are counted as YAML counts them, whatever ends them.
func TestLineBreaks(t *testing.T) {
	for _, br := range []string{"\n", "\r\n", "\r", "\u0085", "\u2028"} {
		src := strings.ReplaceAll(strings.Replace(pact("p", "AAA, BBB"), "type: assist", "type: asist", 1), "\n", br)
		_, faults := Load("p.yaml", []byte(src), testWorld(t))
		if len(faults) != 1 || faults[0].Line != 9 || faults[0].Text != "    type: asist" {
			t.Errorf("lines that end with %q: %v", br, faults)
		}
	}
}

// A condition over several lines shows the expression where the fault stands.
func TestFoldedCondition(t *testing.T) {
	_, faults := Load("p.yaml", []byte(pact("p", "AAA, BBB", "conditions:", "  - when: >-", "      place.continent == europe", "      or kind == hybrd", "    says: why")), testWorld(t))
	if len(faults) != 1 || faults[0].Line != 14 || faults[0].Text != "place.continent == europe or kind == hybrd" || faults[0].Col != 38 {
		t.Errorf("%+v", faults)
	}
}

// What no treaty file needs is refused at once, with a sentence.
func TestHostile(t *testing.T) {
	good := pact("p", "AAA, BBB")
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'j'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", c-1), 9), ", "))
	}
	for _, c := range []struct{ name, src, msg string }{
		{"nothing", "", "empty"},
		{"white space", " \n\t\n  ", "empty"},
		{"a comment", "# nothing\n", "not"},
		{"binary", "\x7fELF\x02\x01\x01\x00\x00\x00", "not a text file"},
		{"a gzip file", "\x1f\x8b\x08\x08abc", "not a text file"},
		{"Latin-1", "name: Tlatelolco\xe9\n", "not a text file"},
		{"two megabytes", strings.Repeat("# padding padding padding\n", 80_000), "larger than 1 MiB"},
		{"a list", "- a\n- b\n", "not a treaty"},
		{"a word", "treaty\n", "not a treaty"},
		{"a second document", good + "---\nid: q\n", "a second document"},
		{"an alias bomb", bomb, "anchors, aliases and merges"},
		{"an alias", strings.Replace(good, "name: Pact P", "name: &n Pact\naliases: [*n]", 1), "anchors, aliases and merges"},
		{"an anchor", strings.Replace(good, "name: Pact P", "name: &n Pact p", 1), "anchors, aliases and merges"},
		{"a merge", strings.Replace(good, "nature: law", "nature: law\n<<: {status: x}", 1), "anchors, aliases and merges"},
		{"an alias among the parties", strings.Replace(good, "\nclauses", "\n  - *x\nclauses", 1), "not valid YAML"},
		{"an anchored list", strings.Replace(good, "[AAA, BBB]", "&s [AAA, BBB]", 1), "anchors, aliases and merges"},
		{"a key that is a list", "? [a, b]\n: c\n" + good, "anchors, aliases and merges"},
		{"brackets without end", "id: " + strings.Repeat("[", 100_000), "nested too deeply"},
		{"braces without end", "id: " + strings.Repeat("{a: ", 100_000), "nested too deeply"},
		{"brackets on lines of their own", "id:\n" + strings.Repeat(" [\n", 100_000), "not valid YAML"},
		{"indents without end", strings.Join(stairs(500), "\n"), "nested too deeply"},
		{"dashes without end", strings.Repeat("- ", 100_000) + "x", "nested too deeply"},
		{"question marks without end", strings.Repeat("? ", 100_000) + "x", "not"},
		{"a field twice", strings.Replace(good, "nature: law", "nature: law\nnature: political", 1), `"nature" stands twice`},
		{"a clause's field twice", strings.Replace(good, "    basis: text", "    basis: text\n    basis: report", 1), `"basis" stands twice`},
		{"an open quotation", "id: \"p\n", "not valid YAML"},
		{"a tab for an indent", "id: p\nparties:\n\t- {state: AAA}\n", "not valid YAML"},
		{"a tag", "id: !!binary aGVsbG8=\n", "missing"},
		{"a long line", "id: " + strings.Repeat("x", 900_000) + "\n", "missing"},
	} {
		start := time.Now()
		tr, faults := Load("bad.yaml", []byte(c.src), testWorld(t))
		if tr != nil || len(faults) == 0 {
			t.Errorf("%s: it loads", c.name)
			continue
		}
		said := ""
		for _, f := range faults {
			said += f.Error() + "\n"
			if n := strings.Count(f.Error(), "\n"); n > 5 {
				t.Errorf("%s: a message of %d lines", c.name, n+1)
			}
		}
		if !strings.Contains(said, c.msg) {
			t.Errorf("%s: %.300s; want %q", c.name, said, c.msg)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: took %s", c.name, d)
		}
	}
}

// stairs gives lines each indented two further than the one before.
func stairs(n int) []string {
	var out []string
	for i := range n {
		out = append(out, strings.Repeat("  ", i)+"a:")
	}
	return out
}

// A condition that can hold in no event, and conditions that exclude each
// other, are found with line and column; a sound clause is not accused.
func TestConstant(t *testing.T) {
	sea := casus.Place{Continent: "sea", Areas: []string{"baltic"}}
	places := []casus.Place{sea, {Of: "AAA", Continent: "asia", Lat: 40}, {Territory: "ceuta", Of: "AAA", Continent: "africa"}, {Continent: "europe", Island: true, EU: "outermost", Lat: 28}}
	for _, c := range []struct {
		name  string
		steps []string
		msg   string // "" for none
		line  int
		col   int
	}{
		{"sound", []string{`{when: place.continent == europe or place.within(baltic), says: a}`}, "", 0, 0},
		{"sound by date", []string{`{unless: on >= 1986-08-11 and self == AAA and target == BBB, says: a}`}, "", 0, 0},
		{"sound by latitude", []string{`{when: place.lat > 23.4364, says: a}`, `{unless: place.lat < 24, says: b}`}, "", 0, 0},
		{"sound by territory", []string{`{contested: place.territory == "ceuta", says: a}`}, "", 0, 0},
		{"sound where it is asked", []string{`{if: object == vessel, when: place.within(baltic), says: a}`, `{if: object == territory, when: place.of == target, says: b}`}, "", 0, 0},
		{"written false", []string{`{when: false, says: a}`}, "constantly false", 14, 16},
		{"a kind that is two", []string{`{when: true, says: a}`, `{contested: kind == hybrid and kind == proxy, says: b}`}, "constantly false", 15, 21},
		{"the self that is attacked", []string{`{when: self == AAA and self == BBB, says: a}`}, "constantly false", 14, 16},
		{"a day before and after", []string{`{when: on < 1986-08-11 and on > 1990-01-01, says: a}`}, "constantly false", 14, 16},
		{"an unknown territory", []string{`{contested: place.territory == "ceutta", says: a}`}, "constantly false", 14, 21},
		{"an exception without exception", []string{`{unless: object == vessel or object != vessel, says: a}`}, "constantly true", 14, 18},
		{"conditions that exclude each other", []string{`{when: kind == hybrid, says: a}`, `{when: kind == proxy, says: b}`}, "exclude each other", 8, 0},
		{"a condition and its exception", []string{`{when: target_struck_first, says: a}`, `{unless: target_struck_first, says: b}`}, "can never bind", 8, 0},
	} {
		extra := []string{"conditions:"}
		for _, s := range c.steps {
			extra = append(extra, "  - "+s)
		}
		tr := mustLoad(t, pact("p", "AAA, BBB", extra...))
		faults := tr.Constant(NewLibrary([]*Treaty{tr}, nil), places)
		if c.msg == "" {
			for _, f := range faults {
				t.Errorf("%s: %v", c.name, f)
			}
			continue
		}
		if len(faults) != 1 || !strings.Contains(faults[0].Msg, c.msg) || faults[0].Line != c.line || faults[0].Col != c.col {
			t.Errorf("%s: %v; want %q at %d:%d", c.name, faults, c.msg, c.line, c.col)
		}
	}
}

// The vocabulary is what the language takes: each name compiles, and the
// documentation has a row for it.
func TestVocabulary(t *testing.T) {
	use := map[string]string{
		"self": "self == AAA", "target": "target == AAA", "partner": "partner == AAA", "attackers": "AAA in attackers", "by_state": "by_state",
		"on": "on > 2000-01-01", "kind": "kind == proxy", "object": "object == vessel", "target_struck_first": "target_struck_first",
		"place.of": "place.of == AAA", "place.administered_by": "place.administered_by == AAA", "place.claimed_by": "AAA in place.claimed_by",
		"place.continent": "place.continent == sea", "place.island": "place.island", "place.metropolitan": "place.metropolitan",
		"place.eu": "place.eu == overseas", "place.lat": "place.lat > 0", "place.lon": "place.lon < 0", "place.territory": `place.territory == "guam"`,
		"place.within": "place.within(baltic)", "party": "party(AAA)", "any_party": "any_party(attackers)", "party_to": `party_to("q", AAA)`,
		"adversaries": "AAA in adversaries", "count": "count(attackers) > 1", "listed": "listed(neutral, self)", "any_listed": "any_listed(neutral, attackers)",
	}
	env := testWorld(t).environment([]string{"neutral"})
	for _, v := range Vocabulary() {
		p, faults := env.Compile(use[v.Name])
		if len(faults) > 0 {
			t.Errorf("%s: %v", v.Name, faults[0])
			continue
		}
		if !p.Uses(v.Name) || v.Says == "" {
			t.Errorf("%s is not what %q uses, or is not described", v.Name, use[v.Name])
		}
		delete(use, v.Name)
	}
	if len(use) > 0 {
		t.Errorf("not in the vocabulary: %v", use)
	}
}

// What each name of the language answers about an event.
func TestLanguageAnswers(t *testing.T) {
	tr := mustLoad(t, `id: p
name: P
nature: law
parties:
  - {states: [AAA, BBB], from: 1991-01-01}
  - {state: CCC, from: 1991-01-01, doubts: [{says: frozen}]}
lists:
  neutral: [{state: AAA, until: 1999-12-31}, {states: [DDD, EEE]}]
`)
	other := mustLoad(t, pact("q", "AAA, XXX"))
	l := NewLibrary([]*Treaty{tr, other}, nil)
	ev := attackOn("AAA", "2000-01-01", "XXX", casus.NonState)
	ev.Theatre = casus.Place{Of: "AAA", AdministeredBy: "XXX", ClaimedBy: []casus.State{"XXX", "YYY"}, Continent: "asia", Island: true, Lat: 20, Lon: -5, Territory: "guam", Areas: []string{"pacific"}, EU: ""}
	sc := newScope(&ev, tr, l)
	sc.Self, sc.Partner = "BBB", "AAA"
	for source, want := range map[string]bool{
		"self == BBB and target == AAA and partner == target": true,
		"XXX in attackers": true,
		"by_state":         false,
		"on >= 2000-01-01": true,
		"kind == armed_attack and object == territory": true,
		"place.administered_by == XXX":                 true,
		"YYY in place.claimed_by":                      true,
		"target in place.claimed_by":                   false,
		"place.island and not place.metropolitan":      true,
		"place.eu == none":                             true,
		"place.lat < 23.4364 and place.lon < 0":        true,
		`place.territory == "guam"`:                    true,
		"place.within(pacific)":                        true,
		"place.within(rio_region)":                     false,
		"party(AAA)":                                   true,
		"party(CCC)":                                   false, // contested is not bound
		"any_party([CCC, XXX])":                        true,  // and may be meant
		"any_party(attackers)":                         false,
		`party_to("q", XXX)`:                           true,
		`party_to("q", BBB)`:                           false,
		`party_to("no-such-treaty", XXX)`:              false,
		"listed(neutral, AAA)":                         false, // no longer
		"listed(neutral, DDD)":                         true,
		"any_listed(neutral, [AAA, EEE])":              true,
		"any_listed(neutral, attackers)":               false,
	} {
		p, faults := testWorld(t).environment([]string{"neutral"}).Compile(source)
		if len(faults) > 0 {
			t.Errorf("%s: %v", source, faults[0])
			continue
		}
		if p.Holds(sc) != want {
			t.Errorf("%s: %v, want %v", source, !want, want)
		}
	}
}

// FuzzLoad holds any text to this: it is a treaty that can be asked, or it has
// faults, each of six lines at most and on a line of the file.
func FuzzLoad(f *testing.F) {
	for _, s := range embedded() {
		if len(s) < 2000 { // large ones are slow to vary
			f.Add(s)
		}
	}
	for _, s := range []string{"", "? ?\t \t ", "id: p", "- a", "a: &a [*a]", "id: [[[[", "\t", "id: p\n---\nid: q", "? [a]\n: b", "clauses: [{conditions: [{when: x}]}]",
		pact("p", "AAA, BBB", "conditions:", "  - {when: party(target), says: why}")} {
		f.Add(s)
	}
	w := testWorld(f)
	ev := attackOn("AAA", "2000-01-01", "XXX")
	f.Fuzz(func(t *testing.T, src string) {
		tr, faults := Load("fuzz.yaml", []byte(src), w)
		if (tr == nil) == (len(faults) == 0) {
			t.Fatalf("a treaty %v and %d faults", tr != nil, len(faults))
		}
		for _, fault := range faults {
			if fault.Msg == "" || fault.Line < 0 || fault.Line > len(lines(src)) {
				t.Fatalf("fault %q on line %d", fault.Msg, fault.Line)
			}
			if n := strings.Count(fault.Error(), "\n"); n > 5 {
				t.Fatalf("a message of %d lines:\n%s", n+1, fault.Error())
			}
		}
		if tr == nil {
			return
		}
		l := NewLibrary([]*Treaty{tr}, nil)
		for _, r := range l.Cascade(ev, Options{All: true}) {
			if r.State == ev.Target || len(r.Why) == 0 || len(r.Path) == 0 {
				t.Fatalf("row %+v", r)
			}
		}
		l.Commitments("AAA", ev.On, "", home)
	})
}
