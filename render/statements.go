package render

import (
	"fmt"
	"io"
	"strings"

	"casus"
	"casus/answer"
	"casus/quotation"
	"casus/statement"
)

// Statements writes statements as a list.
func Statements(w io.Writer, st Style, a answer.Statements) error {
	p := &page{style: st}
	if len(a.Statements) == 0 {
		p.para(0, "No statement on record fits.")
	}
	for i, s := range a.Statements {
		if i > 0 {
			p.blank()
		}
		p.hang(s.ID, 6, fmt.Sprintf("%s, %s: %s%s", orUnknown(s.Days()), speaker(s), Stance(s.Stance), standing(s)))
		p.para(6, wording(s.Text, s.TextKind))
		if s.Condition != "" {
			p.note(6, "condition: "+s.Condition)
		}
		if s.Disputes != "" {
			p.note(6, "disputed: see casus statements show "+s.ID)
		}
	}
	return p.writeTo(w)
}

// Stance words a stance.
func Stance(s string) string { return strings.ReplaceAll(s, "_", " ") }

func speaker(s statement.Statement) string {
	if s.Role == "" {
		return s.Speaker
	}
	return fmt.Sprintf("%s (%s)", s.Speaker, s.Role)
}

// standing says how an entry stands to others, "" for nothing.
func standing(s statement.Statement) string {
	out := ""
	for _, x := range [][2]string{{"corrected by", s.CorrectedBy}, {"corrects", s.Corrects}, {"another version of", s.VersionOf}} {
		if x[1] != "" {
			out += "; " + x[0] + " " + x[1]
		}
	}
	return out
}

// wording puts words in quotation marks only where they are the speaker's own.
func wording(text, kind string) string {
	if strings.HasPrefix(kind, "paraphrase") {
		return text + " (paraphrase)"
	}
	if n := len(text); n > 1 && text[0] == '"' && text[n-1] == '"' && strings.Count(text, `"`) == 2 {
		text = text[1 : n-1]
	}
	return "“" + text + "”"
}

// Statement writes one statement with everything that is known of it.
func Statement(w io.Writer, st Style, a answer.StatementSheet) error {
	p := &page{style: st}
	s := a.Statement
	p.title(fmt.Sprintf("%s: %s, %s", s.ID, s.Speaker, orUnknown(s.Days())))
	if s.CorrectedBy != "" {
		p.para(0, "Corrected by "+s.CorrectedBy+", which stands in its place.")
	}
	p.para(0, wording(s.Text, s.TextKind))
	p.blank()
	commitment := strings.TrimSpace(s.Commitment + " " + strings.Join(s.Articles, ", "))
	for _, x := range [][2]string{
		{"kind", s.TextKind}, {"role", s.Role}, {"speaks for", strings.TrimSpace(string(s.State) + " " + s.Organisation)}, {"date", s.DateBasis},
		{"printed", s.DatePrinted}, {"where", s.Venue}, {"to", s.Addressee}, {"about", s.About}, {"stance", paired(Stance(s.Stance), s.StanceSource)},
		{"condition", s.Condition}, {"commitment", commitment}, {"chain", s.Chain}, {"version of", s.VersionOf},
		{"verified", paired(s.Verified, s.Basis)}, {"note", s.Note}, {"read in", s.Source}, {"added", s.Added.String()},
	} {
		if x[1] != "" {
			p.hang("  "+x[0], 14, x[1])
		}
	}
	p.bearing(a)
	p.versions(a)
	if len(a.Disputed) > 0 {
		p.heading("in dispute")
		for _, d := range a.Disputed {
			text := d.Says
			if d.About != "entry" {
				text = d.About + ": " + text
			}
			p.hang("  - ", 4, text)
		}
	}
	p.corrected(a)
	p.sources(a.Sources)
	return p.writeTo(w)
}

// paired writes a word with another one behind it in brackets.
func paired(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "" || a == b:
		return a
	}
	return a + " (" + b + ")"
}

// bearing writes whom a statement reaches. States for which the same holds
// stand together.
func (p *page) bearing(a answer.StatementSheet) {
	b := a.Bearing
	p.heading("whom it reaches")
	if b.Treaty != "" {
		text := b.Name
		if b.Article != "" {
			text += ", " + casus.CiteArticle(b.Article)
		}
		p.hang("  commitment", 14, text)
	}
	if b.On != 0 {
		p.hang("  asked on", 14, b.On.Words())
	}
	p.hang("  asserts", 14, b.Asserts)
	if b.When != "" {
		p.hang("  for", 14, b.Says)
		p.note(14, b.When)
	}
	for _, g := range []struct {
		label  string
		states []statement.Reach
	}{{"reaches", b.Reaches}, {"not", b.Not}, {"cannot tell", b.CannotTell}} {
		label := fmt.Sprintf("  %s %d", g.label, len(g.states))
		var order []string
		of := map[string][]string{}
		for _, r := range g.states {
			who, why := reach(r)
			if _, ok := of[why]; !ok {
				order = append(order, why)
			}
			of[why] = append(of[why], who)
		}
		for i, why := range order {
			if i > 0 {
				label = ""
			}
			sep := " "
			if strings.Contains(of[why][0], " ") {
				sep = ", "
			}
			p.hang(label, 18, strings.Join(of[why], sep)+": "+why)
		}
	}
	for _, n := range b.Notes {
		p.note(2, upper(n)+".")
	}
}

// reach words one state and the reason, so that states with figures of one kind
// share the words for it: "BEL 1.30", "% of GDP in 2024, below 2 %".
func reach(r statement.Reach) (who, why string) {
	share, rest, ok := strings.Cut(r.Because, " ")
	if r.Figure == nil || !ok || !strings.HasPrefix(rest, "% of GDP") {
		return string(r.State), r.Because
	}
	return string(r.State) + " " + share, rest
}

// versions sets the accounts of a statement side by side.
func (p *page) versions(a answer.StatementSheet) {
	if len(a.Versions) < 2 {
		return
	}
	p.heading("versions")
	for _, v := range a.Versions {
		by := v.By
		if v.ID != a.Statement.ID {
			by += " [" + v.ID + "]"
		}
		p.para(2, by+":")
		p.para(4, wording(v.Text, v.Kind))
		for _, c := range v.Differs {
			switch {
			case c.First == "":
				p.note(4, "adds: "+c.Here)
			case c.Here == "":
				p.note(4, "lacks: "+c.First)
			default:
				p.note(4, "instead of “"+c.First+"”: “"+c.Here+"”")
			}
		}
	}
}

func (p *page) corrected(a answer.StatementSheet) {
	if len(a.Corrected) == 0 {
		return
	}
	p.heading("corrected")
	for _, r := range a.Corrected {
		p.para(2, fmt.Sprintf("%s corrects %s: %s", r.By, r.Statement.ID, wording(r.Statement.Text, r.Statement.TextKind)))
		for _, c := range r.Changed {
			p.hang("    "+c.Field, 20, orNothing(c.Was)+" → "+orNothing(c.Is))
		}
	}
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// StatementsAdded writes what was added to the ledger; with done false, what
// would be.
func StatementsAdded(w io.Writer, st Style, a answer.StatementsAdded, done bool) error {
	p := &page{style: st}
	for _, s := range a.Added {
		label := s.ID
		if !done {
			label = "sound"
		}
		p.hang(label, 7, fmt.Sprintf("%s, %s: %s%s", orUnknown(s.Days()), s.Speaker, Stance(s.Stance), standing(s)))
		if s.Disputes != "" {
			p.note(7, "disputed: "+s.Disputes)
		}
	}
	verb := "would be added"
	if done {
		verb = "added to " + a.Ledger
	}
	p.para(0, fmt.Sprintf("%d %s", len(a.Added), verb))
	return p.writeTo(w)
}

// StatementsCheck writes what a check of every statement found.
func StatementsCheck(w io.Writer, st Style, c answer.StatementsCheck) error {
	p := &page{style: st}
	p.para(0, fmt.Sprintf("%d embedded statements, %d of your own, no fault", c.Embedded, c.Own))
	p.para(0, fmt.Sprintf("corrected: %d; disputed: %d", c.Corrected, c.Disputed))
	if len(c.Undated) > 0 {
		p.hang("without a date, as their source prints none: ", 2, strings.Join(c.Undated, " "))
	}
	if len(c.Readings) > 0 {
		p.hang("with a condition that is our reading of the words: ", 2, strings.Join(c.Readings, " "))
	}
	return p.writeTo(w)
}

// Reading writes a text with the statements that were found in it marked.
func Reading(w io.Writer, a answer.Reading) error {
	_, err := io.WriteString(w, quotation.Marked(a.Article))
	return err
}
