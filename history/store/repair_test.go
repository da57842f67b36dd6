//go:build unix

package store

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func filled(t *testing.T) (*Store, string) {
	t.Helper()
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(puts(t, 10)); err != nil {
		t.Fatal(err)
	}
	return s, dir
}

// TestDamageIsRepairedByImportingAgain: a table that was changed, cut, deleted or
// put under another's name is found by Check and by Table, and the same commit
// writes it again and says so.
func TestDamageIsRepairedByImportingAgain(t *testing.T) {
	for what, harm := range map[string]func(name, other string) error{
		"deleted": func(name, _ string) error { return os.Remove(name) },
		"cut":     func(name, _ string) error { return os.Truncate(name, 40) },
		"a bit": func(name, _ string) error {
			b, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			b[len(b)/2] ^= 1
			return os.WriteFile(name, b, 0o644)
		},
		"another's table": func(name, other string) error {
			b, err := os.ReadFile(other)
			if err != nil {
				return err
			}
			return os.WriteFile(name, b, 0o644)
		},
	} {
		s, dir := filled(t)
		a, _ := s.Entry("cow-nmc", "6.0")
		b, _ := s.Entry("cow-nmc", "7.0")
		if err := harm(filepath.Join(dir, a.File), filepath.Join(dir, b.File)); err != nil {
			t.Fatal(err)
		}
		s, err := Open(dir)
		if err != nil {
			t.Fatal(what, err)
		}
		if d := s.Check(); len(d) != 1 || d[0].Entry.Dataset != "cow-nmc" {
			t.Errorf("%s: Check found %v", what, d)
		}
		var damaged *DamagedError
		if _, err := s.Table("cow-nmc", "6.0"); !errors.As(err, &damaged) {
			t.Errorf("%s: Table gave %v", what, err)
		}
		if changed, err := s.Commit(puts(t, 10)); err != nil || !changed {
			t.Errorf("%s: the repair: changed %v, %v", what, changed, err)
		}
		if d := s.Check(); len(d) != 0 || state(t, dir) != "10" {
			t.Errorf("%s: after the repair: %v", what, d)
		}
	}
}

// TestALostManifestLosesNoTable: without its manifest, or with a torn one, the
// store finds its tables again, and the next commit keeps them.
func TestALostManifestLosesNoTable(t *testing.T) {
	for _, torn := range []bool{false, true} {
		_, dir := filled(t)
		name := filepath.Join(dir, manifestName)
		os.Remove(name)
		if torn {
			os.WriteFile(name, []byte(`{"format":"casus-his`), 0o644)
		}
		s, err := Open(dir)
		if err != nil || !s.Lost() {
			t.Fatalf("torn %v: lost %v, %v", torn, s != nil && s.Lost(), err)
		}
		if _, err := s.Commit([]Put{{Dataset: "gdp", Version: "1", Table: table(t, 3)}}); err != nil {
			t.Fatal(err)
		}
		if s.Lost() || state(t, dir) != "10" {
			t.Error("the tables did not come through")
		}
		if _, ok := s.Entry("gdp", "1"); !ok {
			t.Error("the new table is not there")
		}
	}
}

// TestNothingChangesSilently: what is in use stays so when a newer version or
// another dataset of the role comes.
func TestNothingChangesSilently(t *testing.T) {
	s, _ := Open(t.TempDir())
	one := func(d, v string) {
		if _, err := s.Commit([]Put{{Dataset: d, Version: v, Table: table(t, 1)}}); err != nil {
			t.Fatal(err)
		}
	}
	one("polity", "2018")
	one("democracy", "isard-0.2.0")
	one("vdem", "16")
	if got := s.RoleDataset("democracy"); got != "polity" {
		t.Errorf("democracy is %s", got)
	}
	one("cow-nmc", "6.0")
	one("cow-nmc", "7.0")
	if got := s.Default("cow-nmc"); got != "6.0" {
		t.Errorf("capabilities are %s", got)
	}
	if err := s.SetRole("democracy", "vdem"); err != nil || s.RoleDataset("democracy") != "vdem" {
		t.Error(err)
	}
	if err := s.SetRole("democracy", "td-rivalries"); !errors.Is(err, ErrAbsent) {
		t.Errorf("a dataset that is not there: %v", err)
	}
}

// TestFormerForm: a store of the first form opens, with each dataset under its own
// name and what was in use still in use, and is written in the new one.
func TestFormerForm(t *testing.T) {
	s, dir := filled(t)
	if _, err := s.Commit([]Put{{Dataset: "democracy", Version: "isard-0.2.0", Table: table(t, 4)}, {Dataset: "democracy", Version: "polity-2018", Table: table(t, 5)}}); err != nil {
		t.Fatal(err)
	}
	m := s.Manifest().clone()
	m.Format, m.Roles = formerFormat, nil
	b, _ := json.Marshal(m)
	os.WriteFile(filepath.Join(dir, manifestName), b, 0o644)
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Entry("polity", "2018"); !ok {
		t.Error("Polity is not a dataset of its own")
	}
	if got := s.RoleDataset("democracy"); got != "polity" {
		t.Errorf("the newest by name was in use, not %s", got)
	}
	if d := s.Check(); len(d) > 0 {
		t.Error(d)
	}
	if _, err := s.Commit(puts(t, 20)); err != nil {
		t.Fatal(err)
	}
	again, err := Open(dir)
	if err != nil || again.Manifest().Format != Format {
		t.Fatal(again.Manifest().Format, err)
	}
	if tb, err := again.Table("polity", "2018"); err != nil || tb.Ints("ccode")[0] != 5 {
		t.Error(err)
	}
}
