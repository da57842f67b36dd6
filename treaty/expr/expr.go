// Package expr is the condition language of treaty clauses and statements:
// small, typed, without loops, and compiled once to be asked often.
//
//	party(target) and (place.continent in [europe, north_america] or place.of == TUR)
//	on >= 1986-08-11 and self in [USA, NZL]
//
// [Env.Compile] parses and checks an expression against an environment, which
// declares the names that may stand in it, and gives a [Program]. All faults
// are reported, each with its column and the nearest right name. The grammar,
// from loose to tight:
//
//	or     = and { "or" and }
//	and    = not { "and" not }
//	not    = "not" not | compare
//	compare= operand [ ("==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in") operand ]
//	operand= number | date | "text" | STATE | name [ "(" args ")" ] { "." name } | "[" list "]" | "(" or ")"
package expr

import (
	"slices"
	"sync"
	"sync/atomic"

	"casus"
)

// Kind is the kind of a [Type].
type Kind uint8

// The kinds of value. A Record has named fields, an Enum a closed list of
// bare words.
const (
	Bool Kind = iota + 1
	Number
	Date
	Text
	State
	States
	Enum
	Enums
	Record
)

// Type is the type of a value. Two enums or records are the same type only if
// they come from the same declaration.
type Type struct {
	Kind Kind
	decl *decl
}

type decl struct {
	name   string
	values []string // of an enum
}

// String names the type for a message.
func (t Type) String() string {
	if t.decl != nil {
		if t.Kind == Enums {
			return "list of " + t.decl.name
		}
		return t.decl.name
	}
	return [...]string{"nothing", "yes-or-no", "number", "date", "text", "state", "list of states", "enum", "enums", "record"}[t.Kind]
}

// NewEnum declares a type whose values are the given bare words.
func NewEnum(name string, values []string) Type {
	return Type{Enum, &decl{name, slices.Clone(values)}}
}

// ListOf gives the type of a list whose members have the enum type t.
func ListOf(t Type) Type { return Type{Enums, t.decl} }

// NewRecord declares a type whose fields are reached with a dot.
func NewRecord(name string) Type { return Type{Record, &decl{name: name}} }

// Value is a value at run time; which field counts depends on the type.
type Value struct {
	B bool
	N float64 // a number, or a date as its day number
	S string  // text, a state's id, or an enum's word
	L []string
}

// Env declares the names of a language whose programs read a scope of type S.
// Declare everything before the first Compile; after that an Env may be used
// by several goroutines.
type Env[S any] struct {
	vars  map[string]variable[S] // "kind", "place.of"
	funcs map[string]function[S]
	known func(state string) bool
	near  func(state string) []string
}

type variable[S any] struct {
	typ Type
	get code[S]
}

type function[S any] struct {
	args []Type
	ret  Type
	call func(*S, []Value) Value
	// Of one argument, and by far the commonest: asked without a slice.
	ofText func(*S, string) bool
	ofList func(*S, []string) bool
}

// NewEnv gives an empty environment. known says whether a state's id exists;
// near lists the ids to suggest for one that does not (nil: none).
func NewEnv[S any](known func(id string) bool, near func(id string) []string) *Env[S] {
	return &Env[S]{map[string]variable[S]{}, map[string]function[S]{}, known, near}
}

// Var declares a name, or a field of a record as "record.field". The getter of
// a record itself is never called.
func (e *Env[S]) Var(name string, t Type, get func(*S) Value) {
	e.vars[name] = variable[S]{t, coded(t, get)}
}

// Yes, Num, Word and List declare a name like [Env.Var], by a getter of the
// value's own kind: a condition that reads it is faster.
func (e *Env[S]) Yes(name string, get func(*S) bool) {
	e.vars[name] = variable[S]{Type{Kind: Bool}, code[S]{yes: get}}
}

// Num declares a number or date: see [Env.Yes].
func (e *Env[S]) Num(name string, t Type, get func(*S) float64) {
	e.vars[name] = variable[S]{t, code[S]{num: get}}
}

// Word declares a text, a state or a word of an enum: see [Env.Yes].
func (e *Env[S]) Word(name string, t Type, get func(*S) string) {
	e.vars[name] = variable[S]{t, code[S]{text: get}}
}

// List declares a list: see [Env.Yes].
func (e *Env[S]) List(name string, t Type, get func(*S) []string) {
	e.vars[name] = variable[S]{t, code[S]{list: get}}
}

// Test declares a function that answers yes or no about one text, state or word.
func (e *Env[S]) Test(name string, arg Type, test func(*S, string) bool) {
	e.funcs[name] = function[S]{args: []Type{arg}, ret: Type{Kind: Bool}, ofText: test}
}

// TestAny declares a function that answers yes or no about a list.
func (e *Env[S]) TestAny(name string, arg Type, test func(*S, []string) bool) {
	e.funcs[name] = function[S]{args: []Type{arg}, ret: Type{Kind: Bool}, ofList: test}
}

// Func declares a function.
func (e *Env[S]) Func(name string, args []Type, ret Type, call func(*S, []Value) Value) {
	e.funcs[name] = function[S]{args: args, ret: ret, call: call}
}

// Clone gives a copy to which further names can be declared.
func (e *Env[S]) Clone() *Env[S] {
	c := NewEnv[S](e.known, e.near)
	for k, v := range e.vars {
		c.vars[k] = v
	}
	for k, f := range e.funcs {
		c.funcs[k] = f
	}
	return c
}

// Program is a checked condition.
type Program[S any] struct {
	Source string
	made   atomic.Bool // the fields below are set
	once   sync.Once
	env    func() *Env[S] // of a program that is compiled when it is first asked
	uses   map[string]bool
	lits   Literals
	run    func(*S) bool
}

// Lazy gives the program of a condition that has been checked before, and
// compiles it when it is first asked. It panics then on one that does not compile.
func Lazy[S any](env func() *Env[S], source string) *Program[S] {
	return &Program[S]{Source: source, env: env}
}

// Holds evaluates the condition.
func (p *Program[S]) Holds(s *S) bool {
	if !p.made.Load() {
		p.make()
	}
	return p.run(s)
}

// make compiles a lazy program.
func (p *Program[S]) make() {
	p.once.Do(func() {
		q, faults := p.env().Compile(p.Source)
		if len(faults) > 0 {
			panic("expr: a condition that was checked does not compile: " + faults[0].Error())
		}
		p.uses, p.lits, p.run = q.uses, q.lits, q.run
		p.made.Store(true)
	})
}

// Uses reports whether the condition reads the name, given as declared
// ("place.of"), or calls the function of that name.
func (p *Program[S]) Uses(name string) bool {
	if !p.made.Load() {
		p.make()
	}
	return p.uses[name]
}

// Literals are the constants that stand in an expression: the values at which
// its answer can change.
type Literals struct {
	Numbers []float64
	Dates   []casus.Date
	States  []string
	Texts   []string
}

// Literals gives the constants of the condition.
func (p *Program[S]) Literals() Literals {
	if !p.made.Load() {
		p.make()
	}
	return p.lits
}

// Compile parses and checks an expression that must answer yes or no. Every
// fault found is returned, in the order of columns; the positions are columns
// of the expression alone.
func (e *Env[S]) Compile(source string) (*Program[S], []*casus.InputError) {
	ps := &parser{src: source}
	root := ps.parse()
	if len(ps.faults) > 0 {
		return nil, ps.faults
	}
	c := &checker[S]{env: e, src: source, uses: map[string]bool{}}
	run, typ := c.check(root, Type{})
	if len(c.faults) == 0 && typ.Kind != Bool {
		c.fault(root.col, "a condition must answer yes or no; this is a "+typ.String(), "")
	}
	if len(c.faults) > 0 {
		slices.SortStableFunc(c.faults, func(a, b *casus.InputError) int { return a.Col - b.Col })
		return nil, c.faults
	}
	p := &Program[S]{Source: source, uses: c.uses, lits: c.lits, run: run.yes}
	p.made.Store(true)
	return p, nil
}
