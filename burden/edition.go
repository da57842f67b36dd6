package burden

import (
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/facts"
	"casus/internal/suggest"
)

// Edition is one publication of NATO's expenditure tables. Each restates the
// series, so figures of two editions never stand in one row.
type Edition struct {
	ID        string     `json:"id"` // "2024-06"
	Published casus.Date `json:"published"`
	Title     string     `json:"title"`
	Note      string     `json:"note,omitempty"` // what of it is in the tables
	Source    string     `json:"source"`
}

// Editions lists the editions of which the pack has figures, the oldest first.
func Editions(pack *facts.Pack) []Edition {
	cover := covered(pack)
	var out []Edition
	for _, r := range pack.MustTable("editions").Rows {
		if len(cover[r.Text("edition")]) == 0 {
			continue // named by an overlay, without figures
		}
		out = append(out, Edition{r.Text("edition"), r.Date("published"), r.Text("title"), r.Text("note"), r.Text("source")})
	}
	slices.SortStableFunc(out, func(a, b Edition) int { return int(a.Published) - int(b.Published) })
	return out
}

// EditionFor gives the last edition published by a date. Where none was, it
// gives the earliest one and says that it was published later.
func EditionFor(pack *facts.Pack, on casus.Date) (e Edition, publishedLater bool) {
	all := Editions(pack)
	e, publishedLater = all[0], true
	for _, c := range all {
		if c.Published <= on {
			e, publishedLater = c, false
		}
	}
	return e, publishedLater
}

// editionNamed gives the edition of that id.
func editionNamed(pack *facts.Pack, id string) (Edition, error) {
	var ids []string
	for _, e := range Editions(pack) {
		if e.ID == id {
			return e, nil
		}
		ids = append(ids, e.ID)
	}
	hint := suggest.Hint(id, ids)
	if hint != "" {
		hint += " "
	}
	return Edition{}, &casus.InputError{Msg: "no edition " + casus.Quoted(id) + " of the expenditure tables", Hint: hint + "the editions are " + strings.Join(ids, ", ")}
}

// coverage lists the years in which each edition has any member's row.
type coverage map[string][]int

func covered(pack *facts.Pack) coverage {
	c := coverage{}
	for _, r := range pack.MustTable("nato_expenditure").Rows {
		id, year := r.Text("edition"), r.Int("year")
		if !slices.Contains(c[id], year) {
			c[id] = append(c[id], year)
		}
	}
	for id := range c {
		slices.Sort(c[id])
	}
	return c
}

// last gives the last year of an edition, 0 where it has none.
func (c coverage) last(id string) int {
	if ys := c[id]; len(ys) > 0 {
		return ys[len(ys)-1]
	}
	return 0
}

// anywhere reports whether any edition has the year; the error names the span
// of all of them.
func (c coverage) anywhere(year int) error {
	low, high := 0, 0
	for _, ys := range c {
		if slices.Contains(ys, year) {
			return nil
		}
		if low == 0 || ys[0] < low {
			low = ys[0]
		}
		high = max(high, ys[len(ys)-1])
	}
	return &casus.InputError{Msg: fmt.Sprintf("no expenditure figures for %d", year), Hint: fmt.Sprintf("the tables cover %d to %d", low, high)}
}

// in reports whether an edition has the year; the error names those that do.
func (c coverage) in(year int, e Edition, all []Edition) error {
	if slices.Contains(c[e.ID], year) {
		return nil
	}
	if err := c.anywhere(year); err != nil {
		return err
	}
	var have []string
	for _, o := range all {
		if slices.Contains(c[o.ID], year) {
			have = append(have, o.ID)
		}
	}
	return &casus.InputError{Msg: fmt.Sprintf("the edition %s has no figures for %d", e.ID, year), Hint: fmt.Sprintf("it ends with %d; editions with %d: %s", c.last(e.ID), year, strings.Join(have, ", "))}
}
