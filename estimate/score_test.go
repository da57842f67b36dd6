package estimate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"casus/estimate"
)

// TestLogLoss: closed forms, and a forecast of impossible for what happened is
// dear, not infinite.
func TestLogLoss(t *testing.T) {
	for _, c := range []struct{ p, y, want float64 }{
		{0.5, 1, math.Ln2}, {0.5, 0, math.Ln2}, {1, 1, 0}, {0, 0, 0},
		{0.25, 1, math.Log(4)}, {1e-9, 0, 1e-9}, {0.3, 0.3, -0.3*math.Log(0.3) - 0.7*math.Log(0.7)},
		{0, 1, -math.Log(estimate.Floor)}, {1, 0, -math.Log(estimate.Floor)},
	} {
		within(t, fmt.Sprint(c), must(estimate.LogLoss([]float64{c.p}, []float64{c.y}, nil))(t), c.want, 1e-4*c.want)
	}
	p := matrix(t, [][]float64{{0.2, 0.3, 0.5}, {1, 0, 0}})
	within(t, "classes", must(estimate.LogLossClasses(p, []int{2, 0}, nil))(t), math.Ln2/2, 1e-12)
	within(t, "Brier", must(estimate.BrierClasses(p, []int{2, 0}, nil))(t), (0.04+0.09+0.25)/2, 1e-12)
}

// TestProper: whatever the true chance, no other forecast has a better expected
// log loss or Brier score.
func TestProper(t *testing.T) {
	for _, score := range []func(p, y, w []float64) (float64, error){estimate.LogLoss, estimate.Brier} {
		for q := 0.05; q < 1; q += 0.1 {
			expected := func(p float64) float64 {
				return must(score([]float64{p, p}, []float64{1, 0}, []float64{q, 1 - q}))(t)
			}
			for p := 0.01; p < 1; p += 0.01 {
				if math.Abs(p-q) > 1e-9 && expected(p) <= expected(q) {
					t.Errorf("chance %.2f: a forecast of %.2f scores as well", q, p)
				}
			}
		}
	}
}

// TestDecompose: the parts sum to the score for any bins; forecasts that are
// each right on average are perfectly reliable; the base rate resolves nothing.
func TestDecompose(t *testing.T) {
	random := rand.New(estimate.Source(10))
	n := 500
	p, y, w := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range p {
		p[i] = math.Round(random.Float64()*20) / 20
		w[i] = float64(1 + random.IntN(3))
		if random.Float64() < p[i]*p[i] {
			y[i] = 1
		}
	}
	for _, bins := range []int{0, 1, 3, 10, 100} {
		d := must(estimate.Decompose(p, y, w, bins))(t)
		within(t, "sum", d.Reliability-d.Resolution+d.Uncertainty+d.Within, d.Score, 1e-14)
		within(t, "score", d.Score, must(estimate.Brier(p, y, w))(t), 1e-14)
		if bins == 0 {
			within(t, "within", d.Within, 0, 1e-14)
		}
		if d.Reliability < 0 || d.Resolution < 0 || d.Uncertainty < 0 {
			t.Errorf("%d bins: %+v", bins, d)
		}
	}
	calibrated := must(estimate.Decompose([]float64{0.25, 0.25, 0.25, 0.25, 0.5, 0.5}, []float64{1, 0, 0, 0, 1, 0}, nil, 0))(t)
	within(t, "reliability of calibrated forecasts", calibrated.Reliability, 0, 1e-16)
	within(t, "their resolution", calibrated.Resolution, (4*math.Pow(0.25-1.0/3, 2)+2*math.Pow(0.5-1.0/3, 2))/6, 1e-15)
	base := must(estimate.Decompose([]float64{0.5, 0.5}, []float64{1, 0}, nil, 10))(t)
	if base.Reliability != 0 || base.Resolution != 0 || base.Score != base.Uncertainty {
		t.Errorf("the base rate: %+v", base)
	}
}

// TestROCAreaIsMannWhitney counts the pairs one by one, ties as halves.
func TestROCAreaIsMannWhitney(t *testing.T) {
	random := rand.New(estimate.Source(11))
	for range 50 {
		n := 2 + random.IntN(40)
		s, y, w := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range s {
			s[i], y[i], w[i] = float64(random.IntN(8)), float64(random.IntN(2)), float64(random.IntN(3))
		}
		y[0], y[1], w[0], w[1] = 1, 0, 1, 1
		var won, pairs float64
		for i := range s {
			for j := range s {
				if y[i] == 1 && y[j] == 0 {
					pairs += w[i] * w[j]
					switch {
					case s[i] > s[j]:
						won += w[i] * w[j]
					case s[i] == s[j]:
						won += w[i] * w[j] / 2
					}
				}
			}
		}
		a := must(estimate.ROCArea(s, y, w))(t)
		within(t, "area", a, won/pairs, 1e-12)
		lifted := make([]float64, n)
		for i := range s {
			lifted[i] = math.Exp(s[i])
		}
		within(t, "rising transform", must(estimate.ROCArea(lifted, y, w))(t), a, 0)
		for i := range s {
			lifted[i] = -s[i]
		}
		within(t, "turned round", must(estimate.ROCArea(lifted, y, w))(t), 1-a, 1e-12)
	}
	if a := must(estimate.ROCArea([]float64{1, 2}, []float64{1, 1}, nil))(t); !math.IsNaN(a) {
		t.Errorf("without a non-event the area is %v", a)
	}
}

// TestPRArea: by hand; the floor is the base rate, the ceiling 1.
func TestPRArea(t *testing.T) {
	got := must(estimate.PRArea([]float64{0.9, 0.8, 0.7, 0.6, 0.5}, []float64{1, 0, 1, 0, 0}, nil))(t)
	within(t, "events first and third", got, (1+2.0/3)/2, 1e-15)
	got = must(estimate.PRArea([]float64{1, 1, 1, 1}, []float64{1, 0, 0, 0}, nil))(t)
	within(t, "no ranking", got, 0.25, 0)
	got = must(estimate.PRArea([]float64{3, 2, 1}, []float64{1, 1, 0}, []float64{1, 5, 7}))(t)
	within(t, "perfect", got, 1, 0)
}

func TestROCWithin(t *testing.T) {
	// The second war has no joiner; in the first and third ranks are right and wrong.
	s := []float64{0.9, 0.1, 0.5, 0.4, 0.2, 0.3}
	y := []float64{1, 0, 0, 0, 1, 0}
	area, used := 0.0, 0
	var err error
	if area, used, err = estimate.ROCWithin(s, y, []int{1, 1, 2, 2, 3, 3}); err != nil {
		t.Fatal(err)
	}
	if used != 2 || area != 0.5 {
		t.Errorf("area %v over %d wars, want 0.5 over 2", area, used)
	}
}

// TestCalibration: a logit is calibrated on its own rows by its own equations,
// so its line is exactly 0 and 1; forecasts twice as bold have slope 1/2; the
// table's intervals hold the forecasts they should.
func TestCalibration(t *testing.T) {
	x, y, _ := simulated(3000, 2, 12)
	p := must(must(estimate.FitLogit(x, y, estimate.Options{}))(t).Predict(x))(t)
	constant, slope, err := estimate.CalibrationLine(p, y, nil)
	if err != nil {
		t.Fatal(err)
	}
	within(t, "constant", constant, 0, 1e-9)
	within(t, "slope", slope, 1, 1e-9)
	bold := make([]float64, len(p))
	for i, v := range p {
		bold[i] = 1 / (1 + math.Exp(-2*math.Log(v/(1-v))))
	}
	_, slope, err = estimate.CalibrationLine(bold, y, nil)
	if err != nil {
		t.Fatal(err)
	}
	within(t, "slope of bold forecasts", slope, 0.5, 1e-9)
	bins := must(estimate.Calibrate(p, y, ids(len(y)), 10, estimate.ScoreOptions{Reps: 200, Level: 0.99}))(t)
	rows, events, hits := 0, 0.0, 0
	for _, b := range bins {
		rows, events = rows+b.Rows, events+b.Events
		if b.Outcome.Low <= b.Forecast && b.Forecast <= b.Outcome.High {
			hits++
		}
	}
	total := 0.0
	for _, v := range y {
		total += v
	}
	if len(bins) != 10 || rows != 3000 || math.Abs(events-total) > 1e-9 || hits < 9 {
		t.Errorf("%d bins, %d rows, %v events of %v, %d of ten intervals hold the forecast", len(bins), rows, events, total, hits)
	}
}

// TestReport: the report agrees with the functions it is made of, whatever the
// workers; the own base rate as its own reference gains nothing.
func TestReport(t *testing.T) {
	x, y, _ := simulated(600, 2, 13)
	p := must(must(estimate.FitLogit(x, y, estimate.Options{}))(t).Predict(x))(t)
	rate, groups := make([]float64, 600), make([]int, 600)
	events := 0
	for i := range y {
		events += int(y[i])
		groups[i] = i / 6
	}
	for i := range rate {
		rate[i] = float64(events) / 600
	}
	r := must(estimate.ScoreBinary(p, rate, y, groups, estimate.ScoreOptions{Reps: 200, Workers: 1}))(t)
	within(t, "log loss", r.LogLoss.Value, must(estimate.LogLoss(p, y, nil))(t), 1e-14)
	within(t, "Brier", r.Brier.Value, must(estimate.Brier(p, y, nil))(t), 1e-14)
	within(t, "ROC", r.ROC.Value, must(estimate.ROCArea(p, y, nil))(t), 0)
	within(t, "PR", r.PR.Value, must(estimate.PRArea(p, y, nil))(t), 0)
	within(t, "own base rate", r.Own.Value, r.Reference.Value, 1e-12)
	within(t, "PRL", r.PRL.Value, 1-r.LogLoss.Value/r.Reference.Value, 1e-14)
	if r.Rows != 600 || r.Groups != 100 || r.Events[1] != events || r.Events[0] != 600-events {
		t.Errorf("%d rows, %d groups, events %v", r.Rows, r.Groups, r.Events)
	}
	for name, e := range map[string]estimate.Estimate{"log loss": r.LogLoss, "ROC": r.ROC, "PRL": r.PRL} {
		if !(e.Low < e.Value && e.Value < e.High) {
			t.Errorf("%s: %+v", name, e)
		}
	}
	again := must(estimate.ScoreBinary(p, rate, y, groups, estimate.ScoreOptions{Reps: 200, Workers: 3}))(t)
	if fmt.Sprint(r) != fmt.Sprint(again) {
		t.Error("the report depends on the workers")
	}
	two, base := estimate.Zeros(600, 2), estimate.Zeros(600, 2)
	class := make([]int, 600)
	for i := range y {
		two.V[2*i], two.V[2*i+1], class[i] = 1-p[i], p[i], int(y[i])
		base.V[2*i], base.V[2*i+1] = 1-rate[i], rate[i]
	}
	c := must(estimate.ScoreClasses(two, base, class, groups, estimate.ScoreOptions{Reps: 50}))(t)
	within(t, "as classes", c.LogLoss.Value, r.LogLoss.Value, 1e-12)
	within(t, "Brier as classes", c.Brier.Value, 2*r.Brier.Value, 1e-12)
	if !math.IsNaN(c.ROC.Value) {
		t.Error("classes have no single ROC area")
	}
}

// TestForecastsRefused: a score of what is no probability is an error.
func TestForecastsRefused(t *testing.T) {
	one := []float64{1}
	for name, err := range map[string]error{
		"above 1":    second(estimate.LogLoss([]float64{1.1}, one, nil)),
		"NaN":        second(estimate.Brier([]float64{math.NaN()}, one, nil)),
		"length":     second(estimate.LogLoss([]float64{0.1, 0.2}, one, nil)),
		"nothing":    second(estimate.LogLoss(nil, nil, nil)),
		"sum":        second(estimate.LogLossClasses(matrix(t, [][]float64{{0.5, 0.4}}), []int{0}, nil)),
		"class":      second(estimate.BrierClasses(matrix(t, [][]float64{{0.5, 0.5}}), []int{2}, nil)),
		"share":      second(estimate.ROCArea([]float64{0.1}, []float64{0.5}, nil)),
		"one group":  second(estimate.ScoreBinary(one, one, one, []int{1}, estimate.ScoreOptions{})),
		"no groups":  second(estimate.Calibrate(one, one, nil, 10, estimate.ScoreOptions{})),
		"references": second(estimate.ScoreBinary(one, nil, one, []int{1}, estimate.ScoreOptions{})),
	} {
		if err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestQuantile: R's type 7.
func TestQuantile(t *testing.T) {
	v := []float64{1, 2, 3, 4}
	for q, want := range map[float64]float64{0: 1, 0.25: 1.75, 0.5: 2.5, 1: 4} {
		within(t, fmt.Sprint(q), estimate.Quantile(v, q), want, 1e-15)
	}
	if !math.IsNaN(estimate.Quantile(nil, 0.5)) {
		t.Error("no numbers have no quantile")
	}
}

// TestClusterBootstrap: the error of a mean of identical rows in groups is that
// of the groups' means; replicates do not depend on the workers; failures are
// counted.
func TestClusterBootstrap(t *testing.T) {
	random := rand.New(estimate.Source(14))
	var v []float64
	var groups []int
	var means []float64
	for g := range 60 {
		m := random.NormFloat64()
		means = append(means, m)
		for range 5 {
			v, groups = append(v, m), append(groups, g)
		}
	}
	mean := func(w []float64) ([]float64, error) {
		s, n := 0.0, 0.0
		for i := range v {
			s, n = s+w[i]*v[i], n+w[i]
		}
		return []float64{s / n}, nil
	}
	a := must(estimate.ClusterBootstrap(groups, 4000, 15, 1, mean))(t)
	b := must(estimate.ClusterBootstrap(groups, 4000, 15, 2, mean))(t)
	if !slices.Equal(a.Values.V, b.Values.V) {
		t.Error("the replicates depend on the workers")
	}
	centre, variance := 0.0, 0.0
	for _, m := range means {
		centre += m / 60
	}
	for _, m := range means {
		variance += (m - centre) * (m - centre) / 60 / 60
	}
	within(t, "variance", a.Cov().At(0, 0), variance, 0.08*variance)
	low, high := a.Interval(0, 0.9)
	within(t, "interval", high-low, 2*1.645*math.Sqrt(variance), 0.3*math.Sqrt(variance))

	calls := 0
	failing := func(w []float64) ([]float64, error) {
		if calls++; calls%3 == 0 {
			return nil, estimate.ErrSeparated
		}
		return []float64{1}, nil
	}
	c := must(estimate.ClusterBootstrap(groups, 30, 1, 1, failing))(t)
	if c.Failed != 10 || c.Values.N != 20 {
		t.Errorf("%d failed, %d kept", c.Failed, c.Values.N)
	}
	if _, err := estimate.ClusterBootstrap(groups, 30, 1, 1, func([]float64) ([]float64, error) { return nil, estimate.ErrSeparated }); err == nil {
		t.Error("a bootstrap of failures was accepted")
	}
}
