// Package sensitivity says which assumptions an answer hangs on: Sobol indices
// over all of them at once ([NewDesign], [Design.Evaluate], [Design.Analyze]),
// and a tornado of one at a time ([Tornado]).
package sensitivity

import (
	"context"
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"casus"
	"casus/internal/sobol"
)

// MaxInputs is the largest number of inputs; each takes two dimensions.
const MaxInputs = sobol.MaxDims / 2

// Input is an assumption with its range; it is uniform on it.
type Input struct {
	Name      string
	Low, High float64
	// Group names inputs that are judged as one; "" leaves an input alone.
	Group string
}

// Design is a list of points at which a model is to be evaluated, after
// Saltelli (2002) and Saltelli et al. (2010): base points A and B, and for each
// factor (an input or a group) A with B's values of that factor, and with
// second order also B with A's. Any point can be made alone.
type Design struct {
	inputs  []Input
	factors []Factor
	base    int
	second  bool
	seq     *sobol.Sequence
	seed    uint64
}

// Factor is an input, or a group of them.
type Factor struct {
	Name   string
	Inputs []int // indices of its inputs
}

// NewDesign makes a design with the given number of base points, a power of 2
// from 8 to 2^20, over the inputs. second asks for second-order indices too.
func NewDesign(inputs []Input, base int, second bool, seed uint64) (*Design, error) {
	switch n := len(inputs); {
	case n == 0:
		return nil, &casus.InputError{Msg: "no assumption to vary"}
	case n > MaxInputs:
		return nil, &casus.InputError{Msg: fmt.Sprintf("%d assumptions; at most %d can vary at once", n, MaxInputs)}
	case base < 8 || base > 1<<20 || base&(base-1) != 0:
		return nil, &casus.InputError{Msg: fmt.Sprintf("%d base points: expected a power of 2 from 8 to %d", base, 1<<20)}
	}
	d := &Design{inputs: inputs, base: base, second: second, seed: seed}
	at := map[string]int{}
	for i, in := range inputs {
		if !(in.Low < in.High) || math.IsInf(in.High-in.Low, 0) {
			return nil, &casus.InputError{Msg: fmt.Sprintf("assumption %s: its range from %g to %g is empty or endless", casus.Quoted(in.Name), in.Low, in.High)}
		}
		name := in.Name
		if in.Group != "" {
			name = in.Group
		}
		k, ok := at[name]
		switch {
		case !ok:
			at[name] = len(d.factors)
			d.factors = append(d.factors, Factor{Name: name, Inputs: []int{i}})
		case in.Group == "" || inputs[d.factors[k].Inputs[0]].Group == "":
			return nil, &casus.InputError{Msg: fmt.Sprintf("two assumptions or groups are called %s", casus.Quoted(name))}
		default:
			d.factors[k].Inputs = append(d.factors[k].Inputs, i)
		}
	}
	var err error
	d.seq, err = sobol.New(2*len(inputs), seed)
	return d, err
}

// Factors lists the inputs and groups that are judged, in the order of the
// inputs.
func (d *Design) Factors() []Factor { return d.factors }

// Len is the number of points: base·(factors + 2), with second order
// base·(2·factors + 2).
func (d *Design) Len() int { return d.base * d.stride() }

func (d *Design) stride() int {
	if d.second {
		return 2*len(d.factors) + 2
	}
	return len(d.factors) + 2
}

// Point puts point i into x, whose length is the number of inputs. The points
// of one base point stand together: A, A with B's value of each factor in turn,
// with second order B with A's, and B.
func (d *Design) Point(i int, x []float64) {
	n := len(d.inputs)
	ab := make([]float64, 2*n)
	d.seq.Point(uint32(i/d.stride()), ab)
	a, b := ab[:n], ab[n:]
	switch k := i % d.stride(); {
	case k == 0:
		copy(x, a)
	case k == d.stride()-1:
		copy(x, b)
	case k <= len(d.factors):
		copy(x, a)
		for _, j := range d.factors[k-1].Inputs {
			x[j] = b[j]
		}
	default:
		copy(x, b)
		for _, j := range d.factors[k-1-len(d.factors)].Inputs {
			x[j] = a[j]
		}
	}
	for j, in := range d.inputs {
		x[j] = in.Low + x[j]*(in.High-in.Low)
	}
}

// Evaluate computes model at every point, with the given number of workers (at
// least 1); the values are the same for any. It stops at the first error, and
// when ctx ends.
func (d *Design) Evaluate(ctx context.Context, workers int, model func(x []float64) (float64, error)) ([]float64, error) {
	y := make([]float64, d.Len())
	errs := make([]error, max(workers, 1))
	var next atomic.Int64
	var stop atomic.Bool
	var wait sync.WaitGroup
	for w := range errs {
		wait.Go(func() {
			x := make([]float64, len(d.inputs))
			for !stop.Load() {
				i := int(next.Add(1)) - 1
				if i >= len(y) {
					return
				}
				err := ctx.Err()
				if err == nil {
					d.Point(i, x)
					y[i], err = model(x)
				}
				if err != nil {
					errs[w] = fmt.Errorf("point %d of %d: %w", i, len(y), err)
					stop.Store(true)
					return
				}
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return y, nil
}
