package ledger_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"casus"
	"casus/statement"
	"casus/statement/ledger"
)

func entry(text string) statement.Statement {
	return statement.Statement{
		Speaker: "Kaja Kallas", Role: "Prime Minister of Estonia", State: "EST", Date: casus.MustDate("2024-02-11"),
		Text: text, TextKind: "quotation", Stance: "warn", Basis: "report", Source: "a newspaper, <page 1> & 2",
	}
}

func add(t testing.TB, dir string, texts ...string) ledger.Added {
	t.Helper()
	var list []statement.Statement
	for _, x := range texts {
		list = append(list, entry(x))
	}
	done, err := ledger.Add(dir, func(*ledger.Ledger) ([]statement.Statement, error) { return list, nil })
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func read(t testing.TB, dir string) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func texts(l *ledger.Ledger) string {
	var out []string
	for _, e := range l.Entries {
		out = append(out, e.ID+" "+e.Text)
	}
	return strings.Join(out, ", ")
}

func TestAddAndRead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there", "yet")
	if l := read(t, dir); len(l.Entries)+len(l.Faults) != 0 {
		t.Fatalf("a ledger that is not there is empty: %+v", l)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Error("reading made a folder")
	}
	add(t, dir, "one", "two")
	before, _ := os.ReadFile(read(t, dir).File)
	done := add(t, dir, "three")
	if done.Entries[0].ID != "U003" {
		t.Errorf("id %s", done.Entries[0].ID)
	}
	l := read(t, dir)
	if texts(l) != "U001 one, U002 two, U003 three" || len(l.Faults) != 0 {
		t.Errorf("%s %v", texts(l), l.Faults)
	}
	if got := l.Entries[0]; got.Source != entry("").Source || got.Date != entry("").Date || got.State != "EST" {
		t.Errorf("%+v", got)
	}
	raw, _ := os.ReadFile(l.File)
	if !bytes.HasPrefix(raw, before) {
		t.Error("lines are added at the end, and nothing before them changes")
	}
	if bytes.Count(raw, []byte("\n")) != 3 || !bytes.Contains(raw, []byte("<page 1> & 2")) {
		t.Errorf("a line for each entry, for people to read:\n%s", raw)
	}
}

func TestNothingIsAddedWhenPreparingFails(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "one")
	wrong := errors.New("wrong")
	if _, err := ledger.Add(dir, func(*ledger.Ledger) ([]statement.Statement, error) {
		return []statement.Statement{entry("two")}, wrong
	}); !errors.Is(err, wrong) {
		t.Error(err)
	}
	if got := texts(read(t, dir)); got != "U001 one" {
		t.Error(got)
	}
}

// However little of the file is left, the entries whose lines are whole are
// read, a torn one is reported, and the next writer keeps its bytes.
func TestTornAtEveryByte(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "one", "two", "three")
	file := read(t, dir).File
	whole, _ := os.ReadFile(file)
	for n := range whole {
		if err := os.WriteFile(file, whole[:n], 0o644); err != nil {
			t.Fatal(err)
		}
		l := read(t, dir)
		lines := bytes.Count(whole[:n], []byte("\n"))
		torn := whole[:n][bytes.LastIndexByte(whole[:n], '\n')+1:]
		atEnd := whole[n] == '\n' // only the line's end is missing: nothing is lost
		want := lines
		if atEnd {
			want++
		}
		if len(l.Entries) != want {
			t.Fatalf("%d bytes: %d entries, want %d", n, len(l.Entries), want)
		}
		if told := len(l.Faults) == 1; told != (len(torn) > 0 && !atEnd) {
			t.Fatalf("%d bytes: torn %q, told %v", n, torn, l.Faults)
		}
		if n%7 != 0 && !atEnd {
			continue
		}
		done := add(t, dir, "after")
		l = read(t, dir)
		if len(l.Entries) != want+1 || len(l.Faults) != 0 || l.Entries[want].Text != "after" || l.Entries[want].ID != fmt.Sprintf("U%03d", want+1) {
			t.Fatalf("%d bytes: after the next entry %s %v", n, texts(l), l.Faults)
		}
		if (done.SetAside != "") != (len(torn) > 0 && !atEnd) {
			t.Fatalf("%d bytes: set aside in %q", n, done.SetAside)
		}
		if done.SetAside != "" {
			if kept, err := os.ReadFile(done.SetAside); err != nil || !bytes.Equal(kept, torn) {
				t.Fatalf("%d bytes: kept %q of %q, %v", n, kept, torn, err)
			}
			os.Remove(done.SetAside)
		}
	}
}

// A byte that was changed in any place is noticed, and costs one entry at most.
func TestChangedAtEveryByte(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "one", "two", "three")
	file := read(t, dir).File
	whole, _ := os.ReadFile(file)
	for n := range whole {
		raw := bytes.Clone(whole)
		raw[n] ^= 0x01
		if err := os.WriteFile(file, raw, 0o644); err != nil {
			t.Fatal(err)
		}
		l := read(t, dir)
		least := 2
		if whole[n] == '\n' && n < len(whole)-1 {
			least = 1 // two lines have run into one
		}
		if len(l.Faults) == 0 || len(l.Entries) < least || len(l.Entries) > 2 {
			t.Fatalf("byte %d (%q to %q): %d faults, entries %s", n, whole[n], raw[n], len(l.Faults), texts(l))
		}
	}
}

func TestALineThatIsMissing(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "one", "two", "three")
	file := read(t, dir).File
	whole, _ := os.ReadFile(file)
	lines := bytes.SplitAfter(whole, []byte("\n"))
	if err := os.WriteFile(file, append(bytes.Clone(lines[0]), lines[2]...), 0o644); err != nil {
		t.Fatal(err)
	}
	l := read(t, dir)
	if texts(l) != "U001 one, U003 three" || len(l.Faults) != 1 || !strings.Contains(l.Faults[0].Msg, "U002") || l.Faults[0].Line != 2 {
		t.Errorf("%s %v", texts(l), l.Faults)
	}
	if done := add(t, dir, "four"); done.Entries[0].ID != "U004" {
		t.Errorf("an id is never given twice: %s", done.Entries[0].ID)
	}
	if err := os.WriteFile(file, append(bytes.Clone(lines[1]), lines[0]...), 0o644); err != nil {
		t.Fatal(err)
	}
	if l := read(t, dir); len(l.Faults) != 2 {
		t.Errorf("lines in another order: %v", l.Faults)
	}
}

func TestWhatIsNoLedger(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "one")
	file := read(t, dir).File
	for name, raw := range map[string]string{"binary": "\x00\xff\x00\n", "another JSON": "{\"a\": 1}\n[]\nnull\n", "blank": "\n\n"} {
		if err := os.WriteFile(file, []byte(raw), 0o644); err != nil {
			t.Fatal(err)
		}
		if l := read(t, dir); len(l.Entries) != 0 || len(l.Faults) != strings.Count(raw, "\n") {
			t.Errorf("%s: %v", name, l.Faults)
		}
	}
	os.Remove(file)
	if err := os.Mkdir(file, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Read(dir); err == nil {
		t.Error("a folder in the place of the file")
	}
}

// Many writers at once: every entry that was acknowledged is there once.
func TestOneWriterAtATime(t *testing.T) {
	dir := t.TempDir()
	const writers, each = 6, 5
	var wg sync.WaitGroup
	ids := make(chan string, writers*each)
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				done, err := ledger.Add(dir, func(l *ledger.Ledger) ([]statement.Statement, error) {
					return []statement.Statement{entry(fmt.Sprintf("%d of writer %d", i, w))}, nil
				})
				if err != nil {
					t.Error(err)
					return
				}
				ids <- done.Entries[0].ID
			}
		})
	}
	wg.Wait()
	close(ids)
	seen := map[string]bool{}
	for id := range ids {
		if seen[id] {
			t.Errorf("%s was given twice", id)
		}
		seen[id] = true
	}
	if l := read(t, dir); len(l.Entries) != writers*each || len(l.Faults) != 0 {
		t.Errorf("%d entries, %v", len(l.Entries), l.Faults)
	}
}

func FuzzRead(f *testing.F) {
	dir := f.TempDir()
	add(f, dir, "one", "two")
	raw, _ := os.ReadFile(read(f, dir).File)
	f.Add(raw)
	f.Add([]byte(`{"sum":"","entry":{}}` + "\n"))
	f.Add([]byte(`{"sum":"","entry":null}` + "\nx"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		dir := t.TempDir()
		l := read(t, dir)
		if err := os.MkdirAll(filepath.Dir(l.File), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(l.File, raw, 0o644); err != nil {
			t.Fatal(err)
		}
		l = read(t, dir)
		before := len(l.Entries)
		add(t, dir, "after")
		l = read(t, dir)
		if len(l.Entries) != before+1 || l.Entries[before].Text != "after" {
			t.Errorf("%q: %d entries, then %d", raw, before, len(l.Entries))
		}
	})
}
