package render

import (
	"fmt"
	"io"
	"strconv"

	"casus/answer"
	"casus/burden"
	"casus/internal/numbers"
)

// Burden writes who spends what beside the guidelines, a table for each year.
func Burden(w io.Writer, st Style, a answer.BurdenAnswer, n Names) error {
	p := &page{style: st}
	title := "Defence expenditure beside the guidelines"
	if a.Edition != "" {
		title += ", NATO's edition " + a.Edition
	}
	p.title(title)
	if a.NotKnown {
		p.para(0, fmt.Sprintf("Not known then: no edition that the facts hold was published by %s.", a.AsKnown.Words()))
		return p.writeTo(w)
	}
	if a.Published != 0 {
		p.note(0, "published "+a.Published.Words()+"; * marks an estimate, + a figure that another edition restates by more than 0.1 points")
	}
	full := 2.0
	for _, r := range a.Rows {
		if r.SharePct != nil {
			full = max(full, *r.SharePct)
		}
	}
	for i := 0; i < len(a.Rows); {
		j := i
		for j < len(a.Rows) && same(a.Rows[i], a.Rows[j], a) {
			j++
		}
		p.burdenTable(a.Rows[i:j], full, byYear(a))
		i = j
	}
	for _, s := range a.Summary {
		p.blank()
		p.para(0, s.Line()+".")
		if s.TargetPct != nil {
			text := fmt.Sprintf("%d: %d of %d at the target of %g %% for %d", s.Year, len(s.TargetAtOrAbove), s.Members, *s.TargetPct, *s.TargetYear)
			if s.TargetGapUSDm != nil {
				text += fmt.Sprintf("; closing the gaps to it: %.1f bn US$", *s.TargetGapUSDm/1000)
			}
			p.para(0, text+".")
		}
	}
	for _, t := range a.SizeTests {
		if t.Correlation != nil && len(a.SizeTests) == 1 {
			p.note(0, fmt.Sprintf("%d: rank correlation of share with GDP %.2f (p %.2f, n %d; Sandler and Murdoch 2000 asked the same of 1994-1996).", t.Year, t.Correlation.Rho, t.Correlation.P, t.Correlation.N))
		}
	}
	for _, s := range a.Notes {
		p.note(0, s)
	}
	p.blank()
	p.note(0, "The guidelines are political pledges, no duties of the treaty: a gap is a distance to them, in points of GDP and in million current US$.")
	p.sources(a.Sources)
	return p.writeTo(w)
}

// byYear says that the answer is read a year at a time, and not a state at a time.
func byYear(a answer.BurdenAnswer) bool { return len(a.Summary) <= 1 }

func same(x, y burden.Row, a answer.BurdenAnswer) bool {
	if byYear(a) {
		return x.Year == y.Year
	}
	return x.State == y.State
}

func (p *page) burdenTable(rows []burden.Row, full float64, byYear bool) {
	p.blank()
	first := "year"
	if byYear {
		first = fmt.Sprint(rows[0].Year)
	} else {
		p.para(0, string(rows[0].State))
	}
	cols := []column{{head: first}, {head: "% GDP", right: true}, {head: ""}, {head: "change", right: true}, {head: "gap 2 %", right: true},
		{head: "m US$", right: true}, {head: "gap 3.5 %", right: true}, {head: "equip. %", right: true}, {head: "rank", right: true}}
	var out [][]string
	for _, r := range rows {
		name := string(r.State)
		if !byYear {
			name = strconv.Itoa(r.Year)
		}
		mark := ""
		if r.Estimate {
			mark += "*"
		}
		if len(r.Restated) > 0 {
			mark += "+"
		}
		share, blocks := "no figure", ""
		if r.SharePct != nil {
			share, blocks = fmt.Sprintf("%.2f", *r.SharePct), bar(*r.SharePct, full, 10)
		}
		out = append(out, []string{name + mark, share, blocks, signed(r.ChangePoints, 2), signed(r.GapPct, 2), amountOrBlank(r.GapUSDm), signed(r.TargetGapPct, 2), plain(r.EquipmentPct, 1), whole(r.Rank)})
	}
	p.table(0, cols, out)
}

func signed(v *float64, decimals int) string {
	if v == nil {
		return ""
	}
	return fmt.Sprintf("%+.*f", decimals, *v)
}

func plain(v *float64, decimals int) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', decimals, 64)
}

func amountOrBlank(v *float64) string {
	if v == nil {
		return ""
	}
	return numbers.Thousands(*v)
}
