package library_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"casus"
	"casus/facts"
	"casus/place"
	"casus/treaty"
	"casus/treaty/library"
)

// TestCompiledIsCurrent holds library.bin to the files that it is made from.
func TestCompiledIsCurrent(t *testing.T) {
	b := newBench(t)
	want, err := library.Compile(b.world)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("library.bin")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("library.bin is not what the files give: run go generate ./treaty/library")
	}
}

// TestCompiledSaysTheSame holds every treaty that is read from the block to the
// one that is read from its file: all that they hold, and what they answer.
func TestCompiledSaysTheSame(t *testing.T) {
	b := newBench(t)
	blob, err := library.Compile(b.world)
	if err != nil {
		t.Fatal(err)
	}
	read, register, err := b.world.Decode(string(blob[32:]))
	if err != nil {
		t.Fatal(err)
	}
	for _, tr := range read {
		src, err := os.ReadFile("treaties/" + tr.ID + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		own, faults := treaty.Load(tr.File, src, b.world)
		if len(faults) > 0 {
			t.Fatal(faults[0])
		}
		if x, y := asJSON(t, tr), asJSON(t, own); x != y {
			t.Errorf("%s differs:\n%s\n%s", tr.ID, x, y)
		}
	}
	fromBlob := treaty.NewLibrary(read, b.states.Name).WithRegister(register)
	for _, c := range b.cases {
		ev, err := b.event(c.Event)
		if err != nil {
			continue
		}
		if x, y := asJSON(t, fromBlob.Obligations(ev, treaty.Options{})), asJSON(t, b.library.Obligations(ev, treaty.Options{})); x != y {
			t.Errorf("%s: the answers differ", c.Name)
		}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestDamagedBlob: what is cut short or changed is refused or read, and never
// ends in a panic.
func TestDamagedBlob(t *testing.T) {
	b := newBench(t)
	blob, err := library.Compile(b.world)
	if err != nil {
		t.Fatal(err)
	}
	body := string(blob[32:])
	for _, n := range []int{0, 1, 17, 18, 19, 100, len(body) / 2, len(body) - 1} {
		if _, _, err := b.world.Decode(body[:n]); err == nil {
			t.Errorf("the first %d bytes were taken", n)
		}
	}
	if _, _, err := b.world.Decode(body + "x"); err == nil {
		t.Error("a byte too many was taken")
	}
}

func FuzzDecode(f *testing.F) {
	known := func(id string) bool { return len(id) == 3 }
	w := treaty.NewWorld(known, nil, place.AreaNames(facts.Default()))
	tr := &treaty.Treaty{ID: "p", Parties: []treaty.Party{{State: "EST", From: casus.MustDate("2000-01-01")}}}
	f.Add(string(treaty.Encode([]*treaty.Treaty{tr.Finish()}, nil)))
	f.Add("casus treaties 2\n\xff\xff\xff\xff\x7f")
	f.Fuzz(func(t *testing.T, blob string) {
		treaties, _, err := w.Decode(blob)
		if err == nil && len(treaties) > len(blob) {
			t.Errorf("%d treaties out of %d bytes", len(treaties), len(blob))
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	bench, err := makeBench()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := library.Load(bench.world, bench.states.Name); err != nil {
			b.Fatal(err)
		}
	}
}
