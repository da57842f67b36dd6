package onset

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"casus/estimate"
)

// FitOptions say how a fit runs. The zero value is the fit of the product.
type FitOptions struct {
	Columns   []string  // nil for those of the product
	HalfLife  float64   // years after which a row counts half; 0 for that of the product, infinite for none
	Penalties []float64 // from which the fit chooses; nil for those of the product
	Seed      uint64
	Workers   int // 0 for one a processor; never changes the result
}

// What was chosen on years before HoldoutYear, in time order and by folds of
// pairs: see docs/model-deterrence.md.
var (
	// product are the columns of the product's forecast beside help.
	product = []string{
		"land border", "near water", "distance", "rivals", "attacker capability", "target capability", "attacker nuclear", "target nuclear",
		"lower regime", "never", "log peace", "peace", "recent", "disputes", "directed", "rival disputes", "began", "since 1945",
	}
	penalties = []float64{3, 30, 300} // from which a fit chooses
)

const (
	rowHalfLife = 30 // years after which a row counts half in a fit
	folds       = 5  // of pairs inside the training data, for the penalty
	thinning    = 10 // of the years in which nothing began, one in so many stands for all while the penalty is chosen
)

// Lag is the number of years by which the product's record of disputes is late.
// The public record ends with 2014, so an answer for 2026 knows nothing of the
// eleven years before. A model that was fitted with yesterday's disputes at hand
// would read that silence as peace.
const Lag = 11

// defaults fills in what the product has.
func (o FitOptions) defaults() FitOptions {
	if o.Columns == nil {
		o.Columns = append(slices.Clone(product), "help")
	}
	if o.HalfLife == 0 {
		o.HalfLife = rowHalfLife
	}
	if o.Penalties == nil {
		o.Penalties = penalties
	}
	return o
}

// Fit estimates the parameters of both kinds on the politically relevant rows of
// a table that has been through [Table.Expect], with a record that is late by
// [Lag] years. The column of help is among those of the product only if its sign
// is stable: a rate does not move with what an answer cannot tell.
func Fit(ctx context.Context, t *Table, o FitOptions) (*Model, error) {
	rows := t.Late(Lag).relevant()
	m := &Model{Lag: Lag, BaseRates: baseRates(rows)}
	s, err := stable(ctx, rows, Measures[len(Measures)-1], o.defaults())
	if err != nil {
		return nil, err
	}
	m.Stable, m.Why = s.Holds, s.why()
	if o.Columns == nil && !m.Stable {
		o.Columns = product
	}
	o = o.defaults()
	d, err := newDesign(rows, o.Columns)
	if err != nil {
		return nil, err
	}
	for _, kind := range kinds {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := d.fit(kind, o)
		if err != nil {
			return nil, err
		}
		if kind == War {
			m.War = p
		} else {
			m.Dispute = p
		}
	}
	return m, nil
}

// fit estimates the parameters for one kind from all rows. A row counts half for
// each half-life before the last.
func (d *design) fit(kind Kind, o FitOptions) (*Params, error) {
	if d.x.N == 0 {
		return nil, errors.New("deterrence: no rows")
	}
	p := &Params{Kind: kind, Columns: d.columns, Rows: d.x.N, First: slices.Min(d.year), Last: slices.Max(d.year), Penalty: o.Penalties[0]}
	y, w := d.began(kind), make([]float64, d.x.N)
	for i, year := range d.year {
		w[i] = math.Exp2(-float64(p.Last-year) / o.HalfLife)
		p.Events += int(y[i])
	}
	if len(o.Penalties) > 1 {
		var err error
		if p.Penalty, err = d.choose(y, w, o); err != nil {
			return nil, fmt.Errorf("deterrence: %s: %w", kind, err)
		}
	}
	l, err := estimate.FitLogit(d.x, y, estimate.Options{Weights: w, Workers: o.Workers, Penalty: p.Penalty})
	if err != nil {
		return nil, fmt.Errorf("deterrence: %s: %w", kind, err)
	}
	cov, err := l.Clustered(d.pair)
	if err != nil {
		return nil, fmt.Errorf("deterrence: %s: %w", kind, err)
	}
	p.Coef = l.Coef
	for i := range cov.N {
		p.Cov = append(p.Cov, cov.Row(i))
	}
	return p, nil
}

// choose chooses a penalty by folds of pairs.
func (d *design) choose(y, w []float64, o FitOptions) (float64, error) {
	var rows []int
	var ws []float64
	for i := range y {
		switch {
		case y[i] == 1:
			rows, ws = append(rows, i), append(ws, w[i])
		case i%thinning == 0:
			rows, ws = append(rows, i), append(ws, w[i]*thinning)
		}
	}
	_, c, err := estimate.TunedLogit(d.x.Take(rows), estimate.Take(y, rows), estimate.Take(d.pair, rows), folds, o.Penalties, o.Seed, estimate.Options{Weights: ws, Workers: o.Workers})
	return c.Penalty, err
}

// predict gives the chance of each row; the columns must be those of p.
func (d *design) predict(p *Params) ([]float64, error) { return estimate.PredictLogit(p.Coef, d.x) }

var kinds = []Kind{Dispute, War}

// baseRates counts by kind and stretch of time.
func baseRates(rows []Row) []BaseRate {
	var out []BaseRate
	for _, kind := range kinds {
		for _, since := range []int{1816, 1946, 1990} {
			b := BaseRate{Kind: kind, Of: Relevants, Since: since}
			for i := range rows {
				if r := &rows[i]; r.Year >= since {
					b.Rows++
					b.Events += int(is(r.began(kind)))
				}
			}
			if b.Rows > 0 {
				out = append(out, b)
			}
		}
	}
	return out
}
