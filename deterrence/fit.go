package deterrence

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

// product are the columns of the product's forecast; docs/model-deterrence.md
// says how they were chosen.
var product = []string{
	"land border", "near water", "distance", "rivals", "attacker capability", "target capability", "attacker nuclear", "target nuclear",
	"lower regime", "never", "log peace", "peace", "recent", "disputes", "directed", "rival disputes", "began", "suffered",
}

// design is rows as a matrix.
type design struct {
	x        estimate.Matrix
	y        []float64
	weights  []float64
	pairs    []int // the pair of states, in either direction
	directed []int
}

// newDesign lays rows out. A row counts half for each half-life before the last.
func newDesign(rows []Row, columns []string, kind Kind, half float64) (*design, error) {
	d := &design{x: estimate.Zeros(len(rows), len(columns)), y: make([]float64, len(rows)), weights: make([]float64, len(rows)), pairs: make([]int, len(rows)), directed: make([]int, len(rows))}
	of := make([]func(*Dyad) float64, len(columns))
	for k, name := range columns {
		at, ok := index[name]
		if !ok {
			return nil, fmt.Errorf("deterrence: no column %q", name)
		}
		of[k] = features[at].of
	}
	last := 0
	for i := range rows {
		last = max(last, rows[i].Year)
	}
	for i := range rows {
		r := &rows[i]
		for k, f := range of {
			d.x.V[i*d.x.K+k] = f(&r.Dyad)
		}
		d.y[i] = is(r.began(kind))
		d.weights[i] = math.Exp2(-float64(last-r.Year) / half)
		d.directed[i] = r.Codes[0]*1000 + r.Codes[1]
		d.pairs[i] = r.pair()
	}
	return d, nil
}

// fitLogit estimates the parameters for one kind from rows.
func fitLogit(rows []Row, kind Kind, o FitOptions) (*Params, error) {
	if len(rows) == 0 {
		return nil, errors.New("deterrence: no rows")
	}
	d, err := newDesign(rows, o.Columns, kind, o.HalfLife)
	if err != nil {
		return nil, err
	}
	eo := estimate.Options{Weights: d.weights, Workers: o.Workers, Penalty: o.Penalties[0]}
	var l *estimate.Logit
	if len(o.Penalties) == 1 {
		l, err = estimate.FitLogit(d.x, d.y, eo)
	} else {
		var c estimate.Choice
		l, c, err = estimate.TunedLogit(d.x, d.y, d.pairs, folds, o.Penalties, o.Seed, eo)
		eo.Penalty = c.Penalty
	}
	if err != nil {
		return nil, fmt.Errorf("deterrence: %s: %w", kind, err)
	}
	cov, err := l.Clustered(d.pairs)
	if err != nil {
		return nil, err
	}
	p := &Params{Kind: kind, Columns: o.Columns, Coef: l.Coef, Penalty: eo.Penalty, Rows: len(rows), First: rows[0].Year}
	for i := range cov.N {
		p.Cov = append(p.Cov, cov.Row(i))
	}
	for i := range rows {
		p.First, p.Last = min(p.First, rows[i].Year), max(p.Last, rows[i].Year)
		p.Events += int(d.y[i])
	}
	return p, nil
}

// folds of pairs inside the training data, for the penalty.
const folds = 5

// Penalties of the product, from which a fit chooses.
var penalties = []float64{3, 30, 300}

// productHalfLife is the number of years after which a row counts half in the
// product's fit.
const productHalfLife = 60

// defaults fills in what the product has.
func (o FitOptions) defaults() FitOptions {
	if o.Columns == nil {
		o.Columns = append(slices.Clone(product), "help")
	}
	if o.HalfLife == 0 {
		o.HalfLife = productHalfLife
	}
	if o.Penalties == nil {
		o.Penalties = penalties
	}
	return o
}

// Fit estimates the parameters of both kinds on a table that has been through
// [Table.Expect].
func Fit(ctx context.Context, t *Table, o FitOptions) (*Model, error) {
	o = o.defaults()
	rows := t.relevant()
	m := &Model{BaseRates: baseRates(rows)}
	for kind, p := range map[Kind]**Params{Dispute: &m.Dispute, War: &m.War} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var err error
		if *p, err = fitLogit(rows, kind, o); err != nil {
			return nil, err
		}
	}
	signs, err := Signs(ctx, t, o)
	if err != nil {
		return nil, err
	}
	m.Stable, m.Why = stable(signs)
	return m, nil
}

// relevant gives the politically relevant rows.
func (t *Table) relevant() []Row {
	return t.Pick(func(r *Row) bool { return r.Relevant }).Rows
}

// baseRates counts by kind and stretch of time.
func baseRates(rows []Row) []BaseRate {
	var out []BaseRate
	for _, kind := range []Kind{Dispute, War} {
		for _, since := range []int{1816, 1946, 1990} {
			b := BaseRate{Kind: kind, Of: "politically relevant directed dyad-years", Since: since}
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
