package quotation

// sides reports whether words of being for or against begin at token i: where
// one is reported to stand, without what was said.
func (r *reader) sides(i, hi int) bool {
	if i+2 >= hi {
		return false
	}
	switch next := r.low(i + 1); r.low(i) {
	case "against":
		return true
	case "opposed", "hostile", "favourable", "favorable", "committed":
		return next == "to"
	case "in":
		return next == "favour" || next == "favor" || next == "support"
	}
	return false
}

// feelings are nouns that "express" and "voice" take for their object, and that
// a clause or a thing follows.
var feelings = map[string]bool{
	"concern": true, "concerns": true, "fear": true, "fears": true, "doubt": true, "doubts": true, "hope": true, "hopes": true, "regret": true,
	"optimism": true, "confidence": true, "dismay": true, "anger": true, "outrage": true, "alarm": true, "disappointment": true, "frustration": true,
	"surprise": true, "shock": true, "sadness": true, "satisfaction": true, "scepticism": true, "skepticism": true, "reservations": true, "support": true,
	"opposition": true, "objections": true, "worry": true, "worries": true, "gratitude": true, "appreciation": true, "condolences": true, "solidarity": true,
	"readiness": true, "willingness": true, "belief": true, "view": true, "conviction": true, "misgivings": true, "importance": true, "need": true, "commitment": true, "unease": true, "sympathy": true,
}

// feeling reads what is expressed: "deep concern that the talks would fail".
func (r *reader) feeling(i, end int) bool {
	for j := i; j < min(end, i+5); j++ {
		if r.toks[j].quote != 0 || r.toks[j].kind != kWord {
			return false
		}
		if !feelings[r.low(j)] {
			if r.is(j, cVerb|cCue|cSub) && !r.nounish(j, i) && !r.is(j, cDet|cPoss) {
				return false
			}
			continue
		}
		if j+1 >= end {
			return false
		}
		switch r.low(j + 1) {
		case "that":
			return true
		case "to":
			return j+2 < end && r.is(j+2, cBase) && r.wordsIn(i, end) >= 5
		case "of":
			return (r.low(j) == "importance" || r.low(j) == "need") && r.wordsIn(i, end) >= 5
		case "over", "about", "at", "for":
			return r.hasFinite(j+2, end) || r.hasIng(j+2, end) || r.toks[min(j+2, end-1)].quote != 0 // a clause or words, not only a thing
		}
		return false
	}
	return false
}

// laterClause reports a clause of time in [a,b): what is quoted in it is not the
// object of the verb before ("cited his remarks when it warned of "harm"").
func (r *reader) laterClause(a, b int) bool {
	for k := a; k < b; k++ {
		if w := r.low(k); (w == "when" || w == "after" || w == "before") && k+1 < b && r.toks[k].quote == 0 && r.is(k+1, cPron|cDet) {
			return true
		}
	}
	return false
}

// tellings are nouns for what has been said by others, which somebody may deny,
// dismiss or repeat.
var tellings = map[string]bool{
	"report": true, "reports": true, "claim": true, "claims": true, "speculation": true, "rumour": true, "rumours": true, "rumor": true, "rumors": true,
	"allegation": true, "allegations": true, "suggestion": true, "suggestions": true, "accusation": true, "accusations": true, "statement": true,
	"statements": true, "story": true, "stories": true, "charge": true, "charges": true, "criticism": true, "complaints": true, "call": true, "calls": true,
	"demand": true, "demands": true, "notion": true, "idea": true, "assertion": true, "assertions": true, "warning": true, "warnings": true,
}

// telling reads what somebody denies or repeats: "mounting speculation that he
// would resign".
func (r *reader) telling(i, end int) bool {
	if r.wordsIn(i, end) < 4 {
		return false
	}
	for j := i; j < min(end, i+6); j++ {
		if r.toks[j].quote != 0 || r.toks[j].kind != kWord && r.toks[j].kind != kNum {
			return false
		}
		if tellings[r.low(j)] {
			if j+1 >= end || r.toks[j+1].kind != kWord && r.toks[j+1].quote == 0 || r.low(j+1) == "as" {
				return false
			}
			return r.low(j+1) == "that" || r.low(j+1) == "for" || r.hasFinite(j+1, end)
		}
	}
	return false
}

// hasIng reports a verb in -ing, which makes a clause of sorts: "fear of
// officials being discouraged".
func (r *reader) hasIng(a, b int) bool {
	for i := a; i < b; i++ {
		if r.is(i, cIng) && i > a {
			return true
		}
	}
	return false
}

// recited reads what somebody affirms, refuses or puts in doubt without a verb
// of speech: "reaffirmed her commitment to", "refused to affirm that", "cast
// doubt on".
func (r *reader) recited(i, end int, v *verb) (c complement, ok bool) {
	j := r.pastTimes(i, end)
	switch {
	case v.takes('v') && j+1 < end && r.low(j) == "to" && !(r.low(j+2) == "or" && r.low(j+3) == "deny") && recitals("verb", r.low(j+1)) && r.wordsIn(j, end) >= 3:
		return complement{r.trim([2]int{j, end}), 'v', 0.65, end, noPhrase}, true
	case v.takes('u') && j < end && r.wordsIn(j, end) >= 1:
		return complement{r.trim([2]int{j, end}), 'u', 0.65, end, noPhrase}, true
	case !v.takes('r') || j >= end:
		return c, false
	}
	for k := j; k < min(end, j+10); k++ {
		switch {
		case r.toks[k].kind == kWord && recitals("noun", r.low(k)):
			return complement{r.trim([2]int{j, end}), 'r', 0.6, end, noPhrase}, r.wordsIn(j, end) >= 3
		case r.is(k, cSub) || r.is(k, cAux|cModal) && !r.nounish(k, j):
			return c, false
		}
	}
	return c, false
}

// thing reports "the freeze on", "her commitment to", "Washington's commitment
// to": a noun of those that are affirmed, with what it is about, and no clause.
func (r *reader) thing(i int) bool {
	for k := i; k < min(len(r.toks)-1, i+6); k++ {
		switch {
		case r.toks[k].kind == kQuote:
		case r.toks[k].kind != kWord:
			return false
		case k > i && recitals("noun", r.low(k)):
			return r.is(k+1, cPrep) && r.low(k+1) != "as"
		case r.is(k, cAux|cSub|cPron) && !r.is(k, cPoss|cDet):
			return false
		}
	}
	return false
}

// pastTimes steps over "on Wednesday" and the like.
func (r *reader) pastTimes(i, end int) int {
	for i < end {
		k := i
		if r.is(k, cPrep) && k+1 < end && r.when(k+1) {
			k++
		}
		n := r.pastDate(k, end)
		if n == k || !r.when(k) {
			return i
		}
		i = n
	}
	return i
}
