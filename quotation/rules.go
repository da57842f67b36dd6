package quotation

import (
	"strings"
	"sync"
)

// topicTable is what a statement can deal with, by the first words of the
// patterns that show it.
var topicTable = sync.OnceValue(func() map[string][]*pattern {
	first := map[string][]*pattern{}
	for _, r := range records("topics.csv") {
		p := newPattern(r[1])
		p.stance = Stance(r[0]) // the topic stands in the stance's place
		for _, w := range p.items[0] {
			first[w] = append(first[w], p)
		}
	}
	return first
})

var comparisonTable = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, r := range records("comparisons.csv") {
		for w := range strings.FieldsSeq(r[1]) {
			out[r[0]+" "+w] = true
		}
	}
	return out
})

// comparisons reports whether a word is of a kind of data/comparisons.csv.
func comparisons(kind, word string) bool { return comparisonTable()[kind+" "+word] }

var recitalTable = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, r := range records("recitals.csv") {
		for w := range strings.FieldsSeq(r[1]) {
			out[r[0]+" "+w] = true
		}
	}
	return out
})

// recitals reports a noun that is affirmed, or a verb that is refused: see
// data/recitals.csv.
func recitals(kind, word string) bool { return recitalTable()[kind+" "+word] }

// officeOf gives the states whose offices the press names without the state.
var officeOf = sync.OnceValue(func() [][2]string {
	var out [][2]string
	for _, r := range records("offices.csv") {
		for w := range strings.SplitSeq(r[1], ";") {
			out = append(out, [2]string{w, r[0]})
		}
	}
	return out
})
