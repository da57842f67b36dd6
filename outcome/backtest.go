package outcome

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"casus/estimate"
)

// Holdout lists the cases that began in HoldoutYear or later, one "number year"
// a line, and the SHA-256 of that list: what was not looked at while the form
// was chosen.
func (s *Sample) Holdout() (list string, hash string) {
	var b strings.Builder
	for _, c := range s.Cases {
		if c.Year >= HoldoutYear {
			fmt.Fprintf(&b, "%d %d\n", c.Num, c.Year)
		}
	}
	return b.String(), fmt.Sprintf("%x", sha256.Sum256([]byte(b.String())))
}

// HoldoutYear parts the cases: the form was chosen on conflicts that began
// before it, and everything from it on was scored once. It is the year from
// which Carroll and Kenkel's kind of model was known to lose to the later base
// rate. Two things were seen of the later cases before the choice: a table of
// counts by twenty years, which shows that decisions grew rarer, and a listing of
// the wars with their results.
const HoldoutYear = 1976

// Score is how one model did under one way of splitting.
type Score struct {
	Split  string           // what was held out
	Model  string           // what forecast it
	Report *estimate.Report // three classes, beside the training rows' shares
	Won    *estimate.Report // which side won, among the decided; beside the training share
}

// Models that a backtest compares, by name.
const (
	BaseRate   = "base rate"        // the shares of the training rows
	Capability = "capability ratio" // CINC, no drift, no distance
	Full       = "W"                // the form of the product
	FullIndex  = "W with CINC"      // the same with CINC for quality
)

// Backtest scores the models by random folds of conflicts (ten for disputes,
// each conflict alone for wars) and in time order: fitted on conflicts that
// began before HoldoutYear and scored on the rest, once as it stands and once
// refitted every ten years. reps is the number of bootstrap replicates, 0 for
// 1,000.
func Backtest(s *Sample, seed uint64, reps, workers int) ([]Score, error) {
	years, ids := make([]int, len(s.Cases)), make([]int, len(s.Cases))
	for i, c := range s.Cases {
		years[i], ids[i] = c.Year, i
	}
	name := "ten folds by dispute"
	random, err := estimate.GroupFolds(ids, min(10, len(ids)), seed)
	if s.Kind == War {
		name = "each war left out"
		random, err = estimate.LeaveOneGroupOut(ids)
	}
	if err != nil {
		return nil, err
	}
	later, err := estimate.RollingOrigin(years, ids, []int{HoldoutYear})
	if err != nil {
		return nil, err
	}
	decades, err := estimate.RollingOrigin(years, ids, []int{HoldoutYear, HoldoutYear + 10, HoldoutYear + 20, HoldoutYear + 30})
	if err != nil {
		return nil, err
	}
	var out []Score
	for _, split := range []struct {
		name string
		of   []estimate.Split
	}{
		{name, random},
		{fmt.Sprintf("fitted before %d, scored on the rest", HoldoutYear), later},
		{fmt.Sprintf("refitted every ten years from %d", HoldoutYear), decades},
	} {
		for _, m := range []string{BaseRate, Capability, FullIndex, Full} {
			score, err := s.score(m, split.of, seed, reps, workers)
			if err != nil {
				return nil, fmt.Errorf("%s, %s: %w", split.name, m, err)
			}
			score.Split = split.name
			out = append(out, score)
		}
	}
	return out, nil
}

// score forecasts each test row with a model and beside it the training shares.
func (s *Sample) score(model string, splits []estimate.Split, seed uint64, reps, workers int) (Score, error) {
	p, covered, err := estimate.OutOfFold(len(s.Cases), 6, splits, workers, func(split estimate.Split) ([]float64, error) {
		return s.forecast(model, split, seed)
	})
	if err != nil {
		return Score{}, err
	}
	var three, base, won, wonBase, wonY []float64
	var class, ids, wonIDs []int
	for i, c := range s.Cases {
		if !covered[i] {
			continue
		}
		r := p.Row(i)
		three, base, class, ids = append(three, r[:3]...), append(base, r[3:]...), append(class, int(c.Result)), append(ids, i)
		if c.Result != Stalemate {
			won, wonBase, wonIDs = append(won, r[WinA]/(r[WinA]+r[WinB])), append(wonBase, r[3+WinA]/(r[3+WinA]+r[3+WinB])), append(wonIDs, i)
			y := 0.0
			if c.Result == WinA {
				y = 1
			}
			wonY = append(wonY, y)
		}
	}
	o := estimate.ScoreOptions{Reps: reps, Seed: seed, Workers: workers}
	out := Score{Model: model}
	matrix := func(v []float64) estimate.Matrix { return estimate.Matrix{N: len(v) / 3, K: 3, V: v} }
	if out.Report, err = estimate.ScoreClasses(matrix(three), matrix(base), class, ids, o); err != nil {
		return Score{}, err
	}
	out.Won, err = estimate.ScoreBinary(won, wonBase, wonY, wonIDs, o)
	return out, err
}

// forecast gives six numbers for each test row: the model's and the training
// shares', in the order of the results.
func (s *Sample) forecast(model string, split estimate.Split, seed uint64) ([]float64, error) {
	var share [3]float64
	for _, i := range split.Train {
		share[s.Cases[i].Result] += 1 / float64(len(split.Train))
	}
	o := FitOptions{Seed: seed, Workers: 1}
	switch model {
	case Capability:
		o.Measure, o.Constant, o.Decays = Index, true, []float64{0}
	case FullIndex:
		o.Measure = Index
	}
	var p *Params
	if model != BaseRate {
		var err error
		if p, err = Fit(s, split.Train, o); err != nil {
			return nil, err
		}
	}
	var out []float64
	for _, i := range split.Test {
		c := Chances{WinB: share[WinB], Stalemate: share[Stalemate], WinA: share[WinA]}
		if p != nil {
			var err error
			if c, err = p.W(s.Cases[i].Sides); err != nil {
				return nil, err
			}
		}
		out = append(out, c.WinB, c.Stalemate, c.WinA, share[WinB], share[Stalemate], share[WinA])
	}
	return out, nil
}
