package render

import (
	"fmt"
	"io"
	"strings"

	"casus"
	"casus/answer"
	"casus/internal/numbers"
)

// pastMeans shows the capabilities of a day before the pack's own figures.
func (p *page) pastMeans(b answer.Brief) {
	m := b.PastMeans
	if m == nil {
		return
	}
	p.heading(fmt.Sprintf("capabilities in %d", m.Year))
	var rows [][]string
	add := func(name string, r answer.PastMeansRow) {
		cells := []string{name, "no figure", "no figure", "no figure"}
		if r.CINC != nil {
			cells[1] = fmt.Sprintf("%.2f %%", 100**r.CINC)
		}
		if r.Personnel != nil {
			cells[2] = numbers.Thousands(*r.Personnel)
		}
		if r.Expenditure != nil {
			cells[3] = numbers.Thousands(*r.Expenditure)
		}
		rows = append(rows, cells)
	}
	for _, a := range m.Attackers {
		add(a.Name+" (attacker)", a)
	}
	add(m.Target.Name+" (target)", m.Target)
	for i, r := range m.Bound {
		if i == 12 {
			rows = append(rows, []string{fmt.Sprintf("and %d more", len(m.Bound)-i), "", "", ""})
			break
		}
		add(r.Name+" (bound)", r)
	}
	p.table(2, []column{{head: ""}, {head: "CINC", right: true}, {head: "personnel, thousands", right: true}, {head: "spending, thousands", right: true}}, rows)
	p.note(2, m.Note+"; spending in "+m.Unit+".")
}

// missing says what the data cannot tell of the day.
func (p *page) missing(b answer.Brief) {
	if len(b.Missing) == 0 {
		return
	}
	p.heading("what the data cannot say of that day")
	for _, m := range b.Missing {
		p.para(2, upper(m)+".")
	}
}

// Entries writes how states came into a war as a Markdown table: the act, and
// the clauses that called on the state by the fights there were.
func Entries(w io.Writer, entries []answer.Entry, name func(casus.State, casus.Date) string, treaty func(id string) string) error {
	var b strings.Builder
	b.WriteString("| day | state | act | what its treaties asked |\n|---|---|---|---|\n")
	for _, e := range entries {
		act := e.Act.Act
		if e.Against != "" {
			act += " against " + name(e.Against, e.On)
		}
		if e.Note != "" {
			act += " (" + e.Note + ")"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", e.On, name(e.State, e.On), act, asked(e, name, treaty))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func asked(e answer.Entry, name func(casus.State, casus.Date) string, treaty func(id string) string) string {
	var out []string
	clauses := func(rows []casus.Obligation, word string) {
		seen := map[string]bool{}
		for _, r := range rows {
			s := fmt.Sprintf("%s to %s by the %s (%s, %s)", word, name(r.Toward, e.On), treaty(r.Treaty), r.Treaty, r.Article)
			if !strings.HasPrefix(r.Treaty, "atop:") {
				s = fmt.Sprintf("%s to %s by the %s, %s", word, name(r.Toward, e.On), treaty(r.Treaty), casus.CiteArticle(r.Article))
			}
			if r.Verdict == casus.Contested {
				s += ": " + answer.Because(r)
			} else {
				s += ", on " + strings.Join(r.Path, " then ")
			}
			if !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	clauses(e.Bound, "bound")
	clauses(e.Contested, "contested: help")
	var attackers []string
	for _, a := range e.Attacked {
		attackers = append(attackers, name(a, e.On))
	}
	if e.AtWar {
		out = append(out, "was at war already")
	} else if len(attackers) > 0 {
		out = append(out, "had been attacked by "+strings.Join(attackers, " and "))
	}
	if len(e.Bound) == 0 && len(attackers) == 0 && !e.AtWar {
		word := "**entered without obligation**"
		switch {
		case e.First:
			word = "began the war"
		case e.Act.Act == "neutrality":
			word = "no promise of help bound it"
		case e.Act.Act == "mobilisation":
			word = "**without obligation**"
		}
		out = append(out, word)
	}
	return strings.Join(out, "; ")
}
