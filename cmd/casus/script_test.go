package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/rogpeppe/go-internal/testscript"

	"casus/docs/schema"
)

var update = flag.Bool("update", false, "rewrite the golden files of the scripts from what the command prints")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"casus": func() {
			var out bytes.Buffer
			status := run(context.Background(), os.Args[1:], os.Stdin, io.MultiWriter(os.Stdout, &out), os.Stderr)
			if err := valid(out.Bytes()); err != nil {
				fmt.Fprintln(os.Stderr, err)
				status = 99 // no status of the contract: a script fails on it
			}
			os.Exit(status)
		},
		"damage": damage,
	})
}

// damage cuts the table of states in a store, as a failing disk would.
func damage() {
	files, err := filepath.Glob(filepath.Join(os.Args[1], "cow-states@*.table"))
	if err == nil && len(files) == 1 {
		err = os.Truncate(files[0], 100)
	}
	if err != nil || len(files) != 1 {
		os.Exit(1)
	}
}

// TestScripts drives the real command by the scripts in testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: *update, RequireExplicitExec: true})
}

// valid holds what was printed against its published schema, where it is JSON that
// names one.
func valid(printed []byte) error {
	var head struct {
		Schema string `json:"schema"`
	}
	var value any
	if json.Unmarshal(printed, &head) != nil || json.Unmarshal(printed, &value) != nil {
		return nil
	}
	name, ok := strings.CutPrefix(head.Schema, "casus.")
	if !ok {
		return nil
	}
	name, _, _ = strings.Cut(name, "/")
	text, err := schema.Of(name)
	if err != nil {
		return fmt.Errorf("%s has no published schema: %w", head.Schema, err)
	}
	var s jsonschema.Schema
	if err := json.Unmarshal(text, &s); err != nil {
		return fmt.Errorf("the schema %s: %w", name, err)
	}
	r, err := s.Resolve(nil)
	if err != nil {
		return fmt.Errorf("the schema %s: %w", name, err)
	}
	if err := r.Validate(value); err != nil {
		return fmt.Errorf("what was printed is not %s: %w", head.Schema, err)
	}
	return nil
}

// What is no answer is found out.
func TestValid(t *testing.T) {
	for _, bad := range []string{`{"schema": "casus.unknown/1"}`, `{"schema": "casus.version/1"}`,
		`{"schema": "casus.version/1", "version": 1, "facts_until": "", "treaties": 0, "provenance": {"version": "", "seed": 1, "draws": 0, "facts": []}}`} {
		if valid([]byte(bad)) == nil {
			t.Error(bad)
		}
	}
	if err := valid([]byte("no JSON")); err != nil {
		t.Error(err)
	}
}
