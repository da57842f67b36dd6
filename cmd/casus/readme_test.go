package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
)

// TestREADME holds the README to its word: the quick start is two commands, and
// the page it shows is what the first of them prints.
func TestREADME(t *testing.T) {
	raw, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(raw)
	_, rest, _ := strings.Cut(readme, "## Quick start")
	block := cut(rest, "```sh\n", "```")
	commands := strings.Split(strings.TrimSpace(block), "\n")
	if len(commands) != 2 || commands[1] != "go test ./..." {
		t.Fatalf("the quick start must be two commands, the second of them the tests: %q", commands)
	}
	args, ok := strings.CutPrefix(commands[0], "go run ./cmd/casus ")
	if !ok {
		t.Fatalf("the first command does not run Casus: %q", commands[0])
	}
	t.Setenv("CASUS_DATA", t.TempDir()) // what this machine has imported must not show
	var out, errs bytes.Buffer
	if code := run(context.Background(), strings.Fields(args), strings.NewReader(""), &out, &errs); code != 0 {
		t.Fatalf("exit status %d: %s", code, &errs)
	}
	const open, end = "```text\n", "```\n<!-- /brief -->"
	if *update {
		i, j := strings.Index(readme, open)+len(open), strings.Index(readme, end)
		if err := os.WriteFile("../../README.md", []byte(readme[:i]+out.String()+readme[j:]), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if shown := cut(readme, open, end); shown != out.String() {
		t.Errorf("the page in the README is not what %q prints; go test ./cmd/casus -run README -update rewrites it", commands[0])
	}
	for i, l := range strings.Split(out.String(), "\n") {
		if n := len([]rune(l)); n > 80 {
			t.Errorf("line %d of the page has %d columns", i+1, n)
		}
	}
}

func cut(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}
