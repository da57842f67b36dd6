package burden

import (
	"fmt"
	"slices"

	"casus"
	"casus/facts"
)

// Guideline is a political pledge on spending. Nothing in it is a duty of the
// treaty, and nobody owes anybody the difference.
type Guideline struct {
	ID         string     `json:"id"`
	Kind       string     `json:"kind"` // "aim", "floor", "equipment", "target", "related", "sum"
	Pct        float64    `json:"pct"`
	Of         string     `json:"of"` // what it is a percentage of
	TargetYear int        `json:"target_year,omitempty"`
	Adopted    casus.Date `json:"adopted"`
	Forum      string     `json:"forum"`
	// Basis says how the wording was verified: "text", "report" or "memory".
	Basis  string `json:"basis"`
	Source string `json:"source"`
}

// Label gives the guideline in the words of the answer: "aim for 2024", "floor".
func (g Guideline) Label() string {
	if g.TargetYear != 0 {
		return fmt.Sprintf("%s for %d", g.Kind, g.TargetYear)
	}
	return g.Kind
}

// Guidelines lists the guidelines with a figure, the oldest first.
func Guidelines(pack *facts.Pack) []Guideline {
	var out []Guideline
	for _, r := range pack.MustTable("guidelines").Rows {
		v, ok := r.Number("value")
		if !ok {
			continue // a note on measurement
		}
		out = append(out, Guideline{r.Text("id"), r.Text("kind"), v, r.Text("unit"), r.Int("target_year"), r.Date("adopted"), r.Text("forum"), r.Text("basis"), r.Text("source")})
	}
	slices.SortStableFunc(out, func(a, b Guideline) int { return int(a.Adopted) - int(b.Adopted) })
	return out
}

// inForce gives the last guideline of one of the kinds adopted in the year or
// before it.
func inForce(all []Guideline, year int, kinds ...string) (g Guideline, ok bool) {
	for _, c := range all {
		if c.Adopted.Year() <= year && slices.Contains(kinds, c.Kind) {
			g, ok = c, true
		}
	}
	return g, ok
}
