package quotation

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"
	"unicode"
)

//go:embed data/*.csv
var data embed.FS

// class is a set of things that a word can be. Most words are in none and
// count as nouns; a word can be in several ("state"), and the rules that look
// at it decide by its neighbours.
type class uint64

const (
	cDet class = 1 << iota
	cPoss
	cPron
	cObjPron
	cPrep
	cSub
	cCoord
	cBe
	cHave
	cDo
	cModal
	cNeg
	cContr
	cAdv
	cTime
	cMonth
	cNum
	cTitle
	cRoleWord
	cRole
	cOrg
	cDoc
	cPlace
	cDemonym
	cAbbrev
	cParticle
	cSkipAfter
	cStopName
	cMale
	cFemale
	cVerb  // a form of a verb that no cue is made of
	cCue   // a form of a verb that reports speech
	cCueN  // a noun that reports speech
	cBase  // forms of either kind of verb
	cThird //
	cPast  //
	cPart  // past participle
	cIng   //
	cFiller
)

const (
	cAux    = cBe | cHave | cDo | cModal
	cClosed = cDet | cPoss | cPron | cObjPron | cPrep | cSub | cCoord | cAux | cNeg | cContr
	cFinite = cThird | cPast
)

// classNames are the rows of data/words.csv.
var classNames = map[string]class{
	"det": cDet, "poss": cPoss, "pron": cPron, "objpron": cObjPron, "prep": cPrep, "sub": cSub, "coord": cCoord,
	"be": cBe, "have": cHave, "do": cDo, "modal": cModal, "neg": cNeg, "contr": cContr, "adv": cAdv, "time": cTime,
	"month": cMonth, "num": cNum, "title": cTitle, "rolewords": cRoleWord, "role": cRole, "orgword": cOrg, "doc": cDoc,
	"place": cPlace, "demonym": cDemonym, "abbrev": cAbbrev, "particle": cParticle, "skipafter": cSkipAfter,
	"stopname": cStopName, "fillers": cFiller,
}

// verb is a row of data/verbs.csv: a verb that reports speech.
type verb struct {
	lemma  string
	tail   []string // words that must follow for the verb to report ("point OUT")
	frames string   // the complements it takes; see data/verbs.csv and docs/statements.md
	act    string   // what the speaker does by it: say, warn, threaten, ...
}

// takes reports whether the verb has the complement that the letter stands for.
func (v *verb) takes(frame byte) bool { return strings.IndexByte(v.frames, frame) >= 0 }

// entry is what the lexicon knows of one spelling.
type entry struct {
	word string
	cls  class
	cues []*verb // longest tail first
	noun string  // act of a reporting noun
}

// words is the whole lexicon; entry 0 is the unknown word.
type words struct {
	at      map[string]int32
	entries []entry
}

// The entries of unknown words whose ending tells what they are: "formally",
// "brushed".
const (
	unknownLy int32 = 1
	unknownEd int32 = 2
)

// guess gives the entry of a word in lower case that the lexicon lacks.
func guess(lower []byte) int32 {
	n := len(lower)
	switch {
	case n > 4 && lower[n-2] == 'l' && lower[n-1] == 'y':
		return unknownLy
	case n > 4 && lower[n-2] == 'e' && lower[n-1] == 'd':
		return unknownEd
	}
	return 0
}

// lexicon is read once from the tables in data/.
var lexicon = sync.OnceValue(func() *words {
	w := &words{at: map[string]int32{}, entries: make([]entry, 3)}
	w.entries[unknownLy].cls = cAdv
	w.entries[unknownEd].cls = cVerb | cPast | cPart
	for _, r := range records("words.csv") {
		c, ok := classNames[r[0]]
		if !ok {
			panic(fmt.Sprintf("reading: words.csv: no class %q", r[0]))
		}
		for f := range strings.FieldsSeq(r[1]) {
			w.add(f, c)
		}
	}
	for _, r := range records("firstnames.csv") {
		c := cMale
		if r[0] == "f" {
			c = cFemale
		}
		for f := range strings.FieldsSeq(r[1]) {
			w.add(f, c)
		}
	}
	for _, r := range records("common_verbs.csv") {
		for f := range strings.FieldsSeq(r[1]) {
			forms := inflect(f)
			if r[0] == "irregular" {
				forms = irregular(strings.Split(f, ":"))
			}
			for word, c := range forms {
				w.add(word, c|cVerb)
			}
		}
	}
	for _, r := range records("verbs.csv") {
		v := &verb{lemma: r[0], tail: strings.Fields(r[2]), frames: r[3], act: r[4]}
		forms := inflect(r[0])
		if r[1] != "" {
			f := strings.Fields(r[1])
			forms = irregular(append([]string{r[0]}, f...))
		}
		for word, c := range forms {
			e := w.add(word, c|cCue)
			i := len(e.cues) // longer tails first, so that "call on" wins over "call"
			for i > 0 && len(e.cues[i-1].tail) < len(v.tail) {
				i--
			}
			e.cues = append(e.cues[:i], append([]*verb{v}, e.cues[i:]...)...)
		}
	}
	for _, r := range records("nouns.csv") {
		w.add(r[0], cCueN).noun = r[1]
	}
	return w
})

func (w *words) add(word string, c class) *entry {
	i, ok := w.at[word]
	if !ok {
		i = int32(len(w.entries))
		w.at[word] = i
		w.entries = append(w.entries, entry{word: word})
	}
	e := &w.entries[i]
	e.cls |= c
	return e
}

// find gives the entry of a word in lower case, 0 where it is unknown.
func (w *words) find(lower []byte) int32 { return w.at[string(lower)] }

// inflect makes the forms of a regular verb.
func inflect(v string) map[string]class {
	third, past, ing := v+"s", v+"ed", v+"ing"
	last := v[len(v)-1]
	switch {
	case strings.HasSuffix(v, "ee"):
		past = v + "d"
	case last == 'e':
		past, ing = v+"d", v[:len(v)-1]+"ing"
	case last == 'y' && !strings.ContainsRune("aeiou", rune(v[len(v)-2])):
		third, past = v[:len(v)-1]+"ies", v[:len(v)-1]+"ied"
	case strings.HasSuffix(v, "s") || strings.HasSuffix(v, "sh") || strings.HasSuffix(v, "ch") || strings.HasSuffix(v, "x"):
		third = v + "es"
	}
	out := map[string]class{v: cBase}
	out[third] |= cThird
	out[past] |= cPast | cPart
	out[ing] |= cIng
	if doubles(v) {
		out[v+string(last)+"ed"] |= cPast | cPart
		out[v+string(last)+"ing"] |= cIng
	}
	return out
}

// doubles reports whether the verb may double its last letter ("stop", "cancel").
func doubles(v string) bool {
	if len(v) < 3 {
		return false
	}
	isVowel := func(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }
	a, b, c := v[len(v)-3], v[len(v)-2], v[len(v)-1]
	return !isVowel(a) && isVowel(b) && !isVowel(c) && !strings.ContainsRune("wxy", rune(c))
}

// irregular reads lemma, third person, past, participle and perhaps -ing forms.
func irregular(f []string) map[string]class {
	out := map[string]class{f[0]: cBase}
	out[f[1]] |= cThird
	out[f[2]] |= cPast
	out[f[3]] |= cPart
	if len(f) == 4 {
		for w, c := range inflect(f[0]) {
			if c == cIng {
				out[w] |= cIng
			}
		}
		return out
	}
	out[f[4]] |= cIng
	for _, more := range f[5:] { // second spellings, and "are", "were" of "be"
		switch {
		case strings.HasSuffix(more, "ing"):
			out[more] |= cIng
		case more == "are":
			out[more] |= cThird
		default:
			out[more] |= cPast | cPart
		}
	}
	return out
}

// records reads a table of data/ without its header.
func records(name string) [][]string {
	f, err := data.Open("data/" + name)
	if err != nil {
		panic(err) // embedded
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		panic(err) // embedded, and read by a test
	}
	return all[1:]
}

// lower appends the lower case of s to buf, with curly apostrophes made
// straight; ok is false for a word too long to be one.
func lower(buf []byte, s string) (out []byte, ok bool) {
	if len(s) > 40 {
		return nil, false
	}
	for _, r := range s {
		switch {
		case 'A' <= r && r <= 'Z':
			buf = append(buf, byte(r)+'a'-'A')
		case r < 0x80:
			buf = append(buf, byte(r))
		case r == '’' || r == 'ʼ':
			buf = append(buf, '\'')
		default:
			buf = append(buf, string(unicode.ToLower(r))...)
		}
	}
	return buf, true
}
