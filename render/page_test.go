package render

import (
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
)

func TestWrapKeepsEveryWord(t *testing.T) {
	text := "An armed attack on one, Türkiye or 日本 or Côte d’Ivoire, is an attack on all of them"
	for _, width := range []int{12, 30, 80} {
		lines := wrap(text, width)
		if strings.Join(lines, " ") != text {
			t.Errorf("width %d: words were lost: %q", width, lines)
		}
		for _, l := range lines {
			if runewidth.StringWidth(l) > width && strings.Contains(l, " ") {
				t.Errorf("width %d: %q is wider", width, l)
			}
		}
	}
}

func TestTableAlignsWideLetters(t *testing.T) {
	p := &page{}
	p.table(0, []column{{head: "state"}, {head: "% GDP", right: true}}, [][]string{{"Türkiye", "2.09"}, {"日本", "1.4"}})
	lines := strings.Split(strings.TrimRight(p.b.String(), "\n"), "\n")
	for _, l := range lines[1:] {
		if runewidth.StringWidth(l) != runewidth.StringWidth(lines[0]) {
			t.Errorf("the right column does not end where its head does:\n%s", p.b.String())
		}
	}
}

func TestBar(t *testing.T) {
	for _, c := range []struct {
		share, full float64
		want        string
	}{{2, 2, "████"}, {1, 2, "██"}, {0, 2, ""}, {-1, 2, ""}, {9, 2, "████"}, {1, 0, ""}, {0.25, 2, "▌"}} {
		if got := bar(c.share, c.full, 4); got != c.want {
			t.Errorf("%g of %g: %q, want %q", c.share, c.full, got, c.want)
		}
	}
}

func TestColourIsNeverTheOnlyCarrier(t *testing.T) {
	draw := func(st Style) string {
		p := &page{style: st}
		p.title("Russia attacks Estonia")
		p.heading("bound")
		p.note(2, "a note")
		p.table(0, []column{{head: "a"}}, [][]string{{"b"}})
		return p.b.String()
	}
	coloured := draw(Style{Colour: true})
	if !strings.Contains(coloured, bold) {
		t.Fatal("no accent at all")
	}
	stripped := strings.NewReplacer(bold, "", faint, "", reset, "").Replace(coloured)
	if stripped != draw(Style{}) {
		t.Error("without its colours the page says something else")
	}
}
