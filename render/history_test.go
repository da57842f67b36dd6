package render_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"casus"
	"casus/answer"
	"casus/history/historytest"
	"casus/inquiry"
	"casus/render"
)

var updateExamples = flag.Bool("update-examples", false, "rewrite the tables of docs/history-examples.md")

func TestMain(m *testing.M) { historytest.Main(m) }

// The tables of docs/history-examples.md are what the imported history gives.
func TestHistoryExamples(t *testing.T) {
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.WithHistory(historytest.Data(t)); err != nil {
		t.Fatal(err)
	}
	name := func(s casus.State, on casus.Date) string { return d.States.Name(s, on) }
	title := func(id string) string {
		tr, err := d.Treaties.Find(id)
		if err != nil {
			t.Fatal(err)
		}
		return tr.Name
	}
	const file = "../docs/history-examples.md"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(raw)
	for _, w := range []struct{ war, year string }{{"first-world-war", "1914"}, {"second-world-war", "1939"}} {
		entries, err := answer.Entries(d, w.war)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := render.Entries(&b, entries, name, title); err != nil {
			t.Fatal(err)
		}
		doc = replace(t, doc, "entries-"+w.year, b.String())
		doc = replace(t, doc, "asked-"+w.year, asked(t, d, w.war, title))
	}
	if doc == string(raw) {
		return
	}
	if !*updateExamples {
		t.Fatal("docs/history-examples.md is not what the data give; go test -run HistoryExamples -update-examples ./render rewrites it")
	}
	if err := os.WriteFile(file, []byte(doc), 0o644); err != nil {
		t.Fatal(err)
	}
}

// asked gives what each act of a war, as an event, asks of other states.
func asked(t *testing.T, d *inquiry.Archive, war string, title func(string) string) string {
	t.Helper()
	acts, err := answer.Acts(d, war)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| day | event | bound | contested |\n|---|---|---|---|\n")
	for _, a := range acts {
		if a.Against == "" || a.Act == "mobilisation" {
			continue
		}
		ans, err := answer.ObligationsQuestion{Question: inquiry.Question{Attackers: []string{string(a.State)}, Target: string(a.Against), On: a.On.String()}}.Ask(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		cells := map[casus.Verdict][]string{}
		for _, r := range ans.Obligations {
			if r.Type != casus.Assist && r.Type != casus.Offence || r.Universal {
				continue
			}
			s := fmt.Sprintf("%s (%s)", r.State, title(r.Treaty))
			if r.Type == casus.Offence {
				s = fmt.Sprintf("%s to join %s (%s)", r.State, r.Toward, title(r.Treaty))
			}
			if !slices.Contains(cells[r.Verdict], s) {
				cells[r.Verdict] = append(cells[r.Verdict], s)
			}
		}
		cell := func(v casus.Verdict) string {
			if len(cells[v]) == 0 {
				return "nobody"
			}
			return strings.Join(cells[v], "; ")
		}
		fmt.Fprintf(&b, "| %s | %s > %s | %s | %s |\n", a.On, a.State, a.Against, cell(casus.Bound), cell(casus.Contested))
	}
	return b.String()
}

func replace(t *testing.T, doc, mark, with string) string {
	t.Helper()
	start, end := "<!-- "+mark+" -->\n", "<!-- end "+mark+" -->"
	before, rest, ok := strings.Cut(doc, start)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("no marks %q", mark)
	}
	return before + start + with + end + after
}
