package atop

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"

	"casus"
	"casus/facts"
	"casus/history"
	"casus/treaty"
)

// daysTable says when alliances entered into force, which ATOP does not code.
const daysTable = "alliance_days"

// usual is how long after its signature an alliance whose first day was not
// found may still have waited for it: nine in ten of those whose day is known
// had entered into force within a year.
const usual = 12 // months

// entry is one row on when an alliance entered into force.
type entry struct {
	phase   int         // 0: every phase
	state   casus.State // "": every party that signed on the first day
	signed  casus.Date  // 0: as ATOP codes it
	inForce casus.Date
	how     string
	by      casus.Date // a day on which it was in force already, where the first was not found
	note    string
	basis   string
}

func readEntries(pack *facts.Pack) (map[int][]entry, error) {
	t, err := pack.Table(daysTable)
	if err != nil {
		return nil, err
	}
	out := map[int][]entry{}
	for _, r := range t.Rows {
		x := entry{phase: r.Int("phase"), state: casus.State(r.Text("state")), signed: r.Date("signed"), inForce: r.Date("in_force"),
			how: r.Text("how"), by: r.Date("by"), note: r.Text("note"), basis: r.Text("basis")}
		if known := x.how != "never" && x.how != "not_found"; known != (x.inForce != 0) {
			return nil, &casus.InputError{File: filepath.Join(r.Layer, daysTable+".csv"), Line: r.Line,
				Msg: "in_force is given where and only where how says that the alliance entered into force on a known day"}
		}
		id := r.Int("atop")
		out[id] = append(out[id], x)
	}
	return out, nil
}

// howEntered words the ways of entering into force.
var howEntered = map[string]string{
	"ratification": "in force by ratification", "signature": "in force on signature",
	"provisional": "applied from that day, before its ratification", "approval": "in force on that day",
}

// says gives the row in words, for the note on a party.
func (x *entry) says() string {
	out := howEntered[x.how]
	if x.note != "" {
		if out != "" {
			out += ": "
		}
		out += x.note
	}
	return out
}

// entryOf gives the row for a member, nil where there is none: a row without a
// state is for those that signed by the day that it gives.
func (c *compiler) entryOf(id int, m *member) *entry {
	var best *entry
	for i := range c.entries[id] {
		x := &c.entries[id][i]
		if x.phase != 0 && x.phase != m.row.Phase {
			continue
		}
		switch last := max(x.inForce, x.by); {
		case x.state == m.state:
			return x
		case x.state == "" && (last == 0 || m.span.From <= last || x.signed != 0):
			best = x
		}
	}
	return best
}

// enter sets the day from which each member is bound: that of the table; that
// of signature where ATOP codes that no ratification was needed, or where the
// member joins what already stands; else not found.
func (c *compiler) enter(id int, members []member) {
	opened := members[0].span.From
	for i := range members {
		opened = min(opened, members[i].span.From)
	}
	for i := range members {
		m := &members[i]
		signed := m.span.From
		m.signed = signed
		before := previous(members, i)
		x := c.entryOf(id, m)
		switch {
		case m.later: // the rest of a spell in which the number passed to another state
		case x != nil:
			c.enterBy(m, x, before)
		case before >= 0: // a new phase takes the place of the old one on its signature
		case c.col.estmode[m.row.Row] == 1 && signed.AddMonths(usual) > signed && signed < opened.AddMonths(usual):
			m.by, m.basis = opened.AddMonths(usual), "report"
			m.note = "ATOP codes its signature and that it needed ratification; the day on which it entered into force was not found"
			m.settled = true
		case signed > opened && c.col.estmode[m.row.Row] == 1:
			m.note, m.basis = "acceded on that day, by ATOP", "report"
		default:
			m.note, m.basis = "ATOP codes its signature, and that no ratification was needed", "report"
		}
	}
}

// enterBy applies a row of the table to a member; before is the index of its
// own earlier phase, or -1.
func (c *compiler) enterBy(m *member, x *entry, before int) {
	m.note, m.basis, m.settled = x.says(), x.basis, true
	if x.basis == "not_found" {
		m.basis = "report"
	}
	if x.signed != 0 {
		m.signed = x.signed
		m.span.From = x.signed
	}
	switch x.how {
	case "never":
		m.entry = treaty.NotInForce
	case "not_found":
		if before >= 0 {
			m.note = ""
			break
		}
		m.by = cmp.Or(x.by, m.signed.AddMonths(usual))
		if m.note != "" {
			m.note += "; "
		}
		m.note += "the day on which it entered into force was not found"
	default:
		m.span.From = max(m.signed, x.inForce)
		if x.how == "signature" || x.how == "provisional" {
			m.span.From = x.inForce
			m.signed = min(m.signed, x.inForce)
		}
	}
}

// previous gives the index of the phase that ends where the member's begins, its
// own or, where it succeeds to another state, that one's; -1 where there is none.
func previous(members []member, i int) int {
	m := &members[i]
	return slices.IndexFunc(members, func(o member) bool {
		return o.row.Phase < m.row.Phase && o.span.Until != 0 && o.span.Until >= m.signed-2 && o.span.From < m.signed
	})
}

// follow keeps a member bound by what a later phase, or a later alliance of the
// same parties, replaces, until that is in force: ATOP ends it on the signature
// of the new one.
func (c *compiler) follow(a *history.Alliance, members []member) {
	for i := range members {
		m := &members[i]
		if m.span.Until == 0 {
			continue
		}
		for j := range members {
			if n := &members[j]; n.state == m.state && n.row.Phase > m.row.Phase && n.signed <= m.span.Until+2 && n.span.From > m.span.Until {
				m.span.Until = n.span.From - 1
				m.settled = true
			}
		}
		if c.col.term[m.row.Row] != 3 {
			continue
		}
		if until := c.replaced(a, m); until > m.span.Until {
			m.span.Until, m.settled = until, true
		}
	}
}

// replaced gives the last day before the alliance that replaces this one for
// the member is in force, 0 where no such alliance is coded.
func (c *compiler) replaced(a *history.Alliance, m *member) casus.Date {
	var until casus.Date
	for i := range c.atop.Alliances {
		b := &c.atop.Alliances[i]
		if b.ID == a.ID {
			continue
		}
		shared := 0
		var joined casus.Date
		for _, o := range b.Members {
			if d := o.Span.From - m.row.Span.Until; d < -1 || d > 1 || !slices.ContainsFunc(a.Members, func(x history.Member) bool { return x.Code == o.Code }) {
				continue
			}
			shared++
			if o.Code == m.row.Code {
				joined = o.Span.From
			}
		}
		if shared < 2 || joined == 0 {
			continue
		}
		for _, x := range c.entries[b.ID] {
			if x.phase == 0 || x.phase == 1 {
				until = max(until, max(x.inForce, x.by)-1)
			}
		}
		if until == 0 && len(b.Members) > 0 && c.col.estmode[b.Members[0].Row] == 1 {
			until = joined.AddMonths(usual) - 1
		}
	}
	return until
}

// entryNote words a spell whose first day was not found, for the notes of the
// alliance.
func entryNote(members []member) string {
	for _, m := range members {
		if m.by != 0 {
			return fmt.Sprintf("Signed on %s; the day on which it entered into force was not found. From %s it is taken to have been in force.", m.signed.Words(), m.by.Words())
		}
	}
	return ""
}
