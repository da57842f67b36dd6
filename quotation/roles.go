package quotation

import "strings"

// readRole collects what the text calls the person at a mention: "NATO
// Secretary General Jens Stoltenberg", "Paul Dewar, an Ottawa MP".
func (p *people) readRole(m mention) {
	who := &p.all[m.who]
	lo := p.paras[p.paraOf(m.from)].from
	if m.from > lo {
		t := m.from - 1
		if p.punct(t, '.') && t > lo {
			t--
		}
		if g := courtesy(p.low(t)); g != 0 {
			who.gender = g
		}
		np := p.npBack(m.to-1, max(lo, m.from-25))
		if np.ok() && np.from < m.from && p.hasRole(np.from, m.from) && !p.underPrep(m.from, lo) {
			p.setRole(who, np.from, m.from)
		} else if a := p.titleRun(m.from, lo); a < m.from && p.hasRole(a, m.from) {
			p.setRole(who, a, m.from) // "attacks on President Amina Diallo"
		}
		// "the European Commissioner for the Internal Market, Thierry Breton,"
		if p.punct(m.from-1, ',') && m.to < len(p.toks) && p.toks[m.to].kind == kPunct {
			if np := p.npBack(m.from-2, lo); np.ok() && p.hasRole(np.head, np.head+1) {
				p.setRole(who, np.from, np.to)
			}
		}
	}
	if m.to+1 < len(p.toks) && p.punct(m.to, ',') {
		np := p.npForward(m.to+1, min(len(p.toks), m.to+20))
		if np.ok() && np.to < len(p.toks) && p.toks[np.to].kind == kPunct && p.hasRole(np.from, np.to) && !p.nameInside(np) {
			p.setRole(who, np.from, np.to)
		}
	}
}

// titleRun gives where the titles begin that stand directly before a name.
func (p *people) titleRun(i, lo int) int {
	const most = 12 // words; a longer run of capitals is no title
	for lo = max(lo, i-most); i > lo; {
		k := i - 1
		if p.punct(k, '.') && k > lo && p.is(k-1, cAbbrev) {
			k--
		}
		if p.toks[k].kind != kWord || p.closedWord(k) || p.toks[k].quote != p.toks[i].quote || p.possessive(k) ||
			!p.capital(k) && !p.is(k, cTitle|cRoleWord) && !p.is(k, cRole) || p.is(k, cVerb|cCue) && !p.capital(k) {
			break
		}
		i = k
	}
	return i
}

// underPrep reports whether the name at token i hangs on a preposition: "aides
// to Mrs. Clinton" are not Mrs. Clinton.
func (p *people) underPrep(i, lo int) bool {
	for i--; i > lo && (p.punct(i, '.') || p.capital(i) && p.is(i, cTitle|cRole)); i-- {
	}
	if i >= lo && p.low(i) == "of" && i > lo && p.is(i-1, cTitle|cRole) && p.capital(i-1) {
		return false // "Minister of Defence Ann Lee"
	}
	return i >= lo && p.toks[i].kind == kWord && p.is(i, cPrep) && !p.capital(i)
}

func (p *people) hasRole(a, b int) bool {
	for i := a; i < b; i++ {
		switch p.low(i) {
		case "counterpart", "predecessor", "successor", "rival", "friend":
			return false
		}
	}
	for i := a; i < b; i++ {
		if p.is(i, cRole|cTitle) && len(p.word(i)) > 2 {
			return true
		}
	}
	return false
}

func (p *people) nameInside(np phrase) bool {
	return np.to-np.from <= 3 && p.is(np.from, cMale|cFemale) && p.capital(np.from)
}

func (p *people) setRole(who *person, a, b int) {
	for i := a; i < b; i++ {
		if p.toks[i].kind == kWord {
			w := p.low(i)
			who.roles[w] = true
			if w == "former" || w == "ex" || strings.HasPrefix(w, "ex-") {
				who.former = true
			}
		}
	}
	for a < b && p.is(a, cDet|cPoss) {
		a++
	}
	for i := a + 1; i < b; i++ { // "President of the Council in the columns of ..."
		if w := p.low(i); (w == "in" || w == "on" || w == "at" || w == "during") && p.hasRole(a, i) && p.low(i-1) != "member" {
			b = i
		}
	}
	if text := clean(p.span(a, b)); len(text) > len(who.role) && len(text) < 90 {
		if courtesy(strings.ToLower(strings.TrimSuffix(text, "."))) == 0 {
			who.role = strings.TrimSuffix(text, ",")
		}
	}
}
