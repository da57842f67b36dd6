package estimate_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"casus/estimate"
)

var someGroups = []int{7, 7, 3, 3, 3, 9, 1, 1, 4, 5, 7}

// TestSplitsKeepGroupsTogether: no war is on both sides, and every row is
// forecast exactly once.
func TestSplitsKeepGroupsTogether(t *testing.T) {
	for name, splits := range map[string][]estimate.Split{
		"folds":     must(estimate.GroupFolds(someGroups, 3, 1))(t),
		"leave one": must(estimate.LeaveOneGroupOut(someGroups))(t),
	} {
		seen := make([]int, len(someGroups))
		for _, s := range splits {
			train := map[int]bool{}
			for _, i := range s.Train {
				train[someGroups[i]] = true
			}
			for _, i := range s.Test {
				seen[i]++
				if train[someGroups[i]] {
					t.Errorf("%s: group %d on both sides", name, someGroups[i])
				}
			}
			if len(s.Train)+len(s.Test) != len(someGroups) {
				t.Errorf("%s: rows are lost", name)
			}
		}
		if slices.Min(seen) != 1 || slices.Max(seen) != 1 {
			t.Errorf("%s: forecast %v times", name, seen)
		}
	}
	if len(must(estimate.LeaveOneGroupOut(someGroups))(t)) != 6 {
		t.Error("six groups are left out one by one")
	}
	a, b := must(estimate.GroupFolds(someGroups, 3, 5))(t), must(estimate.GroupFolds(someGroups, 3, 5))(t)
	if fmt.Sprint(a) != fmt.Sprint(b) {
		t.Error("the same seed deals differently")
	}
	for name, err := range map[string]error{
		"one fold":   second(estimate.GroupFolds(someGroups, 1, 1)),
		"many folds": second(estimate.GroupFolds(someGroups, 7, 1)),
		"one group":  second(estimate.LeaveOneGroupOut([]int{1, 1})),
		"no origin":  second(estimate.RollingOrigin([]int{1900}, nil, nil)),
		"descending": second(estimate.RollingOrigin([]int{1900, 1910}, nil, []int{1910, 1905})),
		"no past":    second(estimate.RollingOrigin([]int{1900, 1910}, nil, []int{1900})),
		"no future":  second(estimate.RollingOrigin([]int{1900, 1910}, nil, []int{1950})),
	} {
		if err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestRollingOrigin: a war that began before the origin is all in the past,
// with those who joined it later.
func TestRollingOrigin(t *testing.T) {
	years := []int{1900, 1939, 1941, 1945, 1950, 1991}
	wars := []int{1, 2, 2, 2, 3, 4}
	s := must(estimate.RollingOrigin(years, wars, []int{1940, 1980}))(t)
	if got := fmt.Sprint(s); got != "[{[0 1 2 3] [4]} {[0 1 2 3 4] [5]}]" {
		t.Errorf("by war: %s", got)
	}
	s = must(estimate.RollingOrigin(years, nil, []int{1940}))(t)
	if got := fmt.Sprint(s); got != "[{[0 1] [2 3 4 5]}]" {
		t.Errorf("by year: %s", got)
	}
}

func TestOutOfFold(t *testing.T) {
	splits := must(estimate.GroupFolds(someGroups, 3, 1))(t)
	index := func(s estimate.Split) ([]float64, error) {
		out := []float64{}
		for _, i := range s.Test {
			out = append(out, float64(i), float64(-i))
		}
		return out, nil
	}
	p, covered, err := estimate.OutOfFold(len(someGroups), 2, splits, 2, index)
	if err != nil {
		t.Fatal(err)
	}
	for i := range someGroups {
		if !covered[i] || p.At(i, 0) != float64(i) || p.At(i, 1) != float64(-i) {
			t.Errorf("row %d: %v", i, p.Row(i))
		}
	}
	if _, _, err := estimate.OutOfFold(len(someGroups), 2, append(splits, splits[0]), 1, index); err == nil {
		t.Error("a row forecast twice was accepted")
	}
	if _, _, err := estimate.OutOfFold(len(someGroups), 1, splits, 1, index); err == nil {
		t.Error("forecasts of the wrong width were accepted")
	}
}

// TestChoosePenalty: where the columns say nothing the heaviest penalty wins;
// where they say much, a light one; and the choice sees the rows it is given
// only.
func TestChoosePenalty(t *testing.T) {
	x, y, _ := simulated(400, 3, 20)
	_, informed, err := estimate.TunedLogit(x, y, ids(400), 5, estimate.Penalties(), 1, estimate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	shuffled := slices.Clone(y)
	slices.Sort(shuffled)
	for i := range shuffled { // outcomes without any tie to the columns
		shuffled[i], shuffled[(i*7919)%400] = shuffled[(i*7919)%400], shuffled[i]
	}
	_, blind, err := estimate.TunedLogit(x, shuffled, ids(400), 5, estimate.Penalties(), 1, estimate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if informed.Penalty > 30 || blind.Penalty < 100 {
		t.Errorf("chosen %v with signal, %v without", informed.Penalty, blind.Penalty)
	}
	best := slices.Min(informed.Loss)
	if at := slices.Index(estimate.Penalties(), informed.Penalty); informed.Loss[at] != best {
		t.Errorf("the choice has loss %v, the best %v", informed.Loss[at], best)
	}
	tx, ty := threeClasses(300, 21)
	f, c, err := estimate.TunedMultinomial(tx, ty, 3, ids(300), 5, []float64{0.1, 10}, 1, estimate.Options{})
	if err != nil || f.Classes != 3 || math.IsInf(slices.Min(c.Loss), 1) {
		t.Errorf("%v %v", c, err)
	}
	if _, err := estimate.ChoosePenalty(nil, nil, 1, nil); err == nil {
		t.Error("a choice of nothing was accepted")
	}
	// Penalties that cannot be fitted are out; if none can, that is an error.
	bad := func(p float64, s estimate.Split) (float64, float64, error) {
		if p < 1 {
			return 0, 1, estimate.ErrSeparated
		}
		return p, 1, nil
	}
	splits := must(estimate.GroupFolds(someGroups, 2, 1))(t)
	if c := must(estimate.ChoosePenalty([]float64{0.1, 1, 10}, splits, 1, bad))(t); c.Penalty != 1 {
		t.Errorf("chosen %v, want 1", c.Penalty)
	}
	if _, err := estimate.ChoosePenalty([]float64{0.1}, splits, 1, bad); err == nil {
		t.Error("no penalty could be fitted, yet one was chosen")
	}
}

// TestSource: a cell's stream is its own, and the same each time.
func TestSource(t *testing.T) {
	seen := map[uint64]string{}
	for seed := range uint64(20) {
		for cell := range uint64(20) {
			v := estimate.Source(seed, cell).Uint64()
			if v != estimate.Source(seed, cell).Uint64() {
				t.Fatal("a stream cannot be run again")
			}
			name := fmt.Sprint(seed, cell)
			if other, ok := seen[v]; ok {
				t.Errorf("cells %s and %s begin alike", name, other)
			}
			seen[v] = name
		}
	}
	if estimate.Source(1, 2, 3).Uint64() == estimate.Source(1, 3, 2).Uint64() {
		t.Error("the order of a cell's numbers must matter")
	}
}
