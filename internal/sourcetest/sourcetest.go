// Package sourcetest gives tests the files from which the tables of facts were
// made. They are no part of the repository: where one is absent the test is
// skipped, and says so.
package sourcetest

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
)

// Rows reads a CSV file with a header as one map a row. The folder is what the
// environment variable env says, else shared/data/sub beside the module, seen
// from a package directly below its root.
func Rows(t *testing.T, env, sub, name string) []map[string]string {
	t.Helper()
	dir := os.Getenv(env)
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "data", sub)
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Skipf("SKIPPED, NOTHING WAS COMPARED: the source file %s is not here (set %s to the folder that holds it): %v", name, env, err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, rec := range all[1:] {
		row := map[string]string{}
		for i, c := range rec {
			row[all[0][i]] = c
		}
		out = append(out, row)
	}
	return out
}
