package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"casus"
	"casus/scenario"
)

// Indented puts every line of a text behind two spaces.
func Indented(s string) string {
	var b strings.Builder
	for l := range strings.Lines(s) {
		if strings.TrimSpace(l) != "" {
			b.WriteString("  ")
		}
		b.WriteString(l)
	}
	return b.String()
}

// StressCSV writes the figures of a stress test, one a line: what the figure is
// of, in which class, and its interval.
func StressCSV(w io.Writer, a *scenario.Answer) error {
	c := csv.NewWriter(w)
	_ = c.Write([]string{"event", "part", "of", "class", "figure", "median", "low", "high"})
	var row rowOf = func(event, part, of, class, figure string, i casus.Interval) {
		num := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
		_ = c.Write([]string{event, part, of, class, figure, num(i.Median), num(i.Low), num(i.High)})
	}
	for i := range a.Events {
		x := &a.Events[i]
		for _, k := range x.Classes {
			row(x.Name, "as it is", "", k.Class, "target_prevails", k.TargetPrevails)
			row(x.Name, "as it is", "", k.Class, "stalemate", k.Stalemate)
			row(x.Name, "as it is", "", k.Class, "attacker_prevails", k.AttackerPrevail)
			row(x.Name, "as it is", "", k.Class, "target_prevails_alone", k.Alone)
			row(x.Name, "as it is", "", k.Class, "target_prevails_all_bound", k.All)
		}
		if x.Rate != nil {
			row(x.Name, "as it is", "", "", "rate", *x.Rate)
		}
		for _, s := range x.Shocks {
			for _, k := range s.Classes {
				row(x.Name, "shock", s.Name, k.Class, "outcome_change", k.Change)
				row(x.Name, "shock", s.Name, k.Class, "target_prevails", k.Then)
			}
			if s.Rate != nil {
				row(x.Name, "shock", s.Name, "", "rate_change", *s.Rate)
			}
			if s.OddsRatio != nil {
				row(x.Name, "shock", s.Name, "", "odds_ratio_change", *s.OddsRatio)
			}
		}
		if x.Futures != nil {
			for _, k := range x.Futures.Classes {
				row(x.Name, "futures", "", k.Class, "target_prevails", k.Then)
			}
		}
		stressPartRows(x, row)
	}
	stressRows(a, row)
	c.Flush()
	return c.Error()
}

// StressCells writes the list of cells.
func StressCells(w io.Writer, st Style, a scenario.CellList) error {
	p := &page{style: st}
	p.title(casus.Printable(a.Title))
	var rows [][]string
	for _, c := range a.Cells {
		rows = append(rows, []string{strconv.Itoa(c.N), strconv.Itoa(c.Answers), casus.Printable(c.Name)})
	}
	p.table(0, []column{{head: "cell", right: true}, {head: "answers", right: true}, {head: "what", wrap: true}}, rows)
	return p.writeTo(w)
}

// StressCellsCSV writes the list of cells.
func StressCellsCSV(w io.Writer, a scenario.CellList) error {
	c := csv.NewWriter(w)
	_ = c.Write([]string{"cell", "answers", "name"})
	for _, x := range a.Cells {
		_ = c.Write([]string{strconv.Itoa(x.N), strconv.Itoa(x.Answers), x.Name})
	}
	c.Flush()
	return c.Error()
}

// StressCell writes the values of one cell.
func StressCell(w io.Writer, st Style, a scenario.CellValues) error {
	p := &page{style: st}
	p.title(fmt.Sprintf("Cell %d: %s", a.N, casus.Printable(a.Name)))
	var line []string
	for _, v := range a.Values {
		if v == nil {
			line = append(line, "none")
		} else {
			line = append(line, strconv.FormatFloat(*v, 'g', -1, 64))
		}
	}
	p.para(0, strings.Join(line, " "))
	return p.writeTo(w)
}

// StressCellCSV writes the values of one cell, one a line.
func StressCellCSV(w io.Writer, a scenario.CellValues) error {
	c := csv.NewWriter(w)
	_ = c.Write([]string{"value"})
	for _, v := range a.Values {
		s := ""
		if v != nil {
			s = strconv.FormatFloat(*v, 'g', -1, 64)
		}
		_ = c.Write([]string{s})
	}
	c.Flush()
	return c.Error()
}
