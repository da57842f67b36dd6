package reading

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
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
			fmt.Fprintf(&b, "\nDate: %s\n", printable(d.Problem))
		}
	}
	for _, c := range a.Head.Claims {
		fmt.Fprintf(&b, "\nClaim about the law: “%s”\n  %s\n", printable(c.Words), c.Finding)
	}
	for _, e := range a.Head.Exchanges {
		fmt.Fprintf(&b, "\nTold in %d ways: the %s\n", len(e.Versions), e.About)
		for _, v := range e.Versions {
			var nos []string
			for _, s := range v.Statements {
				nos = append(nos, fmt.Sprint(s+1))
			}
			fmt.Fprintf(&b, "  %s: %s\n", printable(v.By), strings.Join(nos, ", "))
		}
	}
	for _, n := range a.Head.Notes {
		fmt.Fprintf(&b, "\nNote: %s\n", n)
	}
	return b.String()
}

func table(b *strings.Builder, statements []Statement) {
	if len(statements) == 0 {
		return
	}
	w := tabwriter.NewWriter(b, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "no.\tspeaker\trole\tdate\tstance\tabout\tcondition\tkind\tconfidence")
	for i, s := range statements {
		name := s.Speaker
		if len(s.Chain) > 1 {
			name = strings.Join(s.Chain, " → ")
		}
		date := cell(s.Date, 10)
		if s.DateBasis == "suggested" {
			date += "?"
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%.2f\n", i+1, cell(name, 40), cell(s.Role, 40), date, cell(string(s.Stance), 16), cell(s.About, 40), cell(s.Condition, 36), s.Kind, s.Confidence)
	}
	w.Flush()
}

// cell makes a cell of at most n characters.
func cell(s string, n int) string {
	s = printable(s)
	if s == "" {
		return "-"
	}
	if utf8.RuneCountInString(s) > n {
		s = string([]rune(s)[:n-1]) + "…"
	}
	return s
}

// printable keeps line breaks and replaces what could forge a line.
func printable(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = casus.Printable(strings.TrimSuffix(l, "\r"))
	}
	return strings.Join(lines, "\n")
}
