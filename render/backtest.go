package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"casus/answer"
	"casus/model"
)

// Backtest writes the scores of every link, one table for each way of splitting.
func Backtest(w io.Writer, st Style, a answer.Backtest) error {
	p := &page{style: st}
	p.title("Out of sample: how well each link forecasts history")
	last := ""
	var rows [][]string
	flush := func() {
		if len(rows) > 0 {
			p.table(2, []column{{head: "model", wrap: true}, {head: "n", right: true}, {head: "events", right: true}, {head: "log loss", right: true}, {head: "Brier", right: true}, {head: "ROC", right: true}, {head: "PR", right: true}}, rows)
		}
		rows = nil
	}
	for _, s := range a.Scores {
		if key := s.Link + ": " + s.Split; key != last {
			flush()
			p.heading(key)
			last = key
			if s.Reference != nil && s.Own != nil {
				p.note(2, fmt.Sprintf("log loss of the training base rate %s, of these cases' own base rate, which no forecaster has, %s", digits(s.Reference), digits(s.Own)))
			}
		}
		rows = append(rows, []string{s.Model, strconv.Itoa(s.N), strconv.Itoa(s.Events), span(s.LogLoss, s.LogLossLow, s.LogLossHigh), digits(s.Brier), area(s.ROC), area(s.PR)})
	}
	flush()
	p.blank()
	p.note(0, "Brackets: 90 % of a bootstrap over events. ROC and PR: areas under the curves. "+a.Note)
	return p.writeTo(w)
}

// BacktestCSV writes the scores, a line each; calibration tables are in the JSON.
func BacktestCSV(w io.Writer, a answer.Backtest) error {
	c := csv.NewWriter(w)
	rows := [][]string{{"link", "model", "split", "n", "groups", "events", "log_loss", "log_loss_low", "log_loss_high", "log_loss_training_base_rate", "log_loss_own_base_rate",
		"brier", "brier_low", "brier_high", "brier_reliability", "brier_resolution", "brier_uncertainty", "auc_roc", "auc_roc_low", "auc_roc_high", "auc_pr", "auc_pr_low", "auc_pr_high"}}
	for _, s := range a.Scores {
		row := []string{s.Link, s.Model, s.Split, strconv.Itoa(s.N), strconv.Itoa(s.Groups), strconv.Itoa(s.Events)}
		for _, v := range figures(s) {
			cell := ""
			if v != nil {
				cell = strconv.FormatFloat(*v, 'g', 8, 64)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return c.WriteAll(rows)
}

func figures(s model.Score) []*float64 {
	return []*float64{s.LogLoss, s.LogLossLow, s.LogLossHigh, s.Reference, s.Own, s.Brier, s.BrierLow, s.BrierHigh, s.Reliability, s.Resolution, s.Uncertainty, s.ROC, s.ROCLow, s.ROCHigh, s.PR, s.PRLow, s.PRHigh}
}

func digits(v *float64) string {
	if v == nil {
		return "-"
	}
	if *v < 0.1 {
		return fmt.Sprintf("%.5f", *v)
	}
	return fmt.Sprintf("%.4f", *v)
}

func area(v *float64) string {
	if v == nil {
		return "-"
	}
	return fmt.Sprintf("%.3f", *v)
}

func span(v, low, high *float64) string {
	if low == nil || high == nil {
		return digits(v)
	}
	return digits(v) + " [" + digits(low) + ", " + digits(high) + "]"
}
