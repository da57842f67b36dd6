package quotation

// complement is what follows a cue.
type complement struct {
	content [][2]int
	frame   byte
	conf    float64
	end     int
	to      phrase
}

// complement reads what follows the cue, from token i.
func (r *reader) complement(i int, v *verb, s *sent, src phrase, ing bool) (c complement, ok bool) {
	c.to = noPhrase
	if v.takes('a') && i < s.to && r.low(i) != "that" {
		if np := r.npForward(i, s.to); np.ok() && !r.when(np.head) && r.toks[np.from].quote == 0 {
			if np.to < s.to && r.low(np.to) == "who" { // "told the mayors who had come, "..."
				for k := np.to; k+1 < min(s.to, np.to+20); k++ {
					if q := r.quoteAt(k + 1); q != nil && q.open == k+1 && (r.punct(k, ',') || r.punct(k, ':')) {
						if c, ok = r.quoted(*q, s, true); ok {
							c.to = np
							return c, true
						}
					}
				}
			}
			if c, ok = r.clause(np.to, v, s, np.to-np.from == 1 && r.is(np.from, cObjPron) || v.lemma == "tell" || v.lemma == "inform" || v.lemma == "assure" || v.lemma == "remind"); ok {
				c.to = np
				return c, true
			}
		}
		if np := r.npForward(i, s.to); v.lemma == "tell" && np.ok() && np.to+1 < s.to && r.low(np.to) == "to" && r.is(np.to+1, cBase) && !r.when(np.head) {
			return complement{r.trim([2]int{np.to, r.clauseEnd(np.to, s)}), 'o', 0.75, r.clauseEnd(np.to, s), np}, true
		}
		if v.lemma == "tell" || v.lemma == "remind" || v.lemma == "assure" || v.lemma == "inform" {
			return c, false
		}
	}
	if r.low(min(i, s.to-1)) == "by" && i+1 < s.to && r.is(i+1, cIng) && r.is(i+1, cCue) {
		return c, false // "responded by saying": the second verb has the words
	}
	if v.takes('v') || r.thing(r.pastTimes(i, s.to)) {
		if c, ok = r.recited(i, r.phraseEnd(i, s), v); ok {
			return c, true
		}
	}
	if c, ok = r.clause(i, v, s, true); ok {
		return c, true
	}
	end := r.phraseEnd(i, s)
	if v.takes('p') && r.sides(i, end) && r.wordsIn(i, end) >= 3 {
		return complement{r.trim([2]int{i, end}), 'p', 0.55, end, noPhrase}, true
	}
	if v.takes('n') && i < end && r.toks[i].quote == 0 && r.wordsIn(i, end) >= 3 && (r.is(i, cIng) || r.is(i, cDet|cPoss) && !r.is(i, cPron)) {
		return complement{r.trim([2]int{i, end}), 'n', 0.5, end, noPhrase}, true
	}
	if v.takes('x') && r.feeling(i, end) {
		return complement{r.trim([2]int{i, r.clauseEnd(i, s)}), 'x', 0.6, r.clauseEnd(i, s), noPhrase}, true
	}
	if v.takes('k') && r.telling(i, end) {
		return complement{r.trim([2]int{i, end}), 'k', 0.6, end, noPhrase}, true
	}
	if c, ok = r.recited(i, end, v); ok {
		return c, true
	}
	np := r.npForward(i, end)
	if !np.ok() && v.takes('f') && len(v.tail) > 0 && i < end && r.is(i, cIng|cPart) && r.wordsIn(i, end) >= 3 { // "appealed for understanding"
		return complement{r.trim([2]int{i, end}), 'f', 0.6, end, noPhrase}, true
	}
	if np.ok() && !r.when(np.head) {
		n := np.to
		if n < end && r.is(n, cNeg) {
			n++
		}
		for v.takes('o') && n < min(end, np.to+12) && r.low(n) != "to" && r.toks[n].kind != kPunct && !r.is(n, cSub|cAux) && !(r.is(n, cVerb|cCue) && r.is(n, cThird)) {
			n++ // "called on leaders headed by the mayor to"
		}
		if n >= min(end, np.to+12) || r.low(n) != "to" {
			if n = np.to; n < end && r.is(n, cNeg) {
				n++
			}
		}
		switch {
		case v.takes('o') && n < end && r.low(n) == "to":
			return complement{r.trim([2]int{i, end}), 'o', 0.75, end, np}, true
		case v.takes('o') && n < end && v.lemma == "ask" && r.isWh(n):
			return complement{r.trim([2]int{n, end}), 'w', 0.85, end, np}, true
		case v.takes('f'):
			if r.wordsIn(i, end) >= 3 && !r.is(np.from, cPron) {
				return complement{r.trim([2]int{i, end}), 'f', 0.6, end, noPhrase}, true
			}
		case v.takes('g'):
			for j := i + 1; j < min(end, np.to+12); j++ {
				if w := r.low(j); w == "of" || w == "for" || w == "as" || w == "over" || w == "on" && v.lemma == "blame" || w == "to" && v.lemma == "attribute" {
					if r.wordsIn(j, end) >= 3 {
						return complement{r.trim([2]int{i, end}), 'g', 0.6, end, noPhrase}, true
					}
				}
			}
		}
	}
	if v.takes('m') {
		for k := s.q0; k < s.q1; k++ {
			q := r.quots[k]
			if q.open < i || q.end() > end+1 || !v.takes('c') && (q.words < 2 || q.words < 3 && (ing || len(v.tail) > 0)) {
				continue
			}
			if q.open-i > 40 || r.laterClause(i+1, q.open) {
				break
			}
			stop := max(end, q.end())
			if (v.lemma == "quote" || v.lemma == "cite") && r.is(q.open+1, cPrep) {
				break // "quoting an official “with knowledge of the talks”"
			}
			if r.punct(q.open-1, ':') {
				return complement{r.trim([2]int{q.open, q.end()}), 'q', 0.85, q.end(), noPhrase}, true
			}
			return complement{r.trim([2]int{i, stop}), 'm', 0.75, stop, noPhrase}, true
		}
	}
	if v.takes('c') && np.ok() && r.wordsIn(i, end) >= 3 && !r.is(src.head, cDoc) && np.to < end && (r.is(np.to, cDet) || r.low(np.to) == "as") {
		return complement{r.trim([2]int{i, end}), 'c', 0.5, end, noPhrase}, true
	}
	return c, false
}

func (r *reader) isWh(i int) bool {
	switch r.low(i) {
	case "whether", "if", "how", "why", "what", "who", "when", "where", "which":
		return true
	}
	return false
}

// clause reads a quotation, a that-clause, a question, an infinitive or a
// clause without conjunction that begins at token i or after a few adjuncts
// ("on Tuesday", "in a statement"). zero permits the last.
func (r *reader) clause(i int, v *verb, s *sent, zero bool) (c complement, ok bool) {
	j, lastTime := i, true
	for n := 0; n < 6 && j < s.to; n++ {
		if q := r.quoteAt(j); q != nil && q.open == j && j > i && r.titled(q) {
			j = q.end() // "on CNN's "State of the Union" that"
			continue
		}
		if j+1 < s.to && r.low(j+1) == "that" && (r.low(j) == "only" || r.low(j) == "simply" || r.low(j) == "just") {
			j++ // "saying only that"
		}
		// "said in an interview he would": a pronoun begins a clause anywhere
		if c, ok = r.clauseAt(j, v, s, zero && n < 4 && (lastTime || r.is(j, cPron) && !r.isWh(j) || r.low(j) == "there")); ok {
			return c, true
		}
		t := r.toks[j]
		if t.kind == kPunct && t.mark == '(' { // "told fellow Liberals (LPU) at an event that"
			k := j + 1
			for k < s.to && k < j+6 && !r.punct(k, ')') {
				k++
			}
			if k < s.to && r.punct(k, ')') {
				j = k + 1
				continue
			}
		}
		switch {
		case t.kind == kPunct && (t.mark == ',' || t.mark == '—' || t.mark == '–'):
			// "said, in a statement, that": go on where the insertion ends
			k := j + 1
			for k < s.to && k < j+18 && !(r.punct(k, ',') && r.toks[k].quote == 0) && r.toks[k].quote == 0 {
				k++
			}
			if k+1 < s.to && r.punct(k, ',') && (r.low(k+1) == "that" || r.toks[k+1].kind == kQuote) {
				j = k + 1
				lastTime = false
				continue
			}
			return c, false
		case t.kind != kWord && t.kind != kNum:
			return c, false
		case (r.low(j) == "this" || r.low(j) == "last" || r.low(j) == "next") && j+1 < s.to && r.when(j+1):
			j, lastTime = j+2, true
		case r.when(j) && j+1 < s.to && r.possessive(j+1):
			return c, false
		case r.when(j) || r.is(j, cAdv|cSkipAfter) && !r.is(j, cPrep|cPron|cDet):
			lastTime = true
			if k := r.pastDate(j, s.to); k > j {
				j = k
			} else {
				j++
			}
		case r.is(j, cPrep) && !r.isWh(j):
			np := r.npForward(j+1, s.to)
			if np.ok() && !r.when(np.head) && !(j+1 < s.to && r.when(j+1)) {
				lastTime = r.is(np.to-1, cDoc|cCueN|cTime)
				j = np.to
				continue
			}
			k := r.pastDate(j+1, s.to)
			if k == j+1 {
				return c, false
			}
			j, lastTime = k, true
		default:
			return c, false
		}
	}
	return c, false
}

// pastDate steps over a day: "Tuesday", "the 10th of February 2024", "Saturday,
// February 10, 2024".
func (r *reader) pastDate(i, hi int) int {
	k := i
	for k < hi {
		switch {
		case r.when(k) && r.low(k) != "that", r.toks[k].kind == kNum, r.low(k) == "last", r.low(k) == "the", r.low(k) == "of" && k > i:
			k++
		case r.punct(k, ',') && k > i && k+1 < hi && (r.toks[k+1].kind == kNum || r.is(k+1, cMonth)):
			k += 2
			if k < hi && r.punct(k, ',') && r.toks[k-1].kind == kNum && len(r.word(k-1)) == 4 {
				k++
			}
		default:
			return k
		}
	}
	return k
}

// titled reports a quotation that is a title: few words, all with capitals.
func (r *reader) titled(q *quotation) bool {
	if q.words > 6 || !q.closed || r.toks[q.close-1].kind == kPunct {
		return false
	}
	for i := q.open + 1; i < q.close; i++ {
		if r.toks[i].kind == kWord && !r.capital(i) && !r.is(i, cPrep|cDet|cCoord) {
			return false
		}
	}
	return true
}

// clauseAt tries the token j itself as the beginning of the content.
func (r *reader) clauseAt(j int, v *verb, s *sent, zero bool) (c complement, ok bool) {
	c.to = noPhrase
	set := func(from, end int, frame byte, conf float64) (complement, bool) {
		c.content, c.frame, c.conf, c.end = r.trim([2]int{from, end}), frame, conf, end
		return c, r.wordsInAll(c.content) >= 2
	}
	k := j
	if r.punct(k, ':') || r.punct(k, ',') {
		k++
	}
	if k < s.to && r.toks[k].quote != 0 {
		q := r.quots[r.toks[k].quote-1]
		if q.open == k && (v.takes('q') || v.takes('m')) {
			return r.quoted(q, s, k > j)
		}
	}
	if r.punct(j, ':') && (v.takes('q') || v.takes('t')) && k < s.to {
		return set(k, s.to, 'q', 0.75)
	}
	if r.toks[j].kind != kWord && r.toks[j].kind != kNum {
		return c, false
	}
	switch {
	case r.low(j) == "that" && v.takes('t'):
		if v.act == "think" && !r.quoteWithin(j, s) {
			return c, false
		}
		return set(j, r.clauseEnd(j, s), 't', 0.9)
	case r.low(j) == "when" && j+1 < s.to && r.is(j+1, cPart|cIng): // "said when asked"
		return c, false
	case r.isWh(j) && v.takes('w'):
		end := r.clauseEnd(j, s)
		if !r.hasFinite(j+1, end) {
			return c, false
		}
		return set(j, end, 'w', 0.8)
	case r.low(j) == "to" && v.takes('i') && j+1 < s.to, r.is(j, cNeg) && j+2 < s.to && r.low(j+1) == "to" && v.takes('i'):
		if r.low(j) == "to" && (r.is(j+1, cDet&^cNeg|cPoss|cObjPron) && !r.is(j+1, cNeg) || r.capital(j+1)) {
			return c, false
		}
		return set(j, r.clauseEnd(j, s), 'i', 0.75)
	case v.lemma == "write" && !r.capital(j) && !r.is(j, cPron|cDet|cPoss):
		return c, false // "has written formal plans"
	case zero && v.takes('z') && r.clauseWord(j):
		end := r.clauseEnd(j, s)
		if !r.clauseLike(j, end, v.lemma == "say" || v.lemma == "tell") {
			return c, false
		}
		return set(j, end, 'z', 0.85)
	}
	return c, false
}

// quoted reads a quotation that follows the cue.
func (r *reader) quoted(q quotation, s *sent, marked bool) (c complement, ok bool) {
	end := q.end()
	inner := r.toks[max(q.close-1, q.open)]
	whole := inner.kind == kPunct && (inner.mark == '.' || inner.mark == ',' || inner.mark == '?' || inner.mark == '!' || inner.mark == '…') || !q.closed
	if !whole && end < s.to && !marked {
		t := r.toks[end]
		if r.is(end, cCoord) && r.elided(end+1, s, false) {
			// `said "never" and left`
		} else if t.kind == kWord || t.kind == kPunct && t.mark == ',' && end+1 < s.to && r.is(end+1, cCoord) {
			end = max(end, r.clauseEnd(end, s))
		}
	}
	c = complement{r.trim([2]int{q.open, end}), 'q', 0.95, end, noPhrase}
	return c, q.words > 0
}

// quoteWithin reports whether the clause from j holds a quotation.
func (r *reader) quoteWithin(j int, s *sent) bool {
	end := r.clauseEnd(j, s)
	for k := s.q0; k < s.q1; k++ {
		if q := r.quots[k]; q.open >= j && q.open < end && q.words >= 3 {
			return true
		}
	}
	return false
}

// clauseWord reports whether a clause without conjunction can begin at j.
func (r *reader) clauseWord(j int) bool {
	if w := r.low(j); (w == "this" || w == "it") && j+1 < len(r.toks) && (r.is(j+1, cPrep) || r.toks[j+1].kind == kPunct) {
		return false // "said this at a press conference"
	}
	if r.when(j) && j+1 < len(r.toks) && r.possessive(j+1) {
		return true // "said today's meeting was"
	}
	if r.when(j) && !(r.is(j, cModal) && r.capital(j)) || (r.low(j) == "this" || r.low(j) == "last" || r.low(j) == "next") && j+1 < len(r.toks) && r.when(j+1) {
		return false // "said this month"
	}
	if r.is(j, cPron) && r.low(j) != "who" || r.is(j, cDet|cPoss|cNum) || r.toks[j].kind == kNum {
		return !r.is(j, cSub) || r.is(j, cDet)
	}
	if j+1 < len(r.toks) && r.punct(j+1, ':') {
		return false // "said only: ..."
	}
	if j+2 < len(r.toks) && r.is(j, cPrep|cAdv|cDet) && (r.low(j+1) == "least" || r.low(j+1) == "most" || r.low(j+1) == "than") && (r.toks[j+2].kind == kNum || r.is(j+2, cNum)) {
		return true // "at least 18 people"
	}
	switch r.low(j) {
	case "there", "if", "while", "because", "although", "though", "unless", "even", "only", "neither", "both", "nothing", "nobody", "none":
		return true
	case "so", "yes", "no", "goodbye", "hello":
		return false
	}
	if r.is(j, cPrep|cCoord|cSub|cAux|cAdv|cObjPron) && !r.capital(j) {
		return false
	}
	if r.is(j, cThird) && j+1 < len(r.toks) && r.is(j+1, cPrep) {
		return true // "insisted details of the talks"
	}
	return r.nounish(j, j) || r.capital(j) || r.is(j, cIng)
}

// clauseLike reports whether tokens [a,b) look like a clause: a noun phrase
// and its verb. sure says that the cue is one that hardly takes anything else.
func (r *reader) clauseLike(a, b int, sure bool) bool {
	if np := r.npForward(a, b); np.ok() {
		k := np.to
		for k < b && r.toks[k].kind == kWord && r.is(k, cPrep) && !r.is(k, cCoord) {
			n := r.npForward(k+1, b).to
			if k+3 < b && r.is(k+1, cDet|cNum) && r.low(k+2) == "of" {
				n = r.npForward(k+3, b).to // "for some of its members"
			}
			for q := k + 1; n < 0 && q < min(b, k+3); q++ {
				if in := r.quoteAt(q); in != nil && in.open == q {
					n = in.end() // "his plan for a "freeze""
				}
			}
			if n < 0 {
				return r.hasFinite(a, b)
			}
			k = n
		}
		for k < b && r.is(k, cAdv|cNeg) && r.toks[k].kind == kWord {
			k++
		}
		if k < b && (r.is(k, cAux|cContr) || r.clitic(k) || r.is(k, cVerb|cCue) && r.is(k, cFinite|cBase)) {
			return true
		}
		if !sure && (k >= b || r.is(k, cSub|cCoord|cIng) || r.toks[k].kind == kPunct) {
			return false
		}
	}
	return r.hasFinite(a, b) || sure && r.wordsIn(a, b) >= 4
}
