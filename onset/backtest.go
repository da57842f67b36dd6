package onset

import (
	"context"
	"fmt"
	"math"
	"slices"

	"casus/estimate"
)

// Models that a backtest compares, by name. All but the last three know the
// disputes up to the year before.
const (
	BaseModel       = "base rate"
	Standard        = "standard logit"
	StandardRivalry = "standard logit with rivalry"
	Fresh           = "forecast"
	FreshHelp       = "forecast with help"
	StandardLate    = "standard logit with rivalry, record 11 years late"
	Forecast        = "forecast, record 11 years late" // the product, while the sign of help is not stable
	ForecastHelp    = "forecast with help, record 11 years late"
)

// Relevants is what scores and base rates are of.
const Relevants = "politically relevant directed dyad-years"

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
	// time order. nil, and folds by pair in any case, use the expectations that
	// the table has, whose parameters may know the conflicts held out.
	Chain func(before int) (Chain, error)
	// Progress is told what is being scored; nil for nobody.
	Progress func(kind Kind, split, model string)
}

// standard are the columns of the usual logit of initiation, its alliances by
// ATOP's flags.
var standard = []string{"capability share", "distance", "contiguous", "attacker major", "target major", "joint democracy", "own alliance",
	"outside pact", "offence pact", "neutrality pact", "peace years", "peace years^2", "peace years^3"}

// candidate is a model of the comparison and how it is fitted.
type candidate struct {
	name string
	late bool
	o    FitOptions
}

func candidates(o FitOptions) []candidate {
	with := func(o FitOptions, columns []string, more ...string) FitOptions {
		o.Columns = append(slices.Clone(columns), more...)
		return o
	}
	plain := FitOptions{HalfLife: math.Inf(1), Penalties: []float64{1e-6}, Seed: o.Seed, Workers: o.Workers}
	own := o.defaults()
	return []candidate{
		{BaseModel, false, FitOptions{}},
		{Standard, false, with(plain, standard)},
		{StandardRivalry, false, with(plain, standard, "rivals")},
		{Fresh, false, with(own, product)},
		{FreshHelp, false, with(own, product, "help")},
		{StandardLate, true, with(plain, standard, "rivals")},
		{Forecast, true, with(own, product)},
		{ForecastHelp, true, with(own, product, "help")},
	}
}

// Backtest scores every model on politically relevant dyad-years that it was not
// fitted on: by folds of pairs and in time order. Intervals are of a bootstrap
// over pairs. The table must have been through [Table.Expect].
func Backtest(ctx context.Context, t *Table, o BacktestOptions) ([]Score, error) {
	t = t.Pick(func(r *Row) bool { return r.Relevant && (o.Before == 0 || r.Year < o.Before) })
	b := &bench{t: t, o: o}
	columns := append(slices.Clone(product), "help", "rivals")
	for _, c := range standard {
		if !slices.Contains(columns, c) {
			columns = append(columns, c)
		}
	}
	var err error
	if b.fresh, err = newDesign(t.Rows, columns); err != nil {
		return nil, err
	}
	if b.late, err = newDesign(t.Late(Lag).Rows, columns); err != nil {
		return nil, err
	}
	splits, err := b.splits()
	if err != nil {
		return nil, err
	}
	var out []Score
	for _, s := range splits {
		scores, err := b.score(ctx, s)
		if err != nil {
			return nil, fmt.Errorf("deterrence: %s: %w", s.name, err)
		}
		out = append(out, scores...)
	}
	return out, nil
}

// bench is a table laid out, with its record as it was and late.
type bench struct {
	t           *Table
	o           BacktestOptions
	fresh, late *design
}

// split is a way of splitting, by rows; from, where it is in time order, is the
// first year of each test part.
type split struct {
	name  string
	parts []estimate.Split
	from  []int
}

func (b *bench) splits() ([]split, error) {
	parts, err := estimate.GroupFolds(b.fresh.pair, 5, b.o.Fit.Seed)
	if err != nil {
		return nil, err
	}
	out := []split{{name: "five folds by pair", parts: parts}}
	for _, origins := range [][]int{{1946}, decades, {HoldoutYear}} {
		name := fmt.Sprintf("fitted before %d, scored on the rest", origins[0])
		if len(origins) > 1 {
			name = fmt.Sprintf("refitted every ten years from %d", origins[0])
		}
		origins = slices.DeleteFunc(slices.Clone(origins), func(y int) bool { return y > slices.Max(b.fresh.year) })
		if len(origins) == 0 {
			continue
		}
		parts, err := estimate.RollingOrigin(b.fresh.year, nil, origins)
		if err != nil {
			return nil, err
		}
		out = append(out, split{name, parts, origins})
	}
	return out, nil
}

// forecasts are what a model said of rows that it was not fitted on, and the
// training share.
type forecasts struct{ p, base, y []float64 }

// score forecasts the test rows of every part by every model, and scores each
// model's forecasts as a whole.
func (b *bench) score(ctx context.Context, s split) ([]Score, error) {
	list := candidates(b.o.Fit)
	all := make([]forecasts, len(kinds)*len(list))
	var pairs []int
	for k, part := range s.parts {
		pairs = append(pairs, estimate.Take(b.fresh.pair, part.Test)...)
		if err := b.expect(ctx, s, k); err != nil {
			return nil, err
		}
		for n := range all {
			kind, c := kinds[n/len(list)], list[n%len(list)]
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if k == 0 && b.o.Progress != nil {
				b.o.Progress(kind, s.name, c.name)
			}
			if err := b.part(kind, c, part, &all[n]); err != nil {
				return nil, fmt.Errorf("%s, %s: %w", kind, c.name, err)
			}
		}
	}
	var out []Score
	for n := range all {
		f := &all[n]
		r, err := estimate.ScoreBinary(f.p, f.base, f.y, pairs, estimate.ScoreOptions{Reps: b.o.Reps, Seed: b.o.Fit.Seed, Workers: b.o.Fit.Workers})
		if err != nil {
			return nil, err
		}
		out = append(out, Score{kinds[n/len(list)], s.name, list[n%len(list)].name, Relevants, r})
	}
	return out, nil
}

// expect fills the column of help with what the chain could expect that was
// fitted on what began before the test part.
func (b *bench) expect(ctx context.Context, s split, part int) error {
	helped := b.t
	if b.o.Chain != nil && s.from != nil {
		c, err := b.o.Chain(s.from[part])
		if err != nil {
			return err
		}
		helped = &Table{Rows: slices.Clone(b.t.Rows)}
		last := math.MaxInt
		if part+1 < len(s.from) {
			last = s.from[part+1] - 1
		}
		n := slices.IndexFunc(helped.Rows, func(r Row) bool { return r.Year > last })
		if n < 0 {
			n = len(helped.Rows)
		}
		if err := (&Table{Rows: helped.Rows[:n]}).Expect(ctx, c, b.o.Fit.Workers); err != nil {
			return err
		}
	}
	values := make([]float64, len(helped.Rows))
	for i := range helped.Rows {
		values[i] = features[index["help"]].of(&helped.Rows[i].Dyad)
	}
	b.fresh.set("help", values)
	b.late.set("help", values)
	return nil
}

// part fits one model to the training rows of a part and forecasts the others.
func (b *bench) part(kind Kind, c candidate, part estimate.Split, f *forecasts) error {
	train := estimate.Take(b.fresh.began(kind), part.Train)
	share := 0.0
	for _, v := range train {
		share += v / float64(len(train))
	}
	p := make([]float64, len(part.Test))
	for i := range p {
		p[i] = share
	}
	f.base, f.y = append(f.base, p...), append(f.y, estimate.Take(b.fresh.began(kind), part.Test)...)
	if c.name != BaseModel {
		d := b.fresh
		if c.late {
			d = b.late
		}
		d, err := d.only(c.o.Columns)
		if err != nil {
			return err
		}
		params, err := d.take(part.Train).fit(kind, c.o)
		if err != nil {
			return err
		}
		if p, err = d.take(part.Test).predict(params); err != nil {
			return err
		}
	}
	f.p = append(f.p, p...)
	return nil
}

// decades are the years of refitting in time order.
var decades = []int{1946, 1956, 1966, 1976, 1986, 1996, 2006}
