package treaty

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"casus"
)

// firstUse is the exception that most pacts have: no help to who struck first.
var firstUse = []string{"conditions:", `  - {unless: target_struck_first, says: "it struck first"}`}

// paths writes the rows that bind as "BBB by XXX>AAA", in the order of states.
func paths(rows []casus.Obligation) string {
	var out []string
	for _, r := range rows {
		if r.Verdict == casus.Bound {
			out = append(out, fmt.Sprintf("%s by %s", r.State, strings.Join(r.Path, ", ")))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

func TestCascade(t *testing.T) {
	doubt := []string{"conditions:", `  - {contested: self == BBB, says: doubt}`}
	for _, c := range []struct {
		name  string
		texts []string
		ev    casus.Event
		want  string
	}{
		{"nobody joins, nothing follows", []string{pact("p", "CCC, DDD")}, attackOn("AAA", "2000-01-01", "XXX"), ""},
		{"an ally's ally", []string{pact("p", "AAA, BBB", firstUse...), pact("q", "BBB, CCC", firstUse...)}, attackOn("AAA", "2000-01-01", "XXX"),
			"BBB by XXX>AAA; CCC by XXX>AAA, XXX>BBB"},
		{"a chain of four", []string{pact("p", "AAA, BBB", firstUse...), pact("q", "BBB, CCC", firstUse...), pact("r", "CCC, DDD", firstUse...)},
			attackOn("AAA", "2000-01-01", "XXX"), "BBB by XXX>AAA; CCC by XXX>AAA, XXX>BBB; DDD by XXX>AAA, XXX>BBB, XXX>CCC"},
		{"a ring of pacts comes to rest", []string{pact("p", "AAA, BBB", firstUse...), pact("q", "BBB, CCC", firstUse...), pact("r", "CCC, AAA", firstUse...)},
			attackOn("AAA", "2000-01-01", "XXX"), "BBB by XXX>AAA; CCC by XXX>AAA"},
		{"lawful help is no first strike: the attacker's ally owes nothing", []string{pact("p", "AAA, BBB", firstUse...), pact("q", "XXX, YYY", firstUse...)},
			attackOn("AAA", "2000-01-01", "XXX"), "BBB by XXX>AAA"},
		{"a pact without that exception calls the attacker's ally", []string{pact("p", "AAA, BBB", firstUse...), pact("q", "XXX, YYY")},
			attackOn("AAA", "2000-01-01", "XXX"), "BBB by XXX>AAA; YYY by XXX>AAA, BBB>XXX"},
		{"and the ally of that ally comes in on its side", []string{pact("p", "AAA, BBB"), pact("q", "XXX, YYY"), pact("r", "YYY, DDD")},
			attackOn("AAA", "2000-01-01", "XXX"), "BBB by XXX>AAA; DDD by XXX>AAA, BBB>XXX, AAA>YYY; YYY by XXX>AAA, BBB>XXX"},
		{"a contested duty is not followed", []string{pact("p", "AAA, BBB", doubt...), pact("q", "BBB, CCC", firstUse...)},
			attackOn("AAA", "2000-01-01", "XXX"), ""},
		{"two attackers", []string{pact("p", "AAA, BBB", firstUse...), pact("q", "BBB, CCC", firstUse...)}, attackOn("AAA", "2000-01-01", "XXX", "YYY"),
			"BBB by XXX+YYY>AAA; CCC by XXX+YYY>AAA, XXX+YYY>BBB"},
		{"an attacker of no state", []string{pact("p", "AAA, BBB", firstUse...), pact("q", "BBB, CCC", firstUse...)}, attackOn("AAA", "2000-01-01", casus.NonState),
			"BBB by nonstate>AAA; CCC by nonstate>AAA, nonstate>BBB"},
		{"an offensive ally attacks the target, and calls no defender of its own", []string{
			strings.Replace(pact("p", "XXX, YYY"), "type: assist", "type: offence", 1), pact("q", "YYY, CCC", firstUse...)}, attackOn("AAA", "2000-01-01", "XXX"),
			"YYY by XXX>AAA"},
		{"an offensive ally brings in who must help against it", []string{
			strings.Replace(pact("p", "XXX, YYY"), "type: assist", "type: offence", 1),
			pact("q", "AAA, CCC", "conditions:", `  - {when: "YYY in attackers", says: "against YYY alone"}`)}, attackOn("AAA", "2000-01-01", "XXX"),
			"YYY by XXX>AAA"},
	} {
		l := mustLibrary(t, c.texts...)
		if got := paths(l.Cascade(c.ev, Options{})); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if a, b := fmt.Sprint(l.Cascade(c.ev, Options{})), fmt.Sprint(l.Cascade(c.ev, Options{})); a != b {
			t.Errorf("%s: two runs differ", c.name)
		}
	}
}

// The treaties of the library come to rest, whoever attacks whom, and nobody
// is bound to help both sides as first called.
func TestCascadeOfTheLibrary(t *testing.T) {
	l := mustLibrary(t, embedded()...)
	for _, ev := range []casus.Event{
		attackOn("EST", "2024-02-10", "RUS"), attackOn("KOR", "2024-02-10", "PRK"), attackOn("ARM", "2023-02-10", "AZE"),
		attackOn("SYR", "1967-06-05", "ISR"), attackOn("GRC", "2023-02-10", "TUR"), attackOn("PHL", "2024-02-10", "CHN"),
		attackOn("RUS", "2025-06-01", "UKR"), attackOn("CUB", "1962-10-22", "USA"),
	} {
		rows := l.Cascade(ev, Options{})
		direct := l.Obligations(ev, Options{})
		if len(rows) < len(direct) || len(rows) > 4000 {
			t.Errorf("%s: %d rows, %d of them direct", label(&ev), len(rows), len(direct))
		}
		for _, r := range rows {
			if r.Path[0] != label(&ev) || r.State == r.Toward {
				t.Errorf("%s: row %s %s toward %s by %v", label(&ev), r.State, r.Treaty, r.Toward, r.Path)
			}
			if len(r.Path) > 1 && (r.State == ev.Target || slices.Contains(ev.Attackers, r.State)) {
				t.Errorf("%s: %s is in from the start and joins by %v", label(&ev), r.State, r.Path)
			}
		}
	}
}

// Commitments is the reverse of Obligations: what a state is said to owe
// another is what it would owe in that attack, and nothing owed is left out.
func TestCommitmentsAreTheReverse(t *testing.T) {
	l := mustLibrary(t, embedded()...)
	states := []casus.State{"USA", "FRA", "RUS", "JPN", "AUT", "GBR", "QAT", "ARM", "MLI", "BRA", "PRK", "IRN", "EST", "TUR"}
	compared := 0
	for _, day := range []string{"1956-10-29", "1995-06-01", "2024-02-10", "2026-11-01"} {
		on := casus.MustDate(day)
		asked := map[string]map[duty]casus.Verdict{} // by event
		owed := func(toward, attacker casus.State) map[duty]casus.Verdict {
			ev := attackOn(toward, day, attacker)
			if asked[label(&ev)] == nil {
				asked[label(&ev)] = map[duty]casus.Verdict{}
				for _, r := range l.Obligations(ev, Options{All: true}) {
					asked[label(&ev)][duty{r.State, r.Type, r.Treaty, r.Article, r.Toward}] = r.Verdict
				}
			}
			return asked[label(&ev)]
		}
		for _, against := range []casus.State{"", "RUS"} {
			for _, s := range states {
				said := map[duty]casus.Verdict{}
				for _, c := range l.Commitments(s, on, against, home) {
					d := duty{s, c.Type, c.Treaty, c.Article, c.Toward}
					said[d] = c.Verdict
					attacker := cmp.Or(against, anyone)
					if c.Type == casus.NonAggression {
						attacker = s
					}
					if got := owed(c.Toward, attacker)[d]; got != c.Verdict {
						t.Errorf("%s, %v against %s: commitments say %s, obligations %q", day, d, attacker, c.Verdict, got)
					}
					compared++
				}
				for _, toward := range states {
					if toward == against || s == against {
						continue
					}
					for d, v := range owed(toward, cmp.Or(against, anyone)) {
						if d.by != s || d.toward != toward || v == casus.NotBound && said[d] == "" {
							continue
						}
						if said[d] != v {
							t.Errorf("%s, %v against %s: obligations say %s, commitments %q", day, d, against, v, said[d])
						}
						compared++
					}
				}
			}
		}
	}
	if compared < 3000 {
		t.Errorf("only %d duties compared", compared)
	}
}

// duty is who owes what to whom by which article.
type duty struct {
	by              casus.State
	what            casus.ObligationType
	treaty, article string
	toward          casus.State
}

// A commitment lists what must hold and what lifts it, whether or not it does.
func TestCommitmentConditions(t *testing.T) {
	l := mustLibrary(t, pact("p", "AAA, BBB", "conditions:",
		`  - {when: place.of == target, says: "on its own soil"}`,
		`  - {unless: target_struck_first, says: "it struck first"}`,
		`  - {contested: kind == hybrid, says: "a hybrid attack"}`))
	c := l.Commitments("AAA", casus.MustDate("2000-01-01"), "", home)
	if len(c) != 1 || c[0].Toward != "BBB" || c[0].Verdict != casus.Bound {
		t.Fatalf("%+v", c)
	}
	var says []string
	for _, r := range c[0].Conditions {
		says = append(says, r.Role+" "+r.Text)
	}
	for _, want := range []string{"condition on its own soil", "exception it struck first", "doubt a hybrid attack", "note each helps the other"} {
		if !slices.Contains(says, want) {
			t.Errorf("%q is not among %q", want, says)
		}
	}
	if c := l.Commitments("XXX", casus.MustDate("2000-01-01"), "", home); len(c) != 0 {
		t.Errorf("a stranger owes %+v", c)
	}
	if c := l.Commitments("AAA", casus.MustDate("2000-01-01"), "BBB", home); len(c) != 0 {
		t.Errorf("help to an attacker against itself: %+v", c)
	}
	if c := l.Commitments("AAA", casus.MustDate("1989-01-01"), "", home); len(c) != 0 {
		t.Errorf("before the signature: %+v", c)
	}
}
