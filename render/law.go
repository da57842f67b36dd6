package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"casus"
	"casus/answer"
	"casus/treaty"
)

// inForceWords says since when a treaty is in force: its own day, else the
// first on which a party was bound, never the day of a signature.
func inForceWords(a answer.TreatySheet) string {
	first, at := casus.Date(0), ""
	for _, p := range a.Parties {
		for _, x := range []struct {
			day  casus.Date
			tail string
		}{{p.From, ""}, {p.Provisional, " (provisionally)"}, {p.InForceBy, " at the latest"}} {
			if x.day != 0 && (first == 0 || x.day < first) {
				first, at = x.day, x.tail
			}
		}
	}
	switch {
	case a.InForce != 0:
		return a.InForce.String()
	case first != 0:
		return first.String() + at
	}
	return "a day that was not found, or not in force"
}

// spellWords words the days of a party in the sheet of a treaty.
func spellWords(x answer.PartySheet) string {
	var when string
	switch {
	case x.From != 0:
		when = "from " + x.From.String()
		if x.Provisional != 0 {
			when = "provisionally from " + x.Provisional.String() + ", " + when
		}
	case x.Provisional != 0:
		when = "provisionally from " + x.Provisional.String()
	case x.InForceBy != 0:
		when = "by " + x.InForceBy.String()
	default:
		when = map[treaty.Entry]string{treaty.NotInForce: "not in force", treaty.EntryDisputed: "in force: disputed",
			treaty.Unpublished: "in force: kept unpublished"}[x.Entry]
		if when == "" {
			when = "in force: not found"
		}
		if x.Signed != 0 {
			when = "signed " + x.Signed.String() + ", " + when
		}
	}
	if x.Until != 0 {
		when += " until " + x.Until.String()
	}
	return when
}

// organs writes who decides under a treaty.
func (p *page) organs(list []answer.OrganSheet) {
	if len(list) == 0 {
		return
	}
	p.heading("who decides")
	for _, o := range list {
		head := o.Organ
		if o.From != 0 || o.Until != 0 {
			head += ", " + strings.TrimSpace(strings.Join([]string{since(o.From), till(o.Until)}, " "))
		}
		p.hang("  ", 2, head+": "+o.Decides+".")
		p.hang("    majority", 14, upper(o.Majority)+".")
		p.hang("    can block", 14, upper(o.Block)+".")
		if o.Request != "" {
			p.hang("    first", 14, upper(o.Request)+".")
		}
		source := o.Source
		if o.Article != "" {
			source = strings.TrimSuffix(casus.CiteArticle(o.Article)+"; "+source, "; ")
		}
		if o.Basis == "memory" {
			source = strings.TrimPrefix(source+"; not read in a text", "; ")
		}
		if source != "" {
			p.note(14, source)
		}
	}
}

func since(d casus.Date) string {
	if d == 0 {
		return ""
	}
	return "from " + d.String()
}

func till(d casus.Date) string {
	if d == 0 {
		return ""
	}
	return "until " + d.String()
}

// Organs writes who decides under one treaty.
func Organs(w io.Writer, st Style, a answer.Organs) error {
	p := &page{style: st}
	p.title("Who decides under the " + a.Name + ", " + a.On.Words())
	if len(a.Organs) == 0 {
		p.para(0, "Nothing is on record of who decides under it. Each party judges for itself unless a clause names what is still to come: casus treaties show "+a.ID+".")
	}
	p.organs(a.Organs)
	return p.writeTo(w)
}

// Coverage writes how much of what ATOP codes is coded here.
func Coverage(w io.Writer, st Style, a answer.Coverage) error {
	p := &page{style: st}
	p.title("Defence pacts that ATOP 5.1 codes on its last day, " + a.On.Words())
	cells := func(x answer.CoverageRow) []string {
		return []string{x.Region, x.Kind, strconv.Itoa(x.Pairs), strconv.Itoa(x.Coded), strconv.Itoa(x.NotCoded), strconv.Itoa(x.Absent)}
	}
	var rows [][]string
	for _, x := range a.Rows {
		rows = append(rows, cells(x))
	}
	total := a.Total
	total.Region = "all"
	rows = append(rows, cells(total))
	p.table(2, []column{{head: "region"}, {head: "kind"}, {head: "pairs", right: true}, {head: "coded", right: true}, {head: "not coded", right: true}, {head: "absent", right: true}}, rows)
	if len(a.Alliances) > 0 {
		p.heading("with pairs that are not coded")
		rows = nil
		for _, x := range a.Alliances {
			rows = append(rows, []string{strconv.Itoa(x.ATOP), x.Name, strconv.Itoa(x.Pairs), strconv.Itoa(x.NotCoded), strconv.Itoa(x.Absent)})
		}
		p.table(2, []column{{head: "ATOP"}, {head: "alliance"}, {head: "pairs", right: true}, {head: "not coded", right: true}, {head: "absent", right: true}}, rows)
	}
	p.blank()
	p.note(0, fmt.Sprintf("Directed pairs of states, one of which promises the other defence; a pair of several alliances counts once above, and with each below. Not coded: it stands in the register (%d instruments: casus treaties list --not-coded), and an answer that it could change says so. Absent: neither.", a.Registered))
	return p.writeTo(w)
}

// CoverageCSV writes one row for each region and kind.
func CoverageCSV(w io.Writer, a answer.Coverage) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"region", "kind", "pairs", "coded", "not_coded", "absent"}}
	for _, x := range append(a.Rows, a.Total) {
		rows = append(rows, []string{x.Region, x.Kind, strconv.Itoa(x.Pairs), strconv.Itoa(x.Coded), strconv.Itoa(x.NotCoded), strconv.Itoa(x.Absent)})
	}
	return out.WriteAll(rows)
}

// NotCoded writes the register of what is known and not coded.
func NotCoded(w io.Writer, st Style, a answer.NotCoded) error {
	p := &page{style: st}
	title := "Instruments that are known and not coded"
	if a.On != 0 {
		title += ", " + a.On.Words()
	}
	p.title(title)
	for _, x := range a.Instruments {
		p.hang("  ", 2, fmt.Sprintf("%s (%s), %s", x.Name, x.ID, Type(x.Type)))
		of := map[string][]casus.State{}
		var order []string
		for _, q := range x.Parties {
			k := spellWords(q)
			if of[k] == nil {
				order = append(order, k)
			}
			of[k] = append(of[k], q.State)
		}
		for _, k := range order {
			p.hang("    "+k, 4+len("signed 0000-00-00, in force: not found")+2, codes(of[k]))
		}
		if len(x.Against) > 0 {
			p.hang("    against", 13, codes(x.Against))
		}
		p.hang("    why", 13, upper(x.Why)+". ("+x.Source+")")
	}
	if len(a.Instruments) == 0 {
		p.para(2, "None.")
	}
	p.blank()
	p.note(0, "An answer that one of these could change says cannot tell, with its name.")
	return p.writeTo(w)
}

// NotCodedCSV writes one row for each instrument.
func NotCodedCSV(w io.Writer, a answer.NotCoded) error {
	rows := [][]string{{"id", "name", "type", "region", "atop", "signed", "in_force", "ended", "parties", "against", "why", "source", "basis"}}
	for _, x := range a.Instruments {
		var parties, atop []string
		for _, q := range x.Parties {
			parties = append(parties, string(q.State)+": "+spellWords(q))
		}
		for _, n := range x.ATOP {
			atop = append(atop, strconv.Itoa(n))
		}
		rows = append(rows, []string{x.ID, x.Name, string(x.Type), x.Region, strings.Join(atop, ";"), x.Signed.String(), x.InForce.String(), x.Ended.String(),
			strings.Join(parties, "; "), codes(x.Against), x.Why, x.Source, x.Basis})
	}
	return csv.NewWriter(w).WriteAll(rows)
}
