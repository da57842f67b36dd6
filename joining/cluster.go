package joining

import (
	"cmp"
	"slices"
)

// opposition is two states on opposite sides for some years.
type opposition struct {
	pair      [2]int // COW numbers, the lower first
	from, end int    // years
	contest   int    // index
}

// clusters gives each contest the number of its cluster: contests are linked where
// the same two states oppose each other in both and their years overlap. States
// that took sides in one of them took them in the others for the same reasons.
func clusters(list []contest) []int {
	var all []opposition
	for k := range list {
		var sides [2][]int
		sides[0], sides[1] = slices.Clone(list[k].Attackers), slices.Clone(list[k].Targets)
		for code, j := range list[k].Joined {
			sides[int(is(j.Target))] = append(sides[int(is(j.Target))], code)
		}
		for _, a := range sides[0] {
			for _, b := range sides[1] {
				all = append(all, opposition{[2]int{min(a, b), max(a, b)}, list[k].Start.Year(), max(list[k].end, list[k].Start.Year()), k})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y opposition) int {
		return cmp.Or(cmp.Compare(x.pair[0], y.pair[0]), cmp.Compare(x.pair[1], y.pair[1]), cmp.Compare(x.from, y.from), cmp.Compare(x.contest, y.contest))
	})
	parent := make([]int, len(list))
	for k := range parent {
		parent[k] = k
	}
	var root func(k int) int
	root = func(k int) int {
		if parent[k] != k {
			parent[k] = root(parent[k])
		}
		return parent[k]
	}
	last := 0 // the opposition of the pair so far that ends latest
	for k := 1; k < len(all); k++ {
		switch {
		case all[k].pair != all[last].pair || all[k].from > all[last].end:
			last = k
			continue
		default:
			a, b := root(all[k].contest), root(all[last].contest)
			parent[max(a, b)] = min(a, b)
		}
		if all[k].end > all[last].end {
			last = k
		}
	}
	out := make([]int, len(list))
	for k := range out {
		out[k] = root(k)
	}
	return out
}
