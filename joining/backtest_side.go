package joining

import (
	"context"
	"fmt"
	"math"

	"casus/estimate"
)

// SideScore is how one model did at the side that joiners took. Every figure stands
// by joiner and with every event weighted once: a few events hold most joiners.
type SideScore struct {
	Class    Class
	Split    string
	Model    string
	ByEvent  bool // every event weighs the same
	Rows     int
	Events   int
	Clusters int
	LogLoss  estimate.Estimate
	Base     estimate.Estimate // of the training share
	Gain     estimate.Estimate // 1 - LogLoss/Base, paired
	ROC      estimate.Estimate
	Right    estimate.Estimate // share of joiners put on the side that they took
	Majority float64           // share on the commoner side
	// Over is the log loss of pact, rivalry and border less the model's own, paired
	// over clusters; above 0 the model is better.
	Over estimate.Estimate
}

// Models of the side taken, beside the product's form.
const (
	PlainSide  = "pact, rivalry, border"
	VotesSide  = "the product's columns and votes in the General Assembly"
	RecordSide = "the side of its record of disputes (9 to 1)"
	Product    = "the product"
)

// BacktestSide scores the side taken by joiners, given that they join: by folds of
// clusters, and in time order.
func BacktestSide(ctx context.Context, cases *Cases, o BacktestOptions) ([]SideScore, error) {
	var out []SideScore
	for _, class := range []Class{Disputes, Wars} {
		list := cases.Disputes
		if class == Wars {
			list = cases.Wars
		}
		b := &sideBench{class: class, o: o, cases: list, short: ShortOfWar(cases.Disputes)}
		for _, split := range []string{"folds by cluster", "fitted before 1946, scored on the rest", "fitted before 1990, scored on the rest", "refitted every ten years from 1946"} {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			scores, err := b.score(split)
			if err != nil {
				return nil, fmt.Errorf("response: side in %s, %s: %w", class, split, err)
			}
			out = append(out, scores...)
		}
	}
	return out, nil
}

type sideBench struct {
	class Class
	o     BacktestOptions
	cases []Case
	short []Case
}

func (b *sideBench) score(split string) ([]SideScore, error) {
	full := joinersOf(b.cases, append(append([]feature{}, bySide...), votes, plainSide[2]))
	rows, y := full.joiners(full.rows(nil))
	parts, err := sideSplits(full, rows, split, b.o.Fit.Seed)
	if err != nil {
		return nil, err
	}
	models := map[string][]string{
		PlainSide: columnsOf(plainSide), VotesSide: append(columnsOf(bySide), votes.name), Product: columnsOf(bySide),
	}
	p := map[string][]float64{}
	var base, outcome []float64
	var at []int
	for _, part := range parts {
		share := 0.0
		for _, k := range part.Train {
			share += y[k] / float64(len(part.Train))
		}
		test := estimate.Take(rows, part.Test)
		at, outcome = append(at, test...), append(outcome, estimate.Take(y, part.Test)...)
		for range test {
			base = append(base, share)
		}
		for name, columns := range models {
			q, err := b.forecast(full.only(columns...), estimate.Take(rows, part.Train), test)
			if err != nil {
				return nil, err
			}
			p[name] = append(p[name], q...)
		}
		for _, r := range test {
			p[RecordSide] = append(p[RecordSide], full.sided(r))
		}
	}
	if len(at) == 0 {
		return nil, nil
	}
	var out []SideScore
	for _, name := range []string{PlainSide, VotesSide, RecordSide, Product} {
		for _, once := range []bool{false, true} {
			s, err := b.weigh(full, at, p[name], base, p[PlainSide], outcome, once)
			if err != nil {
				return nil, err
			}
			s.Split, s.Model, s.Class, s.ByEvent = split, name, b.class, once
			out = append(out, s)
		}
	}
	return out, nil
}

// forecast fits the side to some rows and forecasts others. In wars the line of
// disputes short of war, of other clusters than the test's, is partly pooled.
func (b *sideBench) forecast(d *design, train, test []int) ([]float64, error) {
	var line Line
	var err error
	if b.class != Wars {
		line, err = d.fitSide(train, b.o.Fit)
	} else {
		held, first := map[int]bool{}, math.MaxInt
		for _, r := range test {
			held[d.cluster[r]], first = true, min(first, d.year[r])
		}
		last := 0
		for _, r := range train {
			last = max(last, d.year[r])
		}
		s := joinersOf(b.short, d.features)
		rows := s.rows(func(k int) bool { return !held[b.short[k].Cluster] && (last >= first || b.short[k].Year < first) })
		if line, err = s.fitSide(rows, b.o.Fit); err == nil {
			line, err = line.pooled(s, d, rows, train, b.o.Fit)
		}
	}
	if err != nil {
		return nil, err
	}
	out := d.eta(&line, test)
	for k, v := range out {
		out[k] = logistic(v)
	}
	return out, nil
}

// sided puts a row on the side on which its record of disputes stands more often;
// 1/2 where it has none: what no fit is needed for.
func (d *design) sided(r int) float64 {
	at := func(name string) float64 {
		for k, f := range d.features {
			if f.name == name {
				return d.x.At(r, k)
			}
		}
		return 0
	}
	switch v := at("same sides") - at("opposite sides"); {
	case v > 0:
		return 0.9
	case v < 0:
		return 0.1
	}
	return 0.5
}

func sideSplits(d *design, rows []int, split string, seed uint64) ([]estimate.Split, error) {
	if split == "folds by cluster" {
		return estimate.GroupFolds(estimate.Take(d.cluster, rows), folds, seed)
	}
	origins := map[string][]int{
		"fitted before 1946, scored on the rest": {1946}, "fitted before 1990, scored on the rest": {HoldoutYear},
		"refitted every ten years from 1946": {1946, 1956, 1966, 1976, 1986, 1996, 2006},
	}[split]
	var out []estimate.Split
	for k, from := range origins {
		until := math.MaxInt
		if k+1 < len(origins) {
			until = origins[k+1]
		}
		var s estimate.Split
		for n, r := range rows {
			switch y := d.year[r]; {
			case y < from:
				s.Train = append(s.Train, n)
			case y < until:
				s.Test = append(s.Test, n)
			}
		}
		if len(s.Test) > 0 {
			out = append(out, s)
		}
	}
	return out, nil
}

// Places of the statistics of a replicate.
const (
	sideLoss = iota
	sideBase
	sideGain
	sideROC
	sideRight
	sideOver
)

// weigh scores forecasts of the side with intervals over clusters.
func (b *sideBench) weigh(d *design, at []int, p, base, plain, y []float64, once bool) (SideScore, error) {
	n, events, clusters := map[int]float64{}, map[int]bool{}, map[int]bool{}
	for _, r := range at {
		n[d.event[r]]++
		events[d.event[r]], clusters[d.cluster[r]] = true, true
	}
	own := make([]float64, len(at))
	target, total := 0.0, 0.0
	for k, r := range at {
		if own[k] = 1; once {
			own[k] = 1 / n[d.event[r]]
		}
		target, total = target+own[k]*y[k], total+own[k]
	}
	rank, err := estimate.NewRanking(p, y)
	if err != nil {
		return SideScore{}, err
	}
	stat := func(w []float64) ([]float64, error) {
		out, sum, ww := make([]float64, 6), 0.0, make([]float64, len(w))
		loss := func(p, y float64) float64 {
			if y == 1 {
				return -math.Log(max(p, estimate.Floor))
			}
			return -math.Log1p(-min(p, 1-estimate.Floor))
		}
		for k := range w {
			v := w[k] * own[k]
			ww[k], sum = v, sum+v
			out[sideLoss] += v * loss(p[k], y[k])
			out[sideBase] += v * loss(base[k], y[k])
			out[sideOver] += v * (loss(plain[k], y[k]) - loss(p[k], y[k]))
			out[sideRight] += v * is((p[k] > 0.5) == (y[k] == 1))
		}
		for _, s := range []int{sideLoss, sideBase, sideOver, sideRight} {
			out[s] /= sum
		}
		out[sideGain], out[sideROC] = estimate.PRL(out[sideLoss], out[sideBase]), rank.ROCArea(ww)
		return out, nil
	}
	ones := make([]float64, len(at))
	for k := range ones {
		ones[k] = 1
	}
	point, _ := stat(ones)
	reps := b.o.Reps
	if reps == 0 {
		reps = 1000
	}
	boot, err := estimate.ClusterBootstrap(estimate.Take(d.cluster, at), reps, b.o.Fit.Seed, b.o.Fit.Workers, stat)
	if err != nil {
		return SideScore{}, err
	}
	s := SideScore{Rows: len(at), Events: len(events), Clusters: len(clusters), Majority: max(target/total, 1-target/total)}
	for j, e := range map[int]*estimate.Estimate{sideLoss: &s.LogLoss, sideBase: &s.Base, sideGain: &s.Gain, sideROC: &s.ROC, sideRight: &s.Right, sideOver: &s.Over} {
		e.Value = point[j]
		e.Low, e.High = boot.Interval(j, 0.9)
	}
	return s, nil
}
