package similarity

import (
	"math"
	"math/bits"
)

// Measures are all measures of one pair in one year; NaN where one is
// undefined. Their names follow Häge's data and peacesciencer.
type Measures struct {
	TauB      float64 // Kendall's tau-b, valued
	SVSquared float64 // srsvas: S, valued, squared distances
	SWVSqr    float64 // srswvas: the same, weighted by capabilities
	SV        float64 // srsvaa: S, valued, absolute distances
	SWV       float64 // srswvaa
	KappaV    float64 // kappava: kappa, valued, squared distances
	PiV       float64 // piva: pi, valued, squared distances
	PiNominal float64 // pina: pi, valued ties as mere names
	TauBinary float64 // taubba: tau-b, binary
	SB        float64 // srsba: S, binary
	SWB       float64 // srswba
	KappaB    float64 // kappaba
	PiB       float64 // piba
}

// Names gives the names of the fields of [Measures] in exports, in the order
// of [Measures.Values].
var Names = []string{"taub", "srsvas", "srswvas", "srsvaa", "srswvaa", "kappava", "piva", "pina", "taubba", "srsba", "srswba", "kappaba", "piba"}

// Values gives the measures in the order of [Names].
func (m *Measures) Values() [13]float64 {
	return [13]float64{m.TauB, m.SVSquared, m.SWVSqr, m.SV, m.SWV, m.KappaV, m.PiV, m.PiNominal, m.TauBinary, m.SB, m.SWB, m.KappaB, m.PiB}
}

// Year holds the portfolios of all states of a year. Each state's ties are
// kept as one set of bits a level, so that a pair's joint table is counted 64
// states at a time.
type Year struct {
	n, words int
	bits     []uint64 // by state, level, word
	ties     []uint8  // by state, target
	weights  []float64
	total    float64 // of the weights that are known
}

// NewYear makes a year from ties[i*n+k], what state i has promised state k,
// with a state's tie to itself set by NewYear; weights may be nil, or NaN for
// a state whose capabilities are unknown.
func NewYear(n int, ties []uint8, weights []float64) *Year {
	y := &Year{n: n, words: (n + 63) / 64, ties: make([]uint8, n*n), weights: weights}
	copy(y.ties, ties)
	y.bits = make([]uint64, n*Levels*y.words)
	for i := range n {
		y.ties[i*n+i] = Levels - 1
		for k := range n {
			t := min(y.ties[i*n+k], Levels-1)
			y.ties[i*n+k] = t
			y.bits[(i*Levels+int(t))*y.words+k/64] |= 1 << (k % 64)
		}
	}
	for _, w := range weights {
		if !math.IsNaN(w) {
			y.total += w
		}
	}
	return y
}

// Counts gives the joint table of two states.
func (y *Year) Counts(i, j int) Counts {
	var c Counts
	a, b := y.bits[i*Levels*y.words:], y.bits[j*Levels*y.words:]
	for w := range y.words {
		for p := range Levels {
			x := a[p*y.words+w]
			if x == 0 {
				continue
			}
			for q := range Levels {
				c[p][q] += bits.OnesCount64(x & b[q*y.words+w])
			}
		}
	}
	return c
}

// Measure gives all measures of two states.
func (y *Year) Measure(i, j int) Measures {
	c := y.Counts(i, j)
	b := c.Binary()
	m := Measures{
		TauB: c.TauB(), SVSquared: c.SSquared(3), SV: c.S(3), KappaV: c.Kappa(), PiV: c.Pi(), PiNominal: c.PiNominal(),
		TauBinary: b.TauB(), SB: b.S(1), KappaB: b.Kappa(), PiB: b.Pi(),
	}
	m.SWV, m.SWVSqr, m.SWB = y.weighted(i, j)
	return m
}

// weighted gives the weighted S: absolute, squared and binary. Only states
// with which one of the two has a tie can tell them apart.
func (y *Year) weighted(i, j int) (absolute, squared, binary float64) {
	if y.weights == nil || y.total <= 0 {
		return math.NaN(), math.NaN(), math.NaN()
	}
	x, z := y.ties[i*y.n:(i+1)*y.n], y.ties[j*y.n:(j+1)*y.n]
	var sa, ss, sb float64
	a, b := y.bits[i*Levels*y.words:], y.bits[j*Levels*y.words:]
	for w := range y.words {
		same := uint64(0)
		for p := range Levels {
			same |= a[p*y.words+w] & b[p*y.words+w]
		}
		differ := ^same
		if w == y.words-1 && y.n%64 != 0 {
			differ &= 1<<(y.n%64) - 1
		}
		for ; differ != 0; differ &= differ - 1 {
			k := w*64 + bits.TrailingZeros64(differ)
			wt := y.weights[k]
			if math.IsNaN(wt) {
				continue
			}
			d := float64(x[k]) - float64(z[k])
			sa += wt * math.Abs(d)
			ss += wt * d * d
			if x[k] == 0 || z[k] == 0 {
				sb += wt
			}
		}
	}
	return 1 - 2*sa/(3*y.total), 1 - 2*ss/(9*y.total), 1 - 2*sb/y.total
}
