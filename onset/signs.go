package onset

import (
	"context"
	"math"
	"slices"

	"casus/estimate"
)

// Sign is the association of initiation with one measure of the target's help in
// one design and one stretch of years.
type Sign struct {
	Measure string // what is associated: one of the names of [Measures]
	Design  string // what it is compared within
	From    int
	Until   int
	Rows    int
	Events  int
	// Change is the change in the odds of initiation in per cent for the
	// measure's step, with a 90 % interval clustered by pair of states.
	Change estimate.Estimate
}

// Measure is a way to say that a target has help.
type Measure struct {
	Name   string
	column string
	step   float64
	Step   string // what Change is the change for
}

// Measures are the measures that are compared.
var Measures = []Measure{
	{"any outside defence pact by ATOP's flag", "outside pact", 1, "with one, against none"},
	{"somebody bound against this challenger on this day", "bound", 1, "with one, against none"},
	{"strength of those bound", "bound strength", math.Ln2, "those bound as strong as the challenger, against nobody"},
	{"expected success with those who would come", "help", -0.5, "log-odds of success lower by 0.5"},
}

// Designs.
const (
	Published = "published controls" // of Johnson and Leeds (2011)
	Own       = "forecast's controls"
	Within    = "published controls, within pairs"
)

// published are the controls of Johnson and Leeds (2011): capability, joint
// democracy, contiguity, distance, similarity, peace years cubed, and pacts of
// the challenger.
var published = []string{"capability share", "joint democracy", "contiguous", "distance", "similarity", "peace years", "peace years^2", "peace years^3"}

// Eras are the stretches of years for which the published comparison is made;
// Windows those over which a sign must hold.
var (
	Eras    = [][2]int{{1816, 2014}, {1816, 2000}, {1816, 1945}, {1946, 2014}}
	Windows = [][2]int{{1816, 1848}, {1849, 1881}, {1882, 1914}, {1915, 1947}, {1948, 1980}, {1981, 2014}}
)

// Signs estimates the association of dispute initiation with each measure in
// each design, for the eras and the windows. The table must have been through
// [Table.Expect]. The challenger's own pacts are controlled for by ATOP's flags
// beside the flag, and by the engine's answers beside the others.
func Signs(ctx context.Context, t *Table, o FitOptions) ([]Sign, error) {
	d, err := newDesign(t.relevant(), allNames())
	if err != nil {
		return nil, err
	}
	var out []Sign
	for _, span := range append(slices.Clone(Eras), Windows...) {
		part := d.years(span[0], span[1])
		for _, m := range Measures {
			for _, design := range []string{Published, Own, Within} {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				s, ok, err := sign(part, m, design, o)
				if err != nil {
					return nil, err
				}
				if ok {
					s.From, s.Until = span[0], span[1]
					out = append(out, s)
				}
			}
		}
	}
	return out, nil
}

// sign estimates one association; ok is false where the measure does not vary.
func sign(d *design, m Measure, design string, o FitOptions) (s Sign, ok bool, err error) {
	columns := slices.Clone(published)
	switch {
	case design == Own:
		columns = slices.Clone(product)
	case m.column == "outside pact":
		columns = append(columns, "offence pact", "neutrality pact")
	default:
		columns = append(columns, "offence", "barred")
	}
	if d, err = d.only(append(columns, m.column)); err != nil {
		return s, false, err
	}
	if design == Within {
		d.within()
	}
	at := d.x.K - 1
	if !d.varies(at) {
		return s, false, nil
	}
	// The least penalty keeps columns that do not vary in some years at rest.
	l, err := estimate.FitLogit(d.x, d.dispute, estimate.Options{Penalty: 0.01, Workers: o.Workers})
	if err != nil {
		return s, false, err
	}
	cov, err := l.Clustered(d.pair)
	if err != nil {
		return s, false, err
	}
	const z = 1.6448536269514722
	b, se := l.Coef[1+at], math.Sqrt(cov.At(1+at, 1+at))
	s = Sign{Measure: m.Name, Design: design, Rows: d.x.N}
	for _, v := range d.dispute {
		s.Events += int(v)
	}
	change := func(b float64) float64 { return 100 * math.Expm1(b*m.step) }
	s.Change = estimate.Estimate{Value: change(b), Low: min(change(b-z*se), change(b+z*se)), High: max(change(b-z*se), change(b+z*se))}
	return s, true, nil
}

func (d *design) varies(at int) bool {
	for i := range d.x.N {
		if math.Abs(d.x.At(i, at)-d.x.At(0, at)) > 1e-9 {
			return true
		}
	}
	return false
}
