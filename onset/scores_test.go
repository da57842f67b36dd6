package onset

import (
	"context"
	"flag"
	"fmt"
	"math"
	"testing"
	"time"

	"casus/estimate"
	"casus/history"
	"casus/joining"
	"casus/outcome"
)

var scores = flag.Bool("scores", false, "print every figure of docs/model-deterrence.md; takes minutes")

// TestScores prints the figures of docs/model-deterrence.md:
//
//	go test ./onset -run TestScores -scores -v -timeout 60m
func TestScores(t *testing.T) {
	if !*scores {
		t.Skip("SKIPPED, NO FIGURES: -scores prints them")
	}
	w, tab := openWorld(t), whole(t)
	chains := newChains(t, w)
	clock := time.Now()
	lap := func(what string) {
		fmt.Printf("-- %s: %.0f s\n", what, time.Since(clock).Seconds())
		clock = time.Now()
	}
	c, err := chains.before(math.MaxInt)
	if err == nil {
		lap("chain")
		err = tab.Expect(t.Context(), c, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	lap("expectations")
	m, err := Fit(t.Context(), tab, FitOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	lap("fit")
	for _, p := range []*Params{m.Dispute, m.War} {
		fmt.Printf("%s: %d rows, %d events, %d-%d, penalty %v\n", p.Kind, p.Rows, p.Events, p.First, p.Last, p.Penalty)
		for k, name := range append([]string{"constant"}, p.Columns...) {
			fmt.Printf("  %-20s %+.3f (%.3f)\n", name, p.Coef[k], math.Sqrt(p.Cov[k][k]))
		}
	}
	fmt.Println(m.Stable, m.Why)
	for _, b := range m.BaseRates {
		fmt.Printf("%s since %d: %d of %d\n", b.Kind, b.Since, b.Events, b.Rows)
	}
	all, err := Backtest(t.Context(), tab, BacktestOptions{Fit: FitOptions{Seed: 1}, Reps: 200, Chain: chains.before})
	if err != nil {
		t.Fatal(err)
	}
	lap("backtest")
	for _, s := range all {
		printScore(s)
	}
	signs, err := Signs(t.Context(), tab, FitOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range signs {
		fmt.Printf("%d-%d | %s | %s | %d of %d | %+.1f %% [%+.1f, %+.1f]\n", s.From, s.Until, s.Measure, s.Design, s.Events, s.Rows, s.Change.Value, s.Change.Low, s.Change.High)
	}
	lap("signs")
	stable, err := Stable(t.Context(), tab, FitOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stable {
		fmt.Printf("%s: falls in %d of %d, log loss %.6f with, %.6f without, holds: %v\n", s.Measure, s.Falls, s.Windows, s.With, s.Without, s.Holds)
	}
	lap("stability")
	printAllDyads(t, w)
	lap("all dyads")
}

func printScore(s Score) {
	r := s.Report
	fmt.Printf("%s | %s | %s | %d of %d, %d pairs | log loss %.5f [%.5f, %.5f], training share %.5f, own share %.5f | Brier %.6f | ROC %.3f [%.3f, %.3f] | PR %.3f [%.3f, %.3f]\n",
		s.Kind, s.Split, s.Model, r.Events[1], r.Rows, r.Groups, r.LogLoss.Value, r.LogLoss.Low, r.LogLoss.High, r.Reference.Value, r.Own.Value, r.Brier.Value, r.ROC.Value, r.ROC.Low, r.ROC.High, r.PR.Value, r.PR.Low, r.PR.High)
	if s.Model != Fresh && s.Model != Forecast {
		return
	}
	for _, b := range r.Calibration {
		fmt.Printf("    %6d rows: forecast %.5f, began %.5f [%.5f, %.5f]\n", b.Rows, b.Forecast, b.Outcome.Value, b.Outcome.Low, b.Outcome.High)
	}
}

// printAllDyads scores the usual logit fitted on all dyads, in spans of years so
// that their rows are never in memory at once.
func printAllDyads(t *testing.T, w *World) {
	d := &design{columns: standard, x: estimate.Matrix{K: len(standard)}}
	var relevant []bool
	for from := w.Disputes.First; from <= w.Disputes.Last; from += 20 {
		tab, err := w.Years(t.Context(), from, min(from+19, w.Disputes.Last), true)
		if err != nil {
			t.Fatal(err)
		}
		part, err := newDesign(tab.Rows, standard)
		if err != nil {
			t.Fatal(err)
		}
		d.x.V, d.x.N = append(d.x.V, part.x.V...), d.x.N+part.x.N
		d.dispute, d.year, d.pair = append(d.dispute, part.dispute...), append(d.year, part.year...), append(d.pair, part.pair...)
		for k := range tab.Rows {
			relevant = append(relevant, tab.Rows[k].Relevant)
		}
	}
	folds, err := estimate.GroupFolds(d.pair, 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	before, err := estimate.RollingOrigin(d.year, nil, []int{HoldoutYear})
	if err != nil {
		t.Fatal(err)
	}
	for name, parts := range map[string][]estimate.Split{"five folds by pair": folds, "fitted before 1990": before} {
		var p, y, base []float64 // of all, then of the relevant
		var rp, ry []float64
		for _, s := range parts {
			fit, err := estimate.FitLogit(d.x.Take(s.Train), estimate.Take(d.dispute, s.Train), estimate.Options{Penalty: 1e-6})
			if err != nil {
				t.Fatal(err)
			}
			q, err := fit.Predict(d.x.Take(s.Test))
			if err != nil {
				t.Fatal(err)
			}
			share := 0.0
			for _, i := range s.Train {
				share += d.dispute[i] / float64(len(s.Train))
			}
			for k, i := range s.Test {
				p, y, base = append(p, q[k]), append(y, d.dispute[i]), append(base, share)
				if relevant[i] {
					rp, ry = append(rp, q[k]), append(ry, d.dispute[i])
				}
			}
		}
		loss, _ := estimate.LogLoss(p, y, nil)
		share, _ := estimate.LogLoss(base, y, nil)
		roc, _ := estimate.ROCArea(p, y, nil)
		rroc, _ := estimate.ROCArea(rp, ry, nil)
		fmt.Printf("usual logit fitted on all dyads, %s: %d rows, log loss %.5f, training share %.5f, ROC %.3f; of the politically relevant ROC %.3f\n", name, len(y), loss, share, roc, rroc)
	}
}

// chains fits the chain on what began before a year.
type chains struct {
	cases  []joining.Case
	sample *outcome.Sample
}

func newChains(tb testing.TB, w *World) *chains {
	tb.Helper()
	cases, err := w.DisputeCases(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	sample, err := outcome.Disputes(w.DB, history.COW)
	if err != nil {
		tb.Fatal(err)
	}
	return &chains{cases, sample}
}

func (c *chains) before(year int) (Chain, error) {
	var cases []joining.Case
	for _, x := range c.cases {
		if x.Year < year {
			cases = append(cases, x)
		}
	}
	var rows []int
	for k := range c.sample.Cases {
		if c.sample.Cases[k].Year < year {
			rows = append(rows, k)
		}
	}
	r, err := joining.FitDisputes(cases, joining.FitOptions{Seed: 1})
	if err != nil {
		return Chain{}, err
	}
	o, err := outcome.Fit(c.sample, rows, outcome.FitOptions{Seed: 1})
	return Chain{r, o}, err
}
