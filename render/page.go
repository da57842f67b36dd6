// Package render draws answers for people: text for a terminal, Markdown,
// CSV. It knows the answers and computes nothing.
package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"
)

// Style says how text is drawn.
type Style struct {
	Colour bool // terminal colours; never the only carrier of a meaning
	Width  int  // columns; 0 means 80
	// Markdown draws headings, lists and tables as Markdown has them.
	Markdown bool
}

func (s Style) width() int {
	if s.Width < 40 {
		return 80
	}
	return min(s.Width, 200)
}

// page collects lines of text no wider than its style allows.
type page struct {
	style Style
	b     strings.Builder
}

// The terminal's codes for the few accents there are.
const (
	bold  = "\x1b[1m"
	faint = "\x1b[2m"
	reset = "\x1b[0m"
)

func (p *page) accent(code, s string) string {
	if !p.style.Colour {
		return s
	}
	return code + s + reset
}

// title writes a line underlined to its own width.
func (p *page) title(s string) {
	if p.style.Markdown {
		fmt.Fprintf(&p.b, "# %s\n\n", s)
		return
	}
	for _, l := range wrap(s, p.style.width()) {
		fmt.Fprintln(&p.b, p.accent(bold, l))
	}
	fmt.Fprintln(&p.b, strings.Repeat("=", min(p.style.width(), runewidth.StringWidth(s))))
}

// heading starts a part of the page.
func (p *page) heading(s string) {
	if p.style.Markdown {
		fmt.Fprintf(&p.b, "\n## %s\n\n", upper(s))
		return
	}
	fmt.Fprintf(&p.b, "\n%s\n", p.accent(bold, strings.ToUpper(s)))
}

// para writes text wrapped, every line behind indent spaces.
func (p *page) para(indent int, s string) {
	if p.style.Markdown {
		fmt.Fprintf(&p.b, "%s%s\n", strings.Repeat("  ", indent/4), s)
		return
	}
	p.hang(strings.Repeat(" ", indent), indent, s)
}

// note is para in a fainter hand.
func (p *page) note(indent int, s string) {
	if p.style.Markdown {
		fmt.Fprintf(&p.b, "\n*%s*\n", s)
		return
	}
	pad := strings.Repeat(" ", indent)
	for _, l := range wrap(s, p.style.width()-indent) {
		fmt.Fprintln(&p.b, p.accent(faint, pad+l))
	}
}

// hang writes text whose first line stands behind label and whose others are
// indented to the same column.
func (p *page) hang(label string, indent int, s string) {
	if p.style.Markdown {
		deep := strings.Repeat("  ", (len(label)-len(strings.TrimLeft(label, " "))-2)/2)
		if label = strings.Trim(label, " -"); label != "" {
			label = "**" + strings.Join(strings.Fields(label), " ") + "** "
		}
		fmt.Fprintf(&p.b, "%s- %s%s\n", deep, label, s)
		return
	}
	lines := wrap(s, p.style.width()-indent)
	if len(lines) == 0 {
		lines = []string{""}
	}
	for i, l := range lines {
		lead := strings.Repeat(" ", indent)
		if i == 0 {
			lead = runewidth.FillRight(label, indent)
		}
		fmt.Fprintln(&p.b, strings.TrimRight(lead+l, " "))
	}
}

func (p *page) blank() { p.b.WriteByte('\n') }

func (p *page) writeTo(w io.Writer) error {
	_, err := io.WriteString(w, p.b.String())
	return err
}

// wrap breaks text at spaces into lines of at most width columns; a longer word
// stands on a line of its own.
func wrap(s string, width int) []string {
	var out []string
	line, used := "", 0
	for _, word := range strings.Fields(s) {
		w := runewidth.StringWidth(word)
		switch {
		case line == "":
			line, used = word, w
		case used+1+w <= width:
			line, used = line+" "+word, used+1+w
		default:
			out = append(out, line)
			line, used = word, w
		}
	}
	if line != "" {
		out = append(out, line)
	}
	return out
}

// column is one column of a table.
type column struct {
	head  string
	right bool // numbers stand at the right
	wrap  bool // takes what room is left, and breaks its lines
}

// table writes rows under their heads, columns two spaces apart. One column at
// most may wrap.
func (p *page) table(indent int, cols []column, rows [][]string) {
	if p.style.Markdown {
		p.markdownTable(cols, rows)
		return
	}
	widths := make([]int, len(cols))
	for i, c := range cols {
		widths[i] = runewidth.StringWidth(c.head)
		for _, r := range rows {
			if !c.wrap {
				widths[i] = max(widths[i], runewidth.StringWidth(r[i]))
			}
		}
	}
	for i, c := range cols {
		if !c.wrap {
			continue
		}
		rest := p.style.width() - indent - 2*(len(cols)-1)
		for j, w := range widths {
			if j != i {
				rest -= w
			}
		}
		widths[i] = max(rest, 16)
	}
	emit := func(cells []string, accent string) {
		lines := make([][]string, len(cells))
		height := 1
		for i, c := range cells {
			lines[i] = []string{c}
			if cols[i].wrap {
				lines[i] = wrap(c, widths[i])
			}
			height = max(height, len(lines[i]))
		}
		for k := range height {
			var b strings.Builder
			b.WriteString(strings.Repeat(" ", indent))
			for i := range cells {
				cell := ""
				if k < len(lines[i]) {
					cell = lines[i][k]
				}
				if i > 0 {
					b.WriteString("  ")
				}
				if cols[i].right {
					b.WriteString(runewidth.FillLeft(cell, widths[i]))
				} else {
					b.WriteString(runewidth.FillRight(cell, widths[i]))
				}
			}
			l := strings.TrimRight(b.String(), " ")
			if accent != "" {
				l = p.accent(accent, l)
			}
			fmt.Fprintln(&p.b, l)
		}
	}
	heads := make([]string, len(cols))
	any := false
	for i, c := range cols {
		heads[i] = c.head
		any = any || c.head != ""
	}
	if any {
		emit(heads, faint)
	}
	for _, r := range rows {
		emit(r, "")
	}
}

func (p *page) markdownTable(cols []column, rows [][]string) {
	row := func(cells []string) {
		for _, c := range cells {
			p.b.WriteString("| " + strings.ReplaceAll(strings.TrimSpace(c), "|", "\\|") + " ")
		}
		p.b.WriteString("|\n")
	}
	var heads, rules []string
	for _, c := range cols {
		heads = append(heads, c.head)
		if c.right {
			rules = append(rules, "--:")
		} else {
			rules = append(rules, ":--")
		}
	}
	row(heads)
	row(rules)
	for _, r := range rows {
		row(r)
	}
}

// bar draws a share of full as blocks in n columns, with eighths so that small
// differences show.
func bar(share, full float64, n int) string {
	if full <= 0 || share <= 0 {
		return ""
	}
	eighths := int(min(share/full, 1)*float64(n)*8 + 0.5)
	s := strings.Repeat("█", eighths/8)
	if r := eighths % 8; r > 0 {
		s += string([]rune("▏▎▍▌▋▊▉")[r-1])
	}
	return s
}
