package quotation

import (
	"strings"
	"testing"
)

// TestConditions reads the case beside each way to put a condition.
func TestConditions(t *testing.T) {
	for _, r := range records("conditions.csv") {
		text, want, _ := strings.Cut(r[2], " :: ")
		art := read(t, strings.TrimSuffix(text, "”")+",” US President Ana Berg said.", Options{})
		if len(art.Statements) != 1 || art.Statements[0].Condition != want {
			t.Errorf("%s: %s: got %q, want %q", r[1], text, art.Statements[0].Condition, want)
			continue
		}
		if got := art.Statements[0].ConditionType; r[0] != "open" && r[0] != "bare" && got != r[0] {
			t.Errorf("%s: %s: type %q, want %q", r[1], text, got, r[0])
		}
	}
}

// TestConstructions reads the case beside each construction of the table.
func TestConstructions(t *testing.T) {
	for _, r := range records("constructions.csv") {
		if strings.HasPrefix(r[0], "=") {
			continue
		}
		text, want, ok := strings.Cut(r[4], " :: ")
		if !ok {
			t.Errorf("%s: no case", r[3])
			continue
		}
		if words, quoted := strings.CutPrefix(text, "“"); quoted {
			art := read(t, "“"+strings.TrimSuffix(words, "”")+",” US President Ana Berg said.", Options{})
			if len(art.Statements) != 1 || string(art.Statements[0].Stance) != want {
				t.Errorf("%s: %s: got %+v, want %s", r[3], text, art.Statements, want)
			}
			continue
		}
		if got, words, _ := StanceOf(text); string(got) != want {
			t.Errorf("%s: %s: got %s by %q, want %s", r[3], text, got, words, want)
		}
	}
}
