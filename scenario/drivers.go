package scenario

import (
	"context"
	"fmt"
	"slices"

	"casus"
	"casus/estimate/sensitivity"
	"casus/forecast"
	"casus/inquiry"
)

// estimatesFactor names the draws of the estimates among the factors.
const estimatesFactor = "estimates"

// Drivers says what the chance that the target prevails hangs on.
type Drivers struct {
	Base   int  `json:"base_points"`
	Points int  `json:"evaluations"`
	Second bool `json:"second_order"`
	// Estimates: the draws of the estimates are a factor among the others.
	Estimates bool            `json:"with_estimates"`
	Classes   []DriversOf     `json:"classes"`
	Tornado   []DriverTornado `json:"tornado"` // in the reference class, the widest first
	Central   []float64       `json:"central"` // the chance at the central values, by class
}

// DriversOf is the Sobol indices in one class: of each factor the part of the
// variance that it makes alone, and with all its interactions.
type DriversOf struct {
	Class    string  `json:"class"`
	Mean     float64 `json:"mean"`
	Variance float64 `json:"variance"`
	// Estimates is the variance over the draws of the estimates, the assumptions
	// at their central values.
	Estimates float64        `json:"variance_of_estimates"`
	Constant  bool           `json:"constant,omitempty"` // the answer does not vary
	Factors   []DriverFactor `json:"factors"`
	Pairs     []DriverPair   `json:"pairs,omitempty"`
}

// DriverFactor is one assumption, a group of them, or the estimates.
type DriverFactor struct {
	Name  string         `json:"name"`
	Of    []string       `json:"of"`
	First casus.Interval `json:"sobol_first"`
	Total casus.Interval `json:"sobol_total"`
}

// DriverPair is what two factors make only together.
type DriverPair struct {
	A      string         `json:"a"`
	B      string         `json:"b"`
	Second casus.Interval `json:"sobol_second"`
}

// DriverTornado is one assumption moved alone over its range.
type DriverTornado struct {
	Name   string    `json:"name"`
	Low    float64   `json:"low"`
	High   float64   `json:"high"`
	AtLow  []float64 `json:"at_low"` // by class
	AtHigh []float64 `json:"at_high"`
}

// block is how many points of a design one cell has, about.
const block = 512

// drivers lays out the Sobol indices of an event, and a tornado.
func (p *Plan) drivers(event int, c *forecast.Case) error {
	e, s := &p.s.Events[event], p.s.Sobol
	inputs, at := p.inputs(c)
	if len(inputs) == 0 {
		p.note(e.Name + ": no assumption has a range, so nothing drives the answer")
		return nil
	}
	design, err := sensitivity.NewDesign(inputs, s.Base, s.Second, p.s.Seed)
	if err != nil {
		return err
	}
	var cells []int
	for from := 0; from < design.Len(); from += block {
		until := min(from+block, design.Len())
		cells = append(cells, p.add(fmt.Sprintf("%s: sobol points %d to %d", e.Name, from, until-1), until-from, func(ctx context.Context) ([]float64, error) {
			return p.sobolCell(ctx, e, design, at, from, until)
		}))
	}
	tornado := p.add(e.Name+": tornado", 2*len(inputs)+1, func(ctx context.Context) ([]float64, error) {
		return p.tornadoCell(ctx, e, inputs, at)
	})
	draws := p.add(e.Name+": draws of the estimates alone", p.engine.Draws()+4, func(ctx context.Context) ([]float64, error) {
		return p.estimatesCell(ctx, e)
	})
	p.later(func(out *Answer, values [][]float64) error {
		var points []float64
		for _, i := range cells {
			points = append(points, values[i]...)
		}
		d, err := p.indices(design, inputs, points)
		if err != nil {
			return err
		}
		d.tornado(inputs, at, values[tornado])
		for _, class := range forecast.Classes {
			d.Classes[class].Estimates = varianceOf(values[draws], int(class))
		}
		out.Events[event].Drivers = d
		return nil
	})
	return nil
}

// inputs are the assumptions that have a range and bear on the case, and the
// estimates; at gives each one's place among the assumptions, -1 for those.
func (p *Plan) inputs(c *forecast.Case) (in []sensitivity.Input, at []int) {
	for k, x := range forecast.Declared {
		if low, high := p.s.Low[k], p.s.High[k]; low < high && (k != forecast.Spending || c.Spend != nil) {
			in, at = append(in, sensitivity.Input{Name: x.Name, Low: low, High: high, Group: p.s.Sobol.Groups[x.Name]}), append(at, k)
		}
	}
	if p.s.Sobol.Estimates && p.engine.Draws() > 1 {
		in, at = append(in, sensitivity.Input{Name: estimatesFactor, Low: 0, High: 1}), append(at, -1)
	}
	return in, at
}

// point gives the chance that the target prevails, by class, at a point.
func (p *Plan) point(c *forecast.Case, at []int, x []float64, to []float64) error {
	a, draw := p.s.Central, 0
	for i, k := range at {
		if k >= 0 {
			a[k] = x[i]
		} else {
			draw = 1 + min(int(x[i]*float64(p.engine.Draws())), p.engine.Draws()-1)
		}
	}
	y, err := p.engine.At(c, a, draw)
	if err != nil {
		return err
	}
	for _, class := range forecast.Classes {
		to[class] = y.Ends[class].Target
	}
	return nil
}

func (p *Plan) sobolCell(ctx context.Context, e *Event, d *sensitivity.Design, at []int, from, until int) ([]float64, error) {
	c, err := p.archive.CaseOf(e.Question)
	if err != nil {
		return nil, err
	}
	x, out := make([]float64, len(at)), make([]float64, 3*(until-from))
	for i := from; i < until; i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		d.Point(i, x)
		if err := p.point(c, at, x, out[3*(i-from):][:3]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// estimatesCell gives the answer at every draw, at the central assumptions.
func (p *Plan) estimatesCell(ctx context.Context, e *Event) ([]float64, error) {
	c, err := p.archive.CaseOf(e.Question)
	if err != nil {
		return nil, err
	}
	var out []float64
	for k := range p.engine.Draws() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		y, err := p.engine.At(c, p.s.Central, 1+k)
		if err != nil {
			return nil, err
		}
		for _, class := range forecast.Classes {
			out = append(out, y.Ends[class].Target)
		}
	}
	return out, nil
}

// varianceOf is the variance of every third value from that of a class on.
func varianceOf(values []float64, class int) float64 {
	sum, square, n := 0.0, 0.0, 0.0
	for i := class; i < len(values); i += 3 {
		sum, square, n = sum+values[i], square+values[i]*values[i], n+1
	}
	return max(square/n-sum*sum/(n*n), 0)
}

// tornadoCell gives the answer at the central values, and with each assumption
// at either end of its range.
func (p *Plan) tornadoCell(ctx context.Context, e *Event, in []sensitivity.Input, at []int) ([]float64, error) {
	c, err := p.archive.CaseOf(e.Question)
	if err != nil {
		return nil, err
	}
	out := make([]float64, 3*(2*len(in)+1))
	for n := range 2*len(in) + 1 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var one []int
		var x []float64
		if i := (n - 1) / 2; n > 0 && at[i] >= 0 {
			one, x = []int{at[i]}, []float64{in[i].Low}
			if n%2 == 0 {
				x[0] = in[i].High
			}
		}
		if err := p.point(c, one, x, out[3*n:][:3]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// indices analyses the points of a design in each class.
func (p *Plan) indices(design *sensitivity.Design, inputs []sensitivity.Input, points []float64) (*Drivers, error) {
	out := &Drivers{Base: p.s.Sobol.Base, Points: design.Len(), Second: p.s.Sobol.Second, Estimates: p.s.Sobol.Estimates, Tornado: []DriverTornado{}}
	y := make([]float64, design.Len())
	for _, class := range forecast.Classes {
		for i := range y {
			y[i] = points[3*i+int(class)]
		}
		x, err := design.Analyze(y, p.s.Sobol.Resamples)
		if err != nil {
			return nil, err
		}
		d := DriversOf{Class: class.String(), Mean: x.Mean, Variance: x.Variance, Constant: x.Constant}
		for k, f := range x.Factors {
			of := []string{}
			for _, i := range design.Factors()[k].Inputs {
				of = append(of, inputs[i].Name)
			}
			d.Factors = append(d.Factors, DriverFactor{f.Name, of, f.First, f.Total})
		}
		for _, q := range x.Pairs {
			d.Pairs = append(d.Pairs, DriverPair{q.A, q.B, q.Second})
		}
		out.Classes = append(out.Classes, d)
	}
	return out, nil
}

func (d *Drivers) tornado(in []sensitivity.Input, at []int, values []float64) {
	three := func(n int) []float64 { return slices.Clone(values[3*n:][:3]) }
	d.Central = three(0)
	for i, x := range in {
		if at[i] >= 0 {
			d.Tornado = append(d.Tornado, DriverTornado{x.Name, x.Low, x.High, three(1 + 2*i), three(2 + 2*i)})
		}
	}
	swing := func(t DriverTornado) float64 {
		v := t.AtHigh[inquiry.Reference] - t.AtLow[inquiry.Reference]
		return max(v, -v)
	}
	slices.SortStableFunc(d.Tornado, func(a, b DriverTornado) int {
		switch x, y := swing(a), swing(b); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
}
