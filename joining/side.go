package joining

import (
	"errors"
	"math"

	"casus/estimate"
)

// bySide are the features of the side that a state takes, given that it joins:
// what binds it to the target minus what binds it to the attackers, and what is the
// same for all who join.
var bySide = []feature{
	{"portfolios", "has alliances more like the target's", "has alliances more like the attacker's", 1, func(e *Event, _ *scene, i int) float64 {
		return mean(i, e.Targets, e.Setting.Alike) - mean(i, e.Attackers, e.Setting.Alike)
	}},
	{"regimes", "has a regime more like the target's", "has a regime more like the attacker's", 1, func(e *Event, _ *scene, i int) float64 {
		apart := func(i, j int) float64 { return math.Abs(e.Setting.States[i].Regime - e.Setting.States[j].Regime) }
		return orZero(mean(i, e.Attackers, apart) - mean(i, e.Targets, apart))
	}},
	{"same sides", "stood beside the target in past disputes", "stood beside the attacker in past disputes", 1, func(e *Event, _ *scene, i int) float64 {
		t, _ := took(e, i, e.Targets)
		a, _ := took(e, i, e.Attackers)
		return t - a
	}},
	{"opposite sides", "stood against the target in past disputes", "stood against the attacker in past disputes", -1, func(e *Event, _ *scene, i int) float64 {
		_, t := took(e, i, e.Targets)
		_, a := took(e, i, e.Attackers)
		return t - a
	}},
	{"duty", "has a duty to the target", "has a duty to the attacker", 1, func(e *Event, _ *scene, i int) float64 {
		return is(e.Ties[i].Target != NoDuty) - is(e.Ties[i].Attacker != NoDuty)
	}},
	{"bound", "is bound to help the target", "is bound to help the attacker", 1, func(e *Event, _ *scene, i int) float64 {
		return is(e.Ties[i].Target == BoundDuty) - is(e.Ties[i].Attacker == BoundDuty)
	}},
	{"alliance", "has promised the target more than the attacker", "has promised the attacker more than the target", 1, func(e *Event, _ *scene, i int) float64 {
		return promised(e, i, e.Targets) - promised(e, i, e.Attackers)
	}},
	{"rival", "is a rival of the target", "is a rival of the attacker", -1, func(e *Event, _ *scene, i int) float64 { return rivals(e, i, e.Targets) - rivals(e, i, e.Attackers) }},
	byOldRivals,
}

// votes are a feature of comparisons alone: see docs/model-response.md.
var votes = feature{"votes", "", "", 1, func(e *Event, _ *scene, i int) float64 {
	apart := func(i, j int) float64 { return math.Abs(e.Setting.States[i].Ideal - e.Setting.States[j].Ideal) }
	return orZero(mean(i, e.Attackers, apart) - mean(i, e.Targets, apart))
}}

// plainSide are the features of the comparison: pact, rivalry, border.
var plainSide = []feature{
	bySide[4], bySide[7],
	{"border", "", "", 0, func(e *Event, _ *scene, i int) float64 { return borders(e, i, e.Targets) - borders(e, i, e.Attackers) }},
}

// affine are the columns that make one index of affinity, before the others see it.
var affine = []string{"portfolios", "regimes", "same sides", "opposite sides", "votes"}

const (
	sidePenalty = 3   // of the logit of the side
	crowd       = 0.3 // a joiner weighs the number of its event's joiners to minus this power
)

// promised is the highest level of an alliance with one of a side, from 0 to 1: 1
// is a promise of defence.
func promised(e *Event, i int, side []int) float64 {
	level := 0
	for _, j := range side {
		if i != j {
			level = max(level, e.Setting.Pledged(i, j))
		}
	}
	return float64(level) / 3
}

// pledged is 1 for an alliance of a level or more with one of a side.
func pledged(e *Event, i int, side []int, level int) float64 {
	for _, j := range side {
		if i != j && e.Setting.Pledged(i, j) >= level {
			return 1
		}
	}
	return 0
}

// mean is the mean of what is known over a side, NaN for nothing.
func mean(i int, side []int, of func(i, j int) float64) float64 {
	sum, n := 0.0, 0.0
	for _, j := range side {
		if v := of(i, j); !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	return sum / n
}

func orZero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}

// took gives the logs of the disputes that a state entered with and against a
// side, one more for none.
func took(e *Event, i int, side []int) (same, opposed float64) {
	for _, j := range side {
		s, o := e.Setting.Sides(i, j)
		same, opposed = same+s, opposed+o
	}
	return math.Log1p(same), math.Log1p(opposed)
}

// joiners gives the rows of those that joined a side, and whether the target's.
func (d *design) joiners(rows []int) (kept []int, y []float64) {
	for _, r := range rows {
		if d.did[r] != Out {
			kept, y = append(kept, r), append(y, is(d.did[r] == JoinedTarget))
		}
	}
	return kept, y
}

// crowded gives the weights of joiners: less where many joined the same event.
func (d *design) crowded(rows []int) []float64 {
	n := map[int]float64{}
	for _, r := range rows {
		n[d.event[r]]++
	}
	w := make([]float64, len(rows))
	for k, a := range d.aged(rows) {
		w[k] = a * math.Pow(n[d.event[rows[k]]], -crowd)
	}
	return w
}

// fitSide fits the side taken to the joiners among some rows, in two steps: the
// columns of affinity make one index, which stands beside the others as one
// column. Covariances are clustered by cluster of events.
func (d *design) fitSide(rows []int, o FitOptions) (Line, error) {
	rows, y := d.joiners(rows)
	if len(rows) == 0 {
		return Line{}, errors.New("nobody joined")
	}
	w, groups := d.crowded(rows), estimate.Take(d.cluster, rows)
	var close, other []feature
	for _, f := range d.features {
		if contains(affine, f.name) {
			close = append(close, f)
		} else {
			other = append(other, f)
		}
	}
	if len(close) == 0 {
		return signed(d.x.Take(rows), y, w, groups, d.features, sidePenalty, o.Workers)
	}
	index, err := signed(d.only(columnsOf(close)...).x.Take(rows), y, w, groups, close, sidePenalty, o.Workers)
	if err != nil {
		return index, err
	}
	zero := index.clone()
	zero.Coef[0] = 0 // the second step has a constant of its own
	eta := d.eta(&zero, rows)
	x := estimate.Zeros(len(rows), 1+len(other))
	rest := d.only(columnsOf(other)...).x.Take(rows)
	for r := range x.N {
		x.Row(r)[0] = eta[r]
		copy(x.Row(r)[1:], rest.Row(r))
	}
	whole, err := signed(x, y, w, groups, append([]feature{{name: affinityName, sign: 1}}, other...), sidePenalty, o.Workers)
	if err != nil {
		return whole, err
	}
	return unfold(whole, index), nil
}

// affinityName is the column of the index between the two steps.
const affinityName = "affinity"

// unfold writes a line with a column for the index out over the index's own
// columns. The two steps are taken as independent, the covariance to first order.
func unfold(whole, index Line) Line {
	at := whole.column(affinityName)
	out := Line{Penalty: whole.Penalty, Dropped: append(append([]string{}, index.Dropped...), whole.Dropped...)}
	if at < 0 {
		return whole
	}
	// gradient[k] is that of new coefficient k by the coefficients of either step.
	type parts struct{ whole, index map[int]float64 }
	var gradient []parts
	add := func(v float64, p parts) { out.Coef, gradient = append(out.Coef, v), append(gradient, p) }
	add(whole.Coef[0], parts{map[int]float64{0: 1}, nil})
	b := whole.Coef[at]
	for j, name := range index.Columns {
		out.Columns = append(out.Columns, name)
		add(b*index.Coef[1+j], parts{map[int]float64{at: index.Coef[1+j]}, map[int]float64{1 + j: b}})
	}
	for j, name := range whole.Columns {
		if 1+j != at {
			out.Columns = append(out.Columns, name)
			add(whole.Coef[1+j], parts{map[int]float64{1 + j: 1}, nil})
		}
	}
	for k := range out.Coef {
		row := make([]float64, len(out.Coef))
		for l := range row {
			row[l] = product(whole.Cov, gradient[k].whole, gradient[l].whole) + product(index.Cov, gradient[k].index, gradient[l].index)
		}
		out.Cov = append(out.Cov, row)
	}
	return out
}

// product is the covariance of two sums.
func product(cov [][]float64, a, b map[int]float64) float64 {
	s := 0.0
	for i := range cov { // in a fixed order, so that sums have the same last bit
		for j := range cov {
			if v, w := a[i], b[j]; v != 0 && w != 0 {
				s += v * w * cov[i][j]
			}
		}
	}
	return s
}

// pooled fits the side taken in wars partly on its own: the log-odds of disputes
// short of war, moved and stretched, with a prior that they need neither. short
// are the disputes' rows, d the wars'.
func (l *Line) pooled(short, d *design, shortRows, rows []int, o FitOptions) (Line, error) {
	shortRows, y := short.joiners(shortRows)
	rows, yw := d.joiners(rows)
	w := append(short.crowded(shortRows), d.crowded(rows)...)
	groups := append(estimate.Take(short.cluster, shortRows), estimate.Take(d.cluster, rows)...)
	eta := append(short.eta(l, shortRows), d.eta(l, rows)...)
	x := estimate.Zeros(len(eta), 3)
	for k, v := range eta {
		war := is(k >= len(shortRows))
		copy(x.Row(k), []float64{v, war, war * v})
	}
	fit, err := estimate.FitLogit(x, append(y, yw...), estimate.Options{Penalty: poolPenalty, Weights: w, Workers: o.Workers})
	if err != nil {
		return Line{}, err
	}
	cov, err := fit.Clustered(groups)
	if err != nil {
		return Line{}, err
	}
	// In wars: constant c0 + c2, slope c1 + c3.
	a, b := fit.Coef[0]+fit.Coef[2], fit.Coef[1]+fit.Coef[3]
	sum := func(i, j [2]int) float64 {
		return cov.At(i[0], j[0]) + cov.At(i[0], j[1]) + cov.At(i[1], j[0]) + cov.At(i[1], j[1])
	}
	move, stretch := [2]int{0, 2}, [2]int{1, 3}
	return l.stretched(a, b, sum(move, move), sum(move, stretch), sum(stretch, stretch), poolPenalty)
}

// poolPenalty is the weight of the prior that wars are like disputes.
const poolPenalty = 30

func contains(list []string, name string) bool {
	for _, v := range list {
		if v == name {
			return true
		}
	}
	return false
}
