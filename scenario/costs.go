package scenario

import (
	"fmt"

	"casus/facts"
	"casus/internal/numbers"
)

// costsTable is the table of published cost lists.
const costsTable = "without_us"

// CostsBeside is what published studies say it takes to do without the United
// States, with the arithmetic of their figures, and the chances that they do not
// give.
type CostsBeside struct {
	Studies []CostStudy `json:"studies"`
	// Event and Chances are the scenario's first event, as it is and under each
	// shock.
	Event   string       `json:"event"`
	Chances []CostChance `json:"chances"`
	Note    string       `json:"note"`
}

// CostStudy is one list.
type CostStudy struct {
	Study     string      `json:"study"`
	Title     string      `json:"title"`
	Published string      `json:"published"`
	Source    string      `json:"source"`
	Items     []CostItem  `json:"items"`
	Checks    []CostCheck `json:"checks"`
}

// CostItem is one item of a list.
type CostItem struct {
	Item string  `json:"item"`
	Says string  `json:"says"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	Unit string  `json:"unit"`
}

// Amount writes an item's figure.
func (i CostItem) Amount() string {
	out := plainNumber(i.High)
	if i.Low != i.High {
		out = plainNumber(i.Low) + " to " + out
	}
	if i.Unit == "pieces" || i.Unit == "shells" || i.Unit == "brigades" {
		return out
	}
	return out + " " + i.Unit
}

func plainNumber(v float64) string {
	if v == numbers.Round(v, 0) {
		return numbers.Thousands(v)
	}
	return fmt.Sprintf("%g", v)
}

// CostCheck is what follows from a list's own figures.
type CostCheck struct {
	Says  string  `json:"says"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	Holds *bool   `json:"holds"` // nil where it only derives a figure
}

// CostChance is what a list lacks, in every class.
type CostChance struct {
	Name    string          `json:"name"`
	Classes []EffectOfClass `json:"classes"`
}

// costs lays the cost lists beside the first event.
func (p *Plan) costs() error {
	if !p.s.Costs {
		return nil
	}
	x := &CostsBeside{Studies: costStudies(p.archive.Facts), Chances: []CostChance{},
		Note: "The lists say what to buy, and these figures what has followed in past disputes and wars from output and population alone: the two do not measure the same. What is bought is not in the chances; spending bears on them only through the assumption of that name."}
	p.out.Costs = x
	if len(p.out.Events) == 0 || p.out.Events[0].CannotTell != "" {
		return nil
	}
	x.Event = p.out.Events[0].Name
	p.later(func(out *Answer, _ [][]float64) error {
		e := &out.Events[0]
		as := CostChance{Name: "as it is"}
		for _, c := range e.Classes {
			as.Classes = append(as.Classes, EffectOfClass{Class: c.Class, Then: c.TargetPrevails})
		}
		out.Costs.Chances = append(out.Costs.Chances, as)
		for _, s := range e.Shocks {
			if s.CannotTell == "" {
				out.Costs.Chances = append(out.Costs.Chances, CostChance{s.Name, s.Classes})
			}
		}
		return nil
	})
	return nil
}

// costStudies reads the lists and does their arithmetic.
func costStudies(pack *facts.Pack) []CostStudy {
	sources := pack.MustTable("sources")
	var out []CostStudy
	figures := map[string]CostItem{}
	years := map[string]float64{}
	for _, r := range pack.MustTable(costsTable).Rows {
		id := r.Text("study")
		if n := len(out); n == 0 || out[n-1].Study != id {
			s := CostStudy{Study: id, Source: r.Text("source")}
			if row, ok := sources.Find(s.Source); ok {
				s.Title, s.Published = row.Text("title"), row.Text("vintage")
			}
			out = append(out, s)
		}
		s := &out[len(out)-1]
		low, _ := r.Number("low")
		high, _ := r.Number("high")
		i := CostItem{r.Text("item"), r.Text("says"), low, high, r.Text("unit")}
		s.Items = append(s.Items, i)
		figures[id+" "+i.Item] = i
		years[id+" "+i.Item], _ = r.Number("per_years")
	}
	for k := range out {
		out[k].Checks = costChecks(out[k].Study, figures, years)
	}
	return out
}

// costChecks does the arithmetic of a list with its own figures.
func costChecks(study string, f map[string]CostItem, years map[string]float64) []CostCheck {
	get := func(item string) float64 { return f[study+" "+item].High }
	holds := func(v bool) *bool { return &v }
	switch study {
	case "bruegel-kiel":
		sum := get("us_troops_in_europe") + get("us_reinforcements")
		points := get("spending_to") - get("spending_from")
		gdp := get("spending_more") / points * 100
		return []CostCheck{
			{fmt.Sprintf("%s there and up to %s more are %s", numbers.Thousands(get("us_troops_in_europe")), numbers.Thousands(get("us_reinforcements")), numbers.Thousands(sum)), sum, "persons", holds(sum == get("troops_to_replace"))},
			{fmt.Sprintf("%s in %g brigades are %s each", numbers.Thousands(sum), get("brigades"), numbers.Thousands(sum/get("brigades"))), sum / get("brigades"), "persons", nil},
			{fmt.Sprintf("EUR %g bn for %g points of GDP put GDP at EUR %s bn", get("spending_more"), points, numbers.Thousands(gdp)), gdp, "EUR bn", nil},
			{fmt.Sprintf("aid to Ukraine at %g %% of that would be EUR %.0f bn a year", get("ukraine_replacement"), gdp*get("ukraine_replacement")/100), gdp * get("ukraine_replacement") / 100, "EUR bn", nil},
			{fmt.Sprintf("a million shells in 90 days are %s a day", numbers.Thousands(get("shells")/90)), get("shells") / 90, "shells", nil},
		}
	case "iiss":
		n := years[study+" total"]
		each := get("total") / n
		rest := get("total") - f[study+" procurement"].High
		return []CostCheck{
			{fmt.Sprintf("USD %s bn over %g years are USD %.0f bn a year", numbers.Thousands(get("total")), n, each), each, "USD bn", nil},
			{fmt.Sprintf("of it %.0f to %.0f %% is for buying; at least USD %s bn is for keeping and manning it", 100*f[study+" procurement"].Low/get("total"), 100*get("procurement")/get("total"), numbers.Thousands(rest)), rest, "USD bn", nil},
		}
	}
	return nil
}
