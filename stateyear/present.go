package stateyear

import (
	"cmp"
	"math"
	"slices"

	"casus"
	"casus/facts"
	"casus/state"
)

// FirstPresent is the first year for which [Present] makes a setting: the facts
// that it reads describe 2014 and later, sizes those of the newest figure.
const FirstPresent = 2014

// Tables names the tables of facts that settings of today are made of.
var Tables = []string{"alliance_portfolios", "borders", "capabilities", "major_powers", "nuclear", "output", "past_sides", "regimes", "rivalries", "states"}

// Present makes the setting of a day from [FirstPresent] on from the embedded
// facts: the members of the Correlates of War list, carried forward. Its
// features have the units of [Past]; docs/stateyear.md shows how well the two
// agree where both cover a year.
func Present(pack *facts.Pack, states *state.Registry, on casus.Date) *Setting {
	year := on.Year()
	var list []State
	for _, id := range states.All(on) {
		sp, ok := states.Get(id, on)
		if !ok || !sp.InCOW(on) || sp.COW == 0 {
			continue
		}
		list = append(list, State{ID: id, Code: sp.COW, Spans: []casus.Span{sp.Span}, Lat: sp.Lat, Lon: sp.Lon,
			Output: math.NaN(), Population: math.NaN(), Spending: math.NaN(), Personnel: math.NaN(), Index: math.NaN(), Regime: math.NaN(), Ideal: math.NaN()})
	}
	slices.SortFunc(list, func(a, b State) int { return cmp.Compare(a.Code, b.Code) })
	s := empty(year, list)
	at := map[string]int{}
	for i := range list {
		at[string(list[i].ID)] = i
	}
	sizes(pack, list, at)
	standing(pack, list, at, on)
	for i := range list {
		list[i].fill()
	}
	s.between(pack, at, on)
	s.relate(pack, at)
	return s
}

// sizes fills the shares of the world from the newest preferred figures.
func sizes(pack *facts.Pack, list []State, at map[string]int) {
	for _, r := range pack.MustTable("output").Rows {
		if i, ok := at[r.Text("state")]; ok {
			if v, ok := r.Number("gdp_m"); ok {
				list[i].Output = v
			}
		}
	}
	for _, r := range pack.MustTable("capabilities").Rows {
		i, ok := at[r.Text("state")]
		v, known := r.Number("value")
		if !ok || !known || !r.Bool("preferred") {
			continue
		}
		switch r.Text("measure") {
		case "population":
			list[i].Population = v
		case "military_expenditure":
			list[i].Spending = v
		case "active_personnel":
			list[i].Personnel = v
		}
	}
	for _, of := range []func(*State) *float64{
		func(s *State) *float64 { return &s.Output },
		func(s *State) *float64 { return &s.Population },
		func(s *State) *float64 { return &s.Spending },
		func(s *State) *float64 { return &s.Personnel },
	} {
		total := 0.0
		for i := range list {
			if v := *of(&list[i]); !math.IsNaN(v) {
				total += v
			}
		}
		for i := range list {
			*of(&list[i]) /= total
		}
	}
}

// standing fills what each state is besides large: its regime, whether it is a
// major power and whether it has nuclear weapons.
func standing(pack *facts.Pack, list []State, at map[string]int, on casus.Date) {
	newest := make([]int, len(list))
	for _, r := range pack.MustTable("regimes").Rows {
		i, ok := at[r.Text("state")]
		v, known := r.Number("polyarchy")
		if y := r.Int("year"); ok && known && y > newest[i] && y < on.Year() {
			list[i].Regime, newest[i] = v, y
		}
	}
	for _, r := range pack.MustTable("nuclear").Rows {
		if i, ok := at[r.Text("state")]; ok {
			list[i].Nuclear = r.Bool("armed")
		}
	}
	for _, r := range pack.MustTable("major_powers").Rows {
		if i, ok := at[r.Text("state")]; ok && holds(r, on.Year()) {
			list[i].Major = true
		}
	}
}

// between fills distances, borders and rivalries.
func (s *Setting) between(pack *facts.Pack, at map[string]int, on casus.Date) {
	n := len(s.States)
	for i := range n {
		for j := range n {
			if i != j {
				s.km[i*n+j] = Km(s.States[i].Lat, s.States[i].Lon, s.States[j].Lat, s.States[j].Lon)
			}
		}
	}
	both := func(r facts.Row, set func(k int)) {
		i, ok := at[r.Text("state_a")]
		j, too := at[r.Text("state_b")]
		if ok && too {
			set(i*n + j)
			set(j*n + i)
		}
	}
	for _, r := range pack.MustTable("borders").Rows {
		both(r, func(k int) { s.border[k] = uint8(r.Int("kind")) })
	}
	for _, r := range pack.MustTable("rivalries").Rows {
		if holds(r, on.Year()) {
			both(r, func(k int) { s.rival[k] = true })
		}
	}
}

// holds reports whether a row's years, from and until, hold a year; an open end
// is carried forward.
func holds(r facts.Row, year int) bool {
	return r.Int("from") <= year && (r.Text("until") == "" || year <= r.Int("until"))
}
