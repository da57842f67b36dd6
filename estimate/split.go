package estimate

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
)

// Split names the rows to fit on and the rows to forecast. They never share a
// group.
type Split struct {
	Train, Test []int
}

// GroupFolds deals whole groups (wars, disputes, dyads) into k folds at random
// and gives the k splits that each forecast one fold from the others. groups
// names the group of each row.
func GroupFolds(groups []int, k int, seed uint64) ([]Split, error) {
	members, _ := byGroup(groups)
	if k < 2 || k > len(members) {
		return nil, fmt.Errorf("estimate: %d folds of %d groups", k, len(members))
	}
	order := rand.New(Source(seed)).Perm(len(members))
	fold := make([]int, len(groups))
	for at, g := range order {
		for _, i := range members[g] {
			fold[i] = at % k
		}
	}
	out := make([]Split, k)
	for f := range out {
		for i, v := range fold {
			if v == f {
				out[f].Test = append(out[f].Test, i)
			} else {
				out[f].Train = append(out[f].Train, i)
			}
		}
	}
	return out, nil
}

// LeaveOneGroupOut forecasts each group from all the others.
func LeaveOneGroupOut(groups []int) ([]Split, error) {
	members, of := byGroup(groups)
	if len(members) < 2 {
		return nil, errors.New("estimate: to leave a group out there must be two")
	}
	out := make([]Split, len(members))
	for g, rows := range members {
		out[g].Test = rows
		out[g].Train = make([]int, 0, len(groups)-len(rows))
		for i := range groups {
			if of[i] != g {
				out[g].Train = append(out[g].Train, i)
			}
		}
	}
	return out, nil
}

// RollingOrigin forecasts forward in time: for each origin, fit on the groups
// that began before it and forecast those that begin from it until the next
// origin (the last: until the end). times is the year of each row; a group
// counts as a whole by its earliest year, so that no event is on both sides.
// With nil groups the rows of one year are a group.
func RollingOrigin(times, groups []int, origins []int) ([]Split, error) {
	if len(origins) == 0 || !slices.IsSorted(origins) {
		return nil, errors.New("estimate: the origins must be one or more rising years")
	}
	if groups == nil {
		groups = times
	}
	if len(groups) != len(times) {
		return nil, fmt.Errorf("estimate: %d groups for %d rows", len(groups), len(times))
	}
	members, of := byGroup(groups)
	began := make([]int, len(members))
	for g, rows := range members {
		began[g] = times[rows[0]]
		for _, i := range rows {
			began[g] = min(began[g], times[i])
		}
	}
	var out []Split
	for k, from := range origins {
		var s Split
		for i := range times {
			switch t := began[of[i]]; {
			case t < from:
				s.Train = append(s.Train, i)
			case k+1 == len(origins) || t < origins[k+1]:
				s.Test = append(s.Test, i)
			}
		}
		if len(s.Train) == 0 {
			return nil, fmt.Errorf("estimate: nothing to fit on before %d", from)
		}
		if len(s.Test) > 0 {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("estimate: nothing to forecast from %d on", origins[0])
	}
	return out, nil
}

// OutOfFold forecasts the test rows of every split: fit is given a split and
// gives width numbers for each of its test rows, in their order. The result has
// one row for each of n rows. Every row must be forecast once at most; a row
// that never was is marked false in covered.
func OutOfFold(n, width int, splits []Split, workers int, fit func(Split) ([]float64, error)) (forecast Matrix, covered []bool, err error) {
	forecast, covered = Zeros(n, width), make([]bool, n)
	for _, s := range splits {
		for _, i := range s.Test {
			if i < 0 || i >= n || covered[i] {
				return Matrix{}, nil, fmt.Errorf("estimate: row %d is out of range or forecast twice", i)
			}
			covered[i] = true
		}
	}
	errs := make([]error, len(splits))
	parallel(len(splits), workers, func(k int) {
		got, err := fit(splits[k])
		if err == nil && len(got) != width*len(splits[k].Test) {
			err = fmt.Errorf("estimate: %d numbers for %d rows of %d", len(got), len(splits[k].Test), width)
		}
		if errs[k] = err; err != nil {
			return
		}
		for at, i := range splits[k].Test {
			copy(forecast.Row(i), got[at*width:(at+1)*width])
		}
	})
	return forecast, covered, errors.Join(errs...)
}

// byGroup gives the rows of each group, groups in the order of their first row,
// and the place of each row's group.
func byGroup(groups []int) (members [][]int, of []int) {
	place := map[int]int{}
	of = make([]int, len(groups))
	for i, g := range groups {
		at, ok := place[g]
		if !ok {
			at = len(members)
			place[g] = at
			members = append(members, nil)
		}
		members[at] = append(members[at], i)
		of[i] = at
	}
	return members, of
}
