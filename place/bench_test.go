package place

import (
	"testing"

	"casus"
	"casus/facts"
)

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(facts.Default(), stateNames); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadOutlines(b *testing.B) {
	for b.Loop() {
		if _, err := newOutlineReader().all(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHome(b *testing.B) {
	g := newGazetteer(b)
	on := casus.MustDate(day)
	for b.Loop() {
		g.Home("EST", "Tallinn", 59.437, 24.7535, on)
	}
}

func BenchmarkResolveName(b *testing.B) {
	g := newGazetteer(b)
	on := casus.MustDate(day)
	for b.Loop() {
		if _, err := g.Resolve("Falkland Islands", on); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkResolveCoordinates(b *testing.B) {
	g := newGazetteer(b)
	on := casus.MustDate(day)
	for b.Loop() {
		if _, err := g.Resolve("50.45,30.52", on); err != nil {
			b.Fatal(err)
		}
	}
}
