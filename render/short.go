package render

import (
	"fmt"
	"io"
	"strings"

	"casus"
	"casus/answer"
	"casus/claim"
)

// IsBound writes whether one state must help another, in six lines or so.
func IsBound(w io.Writer, st Style, a answer.IsBound, n Names) error {
	p := &page{style: st}
	state, target := n.State(a.State, a.On), n.State(a.Target, a.On)
	yes := map[casus.Verdict]string{
		casus.Bound: "yes: %s is bound to help %s", casus.Contested: "contested: whether %s is bound to help %s",
		casus.CannotTell: "cannot tell: whether %s is bound to help %s", casus.NotBound: "no: %s is not bound to help %s",
	}[a.Verdict]
	line := fmt.Sprintf(upper(yes), state, target)
	if a.Against != "" {
		line += " against " + n.State(a.Against, a.On)
	}
	p.para(0, line+", "+a.On.Words()+".")
	switch {
	case len(a.Clauses) > 0:
		c := a.Clauses[0]
		p.hang("  clause", 10, cite(c)+", "+Discretion(c.Discretion)+stillToCome(c.Pending))
		p.hang(map[bool]string{true: "  words", false: "  says"}[c.Read], 10, clauseWords(c))
		if c.Decides != nil && c.Verdict != casus.Bound {
			p.hang("  because", 10, c.Decides.Text)
		}
		p.hang("  source", 10, c.Source)
		if others := also(a.Clauses[1:], c.Verdict); others != "" {
			p.hang("  also", 10, others)
		}
	case len(a.Consult) > 0:
		c := a.Consult[0]
		p.hang("  clause", 10, "it must consult: "+cite(c))
		p.hang("  source", 10, c.Source)
	case a.Verdict == casus.NotBound:
		p.hang("  clause", 10, "none: the two are party to no treaty on help that Casus knows")
	}
	for i, g := range a.CannotTell {
		if i == 2 {
			p.hang("  unknown", 10, fmt.Sprintf("and %d more", len(a.CannotTell)-2))
			break
		}
		p.hang("  unknown", 10, strings.TrimPrefix(g.Instrument+": "+g.Why, ": "))
	}
	return p.writeTo(w)
}

func cite(c answer.BoundClause) string { return c.Name + ", " + casus.CiteArticle(c.Article) }

// clauseWords gives a clause's words, in quotation marks where they were read.
func clauseWords(c answer.BoundClause) string {
	if c.Read {
		return "“" + c.Quotation + "”"
	}
	return c.Quotation + " (words not read)"
}

// also names the other clauses of the same verdict.
func also(list []answer.BoundClause, v casus.Verdict) string {
	var out []string
	for _, c := range list {
		if c.Verdict == v && !c.Political {
			out = append(out, cite(c))
		}
	}
	return strings.Join(out, "; ")
}

// Check writes what the record says of a claim.
func Check(w io.Writer, st Style, a answer.Check) error {
	p := &page{style: st}
	for _, f := range a.Claims {
		p.para(0, upper(claimVerdict(f.Verdict))+": "+f.Understood+".")
		p.hang("  right", 10, upper(f.Right)+".")
		if f.Clause != nil {
			line := f.Clause.Treaty
			if f.Clause.Article != "" {
				line += ", " + casus.CiteArticle(f.Clause.Article)
			}
			if f.Clause.Quotation != "" {
				line += ": “" + f.Clause.Quotation + "”"
			}
			p.hang("  clause", 10, line)
		}
	}
	var sources []string
	for _, s := range a.Sources {
		sources = append(sources, s.Title+" ("+s.Vintage+")")
	}
	if len(sources) == 0 {
		for _, f := range a.Claims {
			sources = append(sources, f.Sources...)
		}
	}
	if len(sources) > 0 {
		p.hang("  source", 10, strings.Join(sources, "; "))
	}
	return p.writeTo(w)
}

func claimVerdict(v claim.Verdict) string {
	if v == claim.CannotTell {
		return "cannot tell"
	}
	return string(v)
}

// stillToCome says what must happen before a clause bites.
func stillToCome(list []casus.Pending) string {
	if len(list) == 0 {
		return ""
	}
	return "; still to come: " + pendings(list)
}
