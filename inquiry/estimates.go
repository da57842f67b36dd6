package inquiry

import (
	"cmp"
	"fmt"

	"casus"
	"casus/forecast"
	"casus/model"
)

// OutcomeOf is an outcome under a supposition.
type OutcomeOf struct {
	TargetPrevails  casus.Interval `json:"target_prevails"`
	Stalemate       casus.Interval `json:"stalemate"`
	AttackerPrevail casus.Interval `json:"attacker_prevails"`
}

// DefaultDraws is the number of parameter draws behind an interval.
const DefaultDraws = 200

// LeastDraws and MostDraws bound the draws of a question, where any are drawn: of
// fewer than 20 none lies beyond a 90 % interval on either side.
const (
	LeastDraws = 20
	MostDraws  = 100_000
)

// Estimates says how links 2 to 4 are estimated. The zero value is the embedded
// model with [DefaultDraws] draws and seed 1.
type Estimates struct {
	Model   *model.Model // nil for the embedded one
	Draws   int          // 0 for DefaultDraws
	Seed    uint64       // 0 for 1
	Workers int          // 0 for one a processor; never changes the answer
}

// Engine makes the chain ready to answer. The error is an [*casus.InputError] where
// the number of draws lies beyond [LeastDraws] and [MostDraws].
func (e Estimates) Engine() (*forecast.Engine, error) {
	if e.Draws != 0 && (e.Draws < LeastDraws || e.Draws > MostDraws) {
		return nil, &casus.InputError{Field: "draws", Msg: fmt.Sprintf("draws %d: expected %d to %d", e.Draws, LeastDraws, MostDraws),
			Hint: "fewer draws tell no 90 % interval"}
	}
	m := e.Model
	if m == nil {
		var err error
		if m, err = model.Default(); err != nil {
			return nil, err
		}
	}
	return forecast.New(m, cmp.Or(e.Draws, DefaultDraws), cmp.Or(e.Seed, 1))
}

// Reference is the class whose figures stand where one figure is asked for: an
// armed attack on a state's territory is nearest to a war. The other classes
// stand beside it.
const Reference = forecast.Wars
