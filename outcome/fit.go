package outcome

import (
	"errors"
	"fmt"

	"casus/estimate"
)

// FitOptions choose the form. The zero value is the form of the product.
type FitOptions struct {
	Measure  Measure // "" for Quality
	Constant bool    // no drift: the chance of a decision is the training share
	Decays   []float64
	Seed     uint64
	Workers  int
}

// Decays are the powers of distance from which a fit chooses.
func Decays() []float64 { return []float64{0, 0.25, 0.5, 1} }

// folds within the training data, for the penalty and the decay.
const folds = 5

// Fit estimates W from the cases of a sample named by rows, all for nil. The
// penalty of each logit and the power of distance are chosen by folds of
// conflicts inside these rows; covariances are robust (a conflict is one row,
// so rows are the clusters).
func Fit(s *Sample, rows []int, o FitOptions) (*Params, error) {
	cases := s.Cases
	if rows != nil {
		cases = estimate.Take(s.Cases, rows)
	}
	if len(cases) < 2*folds {
		return nil, fmt.Errorf("outcome: %d cases are too few to fit", len(cases))
	}
	if o.Measure == "" {
		o.Measure = Quality
	}
	if o.Decays == nil {
		o.Decays = Decays()
	}
	p := &Params{Kind: s.Kind, Measure: o.Measure, Drift: !o.Constant, Cases: len(cases), First: cases[0].Year, Last: cases[0].Year}
	decided := make([]float64, len(cases))
	var decisive []Case
	for i, c := range cases {
		p.First, p.Last = min(p.First, c.Year), max(p.Last, c.Year)
		if c.Result != Stalemate {
			decided[i] = 1
			decisive = append(decisive, c)
		}
	}
	p.Decisive = len(decisive)
	x := estimate.Zeros(len(cases), len(decidedRow(s.Kind, p.Drift, 1900)))
	for i, c := range cases {
		copy(x.Row(i), decidedRow(s.Kind, p.Drift, c.Year))
	}
	var err error
	if p.Decided, _, err = line(x, decided, o); err != nil {
		return nil, fmt.Errorf("outcome: whether conflicts are decided: %w", err)
	}
	best := 0.0
	var failed error
	for k, decay := range o.Decays {
		l, loss, err := wonLine(decisive, s.Kind, o, decay)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		if p.Won.Coef == nil || loss < best {
			p.Won, p.Decay, best = l, o.Decays[k], loss
		}
	}
	if p.Won.Coef == nil {
		return nil, fmt.Errorf("outcome: which side wins: %w", failed)
	}
	return p, nil
}

func wonLine(decisive []Case, k Kind, o FitOptions, decay float64) (Line, float64, error) {
	var rows [][]float64
	y := make([]float64, len(decisive))
	for i, c := range decisive {
		rows = append(rows, wonRow(k, o.Measure, decay, c.Sides))
		if c.Result == WinA {
			y[i] = 1
		}
	}
	x, err := estimate.NewMatrix(rows)
	if err != nil {
		return Line{}, 0, err
	}
	return line(x, y, o)
}

// line fits a logit with a penalty chosen by folds, and gives its log loss there.
func line(x estimate.Matrix, y []float64, o FitOptions) (Line, float64, error) {
	groups := make([]int, len(y))
	for i := range groups {
		groups[i] = i // a conflict is one row
	}
	penalties := estimate.Penalties()
	if x.K == 0 {
		penalties = []float64{0}
	}
	l, choice, err := estimate.TunedLogit(x, y, groups, folds, penalties, o.Seed, estimate.Options{Workers: o.Workers})
	if err != nil {
		return Line{}, 0, err
	}
	out := Line{Coef: l.Coef, Penalty: choice.Penalty}
	cov := l.Robust()
	for i := range cov.N {
		out.Cov = append(out.Cov, cov.Row(i))
	}
	loss := choice.Loss[0]
	for _, v := range choice.Loss {
		loss = min(loss, v)
	}
	return out, loss, nil
}
