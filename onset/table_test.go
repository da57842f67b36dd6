package onset

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"sync"
	"testing"

	"casus"
	"casus/estimate"
)

// whole is the table of all years without the chain, made once.
func whole(tb testing.TB) *Table {
	tb.Helper()
	if testing.Short() {
		tb.Skip("SKIPPED, THE WHOLE TABLE IS NOT CHECKED: -short")
	}
	w := openWorld(tb)
	all.once.Do(func() { all.t, all.err = Load(tb.Context(), w) })
	if all.err != nil {
		tb.Fatal(all.err)
	}
	return all.t
}

var all struct {
	once sync.Once
	t    *Table
	err  error
}

// find gives the row of a directed dyad-year.
func find(t *Table, attacker, target, year int) *Row {
	for k := range t.Rows {
		if r := &t.Rows[k]; r.Codes == [2]int{attacker, target} && r.Year == year {
			return r
		}
	}
	return nil
}

func TestDyadsByName(t *testing.T) {
	w := openWorld(t)
	for _, c := range []struct {
		name             string
		attacker, target int
		year             int
		bound, contested int
		began, war       bool
		land, vow        bool
	}{
		{name: "Falklands", attacker: 160, target: 200, year: 1982, bound: 14, began: true, war: true, vow: true},
		{name: "Kuwait", attacker: 645, target: 690, year: 1990, contested: 19, began: true, war: true, land: true, vow: true},
		// By the coding Poland took the first military step of the dispute of
		// 1939, so the row of Germany on Poland is not among those at risk.
		{name: "Poland", attacker: 290, target: 255, year: 1939, began: true, war: true, land: true, vow: true},
		// France by its treaty; Romania contested, since practice pointed at the Soviet Union alone.
		{name: "Poland a year before", attacker: 255, target: 290, year: 1938, bound: 1, contested: 1, land: true, vow: true},
	} {
		tab, err := w.Years(t.Context(), c.year, c.year, false)
		if err != nil {
			t.Fatal(err)
		}
		r := find(tab, c.attacker, c.target, c.year)
		if r == nil {
			t.Errorf("%s: no row", c.name)
			continue
		}
		t.Logf("%s: %+v %+v", c.name, r.Law, r.Record)
		if r.Initiated != c.began || r.War != c.war || !r.Relevant || r.land() != is(c.land) {
			t.Errorf("%s: began %v, war %v, relevant %v, land border %v", c.name, r.Initiated, r.War, r.Relevant, r.land() == 1)
		}
		if r.Law.Bound != c.bound || r.Law.Contested != c.contested || r.Law.Pledged != c.vow {
			t.Errorf("%s: %+v", c.name, r.Law)
		}
		if r.On != casus.MustDate(r.On.String()) || r.On.Year() != c.year {
			t.Errorf("%s: asked on %v", c.name, r.On)
		}
	}
}

// Years on opposite sides that the attacker did not begin are no rows: Germany
// and Britain fought in 1940, and neither began it then.
func TestOngoingYearsAreLeftOut(t *testing.T) {
	tab, err := openWorld(t).Years(t.Context(), 1940, 1940, false)
	if err != nil {
		t.Fatal(err)
	}
	if find(tab, 255, 200, 1940) != nil || find(tab, 200, 255, 1940) != nil || tab.Dropped == 0 {
		t.Errorf("%d left out; Germany and Britain in 1940 are among the rows", tab.Dropped)
	}
}

// TestWorkers: the same bytes from one worker and from three, which is also
// given the table's own chain to refit with.
func TestWorkers(t *testing.T) {
	w := *openWorld(t)
	var models []string
	years := []int{1935, 1960}
	if testing.Short() {
		years = []int{1944, 1951}
	}
	refit := map[int]func(int) (Chain, error){3: func(int) (Chain, error) { return chain(), nil }}
	for _, workers := range []int{1, 3} {
		w.Workers = workers
		tab, err := w.Years(t.Context(), years[0], years[1], false)
		if err != nil {
			t.Fatal(err)
		}
		if err := tab.Expect(t.Context(), chain(), workers); err != nil {
			t.Fatal(err)
		}
		m, err := Fit(t.Context(), tab, FitOptions{Seed: 7, Workers: workers, Penalties: []float64{10, 100}})
		if err != nil {
			t.Fatal(err)
		}
		scores, err := Backtest(t.Context(), tab, BacktestOptions{Fit: FitOptions{Seed: 7, Workers: workers, Penalties: []float64{10}}, Reps: 5, Before: 1950, Chain: refit[workers]})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range scores {
			m.Why += fmt.Sprintln(s.Model, s.Report.ROC, s.Report.LogLoss)
		}
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		models = append(models, string(b))
	}
	if models[0] != models[1] {
		t.Errorf("one worker:\n%s\nthree:\n%s", models[0], models[1])
	}
}

func TestCancelled(t *testing.T) {
	w := openWorld(t)
	tab, err := w.Years(t.Context(), 1944, 1948, false)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, load := Load(ctx, w)
	_, fit := Fit(ctx, tab, FitOptions{})
	_, backtest := Backtest(ctx, tab, BacktestOptions{})
	for name, err := range map[string]error{"load": load, "expect": tab.Expect(ctx, chain(), 1), "fit": fit, "backtest": backtest} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestHoldout: the events that were held out are those of the list that was
// committed before the product was scored on them.
func TestHoldout(t *testing.T) {
	const file, want = "testdata/holdout.txt", "84150dd610e89e31edd3ee181f98638e3ebf98c66d0774f0b17b77b037d5272a"
	list, hash := Holdout(whole(t))
	if *update {
		if err := os.WriteFile(file, []byte(list), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(src) != list || hash != want {
		t.Errorf("the list differs from %s; its hash is %s, want %s", file, hash, want)
	}
}

// TestStandard holds the usual logit against what was measured of it with other
// code before (the design notes' baselines): rows, events, areas.
func TestStandard(t *testing.T) {
	tab := whole(t)
	d, err := newDesign(tab.relevant(), standard)
	if err != nil {
		t.Fatal(err)
	}
	events := 0
	for _, v := range d.dispute {
		events += int(v)
	}
	if d.x.N < 219000 || d.x.N > 221500 || events != 2382 {
		t.Errorf("%d rows with %d initiations; 220,259 with 2,382 were counted before", d.x.N, events)
	}
	if math.Abs(float64(tab.Dropped)/float64(d.x.N)) > 0.05 {
		t.Errorf("%d rows left out", tab.Dropped)
	}
	folds, err := estimate.GroupFolds(d.pair, 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	o := FitOptions{HalfLife: math.Inf(1), Penalties: []float64{1e-6}}
	area := func(parts []estimate.Split) float64 {
		var p, y []float64
		for _, part := range parts {
			params, err := d.take(part.Train).fit(Dispute, o)
			if err != nil {
				t.Fatal(err)
			}
			test := d.take(part.Test)
			q, err := test.predict(params)
			if err != nil {
				t.Fatal(err)
			}
			p, y = append(p, q...), append(y, test.dispute...)
		}
		a, err := estimate.ROCArea(p, y, nil)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := area(folds)
	t.Logf("five folds by pair: area %.3f", a)
	if a < 0.82 || a > 0.85 {
		t.Errorf("five folds by pair: area %.3f, 0.837 was measured before", a)
	}
}

func BenchmarkLoad(b *testing.B) {
	w := openWorld(b)
	for b.Loop() {
		if _, err := w.Years(b.Context(), 2000, 2009, false); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExpect(b *testing.B) {
	tab, err := openWorld(b).Years(b.Context(), 2000, 2009, false)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := tab.Expect(b.Context(), chain(), 0); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFit(b *testing.B) {
	tab, err := openWorld(b).Years(b.Context(), 1930, 1959, false)
	if err == nil {
		err = tab.Expect(b.Context(), chain(), 0)
	}
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Fit(b.Context(), tab, FitOptions{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(tab.Rows)), "rows")
}
