package estimate

import (
	"errors"
	"fmt"
	"math"
)

// Estimate is a figure with the interval of a cluster bootstrap.
type Estimate struct {
	Value, Low, High float64
}

// Bin is one line of a calibration table: forecasts close to each other, and
// what followed.
type Bin struct {
	Rows     int
	Events   float64
	Forecast float64  // mean forecast
	Outcome  Estimate // share of events
}

// Calibrate gives a calibration table of bins of about equal numbers of rows by
// rising forecast (equal forecasts stay together; bins 0: each distinct forecast
// by itself), with an interval of o.Level from a bootstrap over groups. Bins
// stay as they are in all replicates.
func Calibrate(p, y []float64, groups []int, bins int, o ScoreOptions) ([]Bin, error) {
	w, total, err := checkForecasts(p, y, nil)
	if err != nil {
		return nil, err
	}
	if len(groups) != len(p) {
		return nil, fmt.Errorf("estimate: %d groups for %d rows", len(groups), len(p))
	}
	members := binned(p, w, total, bins)
	boot, err := ClusterBootstrap(groups, o.reps(), o.Seed, o.Workers, func(w []float64) ([]float64, error) {
		out := make([]float64, len(members))
		for b, rows := range members {
			out[b] = binMeans(rows, p, y, w).outcome
		}
		return out, nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]Bin, len(members))
	for b, rows := range members {
		m := binMeans(rows, p, y, w)
		out[b] = Bin{Rows: len(rows), Events: m.outcome * m.weight, Forecast: m.forecast, Outcome: Estimate{Value: m.outcome}}
		out[b].Outcome.Low, out[b].Outcome.High = boot.Interval(b, o.level())
	}
	return out, nil
}

// CalibrationLine gives the constant and slope of the logit of the outcomes on
// the log-odds of the forecasts (Cox 1958): 0 and 1 where forecasts are right on
// average; a slope under 1 says that they are too bold.
func CalibrationLine(p, y, w []float64) (constant, slope float64, err error) {
	if _, _, err := checkForecasts(p, y, w); err != nil {
		return 0, 0, err
	}
	x := Zeros(len(p), 1)
	for i, v := range p {
		v = min(max(v, Floor), 1-Floor)
		x.V[i] = math.Log(v) - math.Log1p(-v)
	}
	l, err := FitLogit(x, y, Options{Weights: w, Workers: 1})
	if err != nil {
		return 0, 0, err
	}
	return l.Coef[0], l.Coef[1], nil
}

// ScoreOptions say how forecasts are scored.
type ScoreOptions struct {
	// Reps are the bootstrap replicates, 0 for 1,000; Level is the interval's,
	// 0 for 0.9; Bins those of the calibration table and the decomposition, 0
	// for 10.
	Reps    int
	Level   float64
	Bins    int
	Seed    uint64
	Workers int
}

func (o ScoreOptions) reps() int {
	if o.Reps == 0 {
		return 1000
	}
	return o.Reps
}

func (o ScoreOptions) level() float64 {
	if o.Level == 0 {
		return 0.9
	}
	return o.Level
}

func (o ScoreOptions) bins() int {
	if o.Bins == 0 {
		return 10
	}
	return o.Bins
}

// Report is what forecasts of several classes are worth on the rows they were
// made for.
type Report struct {
	Rows, Groups int
	Events       []int    // rows with each outcome
	LogLoss      Estimate // of the forecasts
	Reference    Estimate // of what a forecaster without the model would have said
	PRL          Estimate // 1 - LogLoss/Reference
	Own          Estimate // of these rows' own shares, which no forecaster has
	OwnPRL       Estimate // 1 - LogLoss/Own
	Brier        Estimate // summed over classes; for two outcomes, of the event alone
	ROC, PR      Estimate // two outcomes only; NaN otherwise
	Failed       int      // bootstrap samples in which something was undefined

	Parts       Decomposition // two outcomes only
	Calibration []Bin         // two outcomes only
}

// ScoreBinary scores forecasts of 0/1 outcomes beside those of a reference (the
// training period's base rate, a simpler model). Intervals come from a bootstrap
// over groups in which forecasts stay as they are: they show the chance of the
// test cases, not of the fit.
func ScoreBinary(p, reference, y []float64, groups []int, o ScoreOptions) (*Report, error) {
	if len(reference) != len(p) {
		return nil, fmt.Errorf("estimate: %d reference forecasts for %d", len(reference), len(p))
	}
	if _, _, err := checkForecasts(reference, y, nil); err != nil {
		return nil, fmt.Errorf("reference: %w", err)
	}
	if _, _, err := checkForecasts(p, y, nil); err != nil {
		return nil, err
	}
	rank, err := NewRanking(p, y)
	if err != nil {
		return nil, err
	}
	loss, ref, brier, class := make([]float64, len(p)), make([]float64, len(p)), make([]float64, len(p)), make([]int, len(p))
	for i := range p {
		loss[i], ref[i], brier[i], class[i] = binaryLoss(p[i], y[i]), binaryLoss(reference[i], y[i]), (p[i]-y[i])*(p[i]-y[i]), int(y[i])
	}
	r, err := score(loss, ref, brier, class, 2, rank, groups, o)
	if err != nil {
		return nil, err
	}
	if r.Parts, err = Decompose(p, y, nil, o.bins()); err != nil {
		return nil, err
	}
	r.Calibration, err = Calibrate(p, y, groups, o.bins(), o)
	return r, err
}

// ScoreClasses scores forecasts over several classes; see [ScoreBinary].
func ScoreClasses(p, reference Matrix, y []int, groups []int, o ScoreOptions) (*Report, error) {
	if _, _, err := checkClasses(p, y, nil); err != nil {
		return nil, err
	}
	if _, _, err := checkClasses(reference, y, nil); err != nil || reference.K != p.K {
		return nil, errors.Join(errors.New("estimate: reference forecasts do not fit"), err)
	}
	loss, ref, brier := make([]float64, p.N), make([]float64, p.N), make([]float64, p.N)
	for i, c := range y {
		loss[i], ref[i] = -math.Log(guard(p.At(i, c))), -math.Log(guard(reference.At(i, c)))
		for k, v := range p.Row(i) {
			if k == c {
				v--
			}
			brier[i] += v * v
		}
	}
	return score(loss, ref, brier, y, p.K, nil, groups, o)
}

// Places of the statistics in a replicate.
const (
	atLoss = iota
	atReference
	atPRL
	atOwn
	atOwnPRL
	atBrier
	atROC
	atPR
	statistics
)

func score(loss, ref, brier []float64, class []int, classes int, rank *Ranking, groups []int, o ScoreOptions) (*Report, error) {
	if len(groups) != len(loss) {
		return nil, fmt.Errorf("estimate: %d groups for %d rows", len(groups), len(loss))
	}
	stat := func(w []float64) ([]float64, error) {
		out := make([]float64, statistics)
		var l, f, b, n sum
		share := make([]float64, classes)
		for i, v := range w {
			if v == 0 {
				continue
			}
			l.add(v * loss[i])
			f.add(v * ref[i])
			b.add(v * brier[i])
			n.add(v)
			share[class[i]] += v
		}
		total, own := n.value(), 0.0
		for _, s := range share {
			if s > 0 {
				own -= s / total * math.Log(s/total)
			}
		}
		out[atLoss], out[atReference], out[atBrier], out[atOwn] = l.value()/total, f.value()/total, b.value()/total, own
		out[atPRL], out[atOwnPRL] = PRL(out[atLoss], out[atReference]), PRL(out[atLoss], own)
		out[atROC], out[atPR] = math.NaN(), math.NaN()
		if rank != nil {
			out[atROC], out[atPR] = rank.ROCArea(w), rank.PRArea(w)
		}
		return out, nil
	}
	ones := make([]float64, len(loss))
	for i := range ones {
		ones[i] = 1
	}
	point, _ := stat(ones)
	boot, err := ClusterBootstrap(groups, o.reps(), o.Seed, o.Workers, stat)
	if err != nil {
		return nil, err
	}
	members, _ := byGroup(groups)
	r := &Report{Rows: len(loss), Groups: len(members), Events: make([]int, classes)}
	for _, c := range class {
		r.Events[c]++
	}
	for i := range boot.Values.N {
		if row := boot.Values.Row(i); math.IsInf(row[atOwnPRL], 0) || rank != nil && math.IsNaN(row[atROC]) {
			r.Failed++
		}
	}
	for at, e := range map[int]*Estimate{atLoss: &r.LogLoss, atReference: &r.Reference, atPRL: &r.PRL, atOwn: &r.Own,
		atOwnPRL: &r.OwnPRL, atBrier: &r.Brier, atROC: &r.ROC, atPR: &r.PR} {
		e.Value = point[at]
		e.Low, e.High = boot.Interval(at, o.level())
	}
	return r, nil
}
