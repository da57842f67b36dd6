package scenario

import (
	"casus"
	"casus/forecast"
	"casus/inquiry"
)

// Answer is the answer to a stress test.
type Answer struct {
	Schema string `json:"schema"`
	Title  string `json:"title"`
	Answer string `json:"answer"` // one sentence on the first event
	// ReferenceClass is that of figures that name no class: the other classes
	// stand beside it.
	ReferenceClass string           `json:"reference_class"`
	Events         []EventAnswer    `json:"events"`
	Sequence       []StepAnswer     `json:"sequence,omitempty"`
	Statements     []StatementTable `json:"statement_tables,omitempty"`
	Costs          *CostsBeside     `json:"costs,omitempty"`
	Sweep          *SweepAnswer     `json:"sweep,omitempty"`
	Assumptions    []Assumption     `json:"assumptions"`
	Vary           string           `json:"intervals_hold"`
	Size           Size             `json:"size"`
	Notes          []string         `json:"notes"`
	Provenance     casus.Provenance `json:"provenance"`
}

// Size is how much was worked out.
type Size struct {
	Cells   int `json:"cells"`
	Answers int `json:"answers"` // of the chain
}

// Assumption is a declared assumption as the scenario has it.
type Assumption struct {
	Name  string  `json:"name"`
	Says  string  `json:"says"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// EventAnswer is one event with what shocks change in it.
type EventAnswer struct {
	Name  string      `json:"name"`
	Event casus.Event `json:"event"`
	// CannotTell says why there are no figures; "" where there are.
	CannotTell    string          `json:"cannot_tell,omitempty"`
	Classes       []ClassAnswer   `json:"classes"`
	Rate          *casus.Interval `json:"rate"`       // of a militarized dispute in a year
	OddsRatio     *casus.Interval `json:"odds_ratio"` // see [Deterrence]; nil where history cannot tell
	Extrapolation []string        `json:"extrapolation"`
	Shocks        []ShockAnswer   `json:"shocks"`
	Futures       *FuturesMix     `json:"futures,omitempty"`
	Worth         *WorthTable     `json:"worth,omitempty"`
	Drivers       *Drivers        `json:"drivers,omitempty"`
	Tipping       *TippingAnswer  `json:"tipping,omitempty"`
}

// ClassAnswer is how an event would end as one class of past events has it.
type ClassAnswer struct {
	Class string `json:"class"`
	inquiry.OutcomeOf
	Alone casus.Interval `json:"target_prevails_alone"`     // if nobody came
	All   casus.Interval `json:"target_prevails_all_bound"` // if all came who are bound
}

// ShockAnswer is what a supposition changes: differences of the same draws.
type ShockAnswer struct {
	Name   string   `json:"name"`
	Shocks []string `json:"shocks"`
	Weight float64  `json:"weight,omitempty"`
	// CannotTell says why it is not asked of this event; "" where it is.
	CannotTell string          `json:"cannot_tell,omitempty"`
	Classes    []EffectOfClass `json:"classes,omitempty"`
	Rate       *casus.Interval `json:"rate_change"`
	OddsRatio  *casus.Interval `json:"odds_ratio_change"`
	// Beyond is what shocks that hold together change beyond the sum of what each
	// does alone, in the reference class; nil for one shock.
	Beyond *casus.Interval `json:"beyond_sum"`
}

// EffectOfClass is a change of the chance that the target prevails, in a class,
// and the chance that is left.
type EffectOfClass struct {
	Class  string         `json:"class"`
	Change casus.Interval `json:"outcome_change"`
	Then   casus.Interval `json:"target_prevails"`
}

// FuturesMix is the event over futures that may come, each with its weight.
type FuturesMix struct {
	Futures []FutureOf      `json:"futures"`
	Classes []EffectOfClass `json:"classes"` // the mixture against as it is
	Rate    *casus.Interval `json:"rate"`
}

// FutureOf is one future: which weighted shocks hold in it.
type FutureOf struct {
	Shocks         []string       `json:"shocks"` // names; none: as it is
	Weight         float64        `json:"weight"`
	TargetPrevails casus.Interval `json:"target_prevails"`
}

// perClass and perAnswer are how many figures of an answer a cell keeps.
const (
	perClass  = 4
	perAnswer = 3*perClass + 2
)

// figures are what is kept of one answer: by class the chances that the target
// prevails and that neither does, and the first alone and with all bound; the
// rate and the odds ratio.
type figures []float64

func figuresOf(a *forecast.Answer) figures {
	f := make(figures, 0, perAnswer)
	for _, c := range forecast.Classes {
		f = append(f, a.Ends[c].Target, a.Ends[c].Neither, a.Alone[c].Target, a.All[c].Target)
	}
	return append(f, a.Rate, a.Odds)
}

func (f figures) target(c forecast.Class) float64 { return f[int(c)*perClass] }

func (f figures) neither(c forecast.Class) float64 { return f[int(c)*perClass+1] }

func (f figures) attacker(c forecast.Class) float64 { return 1 - f.target(c) - f.neither(c) }

func (f figures) alone(c forecast.Class) float64 { return f[int(c)*perClass+2] }

func (f figures) all(c forecast.Class) float64 { return f[int(c)*perClass+3] }

func (f figures) rate() float64 { return f[perAnswer-2] }

func (f figures) odds() float64 { return f[perAnswer-1] }

// drawsOf cuts the values of a cell into the draws, the central one first.
func drawsOf(values []float64) []figures {
	out := make([]figures, len(values)/perAnswer)
	for k := range out {
		out[k] = values[k*perAnswer:][:perAnswer]
	}
	return out
}

// over is an interval over the draws, which leave the central one out.
func over(n int, get func(k int) float64) casus.Interval {
	values := make([]float64, 0, n)
	for k := 1; k < n; k++ {
		values = append(values, get(k))
	}
	return forecast.Interval(values)
}
