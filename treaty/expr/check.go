package expr

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/internal/suggest"
)

// code is a compiled part of an expression: the closure of its type's kind.
// The others are nil, so that evaluation passes no value that nobody reads.
type code[S any] struct {
	yes   func(*S) bool
	num   func(*S) float64
	text  func(*S) string
	list  func(*S) []string
	fixed *Value // the value of a constant
}

// value gives the part's value whatever its kind.
func (x code[S]) value(s *S) Value {
	switch {
	case x.fixed != nil:
		return *x.fixed
	case x.yes != nil:
		return Value{B: x.yes(s)}
	case x.num != nil:
		return Value{N: x.num(s)}
	case x.text != nil:
		return Value{S: x.text(s)}
	case x.list != nil:
		return Value{L: x.list(s)}
	}
	return Value{}
}

// coded gives the code of a getter of any value, by the kind of its type.
func coded[S any](t Type, get func(*S) Value) code[S] {
	switch t.Kind {
	case Bool:
		return code[S]{yes: func(s *S) bool { return get(s).B }}
	case Number, Date:
		return code[S]{num: func(s *S) float64 { return get(s).N }}
	case States, Enums:
		return code[S]{list: func(s *S) []string { return get(s).L }}
	case Record:
		return code[S]{}
	}
	return code[S]{text: func(s *S) string { return get(s).S }}
}

// checker types an expression and turns it into closures in one walk.
type checker[S any] struct {
	env    *Env[S]
	src    string
	uses   map[string]bool
	lits   Literals
	faults []*casus.InputError
}

func (c *checker[S]) fault(col int, msg, hint string) {
	c.faults = append(c.faults, &casus.InputError{Msg: msg, Line: 1, Col: col, Text: c.src, Hint: hint})
}

// failed stands for an operand that had a fault: its type fits anything, so
// that one fault is not reported twice.
var failed = Type{}

// check gives the closure and the type of n. want is the type that the place
// asks for, where it is known: it lends bare words of an enum their type.
func (c *checker[S]) check(n *node, want Type) (code[S], Type) {
	switch n.op {
	case "number":
		v, err := strconv.ParseFloat(n.text, 64)
		if err != nil {
			c.fault(n.col, casus.Quoted(n.text)+" is not a number", "")
			return code[S]{}, failed
		}
		c.lits.Numbers = append(c.lits.Numbers, v)
		return fixedNum[S](v), Type{Kind: Number}
	case "date":
		d, err := casus.ParseDate(n.text)
		if err != nil {
			ie := err.(*casus.InputError)
			c.fault(n.col, ie.Msg, ie.Hint)
			return code[S]{}, failed
		}
		c.lits.Dates = append(c.lits.Dates, d)
		return fixedNum[S](float64(d)), Type{Kind: Date}
	case "text":
		c.lits.Texts = append(c.lits.Texts, n.text)
		return fixedText[S](n.text), Type{Kind: Text}
	case "state":
		if !c.env.known(n.text) {
			hint := ""
			if c.env.near != nil {
				if near := c.env.near(n.text); len(near) > 0 {
					hint = "did you mean " + strings.Join(near, ", ") + "?"
				}
			}
			c.fault(n.col, "no state "+casus.Quoted(n.text), hint)
			return code[S]{}, failed
		}
		c.lits.States = append(c.lits.States, n.text)
		return fixedText[S](n.text), Type{Kind: State}
	case "name":
		return c.name(n, want)
	case "call":
		return c.call(n)
	case "list":
		return c.list(n, want)
	case "not":
		x, t := c.check(n.kids[0], Type{Kind: Bool})
		if t != failed && t.Kind != Bool {
			c.fault(n.kids[0].col, "not needs yes or no, and this is a "+t.String(), "")
		}
		yes := x.yes
		return code[S]{yes: func(s *S) bool { return !yes(s) }}, Type{Kind: Bool}
	case "and", "or":
		return c.junction(n)
	}
	return c.comparison(n)
}

func (c *checker[S]) junction(n *node) (code[S], Type) {
	var xs []func(*S) bool
	for _, k := range n.kids {
		x, t := c.check(k, Type{Kind: Bool})
		if t != failed && t.Kind != Bool {
			c.fault(k.col, n.op+" joins yes-or-no conditions, and this is a "+t.String(), "")
		}
		xs = append(xs, x.yes)
	}
	stop := n.op == "or" // the value that settles the answer
	if len(xs) == 2 {
		x, y := xs[0], xs[1]
		if stop {
			return code[S]{yes: func(s *S) bool { return x(s) || y(s) }}, Type{Kind: Bool}
		}
		return code[S]{yes: func(s *S) bool { return x(s) && y(s) }}, Type{Kind: Bool}
	}
	return code[S]{yes: func(s *S) bool {
		for _, x := range xs {
			if x(s) == stop {
				return stop
			}
		}
		return !stop
	}}, Type{Kind: Bool}
}

func (c *checker[S]) comparison(n *node) (code[S], Type) {
	boolean := Type{Kind: Bool}
	left, right := n.kids[0], n.kids[1]
	if n.op == "in" || n.op == "not in" {
		x, lt := c.check(left, failed)
		wantList := failed
		if lt.Kind == Enum {
			wantList = ListOf(lt)
		}
		y, rt := c.check(right, wantList)
		ok := lt.Kind == State && rt.Kind == States || lt.Kind == Enum && rt.Kind == Enums && lt.decl == rt.decl
		if lt != failed && rt != failed && !ok {
			c.fault(n.col, fmt.Sprintf("%s %s %s makes no sense", lt, n.op, rt), "the right side must be a list of what stands on the left")
			return code[S]{}, boolean
		}
		not := n.op == "not in"
		if lt == failed || rt == failed {
			return code[S]{}, boolean
		}
		left, right := x.text, y.list
		if y.fixed != nil {
			words := y.fixed.L
			return code[S]{yes: func(s *S) bool { return slices.Contains(words, left(s)) != not }}, boolean
		}
		return code[S]{yes: func(s *S) bool { return slices.Contains(right(s), left(s)) != not }}, boolean
	}
	// A bare enum word takes its type from the other side, whichever that is.
	var x, y code[S]
	var lt, rt Type
	if left.op == "name" && !c.declared(left.text) && right.op == "name" && c.declared(right.text) {
		y, rt = c.check(right, failed)
		x, lt = c.check(left, rt)
	} else {
		x, lt = c.check(left, failed)
		y, rt = c.check(right, lt)
	}
	if lt == failed || rt == failed {
		return code[S]{}, boolean
	}
	if lt != rt || lt.Kind == Record || lt.Kind == States || lt.Kind == Enums {
		c.fault(n.col, fmt.Sprintf("a %s cannot be compared with a %s", lt, rt), "")
		return code[S]{}, boolean
	}
	numeric := lt.Kind == Number || lt.Kind == Date
	switch n.op {
	case "==", "!=":
		if lt.Kind == Number {
			c.fault(n.col, "numbers are not compared with "+n.op, "use < or >")
			return code[S]{}, boolean
		}
		return c.equal(n.op == "==", lt, x, y), boolean
	}
	if !numeric {
		c.fault(n.col, fmt.Sprintf("a %s has no order", lt), "use == or !=")
		return code[S]{}, boolean
	}
	a, b := x.num, y.num
	switch n.op {
	case "<":
		return code[S]{yes: func(s *S) bool { return a(s) < b(s) }}, boolean
	case "<=":
		return code[S]{yes: func(s *S) bool { return a(s) <= b(s) }}, boolean
	case ">":
		return code[S]{yes: func(s *S) bool { return a(s) > b(s) }}, boolean
	}
	return code[S]{yes: func(s *S) bool { return a(s) >= b(s) }}, boolean
}

// equal gives the code of == or != between two parts of one type.
func (c *checker[S]) equal(eq bool, t Type, x, y code[S]) code[S] {
	switch t.Kind {
	case Bool:
		a, b := x.yes, y.yes
		return code[S]{yes: func(s *S) bool { return (a(s) == b(s)) == eq }}
	case Date:
		a, b := x.num, y.num
		return code[S]{yes: func(s *S) bool { return (a(s) == b(s)) == eq }}
	}
	a, b := x.text, y.text
	if y.fixed != nil {
		word := y.fixed.S
		return code[S]{yes: func(s *S) bool { return (a(s) == word) == eq }}
	}
	return code[S]{yes: func(s *S) bool { return (a(s) == b(s)) == eq }}
}

func (c *checker[S]) declared(name string) bool {
	_, ok := c.env.vars[name]
	return ok || name == "true" || name == "false"
}

func (c *checker[S]) name(n *node, want Type) (code[S], Type) {
	switch n.text {
	case "true", "false":
		v := Value{B: n.text == "true"}
		return code[S]{yes: func(*S) bool { return v.B }, fixed: &v}, Type{Kind: Bool}
	}
	if v, ok := c.env.vars[n.text]; ok {
		if v.typ.Kind == Record && want != v.typ {
			c.fault(n.col, casus.Quoted(n.text)+" is a "+v.typ.String()+": ask for one of its fields", "for example "+c.field(n.text))
			return code[S]{}, failed
		}
		c.uses[n.text] = true
		return v.get, v.typ
	}
	if want.Kind == Enum {
		if slices.Contains(want.decl.values, n.text) {
			return fixedText[S](n.text), want
		}
		hint := suggest.Hint(n.text, want.decl.values)
		if hint == "" {
			hint = "one of " + strings.Join(head(want.decl.values, 12), ", ")
		}
		c.fault(n.col, fmt.Sprintf("no %s %s", want.decl.name, casus.Quoted(n.text)), hint)
		return code[S]{}, failed
	}
	c.fault(n.col, "unknown name "+casus.Quoted(n.text), suggest.Hint(n.text, c.names()))
	return code[S]{}, failed
}

func (c *checker[S]) call(n *node) (code[S], Type) {
	f, ok := c.env.funcs[n.text]
	if !ok {
		c.fault(n.col, "no function "+casus.Quoted(n.text), suggest.Hint(n.text, c.names()))
		return code[S]{}, failed
	}
	c.uses[n.text] = true
	if len(n.kids) != len(f.args) {
		c.fault(n.col, fmt.Sprintf("%s takes %d %s, and %d stand here", n.text, len(f.args), plural("argument", len(f.args)), len(n.kids)), "")
		return code[S]{}, f.ret
	}
	args := make([]code[S], len(f.args))
	fixed := true
	ok = true
	for i, k := range n.kids {
		x, t := c.check(k, f.args[i])
		if t != failed && t != f.args[i] {
			c.fault(k.col, fmt.Sprintf("%s takes a %s, and this is a %s", n.text, f.args[i], t), "")
		}
		ok = ok && t == f.args[i]
		fixed = fixed && x.fixed != nil
		args[i] = x
	}
	switch {
	case !ok:
		return code[S]{}, f.ret
	case f.ofText != nil:
		test, arg := f.ofText, args[0].text
		if fixed {
			word := args[0].fixed.S
			return code[S]{yes: func(s *S) bool { return test(s, word) }}, f.ret
		}
		return code[S]{yes: func(s *S) bool { return test(s, arg(s)) }}, f.ret
	case f.ofList != nil:
		test, arg := f.ofList, args[0].list
		return code[S]{yes: func(s *S) bool { return test(s, arg(s)) }}, f.ret
	}
	call := f.call
	if fixed { // spare the slice's making
		in := make([]Value, len(args))
		for i, a := range args {
			in[i] = *a.fixed
		}
		return coded(f.ret, func(s *S) Value { return call(s, in) }), f.ret
	}
	return coded(f.ret, func(s *S) Value {
		in := make([]Value, len(args))
		for i, a := range args {
			in[i] = a.value(s)
		}
		return call(s, in)
	}), f.ret
}

// list types a literal list; its members must be constants.
func (c *checker[S]) list(n *node, want Type) (code[S], Type) {
	if len(n.kids) == 0 {
		c.fault(n.col, "the list is empty", "nothing is ever in an empty list")
		return code[S]{}, failed
	}
	member := Type{Kind: State}
	if want.Kind == Enums {
		member = Type{Enum, want.decl}
	}
	var words []string
	for _, k := range n.kids {
		if k.op != "state" && k.op != "name" || k.op == "name" && c.declared(k.text) {
			c.fault(k.col, "a list holds states, or words such as europe", "")
			continue
		}
		x, t := c.check(k, member)
		if t == failed {
			continue
		}
		if t != member {
			c.fault(k.col, fmt.Sprintf("a list of %s, and this is a %s", member, t), "")
			continue
		}
		w := x.fixed.S
		if slices.Contains(words, w) {
			c.fault(k.col, casus.Quoted(w)+" stands twice in the list", "")
		}
		words = append(words, w)
	}
	out := Type{Kind: States}
	if want.Kind == Enums {
		out = want
	}
	return code[S]{list: func(*S) []string { return words }, fixed: &Value{L: words}}, out
}

// names lists what may be written where a name stands.
func (c *checker[S]) names() []string {
	var out []string
	for n := range c.env.vars {
		out = append(out, n)
	}
	for n := range c.env.funcs {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// field gives the first field of a record, as an example.
func (c *checker[S]) field(record string) string {
	for _, n := range c.names() {
		if strings.HasPrefix(n, record+".") {
			return n
		}
	}
	return record
}

func fixedNum[S any](v float64) code[S] {
	return code[S]{num: func(*S) float64 { return v }, fixed: &Value{N: v}}
}

func fixedText[S any](v string) code[S] {
	return code[S]{text: func(*S) string { return v }, fixed: &Value{S: v}}
}

func head(s []string, n int) []string { return s[:min(n, len(s))] }

func plural(word string, n int) string {
	if n == 1 {
		return word
	}
	return word + "s"
}
