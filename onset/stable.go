package onset

import (
	"context"
	"fmt"
	"slices"

	"casus/estimate"
)

// Stability is how the sign of one measure of help fares under the rule by which
// an answer may give an odds ratio. The rule was set before its result was
// known, for the chain's measure, and both its parts must hold, with the
// controls of the forecast and its late record:
//
//   - the odds of a dispute fall with the help in all [Windows] but one at most;
//   - in time order, refitted every ten years from 1946, the log loss with the
//     measure's column is not above that without it.
type Stability struct {
	Measure string
	Falls   int // windows in which the odds fall with the help
	Windows int // in which the measure varies
	With    float64
	Without float64 // log loss
	Holds   bool
}

// Stable applies the rule to every measure, the chain's last. Only the chain's
// decides: four measures are four chances for one to pass.
func Stable(ctx context.Context, t *Table, o FitOptions) ([]Stability, error) {
	rows := t.Late(Lag).relevant()
	var out []Stability
	for _, m := range Measures {
		s, err := stable(ctx, rows, m, o.defaults())
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func stable(ctx context.Context, rows []Row, m Measure, o FitOptions) (Stability, error) {
	s := Stability{Measure: m.Name}
	d, err := newDesign(rows, append(slices.Clone(product), m.column))
	if err != nil {
		return s, err
	}
	for _, span := range Windows {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		part := d.years(span[0], span[1])
		if part.x.N == 0 {
			continue
		}
		sign, ok, err := sign(part, m, Own, o)
		if err != nil {
			return s, err
		}
		if ok {
			s.Windows++
			s.Falls += int(is(sign.Change.Value < 0))
		}
	}
	s.With, s.Without, err = losses(ctx, d, o)
	s.Holds = s.Windows > 1 && s.Falls >= s.Windows-1 && s.With <= s.Without
	return s, err
}

// why says what was found.
func (s *Stability) why() string {
	verb := "worsens"
	if s.With <= s.Without {
		verb = "does not worsen"
	}
	return fmt.Sprintf("a dispute is less likely where the target may expect more help in %d of %d stretches of years, and knowing of the help %s forecasts in time order (log loss %.5f with it, %.5f without)",
		s.Falls, s.Windows, verb, s.With, s.Without)
}

// losses gives the log loss of disputes in time order with the last column of a
// design and without it.
func losses(ctx context.Context, d *design, o FitOptions) (with, without float64, err error) {
	first, last := slices.Min(d.year), slices.Max(d.year)
	origins := slices.DeleteFunc(slices.Clone(decades), func(y int) bool { return y <= first || y > last })
	if len(origins) == 0 {
		return 0, 0, fmt.Errorf("deterrence: no year of refitting between %d and %d", first, last)
	}
	parts, err := estimate.RollingOrigin(d.year, nil, origins)
	if err != nil {
		return 0, 0, err
	}
	o.Penalties = o.Penalties[:1]
	for k, loss := range []*float64{&with, &without} {
		of, err := d.only(d.columns[:len(d.columns)-k])
		if err != nil {
			return 0, 0, err
		}
		var p, y []float64
		for _, part := range parts {
			if err := ctx.Err(); err != nil {
				return 0, 0, err
			}
			params, err := of.take(part.Train).fit(Dispute, o)
			if err != nil {
				return 0, 0, err
			}
			test := of.take(part.Test)
			q, err := test.predict(params)
			if err != nil {
				return 0, 0, err
			}
			p, y = append(p, q...), append(y, test.dispute...)
		}
		if *loss, err = estimate.LogLoss(p, y, nil); err != nil {
			return 0, 0, err
		}
	}
	return with, without, nil
}
