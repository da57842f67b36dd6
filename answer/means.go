package answer

import (
	"cmp"
	"slices"

	"casus"
	"casus/facts"
	"casus/inquiry"
	"casus/internal/numbers"
)

// Means is what the states bound can bring, by one definition for all: SIPRI's
// military expenditure, and active personnel.
type Means struct {
	Year           int           `json:"year"`            // of the expenditure
	PublishedLater bool          `json:"published_later"` // the figures came out after the event's day
	Attackers      []MeansRow    `json:"attackers"`
	Target         MeansRow      `json:"target"`
	Bound          []MeansRow    `json:"bound"`   // largest spender first
	Total          MeansRow      `json:"total"`   // of the target and those bound
	Without        []MeansRow    `json:"without"` // the total without each of the three largest
	Missing        []casus.State `json:"missing"` // states bound without a figure for expenditure
	Note           string        `json:"note"`
}

// MeansRow is one state's means, or a sum. A figure that is not known is null.
type MeansRow struct {
	State       casus.State `json:"state"`
	Name        string      `json:"name"`
	Expenditure *float64    `json:"expenditure_usd_m"`
	Personnel   *float64    `json:"personnel"`
	Share       *float64    `json:"share_pct"` // of the total expenditure
	Source      string      `json:"source"`
}

// meansOf sums what those bound, less those supposed to stay home, can bring;
// nil where there are no figures that fit the event's day.
func meansOf(arc *inquiry.Archive, ev casus.Event, standing []Standing, sh inquiry.Suppositions, used *inquiry.Use) *Means {
	if ev.On.Year() < 2014 {
		return nil // the pack's figures describe 2024 and 2025
	}
	caps := newCapabilities(used.Table("capabilities"), ev.On)
	row := func(s casus.State) MeansRow {
		return caps.row(s, arc.States.Name(s, ev.On), used)
	}
	m := &Means{Year: caps.year, PublishedLater: ev.On.Year() <= caps.year, Target: row(ev.Target), Missing: []casus.State{}, Without: []MeansRow{}, Attackers: []MeansRow{},
		Note: "one definition for all states: SIPRI's military expenditure at current prices; personnel as the CIA World Factbook gave it in 2025"}
	for _, a := range ev.Attackers {
		if a != casus.NonState {
			m.Attackers = append(m.Attackers, row(a))
		}
	}
	m.Total = MeansRow{Name: "target and those bound", Expenditure: new(float64), Personnel: new(float64)}
	add := func(r MeansRow) {
		if r.Expenditure != nil {
			*m.Total.Expenditure += *r.Expenditure
		}
		if r.Personnel != nil {
			*m.Total.Personnel += *r.Personnel
		}
	}
	add(m.Target)
	for _, s := range bound(standing) {
		if slices.Contains(sh.Home, s.State) {
			continue
		}
		r := row(s.State)
		if r.Expenditure == nil {
			m.Missing = append(m.Missing, s.State)
		}
		m.Bound = append(m.Bound, r)
		add(r)
	}
	slices.SortStableFunc(m.Bound, func(a, b MeansRow) int {
		return cmp.Or(cmp.Compare(numbers.Value(b.Expenditure), numbers.Value(a.Expenditure)), cmp.Compare(a.State, b.State))
	})
	if total := *m.Total.Expenditure; total > 0 {
		share := func(r *MeansRow) {
			if r.Expenditure != nil {
				r.Share = numbers.Ptr(numbers.Round(100**r.Expenditure/total, 1))
			}
		}
		share(&m.Target)
		for i := range m.Bound {
			share(&m.Bound[i])
		}
		for _, r := range m.Bound[:min(3, len(m.Bound))] {
			w := MeansRow{State: r.State, Name: "without " + r.Name, Expenditure: numbers.Ptr(numbers.Round(total-numbers.Value(r.Expenditure), 1)), Personnel: numbers.Ptr(*m.Total.Personnel - numbers.Value(r.Personnel))}
			w.Share = numbers.Ptr(numbers.Round(100*(*w.Expenditure)/total, 1))
			m.Without = append(m.Without, w)
		}
		*m.Total.Expenditure = numbers.Round(total, 1)
	}
	return m
}

// capabilities looks figures up by state and measure.
type capabilities struct {
	year int // the year whose expenditure is used
	rows map[string][]facts.Row
}

// newCapabilities picks the year of expenditure that lies nearest to the
// event's day among those that the table has for most states.
func newCapabilities(t *facts.Table, on casus.Date) capabilities {
	c := capabilities{rows: map[string][]facts.Row{}}
	years := map[int]int{}
	for _, r := range t.Rows {
		k := r.Text("state") + "|" + r.Text("measure")
		c.rows[k] = append(c.rows[k], r)
		if r.Text("measure") == "military_expenditure" && r.Text("value") != "" {
			years[r.Int("year")]++
		}
	}
	best := -1
	for y, n := range years {
		gap := max(y-on.Year(), on.Year()-y)
		if n >= 100 && (best < 0 || gap < best || gap == best && y < c.year) {
			best, c.year = gap, y
		}
	}
	return c
}

func (c capabilities) row(s casus.State, name string, used *inquiry.Use) MeansRow {
	out := MeansRow{State: s, Name: name}
	for _, r := range c.rows[string(s)+"|military_expenditure"] {
		if v, ok := r.Number("value"); ok && r.Int("year") == c.year {
			out.Expenditure, out.Source = numbers.Ptr(v), r.Text("source")
			used.Source(out.Source)
		}
	}
	for _, r := range c.rows[string(s)+"|active_personnel"] {
		if v, ok := r.Number("value"); ok && r.Bool("preferred") {
			out.Personnel = numbers.Ptr(v)
			used.Source(r.Text("source"))
		}
	}
	return out
}

// Presence is the number of one state's forces in another.
type Presence struct {
	Of        casus.State `json:"of"`
	Host      casus.State `json:"host"`
	Year      int         `json:"year"`
	Personnel int         `json:"personnel"`
	Source    string      `json:"source"`
}

// presenceOf gives the forces stationed on the target's soil in the event's year
// or the last one before it that the table has.
func presenceOf(arc *inquiry.Archive, ev casus.Event, used *inquiry.Use) []Presence {
	out := []Presence{}
	var last facts.Row
	found := false
	for _, r := range used.Table("us_forces_abroad").Rows {
		if r.Text("host") == string(ev.Target) && r.Int("year") <= ev.On.Year() && (!found || r.Int("year") > last.Int("year")) {
			last, found = r, true
		}
	}
	if found && last.Int("year") >= ev.On.Year()-3 {
		used.Source(last.Text("source"))
		out = append(out, Presence{"USA", ev.Target, last.Int("year"), last.Int("personnel"), last.Text("source")})
	}
	return out
}

// Aid is help given outside any obligation.
type Aid struct {
	Release        string  `json:"release"`
	CutOff         string  `json:"cut_off"`
	Unit           string  `json:"unit"`
	Measure        string  `json:"measure"`
	Total          float64 `json:"total"`
	Military       float64 `json:"military"`
	Donors         []Donor `json:"donors"` // largest first
	PublishedLater bool    `json:"published_later"`
}

// Donor is one donor's aid, in the unit of the [Aid].
type Donor struct {
	State    string  `json:"state"` // a state's id, or EU
	Name     string  `json:"name"`
	Total    float64 `json:"total"`
	Military float64 `json:"military"`
}

// aidRelease is the release used: the other one has no cut-off day.
const aidRelease = "28"

// aidOf lists the donors of Ukraine, the only receiver that the pack has.
func aidOf(arc *inquiry.Archive, ev casus.Event, used *inquiry.Use) *Aid {
	if ev.Target != "UKR" || ev.On < casus.MustDate("2022-01-24") {
		return nil
	}
	a := &Aid{Release: aidRelease}
	for _, r := range used.Table("aid_ukraine").Rows {
		if r.Text("release") != aidRelease {
			continue
		}
		total, _ := r.Number("total")
		military, _ := r.Number("military")
		a.CutOff, a.Unit, a.Measure = r.Text("cut_off"), r.Text("unit"), r.Text("measure")
		a.Total += total
		a.Military += military
		a.Donors = append(a.Donors, Donor{r.Text("donor"), r.Text("donor_name"), total, military})
		used.Source(r.Text("source"))
	}
	a.Total, a.Military = numbers.Round(a.Total, 3), numbers.Round(a.Military, 3)
	cut, _ := casus.ParseDate(a.CutOff)
	a.PublishedLater = cut > ev.On
	slices.SortStableFunc(a.Donors, func(x, y Donor) int { return cmp.Compare(y.Total, x.Total) })
	return a
}
