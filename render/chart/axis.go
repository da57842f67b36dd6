package chart

import (
	"fmt"
	"math"
	"strconv"
)

// axis carries values to places between 0 and 1.
type axis struct {
	scale     Scale
	low, high float64
	ticks     []float64
	decimals  int // of the ticks of an even scale
}

// floor is the lowest probability that a logarithmic axis shows.
const floor = 1e-4

// newAxis makes an axis for the values, with ticks as many as the room lets
// stand apart. zero says that it must show 0, zoom that an axis of probabilities
// need not run from 0 to 100 %.
func newAxis(scale Scale, values []float64, room float64, zero, zoom bool) axis {
	a := axis{scale: scale}
	low, high := extent(values, scale)
	most := max(2, int(room/64))
	switch scale {
	case LogProbability:
		a.low, a.high = floor, 1
		if zoom {
			a.low, a.high = math.Pow(10, math.Floor(math.Log10(max(low, floor)))), math.Pow(10, math.Ceil(math.Log10(max(min(high, 1), floor*10))))
			a.low = min(a.low, a.high/10)
		}
		for t := math.Round(math.Log10(a.low)); t <= math.Round(math.Log10(a.high)); t++ {
			a.ticks = append(a.ticks, math.Pow(10, t))
		}
		a.low, a.high = a.ticks[0], a.ticks[len(a.ticks)-1]
	case Ratio:
		a.ratio(min(low, 1), max(high, 1))
	case Probability:
		if !zoom {
			low, high = 0, 1
		}
		a.even(max(low, 0), min(high, 1), most, 0, 1)
	default:
		if zero {
			low, high = min(low, 0), max(high, 0)
		}
		a.even(low, high, most, math.Inf(-1), math.Inf(1))
	}
	return a
}

// extent gives the range of the values that are finite and that the scale can show.
func extent(values []float64, scale Scale) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if !finite(v) || scale == Ratio && v <= 0 || math.Abs(v) > 1e15 {
			continue
		}
		low, high = min(low, v), max(high, v)
	}
	if low > high {
		return 0, 1
	}
	return low, high
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// even lays ticks of 1, 2, 2.5 or 5 times a power of ten, within bounds.
func (a *axis) even(low, high float64, most int, least, greatest float64) {
	if pad := 1e-6 * max(math.Abs(low), math.Abs(high), 1e-9); high-low < pad {
		low, high = max(low-max(pad*10, math.Abs(low)*0.1), least), min(high+max(pad*10, math.Abs(high)*0.1), greatest)
	}
	unit := 1.0
	if a.scale == Probability {
		unit = 100 // the ticks are round in per cent
	}
	low, high, least, greatest = low*unit, high*unit, least*unit, greatest*unit
	step := niceStep((high - low) / float64(most))
	first, last := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
	for k := first; k <= last; k++ {
		if t := k * step; t >= least-1e-9 && t <= greatest+1e-9 {
			a.ticks = append(a.ticks, t/unit)
		}
	}
	if len(a.ticks) < 2 { // a range narrower than a step at the edge of the bounds
		a.ticks = []float64{low / unit, high / unit}
	}
	for k := step; a.decimals < 6 && math.Abs(k-math.Round(k)) > 1e-6*k; k *= 10 {
		a.decimals++
	}
	a.low, a.high = a.ticks[0], a.ticks[len(a.ticks)-1]
}

// tight ends the axis where the values end; ticks beyond fall away, and where
// fewer than two stay, the ends are the ticks.
func (a axis) tight(values []float64) axis {
	low, high := extent(values, a.scale)
	if a.scale == LogProbability || !(low < high) {
		return a
	}
	var ticks []float64
	for _, t := range a.ticks {
		if slack := 1e-9 * (high - low); t >= low-slack && t <= high+slack {
			ticks = append(ticks, t)
		}
	}
	a.low, a.high = low, high
	if a.ticks = ticks; len(ticks) < 2 {
		a.ticks, a.decimals = []float64{low, high}, 0
		for k := 1.0; a.decimals < 3 && math.Abs(k*low-math.Round(k*low))+math.Abs(k*high-math.Round(k*high)) > 1e-6; k *= 10 {
			a.decimals++
		}
	}
	return a
}

func niceStep(raw float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if raw <= m*p*(1+1e-9) {
			return m * p
		}
	}
	return 10 * p
}

// ratio lays ticks at 1, 2 and 5 times powers of ten, or at the powers alone
// where they are many.
func (a *axis) ratio(low, high float64) {
	low, high = max(low, 1e-6), min(high, 1e6)
	from, to := math.Floor(math.Log10(low)), math.Ceil(math.Log10(high))
	if from == to {
		from, to = from-1, to+1
	}
	steps := []float64{1, 2, 5}
	if to-from > 3 {
		steps = steps[:1]
	}
	for e := from; e <= to; e++ {
		for _, m := range steps {
			a.ticks = append(a.ticks, m*math.Pow(10, e))
		}
	}
	for len(a.ticks) > 2 && a.ticks[1] <= low*(1+1e-9) {
		a.ticks = a.ticks[1:]
	}
	for n := len(a.ticks); n > 2 && a.ticks[n-2] >= high*(1-1e-9); n = len(a.ticks) {
		a.ticks = a.ticks[:n-1]
	}
	a.low, a.high = a.ticks[0], a.ticks[len(a.ticks)-1]
}

// at gives the place of a value between 0 and 1; what lies beyond stands at the edge.
func (a axis) at(v float64) float64 {
	low, high := a.low, a.high
	if a.scale == LogProbability || a.scale == Ratio {
		low, high, v = math.Log(low), math.Log(high), math.Log(max(v, 1e-300))
	}
	switch {
	case v <= low:
		return 0
	case v >= high:
		return 1
	}
	return (v - low) / (high - low)
}

// beyond says on which side of the axis a value lies: -1, 0 or 1.
func (a axis) beyond(v float64) int {
	switch slack := 1e-9 * (math.Abs(a.low) + math.Abs(a.high)); {
	case v < a.low-slack, v < a.low*(1-1e-9) && (a.scale == LogProbability || a.scale == Ratio):
		return -1
	case v > a.high+slack:
		return 1
	}
	return 0
}

// tick names a tick; the ends of an axis of probabilities may be 0 and 100 %.
func (a axis) tick(v float64) string {
	switch a.scale {
	case LogProbability:
		return strconv.FormatFloat(math.Round(1e6*v)/1e4, 'f', -1, 64) + " %"
	case Probability:
		return fmt.Sprintf("%.*f %%", a.decimals, 100*v)
	case Ratio:
		return strconv.FormatFloat(v, 'g', 3, 64)
	}
	if math.Abs(a.high) >= 1e9 || math.Abs(a.low) >= 1e9 {
		return strconv.FormatFloat(v, 'g', 3, 64)
	}
	if math.Abs(v) >= 1e4 && a.decimals == 0 { // years need no commas
		return grouped(v)
	}
	s := strconv.FormatFloat(v, 'f', a.decimals, 64)
	if v == 0 || math.Abs(v) < 1e-12 {
		return strconv.FormatFloat(0, 'f', a.decimals, 64)
	}
	return s
}
