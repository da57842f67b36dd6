package numbers

import (
	"math"
	"strconv"
	"strings"
)

// Round rounds to n decimals, so that sums of decimals print as decimals.
func Round(v float64, n int) float64 {
	p := math.Pow(10, float64(n))
	return math.Round(v*p) / p
}

func Ptr(v float64) *float64 { return &v }

// Value gives what p points at, 0 for nothing; only for sums and orderings.
func Value(p *float64) float64 {
	if p == nil {
		return 0
	}
	return *p
}

// Thousands writes a number in whole units with thin groups of three.
func Thousands(v float64) string {
	s := strconv.FormatFloat(Round(v, 0), 'f', 0, 64)
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if neg {
		s = "-" + s
	}
	return s
}
