package history_test

import (
	"fmt"
	"math"
	"testing"

	"casus/estimate"
	"casus/history/historytest"
	"casus/history/store"
)

// TestLeedsAnac2005 reproduces the logit of performance on institutionalization from the
// imported replication data, to the printed digits: Leeds and Anac, International
// Interactions 31(3), as re-estimated from the authors' file.
func TestLeedsAnac2005(t *testing.T) {
	db := historytest.Open(t)
	tb, err := db.Table("leeds-anac")
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"milinst", "formal", "chcap2d", "dinstch2", "origtar1"}
	var cols [][]float64
	for _, n := range names {
		cols = append(cols, tb.Floats(n))
	}
	honoured := tb.Floats("honor3")
	var x, y []float64
	kept := 0.0
	for r := range honoured {
		row := []float64{}
		for _, c := range cols {
			row = append(row, c[r])
		}
		if complete(row, honoured[r]) {
			x, y = append(x, row...), append(y, honoured[r])
			kept += honoured[r]
		}
	}
	if len(y) != 137 || kept != 93 {
		t.Fatalf("%d cases, %v honoured; published are 137, and 67.9 %%", len(y), kept)
	}
	fit, err := estimate.FitLogit(estimate.Matrix{N: len(y), K: len(names), V: x}, y, estimate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%.3f %.3f", fit.Coef, fit.LogLik)
	if want := "[3.691 -0.709 -0.929 -1.547 -1.460 -1.359] -57.345"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func complete(row []float64, y float64) bool {
	for _, v := range append(row, y) {
		if math.IsNaN(v) {
			return false
		}
	}
	return true
}

// TestBerkemeierFuhrmann2018 reproduces the counts of fulfilment: Research & Politics
// 5(2), tables 1 and 2.
func TestBerkemeierFuhrmann2018(t *testing.T) {
	db := historytest.Open(t)
	tb, err := db.Table("berkemeier-fuhrmann")
	if err != nil {
		t.Fatal(err)
	}
	honour := func(honoured, violated string, of func(r int) bool) string {
		h, v, n := tb.Ints(honoured), tb.Ints(violated), 0
		kept := 0
		for r := range h {
			if of(r) && (h[r] == 1 || v[r] == 1) {
				n++
				if h[r] == 1 {
					kept++
				}
			}
		}
		return fmt.Sprintf("%d/%d", kept, n)
	}
	kind := func(name string) func(r int) bool {
		c := tb.Ints(name)
		return func(r int) bool { return c[r] == 1 }
	}
	all := func(int) bool { return true }
	for what, got := range map[string][2]string{
		"Leeds, Long and Mitchell's rules": {honour("honorllm", "violatellm", all), "73/146"},
		"their own, stricter rules":        {honour("honorbf", "violatebf", all), "69/139"},
		"defence":                          {honour("honorllm", "violatellm", kind("defense")), "42/102"},
		"offence":                          {honour("honorllm", "violatellm", kind("offense")), "31/42"},
		"neutrality":                       {honour("honorllm", "violatellm", kind("neutral")), "35/45"},
		"non-aggression":                   {honour("honorllm", "violatellm", kind("nonagg")), "18/49"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %s, published %s", what, got[0], got[1])
		}
	}
	if n := tb.Rows(); n != 576 {
		t.Errorf("%d rows", n)
	}
	idle := 0
	for _, v := range tb.Ints("dnallm") {
		if v == 1 && v != store.NA {
			idle++
		}
	}
	if idle != 430 {
		t.Errorf("%d commitments did not apply, published 430", idle)
	}
}
