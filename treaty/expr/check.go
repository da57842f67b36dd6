package expr

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/internal/suggest"
)

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
func (c *checker[S]) check(n *node, want Type) (func(*S) Value, Type) {
	switch n.op {
	case "number":
		v, err := strconv.ParseFloat(n.text, 64)
		if err != nil {
			c.fault(n.col, casus.Quoted(n.text)+" is not a number", "")
			return nil, failed
		}
		c.lits.Numbers = append(c.lits.Numbers, v)
		return constant[S](Value{N: v}), Type{Kind: Number}
	case "date":
		d, err := casus.ParseDate(n.text)
		if err != nil {
			ie := err.(*casus.InputError)
			c.fault(n.col, ie.Msg, ie.Hint)
			return nil, failed
		}
		c.lits.Dates = append(c.lits.Dates, d)
		return constant[S](Value{N: float64(d)}), Type{Kind: Date}
	case "text":
		c.lits.Texts = append(c.lits.Texts, n.text)
		return constant[S](Value{S: n.text}), Type{Kind: Text}
	case "state":
		if !c.env.known(n.text) {
			hint := ""
			if c.env.near != nil {
				if near := c.env.near(n.text); len(near) > 0 {
					hint = "did you mean " + strings.Join(near, ", ") + "?"
				}
			}
			c.fault(n.col, "no state "+casus.Quoted(n.text), hint)
			return nil, failed
		}
		c.lits.States = append(c.lits.States, n.text)
		return constant[S](Value{S: n.text}), Type{Kind: State}
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
		return func(s *S) Value { return Value{B: !x(s).B} }, Type{Kind: Bool}
	case "and", "or":
		return c.junction(n)
	}
	return c.comparison(n)
}

func (c *checker[S]) junction(n *node) (func(*S) Value, Type) {
	var xs []func(*S) Value
	for _, k := range n.kids {
		x, t := c.check(k, Type{Kind: Bool})
		if t != failed && t.Kind != Bool {
			c.fault(k.col, n.op+" joins yes-or-no conditions, and this is a "+t.String(), "")
		}
		xs = append(xs, x)
	}
	stop := n.op == "or" // the value that settles the answer
	return func(s *S) Value {
		for _, x := range xs {
			if x(s).B == stop {
				return Value{B: stop}
			}
		}
		return Value{B: !stop}
	}, Type{Kind: Bool}
}

func (c *checker[S]) comparison(n *node) (func(*S) Value, Type) {
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
			return nil, boolean
		}
		not := n.op == "not in"
		return func(s *S) Value { return Value{B: slices.Contains(y(s).L, x(s).S) != not} }, boolean
	}
	// A bare enum word takes its type from the other side, whichever that is.
	var x, y func(*S) Value
	var lt, rt Type
	if left.op == "name" && !c.declared(left.text) && right.op == "name" && c.declared(right.text) {
		y, rt = c.check(right, failed)
		x, lt = c.check(left, rt)
	} else {
		x, lt = c.check(left, failed)
		y, rt = c.check(right, lt)
	}
	if lt == failed || rt == failed {
		return nil, boolean
	}
	if lt != rt || lt.Kind == Record || lt.Kind == States || lt.Kind == Enums {
		c.fault(n.col, fmt.Sprintf("a %s cannot be compared with a %s", lt, rt), "")
		return nil, boolean
	}
	numeric := lt.Kind == Number || lt.Kind == Date
	switch n.op {
	case "==", "!=":
		if lt.Kind == Number {
			c.fault(n.col, "numbers are not compared with "+n.op, "use < or >")
			return nil, boolean
		}
		eq := n.op == "=="
		switch lt.Kind {
		case Bool:
			return func(s *S) Value { return Value{B: (x(s).B == y(s).B) == eq} }, boolean
		case Date:
			return func(s *S) Value { return Value{B: (x(s).N == y(s).N) == eq} }, boolean
		}
		return func(s *S) Value { return Value{B: (x(s).S == y(s).S) == eq} }, boolean
	}
	if !numeric {
		c.fault(n.col, fmt.Sprintf("a %s has no order", lt), "use == or !=")
		return nil, boolean
	}
	switch n.op {
	case "<":
		return func(s *S) Value { return Value{B: x(s).N < y(s).N} }, boolean
	case "<=":
		return func(s *S) Value { return Value{B: x(s).N <= y(s).N} }, boolean
	case ">":
		return func(s *S) Value { return Value{B: x(s).N > y(s).N} }, boolean
	}
	return func(s *S) Value { return Value{B: x(s).N >= y(s).N} }, boolean
}

func (c *checker[S]) declared(name string) bool {
	_, ok := c.env.vars[name]
	return ok || name == "true" || name == "false"
}

func (c *checker[S]) name(n *node, want Type) (func(*S) Value, Type) {
	switch n.text {
	case "true", "false":
		return constant[S](Value{B: n.text == "true"}), Type{Kind: Bool}
	}
	if v, ok := c.env.vars[n.text]; ok {
		if v.typ.Kind == Record && want != v.typ {
			c.fault(n.col, casus.Quoted(n.text)+" is a "+v.typ.String()+": ask for one of its fields", "for example "+c.field(n.text))
			return nil, failed
		}
		c.uses[n.text] = true
		return v.get, v.typ
	}
	if want.Kind == Enum {
		if slices.Contains(want.decl.values, n.text) {
			return constant[S](Value{S: n.text}), want
		}
		hint := suggest.Hint(n.text, want.decl.values)
		if hint == "" {
			hint = "one of " + strings.Join(head(want.decl.values, 12), ", ")
		}
		c.fault(n.col, fmt.Sprintf("no %s %s", want.decl.name, casus.Quoted(n.text)), hint)
		return nil, failed
	}
	c.fault(n.col, "unknown name "+casus.Quoted(n.text), suggest.Hint(n.text, c.names()))
	return nil, failed
}

func (c *checker[S]) call(n *node) (func(*S) Value, Type) {
	f, ok := c.env.funcs[n.text]
	if !ok {
		c.fault(n.col, "no function "+casus.Quoted(n.text), suggest.Hint(n.text, c.names()))
		return nil, failed
	}
	c.uses[n.text] = true
	if len(n.kids) != len(f.args) {
		c.fault(n.col, fmt.Sprintf("%s takes %d %s, and %d stand here", n.text, len(f.args), plural("argument", len(f.args)), len(n.kids)), "")
		return nil, f.ret
	}
	args := make([]func(*S) Value, len(f.args))
	for i, k := range n.kids {
		x, t := c.check(k, f.args[i])
		if t != failed && t != f.args[i] {
			c.fault(k.col, fmt.Sprintf("%s takes a %s, and this is a %s", n.text, f.args[i], t), "")
		}
		args[i] = x
	}
	call := f.call
	if len(args) == 1 { // by far the commonest: spare the slice's making
		arg := args[0]
		return func(s *S) Value {
			in := [1]Value{arg(s)}
			return call(s, in[:])
		}, f.ret
	}
	return func(s *S) Value {
		in := make([]Value, len(args))
		for i, a := range args {
			in[i] = a(s)
		}
		return call(s, in)
	}, f.ret
}

// list types a literal list; its members must be constants.
func (c *checker[S]) list(n *node, want Type) (func(*S) Value, Type) {
	if len(n.kids) == 0 {
		c.fault(n.col, "the list is empty", "nothing is ever in an empty list")
		return nil, failed
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
		w := x(nil).S
		if slices.Contains(words, w) {
			c.fault(k.col, casus.Quoted(w)+" stands twice in the list", "")
		}
		words = append(words, w)
	}
	out := Type{Kind: States}
	if want.Kind == Enums {
		out = want
	}
	return constant[S](Value{L: words}), out
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

func constant[S any](v Value) func(*S) Value { return func(*S) Value { return v } }

func head(s []string, n int) []string { return s[:min(n, len(s))] }

func plural(word string, n int) string {
	if n == 1 {
		return word
	}
	return word + "s"
}
