package estimate_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"casus/estimate"
)

// TestLogitOfATable: on a two-by-two table the logit is the log odds ratio, and
// its error the root of the sum of the inverse counts.
func TestLogitOfATable(t *testing.T) {
	x, y, w := table(t, 12, 30, 25, 9) // came with a pact 12 of 42, without 25 of 34
	f, err := estimate.FitLogit(x, y, estimate.Options{Weights: w})
	if err != nil {
		t.Fatal(err)
	}
	within(t, "constant", f.Coef[0], math.Log(25.0/9), 1e-12)
	within(t, "slope", f.Coef[1], math.Log(12.0/30)-math.Log(25.0/9), 1e-12)
	within(t, "error", estimate.Errors(f.Cov)[1], math.Sqrt(1.0/12+1.0/30+1.0/25+1.0/9), 1e-10)
	within(t, "null", f.Null, 37*math.Log(37.0/76)+39*math.Log(39.0/76), 1e-10)
	within(t, "log likelihood", f.LogLik, 12*math.Log(12.0/42)+30*math.Log(30.0/42)+25*math.Log(25.0/34)+9*math.Log(9.0/34), 1e-10)
}

// TestWeightsAreRepeatedRows: a row of weight 3 is three rows.
func TestWeightsAreRepeatedRows(t *testing.T) {
	x, y, _ := simulated(200, 3, 1)
	w := make([]float64, 200)
	var rows []int
	for i := range w {
		w[i] = float64(i % 4)
		for range i % 4 {
			rows = append(rows, i)
		}
	}
	for _, penalty := range []float64{0, 2} {
		a := must(estimate.FitLogit(x, y, estimate.Options{Weights: w, Penalty: penalty}))(t)
		b := must(estimate.FitLogit(x.Take(rows), estimate.Take(y, rows), estimate.Options{Penalty: penalty}))(t)
		for j := range a.Coef {
			within(t, "coefficient", a.Coef[j], b.Coef[j], 1e-10)
		}
	}
}

// TestPenalty: units do not matter; a heavy penalty leaves the base rate; a
// light one mends separation, which is an error without.
func TestPenalty(t *testing.T) {
	x, y, _ := simulated(300, 3, 2)
	km := estimate.Matrix{N: x.N, K: x.K, V: slices.Clone(x.V)}
	for i := range km.N {
		km.V[i*km.K] = 1000*km.V[i*km.K] - 7
	}
	a := must(estimate.FitLogit(x, y, estimate.Options{Penalty: 5}))(t)
	b := must(estimate.FitLogit(km, y, estimate.Options{Penalty: 5}))(t)
	pa, pb := must(a.Predict(x))(t), must(b.Predict(km))(t)
	for i := range pa {
		within(t, "forecast", pa[i], pb[i], 1e-10)
	}
	free := must(estimate.FitLogit(x, y, estimate.Options{}))(t)
	if math.Abs(a.Coef[1]) >= math.Abs(free.Coef[1]) || a.LogLik >= free.LogLik {
		t.Error("a penalty must shrink the slopes and cost likelihood")
	}
	heavy := must(estimate.FitLogit(x, y, estimate.Options{Penalty: 1e12}))(t)
	within(t, "log likelihood under a heavy penalty", heavy.LogLik, heavy.Null, 1e-6)

	sx := matrix(t, [][]float64{{1}, {2}, {3}, {4}})
	sy := []float64{0, 0, 1, 1}
	if _, err := estimate.FitLogit(sx, sy, estimate.Options{}); !errors.Is(err, estimate.ErrSeparated) {
		t.Errorf("separated: %v", err)
	}
	must(estimate.FitLogit(sx, sy, estimate.Options{Penalty: 0.1}))(t)
	twice := matrix(t, [][]float64{{1, 2}, {2, 4}, {3, 6}, {4, 8}, {1, 2}})
	if _, err := estimate.FitLogit(twice, []float64{0, 1, 0, 1, 1}, estimate.Options{}); !errors.Is(err, estimate.ErrSeparated) {
		t.Errorf("one column twice: %v", err)
	}
	flat := matrix(t, [][]float64{{1, 3}, {2, 3}, {3, 3}, {4, 3}})
	f := must(estimate.FitLogit(flat, []float64{0, 1, 0, 1}, estimate.Options{Penalty: 1}))(t)
	if f.Coef[2] != 0 {
		t.Errorf("a column that does not vary has slope %v", f.Coef[2])
	}
}

// TestOneModelThreeNames: with two classes the multinomial and the ordered
// logit are the logit.
func TestOneModelThreeNames(t *testing.T) {
	x, y, class := simulated(400, 2, 3)
	l := must(estimate.FitLogit(x, y, estimate.Options{}))(t)
	m := must(estimate.FitMultinomial(x, class, 2, estimate.Options{}))(t)
	o := must(estimate.FitOrdered(x, class, 2, estimate.Options{}))(t)
	for j := range l.Coef {
		within(t, "multinomial", m.Coef[j], l.Coef[j], 1e-9)
	}
	within(t, "threshold", o.Coef[2], -l.Coef[0], 1e-9)
	within(t, "ordered slope", o.Coef[0], l.Coef[1], 1e-9)
	p, q, r := must(l.Predict(x))(t), must(m.Predict(x))(t), must(o.Predict(x))(t)
	for i := range p {
		within(t, "multinomial forecast", q.At(i, 1), p[i], 1e-10)
		within(t, "ordered forecast", r.At(i, 1), p[i], 1e-10)
	}
	within(t, "likelihoods", m.LogLik, o.LogLik, 1e-8)
	// The penalty of two classes is shared between them.
	a := must(estimate.FitLogit(x, y, estimate.Options{Penalty: 4}))(t)
	b := must(estimate.FitMultinomial(x, class, 2, estimate.Options{Penalty: 8}))(t)
	within(t, "penalised", b.Coef[1], a.Coef[1], 1e-9)
}

// TestBaseClassDoesNotMatter: forecasts are the same whichever class is first,
// with and without a penalty.
func TestBaseClassDoesNotMatter(t *testing.T) {
	x, y := threeClasses(500, 4)
	turned := make([]int, len(y))
	for i, c := range y {
		turned[i] = (c + 1) % 3
	}
	for _, penalty := range []float64{0, 3, 50} {
		a := must(must(estimate.FitMultinomial(x, y, 3, estimate.Options{Penalty: penalty}))(t).Predict(x))(t)
		b := must(must(estimate.FitMultinomial(x, turned, 3, estimate.Options{Penalty: penalty}))(t).Predict(x))(t)
		for i := range y {
			for c := range 3 {
				within(t, fmt.Sprintf("λ=%v, row %d, class %d", penalty, i, c), b.At(i, (c+1)%3), a.At(i, c), 1e-8)
			}
		}
	}
}

// TestOrderedRecovers: forecasts of an ordered logit average to the shares of
// the classes in its score equations, and the thresholds rise.
func TestOrderedRecovers(t *testing.T) {
	random := rand.New(estimate.Source(5))
	n := 4000
	x, y := estimate.Zeros(n, 1), make([]int, n)
	for i := range n {
		x.V[i] = 50 + 10*random.NormFloat64()
		u := random.Float64()
		latent := 0.1*x.V[i] + math.Log(u/(1-u))
		switch {
		case latent > 7:
			y[i] = 2
		case latent > 4:
			y[i] = 1
		}
	}
	f := must(estimate.FitOrdered(x, y, 3, estimate.Options{}))(t)
	se := estimate.Errors(f.Cov)
	for j, want := range []float64{0.1, 4, 7} {
		within(t, fmt.Sprintf("parameter %d", j), f.Coef[j], want, 4*se[j])
	}
	if f.Coef[1] >= f.Coef[2] {
		t.Error("thresholds must rise")
	}
	p := must(f.Predict(x))(t)
	for i := range n {
		within(t, "sum", p.At(i, 0)+p.At(i, 1)+p.At(i, 2), 1, 1e-12)
	}
	f.Coef[1], f.Coef[2] = f.Coef[2], f.Coef[1]
	if _, err := f.Predict(x); err == nil {
		t.Error("thresholds out of order were accepted")
	}
}

// TestClusteredErrors: every row its own group is the robust error; a sample in
// which every row appears twice, in pairs, knows no more than half of it.
func TestClusteredErrors(t *testing.T) {
	x, y, _ := simulated(300, 2, 6)
	f := must(estimate.FitLogit(x, y, estimate.Options{}))(t)
	own := estimate.Errors(must(f.Clustered(ids(300)))(t))
	robust := estimate.Errors(f.Robust())
	rows := append(ids(300), ids(300)...)
	d := must(estimate.FitLogit(x.Take(rows), estimate.Take(y, rows), estimate.Options{}))(t)
	pairs := estimate.Errors(must(d.Clustered(rows))(t))
	for j := range own {
		within(t, "own groups", own[j], robust[j]*math.Sqrt(300.0/299), 1e-10)
		within(t, "pairs", pairs[j], own[j], 1e-8)
		within(t, "naive", estimate.Errors(d.Cov)[j], estimate.Errors(f.Cov)[j]/math.Sqrt2, 1e-8)
	}
	if _, err := f.Clustered(make([]int, 300)); err == nil {
		t.Error("one group has no clustered error")
	}
}

// TestSameBytes: a fit over many blocks of rows is the same with any number of
// workers.
func TestSameBytes(t *testing.T) {
	x, y, class := simulated(20000, 4, 7)
	a := must(estimate.FitLogit(x, y, estimate.Options{Workers: 1}))(t)
	m := must(estimate.FitMultinomial(x, class, 2, estimate.Options{Workers: 1}))(t)
	for _, workers := range []int{2, 3, 7} {
		b := must(estimate.FitLogit(x, y, estimate.Options{Workers: workers}))(t)
		if !slices.Equal(a.Coef, b.Coef) || !slices.Equal(a.Cov.V, b.Cov.V) || a.LogLik != b.LogLik {
			t.Errorf("logit differs with %d workers", workers)
		}
		n := must(estimate.FitMultinomial(x, class, 2, estimate.Options{Workers: workers}))(t)
		if !slices.Equal(m.Coef, n.Coef) {
			t.Errorf("multinomial logit differs with %d workers", workers)
		}
	}
}

// TestDraws: the draws have the mean and covariance they were asked for, and a
// draw does not depend on how many are made.
func TestDraws(t *testing.T) {
	x, y, _ := simulated(300, 1, 8)
	f := must(estimate.FitLogit(x, y, estimate.Options{}))(t)
	d := must(f.Draws(f.Cov, 20000, 9))(t)
	var m, c [2]float64
	for _, v := range d {
		for j := range m {
			m[j] += v[j] / 20000
		}
	}
	for _, v := range d {
		c[0] += (v[1] - m[1]) * (v[1] - m[1]) / 19999
		c[1] += (v[0] - m[0]) * (v[1] - m[1]) / 19999
	}
	within(t, "mean", m[1], f.Coef[1], 0.05*estimate.Errors(f.Cov)[1])
	within(t, "variance", c[0], f.Cov.At(1, 1), 0.05*f.Cov.At(1, 1))
	within(t, "covariance", c[1], f.Cov.At(0, 1), 0.05*math.Sqrt(f.Cov.At(0, 0)*f.Cov.At(1, 1)))
	few := must(f.Draws(f.Cov, 3, 9))(t)
	if !slices.Equal(few[2], d[2]) {
		t.Error("draw 2 depends on the number of draws")
	}
	if _, err := estimate.NormalDraws(f.Coef, estimate.Zeros(3, 3), 1, 1); err == nil {
		t.Error("a covariance of the wrong order was accepted")
	}
}

// TestRefused: what no fit accepts is an error that says why, not a panic.
func TestRefused(t *testing.T) {
	x := matrix(t, [][]float64{{1}, {2}, {3}})
	for name, err := range map[string]error{
		"missing value":   second(estimate.NewMatrix([][]float64{{1}, {math.NaN()}})),
		"ragged":          second(estimate.NewMatrix([][]float64{{1}, {1, 2}})),
		"no rows":         second(estimate.NewMatrix(nil)),
		"empty":           second(estimate.FitLogit(estimate.Matrix{}, nil, estimate.Options{})),
		"length":          second(estimate.FitLogit(x, []float64{1}, estimate.Options{})),
		"one class":       second(estimate.FitLogit(x, []float64{1, 1, 1}, estimate.Options{})),
		"outcome":         second(estimate.FitLogit(x, []float64{1, 0, 2}, estimate.Options{})),
		"penalty":         second(estimate.FitLogit(x, []float64{1, 0, 1}, estimate.Options{Penalty: -1})),
		"weight":          second(estimate.FitLogit(x, []float64{1, 0, 1}, estimate.Options{Weights: []float64{1, -1, 1}})),
		"zero weights":    second(estimate.FitLogit(x, []float64{1, 0, 1}, estimate.Options{Weights: []float64{0, 0, 0}})),
		"class":           second(estimate.FitMultinomial(x, []int{0, 1, 3}, 3, estimate.Options{})),
		"absent class":    second(estimate.FitMultinomial(x, []int{0, 1, 0}, 3, estimate.Options{})),
		"classes":         second(estimate.FitOrdered(x, []int{0, 0, 0}, 1, estimate.Options{})),
		"columns":         second(estimate.PredictLogit([]float64{1}, x)),
		"many columns":    second(estimate.PredictMultinomial([]float64{1}, 3, x)),
		"game rows":       second(estimate.FitStrategic(estimate.StrategicGame{}, []int{0, 1, 2}, nil, estimate.Options{})),
		"ordered columns": second(estimate.PredictOrdered([]float64{1}, 3, x)),
	} {
		if err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// ExampleFitLogit fits the honouring of a pact on one column.
func ExampleFitLogit() {
	x, _ := estimate.NewMatrix([][]float64{{1}, {1}, {1}, {1}, {0}, {0}, {0}, {0}}) // regime changed since signature
	honoured := []float64{1, 0, 0, 0, 1, 1, 1, 0}
	f, err := estimate.FitLogit(x, honoured, estimate.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	p, _ := f.Predict(x)
	fmt.Printf("changed %.2f, unchanged %.2f\n", p[0], p[7])
	// Output: changed 0.25, unchanged 0.75
}

func table(t testing.TB, a, b, c, d float64) (estimate.Matrix, []float64, []float64) {
	return matrix(t, [][]float64{{1}, {1}, {0}, {0}}), []float64{1, 0, 1, 0}, []float64{a, b, c, d}
}

func matrix(t testing.TB, rows [][]float64) estimate.Matrix {
	t.Helper()
	return must(estimate.NewMatrix(rows))(t)
}

// simulated draws rows of a logit.
func simulated(n, k int, seed uint64) (x estimate.Matrix, y []float64, class []int) {
	random := rand.New(estimate.Source(seed))
	x, y, class = estimate.Zeros(n, k), make([]float64, n), make([]int, n)
	for i := range n {
		eta := -0.5
		for j := range k {
			x.V[i*k+j] = random.NormFloat64()
			eta += x.V[i*k+j] / float64(j+1)
		}
		if random.Float64() < 1/(1+math.Exp(-eta)) {
			y[i], class[i] = 1, 1
		}
	}
	return x, y, class
}

func threeClasses(n int, seed uint64) (estimate.Matrix, []int) {
	random := rand.New(estimate.Source(seed))
	x, y := estimate.Zeros(n, 2), make([]int, n)
	for i := range n {
		x.V[2*i], x.V[2*i+1] = random.NormFloat64(), 100*random.Float64()
		a, b := math.Exp(x.V[2*i]), math.Exp(0.02*x.V[2*i+1]-0.5*x.V[2*i])
		switch u := random.Float64() * (1 + a + b); {
		case u < a:
			y[i] = 1
		case u < a+b:
			y[i] = 2
		}
	}
	return x, y
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func second[T any](_ T, err error) error { return err }
