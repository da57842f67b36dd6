package burden

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"casus"
	"casus/facts"
)

// noForces are members without armed forces, which have no row in any edition.
var noForces = map[casus.State]string{"ISL": "Iceland has no armed forces and no row in NATO's tables"}

// row puts one state in one year beside the guidelines.
func (p *work) row(s casus.State, year int) Row {
	out := Row{State: s, Year: year, Member: p.member(s, year), Restated: []Restated{},
		Edition: p.edition.ID, Vintage: p.edition.Published.String(), Source: p.edition.Source}
	if p.unknown {
		out.Note = notKnown
		return out
	}
	if p.noForces(s) {
		out.Note = noForces[s]
		return out
	}
	if out.Member {
		p.guide(&out)
	}
	r, ok := p.nato.Find(p.edition.ID, string(s), strconv.Itoa(year))
	if !ok {
		out.Note = fmt.Sprintf("no figure in the edition %s as it was found", p.edition.ID)
		return out
	}
	out.Estimate, out.Source, out.Note = r.Bool("estimate"), r.Text("source"), r.Text("note")
	if r.Layer != "" {
		out.Note = join(out.Note, "changed by the facts in "+casus.Quoted(r.Layer))
	}
	out.SharePct = number(r, "share_of_gdp_pct")
	out.EquipmentPct = number(r, "equipment_share_pct")
	out.ExpenditureUSDm = number(r, "expenditure_usd_m")
	out.GDPUSDm = number(r, "gdp_usd_m")
	out.PersonnelThousand = number(r, "personnel_thousand")
	share := r.Text("share_of_gdp_pct")
	out.GapPct, out.GapUSDm = gap(out.GuidelinePct, share, out.GDPUSDm)
	out.TargetGapPct, out.TargetGapUSDm = gap(out.TargetPct, share, out.GDPUSDm)
	out.ChangePoints = p.change(string(s), year, share)
	if out.Member {
		out.Rank, out.RankOf = p.rank(out.SharePct, year)
	}
	out.Restated = p.restated(string(s), year, share)
	return out
}

// guide fills in the guidelines of the year.
func (p *work) guide(out *Row) {
	if g, ok := inForce(p.guidelines, out.Year, "aim", "floor"); ok {
		label := g.Label()
		out.GuidelinePct, out.Guideline = &g.Pct, &label
		if g.Basis == "memory" {
			out.GuidelineBasis = g.Basis
		}
	}
	if g, ok := inForce(p.guidelines, out.Year, "target"); ok {
		out.TargetPct, out.TargetYear = &g.Pct, &g.TargetYear
	}
	if g, ok := inForce(p.guidelines, out.Year, "equipment"); ok {
		out.EquipmentGuidelinePct = &g.Pct
	}
}

// aggregate gives NATO's own sum for a year.
func (p *work) aggregate(name string, year int) (Aggregate, bool) {
	r, ok := p.nato.Find(p.edition.ID, name, strconv.Itoa(year))
	if !ok {
		return Aggregate{}, false
	}
	return Aggregate{
		Name: name, Year: year, SharePct: number(r, "share_of_gdp_pct"),
		ChangePoints: p.change(name, year, r.Text("share_of_gdp_pct")),
		EquipmentPct: number(r, "equipment_share_pct"), ExpenditureUSDm: number(r, "expenditure_usd_m"),
		GDPUSDm: number(r, "gdp_usd_m"), Estimate: r.Bool("estimate"), Edition: p.edition.ID,
		Source: r.Text("source"), Vintage: p.edition.Published.String(),
	}, true
}

// noForces reports whether a state has no armed forces, and therefore no row.
func (p *work) noForces(s casus.State) bool { return noForces[s] != "" && !p.tabulated[string(s)] }

// change gives the points by which a share rose since the year before.
func (p *work) change(name string, year int, share string) *float64 {
	r, ok := p.nato.Find(p.edition.ID, name, strconv.Itoa(year-1))
	if !ok {
		return nil
	}
	return difference(share, r.Text("share_of_gdp_pct"))
}

// rank gives the place of a share among the members of a year, equal shares
// sharing a place. Where a member with armed forces lacks a figure there is no
// rank: the edition of August 2025 is known for 15 members only.
func (p *work) rank(share *float64, year int) (rank, of *int) {
	all, ok := p.shares[year]
	if !ok {
		all = p.sharesOf(year)
		p.shares[year] = all
	}
	if share == nil || len(all) == 0 {
		return nil, nil
	}
	place, n := 1, len(all)
	for _, other := range all {
		if other > *share {
			place++
		}
	}
	return &place, &n
}

// sharesOf lists the shares of a year's members; none where one is lacking.
func (p *work) sharesOf(year int) []float64 {
	var out []float64
	for _, s := range p.everyone {
		if !p.member(s, year) || p.noForces(s) {
			continue
		}
		r, ok := p.nato.Find(p.edition.ID, string(s), strconv.Itoa(year))
		if !ok {
			return nil
		}
		v, ok := r.Number("share_of_gdp_pct")
		if !ok {
			return nil
		}
		out = append(out, v)
	}
	return out
}

// restated lists the other editions whose share differs by more than 0.1 points.
func (p *work) restated(name string, year int, share string) []Restated {
	out := []Restated{}
	for _, e := range p.editions {
		if e.ID == p.edition.ID {
			continue
		}
		r, ok := p.nato.Find(e.ID, name, strconv.Itoa(year))
		if !ok {
			continue
		}
		v := number(r, "share_of_gdp_pct")
		if d := difference(share, r.Text("share_of_gdp_pct")); d != nil && math.Abs(*d) > restatedFrom {
			out = append(out, Restated{e.ID, *v})
		}
	}
	return out
}

// gap gives the distance of a share to a guideline, in points and, where the
// edition has the GDP, in million US$ (to 0.1).
func gap(guideline *float64, share string, gdp *float64) (points, usd *float64) {
	if guideline == nil {
		return nil, nil
	}
	points = difference(strconv.FormatFloat(*guideline, 'f', -1, 64), share)
	if points != nil && gdp != nil {
		v := round(*points/100**gdp, 1)
		usd = &v
	}
	return points, usd
}

// difference subtracts two printed figures, to the digits of the finer one.
func difference(a, b string) *float64 {
	x, errA := strconv.ParseFloat(a, 64)
	y, errB := strconv.ParseFloat(b, 64)
	if errA != nil || errB != nil {
		return nil
	}
	v := round(x-y, max(digits(a), digits(b)))
	return &v
}

// digits counts the decimals of a printed figure.
func digits(s string) int {
	if strings.ContainsAny(s, "eE") {
		return 6
	}
	_, decimals, _ := strings.Cut(s, ".")
	return min(len(decimals), 6)
}

// round rounds to a number of decimals, without a negative zero.
func round(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(v*scale)/scale + 0
}

// number gives a cell, nil where it is empty.
func number(r facts.Row, col string) *float64 {
	if v, ok := r.Number(col); ok {
		return &v
	}
	return nil
}
