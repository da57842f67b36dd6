package history

import (
	"cmp"
	"slices"
	"strings"

	"casus"
	"casus/history/store"
)

// WarDyad is one directed dyad-year of an inter-state war.
type WarDyad struct {
	War                int
	Code1, Code2, Year int
	Onset, Resumed     bool
	Side               [2]Belligerent
}

// WarYears holds the war-dyad-years.
type WarYears struct {
	First, Last int // Last is the last year that the list covers, 2007 for version 4.0
	All         []WarDyad

	n     int
	first []int32
	count []int32
	kept  []WarDyad
}

// lastWarYear is the year to which COW's list of wars, version 4.0, was
// compiled; its last war began in 2003.
const lastWarYear = 2007

// WarYears gives the directed dyad-years of wars: two states on opposite sides
// on the same day of a year. Of several wars in a year, At keeps a new one
// before an ongoing one, then the deadlier.
func (db *DB) WarYears() (*WarYears, error) {
	return cached(db, "war-years", func() (*WarYears, error) {
		s, err := db.System()
		if err != nil {
			return nil, err
		}
		wars, err := db.Wars()
		if err != nil {
			return nil, err
		}
		w := &WarYears{First: casus.FirstYear, Last: lastWarYear, n: s.N()}
		for i := range wars {
			w.All = append(w.All, wars[i].dyads()...)
		}
		for _, x := range w.All {
			w.Last = max(w.Last, x.Year)
		}
		rows := slices.Clone(w.All)
		rows = slices.DeleteFunc(rows, func(x WarDyad) bool { return s.Index(x.Code1) < 0 || s.Index(x.Code2) < 0 })
		slices.SortStableFunc(rows, func(a, b WarDyad) int {
			return cmp.Or(cmp.Compare(a.Code1, b.Code1), cmp.Compare(a.Code2, b.Code2), cmp.Compare(a.Year, b.Year),
				compareBool(b.Onset, a.Onset), cmp.Compare(b.deaths(), a.deaths()), cmp.Compare(a.War, b.War))
		})
		w.kept = slices.CompactFunc(rows, func(a, b WarDyad) bool {
			return a.Code1 == b.Code1 && a.Code2 == b.Code2 && a.Year == b.Year
		})
		w.first, w.count = make([]int32, w.n*w.n), make([]int32, w.n*w.n)
		for r, x := range w.kept {
			k := s.Index(x.Code1)*w.n + s.Index(x.Code2)
			if w.count[k] == 0 {
				w.first[k] = int32(r)
			}
			w.count[k]++
		}
		return w, nil
	})
}

// At gives the war that is kept for a pair, by index, in a year; nil for none.
func (w *WarYears) At(i, j, year int) *WarDyad {
	k := i*w.n + j
	for r := w.first[k]; r < w.first[k]+w.count[k]; r++ {
		if x := &w.kept[r]; x.Year == year {
			return x
		}
	}
	return nil
}

func (d *WarDyad) deaths() int64 {
	sum := int64(0)
	for _, b := range d.Side {
		if b.Deaths != store.NA {
			sum += int64(b.Deaths)
		}
	}
	return sum
}

// dyads pairs the belligerents of a war by the days on which they fought.
func (w *War) dyads() []WarDyad {
	type key struct {
		a, b, year, side int
		resumed          bool
	}
	rows := map[key]WarDyad{}
	begin := map[key]int{} // year 0: first year of a pair's fighting
	for _, a := range w.Belligerents {
		for _, b := range w.Belligerents {
			if a.Code == b.Code || a.Side == b.Side {
				continue
			}
			for i := range min(len(a.Spells), len(b.Spells)) {
				span, ok := overlap(a.Spells[i], b.Spells[i])
				for y := span.From.Year(); ok && y <= span.Until.Year(); y++ {
					k := key{a.Code, b.Code, y, a.Side, i > 0}
					if _, ok := rows[k]; !ok {
						rows[k] = WarDyad{War: w.Num, Code1: a.Code, Code2: b.Code, Year: y, Resumed: i > 0, Side: [2]Belligerent{a, b}}
					}
					p := key{a: a.Code, b: b.Code, resumed: i > 0}
					if begin[p] == 0 || y < begin[p] {
						begin[p] = y
					}
				}
			}
		}
	}
	var out []WarDyad
	for k, r := range rows {
		r.Onset = begin[key{a: k.a, b: k.b, resumed: k.resumed}] == k.year
		out = append(out, r)
	}
	slices.SortFunc(out, func(x, y WarDyad) int {
		return cmp.Or(cmp.Compare(x.Code1, y.Code1), cmp.Compare(x.Code2, y.Code2), cmp.Compare(x.Year, y.Year), cmp.Compare(x.Side[0].Side, y.Side[0].Side))
	})
	return out
}

func splitList(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}
