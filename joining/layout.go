package joining

import (
	"math"
	"slices"
)

// Layout is the features of an event's states, worked out once for many sets of
// parameters.
type Layout struct {
	outside             []int
	join, side, invoked table
}

// table is some features by state outside, row by row.
type table struct {
	features []feature
	values   []float64
}

// Lay works the features of an event out.
func Lay(e *Event) *Layout {
	l := &Layout{outside: e.Outside()}
	f := newScene(e, len(l.outside))
	lay := func(of []feature) table {
		t := table{features: of, values: make([]float64, 0, len(of)*len(l.outside))}
		for _, i := range l.outside {
			for _, ft := range of {
				t.values = append(t.values, ft.of(e, &f, i))
			}
		}
		return t
	}
	l.join, l.side, l.invoked = lay(toJoin), lay(bySide), lay(invoked)
	return l
}

// logOdds gives a line's log-odds for every state outside, in their order.
func (t *table) logOdds(l *Line, n int) []float64 {
	at := make([]int, len(l.Columns))
	for k, name := range l.Columns {
		at[k] = slices.IndexFunc(t.features, func(f feature) bool { return f.name == name })
	}
	out := make([]float64, n)
	for r := range out {
		row, s := t.values[r*len(t.features):], l.Coef[0]
		for k, c := range at {
			s += l.Coef[1+k] * row[c]
		}
		out[r] = s
	}
	return out
}

// ChancesOf is [Params.Chances] for an event that has been laid out; e may differ
// from it in Shift and Held alone.
func (p *Params) ChancesOf(l *Layout, e *Event) []Chance {
	out := make([]Chance, len(e.Setting.States))
	held := func(i int) bool { return e.Held != nil && !math.IsNaN(e.Held[i]) }
	shift := func(i int) float64 {
		if e.Shift == nil {
			return 0
		}
		return e.Shift[i]
	}
	n := len(l.outside)
	if p.Class == Invoked {
		honours := l.invoked.logOdds(&p.Join, n)
		for r, i := range l.outside {
			if e.Ties[i].Target != BoundDuty {
				continue
			}
			if out[i].Target = chanceOf(honours[r]+shift(i), math.Inf(-1)).Target; held(i) {
				out[i].Target = e.Held[i]
			}
		}
		return out
	}
	joins, side := l.join.logOdds(&p.Join, n), l.side.logOdds(&p.Side, n)
	for r, i := range l.outside {
		if out[i] = twoSteps(joins[r], side[r]).shifted(shift(i)); held(i) {
			out[i] = Chance{Target: e.Held[i], Attacker: (1 - e.Held[i]) * out[i].Attacker}
		}
	}
	return out
}

// twoSteps turns the log-odds of joining at all, and of the target's side given that,
// into chances.
func twoSteps(joins, side float64) Chance {
	p, s := logistic(joins), logistic(side)
	return Chance{Target: p * s, Attacker: p * (1 - s)}
}

// shifted moves the log-odds of joining the target against staying out, and
// leaves the ratio of the two other things that the state may do.
func (c Chance) shifted(by float64) Chance {
	if by == 0 {
		return c
	}
	f := math.Exp(min(max(by, -most), most))
	total := 1 + c.Target*(f-1)
	return Chance{Target: c.Target * f / total, Attacker: c.Attacker / total}
}

// most bounds log-odds, so that no estimate is 0 or 1.
const most = 30

func logistic(x float64) float64 {
	return 1 / (1 + math.Exp(-min(max(x, -most), most)))
}
