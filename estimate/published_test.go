package estimate_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"casus/estimate"
	"casus/history/historytest"
)

// TestPublishedStrategicProbit: egame12(esc + war ~ s_wt_re1 + revis1 | 0 |
// regime1 | balanc) of the R package games 1.1.2 on the data of Signorino and
// Tarar (2006). Values compared against R: log likelihood -310.7487.
func TestPublishedStrategicProbit(t *testing.T) {
	d := readCSV(t, "war1800.csv").complete(t, "s_wt_re1", "revis1", "regime1", "balanc", "esc", "war")
	game, y := war1800(t, d)
	if len(y) != 301 {
		t.Fatalf("%d complete rows, want 301", len(y))
	}
	f, err := estimate.FitStrategic(game, y, nil, estimate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	within(t, "log likelihood", f.LogLik, -310.7487, 1e-4)
	// The likelihood has a flat ridge (the errors of the two constants are 7 and
	// 13), on which R's BFGS stops 0.002 short: ours must be the higher point.
	r := []float64{4.6157, -0.7622, 0.3327, 10.3226, -1.6553, -0.3999, 0.1591, -0.2819}
	for j, want := range r {
		within(t, "coefficient "+strconv.Itoa(j), f.Coef[j], want, 5e-5+4e-4*estimate.Errors(f.Cov)[j])
	}
	p, err := (&estimate.Strategic{Fit: estimate.Fit{Coef: r}}).Predict(game)
	if err != nil {
		t.Fatal(err)
	}
	loss, err := estimate.LogLossClasses(p, y, nil)
	if err != nil {
		t.Fatal(err)
	}
	if theirs := -loss * 301; f.LogLik < theirs || f.LogLik > theirs+1e-4 {
		t.Errorf("log likelihood %.7f, at R's coefficients %.7f", f.LogLik, theirs)
	}

	groups := d.ints(t, "midnum")
	start := time.Now()
	boot := func(workers int) *estimate.Bootstrap {
		b, err := estimate.ClusterBootstrap(groups, 100, 1, workers, func(w []float64) ([]float64, error) {
			r, err := estimate.FitStrategic(game, y, f.Coef, estimate.Options{Weights: w, Workers: 1})
			if err != nil {
				return nil, err
			}
			return r.Coef, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	two := boot(2)
	took := time.Since(start)
	one := boot(1)
	if !slices.Equal(two.Values.V, one.Values.V) || two.Failed != one.Failed {
		t.Error("the replicates differ between one and two workers")
	}
	if two.Failed > 10 {
		t.Errorf("%d of 100 samples could not be fitted", two.Failed)
	}
	t.Logf("100 bootstraps %v, %d failed; errors %.3f against %.3f from the likelihood", took, two.Failed,
		estimate.Errors(two.Cov()), estimate.Errors(f.Cov))
	if took > 5*time.Second { // the promise is 0.5 s on a quiet machine; R takes 6.6 s
		t.Errorf("100 bootstraps took %v", took)
	}
}

func BenchmarkStrategicBootstrap(b *testing.B) {
	d := readCSV(b, "war1800.csv").complete(b, "s_wt_re1", "revis1", "regime1", "balanc", "esc", "war")
	game, y := war1800(b, d)
	f, err := estimate.FitStrategic(game, y, nil, estimate.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		_, err := estimate.ClusterBootstrap(d.ints(b, "midnum"), 100, 1, 0, func(w []float64) ([]float64, error) {
			r, err := estimate.FitStrategic(game, y, f.Coef, estimate.Options{Weights: w, Workers: 1})
			if err != nil {
				return nil, err
			}
			return r.Coef, nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// TestPublishedLeedsAnac: the logit of Leeds and Anac (2005), n = 137, and what
// it is worth out of sample.
func TestPublishedLeedsAnac(t *testing.T) {
	d := readCSV(t, "leeds_anac_2005.csv")
	x, y := d.matrix(t, "milinst", "formal", "chcap2d", "dinstch2", "origtar1"), d.floats(t, "honor3")
	f, err := estimate.FitLogit(x, y, estimate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	within(t, "log likelihood", f.LogLik, -57.345, 5e-4)
	within(t, "null", f.Null, -86.001, 5e-4)
	for j, want := range []float64{3.691, -0.709, -0.929, -1.547, -1.460, -1.359} {
		within(t, "coefficient "+strconv.Itoa(j), f.Coef[j], want, 5.1e-4)
	}
	// The anchor, log loss 0.468 against 0.635, is of ten-fold cross-validation
	// by row. The members of one alliance in one war know each other's choice:
	// by war the same model does worse, and that is the figure to beat.
	byRow := repeated(t, ids(len(y)), 10, 20, func(s estimate.Split) []float64 { return logitOn(t, x, y, s, 0) }, y)
	within(t, "log loss by row", byRow, 0.468, 0.01)
	wars := d.ints(t, "war")
	byWar := repeated(t, wars, 10, 20, func(s estimate.Split) []float64 { return logitOn(t, x, y, s, 1) }, y)
	if byWar < byRow-0.005 {
		t.Errorf("log loss by war %.4f is better than by row %.4f", byWar, byRow)
	}
	t.Logf("log loss by row %.4f, by war (λ=1) %.4f", byRow, byWar)
	c, err := f.Clustered(wars)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("errors: likelihood %.3f, robust %.3f, by war %.3f", estimate.Errors(f.Cov), estimate.Errors(f.Robust()), estimate.Errors(c))
}

// TestPublishedBerkemeierFuhrmann: the seventeen counts of Berkemeier and
// Fuhrmann (2018), exactly.
func TestPublishedBerkemeierFuhrmann(t *testing.T) {
	d := readCSV(t, "berkemeier_fuhrmann_2018.csv")
	count := func(is func(at func(string) string) bool) int {
		n := 0
		for _, r := range d.rows {
			if is(func(c string) string { return r[d.column(t, c)] }) {
				n++
			}
		}
		return n
	}
	type get = func(string) string
	invoked := func(at get) bool { return at("dnaLLM") != "1" }
	kept := func(at get) bool { return invoked(at) && at("honorLLM") == "1" }
	early := func(at get) bool { return at("sample") == "1" }
	pact := func(kind string, is func(get) bool) func(get) bool {
		return func(at get) bool { return at(kind) == "1" && is(at) }
	}
	and := func(a, b func(get) bool) func(get) bool { return func(at get) bool { return a(at) && b(at) } }
	not := func(a func(get) bool) func(get) bool { return func(at get) bool { return !a(at) } }
	for _, c := range []struct {
		what string
		is   func(get) bool
		want int
	}{
		{"rows", func(get) bool { return true }, 576},
		{"not a case", not(invoked), 430},
		{"non-aggression only", func(at get) bool { return at("nonaggLLM") == "1" }, 148},
		{"consultation only", func(at get) bool { return at("consulLLM") == "1" }, 101},
		{"casus foederis not met", func(at get) bool { return at("cfnaLLM") == "1" }, 215},
		{"invoked", invoked, 146},
		{"honoured", kept, 73},
		{"invoked to 1944", and(early, invoked), 92},
		{"honoured to 1944", and(early, kept), 61},
		{"invoked from 1945", and(not(early), invoked), 54},
		{"honoured from 1945", and(not(early), kept), 12},
		{"defence invoked", pact("defense", invoked), 102},
		{"defence honoured", pact("defense", kept), 42},
		{"defence invoked to 1944", and(early, pact("defense", invoked)), 59},
		{"defence honoured to 1944", and(early, pact("defense", kept)), 36},
		{"defence invoked from 1945", and(not(early), pact("defense", invoked)), 43},
		{"defence honoured from 1945", and(not(early), pact("defense", kept)), 6},
		{"offence invoked", pact("offense", invoked), 42},
		{"offence honoured", pact("offense", kept), 31},
		{"neutrality invoked", pact("neutral", invoked), 45},
		{"neutrality honoured", pact("neutral", kept), 35},
		{"non-aggression invoked", pact("nonagg", invoked), 49},
		{"non-aggression honoured", pact("nonagg", kept), 18},
		{"authors' own rules, invoked", func(at get) bool { return at("dnaBF") != "1" }, 139},
		{"authors' own rules, honoured", func(at get) bool { return at("dnaBF") != "1" && at("honorBF") == "1" }, 69},
	} {
		if got := count(c.is); got != c.want {
			t.Errorf("%s: %d, want %d", c.what, got, c.want)
		}
	}
}

// TestPublishedBeckley: Beckley (2018), one-variable logits on 141 war dyads,
// ten folds. Proportional reduction in log loss: CINC 0.042, GDP 0.111, GDP
// times GDP per head 0.231.
func TestPublishedBeckley(t *testing.T) {
	d := readCSV(t, "beckley_wars.csv").complete(t, "win", "yfrac")
	y := d.floats(t, "win")
	if len(y) != 141 {
		t.Fatalf("%d dyads, want 141", len(y))
	}
	null := repeated(t, ids(len(y)), 10, 50, func(s estimate.Split) []float64 { return baseRate(y, s) }, y)
	wars := d.names(t, "larger_war_name")
	nullByWar := repeated(t, wars, 10, 50, func(s estimate.Split) []float64 { return baseRate(y, s) }, y)
	for _, c := range []struct {
		column string
		prl    float64
	}{{"cincfrac", 0.042}, {"gdpfrac", 0.111}, {"yfrac", 0.231}} {
		x := d.matrix(t, c.column)
		for i, v := range x.V {
			x.V[i] = math.Log(v / (1 - v)) // the log of the ratio of the two sides
		}
		fit := func(s estimate.Split) []float64 { return logitOn(t, x, y, s, 0) }
		got := estimate.PRL(repeated(t, ids(len(y)), 10, 50, fit, y), null)
		within(t, c.column, got, c.prl, 0.005)
		byWar := estimate.PRL(repeated(t, wars, 10, 50, fit, y), nullByWar)
		t.Logf("%s: PRL by dyad %.3f, by war %.3f", c.column, got, byWar)
	}
}

// TestPublishedDisputeOutcomes: Carroll and Kenkel (2019). On the 1,740
// disputes of version 1 the log of the capability ratio reduces log loss by
// 0.008 in an ordered logit (published 0.01), and 26 variables by 0.174 in a
// multinomial logit.
func TestPublishedDisputeOutcomes(t *testing.T) {
	d := readCSV(t, "doe_training_v1.csv")
	y := d.classes(t, "out", "VictoryB", "Stalemate", "VictoryA")
	n := []int{0, 0, 0}
	for _, c := range y {
		n[c]++
	}
	if !slices.Equal(n, []int{79, 1460, 201}) {
		t.Fatalf("outcomes %v", n)
	}
	ratio := d.matrix(t, "capratio_a")
	for i := range ratio.V {
		ratio.V[i] = math.Log(ratio.V[i])
	}
	loss := func(fit func(s estimate.Split) (estimate.Matrix, error), reps int) float64 {
		total := 0.0
		for r := range reps {
			splits, err := estimate.GroupFolds(ids(len(y)), 10, uint64(r))
			if err != nil {
				t.Fatal(err)
			}
			p, _, err := estimate.OutOfFold(len(y), 3, splits, 0, func(s estimate.Split) ([]float64, error) {
				m, err := fit(s)
				return m.V, err
			})
			if err != nil {
				t.Fatal(err)
			}
			l, err := estimate.LogLossClasses(p, y, nil)
			if err != nil {
				t.Fatal(err)
			}
			total += l / float64(reps)
		}
		return total
	}
	null := loss(func(s estimate.Split) (estimate.Matrix, error) { return shares(y, 3, s), nil }, 5)
	within(t, "null log loss", null, 0.539, 0.0015)
	ordered := loss(func(s estimate.Split) (estimate.Matrix, error) {
		f, err := estimate.FitOrdered(ratio.Take(s.Train), estimate.Take(y, s.Train), 3, estimate.Options{})
		if err != nil {
			return estimate.Matrix{}, err
		}
		return f.Predict(ratio.Take(s.Test))
	}, 5)
	within(t, "capability ratio", estimate.PRL(ordered, null), 0.008, 0.003)
	x := disputeColumns(t, d)
	multi := loss(func(s estimate.Split) (estimate.Matrix, error) {
		f, err := estimate.FitMultinomial(x.Take(s.Train), estimate.Take(y, s.Train), 3, estimate.Options{Penalty: 0.1})
		if err != nil {
			return estimate.Matrix{}, err
		}
		return f.Predict(x.Take(s.Test))
	}, 2)
	t.Logf("log loss: null %.4f, ordered %.4f (PRL %.4f), multinomial %.4f (PRL %.4f)", null, ordered, estimate.PRL(ordered, null), multi, estimate.PRL(multi, null))
	within(t, "multinomial logit", estimate.PRL(multi, null), 0.174, 0.012)
}

// disputeColumns gives the year and the components of both sides as the
// paper's 26 variables: capabilities on a log scale and shares of the world.
func disputeColumns(t testing.TB, d *frame) estimate.Matrix {
	var cols [][]float64
	for _, side := range []string{"a", "b"} {
		for _, c := range []string{"milex", "milper", "irst", "pec", "tpop", "upop"} {
			v := d.maybe(t, c+"_"+side)
			for i := range v {
				v[i] = math.Asinh(v[i])
			}
			cols = append(cols, v, d.maybe(t, c+"_prop_"+side))
		}
	}
	cols = append(cols, d.floats(t, "capratio_a"), d.floats(t, "year"))
	x := estimate.Zeros(len(d.rows), len(cols))
	for j, c := range cols {
		for i, v := range c {
			x.V[i*x.K+j] = v
		}
	}
	return x
}

func war1800(t testing.TB, d *frame) (estimate.StrategicGame, []int) {
	n := len(d.rows)
	regime := estimate.Zeros(n, 2)
	y := make([]int, n)
	esc, war := d.floats(t, "esc"), d.floats(t, "war")
	text := d.texts(t, "regime1")
	for i := range n {
		switch text[i] {
		case "dem":
			regime.V[2*i] = 1
		case "mixed":
			regime.V[2*i+1] = 1
		}
		switch {
		case war[i] == 1:
			y[i] = estimate.War
		case esc[i] == 1:
			y[i] = estimate.Capitulation
		}
	}
	return estimate.StrategicGame{
		Quo1:        estimate.Term{X: d.matrix(t, "s_wt_re1", "revis1"), Constant: true},
		Capitulate1: estimate.Term{X: estimate.Zeros(n, 0)},
		War1:        estimate.Term{X: regime, Constant: true},
		War2:        estimate.Term{X: d.matrix(t, "balanc"), Constant: true},
	}, y
}

func readCSV(t testing.TB, name string) *frame {
	t.Helper()
	f, err := os.Open(filepath.Join(historytest.Files(t), name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return &frame{head: rows[0], rows: rows[1:]}
}
