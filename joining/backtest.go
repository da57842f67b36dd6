package joining

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	"casus/estimate"
	"casus/internal/pool"
	"casus/outcome"
)

// Models that a backtest compares, by name.
const (
	BaseRate  = "base rate"
	PactOnly  = "pact (ATOP's flag)"
	Simple    = "pact (ATOP's flag), distance, capability"
	SimpleLaw = "duty (the engine), distance, capability"
	FullFlags = "reduced form with ATOP's flag"
	Reduced   = "reduced form"                   // joining at all times the side, the form of the product
	TwoLogits = "two logits"                     // against staying out, the form of the product before
	Beside    = "reduced form beside two logits" // whose forecasts stand in place of the base rate
)

// Score is how one model did under one way of splitting.
type Score struct {
	Class  Class
	Split  string
	Model  string
	Side   Side   // whose side was joined
	Of     string // which states and events
	Report *estimate.Report
	Within float64 // area under the ROC curve within events, over those that have both outcomes; NaN for none
	Folds  float64 // the same, mean over the parts that were held out; NaN for none
}

// BacktestOptions say how a backtest runs.
type BacktestOptions struct {
	Fit  FitOptions
	Reps int // bootstrap replicates, 0 for 1,000
	// Before leaves out the events that began in it or later, 0 for none: what
	// choices were made on.
	Before int
	// Product scores the form of the product alone, and in fewer ways of splitting.
	Product bool
	// Progress is told what is being scored; nil for nobody.
	Progress func(class Class, split, model string)
}

// Backtest scores every model on cases that it was not fitted on: by folds of
// events, of whole years, each war left out, and in time order. Intervals are of
// a bootstrap over events.
func Backtest(ctx context.Context, cases *Cases, o BacktestOptions) ([]Score, error) {
	var out []Score
	for _, class := range []Class{Disputes, Wars} {
		b := newBench(class, cases, o)
		splits, err := b.splits()
		if err != nil {
			return nil, err
		}
		for _, s := range splits {
			if o.Product && !s.short(class) {
				continue
			}
			for _, m := range b.models() {
				if o.Product && !b.ofProduct(m, len(s.parts)) {
					continue
				}
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				if o.Progress != nil {
					o.Progress(class, s.name, m)
				}
				scores, err := b.score(ctx, m, s)
				if err != nil {
					return nil, fmt.Errorf("response: %s, %s, %s: %w", class, s.name, m, err)
				}
				out = append(out, scores...)
			}
		}
	}
	invoked, err := backtestInvoked(ctx, cases, o)
	return append(out, invoked...), err
}

// bench is one class with its rows laid out.
type bench struct {
	class    Class
	o        BacktestOptions
	cases    []Case
	before   map[string][2]forecasts // of the two logits, by split
	lines    sync.Map                // fitted lines by what they were fitted to: several models share them
	outcomes *outcome.Sample
	target   *design // joining the target: all features, and those of comparisons
	attack   *design
	// Of disputes short of war, for wars.
	short                    []Case
	shortTarget, shortAttack *design
	// The form of the product: joining at all, and the side.
	join, side, shortJoin, shortSide *design
}

func newBench(class Class, cases *Cases, o BacktestOptions) *bench {
	before := func(list []Case) []Case {
		return slices.DeleteFunc(slices.Clone(list), func(c Case) bool { return o.Before > 0 && c.Year >= o.Before })
	}
	b := &bench{class: class, o: o, cases: before(cases.Disputes), outcomes: cases.Outcomes, before: map[string][2]forecasts{}}
	all := append(slices.Clone(toTarget), others...)
	if class == Wars {
		b.cases, b.short = before(cases.Wars), ShortOfWar(before(cases.Disputes))
		b.shortTarget, b.shortAttack = newDesign(b.short, all), newDesign(b.short, toAttacker)
	}
	b.target, b.attack = newDesign(b.cases, all), newDesign(b.cases, toAttacker)
	b.join, b.side = newDesign(b.cases, joinIn(class)), newDesign(b.cases, bySide)
	if class == Wars {
		b.shortJoin, b.shortSide = newDesign(b.short, joinIn(class)), newDesign(b.short, bySide)
	}
	return b
}

// short reports whether a short backtest has the split: in time order, and of wars
// the five folds.
func (s *split) short(class Class) bool {
	return len(s.from) > 1 || len(s.from) == 1 && s.from[0] == HoldoutYear || class == Wars && len(s.parts) == folds
}

// ofProduct reports whether a short backtest scores a model in a split of so many
// parts: the product's form always, the one before it but for the refits.
func (b *bench) ofProduct(model string, parts int) bool {
	return model == Reduced || model == TwoLogits && parts <= folds
}

func (b *bench) models() []string {
	return []string{BaseRate, PactOnly, Simple, SimpleLaw, FullFlags, TwoLogits, Reduced, Strategic}
}

// split is a way of splitting, by cases; from, where it is in time order, is the
// first year of each test part.
type split struct {
	name  string
	parts []estimate.Split
	from  []int
}

func (b *bench) splits() ([]split, error) {
	ids, years := make([]int, len(b.cases)), make([]int, len(b.cases))
	for k := range b.cases {
		ids[k], years[k] = k, b.cases[k].Year
	}
	var out []split
	add := func(name string, groups []int, make func(groups []int) ([]estimate.Split, error)) error {
		parts, err := make(groups)
		out = append(out, split{name: name, parts: parts})
		return err
	}
	five := func(groups []int) ([]estimate.Split, error) { return estimate.GroupFolds(groups, 5, b.o.Fit.Seed) }
	var err error
	if b.class == Wars {
		err = add("five folds by war", ids, five)
		if err == nil {
			err = add("each war left out", ids, estimate.LeaveOneGroupOut)
		}
	} else {
		err = add("five folds by dispute", ids, five)
		if err == nil {
			err = add("five folds by year", years, five)
		}
	}
	if err != nil {
		return nil, err
	}
	for _, origins := range [][]int{{1946}, {1946, 1956, 1966, 1976, 1986, 1996, 2006}, {HoldoutYear}} {
		if b.o.Before > 0 && origins[0] >= b.o.Before {
			continue
		}
		name := fmt.Sprintf("fitted before %d, scored on the rest", origins[0])
		if len(origins) > 1 {
			name = fmt.Sprintf("refitted every ten years from %d", origins[0])
		}
		s := split{name: name}
		for k, from := range origins {
			until := math.MaxInt
			if k+1 < len(origins) {
				until = origins[k+1]
			}
			var part estimate.Split
			for i, y := range years {
				if y < from {
					part.Train = append(part.Train, i)
				} else if y < until {
					part.Test = append(part.Test, i)
				}
			}
			if len(part.Test) > 0 {
				s.parts, s.from = append(s.parts, part), append(s.from, from)
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// score forecasts the test rows of every part, and scores them as a whole and by
// kinds of states.
func (b *bench) score(ctx context.Context, model string, s split) ([]Score, error) {
	of := sides[:1]
	if model == BaseRate || model == Reduced || model == TwoLogits {
		of = sides
	}
	got := make([]struct {
		train, test []int
		p           []Chance
	}, len(s.parts))
	err := pool.Each(ctx, len(s.parts), b.o.Fit.Workers, func(k int) (err error) {
		g, part, from := &got[k], s.parts[k], 0
		if s.from != nil {
			from = s.from[k]
		}
		g.train = b.target.rows(member(part.Train, len(b.cases)))
		g.test = b.target.rows(member(part.Test, len(b.cases)))
		g.p, err = b.chances(model, part, g.train, g.test, from)
		return err
	})
	if err != nil {
		return nil, err
	}
	f := [2]forecasts{}
	for k, g := range got {
		for n, side := range of {
			f[n].add(b.target, side, k, g.train, g.test, g.p)
		}
	}
	if model == TwoLogits {
		b.before[s.name] = f
	}
	var out []Score
	for n, side := range of {
		if past, ok := b.before[s.name]; ok && model == Reduced {
			beside := f[n]
			beside.base = past[n].p // the gain is then over the form before, row by row
			score, err := beside.score(b, kind{"all states outside", func(int) bool { return true }})
			if err != nil {
				return nil, err
			}
			score.Class, score.Split, score.Model, score.Side = b.class, s.name, Beside, side
			out = append(out, *score)
		}
		for _, kind := range b.kinds(model, side) {
			score, err := f[n].score(b, kind)
			if err != nil {
				return nil, err
			}
			if score != nil {
				score.Class, score.Split, score.Model, score.Side = b.class, s.name, model, side
				out = append(out, *score)
			}
		}
	}
	return out, nil
}

// forecasts are the rows that were forecast: their chance, the training share,
// and the part that they were in.
type forecasts struct {
	rows, part []int
	p, base, y []float64
}

// add takes in the forecasts of one part; nil stands for the training share.
func (f *forecasts) add(d *design, side Side, part int, train, test []int, p []Chance) {
	share := 0.0
	for _, r := range train {
		share += is(d.did[r] == side) / float64(len(train))
	}
	for k, r := range test {
		v := share
		switch {
		case p != nil && side == JoinedTarget:
			v = p[k].Target
		case p != nil:
			v = p[k].Attacker
		}
		f.rows, f.part, f.p, f.base, f.y = append(f.rows, r), append(f.part, part), append(f.p, v), append(f.base, share), append(f.y, is(d.did[r] == side))
	}
}

// chances gives the chances of the test rows; nil for those of the base rate.
func (b *bench) chances(model string, part estimate.Split, train, test []int, from int) ([]Chance, error) {
	switch model {
	case BaseRate:
		return nil, nil
	case PactOnly:
		return b.plain(train, test, "pact")
	case Simple:
		return b.plain(train, test, "pact", "distance", "capability")
	case SimpleLaw:
		return b.plain(train, test, "duty", "bound", "distance", "capability")
	}
	if model == Reduced {
		return b.product(part, train, test, from)
	}
	names := columnsOf(featuresIn(b.class, JoinedTarget))
	if model == FullFlags {
		names = append([]string{"pact"}, names[2:]...)
	}
	t, err := b.line(JoinedTarget, names, part, train, from)
	if err != nil {
		return nil, err
	}
	a := Line{Coef: []float64{math.Inf(-1)}}
	if model != FullFlags {
		if a, err = b.line(JoinedAttacker, columnsOf(toAttacker), part, train, from); err != nil {
			return nil, err
		}
		bound(&t, &a)
	}
	if model == Strategic {
		return b.strategic(&t, &a, names, part, train, test, from)
	}
	out, toT, toA := make([]Chance, len(test)), b.target.eta(&t, test), b.attack.eta(&a, test)
	for k := range out {
		out[k] = chanceOf(toT[k], toA[k])
	}
	return out, nil
}

// bound holds the slopes of capability and reach towards the attacker to those
// towards the target, so that a state that grows does not come to the target
// less often because it comes to the attacker more often.
func bound(target, attacker *Line) {
	for _, name := range []string{byCapability.name, byReach.name} {
		t, a := target.column(name), attacker.column(name)
		if a < 0 {
			continue
		}
		most := 0.0
		if t >= 0 {
			most = target.Coef[t]
		}
		attacker.Coef[a] = min(attacker.Coef[a], most)
	}
}

// product gives the chances of the test rows under the form of the product.
func (b *bench) product(part estimate.Split, train, test []int, from int) ([]Chance, error) {
	var join, side Line
	var err error
	if b.class != Wars {
		if join, err = b.join.fit(train, anySide, b.o.Fit); err != nil {
			return nil, err
		}
		side, err = b.side.fitSide(train, b.o.Fit)
	} else {
		held := map[int]bool{}
		for _, k := range part.Test {
			held[b.cases[k].Cluster] = true
		}
		rows := b.clear(b.shortJoin, part, from)
		var short Line
		thinned, kept := b.shortJoin.thin(slices.Clone(rows))
		if short, err = thinned.fit(kept, anySide, b.o.Fit); err != nil {
			return nil, err
		}
		if join, err = short.moved(b.join, train, anySide, b.o.Fit); err != nil {
			return nil, err
		}
		rows = slices.DeleteFunc(rows, func(r int) bool { return held[b.shortSide.cluster[r]] })
		if short, err = b.shortSide.fitSide(rows, b.o.Fit); err != nil {
			return nil, err
		}
		side, err = short.pooled(b.shortSide, b.side, rows, train, b.o.Fit)
	}
	if err != nil {
		return nil, err
	}
	out, joins, sides := make([]Chance, len(test)), b.join.eta(&join, test), b.side.eta(&side, test)
	for k := range out {
		out[k] = twoSteps(joins[k], sides[k])
	}
	return out, nil
}

// strategic gives the chances of the test rows under the strategic form that
// starts at the two logits t and a.
func (b *bench) strategic(t, a *Line, names []string, part estimate.Split, train, test []int, from int) ([]Chance, error) {
	// Of W's disputes those that know nothing of the test part. Those of wars
	// alone would not do: all that began before 1946 were decided.
	held := map[int]bool{}
	for _, k := range part.Test {
		held[b.cases[k].Num] = true
	}
	var conflicts []int
	for k, c := range b.outcomes.Cases {
		switch {
		case from > 0 && c.Year >= from, b.o.Before > 0 && c.Year >= b.o.Before:
		case from == 0 && b.class == Wars && b.during(part, c.Year), from == 0 && b.class == Disputes && held[c.Num]:
		default:
			conflicts = append(conflicts, k)
		}
	}
	w, err := outcome.Fit(b.outcomes, conflicts, outcome.FitOptions{Decays: []float64{0}, Seed: b.o.Fit.Seed, Workers: b.o.Fit.Workers})
	if err != nil {
		return nil, err
	}
	all := b.target.rows(nil)
	d := b.target.only(names...)
	if b.class == Wars {
		// As the reduced form does, wars move and stretch the line of disputes,
		// without ageing.
		d.features, d.year = nil, make([]int, len(d.year))
	}
	return strategic(b.cases, d, b.target.eta(t, all), b.attack.eta(a, all), w, train, test, b.o.Fit)
}

// line fits one side's line to the training cases of a part.
func (b *bench) line(side Side, names []string, part estimate.Split, train []int, from int) (Line, error) {
	key := fmt.Sprint(side, names, part.Test, from)
	if l, ok := b.lines.Load(key); ok {
		return l.(Line).clone(), nil
	}
	l, err := b.newLine(side, names, part, train, from)
	if err == nil {
		b.lines.Store(key, l.clone())
	}
	return l, err
}

func (b *bench) newLine(side Side, names []string, part estimate.Split, train []int, from int) (Line, error) {
	d, short := b.target, b.shortTarget
	if side == JoinedAttacker {
		d, short = b.attack, b.shortAttack
	}
	d = d.only(names...)
	if b.class != Wars {
		return d.fit(train, side, b.o.Fit)
	}
	short = short.only(names...)
	thinned, kept := short.thin(b.clear(short, part, from))
	l, err := thinned.fit(kept, side, b.o.Fit)
	if err != nil {
		return l, err
	}
	return l.moved(d, train, side, b.o.Fit)
}

func columnsOf(features []feature) (out []string) {
	for _, f := range features {
		out = append(out, f.name)
	}
	return out
}

// plain is a logit by maximum likelihood against all who did not join the
// target, without weights: the form of the comparisons that others have scored.
func (b *bench) plain(train, test []int, names ...string) ([]Chance, error) {
	d := b.target.only(names...)
	y := make([]float64, len(train))
	for k, r := range train {
		y[k] = is(d.did[r] == JoinedTarget)
	}
	fit, err := estimate.FitLogit(d.x.Take(train), y, estimate.Options{Penalty: 1e-6, Workers: b.o.Fit.Workers})
	if err != nil {
		return nil, err
	}
	p, err := fit.Predict(d.x.Take(test))
	out := make([]Chance, len(p))
	for k := range p {
		out[k].Target = p[k]
	}
	return out, err
}

// clear lists the rows of disputes short of war that know nothing of the wars
// held out: in time order those before, otherwise those that did not begin in
// the years of such a war, the year before or the year after.
func (b *bench) clear(d *design, part estimate.Split, from int) []int {
	return d.rows(func(k int) bool {
		y := b.short[k].Year
		if from > 0 {
			return y < from
		}
		return !b.during(part, y)
	})
}

// during reports whether a year is one of a case held out, the year before or
// the year after.
func (b *bench) during(part estimate.Split, y int) bool {
	return slices.ContainsFunc(part.Test, func(t int) bool { return y >= b.cases[t].Year-1 && y <= b.cases[t].End+1 })
}

// kind is a kind of rows that is scored apart.
type kind struct {
	name string
	of   func(r int) bool
}

func (b *bench) kinds(model string, side Side) []kind {
	tie := func(r int) Tie { return b.cases[b.target.event[r]].Event.Ties[b.target.state[r]] }
	out := []kind{{"all states outside", func(int) bool { return true }}}
	if side == JoinedAttacker || model == BaseRate || model == PactOnly || model == Strategic || b.o.Product {
		return out
	}
	out = append(out,
		kind{"bound to help", func(r int) bool { return tie(r).Target == BoundDuty }},
		kind{"duty contested", func(r int) bool { return tie(r).Target == ContestedDuty }},
		kind{"no duty", func(r int) bool { return tie(r).Target == NoDuty }},
		kind{"pact by ATOP's flag", func(r int) bool { return b.cases[b.target.event[r]].Pact[b.target.state[r]] }},
	)
	if b.class == Disputes {
		out = append(out, kind{"disputes of war level", func(r int) bool { return b.cases[b.target.event[r]].Level >= warLevel }})
	}
	return out
}

// score scores the rows of a kind; nil where they have one outcome only, or too
// few events.
func (f *forecasts) score(b *bench, k kind) (*Score, error) {
	var rows, groups []int
	came := 0.0
	for n, r := range f.rows {
		if k.of(r) {
			rows, groups = append(rows, n), append(groups, b.target.event[r])
			came += f.y[n]
		}
	}
	if came == 0 || int(came) == len(rows) {
		return nil, nil
	}
	p, base, y := estimate.Take(f.p, rows), estimate.Take(f.base, rows), estimate.Take(f.y, rows)
	report, err := estimate.ScoreBinary(p, base, y, groups, estimate.ScoreOptions{Reps: b.o.Reps, Seed: b.o.Fit.Seed, Workers: b.o.Fit.Workers})
	if err != nil {
		return nil, err
	}
	s := &Score{Of: k.name, Report: report, Within: math.NaN(), Folds: math.NaN()}
	if v, used, err := estimate.ROCWithin(p, y, groups); err == nil && used > 0 {
		s.Within = v
	}
	if v, used, err := estimate.ROCWithin(p, y, estimate.Take(f.part, rows)); err == nil && used > 0 {
		s.Folds = v
	}
	return s, nil
}

// member tells which of n cases are in a list.
func member(list []int, n int) func(k int) bool {
	in := make([]bool, n)
	for _, k := range list {
		in[k] = true
	}
	return func(k int) bool { return in[k] }
}
