package estimate

import (
	"fmt"
	"math"
	"slices"
)

// Floor is the least probability that a log loss charges for: a forecast of
// exactly 0 for what happened costs -log Floor, not infinity. No forecast of
// Casus should come near it.
const Floor = 1e-12

// LogLoss gives the mean of -log of the probability that was given to what
// happened, in nats (Good 1952). y is 0 or 1, or a share; nil weights are ones.
func LogLoss(p, y, w []float64) (float64, error) {
	return meanOver(p, y, w, binaryLoss)
}

// Brier gives the mean squared distance of forecast and outcome (Brier 1950, in
// the form for one event, 0 to 1).
func Brier(p, y, w []float64) (float64, error) {
	return meanOver(p, y, w, func(p, y float64) float64 { return (p - y) * (p - y) })
}

// LogLossClasses is [LogLoss] over several classes: p has one row of class
// probabilities for each row.
func LogLossClasses(p Matrix, y []int, w []float64) (float64, error) {
	return classMean(p, y, w, func(p []float64, c int) float64 { return -math.Log(guard(p[c])) })
}

// BrierClasses gives Brier's (1950) own score, summed over classes, 0 to 2. For
// two classes it is twice [Brier].
func BrierClasses(p Matrix, y []int, w []float64) (float64, error) {
	return classMean(p, y, w, func(p []float64, c int) float64 {
		s := 0.0
		for k, v := range p {
			if k == c {
				v--
			}
			s += v * v
		}
		return s
	})
}

// PRL gives the proportional reduction in loss against a reference: 1 - loss /
// reference (Carroll and Kenkel 2019).
func PRL(loss, reference float64) float64 { return 1 - loss/reference }

// Decomposition splits a Brier score. Score = Reliability - Resolution +
// Uncertainty + Within, exactly.
type Decomposition struct {
	Score       float64
	Reliability float64 // distance of the forecasts from the shares that followed; 0 is best
	Resolution  float64 // how far those shares differ from the base rate; more is better
	Uncertainty float64 // of the base rate, which no forecast changes
	Within      float64 // what is lost by putting different forecasts in one bin
}

// Decompose splits the Brier score (Murphy 1973) over bins of equal weight;
// with bins 0 every distinct forecast is its own bin and Within is 0. The
// within-bin term is that of Stephenson, Coelho and Jolliffe (2008).
func Decompose(p, y, w []float64, bins int) (Decomposition, error) {
	w, total, err := checkForecasts(p, y, w)
	if err != nil {
		return Decomposition{}, err
	}
	var d Decomposition
	var score, base, rel, res sum
	for i := range p {
		score.add(w[i] * (p[i] - y[i]) * (p[i] - y[i]))
		base.add(w[i] * y[i])
	}
	rate := base.value() / total
	for _, rows := range binned(p, w, total, bins) {
		m := binMeans(rows, p, y, w)
		rel.add(m.weight * (m.forecast - m.outcome) * (m.forecast - m.outcome))
		res.add(m.weight * (m.outcome - rate) * (m.outcome - rate))
	}
	d.Score, d.Reliability, d.Resolution = score.value()/total, rel.value()/total, res.value()/total
	var unc sum // a share is not 0 or 1: the variance of the outcomes, not rate·(1-rate)
	for i := range y {
		unc.add(w[i] * (y[i] - rate) * (y[i] - rate))
	}
	d.Uncertainty = unc.value() / total
	d.Within = d.Score - (d.Reliability - d.Resolution + d.Uncertainty)
	return d, nil
}

// guard keeps a probability from the logarithm's edge.
func guard(p float64) float64 { return max(p, Floor) }

func binaryLoss(p, y float64) float64 {
	s := 0.0
	if y > 0 {
		s -= y * math.Log(guard(p))
	}
	if y < 1 {
		s -= (1 - y) * logComplement(p)
	}
	return s
}

// logComplement is log(1-p), exact for the small p of rare events.
func logComplement(p float64) float64 { return math.Log1p(-min(p, 1-Floor)) }

func meanOver(p, y, w []float64, loss func(p, y float64) float64) (float64, error) {
	w, total, err := checkForecasts(p, y, w)
	if err != nil {
		return 0, err
	}
	var s sum
	for i := range p {
		if w[i] > 0 {
			s.add(w[i] * loss(p[i], y[i]))
		}
	}
	return s.value() / total, nil
}

func classMean(p Matrix, y []int, w []float64, loss func(p []float64, c int) float64) (float64, error) {
	w, total, err := checkClasses(p, y, w)
	if err != nil {
		return 0, err
	}
	var s sum
	for i, c := range y {
		if w[i] > 0 {
			s.add(w[i] * loss(p.Row(i), c))
		}
	}
	return s.value() / total, nil
}

func checkForecasts(p, y, w []float64) ([]float64, float64, error) {
	if len(p) == 0 || len(p) != len(y) {
		return nil, 0, fmt.Errorf("estimate: %d forecasts for %d outcomes", len(p), len(y))
	}
	for i, v := range p {
		if !(v >= 0 && v <= 1) {
			return nil, 0, fmt.Errorf("estimate: forecast %d is %v, want 0 to 1", i, v)
		}
		if !(y[i] >= 0 && y[i] <= 1) {
			return nil, 0, fmt.Errorf("estimate: outcome %d is %v, want 0 to 1", i, y[i])
		}
	}
	return checkWeights(w, len(p))
}

func checkClasses(p Matrix, y []int, w []float64) ([]float64, float64, error) {
	if len(y) == 0 || p.N != len(y) || p.K < 2 || len(p.V) != p.N*p.K {
		return nil, 0, fmt.Errorf("estimate: forecasts of %d×%d for %d outcomes", p.N, p.K, len(y))
	}
	for i, c := range y {
		if c < 0 || c >= p.K {
			return nil, 0, fmt.Errorf("estimate: outcome %d is %d, want 0 to %d", i, c, p.K-1)
		}
		s := 0.0
		for _, v := range p.Row(i) {
			if !(v >= 0 && v <= 1) {
				return nil, 0, fmt.Errorf("estimate: forecast %d has %v, want 0 to 1", i, v)
			}
			s += v
		}
		if math.Abs(s-1) > 1e-9 {
			return nil, 0, fmt.Errorf("estimate: forecast %d sums to %v", i, s)
		}
	}
	return checkWeights(w, len(y))
}

// binned gives the rows of each bin, by rising forecast. Equal forecasts are
// never parted. bins 0: one bin for each distinct forecast.
func binned(p, w []float64, total float64, bins int) [][]int {
	order := make([]int, 0, len(p))
	for i := range p {
		if w[i] > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return compare(p[a], p[b]) })
	var out [][]int
	below, bin := 0.0, -1
	for from := 0; from < len(order); {
		// A run of equal forecasts goes where its first row falls.
		at := len(out)
		if bins > 0 {
			at = int(below * float64(bins) / total)
		}
		if at != bin {
			bin = at
			out = append(out, nil)
		}
		until := from
		for ; until < len(order) && p[order[until]] == p[order[from]]; until++ {
			below += w[order[until]]
		}
		out[len(out)-1] = append(out[len(out)-1], order[from:until]...)
		from = until
	}
	return out
}

type means struct{ weight, forecast, outcome float64 }

func binMeans(rows []int, p, y, w []float64) means {
	var s, f, o sum
	for _, i := range rows {
		s.add(w[i])
		f.add(w[i] * p[i])
		o.add(w[i] * y[i])
	}
	return means{s.value(), f.value() / s.value(), o.value() / s.value()}
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
