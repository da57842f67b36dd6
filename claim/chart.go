package claim

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"
)

//go:embed forms.csv
var formsCSV string

// form is one row of forms.csv: a pattern of tags.
type form struct {
	name, example string
	start         *node
}

// node is a state of the automaton that a pattern becomes: either it consumes
// an edge with its tag, or it passes on to any of next without consuming.
type node struct {
	tag  string
	next []*node
	id   int
}

// edge is a reading of the words from one place to another under a tag.
type edge struct {
	tag   string
	to    int
	value value
}

// chart holds, for each place in a text, the edges that begin there.
type chart [][]edge

// grammar gives the forms in the order in which they are tried.
var grammar = sync.OnceValue(func() []form {
	rows, err := csv.NewReader(strings.NewReader(formsCSV)).ReadAll()
	if err != nil {
		panic(err) // embedded and tested
	}
	macros := map[string]string{}
	var out []form
	for _, r := range rows[1:] {
		name, pattern := r[0], expand(r[1], macros)
		if strings.HasPrefix(name, "$") {
			macros[name] = "(" + pattern + ")"
			continue
		}
		b := &builder{tokens: lexPattern(pattern)}
		end := b.node("")
		start := b.alternatives(end)
		if b.at < len(b.tokens) {
			panic(fmt.Sprintf("forms.csv: %s: unexpected %q in %q", name, b.tokens[b.at], r[1]))
		}
		out = append(out, form{name, r[2], start})
	}
	return out
})

// expand puts the macros into a pattern.
func expand(pattern string, macros map[string]string) string {
	words := strings.Fields(pattern)
	for i, w := range words {
		name := strings.TrimRight(w, "?*+)")
		open := strings.TrimLeft(name, "(")
		if m, ok := macros[open]; ok {
			words[i] = strings.Replace(w, open, m, 1)
		}
	}
	return strings.Join(words, " ")
}

// lexPattern parts a pattern into tags and marks.
func lexPattern(p string) []string {
	var out []string
	word := ""
	flush := func() {
		if word != "" {
			out = append(out, word)
			word = ""
		}
	}
	for _, r := range p {
		switch {
		case strings.ContainsRune("()|?*+", r):
			flush()
			out = append(out, string(r))
		case r == ' ':
			flush()
		default:
			word += string(r)
		}
	}
	flush()
	return out
}

// builder turns a pattern into an automaton, from its end to its start.
type builder struct {
	tokens []string
	at     int
	nodes  int
}

func (b *builder) node(tag string, next ...*node) *node {
	b.nodes++
	return &node{tag: tag, next: next, id: b.nodes}
}

// alternatives parses a|b|c, each leading on to end.
func (b *builder) alternatives(end *node) *node {
	out := b.node("")
	for {
		out.next = append(out.next, b.sequence(end))
		if b.at >= len(b.tokens) || b.tokens[b.at] != "|" {
			return out
		}
		b.at++
	}
}

// piece is an element of a sequence, parsed before what follows it is known.
type piece struct {
	from, to int // its tokens, without the mark
	mark     string
}

// sequence parses elements one after the other. What an element leads to is
// known only when the rest is built, so the pieces are found first.
func (b *builder) sequence(end *node) *node {
	var pieces []piece
	for b.at < len(b.tokens) && b.tokens[b.at] != "|" && b.tokens[b.at] != ")" {
		p := piece{from: b.at}
		if b.tokens[b.at] == "(" {
			for depth := 0; ; b.at++ {
				switch b.tokens[b.at] {
				case "(":
					depth++
				case ")":
					depth--
				}
				if depth == 0 {
					break
				}
			}
		}
		b.at++
		p.to = b.at
		if b.at < len(b.tokens) && strings.Contains("?*+", b.tokens[b.at]) {
			p.mark = b.tokens[b.at]
			b.at++
		}
		pieces = append(pieces, p)
	}
	rest := b.at
	for i := len(pieces) - 1; i >= 0; i-- {
		end = b.element(pieces[i], end)
	}
	b.at = rest
	return end
}

// element builds one piece that leads to end.
func (b *builder) element(p piece, end *node) *node {
	build := func(to *node) *node {
		if b.tokens[p.from] != "(" {
			return b.node(b.tokens[p.from], to)
		}
		b.at = p.from + 1
		return b.alternatives(to)
	}
	switch p.mark {
	case "?":
		return b.node("", build(end), end)
	case "*":
		loop := b.node("")
		loop.next = []*node{build(loop), end}
		return loop
	case "+":
		loop := b.node("")
		first := build(loop)
		loop.next = []*node{first, end}
		return first
	}
	return build(end)
}

// run finds a way through the pattern that uses every word of the chart, and
// gives the edges on it. far is the place beyond which no way led.
func (f form) run(c chart) (path []edge, far int, ok bool) {
	type spot struct{ node, at int }
	seen := map[spot]bool{}
	var walk func(n *node, at int) bool
	walk = func(n *node, at int) bool {
		if seen[spot{n.id, at}] {
			return false
		}
		seen[spot{n.id, at}] = true
		far = max(far, at)
		if n.tag == "" && len(n.next) == 0 && at == len(c)-1 {
			return true
		}
		if n.tag == "" {
			for _, to := range n.next {
				if walk(to, at) {
					return true
				}
			}
		}
		for _, e := range c[at] {
			switch {
			case e.tag == n.tag && n.tag != "":
				path = append(path, e)
				if walk(n.next[0], e.to) {
					return true
				}
				path = path[:len(path)-1]
			case e.tag == noise:
				if walk(n, e.to) {
					return true
				}
			}
		}
		return false
	}
	ok = walk(f.start, 0)
	return path, far, ok
}
