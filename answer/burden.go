package answer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/burden"
	"casus/inquiry"
	"casus/internal/numbers"
	"casus/internal/suggest"
	"casus/treaty"
)

// BurdenQuestion asks who spends what.
type BurdenQuestion struct {
	States   []string // any spelling; empty: all members
	Alliance string   // "nato"
	Year     int
	Since    int
	Edition  string
	AsKnown  string // a day, "" for today
	All      bool   // years before membership too
}

// BurdenAnswer is the answer to a [BurdenQuestion].
type BurdenAnswer struct {
	Schema string `json:"schema"`
	burden.Answer
	// SizeTests say whether larger economies spend a larger share.
	SizeTests  []burden.SizeTest `json:"size_tests"`
	Sources    []inquiry.Source  `json:"sources"`
	Provenance casus.Provenance  `json:"provenance"`
}

// Ask sets members' spending beside the guidelines.
func (q BurdenQuestion) Ask(_ context.Context, arc *inquiry.Archive) (BurdenAnswer, error) {
	a := BurdenAnswer{Schema: "casus.burden/1"}
	if q.Year != 0 && q.Since != 0 {
		return a, &casus.InputError{Field: "since", Msg: "year and since exclude each other", Hint: "since 2014 shows 2014 and every later year"}
	}
	if q.Edition != "" && q.AsKnown != "" {
		return a, &casus.InputError{Field: "as_known", Msg: "edition and as_known exclude each other",
			Hint: "as_known picks the edition published last by then"}
	}
	if n := strings.ToLower(q.Alliance); n != "" && n != "nato" && n != inquiry.Alliance {
		hint := suggest.Hint(n, []string{"nato"})
		if hint == "" {
			hint = "the only alliance with a guideline and tables in the facts is nato"
		}
		return a, &casus.InputError{Field: "alliance", Msg: "no burden tables for the alliance " + casus.Quoted(q.Alliance), Hint: hint}
	}
	query := membership(arc, arc.Treaties)
	query.Year, query.Since, query.Edition, query.All = q.Year, q.Since, q.Edition, q.All
	var err error
	if q.AsKnown != "" {
		if query.AsKnown, err = casus.ParseDate(q.AsKnown); err != nil {
			return a, casus.InField("as_known", err)
		}
	}
	for _, text := range q.States {
		s, err := arc.StateIn("state", text, 0)
		if err != nil {
			return a, err
		}
		if !slices.Contains(query.States, s) {
			query.States = append(query.States, s)
		}
	}
	if a.Answer, err = burden.Table(arc.Facts, query); err != nil {
		return a, casus.InField(fieldOf(q), err)
	}
	a.SizeTests = []burden.SizeTest{}
	if !a.NotKnown {
		if a.SizeTests, err = burden.ShareAndSize(arc.Facts, query); err != nil {
			return a, err
		}
	}
	used := inquiry.NewUse(arc.Facts)
	for _, r := range a.Rows {
		used.Source(r.Source)
	}
	for _, g := range a.Guidelines {
		used.Source(g.Source)
	}
	a.Sources = used.Sources()
	a.Provenance = arc.Provenance("sources")
	a.Provenance.Facts = append(a.Facts, a.Provenance.Facts...)
	return a, nil
}

// fieldOf names the field that the tables of spending can find fault with.
func fieldOf(q BurdenQuestion) string {
	switch {
	case q.Edition != "":
		return "edition"
	case q.AsKnown != "":
		return "as_known"
	case q.Since != 0:
		return "since"
	}
	return "year"
}

// membership fills in who is a member when, by the treaty as the library has it.
func membership(arc *inquiry.Archive, lib *treaty.Library) burden.Query {
	q := burden.Query{Members: []casus.State{}}
	t, err := lib.Find(inquiry.Alliance)
	if err != nil {
		return q
	}
	for _, p := range t.Parties {
		if !slices.Contains(q.Members, p.State) {
			q.Members = append(q.Members, p.State)
		}
	}
	slices.Sort(q.Members)
	q.Member = func(s casus.State, year int) bool {
		first, ok1 := casus.NewDate(year, 1, 1)
		last, ok2 := casus.NewDate(year, 12, 31)
		return ok1 && ok2 && t.BoundBetween(s, first, last)
	}
	return q
}

// Burden is the page's part on spending: who of those bound under the alliance
// meets the guideline of the event's year.
type Burden struct {
	Year           int           `json:"year"`
	Edition        string        `json:"edition"`
	Published      casus.Date    `json:"published"`
	PublishedLater bool          `json:"published_later"` // after the event's day
	Estimate       bool          `json:"estimate"`
	Guideline      string        `json:"guideline"`
	GuidelinePct   float64       `json:"guideline_pct"`
	Basis          string        `json:"guideline_basis,omitempty"`
	Members        int           `json:"members"` // with a figure
	Meeting        int           `json:"meeting"`
	GapUSD         float64       `json:"gap_usd_m"` // of those below, whose GDP the edition has
	Rows           []burden.Row  `json:"rows"`      // highest share first
	NoFigure       []casus.State `json:"no_figure"`
	Note           string        `json:"note,omitempty"`
}

// burdenOf gives nil where the alliance binds nobody to the target, or where the
// tables do not cover the year.
func burdenOf(arc *inquiry.Archive, lib *treaty.Library, ev casus.Event, standing []Standing, sh inquiry.Suppositions, used *inquiry.Use) *Burden {
	var members []casus.State
	for _, s := range standing {
		if slices.ContainsFunc(s.Clauses, func(c ClauseRef) bool { return c.Treaty == inquiry.Alliance }) && s.Verdict != casus.NotBound {
			members = append(members, s.State)
		}
	}
	if len(members) == 0 {
		return nil
	}
	if t, err := lib.Find(inquiry.Alliance); err == nil && t.Bound(ev.Target, ev.On) {
		members = append(members, ev.Target)
	}
	slices.Sort(members)
	edition, later := burden.EditionFor(arc.Facts, ev.On)
	q := membership(arc, lib)
	q.Edition, q.Year, q.States = edition.ID, ev.On.Year(), members
	a, err := burden.Table(arc.Facts, q)
	if err != nil { // the edition lacks the year
		return nil
	}
	for _, t := range a.Facts {
		used.Table(t.Name)
	}
	b := &Burden{Year: q.Year, Edition: edition.ID, Published: edition.Published, PublishedLater: later, NoFigure: []casus.State{}}
	for _, r := range a.Rows {
		if v, ok := sh.Spend[r.State]; ok && r.GuidelinePct != nil {
			r = supposed(r, v)
		}
		if r.SharePct == nil || r.GuidelinePct == nil {
			b.NoFigure = append(b.NoFigure, r.State)
			continue
		}
		b.Guideline, b.GuidelinePct, b.Basis = *r.Guideline, *r.GuidelinePct, r.GuidelineBasis
		b.Estimate = b.Estimate || r.Estimate
		b.Members++
		if *r.GapPct <= 0 {
			b.Meeting++
		} else {
			b.GapUSD += numbers.Value(r.GapUSDm)
		}
		used.Source(r.Source)
		b.Rows = append(b.Rows, r)
	}
	if b.Members == 0 {
		return nil
	}
	b.GapUSD = numbers.Round(b.GapUSD, 0)
	slices.SortStableFunc(b.Rows, func(x, y burden.Row) int {
		switch {
		case *x.SharePct > *y.SharePct:
			return -1
		case *x.SharePct < *y.SharePct:
			return 1
		}
		return strings.Compare(string(x.State), string(y.State))
	})
	return b
}

// supposed gives the row with another share of GDP.
func supposed(r burden.Row, share float64) burden.Row {
	r.Note = strings.TrimSpace(fmt.Sprintf("%s supposed to spend %g %% of GDP", r.Note, share))
	r.SharePct = numbers.Ptr(share)
	r.GapPct = numbers.Ptr(numbers.Round(*r.GuidelinePct-share, 3))
	if r.GDPUSDm != nil {
		r.GapUSDm = numbers.Ptr(numbers.Round(*r.GapPct/100**r.GDPUSDm, 1))
	}
	return r
}
