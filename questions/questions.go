// Package questions is the registry: every question that can be asked of Casus,
// once, with its arguments, their limits, what it needs and the formats of its
// answer. A face finds a question ([Find], [All]), puts its arguments as text, asks
// ([Question.Ask]) and draws what comes back; commands, routes and tools for
// assistants are all made from here. What a question does is in the packages answer
// and scenario. Importing, fitting and adding to the ledger are jobs, not questions.
package questions

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/internal/suggest"
)

// Question is one thing that can be asked.
type Question struct {
	Name  string // "brief", "statements list"
	Short string // in a line
	Long  string // in a paragraph or two
	// Examples are commands, without the name of the program.
	Examples  []string
	Arguments []Argument
	// Schema names the JSON Schema of its answer: "brief" for "casus.brief/1".
	Schema string
	// Formats lists how its answer can be drawn, the first unless another is asked for.
	Formats []string
	// History says that imported history widens the answer, and NeedsHistory that
	// there is none without it.
	History, NeedsHistory bool
	// Ledger says that the user's own statements count.
	Ledger bool
	// Estimated says that parameters are drawn: the model and the workers of
	// [inquiry.Settings] bear on it.
	Estimated bool
	// Slow says that it can run for minutes.
	Slow bool

	answer reflect.Type
	ask    func(ctx context.Context, arc *inquiry.Archive, v *values) (any, error)
}

// Kind says what an argument holds.
type Kind string

// The kinds of argument.
const (
	State     Kind = "state" // in any spelling: a code, a number, a name
	Treaty    Kind = "treaty"
	Statement Kind = "statement"
	Table     Kind = "table"
	Edition   Kind = "edition"
	Date      Kind = "date" // ISO 8601
	Place     Kind = "place"
	Word      Kind = "word"    // one of Values
	Integer   Kind = "integer" // from Low to High
	Flag      Kind = "flag"
	Text      Kind = "text"
	File      Kind = "file" // the content of a file; a face that has files reads it
)

// Argument is one argument of a question.
type Argument struct {
	Name string // in the spelling of JSON: "target_struck_first"
	Kind Kind
	// Help says what it means; in backquotes stands what to put there.
	Help string
	// Usage is how a command shows an argument that is told by its place, "" for one
	// that is told by its name.
	Usage string
	// Required: there is no answer without it. Repeated: it can be given several times.
	Required, Repeated bool
	Values             []string // of a Word
	Default            string
	Low, High          int    // of an Integer
	Why                string // hint for what lies beyond Low and High, or is missing
}

// Positional reports whether a command tells the argument by its place.
func (a Argument) Positional() bool { return a.Usage != "" }

// Flag is the argument's name on a command line.
func (a Argument) Flag() string { return strings.ReplaceAll(a.Name, "_", "-") }

// All lists the questions in the order in which help shows them.
func All() []*Question { return slices.Clone(all) }

// Find gives the question of a name; the error is an [*casus.InputError] with the
// nearest name.
func Find(name string) (*Question, error) {
	var names []string
	for _, q := range all {
		if q.Name == name {
			return q, nil
		}
		names = append(names, q.Name)
	}
	hint := suggest.Hint(name, names)
	if hint == "" {
		hint = "the questions are " + strings.Join(names, ", ")
	}
	return nil, &casus.InputError{Field: "question", Msg: "no question " + casus.Quoted(name), Hint: hint}
}

// Argument gives the argument of a name.
func (q *Question) Argument(name string) (Argument, bool) {
	i := slices.IndexFunc(q.Arguments, func(a Argument) bool { return a.Name == name })
	if i < 0 {
		return Argument{}, false
	}
	return q.Arguments[i], true
}

// Answer is the Go type of the question's answer.
func (q *Question) Answer() reflect.Type { return q.answer }

// Ask answers the question on an archive. Arguments come as text, by name, as a
// query string or the flags of a command hold them. An error in them is an
// [*casus.InputError] with its Field; where imported history is needed and absent,
// it is a *history.AbsentError. The answer is of the type [Question.Answer].
func (q *Question) Ask(ctx context.Context, arc *inquiry.Archive, arguments map[string][]string) (any, error) {
	v := &values{question: q, given: arguments}
	if err := v.check(); err != nil {
		return nil, err
	}
	return q.ask(ctx, arc, v)
}

// asker is a question as the packages answer and scenario have it.
type asker[A any] interface {
	Ask(ctx context.Context, arc *inquiry.Archive) (A, error)
}

// register adds a question; read makes it out of the arguments.
func register[Q asker[A], A any](q Question, read func(v *values, set *inquiry.Settings) Q) {
	q.answer = reflect.TypeFor[A]()
	q.ask = func(ctx context.Context, arc *inquiry.Archive, v *values) (any, error) {
		a, err := read(v, &arc.Settings).Ask(ctx, arc)
		if err != nil {
			return nil, err
		}
		return a, nil
	}
	if slices.ContainsFunc(all, func(x *Question) bool { return x.Name == q.Name }) {
		panic(fmt.Sprintf("questions: %s is registered twice", q.Name))
	}
	all = append(all, &q)
}

var all []*Question
