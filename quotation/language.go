package quotation

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"casus"
)

// English stands first among the languages: it is the one that is read.
const english = 0

// languageTable is the function words of each language, as a set of languages by
// word; names are in the order of their bits.
type languageTable struct {
	names []string
	words map[string]uint32
}

var languages = sync.OnceValue(func() *languageTable {
	t := &languageTable{words: map[string]uint32{}}
	for i, r := range records("languages.csv") {
		t.names = append(t.names, r[0])
		for w := range strings.FieldsSeq(r[1]) {
			t.words[w] |= 1 << i
		}
	}
	return t
})

// scripts name the language, or the writing, that letters beyond the Latin ones
// tell.
var scripts = []struct {
	name  string
	table *unicode.RangeTable
}{
	{"Russian or another language in Cyrillic letters", unicode.Cyrillic},
	{"Greek", unicode.Greek},
	{"Arabic or Persian", unicode.Arabic},
	{"Hebrew", unicode.Hebrew},
	{"Korean", unicode.Hangul},
	{"Japanese", unicode.Hiragana},
	{"Japanese", unicode.Katakana},
	{"Chinese", unicode.Han},
	{"Hindi or another language in Devanagari letters", unicode.Devanagari},
	{"Thai", unicode.Thai},
	{"Armenian", unicode.Armenian},
	{"Georgian", unicode.Georgian},
}

// language tells the language of tokens [from,to), looking at no more than most
// words; "" where it is English, or too short or too mixed to tell.
func (d *doc) language(from, to, most int) string {
	t := languages()
	count := make([]int, len(t.names))
	script := make([]int, len(scripts))
	words, letters, foreign := 0, 0, 0
	for i := from; i < to && words < most; i++ {
		if d.toks[i].kind != kWord {
			continue
		}
		words++
		w := d.word(i)
		r, _ := utf8.DecodeRuneInString(w)
		letters++
		if r >= 0x370 {
			if k := slices.IndexFunc(scripts, func(s struct {
				name  string
				table *unicode.RangeTable
			}) bool {
				return unicode.Is(s.table, r)
			}); k >= 0 {
				foreign += utf8.RuneCountInString(w)/4 + 1
				script[k]++
			}
			continue
		}
		if len(w) < 2 {
			continue // letters stand for too much
		}
		for set, k := t.words[d.low(i)], 0; set != 0; set, k = set>>1, k+1 {
			if set&1 != 0 {
				count[k]++
			}
		}
	}
	if foreign*2 > letters && foreign > 0 {
		return scripts[slices.Index(script, slices.Max(script))].name
	}
	best := english
	for k := range count {
		if count[k] > count[best] {
			best = k
		}
	}
	if best == english || count[best] < 3 || count[best] < 2*count[english]+2 || count[best]*8 < words {
		return ""
	}
	return t.names[best]
}

// refuse gives the fault of a text in a language that is not read.
func (d *doc) refuse() error {
	const most = 4000 // words that are looked at
	name := d.language(0, len(d.toks), most)
	if name == "" {
		return nil
	}
	return &casus.InputError{Msg: "the text is in " + name + ", and statements are read in English alone", Hint: "give an English text; a translation must be marked as one when it enters the ledger"}
}

// skipForeign marks the sentences of paragraphs in another language, which are
// not read, and says so.
func (d *doc) skipForeign() (notes []string) {
	skipped := map[string]int{}
	var order []string
	k := 0
	for _, p := range d.paras {
		for k < len(d.sents) && d.sents[k].from < p.from {
			k++
		}
		if p.to-p.from < 12 {
			continue
		}
		const most = 60
		name := d.language(p.from, p.to, most)
		if name == "" {
			continue
		}
		if skipped[name] == 0 {
			order = append(order, name)
		}
		for j := k; j < len(d.sents) && d.sents[j].from < p.to; j++ {
			d.sents[j].repeat = true
			for i := d.sents[j].from; i < d.sents[j].to; i++ {
				if d.toks[i].kind == kWord {
					skipped[name]++
				}
			}
		}
	}
	for _, name := range order {
		notes = append(notes, fmt.Sprintf("%d words in %s were not read", skipped[name], name))
	}
	return notes
}
