package brief

import "math"

// round rounds to n decimals, so that sums of decimals print as decimals.
func round(v float64, n int) float64 {
	p := math.Pow(10, float64(n))
	return math.Round(v*p) / p
}

func ptr(v float64) *float64 { return &v }

// value gives what p points at, 0 for nothing; only for sums and orderings.
func value(p *float64) float64 {
	if p == nil {
		return 0
	}
	return *p
}
