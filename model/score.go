package model

import (
	"math"

	"casus/estimate"
)

// Score is how one model did on cases that it was not fitted on. A figure that
// is not defined for the model is null; low and high are the 90 % interval of a
// bootstrap over events, never over rows.
type Score struct {
	Link  string `json:"link"`
	Model string `json:"model"`
	Split string `json:"split"`
	// Of a model file: the class, and whether the line decides what may stand in a
	// headline.
	Class   string `json:"class,omitempty"`
	Decides bool   `json:"decides,omitempty"`
	N       int    `json:"n"`      // rows scored
	Groups  int    `json:"groups"` // events, wars, disputes or dyads that they belong to
	Events  int    `json:"events"` // rows in which it happened; for outcomes, conflicts that one side won

	LogLoss     *float64 `json:"log_loss"`
	LogLossLow  *float64 `json:"log_loss_low"`
	LogLossHigh *float64 `json:"log_loss_high"`
	Reference   *float64 `json:"log_loss_training_base_rate"` // what a forecaster without the model would have had
	Own         *float64 `json:"log_loss_own_base_rate"`      // of the scored rows' own shares, which no forecaster has
	Gain        *float64 `json:"gain"`                        // share of the training base rate's loss that the model saves; low and high are paired
	GainLow     *float64 `json:"gain_low"`
	GainHigh    *float64 `json:"gain_high"`
	Brier       *float64 `json:"brier"`
	BrierLow    *float64 `json:"brier_low"`
	BrierHigh   *float64 `json:"brier_high"`
	Reliability *float64 `json:"brier_reliability"`
	Resolution  *float64 `json:"brier_resolution"`
	Uncertainty *float64 `json:"brier_uncertainty"`
	ROC         *float64 `json:"auc_roc"`
	ROCLow      *float64 `json:"auc_roc_low"`
	ROCHigh     *float64 `json:"auc_roc_high"`
	PR          *float64 `json:"auc_pr"`
	PRLow       *float64 `json:"auc_pr_low"`
	PRHigh      *float64 `json:"auc_pr_high"`
	Within      *float64 `json:"auc_roc_within_events"` // the mean area within single events that have both outcomes

	// Of the side that joiners took alone.
	Right     *float64 `json:"share_right,omitempty"` // put on the side that they took
	RightLow  *float64 `json:"share_right_low,omitempty"`
	RightHigh *float64 `json:"share_right_high,omitempty"`
	Majority  *float64 `json:"majority_share,omitempty"`
	Over      *float64 `json:"over_pact_rivalry_border,omitempty"` // their log loss less the model's, paired over clusters
	OverLow   *float64 `json:"over_pact_rivalry_border_low,omitempty"`
	OverHigh  *float64 `json:"over_pact_rivalry_border_high,omitempty"`

	Calibration []Bin `json:"calibration,omitempty"`
}

// Bin is a line of a calibration table: forecasts close to each other, and what
// followed.
type Bin struct {
	Low      float64 `json:"low"` // the 90 % interval of Rate
	High     float64 `json:"high"`
	MeanP    float64 `json:"mean_p"`
	Rate     float64 `json:"rate"`
	N        int     `json:"n"`
	Happened float64 `json:"events"`
}

// newScore turns a report into a line of a backtest.
func newScore(link, model, split string, r *estimate.Report) Score {
	s := Score{Link: link, Model: model, Split: split, N: r.Rows, Groups: r.Groups, Calibration: []Bin{}}
	switch n := len(r.Events); n {
	case 3: // win, stalemate and loss: those that one side won
		s.Events = r.Events[0] + r.Events[2]
	default:
		s.Events = r.Events[n-1]
	}
	s.LogLoss, s.LogLossLow, s.LogLossHigh = interval(r.LogLoss)
	s.Reference, _, _ = interval(r.Reference)
	s.Own, _, _ = interval(r.Own)
	s.Gain, s.GainLow, s.GainHigh = interval(r.PRL)
	s.Brier, s.BrierLow, s.BrierHigh = interval(r.Brier)
	s.ROC, s.ROCLow, s.ROCHigh = interval(r.ROC)
	s.PR, s.PRLow, s.PRHigh = interval(r.PR)
	if r.Parts.Score > 0 {
		s.Reliability, s.Resolution, s.Uncertainty = number(r.Parts.Reliability), number(r.Parts.Resolution), number(r.Parts.Uncertainty)
	}
	for _, b := range r.Calibration {
		s.Calibration = append(s.Calibration, Bin{Low: b.Outcome.Low, High: b.Outcome.High, MeanP: b.Forecast, Rate: b.Outcome.Value, N: b.Rows, Happened: b.Events})
	}
	return s
}

func interval(e estimate.Estimate) (value, low, high *float64) {
	return number(e.Value), number(e.Low), number(e.High)
}

// number gives nil for what is not defined.
func number(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}
