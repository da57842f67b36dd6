package quotation

import "strings"

// phrase is a noun phrase, as a range of tokens; head is its noun.
type phrase struct{ from, to, head int }

var noPhrase = phrase{-1, -1, -1}

func (p phrase) ok() bool { return p.from >= 0 }

// closedWord reports whether token i is a word of grammar and so no noun.
func (d *doc) closedWord(i int) bool {
	return d.is(i, cClosed) && !(d.toks[i].flags&fUpper != 0 && d.is(i, cDemonym))
}

// when reports whether token i names a day, month or other time.
func (d *doc) when(i int) bool {
	return d.is(i, cTime|cMonth) && !(d.is(i, cModal) && !d.capital(i)) && !d.shortName(i)
}

// shortName reports a first name that is a short form of a day or month as well:
// "Jun Azumi", "Sun Li".
func (d *doc) shortName(i int) bool {
	switch d.low(i) {
	case "jun", "sun", "mar", "sat":
		return d.capital(i) && i+1 < len(d.toks) && d.toks[i+1].kind == kWord && d.capital(i+1) && !d.is(i+1, cTime|cMonth)
	}
	return false
}

// nounish reports whether token i can stand in a noun phrase as a noun,
// adjective or name. lo bounds the look to the left.
func (d *doc) nounish(i, lo int) bool {
	t := d.toks[i]
	if t.kind == kNum {
		return true
	}
	if t.kind != kWord || d.clitic(i) {
		return false
	}
	c := d.cls(i)
	if d.closedWord(i) && c&(cNum|cRole) == 0 {
		return t.flags&fCap != 0 && i > lo && c&(cMonth|cPlace|cDemonym) != 0 && c&cDet == 0
	}
	if c&cNum != 0 || t.flags&fCap != 0 && !(i == lo && c&(cAdv|cSub) != 0) {
		return true
	}
	if c&(cRole|cOrg|cDoc|cCueN|cRoleWord|cTitle) != 0 {
		if c&(cVerb|cCue) != 0 && i > lo && d.is(i-1, cPron|cModal|cHave) {
			return false
		}
		return true
	}
	if c&cAdv != 0 {
		return false
	}
	if c&(cVerb|cCue) != 0 {
		if c&(cIng|cPart) != 0 && i+1 < len(d.toks) && i > lo && d.is(i-1, cDet|cPoss) && d.low(i-1) != "that" {
			return true // "the leading candidate"
		}
		if c&cIng != 0 && i-2 >= lo && d.is(i-1, cPart) && d.is(i-2, cDet|cPoss) {
			return true // "a televised meeting"
		}
		if i > lo && (d.is(i-1, cDet|cPoss) || d.possessive(i-1)) {
			return c&cPast == 0
		}
		if c&(cBase|cPast|cThird) == cBase { // "plan": a noun but after "they", "to" or a plural
			return i == lo || !d.is(i-1, cPron|cModal|cDo|cNeg|cAdv) && d.low(i-1) != "to" && !d.plural(i-1) && d.toks[i-1].kind == kWord
		}
		return false
	}
	return true
}

// clitic reports whether token i is 's, 're and the like.
func (d *doc) clitic(i int) bool {
	w := d.word(i)
	return strings.HasPrefix(w, "'") || strings.HasPrefix(w, "’")
}

// possessive reports whether token i is 's after a noun.
func (d *doc) possessive(i int) bool {
	return d.clitic(i) && strings.HasSuffix(d.word(i), "s") && len(d.word(i)) <= 4 && i > 0 && d.toks[i].flags&fSpaceB == 0
}

// npBack gives the noun phrase that ends with token end, looking no further
// left than lo.
func (d *doc) npBack(end, lo int) phrase {
	if end < lo || end < 0 {
		return noPhrase
	}
	if d.is(end, cPron|cObjPron) && !(d.toks[end].flags&fUpper != 0 && d.is(end, cDemonym)) {
		if end-2 >= lo && d.low(end-1) == "of" && d.is(end-2, cNum|cDet|cRole) { // "one of them"
			return phrase{end - 2, end + 1, end - 2}
		}
		return phrase{end, end + 1, end}
	}
	if d.punct(end, '.') && end > lo && d.is(end-1, cAbbrev) {
		end--
	}
	if w := d.low(end); (w == "jr" || w == "sr") && end-2 >= lo && d.punct(end-1, ',') {
		end -= 2 // "Harry L. Roque, Jr. said"
	}
	if d.is(end, cDet) && d.is(end, cRole) || d.is(end, cRole|cNum) && d.is(end, cDet) {
		return phrase{end, end + 1, end} // "many", "some"
	}
	if d.toks[end].kind == kNum && end > lo && d.capital(end-1) && (d.low(end-1) == "no" || d.low(end-1) == "number") {
		return phrase{end - 1, end + 1, end - 1} // "No 10 said"
	}
	if !d.nounish(end, lo) || d.toks[end].kind == kNum {
		return noPhrase
	}
	k, head := end, end
	for steps := 0; k-1 >= lo && steps < 30; steps++ {
		p := k - 1
		t := d.toks[p]
		switch {
		case t.quote != d.toks[k].quote:
			return phrase{k, end + 1, head}
		case d.possessive(p):
			k = p
			continue
		case t.kind == kPunct && t.mark == '.' && p > lo && t.flags&fSpaceB == 0 && (d.is(p-1, cAbbrev) || len(d.word(p-1)) == 1),
			t.kind == kPunct && (t.mark == '&' || (t.mark == '/' || t.mark == '-') && t.flags&(fSpaceA|fSpaceB) == 0 && d.toks[p-1].kind == kWord):
			k = p
			continue
		case t.kind == kWord && d.low(p) == "that",
			courtesyTitle[d.low(k)] && d.capital(k) && d.nounish(p, lo) && !d.is(p, cRole|cTitle|cParticle|cDemonym),               // "in response Mr. Lee said"
			d.is(k, cPlace) && d.capital(k) && t.kind == kWord && !d.capital(p) && d.toks[p].lex == 0 && p > lo && d.is(p-1, cDet): // "a goal Iran denies"
			return phrase{k, end + 1, head}
		case t.kind == kWord && d.is(p, cPart) && !d.is(p, cRole|cDet) && d.capital(k) && d.is(k, cTitle|cRole) && (p == lo || d.toks[p-1].kind == kPunct):
			k = p // "jailed Sen. Ann Lee"
			continue
		case t.kind == kWord && d.is(p, cDet|cPoss) && !d.is(p, cSub):
			k = p
			if k-1 >= lo && (d.low(k-1) == "all" || d.low(k-1) == "both" || d.low(k-1) == "half") {
				k-- // "all the"
			}
			if k-1 < lo || !d.is(k-1, cPrep) || d.toks[k-1].kind != kWord {
				return phrase{k, end + 1, head}
			}
			continue
		case t.kind == kWord && d.is(p, cParticle) && !d.capital(p) && d.capital(k) && (p == lo || d.capital(p-1) || d.is(p-1, cParticle) || d.toks[p-1].kind != kWord || !d.nounish(p-1, lo)):
			k = p // "Ursula von der Leyen"
			continue
		case t.kind == kWord && d.is(p, cPrep) && !d.nounish(p, lo):
			h := d.attaches(p, lo)
			if h < 0 {
				return phrase{k, end + 1, head}
			}
			k = h
			if !d.nameEnds(end) {
				head = h
			}
			continue
		case d.is(p, cCoord) && p > lo && d.low(p) == "and" && d.nounish(p-1, lo) && d.capital(p-1) == d.capital(k) && !d.when(p-1) && d.capital(k):
			k = p - 1
			continue
		case d.when(p) && d.capital(p) && !d.is(p, cModal):
			return phrase{k, end + 1, head}
		case d.nounish(p, lo):
			if d.capital(k) && !d.capital(p) && t.kind == kWord && !d.is(p, cRole|cTitle|cRoleWord|cOrg|cNum) && d.toks[p].lex != 0 {
				return phrase{k, end + 1, head} // "rejecting that claim Abdullah said"
			}
			k = p
			continue
		}
		break
	}
	return phrase{k, end + 1, head}
}

// courtesyTitle are titles that a name alone follows.
var courtesyTitle = map[string]bool{"mr": true, "mrs": true, "ms": true, "miss": true, "dr": true, "sir": true, "dame": true, "lord": true}

// nameEnds reports whether the phrase ending at token end closes with a
// person's name, which then is its head ("Ambassador to France Ann Lee").
func (d *doc) nameEnds(end int) bool {
	return end > 0 && d.capital(end) && d.capital(end-1) && d.is(end-1, cMale|cFemale) && !d.is(end, cOrg|cPlace)
}

// attaches gives the noun to the left of the preposition at p that the
// prepositional phrase belongs to, -1 if it stands on its own.
func (d *doc) attaches(p, lo int) int {
	q := p - 1
	if q < lo {
		return -1
	}
	switch d.low(q) {
	case "familiar", "close", "briefed", "knowledgeable": // "a person familiar with the plan"
		if q > lo && d.is(q-1, cRole) {
			return q - 1
		}
	}
	if !d.nounish(q, lo) && !d.is(q, cNum|cRole) || d.when(q) && d.capital(q) {
		return -1
	}
	switch d.low(p) {
	case "of":
		return q
	case "to":
		switch strings.TrimSuffix(d.low(q), "s") {
		case "ambassador", "envoy", "adviser", "advisor", "aide", "assistant", "secretary", "counsel", "letter", "message", "representative", "candidate", "successor", "heir":
			return q
		}
	case "for", "at", "in", "from", "with", "on", "by", "inside", "within", "against":
		if d.is(q, cRole|cOrg|cDoc|cTitle|cCueN) {
			return q
		}
	}
	return -1
}

// npForward gives the noun phrase that begins with token i, within hi.
func (d *doc) npForward(i, hi int) phrase {
	if i >= hi {
		return noPhrase
	}
	if d.is(i, cPron|cObjPron) && !d.is(i, cPoss) && !(d.toks[i].flags&fUpper != 0 && d.is(i, cDemonym)) {
		return phrase{i, i + 1, i}
	}
	if d.low(i) == "her" && !(i+1 < hi && d.nounish(i+1, i)) {
		return phrase{i, i + 1, i}
	}
	k, head, inPP := i, -1, false
	for k < hi && k < i+30 {
		t := d.toks[k]
		if t.quote != d.toks[i].quote {
			break
		}
		if d.is(k, cParticle) && t.kind == kWord && !d.capital(k) && head >= 0 && d.capital(k-1) && k+1 < hi && (d.capital(k+1) || d.is(k+1, cParticle)) {
			k++
			continue
		}
		if d.is(k, cDet|cPoss) && t.kind == kWord && !d.nounish(k, i) {
			if k > i && !d.is(k-1, cPrep|cDet) {
				break
			}
			k++
			continue
		}
		if head >= 0 && d.possessive(k) {
			k++
			continue
		}
		if t.kind == kPunct {
			if k > i && t.flags&fSpaceB == 0 && t.mark == '.' && (d.is(k-1, cAbbrev) || len(d.word(k-1)) == 1) && k+1 < hi ||
				k > i && (t.mark == '&' || t.mark == '-' && t.flags&(fSpaceA|fSpaceB) == 0) {
				k++
				continue
			}
			break
		}
		if t.kind == kWord && d.is(k, cPrep) && head >= 0 && !d.nounish(k, i) {
			if d.attaches(k, i) < 0 || k+1 >= hi || d.when(k+1) || !d.is(k+1, cDet|cPoss) && !d.nounish(k+1, i) || d.toks[k+1].kind == kNum {
				break
			}
			if d.low(k) == "in" || d.low(k) == "on" || d.low(k) == "at" {
				if k+2 < hi && d.is(k+2, cDoc|cCueN) || d.is(k+1, cDoc|cCueN) {
					break // "said X in a statement"
				}
			}
			inPP = true
			k++
			continue
		}
		if d.is(k, cCoord) && d.low(k) == "and" && head >= 0 && k+1 < hi && d.capital(k+1) && d.capital(k-1) && d.nounish(k+1, i) {
			k++
			continue
		}
		if !d.nounish(k, i) || d.when(k) && d.capital(k) && !(head < 0) {
			break
		}
		if d.is(k, cCue|cVerb) && !d.capital(k) && head >= 0 && d.is(k, cFinite) && !d.is(k, cRole|cDoc) {
			break
		}
		if head >= 0 && d.capital(k) && !d.capital(k-1) && d.plural(k-1) && d.is(k-1, cRole) {
			break // "told supporters Russia would"
		}
		if w := d.low(k); head >= 0 && (w == "last" || w == "this" || w == "next") && k+1 < hi && d.when(k+1) {
			break // "told The Herald last week"
		}
		if head >= 0 && courtesyTitle[d.low(k)] && d.capital(k) && !d.is(k-1, cRole|cTitle|cCoord) {
			break // "at the summit Mr. Lee said"
		}
		if !inPP || d.nameEnds(k) {
			head = k
		}
		k++
	}
	if head < 0 {
		return noPhrase
	}
	return phrase{i, k, head}
}

func (d *doc) plural(i int) bool {
	w := d.word(i)
	return len(w) > 3 && w[len(w)-1] == 's' && w[len(w)-2] != 's'
}

// speakerLike reports whether the phrase can name one who speaks; strong is
// set where the verb alone says so.
func (d *doc) speakerLike(p phrase, strong bool) bool {
	if !p.ok() {
		return false
	}
	h := p.head
	c := d.cls(h)
	switch w := d.low(h); {
	case p.to-p.from >= 3 && c&(cNum|cDet) != 0 && h+1 < p.to && d.low(h+1) == "of": // "one of them"
		return true
	case p.to-p.from == 1 && c&(cPron|cObjPron) != 0 && !(d.toks[h].flags&fUpper != 0 && c&cDemonym != 0):
		return w == "he" || w == "she" || w == "they" || w == "it" || w == "i" || w == "we" || w == "him" || w == "her" || w == "them"
	case d.when(h) && !(c&cModal != 0 && d.capital(h)) && !d.capital(h):
		return false
	case d.when(h) && p.to-p.from == 1 && !(c&cModal != 0 && d.capital(h)):
		return false
	case d.capital(h), c&(cRole|cOrg|cDoc|cCueN|cTitle) != 0:
		return true
	}
	return strong
}
