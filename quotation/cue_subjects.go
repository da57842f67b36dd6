package quotation

// subject finds who speaks by the cue at token i; start is where the verb with
// its auxiliaries begins.
func (r *reader) subject(i, after int, s *sent, v *verb) (src phrase, start int, inverted bool) {
	c := r.cls(i)
	lo := s.from
	strong := v.takes('z') && v.takes('q')
	p := i - 1
	for p >= lo && r.is(p, cAdv|cNeg) && r.toks[p].kind == kWord {
		p--
	}
	prevIs := func(c class) bool { return p >= lo && r.toks[p].kind == kWord && r.is(p, c) }
	passive := prevIs(cBe) && !(p >= lo && r.possessive(p) && !r.capital(p-1) && !r.is(p-1, cPron)) && v.lemma != "be"
	switch {
	case passive && c&cIng == 0:
		return noPhrase, i, false
	case c&cIng != 0 && c&(cPast|cThird|cBase) == 0 && !prevIs(cBe):
		if p >= lo && r.toks[p].kind == kWord && r.is(p, cDoc|cCueN) && p == i-1 && !r.is(p, cCue|cVerb) { // "a statement saying"
			if np := r.npBack(p, lo); np.ok() {
				if np.from > lo && issues[r.low(np.from-1)] { // "Ann Lee issued a statement saying"
					if who, _ := r.subjectBefore(np.from-1, lo); r.speakerLike(who, false) {
						return who, i, false
					}
				}
				return np, i, false
			}
		}
		if np := r.npBack(p, lo); p == i-1 && np.ok() && np.from > lo && (r.low(np.from-1) == "with" || r.low(np.from-1) == "despite" || cites[r.low(np.from-1)]) && r.speakerLike(np, r.low(np.from-1) == "with" && strong) && !r.is(p, cDoc|cCueN) {
			return np, i, false // "with Ann Lee saying", "quoted her saying"
		}
		if p >= lo && !(r.toks[p].kind == kPunct && (r.toks[p].mark == ',' || r.toks[p].mark == '—' || r.toks[p].mark == '–') || r.toks[p].kind == kQuote || appends[r.low(i)] && p == i-1 && (r.capital(p) || r.toks[p].quote != 0) || prevIs(cCoord) || prevIs(cPrep|cSub) && r.low(p) != "to" && r.low(p) != "of") {
			return noPhrase, i, false
		}
		if prevIs(cPrep) && r.low(p) == "for" {
			if np := r.npBack(p-1, lo); r.speakerLike(np, false) {
				return np, i, false
			}
		}
		if p > lo && r.low(p) == "as" { // "the agency quoted Ann Lee as saying"
			if np := r.npBack(p-1, lo); np.ok() && np.from > lo {
				if cites[r.low(np.from-1)] {
					return np, i, false
				}
			}
		}
		if i == s.from || p < lo { // "Noting that it was late, Ann Lee left": the subject stands after the comma
			if after < s.to && r.low(after) == "that" {
				return r.subjectAfter(i, s), i, false
			}
			return noPhrase, i, false
		}
		return r.inherited(i, s), i, false
	case c&cBase != 0 && c&(cPast|cThird) == 0:
		if prevIs(cPrep) && r.low(p) == "to" {
			if p-1 < lo {
				return noPhrase, i, false
			}
			if !r.continues(p - 1) { // "took to the screens to say that"
				for u := p - 1; u > lo && u > p-14 && after < s.to; u-- {
					if r.low(u) == "used" || r.low(u) == "uses" { // "used an interview to warn she would not"
						if who, _ := r.subjectBefore(u, lo); r.speakerLike(who, false) {
							return who, i, false
						}
					}
				}
				if w := r.low(min(after, s.to-1)); w == "that" && after < s.to || after < s.to && r.toks[after].quote != 0 {
					if !r.is(p-1, cNeg|cModal|cHave) && !r.is(p-1, cCue) {
						return r.inherited(i, s), i, false
					}
				}
				return noPhrase, i, false
			}
			src, start = r.subjectBefore(p-1, lo)
			return src, start, false
		}
		if p < lo {
			return noPhrase, i, false
		}
	}
	if prevIs(cCoord) && !v.takes('0') {
		if c&(cFinite|cIng) != 0 {
			return r.inherited(i, s), i, false
		}
		return noPhrase, i, false
	}
	if prevIs(cSub|cDet) && (r.low(p) == "who" || r.low(p) == "which" || r.low(p) == "that" && r.is(p-1, cDoc|cCueN|cRole)) && p > lo {
		q := p - 1
		if r.punct(q, ',') || r.punct(q, '-') || r.punct(q, '–') || r.punct(q, '—') {
			q--
		}
		if np := r.npBack(q, lo); r.speakerLike(np, strong) {
			// "Matthew Miller, a former spokesman, who said"
			if n := np.from - 2; n > lo && r.punct(n+1, ',') && !r.capital(np.from) && r.capital(n) {
				if name := r.npBack(n, lo); r.speakerLike(name, false) && !r.placeOnly(name) {
					np = name
				}
			}
			return np, i, false
		}
		return noPhrase, i, false
	}
	src, start = r.subjectBefore(i, lo)
	if r.speakerLike(src, strong) && r.agrees(src, c, start < i) && !r.verbal(src) {
		return src, start, false
	}
	if len(r.out) > r.first && p > lo && r.punct(p, ',') && c&cPast != 0 && after < s.to && r.low(after) == "that" {
		return r.inherited(i, s), i, false // "who said A, falsely claimed that B"
	}
	// "..., said X" and "said X: ..."
	prev := i - 1
	if c&cFinite != 0 && v.lemma != "tell" && (i == lo || prev >= lo && (r.toks[prev].kind == kQuote || r.toks[prev].kind == kPunct || r.toks[prev].quote != 0 || r.low(prev) == "as" || r.low(prev) == "so")) && after < s.to {
		if np := r.npForward(after, s.to); r.speakerLike(np, false) && !r.is(np.head, cDoc) || r.speakerLike(np, true) && prev >= lo && (r.toks[prev].quote != 0 || r.quoteEnding(prev) != nil) {
			return np, i, true
		}
	}
	return noPhrase, i, false
}

// appends are participles that go on from a clause without a comma: "attacked
// the premier describing him as ...".
var appends = map[string]bool{"adding": true, "describing": true, "calling": true, "accusing": true, "insisting": true, "branding": true}

// issues are verbs by which somebody puts out what they say.
var issues = map[string]bool{"issued": true, "released": true, "published": true, "posted": true, "sent": true, "circulated": true, "wrote": true, "signed": true}

// subjectAfter gives the subject of the main clause that a participle opens:
// what stands after the first comma and before a verb.
func (r *reader) subjectAfter(i int, s *sent) phrase {
	for k := i + 1; k+1 < s.to; k++ {
		if q := r.quoteAt(k); q != nil {
			if k = q.end() - 1; !r.punct(q.close-1, ',') {
				continue
			}
		} else if !r.punct(k, ',') {
			continue
		}
		np := r.npForward(k+1, s.to)
		if np.ok() && np.to < s.to && r.speakerLike(np, false) && (r.is(np.to, cAux) || r.is(np.to, cVerb|cCue) && r.is(np.to, cFinite)) {
			return np
		}
	}
	return noPhrase
}

// cites are forms of verbs by which a text gives somebody else's words.
var cites = map[string]bool{"quoted": true, "quotes": true, "cited": true, "quoting": true, "citing": true, "heard": true, "filmed": true, "recorded": true}

// verbal reports a phrase that is no noun: "deny" in "to deny reports that",
// "many" in "so many comments that".
func (r *reader) verbal(np phrase) bool {
	if np.to-np.from != 1 || r.capital(np.head) {
		return false
	}
	h := np.head
	return r.is(h, cCue|cVerb) && r.is(h, cBase) && !r.is(h, cRole|cDoc|cOrg|cCueN) && h > 0 && r.is(h-1, cCoord|cModal|cNeg|cPrep) || r.is(h, cDet) && h+1 < len(r.toks) && r.is(h+1, cCueN)
}

// continues reports verbs after which "to say" still says: "continued to say".
func (r *reader) continues(i int) bool {
	switch r.low(i) {
	case "sought", "seeks", "moved", "scrambled":
		return true
	case "continue", "continued", "continues", "began", "begun", "went", "rushed", "hastened", "vowed", "seemed", "appeared":
		return true
	}
	return false
}

// agrees reports whether the subject and the form of the verb fit: a bare form
// wants a plural subject or an auxiliary before it.
func (r *reader) agrees(src phrase, c class, aux bool) bool {
	if aux || c&(cPast|cThird|cIng) != 0 {
		return true
	}
	switch r.low(src.head) {
	case "they", "we", "i", "people", "police", "many", "some", "others", "critics":
		return true
	}
	for k := src.from + 1; k < src.head; k++ {
		if r.low(k) == "and" {
			return true // "Germany and Belgium argue"
		}
	}
	return r.plural(src.head)
}

// inherited gives the speaker that a second verb or a participle shares with
// the clause before it.
func (r *reader) inherited(i int, s *sent) phrase {
	for n := len(r.out); n > r.first; n-- {
		if r.out[n-1].frame != fNoun { // "rejected X's claim that ..., and said": not X
			return r.out[n-1].src
		}
	}
	np, v := r.mainSubject(s.from, i)
	if v >= 0 && r.speakerLike(np, false) {
		return np
	}
	// "... after the court annulled it, saying": the clause that stands nearest
	for k := i - 1; k > s.from && k > i-40; k-- {
		if t := r.toks[k]; t.quote != 0 || t.kind == kPunct && t.mark == ';' {
			break
		}
		switch r.low(k) {
		case "after", "when", "while", "as", "before", "since", "because":
			if np := r.npForward(k+1, i); np.ok() && np.to < i && r.speakerLike(np, false) && (r.is(np.to, cAux) || r.is(np.to, cVerb|cCue) && r.is(np.to, cFinite)) {
				return np
			}
		}
	}
	for k := i - 1; k > s.from && k > i-14 && r.toks[k].quote == 0; k-- { // "That got Speaker Ann Lee on her feet, saying"
		if r.capital(k) && !r.is(k, cPlace|cDemonym|cTime|cMonth) {
			if np := r.npBack(k, s.from); np.ok() && r.titledName(np) && r.speakerLike(np, false) {
				return np
			}
			break
		}
	}
	return noPhrase
}

// titledName reports a name with a role before it.
func (r *reader) titledName(np phrase) bool {
	for k := np.from; k < np.head; k++ {
		if r.is(k, cRole|cTitle) {
			return true
		}
	}
	return false
}
