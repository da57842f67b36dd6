package estimate

import (
	"errors"
	"fmt"
	"math"
)

// Penalties is the ladder from which a penalty is usually chosen: from a prior
// that hardly speaks to one that holds every slope close to zero.
func Penalties() []float64 { return []float64{0.01, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000} }

// Choice is a penalty chosen by cross-validation, with the mean log loss that
// each candidate had.
type Choice struct {
	Penalty float64
	Loss    []float64
}

// ChoosePenalty gives the candidate with the least mean log loss over grouped
// folds. loss fits with a penalty on split.Train and gives the sum of the log
// losses of split.Test and its weight. Call it with training data only: the
// rows on which the model will be scored have no part in the choice. A
// candidate that cannot be fitted is out; of equals the larger penalty wins.
func ChoosePenalty(penalties []float64, splits []Split, workers int, loss func(penalty float64, s Split) (total, weight float64, err error)) (Choice, error) {
	if len(penalties) == 0 || len(splits) == 0 {
		return Choice{}, errors.New("estimate: no penalties or no folds to choose on")
	}
	n := len(splits)
	sums, weights, errs := make([]float64, n*len(penalties)), make([]float64, n*len(penalties)), make([]error, n*len(penalties))
	parallel(len(sums), workers, func(k int) {
		sums[k], weights[k], errs[k] = loss(penalties[k/n], splits[k%n])
	})
	c := Choice{Loss: make([]float64, len(penalties))}
	best := math.Inf(1)
	for p := range penalties {
		var s, w sum
		for k := p * n; k < (p+1)*n; k++ {
			s.add(sums[k])
			w.add(weights[k])
		}
		c.Loss[p] = s.value() / w.value()
		if errors.Join(errs[p*n:(p+1)*n]...) != nil || math.IsNaN(c.Loss[p]) {
			c.Loss[p] = math.Inf(1)
			continue
		}
		if c.Loss[p] < best || (c.Loss[p] == best && penalties[p] > c.Penalty) {
			best, c.Penalty = c.Loss[p], penalties[p]
		}
	}
	if math.IsInf(best, 1) {
		return Choice{}, fmt.Errorf("estimate: no penalty can be fitted: %w", errors.Join(errs...))
	}
	return c, nil
}

// TunedLogit chooses a penalty by grouped folds of the rows given, then fits a
// logit with it on all of them.
func TunedLogit(x Matrix, y []float64, groups []int, folds int, penalties []float64, seed uint64, o Options) (*Logit, Choice, error) {
	c, err := tune(x, len(y), groups, folds, penalties, seed, o, func(s Split, o Options) ([]float64, error) {
		l, err := FitLogit(x.Take(s.Train), Take(y, s.Train), o)
		if err != nil {
			return nil, err
		}
		p, err := l.Predict(x.Take(s.Test))
		for k, i := range s.Test {
			if err == nil {
				p[k] = binaryLoss(p[k], y[i])
			}
		}
		return p, err
	})
	if err != nil {
		return nil, c, err
	}
	o.Penalty = c.Penalty
	l, err := FitLogit(x, y, o)
	return l, c, err
}

// TunedMultinomial is [TunedLogit] for several classes. A fold whose training
// rows lack a class cannot be fitted, so folds must be few where a class is rare.
func TunedMultinomial(x Matrix, y []int, classes int, groups []int, folds int, penalties []float64, seed uint64, o Options) (*Multinomial, Choice, error) {
	c, err := tune(x, len(y), groups, folds, penalties, seed, o, func(s Split, o Options) ([]float64, error) {
		f, err := FitMultinomial(x.Take(s.Train), Take(y, s.Train), classes, o)
		if err != nil {
			return nil, err
		}
		p, err := f.Predict(x.Take(s.Test))
		if err != nil {
			return nil, err
		}
		out := make([]float64, p.N)
		for k, i := range s.Test {
			out[k] = -math.Log(guard(p.At(k, y[i])))
		}
		return out, nil
	})
	if err != nil {
		return nil, c, err
	}
	o.Penalty = c.Penalty
	f, err := FitMultinomial(x, y, classes, o)
	return f, c, err
}

// tune runs [ChoosePenalty] with the rows' weights over each fold's losses.
func tune(x Matrix, outcomes int, groups []int, folds int, penalties []float64, seed uint64, o Options, losses func(Split, Options) ([]float64, error)) (Choice, error) {
	w, _, err := prepare(x, outcomes, o)
	if err != nil {
		return Choice{}, err
	}
	if len(groups) != x.N {
		return Choice{}, fmt.Errorf("estimate: %d groups for %d rows", len(groups), x.N)
	}
	splits, err := GroupFolds(groups, folds, seed)
	if err != nil {
		return Choice{}, err
	}
	return ChoosePenalty(penalties, splits, o.Workers, func(penalty float64, s Split) (float64, float64, error) {
		ls, err := losses(s, Options{Penalty: penalty, Weights: Take(w, s.Train), Workers: 1})
		if err != nil {
			return 0, 0, err
		}
		var total, weight sum
		for k, i := range s.Test {
			total.add(w[i] * ls[k])
			weight.add(w[i])
		}
		return total.value(), weight.value(), nil
	})
}
