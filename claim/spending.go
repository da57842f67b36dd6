package claim

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"casus"
	"casus/burden"
)

// table gives what an edition says of a year, for all members.
type table struct {
	burden.Answer
	edition burden.Edition
	year    int
	later   bool     // published after the day of the claim
	others  []*table // earlier editions that have the year too
}

// members gives who is party to the alliance on any day of a year.
func (w *World) membership() (all []casus.State, member func(s casus.State, year int) bool) {
	t, err := w.treaties.Find(nato)
	if err != nil {
		return nil, func(casus.State, int) bool { return false }
	}
	for _, p := range t.Parties {
		if !slices.Contains(all, p.State) {
			all = append(all, p.State)
		}
	}
	slices.Sort(all)
	return all, func(s casus.State, year int) bool {
		first, ok1 := casus.NewDate(year, 1, 1)
		last, ok2 := casus.NewDate(year, 12, 31)
		return ok1 && ok2 && t.BoundBetween(s, first, last)
	}
}

// spendingIn reads the edition that was known on the day of the claim, for the
// year claimed, else the claim's own year.
func (w *World) spendingIn(m *match, f *Finding) (*table, error) {
	e, later := burden.EditionFor(w.facts, m.on)
	year := yearOf(m)
	asked := year != 0
	if !asked {
		year = m.on.Year()
	}
	all, member := w.membership()
	read := func(y int) (burden.Answer, error) {
		return burden.Table(w.facts, burden.Query{Year: y, Edition: e.ID, Members: all, Member: member})
	}
	a, err := read(year)
	for y := year - 1; err != nil && !asked && y > year-4; y-- {
		if a, err = read(y); err == nil {
			year = y
		}
	}
	if err != nil {
		return nil, err
	}
	f.Edition, f.Sources = e.ID, append(f.Sources, e.Source)
	f.Tables = append(f.Tables, "nato_expenditure", "editions", "guidelines")
	t := &table{Answer: a, edition: e, year: year, later: later}
	for _, o := range burden.Editions(w.facts) {
		if o.ID == e.ID || o.Published > m.on {
			continue
		}
		if b, err := burden.Table(w.facts, burden.Query{Year: year, Edition: o.ID, Members: all, Member: member}); err == nil {
			t.others = append(t.others, &table{Answer: b, edition: o, year: year})
		}
	}
	return t, nil
}

// differ makes a finding disputed where a claim that is false by the newest
// edition was true by an earlier one, which NATO has restated since, and says so. judge gives the verdict of an edition, and its figure in
// words; ok is false where the edition lacks it.
func (t *table) differ(f *Finding, judge func(t *table) (v Verdict, figure string, ok bool)) {
	for _, o := range t.others {
		if v, figure, ok := judge(o); ok && f.Verdict == False && v == True {
			f.Verdict = Disputed
			f.Right += fmt.Sprintf("; the edition %s of %s has %s", o.edition.ID, o.edition.Published.Words(), figure)
			f.Sources = append(f.Sources, o.edition.Source)
			return
		}
	}
}

// row gives a state's figures.
func (t *table) row(s casus.State) (burden.Row, bool) {
	for _, r := range t.Rows {
		if r.State == s {
			return r, true
		}
	}
	return burden.Row{}, false
}

// as says from which edition a figure is.
func (t *table) as(estimate bool) string {
	out := "NATO's edition " + t.edition.ID
	if estimate {
		out += ", an estimate"
	}
	if t.later {
		out += ", published later, on " + t.edition.Published.Words()
	}
	return out
}

// yearOf gives the year that a claim names, 0 for none.
func yearOf(m *match) int {
	for _, tag := range []string{"YEAR", "DAY"} {
		for _, v := range m.all(tag) {
			return v.year
		}
	}
	if m.has("LASTYEAR") {
		return m.on.Year() - 1
	}
	return 0
}

// dayNamed gives the day that a claim names, its own day else; whole says that
// it names a year alone.
func dayNamed(m *match) (d casus.Date, whole bool) {
	if v := m.all("DAY"); len(v) > 0 {
		return v[0].day, false
	}
	if v := m.all("YEAR"); len(v) > 0 {
		d, _ := casus.NewDate(v[0].year, 12, 31)
		return min(d, m.on), true
	}
	return m.on, false
}

// How a claimed number stands to the one on record.
type relation string

// relationOf gives the words that qualify a number.
func relationOf(m *match) relation {
	switch {
	case m.has("NOT") && m.has("GT"):
		return "LE"
	case m.has("NOT") && m.has("LT") && !strings.HasPrefix(first(m, "LT"), "not"):
		return "GE"
	}
	for _, tag := range []string{"LT", "GT", "GE", "LE", "NEARLY", "JUSTOVER", "ABOUT", "ONLY", "EXACTLY"} {
		if m.has(tag) {
			return relation(tag)
		}
	}
	return ""
}

func first(m *match, tag string) string {
	if v := m.all(tag); len(v) > 0 {
		return v[0].text
	}
	return ""
}

var relationWords = map[relation]string{"LT": "less than ", "GT": "more than ", "GE": "at least ", "LE": "at most ", "NEARLY": "nearly ",
	"JUSTOVER": "just over ", "ABOUT": "about ", "ONLY": "only ", "EXACTLY": "exactly "}

// holds reports whether a figure bears out a claimed number: as many digits as
// are claimed must agree; a whole number may be off by 0.15, a rounded one
// ("about") by half of its last digit more.
func (r relation) holds(actual, claimed float64, decimals int) bool {
	slack := 0.5*math.Pow10(-decimals) + 1e-9
	if decimals == 0 {
		slack = 0.15
	}
	switch r {
	case "LT":
		return actual < claimed
	case "GT":
		return actual > claimed
	case "GE":
		return actual >= claimed
	case "LE":
		return actual <= claimed
	case "NEARLY":
		return actual < claimed && actual >= claimed-2*slack
	case "JUSTOVER":
		return actual > claimed && actual <= claimed+2*slack
	case "ABOUT":
		return math.Abs(actual-claimed) <= 2*slack
	}
	return math.Abs(actual-claimed) <= slack
}

// say turns a truth value into a verdict, the other way where the claim denies.
func say(holds, negated bool) Verdict {
	if holds != negated {
		return True
	}
	return False
}

// name gives a state's name on the day of the claim.
func (w *World) name(s casus.State, on casus.Date) string { return w.states.Name(s, on) }

// number words a figure without trailing zeros.
func number2(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.3f", v), "0"), ".")
}

func deny(m *match, positive, negative string) string {
	if m.negated() {
		return negative
	}
	return positive
}

// share judges "Spain spends 1.3 % of its GDP on defence".
func (w *World) share(m *match, f *Finding) error {
	states := m.states()
	t, err := w.spendingIn(m, f)
	if err != nil {
		return err
	}
	s, pct, rel := states[0], m.all("PCT")[0], relationOf(m)
	negated := m.has("NOT") && rel != "LE" && rel != "GE"
	not := ""
	if negated {
		not = "not "
	}
	f.Understood = fmt.Sprintf("%s's defence spending in %d was %s%s%s %% of its GDP", w.name(s, m.on), t.year, not, relationWords[rel], number2(pct.number))
	r, ok := t.row(s)
	if !ok || r.SharePct == nil {
		return w.noFigure(s, t, f)
	}
	f.Figure = &Figure{State: s, Year: t.year, Value: *r.SharePct, Unit: "% of GDP", Claimed: &pct.number, Estimate: r.Estimate}
	f.Verdict = say(rel.holds(*r.SharePct, pct.number, pct.digits), negated)
	f.Right = fmt.Sprintf("%s spent %s %% of its GDP on defence in %d (%s)", w.name(s, m.on), number2(*r.SharePct), t.year, t.as(r.Estimate))
	t.differ(f, func(o *table) (Verdict, string, bool) {
		r, ok := o.row(s)
		if !ok || r.SharePct == nil {
			return "", "", false
		}
		return say(rel.holds(*r.SharePct, pct.number, pct.digits), negated), number2(*r.SharePct) + " %", true
	})
	return nil
}

// noFigure answers where the edition has no figure for a state.
func (w *World) noFigure(s casus.State, t *table, f *Finding) error {
	f.Verdict = CannotTell
	f.Right = fmt.Sprintf("the edition %s has no figure for %s in %d", t.edition.ID, w.states.Name(s, f.On), t.year)
	if _, member := w.membership(); !member(s, t.year) {
		f.Right = fmt.Sprintf("%s was no member of the alliance in %d, and the figures are those of its members", w.states.Name(s, f.On), t.year)
	}
	if r, ok := t.row(s); ok && r.Note != "" {
		f.Right += ": " + r.Note
	}
	return nil
}

// money judges "Germany spends more than 80 billion dollars on defence".
func (w *World) money(m *match, f *Finding) error {
	t, err := w.spendingIn(m, f)
	if err != nil {
		return err
	}
	s, sum, rel := m.states()[0], m.all("DOLLARS")[0], relationOf(m)
	f.Understood = fmt.Sprintf("%s's defence spending in %d was %s%s billion US$", w.name(s, m.on), t.year, relationWords[rel], number2(sum.number/1000))
	r, ok := t.row(s)
	if !ok || r.ExpenditureUSDm == nil {
		return w.noFigure(s, t, f)
	}
	v := *r.ExpenditureUSDm
	f.Figure = &Figure{State: s, Year: t.year, Value: v, Unit: "million current US$", Claimed: &sum.number, Estimate: r.Estimate}
	within := math.Abs(v-sum.number) <= 0.03*v
	switch rel {
	case "LT", "GT", "GE", "LE":
		within = rel.holds(v, sum.number, 0)
	case "ABOUT", "NEARLY":
		within = math.Abs(v-sum.number) <= 0.06*v
	}
	f.Verdict = say(within, m.has("NOT"))
	f.Right = fmt.Sprintf("%s spent %s billion current US$ on defence in %d (%s)", w.name(s, m.on), number2(v/1000), t.year, t.as(r.Estimate))
	return nil
}

// compare judges "Poland spends more than Germany", as a share of GDP and in dollars.
func (w *World) compare(m *match, f *Finding) error {
	t, err := w.spendingIn(m, f)
	if err != nil {
		return err
	}
	s := m.states()
	a, okA := t.row(s[0])
	b, okB := t.row(s[1])
	more := m.has("GT")
	word := "less"
	if more {
		word = "more"
	}
	of := ""
	if m.has("GDP") {
		of = " as a share of GDP"
	}
	f.Understood = fmt.Sprintf("%s spent %s%s on defence than %s in %d", w.name(s[0], m.on), word, of, w.name(s[1], m.on), t.year)
	for i, r := range []burden.Row{a, b} {
		if ok := []bool{okA, okB}[i]; !ok || r.SharePct == nil {
			return w.noFigure(s[i], t, f)
		}
	}
	f.Figure = &Figure{State: s[0], Year: t.year, Value: *a.SharePct, Unit: "% of GDP", Estimate: a.Estimate}
	byShare := say((*a.SharePct > *b.SharePct) == more, m.has("NOT"))
	f.Right = fmt.Sprintf("%s %s %%, %s %s %% of GDP in %d", w.name(s[0], m.on), number2(*a.SharePct), w.name(s[1], m.on), number2(*b.SharePct), t.year)
	f.Verdict = byShare
	if a.ExpenditureUSDm != nil && b.ExpenditureUSDm != nil {
		f.Right += fmt.Sprintf("; %s and %s billion US$", number2(*a.ExpenditureUSDm/1000), number2(*b.ExpenditureUSDm/1000))
		if byMoney := say((*a.ExpenditureUSDm > *b.ExpenditureUSDm) == more, m.has("NOT")); of == "" && byMoney != byShare {
			f.Verdict = Disputed
			f.Right += ": it is one thing as a share of GDP and another in dollars"
		}
	}
	f.Right += " (" + t.as(a.Estimate || b.Estimate) + ")"
	return nil
}

// rank judges "Poland spends the highest share of GDP in NATO".
func (w *World) rank(m *match, f *Finding) error {
	t, err := w.spendingIn(m, f)
	if err != nil {
		return err
	}
	s := m.states()[0]
	least := m.has("LEASTSPEND", "LT")
	word := "most"
	if least {
		word = "least"
	}
	bound := func(r burden.Row) bool { return r.Member && r.SharePct != nil }
	best := func(get func(burden.Row) *float64) (top burden.Row) {
		for _, r := range t.Rows {
			if v := get(r); bound(r) && v != nil && (top.State == "" || (*v > *get(top)) != least) {
				top = r
			}
		}
		return top
	}
	byShare := best(func(r burden.Row) *float64 { return r.SharePct })
	byMoney := best(func(r burden.Row) *float64 { return r.ExpenditureUSDm })
	of := ""
	if m.has("GDP") {
		of = " as a share of GDP"
	}
	f.Understood = fmt.Sprintf("of all members %s spent the %s%s on defence in %d", w.name(s, m.on), word, of, t.year)
	if byShare.State == "" {
		return w.noFigure(s, t, f)
	}
	f.Figure = &Figure{State: byShare.State, Year: t.year, Value: *byShare.SharePct, Unit: "% of GDP", Estimate: byShare.Estimate}
	f.Verdict = say(byShare.State == s, m.has("NOT"))
	f.Right = fmt.Sprintf("as a share of GDP the %s was spent by %s, %s %%", word, w.name(byShare.State, m.on), number2(*byShare.SharePct))
	if byMoney.State != "" {
		f.Right += fmt.Sprintf("; in dollars by %s, %s billion US$", w.name(byMoney.State, m.on), number2(*byMoney.ExpenditureUSDm/1000))
		if of == "" && (byMoney.State == s) != (byShare.State == s) {
			f.Verdict = Disputed
		}
	}
	f.Right += fmt.Sprintf(", in %d (%s)", t.year, t.as(byShare.Estimate))
	return nil
}

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

// owe judges "Germany owes NATO money": nobody owes anybody a debt.
func (w *World) owe(m *match, f *Finding) error {
	who := "the members owe"
	if s := m.states(); len(s) > 0 && !m.has("EUROPE", "ALLIES") {
		who = w.name(s[0], m.on) + " owes"
	}
	f.Understood = who + " the alliance or another member money for defence"
	denies := m.negated() && !(m.has("SPEND") && m.has("DEBT")) // who has not paid its bills is said to owe them
	if denies {
		f.Understood = "it is not so that " + f.Understood
	}
	f.Verdict = say(false, denies)
	f.Right = "nobody owes a debt: the spending guideline is a political pledge about each member's own budget, and a shortfall is a distance to it; Article 3 holds no figure"
	f.Clause = w.clause(nato, "3")
	f.Tables = append(f.Tables, "guidelines")
	f.Sources = append(f.Sources, "press-g1")
	return nil
}

// guidelineLaw judges "the 2 % guideline is legally binding".
func (w *World) guidelineLaw(m *match, f *Finding) error {
	f.Tables = append(f.Tables, "guidelines")
	f.Sources = append(f.Sources, "press-g1")
	f.Clause = w.clause(nato, "3")
	f.Right = "the guidelines are political pledges of summits (2014, 2023, 2025), no duty of the treaty: Article 3 asks for self-help and mutual aid and holds no figure"
	if m.has("POLITICAL") {
		f.Understood = "the spending guideline is a political pledge"
		f.Verdict = say(true, m.has("NO") || m.has("NOT") && !strings.HasPrefix(first(m, "POLITICAL"), "not"))
		return nil
	}
	f.Understood = deny(m, "the spending guideline is a duty in law", "the spending guideline is no duty in law")
	f.Verdict = say(false, m.negated())
	return nil
}

// clause gives a provision of a treaty with its words where they were read.
func (w *World) clause(id, article string) *Clause {
	out := &Clause{Treaty: id, Article: article}
	if t, err := w.treaties.Find(id); err == nil {
		for _, c := range t.Clauses {
			if c.Article == article {
				out.Quotation = c.Quote
				return out
			}
		}
	}
	return out
}
