package history

import (
	"cmp"
	"slices"

	"casus"
	"casus/history/store"
)

// Obligations is a set of ATOP's five types of obligation.
type Obligations uint8

// The types of obligation, in ATOP's order.
const (
	Defense Obligations = 1 << iota
	Offense
	Neutral
	Nonagg
	Consul
)

// ObligationNames are ATOP's names of the types, in the order of their bits.
var ObligationNames = []string{"defense", "offense", "neutral", "nonagg", "consul"}

// Has reports whether o holds all of p.
func (o Obligations) Has(p Obligations) bool { return o&p == p }

// Score gives the usual ordering of alliances: 3 defence or offence, 2
// neutrality or consultation, 1 non-aggression, 0 none (Chiba, Johnson and
// Leeds 2015).
func (o Obligations) Score() int {
	switch {
	case o&(Defense|Offense) != 0:
		return 3
	case o&(Neutral|Consul) != 0:
		return 2
	case o&Nonagg != 0:
		return 1
	}
	return 0
}

// Pledges says what each state has promised each other one, by year.
type Pledges struct {
	First, Last int
	n, years    int
	bits        []Obligations
}

// Pledges gives ATOP's directed dyad-years. ATOP counts a treaty for every
// year in which it was in force on some day.
func (db *DB) Pledges() (*Pledges, error) {
	return cached(db, "pledges", func() (*Pledges, error) {
		s, err := db.System()
		if err != nil {
			return nil, err
		}
		t, err := db.Table("atop-directed-dyad-year")
		if err != nil {
			return nil, err
		}
		years := t.Ints("year")
		p := &Pledges{n: s.N()}
		if len(years) > 0 {
			p.First, p.Last = int(slices.Min(years)), int(slices.Max(years))
		}
		p.years = p.Last - p.First + 1
		p.bits = make([]Obligations, p.n*p.n*p.years)
		var cols [5][]int32
		for k, name := range ObligationNames {
			cols[k] = t.Ints(name)
		}
		c1, c2 := t.Ints("ccode1"), t.Ints("ccode2")
		var i, j int
		for r := range c1 {
			if r == 0 || c1[r] != c1[r-1] || c2[r] != c2[r-1] {
				i, j = s.Index(int(c1[r])), s.Index(int(c2[r]))
			}
			if i < 0 || j < 0 {
				continue
			}
			var o Obligations
			for k := range cols {
				if cols[k][r] == 1 {
					o |= 1 << k
				}
			}
			p.bits[(i*p.n+j)*p.years+int(years[r])-p.First] = o
		}
		return p, nil
	})
}

// At gives what the state with index i has promised the one with index j; ok
// is false outside ATOP's years.
func (p *Pledges) At(i, j, year int) (o Obligations, ok bool) {
	if year < p.First || year > p.Last {
		return 0, false
	}
	return p.bits[(i*p.n+j)*p.years+year-p.First], true
}

// ATOP is the alliances with their phases and members.
type ATOP struct {
	Alliances []Alliance // by id
}

// Alliance is one alliance.
type Alliance struct {
	ID      int
	Span    casus.Span // an alliance in force on ATOP's last day has no end
	Bilat   bool
	Phases  []Phase
	Members []Member // of all phases, by phase, member and entry
}

// Phase is a stretch of unchanged terms.
type Phase struct {
	ID     float64 // ATOP's atopidphase
	Number int
	Span   casus.Span
	Obligations
	Row int // in the table atop-phase, for its other columns
}

// Member is one member in one phase: its own dates and promises. ATOP dates
// entry by signature.
type Member struct {
	Alliance, Phase int
	Code            int
	Span            casus.Span // both days included; no end where it stood on ATOP's last day
	DayUnknown      bool       // the day of entry or exit is not coded: the month's first or last is used
	Obligations
	Row int // in the table atop-member, for its conditions and other columns
}

// ATOP gives the alliances from the member file, with phases where the phase
// file is imported.
func (db *DB) ATOP() (*ATOP, error) {
	return cached(db, "atop", func() (*ATOP, error) {
		m, err := db.Table("atop-member")
		if err != nil {
			return nil, err
		}
		by := map[int]*Alliance{}
		for _, x := range members(m) {
			a := by[x.Alliance]
			if a == nil {
				a = &Alliance{ID: x.Alliance, Span: x.Span, Bilat: m.Ints("bilat")[x.Row] == 1}
				by[x.Alliance] = a
			}
			a.Members = append(a.Members, x)
			a.Span = union(a.Span, x.Span)
		}
		if db.Has("atop-phase") {
			t, err := db.Table("atop-phase")
			if err != nil {
				return nil, err
			}
			for _, p := range phases(t) {
				if a := by[int(t.Ints("atopid")[p.Row])]; a != nil {
					a.Phases = append(a.Phases, p)
				}
			}
		}
		out := &ATOP{}
		for _, a := range by {
			slices.SortFunc(a.Phases, func(x, y Phase) int { return cmp.Compare(x.ID, y.ID) })
			out.Alliances = append(out.Alliances, *a)
		}
		slices.SortFunc(out.Alliances, func(x, y Alliance) int { return cmp.Compare(x.ID, y.ID) })
		return out, nil
	})
}

// Alliance finds an alliance by ATOP's number.
func (a *ATOP) Alliance(id int) (*Alliance, bool) {
	i, ok := slices.BinarySearchFunc(a.Alliances, id, func(x Alliance, id int) int { return cmp.Compare(x.ID, id) })
	if !ok {
		return nil, false
	}
	return &a.Alliances[i], true
}

// MembersOn lists the members whose span holds a day.
func (a *Alliance) MembersOn(d casus.Date) []Member {
	var out []Member
	for _, m := range a.Members {
		if m.Span.Holds(d) {
			out = append(out, m)
		}
	}
	return out
}

// union gives the stretch from the first entry to the last exit.
func union(a, b casus.Span) casus.Span {
	out := casus.Span{From: min(a.From, b.From), Until: max(a.Until, b.Until)}
	if a.Until == 0 || b.Until == 0 {
		out.Until = 0
	}
	return out
}

func members(t *store.Table) []Member {
	id, phase, code := t.Ints("atopid"), t.Ints("phase"), t.Ints("member")
	ye, me, de := t.Ints("yrent"), t.Ints("moent"), t.Ints("dayent")
	yx, mx, dx := t.Ints("yrexit"), t.Ints("moexit"), t.Ints("dayexit")
	obligations := obligationColumn(t)
	out := make([]Member, t.Rows())
	for r := range out {
		m := Member{Alliance: int(id[r]), Phase: int(phase[r]), Code: int(code[r]), Obligations: obligations(r), Row: r}
		m.Span.From = dayOf(ye[r], me[r], de[r], false)
		m.Span.Until = dayOf(yx[r], mx[r], dx[r], true)
		m.DayUnknown = de[r] == store.NA || (yx[r] > 0 && (dx[r] == store.NA || dx[r] == 0))
		out[r] = m
	}
	return out
}

func phases(t *store.Table) []Phase {
	number, id := t.Ints("phase"), t.Floats("atopidphase")
	yb, mb, db := t.Ints("begyr"), t.Ints("begmo"), t.Ints("begday")
	ye, me, de := t.Ints("endyr"), t.Ints("endmo"), t.Ints("endday")
	obligations := obligationColumn(t)
	out := make([]Phase, t.Rows())
	for r := range out {
		out[r] = Phase{ID: id[r], Number: int(number[r]), Obligations: obligations(r), Row: r,
			Span: casus.Span{From: dayOf(yb[r], mb[r], db[r], false), Until: dayOf(ye[r], me[r], de[r], true)}}
	}
	return out
}

func obligationColumn(t *store.Table) func(r int) Obligations {
	var cols [5][]int32
	for k, name := range ObligationNames {
		cols[k] = t.Ints(name)
	}
	return func(r int) (o Obligations) {
		for k := range cols {
			if cols[k][r] == 1 {
				o |= 1 << k
			}
		}
		return o
	}
}

// dayOf makes a day of three cells; an unknown or impossible day of the month
// becomes its first or last, an unknown month the year's, an unknown year no
// date.
func dayOf(y, m, d int32, last bool) casus.Date {
	if y <= 0 {
		return 0
	}
	if m < 1 || m > 12 {
		m, d = 1, 0
		if last {
			m = 12
		}
	}
	if day, ok := casus.NewDate(int(y), int(m), int(d)); ok && d > 0 {
		return day
	}
	first, _ := casus.NewDate(int(y), int(m), 1)
	if last {
		return first.AddMonths(1) - 1
	}
	return first
}
