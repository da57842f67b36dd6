package main

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the golden files of the scripts from what the command prints")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"casus":  func() { os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
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
