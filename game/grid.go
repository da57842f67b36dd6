package game

import (
	"cmp"
	"math"
	"slices"

	"casus"
)

func exactLaw(capabilities []float64, unit float64, w Shape) *Law {
	return newLaw(KindExact, capabilities, unit, w)
}

func roundedLaw(capabilities []float64, step float64, w Shape) *Law {
	return newLaw(KindRounded, capabilities, step, w)
}

func newLaw(kind string, capabilities []float64, step float64, w Shape) *Law {
	l := &Law{kind: kind, step: step, shape: w}
	l.arrange(capabilities)
	total := 0
	l.top = append(l.top, 0)
	for _, i := range l.order {
		c, f := 0, 0.0
		if step > 0 { // no capability anywhere leaves the one cell 0
			q := capabilities[i] / step
			c = int(math.Round(q))
			if kind == KindRounded && math.Abs(q-float64(c)) > 1e-9 {
				c = int(math.Floor(q))
				f = q - float64(c)
			}
		}
		l.cells, l.frac = append(l.cells, c), append(l.frac, f)
		if total += c; f > 0 {
			total++
			l.split = true
		}
		l.top = append(l.top, total)
	}
	l.w = make([]float64, total+1)
	for x := range l.w {
		l.w[x] = w.At(float64(x) * step)
	}
	return l
}

// enumeratedLaw writes out every coalition: the place j of a coalition is bit j
// of its cell, and the same passes run over them.
func enumeratedLaw(capabilities []float64, w Shape) *Law {
	l := &Law{kind: KindEnumerated, shape: w}
	l.arrange(capabilities)
	l.top = append(l.top, 0)
	sums := []float64{0}
	for j, i := range l.order {
		l.cells, l.frac = append(l.cells, 1<<j), append(l.frac, 0)
		l.top = append(l.top, 2<<j-1)
		for _, s := range sums[:1<<j] {
			sums = append(sums, s+capabilities[i])
		}
	}
	for _, s := range sums {
		l.w = append(l.w, w.At(s))
	}
	return l
}

// arrange puts small capabilities first, so that the laws of partial sums stay
// short.
func (l *Law) arrange(capabilities []float64) {
	l.n = len(capabilities)
	l.order, l.place = make([]int, l.n), make([]int, l.n)
	for i := range l.order {
		l.order[i] = i
	}
	slices.SortStableFunc(l.order, func(a, b int) int { return cmp.Compare(capabilities[a], capabilities[b]) })
	for j, i := range l.order {
		l.place[i] = j
	}
}

// rounding bounds the error of sharing a capability between two cells. One
// player at a time is moved from its exact capability to the two cells around
// it, which keeps its mean: whatever the others bring, this changes the
// expectation by at most f(1−f)·step²/2 times the curvature of W over one step,
// and by no more than W rises over that step. A gain is a difference of two
// expectations, so it counts twice.
func (l *Law) rounding() float64 {
	if l.shape.Curve == nil {
		return 1
	}
	players, v := 0, 0.0
	for _, f := range l.frac {
		if f > 0 {
			players++
			v = math.Max(v, f*(1-f))
		}
	}
	worst := 0.0
	for x := 0; x+2 < len(l.w); x++ { // a step that starts anywhere in a cell lies in two
		lo := float64(x) * l.step
		bend := v * l.step * l.step / 2 * l.shape.Curve(lo, lo+2*l.step)
		worst = math.Max(worst, math.Min(bend, l.w[x+2]-l.w[x]))
	}
	return math.Min(1, 2*worst*float64(players))
}

// commonUnit finds the largest unit of which every capability is a multiple,
// and the cells that the sum then takes; 0 where it takes more than most.
func commonUnit(capabilities []float64, most int) (unit float64, cells int) {
	for scale := 1.0; scale <= 1e6; scale *= 10 {
		divisor, whole := int64(0), true
		for _, c := range capabilities {
			q := c * scale
			r := math.Round(q)
			if math.Abs(q-r) > 1e-12*math.Max(1, r) || r > 1<<52 {
				whole = false
				break
			}
			divisor = gcd(divisor, int64(r))
		}
		if !whole {
			continue
		}
		if divisor == 0 { // nobody brings anything
			return 1, 1
		}
		unit = float64(divisor) / scale
		if q := sum(capabilities) / unit; q < float64(most) {
			return unit, int(math.Round(q)) + 1
		}
		return 0, 0
	}
	return 0, 0
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func checkCapabilities(capabilities []float64) error {
	switch n := len(capabilities); {
	case n == 0:
		return &casus.InputError{Msg: "a game without players", Hint: "give at least one"}
	case n > mostPlayers:
		return &casus.InputError{Msg: "more than 256 players", Hint: "leave out those that cannot matter"}
	}
	for _, c := range capabilities {
		if !(c >= 0) || c > 1e12 {
			return &casus.InputError{Msg: "a capability must be a number from 0 to 1e12"}
		}
	}
	return nil
}

func sum(v []float64) float64 {
	s := 0.0
	for _, x := range v {
		s += x
	}
	return s
}

func dot(a, b []float64) float64 {
	s := 0.0
	b = b[:len(a)]
	for i, x := range a {
		s += x * b[i]
	}
	return s
}
