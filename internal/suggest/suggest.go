// Package suggest finds the spelling that a user probably meant.
package suggest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest gives at most n of the candidates that lie within a third of word's
// length of it, rounded up, nearest first and then alphabetical. Case is
// ignored.
func Nearest(word string, candidates []string, n int) []string {
	type hit struct {
		name string
		dist int
	}
	w := strings.ToLower(word)
	if len(w) > 64 {
		return nil // no name is that long, and the distance is quadratic
	}
	limit := (len([]rune(w)) + 2) / 3 // two edits for "breif", which swaps two letters
	var hits []hit
	for _, c := range candidates {
		lc := strings.ToLower(c)
		if d := len(lc) - len(w); d > 4*limit || -d > 4*limit {
			continue
		}
		if d := levenshtein.ComputeDistance(w, lc); d <= limit {
			hits = append(hits, hit{c, d})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.dist, b.dist), cmp.Compare(a.name, b.name))
	})
	var out []string
	for _, h := range hits {
		if len(out) == n {
			break
		}
		if !slices.Contains(out, h.name) {
			out = append(out, h.name)
		}
	}
	return out
}

// Hint words the nearest candidates as a hint, "" where there is none.
func Hint(word string, candidates []string) string {
	near := Nearest(word, candidates, 3)
	if len(near) == 0 {
		return ""
	}
	return "did you mean " + strings.Join(near, ", ") + "?"
}
