// Package burden sets what the members of an alliance spend on defence beside
// the guidelines that they agreed: the gap, the cost of closing it, the change,
// the rank, and what other editions of the figures say.
//
// Start with [Table]. [EditionFor] tells which edition of the figures was known
// on a day, [Summary] counts who meets a guideline, and [ShareAndSize] tests
// whether larger economies spend a larger share.
//
// A gap is a distance to a political pledge, positive where the state spends
// less. Every figure is that of one edition of NATO's tables, in the digits
// printed there; a figure that the edition lacks is nil, never zero.
package burden

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/facts"
)

// Query says what to show.
type Query struct {
	States []casus.State // in the order wanted; empty: all members
	Year   int           // one year; 0 with Since 0: the last one of the edition
	Since  int           // this year and every later one of the edition

	Edition string     // id of the edition; "": the newest
	AsKnown casus.Date // what was known on a day: the last edition published by then

	All bool // rows for years before membership, too

	// Members lists who is or was a member, in any order; it must not be empty.
	Members []casus.State
	// Member reports whether a state was bound on any day of a year. Nil means
	// that Members were bound throughout.
	Member func(s casus.State, year int) bool
}

// Answer is what the edition says.
type Answer struct {
	Edition   string     `json:"edition"` // "" where none was known
	Published casus.Date `json:"published,omitzero"`
	AsKnown   casus.Date `json:"as_known,omitzero"`
	// NotKnown says that on the day of AsKnown no edition had the years asked
	// for: the rows hold no figures.
	NotKnown   bool              `json:"not_known"`
	Rows       []Row             `json:"rows"`
	Aggregates []Aggregate       `json:"aggregates"`
	Summary    []Summary         `json:"summary"` // of each year, over all members
	Guidelines []Guideline       `json:"guidelines"`
	Notes      []string          `json:"notes"`
	Facts      []casus.FactsUsed `json:"-"` // the tables behind the answer
}

// Row is one state in one year. A nil figure is not known.
type Row struct {
	State  casus.State `json:"state"`
	Year   int         `json:"year"`
	Member bool        `json:"member"`

	SharePct       *float64 `json:"share_of_gdp_pct"`
	GuidelinePct   *float64 `json:"guideline_pct"`
	Guideline      *string  `json:"guideline"`                 // "aim for 2024", "floor"
	GuidelineBasis string   `json:"guideline_basis,omitempty"` // "memory" where its words were not read
	GapPct         *float64 `json:"gap_pct"`                   // points of GDP below the guideline
	GapUSDm        *float64 `json:"gap_usd_m"`                 // the same in million current US$

	TargetPct     *float64 `json:"target_pct"`
	TargetYear    *int     `json:"target_year"`
	TargetGapPct  *float64 `json:"target_gap_pct"`
	TargetGapUSDm *float64 `json:"target_gap_usd_m"`

	EquipmentPct          *float64 `json:"equipment_share_pct"`
	EquipmentGuidelinePct *float64 `json:"equipment_guideline_pct"`

	ExpenditureUSDm   *float64 `json:"expenditure_usd_m"`
	GDPUSDm           *float64 `json:"gdp_usd_m"`
	PersonnelThousand *float64 `json:"personnel_thousand"`

	ChangePoints *float64 `json:"change_pct_points"` // of the share, since the year before
	Rank         *int     `json:"rank"`              // by share among the year's members, from 1
	RankOf       *int     `json:"rank_of"`           // how many were ranked

	Restated []Restated `json:"restated"` // other editions that differ by more than 0.1 points

	Estimate bool   `json:"estimate"`
	Edition  string `json:"edition"`
	Source   string `json:"source"`
	Vintage  string `json:"vintage"` // day of publication
	Note     string `json:"note,omitempty"`
}

// Restated is the same share of GDP in another edition.
type Restated struct {
	Edition string  `json:"edition"`
	Value   float64 `json:"value"`
}

// Aggregate is what NATO prints for several members together. No guideline
// applies to it.
type Aggregate struct {
	Name            string   `json:"name"` // "NATO_EUR_CAN", "NATO_TOTAL"
	Year            int      `json:"year"`
	SharePct        *float64 `json:"share_of_gdp_pct"`
	ChangePoints    *float64 `json:"change_pct_points"`
	EquipmentPct    *float64 `json:"equipment_share_pct"`
	ExpenditureUSDm *float64 `json:"expenditure_usd_m"`
	GDPUSDm         *float64 `json:"gdp_usd_m"`
	Estimate        bool     `json:"estimate"`
	Edition         string   `json:"edition"`
	Source          string   `json:"source"`
	Vintage         string   `json:"vintage"`
}

// Aggregates lists the names of NATO's own sums.
var Aggregates = []string{"NATO_EUR_CAN", "NATO_TOTAL"}

// restatedFrom is the difference in points above which another edition's share
// is shown.
const restatedFrom = 0.1

// notKnown marks a row on a day on which no edition had its year.
const notKnown = "not known then"

// Table answers a query. The error is an [*casus.InputError] where the query is
// at fault: an unknown edition, a year that it lacks, a state that never was a
// member.
func Table(pack *facts.Pack, q Query) (Answer, error) {
	p, err := plan(pack, q)
	if err != nil {
		return Answer{}, err
	}
	a := Answer{
		AsKnown: q.AsKnown, NotKnown: p.unknown, Rows: []Row{}, Aggregates: []Aggregate{},
		Summary: []Summary{}, Guidelines: append([]Guideline{}, p.guidelines...), Notes: []string{},
	}
	if p.edition.ID != "" {
		a.Edition, a.Published = p.edition.ID, p.edition.Published
	}
	for _, s := range p.states {
		shown := 0
		for _, year := range p.years {
			if !p.member(s, year) && !q.All {
				continue
			}
			a.Rows = append(a.Rows, p.row(s, year))
			shown++
		}
		if shown == 0 && len(q.States) > 0 {
			a.Notes = append(a.Notes, fmt.Sprintf("%s was not a member in %s; --all shows the years before", s, span(p.years)))
		}
	}
	a.Notes = append(a.Notes, p.notes()...)
	for _, name := range []string{"nato_expenditure", "editions", "guidelines"} {
		a.Facts = append(a.Facts, pack.MustTable(name).Used())
	}
	if p.unknown {
		return a, nil
	}
	for _, year := range p.years {
		for _, name := range Aggregates {
			if g, ok := p.aggregate(name, year); ok {
				a.Aggregates = append(a.Aggregates, g)
			}
		}
		a.Summary = append(a.Summary, p.summary(year))
	}
	return a, nil
}

// work is a query made ready: which edition, years and states.
type work struct {
	q          Query
	nato       *facts.Table
	editions   []Edition
	edition    Edition // none where nothing was known
	unknown    bool
	years      []int
	states     []casus.State
	everyone   []casus.State     // Members, sorted
	tabulated  map[string]bool   // who has a row in any edition
	guidelines []Guideline       // those of the years asked for, and before
	shares     map[int][]float64 // of the members of a year, for the ranks
}

func plan(pack *facts.Pack, q Query) (*work, error) {
	if len(q.Members) == 0 {
		return nil, errors.New("burden: a query without members")
	}
	p := &work{q: q, nato: pack.MustTable("nato_expenditure"), editions: Editions(pack), tabulated: map[string]bool{}, shares: map[int][]float64{}}
	for _, r := range p.nato.Rows {
		p.tabulated[r.Text("member")] = true
	}
	p.everyone = slices.Compact(slices.Sorted(slices.Values(q.Members)))
	p.states = p.everyone
	if len(q.States) > 0 {
		p.states = nil
		for _, s := range q.States {
			if !slices.Contains(p.everyone, s) {
				return nil, &casus.InputError{Msg: fmt.Sprintf("%s was never a member of the alliance, and its expenditure tables do not cover it", s), Hint: fmt.Sprintf("'casus facts capabilities %s' shows the figures of SIPRI", s)}
			}
			if !slices.Contains(p.states, s) {
				p.states = append(p.states, s)
			}
		}
	}
	if err := p.choose(pack); err != nil {
		return nil, err
	}
	for _, g := range Guidelines(pack) {
		if g.Adopted.Year() <= p.years[len(p.years)-1] {
			p.guidelines = append(p.guidelines, g)
		}
	}
	return p, nil
}

// choose settles the edition and the years.
func (p *work) choose(pack *facts.Pack) error {
	q, cover := p.q, covered(pack)
	switch {
	case q.Year != 0 && q.Since != 0:
		return &casus.InputError{Msg: fmt.Sprintf("one year (%d) and all years since %d exclude each other", q.Year, q.Since), Hint: "give --year or --since"}
	case q.Edition != "" && q.AsKnown != 0:
		return &casus.InputError{Msg: fmt.Sprintf("the edition %s and what was known on %s exclude each other", casus.Quoted(q.Edition), q.AsKnown), Hint: "give --edition or --as-known"}
	}
	p.edition = p.editions[len(p.editions)-1]
	if q.Edition != "" {
		e, err := editionNamed(pack, q.Edition)
		if err != nil {
			return err
		}
		p.edition = e
	}
	first := q.Year + q.Since // one of them is 0
	if first != 0 {
		if err := cover.anywhere(first); err != nil {
			return err
		}
	}
	if q.AsKnown != 0 {
		e, later := EditionFor(pack, q.AsKnown)
		switch {
		case later:
			p.edition, p.unknown = Edition{}, true
		case first > cover.last(e.ID):
			p.edition, p.unknown = e, true
		default:
			p.edition = e
		}
	}
	if p.unknown {
		p.years = []int{first}
		if first == 0 {
			p.years[0] = q.AsKnown.Year()
		}
		return nil
	}
	if first == 0 {
		first = cover.last(p.edition.ID)
	}
	if err := cover.in(first, p.edition, p.editions); err != nil {
		return err
	}
	for _, y := range cover[p.edition.ID] {
		if y == first || q.Since != 0 && y > first {
			p.years = append(p.years, y)
		}
	}
	return nil
}

// notes says what holds for the whole answer.
func (p *work) notes() []string {
	var out []string
	switch {
	case p.unknown && p.edition.ID == "":
		out = append(out, fmt.Sprintf("%s: the first edition in the tables is of %s", notKnown, p.editions[0].Published.Words()))
	case p.unknown:
		out = append(out, fmt.Sprintf("%s: the edition of %s ends before %d", notKnown, p.edition.Published.Words(), p.years[0]))
	}
	if p.unknown {
		return out
	}
	if p.edition.Note != "" {
		out = append(out, fmt.Sprintf("edition %s: %s", p.edition.ID, p.edition.Note))
	}
	for _, year := range p.years {
		if g, ok := inForce(p.guidelines, year, "aim", "floor"); ok && g.Basis == "memory" {
			out = append(out, fmt.Sprintf("the wording of the %s of %s (%s) was not read; it stands here from memory", g.Label(), g.Adopted.Words(), g.Forum))
			break
		}
	}
	return out
}

// member reports whether a state was a member in a year.
func (p *work) member(s casus.State, year int) bool {
	return slices.Contains(p.everyone, s) && (p.q.Member == nil || p.q.Member(s, year))
}

// span words the years of an answer.
func span(years []int) string {
	if len(years) == 1 {
		return fmt.Sprint(years[0])
	}
	return fmt.Sprintf("%d to %d", years[0], years[len(years)-1])
}

// join adds a remark to a note.
func join(note, more string) string { return strings.TrimPrefix(note+"; "+more, "; ") }
