package outcome

import (
	"casus/facts"
)

// Coding names a reading of how wars between states ended.
type Coding string

// The codings of the table war_ends.
const (
	ByRules Coding = "by our rules"              // docs/war-ends.md
	ByCOW   Coding = "by COW"                    // all that is no victory is undecided, "transformed" among it
	ByIWD   Coding = "as in Interstate War Data" // Reiter, Stam and Horowitz (2016)
)

// Codings lists them, the product's first.
var Codings = []Coding{ByRules, ByCOW, ByIWD}

// Coded gives a sample of wars with their ends as a coding has them. Wars that the
// coding does not have are left out.
func (s *Sample) Coded(pack *facts.Pack, by Coding) *Sample {
	column := map[Coding]string{ByRules: "ended", ByCOW: "ended_cow", ByIWD: "ended_iwd"}[by]
	results := map[string]Result{"won": WinA, "neither": Stalemate, "lost": WinB}
	ends, transformed := map[int]Result{}, map[int]bool{}
	for _, r := range pack.MustTable("war_ends").Rows {
		if v, ok := results[r.Text(column)]; ok {
			ends[r.Int("war")], transformed[r.Int("war")] = v, r.Bool("transformed")
		}
	}
	out := &Sample{Kind: s.Kind, Dropped: map[string]int{}}
	for k, v := range s.Dropped {
		out.Dropped[k] = v
	}
	for _, c := range s.Cases {
		r, ok := ends[c.Num]
		if !ok {
			out.Dropped["not in the coding"]++
			continue
		}
		c.Result, c.Transformed = r, transformed[c.Num]
		out.Cases = append(out.Cases, c)
	}
	return out
}
