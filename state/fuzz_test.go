package state

import (
	"testing"

	"casus"
)

func FuzzResolve(f *testing.F) {
	for _, s := range []string{"EST", "cow:366", "gw:340", "Korea, Republic of", "Iran (Islamic Republic of)", "Côte d’Ivoire", "the", "st", "\u202e", "9999999999", "Soviet Union", "nonstate", "(,:"} {
		f.Add(s, int32(on("2024-02-10")))
		f.Add(s, int32(on("1870-07-19")))
		f.Add(s, int32(0))
	}
	r := Default()
	f.Fuzz(func(t *testing.T, text string, day int32) {
		d := casus.Date(day)
		if d < 0 || d > today {
			d = 0
		}
		s, err := r.Resolve(text, d)
		if err != nil {
			checkError(t, "the error", err)
			return
		}
		if !r.Exists(s, d) {
			t.Errorf("%q gives %s, which does not exist on %s", text, s, d)
		}
		if again, err := r.Resolve(string(s), d); again != s {
			t.Errorf("%q gives %s, but %s gives %s, %v", text, s, s, again, err)
		}
		r.Complete(text)
	})
}

// Folding what is folded already changes nothing.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"St. Lucia", "the and the", "A\u0301", "Ｅ Ｓ Ｔ", "İstanbul", "..", "ß"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := fold(text)
		if twice := fold(once); twice != once {
			t.Errorf("%q folds to %q, and that to %q", text, once, twice)
		}
	})
}
