package place

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"casus/internal/suggest"
)

// fold gives the form of a name by which it is found: lower case, without
// accents, spaces and punctuation, and with "St." written out. brief is the
// same without the words that people leave out of the names of islands.
func fold(name string) (full, brief string) {
	var f, b, word []byte
	end := func() {
		switch string(word) {
		case "the":
		case "st", "ste", "sainte":
			f, b = append(f, "saint"...), append(b, "saint"...)
		case "island", "islands", "isle", "isles":
			f = append(f, word...)
		default:
			f, b = append(f, word...), append(b, word...)
		}
		word = word[:0]
	}
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			word = append(word, byte(r))
		case r >= 'A' && r <= 'Z':
			word = append(word, byte(r)+'a'-'A')
		case unicode.Is(unicode.Mn, r) || strings.ContainsRune("'`’ʻʿ", r):
			// An accent written by itself, or an apostrophe within a word.
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			r = unicode.ToLower(r)
			if plain, ok := plainLetters[r]; ok {
				word = append(word, plain...)
			} else {
				word = utf8.AppendRune(word, r)
			}
		default:
			end()
		}
	}
	end()
	return string(f), string(b)
}

// plainLetters gives the plain ones for letters with an accent.
var plainLetters = func() map[rune]string {
	out := map[rune]string{}
	for plain, accented := range map[string]string{
		"a": "àáâãäåāăąǎạ", "ae": "æ", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęěẹ",
		"g": "ĝğġģ", "h": "ĥħ", "i": "ìíîïĩīĭįı", "j": "ĵ", "k": "ķ", "l": "ĺļľŀł",
		"n": "ñńņňŋ", "o": "òóôõöøōŏő", "oe": "œ", "r": "ŕŗř", "s": "śŝşšș", "ss": "ß",
		"t": "ţťŧț", "th": "þ", "u": "ùúûüũūŭůűų", "w": "ŵ", "y": "ýÿŷ", "z": "źżž",
	} {
		for _, r := range accented {
			out[r] = plain
		}
	}
	return out
}()

// index finds things by any spelling of their names.
type index[T any] struct {
	by    map[string]T
	brief map[string]T          // by names without "Islands"
	known map[string]suggestion // by folded name
}

// suggestion is a name as to be suggested, and what it is a name of.
type suggestion struct{ name, of string }

func newIndex[T any]() *index[T] {
	return &index[T]{by: map[string]T{}, brief: map[string]T{}, known: map[string]suggestion{}}
}

// add lets v, the thing of the given id, be found by a name; the first of two
// equal names stays.
func (x *index[T]) add(name, id string, v T) {
	full, brief := fold(name)
	if _, taken := x.by[full]; !taken && full != "" {
		x.by[full], x.known[full] = v, suggestion{name, id}
	}
	if _, taken := x.brief[brief]; !taken && brief != "" {
		x.brief[brief] = v
	}
}

func (x *index[T]) find(name string) (T, bool) {
	full, _ := fold(name)
	v, ok := x.by[full]
	return v, ok
}

// findBrief finds by a name with or without "Islands".
func (x *index[T]) findBrief(name string) (T, bool) {
	_, brief := fold(name)
	v, ok := x.brief[brief]
	return v, ok
}

// near gives at most three names close to one that was not found, each of
// another thing.
func near(name string, known ...map[string]suggestion) []string {
	var keys []string
	all := map[string]suggestion{}
	for _, k := range known {
		for key, s := range k {
			if _, seen := all[key]; !seen {
				all[key] = s
				keys = append(keys, key)
			}
		}
	}
	slices.Sort(keys)
	var out []string
	given := map[string]bool{}
	full, _ := fold(name)
	for _, key := range suggest.Nearest(full, keys, 6) {
		if s := all[key]; !given[s.of] && len(out) < 3 {
			given[s.of] = true
			out = append(out, s.name)
		}
	}
	return out
}
