package estimate

import (
	"fmt"
	"math"
	"slices"
)

// Ranking holds forecasts sorted once, so that areas can be had for many
// bootstrap weights.
type Ranking struct {
	order []int // by falling forecast
	ties  []int // ends of runs of equal forecasts in order
	y     []float64
}

// NewRanking sorts forecasts of 0/1 outcomes. Any score that rises with the
// chance will do.
func NewRanking(score, y []float64) (*Ranking, error) {
	if len(score) != len(y) {
		return nil, fmt.Errorf("estimate: %d forecasts for %d outcomes", len(score), len(y))
	}
	r := &Ranking{y: y, order: make([]int, len(y))}
	for i := range y {
		if y[i] != 0 && y[i] != 1 {
			return nil, fmt.Errorf("estimate: outcome %d is %v, want 0 or 1", i, y[i])
		}
		if math.IsNaN(score[i]) {
			return nil, fmt.Errorf("estimate: forecast %d is not a number", i)
		}
		r.order[i] = i
	}
	slices.SortStableFunc(r.order, func(a, b int) int { return compare(score[b], score[a]) })
	for at := range r.order {
		if at+1 == len(r.order) || score[r.order[at]] != score[r.order[at+1]] {
			r.ties = append(r.ties, at+1)
		}
	}
	return r, nil
}

// ROCArea gives the chance that a random event was forecast above a random
// non-event, a tie counting half: the Mann-Whitney statistic (Hanley and McNeil
// 1982). NaN where one of the two is missing. nil weights are ones.
func (r *Ranking) ROCArea(w []float64) float64 {
	var area, pos, neg float64
	r.runs(w, func(p, n float64) {
		area += n * (pos + p/2)
		pos += p
		neg += n
	})
	return area / (pos * neg)
}

// PRArea gives the area under precision over recall as average precision: the
// mean over events of the share of events among all that are forecast at least
// as high. There is no interpolation between points, which flatters (Davis and
// Goadrich 2006). Its floor is the base rate. NaN where there are no events.
func (r *Ranking) PRArea(w []float64) float64 {
	var area, pos, all float64
	r.runs(w, func(p, n float64) {
		pos += p
		all += p + n
		if p > 0 {
			area += p * pos / all
		}
	})
	return area / pos
}

// ROCArea is [Ranking.ROCArea] for one set of weights.
func ROCArea(score, y, w []float64) (float64, error) {
	r, err := rankingOf(score, y, w)
	if err != nil {
		return 0, err
	}
	return r.ROCArea(w), nil
}

// PRArea is [Ranking.PRArea] for one set of weights.
func PRArea(score, y, w []float64) (float64, error) {
	r, err := rankingOf(score, y, w)
	if err != nil {
		return 0, err
	}
	return r.PRArea(w), nil
}

// ROCWithin gives the mean ROC area within groups over those that have both
// outcomes, and their number: whether a model knows who within a war would
// come, apart from which wars draw others in.
func ROCWithin(score, y []float64, groups []int) (area float64, used int, err error) {
	if len(groups) != len(y) {
		return 0, 0, fmt.Errorf("estimate: %d groups for %d rows", len(groups), len(y))
	}
	members, _ := byGroup(groups)
	var s sum
	for _, rows := range members {
		a, err := ROCArea(Take(score, rows), Take(y, rows), nil)
		if err != nil {
			return 0, 0, err
		}
		if !math.IsNaN(a) {
			s.add(a)
			used++
		}
	}
	return s.value() / float64(used), used, nil
}

func rankingOf(score, y, w []float64) (*Ranking, error) {
	if _, _, err := checkWeights(w, len(y)); err != nil {
		return nil, err
	}
	return NewRanking(score, y)
}

// runs gives the weight of events and non-events of each run of equal
// forecasts, from the highest.
func (r *Ranking) runs(w []float64, do func(events, others float64)) {
	from := 0
	for _, until := range r.ties {
		var p, n float64
		for _, i := range r.order[from:until] {
			v := 1.0
			if w != nil {
				v = w[i]
			}
			if r.y[i] == 1 {
				p += v
			} else {
				n += v
			}
		}
		do(p, n)
		from = until
	}
}
