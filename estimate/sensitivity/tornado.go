package sensitivity

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"casus"
)

// Bar is one assumption's part of a tornado: the answer with the assumption at
// either end of its range, all others at their central values.
type Bar struct {
	Name      string
	AtLow     float64 // the answer with the assumption at the low end of its range
	AtHigh    float64
	Low, High float64 // the range
}

// Swing is how far the answer moves over the range.
func (b Bar) Swing() float64 { return math.Abs(b.AtHigh - b.AtLow) }

// Tornado moves one input at a time over its range and gives the answer at the
// central values and the bars, the widest first. Unlike Sobol indices it sees
// no interaction.
func Tornado(inputs []Input, central []float64, model func(x []float64) (float64, error)) (base float64, bars []Bar, err error) {
	if len(central) != len(inputs) {
		return 0, nil, fmt.Errorf("sensitivity: %d central values for %d inputs", len(central), len(inputs))
	}
	for i, in := range inputs {
		if !(in.Low <= central[i] && central[i] <= in.High) {
			return 0, nil, &casus.InputError{Msg: fmt.Sprintf("assumption %s: its central value %g lies outside its range from %g to %g", casus.Quoted(in.Name), central[i], in.Low, in.High)}
		}
	}
	x := slices.Clone(central)
	if base, err = model(x); err != nil {
		return 0, nil, err
	}
	for i, in := range inputs {
		b := Bar{Name: in.Name, Low: in.Low, High: in.High}
		copy(x, central)
		x[i] = in.Low
		if b.AtLow, err = model(x); err != nil {
			return 0, nil, err
		}
		copy(x, central)
		x[i] = in.High
		if b.AtHigh, err = model(x); err != nil {
			return 0, nil, err
		}
		bars = append(bars, b)
	}
	slices.SortStableFunc(bars, func(a, b Bar) int { return cmp.Compare(b.Swing(), a.Swing()) })
	return base, bars, nil
}
