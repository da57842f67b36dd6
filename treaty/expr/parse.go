package expr

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"casus"
)

const (
	maxSource = 4096 // bytes of an expression
	maxDepth  = 64   // of nesting, so that no input can exhaust the stack
)

type tokenKind uint8

const (
	tEnd tokenKind = iota
	tName
	tState
	tNumber
	tDate
	tText
	tPunct // operators, brackets, comma, dot
)

type token struct {
	kind tokenKind
	text string
	col  int // in characters, from 1
}

// node is an expression as parsed.
type node struct {
	op   string // "or", "and", "not", "==", …, "in", "not in"; "name", "call", "list"; "number", "date", "text", "state"
	text string // of a name, call or literal
	kids []*node
	col  int
}

type parser struct {
	src    string
	pos    int // byte offset of the next character
	col    int // characters before pos
	tok    token
	depth  int
	faults []*casus.InputError
}

func (p *parser) fault(col int, msg, hint string) {
	if len(p.faults) == 0 { // after the first fault of syntax the rest is noise
		p.faults = append(p.faults, &casus.InputError{Msg: msg, Line: 1, Col: col, Text: p.src, Hint: hint})
	}
}

func (p *parser) parse() *node {
	switch {
	case len(p.src) > maxSource:
		p.src = p.src[:40]
		p.fault(1, "the condition is longer than "+strconv.Itoa(maxSource)+" bytes", "part it into several conditions")
		return nil
	case !utf8.ValidString(p.src):
		p.fault(1, "the condition is not UTF-8 text", "")
		return nil
	}
	p.next()
	if p.tok.kind == tEnd {
		p.fault(1, "the condition is empty", "")
		return nil
	}
	n := p.or()
	if p.tok.kind != tEnd {
		hint := ""
		switch p.tok.text {
		case "=":
			hint = "equality is written =="
		case "&", "|", "!":
			hint = "write and, or, not"
		}
		p.fault(p.tok.col, "unexpected "+casus.Quoted(p.tok.text), hint)
	}
	return n
}

func (p *parser) or() *node  { return p.chain("or", p.and) }
func (p *parser) and() *node { return p.chain("and", p.not) }

// chain parses operand { word operand } into one node with all the operands.
func (p *parser) chain(word string, operand func() *node) *node {
	first := operand()
	if !p.word(word) {
		return first
	}
	n := &node{op: word, col: first.col, kids: []*node{first}}
	for p.word(word) {
		p.next()
		n.kids = append(n.kids, operand())
	}
	return n
}

func (p *parser) not() *node {
	if !p.word("not") {
		return p.compare()
	}
	n := &node{op: "not", col: p.tok.col}
	p.next()
	n.kids = []*node{p.nested(p.not)}
	return n
}

func (p *parser) compare() *node {
	left := p.operand()
	op := ""
	switch {
	case p.tok.kind == tPunct && strings.Contains(" == != < <= > >= ", " "+p.tok.text+" "):
		op = p.tok.text
	case p.word("in"):
		op = "in"
	case p.word("not"):
		col := p.tok.col
		p.next()
		if !p.word("in") {
			p.fault(col, `unexpected "not"`, "only in may follow it here: x not in [A, B]")
			return left
		}
		op = "not in"
	default:
		return left
	}
	n := &node{op: op, col: left.col, text: op}
	p.next()
	n.kids = []*node{left, p.operand()}
	if p.tok.kind == tPunct && strings.Contains(" == != < <= > >= ", " "+p.tok.text+" ") {
		p.fault(p.tok.col, "comparisons do not chain", "join two comparisons with and")
	}
	return n
}

func (p *parser) operand() *node {
	t := p.tok
	switch t.kind {
	case tNumber, tDate, tText, tState:
		p.next()
		return &node{op: [...]string{tNumber: "number", tDate: "date", tText: "text", tState: "state"}[t.kind], text: t.text, col: t.col}
	case tName:
		if t.text == "and" || t.text == "or" || t.text == "in" {
			break
		}
		p.next()
		name := t.text
		for p.punct(".") {
			p.next()
			if p.tok.kind != tName {
				p.fault(p.tok.col, "a field's name must follow the dot", "")
				return &node{op: "name", text: name, col: t.col}
			}
			name += "." + p.tok.text
			p.next()
		}
		if !p.punct("(") {
			return &node{op: "name", text: name, col: t.col}
		}
		p.next()
		return &node{op: "call", text: name, col: t.col, kids: p.list(")")}
	case tPunct:
		switch t.text {
		case "(":
			p.next()
			n := p.nested(p.or)
			if !p.punct(")") {
				p.fault(p.tok.col, "a closing ) is missing", "")
			}
			p.next()
			return n
		case "[":
			p.next()
			return &node{op: "list", col: t.col, kids: p.list("]")}
		}
	}
	if t.kind == tEnd {
		p.fault(t.col, "the condition ends too early", "a name or a value is expected here")
	} else {
		p.fault(t.col, "unexpected "+casus.Quoted(t.text), "a name or a value is expected here")
	}
	p.next()
	return &node{op: "name", col: t.col}
}

// list parses operands parted by commas up to the closing bracket.
func (p *parser) list(end string) []*node {
	var out []*node
	for !p.punct(end) {
		if p.tok.kind == tEnd || len(p.faults) > 0 {
			p.fault(p.tok.col, "a closing "+end+" is missing", "")
			return out
		}
		out = append(out, p.nested(p.or))
		if p.punct(",") {
			p.next()
		} else if !p.punct(end) {
			p.fault(p.tok.col, "a comma or a closing "+end+" is expected", "")
			return out
		}
	}
	p.next()
	return out
}

// nested guards against nesting that no lawyer writes.
func (p *parser) nested(f func() *node) *node {
	if p.depth++; p.depth > maxDepth {
		p.fault(p.tok.col, "the condition is nested too deeply", "")
		p.tok = token{kind: tEnd, col: p.tok.col}
	}
	n := f()
	p.depth--
	return n
}

func (p *parser) word(w string) bool  { return p.tok.kind == tName && p.tok.text == w }
func (p *parser) punct(s string) bool { return p.tok.kind == tPunct && p.tok.text == s }

// next reads the next token into p.tok.
func (p *parser) next() {
	for p.pos < len(p.src) && strings.IndexByte(" \t\r\n", p.src[p.pos]) >= 0 {
		p.pos++
		p.col++
	}
	start, col := p.pos, p.col+1
	take := func(kind tokenKind, end int) {
		p.tok = token{kind, p.src[start:end], col}
		p.pos, p.col = end, p.col+utf8.RuneCountInString(p.src[start:end])
	}
	if start >= len(p.src) {
		p.tok = token{tEnd, "", col}
		return
	}
	while := func(from int, ok func(byte) bool) int {
		for from < len(p.src) && ok(p.src[from]) {
			from++
		}
		return from
	}
	switch c := p.src[start]; {
	case digit(c) || c == '-' && start+1 < len(p.src) && digit(p.src[start+1]):
		end := while(start+1, func(c byte) bool { return digit(c) || c == '-' || c == '.' })
		kind := tNumber
		if strings.Count(p.src[start+1:end], "-") > 0 {
			kind = tDate
		}
		take(kind, end)
	case upper(c):
		take(tState, while(start, func(c byte) bool { return upper(c) || digit(c) }))
		if p.pos < len(p.src) && lower(p.src[p.pos]) {
			p.fault(col, "a state is written as its code in capitals", "for example EST")
		}
	case lower(c):
		take(tName, while(start, func(c byte) bool { return lower(c) || digit(c) }))
	case c == '"':
		end := strings.IndexByte(p.src[start+1:], '"')
		if end < 0 {
			p.fault(col, "the closing quotation mark is missing", "")
			p.tok, p.pos = token{tEnd, "", col}, len(p.src)
			return
		}
		take(tText, start+end+2)
		p.tok.text = strings.Trim(p.tok.text, `"`)
	default:
		for _, op := range []string{"==", "!=", "<=", ">="} {
			if strings.HasPrefix(p.src[start:], op) {
				take(tPunct, start+2)
				return
			}
		}
		_, size := utf8.DecodeRuneInString(p.src[start:])
		take(tPunct, start+size)
	}
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
func upper(c byte) bool { return c >= 'A' && c <= 'Z' }
func lower(c byte) bool { return c >= 'a' && c <= 'z' || c == '_' }
