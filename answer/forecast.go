package answer

import (
	"casus"
	"casus/inquiry"
)

// Chance is what one state outside might do on one side.
type Chance struct {
	State casus.State    `json:"state"`
	Name  string         `json:"name"`
	Side  string         `json:"side"` // "target" or "attacker"
	P     casus.Interval `json:"p"`    // in the reference class
	// GivenJoins is the chance of this side, given that it joins.
	GivenJoins casus.Interval `json:"given_joins"`
	// StaysOut is the chance that it joins neither side, in the reference class.
	StaysOut casus.Interval `json:"stays_out"`
	// ReferenceClass names the class of P, that which the event is asked of: disputes,
	// wars or invoked. Classes gives the chance in each
	// class that has something to say of the state.
	ReferenceClass string        `json:"reference_class"`
	Classes        []ClassChance `json:"classes"`
	Duty           casus.Verdict `json:"duty"` // to assist that side
	Drivers        []Driver      `json:"drivers"`
	Extrapolation  []string      `json:"extrapolation"`
	Supposed       bool          `json:"supposed,omitempty"` // P is what a shock supposes, 0 or 1, and no estimate
	Assumed        bool          `json:"assumed,omitempty"`  // P is what the asker assumes, and no estimate
}

// ClassChance is a chance as one class of past events has it, with the cases
// that are comparable.
type ClassChance struct {
	Class      string         `json:"class"`
	P          casus.Interval `json:"p"`
	Comparable string         `json:"comparable"` // in words: "states bound to help: 12 of 238 joined"
	Joined     int            `json:"joined"`
	Cases      int            `json:"cases"`
}

// Driver is one thing that moves a state's log-odds, in words.
type Driver struct {
	Text   string  `json:"text"`
	Effect float64 `json:"effect"` // in log-odds, against a state for which it does not hold
}

// Outcome is how the conflict would end, over who would come.
type Outcome struct {
	ReferenceClass  string         `json:"reference_class"`
	TargetPrevails  casus.Interval `json:"target_prevails"`
	Stalemate       casus.Interval `json:"stalemate"`
	AttackerPrevail casus.Interval `json:"attacker_prevails"`
	// Alone is the same if nobody came, All if all who are bound did.
	Alone         *inquiry.OutcomeOf `json:"alone"`
	All           *inquiry.OutcomeOf `json:"all_bound"`
	Classes       []OutcomeClass     `json:"classes"`
	Means         string             `json:"means"` // what "prevails" means
	Extrapolation []string           `json:"extrapolation"`
}

// OutcomeClass is an outcome as one class of past events has it.
type OutcomeClass struct {
	Class string `json:"class"`
	inquiry.OutcomeOf
	Cases int `json:"cases"`
}

// Deterrence is the odds of the attack itself, as an association in history.
type Deterrence struct {
	// OddsRatio compares the odds of a militarized dispute with those if nobody
	// would help the target; nil where history cannot tell.
	OddsRatio *casus.Interval `json:"odds_ratio"`
	Rate      casus.Interval  `json:"rate"`      // of a dispute in a year
	BaseRate  casus.Interval  `json:"base_rate"` // of all comparable pairs
	Of        string          `json:"of"`        // "militarized dispute"
	Verdict   string          `json:"verdict"`   // "" or "cannot tell"
	Why       string          `json:"why"`
}

// Worth is what one state's coming is worth to the target, beside what it spends.
type Worth struct {
	State         casus.State    `json:"state"`
	Name          string         `json:"name"`
	Shapley       casus.Interval `json:"shapley"`        // in points of the chance that the target prevails
	SpendingShare *float64       `json:"spending_share"` // of all who could come, in per cent
}

// Assumption is a declared range that history does not settle.
type Assumption struct {
	Name  string  `json:"name"`
	Says  string  `json:"says"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	// AtLow and AtHigh are the chance that the target prevails with this one
	// assumption at an end of its range.
	AtLow  float64 `json:"at_low"`
	AtHigh float64 `json:"at_high"`
	// SobolTotal is the total index, nil unless casus stress has worked it out.
	SobolTotal *float64 `json:"sobol_total"`
}

// Skill is how well one link has forecast history that it was not fitted on.
type Skill struct {
	Link    string   `json:"link"`
	Says    string   `json:"says"` // in words, with counts
	N       int      `json:"n"`
	Events  int      `json:"events"`
	LogLoss *float64 `json:"log_loss"`
	Low     *float64 `json:"low"`
	High    *float64 `json:"high"`
	Base    *float64 `json:"log_loss_base_rate"`
	ROC     *float64 `json:"auc_roc"`
}
