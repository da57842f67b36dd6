package quotation

import (
	"flag"
	"os"
	"strings"
	"testing"

	"casus/facts"
)

var articleFlag = flag.String("article", "", "the article of February 2024 that the embedded statements S01 to S14 were taken from")

// TestArticle holds what is read of the article that the project started from to
// what a careful reader found in it: the embedded statements S01 to S14, but for
// the writer's own (S13). It needs the article, which is no part of the project:
//
//	go test ./quotation -run TestArticle -article trump-threatens-nato.txt
func TestArticle(t *testing.T) {
	if *articleFlag == "" {
		t.Skip("no -article FILE: the article is not read here")
	}
	text, err := os.ReadFile(*articleFlag)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Read(text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, r := range facts.Default().MustTable("statements").Rows {
		id := r.Text("id")
		if !strings.HasPrefix(id, "S") || id == "S13" || id == "S15" {
			continue
		}
		who := strings.TrimSpace(strings.Split(r.Text("speaker"), "(")[0])
		if id == "S02" { // "a president of a big country", as told by another
			who = "presidents of a big country"
		}
		want := wordSet(r.Text("text"))
		best := 0.0
		for _, s := range a.Statements {
			if !strings.Contains(s.Speaker, who) && !strings.Contains(strings.Join(s.Chain, " "), who) {
				continue
			}
			have, n := wordSet(s.Content), 0
			for w := range want {
				if have[w] {
					n++
				}
			}
			best = max(best, float64(n)/float64(len(want)))
		}
		if best < 0.4 {
			t.Errorf("%s (%s) is not found with its speaker: the best has %.2f of its words", id, who, best)
			continue
		}
		found++
	}
	if found == 0 {
		t.Error("no statement looked for")
	}
	for _, d := range a.Head.Dates {
		if strings.HasPrefix(d.Printed, "Saturday January 10") && d.Suggestion != "2024-02-10" {
			t.Errorf("%s: suggested %q", d.Printed, d.Suggestion)
		}
	}
	if len(a.Head.Exchanges) != 1 || len(a.Head.Exchanges[0].Versions) != 2 {
		t.Errorf("exchanges: %+v", a.Head.Exchanges)
	}
	for _, s := range a.Statements {
		if strings.Contains(s.Content, "Encouraging the invasion") && s.Speaker != "White House" {
			t.Errorf("the house's words are given to %s", s.Speaker)
		}
	}
}

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(strings.NewReplacer("’", "'").Replace(s)), func(r rune) bool {
		return !(r == '\'' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	}) {
		out[w] = true
	}
	return out
}
