package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"casus/answer"
	"casus/model"
	"casus/render/chart"
)

// BacktestHTML writes the scores as a page, with a reliability diagram for each
// line whose forecasts fall into several bins.
func BacktestHTML(w io.Writer, a answer.Backtest) error { return HTML(w, BacktestPage(a)) }

// BacktestPage gives the page of a backtest: a section for each way of splitting.
func BacktestPage(a answer.Backtest) Page {
	p := Page{Title: "How well each link forecasts history", Lede: "Every figure is of cases that the model was not fitted on.",
		Command: "casus backtest --format html", Provenance: &a.Provenance,
		Footer: []string{"Brackets and whiskers: 90 % of a bootstrap over events. " + a.Note}}
	last := ""
	for _, s := range a.Scores {
		if key := s.Link + ": " + s.Split; key != last {
			last = key
			p.Sections = append(p.Sections, Section{Heading: key, Blocks: []Block{{Table: &Table{Caption: baseRates(s),
				Columns: []Column{{Head: "model"}, {"n", true}, {"events", true}, {"log loss", true}, {"Brier", true}, {"ROC", true}, {"PR", true}}}}}})
		}
		section := &p.Sections[len(p.Sections)-1]
		t := section.Blocks[0].Table
		t.Rows = append(t.Rows, []string{s.Model, strconv.Itoa(s.N), strconv.Itoa(s.Events), span(s.LogLoss, s.LogLossLow, s.LogLossHigh), digits(s.Brier), area(s.ROC), area(s.PR)})
		if f := reliability(s, a); f != nil {
			if len(section.Blocks) == 1 {
				section.Blocks = append(section.Blocks, Block{})
			}
			section.Blocks[1].Grid = append(section.Blocks[1].Grid, *f)
		}
	}
	return p
}

func baseRates(s model.Score) string {
	if s.Reference == nil || s.Own == nil {
		return "Scores"
	}
	return fmt.Sprintf("Log loss of the training base rate %s, of these cases' own base rate, which no forecaster has, %s", digits(s.Reference), digits(s.Own))
}

// fewestBins is the number of bins from which a picture says more than a line.
const fewestBins = 4

// reliability draws a line's calibration; nil where there is too little of it.
func reliability(s model.Score, a answer.Backtest) *Figure {
	if len(s.Calibration) < fewestBins || strings.HasPrefix(s.Model, "base rate") {
		return nil
	}
	var bins []chart.Bin
	rareEvents := true
	for _, b := range s.Calibration {
		bins = append(bins, chart.Bin{Forecast: b.MeanP, Rate: b.Rate, Low: b.Low, High: b.High, N: b.N})
		rareEvents = rareEvents && b.MeanP < 0.3
	}
	o := chart.Options{}
	if rareEvents {
		o.Scale = chart.LogProbability
	}
	return CalibrationFigure(upper(s.Model), "What followed over what was forecast, by bins of forecasts.", fmt.Sprintf("Casus %s, seed %d; %s", a.Provenance.Version, a.Provenance.Seed, s.Split), bins, o)
}
