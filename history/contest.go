package history

import (
	"slices"

	"casus"
)

// Contest is a war or a dispute as the states outside it see it.
type Contest struct {
	Num       int
	Start     casus.Date
	Attackers []int // codes of those who were in it from the first day
	Targets   []int
	Joined    map[int]Join // by code: those who came in later
}

// Join is when and on which side a state came in.
type Join struct {
	On     casus.Date
	Target bool // on the target's side
}

// Contest parts those who fought from the first day, on the initiator's side
// and on the other, from those who came later. COW's data do not tell a
// co-belligerent of the first day from an original party.
func (w *War) Contest() Contest {
	c := Contest{Num: w.Num, Start: w.Start(), Joined: map[int]Join{}}
	attacking := 0
	for _, b := range w.Belligerents {
		if b.Initiator {
			attacking = b.Side
		}
	}
	for _, b := range w.Belligerents {
		first := b.Spells[0].From
		c.enter(b.Code, first, first == c.Start, b.Side == attacking)
	}
	c.settle()
	return c
}

// Contest parts originators from joiners; side A is taken for the attacker.
func (d *Dispute) Contest() Contest {
	c := Contest{Num: d.Num, Joined: map[int]Join{}}
	for _, p := range d.Participants {
		if c.Start == 0 || p.Span.From < c.Start {
			c.Start = p.Span.From
		}
	}
	if d.Span.From != 0 {
		c.Start = d.Span.From
	}
	for _, p := range d.Participants {
		c.enter(p.Code, p.Span.From, p.Orig, p.SideA)
	}
	c.settle()
	return c
}

// enter records a participant.
func (c *Contest) enter(code int, on casus.Date, original, attacking bool) {
	switch {
	case original && attacking:
		c.Attackers = append(c.Attackers, code)
	case original:
		c.Targets = append(c.Targets, code)
	default:
		if old, ok := c.Joined[code]; !ok || on < old.On {
			c.Joined[code] = Join{on, !attacking}
		}
	}
}

func (c *Contest) settle() {
	slices.Sort(c.Attackers)
	slices.Sort(c.Targets)
	c.Attackers, c.Targets = slices.Compact(c.Attackers), slices.Compact(c.Targets)
}

// DefencePacts tells whether one state owed another defence on a day: both are
// members of a phase on it, the first one's own row promises defence, and
// ATOP's directed dyad-year of that year or the one before agrees.
func (db *DB) DefencePacts() (func(k, b int, d casus.Date) bool, error) {
	sys, err := db.System()
	if err != nil {
		return nil, err
	}
	atop, err := db.ATOP()
	if err != nil {
		return nil, err
	}
	pledges, err := db.Pledges()
	if err != nil {
		return nil, err
	}
	by := map[[2]int][]casus.Span{}
	for a := range atop.Alliances {
		ms := atop.Alliances[a].Members
		for _, k := range ms {
			if !k.Has(Defense) {
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
		i, j := sys.Index(k), sys.Index(b)
		if i < 0 || j < 0 || !slices.ContainsFunc(by[[2]int{k, b}], func(s casus.Span) bool { return s.Holds(d) }) {
			return false
		}
		now, _ := pledges.At(i, j, d.Year())
		before, _ := pledges.At(i, j, d.Year()-1)
		return now.Has(Defense) || before.Has(Defense)
	}, nil
}
