package quotation

import (
	"slices"
	"strings"

	"casus"
)

// voiced is an attribution whose speaker is known.
type voiced struct {
	attribution
	speaker
	chain  []string
	source phrase

	day, dayBasis string // as the statement was dated
	speechStance  Stance
	bearsOn       []Bears
	speaksFor     casus.State

	voice  voice // for whom the speaker speaks, once placed
	placed bool
}

// assemble names the speakers and makes the article of what was found.
func (r *reader) assemble(src *source, h *holders, o Options) Article {
	if o.On == 0 {
		o.On = src.published
	}
	dates, on := r.findDates(o.On)
	r.on = on
	if on == 0 {
		on = baseDay(dates, 0)
	}
	art := Article{Head: Head{Title: r.title(src)}, Statements: []Statement{}, text: src.text}
	var sp spans
	r.day = on
	voices := r.join(r.voices(h, on))
	texts := make([]Statement, 0, len(voices))
	for i := range voices {
		texts = append(texts, r.statement(&voices[i], voices[:i], dates, &sp))
	}
	art.Statements = texts
	r.head(&art.Head, voices, dates, o, &sp)
	art.Head.Exchanges = r.exchanges(voices)
	for i := range art.Statements {
		s := &art.Statements[i]
		for _, p := range []*Span{s.SourceSpan, s.CueSpan, s.ConditionSpan} {
			if p != nil {
				sp.add(p)
			}
		}
		for k := range s.ContentSpans {
			sp.add(&s.ContentSpans[k])
		}
		for k := range s.Parts {
			sp.add(&s.Parts[k].Span)
		}
	}
	art.marks = r.marks(art.Statements, art.Head.Dates)
	sp.resolve(src)
	return art
}

// voices gives every attribution its speaker, in the order of the text.
func (r *reader) voices(h *holders, on casus.Date) []voiced {
	p := r.findPeople()
	r.people = p
	slices.SortStableFunc(r.out, func(a, b attribution) int {
		if a.sent != b.sent {
			return a.sent - b.sent
		}
		return a.content[0][0] - b.content[0][0]
	})
	out := make([]voiced, 0, len(r.out))
	for i, a := range r.out {
		v := voiced{attribution: a, source: a.src}
		switch {
		case a.frame == fHeadline:
			id := p.named(p.bare(a.src))
			if id < 0 || p.all[id].body || p.all[id].weak {
				continue
			}
			v.speaker = speaker{p.all[id].name, p.all[id].role, id, 0.8}
		case a.nobody:
			v.speaker = speaker{id: -1, conf: 0.8}
		case a.src.ok() && len(out) > 0 && out[len(out)-1].sent == a.sent && out[len(out)-1].src == a.src:
			v.speaker = out[len(out)-1].speaker
		case a.src.ok():
			v.speaker = p.resolve(a.src, h, on)
			if n := len(out); n > 0 && r.paper(a.src) && out[n-1].id >= 0 && r.sents[out[n-1].sent].para == r.sents[a.sent].para {
				v.speaker = out[n-1].speaker // "the statement read": it is whose statement was told of
				v.conf = 0.6
			}
			if n := len(out); n > 0 && v.id < 0 && r.low(a.src.head) == "it" && out[n-1].frame == fAccording && out[n-1].id >= 0 && a.sent <= out[n-1].sent+2 {
				v.speaker = out[n-1].speaker // "it added", of the readout that was quoted
				v.conf = 0.6
			}
			if a.act == "ask" && a.to.ok() { // whoever is asked is the next to speak
				if m := p.mentionIn(a.to.from, a.to.to); m >= 0 {
					p.advance(a.to.to)
					p.all[p.mentions[m].who].subject = p.mentions[m].from
				}
			}
		default:
			if !r.borrow(&v, i, p, h, on) && !r.present(&v, p) && !r.lend(&v, out, p, h, on) {
				continue
			}
		}
		v.conf *= v.weight
		r.relay(&v, p, h, on)
		out = append(out, v)
	}
	return out
}

// join makes one statement of a quotation that its cue interrupts and that goes
// on in the next sentence: `"A," X said. "B."`, and of one that goes on in the
// next paragraph.
func (r *reader) join(voices []voiced) []voiced {
	out := voices[:0]
	for _, v := range voices {
		if n := len(out); n > 0 && r.goesOn(&out[n-1], &v) {
			last := &out[n-1]
			last.content = append(slices.Clone(last.content), v.content...)
			continue
		}
		out = append(out, v)
	}
	return out
}

// goesOn reports whether the words of b are the rest of the quotation of a: b is
// nothing but a quotation, with no words of the writer's before it or around it.
func (r *reader) goesOn(a, b *voiced) bool {
	if b.cue[0] >= 0 || b.frame != fLoose || a.name != b.name || a.id != b.id || len(a.chain) != 0 || len(b.chain) != 0 {
		return false
	}
	last, first := a.content[len(a.content)-1], b.content[0]
	if r.toks[last[0]].quote == 0 || r.toks[first[0]].quote == 0 || r.kindOf(a.content) != Direct {
		return false
	}
	sa, sb := r.sents[a.sent], r.sents[b.sent]
	if r.wordsIn(sb.from, first[0]) > 0 || len(a.content) > 12 {
		return false
	}
	if sa.para != sb.para {
		q := r.quoteAt(first[0])
		return sb.para == sa.para+1 && q != nil && q.cont
	}
	return b.sent == r.lastSentOf(a)+1
}

// lastSentOf gives the sentence in which a statement's last words stand.
func (r *reader) lastSentOf(v *voiced) int {
	return max(v.sent, r.sentOf(v.content[len(v.content)-1][0]))
}

// paper reports "the statement", "the letter": what somebody speaks through.
func (r *reader) paper(np phrase) bool {
	if np.to-np.from != 2 || r.low(np.from) != "the" {
		return false
	}
	switch r.low(np.head) {
	case "statement", "letter", "post", "tweet", "message", "email", "memo", "communique", "communiqué":
		return true
	}
	return false
}

// borrow gives a quotation that opens a paragraph by itself to whoever speaks
// in the next sentence: "“It shook. We ran.” Ann Lee said she was asleep."
func (r *reader) borrow(v *voiced, i int, p *people, h *holders, on casus.Date) bool {
	s := r.sents[v.sent]
	if v.sent != r.firstSent(s.para) || i+1 >= len(r.out) {
		return false
	}
	if q := r.quoteAt(v.content[0][0]); q == nil || q.cont {
		return false
	}
	next := r.out[i+1]
	if next.sent != v.sent+1 || r.sents[next.sent].para != s.para || !next.src.ok() || r.is(next.src.head, cPron) {
		return false
	}
	v.speaker, v.source, v.conf = p.resolveAt(next.src, h, on), next.src, 0.7
	return true
}

// present gives a quotation to whoever is named first in the sentence after it
// where that sentence points back at it: "“It is over.” That was how Ann Lee
// greeted reporters."
func (r *reader) present(v *voiced, p *people) bool {
	if v.sent+1 >= len(r.sents) {
		return false
	}
	s, next := r.sents[v.sent], r.sents[v.sent+1]
	if next.para != s.para || r.toks[next.from].quote != 0 {
		return false
	}
	switch w := r.low(next.from); {
	case w == "that" || w == "those" || w == "these" || w == "thus" || w == "so":
	case w == "with" && (r.is(next.from+1, cDet) && r.low(next.from+1) != "the"):
	default:
		return false
	}
	for k := p.firstMention(next.from); k < len(p.mentions) && p.mentions[k].from < next.to; k++ {
		m := p.mentions[k]
		if who := &p.all[m.who]; r.toks[m.from].quote == 0 && !who.weak {
			v.speaker = speaker{who.name, who.role, m.who, 0.6}
			v.source = phrase{m.from, m.to, m.to - 1}
			return true
		}
	}
	return false
}

// lend finds the speaker of a quotation that stands alone: of the one before
// it in the paragraph, the subject of the sentence before, or whoever spoke
// last in the paragraph before.
func (r *reader) lend(v *voiced, out []voiced, p *people, h *holders, on casus.Date) bool {
	s := r.sents[v.sent]
	q := r.quoteAt(v.content[0][0])
	if np := r.leadIn(v.sent); np.ok() {
		v.speaker, v.source, v.conf = p.resolve(np, h, on), np, 0.85
		return true
	}
	if n := len(out); n > 0 {
		last := out[n-1]
		ls := r.sents[last.sent]
		samePara := ls.para == s.para
		next := v.sent == last.sent+1 || v.sent == last.sent
		direct := r.toks[last.content[len(last.content)-1][0]].quote != 0
		if samePara && (next || direct && v.sent <= last.sent+2) || !samePara && s.para == ls.para+1 && v.sent == r.firstSent(s.para) && (q != nil && q.cont || direct && last.sent == v.sent-1) {
			v.speaker, v.source = last.speaker, last.source
			v.conf = 0.85
			return true
		}
	}
	if v.sent > 0 && (r.sents[v.sent-1].para == s.para || v.sent == r.firstSent(s.para)) {
		prev := r.sents[v.sent-1]
		np, verb := r.mainSubject(prev.from, prev.to)
		if verb >= 0 && (!r.speakerLike(np, false) || r.is(np.head, cDoc|cCueN)) {
			np = r.owner(np) // "Ann Lee's reaction was swift."
		}
		if verb >= 0 && r.speakerLike(np, false) && !r.is(np.head, cDoc) {
			sp := p.resolve(np, h, on)
			if sp.id >= 0 && !p.all[sp.id].body || prev.para == s.para {
				v.speaker, v.source = sp, np
				v.cue = [2]int{verb, verb + 1}
				v.conf = 0.6
				return true
			}
		}
		if n := len(out); n > 0 && v.sent-out[n-1].sent <= 3 {
			v.speaker, v.source, v.conf = out[n-1].speaker, out[n-1].source, 0.5
			return true
		}
	}
	if v.sent > 0 && v.sent == r.firstSent(s.para) || v.sent > 0 && r.sents[v.sent-1].para == s.para {
		prev, who, at := r.sents[v.sent-1], -1, noPhrase
		for k := p.firstMention(prev.from); k < len(p.mentions) && p.mentions[k].from < prev.to; k++ {
			m := p.mentions[k]
			if p.all[m.who].body || p.all[m.who].weak || r.toks[m.from].quote != 0 {
				continue
			}
			if who >= 0 && who != m.who {
				who = -1
				break
			}
			who, at = m.who, phrase{m.from, m.to, m.to - 1}
		}
		if who >= 0 {
			v.speaker, v.source = speaker{p.all[who].name, p.all[who].role, who, 0.5}, at
			return true
		}
	}
	v.speaker = speaker{id: -1, conf: 0.3}
	return q != nil && q.words >= 6
}

// leadIn reads a paragraph that does nothing but say whose words the next holds:
// "From Secretary General Erik Holm:", "Statement by Ann Lee:", "Ann Lee, mayor:".
func (r *reader) leadIn(sent int) phrase {
	s := r.sents[sent]
	if sent == 0 || sent != r.firstSent(s.para) || r.sents[sent-1].para != s.para-1 {
		return noPhrase
	}
	lead := r.sents[sent-1]
	if lead.from != r.paras[lead.para].from || lead.to-lead.from > 24 || !r.punct(lead.to-1, ':') || r.mainVerb(lead.from, lead.to) {
		return noPhrase
	}
	i := lead.from
	for k := i; k < min(lead.to, i+5); k++ {
		if w := r.low(k); w == "from" || w == "by" {
			i = k + 1
			break
		}
	}
	np := r.npForward(i, lead.to-1)
	if !r.speakerLike(np, false) || r.is(np.head, cDoc) {
		return noPhrase
	}
	return np
}

// mainVerb reports a verb in the past, or an auxiliary, that is none of a name.
func (r *reader) mainVerb(a, b int) bool {
	for i := a; i < b; i++ {
		if r.toks[i].quote == 0 && !r.capital(i) && (r.is(i, cAux) || r.is(i, cVerb|cCue) && r.is(i, cPast|cThird) && !r.is(i, cRole|cDoc)) {
			return true
		}
	}
	return false
}

// owner gives whose the thing is that the phrase names.
func (r *reader) owner(np phrase) phrase {
	if np.ok() && r.is(np.from, cPoss) {
		return phrase{np.from, np.from + 1, np.from}
	}
	for k := np.from + 1; np.ok() && k < np.to; k++ {
		if r.possessive(k) {
			return r.npBack(k-1, np.from)
		}
	}
	return noPhrase
}

// firstSent gives the first sentence of a paragraph.
func (d *doc) firstSent(para int) int { return d.sentOf(d.paras[para].from) }

// relay finds speech that is told within the content: a colon inside a
// quotation ("a president stood up and said: ..."), whose words then are the
// statement, or "X said that Y had told him", which stays X's with the chain.
func (r *reader) relay(v *voiced, p *people, h *holders, on casus.Date) {
	first := v.content[0]
	if q := r.quoteAt(first[0]); q != nil && q.open == first[0] && len(v.content) == 1 {
		for i := q.open + 2; i < min(q.close, q.open+24); i++ {
			if !r.is(i, cCue) || !r.is(i, cFinite) || i+1 >= q.close || !r.punct(i+1, ':') {
				continue
			}
			src := r.toldSubject(q.open+1, i)
			if !src.ok() || r.wordsIn(i+2, q.close) < 4 {
				return
			}
			told := p.bare(src)
			v.chain = []string{v.name, told}
			v.speaker = speaker{name: told, id: -1, conf: 0.8}
			v.source, v.cue, v.content = src, [2]int{i, i + 1}, [][2]int{{i + 2, q.close}}
			return
		}
		return
	}
	for _, c := range v.content {
		for i := c[0]; i < c[1]; i++ {
			if r.toks[i].quote != 0 || !r.is(i, cCue) || !r.is(i, cFinite|cPart) || i+1 >= c[1] {
				continue
			}
			verbs := r.lex.entries[r.toks[i].lex].cues
			if r.low(i) == "states" && stateNoun(r, i, &r.sents[v.sent]) {
				continue
			}
			if len(verbs) == 0 || len(verbs[0].tail) > 0 || !verbs[0].takes('t') || verbs[0].act == "think" {
				continue
			}
			src, _ := r.subjectBefore(i, c[0])
			if !src.ok() || src.from < c[0] || !r.speakerLike(src, false) || r.is(i-1, cBe) {
				continue
			}
			s := r.sents[v.sent]
			if _, ok := r.complement(i+1, verbs[0], &s, src, false); !ok {
				continue
			}
			name := p.bare(src)
			if src.to-src.from > 1 || !r.is(src.head, cPron) {
				if sp := p.resolveAt(src, h, on); sp.name != "" {
					name = sp.name
				}
			} else if strings.EqualFold(name, "he") || strings.EqualFold(name, "she") || strings.EqualFold(name, "they") || strings.EqualFold(name, "it") {
				continue // most often the speaker again
			}
			if name != v.name {
				v.chain = []string{v.name, name}
			}
			return
		}
	}
}

// toldSubject gives the subject of "said" in a story told in a quotation: the
// phrase with which its clause begins, whatever it did before speaking.
func (r *reader) toldSubject(from, verb int) phrase {
	a := from
	for i := verb - 1; i > from; i-- {
		if r.toks[i].kind == kPunct && (r.toks[i].mark == '.' || r.toks[i].mark == '?' || r.toks[i].mark == '!' || r.toks[i].mark == ';') {
			a = i + 1
			break
		}
	}
	for a < verb && (r.is(a, cCoord|cAdv) && r.low(a) != "one" || r.toks[a].kind == kPunct) {
		a++
	}
	np := r.npForward(a, verb)
	if !np.ok() || r.is(np.head, cPron) && (r.low(np.head) == "i" || r.low(np.head) == "it") {
		return noPhrase
	}
	return np
}

// statement fills in a statement; its spans are bytes of the clean text still.
func (r *reader) statement(v *voiced, before []voiced, dates []found, sp *spans) Statement {
	s := Statement{Speaker: v.name, Role: v.role, Kind: r.kindOf(v.content), Confidence: round(v.conf), Chain: v.chain}
	r.trimDate(v, dates)
	if s.Chain == nil {
		s.Chain = []string{}
	}
	if v.source.ok() {
		s.Source, s.SourceSpan = clean(r.span(v.source.from, v.source.to)), r.bytes(v.source.from, v.source.to)
	}
	if v.cue[0] >= 0 {
		s.Cue, s.CueSpan = clean(r.span(v.cue[0], v.cue[1])), r.bytes(v.cue[0], v.cue[1])
	}
	var parts []string
	for _, c := range v.content {
		parts = append(parts, clean(r.span(c[0], c[1])))
		s.ContentSpans = append(s.ContentSpans, *r.bytes(c[0], c[1]))
	}
	s.Content = strings.Join(parts, " … ")
	if v.to.ok() {
		s.Addressee = clean(r.span(v.to.from, v.to.to))
	}
	r.weigh(&s, v, before)
	r.date(&s, v, before, dates)
	v.day, v.dayBasis, v.speechStance = s.Date, s.DateBasis, s.Stance
	return s
}

func (r *reader) bytes(a, b int) *Span { return &Span{int(r.toks[a].start), int(r.toks[b-1].end)} }

func round(x float64) float64 { return float64(int(x*100+0.5)) / 100 }

// kindOf tells whose words the content is in, by the quotation marks.
func (r *reader) kindOf(c [][2]int) Kind {
	in, out := 0, 0
	for _, x := range c {
		for i := x[0]; i < x[1]; i++ {
			if k := r.toks[i].kind; k == kWord || k == kNum {
				if r.toks[i].quote != 0 {
					in++
				} else {
					out++
				}
			}
		}
	}
	switch {
	case in == 0:
		return Indirect
	case in*10 >= (in+out)*9:
		return Direct
	}
	return Mixed
}

// title gives the headline: what the format names, or a short first paragraph
// that ends without a stop.
func (r *reader) title(src *source) string {
	if src.title != "" {
		return clean(src.title)
	}
	if len(r.paras) < 2 {
		return ""
	}
	p := r.paras[0]
	if last := r.toks[p.to-1]; p.to-p.from > 40 || last.kind == kPunct && (last.mark == '.' || last.mark == ':' || last.mark == ',') {
		return ""
	}
	return clean(r.span(p.from, p.to))
}

// markRepeats marks the sentences that stand word for word earlier in the
// text, as the headline and the lead often do; they are read once.
func (d *doc) markRepeats() {
	seen := map[string]bool{}
	for k := range d.sents {
		s := &d.sents[k]
		if s.to-s.from < 5 {
			continue
		}
		key := d.span(s.from, s.to)
		if len(key) > 2000 {
			continue
		}
		s.repeat = seen[key]
		seen[key] = true
	}
}
