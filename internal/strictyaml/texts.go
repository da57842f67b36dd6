package strictyaml

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"casus"
)

// Item is one text of a list, with its place in the file.
type Item struct {
	Value string
	f     *File
	node  *yaml.Node
}

// Fault reports a fault at the item.
func (i Item) Fault(msg, hint string) { i.f.fault(i.node, msg, hint) }

// Texts reads a list of texts that must be there; a single text is a list of
// one.
func (s *Fields) Texts(name string) []Item {
	n := s.get(name, true)
	if n == nil {
		return nil
	}
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
		if len(nodes) == 0 {
			s.f.fault(n, "the list "+name+" is empty", "")
		}
	}
	var out []Item
	for _, x := range nodes {
		v := strings.TrimSpace(x.Value)
		switch {
		case x.Kind != yaml.ScalarNode:
			s.f.fault(x, "the field "+name+" must be a text or a list of texts", "for example: "+name+": [one, two]")
		case v == "":
			s.f.fault(x, "the field "+name+" has an empty text", "")
		default:
			out = append(out, Item{v, s.f, x})
		}
	}
	return out
}

// Bool reads true or false, which must be there.
func (s *Fields) Bool(name string) bool {
	n := s.get(name, true)
	if n == nil {
		return false
	}
	v := strings.TrimSpace(n.Value)
	if n.Kind == yaml.ScalarNode && (v == "true" || v == "false") {
		return v == "true"
	}
	got := ""
	if n.Kind == yaml.ScalarNode {
		got = ", not " + casus.Quoted(v)
	}
	s.f.fault(n, fmt.Sprintf("%s must be true or false%s", name, got), "")
	return false
}

// Holds reports whether the field is a mapping, so that a field may be either a
// mapping or a plain value.
func (s *Fields) Holds(name string) bool {
	n := s.m[name]
	return n != nil && n.Kind == yaml.MappingNode
}

// Lists reports whether the field is a list.
func (s *Fields) Lists(name string) bool {
	n := s.m[name]
	return n != nil && n.Kind == yaml.SequenceNode
}
