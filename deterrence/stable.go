package deterrence

import (
	"context"
	"fmt"
	"slices"

	"casus/estimate"
)

// stable decides whether an answer may give an odds ratio. The rule was set
// before its result was known. Both must hold, with the controls of the forecast:
//
//   - the odds of a dispute fall with the help that the target may expect in all
//     [Windows] but one at the most;
//   - in time order, refitted every ten years from 1946, the log loss with the
//     column of help is not above that without it.
func stable(ctx context.Context, rows []Row, o FitOptions) (bool, string, error) {
	d, err := newDesign(rows, append(slices.Clone(product), "help"))
	if err != nil {
		return false, "", err
	}
	m := Measures[len(Measures)-1]
	falls, n := 0, 0
	for _, span := range Windows {
		if err := ctx.Err(); err != nil {
			return false, "", err
		}
		s, ok, err := sign(d.years(span[0], span[1]), m, Own, o)
		if err != nil {
			return false, "", err
		}
		if ok {
			n++
			falls += int(is(s.Change.Value < 0))
		}
	}
	with, without, err := losses(ctx, d, o)
	if err != nil {
		return false, "", err
	}
	why := fmt.Sprintf("a dispute is less likely where the target may expect more help in %d of %d stretches of years, and knowing of the help %s forecasts in time order (log loss %.5f with it, %.5f without)",
		falls, n, map[bool]string{true: "does not worsen", false: "worsens"}[with <= without], with, without)
	return n > 1 && falls >= n-1 && with <= without, why, nil
}

// losses gives the log loss of disputes in time order with the last column of a
// design and without it.
func losses(ctx context.Context, d *design, o FitOptions) (with, without float64, err error) {
	origins := slices.DeleteFunc(slices.Clone(decades), func(y int) bool { return y > slices.Max(d.year) || y <= slices.Min(d.year) })
	if len(origins) == 0 {
		return 0, 0, fmt.Errorf("deterrence: no year from %d on to score help on", decades[0])
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
