package export

import (
	"math"
	"slices"

	"casus"
	"casus/history"
)

// contest is a war or a dispute as the states outside it see it.
type contest struct {
	num       int
	start     casus.Date
	attackers []int // codes of those who were in it from the first day
	targets   []int
	joined    map[int]join
}

type join struct {
	on     casus.Date
	target bool // on the target's side
}

// joiner is one row: a contest and a state outside it.
type joiner struct {
	c     *contest
	state int // index
	join  join
}

// planJoiners lays out, for each war or dispute, the states of the system that
// were not in it from the first day.
func (t *table) planJoiners() error {
	if err := t.only("nmc", "democracy", "gdp", "majors"); err != nil {
		return err
	}
	contests, source, err := t.contests()
	if err != nil {
		return err
	}
	var rows []joiner
	for k := range contests {
		c := &contests[k]
		if y := c.start.Year(); y < t.o.From || y > t.o.To || len(c.targets) == 0 || len(c.attackers) == 0 {
			continue
		}
		for _, code := range t.sys.MembersOn(c.start) {
			if !slices.Contains(c.attackers, code) && !slices.Contains(c.targets, code) {
				rows = append(rows, joiner{c, t.sys.Index(code), c.joined[code]})
			}
		}
	}
	number := map[string]string{"wars": "warnum", "disputes": "dispnum"}[t.o.Conflicts]
	col := func(name, label string, width int, codes map[int]string) variable {
		return variable{Name: name, Label: label, Width: width, Codes: codes, Datasets: []string{source}}
	}
	t.ints(col(number, "number of the conflict", 4, nil), func(r int) int32 { return int32(rows[r].c.num) })
	t.ints(col("ccode", "the state outside it", 2, nil), func(r int) int32 { return int32(t.sys.Codes[rows[r].state]) })
	t.ints(col("year", "year of the start", 2, nil), func(r int) int32 { return int32(rows[r].c.start.Year()) })
	t.texts(col("start", "first day", 10, nil), len(rows), func(r int) string { return rows[r].c.start.String() })
	t.texts(col("attackers", "codes of the attacking side on the first day", 1, nil), len(rows), func(r int) string { return codeList(rows[r].c.attackers) })
	t.texts(col("targets", "codes of the target's side on the first day", 1, nil), len(rows), func(r int) string { return codeList(rows[r].c.targets) })
	sides := map[int]string{0: "stayed out", 1: "joined the target's side", 2: "joined the attacker's side"}
	t.ints(col("joined", "what it did", 1, sides), func(r int) int32 {
		switch j := rows[r].join; {
		case j.on == 0:
			return 0
		case j.target:
			return 1
		}
		return 2
	})
	t.texts(col("joindate", "first day in the conflict", 10, nil), len(rows), func(r int) string { return rows[r].join.on.String() })
	if err := t.joinerTies(rows); err != nil {
		return err
	}
	if err := t.withGroups(); err != nil {
		return err
	}
	t.made(len(rows), func(b *block) {
		for _, x := range rows[b.at : b.at+b.n] {
			b.i, b.y = append(b.i, int32(x.state)), append(b.y, int32(x.c.start.Year()))
		}
	})
	return nil
}

// contests lists wars or disputes.
func (t *table) contests() (out []contest, source string, err error) {
	if t.o.Conflicts == "wars" {
		wars, err := t.db.Wars()
		if err != nil {
			return nil, "", err
		}
		for k := range wars {
			out = append(out, warContest(&wars[k]))
		}
		return out, "cow-wars", nil
	}
	disputes, err := t.db.Disputes(history.COW)
	if err != nil {
		return nil, "", err
	}
	for k := range disputes {
		if d := &disputes[k]; int(d.HostLev) >= t.o.HostLev && len(d.Participants) > 0 {
			out = append(out, disputeContest(d))
		}
	}
	return out, "cow-mid-participant", nil
}

// warContest parts those who fought from the first day from those who came
// later. COW's data do not tell a co-belligerent of the first day from an
// original party.
func warContest(w *history.War) contest {
	c := contest{num: w.Num, start: w.Start(), joined: map[int]join{}}
	attacking := 0
	for _, b := range w.Belligerents {
		if b.Initiator {
			attacking = b.Side
		}
	}
	for _, b := range w.Belligerents {
		first := b.Spells[0].From
		c.enter(b.Code, first, first == c.start, b.Side == attacking)
	}
	c.settle()
	return c
}

// disputeContest takes side A for the attacker.
func disputeContest(d *history.Dispute) contest {
	c := contest{num: d.Num, joined: map[int]join{}}
	for _, p := range d.Participants {
		if c.start == 0 || p.Span.From < c.start {
			c.start = p.Span.From
		}
	}
	if d.Span.From != 0 {
		c.start = d.Span.From
	}
	for _, p := range d.Participants {
		c.enter(p.Code, p.Span.From, p.Orig, p.SideA)
	}
	c.settle()
	return c
}

// enter records a participant.
func (c *contest) enter(code int, on casus.Date, original, attacking bool) {
	switch {
	case original && attacking:
		c.attackers = append(c.attackers, code)
	case original:
		c.targets = append(c.targets, code)
	default:
		if old, ok := c.joined[code]; !ok || on < old.on {
			c.joined[code] = join{on, !attacking}
		}
	}
}

func (c *contest) settle() {
	slices.Sort(c.attackers)
	slices.Sort(c.targets)
	c.attackers, c.targets = slices.Compact(c.attackers), slices.Compact(c.targets)
}

// joinerTies adds pacts with both sides, and how far the targets are.
func (t *table) joinerTies(rows []joiner) error {
	if t.db.Has("atop-member") && t.db.Has("atop-directed-dyad-year") {
		bound, err := t.defencePacts()
		if err != nil {
			return err
		}
		src := []string{"atop-member", "atop-directed-dyad-year"}
		pact := func(name, label string, with func(c *contest) []int) {
			t.ints(variable{Name: name, Label: label, Width: 1, Codes: yesNo, Datasets: src, First: casus.FirstYear, Last: lastATOP, Missing: outside}, func(r int) int32 {
				x := rows[r]
				if x.c.start.Year() > lastATOP {
					return na
				}
				return bit(slices.ContainsFunc(with(x.c), func(code int) bool { return bound(t.sys.Codes[x.state], code, x.c.start-1) }))
			})
		}
		pact("pact_target", "promised defence to an original target, the day before", func(c *contest) []int { return c.targets })
		pact("pact_attacker", "promised defence to an original attacker, the day before", func(c *contest) []int { return c.attackers })
	}
	nearest := func(name, label, dataset string, at func(i, j, year int) float64) {
		t.floats(variable{Name: name, Label: label, Unit: "km", Datasets: []string{dataset}, Missing: "the source has no value"}, func(r int) float64 {
			least := nan
			for _, code := range rows[r].c.targets {
				j := t.sys.Index(code)
				if j < 0 {
					continue
				}
				if d := at(rows[r].state, j, rows[r].c.start.Year()); !(least <= d) && !math.IsNaN(d) {
					least = d
				}
			}
			return least
		})
	}
	if t.db.Has("capitals") {
		c, err := t.db.CapitalDistance()
		if err != nil {
			return err
		}
		nearest("capdist_target", "distance to the nearest target's capital", "capitals", c.Km)
	}
	if t.db.Has("minimum-distance") {
		d, err := t.db.MinimumDistance()
		if err != nil {
			return err
		}
		nearest("mindist_target", "distance to the nearest target's territory", "minimum-distance", d.At)
	}
	return nil
}

// defencePacts tells whether one state owed another defence on a day: both are
// members of a phase on it, the first one's own row promises defence, and
// ATOP's directed dyad-year of that year or the one before agrees.
func (t *table) defencePacts() (func(k, b int, d casus.Date) bool, error) {
	atop, err := t.db.ATOP()
	if err != nil {
		return nil, err
	}
	pledges, err := t.db.Pledges()
	if err != nil {
		return nil, err
	}
	by := map[[2]int][]casus.Span{}
	for a := range atop.Alliances {
		ms := atop.Alliances[a].Members
		for _, k := range ms {
			if !k.Has(history.Defense) {
				continue
			}
			for _, b := range ms {
				span := casus.Span{From: max(k.Span.From, b.Span.From), Until: k.Span.Until}
				if span.Until == 0 || b.Span.Until != 0 && b.Span.Until < span.Until {
					span.Until = b.Span.Until
				}
				if k.Phase == b.Phase && k.Code != b.Code && (span.Until == 0 || span.From <= span.Until) {
					by[[2]int{k.Code, b.Code}] = append(by[[2]int{k.Code, b.Code}], span)
				}
			}
		}
	}
	return func(k, b int, d casus.Date) bool {
		i, j := t.sys.Index(k), t.sys.Index(b)
		if i < 0 || j < 0 || !slices.ContainsFunc(by[[2]int{k, b}], func(s casus.Span) bool { return s.Holds(d) }) {
			return false
		}
		now, _ := pledges.At(i, j, d.Year())
		before, _ := pledges.At(i, j, d.Year()-1)
		return now.Has(history.Defense) || before.Has(history.Defense)
	}, nil
}
