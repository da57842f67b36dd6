package outcome_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"casus/estimate"
	"casus/history"
	"casus/history/historytest"
	"casus/outcome"
)

func TestMain(m *testing.M) { historytest.Main(m) }

// TestWarsOfHistory: cases that a reader can look up.
func TestWarsOfHistory(t *testing.T) {
	s := wars(t, historytest.Open(t))
	by := map[int]outcome.Case{}
	for _, c := range s.Cases {
		by[c.Num] = c
	}
	for _, c := range []struct {
		num, year  int
		name       string
		result     outcome.Result
		a, b       int // states at least
		joined     bool
		aIsInSides int
	}{
		{106, 1914, "World War I", outcome.WinB, 4, 10, true, 300},
		{202, 1982, "Falklands", outcome.WinB, 1, 1, false, 160},
		{211, 1990, "Gulf War", outcome.WinB, 1, 10, true, 645},
		{58, 1870, "Franco-Prussian", outcome.WinB, 1, 2, false, 220},
		{142, 1939, "Winter War", outcome.WinA, 1, 1, false, 365},
		{199, 1980, "Iran-Iraq", outcome.Stalemate, 1, 1, false, 645},
	} {
		got, ok := by[c.num]
		if !ok {
			t.Errorf("%s is missing", c.name)
			continue
		}
		if got.Year != c.year || got.Result != c.result || len(got.Sides.A) < c.a || len(got.Sides.B) < c.b || got.Joined != c.joined || got.Sides.A[0].Code != c.aIsInSides {
			t.Errorf("%s: year %d, result %d, %d against %d, joined %v, %d began", c.name, got.Year, got.Result, len(got.Sides.A), len(got.Sides.B), got.Joined, got.Sides.A[0].Code)
		}
	}
	if len(s.Cases)+s.Dropped["figures are missing"]+s.Dropped["a side is empty"] != 95 {
		t.Errorf("%v, dropped %v: not the 95 wars", s, s.Dropped)
	}
}

// TestWhoJoinsMatters: shares of CINC rank the winners of wars better over the
// coalitions that formed (published area 0.703 over 77 wars) than over the
// belligerents of the first day (0.558).
func TestWhoJoinsMatters(t *testing.T) {
	db := historytest.Open(t)
	s := wars(t, db)
	all, err := db.Wars()
	if err != nil {
		t.Fatal(err)
	}
	first := map[[2]int]bool{} // war and state: there from the first day
	for _, w := range all {
		for _, b := range w.Belligerents {
			first[[2]int{w.Num, b.Code}] = b.Spells[0].From == w.Start()
		}
	}
	var final, early, y []float64
	for _, c := range s.Cases {
		if c.Result == outcome.Stalemate {
			continue
		}
		share := func(in func(code int) bool) float64 {
			a, b := 0.0, 0.0
			for _, f := range c.Sides.A {
				if in(f.Code) {
					a += f.Index
				}
			}
			for _, f := range c.Sides.B {
				if in(f.Code) {
					b += f.Index
				}
			}
			return a / (a + b)
		}
		final = append(final, share(func(int) bool { return true }))
		early = append(early, share(func(code int) bool { return first[[2]int{c.Num, code}] }))
		if y = append(y, 0); c.Result == outcome.WinA {
			y[len(y)-1] = 1
		}
	}
	f, err := estimate.ROCArea(final, y, nil)
	if err != nil {
		t.Fatal(err)
	}
	e, err := estimate.ROCArea(early, y, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d wars with a winner: area %.3f by the coalitions that formed, %.3f by the first day's", len(y), f, e)
	if math.Abs(f-0.703) > 0.05 || f-e < 0.05 {
		t.Errorf("area %.3f by the coalitions that formed, %.3f by the first day's", f, e)
	}
}

// TestDisputeTraining: on the data of Carroll and Kenkel (2019), both versions,
// the one-on-one disputes have the authors' results.
func TestDisputeTraining(t *testing.T) {
	for version, want := range map[string]int{"v1": 1740, "v2": 1482} {
		s, rows := bilateral(t, version)
		differ := 0
		for _, c := range s.Cases {
			if rows[c.Num] != c.Result {
				differ++
			}
		}
		if len(rows) != want || differ > 0 || len(s.Cases) < want-8 {
			t.Errorf("%s: %d published rows, %d found, %d with another result", version, len(rows), len(s.Cases), differ)
		}
	}
}

// TestHoldout: what was held out is what the committed lists say.
func TestHoldout(t *testing.T) {
	db := historytest.Open(t)
	for name, s := range map[string]*outcome.Sample{"disputes": disputes(t, db), "wars": wars(t, db)} {
		list, hash := s.Holdout()
		file := filepath.Join("testdata", "holdout-"+name+".txt")
		if os.Getenv("CASUS_UPDATE") != "" {
			if err := os.WriteFile(file, []byte(list), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if list != string(want) {
			t.Errorf("the %s held out are not those of %s", name, file)
		}
		if hash != holdoutHash[name] {
			t.Errorf("%s: hash %s, want %s", name, hash, holdoutHash[name])
		}
	}
}

// TestBacktestPublished: on the published one-on-one disputes W stands beside
// the super learner in random folds (0.20 on version 1, 0.195 on version 2) and,
// unlike that kind of model, holds its own against the later base rate in time
// order, where on version 1 a random forest had a log loss of 0.264, the
// training base rate 0.372 and the later base rate 0.210. It is within 1.1 % of
// that rate since sizes are read by one code (before: within 1 %): a tie.
func TestBacktestPublished(t *testing.T) {
	for _, version := range []string{"v1", "v2"} {
		s, _ := bilateral(t, version)
		scores := backtest(t, s)
		folds := scores[0]
		if got := folds[outcome.Full].Report.PRL.Value; got < 0.19 {
			t.Errorf("%s, ten folds: reduction %.3f, want 0.19 or more", version, got)
		}
		if got := folds[outcome.Capability].Report.PRL.Value; got > 0.03 {
			t.Errorf("%s, ten folds: the capability ratio alone reduces by %.3f; published 0.01 and 0.018", version, got)
		}
		for _, split := range scores[1:] {
			w := split[outcome.Full]
			if w.Report.PRL.Low < 0.2 {
				t.Errorf("%s, %s: reduction against the training base rate %+v", version, w.Split, w.Report.PRL)
			}
			if w.Report.LogLoss.Value > w.Report.Own.Value*1.02 {
				t.Errorf("%s, %s: log loss %.4f, the later base rate has %.4f", version, w.Split, w.Report.LogLoss.Value, w.Report.Own.Value)
			}
		}
	}
}

// TestBacktestAll scores disputes with any number of states, and wars.
func TestBacktestAll(t *testing.T) {
	db := historytest.Open(t)
	for _, s := range []*outcome.Sample{disputes(t, db), wars(t, db)} {
		for _, split := range backtest(t, s) {
			w, base := split[outcome.Full], split[outcome.BaseRate]
			if w.Report.LogLoss.Value >= base.Report.LogLoss.Value {
				t.Errorf("%s, %s: W %.4f, base rate %.4f", s.Kind, w.Split, w.Report.LogLoss.Value, base.Report.LogLoss.Value)
			}
			if w.Won.LogLoss.Value >= base.Won.LogLoss.Value {
				t.Errorf("%s, %s, which side won: W %.4f, base rate %.4f", s.Kind, w.Split, w.Won.LogLoss.Value, base.Won.LogLoss.Value)
			}
		}
	}
}

// backtest gives the scores by split and model, and logs them.
func backtest(t *testing.T, s *outcome.Sample) (out []map[string]outcome.Score) {
	t.Helper()
	scores, err := outcome.Backtest(s, 1, 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %v", s.Kind, s)
	for k, x := range scores {
		if k == 0 || x.Split != scores[k-1].Split {
			out = append(out, map[string]outcome.Score{})
		}
		out[len(out)-1][x.Model] = x
		r := x.Report
		t.Logf("%-36s %-16s n %d %v log loss %.4f; base rate of training %.4f (PRL %.3f, %.3f to %.3f), own %.4f (PRL %.3f, %.3f to %.3f); which side won: n %d, log loss %.4f against %.4f, ROC %.3f (%.3f to %.3f)",
			x.Split, x.Model, r.Rows, r.Events, r.LogLoss.Value, r.Reference.Value, r.PRL.Value, r.PRL.Low, r.PRL.High,
			r.Own.Value, r.OwnPRL.Value, r.OwnPRL.Low, r.OwnPRL.High,
			x.Won.Rows, x.Won.LogLoss.Value, x.Won.Reference.Value, x.Won.ROC.Value, x.Won.ROC.Low, x.Won.ROC.High)
	}
	return out
}

// bilateral is the published selection of one-on-one disputes: version 1 on
// MID 4.01 and NMC 4.0, version 2 on GML 2.1 and NMC 5.0.
func bilateral(t *testing.T, version string) (*outcome.Sample, map[int]outcome.Result) {
	t.Helper()
	pins, coding := map[string]string{"cow-mid-dispute": "4.01", "cow-mid-participant": "4.01", "cow-nmc": "4.0"}, history.COW
	if version == "v2" {
		pins, coding = map[string]string{"gml-dispute": "2.1", "gml-participant": "2.1", "cow-nmc": "5.0"}, history.GML
	}
	all, err := outcome.Disputes(historytest.Open(t).With(pins), coding)
	if err != nil {
		t.Fatal(err)
	}
	rows := published(t, version)
	s := &outcome.Sample{Kind: outcome.Dispute}
	for _, c := range all.Cases {
		if _, ok := rows[c.Num]; ok && len(c.Sides.A) == 1 && len(c.Sides.B) == 1 {
			s.Cases = append(s.Cases, c)
		}
	}
	return s, rows
}

// published gives the authors' results by dispute number.
func published(t *testing.T, version string) map[int]outcome.Result {
	t.Helper()
	f, err := os.Open(filepath.Join(historytest.Files(t), "doe_training_"+version+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(rows[0][:5]) != "[dispnum year ccode_a ccode_b out]" {
		t.Fatalf("columns %v", rows[0])
	}
	out := map[int]outcome.Result{}
	for _, r := range rows[1:] {
		num, err := strconv.Atoi(r[0])
		if err != nil {
			t.Fatal(err)
		}
		out[num] = map[string]outcome.Result{"VictoryA": outcome.WinA, "Stalemate": outcome.Stalemate, "VictoryB": outcome.WinB}[r[4]]
	}
	return out
}

func disputes(t *testing.T, db *history.DB) *outcome.Sample {
	t.Helper()
	s, err := outcome.Disputes(db, history.COW)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func wars(t *testing.T, db *history.DB) *outcome.Sample {
	t.Helper()
	s, err := outcome.Wars(db)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// holdoutHash is the SHA-256 of the lists of testdata.
var holdoutHash = map[string]string{
	"disputes": "11b257ba400d6ddc76a29e1b53484840d2d1ea457c6e8101fdfec04a2d99dbb3",
	"wars":     "d650a208aee5bd9e8915d397e1ecd008e6be7900eb6d2b450ba4062fc6bec8b7",
}
