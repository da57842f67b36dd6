package estimate

import (
	"fmt"
	"math"
)

// Strategic is a fitted two-move game between two states. Player 1 keeps the
// status quo or challenges; challenged, player 2 gives in or fights. Coef holds
// the four utilities one after the other, each with its constant first unless
// it was left out: player 1's for the status quo, for the other's giving in and
// for war, then player 2's for war. Player 2's for giving in is 0.
type Strategic struct{ Fit }

// The outcomes of the game.
const (
	StatusQuo = iota
	Capitulation
	War
)

// StrategicGame says which columns enter which utility. A Term with no columns
// and no constant is a utility fixed at 0.
type StrategicGame struct {
	Quo1, Capitulate1, War1, War2 Term
}

// Term is one utility.
type Term struct {
	X        Matrix // N rows; K may be 0
	Constant bool
}

// FitStrategic fits the game by full information maximum likelihood with
// standard normal errors on the utility of every action, known to the player
// who moves (agent error; Signorino 1999, 2003; egame12 of the R package games,
// Kenkel and Signorino 2014). Outcomes are [StatusQuo], [Capitulation], [War].
// The likelihood is not concave: the search starts where player 2's choice is
// estimated on its own and player 1's given that (the two-step estimate of
// Signorino 2003); where it climbs to no top from there, it is tried from start,
// which may be nil. Penalty must be 0.
func FitStrategic(game StrategicGame, y []int, start []float64, o Options) (*Strategic, error) {
	terms := []Term{game.Quo1, game.Capitulate1, game.War1, game.War2}
	for _, t := range terms {
		if t.X.N != len(y) {
			return nil, fmt.Errorf("estimate: a utility has %d rows for %d outcomes", t.X.N, len(y))
		}
		if err := t.X.check(); err != nil {
			return nil, err
		}
	}
	if o.Penalty != 0 {
		return nil, fmt.Errorf("estimate: the strategic probit takes no penalty")
	}
	w, total, err := prepare(game.War2.X, len(y), o)
	if err != nil {
		return nil, err
	}
	_, null, err := classShares(y, 3, w, total)
	if err != nil {
		return nil, err
	}
	m := &model{n: len(y), w: w, blocks: gameBlocks(terms)}
	last := m.blocks[3]
	m.k = last.off + last.size()
	for a := range m.blocks {
		b := &m.blocks[a]
		if b.mean, b.sd, err = moments(b.x, w, total, 0); err != nil {
			return nil, fmt.Errorf("utility %d: %w", a+1, err)
		}
		if !b.constant { // nothing could take up a shift
			clear(b.mean)
		}
	}
	m.row = func(i int, eta, g, h []float64) float64 { return gameRow(y[i], eta, g, h) }
	if start != nil && len(start) != m.k {
		return nil, fmt.Errorf("estimate: %d starting values for %d parameters", len(start), m.k)
	}
	theta := make([]float64, m.k)
	twoStep(m, y, theta, o.Workers)
	opt, err := m.maximise(theta, o.Workers)
	if err != nil && start != nil {
		standardise(m.blocks, start, theta)
		opt, err = m.maximise(theta, o.Workers)
	}
	if err != nil {
		return nil, err
	}
	return &Strategic{newFit(m, opt, unscaleBlocks(m.k, m.blocks), null)}, nil
}

// Predict gives the probabilities of status quo, capitulation and war for the
// rows of a game with the same columns.
func (f *Strategic) Predict(game StrategicGame) (Matrix, error) {
	terms := []Term{game.Quo1, game.Capitulate1, game.War1, game.War2}
	m := &model{n: game.War2.X.N, blocks: gameBlocks(terms)}
	for _, t := range terms {
		if t.X.N != m.n {
			return Matrix{}, fmt.Errorf("estimate: utilities of %d and %d rows", t.X.N, m.n)
		}
	}
	if last := m.blocks[3]; last.off+last.size() != len(f.Coef) {
		return Matrix{}, fmt.Errorf("estimate: %d parameters fitted, %d asked for", len(f.Coef), last.off+last.size())
	}
	z, eta := make([][]float64, 4), make([]float64, 4)
	for a := range z {
		z[a] = make([]float64, m.blocks[a].size())
	}
	out := Zeros(m.n, 3)
	for i := range m.n {
		m.indices(i, f.Coef, z, eta)
		p := normalCDF(eta[3] / math.Sqrt2)
		q := normalCDF(((1-p)*eta[1] + p*eta[2] - eta[0]) / math.Sqrt2)
		copy(out.Row(i), []float64{1 - q, q * (1 - p), q * p})
	}
	return out, nil
}

func gameBlocks(terms []Term) []block {
	var out []block
	off := 0
	for _, t := range terms {
		b := block{x: t.X, off: off, constant: t.Constant}
		off += b.size()
		out = append(out, b)
	}
	return out
}

// gameRow gives the log likelihood of an outcome by the four utilities.
//
// With P = Φ(u4/√2) the chance that player 2 fights, player 1 challenges with
// probability Φ(z), z = ((1−P)u2 + P·u3 − u1)/√2.
func gameRow(y int, u, g, h []float64) float64 {
	a := u[3] / math.Sqrt2
	p := normalCDF(a)
	z := ((1-p)*u[1] + p*u[2] - u[0]) / math.Sqrt2
	phi := math.Exp(-a*a/2) / math.Sqrt(2*math.Pi)
	dz := [4]float64{-1 / math.Sqrt2, (1 - p) / math.Sqrt2, p / math.Sqrt2, phi * (u[2] - u[1]) / 2}
	s := 1.0
	if y == StatusQuo {
		s = -1
	}
	ll, d1, d2 := logNormalCDF(s * z)
	d1 *= s
	for b := range 4 {
		g[b] = d1 * dz[b]
		for c := range 4 {
			h[b*4+c] = d2 * dz[b] * dz[c]
		}
	}
	cross := d1 * phi / 2
	h[1*4+3] -= cross
	h[3*4+1] -= cross
	h[2*4+3] += cross
	h[3*4+2] += cross
	h[3*4+3] -= d1 * a / math.Sqrt2 * dz[3]
	if y == StatusQuo {
		return ll
	}
	s = 1
	if y == Capitulation {
		s = -1
	}
	l2, e1, e2 := logNormalCDF(s * a)
	g[3] += s * e1 / math.Sqrt2
	h[3*4+3] += e2 / 2
	return ll + l2
}

// twoStep writes a place to start: player 2's choice among the challenged, then
// player 1's with player 2's held there. Either stays at 0 where it has no
// maximum of its own.
func twoStep(m *model, y []int, theta []float64, workers int) {
	second := &model{n: m.n, w: m.w, blocks: []block{m.blocks[3]}}
	second.blocks[0].off = 0
	second.k = second.blocks[0].size()
	second.row = func(i int, eta, g, h []float64) float64 {
		g[0], h[0] = 0, 0
		if y[i] == StatusQuo {
			return 0
		}
		s := 1.0
		if y[i] == Capitulation {
			s = -1
		}
		ll, d1, d2 := logNormalCDF(s * eta[0] / math.Sqrt2)
		g[0], h[0] = s*d1/math.Sqrt2, d2/2
		return ll
	}
	two := theta[m.blocks[3].off:]
	climbOrZero(second, two, workers)

	first := &model{n: m.n, k: m.blocks[3].off, w: m.w, blocks: m.blocks[:3]}
	z := make([]float64, second.k)
	fight := make([]float64, m.n)
	for i := range fight {
		m.blocks[3].fill(i, z)
		fight[i] = normalCDF(dot(z, two) / math.Sqrt2)
	}
	first.row = func(i int, eta, g, h []float64) float64 {
		p := fight[i]
		dz := [3]float64{-1 / math.Sqrt2, (1 - p) / math.Sqrt2, p / math.Sqrt2}
		s := 1.0
		if y[i] == StatusQuo {
			s = -1
		}
		ll, d1, d2 := logNormalCDF(s * (dz[0]*eta[0] + dz[1]*eta[1] + dz[2]*eta[2]))
		for b := range 3 {
			g[b] = s * d1 * dz[b]
			for c := range 3 {
				h[b*3+c] = d2 * dz[b] * dz[c]
			}
		}
		return ll
	}
	climbOrZero(first, theta[:first.k], workers)
}

func climbOrZero(m *model, theta []float64, workers int) {
	if m.k == 0 {
		return
	}
	if _, _, _, err := m.climb(theta, workers); err != nil {
		clear(theta)
	}
}

// standardise turns parameters for the columns into parameters for the
// standardised columns of the blocks.
func standardise(blocks []block, raw, theta []float64) {
	copy(theta, raw)
	for _, b := range blocks {
		slopes := b.off
		if b.constant {
			slopes++
		}
		for j := range b.x.K {
			theta[slopes+j] = raw[slopes+j] * b.sd[j]
			if b.constant {
				theta[b.off] += raw[slopes+j] * b.mean[j]
			}
		}
	}
}

func normalCDF(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// logNormalCDF gives log Φ(x) and its first two derivatives, in the lower tail
// by the asymptotic series of the Mills ratio (Abramowitz and Stegun 26.2.12).
func logNormalCDF(x float64) (f, d1, d2 float64) {
	const half = 0.918938533204672741780329736406 // log √(2π)
	if x > -30 {
		f = math.Log(normalCDF(x))
		if x > 5 {
			f = math.Log1p(-normalCDF(-x))
		}
		d1 = math.Exp(-x*x/2 - half - f)
	} else {
		q := 1 / (x * x)
		series := 1 - q*(1-3*q*(1-5*q*(1-7*q)))
		f = -x*x/2 - half - math.Log(-x) + math.Log(series)
		d1 = -x / series
	}
	return f, d1, -d1 * (x + d1)
}
