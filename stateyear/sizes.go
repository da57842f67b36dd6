package stateyear

import (
	"math"
	"sync"

	"casus/history"
)

// Sizes reads how large the states of the past were. It is the one reading of
// their figures: links are fitted to it and answer by it. It is safe for
// concurrent use.
type Sizes struct {
	system *history.System
	panels [5]*history.Panel

	lock   sync.Mutex
	totals [4]map[int]float64
}

// Places in Sizes.panels.
const (
	output = iota
	population
	spending
	personnel
	index
)

var sources = [5][2]string{{"gdp", "pwtrgdp"}, {"cow-nmc", "tpop"}, {"cow-nmc", "milex"}, {"cow-nmc", "milper"}, {"cow-nmc", "cinc"}}

// OpenSizes opens the figures. The error is a *history.AbsentError where one is
// not imported.
func OpenSizes(db *history.DB) (*Sizes, error) {
	z := &Sizes{}
	var err error
	if z.system, err = db.System(); err != nil {
		return nil, err
	}
	for k, from := range sources {
		if z.panels[k], err = db.Panel(db.Dataset(from[0]), from[1]); err != nil {
			return nil, err
		}
	}
	for k := range z.totals {
		z.totals[k] = map[int]float64{}
	}
	return z, nil
}

// Of gives what is known of the size of the state with an index in a year: each
// figure of the year before, of the year itself or of the next for a state that is
// new, as a share of the world's. What is missing stands at its best guess.
func (z *Sizes) Of(i, year int) State {
	s := State{Code: z.system.Codes[i], Spans: z.system.Spans(i)}
	shares := [5]*float64{&s.Output, &s.Population, &s.Spending, &s.Personnel, &s.Index}
	for k, share := range shares {
		*share = math.NaN()
		for _, y := range []int{year - 1, year, year + 1} {
			v := z.panels[k].At(i, min(y, z.panels[k].Last))
			if k != index {
				v /= z.world(k, min(y, z.panels[k].Last))
			}
			if !math.IsNaN(v) {
				*share = v
				break
			}
		}
	}
	s.fill()
	return s
}

// world sums a figure over all states of a year.
func (z *Sizes) world(k, year int) float64 {
	z.lock.Lock()
	defer z.lock.Unlock()
	if v, ok := z.totals[k][year]; ok {
		return v
	}
	total := 0.0
	for i := range z.system.N() {
		if v := z.panels[k].At(i, year); !math.IsNaN(v) {
			total += v
		}
	}
	z.totals[k][year] = total
	return total
}
