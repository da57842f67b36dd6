package suggest

import (
	"slices"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	commands := []string{"brief", "burden", "facts", "obligations"}
	for _, c := range []struct {
		name, word string
		want       []string
	}{
		{"two letters swapped", "breif", []string{"brief"}},
		{"case does not count", "FACTS", []string{"facts"}},
		{"nothing is near", "zzzzzz", nil},
		{"the empty word is near nothing", "", nil},
		{"a word too long to be a name", strings.Repeat("a", 1<<20), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Nearest(c.word, commands, 3); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestNearestFirst(t *testing.T) {
	if got := Nearest("Irak", []string{"Iran", "Iraq", "Mali"}, 2); !slices.Equal(got, []string{"Iran", "Iraq"}) {
		t.Errorf("got %v", got)
	}
	if got := Hint("Estnia", []string{"Estonia"}); got != "did you mean Estonia?" {
		t.Errorf("got %q", got)
	}
}
