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
			{"page", s.Page}, {"terms", s.Terms}, {"cite", s.Citation},
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
		if f.Dataset != "" {
			text += fmt.Sprintf(": %s %s, %d rows", f.Dataset, f.Version, f.Rows)
		}
		if f.Why != "" {
			text += ": " + f.Why
		}
		p.hang(f.Status, 11, text)
		for _, n := range f.Notes {
			p.note(11, n)
		}
		for i, x := range f.Faults {
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

// DataStatus writes what is imported and what each use lacks.
func DataStatus(w io.Writer, st Style, holdings []importer.Holding, needs []importer.Need) error {
	p := &page{style: st}
	p.title("Imported history")
	var rows [][]string
	for _, h := range holdings {
		for _, v := range h.Versions {
			mark := ""
			if v.Version == h.Default && len(h.Versions) > 1 {
				mark = "default"
			}
			rows = append(rows, []string{h.Source.ID, v.Version, fmt.Sprint(v.Rows), v.SHA256[:12], mark})
		}
	}
	if len(rows) == 0 {
		p.para(0, "Nothing is imported: casus data sources lists what can be, casus data import takes it.")
	} else {
		p.table(0, []column{{head: "dataset"}, {head: "version"}, {head: "rows", right: true}, {head: "sha256"}, {head: ""}}, rows)
	}
	p.heading("what each use lacks")
	for _, n := range needs {
		text := "nothing"
		if len(n.Missing) > 0 {
			text = strings.Join(n.Missing, ", ")
		}
		p.hang("  "+n.Verb+" ", 32, text)
	}
	return p.writeTo(w)
}
