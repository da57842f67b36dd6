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
