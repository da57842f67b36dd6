package treaty

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"casus"
	"casus/internal/suggest"
)

// The states of these tests, most of them invented: the language takes any id
// that its world knows.
var testStates = []string{"AAA", "BBB", "CCC", "DDD", "EEE", "XXX", "YYY", "NNN"}

// testAreas are the areas of the real gazetteer; the treaty files of the
// library name some of them.
var testAreas = []string{"arctic_ocean", "baltic", "black_sea", "caribbean_sea", "east_china_sea", "gulf_of_mexico", "indian_ocean",
	"mediterranean", "north_atlantic", "pacific", "persian_gulf", "red_sea", "rio_region", "south_atlantic", "south_china_sea", "southeast_asia_treaty_area"}

// testWorld knows the states above, and every id of three capitals that a
// treaty of the library may use.
func testWorld(t testing.TB) *World {
	t.Helper()
	near := func(id string) []string { return suggest.Nearest(id, testStates, 3) }
	w := NewWorld(func(id string) bool { return len(id) == 3 && id == strings.ToUpper(id) && id != "QXX" }, near, testAreas)
	src, err := os.ReadFile("library/common.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if faults := w.Common("common.yaml", src); len(faults) > 0 {
		t.Fatal(faults[0])
	}
	return w
}

// mustLoad compiles the text of a treaty; faults end the test.
func mustLoad(t testing.TB, src string) *Treaty {
	t.Helper()
	tr, faults := Load("test.yaml", []byte(src), testWorld(t))
	for _, f := range faults {
		t.Error(f)
	}
	if tr == nil {
		t.FailNow()
	}
	return tr
}

// pact is the text of a treaty of mutual help with one clause, article 1, to
// whose fields the lines of extra are added.
func pact(id string, states string, extra ...string) string {
	var more strings.Builder
	for _, line := range extra {
		more.WriteString("\n    " + line)
	}
	return fmt.Sprintf(`id: %s
name: Pact %s
nature: law
signed: 1990-01-01
parties:
  - {states: [%s], signed: 1990-01-01, from: 1991-01-01, basis: text}
clauses:
  - article: "1"
    type: assist
    discretion: as_it_deems_necessary
    says: "each helps the other"
    basis: text%s
`, id, strings.ToUpper(id), states, more.String())
}

func mustLibrary(t testing.TB, texts ...string) *Library {
	t.Helper()
	var all []*Treaty
	for _, s := range texts {
		all = append(all, mustLoad(t, s))
	}
	return NewLibrary(all, nil)
}

// embedded loads the treaties of the library's folder.
var embedded = sync.OnceValue(func() []string {
	list, _ := filepath.Glob("library/treaties/*.yaml")
	var out []string
	for _, f := range list {
		src, err := os.ReadFile(f)
		if err != nil {
			panic(err)
		}
		out = append(out, string(src))
	}
	return out
})

// home is the middle of a state's own soil.
func home(s casus.State) casus.Place {
	return casus.Place{Name: string(s), Of: s, AdministeredBy: s, Continent: "europe", Metropolitan: true, EU: "member"}
}

// attackOn is an armed attack on the target's own soil.
func attackOn(target casus.State, on string, attackers ...casus.State) casus.Event {
	return casus.Event{Attackers: attackers, Target: target, On: casus.MustDate(on), Kind: casus.ArmedAttack, Object: casus.Territory, Theatre: home(target)}
}

// row gives the one row on a state; it fails where there is none or several.
func row(t testing.TB, rows []casus.Obligation, s casus.State) casus.Obligation {
	t.Helper()
	rows = slices.DeleteFunc(slices.Clone(rows), func(r casus.Obligation) bool { return r.State != s })
	if len(rows) != 1 {
		t.Fatalf("%d rows on %s", len(rows), s)
	}
	return rows[0]
}

// verdicts writes rows as "AAA bound, BBB not_bound".
func verdicts(rows []casus.Obligation) string {
	var out []string
	for _, r := range rows {
		out = append(out, fmt.Sprintf("%s %s", r.State, r.Verdict))
	}
	return strings.Join(out, ", ")
}

// decisive gives the text of the step that settled a verdict.
func decisive(r casus.Obligation) string {
	var out []string
	for _, w := range r.Why {
		if w.Decisive {
			out = append(out, w.Text)
		}
	}
	return strings.Join(out, " | ")
}

// A step lowers the verdict and never raises it: what says not bound outranks
// every doubt, in whichever order they stand.
func TestSteps(t *testing.T) {
	const (
		yes, no = "when: true", "when: false"
	)
	step := func(cond string) string { return "  - {" + cond + ", says: " + fmt.Sprintf("%q", cond) + "}" }
	for _, c := range []struct {
		steps    []string
		want     casus.Verdict
		decisive string
	}{
		{nil, casus.Bound, ""},
		{[]string{yes}, casus.Bound, ""},
		{[]string{no}, casus.NotBound, no},
		{[]string{"unless: true"}, casus.NotBound, "unless: true"},
		{[]string{"unless: false"}, casus.Bound, ""},
		{[]string{"contested: true"}, casus.Contested, "contested: true"},
		{[]string{"contested: false"}, casus.Bound, ""},
		{[]string{"note: true"}, casus.Bound, ""},
		{[]string{"contested: true", no}, casus.NotBound, no},
		{[]string{no, "contested: true"}, casus.NotBound, no},
		{[]string{"contested: true", "unless: true"}, casus.NotBound, "unless: true"},
		{[]string{"contested: true", "contested: self == BBB"}, casus.Contested, "contested: true"},
		{[]string{"if: false, when: false", yes}, casus.Bound, ""},
		{[]string{"if: true, when: false"}, casus.NotBound, "if: true, when: false"},
		{[]string{"if: false, unless: true"}, casus.Bound, ""},
	} {
		extra := []string{"conditions: []"}
		if len(c.steps) > 0 {
			extra[0] = "conditions:"
		}
		for _, s := range c.steps {
			extra = append(extra, step(s))
		}
		l := mustLibrary(t, pact("p", "AAA, BBB", extra...))
		r := row(t, l.Obligations(attackOn("AAA", "2000-01-01", "XXX"), Options{}), "BBB")
		if r.Verdict != c.want || decisive(r) != c.decisive {
			t.Errorf("%q: %s, decided by %q; want %s, %q", c.steps, r.Verdict, decisive(r), c.want, c.decisive)
		}
	}
}

// The trace ends at the article: every step asked stands in it with its
// source, the clause's own words last.
func TestTrace(t *testing.T) {
	l := mustLibrary(t, pact("p", "AAA, BBB", `quote: "each shall help"`, "conditions:",
		`  - {when: place.of == target, says: "on its own soil", article: "2", quote: "on its soil"}`,
		`  - {note: object == territory, says: "land", source: "a footnote", basis: memory}`,
		`  - {unless: target_struck_first, says: "it struck first"}`))
	l.names = func(s casus.State, on casus.Date) string { return fmt.Sprintf("%s in %d", s, on.Year()) }
	r := row(t, l.Obligations(attackOn("AAA", "2000-01-01", "XXX"), Options{}), "BBB")
	of, since := casus.ClauseID{Treaty: "p", Article: "1"}, casus.MustDate("1991-01-01")
	want := []casus.Reason{
		{Kind: casus.WhyParty, Clause: of, Subject: "BBB", Since: since, Rest: "is a party since 1 January 1991",
			Text: "the state, BBB in 2000, is a party since 1 January 1991", Holds: true, Source: "list of parties", Role: "condition", Basis: "text"},
		{Kind: casus.WhyParty, Clause: of, Subject: "AAA", Since: since, Rest: "is a party since 1 January 1991",
			Text: "the target, AAA in 2000, is a party since 1 January 1991", Holds: true, Source: "list of parties", Role: "condition", Basis: "text"},
		{Kind: casus.WhyCondition, Clause: of, Text: "on its own soil", Holds: true, Source: "Art. 2", Role: "condition", Quote: "on its soil", Basis: "text"},
		{Kind: casus.WhyNote, Clause: of, Text: "land", Holds: true, Source: "a footnote", Role: "note", Basis: "memory"},
		{Kind: casus.WhyClause, Clause: of, Text: "each helps the other", Holds: true, Source: "Art. 1", Role: "note", Quote: "each shall help", Basis: "text"},
	}
	if !slices.Equal(r.Why, want) {
		t.Errorf("trace:\n%+v\nwant\n%+v", r.Why, want)
	}
	if !slices.Equal(r.Path, []string{"XXX>AAA"}) || r.Toward != "AAA" || r.Treaty != "p" || r.Article != "1" || r.Pending == nil {
		t.Errorf("row %+v", r)
	}
}

// Both the helper and the helped must be bound on the day. A day of entry
// counts, and so does the last day.
func TestStandingByDate(t *testing.T) {
	tr := mustLoad(t, `id: p
name: Pact
nature: law
signed: 1950-01-01
in_force: 1951-06-01
ended: 2010-12-31
parties:
  - {state: AAA, signed: 1950-01-01, from: 1951-06-01, basis: text}
  - {state: BBB, signed: 1950-02-01, from: 1952-03-01, until: 1999-04-02, basis: text, note: denounced}
  - {state: BBB, from: 2006-08-16, until: 2012-06-28, basis: report}
  - {state: CCC, signed: 1950-01-01, basis: report}
  - {state: DDD, basis: memory}
  - state: EEE
    from: 1960-01-01
    doubts:
      - {from: 1979-03-31, until: 1989-05-22, says: "it was suspended", source: "a yearbook"}
  - {state: YYY, signed: 1940-01-01, basis: memory}
`)
	for _, c := range []struct {
		state casus.State
		on    string
		want  standingKind
	}{
		{"AAA", "1949-12-31", future}, {"AAA", "1950-01-01", signed}, {"AAA", "1951-05-31", signed}, {"AAA", "1951-06-01", bound},
		{"AAA", "2010-12-31", bound}, {"AAA", "2011-01-01", former}, // the treaty ends for all
		{"BBB", "1951-06-01", signed}, {"BBB", "1952-02-29", signed}, {"BBB", "1952-03-01", bound},
		{"BBB", "1999-04-02", bound}, {"BBB", "1999-04-03", future}, // out, and to come back
		{"BBB", "2006-08-15", future}, {"BBB", "2006-08-16", bound}, {"BBB", "2010-12-31", bound}, {"BBB", "2011-01-01", former},
		{"CCC", "1949-12-31", future}, {"CCC", "1950-06-01", signed}, {"CCC", "1951-06-01", unknown}, {"CCC", "2011-01-01", former},
		{"DDD", "1951-05-31", future}, {"DDD", "1951-06-01", unknown},
		{"EEE", "1959-12-31", future}, {"EEE", "1979-03-30", bound}, {"EEE", "1979-03-31", doubtful}, {"EEE", "1989-05-22", doubtful}, {"EEE", "1989-05-23", bound},
		{"YYY", "1945-01-01", signed}, // signed, and nobody is bound before the treaty is in force
		{"XXX", "2000-01-01", outside},
	} {
		on := casus.MustDate(c.on)
		if got := tr.standing(c.state, on).state; got != c.want {
			t.Errorf("%s on %s: standing %d, want %d", c.state, c.on, got, c.want)
		}
		if tr.Bound(c.state, on) != (c.want == bound) {
			t.Errorf("%s on %s: Bound differs from its standing", c.state, c.on)
		}
	}
	if got := tr.Members(casus.MustDate("2000-01-01")); !slices.Equal(got, []casus.State{"AAA", "EEE"}) {
		t.Errorf("members %v", got)
	}
}

// What the trace says of a party that is not plainly bound.
func TestWordsOfStanding(t *testing.T) {
	l := mustLibrary(t, `id: p
name: Pact
nature: law
parties:
  - {state: AAA, from: 1951-06-01, basis: text}
  - {state: BBB, signed: 1950-02-01, from: 1952-03-01, until: 1999-04-02, note: denounced}
  - {state: CCC, signed: 1950-01-01, note: no ratification found}
  - {state: DDD, from: 1960-01-01, doubts: [{from: 1980-01-01, says: "it was suspended", source: "a yearbook"}]}
  - {state: EEE, from: 1960-01-01, until: 1999-04-02}
  - {state: EEE, from: 2006-08-16}
clauses:
  - {article: "1", type: assist, discretion: automatic, says: help, basis: text}
`)
	for _, c := range []struct {
		state   casus.State
		on      string
		verdict casus.Verdict
		text    string
	}{
		{"BBB", "1951-07-01", casus.NotBound, "the state, BBB, has signed (1 February 1950) and is not yet bound: in force for it from 1 March 1952; until then it must not defeat the object of what it signed (Vienna Convention, Art. 18)"},
		{"BBB", "1999-04-03", casus.NotBound, "the state, BBB, was a party until 2 April 1999 (denounced)"},
		{"CCC", "1999-04-03", casus.CannotTell, "the state, CCC: the day from which the instrument is in force for it was not found (no ratification found)"},
		{"DDD", "1959-12-31", casus.NotBound, "the state, DDD, is not yet a party (from 1 January 1960)"},
		{"DDD", "1990-01-01", casus.Contested, "the state, DDD: it was suspended"},
		{"EEE", "2001-09-11", casus.NotBound, "the state, EEE, was a party until 2 April 1999, and is one again later (from 16 August 2006)"},
	} {
		r := row(t, l.Obligations(attackOn("AAA", c.on, "XXX"), Options{All: true}), c.state)
		if r.Verdict != c.verdict || decisive(r) != c.text {
			t.Errorf("%s on %s: %s, %q; want %s, %q", c.state, c.on, r.Verdict, decisive(r), c.verdict, c.text)
		}
	}
}

// A political instrument never binds and a disputed one never surely, whatever
// their clauses say.
func TestNature(t *testing.T) {
	for nature, want := range map[Nature]casus.Verdict{Law: casus.Bound, Disputed: casus.Contested, Political: casus.NotBound} {
		l := mustLibrary(t, strings.Replace(pact("p", "AAA, BBB"), "nature: law", "nature: "+string(nature), 1))
		r := row(t, l.Obligations(attackOn("AAA", "2000-01-01", "XXX"), Options{}), "BBB")
		if r.Verdict != want || r.Political != (nature == Political) {
			t.Errorf("%s: %s, political %v", nature, r.Verdict, r.Political)
		}
	}
}

// Who owes and who is owed: a promise of one state to another binds nobody else.
func TestOneSided(t *testing.T) {
	guarantee := pact("p", "AAA, BBB, CCC", "owed_by: [AAA]", "owed_to: [BBB]")
	for _, c := range []struct {
		target casus.State
		want   string
	}{
		{"BBB", "AAA bound"},
		{"CCC", "AAA not_bound"},
		{"AAA", ""},
	} {
		l := mustLibrary(t, guarantee)
		if got := verdicts(l.Obligations(attackOn(c.target, "2000-01-01", "XXX"), Options{})); got != c.want {
			t.Errorf("attack on %s: %q, want %q", c.target, got, c.want)
		}
	}
	// The state that is promised help need not be a party.
	pledge := strings.Replace(guarantee, "[AAA, BBB, CCC]", "[AAA]", 1)
	if got := verdicts(mustLibrary(t, pledge).Obligations(attackOn("BBB", "2000-01-01", "XXX"), Options{})); got != "AAA bound" {
		t.Errorf("a pledge to a state that is no party: %q", got)
	}
	// A duty toward every state is asked about any target.
	charter := strings.NewReplacer("type: assist", "type: non_aggression").Replace(pact("p", "AAA, BBB", "owed_to: any"))
	l := mustLibrary(t, charter)
	if got := verdicts(l.Obligations(attackOn("XXX", "2000-01-01", "AAA"), Options{})); got != "AAA bound" {
		t.Errorf("non-aggression toward any state: %q", got)
	}
	if got := verdicts(l.Obligations(attackOn("XXX", "2000-01-01", "YYY"), Options{All: true})); got != "" {
		t.Errorf("an attack among strangers: %q", got)
	}
}

// Each type of duty is asked of the states that can owe it: help of those who
// stand aside, non-aggression of the attacker, offence and neutrality toward
// an ally on either side.
func TestTypes(t *testing.T) {
	of := func(typ string) *Library {
		return mustLibrary(t, strings.Replace(pact("p", "AAA, BBB, CCC"), "type: assist", "type: "+typ, 1))
	}
	for _, c := range []struct {
		typ       string
		attackers []casus.State
		target    casus.State
		want      string // state>toward, in the order of the rows
	}{
		{"assist", []casus.State{"XXX"}, "AAA", "BBB>AAA CCC>AAA"},
		{"consult", []casus.State{"XXX"}, "AAA", "BBB>AAA CCC>AAA"},
		{"assist", []casus.State{"BBB"}, "AAA", "CCC>AAA"},
		{"non_aggression", []casus.State{"BBB"}, "AAA", "BBB>AAA"},
		{"non_aggression", []casus.State{"XXX"}, "AAA", ""},
		{"offence", []casus.State{"AAA"}, "XXX", "BBB>AAA CCC>AAA"},
		{"offence", []casus.State{"XXX"}, "AAA", ""},
		{"offence", []casus.State{"AAA", "XXX"}, "YYY", "BBB>AAA CCC>AAA"},
		{"neutrality", []casus.State{"XXX"}, "AAA", "BBB>AAA CCC>AAA"},
		{"neutrality", []casus.State{"AAA"}, "XXX", "BBB>AAA CCC>AAA"},
		{"neutrality", []casus.State{"AAA"}, "BBB", "CCC>AAA CCC>BBB"},
		{"assist", []casus.State{casus.NonState}, "AAA", "BBB>AAA CCC>AAA"},
	} {
		var got []string
		for _, r := range of(c.typ).Obligations(attackOn(c.target, "2000-01-01", c.attackers...), Options{}) {
			got = append(got, fmt.Sprintf("%s>%s", r.State, r.Toward))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s, %v against %s: %q, want %q", c.typ, c.attackers, c.target, s, c.want)
		}
	}
}

// Without All, a row that does not bind is shown where the state and the
// target, or the state and an attacker, share the treaty.
func TestRowsShown(t *testing.T) {
	l := mustLibrary(t, pact("p", "AAA, BBB, CCC"))
	for _, c := range []struct {
		ev   casus.Event
		all  bool
		want string
	}{
		{attackOn("XXX", "2000-01-01", "YYY"), false, ""},
		{attackOn("XXX", "2000-01-01", "YYY"), true, "AAA not_bound, BBB not_bound, CCC not_bound"},
		{attackOn("XXX", "2000-01-01", "AAA"), false, "BBB not_bound, CCC not_bound"},
		{attackOn("AAA", "1990-06-01", "XXX"), false, "BBB not_bound, CCC not_bound"},
		{attackOn("AAA", "1989-06-01", "XXX"), false, ""},
		{attackOn("AAA", "1989-06-01", "XXX"), true, "BBB not_bound, CCC not_bound"},
	} {
		if got := verdicts(l.Obligations(c.ev, Options{All: c.all})); got != c.want {
			t.Errorf("%v on %s, all %v: %q, want %q", c.ev.Attackers, c.ev.Target, c.all, got, c.want)
		}
	}
}

// What must still happen is shown beside a verdict that can bind, in its
// order, and does not change it.
func TestPending(t *testing.T) {
	l := mustLibrary(t, pact("p", "AAA, BBB", "pending:",
		`  - {what: victim_request, who: the victim, says: "it asks"}`,
		`  - {what: organ_decision, who: the Council, says: "it decides", if: kind == hybrid}`,
		`  - {what: state_of_war, who: the victim, says: "it is at war"}`,
		"conditions:", `  - {unless: target_struck_first, says: "it struck first"}`))
	ev := attackOn("AAA", "2000-01-01", "XXX")
	r := row(t, l.Obligations(ev, Options{}), "BBB")
	if r.Verdict != casus.Bound || !slices.Equal(r.Pending, []casus.Pending{casus.VictimRequest, casus.StateOfWar}) {
		t.Errorf("%s, pending %v", r.Verdict, r.Pending)
	}
	ev.Kind = casus.Hybrid
	if r = row(t, l.Obligations(ev, Options{}), "BBB"); len(r.Pending) != 3 {
		t.Errorf("hybrid: pending %v", r.Pending)
	}
	ev.TargetStruckFirst = true
	if r = row(t, l.Obligations(ev, Options{}), "BBB"); len(r.Pending) != 0 || r.Verdict != casus.NotBound {
		t.Errorf("not bound: %s, pending %v", r.Verdict, r.Pending)
	}
}

// Where the list of parties is not whole, the answer is "cannot tell".
func TestGaps(t *testing.T) {
	l := mustLibrary(t, pact("p", "AAA, BBB")+"incomplete: \"the ratifications were not found\"\n", pact("q", "AAA, CCC"))
	if gaps := l.Gaps(attackOn("AAA", "2000-01-01", "XXX")); len(gaps) != 1 || gaps[0] != (Gap{Instrument: "Pact P", Treaty: "p", Why: "the ratifications were not found"}) {
		t.Errorf("gaps %v", gaps)
	}
	if gaps := l.Gaps(attackOn("CCC", "2000-01-01", "XXX")); len(gaps) != 0 {
		t.Errorf("a whole list has gaps %v", gaps)
	}
}

func TestFind(t *testing.T) {
	l := mustLibrary(t, strings.Replace(pact("warsaw-pact", "AAA"), "nature:", "aliases: [Treaty of Friendship, WTO]\nnature:", 1))
	for _, name := range []string{"warsaw-pact", "wto", "treaty of friendship", "PACT WARSAW-PACT"} {
		if tr, err := l.Find(name); err != nil || tr.ID != "warsaw-pact" {
			t.Errorf("%s: %v, %v", name, tr, err)
		}
	}
	if _, err := l.Find("warsaw-pakt"); err == nil || !strings.Contains(err.Error(), "did you mean warsaw-pact") {
		t.Errorf("a near name: %v", err)
	}
	if _, err := l.Find("zzzzzzzz"); err == nil || !strings.Contains(err.Error(), "treaties list") {
		t.Errorf("a far name: %v", err)
	}
	if tr := mustLoad(t, pact("warsaw-pact", "AAA, BBB")); len(l.Plus(tr).All()) != 1 || len(l.All()[0].Parties) != 1 {
		t.Error("Plus must replace a treaty of the same id and leave the first library as it was")
	}
}

// The same bytes from run to run: rows come in one order, whatever the order
// of the treaties.
func TestOrder(t *testing.T) {
	texts := []string{pact("p", "AAA, BBB, CCC"), pact("q", "CCC, AAA"), pact("r", "BBB, AAA", "conditions:", `  - {contested: true, says: "doubt"}`)}
	ev := attackOn("AAA", "2000-01-01", "XXX")
	want := fmt.Sprint(mustLibrary(t, texts...).Obligations(ev, Options{}))
	slices.Reverse(texts)
	if got := fmt.Sprint(mustLibrary(t, texts...).Obligations(ev, Options{})); got != want {
		t.Errorf("rows differ:\n%s\n%s", got, want)
	}
}

// BenchmarkClause measures one clause of the North Atlantic Treaty, as its
// bare conditions and with the trace that an answer carries.
func BenchmarkClause(b *testing.B) {
	src, err := os.ReadFile("library/treaties/north-atlantic-treaty.yaml")
	if err != nil {
		b.Fatal(err)
	}
	tr := mustLoad(b, string(src))
	c := tr.Clauses[slices.IndexFunc(tr.Clauses, func(c *Clause) bool { return c.Article == "5" })]
	ev := attackOn("EST", "2024-02-10", "RUS")
	sc := newScope(&ev, tr, NewLibrary([]*Treaty{tr}, nil))
	sc.Self, sc.Partner = "USA", "EST"
	if r := c.evaluate(sc); r.Verdict != casus.Bound {
		b.Fatalf("%s: %s", r.Verdict, decisive(r))
	}
	b.Run("untraced", func(b *testing.B) {
		for b.Loop() {
			for i := range c.Steps {
				if c.Steps[i].asked(sc) {
					c.Steps[i].If.Holds(sc)
				}
			}
		}
	})
	b.Run("traced", func(b *testing.B) {
		for b.Loop() {
			c.evaluate(sc)
		}
	})
}
