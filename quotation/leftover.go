package quotation

// leftover gives the quotations that no cue took to whoever spoke last or is
// the subject of the sentence.
func (r *reader) leftover(k int) {
	s := &r.sents[k]
	for n := s.q0; n < s.q1; n++ {
		q := &r.quots[n]
		if q.words < 2 || r.covered(q) {
			continue
		}
		inner := r.toks[max(q.close-1, q.open)]
		ended := inner.kind == kPunct && (inner.mark == '.' || inner.mark == ',' || inner.mark == '?' || inner.mark == '!' || inner.mark == '…') || !q.closed
		if r.titled(q) && !ended {
			continue
		}
		alone := r.wordsIn(s.from, q.open) == 0 && r.wordsIn(q.end(), s.to) == 0
		a := attribution{src: noPhrase, content: r.trim([2]int{q.open, q.end()}), act: "say", frame: fLoose, sent: k, cue: [2]int{-1, -1}}
		switch colon := q.open > s.from && r.punct(q.open-1, ':'); {
		case colon:
			np, v := r.mainSubject(s.from, q.open)
			if v < 0 { // "Ann Lee: "...""
				if np = r.npForward(s.from, q.open-1); np.to != q.open-1 || !r.speakerLike(np, false) || r.is(np.head, cDoc) {
					// "Among them was Ann Lee: "..."", "This from Ann Lee: "...""
					if np = r.npBack(q.open-2, s.from); np.ok() && (np.from == s.from || !r.is(np.from-1, cBe) && r.low(np.from-1) != "from") {
						np = noPhrase
					}
				}
				if !r.speakerLike(np, false) || r.is(np.head, cDoc) {
					continue
				}
				a.src, a.frame, a.weight = np, fColon, 0.7
				break
			}
			if !r.speakerLike(np, false) {
				continue
			}
			a.src, a.cue, a.frame, a.weight = np, [2]int{v, v + 1}, fColon, 0.8
			if e := r.lex.entries[r.toks[v].lex]; len(e.cues) > 0 {
				a.act, a.lemma = e.cues[0].act, e.cues[0].lemma
			}
		case alone && (q.words >= 4 || ended):
			a.weight = 0.7 // the speaker is found later, from what stands before
		case r.signed(q, s, &a), r.predicated(q, s, &a):
		case q.words >= 4 && !q.single:
			np, v := r.mainSubject(s.from, q.open)
			if v < 0 && ended && q.open == s.from { // `"We go," one of them, Ann Lee, cried`
				np, v = r.mainSubject(q.end(), s.to)
				if r.speakerLike(np, false) && !r.is(np.head, cDoc) {
					a.src, a.cue, a.weight = np, [2]int{v, v + 1}, 0.5
					break
				}
				v = s.to
			}
			if !r.speakerLike(np, false) || r.is(np.head, cDoc) || v >= q.open || v < 0 {
				if q.words < 6 || !ended || !r.hasFinite(q.open+1, q.close) {
					continue
				}
				a.weight = 0.4 // found from what stands before
				break
			}
			a.src, a.weight = np, 0.4
		default:
			continue
		}
		r.out = append(r.out, a)
	}
}

// taken reports whether a word of the content is in another statement of the
// sentence, or twice in this one: no word is anybody's twice.
func (r *reader) taken(content [][2]int) bool {
	for i, c := range content {
		for _, d := range content[:i] {
			if c[0] < d[1] && d[0] < c[1] {
				return true
			}
		}
		for _, a := range r.out[r.first:] {
			for _, d := range a.content {
				if c[0] < d[1] && d[0] < c[1] {
					return true
				}
			}
		}
	}
	return false
}

// covered reports whether an attribution of the sentence holds the quotation.
func (r *reader) covered(q *quotation) bool {
	for _, a := range r.out[r.first:] {
		for _, c := range a.content {
			if c[0] < q.end() && q.open < c[1] {
				return true
			}
		}
		if a.cue[0] >= 0 && a.cue[0] < q.end() && q.open < a.cue[1] || a.src.from < q.end() && q.open < a.src.to {
			return true
		}
	}
	return false
}

// signed reads a name behind a dash: `"We won" - Ann Lee`.
func (r *reader) signed(q *quotation, s *sent, a *attribution) bool {
	n := q.end()
	if q.words < 3 || n+1 >= s.to || !r.punct(n, '-') && !r.punct(n, '—') && !r.punct(n, '–') {
		return false
	}
	np := r.npForward(n+1, s.to)
	if np.ok() && r.punct(np.to, ',') && np.to+1 < s.to && (r.is(np.to+1, cRole|cTitle|cRoleWord) || r.is(np.to+2, cRole|cTitle|cRoleWord) || r.is(np.to+3, cRole|cTitle)) && !r.hasFinite(np.to+1, s.to) {
		a.src, a.weight = np, 0.8 // "– Erik Holm, Secretary General of the alliance"
		return q.open == s.from && r.capital(np.head) && r.speakerLike(np, false)
	}
	// A list of sources goes on with a date: `"Talks fail" — Reuters, 3 May`.
	if q.open != s.from || !np.ok() || !r.capital(np.head) || !r.speakerLike(np, false) || np.to < s.to-1 || np.to < s.to && !r.punct(np.to, '.') {
		return false
	}
	a.src, a.weight = np, 0.8
	return true
}

// predicated reads words that are said to be somebody's: `"Not yet," was his
// answer`, `"No deal" was the message from the Kremlin`.
func (r *reader) predicated(q *quotation, s *sent, a *attribution) bool {
	n := q.end()
	if n < s.to && r.punct(n, ',') {
		n++
	}
	if q.words < 2 || n+2 >= s.to || !r.is(n, cBe) || !r.is(n, cThird|cPast) && r.low(n) != "was" && r.low(n) != "is" {
		return false
	}
	for j := n + 1; j < min(s.to, n+10); j++ {
		if !r.answers(j) {
			continue
		}
		for k := n + 1; k < j; k++ {
			if r.is(k, cPoss) {
				a.src = phrase{k, k + 1, k}
			} else if r.possessive(k) {
				a.src = r.npBack(k-1, n+1)
			}
		}
		if !a.src.ok() && j+2 < s.to && (r.low(j+1) == "of" || r.low(j+1) == "from" || r.low(j+1) == "by") {
			a.src = r.npForward(j+2, s.to)
		}
		if !r.speakerLike(a.src, true) {
			a.src = noPhrase
			return false
		}
		a.cue, a.weight = [2]int{n, j + 1}, 0.75
		return true
	}
	return false
}

// answers reports a noun for something said.
func (r *reader) answers(i int) bool {
	switch r.low(i) {
	case "answer", "reply", "response", "message", "verdict", "word", "words", "reaction", "comment", "conclusion", "explanation", "retort", "motto", "advice", "refrain", "assessment", "warning":
		return true
	}
	return false
}

// inTheWords reads `The bill "would ruin us", in the words of Ann Lee`.
func (r *reader) inTheWords(i, taken int, s *sent) (a attribution, next int, ok bool) {
	np := r.npForward(i+4, s.to)
	end := i
	if end > s.from && r.punct(end-1, ',') {
		end--
	}
	beg := max(taken, s.from)
	if !r.speakerLike(np, true) || end <= beg || r.quoteEnding(end) == nil {
		return a, 0, false
	}
	a = attribution{src: np, cue: [2]int{i, i + 4}, act: "say", lemma: "in the words of", frame: fAccording, weight: 0.8, to: noPhrase}
	a.content = r.quoteOrAll([2]int{beg, end})
	return a, np.to, r.wordsInAll(a.content) > 1
}
