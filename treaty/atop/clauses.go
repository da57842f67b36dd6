package atop

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/history"
	"casus/treaty"
)

// promises are the types of obligation in the order of the clauses, with ATOP's
// bit and this package's words.
var promises = []struct {
	typ     casus.ObligationType
	bit     history.Obligations
	article string
	says    string
}{
	{casus.Assist, history.Defense, "defence", "active military support if the ally's sovereignty or territory is attacked"},
	{casus.Offence, history.Offense, "offence", "active military support in a war that no attack on the ally has begun"},
	{casus.Consult, history.Consul, "consultation", "consultation in a crisis that may lead to war"},
	{casus.Neutrality, history.Neutral, "neutrality", "no help to the ally's adversary"},
	{casus.NonAggression, history.Nonagg, "non-aggression", "no force against the ally"},
}

// clauses makes the clauses of an alliance: one for each phase, type of promise
// and set of members whose promise is the same.
func (c *compiler) clauses(a *history.Alliance, members []member) ([]*treaty.Clause, error) {
	byPhase := map[int][]member{}
	for _, m := range members {
		byPhase[m.row.Phase] = append(byPhase[m.row.Phase], m)
	}
	phases := sortedKeys(byPhase)
	var out []*treaty.Clause
	for _, p := range promises {
		for _, n := range phases {
			in := byPhase[n]
			base := clauseBase{alliance: a.ID, phase: n, many: len(phases) > 1, members: in}
			if base.many {
				base.days = phaseDays(byPhase, phases, n)
			}
			for _, g := range c.groups(a.ID, n, p.typ, p.bit, in) {
				cl := c.clause(base, p.typ, g)
				cl.Article, cl.Says = p.article, p.says
				if base.many {
					cl.Article = fmt.Sprintf("%s, phase %d", p.article, n)
				}
				if third := c.inFavour(base, g, cl); third != nil {
					cl = third
				}
				out = append(out, cl)
			}
		}
	}
	return out, nil
}

// clauseBase is what the clauses of one phase share.
type clauseBase struct {
	alliance, phase int
	many            bool // the alliance has more phases than this one
	days            casus.Span
	members         []member
}

// phaseDays gives the days of a phase: up to the day before the next one that
// two of its members share.
func phaseDays(by map[int][]member, phases []int, n int) casus.Span {
	days := span(by[n])
	for _, q := range phases {
		next := span(by[q])
		if q <= n || next.From <= days.From {
			continue
		}
		shared := 0
		for _, m := range by[n] {
			if slices.ContainsFunc(by[q], func(o member) bool { return o.state == m.state }) {
				shared++
			}
		}
		if shared >= 2 && (days.Until == 0 || next.From <= days.Until) {
			days.Until = next.From - 1
		}
	}
	return days
}

func span(members []member) casus.Span {
	out := members[0].span
	for _, m := range members[1:] {
		out.From = min(out.From, m.span.From)
		if out.Until != 0 && m.span.Until > out.Until || m.span.Until == 0 {
			out.Until = m.span.Until
		}
	}
	return out
}

// group is the members that make one promise on the same conditions.
type group struct {
	members []member
	kinds   []string    // of condition that ATOP codes
	rows    []condition // of the table, that apply to them
	vary    bool        // they owe different things to different partners
	offence offensive
}

// offensive says whether a member promises offence too, and how freely.
type offensive uint8

const (
	none offensive = iota
	conditional
	unconditional
)

func (c *compiler) groups(id, phase int, typ casus.ObligationType, bit history.Obligations, members []member) []group {
	var out []group
	keys := map[string]int{}
	for _, m := range members {
		if !m.row.Has(bit) {
			continue
		}
		g := group{kinds: c.col.conditions(typ, m.row.Row), vary: c.col.obvary[m.row.Row] == 1}
		if typ == casus.Assist && m.row.Has(history.Offense) {
			g.offence = unconditional
			if len(c.col.conditions(casus.Offence, m.row.Row)) > 0 {
				g.offence = conditional
			}
		}
		key := fmt.Sprint(g.kinds, g.vary, g.offence)
		if g.vary {
			key += string(m.state) // to whom it owes is its own
		}
		for i, x := range c.conditions[id] {
			if x.obligation == typ && (x.phase == 0 || x.phase == phase) && (x.by == "" || x.by == m.state) {
				g.rows = append(g.rows, x)
				key += fmt.Sprint(" ", i)
			}
		}
		at, ok := keys[key]
		if !ok {
			at = len(out)
			keys[key] = at
			out = append(out, g)
		}
		out[at].members = append(out[at].members, m)
	}
	return out
}

func (c *compiler) clause(base clauseBase, typ casus.ObligationType, g group) *treaty.Clause {
	cl := &treaty.Clause{Type: typ, Basis: "report", Source: fmt.Sprintf("ATOP 5.1, alliance %d", base.alliance), Days: base.days}
	switch typ {
	case casus.Assist, casus.Offence:
		cl.Discretion = casus.UnspecifiedMeasure
	case casus.Consult:
		cl.Discretion = casus.ConsultOnly
	default:
		cl.Discretion = casus.Automatic
	}
	all := states(base.members)
	if who := states(g.members); base.many || len(who) < len(all) {
		cl.OwedBy = who
	}
	if base.many {
		cl.OwedTo, cl.Members = all, true
	}
	if g.vary {
		c.vary(cl, base, typ, g)
	}
	c.steps(cl, base, typ, g)
	return cl
}

// vary narrows a promise that differs by partner to those for whom ATOP's
// directed dyad-years have it; where these are not imported, it is contested.
func (c *compiler) vary(cl *treaty.Clause, base clauseBase, typ casus.ObligationType, g group) {
	if c.pledges == nil {
		cl.Steps = append(cl.Steps, c.programs.always("doubt", "ATOP codes that the state owes different things to different partners; to whom it owes this stands in its directed dyad-years, which are not imported"))
		return
	}
	bit := history.Obligations(0)
	for _, p := range promises {
		if p.typ == typ {
			bit = p.bit
		}
	}
	self := g.members[0]
	to := []casus.State{}
	var unclear []string
	for _, m := range base.members {
		if m.state == self.state || slices.Contains(to, m.state) {
			continue
		}
		from := max(m.span.From, self.span.From, firstDay)
		if o, ok := c.pledges.At(c.system.Index(self.row.Code), c.system.Index(m.row.Code), from.Year()); ok && o.Has(bit) {
			to = append(to, m.state)
			if c.elsewhere(base.alliance, self.row.Code, m.row.Code, bit, from.Year()) {
				unclear = append(unclear, string(m.state))
			}
		}
	}
	cl.OwedTo, cl.Members = to, true
	if len(unclear) > 0 {
		cl.Steps = append(cl.Steps, c.programs.step("doubt", "partner in ["+strings.Join(unclear, ", ")+"]",
			"ATOP codes that the state owes different things to different partners; that it has promised this one something stands in its data, and another alliance of the two explains it as well"))
	}
}

// elsewhere reports whether another alliance gives one state's promise to
// another in a year.
func (c *compiler) elsewhere(alliance, from, to int, bit history.Obligations, year int) bool {
	in := func(m history.Member) bool {
		return m.Span.From.Year() <= year && (m.Span.Until == 0 || m.Span.Until.Year() >= year)
	}
	for i := range c.atop.Alliances {
		a := &c.atop.Alliances[i]
		if a.ID == alliance {
			continue
		}
		for _, m := range a.Members {
			if m.Code == from && m.Has(bit) && in(m) && slices.ContainsFunc(a.Members, func(o history.Member) bool { return o.Code == to && o.Phase == m.Phase && in(o) }) {
				return true
			}
		}
	}
	return false
}

// steps adds what the promise depends on: the table's rows, then what ATOP says
// of conditions that no row settles, then what every such promise shares.
func (c *compiler) steps(cl *treaty.Clause, base clauseBase, typ casus.ObligationType, g group) {
	ps := &c.programs
	settled := map[string]bool{}
	own := map[string]bool{} // expressions of the table's exceptions
	for _, x := range g.rows {
		if x.favour != "" {
			continue
		}
		for _, k := range x.settles {
			settled[k] = true
		}
		if x.discretion != "" {
			cl.Discretion = x.discretion
		}
		switch {
		case x.role == "pending":
			cl.Pending = append(cl.Pending, x.pending)
		case x.role == "until":
		default:
			cl.Steps = append(cl.Steps, x.step)
			own[x.role+" "+x.text] = true
		}
	}
	unless := func(expression, says string) {
		if !own["unless "+expression] {
			cl.Steps = append(cl.Steps, ps.step("exception", expression, says))
		}
	}
	for _, k := range g.kinds {
		if settled[k] {
			continue
		}
		switch k {
		case "pr":
			if typ == casus.Neutrality {
				unless("partner == target and target_struck_first or partner in attackers and not target_struck_first", "the ally provoked the war: it used force first")
			} else {
				unless("target_struck_first", "the attack was provoked: the ally used force first")
				own["unless target_struck_first"] = true
			}
		case "att":
			cl.Steps = append(cl.Steps, ps.step("condition", "partner == target and not target_struck_first or partner in attackers and target_struck_first", "the ally was attacked, and did not attack"))
		case "req":
			cl.Pending = append(cl.Pending, treaty.PendingStep{What: casus.VictimRequest, Who: "a party", Says: "it asks for consultation"})
		default:
			cl.Steps = append(cl.Steps, ps.always("doubt", unknown[k]+c.threat(k, g.members[0])))
		}
	}
	switch typ {
	case casus.Assist:
		switch g.offence {
		case none:
			unless("target_struck_first", "the ally used armed force first, and the promise is for an attack on it")
		case conditional:
			cl.Steps = append(cl.Steps, ps.step("doubt", "target_struck_first", "the ally used armed force first: the promise is for an attack on it, and that of offence has conditions of its own"))
		}
		if !settled["adv"] { // where the adversary is known, the text says whether it may be a party
			cl.Steps = append(cl.Steps, c.shared["among_parties"]...)
		}
		if !settled["loc"] {
			cl.Steps = append(cl.Steps, ps.step("doubt", "object in [vessel, aircraft] or object == forces and place.of != target", "ATOP codes promises for attacks on sovereignty or territory; whether this one reaches forces, vessels or aircraft elsewhere is not coded"))
			cl.Steps = append(cl.Steps, c.shared["soil"]...)
		}
		cl.Steps = append(cl.Steps, c.shared["kinds"]...)
	case casus.Offence:
		cl.Steps = append(cl.Steps, ps.step("doubt", "party(target)", "the adversary is itself a party; a promise against a party is not presumed"))
	case casus.NonAggression:
		cl.Steps = append(cl.Steps,
			ps.step("doubt", "target_struck_first", "the target used armed force first: force in self-defence is no aggression"),
			ps.step("doubt", "kind in [cyber_attack, hybrid, proxy]", "whether such an act is a use of force is disputed"))
	}
	c.broken(cl, base)
	if s := secrecy(c.col.pubsecr[g.members[0].row.Row], c.col.secrart[g.members[0].row.Row]); s != "" {
		cl.Steps = append(cl.Steps, ps.always("note", s))
	}
}

// unknown words the conditions that ATOP codes without their content.
var unknown = map[string]string{
	"adv": "ATOP codes that the promise holds against certain adversaries only; which ones is not among its data",
	"loc": "ATOP codes that the promise holds in certain places only; which ones is not among its data",
	"con": "ATOP codes that the promise holds in one conflict only; which one is not among its data",
	"num": "ATOP codes that the promise depends on the number of adversaries; how is not among its data",
	"dem": "ATOP codes that the promise depends on whether certain demands are met; which ones is not among its data",
	"lim": "ATOP codes a further limit of the state's promises; what it is and which promise it limits is not among its data",
}

// threat names the states that ATOP gives as the threat: they need not be all
// adversaries that are meant.
func (c *compiler) threat(kind string, m member) string {
	if kind != "adv" {
		return ""
	}
	var names []string
	for _, col := range c.col.threats {
		if code := int(col[m.row.Row]); code > 0 {
			if s, ok := c.in.States.FromCOW(code, max(m.span.From, firstDay)); ok {
				names = append(names, c.in.States.Label(s, max(m.span.From, firstDay)))
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " (as a threat it names " + list(names) + ")"
}

// inFavour makes the clause of a promise for the sake of a third state, which
// ATOP counts as one of offence: the third state is the one attacked. nil where
// the promise is for the allies themselves.
func (c *compiler) inFavour(base clauseBase, g group, from *treaty.Clause) *treaty.Clause {
	var out *treaty.Clause
	for _, x := range g.rows {
		if x.favour == "" {
			continue
		}
		if out == nil {
			k := *from
			out = &k
			out.Type, out.Steps, out.Members = casus.Assist, nil, false
			out.OwedTo = []casus.State{x.favour}
			out.Article += ", in favour of " + c.in.States.Name(x.favour, base.members[0].span.From)
			out.Says = "active military support to uphold a third state's independence or integrity"
		}
		out.Steps = append(out.Steps, x.step)
	}
	if out != nil {
		out.Steps = append(out.Steps, c.shared["kinds"]...)
	}
	return out
}

func states(members []member) []casus.State {
	var out []casus.State
	for _, m := range members {
		if !slices.Contains(out, m.state) {
			out = append(out, m.state)
		}
	}
	slices.Sort(out)
	return out
}

func secrecy(pubsecr, secrart int32) string {
	switch {
	case pubsecr == 2:
		return "the alliance was secret: an adversary need not have known of it"
	case pubsecr == 1 || secrart > 0:
		return "a part of the terms was secret: an adversary need not have known of it"
	}
	return ""
}

// summary says in one sentence what the alliance promises.
func (c *compiler) summary(members []member) string {
	var words []string
	for _, p := range promises {
		if slices.ContainsFunc(members, func(m member) bool { return m.row.Has(p.bit) }) {
			words = append(words, p.article)
		}
	}
	if len(words) == 0 {
		return "ATOP codes no promise that Casus asks about."
	}
	return "Promises, as ATOP codes them: " + list(words) + "."
}

// notes gives what ATOP codes of secrecy, form and institutions.
func (c *compiler) notes(id int, members []member) []string {
	out := []string{
		"ATOP dates entry by signature, not by ratification, and ends on 31 December 2018; the days of entry into force and the ends in law are from the tables alliance_days and alliance_ends.",
	}
	if s := entryNote(members); s != "" {
		out = append(out, s)
	}
	for _, x := range c.ends[id] {
		if x.how != "never" {
			out = append(out, fmt.Sprintf("What ended it in law: %s; %s.", howEnded[x.how], x.says))
		}
	}
	has := func(col []int32, value int32) bool {
		return slices.ContainsFunc(members, func(m member) bool { return col[m.row.Row] == value })
	}
	if s := secrecy(c.col.pubsecr[members[0].row.Row], c.col.secrart[members[0].row.Row]); s != "" {
		out = append(out, strings.ToUpper(s[:1])+s[1:]+".")
	}
	if has(c.col.source, 2) {
		out = append(out, "ATOP coded it from secondary sources; it had not the text.")
	}
	for _, x := range []struct {
		col   []int32
		value int32
		says  string
	}{
		{c.col.milcon, 1, "Military contacts are foreseen in hostilities."},
		{c.col.milcon, 2, "Military contacts are foreseen in peacetime."},
		{c.col.milcon, 3, "A common defence policy is foreseen."},
		{c.col.intcom, 1, "It has an integrated command."},
	} {
		if has(x.col, x.value) {
			out = append(out, x.says)
		}
	}
	if slices.ContainsFunc(members, func(m member) bool { return c.col.base[m.row.Row] > 0 }) {
		out = append(out, "It provides for troops or bases of one party on another's soil.")
	}
	return out
}

// extend applies the rows that say that an alliance stood, by its own terms,
// beyond the day with which ATOP ends it: the days between are contested.
func (c *compiler) extend(id int, members []member) []member {
	for _, x := range c.conditions[id] {
		if x.role != "until" {
			continue
		}
		for i := range members {
			m := &members[i]
			if (x.phase != 0 && x.phase != m.row.Phase) || m.span.Until == 0 || m.span.Until >= x.until {
				continue
			}
			m.doubts = append(slices.Clone(m.doubts), treaty.Doubt{Span: casus.Span{From: m.span.Until + 1, Until: x.until},
				Says: fmt.Sprintf("ATOP ends it on %s; %s", m.span.Until.Words(), x.step.Says), Source: cmp.Or(x.step.Source, "ATOP 5.1")})
			m.span.Until = x.until
		}
	}
	return members
}
