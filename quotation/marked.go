package quotation

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"casus"
)

// mark is a place in the clean text where a sign is put.
type mark struct {
	at   int // byte
	sign string
	ends bool
}

// marks prepares what [Marked] shows, while spans are still bytes of the clean
// text.
func (r *reader) marks(statements []Statement, dates []Date) []mark {
	var out []mark
	for i, s := range statements {
		for _, c := range s.ContentSpans {
			out = append(out, mark{c[0], fmt.Sprintf("⟦%d ", i+1), false}, mark{c[1], "⟧", true})
		}
	}
	for _, d := range dates {
		if d.Problem != "" {
			out = append(out, mark{d.Span[1], "⟨!⟩", true})
		}
	}
	slices.SortStableFunc(out, func(a, b mark) int {
		if a.at != b.at {
			return a.at - b.at
		}
		if a.ends != b.ends {
			if a.ends {
				return -1
			}
			return 1
		}
		return 0
	})
	return out
}

// Marked shows an article to people: its text with the statements between
// ⟦number and ⟧ and the impossible dates with ⟨!⟩, and below it a table of the
// statements, the dates that cannot be right, the claims about the law, and
// the exchanges told in more than one way.
func Marked(a Article) string {
	var b strings.Builder
	pos := 0
	for _, m := range a.marks {
		b.WriteString(printable(a.text[pos:m.at]))
		b.WriteString(m.sign)
		pos = m.at
	}
	b.WriteString(printable(a.text[pos:]))
	if !strings.HasSuffix(b.String(), "\n") {
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	switch n := len(a.Statements); n {
	case 0:
		b.WriteString("No statements found.\n")
	case 1:
		b.WriteString("1 statement\n\n")
	default:
		fmt.Fprintf(&b, "%d statements\n\n", n)
	}
	table(&b, a.Statements)
	for _, d := range a.Head.Dates {
		if d.Problem != "" {
			b.WriteByte('\n')
			hang(&b, "Date: ", 2, d.Problem)
		}
	}
	for _, c := range a.Head.Claims {
		b.WriteByte('\n')
		hang(&b, "Claim about the law: ", 2, "“"+c.Words+"”")
		hang(&b, "  ", 2, c.Finding)
	}
	for _, e := range a.Head.Exchanges {
		fmt.Fprintf(&b, "\nTold in %d ways: the %s\n", len(e.Versions), e.About)
		for _, v := range e.Versions {
			var nos []string
			for _, s := range v.Statements {
				nos = append(nos, fmt.Sprint(s+1))
			}
			hang(&b, "  ", 4, v.By+": "+strings.Join(nos, ", "))
		}
	}
	for _, n := range a.Head.Notes {
		b.WriteByte('\n')
		hang(&b, "Note: ", 2, n)
	}
	return b.String()
}

// columns is how wide what stands below the text may be.
const columns = 80

// row is the form of a line of the table; it fills the columns.
const row = "%-5s%-28s  %-11s  %-16s  %-8s  %4s"

// table lists the statements: a line each, and beneath it what the text tells
// besides.
func table(b *strings.Builder, statements []Statement) {
	if len(statements) == 0 {
		return
	}
	fmt.Fprintf(b, row+"\n", "no.", "speaker", "date", "stance", "kind", "conf")
	for i, s := range statements {
		name := s.Speaker
		if len(s.Chain) > 1 {
			name = strings.Join(s.Chain, " → ")
		}
		date := dash(s.Date)
		if s.DateBasis == "suggested" {
			date += "?"
		}
		names := lines(dash(name), 28)
		fmt.Fprintf(b, row+"\n", fmt.Sprint(i+1), names[0], date, dash(string(s.Stance)), s.Kind, fmt.Sprintf("%.2f", s.Confidence))
		for _, l := range names[1:] {
			fmt.Fprintf(b, "%-5s%s\n", "", l)
		}
		for _, d := range [][2]string{{"role", s.Role}, {"about", s.About}, {"to", s.Addressee}, {"condition", s.Condition}} {
			if d[1] != "" {
				hang(b, "       "+d[0]+": ", 9, d[1])
			}
		}
	}
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// hang writes a label and words behind it, broken at the last column, the lines
// after the first behind indent spaces.
func hang(b *strings.Builder, label string, indent int, words string) {
	first := true
	for _, l := range lines(label+words, columns-indent) {
		if !first {
			b.WriteString(strings.Repeat(" ", indent))
		}
		b.WriteString(l + "\n")
		first = false
	}
}

// lines breaks words at spaces into lines of at most n characters; a longer word
// is broken.
func lines(s string, n int) []string {
	lead := s[:len(s)-len(strings.TrimLeft(s, " "))]
	out, line := []string{}, lead
	for _, w := range strings.Fields(printable(s)) {
		for utf8.RuneCountInString(w) > n {
			if strings.TrimSpace(line) != "" {
				out, line = append(out, line), ""
			}
			r := []rune(w)
			k := n - utf8.RuneCountInString(line)
			out, line, w = append(out, line+string(r[:k])), "", string(r[k:])
		}
		switch {
		case strings.TrimSpace(line) == "":
			line += w
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) > n:
			out, line = append(out, line), w
		default:
			line += " " + w
		}
	}
	return append(out, line)
}

// printable keeps line breaks and replaces what could forge a line.
func printable(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = casus.Printable(strings.TrimSuffix(l, "\r"))
	}
	return strings.Join(lines, "\n")
}
