package quotation

// clauseEnd finds where the words of the speaker, which begin at token i, end
// and the writer's go on.
func (r *reader) clauseEnd(i int, s *sent) int {
	if r.cutsOf != s {
		r.findCuts(s)
	}
	for _, c := range r.cuts {
		if c.at > i+c.room && !(c.next && r.relative(i, c.at)) && !r.apposes(i, c.at, s) {
			return c.at
		}
	}
	return s.to
}

// apposes reports an apposition that begins at the comma k, before the clause
// from token i has its verb: "that the CSTO, an alliance of six states, had".
func (r *reader) apposes(i, k int, s *sent) bool {
	if r.low(i) != "that" || !r.punct(k, ',') || !r.is(k+1, cDet) || r.hasFinite(i+1, k) {
		return false
	}
	for j := k + 2; j < min(s.to-1, k+16); j++ {
		if r.toks[j].quote != 0 {
			return false
		}
		if r.punct(j, ',') {
			return r.is(j+1, cAux) || r.is(j+1, cVerb|cCue) && r.is(j+1, cFinite)
		}
	}
	return false
}

// relative reports a relative clause that begins in [a,b): the verb after the
// comma at b is then that of the clause around it ("said Ann Lee, who leads the
// party, told him so").
func (r *reader) relative(a, b int) bool {
	for k := a; k+1 < b; k++ {
		if r.punct(k, ',') && (r.low(k+1) == "who" || r.low(k+1) == "which" || r.low(k+1) == "whose") {
			return true
		}
	}
	return false
}

// phraseEnd is clauseEnd for a complement that is no clause: there "and" with a
// verb in the past begins the speaker's next act ("called it a "snapshot" and
// described ...").
func (r *reader) phraseEnd(i int, s *sent) int {
	end := r.clauseEnd(i, s)
	for k := i; k+1 < end; k++ {
		if q := r.quoteAt(k); q != nil {
			k = q.end() - 1
			continue
		}
		if r.low(k) == "while" && k > i+3 {
			return k
		}
		if r.is(k, cSub) && r.low(k) != "as" {
			break
		}
		if !r.is(k, cCoord) || k < i+2 {
			continue
		}
		j := k + 1
		for j < end && r.is(j, cAdv) && r.toks[j].kind == kWord {
			j++
		}
		if j < end && r.toks[j].kind == kWord && !r.capital(j) && r.is(j, cVerb|cCue) && r.is(j, cPast) && !r.is(j, cRole|cDoc|cIng) && (!r.is(j, cPart) || j+1 < end && (r.is(j+1, cDet|cPoss|cObjPron|cPrep) || r.toks[j+1].quote != 0 || r.capital(j+1))) {
			return k
		}
	}
	return end
}

// cut is a place where a writer may take over from the speaker; room is how
// many words of content must stand before it.
type cut struct {
	at, room int
	next     bool // a verb of saying without a subject follows
}

// findCuts finds the cuts of a sentence once, so that asking for each cue costs
// little.
func (r *reader) findCuts(s *sent) {
	r.cutsOf, r.cuts = s, r.cuts[:0]
	concedes := r.concedes(s)
	for k := s.from + 1; k < s.to; k++ {
		t := r.toks[k]
		if t.quote != 0 {
			k = r.quots[t.quote-1].end() - 1
			if inner := r.quots[t.quote-1].close - 1; r.punct(inner, ',') && r.narrates(k+1, s) {
				r.cuts = append(r.cuts, cut{at: k + 1}) // `"...," accusing`
			} else if k+2 < s.to && r.low(k+1) == "as" && r.is(k+2, cPron) && r.is(min(k+3, s.to-1), cPast) {
				r.cuts = append(r.cuts, cut{at: k + 1}) // `had been "unwise" as he faced questions`
			}
			continue
		}
		switch {
		case t.kind == kPunct && t.mark == ';' && k+1 < s.to && r.is(k+1, cCoord) && !r.narrates(k+1, s):
			// "; and another 33 were hurt": more of the same
		case t.kind == kPunct && t.mark == ';':
			r.cuts = append(r.cuts, cut{at: k})
		case t.kind == kPunct && (t.mark == ',' || t.mark == '—' || t.mark == '–' || t.mark == '-' && t.flags&(fSpaceA|fSpaceB) == fSpaceA|fSpaceB):
			dash := t.mark != ','
			switch {
			case dash && k+1 < s.to && r.is(k+1, cIng) && r.dashAfter(k+1, s):
				// an aside between two dashes is still the speaker's
			case !dash && k+1 < s.to && r.nextVerb(k+1):
				r.cuts = append(r.cuts, cut{at: k, next: true})
			case r.narrates(k+1, s) || dash && r.asides(k+1, s) || r.withholds(k+1, s):
				r.cuts = append(r.cuts, cut{at: k})
			case !dash && k+3 < s.to && r.low(k+1) == "however" && r.punct(k+2, ',') && r.mainClause(k+3, s):
				r.cuts = append(r.cuts, cut{at: k})
			case concedes && !dash && r.mainClause(k+1, s):
				r.cuts = append(r.cuts, cut{at: k})
				concedes = false
			}
		case t.kind == kWord && r.low(k) == "adding" && !r.is(k-1, cPrep|cAux|cAdv|cSub):
			r.cuts = append(r.cuts, cut{at: k, room: 2})
		case t.kind == kWord && r.is(k, cCoord) && k+1 < s.to && (r.is(k+1, cIng) && r.is(k+1, cCue) && r.nextIng(k+1) || (r.capital(k+1) || r.low(k) == "but" && r.is(k+1, cDet)) && r.speaksSoon(k+1, s)):
			r.cuts = append(r.cuts, cut{at: k, room: 2}) // "adding that A and insisting B", "and Ann Lee described"
		case t.kind == kWord && r.is(k, cCoord) && r.elided(k+1, s, true):
			r.cuts = append(r.cuts, cut{at: k})
		case t.kind == kWord && r.is(k, cPrep) && k+2 < s.to && r.low(k+1) == "which" && r.saysSoon(k+2, s):
			r.cuts = append(r.cuts, cut{at: k, room: 2}) // "at a rally in which Ann Lee said"
		case t.kind == kWord && r.trailing(k, s):
			r.cuts = append(r.cuts, cut{at: k, room: 2})
		}
	}
}

// concedes reports a sentence that opens with a clause of its own before the
// main one: "Though the Senate said so, deputies ...".
func (r *reader) concedes(s *sent) bool {
	if s.from+1 < s.to && r.is(s.from, cIng) && r.is(s.from, cCue) && r.low(s.from+1) == "that" {
		return true // "Noting that it was late, Ann Lee left"
	}
	for k := s.from; k < min(s.to, s.from+3); k++ {
		switch r.low(k) {
		case "though", "although", "while", "whereas":
			return true
		}
		if r.toks[k].kind == kWord && !r.is(k, cCoord|cAdv) {
			return false
		}
	}
	return false
}

// mainClause reports whether a subject that can speak and its verb begin at
// token k, perhaps with an adverb between commas: "deputies, however, stated".
func (r *reader) mainClause(k int, s *sent) bool {
	np := r.npForward(k, s.to)
	if !np.ok() || !r.speakerLike(np, false) {
		return false
	}
	j := np.to
	if j+2 < s.to && r.punct(j, ',') && r.is(j+1, cAdv) && r.punct(j+2, ',') {
		j += 3
	}
	for j < s.to && r.is(j, cAdv) && r.toks[j].kind == kWord {
		j++
	}
	return j < s.to && r.toks[j].quote == 0 && (r.is(j, cAux) || r.is(j, cVerb|cCue) && r.is(j, cFinite))
}

// dashAfter reports another dash in the sentence with words behind it.
func (r *reader) dashAfter(k int, s *sent) bool {
	for ; k+1 < s.to; k++ {
		if t := r.toks[k]; t.quote == 0 && (r.punct(k, '—') || r.punct(k, '–')) {
			return r.toks[k+1].kind == kWord
		}
	}
	return false
}

// asides reports words by which a writer adds something behind a dash.
func (r *reader) asides(k int, s *sent) bool {
	if k+2 >= s.to {
		return false
	}
	switch w := r.low(k); w {
	case "although", "though", "despite":
		return true
	case "only", "even":
		return r.low(k+1) == "for" || r.low(k+1) == "though" || r.low(k+1) == "as"
	}
	return false
}

// withholds reports "although she declined to say which" after a comma: what
// somebody does not say is told by the writer.
func (r *reader) withholds(k int, s *sent) bool {
	switch r.low(min(k, s.to-1)) {
	case "but", "though", "although", "while":
		k++
	default:
		return false
	}
	np := r.npForward(k, s.to)
	if !np.ok() || np.to+2 >= s.to || !r.speakerLike(np, false) {
		return false
	}
	switch j := np.to; r.low(j) {
	case "declined", "refused":
		return true
	case "gave", "offered", "provided":
		return r.low(j+1) == "no" || r.low(j+1) == "few"
	case "did", "would":
		return (r.low(j+1) == "not" || r.low(j+1) == "n't") && r.is(j+2, cCue|cVerb)
	}
	return false
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
	if w == "with" || w == "despite" { // ", with Ann Lee saying"
		np := r.npForward(k+1, s.to)
		return np.ok() && np.to < s.to && r.speakerLike(np, false) && r.is(np.to, cIng) && r.is(np.to, cCue)
	}
	j := k
	for j < s.to && r.is(j, cAdv) && r.toks[j].kind == kWord && j < k+3 {
		j++
	}
	if j < s.to && j > k && r.low(j) == "warning" {
		return false // "early warning planes"
	}
	if j < s.to && r.is(j, cIng) && (r.is(j, cCue) && r.low(j) != "accepting" || comments[r.low(j)]) && !r.is(j, cRole) {
		return true
	}
	if r.is(k, cCoord) {
		return r.elided(k+1, s, false) || r.saysSoon(k+1, s) || r.is(k+1, cPron) && r.speaksSoon(k+1, s) || r.wordsDid(k+1, s)
	}
	if j < s.to && r.nextVerb(j) { // ", falsely claimed that": the next of several verbs
		return true
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
		return r.speaksSoon(k+1, s)
	}
	return k < s.to && r.saysSoon(k, s) && !r.is(k, cSub)
}

// nextVerb reports a verb of saying in the past tense without a subject.
func (r *reader) nextVerb(j int) bool {
	if !r.is(j, cCue) || !r.is(j, cPast) || r.is(j, cIng|cRole|cDoc) || r.capital(j) || r.toks[j].quote != 0 {
		return false
	}
	for _, v := range r.lex.entries[r.toks[j].lex].cues {
		if len(v.tail) == 0 && v.takes('t') && v.takes('q') && v.act != "think" && j+1 < len(r.toks) {
			return v.lemma == "say" || v.lemma == "tell" || r.low(j+1) == "that" || r.toks[j+1].quote != 0
		}
	}
	return false
}

// nextIng reports a participle of saying that takes a clause.
func (r *reader) nextIng(j int) bool {
	for _, v := range r.lex.entries[r.toks[j].lex].cues {
		if len(v.tail) == 0 && v.takes('t') && v.takes('z') && v.act != "think" {
			return true
		}
	}
	return false
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
	if !bare && k+2 < s.to && r.low(k) == "there" && r.is(k+1, cBe) && r.low(k+2) == "no" {
		return true // ", but there was no confirmation"
	}
	for k < s.to && (r.toks[k].kind == kWord && r.is(k, cAdv|cNeg) || r.punct(k, ',') && r.is(k-1, cAdv)) {
		k++ // "and, later, mandated"
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
	if w := r.low(k); (w == "has" || w == "have") && k+1 < s.to { // ", and has championed"
		j := k + 1
		for j < s.to && r.is(j, cAdv) && r.toks[j].kind == kWord {
			j++
		}
		return j < s.to && r.is(j, cPart) && !r.is(j, cBe)
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

// speaksSoon reports whether a subject and any verb of speech begin at token k:
// "when the envoy described ...".
func (r *reader) speaksSoon(k int, s *sent) bool {
	if r.saysSoon(k, s) {
		return true
	}
	np := r.npForward(k, s.to)
	if !np.ok() || !r.speakerLike(np, false) {
		return false
	}
	j := np.to
	for j < s.to && r.is(j, cAdv|cHave) && r.toks[j].kind == kWord {
		j++
	}
	if j+1 >= s.to || !r.is(j, cCue) || !r.is(j, cPast) || r.is(j-1, cBe) || r.is(j, cRole|cDoc) {
		return false
	}
	for _, v := range r.lex.entries[r.toks[j].lex].cues {
		if r.hasTail(j, v) && (v.takes('q') || v.takes('m')) && v.act != "think" {
			return true
		}
	}
	return false
}

// wordsDid reports a clause of the writer's on what was said: "but his comments
// drew a rebuttal".
func (r *reader) wordsDid(k int, s *sent) bool {
	if !r.is(k, cPoss) || k+2 >= s.to {
		return false
	}
	switch r.low(k + 1) {
	case "comments", "remarks", "words", "comment", "remark", "claim", "claims", "statement", "speech", "announcement", "intervention", "decision":
		return r.is(k+2, cVerb|cCue|cAux) && r.is(k+2, cPast|cAux)
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
