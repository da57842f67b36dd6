package brief

import (
	"fmt"
	"math"
	"slices"

	"casus"
	"casus/history"
	"casus/treaty"
	"casus/treaty/atop"
)

// WithHistory lays the imported history of a data directory beside the facts:
// the alliances since 1816 join the treaties, and briefs show capabilities of
// their day. A folder without imported alliances changes nothing. use says which
// datasets fill which roles, as [history.DB.Use] reads it. Call it before the first
// question.
//
// Where the alliances are damaged, the error is a *store.DamagedError and the desk
// answers without them: a question of today needs none.
func (d *Desk) WithHistory(dir string, use ...string) error {
	db, err := history.Open(dir)
	if err != nil {
		return err
	}
	if db, err = db.Use(use...); err != nil {
		return err
	}
	d.History = db
	if !db.Has("atop-member") {
		return nil
	}
	lib, err := atop.Library(d.Treaties, atop.Input{DB: db, World: d.World, States: d.States, Facts: d.Facts})
	if err != nil {
		return err
	}
	d.Treaties, d.withAlliances = lib, true
	return nil
}

// alliances reports whether the alliances since 1816 are among the treaties.
func (d *Desk) alliances() bool { return d.withAlliances }

// historyUsed names the imported datasets behind an answer; a role is named by the
// dataset that fills it.
func (d *Desk) historyUsed(roles ...string) []casus.FactsUsed {
	if d.History == nil {
		return nil
	}
	return d.History.Used(roles...)
}

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
func (d *Desk) pastMeans(ev casus.Event, standing []Standing) *PastMeans {
	year := ev.On.Year()
	if d.History == nil || year >= 2014 || !d.History.Has("cow-nmc") || !d.History.Has("cow-states") {
		return nil
	}
	system, err := d.History.System()
	if err != nil {
		return nil
	}
	var columns [3]*history.Panel
	for i, name := range []string{"cinc", "milper", "milex"} {
		if columns[i], err = d.History.Panel("cow-nmc", name); err != nil || year < columns[i].First || year > columns[i].Last {
			return nil
		}
	}
	row := func(s casus.State) PastMeansRow {
		out := PastMeansRow{State: s, Name: d.States.Name(s, ev.On)}
		i := system.Index(d.States.COW(s, ev.On))
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
	m := &PastMeans{Year: year, Unit: "US dollars of the year", Target: row(ev.Target), Attackers: []PastMeansRow{}, Bound: []PastMeansRow{}, Version: d.History.Version("cow-nmc"),
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
		switch x, y := value(a.CINC), value(b.CINC); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return m
}

// missing says what a brief on a day before the pack's own figures lacks.
func (d *Desk) missing(ev casus.Event, past *PastMeans) []string {
	out := []string{}
	if ev.On.Year() >= 2014 {
		return out
	}
	if !d.alliances() {
		out = append(out, "alliances before 2014: import ATOP with 'casus data import'")
	}
	if past == nil {
		out = append(out, "capabilities of the day: import the national material capabilities of the Correlates of War project with 'casus data import'")
	}
	return append(out, "spending against a guideline: none was agreed on before 2014", "promises outside a treaty of alliance, such as the guarantee of Belgium of 1839: ATOP does not code them")
}

// Act is a declaration or a first attack of a war, as dated input.
type Act struct {
	State   casus.State `json:"state"`
	Against casus.State `json:"against,omitempty"`
	On      casus.Date  `json:"on"`
	Act     string      `json:"act"` // declaration, attack, mobilisation or neutrality
	Note    string      `json:"note,omitempty"`
}

// Entry is how a state came into a war, or stayed out of it, beside what its
// treaties asked of it on the day.
type Entry struct {
	Act
	// First says that nobody fought before the act.
	First bool `json:"first,omitempty"`
	// AtWar says that it had itself attacked, or declared war, before.
	AtWar bool `json:"at_war,omitempty"`
	// Attacked names those that had attacked it, or declared war on it, before.
	Attacked []casus.State `json:"attacked,omitempty"`
	// Bound and Contested are the clauses that called on it, by the fights there
	// were: rows of assistance and offence whose verdict is that. Both empty: it
	// came in without an obligation among the treaties that Casus knows.
	Bound     []casus.Obligation `json:"bound,omitempty"`
	Contested []casus.Obligation `json:"contested,omitempty"`
}

// Acts lists the acts of a war of the table declarations, in their order; the
// error is an [*casus.InputError] for a war that it does not have.
func (d *Desk) Acts(war string) ([]Act, error) {
	var out []Act
	var wars []string
	for _, r := range d.Facts.MustTable("declarations").Rows {
		if !slices.Contains(wars, r.Text("war")) {
			wars = append(wars, r.Text("war"))
		}
		if r.Text("war") == war {
			out = append(out, Act{casus.State(r.Text("state")), casus.State(r.Text("against")), r.Date("date"), r.Text("act"), r.Text("note")})
		}
	}
	if len(out) == 0 {
		return nil, &casus.InputError{Msg: "no war " + casus.Quoted(war) + " in the table declarations", Hint: fmt.Sprintf("it has %v", wars)}
	}
	slices.SortStableFunc(out, func(a, b Act) int { return int(a.On - b.On) })
	return out, nil
}

// Entries says for each act of a war what the treaties asked of the state that
// acts, given the acts before it. No clause is invented to explain an entry:
// a state that no clause calls on came in without an obligation.
func (d *Desk) Entries(war string) ([]Entry, error) {
	acts, err := d.Acts(war)
	if err != nil {
		return nil, err
	}
	var out []Entry
	for i, a := range acts {
		e := Entry{Act: a, First: len(fights(acts[:i])) == 0}
		for _, f := range fights(acts[:i]) {
			e.AtWar = e.AtWar || f.attacker == a.State
			if f.target == a.State {
				e.Attacked = append(e.Attacked, f.attacker)
				continue
			}
			if f.attacker == a.State || a.Against != "" && f.attacker != a.Against && f.target != a.Against {
				continue // another front
			}
			ev := casus.Event{Attackers: []casus.State{f.attacker}, Target: f.target, On: a.On, Kind: casus.ArmedAttack, Object: casus.Territory, Theatre: d.Home(f.target, a.On)}
			for _, r := range d.Treaties.Obligations(ev, treaty.Options{}) {
				if r.State != a.State || r.Type != casus.Assist && r.Type != casus.Offence || r.Toward == a.Against {
					continue
				}
				switch r.Verdict {
				case casus.Bound:
					e.Bound = append(e.Bound, r)
				case casus.Contested, casus.CannotTell:
					e.Contested = append(e.Contested, r)
				}
			}
		}
		out = append(out, e)
	}
	return out, nil
}

type hostility struct{ attacker, target casus.State }

// fights gives who has begun to fight whom: the first act between two states
// says who attacks.
func fights(acts []Act) []hostility {
	var out []hostility
	for _, a := range acts {
		back := hostility{a.Against, a.State}
		if h := (hostility{a.State, a.Against}); a.Against != "" && a.Act != "mobilisation" && !slices.Contains(out, h) && !slices.Contains(out, back) {
			out = append(out, h)
		}
	}
	return out
}
