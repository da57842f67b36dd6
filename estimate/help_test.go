package estimate_test

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"casus/estimate"
)

// frame is a CSV file in a test.
type frame struct {
	head []string
	rows [][]string
}

func (d *frame) column(t testing.TB, name string) int {
	t.Helper()
	j := slices.Index(d.head, name)
	if j < 0 {
		t.Fatalf("no column %s", name)
	}
	return j
}

// complete keeps the rows that have all the columns named.
func (d *frame) complete(t testing.TB, names ...string) *frame {
	t.Helper()
	out := &frame{head: d.head}
	for _, r := range d.rows {
		if !slices.ContainsFunc(names, func(n string) bool { v := r[d.column(t, n)]; return v == "" || v == "NA" }) {
			out.rows = append(out.rows, r)
		}
	}
	return out
}

func (d *frame) texts(t testing.TB, name string) []string {
	t.Helper()
	j := d.column(t, name)
	out := make([]string, len(d.rows))
	for i, r := range d.rows {
		out[i] = r[j]
	}
	return out
}

func (d *frame) floats(t testing.TB, name string) []float64 {
	t.Helper()
	out := make([]float64, len(d.rows))
	for i, s := range d.texts(t, name) {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatalf("%s, row %d: %v", name, i, err)
		}
		out[i] = v
	}
	return out
}

// maybe reads a column with gaps, which become 0.
func (d *frame) maybe(t testing.TB, name string) []float64 {
	t.Helper()
	out := make([]float64, len(d.rows))
	for i, s := range d.texts(t, name) {
		if v, err := strconv.ParseFloat(s, 64); err == nil {
			out[i] = v
		}
	}
	return out
}

func (d *frame) ints(t testing.TB, name string) []int {
	t.Helper()
	out := make([]int, len(d.rows))
	for i, v := range d.floats(t, name) {
		out[i] = int(v)
	}
	return out
}

// names numbers the distinct texts of a column.
func (d *frame) names(t testing.TB, name string) []int {
	t.Helper()
	seen := map[string]int{}
	out := make([]int, len(d.rows))
	for i, s := range d.texts(t, name) {
		if _, ok := seen[s]; !ok {
			seen[s] = len(seen)
		}
		out[i] = seen[s]
	}
	return out
}

func (d *frame) classes(t testing.TB, name string, levels ...string) []int {
	t.Helper()
	out := make([]int, len(d.rows))
	for i, s := range d.texts(t, name) {
		out[i] = slices.Index(levels, s)
	}
	return out
}

func (d *frame) matrix(t testing.TB, names ...string) estimate.Matrix {
	t.Helper()
	x := estimate.Zeros(len(d.rows), len(names))
	for j, n := range names {
		for i, v := range d.floats(t, n) {
			x.V[i*x.K+j] = v
		}
	}
	return x
}

// ids makes every row its own group, for rows that are events by themselves or
// where a published figure was made by row.
func ids(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// repeated gives the log loss of k-fold forecasts, the mean over some deals.
func repeated(t testing.TB, groups []int, k, reps int, fit func(estimate.Split) []float64, y []float64) float64 {
	t.Helper()
	total := 0.0
	for r := range reps {
		splits, err := estimate.GroupFolds(groups, k, uint64(r))
		if err != nil {
			t.Fatal(err)
		}
		p, _, err := estimate.OutOfFold(len(y), 1, splits, 1, func(s estimate.Split) ([]float64, error) { return fit(s), nil })
		if err != nil {
			t.Fatal(err)
		}
		l, err := estimate.LogLoss(p.V, y, nil)
		if err != nil {
			t.Fatal(err)
		}
		total += l / float64(reps)
	}
	return total
}

func logitOn(t testing.TB, x estimate.Matrix, y []float64, s estimate.Split, penalty float64) []float64 {
	t.Helper()
	f, err := estimate.FitLogit(x.Take(s.Train), estimate.Take(y, s.Train), estimate.Options{Penalty: penalty})
	if err != nil {
		t.Fatal(err)
	}
	p, err := f.Predict(x.Take(s.Test))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func baseRate(y []float64, s estimate.Split) []float64 {
	rate := 0.0
	for _, i := range s.Train {
		rate += y[i] / float64(len(s.Train))
	}
	out := make([]float64, len(s.Test))
	for k := range out {
		out[k] = rate
	}
	return out
}

// shares forecasts the training rows' shares of the classes.
func shares(y []int, classes int, s estimate.Split) estimate.Matrix {
	out := estimate.Zeros(len(s.Test), classes)
	for _, i := range s.Train {
		for k := range s.Test {
			out.V[k*classes+y[i]] += 1 / float64(len(s.Train))
		}
	}
	return out
}

func within(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.6g, want %.6g ± %.2g", what, got, want, tolerance)
	}
}
