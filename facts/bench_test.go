package facts

import (
	"testing"
)

// The largest table in use must be there before a user notices: < 3 ms.
func BenchmarkLoadNATO(b *testing.B) {
	p := Default()
	for b.Loop() {
		if _, err := p.load(p.schema["nato_expenditure"]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		Default().Check()
	}
}
