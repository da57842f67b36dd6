package game

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"casus"
)

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

func tip(t *testing.T, caps []float64, w Shape, base, pull []float64, member int) *Tipping {
	t.Helper()
	l, err := NewLaw(caps, w)
	if err != nil {
		t.Fatal(err)
	}
	out, err := Tip(t.Context(), l, caps, base, pull, member, TipOptions{})
	if err != nil {
		t.Fatal(err)
	}
	// Every point solves its game.
	d := make([]float64, len(caps))
	for k, p := range out.Curve {
		w := l.Gains(p.P, d)
		near(t, "W on the curve", p.W, w, 1e-2) // the curve may be on a coarser law
		for i := range d {
			shift := 0.0
			if i == member {
				shift = p.Shift
			}
			near(t, fmt.Sprint("point ", k, ", player ", i), p.P[i], logistic(base[i]+pull[i]*d[i]+shift), 1e-2)
		}
	}
	if from, to := out.Curve[0], out.Curve[len(out.Curve)-1]; !(from.Shift > 0 && to.Shift < 0) {
		t.Errorf("the curve goes from %g to %g", from.Shift, to.Shift)
	}
	return out
}

// turns finds where f turns between a and b, by a fine scan.
func turns(a, b float64, f func(float64) float64) []float64 {
	const steps = 200_000
	var out []float64
	h := (b - a) / steps
	for k := 1; k < steps; k++ {
		x := a + h*float64(k)
		if (f(x)-f(x-h))*(f(x+h)-f(x)) < 0 {
			out = append(out, x)
		}
	}
	return out
}

// Two who prevail only together. The follower's log-odds are b + g·p of the
// leader, the leader's b' + s + g'·p of the follower, so the shift at which the
// leader joins with probability p is one expression in p, and the folds are
// where it turns: where 1/(p(1−p)) = g·g'·q(1−q). Without that much pull, at
// most g·g' = 16, there is none.
func TestTippingOfTwo(t *testing.T) {
	for _, c := range []struct{ leads, follows, g, h float64 }{{1, -3, 6, 6}, {2, -2, 4, 5}, {-3, -3, 6, 6}, {0, -4, 9, 8}} {
		shift := func(p float64) float64 { return logit(p) - c.leads - c.g*logistic(c.follows+c.h*p) }
		want := turns(1e-4, 1-1e-4, shift)
		out := tip(t, []float64{1, 1}, Threshold(0, 2), []float64{c.leads, c.follows}, []float64{c.g, c.h}, 0)
		if len(out.Folds) != len(want) || len(want) != 2 {
			t.Errorf("%v: folds %v, want at %v", c, out.Folds, want)
			continue
		}
		for i, p := range []float64{want[1], want[0]} { // the curve comes from above
			near(t, "shift at the fold", out.Folds[i].Shift, shift(p), 1e-7)
			near(t, "own probability there", out.Folds[i].Own, p, 1e-4)
		}
		low, high := out.Folds[0].Shift, out.Folds[1].Shift
		switch {
		case high < 0: // today is where both come
			if out.Up != nil || out.Down == nil {
				t.Fatalf("%v: %+v, %+v", c, out.Down, out.Up)
			}
		case out.Today.Own > want[1]:
			near(t, "margin", out.Down.Shift, low, 1e-12)
		case out.Today.Own < want[0]:
			near(t, "margin", out.Up.Shift, high, 1e-12)
		}
		for _, m := range []*Margin{out.Down, out.Up} {
			if m == nil {
				continue
			}
			if m.After == nil {
				t.Fatalf("%v: nowhere to land", c)
			}
			near(t, "the landing is an equilibrium", shift(m.After.Own), m.Shift, 1e-9)
			if falls := m.After.Joiners < m.At.Joiners; falls != (m.Shift < 0) {
				t.Errorf("%v: at %+v, after %+v", c, m.At, m.After)
			}
		}
	}
	weak := tip(t, []float64{1, 1}, Threshold(0, 2), []float64{-1.9, -1.9}, []float64{3.9, 3.9}, 0)
	if len(weak.Folds) != 0 || weak.Down != nil || weak.Up != nil || !weak.Proved || weak.Why == "" {
		t.Errorf("%+v", weak)
	}
}

// A leader and two alike who come only if all do: their log-odds are −4 + 30·l·p,
// where l is the leader's probability and p their own. The leader's commitment
// at which p is an equilibrium, l = (logit p + 4)/(30·p), turns where
// 1/(1−p) = logit p + 4: the rally ends at l = 0.224 and comes back at 0.704.
func TestTippingOfFollowers(t *testing.T) {
	const b, g, leader = -4.0, 30.0, 0.9
	turn := func(p float64) float64 { return 1/(1-p) - logit(p) + b }
	commitment := func(p float64) float64 { return (logit(p) - b) / (g * p) }
	high, low := bisect(0.5, 0.99, turn), bisect(0.01, 0.5, turn)
	out := tip(t, []float64{1, 1, 1}, Threshold(0, 3), []float64{logit(leader), b, b}, []float64{0, g, g}, 0)
	if len(out.Folds) != 2 || out.Down == nil || out.Down.After == nil || out.Up != nil {
		t.Fatalf("%+v", out)
	}
	near(t, "the rally ends at", commitment(high), 0.224, 5e-4)
	near(t, "it comes back at", commitment(low), 0.704, 5e-4)
	near(t, "margin", out.Down.Shift, logit(commitment(high))-logit(leader), 1e-8)
	near(t, "leader at the fold", out.Down.At.Own, commitment(high), 1e-8)
	near(t, "followers at the fold", out.Down.At.P[1], high, 1e-4)
	near(t, "second fold", out.Folds[1].Shift, logit(commitment(low))-logit(leader), 1e-8)
	home := out.Down.After
	near(t, "after it they stay", commitment(home.P[1]), commitment(high), 1e-8)
	if home.P[1] > low || out.Today.P[1] < high || home.P[1] != home.P[2] {
		t.Errorf("today %v, after the fold %v", out.Today.P, home.P)
	}
	near(t, "expected joiners", home.Joiners, home.Own+2*home.P[1], 1e-15)
	near(t, "success", home.W, home.Own*home.P[1]*home.P[1], 1e-15)
	back := 0
	for i, p := range out.Curve {
		if rises := i > 0 && p.Shift > out.Curve[i-1].Shift; rises && p.Back {
			back++
		} else if rises && !p.Back && !out.Curve[i-1].Back {
			t.Errorf("point %d goes back unmarked", i)
		}
	}
	if back < 3 {
		t.Errorf("%d points between the folds", back)
	}
	if end := out.Curve[len(out.Curve)-1]; end.Own > 0.001 || out.Curve[0].Own < 0.999 {
		t.Errorf("the curve runs from %g to %g", out.Curve[0].Own, end.Own)
	}
}

// Where one stands in for the others, the more one comes the less the rest need
// to: with imprecise responses no commitment tips anything. Alone there is
// nobody to watch.
func TestNoTipping(t *testing.T) {
	for _, n := range []int{1, 2, 4, 8} {
		base, pull := make([]float64, n), make([]float64, n)
		for i := range base {
			base[i], pull[i] = -0.9, 3 // a cost of 0.3, at a precision of 3
		}
		out := tip(t, ones(n), Threshold(0, 1), base, pull, 0)
		if len(out.Folds) != 0 || out.Down != nil || out.Up != nil || out.Proved == (out.Why[:2] == "No") {
			t.Errorf("%d volunteers: %+v, %s", n, out.Folds, out.Why)
		}
		if n == 1 && !out.Proved {
			t.Errorf("alone: %s", out.Why)
		}
	}
}

// Precise volunteers are a game of chicken: two equilibria, in each of which
// another one comes, and between them the symmetric one, which a solver that
// keeps identical players equal gives for today and which is unstable.
func TestChickenTurnsBack(t *testing.T) {
	out := tip(t, ones(2), Threshold(0, 1), []float64{-6, -6}, []float64{20, 20}, 0)
	shift := func(p float64) float64 { return logit(p) + 6 - 20*(1-logistic(-6+20*(1-p))) }
	want := turns(1e-6, 1-1e-6, shift)
	if len(want) != 2 || len(out.Folds) != 2 || !out.Today.Back || out.Down != nil || out.Up != nil {
		t.Fatalf("folds %v, want at %v", out.Folds, want)
	}
	near(t, "first fold", out.Folds[0].Shift, shift(want[1]), 1e-6)
	near(t, "second fold", out.Folds[1].Shift, shift(want[0]), 1e-6)
	// Made willing enough, the first one comes; then the fold takes it home and
	// the other comes instead.
	out = tip(t, ones(2), Threshold(0, 1), []float64{-2, -6}, []float64{20, 10}, 0)
	if m := out.Down; m == nil || m.After == nil || m.After.P[1] < m.At.P[1] || m.After.Own > m.At.Own {
		t.Errorf("%+v", out.Down)
	}
}

// An alliance of unequal members on a rounded law: the fold is one on the whole
// law, so that just before it there is an equilibrium near by, and just beyond
// it none.
func TestTippingOfAnAlliance(t *testing.T) {
	caps, base, pull := alliance(32)
	l, err := NewLaw(caps, Ratio(0.02, 1.7, 4))
	if err != nil || l.Kind() != KindRounded {
		t.Fatal(l.Kind(), err)
	}
	out, err := Tip(t.Context(), l, caps, base, pull, 0, TipOptions{})
	if err != nil || out.Down == nil || out.Down.After == nil {
		t.Fatalf("%v; today %g of %g; %v", out.Folds, out.Today.Joiners, out.Today.Strength, err)
	}
	fold := out.Down
	if fold.After.Joiners > fold.At.Joiners-5 || fold.Shift > -0.1 {
		t.Errorf("from %g to %g joiners at %g", fold.At.Joiners, fold.After.Joiners, fold.Shift)
	}
	rally := func(shift float64) float64 { // damped responses from today
		p, d := append([]float64(nil), out.Today.P...), make([]float64, 32)
		for range 3000 {
			l.Gains(p, d)
			for i := range p {
				u := base[i] + pull[i]*d[i]
				if i == 0 {
					u += shift
				}
				p[i] = (p[i] + logistic(u)) / 2
			}
		}
		return sum(p)
	}
	near(t, "before the fold", rally(fold.Shift+0.01), fold.At.Joiners, 1.5)
	near(t, "beyond it", rally(fold.Shift-0.01), fold.After.Joiners, 0.05)
}

// alliance makes an alliance in which one member has a third of all capability
// and each watches the rest.
func alliance(n int) (caps, base, pull []float64) {
	for i := range n {
		c := 0.25 + 0.75*math.Abs(math.Sin(float64(i+1)))
		caps = append(caps, 2*c/float64(n))
		base = append(base, -3-0.3*math.Cos(float64(i)))
		pull = append(pull, 5.76/caps[i]*(0.9+0.2*math.Abs(math.Cos(float64(2*i)))))
	}
	caps[0], base[0], pull[0] = 0.6, 2, 2
	return caps, base, pull
}

func TestTipFaults(t *testing.T) {
	l, _ := NewLaw([]float64{1, 2}, Ratio(1, 1, 1))
	two := []float64{1, 2}
	for name, f := range map[string]func() error{
		"member": func() error { _, err := Tip(t.Context(), l, two, two, two, 2, TipOptions{}); return err },
		"bases":  func() error { _, err := Tip(t.Context(), l, two, two[:1], two, 0, TipOptions{}); return err },
		"sure":   func() error { _, err := Tip(t.Context(), l, two, two, two, 0, TipOptions{Sure: 0.6}); return err },
		"shapes": func() error { _, err := Alternatives(Ratio(1, 1, 1), 1, 0); return err },
	} {
		if f() == nil {
			t.Errorf("%s: no error", name)
		}
	}
	var ie *casus.InputError
	if _, err := Tip(t.Context(), l, two, []float64{math.NaN(), 0}, two, 0, TipOptions{}); !errors.As(err, &ie) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Tip(ctx, l, two, two, two, 0, TipOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func BenchmarkTip(b *testing.B) {
	for _, n := range []int{32, 190} {
		caps, base, pull := alliance(n)
		l, _ := NewLaw(caps, Ratio(0.02, 1.7, 4))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Tip(b.Context(), l, caps, base, pull, 0, TipOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
