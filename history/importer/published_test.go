package importer_test

import (
	"context"
	"strings"
	"testing"

	"casus/history/historytest"
	"casus/history/importer"
	"casus/history/store"
)

// TestPublishedFiles imports the real files, with the published numbers of
// rows, and twice.
func TestPublishedFiles(t *testing.T) {
	files := historytest.Files(t)
	st, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	rep, err := importer.Import(context.Background(), st, files)
	if err != nil {
		t.Fatal(err)
	}
	taken := map[string]bool{}
	for _, f := range rep.Files {
		taken[f.Dataset] = taken[f.Dataset] || f.Status == "new"
		for _, n := range f.Notes {
			if strings.Contains(n, "is the file whole") || strings.Contains(n, "has not been tried") {
				t.Errorf("%s: %s", f.File, n)
			}
		}
	}
	for _, s := range importer.Sources() {
		if !taken[s.ID] && s.Layout == "" { // where it is read elsewhere, TestCases and the fixtures hold it
			t.Errorf("%s was not found in the folder", s.ID)
		}
	}
	for _, v := range []string{"4.0", "5.0", "6.0", "7.0"} {
		if _, ok := st.Entry("cow-nmc", v); !ok {
			t.Errorf("cow-nmc %s is not there beside the others", v)
		}
	}
	if again, err := importer.Import(context.Background(), st, files); err != nil || again.Changed {
		t.Errorf("the second import: changed %v, %v", again.Changed, err)
	}
}
