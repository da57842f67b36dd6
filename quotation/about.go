package quotation

import (
	"slices"
	"strings"
	"sync"
)

// misnomers are wrong names for treaties, by their first word.
var misnomers = sync.OnceValue(func() map[string][]misnomer {
	out := map[string][]misnomer{}
	for _, r := range records("misnomers.csv") {
		m := misnomer{strings.Fields(r[0]), r[1], r[2]}
		out[m.words[0]] = append(out[m.words[0]], m)
	}
	return out
})

// misnomer is a row of data/misnomers.csv.
type misnomer struct {
	words  []string
	treaty string
	note   string
}

// treatyAt gives the treaty that is named at token i, with what is wrong about
// the name where it is a misnomer.
func (r *reader) treatyAt(i, hi int) (id, wrong string, end int) {
	if !r.capital(i) {
		return "", "", 0
	}
	for _, m := range misnomers()[r.low(i)] {
		if i+len(m.words) <= hi && slices.EqualFunc(m.words, r.toks[i:i+len(m.words)], func(w string, t token) bool {
			return strings.EqualFold(w, r.text[t.start:t.end])
		}) {
			return m.treaty, m.note, i + len(m.words)
		}
	}
	if n := r.firstRef(i); n < len(r.refs) && r.refs[n].from == i && r.refs[n].treaty() && r.refs[n].to <= hi {
		return r.refs[n].name.Treaty.ID, "", r.refs[n].to
	}
	return "", "", 0
}

// articleAt reads "Article 5" and "article V" at token i.
func (d *doc) articleAt(i, hi int) (number string, end int) {
	if i+1 >= hi || d.low(i) != "article" && d.low(i) != "art" {
		return "", 0
	}
	k := i + 1
	if d.punct(k, '.') && k+1 < hi {
		k++
	}
	if d.toks[k].kind == kNum {
		return d.word(k), k + 1
	}
	if n := slices.Index(romans[:], d.word(k)); n > 0 {
		return strings.TrimLeft(string(rune('0'+n)), "0"), k + 1
	}
	if n := count(d.low(k)); n > 0 && n < 10 && d.toks[k].kind == kWord && len(d.word(k)) > 2 {
		return string(rune('0' + n)), k + 1
	}
	return "", 0
}

var romans = [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
