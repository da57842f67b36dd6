package claim

import (
	"fmt"
	"math"
	"strings"

	"casus"
)

// part reads the share of a whole that a claim names.
func part(m *match) (words string, holds func(actual float64) bool) {
	if v := m.all("PCT"); len(v) > 0 {
		rel := relationOf(m)
		slack := 1.0
		if v[0].digits > 0 {
			slack = 0.3
		}
		return relationWords[rel] + number2(v[0].number) + " %", func(a float64) bool {
			switch rel {
			case "LT", "GT", "GE", "LE":
				return rel.holds(a, v[0].number, 1)
			case "ABOUT", "NEARLY", "JUSTOVER":
				return math.Abs(a-v[0].number) <= 2*slack
			}
			return math.Abs(a-v[0].number) <= slack
		}
	}
	if m.has("ALL") && m.has("NEARLY") {
		return "almost all", func(a float64) bool { return a >= 85 && a < 100 }
	}
	for _, q := range []struct {
		tag, says string
		low, high float64
	}{
		{"MOSTALL", "almost all", 85, 100}, {"THREEQUARTERS", "three quarters", 70, 80}, {"TWOTHIRDS", "two thirds", 62, 72}, {"HALF", "half", 45, 55},
		{"THIRD", "a third", 29, 38}, {"QUARTER", "a quarter", 21, 29}, {"MOST", "most", 50, 100}, {"ALL", "all", 99.9, 100},
	} {
		if m.has(q.tag) {
			return q.says, func(a float64) bool { return a > q.low-1e-9 && a <= q.high }
		}
	}
	return "most", func(a float64) bool { return a > 50 }
}

// budget judges "the United States pays 22 % of NATO's budget". The words have
// two senses: the common budget, of which each member pays an agreed share, and
// the sum of what the members spend on their own defence.
func (w *World) budget(m *match, f *Finding) error {
	s := m.states()[0]
	says, holds := part(m)
	year := yearOf(m)
	if year == 0 {
		year = m.on.Year()
	}
	common, period, basis, source, okCommon := w.costShare(s, year)
	t, err := w.spendingIn(m, f)
	var national float64
	okNational := false
	if err == nil {
		national, okNational = shareOfAll(t, s)
	}
	onlyCommon := m.has("BUDGET") && !m.has("DEFENCE", "SPENDING")
	onlyNational := m.has("SPENDING", "DEFENCE") && !m.has("BUDGET")
	of := "the cost of NATO"
	switch {
	case onlyCommon:
		of = "NATO's common budget"
	case onlyNational:
		of = "all that NATO's members spend on defence"
	}
	f.Understood = fmt.Sprintf("%s pays %s of %s in %d", w.name(s, m.on), says, of, year)
	var parts []string
	if okCommon {
		parts = append(parts, fmt.Sprintf("%s pays %s %% of the common budget (%s; %s)", w.name(s, m.on), number2(common), period, basis))
		f.Sources, f.Tables = append(f.Sources, source), append(f.Tables, "cost_shares")
	} else {
		parts = append(parts, fmt.Sprintf("its share of the common budget in %d is not in the facts", year))
	}
	if okNational {
		parts = append(parts, fmt.Sprintf("and %s %% of the sum of the members' own defence spending (%s)", number2(math.Round(national*10)/10), t.as(true)))
	}
	f.Right = strings.Join(parts, ", ")
	negated := m.has("NOT")
	inCommon, inNational := say(okCommon && holds(common), negated), say(okNational && holds(national), negated)
	switch {
	case onlyCommon && okCommon:
		f.Verdict = inCommon
		f.Figure = &Figure{State: s, Year: year, Value: common, Unit: "% of the common budget"}
	case onlyNational && okNational:
		f.Verdict = inNational
		f.Figure = &Figure{State: s, Year: t.year, Value: math.Round(national*10) / 10, Unit: "% of the members' defence spending", Estimate: true}
	case onlyCommon || onlyNational || !okCommon && !okNational:
		f.Verdict = CannotTell
	case !okCommon || !okNational:
		f.Verdict = CannotTell
		if okNational && inNational == True || okCommon && inCommon == True {
			f.Verdict = Disputed
		}
	case inCommon == inNational:
		f.Verdict = inCommon
	default:
		f.Verdict = Disputed
		f.Right += ": the claim fits one sense of “pays for NATO” and not the other"
	}
	return nil
}

// costShare gives a member's share of the common budget in a year; of a year
// after the last period on record, that of the last period.
func (w *World) costShare(s casus.State, year int) (pct float64, period, basis, source string, ok bool) {
	for _, r := range w.facts.MustTable("cost_shares").Rows {
		from, until := r.Int("from"), r.Int("until")
		if r.Text("state") != string(s) || from > year {
			continue
		}
		pct, _ = r.Number("share_pct")
		period = fmt.Sprintf("%d to %d", from, until)
		if year > until {
			period += ", the last period on record"
		}
		basis, source, ok = r.Text("basis"), r.Text("source"), true
	}
	return pct, period, basis, source, ok
}

// budgetEqual judges "Germany pays as much as the United States into the common budget".
func (w *World) budgetEqual(m *match, f *Finding) error {
	s := m.states()
	year := yearOf(m)
	if year == 0 {
		year = m.on.Year()
	}
	f.Understood = fmt.Sprintf("%s and %s pay equal shares of NATO's common budget in %d", w.name(s[0], m.on), w.name(s[1], m.on), year)
	a, period, basis, source, okA := w.costShare(s[0], year)
	b, _, _, _, okB := w.costShare(s[1], year)
	f.Tables = append(f.Tables, "cost_shares")
	if !okA || !okB {
		f.Verdict, f.Right = CannotTell, "their shares of the common budget are not in the facts"
		return nil
	}
	f.Sources = append(f.Sources, source)
	f.Figure = &Figure{State: s[0], Year: year, Value: a, Unit: "% of the common budget"}
	f.Verdict = say(math.Abs(a-b) < 0.1, m.has("NOT"))
	f.Right = fmt.Sprintf("%s pays %s %% and %s %s %% of the common budget (%s; %s)", w.name(s[0], m.on), number2(a), w.name(s[1], m.on), number2(b), period, basis)
	return nil
}

// shareOfAll gives a member's part of what all members spend, in %.
func shareOfAll(t *table, s casus.State) (pct float64, ok bool) {
	sum, own := 0.0, 0.0
	for _, r := range t.Rows {
		if r.Member && r.ExpenditureUSDm != nil {
			sum += *r.ExpenditureUSDm
			if r.State == s {
				own = *r.ExpenditureUSDm
			}
		}
	}
	return 100 * own / max(sum, 1), own > 0
}

// hague judges what people say of the pledges: 2 % (2014, 2023), 3.5 + 1.5 = 5 %
// by 2035 (2025).
func (w *World) hague(m *match, f *Finding) error {
	f.Tables = append(f.Tables, "guidelines")
	f.Sources = append(f.Sources, "press-g4", "press-g6")
	pcts := m.all("PCT")
	pct := pcts[0].number
	year := yearOf(m)
	f.Understood = fmt.Sprintf("the members pledged to spend %s %% of GDP", number2(pct))
	if m.has("CORE") {
		f.Understood += " on core defence"
	}
	if year != 0 {
		f.Understood += fmt.Sprintf(" by %d", year)
	}
	f.Right = "The Hague, 25 June 2025: 5 % of GDP by 2035, of which at least 3.5 % for core defence and up to 1.5 % for related security spending; before, 2 %: an aim for 2024 (2014), a floor (2023). All are political pledges"
	if m.has("SPEND") && !m.has("PLEDGE", "MUST", "BOUND", "WOULD", "GUIDE") {
		f.Understood = fmt.Sprintf("the members spend %s %% of GDP", number2(pct))
		f.Verdict = False
		if t, err := w.spendingIn(m, f); err == nil {
			met, all := 0, 0
			for _, r := range t.Rows {
				if r.Member && r.SharePct != nil {
					all++
					if *r.SharePct >= pct-0.15 {
						met++
					}
				}
			}
			if met == all {
				f.Verdict = True
			}
			f.Right = fmt.Sprintf("%d of %d members with a figure spent %s %% or more in %d (%s). ", met, all, number2(pct), t.year, t.as(true)) + f.Right
		}
		f.Verdict = say(f.Verdict == True, m.has("NOT"))
		return nil
	}
	if m.has("MUST", "BOUND") && m.has("LEGAL", "TREATYWORD") {
		return w.guidelineLaw(m, f)
	}
	holds := false
	hague := m.on >= casus.MustDate("2025-06-25")
	switch {
	case pct == 5:
		holds = hague && (year == 0 || year == 2035) && !(m.has("CORE") && len(pcts) == 1)
		for _, p := range pcts[1:] {
			holds = holds && (p.number == 3.5 || p.number == 1.5)
		}
	case pct == 3.5:
		holds = hague && (year == 0 || year == 2035) && (len(pcts) > 1 || !m.has("RELATED"))
	case pct == 1.5:
		holds = hague && (year == 0 || year == 2035) && m.has("RELATED")
	case pct == 2:
		holds = year == 0 || year == 2024
	}
	f.Verdict = say(holds, m.has("NOT"))
	return nil
}

// hagueExempt judges "Spain is exempt from the 5 % target".
func (w *World) hagueExempt(m *match, f *Finding) error {
	s := m.states()[0]
	f.Tables, f.Sources = append(f.Tables, "guidelines"), append(f.Sources, "press-g4")
	f.Understood = fmt.Sprintf("%s is exempt from the 5 %% of The Hague", w.name(s, m.on))
	if s == "ESP" {
		f.Verdict = Disputed
		f.Right = "Spain said that it would meet its capability targets with about 2.1 % of GDP and holds itself exempt; NATO disputes that it has an exemption"
		return nil
	}
	negated := m.has("NOT") && m.has("EXEMPT")
	f.Verdict = say(false, negated)
	f.Right = "the pledge of The Hague names no member that is exempt; Spain alone claims that it is, which NATO disputes"
	return nil
}
