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
	get func(*S) Value
}

type function[S any] struct {
	args []Type
	ret  Type
	call func(*S, []Value) Value
}

// NewEnv gives an empty environment. known says whether a state's id exists;
// near lists the ids to suggest for one that does not (nil: none).
func NewEnv[S any](known func(id string) bool, near func(id string) []string) *Env[S] {
	return &Env[S]{map[string]variable[S]{}, map[string]function[S]{}, known, near}
}

// Var declares a name, or a field of a record as "record.field". The getter of
// a record itself is never called.
func (e *Env[S]) Var(name string, t Type, get func(*S) Value) { e.vars[name] = variable[S]{t, get} }

// Func declares a function.
func (e *Env[S]) Func(name string, args []Type, ret Type, call func(*S, []Value) Value) {
	e.funcs[name] = function[S]{args, ret, call}
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
	uses   map[string]bool
	lits   Literals
	run    func(*S) Value
}

// Holds evaluates the condition.
func (p *Program[S]) Holds(s *S) bool { return p.run(s).B }

// Uses reports whether the condition reads the name, given as declared
// ("place.of"), or calls the function of that name.
func (p *Program[S]) Uses(name string) bool { return p.uses[name] }

// Literals are the constants that stand in an expression: the values at which
// its answer can change.
type Literals struct {
	Numbers []float64
	Dates   []casus.Date
	States  []string
	Texts   []string
}

// Literals gives the constants of the condition.
func (p *Program[S]) Literals() Literals { return p.lits }

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
	return &Program[S]{source, c.uses, c.lits, run}, nil
}
