package export

import (
	"slices"

	"casus"
	"casus/history"
	"casus/history/store"
)

// unitRows is about how many rows a unit has: small enough for memory, large
// enough for a Parquet row group. Tests make it small.
var unitRows = 1 << 16

// planYears lays out state-years and dyad-years.
func (t *table) planYears() error {
	if t.kind == StateYears {
		t.groups, t.sorted = append(t.groups, t.stateKeys()), []int{0, 1}
	} else {
		t.groups, t.sorted = append(t.groups, t.dyadKeys()), []int{0, 1, 2}
	}
	if err := t.withGroups(); err != nil {
		return err
	}
	if t.kind == StateYears {
		t.stateUnits()
		return nil
	}
	return t.dyadUnits()
}

func (t *table) stateKeys() group {
	return group{
		cols: []variable{
			{Name: "ccode", Label: "Correlates of War state number", Kind: store.Int, Width: 2, Datasets: []string{"cow-states"}},
			{Name: "year", Label: "year", Kind: store.Int, Width: 2},
			{Name: "stateabb", Label: "Correlates of War state abbreviation", Kind: store.Text, Width: 3, Datasets: []string{"cow-states"}},
		},
		fill: func(b *block, out []vec) {
			for r := range b.n {
				out[0].ints[r] = int32(t.sys.Codes[b.i[r]])
				out[1].ints[r] = b.y[r]
			}
			for _, x := range b.runs {
				_, abb := t.sys.Name(t.sys.Codes[x.i])
				for r := x.lo; r < x.hi; r++ {
					out[2].texts[r] = abb
				}
			}
		},
	}
}

func (t *table) dyadKeys() group {
	return group{
		cols: []variable{
			{Name: "ccode1", Label: "Correlates of War state number, state 1", Kind: store.Int, Width: 2, Datasets: []string{"cow-states"}},
			{Name: "ccode2", Label: "Correlates of War state number, state 2", Kind: store.Int, Width: 2, Datasets: []string{"cow-states"}},
			{Name: "year", Label: "year", Kind: store.Int, Width: 2},
		},
		fill: func(b *block, out []vec) {
			for r := range b.n {
				out[0].ints[r] = int32(t.sys.Codes[b.i[r]])
				out[1].ints[r] = int32(t.sys.Codes[b.j[r]])
			}
			copy(out[2].ints, b.y)
		},
	}
}

// stateUnits cuts the states into units.
func (t *table) stateUnits() {
	years := map[int][]int32{}
	t.cut(func(i int) int {
		for y := t.o.From; y <= t.o.To; y++ {
			if t.sys.In(i, y) {
				years[i] = append(years[i], int32(y))
			}
		}
		return len(years[i])
	}, func(b *block, i int) {
		lo := len(b.y)
		b.y = append(b.y, years[i]...)
		for range years[i] {
			b.i = append(b.i, int32(i))
		}
		if len(years[i]) > 0 {
			b.runs = append(b.runs, run{i, -1, lo, len(b.y)})
		}
	})
}

// dyadUnits cuts the first states into units.
func (t *table) dyadUnits() error {
	u := t.universe(t.o.From, t.o.To)
	u.keep = t.keep
	t.cut(func(i int) int {
		n := 0
		for j := range t.sys.N() {
			u.years(i, j, func(int) { n++ })
		}
		return n
	}, func(b *block, i int) {
		for j := range t.sys.N() {
			lo := len(b.y)
			u.years(i, j, func(y int) {
				b.i, b.j, b.y = append(b.i, int32(i)), append(b.j, int32(j)), append(b.y, int32(y))
			})
			if len(b.y) > lo {
				b.runs = append(b.runs, run{i, j, lo, len(b.y)})
			}
		}
	})
	return nil
}

// cut makes units of whole first states, of unitRows rows or a little more.
func (t *table) cut(count func(i int) int, add func(b *block, i int)) {
	var states []int
	rows := 0
	flush := func() {
		if rows == 0 {
			return
		}
		own, n := slices.Clone(states), rows
		t.units = append(t.units, unit{rows: n, make: func() *block {
			b := &block{i: make([]int32, 0, n), y: make([]int32, 0, n)}
			if t.kind != StateYears {
				b.j = make([]int32, 0, n)
			}
			for _, i := range own {
				add(b, i)
			}
			b.n = n
			return b
		}})
		t.rows += n
		states, rows = states[:0], 0
	}
	for i := range t.sys.N() {
		n := count(i)
		if rows > 0 && rows+n > unitRows+unitRows/4 {
			flush()
		}
		states, rows = append(states, i), rows+n
	}
	flush()
}

// universe says which pairs of states are dyads of which years.
type universe struct {
	sys      *history.System
	byDay    bool
	directed bool
	keep     func(i, j, year int) bool // nil for all
	in       []bool                    // by state and year: a member on some day
	part     []bool                    // ... but perhaps not on all
	first    int
	n        int
}

func (t *table) universe(from, to int) *universe {
	u := &universe{sys: t.sys, byDay: t.o.Share == "day", directed: t.kind == DirectedDyadYears, first: from, n: to - from + 1}
	u.in, u.part = make([]bool, t.sys.N()*u.n), make([]bool, t.sys.N()*u.n)
	for i := range t.sys.N() {
		for y := range u.n {
			u.in[i*u.n+y] = t.sys.In(i, from+y)
			u.part[i*u.n+y] = u.in[i*u.n+y] && !whole(t.sys.Spans(i), from+y)
		}
	}
	return u
}

// years calls f for each year in which i and j are a dyad of the table.
func (u *universe) years(i, j int, f func(year int)) {
	if i == j || !u.directed && i > j {
		return
	}
	a, b := u.in[i*u.n:(i+1)*u.n], u.in[j*u.n:(j+1)*u.n]
	for y := range a {
		if !a[y] || !b[y] {
			continue
		}
		year := u.first + y
		// Only in a year at the edge of a spell can two members of the year
		// have missed each other.
		if u.byDay && u.part[i*u.n+y] && u.part[j*u.n+y] && !u.sys.Together(i, j, year) {
			continue
		}
		if u.keep == nil || u.keep(i, j, year) {
			f(year)
		}
	}
}

// whole reports whether a stretch certainly holds all days of a year.
func whole(spans []casus.Span, year int) bool {
	return slices.ContainsFunc(spans, func(s casus.Span) bool {
		return s.From.Year() < year && (s.Until == 0 || s.Until.Year() > year)
	})
}
