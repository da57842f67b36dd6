package quotation

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"casus"
)

var marksFlag = flag.String("marks", "", "a folder of texts with marks beside them")

// TestMarks measures bearing, stance and condition on texts marked by hand,
// which are no part of the project:
//
//	go test ./quotation -run TestMarks -v -marks DIR
//
// DIR holds X.txt and X.marks; the marks name the day ("on 2024-02-10") and one
// statement a line: words of it :: treaties :: stance :: condition, with "-" for
// none and "|" between what can be defended.
func TestMarks(t *testing.T) {
	if *marksFlag == "" {
		t.Skip("no -marks DIR: nothing is measured here")
	}
	files, _ := filepath.Glob(filepath.Join(*marksFlag, "*.marks"))
	var n tally
	for _, f := range files {
		n.read(t, f)
	}
	t.Logf("\n%s", n.String())
}

// tally counts what was right.
type tally struct {
	statements, found           int
	bearTold, bearIs, bearRight int
	none, noneRight             int
	stance, stanceRight         int
	silent, silentRight         int
	cond, condRight, condTold   int
	spurious, spuriousBear      int
	commitments                 map[string]int
}

func (n *tally) String() string {
	ratio := func(a, b int) string { return fmt.Sprintf("%d/%d=%.3f", a, b, float64(a)/float64(max(b, 1))) }
	return fmt.Sprintf("statements %s\nbearing P %s R %s, none %s, of %d commitments\nstance %s silent %s\ncondition R %s P %s\nspurious %d, with bearing %d",
		ratio(n.found, n.statements), ratio(n.bearRight, n.bearTold), ratio(n.bearRight, n.bearIs), ratio(n.noneRight, n.none), len(n.commitments),
		ratio(n.stanceRight, n.stance), ratio(n.silentRight, n.silent), ratio(n.condRight, n.cond), ratio(n.condRight, n.condTold), n.spurious, n.spuriousBear)
}

func (n *tally) read(t *testing.T, file string) {
	if n.commitments == nil {
		n.commitments = map[string]int{}
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(strings.TrimSuffix(file, ".marks") + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	on, _ := casus.ParseDate(strings.TrimPrefix(lines[0], "on "))
	art, err := Read(text, Options{Format: Text, On: on})
	if err != nil {
		t.Fatal(err)
	}
	used := map[int]bool{}
	name := strings.TrimSuffix(filepath.Base(file), ".marks")
	for _, line := range lines[1:] {
		m := strings.Split(line, " :: ")
		if len(m) != 4 {
			t.Fatalf("%s: %q", name, line)
		}
		at := slices.IndexFunc(art.Statements, func(s Statement) bool {
			return strings.Contains(" "+bare(s.Content), bare(m[0]))
		})
		var s Statement
		n.statements++
		if at >= 0 {
			s = art.Statements[at]
			n.found++
			used[at] = true
		} else {
			t.Logf("%s: MISSED %s", name, line)
		}
		n.bearing(t, name, m, s, at >= 0)
		n.attitude(t, name, m, s)
	}
	for i, s := range art.Statements {
		if !used[i] {
			n.spurious++
			t.Logf("%s: SPURIOUS %s: %s (%s, %v)", name, s.Speaker, s.Content, s.Stance, s.BearsOn)
			if len(s.BearsOn) > 0 {
				n.spuriousBear++
				n.bearTold += len(s.BearsOn)
			}
		}
	}
}

func bare(s string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \n“”\"…", r) }), " "))
}

func (n *tally) bearing(t *testing.T, name string, m []string, s Statement, found bool) {
	var told []string
	for _, b := range s.BearsOn {
		told = append(told, b.Treaty)
	}
	slices.Sort(told)
	best, right := strings.Split(m[1], "|")[0], false
	for alt := range strings.SplitSeq(m[1], "|") {
		want := strings.Split(alt, ",")
		slices.Sort(want)
		if alt == "-" {
			want = nil
		}
		if slices.Equal(want, told) {
			best, right = alt, true
		}
	}
	is := 0
	if best != "-" {
		is = strings.Count(best, ",") + 1
		for w := range strings.SplitSeq(best, ",") {
			n.commitments[w]++
			if slices.Contains(told, w) {
				n.bearRight++
			}
		}
	} else {
		n.none++
		if len(told) == 0 {
			n.noneRight++
		}
	}
	n.bearIs += is
	n.bearTold += len(told)
	if !right && found {
		t.Logf("%s: BEARING %s: %s: got %v, want %s", name, s.Speaker, s.Content, s.BearsOn, m[1])
	}
}

func (n *tally) attitude(t *testing.T, name string, m []string, s Statement) {
	alts := strings.Split(m[2], "|")
	got := string(s.Stance)
	if got == "" {
		got = "-"
	}
	ok := slices.Contains(alts, got)
	if alts[0] == "-" {
		n.silent++
		if ok {
			n.silentRight++
		}
	} else {
		n.stance++
		if ok && s.Content != "" {
			n.stanceRight++
		}
	}
	if !ok && s.Content != "" {
		t.Logf("%s: STANCE %s: got %s by %q (%s), want %s", name, s.Content, got, s.StanceWords, s.Cue, m[2])
	}
	if s.Condition != "" {
		n.condTold++
	}
	if m[3] != "-" {
		n.cond++
		if c := bare(s.Condition); c != "" && (strings.HasPrefix(c, bare(m[3])) || strings.HasPrefix(bare(m[3]), c)) {
			n.condRight++
		} else if s.Content != "" {
			t.Logf("%s: CONDITION %s: got %q, want %q", name, s.Content, s.Condition, m[3])
		}
	} else if s.Condition != "" {
		t.Logf("%s: CONDITION %s: got %q, want none", name, s.Content, s.Condition)
	}
}
