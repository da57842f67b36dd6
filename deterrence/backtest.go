package deterrence

import (
	"context"
	"fmt"
	"math"
	"slices"

	"casus/estimate"
)

// Models that a backtest compares, by name.
const (
	Base            = "base rate"
	Standard        = "standard logit (ATOP's flags)"
	StandardRivalry = "standard logit and rivalry"
	Record0         = "forecast"
	WithHelp        = "forecast with the chain's help"
)

// Score is how one model did under one way of splitting.
type Score struct {
	Kind   Kind
	Split  string
	Model  string
	Of     string // which dyads
	Report *estimate.Report
}

// BacktestOptions say how a backtest runs.
type BacktestOptions struct {
	Fit  FitOptions
	Reps int // bootstrap replicates, 0 for 1,000
	// Before leaves out the years from it on, 0 for none: what choices were made
	// on.
	Before int
	// Chain gives the chain fitted on what began before a year, for the splits in
	// time order; nil: the expectations that the table has are used throughout,
	// and know the later events through the chain's parameters.
	Chain func(before int) (Chain, error)
	// Progress is told what is being scored; nil for nobody.
	Progress func(kind Kind, split, model string)
}

// HoldoutYear parts the years: every choice was made on those before it; those
// from it on were scored once, at the end.
const HoldoutYear = 1990

// standard are the columns of the usual logit of initiation.
var standard = []string{"capability share", "distance", "contiguous", "attacker major", "target major", "joint democracy", "own alliance",
	"outside pact", "offence pact", "neutrality pact", "peace years", "peace years^2", "peace years^3"}

// candidate is a model of the comparison: its name and how it is fitted.
type candidate struct {
	name string
	o    FitOptions
}

func candidates(o FitOptions) []candidate {
	plain := FitOptions{HalfLife: math.Inf(1), Penalties: []float64{1e-6}, Seed: o.Seed, Workers: o.Workers}
	with := func(o FitOptions, columns ...string) FitOptions {
		o.Columns = columns
		return o
	}
	own := o.defaults()
	return []candidate{
		{Base, FitOptions{}},
		{Standard, with(plain, standard...)},
		{StandardRivalry, with(plain, append(slices.Clone(standard), "rivals")...)},
		{Record0, with(own, product...)},
		{WithHelp, with(own, append(slices.Clone(product), "help")...)},
	}
}

// Backtest scores every model on politically relevant dyad-years that it was not
// fitted on: by folds of pairs and in time order. Intervals are of a bootstrap
// over pairs. With o.Chain, t's expectations are those of the last refit
// afterwards.
func Backtest(ctx context.Context, t *Table, o BacktestOptions) ([]Score, error) {
	rows := t.Pick(func(r *Row) bool { return r.Relevant && (o.Before == 0 || r.Year < o.Before) }).Rows
	splits, err := splits(rows, o)
	if err != nil {
		return nil, err
	}
	var out []Score
	for _, s := range splits {
		for _, kind := range []Kind{Dispute, War} {
			for _, c := range candidates(o.Fit) {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				if o.Progress != nil {
					o.Progress(kind, s.name, c.name)
				}
				r, err := score(rows, s, kind, c, o)
				if err != nil {
					return nil, fmt.Errorf("deterrence: %s, %s, %s: %w", kind, s.name, c.name, err)
				}
				out = append(out, Score{Kind: kind, Split: s.name, Model: c.name, Of: "politically relevant dyad-years", Report: r})
			}
		}
	}
	return out, nil
}

// split is a way of splitting, by rows.
type split struct {
	name  string
	parts []estimate.Split
}

func splits(rows []Row, o BacktestOptions) ([]split, error) {
	years, pairs := make([]int, len(rows)), make([]int, len(rows))
	for i := range rows {
		years[i], pairs[i] = rows[i].Year, rows[i].pair()
	}
	parts, err := estimate.GroupFolds(pairs, 5, o.Fit.Seed)
	if err != nil {
		return nil, err
	}
	out := []split{{"five folds by pair", parts}}
	for _, origins := range [][]int{{1946}, {1946, 1956, 1966, 1976, 1986, 1996, 2006}, {HoldoutYear}} {
		if o.Before > 0 {
			origins = slices.DeleteFunc(slices.Clone(origins), func(y int) bool { return y >= o.Before })
		}
		if len(origins) == 0 {
			continue
		}
		name := fmt.Sprintf("fitted before %d, scored on the rest", origins[0])
		if len(origins) > 1 {
			name = fmt.Sprintf("refitted every ten years from %d", origins[0])
		}
		parts, err := estimate.RollingOrigin(years, nil, origins)
		if err != nil {
			return nil, err
		}
		out = append(out, split{name, parts})
	}
	return out, nil
}

// score forecasts the test rows of every part and scores them as a whole.
func score(rows []Row, s split, kind Kind, c candidate, o BacktestOptions) (*estimate.Report, error) {
	var p, base, y []float64
	var groups []int
	for _, part := range s.parts {
		train, test := estimate.Take(rows, part.Train), estimate.Take(rows, part.Test)
		share := 0.0
		for i := range train {
			share += is(train[i].began(kind)) / float64(len(train))
		}
		var params *Params
		if c.name != Base {
			var err error
			if params, err = fitLogit(train, kind, c.o); err != nil {
				return nil, err
			}
		}
		for i := range test {
			v := share
			if params != nil {
				v = params.Rate(&test[i].Dyad)
			}
			p, base, y, groups = append(p, v), append(base, share), append(y, is(test[i].began(kind))), append(groups, test[i].pair())
		}
	}
	return estimate.ScoreBinary(p, base, y, groups, estimate.ScoreOptions{Reps: o.Reps, Seed: o.Fit.Seed, Workers: o.Fit.Workers})
}
