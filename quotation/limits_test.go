package quotation

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"casus"
)

// novel gives n bytes of news in which no sentence is printed twice, since a
// repeated one is read once only.
func novel(n int) []byte {
	raw, err := os.ReadFile("testdata/river.txt")
	if err != nil {
		panic(err)
	}
	text := strings.ReplaceAll(string(raw), "“", "\"")
	text = strings.ReplaceAll(text, "”", "\"")
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		for _, p := range strings.Split(text, "\n\n") {
			fmt.Fprintf(&b, "%s\n\n", strings.ReplaceAll(p, " the ", fmt.Sprintf(" the %d ", i)))
		}
	}
	return []byte(b.String()[:n])
}

func BenchmarkRead(b *testing.B) {
	text := novel(1 << 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Read(text, Options{Format: Text}); err != nil {
			b.Fatal(err)
		}
	}
}

// hostile are texts made to be slow. Each is a unit that is repeated.
var hostile = []struct{ name, unit string }{
	{"quotation marks", `"`},
	{"opening quotation marks", ` “a`},
	{"mixed marks", `"“«‘'”»’ `},
	{"apostrophes that could open", " 'a b"},
	{"no spaces", "x"},
	{"no spaces, capitals", "Xy"},
	{"direction controls", "\u202e\u2066a\u202c"},
	{"cues only", "said "},
	{"cues with subjects", "Trump said he said they told us that "},
	{"names only", "Ann Lee Bob Ray "},
	{"different names", "Ann Aa%dx said. He agreed. "},
	{"commas", "a, "},
	{"cue and comma", "Biden, who said, "},
	{"open brackets", "[("},
	{"dates", "Saturday January 10, 2024 "},
	{"weekdays", "Monday "},
	{"quotation and cue", `"a b c," he said, `},
	{"inner speech", `"A man said: b c d e f." `},
	{"relative clauses", "who that which "},
	{"line breaks", "a\n"},
	{"links", "[a]("},
	{"emphasis", "*_`"},
	{"roles", "The president said. "},
	{"an office and many who may hold it", "Emmanuel Macron met the %[1]d mayors. The minister said that it was %[1]d fine.\n\n"},
	{"spokesmen nobody names", "A spokesman for the %d army, the party's leader, said so. "},
	{"single marks left open", "‘We go %d. "},
	{"headlines", "Ann Lee: We go %d\n\n"},
	{"claims", "NATO Article 5 debt breaks "},
	{"conversations", "Ann Lee denied the conversation. Bob Ray said a conversation is on. "},
	{"abbreviations", "U.S. Mr. "},
}

func repeat(unit string, n int) []byte {
	if strings.Contains(unit, "%d") {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, unit, i)
		}
		return []byte(b.String())
	}
	return []byte(strings.Repeat(unit, n/len(unit)))
}

// TestHostile holds the time on hostile texts to a line: four times the text
// may not take sixteen times as long, with room for a busy machine.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, h := range hostile {
		for _, format := range []Format{Text, Markdown} {
			measure := func(n int) time.Duration {
				start := time.Now()
				if _, err := Read(repeat(h.unit, n), Options{Format: format, On: casus.MustDate("2018-01-01")}); err != nil {
					t.Fatalf("%s: %v", h.name, err)
				}
				return time.Since(start)
			}
			small, large := measure(100_000), measure(400_000)
			for try := 0; try < 4 && large > 200*time.Millisecond && large > 12*small; try++ { // the machine may have been busy
				small, large = max(small, measure(100_000)), min(large, measure(400_000))
			}
			if large > 200*time.Millisecond && large > 12*small {
				t.Errorf("%s (%s): 100 kB take %v, 400 kB %v", h.name, format, small, large)
			}
			if large > 2*time.Second {
				t.Errorf("%s (%s): 400 kB take %v", h.name, format, large)
			}
		}
	}
}

// TestHostilePages does the same for pages, which may be refused instead.
func TestHostilePages(t *testing.T) {
	for _, unit := range []string{"<p>he said, no", "<a>x", "<b><p>x", "<table>x", "<i>x</i>", "<a href=x>said</a> ", "<h1>a</h1>", "&amp;", "<ul><li>x", "<!-- x -->"} {
		measure := func(n int) (time.Duration, error) {
			start := time.Now()
			_, err := Read([]byte("<html><body>"+strings.Repeat(unit, n)), Options{Format: HTML})
			return time.Since(start), err
		}
		small, err := measure(5_000)
		large, _ := measure(20_000)
		var in *casus.InputError
		if err != nil && !errors.As(err, &in) {
			t.Errorf("%s: %v", unit, err)
		}
		if large > 500*time.Millisecond && large > 12*small {
			t.Errorf("%s: 5000 take %v, 20000 %v", unit, small, large)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		text []byte
		o    Options
		says string
	}{
		{"more than 32 MiB", make([]byte, maxText+1), Options{}, "larger than 32 MiB"},
		{"a picture", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), Options{}, "zero byte"},
		{"Latin-1", []byte("He said: \x93no\x94"), Options{}, "not UTF-8"},
		{"control characters", []byte(strings.Repeat("\x01\x02a", 100)), Options{}, "control characters"},
		{"an unknown format", []byte("He said no."), Options{Format: "docx"}, `no text format "docx"`},
		{"a page nested without end", []byte(strings.Repeat("<div>", 1000)), Options{Format: HTML}, "nests them deeper"},
		{"a page of tags", []byte(strings.Repeat("<i></i>", maxTags+1)), Options{Format: HTML}, "elements"},
	} {
		_, err := Read(c.text, c.o)
		var in *casus.InputError
		if !errors.As(err, &in) || !strings.Contains(in.Msg, c.says) {
			t.Errorf("%s: got %v, want a refusal that says %q", c.name, err, c.says)
		}
	}
	if a, err := Read(nil, Options{}); err != nil || len(a.Statements) != 0 {
		t.Errorf("an empty text: %v, %v; want no statements and no error", a.Statements, err)
	}
}
