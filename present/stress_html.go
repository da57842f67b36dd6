package present

import (
	"io"

	"casus"
	"casus/brief"
)

// StressFigures names the figures of a stress test.
const StressFigures = "shocks, worth, tornado, drivers, tipping"

func StressHTML(w io.Writer, a *brief.Stress) error               { return nil }
func StressSVG(w io.Writer, a *brief.Stress, figure string) error { return nil }

func stressPartRows(x *brief.StressEvent, row func(event, part, of, class, figure string, i casus.Interval)) {
}
func stressRows(a *brief.Stress, row func(event, part, of, class, figure string, i casus.Interval)) {}
