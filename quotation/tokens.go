package quotation

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a token is made of.
type kind uint8

const (
	kWord  kind = iota
	kNum        // digits, with separators and signs inside
	kPunct      // one mark
	kQuote      // a mark that can open or close a quotation
)

const (
	fCap    uint8 = 1 << iota // begins with a capital
	fUpper                    // two letters or more, all capitals
	fSpaceB                   // white space, or the text's edge, before it
	fSpaceA                   // and after it
)

// token is one word or mark of the clean text.
type token struct {
	start, end int32 // bytes
	lex        int32 // index in the lexicon, 0 unknown
	quote      int32 // index+1 of the quotation that holds it
	kind       kind
	flags      uint8
	mark       rune // of kPunct and kQuote
}

// doc is a text under reading.
type doc struct {
	text  string
	lex   *words
	toks  []token
	paras []para
	sents []sent
	quots []quotation

	likenedTo []int // where names end to which something else is likened
}

// para is a paragraph, as a range of tokens.
type para struct{ from, to int }

// in reports whether there is a token i. Rules look to and fro from a word, and
// beyond the edges of the text they find a word of no class.
func (d *doc) in(i int) bool { return uint(i) < uint(len(d.toks)) }

// word gives token i as printed; "" beyond the edges.
func (d *doc) word(i int) string {
	if !d.in(i) {
		return ""
	}
	return d.text[d.toks[i].start:d.toks[i].end]
}

// low gives the word in lower case as the lexicon spells it.
func (d *doc) low(i int) string {
	if !d.in(i) {
		return ""
	}
	if e := d.toks[i].lex; e > unknownEd {
		return d.lex.entries[e].word
	}
	return strings.ToLower(d.word(i))
}

func (d *doc) cls(i int) class {
	if !d.in(i) {
		return 0
	}
	return d.lex.entries[d.toks[i].lex].cls
}

// is reports whether token i is a word of any of the classes.
func (d *doc) is(i int, c class) bool { return d.cls(i)&c != 0 }

// punct reports whether token i is the mark r.
func (d *doc) punct(i int, r rune) bool {
	return d.in(i) && d.toks[i].kind == kPunct && d.toks[i].mark == r
}

func (d *doc) capital(i int) bool { return d.in(i) && d.toks[i].flags&fCap != 0 }

// span gives the text of the tokens [a,b).
func (d *doc) span(a, b int) string {
	if a >= b {
		return ""
	}
	return d.text[d.toks[a].start:d.toks[b-1].end]
}

const quoteMarks = "\"“”„‟«»"

// tokenise cuts the text into tokens. It looks at each byte a bounded number
// of times.
func (d *doc) tokenise() {
	s := d.text
	var buf [48]byte
	spaceBefore := true
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if unicode.IsSpace(r) || invisible(r) {
			spaceBefore = true
			if len(d.toks) > 0 {
				d.toks[len(d.toks)-1].flags |= fSpaceA
			}
			i += n
			continue
		}
		t := token{start: int32(i)}
		if spaceBefore {
			t.flags |= fSpaceB
		}
		spaceBefore = false
		switch {
		case unicode.IsDigit(r):
			t.kind = kNum
			i = endOfNumber(s, i)
		case unicode.IsLetter(r):
			i, t.flags = endOfWord(s, i, t.flags)
			if r == 'a' || r == 'e' || r == 'u' {
				if arabic(s[t.start:i]) {
					t.flags |= fCap
				}
			}
			if low, ok := lower(buf[:0], strings.TrimSuffix(s[t.start:i], ".")); ok {
				t.lex = d.lex.find(low)
				if t.lex == 0 && t.flags&fCap == 0 {
					t.lex = guess(low)
				}
			}
		case (r == '\'' || r == '’') && len(d.toks) > 0 && t.flags&fSpaceB == 0 && clitic(s[i+n:]) > 0:
			i += n + clitic(s[i+n:])
			if low, ok := lower(buf[:0], s[t.start:i]); ok {
				t.lex = d.lex.find(low)
			}
		default:
			t.kind, t.mark = kPunct, r
			if twin := doubled(s[i:], r, n); twin != 0 {
				t.kind, t.mark = kQuote, twin
				i += n
			}
			if strings.ContainsRune(quoteMarks, r) || r == '‘' || r == '’' || r == '\'' || r == '‚' || r == '‹' || r == '›' {
				t.kind = kQuote
			}
			i += n
		}
		t.end = int32(i)
		d.toks = append(d.toks, t)
	}
	if len(d.toks) > 0 {
		d.toks[len(d.toks)-1].flags |= fSpaceA
	}
	d.dropNicknames()
}

// dropNicknames takes a nickname between quotation marks out of a name, so that
// it is no quotation: General Theodor “Theo” Brandt. The name's span still holds it.
func (d *doc) dropNicknames() {
	name := func(i int) bool {
		return i >= 0 && i < len(d.toks) && d.toks[i].kind == kWord && d.capital(i) && !d.is(i, cClosed|cStopName|cTime|cMonth|cCue)
	}
	out := d.toks[:0]
	for i := 0; i < len(d.toks); i++ {
		if d.toks[i].kind == kQuote && len(out) > 0 && name(i-1) && name(i+1) {
			end := i + 2
			for end < i+4 && end < len(d.toks) && d.toks[end].kind == kWord && d.capital(end) {
				end++
			}
			if end+1 < len(d.toks) && d.toks[end].kind == kQuote && d.toks[end].flags&fSpaceA != 0 && name(end+1) && d.toks[i].flags&fSpaceB != 0 {
				i = end
				continue
			}
		}
		out = append(out, d.toks[i])
	}
	d.toks = out
}

// doubled gives the double mark that two single ones stand for: ” for ’’.
func doubled(s string, r rune, n int) rune {
	if next, _ := utf8.DecodeRuneInString(s[n:]); next != r {
		return 0
	}
	switch r {
	case '\'':
		return '"'
	case '’':
		return '”'
	case '‘', '`':
		return '“'
	}
	return 0
}

// invisible reports direction marks, joiners and the like, which no reader
// sees and which count as space here.
func invisible(r rune) bool {
	return r == 0xfeff || r == 0xad || 0x200b <= r && r <= 0x200f || 0x202a <= r && r <= 0x202e || 0x2060 <= r && r <= 0x206f
}

// clitic gives the length of the 's, 're, 'll that s begins with.
func clitic(s string) int {
	for _, c := range [...]string{"s", "re", "ve", "ll", "d", "m", "S"} {
		if strings.HasPrefix(s, c) {
			if r, _ := utf8.DecodeRuneInString(s[len(c):]); len(s) == len(c) || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return len(c)
			}
		}
	}
	return 0
}

func endOfNumber(s string, i int) int {
	for i < len(s) {
		c := s[i]
		if '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '%' {
			i++
			continue
		}
		if (c == '.' || c == ',' || c == ':' || c == '-') && i+1 < len(s) && '0' <= s[i+1] && s[i+1] <= '9' {
			i += 2
			continue
		}
		if c >= utf8.RuneSelf {
			if r, n := utf8.DecodeRuneInString(s[i:]); unicode.IsDigit(r) || unicode.IsLetter(r) {
				i += n
				continue
			}
		}
		break
	}
	return i
}

// endOfWord finds the end of the word that starts at i: letters and digits
// with hyphens and apostrophes between them; "U.S." with its stops; without a
// possessive or a contracted verb, which are tokens of their own.
func endOfWord(s string, i int, flags uint8) (int, uint8) {
	start, letters, upper := i, 0, 0
	for i < len(s) {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			if unicode.IsUpper(r) {
				upper++
				if i == start {
					flags |= fCap
				}
			}
			letters++
		case unicode.IsDigit(r):
		case r == '-' || r == '‐' || r == '‑' || r == '\'' || r == '’' || r == '`':
			next, _ := utf8.DecodeRuneInString(s[i+n:])
			if !unicode.IsLetter(next) && !unicode.IsDigit(next) || r != '-' && clitic(s[i+n:]) > 0 && unicode.IsLetter(next) && r != '‐' && r != '‑' {
				return i, finish(flags, letters, upper)
			}
		case r == '.' && letters == 1 && i-start <= 2 && initials(s, start, i):
			return endOfInitials(s, start), finish(flags, 2, 2)
		default:
			return i, finish(flags, letters, upper)
		}
		i += n
	}
	return i, finish(flags, letters, upper)
}

// arabic reports a name with its article: "al-Assad".
func arabic(w string) bool {
	k := strings.IndexByte(w, '-')
	if k < 2 || k > 3 || k+1 >= len(w) {
		return false
	}
	switch w[:k] {
	case "al", "el", "ad", "ar", "as", "ash", "an", "at", "az", "ul":
		r, _ := utf8.DecodeRuneInString(w[k+1:])
		return unicode.IsUpper(r)
	}
	return false
}

func finish(flags uint8, letters, upper int) uint8 {
	if letters > 1 && letters == upper {
		flags |= fUpper
	}
	return flags
}

// initials reports whether letters and stops alternate from start ("U.S.",
// "p.m."): at least two letters with a stop between.
func initials(s string, start, dot int) bool {
	return dot == start+1 && dot+2 < len(s) && isASCIILetter(s[dot+1]) && (s[dot+2] == '.' || !isASCIILetter(s[dot+2]) && s[dot+2] != '\'')
}

func endOfInitials(s string, i int) int {
	for i+1 < len(s) && isASCIILetter(s[i]) && s[i+1] == '.' {
		i += 2
	}
	if i < len(s) && isASCIILetter(s[i]) && (i+1 == len(s) || !isASCIILetter(s[i+1])) {
		i++ // "U.S" with its last stop left out
	}
	return i
}

func isASCIILetter(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' }
