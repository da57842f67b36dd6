package answer

import (
	"math"
	"slices"

	"casus"
	"casus/history"
	"casus/inquiry"
	"casus/internal/numbers"
)

// PastMeans is what the states of an event had in its year, by the national
// material capabilities of the Correlates of War project.
type PastMeans struct {
	Year      int            `json:"year"`
	Unit      string         `json:"expenditure_unit"`
	Attackers []PastMeansRow `json:"attackers"`
	Target    PastMeansRow   `json:"target"`
	Bound     []PastMeansRow `json:"bound"` // largest share first
	Note      string         `json:"note"`
	Version   string         `json:"version"`
}

// PastMeansRow is one state's capabilities in a year. What is not known is null.
type PastMeansRow struct {
	State       casus.State `json:"state"`
	Name        string      `json:"name"`
	CINC        *float64    `json:"cinc"`                  // share of the world's material capabilities
	Personnel   *float64    `json:"personnel"`             // in thousands
	Expenditure *float64    `json:"expenditure_thousands"` // in thousands of the unit
}

// pastMeans gives the capabilities of an event's states; nil where they are not
// imported, do not cover the year, or the pack's own figures speak.
func pastMeans(arc *inquiry.Archive, ev casus.Event, standing []Standing) *PastMeans {
	year := ev.On.Year()
	if arc.History == nil || year >= 2014 || !arc.History.Has("cow-nmc") || !arc.History.Has("cow-states") {
		return nil
	}
	system, err := arc.History.System()
	if err != nil {
		return nil
	}
	var columns [3]*history.Panel
	for i, name := range []string{"cinc", "milper", "milex"} {
		if columns[i], err = arc.History.Panel("cow-nmc", name); err != nil || year < columns[i].First || year > columns[i].Last {
			return nil
		}
	}
	row := func(s casus.State) PastMeansRow {
		out := PastMeansRow{State: s, Name: arc.States.Name(s, ev.On)}
		i := system.Index(arc.States.COW(s, ev.On))
		if i < 0 {
			return out
		}
		for k, p := range []**float64{&out.CINC, &out.Personnel, &out.Expenditure} {
			if v := columns[k].At(i, year); !math.IsNaN(v) {
				*p = &v
			}
		}
		return out
	}
	m := &PastMeans{Year: year, Unit: "US dollars of the year", Target: row(ev.Target), Attackers: []PastMeansRow{}, Bound: []PastMeansRow{}, Version: arc.History.Version("cow-nmc"),
		Note: "Correlates of War, national material capabilities: CINC is a state's share of the world's in six measures; figures of the whole year, so a war's first year counts its mobilisation"}
	if year < 1914 {
		m.Unit = "British pounds of the year"
	}
	for _, a := range ev.Attackers {
		if a != casus.NonState {
			m.Attackers = append(m.Attackers, row(a))
		}
	}
	for _, s := range bound(standing) {
		m.Bound = append(m.Bound, row(s.State))
	}
	slices.SortStableFunc(m.Bound, func(a, b PastMeansRow) int {
		switch x, y := numbers.Value(a.CINC), numbers.Value(b.CINC); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return m
}

// missingOf says what a brief on a day before the pack's own figures lacks.
func missingOf(arc *inquiry.Archive, ev casus.Event, past *PastMeans) []string {
	out := []string{}
	if ev.On.Year() >= 2014 {
		return out
	}
	if !arc.HasAlliances() {
		out = append(out, "alliances before 2014: import ATOP with 'casus data import'")
	}
	if past == nil {
		out = append(out, "capabilities of the day: import the national material capabilities of the Correlates of War project with 'casus data import'")
	}
	return append(out, "spending against a guideline: none was agreed on before 2014", "promises outside a treaty of alliance, such as the guarantee of Belgium of 1839: ATOP does not code them")
}
