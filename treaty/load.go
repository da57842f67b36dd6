package treaty

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"casus"
	"casus/internal/suggest"
	"casus/treaty/expr"
)

const (
	// MaxFile bounds a treaty file, in bytes.
	MaxFile = 1 << 20
	// maxFaults bounds how many faults of one file are collected.
	maxFaults = 100
	// maxNesting bounds the depth of a file's brackets and indents.
	maxNesting = 12
)

// Load reads a treaty from the text of a file, compiles its conditions and
// gives it, or every fault found, each with line, column and the line itself.
// The file's format is described in docs/treaty-language.md.
func Load(file string, src []byte, w *World) (*Treaty, []*casus.InputError) {
	d := &decoder{file: file, world: w}
	root := d.parse(src)
	if root == nil {
		return nil, d.faults
	}
	t := d.treaty(root)
	if len(d.faults) > 0 {
		slices.SortStableFunc(d.faults, func(a, b *casus.InputError) int { return a.Line - b.Line })
		return nil, d.faults
	}
	t.index()
	return t, nil
}

// Common reads sets of steps that clauses may share, by the name of the set,
// into the world. A clause takes one with "common: [name]".
func (w *World) Common(file string, src []byte) []*casus.InputError {
	d := &decoder{file: file, world: w}
	root := d.parse(src)
	if root == nil {
		return d.faults
	}
	w.common = map[string][]*yaml.Node{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		w.common[root.Content[i].Value] = root.Content[i+1].Content
	}
	return nil
}

var bases = []string{"text", "report", "memory"}

var idForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func (d *decoder) treaty(root *yaml.Node) *Treaty {
	f, ok := d.fields(root, "a treaty")
	if !ok {
		return nil
	}
	t := &Treaty{File: d.file}
	t.ID = f.text("id", true)
	if t.ID != "" && !idForm.MatchString(t.ID) {
		d.fault(f.m["id"], "id "+casus.Quoted(t.ID)+" is not kebab-case", "lower-case words joined by hyphens, as in north-atlantic-treaty")
	}
	t.Name = f.text("name", true)
	t.Aliases, t.Short = f.texts("aliases"), f.texts("short")
	t.Organisation = f.texts("organisation")
	t.General = f.text("general", false) == "yes"
	t.Kind = f.text("kind", false)
	t.Universal = f.text("universal", false) == "true"
	t.Nature = oneOf(f, "nature", []Nature{Law, Political, Disputed}, true)
	t.Signed, t.InForce, t.Ended = f.date("signed"), f.date("in_force"), f.date("ended")
	t.Status, t.Summary = f.text("status", false), f.text("summary", false)
	t.Sources, t.Notes = f.texts("sources"), f.texts("notes")
	t.Basis = f.text("basis", false)
	t.Incomplete = f.text("incomplete", false)
	if t.InForce != 0 && t.Signed > t.InForce {
		d.fault(f.m["in_force"], "in force before it was signed", "")
	}
	for _, n := range f.items(f.get("parties"), "parties") {
		t.Parties = append(t.Parties, d.parties(n, t)...)
	}
	if n := f.get("leaving"); n != nil {
		t.Leaving = d.leaving(n)
	}
	for _, n := range f.items(f.get("organs"), "organs") {
		if o, ok := d.organ(n); ok {
			t.Organs = append(t.Organs, o)
		}
	}
	if n := f.get("conflict"); n != nil {
		t.Conflict = d.conflict(n)
	}
	t.Lists = map[string][]Party{}
	var names []string
	if n := f.get("lists"); n != nil {
		if lf, ok := d.fields(n, "lists"); ok {
			for i := 0; i+1 < len(n.Content); i += 2 {
				name := n.Content[i].Value
				names = append(names, name)
				for _, x := range lf.items(lf.get(name), name) {
					t.Lists[name] = append(t.Lists[name], d.parties(x, &Treaty{})...)
				}
			}
		}
	}
	d.env = d.world.environment(names)
	for _, n := range f.items(f.get("clauses"), "clauses") {
		if c := d.clause(n); c != nil {
			c.treaty = t
			t.Clauses = append(t.Clauses, c)
		}
	}
	f.done("a treaty")
	d.overlaps(t.Parties, root)
	return t
}

// overlaps refuses two spells of one state that hold on the same day.
func (d *decoder) overlaps(list []Party, root *yaml.Node) {
	for i, p := range list {
		if p.From != 0 && p.Until != 0 && p.Until < p.From {
			d.fault(root, fmt.Sprintf("party %s: until %s is before from %s", p.State, p.Until, p.From), "")
		}
		for _, q := range list[:i] {
			if p.State == q.State && (q.Until == 0 || p.From <= q.Until) && (p.Until == 0 || q.From <= p.Until) {
				d.fault(root, fmt.Sprintf("party %s stands twice for the same days", p.State), "close the first spell with until")
			}
		}
	}
}

// registered reads one instrument that is not coded.
func (d *decoder) registered(n *yaml.Node) *Registered {
	f, ok := d.fields(n, "an instrument that is not coded")
	if !ok {
		return nil
	}
	r := &Registered{File: d.file, ID: f.text("id", true), Name: f.text("name", true)}
	if r.ID != "" && !idForm.MatchString(r.ID) {
		d.fault(f.m["id"], "id "+casus.Quoted(r.ID)+" is not kebab-case", "lower-case words joined by hyphens, as in north-atlantic-treaty")
	}
	r.Type = oneOf(f, "type", casus.ObligationTypes, true)
	r.Region = oneOf(f, "region", Regions, true)
	for _, x := range f.texts("atop") {
		id, err := strconv.Atoi(x)
		if err != nil {
			d.fault(f.m["atop"], "atop: "+casus.Quoted(x)+" is not a number of an alliance", "")
		}
		r.ATOP = append(r.ATOP, id)
	}
	r.Signed, r.InForce, r.Ended = f.date("signed"), f.date("in_force"), f.date("ended")
	for _, x := range f.items(f.get("parties"), "parties") {
		r.Parties = append(r.Parties, d.parties(x, &Treaty{})...)
	}
	if len(r.Parties) < 2 {
		d.fault(n, "an instrument needs two parties", "")
	}
	r.OwedBy, r.OwedTo, r.Against = f.states("owed_by"), f.states("owed_to"), f.states("against")
	r.Why, r.Source = f.text("why", true), f.text("source", true)
	r.Basis = oneOf(f, "basis", bases, true)
	f.done("an instrument that is not coded")
	d.overlaps(r.Parties, n)
	for i := range r.Parties {
		r.Parties[i].inherit(r)
	}
	r.finish()
	return r
}

// inherit gives a party the days of the instrument where it has none of its own.
func (p *Party) inherit(r *Registered) {
	if p.Signed == 0 {
		p.Signed = r.Signed
	}
	if p.From == 0 && p.By == 0 && p.Entry == "" && p.NotBefore == 0 {
		p.From = r.InForce
	}
}

// parties reads one entry: one state or several with the same dates.
func (d *decoder) parties(n *yaml.Node, t *Treaty) []Party {
	f, ok := d.fields(n, "a party: {state: EST, from: 2004-03-29}")
	if !ok {
		return nil
	}
	states := f.states("state")
	states = append(states, f.states("states")...)
	if len(states) == 0 && f.m["state"] == nil && f.m["states"] == nil {
		d.fault(n, "a party needs state or states", "")
	}
	p := Party{Signed: f.date("signed"), From: f.date("from"), Until: f.date("until"), By: f.date("in_force_by"),
		NotBefore: f.date("not_before"), Provisional: f.date("provisional"), Note: f.text("note", false)}
	p.Entry = oneOf(f, "entry", append([]Entry{""}, Entries...), false)
	switch {
	case p.Entry != "" && p.From != 0:
		d.fault(f.m["entry"], "entry says why the day is not known, and from gives it", "leave one of the two out")
	case p.By != 0 && p.From != 0:
		d.fault(f.m["in_force_by"], "in_force_by is for a first day that was not found, and from gives it", "leave one of the two out")
	}
	p.Basis = oneOf(f, "basis", append([]string{""}, bases...), false)
	for _, x := range f.items(f.get("doubts"), "doubts") {
		df, ok := d.fields(x, "a doubt: {from: date, says: why}")
		if !ok {
			continue
		}
		x := Doubt{Span: casus.Span{From: df.date("from"), Until: df.date("until")}, Says: df.text("says", true), Source: df.text("source", false)}
		x.NotFound = oneOf(df, "kind", []string{"disputed", "not_found"}, false) == "not_found"
		p.Doubts = append(p.Doubts, x)
		df.done("a doubt")
	}
	f.done("a party")
	out := make([]Party, 0, len(states))
	for _, s := range states {
		p.State = s
		out = append(out, p)
	}
	return out
}

func (d *decoder) leaving(n *yaml.Node) *Leaving {
	f, ok := d.fields(n, "leaving")
	if !ok {
		return nil
	}
	l := &Leaving{Article: f.text("article", false), NotBefore: f.date("not_before"), Depositary: f.text("depositary", false),
		Says: f.text("says", true), Quote: f.text("quote", false), Basis: oneOf(f, "basis", bases, true)}
	l.Months = -1
	if m := f.text("months", false); m != "" {
		v, err := strconv.Atoi(m)
		if err != nil || v < 0 || v > 240 {
			d.fault(f.m["months"], "months: expected a whole number from 0 to 240", "")
		}
		l.Months = v
	}
	for _, x := range f.items(f.get("domestic"), "domestic") {
		df, ok := d.fields(x, "a rule of domestic law")
		if !ok {
			continue
		}
		r := Domestic{From: df.date("from"), Law: df.text("law", true), Says: df.text("says", true), Source: df.text("source", false)}
		if s := df.states("state"); len(s) == 1 {
			r.State = s[0]
		} else {
			d.fault(x, "a rule of domestic law needs its state", "")
		}
		df.done("a rule of domestic law")
		l.Domestic = append(l.Domestic, r)
	}
	f.done("leaving")
	return l
}

func (d *decoder) conflict(n *yaml.Node) *Conflict {
	f, ok := d.fields(n, "a conflict clause: {article: VI, says: which goes first}")
	if !ok {
		return nil
	}
	c := &Conflict{Article: f.text("article", true), Says: f.text("says", true), Doubt: f.text("doubt", false),
		Quote: f.text("quote", false), Basis: oneOf(f, "basis", bases, true), Source: f.text("source", false)}
	f.done("a conflict clause")
	return c
}

func (d *decoder) organ(n *yaml.Node) (Organ, bool) {
	f, ok := d.fields(n, "an organ: {name: the Council, decides: on what, majority: how, block: who}")
	if !ok {
		return Organ{}, false
	}
	o := Organ{Name: f.text("name", true), Decides: f.text("decides", true), Majority: f.text("majority", true), Block: f.text("block", true),
		Request: f.text("request", false), Article: f.text("article", false), Articles: f.texts("clauses"),
		Days: casus.Span{From: f.date("from"), Until: f.date("until")}, Source: f.text("source", false)}
	for _, x := range f.texts("for") {
		if !slices.Contains(casus.Pendings, casus.Pending(x)) {
			d.fault(f.m["for"], "for: no value "+casus.Quoted(x), "one of "+strings.Join(texts(casus.Pendings), ", "))
		}
		o.For = append(o.For, casus.Pending(x))
	}
	o.Basis = oneOf(f, "basis", bases, true)
	f.done("an organ")
	return o, true
}

func (d *decoder) clause(n *yaml.Node) *Clause {
	f, ok := d.fields(n, "a clause")
	if !ok {
		return nil
	}
	c := &Clause{line: n.Line, Article: f.text("article", true), Says: f.text("says", true), Quote: f.text("quote", false), Source: f.text("source", false)}
	c.Type = oneOf(f, "type", casus.ObligationTypes, true)
	c.Discretion = oneOf(f, "discretion", casus.Discretions, true)
	c.Basis = oneOf(f, "basis", bases, true)
	if c.Quote != "" && c.Basis == "memory" {
		d.fault(f.m["quote"], "words known from memory are not quoted", "leave quote out; says is the paraphrase")
	}
	c.OwedBy = f.states("owed_by")
	if to := f.get("owed_to"); to != nil {
		if to.Kind == yaml.ScalarNode && to.Value == "any" {
			c.OwedToAny = true
		} else {
			c.OwedTo = f.states("owed_to")
		}
	}
	for _, x := range f.items(f.get("conditions"), "conditions") {
		if s, ok := d.step(x); ok {
			c.Steps = append(c.Steps, s)
		}
	}
	for _, x := range f.items(f.get("pending"), "pending") {
		pf, ok := d.fields(x, "a pending step: {what: organ_decision, who: the Council, says: how}")
		if !ok {
			continue
		}
		s := PendingStep{What: oneOf(pf, "what", casus.Pendings, true), Who: pf.text("who", true), Says: pf.text("says", true)}
		if n := pf.get("if"); n != nil {
			s.If = d.condition(n)
		}
		pf.done("a pending step")
		c.Pending = append(c.Pending, s)
	}
	for _, name := range f.texts("common") {
		set, ok := d.world.common[name]
		if !ok {
			d.fault(f.m["common"], "no set of common steps "+casus.Quoted(name), suggest.Hint(name, slices.Sorted(maps.Keys(d.world.common))))
			continue
		}
		for _, x := range set {
			if s, ok := d.step(x); ok {
				c.Steps = append(c.Steps, s)
			}
		}
	}
	f.done("a clause")
	return c
}

// roles maps the key that holds a step's condition to what the step does.
var roles = []struct{ key, role string }{
	{"when", "condition"}, {"unless", "exception"}, {"contested", "doubt"}, {"cannot_tell", "unknown"}, {"note", "note"},
}

func (d *decoder) step(n *yaml.Node) (Step, bool) {
	f, ok := d.fields(n, "a condition: {when: party(target), says: why}")
	if !ok {
		return Step{}, false
	}
	s := Step{}
	for _, r := range roles {
		x := f.get(r.key)
		if x == nil {
			continue
		}
		if s.Role != "" {
			d.fault(f.keys[r.key], "a step has one of when, unless, contested, cannot_tell and note", "")
			continue
		}
		s.Role, s.If = r.role, d.condition(x)
		s.pos = position{x.Line, x.Column, d.line(x.Line)}
	}
	if s.Role == "" {
		d.fault(n, "a step needs one of when, unless, contested, cannot_tell and note", "")
	}
	if x := f.get("if"); x != nil {
		s.Guard = d.condition(x)
	}
	s.Says, s.Quote, s.Source = f.text("says", true), f.text("quote", false), f.text("source", false)
	if a := f.text("article", false); a != "" {
		s.Source = "Art. " + a
	}
	s.Basis = oneOf(f, "basis", append([]string{""}, bases...), false)
	f.done("a condition")
	return s, true
}

// condition compiles the expression in a node, and moves its faults to where
// the expression stands in the file.
func (d *decoder) condition(n *yaml.Node) *expr.Program[Scope] {
	src := d.scalar(n, "condition")
	p, faults := d.env.Compile(src)
	for _, e := range faults {
		at := *n
		// A plain or quoted scalar on one line shows the column itself; a folded
		// one shows the expression.
		if line := d.line(n.Line); strings.Contains(line, src) && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
			at.Column = utf8.RuneCountInString(line[:strings.Index(line, src)]) + e.Col
			d.fault(&at, e.Msg, e.Hint)
		} else if len(d.faults) < maxFaults {
			d.faults = append(d.faults, &casus.InputError{File: d.file, Line: n.Line, Col: e.Col, Text: e.Text, Msg: e.Msg, Hint: e.Hint})
		}
	}
	return p
}
