package export

import (
	"casus"
	"casus/history"
	"casus/history/store"
)

// withPeaceYears adds, for each kind of conflict in the table (COW's disputes
// where none is), the years since the last one.
func (t *table) withPeaceYears() error {
	type spell struct {
		name, label string
		datasets    []string
		last        int
		// state of a year: 0 peace, 1 ongoing, 2 a new one
		at func(i, j, year int) int
	}
	var spells []spell
	addMID := func(c history.Coding) error {
		d, err := t.db.DisputeYears(c)
		if err != nil {
			return err
		}
		s := spell{string(c) + "midspell", "years of peace before this one: disputes", t.midSource(c), d.Last, nil}
		if t.kind == StateYears {
			flags := t.stateFlags(d)
			s.at = func(i, _, year int) int {
				return conflictState(flags[[2]int{i, year}]&1 != 0, flags[[2]int{i, year}]&2 != 0)
			}
		} else {
			by := d.By(history.DefaultOrder)
			s.at = func(i, j, year int) int {
				x := by(i, j, year)
				return conflictState(x != nil, x != nil && x.Onset)
			}
		}
		spells = append(spells, s)
		return nil
	}
	gml, wars := t.asked("gml-mids"), t.asked("wars")
	if t.asked("mids") || t.asked("onset") || t.asked("ongoing") || t.asked("initiator") || !gml && !wars {
		if err := addMID(history.COW); err != nil {
			return err
		}
	}
	if gml {
		if err := addMID(history.GML); err != nil {
			return err
		}
	}
	if wars && t.dyadic() {
		w, err := t.db.WarYears()
		if err != nil {
			return err
		}
		spells = append(spells, spell{"cowinterspell", "years of peace before this one: inter-state wars", []string{"cow-wars"}, w.Last, func(i, j, year int) int {
			x := w.At(i, j, year)
			return conflictState(x != nil, x != nil && x.Onset)
		}})
	}
	var cols []variable
	for _, s := range spells {
		cols = append(cols, variable{Name: s.name, Label: s.label, Unit: "years", Kind: store.Int, Width: 2, Datasets: s.datasets,
			First: casus.FirstYear, Last: s.last, Missing: outside})
	}
	// Spells are counted from 1816 on, whatever years the table shows.
	all := t.universe(casus.FirstYear, t.o.To)
	all.directed = true
	event := 1
	if t.o.Spell == "onset" {
		event = 2
	}
	t.add(cols, func(b *block, out []vec) {
		for _, x := range b.runs {
			for k, s := range spells {
				row, count, before := x.lo, 0, 0
				all.each(x.i, x.j, func(year int) {
					if t.o.Gap == "reset" && before != 0 && year > before+1 {
						count = 0
					}
					before = year
					if row < x.hi && int(b.y[row]) == year {
						out[k].ints[row] = int32(count)
						if year > s.last {
							out[k].ints[row] = na
						}
						row++
					}
					if count++; s.at(x.i, x.j, year) >= event {
						count = 0
					}
				})
			}
		}
	})
	return nil
}

func conflictState(ongoing, onset bool) int {
	switch {
	case onset:
		return 2
	case ongoing:
		return 1
	}
	return 0
}

// each calls f for the years of a pair, or of a state where j is -1.
func (u *universe) each(i, j int, f func(year int)) {
	if j >= 0 {
		u.years(i, j, f)
		return
	}
	for y := range u.n {
		if u.in[i*u.n+y] {
			f(u.first + y)
		}
	}
}
