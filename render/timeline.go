package render

import (
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"casus"
	"casus/answer"
	"casus/statement"
)

// Timeline writes the statements on a commitment by their days.
func Timeline(w io.Writer, st Style, a answer.Timeline) error {
	p := &page{style: st}
	if len(a.Statements) == 0 {
		p.para(0, "No statement on record bears on "+a.Commitment+".")
	}
	for _, s := range a.Statements {
		p.hang(orUnknown(s.Days()), 12, fmt.Sprintf("%-10s %s", Stance(s.Stance), speaker(s)))
		if s.Condition != "" {
			p.note(12, "condition: "+s.Condition)
		}
	}
	if a.Undated > 0 {
		p.note(0, fmt.Sprintf("%d more on record have no day", a.Undated))
	}
	return p.writeTo(w)
}

// TimelineSVG draws them: a row for each stance, a dot for each statement.
func TimelineSVG(w io.Writer, a answer.Timeline) error {
	const left, right, row, top, width = 130, 20, 28, 46, 900
	var stances []string
	for _, s := range statement.Stances {
		if slices.ContainsFunc(a.Statements, func(x statement.Statement) bool { return x.Stance == s }) {
			stances = append(stances, s)
		}
	}
	height := top + row*len(stances) + 34
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" font-family="sans-serif" font-size="12">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, "<title>Statements on %s, by date and stance</title>\n", html.EscapeString(a.Commitment))
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/><text x="10" y="22" font-size="14">Statements on record on %s</text>`+"\n", width, height, html.EscapeString(a.Commitment))
	if len(a.Statements) == 0 {
		b.WriteString("</svg>\n")
		_, err := io.WriteString(w, b.String())
		return err
	}
	first, last := a.Statements[0].When(), a.Statements[len(a.Statements)-1].When()
	from, to := first.Year(), last.Year()+1
	start, end := casus.MustDate(fmt.Sprintf("%04d-01-01", from)), casus.MustDate(fmt.Sprintf("%04d-01-01", to))
	x := func(d casus.Date) float64 {
		return left + float64(width-left-right)*float64(d-start)/float64(max(end-start, 1))
	}
	step := max(1, (to-from)/12)
	for y := from; y <= to; y += step {
		at := x(casus.MustDate(fmt.Sprintf("%04d-01-01", y)))
		fmt.Fprintf(&b, `<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke="#ddd"/><text x="%.1f" y="%d" text-anchor="middle" fill="#555">%d</text>`+"\n", at, at, top-10, height-30, at, height-12, y)
	}
	for i, name := range stances {
		y := top + row*i + row/2
		fmt.Fprintf(&b, `<text x="10" y="%d">%s</text><line x1="%d" x2="%d" y1="%d" y2="%d" stroke="#eee"/>`+"\n", y+4, Stance(name), left, width-right, y, y)
		for _, s := range a.Statements {
			if s.Stance == name {
				fmt.Fprintf(&b, `<circle cx="%.1f" cy="%d" r="5" fill="#1f5a8a" fill-opacity="0.6"><title>%s: %s</title></circle>`+"\n", x(s.When()), y, s.Days(), html.EscapeString(s.Speaker))
			}
		}
	}
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}
