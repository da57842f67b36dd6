package scenario

import (
	"context"
	"fmt"
	"math"
	"slices"

	"casus"
	"casus/forecast"
	"casus/game"
	"casus/scenario/coalition"
)

// TippingAnswer says whether there is a point in a member's commitment at which
// those who come go over to staying at home.
type TippingAnswer struct {
	Member     casus.State    `json:"member"`
	Name       string         `json:"name"`
	CannotTell string         `json:"cannot_tell,omitempty"`
	Pull       float64        `json:"pull"` // the declared value; 0: states do not watch each other
	Low        float64        `json:"pull_low"`
	High       float64        `json:"pull_high"`
	Classes    []TippingClass `json:"classes"`
	Verdict    string         `json:"verdict"` // in a sentence or two
	Means      string         `json:"means"`
}

// TippingClass is the answer in one class, at the central estimates.
type TippingClass struct {
	Class string `json:"class"`
	// Fold is the least pull of the range at which there is a fold, nil where
	// there is none.
	Fold *TippingFold `json:"fold"`
	// ProvedTo is the greatest pull looked at up to which there can be none; nil
	// where that is not even proved of the least.
	ProvedTo *float64 `json:"no_fold_proved_to"`
	// Slope is that of W in the logarithm of the ratio of the sides: below 1, each
	// who comes makes the next less needed.
	Slope  float64        `json:"slope"`
	Comes  float64        `json:"member_comes"` // today, by the central estimates
	Curves []TippingCurve `json:"curves"`
}

// TippingFold is a fold: where a weaker (down) or stronger (up) commitment makes
// the equilibrium of today end.
type TippingFold struct {
	Pull float64 `json:"pull"`
	// Survives: there is such a fold under every other shape of W that was tried.
	Survives bool       `json:"survives_other_shapes"`
	Down     *game.Span `json:"down"` // shifts of the member's log-odds, over the shapes
	Up       *game.Span `json:"up"`
	Given    *float64   `json:"margin_under_given_shape"`
}

// TippingCurve is the equilibrium over the member's commitment under one pull.
type TippingCurve struct {
	Pull   float64        `json:"pull"`
	Points []TippingPoint `json:"points"`
	Folds  []TippingPoint `json:"folds"`
}

// TippingPoint is one equilibrium.
type TippingPoint struct {
	Shift    float64 `json:"shift"`           // of the member's log-odds, 0 today
	Own      float64 `json:"member_comes"`    // its chance of coming
	Prevails float64 `json:"target_prevails"` // the target's chance
	Joiners  float64 `json:"joiners"`         // how many are expected, among those who watch each other
	Back     bool    `json:"unstable,omitempty"`
}

// curvePoints bounds how many points of a curve are kept.
const curvePoints = 61

// tipping lays out the search for folds in an event.
func (p *Plan) tipping(event int, c *forecast.Case) {
	e, s := &p.s.Events[event], p.s.Tipping
	t := &TippingAnswer{Member: s.Member, Name: p.archive.States.Name(s.Member, e.event.On), Pull: s.Pull, Low: s.Low, High: s.High, Classes: []TippingClass{},
		Means: "the pull is how many log-odds of a state's coming hang on what its coming adds to the chance of success; the estimates hold none (the reduced form predicted history as well as any), so it is supposed, and today's chances are kept as an equilibrium under each"}
	p.out.Events[event].Tipping = t
	i := c.Event.Setting.Index(s.Member, e.event.On)
	if i < 0 || !slices.Contains(c.Event.Outside(), i) {
		t.CannotTell = t.Name + " is at war in any case"
		return
	}
	var cells [3]int
	for _, class := range forecast.Classes {
		cells[class] = p.add(fmt.Sprintf("%s: tipping of %s, %s", e.Name, s.Member, class), 400, func(ctx context.Context) ([]float64, error) {
			return p.tippingCell(ctx, e, i, class)
		})
	}
	p.later(func(out *Answer, values [][]float64) error {
		t := out.Events[event].Tipping
		for _, class := range forecast.Classes {
			if v := values[cells[class]]; len(v) > 0 {
				t.Classes = append(t.Classes, tippingClass(class, v))
			}
		}
		t.words()
		return nil
	})
}

// tippingCell works out one class; nothing where the member brings nothing.
func (p *Plan) tippingCell(ctx context.Context, e *Event, i int, class forecast.Class) ([]float64, error) {
	c, err := p.archive.CaseOf(e.Question)
	if err != nil {
		return nil, err
	}
	var m *coalition.Coalition
	if err := p.coalitions(ctx, c, class, 0, func(x *coalition.Coalition) error { m = x; return nil }); err != nil {
		return nil, err
	}
	place := slices.Index(m.States, i)
	if place < 0 {
		return nil, nil
	}
	q, err := m.NewPull(place)
	if err != nil {
		return nil, nil // sure to come or to stay
	}
	s := p.s.Tipping
	f, err := q.Search(ctx, s.Low, s.High)
	if err != nil {
		return nil, err
	}
	return encodeTipping(ctx, q, f, m, place, s)
}

// encodeTipping writes the answer of a class as numbers.
func encodeTipping(ctx context.Context, q *coalition.Pull, f *coalition.Folding, m *coalition.Coalition, place int, s *Tipping) ([]float64, error) {
	nan := math.NaN()
	head := []float64{f.Least, f.Proved, m.Slope, m.Target[place], nan, nan, nan, nan, nan}
	if f.Survival != nil {
		for k, span := range []*game.Span{f.Survival.Down, f.Survival.Up} {
			if span != nil {
				head[4+2*k], head[5+2*k] = span.Low, span.High
			}
		}
		if d := f.Survival.Given.Down; d != nil {
			head[8] = d.Shift
		} else if u := f.Survival.Given.Up; u != nil {
			head[8] = u.Shift
		}
	}
	pulls := []float64{s.Pull}
	if !math.IsNaN(f.Least) && f.Least > s.Pull {
		pulls = append(pulls, f.Least)
	}
	if last := pulls[len(pulls)-1]; s.High > last {
		pulls = append(pulls, s.High)
	}
	out := append(head, float64(len(pulls)))
	for _, pull := range pulls {
		t, err := q.Tip(ctx, pull)
		if err != nil {
			return nil, err
		}
		every := (len(t.Curve) + curvePoints - 1) / curvePoints
		var points []game.TipPoint
		for k, x := range t.Curve {
			if k%every == 0 || k == len(t.Curve)-1 {
				points = append(points, x)
			}
		}
		out = append(out, pull, float64(len(points)), float64(len(t.Folds)))
		for _, x := range append(points, t.Folds...) {
			back := 0.0
			if x.Back {
				back = 1
			}
			out = append(out, x.Shift, x.Own, q.Prevails(x), x.Joiners, back)
		}
	}
	return out, nil
}

// tippingClass reads what encodeTipping wrote.
func tippingClass(class forecast.Class, v []float64) TippingClass {
	t := TippingClass{Class: class.String(), Slope: v[2], Comes: v[3], Curves: []TippingCurve{}}
	number := func(x float64) *float64 {
		if math.IsNaN(x) {
			return nil
		}
		return &x
	}
	span := func(low, high float64) *game.Span {
		if math.IsNaN(low) {
			return nil
		}
		return &game.Span{Low: low, High: high}
	}
	t.ProvedTo = number(v[1])
	if !math.IsNaN(v[0]) {
		t.Fold = &TippingFold{Pull: v[0], Down: span(v[4], v[5]), Up: span(v[6], v[7]), Given: number(v[8])}
		t.Fold.Survives = t.Fold.Down != nil || t.Fold.Up != nil
	}
	n, v := int(v[9]), v[10:]
	for range n {
		c := TippingCurve{Pull: v[0], Points: []TippingPoint{}, Folds: []TippingPoint{}}
		points, folds := int(v[1]), int(v[2])
		v = v[3:]
		for k := range points + folds {
			x := TippingPoint{v[0], v[1], v[2], v[3], v[4] == 1}
			if v = v[5:]; k < points {
				c.Points = append(c.Points, x)
			} else {
				c.Folds = append(c.Folds, x)
			}
		}
		t.Curves = append(t.Curves, c)
	}
	return t
}

// words says what was found.
func (t *TippingAnswer) words() {
	if len(t.Classes) == 0 {
		t.CannotTell = t.Name + " would bring nothing that is known, or is held to come or to stay"
		return
	}
	t.Verdict = ""
	if t.Pull == 0 {
		t.Verdict = "Under the estimates there is no such point: in them no state's coming hangs on the others'. "
	}
	kept, rests := 0, 0
	for _, c := range t.Classes {
		if c.Fold != nil && c.Fold.Survives {
			kept++
		} else if c.Fold != nil {
			rests++
		}
	}
	switch {
	case kept > 0:
		for _, c := range t.Classes {
			if c.Fold != nil && c.Fold.Survives {
				t.Verdict += fmt.Sprintf("Supposing a pull, %s has a fold from %.3g on, under every shape of W that was tried. ", c.Class, c.Fold.Pull)
			}
		}
	case rests > 0:
		t.Verdict += fmt.Sprintf("Supposing a pull of up to %g there is a fold, but it rests on the assumed shape of W: under others there is none, so that it is not reported as one. ", t.High)
	default:
		t.Verdict += fmt.Sprintf("Supposing a pull of up to %g there is none either. ", t.High)
		flat := !slices.ContainsFunc(t.Classes, func(c TippingClass) bool { return c.Slope >= 1 })
		if flat {
			t.Verdict += "As the outcome was estimated, each who comes makes the next less needed: commitments stand in for each other and do not hang together. "
		}
	}
	t.Verdict = t.Verdict[:len(t.Verdict)-1]
}
