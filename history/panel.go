package history

import (
	"math"
	"slices"

	"casus"
	"casus/history/store"
)

// Panel is one figure of every state in every year.
type Panel struct {
	First, Last int // years of the source; outside them every value is missing
	Whole       bool
	n           int
	values      []float64
}

// At gives the figure of the state with index i; NaN where it is missing.
func (p *Panel) At(i, year int) float64 {
	if year < p.First || year > p.Last {
		return math.NaN()
	}
	return p.values[i*p.n+year-p.First]
}

// Panel gives a column of a dataset of state-years: Panel("cow-nmc", "cinc").
// Rows of codes that the list of states does not have are left out. A publisher's
// own numbers are led to COW's by date; see [Codes].
func (db *DB) Panel(dataset, column string) (*Panel, error) {
	return cached(db, "panel "+dataset+" "+column, func() (*Panel, error) {
		s, err := db.System()
		if err != nil {
			return nil, err
		}
		t, err := db.Table(dataset)
		if err != nil {
			return nil, err
		}
		p := newPanel(s.N(), t.Ints("year"))
		p.Whole = t.Column(column).Kind == store.Int
		codes, years, values := t.Ints("ccode"), t.Ints("year"), t.Floats(column)
		system := SystemOf(dataset)
		if system == COWCodes {
			for r, c := range codes {
				if i := s.Index(int(c)); i >= 0 {
					p.values[i*p.n+int(years[r])-p.First] = values[r]
				}
			}
			return p, nil
		}
		if codes[0] == store.NA || t.Has("gwcode") {
			codes = t.Ints("gwcode")
		}
		sure := map[int]bool{} // of two numbers that are one state in a year, the one of its last day counts
		for r, c := range codes {
			spell, last, ok := InYear(system, int(c), int(years[r]))
			i := s.Index(spell.COW)
			if !ok || i < 0 {
				continue
			}
			if at := i*p.n + int(years[r]) - p.First; last || !sure[at] {
				p.values[at], sure[at] = values[r], sure[at] || last
			}
		}
		return p, nil
	})
}

func newPanel(states int, years []int32) *Panel {
	p := &Panel{}
	if len(years) > 0 {
		p.First, p.Last = int(slices.Min(years)), int(slices.Max(years))
	}
	p.n = p.Last - p.First + 1
	p.values = make([]float64, states*p.n)
	for i := range p.values {
		p.values[i] = math.NaN()
	}
	return p
}

// Majors gives major-power status by year, 1 or 0, by the COW list: a state is
// one in every year in which it was one on some day.
func (db *DB) Majors() (*Panel, error) {
	return cached(db, "majors", func() (*Panel, error) {
		s, err := db.System()
		if err != nil {
			return nil, err
		}
		t, err := db.Table("cow-majors")
		if err != nil {
			return nil, err
		}
		from, until := t.Days("start"), t.Days("end")
		last := 0
		for _, d := range until {
			last = max(last, d.Year())
		}
		p := &Panel{First: casus.FirstYear, Last: last, Whole: true, n: last - casus.FirstYear + 1}
		p.values = make([]float64, s.N()*p.n)
		for r, c := range t.Ints("ccode") {
			i := s.Index(int(c))
			for y := from[r].Year(); i >= 0 && y <= until[r].Year(); y++ {
				if y >= p.First {
					p.values[i*p.n+y-p.First] = 1
				}
			}
		}
		return p, nil
	})
}

// MajorOn reports whether a state was a major power on a day.
func (db *DB) MajorOn(code int, d casus.Date) (bool, error) {
	t, err := db.Table("cow-majors")
	if err != nil {
		return false, err
	}
	from, until := t.Days("start"), t.Days("end")
	last := slices.Max(until)
	for r, c := range t.Ints("ccode") {
		if int(c) == code && from[r] <= d && (d <= until[r] || until[r] == last) {
			return true, nil
		}
	}
	return false, nil
}
