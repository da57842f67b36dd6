package docs_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// floors are the rooms from the ground up: a room may need those of floors below
// its own, and its own sub-rooms.
var floors = [][]string{
	{"internal", ""},
	{"docs", "findings"},
	{"facts", "estimate", "game"},
	{"state"},
	{"place", "history"},
	{"treaty"},
	{"burden", "quotation"},
	{"statement", "claim", "stateyear"},
	{"outcome"},
	{"joining"},
	{"onset"},
	{"model"},
	{"forecast"},
	{"inquiry"},
	{"answer", "scenario"},
	{"questions"},
	{"render"},
	{"serve", "queue"},
	{"cmd"},
}

// The arrows of docs/architecture.md: no room needs one above it, and neither of
// two on one floor needs the other.
func TestNoArrowRunsBack(t *testing.T) {
	floor := map[string]int{}
	for n, rooms := range floors {
		for _, r := range rooms {
			floor[r] = n
		}
	}
	room := func(path string) string {
		first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, "casus"), "/"), "/")
		return first
	}
	err := filepath.WalkDir("..", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		rel, _ := filepath.Rel("..", filepath.Dir(name))
		from := room("casus/" + strings.TrimPrefix(filepath.ToSlash(rel), "."))
		if _, ok := floor[from]; !ok {
			t.Errorf("%s: the room %q stands on no floor", name, from)
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, im := range f.Imports {
			path, _ := strconv.Unquote(im.Path.Value)
			if path != "casus" && !strings.HasPrefix(path, "casus/") {
				continue
			}
			if to := room(path); to != from && !(floor[to] < floor[from]) && !(from == "internal" && to == "") {
				t.Errorf("%s needs %s, which stands above or beside it", name, path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
