package burden

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"casus/facts"
)

// Correlation is Spearman's rank correlation of two samples.
type Correlation struct {
	N   int     `json:"n"`
	Rho float64 `json:"rho"`
	// Low and High bound rho with 90 % confidence; nil below ten pairs and for
	// perfect orders, where the approximation does not hold.
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
	P    float64  `json:"p"` // two-sided, of no association
	// Method says how P was found: "exact" by all orders, for up to nine pairs,
	// else "t" by Student's distribution with n-2 degrees of freedom.
	Method string `json:"method"`
}

// SizeTest is the correlation of the share of GDP with the GDP itself over the
// members of a year, as Sandler and Murdoch (2000) did for the 1990s: where it
// is positive and significant, the larger allies carry a disproportionate share.
type SizeTest struct {
	Year    int    `json:"year"`
	Edition string `json:"edition"`
	// Correlation is nil where fewer than four members have both figures.
	Correlation *Correlation `json:"correlation"`
}

// ShareAndSize tests, for each year of the query, whether the share of GDP rises
// with the GDP (million current US$ of the same edition). The states of the
// query are ignored: all members with both figures count.
func ShareAndSize(pack *facts.Pack, q Query) ([]SizeTest, error) {
	q.States = nil
	p, err := plan(pack, q)
	if err != nil {
		return nil, err
	}
	var out []SizeTest
	for _, year := range p.years {
		t := SizeTest{Year: year, Edition: p.edition.ID}
		var shares, gdps []float64
		for _, s := range p.everyone {
			if !p.member(s, year) {
				continue
			}
			if r := p.row(s, year); r.SharePct != nil && r.GDPUSDm != nil {
				shares = append(shares, *r.SharePct)
				gdps = append(gdps, *r.GDPUSDm)
			}
		}
		if c, err := Spearman(shares, gdps); err == nil {
			t.Correlation = &c
		}
		out = append(out, t)
	}
	return out, nil
}

// exactUpTo is the number of pairs up to which every order is gone through
// (9! = 362 880).
const exactUpTo = 9

// Spearman gives the rank correlation of two samples of equal length; equal
// values take the mean of their ranks. The error says that the samples are
// shorter than four pairs, of different length, or that one of them is constant.
func Spearman(x, y []float64) (Correlation, error) {
	n := len(x)
	switch {
	case n != len(y):
		return Correlation{}, errors.New("burden: samples of different length")
	case n < 4:
		return Correlation{}, errors.New("burden: fewer than four pairs")
	}
	rx, ry := ranks(x), ranks(y)
	rho, ok := pearson(rx, ry)
	if !ok {
		return Correlation{}, errors.New("burden: a constant or unordered sample has no ranks")
	}
	c := Correlation{N: n, Rho: rho}
	if n <= exactUpTo {
		c.Method, c.P = "exact", exactP(rx, ry)
	} else {
		c.Method, c.P = "t", tTwoSided(rho*math.Sqrt(float64(n-2)/max(1-rho*rho, 0)), float64(n-2))
		if math.Abs(rho) < 1 {
			// Fieller, Hartley and Pearson (1957): atanh(rho) has variance
			// 1.06/(n-3); 1.6449 is the 95 % point of the normal distribution.
			half := 1.6449 * math.Sqrt(1.06/float64(n-3))
			low, high := math.Tanh(math.Atanh(rho)-half), math.Tanh(math.Atanh(rho)+half)
			c.Low, c.High = &low, &high
		}
	}
	return c, nil
}

// ranks gives the rank of each value from 1, ties sharing the mean of theirs.
func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	out := make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		j = max(j, i+1) // a value that is not a number equals nothing
		for _, k := range order[i:j] {
			out[k] = float64(i+j+1) / 2
		}
		i = j
	}
	return out
}

// pearson gives the product-moment correlation, and false where it has none.
func pearson(x, y []float64) (float64, bool) {
	n := float64(len(x))
	var mx, my float64
	for i := range x {
		mx += x[i] / n
		my += y[i] / n
	}
	var xy, xx, yy float64
	for i := range x {
		dx, dy := x[i]-mx, y[i]-my
		xy, xx, yy = xy+dx*dy, xx+dx*dx, yy+dy*dy
	}
	if !(xx > 0 && yy > 0) {
		return 0, false
	}
	return min(max(xy/math.Sqrt(xx*yy), -1), 1), true
}

// exactP counts, among all orders of y, those at least as strongly correlated
// with x. With the ranks fixed, only the sum of products varies.
func exactP(x, y []float64) float64 {
	n := len(x)
	var sx, sy float64
	for i := range x {
		sx += x[i]
		sy += y[i]
	}
	centre := sx * sy / float64(n)
	products := func(y []float64) float64 {
		sum := 0.0
		for i := range x {
			sum += x[i] * y[i]
		}
		return math.Abs(sum - centre)
	}
	observed := products(y) - 1e-9
	perm, counters := slices.Clone(y), make([]int, n)
	all, extreme := 1, 1 // the order observed counts
	for i := 1; i < n; {
		if counters[i] >= i { // Heap's algorithm
			counters[i] = 0
			i++
			continue
		}
		k := 0
		if i%2 == 1 {
			k = counters[i]
		}
		perm[k], perm[i] = perm[i], perm[k]
		all++
		if products(perm) >= observed {
			extreme++
		}
		counters[i]++
		i = 1
	}
	return float64(extreme) / float64(all)
}

// tTwoSided gives the probability that Student's t with df degrees of freedom
// lies at least as far from zero.
func tTwoSided(t, df float64) float64 {
	if math.IsInf(t, 0) {
		return 0
	}
	return incompleteBeta(df/2, 0.5, df/(df+t*t))
}

// incompleteBeta is the regularised incomplete beta function I_x(a, b), by the
// continued fraction of Abramowitz and Stegun 26.5.8, evaluated from the front
// (Lentz).
func incompleteBeta(a, b, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2): // the fraction converges fast on the other side
		return 1 - incompleteBeta(b, a, 1-x)
	}
	lab, _ := math.Lgamma(a + b)
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	front := math.Exp(lab-la-lb+a*math.Log(x)+b*math.Log1p(-x)) / a
	const tiny = 1e-300
	f, c, d := 1.0, 1.0, 0.0
	for i := range 500 {
		m := float64(i / 2)
		var numerator float64
		switch {
		case i == 0:
			numerator = 1
		case i%2 == 0:
			numerator = m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		default:
			numerator = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		}
		d = 1 + numerator*d
		if math.Abs(d) < tiny {
			d = tiny
		}
		d = 1 / d
		c = 1 + numerator/c
		if math.Abs(c) < tiny {
			c = tiny
		}
		f *= c * d
		if i > 0 && math.Abs(1-c*d) < 1e-14 {
			break
		}
	}
	return front * (f - 1)
}
