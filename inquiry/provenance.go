package inquiry

import (
	"slices"
	"strings"

	"casus"
	"casus/facts"
	"casus/stateyear"
	"casus/treaty"
	"casus/treaty/atop"
)

// Source is a source behind the page.
type Source struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Vintage   string `json:"vintage"`
	Terms     string `json:"terms"`
}

// Use notes which tables and sources an answer has drawn on.
type Use struct {
	pack    *facts.Pack
	touched map[string]bool
	ids     map[string]bool
}

func NewUse(p *facts.Pack) *Use { return &Use{p, map[string]bool{}, map[string]bool{}} }

// Table gives a table and notes it.
func (u *Use) Table(name string) *facts.Table {
	u.touched[name] = true
	return u.pack.MustTable(name)
}

// Source notes the sources of a cell.
func (u *Use) Source(ids ...string) {
	for _, id := range ids {
		for part := range strings.SplitSeq(id, ";") {
			u.ids[strings.TrimSpace(part)] = true
		}
	}
}

func (u *Use) Tables() []string {
	var out []string
	for n := range u.touched {
		out = append(out, n)
	}
	return out
}

func (u *Use) Sources() []Source {
	out := []Source{}
	for _, r := range u.pack.MustTable("sources").Rows {
		if u.ids[r.Text("id")] {
			out = append(out, Source{r.Text("id"), r.Text("title"), r.Text("publisher"), r.Text("vintage"), r.Text("terms")})
		}
	}
	return out
}

// LawProvenance names the tables behind an answer about the law of a day: imported
// history is among them only where it was asked.
func (arc *Archive) LawProvenance(on casus.Date, tables ...string) casus.Provenance {
	return arc.provenance(arc.HasAlliances() && arc.Treaties.LawOn(on) == treaty.FromHistory, tables)
}

// Provenance names the tables behind an answer.
func (arc *Archive) Provenance(tables ...string) casus.Provenance {
	return arc.provenance(arc.HasAlliances(), tables)
}

func (arc *Archive) provenance(alliances bool, tables []string) casus.Provenance {
	p := casus.Provenance{Version: Version, Seed: 1, Facts: []casus.FactsUsed{}}
	slices.Sort(tables)
	for _, n := range slices.Compact(tables) {
		p.Facts = append(p.Facts, arc.Facts.MustTable(n).Used())
	}
	p.Facts = append(p.Facts, arc.treatiesUsed())
	if alliances {
		p.Facts = append(p.Facts, arc.HistoryUsed("atop-member")...)
		for _, n := range atop.Tables() {
			p.Facts = append(p.Facts, arc.Facts.MustTable(n).Used())
		}
	}
	return p
}

// treatiesUsed gives the treaties as one table of facts.
func (arc *Archive) treatiesUsed() casus.FactsUsed {
	return casus.FactsUsed{Name: "treaties", Vintage: arc.Today().String(), SHA256: arc.Treaties.SHA256}
}

// HistoryUsed names the imported datasets behind an answer; a role is named by the
// dataset that fills it.
func (arc *Archive) HistoryUsed(roles ...string) []casus.FactsUsed {
	if arc.History == nil {
		return nil
	}
	return arc.History.Used(roles...)
}

// EstimateTables names the facts behind the estimates for a day.
func (arc *Archive) EstimateTables(on casus.Date) []string {
	if on.Year() >= stateyear.FirstPresent {
		return append(slices.Clone(stateyear.Tables), "last_disputes", "office_holders", "statements", "statement_conditions")
	}
	return []string{"nuclear", "office_holders", "statements", "statement_conditions"}
}
