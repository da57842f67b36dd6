package answer_test

import (
	"testing"

	"casus/forecast"
	"casus/inquiry"
)

// BenchmarkLinks times links 2 to 4 of one event: one answer, all draws, worth.
func BenchmarkLinks(b *testing.B) {
	d, err := inquiry.Open()
	if err != nil {
		b.Fatal(err)
	}
	q := inquiry.Question{Attackers: []string{"RUS"}, Target: "EST", On: "2024-02-10"}
	c, err := d.CaseOf(q)
	if err != nil {
		b.Fatal(err)
	}
	g, err := inquiry.Estimates{}.Engine()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("case", func(b *testing.B) {
		for b.Loop() {
			if _, err := d.CaseOf(q); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("engine", func(b *testing.B) {
		for b.Loop() {
			if _, err := (inquiry.Estimates{}).Engine(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("answer", func(b *testing.B) {
		for b.Loop() {
			if _, err := g.At(c, forecast.Central(), 0); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("draws", func(b *testing.B) {
		for b.Loop() {
			if _, err := g.Over(b.Context(), c, forecast.Central(), 0); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("worth", func(b *testing.B) {
		for b.Loop() {
			if _, err := g.Worth(c, forecast.Central(), forecast.Wars, 0); err != nil {
				b.Fatal(err)
			}
		}
	})
}
