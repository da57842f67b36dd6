package quotation

import (
	"slices"
	"strings"

	"casus"
)

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
		if best < 0 || p.all[best].seen < 0 || !sameName(p.all[best].name, name) && inTerm(p.all[best].offices(h), on) {
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
	if id := p.byHead(np, want, former, h); id >= 0 {
		return speaker{p.all[id].name, "", id, 0.6}
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
		of := partyIn(who.offices(h))
		switch {
		case !open && inTerm(who.offices(h), on): // and not the office that is meant, or it would have been found
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

// byHead gives the one person of the text whose role has the head of the
// description, where other words of it are not told of anybody ("the palace
// spokesman" of him who was called the President's), or whose role names the body
// that it names ("the PTI chairman"). It must be who spoke last, so that another
// party's spokesman is not taken for him. -1 for none.
func (p *people) byHead(np phrase, want []string, former bool, h *holders) int {
	if p.low(np.from) != "the" || np.head != np.to-1 || p.plural(np.head) || p.voice < 0 || np.from-p.voiceAt > 200 || p.nation(np, h) {
		return -1
	}
	who := &p.all[p.voice]
	if who.body || who.unnamed || former && !who.former || otherOffice(who.roles, want) {
		return -1
	}
	head := p.low(np.head)
	if who.roles[head] || slices.ContainsFunc(means[head], func(x string) bool { return who.roles[x] }) {
		return p.voice
	}
	if spokes(head) {
		return -1
	}
	for i := np.from + 1; i < np.head; i++ {
		if p.capital(i) && p.toks[i].flags&fUpper != 0 && (who.roles[p.low(i)] || p.introduced(who, p.low(i))) {
			return p.voice
		}
	}
	return -1
}

// introduced reports whether the text names the body, by its short name, where
// it first names the person: "Justice Movement (JM) founder Ann Lee".
func (p *people) introduced(who *person, body string) bool {
	const near = 12 // words before the name
	for i := max(p.sents[p.sentOf(who.first)].from, who.first-near); i < who.first; i++ {
		if p.toks[i].flags&fUpper != 0 && p.low(i) == body {
			return true
		}
	}
	return false
}

// inOffice gives the one person of those named in the text who holds the office
// on the date, by the table; -1 for none or several.
func (p *people) inOffice(np phrase, h *holders, on casus.Date) int {
	text, found := p.span(np.from, np.to), -1
	p.round++
	for id := range p.candidates(true) {
		if p.all[id].tried == p.round {
			continue
		}
		p.all[id].tried = p.round
		if who := &p.all[id]; !who.body && !who.unnamed && id != found && fills(text, who.offices(h), on) {
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
	if w := p.low(np.from); w != "the" && !(p.is(np.from, cPoss) && spokes(p.low(np.head))) || !p.is(np.head, cRole) || p.plural(np.head) {
		return -1
	}
	if spokes(p.low(np.head)) { // named in the next sentence, by speaking
		k := p.sentOf(np.from) + 1
		for i := p.firstMention(np.to); k < len(p.sents) && i < len(p.mentions) && p.mentions[i].from < p.sents[k].to; i++ {
			m := p.mentions[i]
			who := &p.all[m.who]
			if who.body || who.seen >= 0 || !p.isSpeakerHere(m.to-1) || p.toks[m.from].quote != 0 {
				continue
			}
			if g := courtesy(p.low(np.head)); g != 0 && who.gender != 0 && who.gender != g || who.role != "" && !shares(who, want) {
				return -1
			}
			return m.who
		}
		return -1
	}
	para := p.sents[p.sentOf(np.from)].para
	const most = 60 // mentions looked through, so that a paragraph without end costs no more
	first := p.firstMention(np.to)
	for k := first; k < min(len(p.mentions), first+most); k++ {
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

// namedSoon gives whom "a spokesman for the army" means where one of the next two
// sentences names a spokesman for the first time; -1 otherwise.
func (p *people) namedSoon(np phrase) int {
	if w := p.low(np.from); w != "a" && w != "an" || p.plural(np.head) || !spokes(p.low(np.head)) {
		return -1
	}
	k := min(p.sentOf(np.from)+3, len(p.sents))
	for i := p.firstMention(np.to); i < len(p.mentions) && p.mentions[i].from < p.sents[k-1].to; i++ {
		who := &p.all[p.mentions[i].who]
		if !who.body && !who.weak && who.seen < 0 && who.roles[p.low(np.head)] && p.sentOf(p.mentions[i].from) > p.sentOf(np.from) {
			return p.mentions[i].who
		}
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
	"ec":         {"commission"},
	"pm":         {"prime"},
	"tory":       {"conservative"},
	"gop":        {"republican"},
	"official":   {"spokesman", "spokeswoman", "spokesperson"},
	"spokesman":  {"spokesperson"},
	"senator":    {"sen"},
	"governor":   {"gov"},
}
