package quotation

import (
	"slices"
	"strings"
	"sync"
)

// alias is a row of data/treaties.csv: a name for a treaty, for the body that
// it founds, or a wrong name for it.
type alias struct {
	words  []string
	treaty string
	kind   string // name, body or misnomer
	note   string
}

// aliases lists the names by their first word, the longest first.
var aliases = sync.OnceValue(func() map[string][]alias {
	out := map[string][]alias{}
	for _, r := range records("treaties.csv") {
		a := alias{words: strings.Fields(strings.ReplaceAll(r[0], "'s", " 's")), treaty: r[1], kind: r[2], note: r[3]}
		out[a.words[0]] = append(out[a.words[0]], a)
	}
	for _, list := range out {
		slices.SortStableFunc(list, func(a, b alias) int { return len(b.words) - len(a.words) })
	}
	return out
})

// aliasAt gives the name of a treaty that begins at token i.
func (d *doc) aliasAt(i, hi int) (a alias, end int) {
	if d.toks[i].kind != kWord || d.toks[i].flags&fCap == 0 && d.low(i) != "the" && d.low(i) != "mutual" {
		return alias{}, 0
	}
	for _, a := range aliases()[d.low(i)] {
		if i+len(a.words) > hi {
			continue
		}
		ok := true
		for k, w := range a.words {
			if t := strings.ReplaceAll(d.low(i+k), "’", "'"); t != w {
				ok = false
				break
			}
		}
		if ok && d.capital(i+len(a.words)-1) {
			return a, i + len(a.words)
		}
	}
	return alias{}, 0
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

// subjects of a commitment, and the article of the North Atlantic Treaty that
// deals with each.
var topics = map[string]string{
	"protect": "5", "protection": "5", "protected": "5", "defend": "5", "defending": "5", "aid": "5", "attack": "5", "attacked": "5", "attacks": "5", "invasion": "5",
	"security": "5", "solidarity": "5", "encourage": "5", "leave": "13", "withdraw": "13", "quit": "13", "withdrawal": "13", "pay": "3", "spend": "3", "spending": "3",
	"debts": "3", "bills": "3", "contributions": "3",
}

// about finds the commitment that a statement concerns: named in it, else in
// its sentence, else in the paragraphs before where the words deal with it.
func (r *reader) about(s *Statement, v *voiced) {
	var treaty, body, article string
	from, to := -1, -1
	look := func(a, b int) {
		for i := a; i < b; i++ {
			if n, end := r.articleAt(i, b); end > 0 && article == "" {
				article = n
				if from < 0 {
					from, to = i, end
				}
			}
			if al, end := r.aliasAt(i, b); end > 0 {
				if al.kind == "body" {
					if body == "" && treaty == "" {
						body = al.treaty
						if from < 0 {
							from, to = i, end
						}
					}
				} else if treaty == "" {
					treaty = al.treaty
					if from < 0 {
						from, to = i, end
					}
				}
				i = end - 1
			}
		}
	}
	for _, c := range v.content {
		look(c[0], c[1])
	}
	topic := r.topic(v)
	if treaty == "" && body == "" && (topic != "" || article != "") {
		st := r.sents[v.sent]
		look(st.from, st.to)
		for p := st.para; treaty == "" && body == "" && p >= 0 && p >= st.para-2; p-- {
			end := min(r.paras[p].to, st.to)
			look(max(r.paras[p].from, end-400), end)
		}
	}
	if treaty == "" {
		treaty = body
	}
	if treaty == "" {
		return
	}
	if article == "" && treaty == "north-atlantic-treaty" {
		article = topic
	}
	if s.About = treaty; article != "" {
		s.About += "/" + article
	}
	if from >= 0 {
		s.AboutWords = clean(r.span(from, to))
	}
}

// topic gives the article that the words of the content deal with, "" for none.
func (r *reader) topic(v *voiced) string {
	best := ""
	for _, c := range v.content {
		for i := c[0]; i < c[1]; i++ {
			t := topics[r.low(i)]
			if t == "13" && r.toks[i].quote == 0 && i+1 < c[1] {
				return t
			}
			if t == "5" || best == "" {
				best = max(best, t)
				if t == "5" {
					best = t
				}
			}
		}
	}
	return best
}

// condition gives the tokens of the condition that the content, or the rest of
// its sentence, puts: "if ...", "unless ...", "whoever wins ...".
func (r *reader) condition(v *voiced) (a, b int) {
	for _, c := range v.content {
		if a, b = r.conditionIn(c[0], c[1]); b > a {
			return a, b
		}
	}
	if r.kindOf(v.content) == Indirect {
		s := r.sents[v.sent]
		last := v.content[len(v.content)-1][1]
		if last < s.to {
			return r.conditionIn(last, min(s.to, last+40))
		}
	}
	return 0, 0
}

func (r *reader) conditionIn(from, to int) (a, b int) {
	for i := from; i < to; i++ {
		n := r.conditionWord(i, to)
		if n == 0 {
			continue
		}
		for k := i + n; k < to; k++ {
			t := r.toks[k]
			if t.kind == kPunct && (t.mark == '.' || t.mark == ',' || t.mark == ';' || t.mark == '?' || t.mark == '!' || t.mark == ':') || t.kind == kQuote && r.closes(k) && !single(t.mark) {
				return i, k
			}
		}
		return i, to
	}
	return 0, 0
}

// conditionWord gives the number of words that open a condition at token i.
func (r *reader) conditionWord(i, to int) int {
	at := func(k int) string {
		if i+k < to {
			return r.low(i + k)
		}
		return ""
	}
	switch at(0) {
	case "if":
		if i > 0 && r.toks[i-1].kind == kWord && (r.is(i-1, cCue) && r.low(i-1) != "only") || at(1) == "any" || at(1) == "not" {
			return 0 // "asked if"
		}
		return 1
	case "unless", "whoever", "whichever":
		return 1
	case "regardless":
		return 1
	case "provided":
		if at(1) == "that" {
			return 2
		}
	case "in":
		if at(1) == "the" && at(2) == "event" || at(1) == "case" && at(2) == "of" {
			return 3
		}
	case "as", "so":
		if at(1) == "long" && at(2) == "as" {
			return 3
		}
	case "on":
		if at(1) == "condition" && at(2) == "that" || at(1) == "the" && at(2) == "condition" {
			return 3
		}
	}
	return 0
}
