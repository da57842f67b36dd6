package game

import (
	"math"
	"math/rand/v2"
	"testing"
)

// checkLaw holds a law's expectation, gains and pairs against enumeration.
func checkLaw(t *testing.T, g *Game, l *Law, p []float64, tolerance float64) {
	t.Helper()
	near(t, "E[W]", l.Expect(p), expect(g, p, nil), tolerance)
	d := make([]float64, len(p))
	near(t, "E[W] beside the gains", l.Gains(p, d), expect(g, p, nil), tolerance)
	h := l.Pairs(p)
	for i := range p {
		near(t, "gain", d[i], gainOf(g, p, i), tolerance)
		j := (i + 1) % len(p)
		both := expect(g, p, map[int]float64{i: 1, j: 1}) - expect(g, p, map[int]float64{i: 1, j: 0}) -
			expect(g, p, map[int]float64{i: 0, j: 1}) + expect(g, p, map[int]float64{i: 0, j: 0})
		near(t, "pair", h[i][j], both, 2*tolerance)
		near(t, "pair, the other way round", h[j][i], h[i][j], 0)
	}
}

func chances(n int, seed uint64) []float64 {
	r := rand.New(rand.NewPCG(seed, 2))
	p := make([]float64, n)
	for i := range p {
		p[i] = r.Float64()
	}
	p[0], p[n-1] = 0, 1 // the ends are chances too
	return p
}

// Capabilities that are multiples of one unit lose nothing but the last digits.
func TestExactLaw(t *testing.T) {
	for _, n := range []int{2, 5, 14} {
		g := unequal(n, uint64(n))
		for i := range g.Players {
			g.Players[i].Capability = float64((i*7+3)%11) / 4
		}
		for _, c := range []Contest{{FormRatio, 0, 1.5}, {FormLogit, -1, 2}, {FormDifference, 0, 0.7}, {FormThreshold, 0, 3.25}} {
			g.Contest = c
			caps := capabilities(g.Players)
			l := exactLaw(caps, 0.25, g.Shape())
			if l.Error() != 0 {
				t.Errorf("an exact law states the error %g", l.Error())
			}
			checkLaw(t, g, l, chances(n, 4), 2e-13)
		}
	}
}

func TestEnumeratedLaw(t *testing.T) {
	g := unequal(9, 3)
	l, err := NewLaw(capabilities(g.Players), g.Shape())
	if err != nil || l.Kind() != KindEnumerated || l.Error() != 0 {
		t.Fatal(l.Kind(), err)
	}
	checkLaw(t, g, l, chances(9, 4), 1e-14)
}

// A rounded law errs by no more than it states, and by a quarter with half the
// step.
func TestRoundedLaw(t *testing.T) {
	for _, c := range []Contest{{FormRatio, 0, 1.5}, {FormRatio, 0, 0.5}, {FormLogit, 1, 4}, {FormDifference, 0, 2}, {FormThreshold, 0, 5}} {
		for _, target := range []float64{0, 1} {
			g := unequal(13, 8)
			g.Contest, g.Target = c, target
			caps := capabilities(g.Players)
			p := chances(13, 5)
			truth := expect(g, p, nil)
			last := 0.0
			for _, cells := range []float64{64, 256, 1024} {
				l := roundedLaw(caps, sum(caps)/cells, g.Shape())
				checkLaw(t, g, l, p, l.Error()+1e-14)
				off := math.Abs(l.Expect(p) - truth)
				if c.Form == FormDifference && last > 0 && off > last/8 {
					t.Errorf("%v: error %g after %g with a quarter of the step", c, off, last)
				}
				last = off
				if c.Form != FormThreshold && target > 0 && cells == 1024 && l.Error() > 2e-3 {
					t.Errorf("%v: the stated error %g is of no use", c, l.Error())
				}
			}
		}
	}
}

func TestCommonUnit(t *testing.T) {
	for _, c := range []struct {
		capabilities []float64
		unit         float64
		cells        int
	}{
		{[]float64{1, 2, 3}, 1, 7},
		{[]float64{0.5, 1, 0}, 0.5, 4},
		{[]float64{0.1, 0.2, 0.3}, 0.1, 7},
		{[]float64{10, 20, 40}, 10, 8},
		{[]float64{0, 0}, 1, 1},
		{[]float64{1, math.Sqrt2}, 0, 0},
		{[]float64{1, 1e9 + 0.5}, 0, 0},
	} {
		unit, cells := commonUnit(c.capabilities, mostExact)
		if math.Abs(unit-c.unit) > 1e-15 || cells != c.cells {
			t.Errorf("%v: unit %g, %d cells; want %g, %d", c.capabilities, unit, cells, c.unit, c.cells)
		}
	}
}

// More joins never hurt: gains are not negative, whatever the law.
func TestGainsAreNotNegative(t *testing.T) {
	for seed := range uint64(20) {
		g := unequal(20, seed)
		l, err := NewLaw(capabilities(g.Players), g.Shape())
		if err != nil {
			t.Fatal(err)
		}
		d := make([]float64, 20)
		w := l.Gains(chances(20, seed), d)
		for i, x := range d {
			if !(x >= 0 && x <= 1) || !(w >= 0 && w <= 1) {
				t.Fatalf("seed %d: player %d adds %g to %g", seed, i, x, w)
			}
		}
	}
}

func TestLawFaults(t *testing.T) {
	for _, c := range [][]float64{nil, {-1}, {math.NaN()}, {math.Inf(1)}, make([]float64, mostPlayers+1)} {
		if _, err := NewLaw(c, Ratio(1, 1, 1)); err == nil {
			t.Errorf("capabilities %v were taken", c[:min(3, len(c))])
		}
	}
}

func BenchmarkGains(b *testing.B) {
	for _, n := range []int{32, 190} {
		g := unequal(n, 1)
		l, _ := NewLaw(capabilities(g.Players), g.Shape())
		p, d := chances(n, 1), make([]float64, n)
		b.Run(g.Players[n-1].Name, func(b *testing.B) {
			for b.Loop() {
				l.Gains(p, d)
			}
		})
	}
}
