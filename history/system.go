package history

import (
	"slices"

	"casus"
)

// Spell is one stretch of a state's membership in the international system.
type Spell struct {
	Code int
	Abb  string
	Name string
	casus.Span
}

// System is the Correlates of War list of states. Beyond its last day the
// members of that day are carried forward unchanged.
type System struct {
	Codes  []int // all codes, in ascending order; an index into it names a state
	Spells []Spell
	Last   casus.Date // the list's last day

	index map[int]int
	by    [][]casus.Span // by index; an open end is 0
}

// System gives the list of states.
func (db *DB) System() (*System, error) {
	return cached(db, "system", func() (*System, error) {
		t, err := db.Table("cow-states")
		if err != nil {
			return nil, err
		}
		s := &System{index: map[int]int{}}
		abb, name, from, until := t.Texts("abb"), t.Texts("name"), t.Days("start"), t.Days("end")
		for i, c := range t.Ints("ccode") {
			s.Spells = append(s.Spells, Spell{Code: int(c), Abb: abb[i], Name: name[i], Span: casus.Span{From: from[i], Until: until[i]}})
			s.Last = max(s.Last, until[i])
			s.Codes = append(s.Codes, int(c))
		}
		slices.Sort(s.Codes)
		s.Codes = slices.Compact(s.Codes)
		for i, c := range s.Codes {
			s.index[c] = i
		}
		s.by = make([][]casus.Span, len(s.Codes))
		for _, sp := range s.Spells {
			span := sp.Span
			if span.Until == s.Last {
				span.Until = 0
			}
			i := s.index[sp.Code]
			s.by[i] = append(s.by[i], span)
		}
		return s, nil
	})
}

// N gives the number of states that ever were.
func (s *System) N() int { return len(s.Codes) }

// Index finds a code, -1 where the list does not have it.
func (s *System) Index(code int) int {
	if i, ok := s.index[code]; ok {
		return i
	}
	return -1
}

// Spans gives the stretches of membership of the state with index i; an open
// end is 0.
func (s *System) Spans(i int) []casus.Span { return s.by[i] }

// On reports whether a state was a member on a day.
func (s *System) On(code int, d casus.Date) bool {
	i := s.Index(code)
	return i >= 0 && slices.ContainsFunc(s.by[i], func(sp casus.Span) bool { return sp.Holds(d) })
}

// In reports whether the state with index i was a member on some day of a year.
func (s *System) In(i, year int) bool {
	from, until := yearDays(year)
	return slices.ContainsFunc(s.by[i], func(sp casus.Span) bool {
		return sp.From <= until && (sp.Until == 0 || sp.Until >= from)
	})
}

// Together reports whether two states were members on the same day of a year.
func (s *System) Together(i, j, year int) bool {
	from, until := yearDays(year)
	for _, a := range s.by[i] {
		for _, b := range s.by[j] {
			lo, hi := max(a.From, b.From, from), until
			if a.Until != 0 {
				hi = min(hi, a.Until)
			}
			if b.Until != 0 {
				hi = min(hi, b.Until)
			}
			if lo <= hi {
				return true
			}
		}
	}
	return false
}

// Members lists the states of a year, by index, in ascending order.
func (s *System) Members(year int) []int {
	var out []int
	for i := range s.Codes {
		if s.In(i, year) {
			out = append(out, i)
		}
	}
	return out
}

// MembersOn lists the codes of the states of a day, in ascending order.
func (s *System) MembersOn(d casus.Date) []int {
	var out []int
	for _, c := range s.Codes {
		if s.On(c, d) {
			out = append(out, c)
		}
	}
	return out
}

// Name gives a state's name and abbreviation, those of its last spell.
func (s *System) Name(code int) (name, abb string) {
	for _, sp := range s.Spells {
		if sp.Code == code {
			name, abb = sp.Name, sp.Abb
		}
	}
	return name, abb
}

// yearDays gives a year's first and last day.
func yearDays(year int) (from, until casus.Date) {
	from, _ = casus.NewDate(year, 1, 1)
	until, _ = casus.NewDate(year, 12, 31)
	return from, until
}
