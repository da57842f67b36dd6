package stateyear

import (
	"math"
	"slices"

	"casus/facts"
	"casus/history"
	"casus/history/similarity"
)

// The record of sides that a setting has: of [SidesYears] years, the last of
// which lies [SidesLag] years before the one that is over when the event begins.
// The public record of disputes ends in 2014, so that the settings of the past
// are given what one of 2026 has.
const (
	SidesLag   = 11
	SidesYears = 20
)

// affinity is what lies between each two states besides distance: alliances and
// the sides that they took.
type affinity struct {
	like    []float32 // S of the portfolios, by i*n+j
	pledged []uint8   // what i has promised j, 0 to 3
	same    []uint16  // disputes that both entered on one side
	opposed []uint16
}

func newAffinity(n int) affinity {
	return affinity{like: make([]float32, n*n), pledged: make([]uint8, n*n), same: make([]uint16, n*n), opposed: make([]uint16, n*n)}
}

// measure works the likeness of portfolios out: S, valued, absolute distances
// (Signorino and Ritter 1999).
func (a *affinity) measure(n int) {
	y := similarity.NewYear(n, a.pledged, nil)
	for i := range n {
		for j := range i {
			c := y.Counts(i, j)
			v := float32(c.S(3))
			a.like[i*n+j], a.like[j*n+i] = v, v
		}
	}
}

// Alike is the likeness S of the alliance portfolios of two states, -1 to 1.
func (s *Setting) Alike(i, j int) float64 { return float64(s.affinity.like[i*len(s.States)+j]) }

// Pledged is the most that either of two states has promised the other in an
// alliance: 3 defence or offence, 2 neutrality or consultation, 1 not to attack,
// 0 nothing.
func (s *Setting) Pledged(i, j int) int {
	n := len(s.States)
	return int(max(s.affinity.pledged[i*n+j], s.affinity.pledged[j*n+i]))
}

// Sides gives how many disputes the two states entered on one side, and on
// opposite ones, in the years of the record.
func (s *Setting) Sides(i, j int) (same, opposed float64) {
	k := i*len(s.States) + j
	return float64(s.affinity.same[k]), float64(s.affinity.opposed[k])
}

// sides is how two states stood in one dispute.
type sides struct {
	num, year int
	a, b      int // COW numbers
	same      bool
}

// readSides lists how each two states stood in each dispute, by the year in which
// the later one came in.
func readSides(db *history.DB) ([]sides, error) {
	disputes, err := db.Disputes(history.COW)
	if err != nil {
		return nil, err
	}
	var out []sides
	for k := range disputes {
		d := &disputes[k]
		for n, p := range d.Participants {
			for _, q := range d.Participants[:n] {
				if p.Code != q.Code {
					out = append(out, sides{d.Num, max(p.Span.From.Year(), q.Span.From.Year()), p.Code, q.Code, p.SideA == q.SideA})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(x, y sides) int { return x.year - y.year })
	return out, nil
}

// count counts the record of sides for a year, without the disputes that out
// holds for; nil leaves none out.
func (p *Past) count(s *Setting, a *affinity, out func(num int) bool) {
	n := len(s.States)
	last := s.Year - 1 - SidesLag
	from, _ := slices.BinarySearchFunc(p.sides, last-SidesYears+1, func(x sides, y int) int { return x.year - y })
	for _, x := range p.sides[from:] {
		if x.year > last {
			break
		}
		i, j := s.IndexCode(x.a), s.IndexCode(x.b)
		if i < 0 || j < 0 || out != nil && out(x.num) {
			continue
		}
		to := a.opposed
		if x.same {
			to = a.same
		}
		to[i*n+j]++
		to[j*n+i]++
	}
}

// Without gives a setting of the past whose record of sides leaves out the
// disputes that out holds for: those that an event belongs to. It is s itself
// where there are none.
func (p *Past) Without(s *Setting, out func(num int) bool) *Setting {
	last := s.Year - 1 - SidesLag
	if !slices.ContainsFunc(p.sides, func(x sides) bool { return x.year <= last && x.year > last-SidesYears && out(x.num) }) {
		return s
	}
	c := *s
	n := len(s.States)
	c.affinity.same, c.affinity.opposed = make([]uint16, n*n), make([]uint16, n*n)
	p.count(&c, &c.affinity, out)
	return &c
}

// relate fills the alliances and the record of sides of a setting of the past.
// at gives the places of its states in the system.
func (p *Past) relate(s *Setting, at []int) {
	n := len(at)
	s.affinity = newAffinity(n)
	year := min(s.Year-1, p.pledges.Last)
	for a, i := range at {
		for b, j := range at {
			if o, ok := p.pledges.At(i, j, year); ok && a != b {
				s.affinity.pledged[a*n+b] = uint8(o.Score())
			}
		}
	}
	s.affinity.measure(n)
	p.count(s, &s.affinity, nil)
}

// relate fills the same from the facts: portfolios of 2018 with what has changed
// since, sides of 1995 to 2014.
func (s *Setting) relate(pack *facts.Pack, at map[string]int) {
	n := len(s.States)
	s.affinity = newAffinity(n)
	type member struct {
		i       int
		promise uint8
	}
	alliances := map[string][]member{}
	for _, r := range pack.MustTable("alliance_portfolios").Rows {
		if i, ok := at[r.Text("state")]; ok {
			id := r.Text("alliance")
			alliances[id] = append(alliances[id], member{i, uint8(r.Int("promise"))})
		}
	}
	for _, list := range alliances {
		for _, m := range list {
			for _, o := range list {
				if k := m.i*n + o.i; m.i != o.i {
					s.affinity.pledged[k] = max(s.affinity.pledged[k], m.promise)
				}
			}
		}
	}
	s.affinity.measure(n)
	for _, r := range pack.MustTable("past_sides").Rows {
		i, ok := at[r.Text("state_a")]
		j, too := at[r.Text("state_b")]
		if ok && too {
			for _, k := range []int{i*n + j, j*n + i} {
				s.affinity.same[k], s.affinity.opposed[k] = uint16(r.Int("same")), uint16(r.Int("opposed"))
			}
		}
	}
}

// China's seat in the General Assembly was Taiwan's until 1971.
const (
	mainland   = 710 // COW number
	chinaVotes = 1971
)

// ideal gives where a state's votes placed it in the newest session before a
// year, three years back at most; NaN where it did not vote. China's mainland
// has no point before it took the seat.
func (p *Past) ideal(i, code, year int) float64 {
	if code == mainland && year <= chinaVotes {
		return math.NaN()
	}
	for y := min(year-1, p.votes.Last); y >= year-3; y-- {
		if v := p.votes.At(i, y); !math.IsNaN(v) {
			return v
		}
	}
	return math.NaN()
}
