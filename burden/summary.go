package burden

import (
	"fmt"

	"casus"
)

// Summary counts the members of one year against the guidelines.
type Summary struct {
	Year         int      `json:"year"`
	Edition      string   `json:"edition"`
	Estimate     bool     `json:"estimate"` // of any member
	Members      int      `json:"members"`
	GuidelinePct *float64 `json:"guideline_pct"`
	// Who spends the guideline or more, who less, and whose figure is lacking.
	AtOrAbove []casus.State `json:"at_or_above"`
	Below     []casus.State `json:"below"`
	NoFigure  []casus.State `json:"no_figure"`
	// GapUSDm adds up the gaps of those below whose GDP is in the edition; the
	// others stand in GapNotKnown. It is nil where no gap is known, and 0 where
	// it is known that there is none.
	GapUSDm     *float64      `json:"gap_usd_m"`
	GapNotKnown []casus.State `json:"gap_not_known"`

	TargetPct        *float64      `json:"target_pct"`
	TargetYear       *int          `json:"target_year"`
	TargetAtOrAbove  []casus.State `json:"target_at_or_above"`
	TargetGapUSDm    *float64      `json:"target_gap_usd_m"`
	TargetGapUnknown []casus.State `json:"target_gap_not_known"`

	EquipmentGuidelinePct *float64      `json:"equipment_guideline_pct"`
	EquipmentAtOrAbove    []casus.State `json:"equipment_at_or_above"`
}

// Line gives the summary as a sentence.
func (s Summary) Line() string {
	if s.GuidelinePct == nil {
		return fmt.Sprintf("%d: %d members, no guideline", s.Year, s.Members)
	}
	out := fmt.Sprintf("%d: %d of %d members at %g %% of GDP or above (edition %s)", s.Year, len(s.AtOrAbove), s.Members, *s.GuidelinePct, s.Edition)
	if n := len(s.NoFigure); n > 0 {
		out += fmt.Sprintf(", no figure for %d", n)
	}
	if s.GapUSDm != nil && len(s.GapNotKnown) == 0 && len(s.Below) > 0 {
		out += fmt.Sprintf("; closing the gaps: %.1f bn US$", *s.GapUSDm/1000)
	}
	return out
}

// summary counts over all members of a year, whichever states were asked for.
func (p *work) summary(year int) Summary {
	out := Summary{Year: year, Edition: p.edition.ID,
		AtOrAbove: []casus.State{}, Below: []casus.State{}, NoFigure: []casus.State{}, GapNotKnown: []casus.State{},
		TargetAtOrAbove: []casus.State{}, TargetGapUnknown: []casus.State{}, EquipmentAtOrAbove: []casus.State{}}
	complete, below := true, 0 // below the target
	for _, s := range p.everyone {
		if !p.member(s, year) {
			continue
		}
		out.Members++
		r := p.row(s, year)
		out.Estimate = out.Estimate || r.Estimate
		if r.SharePct == nil {
			out.NoFigure = append(out.NoFigure, s)
			complete = complete && p.noForces(s)
			continue
		}
		out.GuidelinePct, out.TargetPct, out.TargetYear, out.EquipmentGuidelinePct = r.GuidelinePct, r.TargetPct, r.TargetYear, r.EquipmentGuidelinePct
		if r.GapPct != nil {
			if *r.GapPct <= 0 {
				out.AtOrAbove = append(out.AtOrAbove, s)
			} else {
				out.Below = append(out.Below, s)
				add(&out.GapUSDm, r.GapUSDm, &out.GapNotKnown, s)
			}
		}
		if r.TargetGapPct != nil {
			if *r.TargetGapPct <= 0 {
				out.TargetAtOrAbove = append(out.TargetAtOrAbove, s)
			} else {
				below++
				add(&out.TargetGapUSDm, r.TargetGapUSDm, &out.TargetGapUnknown, s)
			}
		}
		if r.EquipmentPct != nil && r.EquipmentGuidelinePct != nil && *r.EquipmentPct >= *r.EquipmentGuidelinePct {
			out.EquipmentAtOrAbove = append(out.EquipmentAtOrAbove, s)
		}
	}
	if complete && out.GuidelinePct != nil && len(out.Below) == 0 {
		out.GapUSDm = new(float64)
	}
	if complete && out.TargetPct != nil && below == 0 {
		out.TargetGapUSDm = new(float64)
	}
	return out
}

// add adds an amount to a sum, or the state to those whose amount is not known.
func add(sum **float64, amount *float64, unknown *[]casus.State, s casus.State) {
	if amount == nil {
		*unknown = append(*unknown, s)
		return
	}
	if *sum == nil {
		*sum = new(float64)
	}
	**sum = round(**sum+*amount, 1)
}
