package reading

import (
	"slices"
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

// generic are adjectives before a role that tell nobody from anybody.
var generic = map[string]bool{
	"national": true, "official": true, "senior": true, "top": true, "veteran": true, "longtime": true, "outspoken": true, "embattled": true,
	"outgoing": true, "incoming": true, "influential": true, "powerful": true, "controversial": true, "populist": true, "newly": true, "elected": true,
	"first-term": true, "second-term": true, "long-serving": true, "top-ranking": true, "high-ranking": true, "hardline": true, "firebrand": true,
	"current": true, "new": true, "visiting": true, "beleaguered": true, "pro-western": true, "billionaire": true,
}

// byRole resolves "the former President", "the senator", "the Republican".
func (p *people) byRole(np phrase, text string, h *holders, on casus.Date) speaker {
	var want []string
	former := false
	for i := np.from; i < np.to; i++ {
		if p.toks[i].kind == kWord && !p.clitic(i) && !p.is(i, cDet|cPrep|cPoss) || p.is(i, cDemonym) {
			w := p.low(i)
			if i < np.head && (generic[w] || strings.HasSuffix(w, "-old")) || p.toks[i].kind == kNum {
				continue
			}
			if w == "former" || w == "ex" || w == "then" {
				former = former || w != "then"
				continue
			}
			want = append(want, strings.TrimPrefix(w, "ex-"))
			former = former || strings.HasPrefix(w, "ex-")
		}
	}
	// Of those named so far the last whose roles hold the words; failing that,
	// of those named later.
	best := -1
	for id := range p.candidates(true) {
		who := &p.all[id]
		if who.body || former && !who.former || !matches(who.roles, want) || otherOffice(who.roles, want) {
			continue
		}
		if best < 0 || who.seen > p.all[best].seen {
			best = id
		}
	}
	if name, role := h.byOffice(p.span(np.from, np.to), former, on, func(n string) bool { return p.named(n) >= 0 }); name != "" {
		if best < 0 || p.all[best].seen < 0 || !sameName(p.all[best].name, name) && h.holds(p.all[best].name, on) {
			id := p.named(name)
			if id >= 0 {
				return speaker{p.all[id].name, role, id, 0.85}
			}
			return speaker{name, role, p.unnamed(np, name), 0.75}
		}
	}
	if best < 0 && !former && p.low(np.from) == "the" && np.head == np.to-1 {
		if id := p.inOffice(np, h, on); id >= 0 {
			return speaker{p.all[id].name, "", id, 0.8}
		}
	}
	if best >= 0 && p.all[best].seen >= 0 {
		if id := p.stillSpeaks(np, best); id >= 0 && !former {
			return speaker{p.all[id].name, "", id, 0.6}
		}
		return speaker{p.all[best].name, "", best, 0.85}
	}
	if best < 0 && p.sents[p.sentOf(np.from)].para < 4 {
		if id := p.ahead(np, want); id >= 0 {
			return speaker{p.all[id].name, "", id, 0.6}
		}
	}
	if id := p.byEpithet(np, want, former, h, on); id >= 0 {
		return speaker{p.all[id].name, "", id, 0.6}
	}
	if best < 0 && p.is(np.head, cRole) && !p.plural(np.head) && p.low(np.from) == "the" && np.to-np.from == 2 && !spokes(p.low(np.head)) {
		if id := p.recent(np.from, 0, true); id >= 0 && np.from-p.all[id].seen < 100 {
			return speaker{p.all[id].name, "", id, 0.45}
		}
	}
	if best >= 0 {
		foreign := false // "the prime minister" is not the Estonian one whom the text names later
		for w := range p.all[best].roles {
			foreign = foreign || h.of[w] != ""
		}
		if !foreign {
			return speaker{p.all[best].name, "", best, 0.6}
		}
	}
	return speaker{text, "", p.unnamed(np, text), 0.6}
}

// nation reports a phrase with the name of a nation: "the Russian president"
// is nobody but him.
func (p *people) nation(np phrase, h *holders) bool {
	for i := np.from; i < np.to; i++ {
		if p.capital(i) && h.of[p.low(i)] != "" {
			return true
		}
	}
	return false
}

// spokes reports roles that speak for somebody else: an unknown one is never
// taken for the one spoken for.
func spokes(w string) bool {
	return strings.HasPrefix(w, "spokes") || w == "aide" || w == "adviser" || w == "advisor" || w == "official" || w == "lawyer" || w == "attorney" || w == "representative"
}

// byEpithet gives whom a description means that no role in the text matches:
// whoever was the last subject or speaker, unless that is somebody else by
// office or party. -1 where the phrase is no such description.
func (p *people) byEpithet(np phrase, want []string, former bool, h *holders, on casus.Date) int {
	if w := p.low(np.from); w != "the" && w != "this" || np.to-np.from > 5 || np.head != np.to-1 || p.is(np.head, cDoc|cCueN|cOrg) || spokes(p.low(np.head)) || p.nation(np, h) {
		return -1
	}
	party, open := partyOf(want), former || !offices[p.low(np.head)]
	self := -1 // the subject of the sentence is not meant by a description after it
	if sub, ok := p.subjectOf(np.from); ok && sub.to <= np.from {
		if m := p.mentionIn(sub.from, sub.to); m >= 0 {
			self = p.mentions[m].who
		}
	}
	id := p.recentWho(np.from, 0, true, func(who *person) int {
		if self >= 0 && who == &p.all[self] {
			return -1
		}
		of := h.party(who.name)
		switch {
		case !open && h.holds(who.name, on): // and not the office that is meant, or it would have been found
			return -1
		case party != "" && of != "" && of != party, who.unnamed && !shares(who, want):
			return -1
		case who.role == "" || shares(who, want) || party != "" && of == party:
			return 0
		case open:
			return 40 // one may lead a party and stand for an office
		}
		return -1
	})
	if id >= 0 && np.from-p.all[id].seen >= 250 {
		return -1
	}
	return id
}

// inOffice gives the one person of those named in the text who holds the office
// on the date, by the table; -1 for none or several.
func (p *people) inOffice(np phrase, h *holders, on casus.Date) int {
	text, found := p.span(np.from, np.to), -1
	for id := range p.candidates(true) {
		if who := &p.all[id]; !who.body && !who.unnamed && id != found && h.fills(text, who.name, on) {
			if found >= 0 {
				return -1
			}
			found = id
		}
	}
	return found
}

// ahead gives whom an opening paragraph means by a role alone, where the next
// one names its subject for the first time: "... the party's leader in the
// house has said. Ann Lee told deputies ...". -1 where it does not.
func (p *people) ahead(np phrase, want []string) int {
	if p.low(np.from) != "the" || np.head != np.to-1 || !p.is(np.head, cRole) || p.plural(np.head) || spokes(p.low(np.head)) && len(want) < 2 {
		return -1
	}
	para := p.sents[p.sentOf(np.from)].para
	for k := p.firstMention(np.to); k < len(p.mentions); k++ {
		m := p.mentions[k]
		switch at := p.sents[p.sentOf(m.from)].para; {
		case at == para:
			continue
		case at > para+1:
			return -1
		}
		who := &p.all[m.who]
		sub, ok := p.subjectOf(m.from)
		if who.body || who.weak || who.seen >= 0 || !ok || m.from < sub.from || m.to > sub.to || p.sentOf(m.from) != p.firstSent(para+1) {
			return -1
		}
		if who.role != "" && !shares(who, want) {
			return -1
		}
		return m.who
	}
	return -1
}

// stillSpeaks gives who spoke in the sentence before in the same paragraph,
// where the phrase is of a kind that means the speaker again ("the leader") and
// the one whom it fits better by role, best, has no part in the paragraph. -1
// otherwise.
func (p *people) stillSpeaks(np phrase, best int) int {
	k := p.sentOf(np.from)
	para := p.paras[p.sents[k].para].from
	if p.voice < 0 || p.voice == best || p.voiceAt < para || p.sentOf(p.voiceAt) < k-1 || p.all[best].seen >= para || p.all[p.voice].body || p.all[p.voice].unnamed {
		return -1
	}
	switch p.low(np.head) {
	case "leader", "politician", "lawmaker", "legislator", "official":
		return p.voice
	}
	return -1
}

// offices are heads of descriptions that only one person can be at a time, so
// that whoever has another role in the text is not meant.
var offices = map[string]bool{"president": true, "minister": true, "premier": true, "chancellor": true, "secretary": true, "governor": true, "mayor": true, "king": true, "queen": true,
	"senator": true, "congressman": true, "congresswoman": true, "ambassador": true, "judge": true, "general": true, "commissioner": true, "chairman": true, "chairwoman": true, "director": true,
	"vice-president": true, "vice-chancellor": true, "pope": true, "prince": true, "professor": true, "prosecutor": true, "envoy": true}

// shares reports whether the text gave a person one of the words as a role.
func shares(who *person, want []string) bool {
	for _, w := range want {
		if who.roles[w] {
			return true
		}
	}
	return false
}

// partyOf gives the party that an epithet names ("the Democratic nominee").
func partyOf(want []string) string {
	for _, w := range want {
		switch w {
		case "republican", "gop":
			return "Republican"
		case "democrat", "democratic":
			return "Democratic"
		}
	}
	return ""
}

// matches reports whether a role as the text gave it has every word wanted.
func matches(have map[string]bool, want []string) bool {
	if len(want) == 0 || len(have) == 0 {
		return false
	}
	for _, w := range want {
		if !have[w] && !slices.ContainsFunc(means[w], func(x string) bool { return have[x] }) {
			return false
		}
	}
	return true
}

// otherOffice reports a role that has the words wanted and is another office:
// the shadow minister, the deputy prime minister.
func otherOffice(have map[string]bool, want []string) bool {
	for _, w := range [...]string{"shadow", "vice", "deputy"} {
		if have[w] && !slices.Contains(want, w) && (w != "deputy" || len(want) > 1) {
			return true
		}
	}
	return false
}

// means gives the words of office that an epithet may stand for.
var means = map[string][]string{
	"republican": {"gop"},
	"leader":     {"president", "premier", "prime", "chancellor", "chairman", "king", "dictator", "taoiseach", "emir", "sultan"},
	"premier":    {"prime"},
	"lawmaker":   {"senator", "sen", "representative", "rep", "congressman", "congresswoman", "mp", "mep", "legislator"},
	"legislator": {"senator", "sen", "representative", "rep", "congressman", "congresswoman", "mp", "lawmaker"},
	"politician": {"senator", "minister", "mp", "mep", "leader", "congressman", "congresswoman", "governor", "mayor"},
	"diplomat":   {"ambassador", "envoy", "foreign", "negotiator", "consul"},
	"academic":   {"professor", "lecturer", "historian", "researcher", "scholar"},
	"lawyer":     {"attorney", "barrister", "solicitor", "counsel"},
	"attorney":   {"lawyer", "counsel"},
	"cleric":     {"archbishop", "bishop", "imam", "priest", "ayatollah", "cardinal", "rabbi", "pastor"},
	"general":    {"gen", "commander"},
	"senator":    {"sen"},
	"governor":   {"gov"},
}

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
