package game

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"casus"
)

// ExpectSides is E[W] for [Sides] at the least cost that keeps the error within
// a tolerance (from 1e-4 to 0.5; 0.01 for a sweep): players that hardly count are
// taken at their mean, and the grids are as fine as the rest needs. bound is what
// the error can be at most; it is above the tolerance only where half of that
// takes more than 512 cells for the target's side, or 256 for the attacker's.
func ExpectSides(target, attacker []float64, f Front, pTarget, pAttacker []float64, tolerance float64) (w, bound float64, err error) {
	if !(tolerance >= 1e-4 && tolerance <= 0.5) {
		return 0, 0, &casus.InputError{Msg: fmt.Sprintf("the tolerance must be a number from 0.0001 to 0.5, not %g", tolerance)}
	}
	t, a := 40, 20
	if err := checkFront(target, attacker, f, t, a); err != nil {
		return 0, 0, err
	}
	if err := (&Sides{n: len(target)}).check(pTarget, pAttacker); err != nil {
		return 0, 0, err
	}
	r := spare(target, attacker, f, pTarget, pAttacker, tolerance/4)
	for {
		s, err := NewSides(r.target, r.attacker, r.front, t, a)
		if err != nil {
			return 0, 0, err
		}
		var l lost
		w, l = s.expect(r.pTarget, r.pAttacker)
		bound = l.target + l.attacker + r.error
		// The error falls with the square of the cells: half of what may be for each.
		most := 0.9 * (tolerance - r.error) / 2
		moreT, moreA := finer(t, l.target/most, 512), finer(a, l.attacker/most, 256)
		if bound <= tolerance || moreT == t && moreA == a {
			return w, math.Min(bound, 1), nil
		}
		t, a = moreT, moreA
	}
}

// finer is how many cells, at most most, bring down an error that is so many
// times too large.
func finer(cells int, times float64, most int) int {
	return min(int(math.Ceil(math.Sqrt(math.Max(times, 1))*float64(cells-above)))+above, most)
}

// spared is what is left of a game when some are taken at their mean.
type spared struct {
	target, attacker, pTarget, pAttacker []float64
	front                                Front
	error                                float64
}

// spare takes at their mean as many players as may be for an error within. One
// that is moved from what it may bring to its mean, whatever the others bring,
// changes E[W] by at most half its variance times the curvature of W, which is
// nowhere more than Bend over the square of the two's own capability.
func spare(target, attacker []float64, f Front, pTarget, pAttacker []float64, within float64) spared {
	cost := make([]float64, len(target))
	order := make([]int, len(target))
	for i, p := range pTarget {
		q := pAttacker[i]
		c, a := target[i]/f.Target, attacker[i]/f.Attacker
		cost[i] = f.Bend / 2 * (p*(1-p)*c*c + q*(1-q)*a*a + 2*p*q*c*a)
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(cost[i], cost[j]) })
	r := spared{front: f}
	meanT, meanA := 0.0, 0.0
	for k, i := range order {
		if r.error+cost[i] > within || k == len(order)-1 { // a law needs one
			for _, i := range order[k:] {
				r.target, r.attacker = append(r.target, target[i]), append(r.attacker, attacker[i])
				r.pTarget, r.pAttacker = append(r.pTarget, pTarget[i]), append(r.pAttacker, pAttacker[i])
			}
			break
		}
		r.error += cost[i]
		meanT += pTarget[i] * target[i]
		meanA += pAttacker[i] * attacker[i]
	}
	r.front.Target, r.front.Attacker = f.Target+meanT, f.Attacker+meanA
	r.front.At = func(t, a float64) float64 { return f.At(meanT+t, meanA+a) }
	return r
}
