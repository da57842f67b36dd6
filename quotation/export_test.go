package quotation

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"unicode/utf8"

	"casus"
)

var (
	goldFlag = flag.String("gold", "", "a quotes-gold-1 file whose texts are read")
	predFlag = flag.String("pred", "", "where to write the predictions for the scorer")
	partFlag = flag.String("part", "", "development or heldout: only the texts of that part")
	trivFlag = flag.Bool("trivial", false, "use the trivial method instead, to compare with")
)

// TestExport writes what the reader finds in the texts of an annotated corpus,
// in the form that the scorer takes. It needs the corpus, which is no part of
// the project:
//
//	go test ./quotation -run TestExport -gold gold.json -pred pred.json
//
// The texts were parted before anybody looked at them: a text is held out if
// the SHA-256 of its file's name begins with 0 to 9.
func TestExport(t *testing.T) {
	if *goldFlag == "" {
		t.Skip("no -gold FILE: nothing is measured here")
	}
	raw, err := os.ReadFile(*goldFlag)
	if err != nil {
		t.Fatal(err)
	}
	var gold struct {
		Docs []struct{ Doc, File, Date string }
	}
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	type spans struct {
		Source  *Span  `json:"source"`
		Cue     *Span  `json:"cue"`
		Content []Span `json:"content"`
		Speaker string `json:"speaker"`
	}
	type pred struct {
		Doc   string  `json:"doc"`
		Spans []spans `json:"spans"`
	}
	preds := []pred{}
	for _, g := range gold.Docs {
		sum := fmt.Sprintf("%x", sha256.Sum256([]byte(filepath.Base(g.File))))
		if part := map[bool]string{true: "heldout", false: "development"}[sum[0] < 'a']; *partFlag != "" && *partFlag != part {
			continue
		}
		if !filepath.IsAbs(g.File) {
			g.File = filepath.Join(filepath.Dir(*goldFlag), g.File)
		}
		text, err := os.ReadFile(g.File)
		if err != nil {
			t.Fatal(err)
		}
		on, _ := casus.ParseDate(g.Date)
		art, err := Read(text, Options{Format: Text, On: on})
		if err != nil {
			t.Fatal(err)
		}
		if *trivFlag {
			art.Statements = trivial(string(text))
		}
		p := pred{Doc: g.Doc, Spans: []spans{}}
		for _, s := range art.Statements {
			p.Spans = append(p.Spans, spans{s.SourceSpan, s.CueSpan, s.ContentSpans, s.Speaker})
		}
		preds = append(preds, p)
	}
	out, err := json.Marshal(preds)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(*predFlag, out, 0o644); err != nil {
		t.Fatal(err)
	}
}

var (
	betweenMarks = regexp.MustCompile(`["“]([^"“”]+)["”]`)
	capitals     = regexp.MustCompile(`\p{Lu}[\pL'.-]+(?: \p{Lu}[\pL'.-]+)*`)
)

// trivial is what a careful reader is compared with: all that stands between
// double quotation marks, said by the nearest words in capitals.
func trivial(text string) []Statement {
	var out []Statement
	runes := func(i int) int { return utf8.RuneCountInString(text[:i]) }
	names := capitals.FindAllStringIndex(text, -1)
	for _, m := range betweenMarks.FindAllStringIndex(text, -1) {
		best, far := "", 1<<30
		var at *Span
		for _, n := range names {
			gap := max(m[0]-n[1], n[0]-m[1])
			if gap >= 0 && gap < far {
				best, far, at = text[n[0]:n[1]], gap, &Span{runes(n[0]), runes(n[1])}
			}
		}
		out = append(out, Statement{Speaker: best, SourceSpan: at, ContentSpans: []Span{{runes(m[0]), runes(m[1])}}})
	}
	return out
}
