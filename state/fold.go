package state

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold reduces a spelling to what must agree for two spellings to be the same:
// case, accents, punctuation, "the", "and", "St" for "Saint" and characters
// that cannot be seen make no difference.
func fold(s string) string {
	key := make([]byte, 0, len(s)+8)
	for _, r := range s {
		if r >= '！' && r <= '～' {
			r -= '！' - '!' // full-width forms
		}
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			key = append(key, byte(r))
		case r >= 'A' && r <= 'Z':
			key = append(key, byte(r)+'a'-'A')
		case r < utf8.RuneSelf && r != '.' && r != '\'' && r != '`':
			if len(key) > 0 && key[len(key)-1] != ' ' {
				key = append(key, ' ')
			}
		case r < utf8.RuneSelf, strings.ContainsRune("’‘ʻʼ´", r), unicode.IsMark(r), unicode.Is(unicode.Cf, r):
			// "U.S.", "Côte d'Ivoire", accents written apart, marks of direction
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			r = unicode.ToLower(r)
			if plain, ok := plainLetters[r]; ok {
				key = append(key, plain...)
			} else {
				key = utf8.AppendRune(key, r)
			}
		default:
			if len(key) > 0 && key[len(key)-1] != ' ' {
				key = append(key, ' ')
			}
		}
	}
	words := strings.TrimSuffix(string(key), " ")
	if !strings.Contains(words, " ") {
		return words // "AND" is Andorra, "ST" São Tomé
	}
	for _, w := range []string{"the", "and"} {
		words = without(words, w)
	}
	if rest, ok := strings.CutPrefix(words, "st "); ok {
		words = "saint " + rest
	}
	return words
}

// without drops a word from words parted by single spaces.
func without(words, word string) string {
	for {
		padded := " " + words + " "
		i := strings.Index(padded, " "+word+" ")
		if i < 0 {
			return words
		}
		words = strings.TrimSpace(padded[:i] + padded[i+len(word)+1:])
	}
}

// plainLetters gives the plain form of lower-case letters that carry an accent
// or have a customary replacement.
var plainLetters = func() map[rune]string {
	out := map[rune]string{}
	for _, pair := range []struct{ plain, letters string }{
		{"a", "àáâãäåāăąǎȁạảấầẩẫậắằẳẵặ"}, {"ae", "æ"}, {"c", "çćĉċč"}, {"d", "ďđḍ"}, {"dh", "ð"},
		{"e", "èéêëēĕėęěẹẻẽếềểễệə"}, {"g", "ĝğġģǧ"}, {"h", "ĥħḥ"}, {"i", "ìíîïĩīĭįıǐịỉ"}, {"j", "ĵ"},
		{"k", "ķǩ"}, {"l", "ĺļľŀł"}, {"n", "ñńņňŋṅ"}, {"o", "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ"}, {"oe", "œ"},
		{"r", "ŕŗřṛ"}, {"s", "śŝşšșṣ"}, {"ss", "ß"}, {"t", "ţťŧțṭ"}, {"th", "þ"},
		{"u", "ùúûüũūŭůűųưǔụủứừửữự"}, {"w", "ŵ"}, {"y", "ýÿŷỳỵỷỹ"}, {"z", "źżžẓ"},
		{"α", "ά"}, {"ε", "έ"}, {"η", "ή"}, {"ι", "ίϊΐ"}, {"ο", "ό"}, {"υ", "ύϋΰ"}, {"ω", "ώ"}, {"σ", "ς"},
		{"е", "ёѐ"}, {"и", "йѝ"}, {"і", "ї"}, {"у", "ў"}, {"г", "ѓ"}, {"к", "ќ"},
		{"ا", "أإآ"}, {"و", "ؤ"}, {"ي", "ئ"},
	} {
		for _, r := range pair.letters {
			out[r] = pair.plain
		}
	}
	return out
}()
