package export

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"casus/history/importer"
)

// Codebook describes a table: what each variable is and where it is from.
type Codebook struct {
	Table     string     `json:"table"`
	Row       string     `json:"row"` // what one row is
	Rows      int        `json:"rows"`
	Rules     []string   `json:"rules"` // the choices that were made
	Variables []Variable `json:"variables"`
	Sources   []Used     `json:"sources"`
}

// Variable is one column of a table.
type Variable struct {
	Name     string `json:"name"`
	Label    string `json:"label"`
	Type     string `json:"type"` // integer, category, number or text
	Unit     string `json:"unit,omitempty"`
	Values   string `json:"values,omitempty"`   // of a category: 0 no; 1 yes
	Source   string `json:"source,omitempty"`   // ids of datasets, with versions
	Coverage string `json:"coverage,omitempty"` // years
	Missing  string `json:"missing,omitempty"`  // when a value is missing
}

// Used is a dataset behind a table.
type Used struct {
	ID       string `json:"id"`
	Version  string `json:"version"`
	SHA256   string `json:"sha256"` // of the publisher's file
	Citation string `json:"citation"`
	BibTeX   string `json:"bibtex"`
	Terms    string `json:"terms"`
	SetAside int    `json:"set_aside,omitempty"` // rows of the publisher's file that were left out because of faults
}

// WriteCSV writes the variables as a table.
func (c *Codebook) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write([]string{"name", "label", "type", "unit", "values", "source", "coverage", "missing"})
	for _, v := range c.Variables {
		out.Write([]string{v.Name, v.Label, v.Type, v.Unit, v.Values, v.Source, v.Coverage, v.Missing})
	}
	out.Flush()
	return out.Error()
}

// BibTeX gives the references of exactly the sources behind the table.
func (c *Codebook) BibTeX() string {
	var out []string
	for _, u := range c.Sources {
		if !slices.Contains(out, u.BibTeX) {
			out = append(out, u.BibTeX)
		}
	}
	return strings.Join(out, "\n") + "\n"
}

var rowOf = map[Kind]string{
	StateYears: "a state in a year", DyadYears: "two states in a year, the lower code first",
	DirectedDyadYears: "two states in a year, in both orders", AllianceYears: "an alliance in a year",
	Joiners: "a conflict and a state outside it that could have joined", LeaderYears: "a leader in a year of office",
	Codes: "a number of a state over a stretch of days, with its numbers in other lists", Dataset: "as the publisher has it",
}

func (t *table) codebook() *Codebook {
	c := &Codebook{Table: string(t.kind), Row: rowOf[t.kind], Rows: t.rows, Rules: t.rules()}
	var ids []string
	for _, col := range t.columns() {
		v := Variable{Name: col.Name, Label: col.Label, Type: col.typeName(), Unit: col.Unit, Missing: col.Missing}
		var sources []string
		for _, d := range col.Datasets {
			sources = append(sources, d+" "+t.db.Version(d))
			ids = append(ids, d)
		}
		v.Source = strings.Join(sources, "; ")
		if col.First != 0 {
			v.Coverage = fmt.Sprintf("%d-%d", col.First, col.Last)
		}
		v.Values = codesText(col.Codes)
		c.Variables = append(c.Variables, v)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		s, _ := importer.SourceOf(id)
		e, _ := t.db.Store().Entry(id, t.db.Version(id))
		c.Sources = append(c.Sources, Used{ID: id, Version: e.Version, SHA256: e.Source.SHA256, Citation: s.Citation, BibTeX: s.BibTeX, Terms: s.Terms, SetAside: e.SetAside})
	}
	return c
}

func codesText(codes map[int]string) string {
	var out []string
	for _, k := range sortedCodes(codes) {
		out = append(out, fmt.Sprintf("%d %s", k, codes[k]))
	}
	return strings.Join(out, "; ")
}

func sortedCodes(codes map[int]string) []int {
	var out []int
	for k := range codes {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// rules says the choices behind a table in words.
func (t *table) rules() []string {
	o := t.o
	out := []string{fmt.Sprintf("years %d to %d; members of the last list of states (%s) are carried forward", o.From, o.To, t.sys.Last)}
	if t.dyadic() {
		if o.Share == "day" {
			out = append(out, "two states are a dyad of a year in which both were members on one day")
		} else {
			out = append(out, "two states are a dyad of a year in which each was a member on some day")
		}
		out = append(out, "of several disputes of a dyad in a year the one is kept that comes first by "+o.Order)
		if o.Ongoing == "drop" {
			out = append(out, "dyad-years with an ongoing dispute and no new one are left out")
		}
	}
	if o.Relevant {
		out = append(out, "politically relevant dyads alone: contiguous by any type, or one of the two a major power")
	}
	if t.asked("peace-years") {
		out = append(out, fmt.Sprintf("peace spells are counted from 1816 and end with an %s dispute or war; gaps in membership: %s", o.Spell, o.Gap))
	}
	if t.asked("initiator") || t.asked("mids") || t.asked("gml-mids") {
		out = append(out, "initiators: "+o.Initiator)
	}
	if t.kind == Joiners {
		out = append(out, "conflicts: "+o.Conflicts)
	}
	return out
}

// JSON gives the codebook as JSON on one line, for a file's own metadata.
func (c *Codebook) JSON() string {
	b, err := json.Marshal(c)
	if err != nil {
		return "{}" // strings and numbers alone do not fail
	}
	return string(b)
}
