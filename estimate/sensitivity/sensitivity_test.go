package sensitivity

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"casus"
)

// ishigami is the test function of Ishigami and Homma (1990), with a = 7 and
// b = 0.1 as in SALib.
func ishigami(x []float64) (float64, error) {
	return math.Sin(x[0]) + 7*math.Pow(math.Sin(x[1]), 2) + 0.1*math.Pow(x[2], 4)*math.Sin(x[0]), nil
}

func ishigamiInputs(groups ...string) []Input {
	in := []Input{{"x1", -math.Pi, math.Pi, ""}, {"x2", -math.Pi, math.Pi, ""}, {"x3", -math.Pi, math.Pi, ""}}
	for i, g := range groups {
		in[i].Group = g
	}
	return in
}

func run(t testing.TB, in []Input, base int, second bool, seed uint64, f func([]float64) (float64, error)) *Indices {
	t.Helper()
	d, err := NewDesign(in, base, second, seed)
	if err != nil {
		t.Fatal(err)
	}
	y, err := d.Evaluate(t.Context(), 2, f)
	if err != nil {
		t.Fatal(err)
	}
	out, err := d.Analyze(y, 200)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.6f, want %.6f ± %g", what, got, want, tolerance)
	}
}

// Ishigami's indices have a closed form; SALib's regression test
// (tests/test_regression.py) takes the same to 0.05.
func TestIshigami(t *testing.T) {
	const a, b = 7.0, 0.1
	pi4, pi8 := math.Pow(math.Pi, 4), math.Pow(math.Pi, 8)
	v1 := 0.5 * math.Pow(1+b*pi4/5, 2)
	v2, v13 := a*a/8, b*b*pi8*(1.0/18-1.0/50)
	v := v1 + v2 + v13
	closed := struct{ first, total [3]float64 }{[3]float64{v1 / v, v2 / v, 0}, [3]float64{(v1 + v13) / v, v2 / v, v13 / v}}
	salib := struct{ first, total [3]float64 }{[3]float64{0.31, 0.44, 0.00}, [3]float64{0.55, 0.44, 0.24}}

	got := run(t, ishigamiInputs(), 1<<13, true, 1, ishigami)
	near(t, "mean", got.Mean, a/2, 0.01)
	near(t, "variance", got.Variance, v, 0.1)
	for i, f := range got.Factors {
		near(t, f.Name+" first, closed form", f.First.Median, closed.first[i], 0.005)
		near(t, f.Name+" total, closed form", f.Total.Median, closed.total[i], 0.005)
		near(t, f.Name+" first, SALib", f.First.Median, salib.first[i], 0.05)
		near(t, f.Name+" total, SALib", f.Total.Median, salib.total[i], 0.05)
		for _, iv := range []casus.Interval{f.First, f.Total} {
			if !(iv.Low <= iv.Median && iv.Median <= iv.High) || iv.High-iv.Low > 0.1 {
				t.Errorf("%s: interval %+v", f.Name, iv)
			}
		}
	}
	for k, want := range []float64{0, v13 / v, 0} { // x1x2, x1x3, x2x3; SALib: 0, 0.25, 0
		near(t, got.Pairs[k].A+got.Pairs[k].B, got.Pairs[k].Second.Median, want, 0.01)
	}
}

// Groups as in SALib's test_regression_sobol_groups.
func TestIshigamiGroups(t *testing.T) {
	got := run(t, ishigamiInputs("G1", "G2", "G1"), 1<<13, true, 1, ishigami)
	if len(got.Factors) != 2 {
		t.Fatalf("%d factors", len(got.Factors))
	}
	for i, want := range []float64{0.55, 0.44} {
		near(t, got.Factors[i].Name+" first", got.Factors[i].First.Median, want, 0.01)
		near(t, got.Factors[i].Name+" total", got.Factors[i].Total.Median, want, 0.01)
	}
	near(t, "G1G2", got.Pairs[0].Second.Median, 0, 0.01)
}

// Sobol's g-function with the coefficients of SALib's test_test_functions.py,
// whose expected indices stand here too.
func TestSobolG(t *testing.T) {
	a := []float64{78, 12, 0.5, 2, 97, 33}
	first := []float64{0.000276, 0.010195, 0.765743, 0.191436, 0.000179, 0.001490}
	total := make([]float64, len(a))
	v, part := 1.0, make([]float64, len(a))
	for i, c := range a {
		part[i] = 1 / (3 * (1 + c) * (1 + c))
		v *= 1 + part[i]
	}
	v--
	near(t, "variance, SALib", v, 0.19347, 1e-5)
	for i := range a {
		near(t, "first order, closed form against SALib", part[i]/v, first[i], 1e-6)
		total[i] = part[i] * (v + 1) / (1 + part[i]) / v
	}
	var in []Input
	for i := range a {
		in = append(in, Input{Name: fmt.Sprint("x", i), High: 1})
	}
	got := run(t, in, 1<<12, false, 3, func(x []float64) (float64, error) {
		f := 1.0
		for i, c := range a {
			f *= (math.Abs(4*x[i]-2) + c) / (1 + c)
		}
		return f, nil
	})
	for i, f := range got.Factors {
		near(t, f.Name+" first", f.First.Median, first[i], 0.004)
		near(t, f.Name+" total", f.Total.Median, total[i], 0.004)
	}
}

// A sum has no interaction: first and total agree, and the shares are those of
// the variances.
func TestAdditive(t *testing.T) {
	in := []Input{{"a", 0, 1, ""}, {"b", -1, 1, ""}, {"idle", 5, 6, ""}}
	got := run(t, in, 1<<12, true, 9, func(x []float64) (float64, error) { return 3*x[0] + x[1] + 1000, nil })
	for i, want := range []float64{9.0 / 13, 4.0 / 13, 0} {
		near(t, in[i].Name, got.Factors[i].First.Median, want, 2e-3)
		near(t, in[i].Name, got.Factors[i].Total.Median, want, 2e-3)
	}
}

// The intervals hold the closed form about as often as they say.
func TestCoverage(t *testing.T) {
	hits, of := 0, 0
	for seed := range uint64(40) {
		got := run(t, ishigamiInputs(), 256, false, seed, ishigami)
		for i, want := range []float64{0.5576, 0.4424, 0.2437} {
			of++
			if iv := got.Factors[i].Total; iv.Low <= want && want <= iv.High {
				hits++
			}
		}
	}
	if hits < of*8/10 {
		t.Errorf("%d of %d intervals hold the value", hits, of)
	}
}

func TestSameForAnyWorkers(t *testing.T) {
	d, _ := NewDesign(ishigamiInputs(), 64, true, 5)
	one, _ := d.Evaluate(t.Context(), 1, ishigami)
	four, _ := d.Evaluate(t.Context(), 4, ishigami)
	if !slices.Equal(one, four) {
		t.Error("the values hang on the number of workers")
	}
	x := make([]float64, 3)
	d.Point(77, x) // a cell alone
	if y, _ := ishigami(x); y != one[77] {
		t.Errorf("cell 77 alone: %g, in the sweep %g", y, one[77])
	}
	if n := d.Len(); n != 64*8 {
		t.Errorf("%d points", n)
	}
}

// The sizes of SALib's rule N(D+2) and N(2D+2) for D = 32, N = 1,024.
func TestSizes(t *testing.T) {
	var in []Input
	for i := range 32 {
		in = append(in, Input{Name: fmt.Sprint(i), High: 1})
	}
	for second, want := range map[bool]int{false: 34816, true: 67584} {
		d, err := NewDesign(in, 1024, second, 1)
		if err != nil || d.Len() != want {
			t.Errorf("second order %v: %d, %v", second, d.Len(), err)
		}
	}
}

func TestConstant(t *testing.T) {
	got := run(t, ishigamiInputs(), 16, true, 1, func([]float64) (float64, error) { return 0.3, nil })
	if !got.Constant || got.Factors[0].Total.Median != 0 {
		t.Errorf("%+v", got)
	}
}

func TestFaults(t *testing.T) {
	one := []Input{{"a", 0, 1, ""}}
	for name, err := range map[string]error{
		"no input":      second(NewDesign(nil, 64, false, 1)),
		"no power of 2": second(NewDesign(one, 100, false, 1)),
		"empty range":   second(NewDesign([]Input{{"a", 1, 1, ""}}, 64, false, 1)),
		"endless range": second(NewDesign([]Input{{"a", 0, math.Inf(1), ""}}, 64, false, 1)),
		"same name":     second(NewDesign([]Input{{"a", 0, 1, ""}, {"a", 0, 1, ""}}, 64, false, 1)),
		"name of group": second(NewDesign([]Input{{"a", 0, 1, ""}, {"b", 0, 1, "a"}}, 64, false, 1)),
		"too many":      second(NewDesign(make([]Input, MaxInputs+1), 64, false, 1)),
	} {
		var ie *casus.InputError
		if !errors.As(err, &ie) {
			t.Errorf("%s: %v", name, err)
		}
	}
	d, _ := NewDesign(one, 8, false, 1)
	if _, err := d.Evaluate(t.Context(), 2, func([]float64) (float64, error) { return 0, errors.New("broken") }); err == nil {
		t.Error("an error of the model was lost")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.Evaluate(ctx, 1, ishigami); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	if _, err := d.Analyze(make([]float64, 3), 10); err == nil {
		t.Error("a wrong number of values was taken")
	}
	y := make([]float64, d.Len())
	y[3] = math.NaN()
	if _, err := d.Analyze(y, 10); err == nil {
		t.Error("NaN was taken")
	}
}

func second(_ *Design, err error) error { return err }

func TestTornado(t *testing.T) {
	in := []Input{{"narrow", -1, 1, ""}, {"wide", 0, 4, ""}}
	base, bars, err := Tornado(in, []float64{0, 1}, func(x []float64) (float64, error) { return x[0] - x[1], nil })
	if err != nil || base != -1 || bars[0].Name != "wide" || bars[0].AtLow != 0 || bars[0].AtHigh != -4 || bars[0].Swing() != 4 || bars[1].Swing() != 2 {
		t.Errorf("%g %+v %v", base, bars, err)
	}
	if _, _, err := Tornado(in, []float64{0, 9}, nil); err == nil {
		t.Error("a central value outside its range was taken")
	}
}

func BenchmarkAnalyze(b *testing.B) { // SALib: D = 32, N = 1,024, second order 2.9 s
	var in []Input
	for i := range 32 {
		in = append(in, Input{Name: fmt.Sprint(i), High: 1})
	}
	d, _ := NewDesign(in, 1024, true, 1)
	y, _ := d.Evaluate(b.Context(), 2, func(x []float64) (float64, error) { return x[0] + x[1]*x[2], nil })
	for b.Loop() {
		if _, err := d.Analyze(y, 100); err != nil {
			b.Fatal(err)
		}
	}
}
