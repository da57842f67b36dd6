package casus_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// searches finds code that looks for something in a sentence of Casus's own: a
// reason's text, a message, what a row says of itself.
var searches = regexp.MustCompile(`strings\.(Contains|HasPrefix|HasSuffix|Cut|CutPrefix|CutSuffix|Index|IndexAny|Split)\([^,]*\.(Text|Why|Because|Msg|Rest|Says|Bearing|Hint)\b[^(]`)

// own are the lines that only seem to: each with why.
var own = []string{
	`if errors.As(stateErr, &ie) && strings.Contains(ie.Msg, ": ") {`,                                // until faults of names are typed
	`case ie != nil && strings.HasPrefix(ie.Hint, "did you mean"):`,                                  // the same
	`!strings.Contains(fold(s.Text+"\n"+s.Elsewhere+"\n"+s.Condition+"\n"+s.About), fold(q.Text)) {`, // a speaker's words, searched for the user's
	`if rest, ok := strings.CutPrefix(i.Text, "“"); ok {`,                                            // the quotation mark at a picture's margin
	`if undated && s.Added == 0 && s.DatePrinted != "" && strings.HasPrefix(f.Msg, "no date") {`,     // until faults of statements have fields
	`share, rest, ok := strings.Cut(r.Because, " ")`,                                                 // until reasons of conditions are typed
}

// No code searches its own prose: what a sentence means stands in a type.
func TestNoCodeSearchesItsOwnProse(t *testing.T) {
	err := filepath.WalkDir(".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
	lines:
		for n, line := range strings.Split(string(b), "\n") {
			if !searches.MatchString(line) {
				continue
			}
			for _, x := range own {
				if strings.TrimSpace(line) == x {
					continue lines
				}
			}
			t.Errorf("%s:%d searches a sentence: %s", name, n+1, strings.TrimSpace(line))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
