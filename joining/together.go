package joining

import (
	"math"

	"casus/estimate"
)

// together estimates the standard deviation of a shock that all joiners of one
// event share in the side that they take, by maximum likelihood on forecasts of
// folds by cluster: two joiners of one dispute take the same side far more often
// than their own features say. The shock leaves each one's chance as it is.
func (d *design) together(rows []int, o FitOptions) (float64, error) {
	rows, y := d.joiners(rows)
	splits, err := estimate.GroupFolds(estimate.Take(d.cluster, rows), folds, o.Seed)
	if err != nil {
		return 0, err
	}
	eta := make([]float64, len(rows))
	for _, s := range splits {
		line, err := d.fitSide(estimate.Take(rows, s.Train), o)
		if err != nil {
			return 0, err
		}
		for k, v := range d.eta(&line, estimate.Take(rows, s.Test)) {
			eta[s.Test[k]] = v
		}
	}
	best, most := 0.0, math.Inf(-1)
	for step := range 61 {
		sigma := float64(step) / 20
		if l := shared(eta, y, estimate.Take(d.event, rows), sigma); l > most {
			best, most = sigma, l
		}
	}
	return best, nil
}

// shared is the log likelihood of the sides under a shock of each event.
func shared(eta, y []float64, event []int, sigma float64) float64 {
	scale := math.Sqrt(1 + math.Pi/8*sigma*sigma) // so that the mean stays (MacKay 1992)
	total := 0.0
	for from := 0; from < len(eta); {
		until := from
		for until < len(eta) && event[until] == event[from] {
			until++
		}
		sum := 0.0
		for _, n := range normal9 {
			l := 0.0
			for k := from; k < until; k++ {
				x := scale*eta[k] + sigma*n.z
				if y[k] == 0 {
					x = -x
				}
				l -= math.Log1p(math.Exp(-x))
			}
			sum += n.weight * math.Exp(l)
		}
		total += math.Log(sum)
		from = until
	}
	return total
}

// normal9 is the Gauss-Hermite rule of nine points for the standard normal.
var normal9 = [9]struct{ z, weight float64 }{
	{-4.512745863399783, 2.234584400774658e-05}, {-3.205429002856470, 2.789141321231769e-03}, {-2.076847978677830, 4.991640676521787e-02},
	{-1.023255663789133, 2.440975028949394e-01}, {0, 4.063492063492063e-01}, {1.023255663789133, 2.440975028949394e-01},
	{2.076847978677830, 4.991640676521787e-02}, {3.205429002856470, 2.789141321231769e-03}, {4.512745863399783, 2.234584400774658e-05},
}
