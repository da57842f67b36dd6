package joining

import (
	"cmp"
	"math"
	"slices"

	"casus/estimate"
	"casus/outcome"
)

// Strategic is the model in which states watch each other: beside the reduced
// form's features stands what a state's coming would add to the target's chance
// of prevailing, the others coming with their own chances,
//
//	p_i = Λ(x_i·β + (γ + δ·s_i)·E[W(C ∪ i) − W(C)]),
//
// where s_i is 1 for a state that has something at stake: a duty, a rivalry with
// an attacker or a border with the target. It is estimated by nested
// pseudo-likelihood (Aguirregabiria and Mira 2007) from the reduced form's
// chances on, without solving for an equilibrium. It stays in the backtest: see
// docs/model-response.md.
const Strategic = "strategic form"

const (
	steps    = 3 // of the nested pseudo-likelihood
	followed = 5 // states whose coming is enumerated; the others bring what they bring on average
)

// gainColumns are the columns that the strategic form adds. The sign makes
// capability, which raises the gain, no reason to stay out.
var gainColumns = []feature{{name: "gain", sign: 1}, {name: "gain at stake", sign: 1}}

// strategic gives the chances of the test rows under the strategic form. toT and
// toA are the reduced form's lines, the outcome's parameters know nothing of the
// test rows. d holds the features of the target's line.
func strategic(cases []Case, d *design, toT, toA []float64, w *outcome.Params, train, test []int, o FitOptions) ([]Chance, error) {
	rows := slices.Concat(train, test)
	base := slices.Clone(toT)
	for range steps {
		with, err := d.watching(cases, base, toT, toA, rows, w)
		if err != nil {
			return nil, err
		}
		line, err := with.fit(train, JoinedTarget, o)
		if err != nil {
			return nil, err
		}
		for k, v := range with.eta(&line, rows) {
			toT[rows[k]] = v
		}
	}
	out := make([]Chance, len(test))
	for k, r := range test {
		out[k] = chanceOf(toT[r], toA[r])
	}
	return out, nil
}

// watching adds each row's expected gain to the columns of d. Where d has no
// columns the reduced form's log-odds stand for them.
func (d *design) watching(cases []Case, base, toT, toA []float64, rows []int, w *outcome.Params) (*design, error) {
	out := *d
	if d.features == nil {
		out.features = []feature{{name: "reduced form", sign: 1}}
	}
	k := len(out.features)
	out.features = append(slices.Clone(out.features), gainColumns...)
	out.x = estimate.Zeros(d.x.N, len(out.features))
	for from := 0; from < len(rows); {
		until := from
		for until < len(rows) && d.event[rows[until]] == d.event[rows[from]] {
			until++
		}
		at := rows[from:until]
		from = until
		e := cases[d.event[at[0]]].Event
		chances := make([]Chance, len(at))
		for n, r := range at {
			chances[n] = chanceOf(toT[r], toA[r])
		}
		gains, err := expectedGains(e, estimate.Take(d.state, at), chances, w)
		if err != nil {
			return nil, err
		}
		for n, r := range at {
			row := out.x.Row(r)
			if d.features == nil {
				row[0] = base[r]
			} else {
				copy(row, d.x.Row(r))
			}
			i := d.state[r]
			stake := e.Ties[i].Target != NoDuty || rivals(e, i, e.Attackers) > 0 || borders(e, i, e.Targets) > 0
			row[k], row[k+1] = gains[n], gains[n]*is(stake)
		}
	}
	return &out, nil
}

// expectedGains gives, for each of some states outside, how much its coming adds
// to the target's chance of prevailing in a decided conflict, the others coming
// on either side with their chances.
func expectedGains(e *Event, states []int, chances []Chance, w *outcome.Params) ([]float64, error) {
	prevail, err := newPrevail(w, e.On.Year())
	if err != nil {
		return nil, err
	}
	q := func(i int) float64 {
		s := &e.Setting.States[i]
		if !s.Known() {
			return 0
		}
		return w.Strength([]outcome.Force{{Output: s.Output, Population: s.Population}})
	}
	var sides [2]float64 // the target's, the attackers'
	for k, list := range [][]int{e.Targets, e.Attackers} {
		for _, i := range list {
			sides[k] += q(i)
		}
	}
	type comer struct {
		n       int // place in states
		side    int
		p, q, w float64
	}
	var all []comer
	for n, i := range states {
		c := chances[n]
		for k, p := range []float64{c.Target, c.Attacker} {
			all = append(all, comer{n, k, p, q(i), p * math.Log1p(q(i)/(sides[k]+outcome.Floor))})
		}
	}
	slices.SortStableFunc(all, func(a, b comer) int { return cmp.Compare(b.w, a.w) })
	heavy := all[:min(followed, len(all))]
	for _, c := range all[len(heavy):] {
		sides[c.side] += c.p * c.q
	}
	var expect func(s [2]float64, list []comer, n int, add float64) float64
	expect = func(s [2]float64, list []comer, n int, add float64) float64 {
		if len(list) == 0 {
			return prevail.at(s[0]+add, s[1]) - prevail.at(s[0], s[1])
		}
		c := list[0]
		stays := expect(s, list[1:], n, add)
		if c.n == n { // the state itself: what the others do counts
			return stays
		}
		s[c.side] += c.q
		return c.p*expect(s, list[1:], n, add) + (1-c.p)*stays
	}
	gains := make([]float64, len(states))
	for n, i := range states {
		s := sides
		for k, p := range []float64{chances[n].Target, chances[n].Attacker} {
			if !slices.ContainsFunc(heavy, func(c comer) bool { return c.n == n && c.side == k }) {
				s[k] -= p * q(i)
			}
		}
		gains[n] = expect(s, heavy, n, q(i))
	}
	return gains, nil
}

// prevail is the log-odds that the target's side wins a decided conflict, which
// by the form of the outcome are linear in the log of the ratio of strengths.
type prevail struct{ constant, slope float64 }

func newPrevail(w *outcome.Params, year int) (prevail, error) {
	_, intercept, slope, err := w.Line(year)
	return prevail{-intercept, slope}, err
}

func (p prevail) at(target, attackers float64) float64 {
	s := p.constant + p.slope*math.Log((target+outcome.Floor)/(attackers+outcome.Floor))
	return 1 / (1 + math.Exp(-min(max(s, -20), 20)))
}
