package casus

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// InputError is a fault in what the user gave: a name, a date, a file. A face
// prints it in six lines at most and ends with exit status 2.
type InputError struct {
	Msg  string // what is wrong, lower case, no full stop
	File string // the file at fault, "" for a command line
	Line int    // from 1; 0 where no line is meant
	Col  int    // in characters, from 1; 0 where no column is meant
	Text string // the line itself, shown with a caret under Col
	Hint string // what to do, "" where nothing helps
	// Field names the argument of a question, or the field of a file, that is at
	// fault, in the spelling of JSON: "target", "on". A face shows it beside the
	// field; Error leaves it out.
	Field string
}

// InField names the field at fault in an [*InputError] that names none; any other
// error it gives as it is.
func InField(field string, err error) error {
	var ie *InputError
	if !errors.As(err, &ie) || ie.Field != "" {
		return err
	}
	e := *ie
	e.Field = field
	return &e
}

// Faults gives the first fault of a list that is not empty, and says how many more
// there are.
func Faults(list []*InputError) error {
	e := *list[0]
	if n := len(list) - 1; n > 0 {
		e.Msg = fmt.Sprintf("%s (and %d more)", e.Msg, n)
	}
	return &e
}

// Error gives the message with its position, the line with a caret, and the hint.
func (e *InputError) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File)
		if e.Line > 0 {
			fmt.Fprintf(&b, ":%d", e.Line)
			if e.Col > 0 {
				fmt.Fprintf(&b, ":%d", e.Col)
			}
		}
		b.WriteString(": ")
	} else if e.Col > 0 && e.Line <= 1 {
		fmt.Fprintf(&b, "column %d: ", e.Col)
	}
	b.WriteString(e.Msg)
	if e.Text != "" && e.Col > 0 {
		line, caret := excerpt(e.Text, e.Col)
		fmt.Fprintf(&b, "\n    %s\n    %s^", line, strings.Repeat(" ", caret))
	}
	if e.Hint != "" {
		fmt.Fprintf(&b, "\nhint: %s", e.Hint)
	}
	return b.String()
}

// excerpt cuts a window of at most 72 characters around column col (from 1)
// and gives the caret's offset in it.
func excerpt(text string, col int) (line string, caret int) {
	r := []rune(Printable(text))
	col = min(max(col-1, 0), len(r))
	from := 0
	if col > 60 {
		from = col - 36
	}
	return string(r[from:min(len(r), from+72)]), col - from
}

// Quoted gives s in quotation marks for a message: control characters and
// direction marks replaced, and at most 60 characters of it.
func Quoted(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	return `"` + Printable(s) + `"`
}

// Printable replaces what could forge or break a line on a terminal.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return ' '
		}
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			return '·'
		}
		return r
	}, s)
}
