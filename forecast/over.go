package forecast

import (
	"context"
	"math"
	"slices"

	"casus"
	"casus/internal/pool"
	"casus/joining"
)

// Spread is a case over the draws: for every figure the median and the interval
// that holds 90 % of the draws.
type Spread struct {
	Central *Answer // at the central estimates
	Target  [classes][]casus.Interval
	Joins   [classes][]casus.Interval // the attacker
	Ends    [classes]EndsSpread
	Alone   [classes]EndsSpread
	All     [classes]EndsSpread
	Rate    casus.Interval
	War     casus.Interval
	Odds    *casus.Interval // nil where history cannot tell

	Answers []*Answer // of the draws, for paired differences
}

// EndsSpread is [Ends] over the draws.
type EndsSpread struct{ Target, Neither, Attacker casus.Interval }

// Over answers for a case at every draw on some workers, 0 for one a processor.
// The result does not depend on their number.
func (g *Engine) Over(ctx context.Context, c *Case, a Assumptions, workers int) (*Spread, error) {
	if err := g.Prepare(c); err != nil {
		return nil, err
	}
	return g.Draw(ctx, c, a, workers)
}

// Draw is [Engine.Over] for a case that is prepared, as by [Engine.Pair].
func (g *Engine) Draw(ctx context.Context, c *Case, a Assumptions, workers int) (*Spread, error) {
	list := make([]*Answer, len(g.draws))
	err := pool.Each(ctx, len(list), workers, func(k int) (err error) {
		list[k], err = g.At(c, a, k)
		return err
	})
	if err != nil {
		return nil, err
	}
	return spread(list), nil
}

// spread sums answers up, of which the first is the central one.
func spread(list []*Answer) *Spread {
	s := &Spread{Central: list[0], Answers: list[1:]}
	over := s.Answers
	if len(over) == 0 {
		over = list
	}
	values := make([]float64, len(over))
	of := func(get func(*Answer) float64) casus.Interval {
		for k, x := range over {
			values[k] = get(x)
		}
		return Interval(values)
	}
	ends := func(get func(*Answer) *Ends) EndsSpread {
		return EndsSpread{
			of(func(x *Answer) float64 { return get(x).Target }),
			of(func(x *Answer) float64 { return get(x).Neither }),
			of(func(x *Answer) float64 { return get(x).Attacker }),
		}
	}
	for _, class := range Classes {
		n := len(s.Central.Chances[class])
		s.Target[class], s.Joins[class] = make([]casus.Interval, n), make([]casus.Interval, n)
		for i, ch := range s.Central.Chances[class] {
			if ch == (joining.Chance{}) {
				continue
			}
			s.Target[class][i] = of(func(x *Answer) float64 { return x.Chances[class][i].Target })
			s.Joins[class][i] = of(func(x *Answer) float64 { return x.Chances[class][i].Attacker })
		}
		s.Ends[class] = ends(func(x *Answer) *Ends { return &x.Ends[class] })
		s.Alone[class] = ends(func(x *Answer) *Ends { return &x.Alone[class] })
		s.All[class] = ends(func(x *Answer) *Ends { return &x.All[class] })
	}
	s.Rate, s.War = of(func(x *Answer) float64 { return x.Rate }), of(func(x *Answer) float64 { return x.War })
	if !math.IsNaN(s.Central.Odds) {
		odds := of(func(x *Answer) float64 { return x.Odds })
		s.Odds = &odds
	}
	return s
}

// Interval gives the median of values and the interval that leaves out 5 % at
// either end (Hyndman and Fan 1996, type 7). It sorts them.
func Interval(values []float64) casus.Interval {
	slices.Sort(values)
	at := func(q float64) float64 {
		h := q * float64(len(values)-1)
		k := int(h)
		if k+1 >= len(values) {
			return values[len(values)-1]
		}
		return values[k] + (h-float64(k))*(values[k+1]-values[k])
	}
	return casus.Interval{Median: at(0.5), Low: at(0.05), High: at(0.95)}
}
