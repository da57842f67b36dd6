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
	term     []int32
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
	c.source, c.estmode, c.term = ints("source"), ints("estmode"), ints("term")
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
	row     history.Member
	state   casus.State
	span    casus.Span // from its entry into force, or from its signature where that was not found
	later   bool       // not the first of the states that the number named in the spell
	signed  casus.Date
	by      casus.Date   // a day on which it was in force already, where the first was not found
	entry   treaty.Entry // why there is no first day
	settled bool         // its first day, or the lack of one, is told by by or entry, not by a doubt
	note    string
	basis   string
	opening *treaty.Doubt // its month of entry, of which ATOP does not code the day
	doubts  []treaty.Doubt
}

// members gives the alliance's members as states.
func (c *compiler) members(a *history.Alliance) []member {
	var out []member
	for _, m := range a.Members {
		if m.Span.From == 0 || m.Span.Until != 0 && m.Span.Until < m.Span.From {
			continue
		}
		opening, closing := c.opening(m), c.closing(m)
		for _, p := range c.pieces(m) {
			p.opening, p.doubts = opening, closing
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
		p := member{row: m, state: s, span: casus.Span{From: from, Until: until}, later: len(out) > 0}
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

// opening gives the days of the month, or year, of a member's entry whose day
// ATOP does not code; nil where it codes the day.
func (c *compiler) opening(m history.Member) *treaty.Doubt {
	month, day := c.col.entry[0][m.Row], c.col.entry[1][m.Row]
	if day >= 1 {
		return nil
	}
	d := treaty.Doubt{Span: casus.Span{From: m.Span.From, Until: m.Span.From.AddMonths(1) - 1}, NotFound: true,
		Says: "ATOP codes the month of its entry, and not the day", Source: source}
	if month < 1 {
		d.Until, d.Says = m.Span.From.AddMonths(12)-1, "ATOP codes the year of its entry, and not the day"
	}
	return &d
}

const source = "ATOP 5.1"

// closing gives the days on which it was not found whether a member is still
// bound: those of a month, or year, of its end whose day is not coded, and all
// after ATOP's end.
func (c *compiler) closing(m history.Member) []treaty.Doubt {
	year, month, day := c.col.exit[0][m.Row], c.col.exit[1][m.Row], c.col.exit[2][m.Row]
	d := treaty.Doubt{NotFound: true, Source: source, Span: casus.Span{Until: m.Span.Until}}
	switch {
	case m.Span.Until == 0 || year < 1:
		d.From, d.Until = LastDay+1, 0
		d.Says = "it was in force at the end of 2018, where ATOP's coverage ends; what became of it since is not known here"
	case month < 1:
		d.From, _ = casus.NewDate(int(year), 1, 1)
		d.Says = "ATOP codes the year of its end, and not the day"
	case day < 1:
		d.From, _ = casus.NewDate(int(year), int(month), 1)
		d.Says = "ATOP codes the month of its end, and not the day"
	default:
		return nil
	}
	return []treaty.Doubt{d}
}

// parties joins the spells of each state that follow on each other.
func parties(members []member) []treaty.Party {
	list := slices.Clone(members)
	slices.SortStableFunc(list, func(a, b member) int {
		return cmp.Or(cmp.Compare(a.state, b.state), cmp.Compare(a.span.From, b.span.From))
	})
	var out []treaty.Party
	for _, m := range list {
		if n := len(out); n > 0 && out[n-1].State == m.state {
			if p := &out[n-1]; p.Until == 0 || m.span.From <= p.Until+1 {
				join(p, &m)
				continue
			}
		}
		out = append(out, m.party())
	}
	return out
}

// party makes a party of a member.
func (m *member) party() treaty.Party {
	p := treaty.Party{State: m.state, Signed: m.signed, From: m.span.From, Until: m.span.Until, By: m.by, Entry: m.entry, Note: m.note, Basis: m.basis,
		Doubts: slices.Clone(m.doubts)}
	if m.by != 0 || m.entry != "" {
		p.From = 0
	}
	if m.opening != nil && !m.settled {
		p.Doubts = append(p.Doubts, *m.opening)
	}
	return p
}

// join makes a party's spell run on in a member's next phase.
func join(p *treaty.Party, m *member) {
	// A new phase that begins where the old one ends settles the day.
	p.Doubts = slices.DeleteFunc(p.Doubts, func(d treaty.Doubt) bool { return d.Until != 0 && d.Until >= m.span.From && d.From > p.Signed })
	if p.Until != 0 && (m.span.Until == 0 || m.span.Until > p.Until) {
		p.Until = m.span.Until
	}
	if p.From == 0 && m.by == 0 && m.entry == "" && (p.By == 0 || m.span.From < p.By) {
		p.By = m.span.From
	}
	p.Doubts = append(p.Doubts, m.doubts...)
}
