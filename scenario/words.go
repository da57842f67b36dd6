package scenario

import (
	"fmt"
	"math"

	"casus"
	"casus/inquiry"
	"casus/internal/numbers"
)

// sentence answers in one sentence on the first event.
func (a *Answer) sentence() string {
	if len(a.Events) == 0 {
		if a.Sweep == nil {
			return ""
		}
		return a.sweepWords()
	}
	x := &a.Events[0]
	if x.CannotTell != "" {
		return fmt.Sprintf("%s: cannot tell: %s.", x.Name, x.CannotTell)
	}
	ref := x.Classes[inquiry.Reference].TargetPrevails
	out := fmt.Sprintf("%s: if it is fought, the target's side prevails with %s as wars have gone (%s across the classes)", x.Name, spanWords(ref), rangeWords(x.Classes))
	if s := x.largest(); s != nil {
		c := s.Classes[inquiry.Reference].Change
		out += fmt.Sprintf("; the shock that changes it most, %s, moves that by %s", s.Name, pointsWords(c))
		if c.Low < 0 && c.High > 0 {
			out += ", of which not even the sign is sure"
		}
	}
	return out + "."
}

// largest is the shock that changes the outcome most, taken alone.
func (x *EventAnswer) largest() *ShockAnswer {
	var out *ShockAnswer
	for k := range x.Shocks {
		s := &x.Shocks[k]
		if len(s.Classes) == 0 || s.Beyond != nil {
			continue
		}
		if out == nil || math.Abs(s.Classes[inquiry.Reference].Change.Median) > math.Abs(out.Classes[inquiry.Reference].Change.Median) {
			out = s
		}
	}
	return out
}

// spanWords writes a probability with its interval; none is ever 0 or 100 %.
func spanWords(i casus.Interval) string {
	return fmt.Sprintf("%s (%s to %s)", percentWords(i.Median), percentWords(i.Low), percentWords(i.High))
}

func percentWords(p float64) string {
	switch v := 100 * p; {
	case v < 0.05:
		return "less than 0.1 %"
	case v > 99.9:
		return "more than 99.9 %"
	case v < 9.95:
		return fmt.Sprintf("%.1f %%", v)
	default:
		return fmt.Sprintf("%.0f %%", v)
	}
}

// pointsWords writes a difference of probabilities in points of a hundred.
func pointsWords(i casus.Interval) string {
	v := func(x float64) string {
		if x = numbers.Round(100*x, 1); x == 0 {
			return "0.0"
		}
		return fmt.Sprintf("%+.1f", x)
	}
	return fmt.Sprintf("%s points (%s to %s)", v(i.Median), v(i.Low), v(i.High))
}

// rangeWords gives the medians of the classes from the least to the greatest.
func rangeWords(list []ClassAnswer) string {
	low, high := math.Inf(1), math.Inf(-1)
	for _, c := range list {
		low, high = min(low, c.TargetPrevails.Median), max(high, c.TargetPrevails.Median)
	}
	return percentWords(low) + " to " + percentWords(high)
}
