// Package scenario is the stress test: [Load] reads a scenario file, [NewPlan] lays
// it out as cells that can be worked out anywhere ([casus/scenario/cells]), and
// [Plan.Answer] puts their values together.
package scenario

import (
	_ "embed"

	"casus"
	"casus/forecast"
	"casus/inquiry"
)

// Scenario is a stress test as its file asks for it: docs/stress.md says what
// each part does. [Load] reads one.
type Scenario struct {
	Title    string
	Events   []Event
	Shocks   []Shock
	Combine  string // one of [Combinations]
	Sequence []Step
	// Central are the assumptions at which the figures stand, Low and High the
	// ends of their ranges.
	Central, Low, High forecast.Assumptions
	Vary               string // one of [Varied]
	Sobol              *Sobol
	Worth              bool
	Tipping            *Tipping
	Statements         []string // ids of statements for which a table is asked
	Costs              bool     // whether the published cost lists stand beside
	Sweep              *Sweep
	Draws              int
	Seed               uint64
}

// Event is an event with its name in the file.
type Event struct {
	Name string
	inquiry.Question
	event casus.Event
}

// Shock is a supposition, or several that hold together.
type Shock struct {
	Name   string
	Shocks []string // in the spelling of --shock
	// Weight is the probability of the future in which it holds, 0 for none.
	// Shocks of the same Future exclude each other; different futures do not
	// hang together.
	Weight float64
	Future string
}

// Step is an event of a sequence. What holds after each end of the
// event before it is supposed, not estimated.
type Step struct {
	Event int // index in the events
	// After gives the shocks that hold in this event if the event before it
	// ended so: by [Ends].
	After [3][]string
	// Contagion multiplies the odds of this attack if the one before it ended
	// with the attacker prevailing: 1 for nothing.
	Contagion float64
}

// Ends are the ends of an event in the spelling of scenario files.
var Ends = [3]string{"target_prevails", "neither", "attacker_prevails"}

// Sobol asks for Sobol indices.
type Sobol struct {
	Base      int
	Second    bool
	Estimates bool // whether the draws of the estimates are a factor too
	Resamples int
	Groups    map[string]string // of an assumption to its group
}

// Tipping asks where a member's commitment tips the others.
type Tipping struct {
	Member    casus.State
	Pull      float64 // how strongly states watch each other, in log-odds per unit of success
	Low, High float64
}

// Sweep asks about all pairs of some states on some days.
type Sweep struct {
	Attackers, Targets []casus.State
	On                 casus.Date
	Draws              int // 0: at the central estimates alone
}

// MostDraws bounds the draws of a stress test.
const MostDraws = 10_000

// leastDraws is a variable for tests alone, whose fewer draws are cheaper and shown
// to nobody.
var leastDraws = inquiry.LeastDraws

// Combinations lists how shocks are put together: all at once, each pair and
// all at once, or not.
var Combinations = []string{"all", "pairs", "none"}

// Varied lists what intervals hold: the estimates and the declared assumptions,
// or one of the two alone.
var Varied = []string{"both", "estimates", "assumptions"}

// Bounds of a scenario. What it asks for in all is bounded apart.
const (
	mostEvents    = 40
	mostShocks    = 12
	mostFutures   = 64
	mostText      = 200
	mostSobolBase = 1 << 16
)

// Resolved gives an event's resolved form.
func (e *Event) Resolved() casus.Event { return e.event }

// Example is a whole scenario file.
//
//go:embed scenario_example.yaml
var Example string
