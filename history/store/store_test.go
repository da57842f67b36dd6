//go:build unix

package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"casus"
)

// table makes a small table whose rows all hold n.
func table(t testing.TB, n int32) *Table {
	t.Helper()
	tb, err := NewTable(
		Column{Name: "ccode", Kind: Int, Ints: []int32{n, NA, 200}},
		Column{Name: "cinc", Kind: Float, Floats: []float64{float64(n), math.NaN(), 0.1}},
		Column{Name: "name", Kind: Text, Ints: []int32{0, NA, 1}, Dict: []string{"Prussia", "Sweden–Norway"}},
		Column{Name: "from", Kind: Day, Ints: []int32{int32(casus.MustDate("1816-01-01")), NA, 5}},
	)
	if err != nil {
		t.Fatal(err)
	}
	return tb
}

func puts(t testing.TB, n int32) []Put {
	return []Put{
		{Dataset: "cow-states", Version: "2016", Table: table(t, n), Source: Origin{Name: fmt.Sprint(n)}},
		{Dataset: "cow-nmc", Version: "6.0", Table: table(t, n+1)},
		{Dataset: "cow-nmc", Version: "7.0", Table: table(t, n+2)},
	}
}

// state says in one word which of the commits a store shows, and fails where
// it is none of them whole.
func state(t testing.TB, dir string) string {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatalf("the store does not open: %v", err)
	}
	if len(s.Manifest().Tables) == 0 {
		return "empty"
	}
	got := ""
	for i, k := range []struct{ d, v string }{{"cow-states", "2016"}, {"cow-nmc", "6.0"}, {"cow-nmc", "7.0"}} {
		tb, err := s.Table(k.d, k.v)
		if err != nil {
			t.Fatalf("the manifest names a table that does not read: %v", err)
		}
		n := tb.Ints("ccode")[0] - int32(i)
		if got != "" && got != fmt.Sprint(n) {
			t.Fatalf("a torn commit: %s and %d", got, n)
		}
		got = fmt.Sprint(n)
	}
	return got
}

func TestTableRoundTrip(t *testing.T) {
	in := table(t, 255)
	b, err := in.Encode()
	if err != nil {
		t.Fatal(err)
	}
	out, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if got := out.Ints("ccode"); got[0] != 255 || got[1] != NA || got[2] != 200 {
		t.Errorf("ccode %v", got)
	}
	if got := out.Floats("cinc"); got[2] != 0.1 || !math.IsNaN(got[1]) {
		t.Errorf("cinc %v", got)
	}
	if got := out.Texts("name"); got[2] != "Sweden–Norway" || got[1] != "" {
		t.Errorf("name %q", got)
	}
	if got := out.Days("from"); got[0] != casus.MustDate("1816-01-01") || got[1] != 0 {
		t.Errorf("from %v", got)
	}
	if got := out.Ints("absent"); len(got) != 3 || got[0] != NA {
		t.Errorf("a column that is not there must read as missing, not %v", got)
	}
	again, _ := out.Encode()
	if !bytes.Equal(b, again) {
		t.Error("encoding what was decoded gives other bytes")
	}
}

func TestWidths(t *testing.T) {
	for _, v := range []int32{0, 127, -127, -128, 128, 32767, -32767, -32768, 32768, math.MaxInt32, NA, NA + 1} {
		in, _ := NewTable(Column{Name: "x", Kind: Int, Ints: []int32{v, NA}})
		b, _ := in.Encode()
		out, err := Decode(b)
		if err != nil || out.Ints("x")[0] != v || out.Ints("x")[1] != NA {
			t.Errorf("%d came back as %v (%v)", v, out.Ints("x"), err)
		}
	}
}

func TestDamageIsFound(t *testing.T) {
	b, _ := table(t, 2).Encode()
	for i := range b {
		c := bytes.Clone(b)
		c[i] ^= 0x40
		if _, err := Decode(c); err == nil {
			t.Fatalf("a changed byte at %d went unnoticed", i)
		}
		if _, err := Decode(b[:i]); err == nil {
			t.Fatalf("cut at %d went unnoticed", i)
		}
	}
}

func TestCommitTwiceChangesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "data")
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if changed, err := s.Commit(puts(t, 10)); !changed || err != nil {
		t.Fatal(changed, err)
	}
	before := listing(t, dir)
	p := puts(t, 10)
	p[0].Source.Name = "the same data under another name"
	if changed, err := s.Commit(p); changed || err != nil {
		t.Errorf("the second commit: changed %v, %v", changed, err)
	}
	if after := listing(t, dir); after != before {
		t.Errorf("files changed:\n%s\nto\n%s", before, after)
	}
	if _, err := s.Commit(puts(t, 20)); err != nil {
		t.Fatal(err)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "*"+tableSuffix)); len(files) != 3 {
		t.Errorf("%d table files after replacing 3: replaced ones must go", len(files))
	}
}

func TestDefaultVersion(t *testing.T) {
	s, _ := Open(t.TempDir())
	if _, err := s.Commit(puts(t, 1)); err != nil {
		t.Fatal(err)
	}
	if got := s.Default("cow-nmc"); got != "7.0" {
		t.Errorf("default %s, want the newest, 7.0", got)
	}
	if err := s.SetDefault("cow-nmc", "6.0"); err != nil {
		t.Fatal(err)
	}
	again, _ := Open(s.Dir())
	if got := again.Default("cow-nmc"); got != "6.0" {
		t.Errorf("default %s, want the chosen 6.0", got)
	}
	if err := s.SetDefault("cow-nmc", "3.0"); !errors.Is(err, ErrAbsent) {
		t.Errorf("a version that is not there: %v", err)
	}
}

func TestVersionsSortAsPeopleDo(t *testing.T) {
	order := []string{"2.1", "2.2.1", "2.10", "4.0", "4.01", "5", "5.0", "5.1", "2016"}
	for i, a := range order {
		for j, b := range order {
			if got, want := CompareVersions(a, b), sign(i-j); got != want {
				t.Errorf("CompareVersions(%s, %s) = %d, want %d", a, b, got, want)
			}
		}
	}
}

func sign(i int) int {
	switch {
	case i < 0:
		return -1
	case i > 0:
		return 1
	}
	return 0
}

// TestFullDisk fails every single operation of a commit in turn, with the
// disk's own error and with a short write, and asks that the former state is
// what a reader sees.
func TestFullDisk(t *testing.T) {
	for _, short := range []bool{false, true} {
		for at := 1; ; at++ {
			dir := t.TempDir()
			clean, _ := Open(dir)
			if _, err := clean.Commit(puts(t, 10)); err != nil {
				t.Fatal(err)
			}
			f := &failing{at: at, short: short}
			s, err := OpenFS(f, dir)
			if err == nil {
				_, err = s.Commit(puts(t, 20))
			}
			if f.n < at {
				if at < 15 {
					t.Fatalf("only %d operations were seen", f.n)
				}
				if got := state(t, dir); got != "20" {
					t.Fatalf("the commit without a fault left %s", got)
				}
				break
			}
			got := state(t, dir)
			// After the manifest's rename, a fault (of the last sync, or of the
			// sweep, which may fail) leaves the new state; before it, the former.
			if err != nil && got != "10" && !f.renamed {
				t.Errorf("fault at %s: state %s, want the former", f.op, got)
			}
			if err == nil && got != "20" {
				t.Errorf("fault at %s was swallowed: state %s", f.op, got)
			}
			if err != nil && !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, io.ErrShortWrite) {
				t.Errorf("fault at %s came back as %v", f.op, err)
			}
			if _, err := clean.Commit(puts(t, 30)); err != nil || state(t, dir) != "30" {
				t.Errorf("after the fault at %s the store cannot be written: %v", f.op, err)
			}
			if l := listing(t, dir); strings.Contains(l, tempSuffix) {
				t.Errorf("litter after a fault at %s:\n%s", f.op, l)
			}
		}
	}
}

// TestKilled lets a child process kill itself with SIGKILL before each
// operation of a commit in turn.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("CASUS_STORE_CHILD"); dir != "" {
		var at int
		fmt.Sscan(os.Getenv("CASUS_STORE_AT"), &at)
		s, err := OpenFS(&failing{at: at, kill: true}, dir)
		if err == nil {
			_, err = s.Commit(puts(t, 20))
		}
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	seen := map[string]int{}
	for at := 1; at < 60; at++ {
		dir := t.TempDir()
		s, _ := Open(dir)
		if _, err := s.Commit(puts(t, 10)); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), "CASUS_STORE_CHILD="+dir, fmt.Sprint("CASUS_STORE_AT=", at))
		err := cmd.Run()
		got := state(t, dir)
		if got != "10" && got != "20" {
			t.Fatalf("killed at operation %d: state %s", at, got)
		}
		seen[got]++
		if _, err := s.Commit(puts(t, 30)); err != nil || state(t, dir) != "30" {
			t.Fatalf("killed at operation %d: the store cannot be written: %v", at, err)
		}
		if err == nil { // the child lived to its end: every operation was tried
			break
		}
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != -1 {
			t.Fatalf("the child was not killed: %v", err)
		}
	}
	if seen["10"] < 10 || seen["20"] < 1 {
		t.Errorf("states seen %v: the kills did not cover the commit", seen)
	}
}

func TestOneImportAtATime(t *testing.T) {
	dir := t.TempDir()
	unlock, err := OS.Lock(filepath.Join(dir, "lock"))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := Open(dir)
	if _, err := s.Commit(puts(t, 1)); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("a second writer got in: %v", err)
	}
	unlock()
	if _, err := s.Commit(puts(t, 1)); err != nil {
		t.Error(err)
	}
}

func TestOtherFormIsRefused(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, manifestName), []byte(`{"format":"casus-history/9"}`), 0o644)
	var in *casus.InputError
	if _, err := Open(dir); !errors.As(err, &in) {
		t.Errorf("a later form: %v", err)
	}
	os.WriteFile(filepath.Join(dir, manifestName), []byte(`{"format":"casus-history/1","tables":[{"file":"../../etc/passwd"}]}`), 0o644)
	if _, err := Open(dir); err == nil {
		t.Error("a manifest that points outside the store was taken")
	}
}

func FuzzDecode(f *testing.F) {
	b, _ := table(f, 2).Encode()
	f.Add(b[len(magic)+4 : len(b)-4])
	f.Add([]byte(`{"rows":3,"columns":[{"name":"x","kind":"int","width":4,"offset":-4}]}`))
	f.Add([]byte(`{"rows":9223372036854775807,"columns":[{"name":"x","kind":"float","width":8,"offset":1}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		tb, err := Decode(sealed(in))
		if err != nil {
			return
		}
		for _, n := range tb.Names() {
			if c := tb.Column(n); c.Kind == Text {
				tb.Texts(n)
			}
			tb.Ints(n)
			tb.Floats(n)
		}
		if _, err := tb.Encode(); err != nil {
			t.Errorf("what was decoded does not encode: %v", err)
		}
	})
}

func FuzzManifest(f *testing.F) {
	f.Add([]byte(`{"format":"casus-history/1","tables":[{"dataset":"a","version":"1","file":"a@1@.table"}],"defaults":{"a":"1"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := parseManifest("manifest.json", b)
		if err != nil {
			return
		}
		for _, e := range m.Tables {
			if filepath.Base(e.File) != e.File {
				t.Errorf("%q leads out of the store", e.File)
			}
			m.version(e.Dataset)
		}
	})
}
