// Package similarity measures how alike two states' foreign policies are from
// what they have promised others: Signorino and Ritter's S (1999), Scott's pi
// and Cohen's kappa as Häge (2011) proposed them, and Kendall's tau-b.
//
// A portfolio gives a state's tie to each state of the system, itself
// included: 3 defence or offence, 2 neutrality or consultation, 1
// non-aggression, 0 none, and 3 to itself. The binary measures tell only a tie
// from none.
//
// The functions on slices are the definitions; [Year] gives all measures for
// every pair of a year at once.
package similarity

import "math"

// Levels is the number of values a tie can have.
const Levels = 4

// Counts is the joint table of two portfolios: Counts[a][b] states have the
// tie a with the first and b with the second.
type Counts [Levels][Levels]int

// Count makes the joint table of two portfolios of equal length, whose values
// lie below [Levels]; other values are left out.
func Count(x, y []int) Counts {
	var c Counts
	for k := range min(len(x), len(y)) {
		if x[k] >= 0 && x[k] < Levels && y[k] >= 0 && y[k] < Levels {
			c[x[k]][y[k]]++
		}
	}
	return c
}

// Binary reduces a table to tie and no tie.
func (c Counts) Binary() Counts {
	var b Counts
	for i := range Levels {
		for j := range Levels {
			b[min(i, 1)][min(j, 1)] += c[i][j]
		}
	}
	return b
}

// N gives the number of states in the table.
func (c Counts) N() int {
	n := 0
	for i := range Levels {
		for j := range Levels {
			n += c[i][j]
		}
	}
	return n
}

// distances sums |x-y| and (x-y)^2.
func (c Counts) distances() (absolute, squared float64) {
	for i := range Levels {
		for j := range Levels {
			d := float64(i - j)
			absolute += math.Abs(d) * float64(c[i][j])
			squared += d * d * float64(c[i][j])
		}
	}
	return absolute, squared
}

// moments sums x, y, x^2 and y^2.
func (c Counts) moments() (sx, sy, sxx, syy float64) {
	for i := range Levels {
		for j := range Levels {
			n, x, y := float64(c[i][j]), float64(i), float64(j)
			sx, sy, sxx, syy = sx+n*x, sy+n*y, sxx+n*x*x, syy+n*y*y
		}
	}
	return sx, sy, sxx, syy
}

// S is Signorino and Ritter's S with absolute distances: 1 - 2 sum|x-y| /
// (n max), where max is the greatest possible distance, 3 for valued ties and
// 1 for binary ones. NaN for an empty table.
func (c Counts) S(max float64) float64 {
	d, _ := c.distances()
	return 1 - 2*d/(float64(c.N())*max)
}

// SSquared is S with squared distances.
func (c Counts) SSquared(max float64) float64 {
	_, d := c.distances()
	return 1 - 2*d/(float64(c.N())*max*max)
}

// Kappa is Cohen's kappa weighted by squared distances (Häge 2011): 1 -
// sum (x-y)^2 / (sum x^2 + sum y^2 - 2/n sum x sum y). NaN where both
// portfolios hold the same single value.
func (c Counts) Kappa() float64 {
	_, d := c.distances()
	sx, sy, sxx, syy := c.moments()
	return 1 - ratio(d, sxx+syy-2*sx*sy/float64(c.N()))
}

// Pi is Scott's pi weighted by squared distances (Häge 2011): as kappa, but
// both states are taken to draw from one distribution.
func (c Counts) Pi() float64 {
	_, d := c.distances()
	sx, sy, sxx, syy := c.moments()
	return 1 - ratio(d, sxx+syy-(sx+sy)*(sx+sy)/(2*float64(c.N())))
}

// PiNominal is Scott's pi of 1955, to which two different ties are equally far
// apart whichever they are. For binary ties it is the same as [Counts.Pi].
func (c Counts) PiNominal() float64 {
	n := float64(c.N())
	agree, expect := 0.0, 0.0
	for i := range Levels {
		m := 0.0
		for j := range Levels {
			m += float64(c[i][j] + c[j][i])
		}
		agree += float64(c[i][i]) / n
		expect += m * m / (4 * n * n)
	}
	return ratio(agree-expect, 1-expect)
}

// TauB is Kendall's rank correlation with ties. NaN where one portfolio holds
// a single value.
func (c Counts) TauB() float64 {
	var concordant, discordant, tiedX, tiedY float64
	for i := range Levels {
		for j := range Levels {
			n := float64(c[i][j])
			if n == 0 {
				continue
			}
			for k := i; k < Levels; k++ {
				for l := range Levels {
					m := float64(c[k][l])
					switch {
					case k == i && l > j:
						tiedX += n * m
					case k == i:
					case l > j:
						concordant += n * m
					case l < j:
						discordant += n * m
					default:
						tiedY += n * m
					}
				}
			}
		}
	}
	den := math.Sqrt((concordant + discordant + tiedX) * (concordant + discordant + tiedY))
	return ratio(concordant-discordant, den)
}

// WeightedS is S with each state's tie weighted, by its capabilities as a rule;
// a state whose weight is NaN is left out. The weights need not sum to one.
func WeightedS(x, y []int, w []float64, max float64, squared bool) float64 {
	num, den := 0.0, 0.0
	for k := range min(len(x), len(y), len(w)) {
		if math.IsNaN(w[k]) {
			continue
		}
		d := math.Abs(float64(x[k] - y[k]))
		if squared {
			d *= d
		}
		num += w[k] * d
		den += w[k]
	}
	if squared {
		max *= max
	}
	return 1 - 2*ratio(num, den*max)
}

// ratio is a/b, NaN for a denominator of zero, also one by rounding.
func ratio(a, b float64) float64 {
	if b < 1e-12 {
		return math.NaN()
	}
	return a / b
}
