package quotation

import (
	"iter"
	"strings"

	"casus"
)

// lastSubject gives the subject of the sentence before token i, or of its own
// where a clause stands before it, if it is a description: "the mayor".
func (p *people) lastSubject(i int, many bool) phrase {
	k := p.sentOf(i)
	if k == 0 || p.sents[k-1].para < p.sents[k].para-1 {
		return noPhrase
	}
	np, ok := p.subjectOf(p.sents[k-1].from)
	if own, good := p.subjectOf(i); good && own.to <= i && !p.is(own.head, cPron) && p.sents[k].from <= own.from {
		np, ok = own, true // "The minister was blamed when he said"
	}
	if !ok || p.toks[np.from].quote != 0 || p.is(np.head, cPron|cObjPron) {
		return noPhrase
	}
	human := p.is(np.head, cRole) && !p.is(np.head, cDoc|cOrg)
	if many {
		if (human && p.plural(np.head) || p.is(np.head, cNum) || crowds[p.low(np.head)]) && !p.capital(np.head) || crowds[p.low(np.head)] || p.is(np.head, cNum) && np.to-np.from == 1 {
			return np
		}
		return noPhrase
	}
	if !human || p.capital(np.head) && !p.is(np.from, cDet) || p.plural(np.head) || !p.is(np.from, cDet|cPoss) {
		return noPhrase
	}
	return np
}

// bodySubject gives the subject of the sentence before token i where it is an
// organisation: "the rights group Free Voices".
func (p *people) bodySubject(i int) (phrase, bool) {
	k := p.sentOf(i)
	if k == 0 || p.sents[k-1].para < p.sents[k].para-1 {
		return noPhrase, false
	}
	np, ok := p.subjectOf(p.sents[k-1].from)
	if own, good := p.subjectOf(i); good && own.to <= i && !p.is(own.head, cPron|cRole|cTitle) && p.sents[k].from <= own.from {
		np, ok = own, true // "The court cited it when it warned"
	}
	if !ok || p.toks[np.from].quote != 0 || p.is(np.head, cRole|cTitle|cPron) {
		return noPhrase, false
	}
	for j := np.from; j < np.to && !p.possessive(j); j++ {
		if p.is(j, cOrg) {
			return np, true
		}
	}
	return noPhrase, false
}

// crowds are people in numbers.
var crowds = map[string]bool{"protesters": true, "demonstrators": true, "crowds": true, "crowd": true, "residents": true, "villagers": true, "marchers": true, "supporters": true, "activists": true, "strikers": true, "fans": true, "police": true, "hundreds": true, "thousands": true, "dozens": true, "scores": true}

// pronoun finds whom he, she, they or it means at token i.
func (p *people) pronoun(w string, i int, h *holders, on casus.Date) speaker {
	none := speaker{id: -1, conf: 0.3}
	if g := map[string]class{"he": cMale, "she": cFemale}[w]; g != 0 {
		// "The mayor shook her head. ... she said": the description is the subject
		// before, and stands nearer than any name that was one.
		if np := p.lastSubject(i, false); np.ok() {
			last := p.recent(i, g, true)
			if last < 0 || p.all[last].subject < np.from {
				if sp := p.resolveAt(np, h, on); sp.id >= 0 && (p.all[sp.id].gender == 0 || p.all[sp.id].gender == g) && !p.all[sp.id].body {
					sp.conf *= 0.9
					return sp
				}
			}
		}
	}
	switch w {
	case "he", "him", "his":
		if id := p.recent(i, cMale, true); id >= 0 {
			p.learn(id, cMale)
			return speaker{p.all[id].name, "", id, 0.8}
		}
	case "she", "her":
		if id := p.recent(i, cFemale, true); id >= 0 {
			p.learn(id, cFemale)
			return speaker{p.all[id].name, "", id, 0.8}
		}
	case "they", "them", "their", "it", "its":
		best, at := -1, -1<<30
		for id := range p.candidates(false) {
			who := &p.all[id]
			if !who.body && !(who.unnamed && w != "it" && w != "its") || who.seen < 0 || i-who.seen > 150 {
				continue
			}
			if s := max(who.subject, who.seen-60); s > at {
				best, at = id, s
			}
		}
		if w == "it" && i > 0 {
			if np, ok := p.bodySubject(i); ok && (best < 0 || p.all[best].subject < np.from) {
				if sp := p.resolveAt(np, h, on); sp.id >= 0 && p.all[sp.id].body {
					sp.conf *= 0.8
					return sp
				}
				text := p.bare(np)
				return speaker{text, "", p.body(np, text), 0.6}
			}
		}
		if np := p.lastSubject(i, true); np.ok() && w != "it" && w != "its" && (best < 0 || p.all[best].subject < np.from) {
			text := p.bare(np)
			return speaker{text, "", p.unnamed(np, text), 0.6}
		}
		if best >= 0 {
			return speaker{p.all[best].name, "", best, 0.6}
		}
	}
	return none
}

// candidates gives those mentioned last, each perhaps more than once; with all
// also the first that the text names, whom it may name later only. It is a
// bounded number, so that resolving stays linear in the text.
func (p *people) candidates(all bool) iter.Seq[int] {
	const most = 200
	return func(yield func(int) bool) {
		for i := len(p.latest) - 1; i >= 0 && i >= len(p.latest)-most; i-- {
			if !yield(p.latest[i]) {
				return
			}
		}
		for id := 0; all && id < len(p.all) && id < most; id++ {
			if !yield(id) {
				return
			}
		}
	}
}

// learn keeps the gender that a pronoun showed.
func (p *people) learn(id int, g class) {
	if p.all[id].gender == 0 && len(p.all[id].words) > 1 {
		p.all[id].gender = g
	}
}

// recent gives the person most likely spoken of at token i: the last subject
// or speaker, or one named since, of the gender if it is known.
func (p *people) recent(i int, g class, subjects bool) int {
	return p.recentWho(i, g, subjects, func(*person) int { return 0 })
}

// recentWho is recent among those whose cost, in tokens of distance, is not
// negative.
func (p *people) recentWho(i int, g class, subjects bool, cost func(*person) int) int {
	const far = 60 // tokens that a subject's claim outlives a mere mention
	best, at := -1, -1<<30
	for id := range p.candidates(false) {
		who := &p.all[id]
		if who.body || who.seen < 0 || g != 0 && who.gender != 0 && who.gender != g {
			continue
		}
		if who.unnamed && strings.HasSuffix(who.name, "s") {
			continue
		}
		dear := cost(who)
		if dear < 0 {
			continue
		}
		s := who.seen
		if subjects {
			s = max(who.subject, who.seen-far)
		}
		s -= dear
		if g != 0 && who.gender == 0 {
			s -= 15
		}
		if who.weak {
			if g == 0 {
				continue
			}
			s -= 40
		}
		if s > at {
			best, at = id, s
		}
	}
	return best
}
