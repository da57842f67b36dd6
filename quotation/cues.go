package quotation

import (
	"strings"

	"casus"
	"casus/quotation/bearing"
)

// attribution is a statement as the rules find it: ranges of tokens, nobody
// named yet.
type attribution struct {
	src     phrase
	cue     [2]int
	content [][2]int
	act     string // what the speaker does: say, warn, threaten, ...
	lemma   string
	frame   byte // the complement that was found; see frames below
	sent    int
	weight  float64 // how far the frame is to be trusted, 0 to 1

	to     phrase // addressee
	nobody bool   // the text names no speaker
}

// Frames beside the letters of data/verbs.csv.
const (
	fAccording = 'A' // according to X
	fForHim    = 'F' // for X, ...
	fNoun      = 'N' // X's claim that
	fColon     = 'C' // X did something: "..."
	fLoose     = 'L' // a quotation that no cue stands beside
	fHeadline  = 'H' // TEXT: X
	fBefore    = 'B' // the content stands before the cue, without quotation marks
)

// reader finds the attributions of a text, sentence by sentence.
type reader struct {
	*doc
	out   []attribution
	first int // the first of out that belongs to the sentence being read

	on  casus.Date // of the article, where it is known
	day casus.Date // for which the commitments are asked

	holders      *holders
	people       *people
	book         *bearing.Book
	affiliations map[string]*bearing.Name // by role

	refs       []ref          // where states and treaties are named, in order
	firstNamed map[string]int // the token at which a treaty is first named

	cuts   []cut // of the sentence cutsOf
	cutsOf *sent
}

// sentence reads one outer sentence.
func (r *reader) sentence(k int) {
	s := &r.sents[k]
	r.first = len(r.out)
	if r.headlined(k) {
		return
	}
	taken := s.from
	for i := s.from; i < s.to; i++ {
		t := r.toks[i]
		if t.quote != 0 {
			i = r.quots[t.quote-1].end() - 1
			continue
		}
		if t.kind != kWord {
			continue
		}
		a, next, ok := r.at(i, taken, s)
		if !ok || r.taken(a.content) {
			continue
		}
		a.sent = k
		r.out = append(r.out, a)
		taken = next
		i = next - 1
	}
	r.leftover(k)
}

// at tries every rule on the word at token i. next is the token after all that
// the rule used.
func (r *reader) at(i, taken int, s *sent) (a attribution, next int, ok bool) {
	switch c := r.cls(i); {
	case r.low(i) == "according" && i+2 < s.to && r.low(i+1) == "to":
		return r.according(i, taken, s)
	case i == s.from && r.low(i) == "for":
		return r.forHim(i, i+1, s)
	case r.low(i) == "in" && i+3 < s.to && r.is(i+1, cPoss) && (r.low(i+2) == "words" || r.low(i+2) == "own" && r.low(i+3) == "words"):
		return r.forHim(i, i+1, s)
	case r.low(i) == "in" && i+4 < s.to && r.low(i+1) == "the" && r.low(i+2) == "words" && r.low(i+3) == "of":
		if i > s.from {
			return r.inTheWords(i, taken, s)
		}
		return r.forHim(i, i+4, s)
	case c&cCue != 0 && !(r.capital(i) && i > s.from && !r.headline(s)):
		if a, next, ok = r.verb(i, taken, s); ok || c&cCueN == 0 {
			return a, next, ok
		}
		return r.noun(i, s)
	case c&cCueN != 0:
		return r.noun(i, s)
	case c&cVerb != 0 && c&cPast != 0 && c&cAux == 0 && !r.capital(i):
		return r.gesture(i, taken, s)
	}
	return a, 0, false
}

// gesture reads verbs that are no cues but stand where one does: ""We will
// see," she smiled."
func (r *reader) gesture(i, taken int, s *sent) (a attribution, next int, ok bool) {
	src, start := r.subjectBefore(i, s.from)
	if !r.speakerLike(src, false) || start != i || i-src.to > 2 {
		return a, 0, false
	}
	q := r.quoteEnding(src.from)
	if q == nil && src.from-1 > s.from && r.punct(src.from-1, ',') {
		q = r.quoteEnding(src.from - 1) // `"Nor do I care", he finished`
		if q != nil && i+1 < s.to && r.toks[i+1].kind != kPunct && !r.is(i+1, cPrep|cAdv|cTime) {
			q = nil
		}
	} else if q != nil && !r.punct(q.close-1, ',') && !r.punct(q.close-1, '?') && !r.punct(q.close-1, '!') {
		q = nil
	}
	if q == nil || q.words < 3 {
		return a, 0, false
	}
	a = attribution{src: src, cue: [2]int{i, i + 1}, act: "say", lemma: r.low(i), frame: 'q', weight: 0.7, to: noPhrase}
	a.content, next, ok = r.contentBefore(src.from, i+1, taken, s)
	return a, next, ok
}

// headline reports a sentence that is a paragraph by itself, in capitals.
func (r *reader) headline(s *sent) bool {
	p := r.paras[s.para]
	return p.from == s.from && p.to == s.to && r.titleCase(*s)
}

// according reads "according to X", before, within or after what X said.
func (r *reader) according(i, taken int, s *sent) (a attribution, next int, ok bool) {
	np := r.npForward(i+2, s.to)
	if !np.ok() || !r.speakerLike(np, true) || r.low(np.from) == "which" {
		return a, 0, false
	}
	a = attribution{src: np, cue: [2]int{i, i + 2}, act: "say", lemma: "according to", frame: fAccording, weight: 0.9}
	end := np.to
	if by := r.givenBy(np.to, s.to); r.is(np.head, cDoc|cCueN) && by.ok() {
		np, a.src, end = by, by, by.to // "according to the readout provided by Ann Lee"
	}
	if !r.is(np.head, cPron|cObjPron) {
		end = r.pastInsertion(np.to, s.to)
	}
	beg := max(taken, s.from)
	if r.wordsIn(beg, i) == 0 && end < s.to && !r.punct(end, ',') { // "according to a poll released Monday,"
		for j := end; j < min(s.to, end+20) && r.toks[j].quote == 0; j++ {
			if r.punct(j, ',') {
				end = j
				break
			}
		}
	}
	if np == r.givenBy(np.from-2, s.to) && !r.hasFinite(end, s.to) {
		end = s.to // "provided by Ann Lee, press secretary of the ministry."
	}
	before := [2]int{beg, i}
	after := [2]int{end, r.clauseEnd(end, s)}
	switch {
	case r.wordsIn(beg, i) == 0:
		a.content = r.trim(after)
	case r.wordsIn(after[0], after[1]) == 0 || !r.punct(end, ','):
		a.content = r.quoteOrAll(before)
		after[1] = end
	default:
		a.content = append(r.trim(before), r.trim(after)...)
	}
	// "X reported, according to him, a conversation": X's own verb governs
	if np.to-np.from == 1 && r.is(np.head, cObjPron|cPron) && i > s.from && r.punct(i-1, ',') && r.is(i-2, cCue) {
		if subj, _ := r.subjectBefore(i-2, s.from); subj.ok() {
			a.src, a.cue, a.frame, a.weight = subj, [2]int{i - 2, i - 1}, 'm', 0.6
			a.act, a.lemma = r.lex.entries[r.toks[i-2].lex].cues[0].act, r.lex.entries[r.toks[i-2].lex].cues[0].lemma
			a.content = r.trim(after)
		}
	}
	if r.wordsInAll(a.content) < 3 {
		return a, 0, false
	}
	return a, max(after[1], end), true
}

// givenBy reads "provided by Ann Lee" behind a paper: whose words it has.
func (r *reader) givenBy(i, hi int) phrase {
	if i+2 >= hi || r.low(i+1) != "by" && r.low(i+1) != "from" || !r.is(i, cPart|cPast) && !strings.HasSuffix(r.low(i), "ed") {
		return noPhrase
	}
	np := r.npForward(i+2, hi)
	if !np.ok() || !r.capital(np.head) || !r.speakerLike(np, false) {
		return noPhrase
	}
	return np
}

// pastInsertion steps over an apposition that follows a name: ", chief of X,".
func (r *reader) pastInsertion(i, hi int) int {
	if i >= hi || !r.punct(i, ',') || i+1 >= hi {
		return i
	}
	if !r.is(i+1, cDet|cRole|cRoleWord|cDoc) && r.low(i+1) != "who" && !(r.capital(i+1) && r.is(i+1, cTitle)) && !(r.capital(i-1) && r.capital(i+1) && !r.is(i+1, cClosed)) || r.toks[i+1].kind == kQuote {
		return i
	}
	for j := i + 1; j < hi && j < i+30; j++ {
		if r.punct(j, ',') || r.punct(j, '.') && !r.is(j-1, cAbbrev) {
			if r.insertion(i+1, j) {
				return j
			}
			return i
		}
		if r.is(j, cAux|cVerb|cCue) && r.is(j, cFinite|cAux) && !r.is(j, cRole|cDoc) && !r.is(i+1, cSub) && !r.possessive(j) {
			return i
		}
	}
	return i
}

// forHim reads "For X, the deal is "a disaster"", "In his words, ...", with X
// at token at.
func (r *reader) forHim(i, at int, s *sent) (a attribution, next int, ok bool) {
	np := r.npForward(at, s.to)
	if r.is(at, cPoss) && r.low(at+1) == "words" {
		np = phrase{at, at + 2, at}
	} else if r.is(at, cPoss) && r.low(at+1) == "own" {
		np = phrase{at, at + 3, at}
	}
	if !np.ok() || np.to >= s.to || !r.punct(np.to, ',') || s.q0 == s.q1 || !r.is(np.head, cObjPron|cRole|cPoss) && !r.capital(np.head) || r.when(np.head) {
		return a, 0, false
	}
	n := s.q0
	for n+1 < s.q1 && r.quots[n].open < np.to {
		n++
	}
	q := r.quots[n]
	beg, end := np.to+1, q.end()
	if q.open < beg || r.wordsIn(beg, q.open) > 14 || q.words < 2 {
		return a, 0, false
	}
	a = attribution{src: np, cue: [2]int{i, np.to}, act: "say", lemma: "for", frame: fForHim, weight: 0.75}
	a.content = r.trim([2]int{beg, end})
	return a, end, true
}

// noun reads "X's claim that ...", "his warning that ...".
func (r *reader) noun(i int, s *sent) (a attribution, next int, ok bool) {
	if i+1 >= s.to || r.low(i+1) != "that" || i <= s.from {
		return a, 0, false
	}
	var src phrase
	switch p := i - 1; {
	case r.possessive(p):
		src = r.npBack(p-1, s.from)
	case r.is(p, cPoss):
		src = phrase{p, p + 1, p}
	default:
		// "a false claim", "repeated claims" after a possessive
		for p > s.from && p > i-4 && !r.possessive(p) && !r.is(p, cPoss) && r.toks[p].kind == kWord && !r.closedWord(p) {
			p--
		}
		switch {
		case r.possessive(p):
			src = r.npBack(p-1, s.from)
		case r.is(p, cPoss):
			src = phrase{p, p + 1, p}
		default:
			return a, 0, false
		}
	}
	if !src.ok() {
		return a, 0, false
	}
	a = attribution{src: src, cue: [2]int{i, i + 1}, act: r.lex.entries[r.toks[i].lex].noun, lemma: r.low(i), frame: fNoun, weight: 0.6}
	if a.act == "" || a.act == "claim" {
		a.act = "say"
	}
	end, verbs := r.clauseEnd(i+2, s), 0
	for j := i + 2; j < end; j++ {
		if r.toks[j].quote == 0 && (r.is(j, cAux) || r.is(j, cVerb|cCue) && r.is(j, cFinite) && !r.is(j, cIng)) {
			if verbs++; verbs > 1 && !r.is(j-1, cAux|cAdv|cNeg|cCoord|cSub|cPron) && !r.capital(j-1) {
				end = j
				break
			}
		}
	}
	a.content = r.trim([2]int{i + 1, end})
	if r.wordsInAll(a.content) < 4 {
		return a, 0, false
	}
	return a, end, true
}

// verb reads the statement that the cue at token i may report.
func (r *reader) verb(i, taken int, s *sent) (a attribution, next int, ok bool) {
	var v *verb
	for _, c := range r.lex.entries[r.toks[i].lex].cues {
		if r.hasTail(i, c) {
			v = c
			break
		}
	}
	if v == nil {
		return a, 0, false
	}
	if v.lemma == "state" && r.is(i, cThird) && stateNoun(r, i, s) {
		return a, 0, false
	}
	if r.passesOn(i, s) {
		return a, 0, false
	}
	if v.lemma == "quote" || v.lemma == "cite" {
		if np := r.npForward(i+1, s.to); np.ok() && np.to+1 < s.to && (r.is(np.to, cIng) && r.is(np.to, cCue) || r.low(np.to) == "as" && r.is(np.to+1, cIng)) {
			return a, 0, false // "quoted him as saying": the words are his
		}
	}
	if r.is(i-1, cModal) && !r.is(i, cFinite) && i > s.from && (v.act == "demand" || v.act == "accuse") && r.low(i-1) != "will" {
		return a, 0, false // "would order a minister to answer"
	}
	if r.low(i) == "warning" && i > s.from && r.low(i-1) == "early" {
		return a, 0, false
	}
	if r.supposed(i, s) {
		return a, 0, false
	}
	after := i + 1 + len(v.tail)
	if v.lemma == "make" && r.low(i+1) == "it" {
		after++
	}
	if after > s.to {
		return a, 0, false
	}
	src, start, inverted := r.subject(i, after, s, v)
	if src.ok() && after+1 < s.to && r.low(after) == "by" && r.is(i, cPart) && v.lemma == "ask" {
		return a, 0, false // "Ann Lee, asked by a reporter when it would end, said"
	}
	if !src.ok() {
		return r.agentless(i, after, v, s)
	}
	switch {
	case src.to-src.from > 1 && r.low(src.from) == "what" && src.head > src.from:
		src.from++ // "what one diplomat called"
	case !inverted && (r.low(src.from) == "neither" || src.from > s.from && r.low(src.from-1) == "neither") || r.low(src.head) == "nobody" || r.low(src.from) == "no" && !r.capital(src.from+1) && r.toks[min(src.from+1, s.to-1)].kind != kNum:
		return a, 0, false // "neither would say"
	}
	if src.from > s.from && r.low(src.from-1) == "as" && after < s.to && r.punct(after, ',') && !inverted && r.wordsIn(max(taken, s.from), src.from) == 1 {
		// "As Ann Lee noted, the army stayed"
		stop := r.clauseEnd(after+1, s)
		a = attribution{src: src, cue: [2]int{start, after}, act: v.act, lemma: v.lemma, frame: 't', weight: 0.75, to: noPhrase}
		a.content = r.trim([2]int{after + 1, stop})
		return a, stop, r.wordsInAll(a.content) > 2
	}
	if v.lemma == "call" && len(v.tail) == 0 && start == i && r.capital(min(after, s.to-1)) && (r.low(src.from) == "a" || r.low(src.from) == "an") {
		return a, 0, false // "a lawyer called Ann Lee"
	}
	a = attribution{src: src, cue: [2]int{start, after}, act: v.act, lemma: v.lemma}
	end := after
	if inverted {
		end = r.pastInsertion(src.to, s.to)
		if end > src.to && end < s.to && r.punct(end, ',') {
			end++
		}
	}
	left := start // where the cue with its subject begins
	if src.from < start && !inverted {
		left = src.from
	}
	if end > s.to {
		return a, 0, false
	}
	quoted := r.quoteEnding(left) != nil || left > s.from && r.toks[left-1].kind == kPunct && r.quoteEnding(left-1) != nil
	if quoted && !inverted && end < s.to && left > s.from && r.punct(left-1, ',') && r.toks[max(s.from, taken)].quote == 0 && r.concedes(s) {
		quoted = false // "While he called it "a risk", the minister said that ..."
	}
	if !quoted && !inverted {
		if c, ok := r.complement(end, v, s, src, r.is(i, cIng)); ok && !(weak(c.frame) && r.toldAtEnd(c.end-1, s)) {
			a.content, a.frame, a.weight, a.to = c.content, c.frame, c.conf, c.to
			return a, c.end, true
		}
	}
	if src.to < s.to && r.low(src.to) == "as" && src.from > s.from && !inverted { // `"A," the agency quoted Ann Lee as saying`
		if teller, _ := r.subjectBefore(src.from-1, s.from); teller.ok() {
			left = teller.from
		}
	}
	if v.takes('q') || v.takes('z') {
		if c, n, ok := r.contentBefore(left, end, taken, s); ok && (v.takes('z') || v.takes('t') || r.quoteEnding(c[0][1]) != nil) {
			a.content, a.frame, a.weight = c, 'q', 0.95
			if r.quoteEnding(c[0][1]) == nil {
				a.frame, a.weight = fBefore, 0.8
			}
			return a, n, true
		}
	}
	if inverted && !(left == s.from || r.toks[max(left-1, 0)].kind == kPunct) {
		return a, 0, false
	}
	c, ok := r.complement(end, v, s, src, r.is(i, cIng))
	if !ok || weak(c.frame) && r.toldAtEnd(c.end-1, s) {
		return a, 0, false
	}
	a.content, a.frame, a.weight, a.to = c.content, c.frame, c.conf, c.to
	return a, c.end, true
}

// passesOn reports a deed told before another speaks: "whether they would come
// if the mainland attacked, Ann Lee said: ...".
func (r *reader) passesOn(i int, s *sent) bool {
	if !r.punct(i+1, ',') || !r.capital(i+2) || r.toks[i].quote != 0 {
		return false
	}
	np := r.npForward(i+2, s.to)
	if !np.ok() || np.to+1 >= s.to || !r.is(np.to, cCue) || !r.is(np.to, cFinite) || !r.quotes(np.to) {
		return false
	}
	return r.punct(np.to+1, ':') || r.toks[np.to+1].quote != 0
}

// stateNoun reports "states" with neither a clause nor a quotation beside it: the
// noun ("Borno and Yobe states even after").
func stateNoun(r *reader, i int, s *sent) bool {
	if i+1 >= s.to || i == s.from {
		return true
	}
	if r.punct(i+1, ',') && (i+2 >= s.to || r.toks[i+2].quote == 0) {
		return true // "an alliance of six states, had"
	}
	return !(r.low(i+1) == "that" || r.toks[i+1].kind == kPunct || r.toks[i+1].quote != 0 || r.toks[i-1].quote != 0 || r.is(i-1, cPron|cDoc))
}

// weak reports frames by which a deed is told as often as words are.
func weak(frame byte) bool {
	switch frame {
	case 'm', 'f', 'g', 'c', 'n', 'p', 'x', 'k', 'r', 'u', 'v':
		return true
	}
	return false
}

// toldAtEnd reports ", Ann Lee said on Monday." closing the sentence from token
// k on: all before is hers ("The army responded with "interest", Ann Lee said").
func (r *reader) toldAtEnd(k int, s *sent) bool {
	for k = max(k, s.from); k < s.to; k++ {
		if q := r.quoteAt(k); q != nil {
			if k = q.end() - 1; !r.punct(q.close-1, ',') {
				continue
			}
		} else if !r.punct(k, ',') {
			continue
		}
		np := r.npForward(k+1, s.to)
		if !np.ok() || np.to >= s.to || !r.speakerLike(np, false) || !r.is(np.to, cCue) || !r.is(np.to, cFinite) || !r.quotes(np.to) {
			continue
		}
		if w := r.low(np.to); w == "reported" || w == "reports" {
			continue // whose words it reports stays
		}
		if n := r.afterCue(np.to+1, s.to); n >= s.to || r.punct(n, '.') || r.low(n) == "after" {
			return true
		}
	}
	return false
}

// supposed reports "if she could confirm that", "whether he would say": what
// is asked, not said.
func (r *reader) supposed(i int, s *sent) bool {
	if !r.is(i, cBase) || r.is(i, cPast) || i-1 <= s.from || !r.is(i-1, cModal) {
		return false
	}
	np := r.npBack(i-2, s.from)
	return np.ok() && np.from > s.from && (r.low(np.from-1) == "if" || r.low(np.from-1) == "whether")
}

// agentless reads "It was announced that ..." and "..., it was announced": words
// that nobody is named for.
func (r *reader) agentless(i, after int, v *verb, s *sent) (a attribution, next int, ok bool) {
	if r.is(i, cPart) && i-1 >= s.from && r.is(i-1, cBe|cAdv) && after+1 < s.to && r.low(after) == "by" && (v.takes('m') || v.takes('c')) {
		np := r.npForward(after+1, s.to) // "was described by the envoy as ..."
		if !np.ok() || np.to+1 >= s.to || !r.speakerLike(np, false) || r.low(np.to) != "as" || r.is(np.to+1, cIng) {
			return a, 0, false // "was quoted by the agency as saying" is read at "saying"
		}
		stop := r.clauseEnd(np.to, s)
		a = attribution{src: np, cue: [2]int{i, after + 1}, act: v.act, lemma: v.lemma, frame: 'm', weight: 0.6, to: noPhrase}
		a.content = r.trim([2]int{np.to, stop})
		return a, stop, r.wordsInAll(a.content) > 1
	}
	if !r.is(i, cPart) || i-2 < s.from || !r.is(i-1, cBe|cAdv) || !v.takes('t') || v.act == "think" || after >= s.to || r.low(after) != "that" {
		return a, 0, false
	}
	k := i - 1
	for k > s.from && r.is(k, cBe|cAdv|cHave) {
		k--
	}
	if r.low(k) != "it" {
		return a, 0, false
	}
	stop := r.clauseEnd(after, s)
	a = attribution{src: noPhrase, cue: [2]int{k + 1, after}, act: v.act, lemma: v.lemma, frame: 't', weight: 0.6, to: noPhrase, nobody: true}
	a.content = r.trim([2]int{after, stop})
	return a, stop, r.wordsInAll(a.content) > 3
}
