package estimate

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Bootstrap holds the replicates of some statistics.
type Bootstrap struct {
	Values Matrix // one row for each replicate that succeeded
	Failed int    // replicates whose sample did not allow the statistic
}

// ClusterBootstrap draws as many groups as there are, with replacement, reps
// times, and calls stat with the weight of every row: how often its group was
// drawn (Efron 1979; by cluster, Field and Welsh 2007). stat must not keep or
// change the weights. Replicate r depends on the seed and r alone. A replicate
// for which stat gives an error is counted, not used; where more than half
// fail, the first error is given.
func ClusterBootstrap(groups []int, reps int, seed uint64, workers int, stat func(w []float64) ([]float64, error)) (*Bootstrap, error) {
	members, of := byGroup(groups)
	if len(members) < 2 || reps < 1 {
		return nil, fmt.Errorf("estimate: bootstrap of %d groups, %d times", len(members), reps)
	}
	values, errs := make([][]float64, reps), make([]error, reps)
	parallel(reps, workers, func(r int) {
		random := rand.New(Source(seed, uint64(r)))
		drawn := make([]float64, len(members))
		for range members {
			drawn[random.IntN(len(members))]++
		}
		w := make([]float64, len(groups))
		for i, g := range of {
			w[i] = drawn[g]
		}
		values[r], errs[r] = stat(w)
	})
	b := &Bootstrap{}
	var first error
	for r, v := range values {
		if errs[r] != nil {
			if first == nil {
				first = errs[r]
			}
			b.Failed++
			continue
		}
		if b.Values.N > 0 && len(v) != b.Values.K {
			return nil, errors.New("estimate: the replicates differ in length")
		}
		b.Values.N, b.Values.K = b.Values.N+1, len(v)
		b.Values.V = append(b.Values.V, v...)
	}
	if b.Failed*2 > reps {
		return nil, fmt.Errorf("estimate: %d of %d bootstrap samples failed: %w", b.Failed, reps, first)
	}
	return b, nil
}

// Cov gives the covariance of the statistics over the replicates.
func (b *Bootstrap) Cov() Matrix {
	k := b.Values.K
	mean := make([]float64, k)
	for i := range b.Values.N {
		axpy(1/float64(b.Values.N), b.Values.Row(i), mean)
	}
	c, d := Zeros(k, k), make([]float64, k)
	for i := range b.Values.N {
		for j, v := range b.Values.Row(i) {
			d[j] = v - mean[j]
		}
		outer(c, d)
	}
	for i := range c.V {
		c.V[i] /= float64(max(1, b.Values.N-1))
	}
	return symmetrise(c)
}

// Interval gives the percentile interval of statistic j that holds level (as
// 0.9) of its replicates. Replicates that are not numbers are left out.
func (b *Bootstrap) Interval(j int, level float64) (low, high float64) {
	var v []float64
	for i := range b.Values.N {
		if x := b.Values.At(i, j); !math.IsNaN(x) {
			v = append(v, x)
		}
	}
	slices.Sort(v)
	return Quantile(v, (1-level)/2), Quantile(v, (1+level)/2)
}

// Quantile gives the q-quantile of sorted numbers by linear interpolation
// (Hyndman and Fan 1996, type 7, R's default); NaN for none.
func Quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := q * float64(len(sorted)-1)
	lo := min(max(int(math.Floor(at)), 0), len(sorted)-1)
	hi := min(lo+1, len(sorted)-1)
	return sorted[lo] + (at-float64(lo))*(sorted[hi]-sorted[lo])
}
