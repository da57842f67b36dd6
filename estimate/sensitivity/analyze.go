package sensitivity

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"casus"
)

// Indices says how much of the variance of an answer comes from each factor.
type Indices struct {
	Mean, Variance float64 // of the answer over the ranges
	// Constant: the answer did not vary, and every index is 0.
	Constant bool
	Factors  []Index
	Pairs    []PairIndex // with second order, in the order of the factors
}

// Index is the part of one factor. An interval's Median is the estimate from
// the whole design, Low and High bound 90 % of the bootstrap. The estimates of
// a small design can lie a little below 0 or above 1.
type Index struct {
	Name  string
	First casus.Interval // its own part of the variance
	Total casus.Interval // with all interactions that it is in
}

// PairIndex is the part that two factors have only together.
type PairIndex struct {
	A, B   string
	Second casus.Interval
}

// Analyze computes the indices from the values y of a model at the points of
// the design, in their order: the first-order estimator of Saltelli et al.
// (2010), the total one of Jansen (1999), as SALib has them. Base points are
// drawn again with replacement resamples times for the intervals.
func (d *Design) Analyze(y []float64, resamples int) (*Indices, error) {
	if len(y) != d.Len() {
		return nil, fmt.Errorf("sensitivity: %d values for %d points", len(y), d.Len())
	}
	for i, v := range y {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("sensitivity: the value at point %d is no finite number", i)
		}
	}
	if resamples < 0 || resamples > 100_000 {
		return nil, fmt.Errorf("sensitivity: %d resamples; expected 0 to 100000", resamples)
	}
	z, out := d.centre(y)
	count := 2 * len(d.factors)
	if d.second {
		count += len(d.factors) * (len(d.factors) - 1) / 2
	}
	whole := make([]float64, count)
	draws := make([][]float64, count)
	if !out.Constant {
		d.estimate(z, nil, func(k int, v float64) { whole[k] = v })
		pick := make([]int, d.base)
		for b := range resamples {
			r := rand.New(rand.NewPCG(d.seed, uint64(b)))
			for i := range pick {
				pick[i] = r.IntN(d.base)
			}
			d.estimate(z, pick, func(k int, v float64) { draws[k] = append(draws[k], v) })
		}
	}
	interval := func(k int) casus.Interval { return interval90(whole[k], draws[k]) }
	n := len(d.factors)
	for f, factor := range d.factors {
		out.Factors = append(out.Factors, Index{factor.Name, interval(f), interval(n + f)})
	}
	if d.second {
		k := 2 * n
		for a := range n {
			for b := a + 1; b < n; b++ {
				out.Pairs = append(out.Pairs, PairIndex{d.factors[a].Name, d.factors[b].Name, interval(k)})
				k++
			}
		}
	}
	return out, nil
}

// centre takes the mean off the values, without which the first-order
// estimator loses digits, and judges whether they vary at all.
func (d *Design) centre(y []float64) ([]float64, *Indices) {
	out := &Indices{}
	for _, v := range y {
		out.Mean += v / float64(len(y))
	}
	z := make([]float64, len(y))
	largest := 0.0
	for i, v := range y {
		z[i] = v - out.Mean
		largest = math.Max(largest, math.Abs(z[i]))
	}
	s := d.stride()
	for i := 0; i < len(z); i += s {
		out.Variance += (z[i]*z[i] + z[i+s-1]*z[i+s-1]) / float64(2*d.base)
	}
	out.Constant = largest <= 1e-13*math.Abs(out.Mean) || out.Variance == 0
	return z, out
}

// estimate gives every index of a sample of base points (all of them where pick
// is nil): first order by factor, then total, then second order by pair.
func (d *Design) estimate(z []float64, pick []int, each func(k int, v float64)) {
	n, s := len(d.factors), d.stride()
	rows := make([][]float64, d.base)
	for i := range rows {
		at := i
		if pick != nil {
			at = pick[i]
		}
		rows[i] = z[at*s : at*s+s]
	}
	mean, square := 0.0, 0.0
	for _, r := range rows {
		mean += r[0] + r[s-1]
		square += r[0]*r[0] + r[s-1]*r[s-1]
	}
	mean /= float64(2 * d.base)
	variance := square/float64(2*d.base) - mean*mean
	share := func(v float64) float64 {
		if variance <= 0 {
			return 0
		}
		return v / (float64(d.base) * variance)
	}
	first := make([]float64, n)
	for f := range n {
		own, total := 0.0, 0.0
		for _, r := range rows {
			a, b, ab := r[0], r[s-1], r[1+f]
			own += b * (ab - a)
			total += (a - ab) * (a - ab) / 2
		}
		first[f] = share(own)
		each(f, first[f])
		each(n+f, share(total))
	}
	if !d.second {
		return
	}
	k := 2 * n
	for f := range n {
		for g := f + 1; g < n; g++ {
			both := 0.0
			for _, r := range rows {
				both += r[1+n+f]*r[1+g] - r[0]*r[s-1]
			}
			each(k, share(both)-first[f]-first[g])
			k++
		}
	}
}

// interval90 is the estimate with the middle 90 % of the draws around it.
func interval90(whole float64, draws []float64) casus.Interval {
	if len(draws) == 0 {
		return casus.Interval{Median: whole, Low: whole, High: whole}
	}
	slices.Sort(draws)
	at := func(q float64) float64 {
		x := q * float64(len(draws)-1)
		i := int(x)
		j := min(i+1, len(draws)-1)
		return draws[i] + (x-float64(i))*(draws[j]-draws[i])
	}
	return casus.Interval{Median: whole, Low: at(0.05), High: at(0.95)}
}
