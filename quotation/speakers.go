package quotation

import (
	"strings"

	"casus"
)

// speaker is whom a source phrase turned out to mean.
type speaker struct {
	name string
	role string
	id   int // in people.all, -1 where it is no one of them
	conf float64
}

// resolve finds whom the phrase means, as read at its place in the text.
func (p *people) resolve(np phrase, h *holders, on casus.Date) speaker {
	p.advance(np.from)
	sp := p.resolveAt(np, h, on)
	p.advance(np.to)
	if sp.id >= 0 {
		who := &p.all[sp.id]
		who.seen, who.subject = np.from, np.from
		p.latest = append(p.latest, sp.id)
		p.voice, p.voiceAt = sp.id, np.from
		if sp.role == "" {
			sp.role = who.role
		}
		if sp.role == "" && !who.unnamed && !who.body {
			sp.role = h.role(sp.name, on)
		}
		if full := h.fullName(sp.name, on); full != "" {
			sp.name = spelledAs(full, sp.name)
		}
	}
	return sp
}

// spelledAs gives the full name with the last name as the text spells it, where
// the two are spellings of one name ("Zelenskiy").
func spelledAs(full, printed string) string {
	f, w := strings.Fields(full), strings.Fields(printed)
	if len(f) < 2 || len(w) == 0 {
		return full
	}
	a, b := f[len(f)-1], w[len(w)-1]
	if fold(a) != fold(b) && len(a) > 4 && len(b) > 4 && fold(a)[:4] == fold(b)[:4] {
		return strings.Join(append(f[:len(f)-1:len(f)-1], b), " ")
	}
	return full
}

func (p *people) resolveAt(np phrase, h *holders, on casus.Date) speaker {
	if w := p.low(np.to - 1); (w == "jr" || w == "sr") && np.to-np.from > 2 { // "Harry Lund Jr."
		np.to--
		if p.punct(np.to-1, ',') {
			np.to--
		}
		np.head = min(np.head, np.to-1)
	}
	head := np.head
	w := p.low(head)
	if (np.to-np.from == 1 || p.low(np.to-1) == "words") && p.is(head, cPron|cObjPron|cPoss) && !(p.toks[head].flags&fUpper != 0 && p.is(head, cDemonym)) {
		return p.pronoun(w, np.from, h, on)
	}
	if m := p.mentionIn(np.from, np.to); m >= 0 {
		men := p.mentions[m]
		if men.to-1 >= head && (men.to-1 == head || !p.all[men.who].weak) && !(men.from > np.from && p.underPrep(men.from, np.from)) && !(men.to < np.to && p.possessive(men.to)) {
			name := p.all[men.who].name
			if first := p.mentions[p.firstMention(np.from)]; first.to < men.from && first.who != men.who && !p.all[first.who].body && p.low(men.from-1) == "and" || first.to < men.from-1 && first.who != men.who && !p.all[first.who].body && p.is(men.from-1, cTitle) && p.joined(first.to, men.from) {
				name = p.all[first.who].name + " and " + name
			}
			return speaker{name, "", men.who, 0.95}
		}
	}
	// "the Commissioner, Thierry Breton," and "Thierry Breton, the Commissioner"
	if np.to+1 < len(p.toks) && p.punct(np.to, ',') && (p.is(np.from, cDet|cPoss) || !p.capital(np.head)) {
		if m := p.mentionIn(np.to+1, np.to+7); m >= 0 && p.titlesOnly(np.to+1, p.mentions[m].from) && !p.all[p.mentions[m].who].weak {
			men := p.mentions[m]
			return speaker{p.all[men.who].name, "", men.who, 0.9}
		}
	}
	if w == "latter" || w == "former" && np.to-np.from <= 2 {
		if id := p.recent(np.from, 0, false); id >= 0 {
			return speaker{p.all[id].name, "", id, 0.7}
		}
	}
	text := p.bare(np)
	if !p.capital(head) && p.is(head, cOrg) && p.low(np.from) == "the" && np.to-np.from == 2 { // "the ministry"
		for id := range p.candidates(false) {
			if who := &p.all[id]; who.body && who.seen >= 0 && strings.Contains(strings.ToLower(who.name), w) && who.name != w {
				return speaker{who.name, "", id, 0.75}
			}
		}
		if anyBody[w] {
			for id := range p.candidates(false) {
				if who := &p.all[id]; who.body && who.seen >= 0 && np.from-who.seen < 100 && p.named(who.name) >= 0 && who.name != w {
					return speaker{who.name, "", id, 0.5}
				}
			}
		}
	}
	if p.titled(np) {
		return p.byRole(np, text, h, on)
	}
	if p.bodyName(head, head+1) || p.is(head, cOrg|cDoc) || p.capital(head) && p.is(head, cPlace) || p.capital(head) && p.bodyName(np.from, np.to) {
		return speaker{text, bodyRole(text), p.body(np, text), 0.85}
	}
	if p.capital(head) && !p.is(head, cRole|cTitle) {
		return speaker{text, "", p.unnamed(np, text), 0.7}
	}
	if id := p.namedSoon(np); id >= 0 {
		return speaker{p.all[id].name, "", id, 0.6}
	}
	if p.plural(head) || p.is(np.from, cDet) && (p.low(np.from) == "a" || p.low(np.from) == "an" || p.low(np.from) == "one" || p.low(np.from) == "another") {
		return speaker{text, "", p.unnamed(np, text), 0.8}
	}
	return p.byRole(np, text, h, on)
}

// joined reports "and" with nothing but titles between tokens a and b.
func (p *people) joined(a, b int) bool {
	return p.low(a) == "and" && p.titlesOnly(a+1, b)
}

// titled reports a role in capitals with its article: "the Opposition Leader",
// "the MP".
func (p *people) titled(np phrase) bool {
	w := p.low(np.from)
	return (w == "the" || w == "this") && np.head == np.to-1 && p.capital(np.head) && p.is(np.head, cRole) && !p.plural(np.head) && !p.is(np.head, cOrg|cDoc|cMale|cFemale)
}

// titlesOnly reports whether tokens [a,b) are titles: "the chief, Sgt. Dan Lee".
func (p *people) titlesOnly(a, b int) bool {
	for i := a; i < b; i++ {
		if !p.punct(i, '.') && !(p.capital(i) && p.is(i, cTitle|cRole|cRoleWord|cOrg|cDemonym|cPlace)) {
			return false
		}
	}
	return true
}

// anyBody are words for an organisation that say nothing of its name.
var anyBody = map[string]bool{"party": true, "ministry": true, "company": true, "firm": true, "group": true, "agency": true, "organisation": true, "organization": true, "association": true, "club": true, "corporation": true}

// named gives the person of that name, -1 for none.
func (p *people) named(name string) int {
	if id, ok := p.byName[strings.ToLower(name)]; ok {
		return id
	}
	f := strings.Fields(strings.ToLower(name))
	if len(f) == 0 {
		return -1
	}
	ids := p.byLast[f[len(f)-1]]
	for _, id := range ids[:min(len(ids), 20)] {
		if len(p.all[id].words) == 1 || sameName(p.all[id].name, name) {
			return id
		}
	}
	return -1
}

// sameName reports whether two names share first and last word, or one is the
// last word of the other.
func sameName(a, b string) bool {
	x, y := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	if len(x) == 0 || len(y) == 0 || x[len(x)-1] != y[len(y)-1] {
		return false
	}
	return len(x) == 1 || len(y) == 1 || x[0] == y[0]
}

// bare gives the phrase as printed, without its article.
func (p *people) bare(np phrase) string {
	a := np.from
	for a < np.to-1 && p.is(a, cDet) && p.toks[a].kind == kWord && !p.is(a, cNum) {
		switch p.low(a) {
		case "the", "a", "an", "this", "that":
			a++
			continue
		}
		break
	}
	text := clean(p.span(a, np.to))
	if p.is(a, cNum|cDet) && p.capital(a) && p.toks[min(a+1, len(p.toks)-1)].kind != kNum { // "One of the presidents"
		text = strings.ToLower(text[:1]) + text[1:]
	}
	return text
}

// body records an organisation or state that speaks.
func (p *people) body(np phrase, text string) int {
	key := strings.ToLower(text)
	id, ok := p.byName[key]
	if !ok {
		id = len(p.all)
		p.byName[key] = id
		p.all = append(p.all, person{name: text, words: strings.Fields(key), body: true, roles: map[string]bool{}, seen: np.from, subject: np.from})
	}
	return id
}

// unnamed records somebody whom the text does not name: "a senior official".
func (p *people) unnamed(np phrase, text string) int {
	key := strings.ToLower(text)
	id, ok := p.byName[key]
	if !ok {
		id = len(p.all)
		p.byName[key] = id
		roles := map[string]bool{}
		for i := np.from; i < np.to; i++ {
			if p.toks[i].kind == kWord && !p.is(i, cDet|cPrep) {
				roles[p.low(i)] = true
			}
		}
		p.all = append(p.all, person{name: text, words: strings.Fields(key), unnamed: true, roles: roles, seen: np.from, subject: np.from})
	}
	return id
}
