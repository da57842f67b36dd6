package onset

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"casus/estimate"
)

// toy is dyad-years in which everything but one column is noise. The pairs that
// have more of it on average fight more, yet each fights less in the years in
// which it has more: what selection into alliances does.
func toy(column string, within, between float64) *design {
	r := rand.New(rand.NewPCG(3, 4))
	const pairs, years = 400, 40
	d := &design{columns: append(slices.Clone(published), "offence", "barred", column)}
	d.x = estimate.Zeros(pairs*years, len(d.columns))
	for i := range d.x.N {
		pair := i / years
		row := d.x.Row(i)
		for k := range row {
			row[k] = r.NormFloat64()
		}
		usual := float64(pair%5) - 2
		v := usual + r.NormFloat64()
		row[len(row)-1] = v
		p := 1 / (1 + math.Exp(-(-2 + within*(v-usual) + between*usual)))
		d.dispute = append(d.dispute, is(r.Float64() < p))
		d.war, d.year = append(d.war, 0), append(d.year, 1900+i%years)
		d.pair, d.directed = append(d.pair, pair), append(d.directed, pair)
	}
	return d
}

// TestWithinTellsSelectionApart: compared across pairs the sign is that of the
// selection, within pairs that of the years.
func TestWithinTellsSelectionApart(t *testing.T) {
	m := Measure{Name: "toy", column: "bound", step: 1}
	d := toy("bound", -0.4, 0.6)
	across, ok, err := sign(d, m, Published, FitOptions{})
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	within, ok, err := sign(d, m, Within, FitOptions{})
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if across.Change.Value < 10 {
		t.Errorf("across pairs %+v, want a rise", across.Change)
	}
	if want := 100 * math.Expm1(-0.4); within.Change.Low > want || within.Change.High < want || within.Change.High > 0 {
		t.Errorf("within pairs %+v, want %.0f", within.Change, want)
	}
	n := 0
	for _, v := range d.dispute {
		n += int(v)
	}
	if within.Rows != d.x.N || within.Events != n {
		t.Errorf("%d rows with %d events, want %d with %d", within.Rows, within.Events, d.x.N, n)
	}
}

// A measure that does not vary has no sign.
func TestSignOfAConstant(t *testing.T) {
	d := toy("bound", 0, 0)
	d.set("bound", make([]float64, d.x.N))
	if s, ok, err := sign(d, Measure{column: "bound", step: 1}, Published, FitOptions{}); ok || err != nil {
		t.Errorf("%+v, %v", s, err)
	}
}

// The step turns a slope into the change for it.
func TestStep(t *testing.T) {
	d := toy("bound", -0.4, -0.4)
	one, _, err := sign(d, Measure{column: "bound", step: 1}, Published, FitOptions{})
	if err != nil {
		t.Fatal(err)
	}
	half, _, err := sign(d, Measure{column: "bound", step: -0.5}, Published, FitOptions{})
	if err != nil {
		t.Fatal(err)
	}
	b := math.Log1p(one.Change.Value / 100)
	if want := 100 * math.Expm1(-b/2); math.Abs(half.Change.Value-want) > 1e-9 || half.Change.Low > half.Change.Value || half.Change.High < half.Change.Value {
		t.Errorf("%+v, want %v", half.Change, want)
	}
}
