package export

import (
	"math"
	"slices"

	"casus"
	"casus/history"
)

// joiner is one row: a contest and a state outside it.
type joiner struct {
	c     *history.Contest
	state int // index
	join  history.Join
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
		if y := c.Start.Year(); y < t.o.From || y > t.o.To || len(c.Targets) == 0 || len(c.Attackers) == 0 {
			continue
		}
		for _, code := range t.sys.MembersOn(c.Start) {
			if !slices.Contains(c.Attackers, code) && !slices.Contains(c.Targets, code) {
				rows = append(rows, joiner{c, t.sys.Index(code), c.Joined[code]})
			}
		}
	}
	number := map[string]string{"wars": "warnum", "disputes": "dispnum"}[t.o.Conflicts]
	col := func(name, label string, width int, codes map[int]string) variable {
		return variable{Name: name, Label: label, Width: width, Codes: codes, Datasets: []string{source}}
	}
	t.ints(col(number, "number of the conflict", 4, nil), func(r int) int32 { return int32(rows[r].c.Num) })
	t.ints(col("ccode", "the state outside it", 2, nil), func(r int) int32 { return int32(t.sys.Codes[rows[r].state]) })
	t.ints(col("year", "year of the start", 2, nil), func(r int) int32 { return int32(rows[r].c.Start.Year()) })
	t.texts(col("start", "first day", 10, nil), len(rows), func(r int) string { return rows[r].c.Start.String() })
	t.texts(col("attackers", "codes of the attacking side on the first day", 1, nil), len(rows), func(r int) string { return codeList(rows[r].c.Attackers) })
	t.texts(col("targets", "codes of the target's side on the first day", 1, nil), len(rows), func(r int) string { return codeList(rows[r].c.Targets) })
	sides := map[int]string{0: "stayed out", 1: "joined the target's side", 2: "joined the attacker's side"}
	t.ints(col("joined", "what it did", 1, sides), func(r int) int32 {
		switch j := rows[r].join; {
		case j.On == 0:
			return 0
		case j.Target:
			return 1
		}
		return 2
	})
	t.texts(col("joindate", "first day in the conflict", 10, nil), len(rows), func(r int) string { return rows[r].join.On.String() })
	if err := t.joinerTies(rows); err != nil {
		return err
	}
	if err := t.withGroups(); err != nil {
		return err
	}
	t.made(len(rows), func(b *block) {
		for _, x := range rows[b.at : b.at+b.n] {
			b.i, b.y = append(b.i, int32(x.state)), append(b.y, int32(x.c.Start.Year()))
		}
	})
	return nil
}

// contests lists wars or disputes.
func (t *table) contests() (out []history.Contest, source string, err error) {
	if t.o.Conflicts == "wars" {
		wars, err := t.db.Wars()
		if err != nil {
			return nil, "", err
		}
		for k := range wars {
			out = append(out, wars[k].Contest())
		}
		return out, "cow-wars", nil
	}
	disputes, err := t.db.Disputes(history.COW)
	if err != nil {
		return nil, "", err
	}
	for k := range disputes {
		if d := &disputes[k]; int(d.HostLev) >= t.o.HostLev && len(d.Participants) > 0 {
			out = append(out, d.Contest())
		}
	}
	return out, "cow-mid-participant", nil
}

// joinerTies adds pacts with both sides, and how far the targets are.
func (t *table) joinerTies(rows []joiner) error {
	if t.db.Has("atop-member") && t.db.Has("atop-directed-dyad-year") {
		bound, err := t.db.DefencePacts()
		if err != nil {
			return err
		}
		src := []string{"atop-member", "atop-directed-dyad-year"}
		pact := func(name, label string, with func(c *history.Contest) []int) {
			t.ints(variable{Name: name, Label: label, Width: 1, Codes: yesNo, Datasets: src, First: casus.FirstYear, Last: lastATOP, Missing: outside}, func(r int) int32 {
				x := rows[r]
				if x.c.Start.Year() > lastATOP {
					return na
				}
				return bit(slices.ContainsFunc(with(x.c), func(code int) bool { return bound(t.sys.Codes[x.state], code, x.c.Start-1) }))
			})
		}
		pact("pact_target", "promised defence to an original target, the day before", func(c *history.Contest) []int { return c.Targets })
		pact("pact_attacker", "promised defence to an original attacker, the day before", func(c *history.Contest) []int { return c.Attackers })
	}
	nearest := func(name, label, dataset string, at func(i, j, year int) float64) {
		t.floats(variable{Name: name, Label: label, Unit: "km", Datasets: []string{dataset}, Missing: "the source has no value"}, func(r int) float64 {
			least := nan
			for _, code := range rows[r].c.Targets {
				j := t.sys.Index(code)
				if j < 0 {
					continue
				}
				if d := at(rows[r].state, j, rows[r].c.Start.Year()); !(least <= d) && !math.IsNaN(d) {
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
