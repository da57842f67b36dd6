package atop

import (
	"fmt"
	"path/filepath"
	"slices"

	"casus"
	"casus/facts"
	"casus/treaty"
)

// endsTable says what ended alliances in law that ATOP ends at a breach.
const endsTable = "alliance_ends"

// An alliance that was broken and of which no end is on record counts as
// standing for silent years after the breach, and is not known to stand for as
// many more; then it counts as lapsed.
const silent = 25

// end is one row on what ended an alliance in law.
type end struct {
	phase   int         // 0: every phase
	party   casus.State // "": every party
	how     string
	breach  casus.Date // 0: the day after ATOP's end
	by      casus.State
	between []casus.State
	verdict casus.Verdict // from the breach to the end; "" where ATOP's end is the end in law
	until   casus.Date
	says    string
	basis   string
}

func readEnds(pack *facts.Pack) (map[int][]end, error) {
	t, err := pack.Table(endsTable)
	if err != nil {
		return nil, err
	}
	out := map[int][]end{}
	for _, r := range t.Rows {
		x := end{phase: r.Int("phase"), party: casus.State(r.Text("party")), how: r.Text("how"), breach: r.Date("breach"), by: casus.State(r.Text("by")),
			verdict: casus.Verdict(r.Text("verdict")), until: r.Date("until"), says: r.Text("says"), basis: r.Text("basis")}
		for _, s := range r.List("between") {
			x.between = append(x.between, casus.State(s))
		}
		if len(x.between) != 0 && len(x.between) != 2 {
			return nil, &casus.InputError{File: filepath.Join(r.Layer, endsTable+".csv"), Line: r.Line, Msg: "between takes the two parties of the war or dispute"}
		}
		id := r.Int("atop")
		out[id] = append(out[id], x)
	}
	return out, nil
}

// howEnded words the ways of ending, as far as the words of the row do not.
var howEnded = map[string]string{
	"denounced": "denounced", "term": "ended with its term", "consent": "ended by consent", "superseded": "replaced by a later treaty",
	"extinct": "ended with a party", "war": "war between two of its parties", "repudiated": "repudiated, or its being in force in lasting dispute",
	"none": "no end on record", "never": "never in force",
}

// end applies the rows of the table: a breach ends nothing of itself (Vienna
// Convention, arts. 60 and 65), so a member stays bound until the alliance
// ended in law, and where that is disputed or was not found the days say so.
func (c *compiler) end(id int, members []member) {
	for _, x := range c.ends[id] {
		for i := range members {
			m := &members[i]
			if x.phase != 0 && x.phase != m.row.Phase || x.party != "" && x.party != m.state || m.span.Until == 0 {
				continue
			}
			if slices.ContainsFunc(members, func(o member) bool { return o.state == m.state && o.row.Phase > m.row.Phase }) {
				continue // its last phase alone ends so
			}
			x.apply(m)
		}
	}
}

// apply moves the member's last day and marks the days on which it is disputed,
// or was not found, whether the alliance stood.
func (x *end) apply(m *member) {
	if x.how == "never" {
		return
	}
	from := x.breach
	if from == 0 {
		from = m.span.Until + 1
	}
	until := x.until
	if until == 0 && x.verdict != "" && x.how == "none" {
		until = from.AddMonths(24*silent) - 1
	}
	m.doubts = slices.DeleteFunc(slices.Clone(m.doubts), func(d treaty.Doubt) bool { return d.Until == m.span.Until || d.From > m.span.Until })
	m.span.Until = until
	doubt := func(from casus.Date, notFound bool) {
		m.doubts = append(m.doubts, treaty.Doubt{Span: casus.Span{From: from, Until: until}, NotFound: notFound, Says: x.says, Source: "table alliance_ends"})
	}
	switch x.verdict {
	case casus.Contested:
		switch {
		case x.between != nil:
		case x.how == "war": // the attack that begins it breaks what still stands
			doubt(from+1, false)
		default:
			doubt(from, false)
		}
	case casus.CannotTell:
		doubt(from, true)
	case casus.Bound:
		if last := from.AddMonths(12 * silent); x.how == "none" && (until == 0 || last <= until) {
			doubt(last, true)
		}
	}
}

// broken adds to a clause what a breach left of it: the mark, that a promise to
// the state that broke it may be suspended by the others (Vienna Convention,
// art. 60), and a dispute between two parties alone.
func (c *compiler) broken(cl *treaty.Clause, base clauseBase) {
	for _, x := range c.ends[base.alliance] {
		if x.breach == 0 || x.phase != 0 && x.phase != base.phase {
			continue
		}
		since := "on >= " + x.breach.String()
		if x.between != nil {
			since = "on > " + x.breach.String() // the attack that begins it breaks what still stands
			cl.Steps = append(cl.Steps, c.step("doubt", fmt.Sprintf("%s and self in [%s, %s] and partner in [%s, %s]", since, x.between[0], x.between[1], x.between[0], x.between[1]), x))
			continue
		}
		if x.verdict != casus.Bound {
			continue
		}
		broken := "ATOP holds it broken from " + x.breach.Words()
		if x.by != "" {
			broken = fmt.Sprintf("broken on %s by %s", x.breach.Words(), c.in.States.Name(x.by, x.breach))
		}
		mark := x
		mark.says = broken + "; a breach ends nothing of itself (Vienna Convention, arts. 60 and 65): " + x.says
		cl.Steps = append(cl.Steps, c.step("note", since, mark))
		if x.by != "" {
			mark.says = broken + ": the others may suspend what they owe the state that broke it (Vienna Convention, art. 60); whether they did is not on record"
			cl.Steps = append(cl.Steps, c.step("doubt", fmt.Sprintf("%s and partner == %s", since, x.by), mark))
		}
	}
}

// step makes a step of a row of the table.
func (c *compiler) step(role, source string, x end) treaty.Step {
	out := c.programs.step(role, source, x.says)
	out.Source, out.Basis = "table alliance_ends", x.basis
	return out
}
