package treaty

import (
	"bytes"
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

// position is where a thing stands in its file.
type position struct {
	line, col int
	text      string // the line itself
}

type decoder struct {
	file   string
	lines  []string
	world  *World
	env    *expr.Env[Scope]
	faults []*casus.InputError
}

func (d *decoder) fault(n *yaml.Node, msg, hint string) {
	if len(d.faults) < maxFaults {
		e := &casus.InputError{File: d.file, Msg: msg, Hint: hint}
		if n != nil {
			line := min(n.Line, len(d.lines)) // the end of the file may be counted as a line of its own
			e.Line, e.Col, e.Text = line, n.Column, d.line(line)
		}
		d.faults = append(d.faults, e)
	}
}

func (d *decoder) line(n int) string {
	if n < 1 || n > len(d.lines) {
		return ""
	}
	return d.lines[n-1]
}

var yamlLine = regexp.MustCompile(`(?s)line (\d+)(?:, column (\d+))?: (.*)`)

// parse turns the text into a tree, and refuses what no treaty file needs
// before it can cost anything: anchors and aliases, deep nesting, great size.
func (d *decoder) parse(src []byte) *yaml.Node {
	switch {
	case len(src) > MaxFile:
		d.fault(nil, fmt.Sprintf("the file is larger than %d MiB", MaxFile>>20), "a treaty file is a page or two of text")
		return nil
	case bytes.IndexByte(src, 0) >= 0 || !utf8.Valid(src):
		d.fault(nil, "not a text file in UTF-8", "a treaty file is YAML text: see 'casus treaties check --help'")
		return nil
	case len(bytes.TrimSpace(src)) == 0:
		d.fault(nil, "the file is empty", "see 'casus treaties check --help' for what a treaty file holds")
		return nil
	}
	d.lines = lines(string(src))
	if depth, line := nesting(d.lines); depth > maxNesting {
		d.fault(&yaml.Node{Line: line, Column: 1}, "nested too deeply", "")
		return nil
	}
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(src))
	if err := dec.Decode(&doc); err != nil {
		msg, at := strings.TrimPrefix(err.Error(), "yaml: "), (*yaml.Node)(nil)
		if m := yamlLine.FindStringSubmatch(msg); m != nil {
			line, _ := strconv.Atoi(m[1])
			col, _ := strconv.Atoi(m[2])
			at, msg = &yaml.Node{Line: line, Column: max(1, col)}, m[3]
		}
		msg, _, _ = strings.Cut(msg, "\n")
		d.fault(at, "not valid YAML: "+casus.Printable(msg), "")
		return nil
	}
	var more yaml.Node
	if err := dec.Decode(&more); err == nil {
		d.fault(&more, "a second document in one file", "one file holds one treaty")
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		d.fault(nil, "not a treaty: the file must be a list of fields such as 'id: my-pact'", "see 'casus treaties check --help' for an example")
		return nil
	}
	return doc.Content[0]
}

// breaks are the line breaks that YAML counts beside the usual one.
var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// lines parts the text where YAML counts a new line, so that the lines shown
// are those that it names.
func lines(src string) []string {
	for _, b := range []string{"\r", "\u0085", "\u2028", "\u2029"} {
		if strings.Contains(src, b) {
			src = breaks.Replace(src)
			break
		}
	}
	return strings.Split(src, "\n")
}

// nesting estimates from the raw text how deep a tree would be: indents of
// two, dashes, and open brackets.
func nesting(lines []string) (depth, line int) {
	for i, l := range lines {
		body := strings.TrimLeft(l, " ")
		if strings.HasPrefix(body, "#") {
			continue
		}
		here := (len(l)-len(body))/2 + 1
		open := 0
		quote := byte(0)
		for j := range len(body) {
			switch c := body[j]; {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'' && (j == 0 || body[j-1] == ' ' || body[j-1] == '['):
				quote = c
			case c == '[' || c == '{':
				open++
				here = max(here, open)
			case c == ']' || c == '}':
				open--
			}
		}
		for strings.HasPrefix(body, "- ") {
			body, here = strings.TrimLeft(body[2:], " "), here+1
		}
		if here > depth {
			depth, line = here, i+1
		}
	}
	return depth, line
}

// fields is a mapping being read; done reports the fields nobody asked for.
type fields struct {
	d    *decoder
	node *yaml.Node
	m    map[string]*yaml.Node
	keys map[string]*yaml.Node
	ask  []string
}

func (d *decoder) fields(n *yaml.Node, what string) (*fields, bool) {
	if n.Kind != yaml.MappingNode {
		d.fault(n, "expected the fields of "+what, "")
		return nil, false
	}
	f := &fields{d, n, map[string]*yaml.Node{}, map[string]*yaml.Node{}, nil}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if v.Kind == yaml.AliasNode || v.Anchor != "" || k.Kind != yaml.ScalarNode || k.Value == "<<" {
			d.fault(v, "anchors, aliases and merges are not used in treaty files", "write the value out")
			v = &yaml.Node{Kind: yaml.ScalarNode, Line: k.Line, Column: k.Column} // so that it does not count as missing
		}
		if f.m[k.Value] != nil {
			d.fault(k, "the field "+casus.Quoted(k.Value)+" stands twice", "")
		}
		f.m[k.Value], f.keys[k.Value] = v, k
	}
	return f, true
}

func (f *fields) get(name string) *yaml.Node {
	f.ask = append(f.ask, name)
	return f.m[name]
}

// done reports fields that the format does not have.
func (f *fields) done(what string) {
	for i := 0; i+1 < len(f.node.Content); i += 2 {
		if k := f.node.Content[i]; !slices.Contains(f.ask, k.Value) {
			hint := suggest.Hint(k.Value, f.ask)
			if hint == "" {
				hint = "the fields are " + strings.Join(f.ask, ", ")
			}
			f.d.fault(k, fmt.Sprintf("%s has no field %s", what, casus.Quoted(k.Value)), hint)
		}
	}
}

func (f *fields) text(name string, required bool) string {
	n := f.get(name)
	if n == nil {
		if required {
			hint := ""
			if near := suggest.Nearest(name, slices.Sorted(maps.Keys(f.m)), 1); len(near) > 0 && !slices.Contains(f.ask, near[0]) {
				hint = fmt.Sprintf("%s stands here: did you mean %s?", casus.Quoted(near[0]), name)
			}
			f.d.fault(f.node, "the field "+name+" is missing", hint)
		}
		return ""
	}
	v := f.d.scalar(n, name)
	if required && v == "" && n.Kind == yaml.ScalarNode && n.Anchor == "" {
		f.d.fault(n, "the field "+name+" is empty", "")
	}
	return v
}

func (d *decoder) scalar(n *yaml.Node, name string) string {
	if n.Kind != yaml.ScalarNode || n.Anchor != "" {
		d.fault(n, "the field "+name+" must be text", "")
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (f *fields) date(name string) casus.Date {
	n := f.get(name)
	if n == nil {
		return 0
	}
	date, err := casus.ParseDate(f.d.scalar(n, name))
	if err != nil {
		ie := err.(*casus.InputError)
		f.d.fault(n, name+": "+ie.Msg, ie.Hint)
	}
	return date
}

func (f *fields) texts(name string) []string {
	n := f.get(name)
	if n == nil {
		return nil
	}
	if n.Kind == yaml.ScalarNode {
		return []string{f.d.scalar(n, name)}
	}
	var out []string
	for _, x := range f.items(n, name) {
		out = append(out, f.d.scalar(x, name))
	}
	return out
}

func (f *fields) items(n *yaml.Node, name string) []*yaml.Node {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode || n.Anchor != "" {
		f.d.fault(n, "the field "+name+" must be a list", "write it as [A, B], or one item a line after a dash")
		return nil
	}
	for _, x := range n.Content {
		if x.Kind == yaml.AliasNode {
			f.d.fault(x, "anchors, aliases and merges are not used in treaty files", "write the value out")
			return nil
		}
	}
	return n.Content
}

func (f *fields) states(name string) []casus.State {
	n := f.get(name)
	if n == nil {
		return nil
	}
	list := []*yaml.Node{n}
	if n.Kind != yaml.ScalarNode {
		list = f.items(n, name)
	}
	var out []casus.State
	for _, x := range list {
		id := f.d.scalar(x, name)
		if !f.d.world.known(id) {
			hint := ""
			if f.d.world.near != nil {
				if near := f.d.world.near(id); len(near) > 0 {
					hint = "did you mean " + strings.Join(near, ", ") + "?"
				}
			}
			f.d.fault(x, "no state "+casus.Quoted(id), hint)
			continue
		}
		out = append(out, casus.State(id))
	}
	return out
}

// oneOf reads a field with a closed list of values; "" takes the first one
// where the field may be left out.
func oneOf[T ~string](f *fields, name string, values []T, required bool) T {
	v := f.text(name, required)
	if v == "" {
		return values[0]
	}
	if !slices.Contains(values, T(v)) {
		hint := suggest.Hint(v, texts(values))
		if hint == "" {
			hint = "one of " + strings.Join(texts(values), ", ")
		}
		f.d.fault(f.m[name], fmt.Sprintf("%s: no value %s", name, casus.Quoted(v)), hint)
	}
	return T(v)
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
	t.Aliases = f.texts("aliases")
	t.Kind = f.text("kind", false)
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
	d.overlaps(t, root)
	return t
}

// overlaps refuses two spells of one state that hold on the same day.
func (d *decoder) overlaps(t *Treaty, root *yaml.Node) {
	for i, p := range t.Parties {
		if p.From != 0 && p.Until != 0 && p.Until < p.From {
			d.fault(root, fmt.Sprintf("party %s: until %s is before from %s", p.State, p.Until, p.From), "")
		}
		for _, q := range t.Parties[:i] {
			if p.State == q.State && (q.Until == 0 || p.From <= q.Until) && (p.Until == 0 || q.From <= p.Until) {
				d.fault(root, fmt.Sprintf("party %s stands twice for the same days", p.State), "close the first spell with until")
			}
		}
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
	p := Party{Signed: f.date("signed"), From: f.date("from"), Until: f.date("until"), Note: f.text("note", false)}
	p.Basis = oneOf(f, "basis", append([]string{""}, bases...), false)
	for _, x := range f.items(f.get("doubts"), "doubts") {
		df, ok := d.fields(x, "a doubt: {from: date, says: why}")
		if !ok {
			continue
		}
		p.Doubts = append(p.Doubts, Doubt{casus.Span{From: df.date("from"), Until: df.date("until")}, df.text("says", true), df.text("source", false)})
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
	{"when", "condition"}, {"unless", "exception"}, {"contested", "doubt"}, {"note", "note"},
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
			d.fault(f.keys[r.key], "a step has one of when, unless, contested and note", "")
			continue
		}
		s.Role, s.If = r.role, d.condition(x)
		s.pos = position{x.Line, x.Column, d.line(x.Line)}
	}
	if s.Role == "" {
		d.fault(n, "a step needs one of when, unless, contested and note", "")
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
