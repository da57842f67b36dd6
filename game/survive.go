package game

import (
	"context"
	"math"

	"casus"
)

// Alternative is a shape of W under a name.
type Alternative struct {
	Name  string
	Shape Shape
}

// Survival says which margins hold under other shapes of W.
type Survival struct {
	Given  *Tipping       // under the W of the law
	Others []NamedTipping // under its alternatives; none where the first has no margin
	// Down and Up span the shifts of the margin over all shapes; nil where one of
	// them has no such fold: it follows from the shape that was assumed, and is not
	// to be reported.
	Down *Span `json:"down"`
	Up   *Span `json:"up"`
}

// NamedTipping is [Tipping] under a named shape of W.
type NamedTipping struct {
	Name    string   `json:"name"`
	Tipping *Tipping `json:"tipping"`
}

// Span holds the least and the greatest of some values.
type Span struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Survives does [Tip] under the law's own W and, where that has a margin, under
// the [Alternatives] to it. Bases and pulls are held. target is the target's own
// capability.
func Survives(ctx context.Context, l *Law, target float64, capabilities, base, pull []float64, member int, o TipOptions) (*Survival, error) {
	given, err := Tip(ctx, l, capabilities, base, pull, member, o)
	if err != nil {
		return nil, err
	}
	out := &Survival{Given: given, Others: []NamedTipping{}}
	out.Down, out.Up = spanOf(given.Down), spanOf(given.Up)
	if out.Down == nil && out.Up == nil {
		return out, nil
	}
	rally := 0.0
	for _, p := range given.Curve {
		rally = math.Max(rally, p.Strength)
	}
	others, err := Alternatives(l.shape, target, rally)
	if err != nil {
		return nil, err
	}
	for _, a := range others {
		law, err := NewLaw(capabilities, a.Shape)
		if err != nil {
			return nil, err
		}
		t, err := Tip(ctx, law.common(l.sigma), capabilities, base, pull, member, o)
		if err != nil {
			return nil, err
		}
		out.Others = append(out.Others, NamedTipping{a.Name, t})
		out.Down, out.Up = out.Down.with(t.Down), out.Up.with(t.Up)
	}
	return out, nil
}

func spanOf(m *Margin) *Span {
	if m == nil {
		return nil
	}
	return &Span{m.Shift, m.Shift}
}

func (s *Span) with(m *Margin) *Span {
	if s == nil || m == nil {
		return nil
	}
	return &Span{math.Min(s.Low, m.Shift), math.Max(s.High, m.Shift)}
}

// Alternatives gives shapes of W that agree with w where nobody joins and where
// the given capability does: logistic in the logarithm of the target's and the
// joiners' capability (Tullock 1980), logistic in that capability (Hirshleifer
// 1989), and normal in it. The first needs a target that has some capability of
// its own. Where w is within 0.0001 of 0 or 1 they stay that far away.
func Alternatives(w Shape, target, joining float64) ([]Alternative, error) {
	if !(joining > 0) || math.IsInf(joining, 0) || !(target >= 0) || math.IsInf(target, 0) {
		return nil, &casus.InputError{Msg: "shapes of W can be compared only where somebody joins"}
	}
	bounded := func(x float64) float64 { return math.Min(math.Max(w.At(x), 1e-4), 1-1e-4) }
	w0, w1 := bounded(0), bounded(joining)
	logit := func(p float64) float64 { return math.Log(p) - math.Log1p(-p) }
	probit := func(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }
	var out []Alternative
	if target > 0 {
		slope := (logit(w1) - logit(w0)) / math.Log1p(joining/target)
		out = append(out, Alternative{"logistic in the logarithm", Logit(target, target, logit(w0), slope)})
	}
	slope := (logit(w1) - logit(w0)) / joining
	if slope > 0 {
		out = append(out, Alternative{"logistic in the difference", Difference(0, -logit(w0)/slope, slope)})
	}
	return append(out, Alternative{"normal in the difference", normal(probit(w0), (probit(w1)-probit(w0))/joining)}), nil
}

// normal is the normal distribution function of start + slope·joining.
func normal(start, slope float64) Shape {
	at := func(x float64) float64 { return math.Erfc(-(start+slope*x)/math.Sqrt2) / 2 }
	bend := func(z float64) float64 { return math.Abs(z) * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }
	return Shape{At: at, Curve: func(lo, hi float64) float64 {
		a, b := start+slope*lo, start+slope*hi
		most := math.Max(bend(a), bend(b))
		if a < -1 && b > -1 || a < 1 && b > 1 { // the steepest bends
			most = bend(1)
		}
		return slope * slope * most
	}}
}
