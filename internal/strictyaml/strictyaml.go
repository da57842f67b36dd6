// Package strictyaml reads small YAML files that users write, and reports every
// fault with line, column and the line itself: unknown and missing fields with
// the nearest name, values of the wrong kind or out of range. What no such file
// needs is refused before it can cost anything: anchors, deep nesting, size.
package strictyaml

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"casus"
	"casus/internal/suggest"
)

const (
	// MaxFile bounds a file, in bytes.
	MaxFile = 1 << 20

	maxFaults  = 100
	maxNesting = 12
)

// File is a file being read.
type File struct {
	name   string
	what   string // "a game file"
	lines  []string
	faults []*casus.InputError
}

// Parse reads the text of a file whose kind is called what ("a game file") and
// gives its top-level fields; nil where the text is no mapping at all. Faults
// gather in the file, see [File.Faults].
func Parse(name, what string, src []byte) (*File, *Fields) {
	f := &File{name: name, what: what}
	n := f.parse(src)
	if n == nil {
		return f, nil
	}
	return f, f.fields(n, what)
}

// Faults gives every fault found so far, by line.
func (f *File) Faults() []*casus.InputError {
	slices.SortStableFunc(f.faults, func(a, b *casus.InputError) int { return a.Line - b.Line })
	return f.faults
}

// Fields is a mapping being read; [Fields.Done] reports the fields nobody asked for.
type Fields struct {
	f    *File
	what string
	node *yaml.Node
	m    map[string]*yaml.Node

	ask, missing []string
}

// Has reports whether the field stands in the file.
func (s *Fields) Has(name string) bool {
	s.ask = append(s.ask, name)
	return s.m[name] != nil
}

// Fault reports a fault at the field's value, or at the mapping where it has no
// such field.
func (s *Fields) Fault(name, msg, hint string) {
	n := s.m[name]
	if n == nil {
		n = s.node
	}
	s.f.fault(n, msg, hint)
}

// Text reads a text that must be there.
func (s *Fields) Text(name string) string {
	n := s.get(name, true)
	if n == nil {
		return ""
	}
	if n.Kind != yaml.ScalarNode {
		s.f.fault(n, "the field "+name+" must be text", "")
		return ""
	}
	v := strings.TrimSpace(n.Value)
	if v == "" {
		s.f.fault(n, "the field "+name+" is empty", "")
	}
	return v
}

// Number reads a number that must be there and lie within [low, high].
func (s *Fields) Number(name string, low, high float64) float64 {
	n := s.get(name, true)
	if n == nil {
		return 0
	}
	return s.number(n, name, low, high)
}

// Positive is [Fields.Number] above 0.
func (s *Fields) Positive(name string, high float64) float64 {
	n := s.get(name, true)
	if n == nil {
		return 0
	}
	v := s.number(n, name, 0, high)
	if v == 0 && n.Kind == yaml.ScalarNode && decimal.MatchString(strings.TrimSpace(n.Value)) {
		s.f.fault(n, name+" must be above 0", "")
	}
	return v
}

// Fields reads a mapping that must be there.
func (s *Fields) Fields(name string) *Fields {
	n := s.get(name, true)
	if n == nil {
		return nil
	}
	return s.f.fields(n, name)
}

// List reads a list of mappings that must be there and not be empty; what names
// one of them.
func (s *Fields) List(name, what string) []*Fields {
	n := s.get(name, true)
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		s.f.fault(n, "the field "+name+" must be a list", "one item a line after a dash")
		return nil
	}
	if len(n.Content) == 0 {
		s.f.fault(n, "the list "+name+" is empty", "")
	}
	var out []*Fields
	for _, x := range n.Content {
		if sub := s.f.fields(x, what); sub != nil {
			out = append(out, sub)
		}
	}
	return out
}

// Done ends the reading of s: it reports the fields that were asked for and are
// missing, and those that nobody has asked for. A field that is only misspelt is
// one fault, where it stands.
func (s *Fields) Done() {
	for i := 0; i+1 < len(s.node.Content); i += 2 {
		k := s.node.Content[i]
		if slices.Contains(s.ask, k.Value) {
			continue
		}
		hint := suggest.Hint(k.Value, s.ask)
		if near := suggest.Nearest(k.Value, s.missing, 1); len(near) > 0 {
			hint = "did you mean " + near[0] + "?"
			s.missing = slices.DeleteFunc(s.missing, func(m string) bool { return m == near[0] })
		}
		if hint == "" {
			hint = "the fields are " + strings.Join(once(s.ask), ", ")
		}
		s.f.fault(k, fmt.Sprintf("%s has no field %s", s.what, casus.Quoted(k.Value)), hint)
	}
	for _, m := range s.missing {
		s.f.fault(s.node, s.what+" lacks the field "+m, "")
	}
}

func (s *Fields) get(name string, required bool) *yaml.Node {
	s.ask = append(s.ask, name)
	n := s.m[name]
	if n == nil && required {
		s.missing = append(s.missing, name)
	}
	return n
}

var decimal = regexp.MustCompile(`^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$`)

func (s *Fields) number(n *yaml.Node, name string, low, high float64) float64 {
	text := strings.TrimSpace(n.Value)
	if n.Kind != yaml.ScalarNode || !decimal.MatchString(text) {
		got := ""
		if n.Kind == yaml.ScalarNode {
			got = ", not " + casus.Quoted(text)
		}
		hint := ""
		if strings.Contains(text, ",") {
			hint = "a decimal point, and nothing between thousands"
		}
		s.f.fault(n, name+" must be a number"+got, hint)
		return 0
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(v, 0) || v < low || v > high {
		s.f.fault(n, fmt.Sprintf("%s must lie from %g to %g, not %s", name, low, high, casus.Printable(text)), "")
		return 0
	}
	return v
}

func (f *File) fields(n *yaml.Node, what string) *Fields {
	if n.Kind != yaml.MappingNode {
		f.fault(n, "expected the fields of "+what, "")
		return nil
	}
	s := &Fields{f: f, what: what, node: n, m: map[string]*yaml.Node{}}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			f.fault(k, "the name of a field must be text", "")
			continue
		}
		if s.m[k.Value] != nil {
			f.fault(k, "the field "+casus.Quoted(k.Value)+" stands twice", "")
		}
		s.m[k.Value] = v
	}
	return s
}

func (f *File) fault(n *yaml.Node, msg, hint string) {
	if len(f.faults) >= maxFaults {
		return
	}
	e := &casus.InputError{File: f.name, Msg: msg, Hint: hint}
	if n != nil {
		e.Line, e.Col = min(n.Line, len(f.lines)), n.Column
		if e.Line > 0 {
			e.Text = f.lines[e.Line-1]
		}
	}
	f.faults = append(f.faults, e)
}

var yamlLine = regexp.MustCompile(`(?s)line (\d+)(?:, column (\d+))?: (.*)`)

// parse turns the text into a tree of mappings, lists and scalars only.
func (f *File) parse(src []byte) *yaml.Node {
	switch {
	case len(src) > MaxFile:
		f.fault(nil, fmt.Sprintf("larger than %d MiB: not %s", MaxFile>>20, f.what), "")
		return nil
	case bytes.IndexByte(src, 0) >= 0 || !utf8.Valid(src):
		f.fault(nil, "not a text file in UTF-8", f.what+" is YAML text")
		return nil
	case len(bytes.TrimSpace(src)) == 0:
		f.fault(nil, "the file is empty", "")
		return nil
	}
	f.lines = splitLines(string(src))
	if line := tooDeep(f.lines); line > 0 {
		f.fault(&yaml.Node{Line: line, Column: 1}, "nested too deeply", "")
		return nil
	}
	var doc, more yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(src))
	if err := d.Decode(&doc); err != nil {
		msg, at := strings.TrimPrefix(err.Error(), "yaml: "), (*yaml.Node)(nil)
		if m := yamlLine.FindStringSubmatch(msg); m != nil {
			line, _ := strconv.Atoi(m[1])
			col, _ := strconv.Atoi(m[2])
			at, msg = &yaml.Node{Line: line, Column: max(1, col)}, m[3]
		}
		msg, _, _ = strings.Cut(msg, "\n")
		f.fault(at, "not valid YAML: "+casus.Printable(msg), "")
		return nil
	}
	if err := d.Decode(&more); err == nil {
		f.fault(&more, "a second document in one file", "")
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		f.fault(nil, "not "+f.what+": the file must be a list of fields", "")
		return nil
	}
	if !f.plain(doc.Content[0]) {
		return nil
	}
	return doc.Content[0]
}

// plain refuses anchors, aliases and merges.
func (f *File) plain(n *yaml.Node) bool {
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Kind == yaml.ScalarNode && n.Tag == "!!merge" {
		f.fault(n, "anchors, aliases and merges are not used here", "write the value out")
		return false
	}
	for _, c := range n.Content {
		if !f.plain(c) {
			return false
		}
	}
	return true
}

// breaks are the line breaks that YAML counts beside the usual one.
var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

func splitLines(src string) []string { return strings.Split(breaks.Replace(src), "\n") }

// once gives each word once, in the order in which they first stand.
func once(list []string) []string {
	var out []string
	for _, w := range list {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// tooDeep estimates from the raw text how deep a tree would be, by indents,
// dashes and brackets, and gives the first line beyond the limit. Brackets in
// quotation marks, in comments, in blocks of text and within words nest nothing.
func tooDeep(lines []string) int {
	var s nesting
	for i, l := range lines {
		body := strings.TrimLeft(l, " ")
		indent := len(l) - len(body)
		if s.skips(body, indent) {
			continue
		}
		if s.read(body) > maxNesting {
			return i + 1
		}
		s.opensBlock(body, indent)
		deep := indent/2 + 1
		for strings.HasPrefix(body, "- ") || strings.HasPrefix(body, "? ") {
			body = strings.TrimLeft(body[2:], " ")
			deep++
		}
		if deep > 3*maxNesting {
			return i + 1
		}
	}
	return 0
}

// nesting follows brackets over the lines of a file.
type nesting struct {
	open  int
	quote byte // the mark that closes the text at hand, 0 outside
	block int  // 1 + the indent of the line that opened a block of text, 0 outside
}

// skips reports whether a line is a comment, or within a block of text.
func (s *nesting) skips(body string, indent int) bool {
	if s.block > 0 && (body == "" || indent >= s.block) {
		return true
	}
	s.block = 0
	return s.quote == 0 && strings.HasPrefix(body, "#")
}

// read follows one line and gives the greatest depth on it.
func (s *nesting) read(body string) int {
	most := s.open
	start := true // a value can begin here
	for j := 0; j < len(body); j++ {
		switch c := body[j]; {
		case s.quote == '"' && c == '\\':
			j++
		case s.quote != 0:
			if c == s.quote {
				s.quote = 0
			}
		case c == ' ':
		case c == '#' && j > 0 && body[j-1] == ' ':
			return most
		case start && (c == '"' || c == '\''):
			s.quote, start = c, false
		case start && (c == '[' || c == '{'):
			s.open++
			most = max(most, s.open)
		case c == ']' || c == '}':
			s.open = max(0, s.open-1)
			start = false
		default:
			start = c == ':' || c == ',' && s.open > 0 || (c == '-' || c == '?') && start
		}
	}
	return most
}

// opensBlock notes a line after which a block of text stands.
func (s *nesting) opensBlock(body string, indent int) {
	body = strings.TrimRight(body, "+-0123456789 \r")
	if s.quote == 0 && s.open == 0 && (strings.HasSuffix(body, ": |") || strings.HasSuffix(body, ": >")) {
		s.block = indent + 1
	}
}
