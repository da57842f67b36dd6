package game

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// sidesByHand writes out every way in which players may join either side; fix
// sets one player's choice: 1 target, -1 attacker, 0 out.
func sidesByHand(f Front, capT, capA, pT, pA []float64, player int, choice int) float64 {
	var walk func(i int, t, a float64) float64
	walk = func(i int, t, a float64) float64 {
		if i == len(capT) {
			return f.At(t, a)
		}
		p, q := pT[i], pA[i]
		if i == player {
			p, q = float64(max(choice, 0)), float64(max(-choice, 0))
		}
		w := 0.0
		if p > 0 {
			w += p * walk(i+1, t+capT[i], a)
		}
		if q > 0 {
			w += q * walk(i+1, t, a+capA[i])
		}
		if r := 1 - p - q; r > 0 {
			w += r * walk(i+1, t, a)
		}
		return w
	}
	return walk(0, 0, 0)
}

// states makes n states of which few could go to the attacker's side: the shape
// of the world, a few large and many small.
func states(n int, seed uint64) (capT, capA, pT, pA []float64) {
	r := rand.New(rand.NewPCG(seed, 9))
	for range n {
		c := math.Exp(2.2*r.NormFloat64() - 5)
		capT, capA = append(capT, c*(0.3+0.7*r.Float64())), append(capA, c*(0.3+0.7*r.Float64()))
		p := 0.3 * r.Float64() * r.Float64()
		pT, pA = append(pT, p), append(pA, 0.05*r.Float64()*(1-p))
	}
	return capT, capA, pT, pA
}

// Each state is on one side at most, and the stated bound holds for E[W] and
// for what each adds to either side.
func TestSidesAgainstEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for seed := range uint64(40) {
		n := 1 + int(seed%7)
		capT, capA, pT, pA := states(n, seed)
		for i := range pT { // all the way up to certainty
			if seed%3 == 1 {
				pT[i] = r.Float64()
				pA[i] = (1 - pT[i]) * r.Float64()
			}
			if seed%3 == 2 {
				pT[i], pA[i] = 1, 0
			}
		}
		if seed%5 == 0 {
			clear(capA)
		}
		f := LogitFront(math.Exp(3*r.NormFloat64()-6), math.Exp(2*r.NormFloat64()-5), r.NormFloat64(), math.Exp(r.NormFloat64()))
		want := sidesByHand(f, capT, capA, pT, pA, -1, 0)
		for _, cells := range [][2]int{{16, 12}, {64, 16}, {256, 32}} {
			s, err := NewSides(capT, capA, f, cells[0], cells[1])
			if err != nil {
				t.Fatal(err)
			}
			w, bound, err := s.Expect(pT, pA)
			if err != nil {
				t.Fatal(err)
			}
			near(t, fmt.Sprint("E[W], game ", seed, ", cells ", cells), w, want, bound+1e-12)
			toT, toA := make([]float64, n), make([]float64, n)
			v, more, err := s.Gains(pT, pA, toT, toA)
			if err != nil {
				t.Fatal(err)
			}
			near(t, "E[W] beside the gains", v, w, 1e-13)
			if more < bound {
				t.Errorf("the bound of gains, %g, is below that of E[W], %g", more, bound)
			}
			for i := range n {
				out := sidesByHand(f, capT, capA, pT, pA, i, 0)
				near(t, "joining the target", toT[i], sidesByHand(f, capT, capA, pT, pA, i, 1)-out, more+1e-12)
				near(t, "joining the attacker", toA[i], sidesByHand(f, capT, capA, pT, pA, i, -1)-out, more+1e-12)
			}
		}
	}
}

// With nobody on the attacker's side it is the one-sided law.
func TestSidesWithoutAttackersJoiners(t *testing.T) {
	capT, capA, pT, pA := states(40, 3)
	clear(pA)
	l, err := NewLaw(capT, Logit(0.01, 0.2, 0.3, 0.8))
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSides(capT, capA, LogitFront(0.01, 0.2, 0.3, 0.8), 1024, 8)
	if err != nil {
		t.Fatal(err)
	}
	toT, toA := make([]float64, 40), make([]float64, 40)
	w, bound, err := s.Gains(pT, pA, toT, toA)
	if err != nil || bound > 0.03 {
		t.Fatal(bound, err)
	}
	d := make([]float64, 40)
	near(t, "E[W]", w, l.Gains(pT, d), bound+l.Error())
	for i := range d {
		near(t, "gain", toT[i], d[i], bound+l.Error())
	}
}

// The tolerance is kept, against enumeration and, for the whole world, against
// a fine grid; players at their mean are within it.
func TestExpectSidesKeepsItsTolerance(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	for seed := range uint64(60) {
		capT, capA, pT, pA := states(1+int(seed%7), seed)
		f := LogitFront(math.Exp(3*r.NormFloat64()-5), math.Exp(2*r.NormFloat64()-5), r.NormFloat64(), math.Exp(r.NormFloat64()))
		want := sidesByHand(f, capT, capA, pT, pA, -1, 0)
		for _, tolerance := range []float64{0.1, 0.01, 1e-3} {
			w, bound, err := ExpectSides(capT, capA, f, pT, pA, tolerance)
			if err != nil {
				t.Fatal(err)
			}
			near(t, fmt.Sprint("game ", seed), w, want, bound+1e-12)
			if bound > tolerance {
				t.Errorf("game %d: bound %g for a tolerance of %g", seed, bound, tolerance)
			}
		}
	}
	for seed := range uint64(3) {
		capT, capA, pT, pA := states(190, seed)
		for _, own := range []float64{1e-4, 1e-2, 0.5} {
			f := LogitFront(own, 0.05, -0.2, 0.7)
			w, bound, err := ExpectSides(capT, capA, f, pT, pA, 0.01)
			if err != nil {
				t.Fatal(err)
			}
			fine, _ := NewSides(capT, capA, f, 768, 128)
			truth, rest, _ := fine.Expect(pT, pA)
			near(t, "the world", w, truth, bound+rest)
			if bound > 0.01 || rest > 5e-4 {
				t.Errorf("target %g: bounds %g and %g", own, bound, rest)
			}
		}
	}
	if _, _, err := ExpectSides([]float64{1}, []float64{1}, LogitFront(1, 1, 0, 1), []float64{0.5}, []float64{0}, 0); err == nil {
		t.Error("no error without tolerance")
	}
}

// Under a common shock both sides' means are kept, nobody is on both, and E[W]
// is what enumeration gives over the states.
func TestSidesUnderAShock(t *testing.T) {
	capT, capA, pT, pA := states(6, 2)
	pT[0], pA[0], pT[1], pA[1] = 0.9, 0.1, 1, 0
	f := LogitFront(0.01, 0.05, 0, 1)
	s, err := NewSides(capT, capA, f, 256, 64)
	if err != nil {
		t.Fatal(err)
	}
	for _, sigma := range []float64{0, 0.5, 2} {
		meanT, meanA := make([]float64, 6), make([]float64, 6)
		w, truth, off := 0.0, 0.0, 0.0
		for _, node := range MixtureSides(pT, pA, sigma) {
			v, bound, err := s.Expect(node.Target, node.Attacker)
			if err != nil {
				t.Fatal(err)
			}
			w, off = w+node.Weight*v, off+node.Weight*bound
			truth += node.Weight * sidesByHand(f, capT, capA, node.Target, node.Attacker, -1, 0)
			for i := range meanT {
				meanT[i] += node.Weight * node.Target[i]
				meanA[i] += node.Weight * node.Attacker[i]
			}
		}
		near(t, "E[W]", w, truth, off)
		for i := range meanT {
			near(t, "mean of the target's side", meanT[i], pT[i], 1e-13)
			near(t, "mean of the attacker's side", meanA[i], pA[i], 1e-13)
		}
	}
}

func TestLogitFrontBend(t *testing.T) {
	for _, m := range []float64{0.2, 0.7, 1, 2.5, 8} {
		f := LogitFront(1, 1, 0.3, m)
		most := 0.0
		for x := -12.0; x < 12; x += 1e-3 {
			c := math.Exp(x)
			h := 1e-4 * c
			most = math.Max(most, math.Abs(f.At(c+h-1, 0)-2*f.At(c-1, 0)+f.At(c-h-1, 0))/(h*h)*c*c)
			most = math.Max(most, math.Abs(f.At(0, c+h-1)-2*f.At(0, c-1)+f.At(0, c-h-1))/(h*h)*c*c)
		}
		near(t, fmt.Sprint("slope ", m), most, f.Bend, 1e-3*f.Bend)
	}
}

func TestSidesFaults(t *testing.T) {
	one := []float64{1}
	f := LogitFront(1, 1, 0, 1)
	for name, make := range map[string]func() (*Sides, error){
		"lengths":  func() (*Sides, error) { return NewSides(one, []float64{1, 2}, f, 64, 16) },
		"negative": func() (*Sides, error) { return NewSides([]float64{-1}, one, f, 64, 16) },
		"nobody":   func() (*Sides, error) { return NewSides(nil, nil, f, 64, 16) },
		"cells":    func() (*Sides, error) { return NewSides(one, one, f, 1, 16) },
		"target":   func() (*Sides, error) { return NewSides(one, one, LogitFront(0, 1, 0, 1), 64, 16) },
	} {
		if _, err := make(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	s, err := NewSides(one, one, f, 64, 16)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range [][2]float64{{0.6, 0.5}, {-0.1, 0}, {math.NaN(), 0}} {
		if _, _, err := s.Expect(p[:1], p[1:]); err == nil {
			t.Errorf("%v was taken", p)
		}
	}
}

func BenchmarkSides(b *testing.B) {
	for _, n := range []int{32, 190} {
		capT, capA, pT, pA := states(n, 1)
		toT, toA := make([]float64, n), make([]float64, n)
		s, _ := NewSides(capT, capA, LogitFront(0.01, 0.05, -0.2, 0.7), 256, 64)
		b.Run(fmt.Sprint("expect/", n), func(b *testing.B) {
			for b.Loop() {
				if _, _, err := s.Expect(pT, pA); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprint("gains/", n), func(b *testing.B) {
			for b.Loop() {
				if _, _, err := s.Gains(pT, pA, toT, toA); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// One cell of a sweep: four of 190 come on average.
func BenchmarkExpectSides(b *testing.B) {
	capT, capA, pT, pA := states(190, 1)
	for i := range pT {
		pT[i], pA[i] = pT[i]/4, pA[i]/4
	}
	for _, own := range []float64{1e-5, 1e-3, 0.1} {
		for _, tolerance := range []float64{0.02, 0.01, 1e-3} {
			f := LogitFront(own, 0.05, -0.2, 0.7)
			b.Run(fmt.Sprintf("target=%g/within=%g", own, tolerance), func(b *testing.B) {
				for b.Loop() {
					if _, _, err := ExpectSides(capT, capA, f, pT, pA, tolerance); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
