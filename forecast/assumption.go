package forecast

import "fmt"

// Assumption is a number that history does not settle: it is declared, with a
// range, and every answer shows how much hangs on it.
type Assumption struct {
	Name  string  // as scenario files spell it
	Says  string  // what it means
	Value float64 // where nothing else is said
	Low   float64
	High  float64
}

// Assumptions are values of the declared assumptions, in the order of [Declared].
type Assumptions [9]float64

// Places in Assumptions.
const (
	Words = iota
	HalfLife
	Aspirant
	Common
	Brought
	Drift
	Spending
	Selection
	Overmatch
)

// Declared lists the assumptions. The values are judgements, not estimates.
var Declared = [len(Assumptions{})]Assumption{
	Words:     {"words", "weight of words: log-odds that a head of government's refusal, said today, takes from its state's coming, and a pledge adds", 0.7, 0, 2},
	HalfLife:  {"half-life", "years after which a statement weighs half", 2, 0.5, 8},
	Aspirant:  {"aspirant", "weight of who does not hold the office, beside who does", 0.3, 0, 1},
	Common:    {"common-shock", "how far states decide together: standard deviation of a shared shock in log-odds", 1, 0, 2},
	Brought:   {"brought", "share of its strength that a state which comes brings", 1, 0.25, 1},
	Drift:     {"drift", "how far the drift towards stalemate goes on after the last case: 1 as before, 0 not at all", 1, 0, 1},
	Spending:  {"spending", "elasticity of a state's strength in its military expenditure, for supposed changes of that", 0, 0, 0.5},
	Selection: {"selection", "share of the initiators' lead in past conflicts that holds for an attack which is only supposed: states begin those that they expect to win", 0.5, 0, 1},
	Overmatch: {"overmatch", "log of the ratio of strengths beyond which no past war was like it, and the stronger side is taken to settle it", 7, 5, 9},
}

// Central gives the values at which answers stand where nothing else is said.
func Central() (a Assumptions) {
	for k, d := range Declared {
		a[k] = d.Value
	}
	return a
}

// Check reports a value outside what the assumption can mean.
func (a Assumptions) Check() error {
	most := Assumptions{5, 100, 1, 4, 1, 1, 2, 1, 30}
	for k, v := range a {
		least := 0.0
		if k == HalfLife {
			least = 0.01
		}
		if !(v >= least && v <= most[k]) {
			return fmt.Errorf("the assumption %s must be a number from %g to %g, not %g", Declared[k].Name, least, most[k], v)
		}
	}
	return nil
}
