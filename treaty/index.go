package treaty

import (
	"slices"
	"sync"

	"casus"
)

// index finds the treaties that may concern an event without asking each.
type index struct {
	once sync.Once
	of   map[casus.State][]int32 // positions in Library.treaties, ascending
	days []casus.Span            // on no other day is anybody bound, signatory or promised help
}

// candidates gives the treaties that may have a row for the event, in order:
// those with which the target or an attacker has to do, on days on which they
// stand.
func (l *Library) candidates(ev *casus.Event) []*Treaty {
	l.idx.once.Do(l.build)
	var at []int32
	for _, i := range l.idx.of[ev.Target] {
		if l.idx.days[i].Holds(ev.On) {
			at = append(at, i)
		}
	}
	for _, a := range ev.Attackers {
		for _, i := range l.idx.of[a] {
			if l.idx.days[i].Holds(ev.On) {
				at = append(at, i)
			}
		}
	}
	slices.Sort(at)
	at = slices.Compact(at)
	out := make([]*Treaty, len(at))
	for k, i := range at {
		out[k] = l.treaties[i]
	}
	return out
}

func (l *Library) build() {
	l.idx.of = map[casus.State][]int32{}
	l.idx.days = make([]casus.Span, len(l.treaties))
	for i, t := range l.treaties {
		seen := map[casus.State]bool{}
		add := func(s casus.State) {
			if !seen[s] {
				seen[s] = true
				l.idx.of[s] = append(l.idx.of[s], int32(i))
			}
		}
		for _, p := range t.Parties {
			add(p.State)
		}
		for _, c := range t.Clauses {
			for _, s := range c.OwedTo {
				add(s)
			}
		}
		l.idx.days[i] = within(t.days(), t.Asked)
	}
}

// within gives the days that two spans share; a zero end is open.
func within(a, b casus.Span) casus.Span {
	a.From = max(a.From, b.From)
	if a.Until == 0 || b.Until != 0 && b.Until < a.Until {
		a.Until = b.Until
	}
	return a
}

// days bounds the days on which some state has to do with the treaty; a zero
// end is open.
func (t *Treaty) days() casus.Span {
	var out casus.Span
	first := func(d casus.Date) {
		if d != 0 && (out.From == 0 || d < out.From) {
			out.From = d
		}
	}
	for _, p := range t.Parties {
		if p.Signed == 0 && p.From == 0 && t.Signed == 0 && t.InForce == 0 {
			return casus.Span{}
		}
		first(p.Signed)
		first(p.From)
		end := p.Until
		if end == 0 {
			end = t.Ended
		}
		if end == 0 {
			out.Until = open
		}
		out.Until = max(out.Until, end)
	}
	first(t.Signed)
	first(t.InForce)
	// Help may be promised to states outside as long as the treaty stands.
	if promises := slices.ContainsFunc(t.Clauses, func(c *Clause) bool { return c.OwedTo != nil && !c.Members }); promises {
		out.Until = max(out.Until, t.Ended)
		if t.Ended == 0 {
			out.Until = open
		}
	}
	if out.Until == open {
		out.Until = 0
	}
	return out
}

// open is later than every day.
const open casus.Date = 1 << 30
