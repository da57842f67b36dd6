// Package historytest gives tests the real history: the publishers' files,
// which are not part of the project, imported once for each test program.
package historytest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"casus/history"
	"casus/history/importer"
	"casus/history/store"
)

// Files gives the folder of the publishers' files: CASUS_HISTORY, or
// shared/data/history beside the module or above it. Without one the test is
// skipped, and says so.
func Files(tb testing.TB) string {
	tb.Helper()
	for _, dir := range candidates() {
		if _, err := os.Stat(filepath.Join(dir, "cow_states.csv")); err == nil {
			return dir
		}
	}
	tb.Skip("SKIPPED, THE HISTORY IS NOT CHECKED: no folder with the publishers' files; set CASUS_HISTORY to it")
	return ""
}

func candidates() []string {
	if dir := os.Getenv("CASUS_HISTORY"); dir != "" {
		return []string{dir}
	}
	root, err := os.Getwd()
	for ; err == nil; root = filepath.Dir(root) {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		if root == filepath.Dir(root) {
			return nil
		}
	}
	shared := filepath.Join("shared", "data", "history")
	return []string{filepath.Join(root, "..", shared), filepath.Join(root, "..", "..", shared)}
}

var once struct {
	sync.Mutex
	dir string
	err error
}

// Data gives a data directory into which all files have been imported. Tests
// must not write to it.
func Data(tb testing.TB) string {
	tb.Helper()
	files := Files(tb)
	once.Lock()
	defer once.Unlock()
	if once.dir == "" && once.err == nil {
		once.dir, once.err = importAll(files)
	}
	if once.err != nil {
		tb.Fatal(once.err)
	}
	return once.dir
}

// Open gives the imported history.
func Open(tb testing.TB) *history.DB {
	tb.Helper()
	db, err := history.Open(Data(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return db
}

func importAll(files string) (string, error) {
	dir, err := os.MkdirTemp("", "casus-history-")
	if err != nil {
		return "", err
	}
	st, err := store.Open(dir)
	if err == nil {
		_, err = importer.Import(context.Background(), st, files)
	}
	return dir, err
}

// Main runs a package's tests and removes what they imported.
func Main(m *testing.M) {
	code := m.Run()
	if once.dir != "" {
		os.RemoveAll(once.dir)
	}
	os.Exit(code)
}
