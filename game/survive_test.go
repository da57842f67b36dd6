package game

import (
	"math"
	"testing"
)

// The alternatives agree with W where they should, rise, and curve no more than
// they say.
func TestAlternatives(t *testing.T) {
	for _, w := range []Shape{Ratio(0.3, 1, 2), Logit(0.3, 1, -1, 0.7), Difference(0.3, 1, 4)} {
		list, err := Alternatives(w, 0.3, 1.4)
		if err != nil || len(list) != 3 {
			t.Fatal(list, err)
		}
		for _, a := range list {
			near(t, a.Name+", nobody", a.Shape.At(0), w.At(0), 1e-12)
			near(t, a.Name+", the joiners", a.Shape.At(1.4), w.At(1.4), 1e-12)
			const h = 1e-4
			for x := h; x < 3; x += 0.01 {
				v := a.Shape.At
				if bend := math.Abs(v(x+h)-2*v(x)+v(x-h)) / (h * h); bend > a.Shape.Curve(x-0.1, x+0.1)+1e-6 {
					t.Errorf("%s curves by %g at %g, more than the %g it states", a.Name, bend, x, a.Shape.Curve(x-0.1, x+0.1))
				}
				if v(x+h) < v(x) {
					t.Errorf("%s falls at %g", a.Name, x)
				}
			}
		}
	}
	if list, _ := Alternatives(Threshold(0, 1), 0, 2); len(list) != 2 {
		t.Errorf("without a capability of the target's own: %v", list)
	}
}

func survives(t *testing.T, w Shape, target float64, caps, base, pull []float64) *Survival {
	t.Helper()
	l, err := NewLaw(caps, w)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Survives(t.Context(), l, target, caps, base, pull, 0, TipOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A rally that rests on a steep contest falls under each shape; the span holds
// the margin under each.
func TestMarginThatSurvives(t *testing.T) {
	caps, base, pull := alliance(20)
	s := survives(t, Ratio(0.5, 1.9, 5), 0.5, caps, base, pull)
	if s.Given.Down == nil || len(s.Others) != 3 {
		t.Fatalf("%+v", s.Given.Folds)
	}
	if s.Down == nil || s.Up != nil {
		for _, o := range s.Others {
			t.Logf("%s: %v %s", o.Name, o.Tipping.Down, o.Tipping.Why)
		}
		t.Fatal("the margin does not survive")
	}
	// The law's own W is of the first family.
	near(t, "the same shape", s.Others[0].Tipping.Down.Shift, s.Given.Down.Shift, 1e-6)
	for _, o := range append(s.Others, NamedTipping{"given", s.Given}) {
		if m := o.Tipping.Down.Shift; m < s.Down.Low || m > s.Down.High || m >= 0 {
			t.Errorf("%s: %g outside %+v", o.Name, m, *s.Down)
		}
	}
}

// Two who can only prevail together tip because of the threshold: a smooth W
// gives each something for coming alone.
func TestMarginOfTheShapeAlone(t *testing.T) {
	s := survives(t, Threshold(0.5, 2.5), 0.5, []float64{1, 1}, []float64{1, -3}, []float64{6, 6})
	if s.Given.Down == nil && s.Given.Up == nil || len(s.Others) == 0 {
		t.Fatalf("%+v", s.Given)
	}
	if s.Down != nil || s.Up != nil {
		t.Errorf("%+v %+v", s.Down, s.Up)
	}
}

// Where there is nothing to check, nothing is.
func TestNoMarginNoAlternatives(t *testing.T) {
	s := survives(t, Ratio(1, 1, 1), 1, []float64{1, 1}, []float64{0, 0}, []float64{1, 1})
	if len(s.Others) != 0 || s.Down != nil || s.Up != nil || s.Given.Why == "" {
		t.Errorf("%+v", s)
	}
}
