package reading

// clauseEnd finds where the words of the speaker, which begin at token i, end
// and the writer's go on.
func (r *reader) clauseEnd(i int, s *sent) int {
	if r.cutsOf != s {
		r.findCuts(s)
	}
	for _, c := range r.cuts {
		if c.at > i+c.room {
			return c.at
		}
	}
	return s.to
}

// cut is a place where a writer may take over from the speaker; room is how
// many words of content must stand before it.
type cut struct{ at, room int }

// findCuts finds the cuts of a sentence once, so that asking for each cue costs
// little.
func (r *reader) findCuts(s *sent) {
	r.cutsOf, r.cuts = s, r.cuts[:0]
	for k := s.from + 1; k < s.to; k++ {
		t := r.toks[k]
		if t.quote != 0 {
			k = r.quots[t.quote-1].end() - 1
			if inner := r.quots[t.quote-1].close - 1; r.punct(inner, ',') && r.narrates(k+1, s) {
				r.cuts = append(r.cuts, cut{k + 1, 0}) // `"...," accusing`
			}
			continue
		}
		switch {
		case t.kind == kPunct && t.mark == ';':
			r.cuts = append(r.cuts, cut{k, 0})
		case t.kind == kPunct && (t.mark == ',' || t.mark == '—' || t.mark == '–' || t.mark == '-' && t.flags&(fSpaceA|fSpaceB) == fSpaceA|fSpaceB):
			if r.narrates(k+1, s) {
				r.cuts = append(r.cuts, cut{k, 0})
			}
		case t.kind == kWord && r.is(k, cCoord) && r.elided(k+1, s, true):
			r.cuts = append(r.cuts, cut{k, 0})
		case t.kind == kWord && r.is(k, cPrep) && k+2 < s.to && r.low(k+1) == "which" && r.saysSoon(k+2, s):
			r.cuts = append(r.cuts, cut{k, 2}) // "at a rally in which Ann Lee said"
		case t.kind == kWord && r.trailing(k, s):
			r.cuts = append(r.cuts, cut{k, 2})
		}
	}
}

// narrates reports whether the writer takes over at token k, after a comma.
func (r *reader) narrates(k int, s *sent) bool {
	if k >= s.to || r.toks[k].kind != kWord {
		return false
	}
	w := r.low(k)
	if w == "according" {
		return true
	}
	if w == "with" { // ", with Ann Lee saying"
		np := r.npForward(k+1, s.to)
		return np.ok() && np.to < s.to && r.speakerLike(np, false) && r.is(np.to, cIng) && r.is(np.to, cCue)
	}
	j := k
	for j < s.to && r.is(j, cAdv) && r.toks[j].kind == kWord && j < k+3 {
		j++
	}
	if j < s.to && r.is(j, cIng) && (r.is(j, cCue) || comments[r.low(j)]) && !r.is(j, cRole) {
		return true
	}
	if r.is(k, cCoord) {
		return r.elided(k+1, s, false) || r.saysSoon(k+1, s)
	}
	if w == "a" || w == "an" || w == "the" {
		for j := k + 1; j < min(s.to, k+6); j++ {
			if r.toks[j].kind != kWord {
				break
			}
			if r.is(j, cPrep|cAux|cSub) {
				break
			}
			if (r.is(j, cCueN) || remarks[r.low(j)]) && w != "the" {
				return true
			}
		}
	}
	for k < s.to && (w == "even" || w == "just" || w == "only") {
		k++
		w = r.low(min(k, s.to-1))
	}
	if k < s.to && r.is(k, cSub) && (w == "while" || w == "as" || w == "whereas" || w == "though" || w == "although" || w == "when" || w == "after") {
		return r.saysSoon(k+1, s)
	}
	return k < s.to && r.saysSoon(k, s) && !r.is(k, cSub)
}

// comments are participles by which a writer comments on what was said.
var comments = map[string]bool{
	"citing": true, "referring": true, "echoing": true, "alluding": true, "speaking": true, "pointing": true, "prompting": true,
	"drawing": true, "sparking": true, "triggering": true, "repeating": true, "using": true, "quoting": true, "paraphrasing": true,
	"contradicting": true, "invoking": true, "mocking": true, "gesturing": true, "singling": true, "reversing": true,
}

// remarks are nouns by which a writer does the same: "a reference to".
var remarks = map[string]bool{
	"move": true, "reference": true, "charge": true, "position": true, "sentiment": true, "view": true, "theme": true, "point": true,
	"line": true, "stance": true, "notion": true, "jab": true, "dig": true, "swipe": true, "nod": true, "echo": true, "departure": true, "reversal": true,
}

// elided reports whether a verb without a subject stands at token k, after
// "and" or "but": the speaker is its subject, so the content has ended. After
// a bare "and" only a verb of saying tells.
func (r *reader) elided(k int, s *sent, bare bool) bool {
	for k < s.to && r.toks[k].kind == kWord && r.is(k, cAdv|cNeg) {
		k++
	}
	if k >= s.to || r.toks[k].kind != kWord || r.capital(k) {
		return false
	}
	c := r.cls(k)
	if c&cCue != 0 && c&cFinite != 0 && c&(cRole|cDoc|cCueN) == 0 {
		for _, v := range r.lex.entries[r.toks[k].lex].cues {
			if v.act == "refuse" && v.takes('q') { // "but declined to say more"
				return true
			}
			if (v.takes('t') && v.takes('q') || v.takes('q') && !bare || v.act != "" && turnsTo[v.lemma] && c&cPast != 0) && r.hasTail(k, v) {
				return true
			}
		}
	}
	if bare {
		return false
	}
	return c&cPast != 0 && c&(cCue|cVerb) != 0 && c&(cBe|cHave|cDo|cRole|cDoc) == 0
}

// turnsTo are verbs by which somebody who has said one thing does another to
// somebody: after "said that ..., and" they are the writer's.
var turnsTo = map[string]bool{"urge": true, "accuse": true, "call": true, "blame": true, "vow": true, "pledge": true, "encourage": true, "invite": true, "challenge": true}

// saysSoon reports whether a subject and a verb of saying begin at token k.
func (r *reader) saysSoon(k int, s *sent) bool {
	if k >= s.to || r.toks[k].kind != kWord {
		return false
	}
	c := r.cls(k)
	if c&cCue != 0 && c&cFinite != 0 && r.quotes(k) && k+1 < s.to && r.capital(k+1) {
		return true // ", said X"
	}
	np := r.npForward(k, s.to)
	if !np.ok() || !r.speakerLike(np, false) || np.to >= s.to {
		return false
	}
	j := np.to
	if r.punct(j, ',') && r.capital(np.head) { // "while Ann Lee, the envoy, said"
		if e := r.pastInsertion(j, s.to); e > j && e+1 < s.to && r.punct(e, ',') {
			j = e + 1
		}
	}
	for j < s.to && r.is(j, cAdv|cHave) && r.toks[j].kind == kWord {
		j++
	}
	if j >= s.to || !r.is(j, cCue) || !r.is(j, cFinite) || r.is(j-1, cBe) || !r.quotes(j) {
		return false
	}
	for _, v := range r.lex.entries[r.toks[j].lex].cues {
		if (v.takes('z') || v.takes('i') && r.is(np.head, cPron)) && r.hasTail(j, v) {
			return true
		}
	}
	return false
}

// trailing reports whether "in a statement", "in an interview with X" closes
// the sentence from token k.
func (r *reader) trailing(k int, s *sent) bool {
	w := r.low(k)
	if w != "in" && w != "via" && w != "on" || k+1 >= s.to || !r.is(k+1, cDet|cPoss) || r.low(k+1) == "the" {
		return false
	}
	for j := k + 2; j < min(s.to, k+6); j++ {
		if r.toks[j].kind != kWord || r.is(j, cPrep|cSub) {
			return false
		}
		if channels[r.low(j)] {
			return s.to-j <= 14
		}
	}
	return false
}

// channels are what people speak in or through.
var channels = map[string]bool{
	"statement": true, "interview": true, "tweet": true, "post": true, "speech": true, "conference": true, "release": true, "briefing": true, "email": true, "op-ed": true,
}

// hasFinite reports whether tokens [a,b) hold a finite verb, as far as the
// lexicon knows.
func (r *reader) hasFinite(a, b int) bool {
	for i := a; i < b; i++ {
		if r.is(i, cAux|cContr) || r.is(i, cVerb|cCue) && (r.is(i, cFinite) && !r.nounish(i, a) || r.is(i, cBase) && i > a && (r.is(i-1, cPron|cModal|cNeg) || r.plural(i-1))) {
			return true
		}
		if w := r.word(i); i > a && len(w) > 4 && w[len(w)-1] == 'd' && w[len(w)-2] == 'e' && !r.capital(i) {
			return true
		}
	}
	return false
}

// trim drops marks at the edges of a range that do not belong to a quotation,
// and gives no range where nothing is left.
func (r *reader) trim(c [2]int) [][2]int {
	a, b := c[0], c[1]
	for a < b && r.toks[a].kind == kPunct && r.toks[a].quote == 0 && r.toks[a].mark != '[' && r.toks[a].mark != '(' {
		a++
	}
	for a < b && r.toks[b-1].kind == kPunct && r.toks[b-1].quote == 0 && r.toks[b-1].mark != '?' && r.toks[b-1].mark != ')' && r.toks[b-1].mark != ']' {
		b--
	}
	if a >= b {
		return nil
	}
	return [][2]int{{a, b}}
}

// wordsIn counts the words of a range.
func (r *reader) wordsIn(a, b int) int {
	n := 0
	for i := a; i < b; i++ {
		if k := r.toks[i].kind; k == kWord || k == kNum {
			n++
		}
	}
	return n
}

func (r *reader) wordsInAll(c [][2]int) int {
	n := 0
	for _, x := range c {
		n += r.wordsIn(x[0], x[1])
	}
	return n
}
