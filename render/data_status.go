package render

import (
	"fmt"
	"io"
	"strings"

	"casus/history/importer"
)

// DataSources writes what can be imported.
func DataSources(w io.Writer, st Style, list []importer.Source) error {
	p := &page{style: st}
	p.title("Datasets that casus data import takes")
	for _, s := range list {
		p.heading(s.ID)
		p.para(2, s.Title+" ("+s.Publisher+")")
		for _, x := range [][2]string{
			{"for", s.For}, {"versions", strings.Join(s.Versions, ", ")}, {"years", s.Years}, {"files", strings.Join(s.Files, ", ")},
			{"page", s.Page}, {"layout", s.Layout}, {"numbers", s.Codes}, {"terms", s.Terms}, {"cite", s.Citation},
		} {
			if x[1] != "" {
				p.hang("  "+x[0], 12, x[1])
			}
		}
	}
	return p.writeTo(w)
}

// DataReport writes what an import did with each file.
func DataReport(w io.Writer, st Style, r *importer.Report) error {
	p := &page{style: st}
	for _, f := range r.Files {
		text := f.File
		switch {
		case f.Version != "":
			text += fmt.Sprintf(": %s %s, %d rows", f.Dataset, f.Version, f.Rows)
		case f.Dataset != "":
			text += ": " + f.Dataset
		}
		if f.Why != "" {
			text += ": " + f.Why
		}
		p.hang(f.Status, 11, text)
		for _, n := range f.Notes {
			p.note(11, n)
		}
		for i, x := range f.Faults {
			if f.FaultCount == 1 {
				break // it is the reason given above
			}
			if i == 3 {
				p.para(11, fmt.Sprintf("and %d more faults", f.FaultCount-i))
				break
			}
			p.para(11, x.String())
		}
	}
	if !r.Changed {
		p.para(0, "Nothing changed.")
	}
	return p.writeTo(w)
}

// DataStatus writes what is imported, whether it is whole, and what each use lacks.
func DataStatus(w io.Writer, st Style, s importer.State) error {
	p := &page{style: st}
	p.title("Imported history")
	var rows [][]string
	for _, h := range s.Holdings {
		for _, v := range h.Versions {
			mark := ""
			if v.Version == h.Default && len(h.Versions) > 1 {
				mark = "in use"
			}
			if v.SetAside > 0 {
				mark += fmt.Sprintf(" (%d rows set aside)", v.SetAside)
			}
			rows = append(rows, []string{h.Source.ID, v.Version, fmt.Sprint(v.Rows), v.SHA256[:12], strings.TrimSpace(mark)})
		}
	}
	if len(rows) == 0 {
		p.para(0, "Nothing is imported: casus data sources lists what can be, casus data import takes it.")
	} else {
		p.table(0, []column{{head: "dataset"}, {head: "version"}, {head: "rows", right: true}, {head: "sha256"}, {head: ""}}, rows)
	}
	if s.Lost {
		p.para(0, "The list of tables was lost and was made again from the tables: their origins and the defaults are not known. Import the files again.")
	}
	for _, d := range s.Damaged {
		p.hang("damaged", 9, fmt.Sprintf("%s (%s %s) %s; %s writes it again", d.File, d.Dataset, d.Version, d.Why, d.Repair))
	}
	dataInUse(p, s.InUse)
	p.heading("what each use lacks")
	for _, n := range s.Needs {
		text := "nothing"
		if len(n.Missing) > 0 {
			text = strings.Join(n.Missing, ", ")
		}
		p.hang("  "+n.Verb+" ", 32, text)
	}
	return p.writeTo(w)
}

func dataInUse(p *page, list []importer.Use) {
	if len(list) == 0 {
		return
	}
	p.heading("what fills a role that several could")
	for _, u := range list {
		text := u.Dataset + " " + u.Version
		if len(u.Others) > 0 {
			text += "; held besides: " + strings.Join(u.Others, ", ")
		}
		p.hang("  "+u.Role+" ", 32, text)
	}
}

// DataDefault writes what is in use, and what a change changes.
func DataDefault(w io.Writer, st Style, c *importer.Change, list []importer.Use) error {
	p := &page{style: st}
	if c != nil {
		p.para(0, fmt.Sprintf("%s: %s in place of %s.", c.Role, c.To, c.From))
		if len(c.Affects) > 0 {
			p.para(0, "That can change: "+strings.Join(c.Affects, ", ")+".")
		}
	}
	dataInUse(p, list)
	if len(list) == 0 {
		p.para(0, "No role can be filled by more than one of the imported datasets.")
	}
	return p.writeTo(w)
}
