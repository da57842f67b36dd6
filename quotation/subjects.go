package quotation

// subjectBefore gives the subject of the verb at token v by looking to its
// left, over auxiliaries, adverbs, times and insertions between commas; start
// is where the verb with its auxiliaries begins.
func (d *doc) subjectBefore(v, lo int) (subj phrase, start int) {
	i := v - 1
	start = v
	for i >= lo && d.toks[i].kind == kWord && !d.possessive(i) && d.is(i, cAux|cAdv|cNeg) && (!d.capital(i) || i == lo) && d.toks[i].quote == d.toks[v].quote {
		if d.is(i, cAux) {
			start = i
		}
		i--
	}
	if i > lo && d.low(i) == "since" && d.is(i-1, cHave) { // "has since said"
		for i--; i >= lo && d.is(i, cAux|cAdv); i-- {
			start = i
		}
	}
	i = d.skipTimeBack(i, lo)
	if i > lo && d.toks[i].kind == kWord {
		switch d.low(i) {
		case "all", "both", "each", "himself", "herself", "itself", "themselves": // "Ann Lee herself said"
			i--
		}
	}
	if i < lo {
		return noPhrase, start
	}
	t := d.toks[i]
	if t.kind == kPunct && (t.mark == ',' || t.mark == ')' || t.mark == '—' || t.mark == '–') {
		return d.subjectOver(i, lo), start
	}
	np := d.npBack(i, lo)
	if !np.ok() {
		for j := i; j > lo && j > i-8 && d.toks[j].kind == kWord; j-- { // "members who were leaving shouted"
			if d.low(j) == "who" && d.nounish(j-1, lo) {
				return d.npBack(j-1, lo), start
			}
		}
		return noPhrase, start
	}
	// "the man who met Putin said": the subject stands before "who"
	for j := np.from - 1; j > lo && j > np.from-15; j-- {
		if d.toks[j].kind == kPunct || d.toks[j].kind == kQuote {
			break
		}
		if d.low(j) == "who" && d.nounish(j-1, lo) {
			if outer := d.npBack(j-1, lo); outer.ok() {
				return outer, start
			}
		}
	}
	return np, start
}

// skipTimeBack steps left over "on Tuesday", "this week", "in a statement".
func (d *doc) skipTimeBack(i, lo int) int {
	j := i
	if j > lo && d.toks[j].kind == kNum && d.is(j-1, cMonth) {
		j--
	}
	if j > lo && (d.is(j, cTime) && !d.is(j, cAux) || d.is(j, cMonth) && !d.is(j, cModal)) {
		j--
		for j > lo && d.toks[j].kind == kWord && (d.is(j, cTime) || d.low(j) == "last" || d.low(j) == "this" || d.low(j) == "late" || d.low(j) == "early") {
			j--
		}
		if j > lo+1 && d.punct(j, ',') && d.is(j-1, cTime) { // "on Tuesday, April 27"
			j -= 2
		}
		if j > lo && d.is(j, cPrep) {
			j--
		}
		return d.skipChannelBack(j, lo)
	}
	return d.skipChannelBack(i, lo)
}

// skipChannelBack steps left over "in a statement", "in a newspaper article".
func (d *doc) skipChannelBack(j, lo int) int {
	if j > lo && (d.is(j, cDoc|cCueN) || channels[d.low(j)]) {
		for k := j - 1; k > lo && k > j-5 && d.toks[k].kind == kWord; k-- {
			if d.is(k, cDet|cPoss) && d.low(k-1) == "in" && k-1 > lo {
				return k - 2
			}
			if d.closedWord(k) {
				break
			}
		}
	}
	return j
}

// subjectOver gives the noun phrase before the insertions that end with the
// mark at token c: "Paul Dewar, an Ottawa New Democrat MP, said".
func (d *doc) subjectOver(c, lo int) phrase {
	if d.punct(c, ')') {
		for o := c - 1; o > lo && o > c-25; o-- {
			if d.punct(o, '(') {
				return d.npBack(o-1, lo)
			}
		}
		return noPhrase
	}
	mark := d.toks[c].mark
	best := noPhrase
	for n := 0; n < 7; n++ {
		o := c - 1
		for o > lo && o > c-45 && !(d.toks[o].kind == kPunct && d.toks[o].mark == mark && d.toks[o].quote == d.toks[c].quote) {
			o--
		}
		if o <= lo || o <= c-45 || !d.insertion(o+1, c) {
			break
		}
		last := o - 1
		if d.punct(last, ')') { // "Ann Lee (Likud), who leads it, said"
			for k := last - 1; k > lo && k > last-10; k-- {
				if d.punct(k, '(') {
					last = k - 1
					break
				}
			}
		}
		np := d.npBack(last, lo)
		if np.ok() && d.clauseStart(np.from, lo) {
			best = np
			if d.capital(np.to-1) && d.capital(np.from) && !d.is(np.from, cDet) {
				if !d.placeOnly(np) {
					return best
				}
			}
		}
		c = o
	}
	return best
}

// placeOnly reports a phrase that only names a place or a time, as in
// "of Paris, Texas,".
func (d *doc) placeOnly(p phrase) bool {
	for i := p.from; i < p.to; i++ {
		if !d.is(i, cPlace) && !d.when(i) {
			return false
		}
	}
	return true
}

// insertion reports whether tokens [a,b) can stand between commas after a
// subject: an apposition or a relative clause, not a clause of its own.
func (d *doc) insertion(a, b int) bool {
	if a >= b {
		return false
	}
	if d.is(a, cPron) && d.low(a) != "who" || d.is(a, cCoord) && d.low(a) != "and" {
		return false
	}
	if d.is(a, cSub) || d.is(a, cPrep) {
		return true
	}
	for i := a; i < b; i++ { // a finite verb of its own makes it a clause
		if d.is(i, cSub) && d.toks[i].kind == kWord {
			return true
		}
		if d.is(i, cAux&^cHave) && !d.is(i, cMonth) && i > a && !d.possessive(i) {
			return false
		}
	}
	return true
}

// clauseStart reports whether a clause can begin at token i: nothing, a mark
// or a conjunction stands before it.
func (d *doc) clauseStart(i, lo int) bool {
	if i <= lo {
		return true
	}
	t := d.toks[i-1]
	return t.kind != kWord && t.kind != kNum || d.is(i-1, cCoord|cSub|cAdv|cTime|cFiller) || d.toks[i].quote != t.quote
}

// mainSubject gives the first noun phrase of the sentence that a verb follows,
// with the verb: its subject, past any opening adverbial.
func (d *doc) mainSubject(from, to int) (phrase, int) {
	for tries, i := 0, from; i < to && tries < 4; tries++ {
		for i < to && (d.toks[i].kind != kWord && d.toks[i].kind != kNum || d.is(i, cCoord|cAdv|cFiller) && !d.is(i, cDet) && d.toks[i].quote == 0) {
			i++
		}
		if i >= to {
			break
		}
		if d.is(i, cPrep) && i+1 < to && !d.nounish(i, i) { // "In Parliament Mr. Lee challenged her"
			if np := d.npForward(i+1, to); np.ok() && np.to < to && d.toks[np.to].kind == kWord && !d.is(np.to, cVerb|cCue|cAux|cPrep) {
				i = np.to
				continue
			}
		}
		np := d.npForward(i, to)
		if np.ok() && np.to < to && d.punct(np.to, ':') && d.toks[np.from].quote == 0 { // "DELHI: The party hit back"
			i = np.to + 1
			continue
		}
		if np.ok() && !d.when(np.head) && d.toks[np.from].quote == 0 {
			for j := np.to; j < to && j < np.to+40; j++ {
				if d.toks[j].quote != 0 {
					break
				}
				if d.is(j, cAux) || d.is(j, cVerb|cCue) && d.is(j, cFinite) {
					if s, _ := d.subjectBefore(j, from); s.ok() && s.from == np.from {
						v := j
						for v+1 < to && d.is(v, cAux|cAdv|cNeg) && d.is(v+1, cVerb|cCue|cAux|cAdv|cNeg) {
							v++
						}
						return s, v
					}
					if j > i && d.toks[j-1].kind == kPunct {
						break // a clause of its own
					}
				}
			}
		}
		for i < to && !d.punct(i, ',') {
			i++
		}
	}
	return noPhrase, -1
}
