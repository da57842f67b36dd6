// Package atop turns the codings of the Alliance Treaty Obligations and
// Provisions project (ATOP 5.1, Leeds et al. 2002) into the same clauses as the
// treaties that Casus has in its own files, so that one engine answers for any
// day since 1816.
//
// [Library] lays the imported alliances beside a library of treaties;
// [Compile] gives them alone. An alliance has the id "atop:2440".
//
// ATOP says that a promise is conditional, seldom on what. The content of a
// condition comes from the table of facts alliance_conditions, one row a
// condition, each with the article that it paraphrases and how it was verified.
// A condition without a row makes the promise contested: it is never guessed.
// Three conditions carry their content in their flag and need no row: that the
// ally did not provoke, that it was attacked, that it asks.
package atop

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"casus"
	"casus/facts"
	"casus/history"
	"casus/state"
	"casus/treaty"
)

// LastDay is the last day that ATOP covers: whether an alliance stands later is
// not known from it.
var LastDay = casus.MustDate("2018-12-31")

// Input is what the compilation reads.
type Input struct {
	DB     *history.DB     // with the dataset atop-member; the others are used where they are imported
	World  *treaty.World   // in which conditions are compiled
	States *state.Registry // turns Correlates of War numbers into states
	Facts  *facts.Pack     // the tables alliances and alliance_conditions
}

// Compile gives every alliance as a treaty, in the order of their ids, without
// those that Casus has as a text of its own. The error is a
// [*history.AbsentError] where ATOP is not imported, or a [*casus.InputError]
// that points at a row of a table.
func Compile(in Input) ([]*treaty.Treaty, error) {
	c, err := newCompiler(in)
	if err != nil {
		return nil, err
	}
	return c.all()
}

// Library gives base with the alliances added. Where base has the treaty
// itself, its text and its dates hold: the coding is left out, and named in the
// trace. The alliances are asked on the days before base's CoveredFrom alone: from
// that day on its own treaties answer, so that importing history changes nothing
// about today.
func Library(base *treaty.Library, in Input) (*treaty.Library, error) {
	c, err := newCompiler(in)
	if err != nil {
		return nil, err
	}
	treaties, err := c.all()
	if err != nil {
		return nil, err
	}
	if base.CoveredFrom != 0 {
		for _, t := range treaties {
			t.Asked.Until = base.CoveredFrom - 1
		}
	}
	own, err := c.texts(base)
	if err != nil {
		return nil, err
	}
	out := base.Plus(append(treaties, own...)...)
	out.Past = true
	return out, nil
}

// ID gives the id of an alliance as a treaty: "atop:2440".
func ID(alliance int) string { return "atop:" + strconv.Itoa(alliance) }

// compiler holds what all alliances share.
type compiler struct {
	in         Input
	atop       *history.ATOP
	col        columns
	pledges    *history.Pledges // nil where they are not imported
	system     *history.System
	alliances  map[int][]allianceRow
	conditions map[int][]condition
	entries    map[int][]entry
	ends       map[int][]end
	programs   programs
	shared     map[string][]treaty.Step
}

func newCompiler(in Input) (*compiler, error) {
	c := &compiler{in: in, shared: map[string][]treaty.Step{}, programs: programs{world: in.World, by: map[string]*program{}}}
	var err error
	if c.atop, err = in.DB.ATOP(); err != nil {
		return nil, err
	}
	t, err := in.DB.Table("atop-member")
	if err != nil {
		return nil, err
	}
	c.col = newColumns(t)
	if in.DB.Has("atop-directed-dyad-year") && in.DB.Has("cow-states") {
		if c.pledges, err = in.DB.Pledges(); err != nil {
			return nil, err
		}
		if c.system, err = in.DB.System(); err != nil {
			return nil, err
		}
	}
	if c.alliances, err = readAlliances(in.Facts); err != nil {
		return nil, err
	}
	if c.conditions, err = readConditions(in.Facts, &c.programs); err != nil {
		return nil, err
	}
	if c.entries, err = readEntries(in.Facts); err != nil {
		return nil, err
	}
	if c.ends, err = readEnds(in.Facts); err != nil {
		return nil, err
	}
	for _, name := range []string{"kinds", "soil", "among_parties"} {
		c.shared[name] = in.World.Shared(name)
	}
	return c, nil
}

func (c *compiler) all() ([]*treaty.Treaty, error) {
	var out []*treaty.Treaty
	for i := range c.atop.Alliances {
		t, err := c.alliance(&c.atop.Alliances[i])
		if err != nil {
			return nil, err
		}
		if t != nil {
			out = append(out, t)
		}
	}
	return out, nil
}

// texts gives the treaties of base that ATOP codes too, each with ATOP's number
// among its aliases and a note in the trace of each of its clauses.
func (c *compiler) texts(base *treaty.Library) ([]*treaty.Treaty, error) {
	by := map[string]*treaty.Treaty{}
	var order []string
	for _, id := range sortedKeys(c.alliances) {
		if _, ok := c.atop.Alliance(id); !ok {
			continue
		}
		for _, r := range c.alliances[id] {
			if r.treaty == "" {
				continue
			}
			t := by[r.treaty]
			if t == nil {
				own, err := base.Find(r.treaty)
				if err != nil {
					return nil, r.fault("no treaty " + casus.Quoted(r.treaty))
				}
				t = own.Copy()
				by[r.treaty] = t
				order = append(order, r.treaty)
			}
			name := strconv.Itoa(id)
			if r.phase != 0 {
				name += ", phase " + strconv.Itoa(r.phase)
			}
			if alias := ID(id); !slices.Contains(t.Aliases, alias) && (r.phase == 0 || !slices.ContainsFunc(c.alliances[id], func(o allianceRow) bool { return o.treaty == "" })) {
				t.Aliases = append(t.Aliases, alias)
			}
			says := fmt.Sprintf("ATOP 5.1 codes this treaty as alliance %s; its coding is left out: the text and its own dates speak", name)
			t.Notes = append(t.Notes, says)
			for _, cl := range t.Clauses {
				cl.Steps = append(cl.Steps, c.programs.before(base.CoveredFrom, says))
			}
		}
	}
	out := make([]*treaty.Treaty, len(order))
	for i, id := range order {
		out[i] = by[id]
	}
	return out, nil
}

// alliance compiles one alliance; nil where Casus has every phase as a text.
func (c *compiler) alliance(a *history.Alliance) (*treaty.Treaty, error) {
	members := c.members(a)
	members = slices.DeleteFunc(members, func(m member) bool { return c.hasText(a.ID, m.row.Phase) })
	if len(members) == 0 {
		return nil, nil
	}
	c.enter(a.ID, members)
	c.follow(a, members)
	c.end(a.ID, members)
	members = c.extend(a.ID, members)
	t := &treaty.Treaty{
		ID: ID(a.ID), Kind: "alliance, as coded by ATOP", Nature: treaty.Law, Basis: "report",
		Aliases: []string{fmt.Sprintf("ATOP %d", a.ID)},
		Sources: []string{fmt.Sprintf("ATOP 5.1, alliance %d (Leeds, Ritter, Mitchell and Long 2002)", a.ID)},
	}
	t.Parties = parties(members)
	for _, p := range t.Parties {
		if t.Signed == 0 || p.Signed < t.Signed {
			t.Signed = p.Signed
		}
		if p.From != 0 && (t.InForce == 0 || p.From < t.InForce) {
			t.InForce = p.From
		}
		t.Ended = max(t.Ended, p.Until)
	}
	if slices.ContainsFunc(t.Parties, func(p treaty.Party) bool { return p.Until == 0 }) {
		t.Ended = 0
	}
	t.Status = "ended"
	if t.Ended == 0 {
		t.Status = "in force at the end of 2018, where ATOP's coverage ends"
	}
	t.Name = c.name(a.ID, t)
	clauses, err := c.clauses(a, members)
	if err != nil {
		return nil, err
	}
	t.Clauses = clauses
	t.Summary = c.summary(members)
	t.Notes = c.notes(a.ID, members)
	return t.Finish(), nil
}

// hasText reports whether Casus has the treaty behind a phase as a text.
func (c *compiler) hasText(id, phase int) bool {
	return slices.ContainsFunc(c.alliances[id], func(r allianceRow) bool {
		return r.treaty != "" && (r.phase == 0 || r.phase == phase)
	})
}

// name gives an alliance's usual name, or one made of its parties and year.
func (c *compiler) name(id int, t *treaty.Treaty) string {
	for _, r := range c.alliances[id] {
		if r.name != "" {
			return r.name
		}
	}
	var names []string
	var seen []casus.State
	for _, p := range t.Parties {
		if !slices.Contains(seen, p.State) {
			seen = append(seen, p.State)
			names = append(names, c.in.States.Name(p.State, max(p.Signed, firstDay)))
		}
	}
	year := t.Signed.Year()
	switch len(names) {
	case 1, 2, 3:
		return fmt.Sprintf("Alliance of %s, %d", list(names), year)
	}
	return fmt.Sprintf("Alliance of %s, %s and %d others, %d", names[0], names[1], len(names)-2, year)
}

func list(names []string) string {
	out := names[0]
	for i, n := range names[1:] {
		if i == len(names)-2 {
			out += " and " + n
		} else {
			out += ", " + n
		}
	}
	return out
}

func sortedKeys[V any](m map[int]V) []int {
	out := make([]int, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.SortFunc(out, cmp.Compare[int])
	return out
}
