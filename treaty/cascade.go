package treaty

import (
	"slices"
	"strings"

	"casus"
)

// maxRounds bounds the cascade; every round adds a state, so it cannot be
// reached by the states there are.
const maxRounds = 250

// Cascade follows the hypothetical that every state bound to assist does so.
// Each entry is asked as an event of its own: the attackers fight the joiner's
// forces in the same theatre, and the joiner fights the attackers, who struck
// first, so that lawful assistance is never taken for an attack. A state bound
// to help an attacker enters on its side: it attacks the target too. A state
// enters once, on the side that its first duty calls it to. Rows that only such
// an event brings carry its path. Contested verdicts are not followed. It ends
// when no state is added.
func (l *Library) Cascade(ev casus.Event, opt Options) []casus.Obligation {
	rows := l.Obligations(ev, opt)
	sides := map[casus.State]side{ev.Target: defending}
	for _, a := range ev.Attackers {
		sides[a] = attacking
	}
	done := map[string]bool{}
	var queue []casus.Obligation // the duty that brings each state in
	follow := func(batch []casus.Obligation) {
		for _, r := range batch {
			if r.Verdict == casus.Bound && (r.Type == casus.Assist || r.Type == casus.Offence) && sides[r.State] == neither {
				sides[r.State] = sides[r.Toward]
				queue = append(queue, r)
			}
		}
	}
	follow(rows)
	seen := map[string]bool{}
	for _, r := range rows {
		seen[rowKey(r)] = true
	}
	for round := 0; len(queue) > 0 && round < maxRounds; round++ {
		in := queue[0]
		queue = queue[1:]
		for _, next := range entries(ev, in.State, sides[in.State]) {
			if name := label(&next); done[name] {
				continue
			} else {
				done[name] = true
			}
			var fresh []casus.Obligation
			for _, r := range l.Obligations(next, Options{}) {
				// A state already in, or on the other side, is not asked again.
				if sides[r.State] != neither || r.Type != casus.Assist && r.Type != casus.Offence || r.Verdict == casus.NotBound || r.State == ev.Target || slices.Contains(ev.Attackers, r.State) || seen[rowKey(r)] {
					continue
				}
				seen[rowKey(r)] = true
				r.Path = append(slices.Clone(in.Path), r.Path...)
				fresh = append(fresh, r)
			}
			rows = append(rows, fresh...)
			follow(fresh)
		}
	}
	Sort(rows)
	return rows
}

// side is where a state stands in a cascade.
type side uint8

const (
	neither side = iota
	defending
	attacking
)

// entries gives the events that s's entry on a side would be: fighting between
// it and the other side, begun by either.
func entries(ev casus.Event, s casus.State, on side) []casus.Event {
	if on == attacking {
		joins := ev
		joins.Attackers = []casus.State{s}
		return []casus.Event{joins, answer(ev, ev.Target, s)}
	}
	struck := ev
	struck.Target, struck.Object, struck.TargetStruckFirst = s, casus.Forces, false
	out := []casus.Event{struck}
	for _, a := range ev.Attackers {
		if a != casus.NonState {
			out = append(out, answer(ev, s, a))
		}
	}
	return out
}

// answer is lawful force by one state against another that struck first.
func answer(ev casus.Event, by, against casus.State) casus.Event {
	ev.Attackers, ev.Target, ev.TargetStruckFirst, ev.Object = []casus.State{by}, against, true, casus.Forces
	return ev
}

func rowKey(r casus.Obligation) string {
	return strings.Join([]string{string(r.State), r.Treaty, r.Article, string(r.Toward)}, "|")
}
