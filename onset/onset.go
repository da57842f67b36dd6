// Package onset answers: would the attack come. For a directed dyad-year
// it gives the chance that the attacker begins a militarized dispute, or a war,
// with the target, and how the odds hang together with who would come to help.
//
// A [Dyad] holds what was known at the beginning of the year; [Chain.NewDyad]
// makes one from an event as response sees it, with the record of disputes of
// [Known] for today's states. [Params.Rate] gives the chance, [Params.OddsRatio]
// compares two dyads, such as the same pair with and without the help, where
// [Model.Stable] allows it. [Load] makes a [Table] of history, [Table.Expect] adds
// the chain's expectations, [Fit] estimates a [Model], [Backtest] scores it out
// of sample, [Signs] sets the association with the target's help beside the
// published ones.
//
// What it gives is an association in history. States choose their allies with
// their enemies in mind, so it is not the effect of an alliance.
package onset

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"casus/estimate"
	"casus/stateyear"
)

// Kind is what the attacker begins.
type Kind string

// The kinds.
const (
	Dispute Kind = "militarized dispute" // threat, display or use of force (COW MID)
	War     Kind = "war"                 // a dispute that one of the two at least fought as a war (hostility level 5)
)

// Dyad is what was known of an attacker and a target at the beginning of a year.
type Dyad struct {
	Setting  *stateyear.Setting
	Attacker int // index in Setting
	Target   int
	Year     int

	// Alone is the chance that the attacker prevails over the target if nobody
	// helps either and the dispute is decided; Helped is the same with each
	// state coming as it might. Neither is 0 or 1.
	Alone, Helped float64
	Law           Law
	Record

	flags flags // of a past dyad, for comparisons with published models
}

// Law sums up what the treaties say of the attack.
type Law struct {
	Bound     int     // states bound to assist the target
	Contested int     // states whose duty to assist it is contested
	Strength  float64 // GDP times GDP per head of those bound, as shares of the world
	Offence   int     // states bound, beyond dispute, to join the attack
	Barred    int     // states bound not to fight the attacker
	Pledged   bool    // the attacker is bound not to attack the target, since 1945 mostly by the Charter
}

// Record is what is known of past disputes between the two, up to the end of a
// year that may be earlier than the year before: see [Lag].
type Record struct {
	PeaceYears float64 // since the two last stood on opposite sides of a dispute, or, if never, since both were states
	Ever       bool    // they did, since 1816
	Disputes   float64 // between the two, each counting half as much after ten years
	Directed   float64 // years in which the attacker began one, counting so
	Began      float64 // the same, summed over all whom the attacker began one with
}

// Params are the parameters for one kind, small enough to be written to a file.
type Params struct {
	Kind    Kind        `json:"kind"`
	Columns []string    `json:"columns"`
	Coef    []float64   `json:"coef"` // the constant, then one slope a column
	Cov     [][]float64 `json:"cov"`  // clustered by pair of states
	Penalty float64     `json:"penalty"`
	Rows    int         `json:"rows"`
	Events  int         `json:"events"`
	First   int         `json:"first"`
	Last    int         `json:"last"` // year of the latest row: later years are extrapolation
}

// Rate gives the chance that the attacker begins a conflict of the kind with the
// target in the year.
func (p *Params) Rate(d *Dyad) float64 { return 1 / (1 + math.Exp(-p.logOdds(d))) }

// OddsRatio gives the odds of a conflict in d as a multiple of those in base.
func (p *Params) OddsRatio(d, base *Dyad) float64 {
	return math.Exp(p.logOdds(d) - p.logOdds(base))
}

// logOdds is held within what a rate can tell.
func (p *Params) logOdds(d *Dyad) float64 {
	s := p.Coef[0]
	for k, name := range p.Columns {
		s += p.Coef[1+k] * features[index[name]].of(d)
	}
	return min(max(s, -30), 30)
}

// Draws gives n parameter vectors from the normal approximation, each as Params
// of its own. Draw i depends on the seed and i alone.
func (p *Params) Draws(n int, seed uint64) ([]*Params, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	cov, err := estimate.NewMatrix(p.Cov)
	if err != nil {
		return nil, err
	}
	draws, err := estimate.NormalDraws(p.Coef, cov, n, seed)
	if err != nil {
		return nil, err
	}
	out := make([]*Params, n)
	for i, d := range draws {
		c := *p
		c.Coef = d
		out[i] = &c
	}
	return out, nil
}

// Check reports parameters that do not fit the form.
func (p *Params) Check() error {
	if p.Kind != Dispute && p.Kind != War {
		return fmt.Errorf("deterrence: no kind %q", p.Kind)
	}
	if len(p.Coef) != 1+len(p.Columns) || len(p.Cov) != len(p.Coef) {
		return fmt.Errorf("deterrence: %d coefficients and %d rows of covariance for %d columns", len(p.Coef), len(p.Cov), len(p.Columns))
	}
	for _, name := range p.Columns {
		if _, ok := index[name]; !ok {
			return fmt.Errorf("deterrence: no column %q", name)
		}
	}
	if slices.ContainsFunc(p.Coef, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }) {
		return errors.New("deterrence: a coefficient is not a number")
	}
	return nil
}

// Model is the fitted parameters of both kinds.
type Model struct {
	Dispute *Params `json:"dispute"`
	War     *Params `json:"war"`
	Lag     int     `json:"lag"` // years by which the record of disputes is late
	// Stable says that the sign of the association with help holds over time and
	// out of sample; Why says what that was read from. Where it does not, help is
	// not among the columns, and an answer gives the rate and "cannot tell" for
	// the odds ratio.
	Stable bool   `json:"stable"`
	Why    string `json:"why"`
	// BaseRates are the shares of politically relevant dyad-years in which a
	// conflict began.
	BaseRates []BaseRate `json:"base_rates"`
}

// BaseRate is a share of past dyad-years.
type BaseRate struct {
	Kind   Kind   `json:"kind"`
	Of     string `json:"of"`
	Since  int    `json:"since"`
	Rows   int    `json:"rows"`
	Events int    `json:"events"`
}

// Share gives the events over the rows.
func (b BaseRate) Share() float64 { return float64(b.Events) / float64(b.Rows) }

// Relevant reports whether a pair is politically relevant: neighbours on land or
// across at most 150 miles of water, or one a major power (Lemke and Reed 2001).
func Relevant(s *stateyear.Setting, i, j int) bool {
	k := s.Border(i, j)
	return k >= stateyear.LandBorder && k <= stateyear.Water150 || s.States[i].Major || s.States[j].Major
}
