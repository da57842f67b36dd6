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

// This file reads YAML trees and keeps where everything stands; load.go says
// what the fields of a treaty mean.

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
