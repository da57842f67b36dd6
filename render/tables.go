package render

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/answer"
	"casus/inquiry"
)

// Facts writes the rows of a table, each as a short card, and their sources.
func Facts(w io.Writer, st Style, a answer.Facts) error {
	p := &page{style: st}
	p.title(fmt.Sprintf("%s: %s", a.Table, a.Title))
	if len(a.Rows) == 0 {
		p.para(0, "No row fits.")
	}
	for _, r := range a.Rows {
		p.blank()
		width := 0
		for _, c := range a.Columns {
			if r[c.Name] != "" {
				width = max(width, len(c.Name))
			}
		}
		for _, c := range a.Columns {
			if v := r[c.Name]; v != "" {
				if c.Unit != "" && c.Unit != "see unit" && c.Type != "year" {
					v += " " + c.Unit
				}
				p.hang(c.Name, min(width+2, 32), v)
			}
		}
		if r["overlay"] != "" {
			p.hang("corrected in", min(width+2, 32), r["overlay"])
		}
	}
	p.sources(a.Sources)
	return p.writeTo(w)
}

// FactsTables writes the list of the tables.
func FactsTables(w io.Writer, st Style, a answer.FactsTables) error {
	p := &page{style: st}
	var rows [][]string
	for _, t := range a.Tables {
		rows = append(rows, []string{t.Name, strconv.Itoa(t.Rows), t.Vintage, t.Title})
	}
	p.table(0, []column{{head: "table"}, {head: "rows", right: true}, {head: "vintage"}, {head: "what it holds", wrap: true}}, rows)
	return p.writeTo(w)
}

// Version writes what answers.
func Version(w io.Writer, st Style, v answer.Versions) error {
	p := &page{style: st}
	p.para(0, fmt.Sprintf("casus %s, facts until %s, %d treaties", v.Version, v.Today, v.Treaties))
	var rows [][]string
	for _, f := range v.Provenance.Facts {
		rows = append(rows, []string{f.Name, f.Vintage, f.SHA256[:12]})
	}
	p.table(2, []column{{head: "table"}, {head: "vintage"}, {head: "sha256"}}, rows)
	return p.writeTo(w)
}

// TreatyList writes the treaties with the number of states that each binds.
func TreatyList(w io.Writer, st Style, a answer.TreatyList) error {
	p := &page{style: st}
	p.title("Treaties and other instruments, " + a.On.Words())
	var rows [][]string
	for _, t := range a.Treaties {
		rows = append(rows, []string{t.ID, t.Signed.String(), strconv.Itoa(t.Members), string(t.Nature)})
	}
	p.table(0, []column{{head: "id"}, {head: "signed"}, {head: "bound", right: true}, {head: "nature"}}, rows)
	p.blank()
	p.note(0, "bound: states bound on that day without doubt. A political instrument binds nobody; of a disputed one the verdict is contested at most.")
	return p.writeTo(w)
}

// TreatySheet writes one treaty whole.
func TreatySheet(w io.Writer, st Style, a answer.TreatySheet) error {
	p := &page{style: st}
	p.title(a.Name)
	p.sheet(a)
	return p.writeTo(w)
}

func (p *page) sheet(a answer.TreatySheet) {
	p.note(0, fmt.Sprintf("%s (%s), id %s", a.Kind, a.Nature, a.ID))
	p.para(0, a.Summary)
	dates := "signed " + orUnknown(a.Signed.String()) + ", in force since " + inForceWords(a)
	if a.Ended != 0 {
		dates += ", ended " + a.Ended.String()
	}
	p.para(0, upper(dates)+". Status: "+orUnknown(a.Status)+".")
	p.heading("parties")
	type spell struct{ when, note string }
	var order []spell
	of := map[spell][]string{}
	for _, x := range a.Parties {
		note := x.Note
		for _, d := range x.Doubts {
			note = strings.TrimPrefix(note+"; "+d, "; ")
		}
		if x.Basis == "memory" {
			note = strings.TrimPrefix(note+"; date from memory", "; ")
		}
		k := spell{spellWords(x), note}
		if _, ok := of[k]; !ok {
			order = append(order, k)
		}
		of[k] = append(of[k], string(x.State))
	}
	for _, k := range order {
		text := strings.Join(of[k], " ")
		if k.note != "" {
			text += " (" + k.note + ")"
		}
		p.hang("  "+k.when, 2+len("from 0000-00-00 until 0000-00-00")+2, text)
	}
	if a.Incomplete != "" {
		p.para(2, "The list is not complete: "+a.Incomplete+".")
	}
	if l := a.Leaving; l != nil {
		p.heading("leaving")
		p.para(2, upper(l.Says)+". ("+casus.CiteArticle(l.Article)+"; "+l.Basis+")")
		for _, s := range l.Laws {
			p.para(2, s)
		}
	}
	p.organs(a.Organs)
	for _, c := range a.Clauses {
		p.heading(casus.CiteArticle(c.Article))
		p.para(2, fmt.Sprintf("%s, %s. %s.", upper(Type(c.Type)), Discretion(c.Discretion), upper(c.Says)))
		if c.Quote != "" {
			p.hang("  text: ", 8, "“"+c.Quote+"”")
		}
		for _, s := range c.Conditions {
			lead := map[string]string{"condition": "when", "exception": "unless", "doubt": "contested", "unknown": "cannot tell", "note": "note"}[s.Role]
			p.hang("  "+lead, 13, s.Says)
			expr := strings.Join(strings.Fields(s.Expr), " ")
			if s.If != "" {
				expr = "if " + s.If + ": " + expr
			}
			p.note(13, expr)
		}
		for _, s := range c.Pending {
			p.hang("  then", 13, "still to come: "+s)
		}
	}
	if len(a.Clauses) == 0 {
		p.heading("clauses")
		p.para(2, "None that Casus asks: the instrument obliges nobody to help.")
	}
	if len(a.Notes)+len(a.Sources) > 0 {
		p.heading("sources and notes")
		for _, s := range slices.Concat(a.Sources, a.Notes) {
			p.hang("  - ", 4, s)
		}
	}
}

// TreatyChecks writes what a check of the user's own files found.
func TreatyChecks(w io.Writer, st Style, list []answer.TreatyCheck, n Names) error {
	for _, c := range list {
		p := &page{style: st}
		p.para(0, fmt.Sprintf("%s: no fault; %s, %d parties, %d clauses", c.File, c.Treaty.Name, len(c.Treaty.Parties), len(c.Treaty.Clauses)))
		if err := p.writeTo(w); err != nil {
			return err
		}
		if c.Would == nil {
			continue
		}
		own := n
		own.Treaty = func(string) string { return c.Treaty.Name }
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
		if err := Obligations(w, st, *c.Would, own); err != nil {
			return err
		}
	}
	return nil
}

// sources ends a page with what stands behind it.
func (p *page) sources(list []inquiry.Source) {
	if len(list) == 0 {
		return
	}
	p.heading("sources")
	for _, s := range list {
		text := s.Title
		if s.Publisher != "" && s.Publisher != "not stated" {
			text += ", " + s.Publisher
		}
		if s.Vintage != "" && !strings.Contains(text, s.Vintage) {
			text += ", " + s.Vintage
		}
		p.hang("  - ", 4, text)
	}
}

func orUnknown(s string) string {
	if s == "" {
		return "not known"
	}
	return s
}
