package reading

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"casus"
)

var (
	goldFlag = flag.String("gold", "", "a quotes-gold-1 file whose texts are read")
	predFlag = flag.String("pred", "", "where to write the predictions for the scorer")
)

// TestExport writes what the reader finds in the texts of an annotated corpus,
// in the form that the scorer takes. It needs the corpus, which is no part of
// the project:
//
//	go test ./statement/reading -run TestExport -gold gold.json -pred pred.json
func TestExport(t *testing.T) {
	if *goldFlag == "" {
		t.Skip("no -gold")
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
