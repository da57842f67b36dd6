package joining

import (
	"flag"
	"testing"
)

var (
	scores = flag.Bool("scores", false, "print every score of docs/model-response.md; takes minutes")
	before = flag.Int("before", 0, "with -scores: leave out the events from this `YEAR` on, as while choices were made")
)

// TestScores prints the whole backtest.
func TestScores(t *testing.T) {
	if !*scores {
		t.Skip("SKIPPED without -scores")
	}
	all, err := Backtest(t.Context(), newCases(t), BacktestOptions{Fit: FitOptions{Seed: seed}, Reps: 200, Before: *before})
	if err != nil {
		t.Fatal(err)
	}
	side := map[Side]string{JoinedTarget: "target", JoinedAttacker: "attacker"}
	for _, s := range all {
		r := s.Report
		t.Logf("%s; %s; %s; joins the %s; %s: rows %d, events %d, joined or honoured %d; log loss %.5f (%.5f to %.5f), training base rate %.5f, own base rate %.5f; Brier %.5f; ROC %.3f (%.3f to %.3f), within events %.3f, mean of parts %.3f; PR %.3f (%.3f to %.3f)",
			s.Class, s.Split, s.Model, side[s.Side], s.Of, r.Rows, r.Groups, r.Events[1], r.LogLoss.Value, r.LogLoss.Low, r.LogLoss.High, r.Reference.Value, r.Own.Value, r.Brier.Value,
			r.ROC.Value, r.ROC.Low, r.ROC.High, s.Within, s.Folds, r.PR.Value, r.PR.Low, r.PR.High)
	}
}
