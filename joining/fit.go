package joining

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"casus/estimate"
)

// FitOptions say how a fit runs. The zero value is the fit of the product.
type FitOptions struct {
	Seed    uint64
	Workers int // 0 for one a processor; never changes the result
}

// What was chosen on events before HoldoutYear, in time order: see
// docs/model-response.md.
const (
	halfLife = 60   // years after which an event counts half in a fit
	folds    = 5    // of events inside the training data, for the penalty
	thinning = 10   // for wars, one in so many of the states that stayed out of disputes stands for all
	enough   = 2000 // states that stayed out stand for all while the penalty is chosen
)

// penalties are those from which a fit chooses.
var penalties = []float64{1, 3, 10, 30, 100}

// Line is one fitted logit: the names of its columns, the constant and slopes,
// and their covariance, clustered by event.
type Line struct {
	Columns []string    `json:"columns"`
	Coef    []float64   `json:"coef"`
	Cov     [][]float64 `json:"cov"`
	Penalty float64     `json:"penalty"`
	Dropped []string    `json:"dropped,omitempty"` // columns left out because their slope had the wrong sign
}

// Params are the parameters of one class, small enough to be written to a file.
type Params struct {
	Class Class `json:"class"`
	Join  Line  `json:"join"` // joins at all; of invoked alliances, honours
	Side  Line  `json:"side"` // the target's, given that it joins; none for invoked alliances
	// Together is the standard deviation of a shock of the side's log-odds that all
	// who join one event share.
	Together float64 `json:"together"`
	Events   int     `json:"events"`
	Rows     int     `json:"rows"`
	Joined   int     `json:"joined"` // the target
	First    int     `json:"first"`  // year of the earliest event
	Last     int     `json:"last"`
	Counts   []Count `json:"counts"`
	Nuclear  Count   `json:"nuclear"` // bound to help against an attacker with nuclear weapons
}

// FitDisputes estimates the chances in disputes: a logit of joining at all, and
// one of the side, given that a state joins. For joining an event counts half
// after sixty years and the penalty is chosen by folds of events inside the
// cases; covariances are clustered by event, those of the side by cluster.
func FitDisputes(cases []Case, o FitOptions) (*Params, error) {
	p := summary(Disputes, cases)
	join, side := newDesign(cases, toJoin), joinersOf(cases, bySide)
	var err error
	if p.Join, err = join.fit(join.rows(nil), anySide, o); err == nil {
		p.Side, err = side.fitSide(side.rows(nil), o)
	}
	if err != nil {
		return nil, fmt.Errorf("response: %s: %w", Disputes, err)
	}
	p.Together, err = side.together(side.rows(nil), o)
	return p, err
}

// FitWars estimates the chances in wars. Ninety-six joiners, of whom four wars
// hold most, do not carry a model of their own: the log-odds of joining in
// disputes short of war are moved and stretched to fit wars, two numbers, and
// those of the side are partly pooled. The disputes must not hold those of war
// level, which are the same events.
func FitWars(wars, disputes []Case, o FitOptions) (*Params, error) {
	p := summary(Wars, wars)
	short, shortSide := newDesign(disputes, joinIn(Wars)), joinersOf(disputes, bySide)
	join, side := newDesign(wars, joinIn(Wars)), joinersOf(wars, bySide)
	thinned, kept := short.thin(short.rows(nil))
	of, err := thinned.fit(kept, anySide, o)
	if err == nil {
		p.Join, err = of.moved(join, join.rows(nil), anySide, o)
	}
	var line Line
	if err == nil {
		line, err = shortSide.fitSide(shortSide.rows(nil), o)
	}
	if err == nil {
		p.Side, err = line.pooled(shortSide, side, shortSide.rows(nil), side.rows(nil), o)
	}
	if err != nil {
		return nil, fmt.Errorf("response: %s: %w", Wars, err)
	}
	p.Together, err = shortSide.together(shortSide.rows(nil), o)
	return p, err
}

// ShortOfWar lists the disputes below the level of war.
func ShortOfWar(disputes []Case) []Case {
	return slices.DeleteFunc(slices.Clone(disputes), func(c Case) bool { return c.Level >= warLevel })
}

func summary(class Class, cases []Case) *Params {
	p := &Params{Class: class, Events: len(cases), First: math.MaxInt, Counts: count(class, cases), Nuclear: countNuclear(cases)}
	for k := range cases {
		c := &cases[k]
		p.First, p.Last = min(p.First, c.Year), max(p.Last, c.Year)
		p.Rows += len(c.Event.Outside())
		for _, s := range c.Did {
			p.Joined += int(is(s == JoinedTarget))
		}
	}
	return p
}

// sides are those that a state can join.
var sides = []Side{JoinedTarget, JoinedAttacker}

func featuresOf(side Side) []feature {
	if side == JoinedAttacker {
		return toAttacker
	}
	return toTarget
}

// clone copies what a change of the coefficients would change.
func (l Line) clone() Line {
	l.Coef = slices.Clone(l.Coef)
	return l
}

// column gives the place of a column among the coefficients, -1 where the line
// does not have it.
func (l *Line) column(name string) int {
	if i := slices.Index(l.Columns, name); i >= 0 {
		return i + 1
	}
	return -1
}

// design is the rows of some cases, laid out once for many fits.
type design struct {
	cases    []Case
	features []feature
	x        estimate.Matrix
	did      []Side
	event    []int // index of the case
	cluster  []int
	year     []int
	state    []int // index in the setting
	weight   []float64
}

func newDesign(cases []Case, features []feature) *design { return lay(cases, features, false) }

// joinersOf lays out those that joined alone, for the side that they took.
func joinersOf(cases []Case, features []feature) *design { return lay(cases, features, true) }

func lay(cases []Case, features []feature, joined bool) *design {
	d := &design{cases: cases, features: features, x: estimate.Matrix{K: len(features)}}
	for k := range cases {
		c := &cases[k]
		outside := c.Event.Outside()
		f := newScene(c.Event, len(outside))
		f.pact = c.Pact
		for _, i := range outside {
			if joined && c.Did[i] == Out {
				continue
			}
			for _, ft := range features {
				d.x.V = append(d.x.V, ft.of(c.Event, &f, i))
			}
			d.did, d.event, d.cluster = append(d.did, c.Did[i]), append(d.event, k), append(d.cluster, c.Cluster)
			d.year, d.state, d.weight = append(d.year, c.Year), append(d.state, i), append(d.weight, 1)
		}
	}
	d.x.N = len(d.did)
	return d
}

// only keeps some columns, in the order of their names.
func (d *design) only(names ...string) *design {
	out := *d
	out.features = nil
	var at []int
	for _, name := range names {
		j := slices.IndexFunc(d.features, func(f feature) bool { return f.name == name })
		out.features, at = append(out.features, d.features[j]), append(at, j)
	}
	out.x = estimate.Zeros(d.x.N, len(at))
	for r := range d.x.N {
		for k, j := range at {
			out.x.Row(r)[k] = d.x.At(r, j)
		}
	}
	return &out
}

// rows lists the rows of the cases that keep holds for, nil for all.
func (d *design) rows(keep func(event int) bool) []int {
	var out []int
	for r, e := range d.event {
		if keep == nil || keep(e) {
			out = append(out, r)
		}
	}
	return out
}

// thin drops rows of states that stayed out, and lets one in ten stand for all:
// the line of wars needs no more of disputes. The weights are those of the design
// that it gives: d is shared by the parts of a backtest and stays as it is.
func (d *design) thin(rows []int) (*design, []int) {
	out := *d
	out.weight = slices.Clone(d.weight)
	return &out, slices.DeleteFunc(rows, func(r int) bool {
		if d.did[r] != Out {
			return false
		}
		out.weight[r] *= thinning
		return r%thinning != 0
	})
}

// against gives those of some rows that joined a side or stayed out, and
// whether they joined.
func (d *design) against(rows []int, side Side) (kept []int, y []float64) {
	for _, r := range rows {
		if came := d.did[r] == side || side == anySide && d.did[r] != Out; came || d.did[r] == Out {
			kept, y = append(kept, r), append(y, is(came))
		}
	}
	return kept, y
}

// aged gives the weights of some rows: half for every halfLife years before the
// latest of them.
func (d *design) aged(rows []int) []float64 {
	last := 0
	for _, r := range rows {
		last = max(last, d.year[r])
	}
	w := make([]float64, len(rows))
	for k, r := range rows {
		w[k] = d.weight[r] * math.Exp2(-float64(last-d.year[r])/halfLife)
	}
	return w
}

// eta gives the log-odds of a line for the rows named.
func (d *design) eta(l *Line, rows []int) []float64 {
	at := make([]int, len(l.Columns))
	for k, name := range l.Columns {
		at[k] = slices.IndexFunc(d.features, func(f feature) bool { return f.name == name })
	}
	out := make([]float64, len(rows))
	for k, r := range rows {
		v := l.Coef[0]
		for j, c := range at {
			v += l.Coef[1+j] * d.x.At(r, c)
		}
		out[k] = v
	}
	return out
}

// fit fits one side's line to some rows.
func (d *design) fit(rows []int, side Side, o FitOptions) (Line, error) {
	rows, y := d.against(rows, side)
	x, w, groups := d.x.Take(rows), d.aged(rows), estimate.Take(d.event, rows)
	penalty, err := choose(x, y, w, groups, o)
	if err != nil {
		return Line{}, err
	}
	return signed(x, y, w, groups, d.features, penalty, o.Workers)
}

// signed fits a logit whose slopes have the signs of their features: the column
// whose slope errs most, in standard deviations, goes first, since the others may
// mend without it. The covariance is clustered.
func signed(x estimate.Matrix, y, w []float64, groups []int, features []feature, penalty float64, workers int) (Line, error) {
	line := Line{Penalty: penalty}
	var signs []int
	for _, f := range features {
		line.Columns, signs = append(line.Columns, f.name), append(signs, f.sign)
	}
	for len(signs) > 0 {
		fit, err := estimate.FitLogit(x, y, estimate.Options{Penalty: penalty, Weights: w, Workers: workers})
		if err != nil {
			return line, err
		}
		worst, most := -1, 0.0
		for j, sign := range signs {
			if v := -float64(sign) * fit.Coef[1+j] * spread(x, j); v > most {
				worst, most = j, v
			}
		}
		if worst < 0 {
			line.Coef = fit.Coef
			cov, err := fit.Clustered(groups)
			line.Cov = rowsOf(cov)
			return line, err
		}
		line.Dropped = append(line.Dropped, line.Columns[worst])
		line.Columns, signs, x = slices.Delete(line.Columns, worst, worst+1), slices.Delete(signs, worst, worst+1), without(x, worst)
	}
	return line, errors.New("no column has the sign that it must have")
}

// choose chooses a penalty by folds of events. Of those that stayed out some
// thousands stand for all: the choice needs no more.
func choose(x estimate.Matrix, y, w []float64, groups []int, o FitOptions) (float64, error) {
	step := max(1, len(y)/enough)
	var rows []int
	var ws []float64
	for r := range y {
		switch {
		case y[r] == 1:
			rows, ws = append(rows, r), append(ws, w[r])
		case r%step == 0:
			rows, ws = append(rows, r), append(ws, w[r]*float64(step))
		}
	}
	_, choice, err := estimate.TunedLogit(x.Take(rows), estimate.Take(y, rows), estimate.Take(groups, rows), folds, penalties, o.Seed, estimate.Options{Weights: ws, Workers: o.Workers})
	return choice.Penalty, err
}

// moved stretches and moves a line to fit some rows of another class: the new
// constant and slopes are linear in its own, and so is their covariance, to
// first order.
func (l *Line) moved(d *design, rows []int, side Side, o FitOptions) (Line, error) {
	rows, y := d.against(rows, side)
	eta := estimate.Matrix{N: len(rows), K: 1, V: d.eta(l, rows)}
	groups := estimate.Take(d.event, rows)
	fit, choice, err := estimate.TunedLogit(eta, y, groups, folds, penalties, o.Seed, estimate.Options{Workers: o.Workers})
	if err != nil {
		return Line{}, err
	}
	cov, err := fit.Clustered(groups)
	if err != nil {
		return Line{}, err
	}
	return l.stretched(fit.Coef[0], fit.Coef[1], cov.At(0, 0), cov.At(0, 1), cov.At(1, 1), choice.Penalty)
}

// stretched gives the line a + b·l, whose constant and slope have the covariances
// given: new coefficients are linear in the old ones, and so is their covariance,
// to first order.
func (l *Line) stretched(a, b, vaa, vab, vbb, penalty float64) (Line, error) {
	if b < 0 {
		return Line{}, errors.New("the log-odds of disputes point the wrong way")
	}
	out := Line{Columns: l.Columns, Penalty: penalty, Dropped: l.Dropped}
	for j, v := range l.Coef {
		c := b * v
		if j == 0 {
			c += a
		}
		out.Coef = append(out.Coef, c)
		row := make([]float64, len(l.Coef))
		for k := range row {
			row[k] = b * b * l.Cov[j][k]
			// The gradient of coefficient j by (a, b) is (1 for the constant, v).
			row[k] += is(j == 0)*is(k == 0)*vaa + is(j == 0)*l.Coef[k]*vab + v*is(k == 0)*vab + v*l.Coef[k]*vbb
		}
		out.Cov = append(out.Cov, row)
	}
	return out, nil
}

// spread is the standard deviation of a column.
func spread(x estimate.Matrix, j int) float64 {
	sum, square := 0.0, 0.0
	for r := range x.N {
		sum += x.At(r, j)
		square += x.At(r, j) * x.At(r, j)
	}
	n := float64(x.N)
	return math.Sqrt(max(0, square/n-sum/n*sum/n))
}

func rowsOf(m estimate.Matrix) (out [][]float64) {
	for i := range m.N {
		out = append(out, slices.Clone(m.Row(i)))
	}
	return out
}

func without(x estimate.Matrix, j int) estimate.Matrix {
	out := estimate.Matrix{N: x.N, K: x.K - 1, V: make([]float64, 0, x.N*(x.K-1))}
	for i := range x.N {
		r := x.Row(i)
		out.V = append(append(out.V, r[:j]...), r[j+1:]...)
	}
	return out
}
