package quotation

// contentBefore reads what stands before the cue, with its second half if it
// was interrupted. left is where the cue with its subject begins, end the
// token after them.
func (r *reader) contentBefore(left, end, taken int, s *sent) (c [][2]int, next int, ok bool) {
	beg := max(taken, s.from)
	if left <= beg {
		return nil, 0, false
	}
	if r.low(left-1) == "as" && left-1 > beg && r.quoteEnding(left-1) != nil {
		left-- // `"There is no plan B," as Ann Lee put it`
	}
	last := left - 1
	q := r.quoteEnding(left)
	if q == nil && r.toks[last].kind == kPunct && r.toks[last].mark != ':' && last > beg {
		if r.toks[last].mark == ',' || r.toks[last].mark == '—' || r.toks[last].mark == '–' {
			q = r.quoteEnding(last)
		} else if r.toks[last].mark != '?' && r.toks[last].mark != '!' {
			return nil, 0, false
		}
	} else if q == nil {
		return nil, 0, false
	}
	after := r.afterCue(end, s.to)
	if q != nil && q.open >= beg {
		c = r.quoteOrAll([2]int{beg, q.end()})
		// the second half: "A," he said, "B."
		if n := after; n < s.to {
			if r.punct(n, ',') || r.punct(n, '—') || r.punct(n, '–') || r.punct(n, ':') {
				n++
			}
			if n < s.to && r.toks[n].quote != 0 && r.quots[r.toks[n].quote-1].open == n {
				q2 := r.quots[r.toks[n].quote-1]
				c = append(c, r.trim([2]int{n, q2.end()})...)
				return c, q2.end(), true
			}
			// "A," he said, turning to the door, "B."
			for k := n + 1; n > after && n < s.to && r.is(n, cIng|cPrep|cSub) && k+1 < min(s.to, n+14) && r.toks[k].quote == 0; k++ {
				if q2 := r.quoteAt(k + 1); r.punct(k, ',') && q2 != nil && q2.open == k+1 {
					c = append(c, r.trim([2]int{k + 1, q2.end()})...)
					return c, q2.end(), true
				}
			}
		}
		return c, end, true
	}
	if r.wordsIn(beg, last) < 2 || r.is(beg, cPart) && asked[r.low(beg)] {
		return nil, 0, false // "Asked who leads the party, he said Lee"
	}
	// Without quotation marks the cue must close the sentence, or stand
	// between commas.
	n := after
	finite := r.hasFinite(beg, last)
	switch {
	case !finite && !(r.punct(min(n, s.to-1), ',') && !r.narrates(n+1, s)):
		return nil, 0, false
	case n >= s.to || r.toks[n].kind == kPunct && (r.toks[n].mark == '.' || r.toks[n].mark == ';' || r.toks[n].mark == '!' || r.toks[n].mark == '?'):
		return r.trim([2]int{beg, last}), n, true
	case r.punct(n, ',') && n+1 < s.to:
		if r.narrates(n+1, s) || n > end && setsScene[r.low(n+1)] || r.low(n+1) == "without" || r.is(n+1, cIng) && r.is(n+1, cVerb|cCue) {
			return r.trim([2]int{beg, last}), n + 1, true
		}
		e := r.clauseEnd(n+1, s)
		return append(r.trim([2]int{beg, last}), r.trim([2]int{n + 1, e})...), e, true
	case r.is(n, cSub) && r.low(n) != "that" && !r.is(n, cDet) && !r.isWh(n):
		return r.trim([2]int{beg, last}), n, true
	}
	return nil, 0, false
}

// asked are participles that tell what somebody was asked before answering.
var asked = map[string]bool{"asked": true, "pressed": true, "questioned": true, "quizzed": true, "challenged": true}

// setsScene are words with which a writer goes on after "he said on Monday,".
var setsScene = map[string]bool{"despite": true, "amid": true, "as": true, "after": true, "following": true, "while": true, "though": true, "although": true, "even": true, "hours": true, "days": true, "weeks": true, "just": true}

// afterCue steps over the addressee, times and places that follow a cue:
// "told reporters in Ohio on Tuesday".
func (r *reader) afterCue(i, hi int) int {
	for n := 0; n < 6 && i < hi; n++ {
		switch {
		case r.toks[i].kind == kQuote || r.toks[i].kind == kPunct:
			return i
		case r.is(i, cAdv|cSkipAfter) && !r.is(i, cPron) || r.when(i):
			i++
		case r.is(i, cPrep):
			np := r.npForward(i+1, hi)
			if !np.ok() {
				if i+1 < hi && r.when(i+1) {
					i += 2
					continue
				}
				return i
			}
			i = np.to
		default:
			np := r.npForward(i, hi)
			if !np.ok() || np.from == np.to {
				return i
			}
			i = np.to
		}
	}
	return i
}

// quoteEnding gives the quotation whose last token stands before token i.
func (r *reader) quoteEnding(i int) *quotation {
	if i <= 0 {
		return nil
	}
	if q := r.quoteAt(i - 1); q != nil && q.end() == i {
		return q
	}
	return nil
}

// quoteOrAll gives the quotation at the end of the range alone, where it is
// one that stands by itself, else the whole range.
func (r *reader) quoteOrAll(c [2]int) [][2]int {
	end := c[1]
	for end > c[0] && r.toks[end-1].kind == kPunct && r.toks[end-1].quote == 0 {
		end--
	}
	q := r.quoteEnding(end)
	if q == nil || q.open <= c[0] {
		return r.trim(c)
	}
	if p := r.toks[q.open-1]; p.kind == kPunct || p.kind == kQuote || p.quote != 0 {
		if q.words >= 3 && !(p.kind == kPunct && p.mark == ',' && q.words < 5 && r.toks[c[0]].quote == 0 && !r.is(c[0], cSub|cPrep)) {
			return [][2]int{{q.open, end}}
		}
	}
	return r.trim(c)
}
