package casus

import (
	"strings"
	"testing"
)

func TestInputError(t *testing.T) {
	for _, c := range []struct {
		name string
		err  InputError
		want string
	}{
		{"a word on the command line", InputError{Msg: `no state "Estnia"`, Hint: "did you mean Estonia (EST)?"},
			"no state \"Estnia\"\nhint: did you mean Estonia (EST)?"},
		{"a line of a file, with a caret", InputError{File: "pact.yaml", Line: 3, Col: 7, Text: "when: targt == EST", Msg: `unknown name "targt"`},
			"pact.yaml:3:7: unknown name \"targt\"\n    when: targt == EST\n          ^"},
		{"a file without a line", InputError{File: "pact.yaml", Msg: "the file is empty"}, "pact.yaml: the file is empty"},
		{"a caret past the end", InputError{File: "x", Line: 1, Col: 99, Text: "abc", Msg: "m"}, "x:1:99: m\n    abc\n       ^"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.err.Error(); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestAMessageCannotBeForged: what the user gave may hold control characters,
// direction marks and endless text; a message holds none of it.
func TestAMessageCannotBeForged(t *testing.T) {
	long := InputError{File: "x", Line: 1, Col: 5000, Text: strings.Repeat("a\x1b[31m\u202e\n", 5000), Msg: "no state " + Quoted(strings.Repeat("\x00\r\n", 999)), Hint: "h"}
	got := long.Error()
	if n := strings.Count(got, "\n"); n > 5 {
		t.Errorf("%d lines", n+1)
	}
	if strings.ContainsAny(got, "\x1b\x00\r\u202e") || len(got) > 600 {
		t.Errorf("%d bytes: %q", len(got), got)
	}
}
