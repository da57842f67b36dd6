package forecast

import (
	"cmp"
	"slices"
)

// lot is what the law of who comes takes as one player: a state whose coming
// counts, or several of like strength that hardly ever come.
type lot struct {
	members []int
	weights []float64 // of their strengths in the lot's; they sum to 1
}

// What a lot may be. The tests hold the error of all of it together, beside a
// law of single states on fine grids, below six tenths of a point in a hundred.
const (
	single   = 0.02 // who comes more often than this stands alone,
	mostSole = 8    // at most so many do,
	alike    = 2.5  // in one lot no state is so many times as strong as another,
	rare     = 0.2  // and at most so many of its states come on average
	trifle   = 1e-3 // of the weaker side's strength: those below it make one lot
)

// lots groups the states outside by what they are expected to bring at the
// central estimates. The groups serve every draw of the case.
//
// With another case beside, the groups serve both, so that the difference of the two
// is none of groups: whoever differs between them stands alone.
func (s *scene) lots(class Class, beside *scene) []lot {
	strength, chances := s.strength[class.kind()], s.chances[class]
	weaker := min(s.front[class.kind()].Target, s.front[class.kind()].Attacker)
	coming := func(i int) float64 {
		v := chances[i].Target + chances[i].Attacker
		if beside != nil {
			v = max(v, beside.chances[class][i].Target+beside.chances[class][i].Attacker)
		}
		return v
	}
	differs := func(i int) bool {
		return beside != nil && (chances[i] != beside.chances[class][i] || strength[i] != beside.strength[class.kind()][i])
	}
	var order []int
	for i := range chances {
		// Whoever has no chance at all is held at home; of whom nothing is known
		// brings nothing.
		if strength[i] > 0 && coming(i) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(coming(j), coming(i)) })
	var out []lot
	var rest []int
	differing := 0 // a shock that all feel, as of one draw's words, parts nobody
	for _, i := range order {
		if differs(i) {
			differing++
		}
	}
	for k, i := range order {
		if k < mostSole && coming(i) > single || differing <= mostSole && differs(i) {
			out = append(out, lot{[]int{i}, []float64{1}})
		} else {
			rest = append(rest, i)
		}
	}
	slices.SortStableFunc(rest, func(i, j int) int { return cmp.Compare(strength[i], strength[j]) })
	for len(rest) > 0 {
		n, sum := 1, coming(rest[0])
		for n < len(rest) && (strength[rest[n]] < trifle*weaker || strength[rest[n]] <= alike*strength[rest[0]] && sum+coming(rest[n]) <= rare) {
			sum += coming(rest[n])
			n++
		}
		l := lot{members: rest[:n:n]}
		for _, i := range l.members {
			l.weights = append(l.weights, coming(i)/sum)
		}
		out = append(out, l)
		rest = rest[n:]
	}
	return out
}

// law lays the lots of a class out for [game.Sides]: what each brings, and with
// what chance it joins either side, such that what it is expected to bring is
// what its members are.
func (s *scene) law(class Class) (strength, target, attacker []float64) {
	chances, each := s.chances[class], s.strength[class.kind()]
	list := s.c.prepared.lots[class]
	strength, target, attacker = make([]float64, len(list)), make([]float64, len(list)), make([]float64, len(list))
	for k := range list {
		l := &list[k]
		if i := l.members[0]; len(l.members) == 1 {
			strength[k], target[k], attacker[k] = each[i], chances[i].Target, chances[i].Attacker
			continue
		}
		for n, i := range l.members {
			strength[k] += l.weights[n] * each[i]
			target[k] += chances[i].Target * each[i]
			attacker[k] += chances[i].Attacker * each[i]
		}
		scale := strength[k]
		if scale <= 0 { // they bring nothing, so that nothing hangs on their coming
			target[k], attacker[k] = 0, 0
			continue
		}
		if sum := (target[k] + attacker[k]) / scale; sum > mostLot {
			scale *= sum / mostLot
		}
		target[k] /= scale
		attacker[k] /= scale
	}
	return strength, target, attacker
}

// mostLot keeps a lot from being certain to come.
const mostLot = 0.95
