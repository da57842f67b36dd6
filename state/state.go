// Package state says which states exist when, and knows every spelling and
// code of their names.
//
// Use [Default] for the registry of the embedded facts and [Registry.Resolve]
// to turn what a user wrote into a state; the other methods answer about a
// state that is known already. A date of 0 means today everywhere.
//
// A state exists on a day if the Correlates of War list (v2016), the
// Gleditsch-Ward list (to 2020) or the list of today's states says so; each
// [Spell] keeps the dates of both lists.
package state

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"casus"
	"casus/facts"
)

// Registry answers about the states of one pack of facts. It never changes and
// is safe for use by several goroutines.
type Registry struct {
	spells map[casus.State][]Spell // by first day
	ids    []casus.State           // sorted
	cow    map[int][]*Spell
	gw     map[int][]*Spell
	index  map[string][]entry // by folded spelling
	keys   []string           // of index, sorted
}

// Spell is a stretch of days on which a state exists under one name and one
// set of codes, and in which each list counts it at most once.
type Spell struct {
	State    casus.State
	Name     string // as English readers know it: "West Germany"
	Official string // the last one of the spell: "Federal Republic of Germany"
	casus.Span

	ISO2, ISO3 string // "" where there never was one
	COW        int    // Correlates of War number; 0 for none
	COWAbb     string
	GW         int // Gleditsch-Ward number; 0 for none

	// COWSpan and GWSpan are the days of the spell on which the list counts
	// the state; the zero span where it never does. See InCOW and InGW.
	COWSpan, GWSpan casus.Span

	Region, Subregion string // UN M49
	Capital           string // the last one of the spell; "" where unknown
	Lat, Lon          float64
	UNMember          bool // of a spell that lasts; false for one that has ended
	Microstate        bool

	// Predecessors and Successors are the states under which the territory
	// was before, and came after; empty where the state itself went on.
	Predecessors, Successors []casus.State

	Basis   string // "report" or "memory", as in the fact pack
	Sources []string
	Note    string
}

// InCOW reports whether the Correlates of War list counts the state on the
// day; after the list's end its last members stay.
func (s Spell) InCOW(on casus.Date) bool { return counted(s.COWSpan, on) }

// InGW reports whether the Gleditsch-Ward list counts the state on the day;
// after the list's end its last members stay.
func (s Spell) InGW(on casus.Date) bool { return counted(s.GWSpan, on) }

func counted(span casus.Span, on casus.Date) bool {
	return span.From != 0 && span.Holds(day(on))
}

// today stands for the present: only spells without an end hold on it.
var today = casus.MustDate(fmt.Sprintf("%d-12-31", casus.LastYear))

// day reads a date of 0 as today.
func day(on casus.Date) casus.Date {
	if on == 0 {
		return today
	}
	return on
}

// Default gives the registry of the embedded facts, the same one at every call.
var Default = sync.OnceValue(func() *Registry {
	r, err := New(facts.Default())
	if err != nil {
		panic(err) // the embedded tables are tested
	}
	return r
})

// New builds a registry from the tables states and state_names. The error is an
// [*casus.InputError] that points at a row which contradicts another one.
func New(pack *facts.Pack) (*Registry, error) {
	states, err := pack.Table("states")
	if err != nil {
		return nil, err
	}
	names, err := pack.Table("state_names")
	if err != nil {
		return nil, err
	}
	r := &Registry{
		spells: make(map[casus.State][]Spell, 256),
		cow:    make(map[int][]*Spell, 256),
		gw:     make(map[int][]*Spell, 256),
		index:  make(map[string][]entry, 4096),
	}
	lines := map[casus.State][]facts.Row{}
	for _, row := range states.Rows {
		s := spellOf(row)
		if s.Until != 0 && s.Until < s.From {
			return nil, fault(row, states.Name, "the spell ends on %s, before it begins", s.Until)
		}
		for i, o := range r.spells[s.State] {
			if overlap(o.Span, s.Span) {
				return nil, fault(row, states.Name, "the spell of %s overlaps the one in line %d", s.State, lines[s.State][i].Line)
			}
		}
		r.spells[s.State] = append(r.spells[s.State], s)
		lines[s.State] = append(lines[s.State], row)
	}
	for id, list := range r.spells {
		slices.SortFunc(list, func(a, b Spell) int { return cmp.Compare(a.From, b.From) })
		r.ids = append(r.ids, id)
	}
	slices.Sort(r.ids)
	for _, row := range names.Rows {
		e := entry{state: casus.State(row.Text("id")), rank: byName, text: row.Text("name"),
			span: span(row, "from", "until")}
		if e.span.Until != 0 && e.span.Until < e.span.From {
			return nil, fault(row, names.Name, "the spelling ends on %s, before it begins", e.span.Until)
		}
		r.enter(e)
	}
	r.enterSpells()
	return r, nil
}

// Exists reports whether the state exists on the day.
func (r *Registry) Exists(s casus.State, on casus.Date) bool {
	_, ok := r.Get(s, on)
	return ok
}

// Get gives the state's spell on the day, and false where it does not exist.
func (r *Registry) Get(s casus.State, on casus.Date) (Spell, bool) {
	if p := r.spell(s, on); p != nil {
		return *p, true
	}
	return Spell{}, false
}

// Name gives the state's name on the day as English readers know it; on a day
// on which it does not exist, the name of its nearest spell; for an unknown id,
// the id.
func (r *Registry) Name(s casus.State, on casus.Date) string {
	if p := r.nearest(s, on); p != nil {
		return p.Name
	}
	return string(s)
}

// Official gives the state's formal name on the day, with the rules of
// [Registry.Name].
func (r *Registry) Official(s casus.State, on casus.Date) string {
	if p := r.nearest(s, on); p != nil {
		return cmp.Or(p.Official, p.Name)
	}
	return string(s)
}

// Label gives name and id on the day: "Estonia (EST)".
func (r *Registry) Label(s casus.State, on casus.Date) string {
	return fmt.Sprintf("%s (%s)", r.Name(s, on), s)
}

// All lists the states that exist on the day, sorted by id.
func (r *Registry) All(on casus.Date) []casus.State {
	var out []casus.State
	for _, id := range r.ids {
		if r.spell(id, on) != nil {
			out = append(out, id)
		}
	}
	return out
}

// Spells gives every spell of the state, the first one first.
func (r *Registry) Spells(s casus.State) []Spell { return slices.Clone(r.spells[s]) }

// COW gives the state's Correlates of War number on the day, and 0 where it
// has none or does not exist. [Spell.InCOW] says whether that list counts it.
func (r *Registry) COW(s casus.State, on casus.Date) int {
	if p := r.spell(s, on); p != nil {
		return p.COW
	}
	return 0
}

// GW gives the state's Gleditsch-Ward number on the day, and 0 where it has
// none or does not exist.
func (r *Registry) GW(s casus.State, on casus.Date) int {
	if p := r.spell(s, on); p != nil {
		return p.GW
	}
	return 0
}

// FromCOW gives the state that has the Correlates of War number on the day.
func (r *Registry) FromCOW(number int, on casus.Date) (casus.State, bool) {
	return holder(r.cow[number], on)
}

// FromGW gives the state that has the Gleditsch-Ward number on the day.
func (r *Registry) FromGW(number int, on casus.Date) (casus.State, bool) {
	return holder(r.gw[number], on)
}

// Region gives the UN M49 region and subregion of the state, "" for an unknown
// id.
func (r *Registry) Region(s casus.State, on casus.Date) (region, subregion string) {
	if p := r.nearest(s, on); p != nil {
		return p.Region, p.Subregion
	}
	return "", ""
}

// spell gives the spell that holds on the day, or nil.
func (r *Registry) spell(s casus.State, on casus.Date) *Spell {
	list := r.spells[s]
	for i := range list {
		if list[i].Holds(day(on)) {
			return &list[i]
		}
	}
	return nil
}

// nearest gives the spell that holds on the day, else the one with the fewest
// days between, or nil for an unknown id.
func (r *Registry) nearest(s casus.State, on casus.Date) *Spell {
	var best *Spell
	var gap casus.Date
	list := r.spells[s]
	for i := range list {
		if g := distance(list[i].Span, day(on)); best == nil || g < gap {
			best, gap = &list[i], g
		}
	}
	return best
}

// distance counts the days from d to the span, 0 inside it.
func distance(span casus.Span, d casus.Date) casus.Date {
	switch {
	case d < span.From:
		return span.From - d
	case span.Until != 0 && d > span.Until:
		return d - span.Until
	}
	return 0
}

func holder(list []*Spell, on casus.Date) (casus.State, bool) {
	for _, s := range list {
		if s.Holds(day(on)) {
			return s.State, true
		}
	}
	return "", false
}

func overlap(a, b casus.Span) bool {
	return (b.Until == 0 || a.From <= b.Until) && (a.Until == 0 || b.From <= a.Until)
}

func spellOf(row facts.Row) Spell {
	s := Spell{
		State: casus.State(row.Text("id")), Name: row.Text("name"), Official: row.Text("official_name"),
		Span: span(row, "from", "until"),
		ISO2: row.Text("iso2"), ISO3: row.Text("iso3"),
		COW: row.Int("cow"), COWAbb: row.Text("cow_abb"), GW: row.Int("gw"),
		COWSpan: span(row, "cow_from", "cow_until"),
		GWSpan:  span(row, "gw_from", "gw_until"),
		Region:  row.Text("region"), Subregion: row.Text("subregion"), Capital: row.Text("capital"),
		UNMember: row.Bool("un_member"), Microstate: row.Bool("microstate"),
		Predecessors: states(row, "predecessor"), Successors: states(row, "successor"),
		Basis: row.Text("basis"), Sources: row.List("sources"), Note: row.Text("note"),
	}
	s.Lat, _ = row.Number("capital_lat")
	s.Lon, _ = row.Number("capital_lon")
	return s
}

func span(row facts.Row, from, until string) casus.Span {
	var s casus.Span
	if row.Text(from) != "" {
		s.From = row.Date(from)
	}
	if row.Text(until) != "" {
		s.Until = row.Date(until)
	}
	return s
}

func states(row facts.Row, col string) []casus.State {
	var out []casus.State
	for _, id := range row.List(col) {
		out = append(out, casus.State(id))
	}
	return out
}

func fault(row facts.Row, table, format string, args ...any) error {
	return &casus.InputError{File: filepath.Join(row.Layer, table+".csv"), Line: row.Line, Msg: fmt.Sprintf(format, args...)}
}
