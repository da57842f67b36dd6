package quotation

import (
	"slices"
	"strings"
)

// person is somebody or something that the text lets speak.
type person struct {
	name    string // the fullest form of the name; for the unnamed, the phrase
	words   []string
	gender  class // cMale, cFemale, or 0
	roles   map[string]bool
	role    string // as the text prints it, "" where it does not
	former  bool   // the text calls the person former, ex-, predecessor
	unnamed bool
	weak    bool // perhaps no person at all
	body    bool // an organisation or a state
	seen    int  // token of the last mention, -1 for none
	subject int  // token of the last mention as a subject or speaker
	first   int  // token of the first full name

	held  []*holder // the offices that the table has for the name, once asked
	asked bool
	tried int // the round in which a search came by
}

// offices gives the offices that the table has for a person's name.
func (who *person) offices(h *holders) []*holder {
	if !who.asked {
		who.held, who.asked = h.byName[fold(who.name)], true
	}
	return who.held
}

// never is where somebody was a subject who has not been one.
const never = -1 << 20

// mention is a name in the text.
type mention struct {
	from, to int
	who      int
}

// people is everybody that the text names.
type people struct {
	*doc
	all      []person
	byName   map[string]int
	byLast   map[string][]int
	mentions []mention
	subjects map[int]phrase // of a sentence
	cursor   int            // mentions before it count as seen
	latest   []int          // who was seen, in order
	voice    int            // who spoke last, -1 for none
	voiceAt  int            // the token where
	round    int            // of searches among the candidates
}

// findPeople reads the text for full names first, then for their last words.
func (d *doc) findPeople() *people {
	p := &people{doc: d, byName: map[string]int{}, byLast: map[string][]int{}, subjects: map[int]phrase{}, voice: -1}
	type run struct{ from, to int }
	var runs []run
	for _, s := range d.sents {
		if d.titleCase(s) {
			continue
		}
		for i := s.from; i < s.to; i++ {
			if !d.nameWord(i, s.from) {
				continue
			}
			j := i + 1
			for j < s.to && j < i+10 && (d.nameWord(j, s.from) || d.joinsName(j, s.to)) {
				j++
			}
			runs = append(runs, run{i, j})
			i = j
		}
	}
	var single []run
	var weak []run              // what may be a person's name and may be something else
	first := map[string][]int{} // those with a first word in common
	for _, r := range runs {
		a, b := d.strip(r.from, r.to)
		switch n := d.nameWords(a, b); {
		case d.bodyName(r.from, r.to) && d.nameWords(r.from, r.to) >= 2 && (b <= a || !d.personal(a, b)):
			p.mentions = append(p.mentions, mention{r.from, r.to, p.bodyAt(r.from, r.to)})
		case b <= a:
		case b-a == 1 && a > r.from && d.is(a-1, cOrg) && d.bodyName(r.from, r.to) && len(p.byLast[d.low(a)]) == 0: // "Human Rights Watch"
			p.mentions = append(p.mentions, mention{r.from, r.to, p.bodyAt(r.from, r.to)})
		case d.is(a, cParticle) && len(p.byLast[d.low(b-1)]) > 0: // "Von der Leyen said"
			single = append(single, run{a, b})
		case n >= 2 && n <= 5 && !d.bodyName(a, b) && !d.placeRun(a, b) && (d.personal(a, b) || p.byName[strings.ToLower(clean(d.span(a, b)))] > 0):
			p.add(a, b)
		case n >= 2 && n <= 3 && !d.bodyName(a, b) && !d.placeRun(a, b) && !d.is(b-1, cPlace|cDemonym) && !d.is(a, cPlace|cDemonym):
			weak = append(weak, run{a, b})
		case n == 1 && a == r.from && a > 0 && d.low(a-1) == "the" && !d.is(a, cMale|cFemale|cTitle|cRole|cPlace|cDemonym): // "The Guardian"
			p.mentions = append(p.mentions, mention{a, b, p.bodyAt(a, b)})
		case n == 1 && !d.bodyName(a, b):
			single = append(single, run{a, b})
		}
	}
	for _, r := range weak {
		known := len(p.all)
		if id := p.add(r.from, r.to); id == known {
			p.all[id].weak = true
		}
	}
	for id := range p.all {
		if p.all[id].body {
			continue
		}
		w := p.all[id].words[0]
		first[w] = append(first[w], id)
	}
	for _, r := range single {
		if ids := p.byLast[d.low(r.to-1)]; len(ids) > 0 {
			p.mentions = append(p.mentions, mention{r.from, r.to, -1})
			if d.isSpeakerHere(r.to - 1) {
				p.all[ids[0]].weak = false
			}
		} else if ids := first[d.low(r.to-1)]; len(ids) == 1 {
			p.mentions = append(p.mentions, mention{r.from, r.to, ids[0]})
		} else if !d.is(r.from, cPlace|cDemonym|cTitle|cRole) && d.toks[r.from].flags&fUpper == 0 && !d.when(r.from) && (d.titleBefore(r.from) || d.is(r.from, cMale|cFemale) || d.isSpeakerHere(r.from) || d.apposed(r.from, r.to)) {
			p.add(r.from, r.to)
		}
	}
	slices.SortFunc(p.mentions, func(a, b mention) int { return a.from - b.from })
	p.settle()
	return p
}

// personal reports whether the run of capitals is a person's name: by its
// first word, by a title before it, or by its speaking.
func (d *doc) personal(a, b int) bool {
	if b-a > 2 && d.is(b-1, cOrg) && !d.is(b-1, cRole|cMale|cFemale) {
		return false
	}
	if d.is(a, cMale|cFemale) || d.isSpeakerHere(b-1) {
		return true
	}
	if a > 0 {
		t := a - 1
		if d.punct(t, '.') && t > 0 {
			t--
		}
		if d.apposed(a, b) {
			return true
		}
		if d.is(t, cTitle|cRole) && d.toks[t].kind == kWord || d.is(t, cCue) && d.is(t, cPast) && !d.capital(t) && d.quotes(t) {
			return true
		}
	}
	if b+1 < len(d.toks) && (d.punct(b, ',') || d.punct(b, '(')) {
		if d.is(b+1, cCue) && d.is(b+1, cFinite) && !d.capital(b+1) {
			return true
		}
		if np := d.npForward(b+1, min(len(d.toks), b+20)); np.ok() && d.toks[np.to-1].kind == kWord && (d.is(np.head, cRole|cTitle) && !d.capital(np.head) || d.low(b+1) == "who") {
			return true
		}
		return d.low(b+1) == "who"
	}
	return false
}

// apposed reports whether the name stands between commas after what it is the
// name of: "the Archbishop of Lund, Antje Sorensen,", "his wife, Oksana,".
func (d *doc) apposed(a, b int) bool {
	t := a - 1
	if t < 1 || !d.punct(t, ',') || b >= len(d.toks) || d.toks[b].kind != kPunct {
		return false
	}
	np := d.npBack(t-1, max(0, t-12))
	if !np.ok() || d.plural(np.head) {
		return false
	}
	return d.is(t-1, cRole|cTitle) && !d.plural(t-1) || d.is(np.head, cRole|cTitle) && (d.is(np.from, cDet|cPoss) || !d.capital(np.head))
}

// titleBefore reports whether a title stands before token i: "Ms. Okafor".
func (d *doc) titleBefore(i int) bool {
	t := i - 1
	if t > 0 && d.punct(t, '.') && d.toks[t].flags&fSpaceB == 0 {
		t--
	}
	return t >= 0 && d.toks[t].kind == kWord && d.is(t, cTitle)
}

// settle gives every mention of a last name alone to whoever bore it last, and
// collects the roles that stand beside the names.
func (p *people) settle() {
	last := map[string]int{}
	for i := range p.mentions {
		m := &p.mentions[i]
		if m.who >= 0 && p.all[m.who].body {
			continue
		}
		key := p.low(m.to - 1)
		if m.who < 0 {
			ids := p.byLast[key]
			m.who = ids[0]
			if w, ok := last[key]; ok {
				m.who = w
			}
			if m.from > 0 && len(ids) > 1 { // "Mrs. Clinton"
				t := m.from - 1
				if p.punct(t, '.') {
					t--
				}
				if g := courtesy(p.low(max(t, 0))); g != 0 {
					for _, id := range ids[:min(len(ids), 20)] {
						if p.all[id].gender == g {
							m.who = id
						}
					}
				}
			}
		}
		last[key] = m.who
		if !p.all[m.who].weak {
			p.readRole(*m)
		}
	}
}

func courtesy(w string) class {
	switch w {
	case "mr", "sir", "lord", "king", "prince", "congressman", "spokesman", "chairman":
		return cMale
	case "mrs", "ms", "miss", "lady", "dame", "queen", "princess", "congresswoman", "spokeswoman", "chairwoman":
		return cFemale
	}
	return 0
}

// isSpeakerHere reports whether a verb of saying follows or precedes the word.
func (d *doc) isSpeakerHere(i int) bool {
	return i+1 < len(d.toks) && d.is(i+1, cCue) && d.is(i+1, cFinite) && !d.capital(i+1) || i > 0 && d.is(i-1, cCue) && d.is(i-1, cPast) && !d.capital(i-1)
}

// titleCase reports a headline in which most words are capitals.
func (d *doc) titleCase(s sent) bool {
	caps, low := 0, 0
	if s.to > s.from && d.punct(s.to-1, '.') {
		return false // a list of names makes no headline
	}
	for i := s.from; i < s.to; i++ {
		if d.toks[i].kind != kWord || d.is(i, cClosed) {
			continue
		}
		if d.capital(i) {
			caps++
		} else {
			low++
		}
	}
	return caps > 3 && low*4 < caps && s.to < len(d.toks) && d.sents != nil && s.from == d.paras[s.para].from && s.to == d.paras[s.para].to
}

// nameWord reports whether token i can be a word of a name.
func (d *doc) nameWord(i, from int) bool {
	t := d.toks[i]
	if t.kind != kWord || t.flags&fCap == 0 || d.clitic(i) {
		return false
	}
	c := d.cls(i)
	if d.when(i) && c&(cModal|cFemale) == 0 {
		return false
	}
	first := i == from || d.toks[i-1].kind == kQuote || d.toks[i-1].kind == kPunct && d.toks[i-1].mark == ':'
	if c&(cClosed|cStopName) != 0 && c&(cDemonym|cPlace) == 0 && !(c&(cModal|cMonth) != 0 && !first) {
		return false
	}
	if first && c&(cAdv|cVerb|cCue|cIng) != 0 && !(i+1 < len(d.toks) && d.is(i+1, cCue) && d.is(i+1, cFinite) && !d.capital(i+1)) && c&(cMale|cFemale|cTitle|cRole|cPlace) == 0 {
		return false
	}
	return true
}

// joinsName reports whether token j can stand within a name: "de", "F.", "al-".
func (d *doc) joinsName(j, to int) bool {
	if j+1 >= to || j == 0 {
		return false
	}
	if d.punct(j, '.') {
		return d.toks[j].flags&fSpaceB == 0 && (len(d.word(j-1)) == 1 || d.is(j-1, cAbbrev) && d.is(j-1, cTitle)) && d.capital(j+1)
	}
	if w := d.low(j); (w == "of" || w == "for") && d.is(j-1, cOrg) && d.capital(j-1) {
		return d.capital(j + 1) // "Ministry of Defence"
	}
	return d.toks[j].kind == kWord && d.is(j, cParticle) && (d.capital(j+1) || d.is(j+1, cParticle))
}

// strip drops titles, places and offices from the front of a run of capitals:
// "US President Joe Biden" gives "Joe Biden".
func (d *doc) strip(a, b int) (int, int) {
	switch d.low(b - 1) {
	case "jr", "sr", "ii", "iii":
		if b-a > 2 {
			b-- // "Harry Roque Jr." is Roque
		}
	}
	for b > a && (d.is(b-1, cRole|cTitle) && !d.is(b-1, cMale|cFemale) && b-a > 1 || d.toks[b-1].kind != kWord) {
		b--
	}
	if a > 1 && d.low(a-1) == "of" && d.is(a-2, cTitle|cRole) { // "Secretary of State Antony Blinken"
		for i := a + 1; i+1 < b; i++ {
			if d.is(i, cMale|cFemale) {
				return i, b
			}
		}
		if b-a > 2 {
			return a + 1, b
		}
	}
	for i := b - 1; i >= a; i-- {
		if i > a && d.is(i, cOrg) && i == b-1 {
			break
		}
		if d.is(i, cTitle|cRole|cDemonym|cRoleWord|cOrg|cDoc) && !(i == b-1) && !(d.is(i, cMale|cFemale) && i == a) {
			a = i + 1
			if a < b && d.punct(a, '.') {
				a++
			}
			break
		}
		if d.toks[i].flags&fUpper != 0 && i < b-1 && len(d.word(i)) > 2 && d.word(i)[1] != '.' {
			a = i + 1
			break
		}
	}
	// "Ambassador to the United States Hamdullah Mohib"
	for b-a > 2 && d.is(a, cPlace) && !d.is(a, cMale|cFemale) {
		a++
	}
	return a, b
}

func (d *doc) nameWords(a, b int) int {
	n := 0
	for i := a; i < b; i++ {
		if d.toks[i].kind == kWord && d.capital(i) {
			n++
		}
	}
	return n
}

// bodyName reports whether the run names an organisation.
func (d *doc) bodyName(a, b int) bool {
	if b <= a {
		return false
	}
	if b-a > 2 && d.is(b-1, cOrg) && !d.is(b-1, cRole|cMale|cFemale) {
		return true // "Arthur Chung Convention Centre"
	}
	if b-a > 1 && d.is(b-1, cRole) && d.is(a, cOrg) {
		return false // "Opposition Leader"
	}
	for i := a; i < b; i++ {
		if d.is(i, cOrg) && !d.is(a, cMale|cFemale) {
			return true
		}
	}
	return d.toks[b-1].flags&fUpper != 0 && len(d.word(b-1)) > 1 && !strings.Contains(d.word(b-1), ".") && b-a == 1
}

func (d *doc) placeRun(a, b int) bool {
	if d.is(a, cMale|cFemale) {
		return false
	}
	return d.is(b-1, cPlace) && (d.is(a, cPlace) || b-a > 1 && !d.isSpeakerHere(b-1))
}

// add records a mention of the name at tokens [a,b).
func (p *people) add(a, b int) int {
	name := clean(p.span(a, b))
	key := strings.ToLower(name)
	id, ok := p.byName[key]
	if !ok {
		id = len(p.all)
		var ws []string
		for i := a; i < b; i++ {
			if p.toks[i].kind == kWord {
				ws = append(ws, p.low(i))
			}
		}
		p.byName[key] = id
		p.all = append(p.all, person{name: name, words: ws, gender: p.cls(a) & (cMale | cFemale), roles: map[string]bool{}, seen: -1, subject: never, first: a})
		if g := &p.all[id].gender; *g == cMale|cFemale || b-a < 2 && !p.is(a, cMale|cFemale) {
			*g = 0
		}
		last := p.low(b - 1)
		p.byLast[last] = append(p.byLast[last], id)
	}
	p.mentions = append(p.mentions, mention{a, b, id})
	return id
}

// bodyAt records a mention of an organisation at tokens [a,b).
func (p *people) bodyAt(a, b int) int {
	name := clean(p.span(a, b))
	key := strings.ToLower(name)
	id, ok := p.byName[key]
	if !ok {
		id = len(p.all)
		p.byName[key] = id
		p.all = append(p.all, person{name: name, words: strings.Fields(key), body: true, roles: map[string]bool{}, seen: -1, subject: never})
	}
	return id
}

// clean makes one line of a phrase as printed.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func (d *doc) paraOf(i int) int {
	k, ok := slices.BinarySearchFunc(d.paras, i, func(p para, i int) int { return p.from - i })
	if !ok {
		k--
	}
	return max(k, 0)
}

// advance counts the mentions before token i as seen.
func (p *people) advance(i int) {
	for p.cursor < len(p.mentions) && p.mentions[p.cursor].from < i {
		m := p.mentions[p.cursor]
		p.cursor++
		if p.toks[m.from].quote != 0 {
			continue
		}
		who := &p.all[m.who]
		who.seen = m.from
		p.latest = append(p.latest, m.who)
		if sub, ok := p.subjectOf(m.from); ok && sub.from <= m.from && m.to-1 >= sub.head && (m.to <= sub.to || m.from == sub.to+1 && p.punct(sub.to, ',')) {
			who.subject = m.from
		} else if ok && sub.from <= m.from && m.to < sub.to && p.possessive(m.to) && m.to < sub.head && !p.is(sub.head, cRole|cOrg) && !p.all[m.who].body {
			who.subject = m.from // "Lee's decision surprised everybody"
		}
		if s := p.sents[p.sentOf(m.from)]; m.from == s.from+1 && p.low(s.from) == "for" && m.to < s.to && p.punct(m.to, ',') {
			who.subject = s.to - 1 // "For Ann Lee, he was a legend. She said": it is told as hers
		}
	}
}

// subjectOf gives the main subject of the sentence that holds token i.
func (p *people) subjectOf(i int) (phrase, bool) {
	k := p.sentOf(i)
	np, ok := p.subjects[k]
	if !ok {
		s := p.sents[k]
		np, _ = p.mainSubject(s.from, s.to)
		p.subjects[k] = np
	}
	return np, np.ok()
}

func (d *doc) sentOf(i int) int {
	k, ok := slices.BinarySearchFunc(d.sents, i, func(s sent, i int) int { return s.from - i })
	if !ok {
		k--
	}
	return max(k, 0)
}

// firstMention gives the first mention at token i or later.
func (p *people) firstMention(i int) int {
	k, _ := slices.BinarySearchFunc(p.mentions, i, func(m mention, i int) int { return m.from - i })
	return k
}

// mentionIn gives the mention that ends the tokens [a,b) or lies within them,
// -1 for none.
func (p *people) mentionIn(a, b int) int {
	k, found := p.firstMention(a), -1
	for ; k < len(p.mentions) && p.mentions[k].from < b; k++ {
		if p.mentions[k].to <= b && !p.all[p.mentions[k].who].body {
			found = k
		}
	}
	return found
}
