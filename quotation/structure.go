package quotation

import (
	"strings"
)

// sent is an outer sentence: a range of tokens in which a whole quotation
// counts as one word, so that `"I came. I saw," he said.` is one sentence.
type sent struct {
	from, to int
	para     int
	q0, q1   int  // its quotations
	repeat   bool // the same words stand earlier in the text
}

// maxSentence bounds an outer sentence, in tokens, so that the rules, which
// look to and fro within one, stay linear in the text.
const maxSentence = 300

// paragraphs cuts the text at line breaks. Text that is wrapped at a fixed
// width is cut at empty lines only.
func (d *doc) paragraphs() {
	wrapped := isWrapped(d.text)
	from := 0
	for i := 1; i <= len(d.toks); i++ {
		if i < len(d.toks) {
			if d.toks[i].flags&fSpaceB == 0 {
				continue
			}
			breaks := strings.Count(d.text[d.toks[i-1].end:d.toks[i].start], "\n")
			if breaks == 0 || wrapped && breaks < 2 {
				continue
			}
		}
		d.paras = append(d.paras, para{from, i})
		from = i
	}
}

// isWrapped looks at the first lines: in wrapped text most lines that another
// follows directly are of middling length and end within a sentence.
func isWrapped(s string) bool {
	s = s[:min(len(s), 1<<16)]
	within, other, prev := 0, 0, ""
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if prev != "" && line != "" {
			if n := len(prev); n >= 40 && n <= 130 && !strings.ContainsAny(prev[n-1:], ".?!:\"") {
				within++
			} else {
				other++
			}
		}
		prev = line
	}
	return within > 2 && within > other
}

// sentences cuts every paragraph into outer sentences.
func (d *doc) sentences() {
	for pi, p := range d.paras {
		from := d.afterDateline(p)
		q := d.firstQuote(from)
		cut := func(to int) {
			if to <= from {
				return
			}
			s := sent{from: from, to: to, para: pi, q0: q}
			for q < len(d.quots) && d.quots[q].open < to {
				q++
			}
			s.q1 = q
			d.sents = append(d.sents, s)
			from = to
		}
		qi := q
		for i := from; i < p.to; i++ {
			if qi < len(d.quots) && d.quots[qi].open <= i && d.quots[qi].end() > i {
				last := d.quots[qi].end() - 1
				qi++
				i = last
				if d.endsAtQuote(last, p.to) {
					cut(last + 1)
				}
				continue
			}
			if d.endsSentence(i, p.to) || i-from >= maxSentence {
				end := i + 1
				for end < p.to && end < i+4 && d.toks[end].flags&fSpaceB == 0 && (d.punct(end, ')') || d.punct(end, ']')) {
					end++
				}
				cut(end)
				i = end - 1
			}
		}
		cut(p.to)
	}
}

// afterDateline steps over "BRUSSELS (AP) —" and "Tokyo, Jan. 31 (Jiji Press)--"
// at the beginning of a paragraph.
func (d *doc) afterDateline(p para) int {
	told, agency := d.toks[p.from].flags&fUpper != 0 || d.is(p.from, cPlace), false
	for i := p.from; i < min(p.to-1, p.from+18); i++ {
		t := d.toks[i]
		switch {
		case t.kind == kPunct && (t.mark == '—' || t.mark == '–' || t.mark == '-'):
			if i == p.from || !told || t.flags&fSpaceB == 0 && !d.punct(i-1, ')') && !d.punct(i+1, '-') {
				return p.from
			}
			for i < p.to && d.toks[i].kind == kPunct {
				i++
			}
			return i
		case t.kind == kPunct && t.mark == '(':
			agency = true
		case t.kind == kPunct && t.mark == ')':
			told = told || agency && d.punct(i+1, '-') || d.punct(i+1, '—') || d.punct(i+1, '–')
		case t.kind == kQuote || t.kind == kWord && t.flags&fCap == 0 && !d.is(i, cPrep) && !(d.punct(i-1, '(') && d.punct(i+1, ')')):
			return p.from
		}
	}
	return p.from
}

// endsSentence reports whether token i, outside any quotation, ends one.
func (d *doc) endsSentence(i, limit int) bool {
	t := d.toks[i]
	if t.kind == kWord && strings.HasSuffix(d.word(i), ".") { // "U.S."
		return i+1 < limit && d.capital(i+1) && d.is(i+1, cStopName|cDet|cPron) && !d.is(i+1, cPlace)
	}
	if t.kind != kPunct || t.mark != '.' && t.mark != '?' && t.mark != '!' && t.mark != '…' {
		return false
	}
	if i+1 >= limit {
		return true
	}
	if i+2 < limit && (d.punct(i+1, ')') || d.punct(i+1, ']')) && t.flags&fSpaceA == 0 && (d.toks[i+2].kind == kWord && d.toks[i+2].flags&fCap == 0 || d.punct(i+2, ',')) {
		return false // "Ann Lee (R-Ky.) has"
	}
	n := d.toks[i+1]
	if t.flags&fSpaceA == 0 && n.kind != kQuote && !d.punct(i+1, ')') && !d.punct(i+1, '[') {
		// a stop inside a name or an address, or a missing space: "end.The"
		return n.kind == kWord && n.flags&fCap != 0 && i > 0 && len(d.word(i-1)) > 2 && !d.capital(i-1)
	}
	if t.mark == '.' && i > 0 && d.toks[i-1].kind == kWord && t.flags&fSpaceB == 0 {
		if len(d.word(i-1)) == 1 && d.capital(i-1) {
			return false // an initial
		}
		if d.is(i-1, cAbbrev) && !(d.capital(i+1) && d.is(i+1, cStopName) && !d.is(i-1, cTitle)) && !ordinary(d.word(i-1)) {
			return false
		}
	}
	return n.kind != kWord || n.flags&fCap != 0
}

// ordinary reports abbreviations that are words as well, in lower case.
func ordinary(w string) bool {
	switch w {
	case "no", "miss", "mass", "ill", "art", "mar", "sat", "sun", "may", "or", "me", "in", "wash", "mo", "pa", "va", "md", "miss.":
		return true
	}
	return false
}

// endsAtQuote reports whether the outer sentence ends with the closing mark at
// i: the quotation ended with a stop, and no "said X" follows.
func (d *doc) endsAtQuote(i, limit int) bool {
	if i+1 >= limit {
		return true
	}
	last := i - 1
	if d.toks[i].kind != kQuote {
		last = i
	}
	if last < 0 || d.toks[last].kind != kPunct {
		return false
	}
	next := d.toks[i+1]
	if next.kind == kPunct && next.mark != '[' && next.mark != '(' {
		return false
	}
	switch d.toks[last].mark {
	case '.':
		if next.kind == kWord && next.flags&fCap == 0 {
			return false
		}
		return !d.cueSoon(i+1, min(limit, i+6)) && !d.saysAlone(i+1, min(limit, i+25))
	case '?', '!', '…', '—', '–', '-':
		if next.kind == kWord && next.flags&fCap == 0 {
			return d.toks[last].mark != '-' && !d.cueSoon(i+1, min(limit, i+12)) && d.is(i+1, cCoord)
		}
		return !d.cueSoon(i+1, min(limit, i+12))
	}
	return false
}

// cueSoon reports whether "X said" or "said X" begins at i and ends the
// clause before limit.
func (d *doc) cueSoon(i, limit int) bool {
	if i < limit && d.capital(i) && d.is(i, cSub) && !d.is(i, cDet|cPron) {
		return false // `"We will." When asked how, he left.`
	}
	for j := i; j < limit; j++ {
		t := d.toks[j]
		if t.kind == kQuote || t.kind == kPunct && t.mark != ',' && t.mark != '.' {
			return false
		}
		if d.is(j, cCue) && d.is(j, cFinite) && d.quotes(j) {
			if j == i {
				return !d.capital(j) || j+1 < len(d.toks) && d.capital(j+1)
			}
			if len(d.lex.entries[d.toks[j].lex].cues) > 0 && d.lex.entries[d.toks[j].lex].cues[0].takes('a') && j+1 < len(d.toks) && d.low(j+1) != "that" {
				return true // "Trump told the crowd"
			}
			after := min(j+1, len(d.toks)-1)
			return d.toks[after].kind == kPunct && (d.toks[after].mark == '.' || d.toks[after].mark == ',') || d.is(after, cPrep|cTime|cAdv) || d.low(after) == "as" || d.low(after) == "when" || after == j
		}
		if j > i && (d.is(j, cAux|cSub) || t.kind == kPunct && t.mark == '.' && !d.is(j-1, cAbbrev) && len(d.word(j-1)) > 1) {
			return false
		}
	}
	return false
}

// saysAlone reports whether a name and a verb of saying begin at token i with
// no words of their own: `"We won." Prime Minister Ann Lee said on Monday.`
func (d *doc) saysAlone(i, limit int) bool {
	np := d.npForward(i, limit)
	if !np.ok() || np.to >= limit || !d.is(np.to, cCue) || !d.is(np.to, cFinite) || !d.quotes(np.to) {
		return false
	}
	n := np.to + 1
	if n+1 < limit && d.is(n, cPrep) && d.when(n+1) {
		n += 2
	}
	return n < limit && d.punct(n, '.')
}

// quotes reports whether the cue at i can stand beside a quotation.
func (d *doc) quotes(i int) bool {
	for _, v := range d.lex.entries[d.toks[i].lex].cues {
		if v.takes('q') && d.hasTail(i, v) {
			return true
		}
	}
	return false
}

// hasTail reports whether the words that the verb needs follow token i.
func (d *doc) hasTail(i int, v *verb) bool {
	j := i + 1
	if len(v.tail) > 0 && v.lemma == "make" && j < len(d.toks) && d.low(j) == "it" {
		j++
	}
	if j+len(v.tail) > len(d.toks) {
		return false
	}
	for k, w := range v.tail {
		if have := d.low(j + k); have != w && !(w == "oneself" && (have == "himself" || have == "herself" || have == "itself" || have == "themselves")) {
			return false
		}
	}
	return true
}
