package burden_test

import (
	"fmt"

	"casus"
	"casus/burden"
	"casus/facts"
)

// Who of three allies spent 2 % of GDP in 2024, as the newest edition has it?
func ExampleTable() {
	a, err := burden.Table(facts.Default(), burden.Query{
		States:  []casus.State{"BEL", "DEU", "POL"},
		Members: []casus.State{"BEL", "DEU", "POL"},
		Year:    2024,
		Edition: "2026-07",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range a.Rows {
		fmt.Printf("%s: %g %% of GDP, gap %g points to the %s of %g %%\n", r.State, *r.SharePct, *r.GapPct, *r.Guideline, *r.GuidelinePct)
	}
	fmt.Println(a.Summary[0].Line())
	// Output:
	// BEL: 1.27 % of GDP, gap 0.73 points to the floor of 2 %
	// DEU: 2 % of GDP, gap 0 points to the floor of 2 %
	// POL: 3.75 % of GDP, gap -1.75 points to the floor of 2 %
	// 2024: 2 of 3 members at 2 % of GDP or above (edition 2026-07); closing the gaps: 4.9 bn US$
}
