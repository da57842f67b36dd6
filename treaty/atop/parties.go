package atop

import (
	"cmp"
	"slices"

	"casus"
	"casus/history"
	"casus/history/store"
	"casus/treaty"
)

// columns are those of the member file that clauses are made of.
type columns struct {
	flags    map[string][]int32 // "defcoadv"
	olimob   []int32
	obvary   []int32
	pubsecr  []int32
	secrart  []int32
	specthrt []int32
	threats  [2][]int32
	source   []int32
	estmode  []int32
	milcon   []int32
	intcom   []int32
	base     []int32
	entry    [2][]int32 // month, day
	exit     [3][]int32 // year, month, day
}

// prefixes of ATOP's flags, by type of obligation.
var prefixes = map[casus.ObligationType]string{
	casus.Assist: "def", casus.Offence: "off", casus.Neutrality: "neu", casus.Consult: "con",
}

// suffixes of ATOP's flags, by kind of condition.
var suffixes = map[string]string{"adv": "coadv", "loc": "coloc", "con": "cocon", "num": "conum", "dem": "codem", "pr": "conpr", "att": "coatt", "req": "coreq"}

func newColumns(t *store.Table) columns {
	ints := func(name string) []int32 {
		if !t.Has(name) {
			return make([]int32, t.Rows())
		}
		return t.Ints(name)
	}
	c := columns{flags: map[string][]int32{}}
	for _, p := range prefixes {
		for _, s := range suffixes {
			if t.Has(p + s) {
				c.flags[p+s] = t.Ints(p + s)
			}
		}
	}
	c.olimob, c.obvary = ints("olimob"), ints("obvary")
	c.pubsecr, c.secrart = ints("pubsecr"), ints("secrart")
	c.specthrt, c.threats = ints("specthrt"), [2][]int32{ints("statthr1"), ints("statthr2")}
	c.source, c.estmode = ints("source"), ints("estmode")
	c.milcon, c.intcom, c.base = ints("milcon"), ints("intcom"), ints("base")
	c.entry = [2][]int32{ints("moent"), ints("dayent")}
	c.exit = [3][]int32{ints("yrexit"), ints("moexit"), ints("dayexit")}
	return c
}

// conditions lists the kinds of condition that are coded for a member's promise.
func (c *columns) conditions(t casus.ObligationType, row int) []string {
	var out []string
	prefix := prefixes[t]
	for _, k := range flagKinds {
		if v := c.flags[prefix+suffixes[k]]; prefix != "" && suffixes[k] != "" && v != nil && v[row] == 1 {
			out = append(out, k)
		}
	}
	// "Some other limit" names no promise, so it may touch each that asks for action.
	if c.olimob[row] == 1 && (t == casus.Assist || t == casus.Offence || t == casus.Neutrality || t == casus.Consult) {
		out = append(out, "lim")
	}
	return out
}

// member is one member row as one state; a row whose number passes from one
// state to another gives one for each.
type member struct {
	row    history.Member
	state  casus.State
	span   casus.Span
	doubts []treaty.Doubt
}

// members gives the alliance's members as states.
func (c *compiler) members(a *history.Alliance) []member {
	var out []member
	for _, m := range a.Members {
		if m.Span.From == 0 || m.Span.Until != 0 && m.Span.Until < m.Span.From {
			continue
		}
		doubts := c.doubts(m)
		for _, p := range c.pieces(m) {
			p.doubts = doubts
			out = append(out, p)
		}
	}
	return out
}

// pieces parts a member row where its number passes to another state.
func (c *compiler) pieces(m history.Member) []member {
	last := m.Span.Until
	if last == 0 {
		last = LastDay
	}
	var out []member
	for from := m.Span.From; from <= last; {
		s, ok := c.in.States.FromCOW(m.Code, max(from, firstDay))
		until := last
		if ok && !c.same(m.Code, s, last) {
			until = c.change(m.Code, s, from, last)
		} else if !ok { // no state bears the number yet: the first one that does within the spell
			s, until = c.later(m.Code, from, last)
			if s == "" {
				break
			}
		}
		p := member{row: m, state: s, span: casus.Span{From: from, Until: until}}
		if until == last {
			p.span.Until = m.Span.Until
		}
		out = append(out, p)
		from = until + 1
	}
	return out
}

// firstDay is the first day of the list of states; alliances of 1815 are asked
// as of then.
var firstDay = casus.MustDate("1816-01-01")

func (c *compiler) same(code int, s casus.State, on casus.Date) bool {
	got, ok := c.in.States.FromCOW(code, max(on, firstDay))
	return ok && got == s
}

// change finds the last day on which the number is still s's, by halves.
func (c *compiler) change(code int, s casus.State, from, last casus.Date) casus.Date {
	for last-from > 1 {
		if mid := from + (last-from)/2; c.same(code, s, mid) {
			from = mid
		} else {
			last = mid
		}
	}
	return from
}

// later gives the state that bears the number at the spell's end; ATOP lists
// some members a little before the lists of states do.
func (c *compiler) later(code int, from, last casus.Date) (casus.State, casus.Date) {
	for _, on := range []casus.Date{from + 366, from + (last-from)/2, last} {
		if on > last {
			continue
		}
		if s, ok := c.in.States.FromCOW(code, max(on, firstDay)); ok {
			return s, on
		}
	}
	// Its nearest spell, where none holds: the state that has the number at all.
	for y := from.Year(); y <= LastDay.Year(); y++ {
		on, _ := casus.NewDate(y, 7, 1)
		if s, ok := c.in.States.FromCOW(code, max(on, firstDay)); ok {
			return s, last
		}
	}
	return "", 0
}

// doubts gives the days on which it is not known whether a member is bound:
// those of a month, or year, whose day is not coded, and all after ATOP's end.
func (c *compiler) doubts(m history.Member) []treaty.Doubt {
	var out []treaty.Doubt
	r := m.Row
	const source = "ATOP 5.1"
	if month, day := c.col.entry[0][r], c.col.entry[1][r]; day < 1 {
		span := casus.Span{From: m.Span.From, Until: m.Span.From.AddMonths(1) - 1}
		says := "ATOP codes the month of its entry, and not the day"
		if month < 1 {
			span.Until, says = m.Span.From.AddMonths(12)-1, "ATOP codes the year of its entry, and not the day"
		}
		out = append(out, treaty.Doubt{Span: span, Says: says, Source: source})
	}
	switch year, month, day := c.col.exit[0][r], c.col.exit[1][r], c.col.exit[2][r]; {
	case m.Span.Until == 0 || year < 1:
		out = append(out, treaty.Doubt{Span: casus.Span{From: LastDay + 1}, Source: source,
			Says: "it was in force at the end of 2018, where ATOP's coverage ends; what became of it since is not known here"})
	case month < 1:
		first, _ := casus.NewDate(int(year), 1, 1)
		out = append(out, treaty.Doubt{Span: casus.Span{From: first, Until: m.Span.Until}, Says: "ATOP codes the year of its end, and not the day", Source: source})
	case day < 1:
		first, _ := casus.NewDate(int(year), int(month), 1)
		out = append(out, treaty.Doubt{Span: casus.Span{From: first, Until: m.Span.Until}, Says: "ATOP codes the month of its end, and not the day", Source: source})
	}
	return out
}

// parties joins the spells of each state that follow on each other.
func parties(members []member) []treaty.Party {
	list := slices.Clone(members)
	slices.SortStableFunc(list, func(a, b member) int {
		return cmp.Or(cmp.Compare(a.state, b.state), cmp.Compare(a.span.From, b.span.From))
	})
	var out []treaty.Party
	for _, m := range list {
		if n := len(out); n > 0 {
			if p := &out[n-1]; p.State == m.state && (p.Until == 0 || m.span.From <= p.Until+1) {
				// A new phase that begins where the old one ends settles the day.
				p.Doubts = slices.DeleteFunc(p.Doubts, func(d treaty.Doubt) bool { return d.Until != 0 && d.Until >= m.span.From && d.From > p.From })
				if p.Until != 0 && (m.span.Until == 0 || m.span.Until > p.Until) {
					p.Until = m.span.Until
				}
				for _, d := range m.doubts {
					if d.From != m.span.From { // its entry into the new phase is no entry into the alliance
						p.Doubts = append(p.Doubts, d)
					}
				}
				continue
			}
		}
		out = append(out, treaty.Party{State: m.state, Signed: m.span.From, From: m.span.From, Until: m.span.Until,
			Note: "dated by signature", Basis: "report", Doubts: slices.Clone(m.doubts)})
	}
	return out
}
