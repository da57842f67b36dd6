package state

import (
	"casus/internal/sourcetest"
	"fmt"
	"testing"

	"casus"
)

// list reads a state list as its publisher gives it. The lists are no part of
// the repository; where they are absent the test is skipped, and says so.
func list(t *testing.T, name string) []map[string]string {
	t.Helper()
	return sourcetest.Rows(t, "CASUS_HISTORY", "history", name)
}

// Every spell of both lists: on its first and last day number and abbreviation
// lead to a state that exists, has that number and is counted; on the days
// around it the state is not counted under that number.
func TestListsSpellBySpell(t *testing.T) {
	r := Default()
	for _, l := range []struct {
		file, code, abb, prefix string
		number                  func(casus.State, casus.Date) int
		counted                 func(Spell, casus.Date) bool
	}{
		{"cow_states.csv", "ccode", "cw_abb", "cow:", r.COW, Spell.InCOW},
		{"gw_states.csv", "gwcode", "gw_abb", "gw:", r.GW, Spell.InGW},
	} {
		rows := list(t, l.file)
		if len(rows) < 200 {
			t.Fatalf("%s has only %d rows", l.file, len(rows))
		}
		ends := "" // the last day of the list, which is no end of a state
		for _, row := range rows {
			ends = max(ends, row["end"])
		}
		for _, row := range rows {
			texts := []string{l.prefix + row[l.code]}
			if l.prefix == "cow:" {
				texts = append(texts, row[l.code], l.prefix+row[l.abb])
			}
			for _, day := range []string{row["start"], row["end"]} {
				d := casus.MustDate(day)
				for _, text := range texts {
					id, err := r.Resolve(text, d)
					s, ok := r.Get(id, d)
					if err != nil || !ok || fmt.Sprint(l.number(id, d)) != row[l.code] || !l.counted(s, d) {
						t.Errorf("%s on %s: %s, counted %v, %v", text, day, id, ok && l.counted(s, d), err)
					}
				}
			}
			outside := []casus.Date{casus.MustDate(row["start"]) - 1}
			if row["end"] != ends {
				outside = append(outside, casus.MustDate(row["end"])+1)
			}
			for _, d := range outside {
				for _, id := range r.All(d) {
					if s, _ := r.Get(id, d); fmt.Sprint(l.number(id, d)) == row[l.code] && l.counted(s, d) {
						t.Errorf("%s%s is counted as %s on %s, outside its spell from %s to %s", l.prefix, row[l.code], id, d, row["start"], row["end"])
					}
				}
			}
		}
	}
}

// The published year panel pairs the two numbers of a state; ours must pair
// them alike on the last day of every year on which both lists count it.
func TestPanelOfBothNumbers(t *testing.T) {
	r := Default()
	pairs, differ := 0, map[string]bool{}
	for _, row := range list(t, "cow_gw_panel.csv") {
		if row["gwcode"] == "" || row["year"] > "2016" {
			continue
		}
		d := casus.MustDate(row["year"] + "-12-31")
		var cow int
		fmt.Sscan(row["ccode"], &cow)
		id, ok := r.FromCOW(cow, d)
		s, _ := r.Get(id, d)
		if !ok || !s.InCOW(d) || !s.InGW(d) {
			continue // one of them counts it in another part of that year
		}
		if pairs++; fmt.Sprint(s.GW) != row["gwcode"] {
			differ[fmt.Sprintf("%s: COW %s is GW %d, the panel says %s", id, row["ccode"], s.GW, row["gwcode"])] = true
		}
	}
	if pairs < 15000 {
		t.Errorf("only %d state-years were compared", pairs)
	}
	for d := range differ {
		t.Error(d)
	}
}
