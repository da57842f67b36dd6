package questions

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/internal/suggest"
)

// values are the arguments of one question as they were given. They are checked
// against what the registry says of them before any is read.
type values struct {
	question *Question
	given    map[string][]string
}

// check holds what was given against the arguments of the question.
func (v *values) check() error {
	for _, name := range slices.Sorted(maps.Keys(v.given)) {
		a, ok := v.question.Argument(name)
		if !ok {
			return v.unknown(name)
		}
		if err := a.check(v.given[name]); err != nil {
			err.Field = name
			return err
		}
	}
	for _, a := range v.question.Arguments {
		if _, given := v.given[a.Name]; a.Required && (!given || a.Kind != File && v.text(a.Name) == "") {
			return &casus.InputError{Field: a.Name, Msg: "the argument " + a.Name + " is missing", Hint: a.Why}
		}
	}
	return nil
}

func (v *values) unknown(name string) error {
	var names []string
	for _, a := range v.question.Arguments {
		names = append(names, a.Name)
	}
	hint := suggest.Hint(name, names)
	if hint == "" {
		hint = "it takes " + strings.Join(names, ", ")
	}
	return &casus.InputError{Field: name, Msg: fmt.Sprintf("%s has no argument %s", v.question.Name, casus.Quoted(name)), Hint: hint}
}

// check holds the values of one argument against its kind and its limits.
func (a Argument) check(given []string) *casus.InputError {
	if len(given) > 1 && !a.Repeated {
		return &casus.InputError{Msg: fmt.Sprintf("%s is given %d times", a.Name, len(given)), Hint: "once is enough"}
	}
	for _, s := range given {
		switch a.Kind {
		case Flag:
			if _, err := strconv.ParseBool(s); err != nil {
				return &casus.InputError{Msg: fmt.Sprintf("%s %s: expected true or false", a.Name, casus.Quoted(s))}
			}
		case Integer:
			n, err := strconv.Atoi(strings.TrimSpace(s))
			if err != nil {
				return &casus.InputError{Msg: fmt.Sprintf("%s %s: expected a whole number", a.Name, casus.Quoted(s)), Hint: a.Why}
			}
			if n < a.Low || n > a.High {
				return &casus.InputError{Msg: fmt.Sprintf("%s %d: expected %d to %d", a.Name, n, a.Low, a.High), Hint: a.Why}
			}
		}
	}
	return nil
}

// text gives the argument, or what it is where it is not given.
func (v *values) text(name string) string {
	if list := v.given[name]; len(list) > 0 {
		return list[0]
	}
	a, _ := v.question.Argument(name)
	return a.Default
}

// list gives the values of a repeated argument.
func (v *values) list(name string) []string { return v.given[name] }

// split gives the values of an argument that are set apart by commas.
func (v *values) split(name string) []string {
	var out []string
	for _, s := range v.given[name] {
		out = append(out, strings.Split(s, ",")...)
	}
	return out
}

// flag reports whether a flag is set.
func (v *values) flag(name string) bool {
	ok, _ := strconv.ParseBool(v.text(name)) // checked before
	return ok
}

// number gives a whole number, 0 where there is none.
func (v *values) number(name string) int {
	n, _ := strconv.Atoi(strings.TrimSpace(v.text(name))) // checked before
	return n
}
