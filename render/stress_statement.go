package render

import (
	"fmt"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/scenario"
)

// stressStatements shows for whom a statement changes what.
func (p *page) stressStatements(a *scenario.Answer) {
	for i := range a.Statements {
		t := &a.Statements[i]
		p.heading(fmt.Sprintf("what statement %s changes, and for whom", t.ID))
		p.para(2, fmt.Sprintf("%s: \"%s\"", casus.Printable(t.Speaker), casus.Printable(t.Text)))
		if t.CannotTell != "" {
			p.para(2, "Cannot tell: "+t.CannotTell+".")
			continue
		}
		if t.Condition != "" {
			p.para(2, "It is about "+t.Condition+".")
		}
		p.statementRows(t)
		for _, n := range t.Notes {
			p.note(2, upper(n)+".")
		}
		p.note(2, fmt.Sprintf("In points; against %s. The size of words, the authority of who holds no office and the half-life are declared assumptions, not estimates.", t.Against))
	}
}

func (p *page) statementRows(t *scenario.StatementTable) {
	var rows [][]string
	var same, unknown []string
	for _, r := range t.Rows {
		switch {
		case r.CannotTell != "" || r.Reaches == "cannot_tell":
			unknown = append(unknown, string(r.State))
			continue
		case !r.Changes:
			same = append(same, string(r.State)+spending(r))
			continue
		}
		k := r.Classes[inquiry.Reference]
		rows = append(rows, []string{string(r.State), strings.TrimSpace(spending(r)), pointsShort(k.Comes), pointsShort(k.Outcome), shifts(r)})
	}
	if len(rows) > 0 {
		p.table(2, []column{{head: "if attacked"}, {head: "spends", right: true}, {head: string(t.State) + " comes", right: true}, {head: "target prevails", right: true}, {head: "classes", right: true}}, rows)
	}
	if len(same) > 0 {
		p.para(2, "For these it changes nothing: "+strings.Join(same, ", ")+".")
	}
	if len(unknown) > 0 {
		p.para(2, "Cannot tell: "+strings.Join(unknown, ", ")+".")
	}
}

// spending writes a state's share of GDP where the condition asked for it.
func spending(r scenario.StatementRow) string {
	if r.Share == nil {
		return ""
	}
	return fmt.Sprintf(" %.2f %%", *r.Share)
}

// shifts writes the change of the chance that the speaker's state comes, in
// each class.
func shifts(r scenario.StatementRow) string {
	var out []string
	for _, k := range r.Classes {
		out = append(out, fmt.Sprintf("%.1f", 100*k.Comes.Median))
	}
	return strings.Join(out, " ")
}
