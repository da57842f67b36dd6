package quotation

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"casus"
)

// FuzzRead holds the reader to what every reader of its answer relies on:
// whatever the text, it is refused as a fault of the input or read; every span
// lies in the text and cuts no character; no word is in two statements; and the
// same text gives the same answer.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"river.txt", "river.md", "river.html"} {
		raw, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw, "")
	}
	for _, h := range hostile {
		f.Add(repeat(h.unit, 200), "text")
	}
	for _, s := range []string{
		`"A," he said, "B." "C" said Ann Lee. 'D' “E” «F» „G“ ’`,
		"According to according to him, said, said said.",
		"She asked if. He said that. They told. For him, \"a b c\".",
		"Saturday February 30, 2024 and 31 June. In 0000, Monday 29 February 1900",
		"<p>&#x201c;We &lt;will&gt;&nbsp;pay,&#8221; said <b>Ann</b> Lee.</p>",
		"# T\n> \"[A](b) **c** d e\" said _Ann Lee_ ![x](y)",
		"\"A b c d\" - E F. \"G h,\" was his answer. As in the words of I, in the words of J",
		"K asked L. \"M n o\", they p. Neither would say what q called \"r s\"\n\n\"T u\n\nv w\" x",
		"X said that Y had told him that Z said \"a b c d: e\"",
	} {
		f.Add([]byte(s), "")
		f.Add([]byte(s), "html")
		f.Add([]byte(s), "markdown")
	}
	f.Fuzz(func(t *testing.T, text []byte, format string) {
		a, err := Read(text, Options{Format: Format(format)})
		if err != nil {
			var in *casus.InputError
			if !errors.As(err, &in) {
				t.Fatalf("an error that is no InputError: %v", err)
			}
			return
		}
		checkSpans(t, a, utf8.RuneCount(text))
		again, _ := Read(text, Options{Format: Format(format)})
		if !reflect.DeepEqual(a, again) {
			t.Fatal("two readings differ")
		}
		if _, err := json.Marshal(a); err != nil {
			t.Fatal(err)
		}
		if s := Marked(a); !utf8.ValidString(s) {
			t.Fatal("Marked gave broken text")
		}
	})
}

// TestMixed reads the passages of the style tests cut anywhere and with words
// exchanged, as copying and pasting leave them: the rules look to and fro, and
// must not look past the edges, nor give a word to two.
func TestMixed(t *testing.T) {
	var words []string
	for _, name := range []string{"speakers_style_test.go", "newspaper_style_test.go"} {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		words = append(words, strings.Split(string(raw), " ")...)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		at := rnd.IntN(len(words) - 80)
		cut := slices.Clone(words[at : at+1+rnd.IntN(79)])
		for range rnd.IntN(12) {
			cut[rnd.IntN(len(cut))] = words[rnd.IntN(len(words))]
		}
		text := strings.NewReplacer(`\n`, "\n", `\"`, `"`).Replace(strings.Join(cut, " "))
		read(t, text, Options{})
		if t.Failed() {
			t.Fatal(text)
		}
	}
}

// checkSpans holds the spans of an article to the length of its text.
func checkSpans(t *testing.T, a Article, n int) {
	t.Helper()
	in := func(what string, s Span) {
		if s[0] < 0 || s[0] > s[1] || s[1] > n {
			t.Fatalf("%s %v does not lie in a text of %d characters", what, s, n)
		}
	}
	var taken []Span
	for _, s := range a.Statements {
		if len(s.ContentSpans) == 0 || s.Content == "" {
			t.Fatalf("a statement without content: %+v", s)
		}
		for _, c := range s.ContentSpans {
			in("content", c)
			taken = append(taken, c)
		}
		for _, p := range []*Span{s.SourceSpan, s.CueSpan, s.ConditionSpan} {
			if p != nil {
				in("a span", *p)
			}
		}
		for _, p := range s.Parts {
			in("a part", p.Span)
		}
		if s.Confidence < 0 || s.Confidence > 1 || s.StanceConfidence < 0 || s.StanceConfidence > 1 {
			t.Fatalf("a confidence outside 0 to 1: %+v", s)
		}
	}
	if len(taken) < 200 {
		for i, x := range taken {
			for _, y := range taken[:i] {
				if x[0] < y[1] && y[0] < x[1] {
					t.Fatalf("%v and %v are in two statements, or twice in one", x, y)
				}
			}
		}
	}
	for _, d := range a.Head.Dates {
		in("a date", d.Span)
	}
	for _, c := range a.Head.Claims {
		in("a claim", c.Span)
	}
	for _, e := range a.Head.Exchanges {
		for _, v := range e.Versions {
			for _, i := range v.Statements {
				if i < 0 || i >= len(a.Statements) {
					t.Fatalf("an exchange of statement %d of %d", i, len(a.Statements))
				}
			}
		}
	}
}
