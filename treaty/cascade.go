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
// first, so that lawful assistance is never taken for an attack. Rows that only
// such an event brings carry its path. Contested verdicts are not followed.
// It ends when no state is added.
func (l *Library) Cascade(ev casus.Event, opt Options) []casus.Obligation {
	rows := l.Obligations(ev, opt)
	joined := map[casus.State][]string{} // how a state came in
	done := map[string]bool{}
	var queue []casus.State
	follow := func(batch []casus.Obligation) {
		for _, r := range batch {
			if r.Verdict == casus.Bound && (r.Type == casus.Assist || r.Type == casus.Offence) && joined[r.State] == nil {
				joined[r.State] = r.Path
				queue = append(queue, r.State)
			}
		}
	}
	follow(rows)
	seen := map[string]bool{}
	for _, r := range rows {
		seen[rowKey(r)] = true
	}
	for round := 0; len(queue) > 0 && round < maxRounds; round++ {
		s := queue[0]
		queue = queue[1:]
		for _, next := range entries(ev, s) {
			if name := label(&next); done[name] {
				continue
			} else {
				done[name] = true
			}
			var fresh []casus.Obligation
			for _, r := range l.Obligations(next, Options{}) {
				// A state already in, or on the other side, is not asked again.
				if r.Type != casus.Assist && r.Type != casus.Offence || r.Verdict == casus.NotBound || r.State == ev.Target || slices.Contains(ev.Attackers, r.State) || seen[rowKey(r)] {
					continue
				}
				seen[rowKey(r)] = true
				r.Path = append(slices.Clone(joined[s]), r.Path...)
				fresh = append(fresh, r)
			}
			rows = append(rows, fresh...)
			follow(fresh)
		}
	}
	Sort(rows)
	return rows
}

// entries gives the two events that s's entry on the target's side would be.
func entries(ev casus.Event, s casus.State) []casus.Event {
	struck := ev
	struck.Target, struck.Object, struck.TargetStruckFirst = s, casus.Forces, false
	out := []casus.Event{struck}
	for _, a := range ev.Attackers {
		if a == casus.NonState {
			continue
		}
		back := ev
		back.Attackers, back.Target, back.TargetStruckFirst, back.Object = []casus.State{s}, a, true, casus.Forces
		out = append(out, back)
	}
	return out
}

func rowKey(r casus.Obligation) string {
	return strings.Join([]string{string(r.State), r.Treaty, r.Article, string(r.Toward)}, "|")
}
