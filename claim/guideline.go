package claim

import (
	"fmt"
	"math"
	"strings"

	"casus"
)

// guidelineOf gives the percentage that a claim calls a guideline, else the one
// of the year; ok is false where there was none.
func guidelineOf(m *match, t *table) (pct float64, ok bool) {
	if v := m.all("PCT"); len(v) > 0 {
		return v[0].number, true
	}
	for _, r := range t.Rows {
		if r.GuidelinePct != nil {
			return *r.GuidelinePct, true
		}
	}
	return 0, false
}

// meets judges "Italy meets the 2 % guideline".
func (w *World) meets(m *match, f *Finding) error {
	t, err := w.spendingIn(m, f)
	if err != nil {
		return err
	}
	s := m.states()[0]
	pct, ok := guidelineOf(m, t)
	if !ok {
		f.Understood = fmt.Sprintf("%s met the guideline of %d", w.name(s, m.on), t.year)
		f.Verdict, f.Right = CannotTell, fmt.Sprintf("there was no guideline in %d", t.year)
		return nil
	}
	below := m.has("MISS", "LT", "LE") && !(m.has("MISS") && m.has("MEET") && !m.has("NOT"))
	if m.has("MISS") && m.has("MEET") {
		below = true
	}
	negated := m.has("NOT", "NEVER")
	claimsMet := below == negated
	did := "met"
	if !claimsMet {
		did = "fell short of"
	}
	f.Understood = fmt.Sprintf("%s %s %s %% of GDP in %d", w.name(s, m.on), did, number2(pct), t.year)
	if pct == 5 && m.has("GUIDE") {
		f.Verdict, f.Right = CannotTell, "the 5 % of The Hague is 3.5 % of core defence and up to 1.5 % of related spending by 2035; the tables hold the core alone"
		f.Tables = append(f.Tables, "guidelines")
	}
	r, okRow := t.row(s)
	if !okRow || r.SharePct == nil {
		return w.noFigure(s, t, f)
	}
	f.Figure = &Figure{State: s, Year: t.year, Value: *r.SharePct, Unit: "% of GDP", Claimed: &pct, Estimate: r.Estimate}
	if f.Verdict != "" {
		return nil
	}
	f.Verdict = say(*r.SharePct >= pct, !claimsMet)
	f.Right = fmt.Sprintf("%s spent %s %% of its GDP on defence in %d (%s)", w.name(s, m.on), number2(*r.SharePct), t.year, t.as(r.Estimate))
	t.differ(f, func(o *table) (Verdict, string, bool) {
		r, ok := o.row(s)
		if !ok || r.SharePct == nil {
			return "", "", false
		}
		return say(*r.SharePct >= pct, !claimsMet), number2(*r.SharePct) + " %", true
	})
	if !r.Member {
		f.Right += "; it was no member then, and no guideline applied to it"
	}
	return nil
}

// count judges "23 of 32 allies met the 2 % guideline in 2024".
func (w *World) count(m *match, f *Finding) error {
	t, err := w.spendingIn(m, f)
	if err != nil {
		return err
	}
	pct, ok := guidelineOf(m, t)
	if !ok {
		f.Understood, f.Verdict, f.Right = fmt.Sprintf("how many met the guideline of %d", t.year), CannotTell, fmt.Sprintf("there was no guideline in %d", t.year)
		return nil
	}
	met, members, lacking, estimate := t.atLeast(pct)
	below := m.has("MISS") || m.has("LT") && !quantified(m, "LT") || m.has("NOT") && !m.has("NO") && !wholeNegation(m)
	n := met
	what := "met"
	if below {
		n, what = members-len(lacking)-met, "were below"
	}
	claim, holds := quantity(m, n, members)
	f.Understood = fmt.Sprintf("%s members %s %s %% of GDP in %d", claim, what, number2(pct), t.year)
	f.Figure = &Figure{Year: t.year, Value: float64(n), Unit: fmt.Sprintf("of %d members", members), Estimate: estimate}
	f.Verdict = say(holds, false)
	if nums := m.all("NUM"); len(nums) > 1 && int(nums[1].number) != members {
		f.Verdict = False
	}
	f.Right = fmt.Sprintf("%d of %d members met %s %% in %d (%s)", met, members, number2(pct), t.year, t.as(estimate))
	if len(lacking) > 0 {
		var names []string
		for _, s := range lacking {
			names = append(names, w.name(s, m.on))
		}
		f.Right += "; no figure for " + strings.Join(names, ", ")
		if len(lacking) > 1 && f.Verdict != False {
			f.Verdict = CannotTell
		}
	}
	t.differ(f, func(o *table) (Verdict, string, bool) {
		met, members, lacking, _ := o.atLeast(pct)
		if len(lacking) > 1 {
			return "", "", false
		}
		n := met
		if below {
			n = members - len(lacking) - met
		}
		_, holds := quantity(m, n, members)
		return say(holds, false), fmt.Sprintf("%d of %d", met, members), true
	})
	return nil
}

// atLeast counts the members that spend a share or more, and those without a figure.
func (t *table) atLeast(pct float64) (met, members int, lacking []casus.State, estimate bool) {
	for _, r := range t.Rows {
		if !r.Member {
			continue
		}
		members++
		estimate = estimate || r.Estimate
		switch {
		case r.SharePct == nil:
			lacking = append(lacking, r.State)
		case *r.SharePct >= pct:
			met++
		}
	}
	return met, members, lacking, estimate
}

// combined judges "the United States spends more than all other members combined".
func (w *World) combined(m *match, f *Finding) error {
	t, err := w.spendingIn(m, f)
	if err != nil {
		return err
	}
	s := m.states()[0]
	own, rest, estimate := 0.0, 0.0, false
	for _, r := range t.Rows {
		switch {
		case !r.Member || r.ExpenditureUSDm == nil || m.has("EUROPE") && (r.State == "USA" || r.State == "CAN") && r.State != s:
		case r.State == s:
			own = *r.ExpenditureUSDm
		default:
			rest += *r.ExpenditureUSDm
			estimate = estimate || r.Estimate
		}
	}
	word := "less"
	if m.has("GT") {
		word = "more"
	}
	f.Understood = fmt.Sprintf("%s spent %s on defence than the other members together in %d, in dollars", w.name(s, m.on), word, t.year)
	if own == 0 {
		return w.noFigure(s, t, f)
	}
	f.Figure = &Figure{State: s, Year: t.year, Value: own, Unit: "million current US$", Estimate: estimate}
	f.Verdict = say((own > rest) == m.has("GT"), m.has("NOT"))
	f.Right = fmt.Sprintf("%s spent %s billion US$, the others %s billion, in %d (%s)", w.name(s, m.on), number2(math.Round(own)/1000), number2(math.Round(rest)/1000), t.year, t.as(estimate))
	return nil
}

// quantified reports whether a comparison belongs to the number of members and
// not to their spending: it stands before the members.
func quantified(m *match, tag string) bool {
	for _, e := range m.edges {
		switch e.tag {
		case tag:
			return true
		case "ALLIES", "MEET", "SPEND", "MISS":
			return false
		}
	}
	return false
}

// wholeNegation reports whether "not" stands before the members: "not all allies".
func wholeNegation(m *match) bool { return quantified(m, "NOT") }

// quantity holds a claimed quantity of members against n of all.
func quantity(m *match, n, all int) (claim string, holds bool) {
	if nums := m.all("NUM"); len(nums) > 0 {
		v := int(nums[0].number)
		rel := relation("")
		for _, tag := range []string{"LT", "GT", "GE", "LE", "ONLY", "ABOUT", "NEARLY", "JUSTOVER"} {
			if quantified(m, tag) {
				rel = relation(tag)
			}
		}
		switch rel {
		case "LT":
			return fmt.Sprintf("fewer than %d", v), n < v
		case "GT":
			return fmt.Sprintf("more than %d", v), n > v
		case "GE":
			return fmt.Sprintf("at least %d", v), n >= v
		case "LE":
			return fmt.Sprintf("at most %d", v), n <= v
		case "NEARLY":
			return fmt.Sprintf("nearly %d", v), n < v && n >= v-2
		case "JUSTOVER":
			return fmt.Sprintf("just over %d", v), n > v && n <= v+2
		case "ABOUT":
			return fmt.Sprintf("about %d", v), n >= v-1 && n <= v+1
		}
		return fmt.Sprintf("%s%d", relationWords[rel], v), n == v
	}
	share := float64(n) / float64(all)
	for _, q := range []struct {
		tag, says string
		holds     bool
	}{
		{"MOSTALL", "almost all", share >= 0.85 && n < all}, {"TWOTHIRDS", "two thirds of", math.Abs(share-2.0/3) < 0.05},
		{"THREEQUARTERS", "three quarters of", math.Abs(share-0.75) < 0.05}, {"THIRD", "a third of", math.Abs(share-1.0/3) < 0.05},
		{"QUARTER", "a quarter of", math.Abs(share-0.25) < 0.05}, {"LESSHALF", "less than half of", share < 0.5},
		{"HALF", "half of", math.Abs(share-0.5) < 0.05}, {"MOST", "most", share > 0.5}, {"FEW", "few", share < 0.25 && n > 0},
		{"NO", "no", n == 0},
	} {
		if m.has(q.tag) {
			return q.says, q.holds
		}
	}
	if wholeNegation(m) {
		return "not all", n < all
	}
	return "all", n == all
}
