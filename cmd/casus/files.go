package main

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"casus"
)

// readFile reads no more of a file than most bytes and one, so that who parses it
// can refuse what is larger; - is standard input. hint is what a fault offers.
func (a *app) readFile(name string, most int64, hint string) ([]byte, error) {
	in := a.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			msg := "cannot be read"
			if errors.Is(err, fs.ErrNotExist) {
				msg = "no such file"
			}
			return nil, &casus.InputError{File: name, Msg: msg, Hint: hint}
		}
		defer f.Close()
		in = f
	}
	src, err := io.ReadAll(io.LimitReader(in, most+1))
	if err != nil {
		return nil, &casus.InputError{File: name, Msg: "cannot be read", Hint: hint}
	}
	return src, nil
}
