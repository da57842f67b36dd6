package quotation

import "sync"

// conditionTable is what opens a condition, by its first word, and what tells
// its type.
type conditionTable struct {
	opens map[string][]*pattern
	types []*pattern // in the order of the table
}

var conditionRules = sync.OnceValue(func() *conditionTable {
	t := &conditionTable{opens: map[string][]*pattern{}}
	for _, r := range records("conditions.csv") {
		p := newPattern(r[1])
		p.stance = Stance(r[0]) // the kind stands in the stance's place
		if r[0] != "open" && r[0] != "bare" {
			t.types = append(t.types, p)
			continue
		}
		for _, w := range p.items[0] {
			t.opens[w] = append(t.opens[w], p)
		}
	}
	return t
})

// condition gives the tokens of the condition that the content, or the rest of
// its sentence, puts: "if ...", "unless ...", "whoever wins ...".
func (r *reader) condition(v *voiced) (a, b int) {
	for _, c := range v.content {
		if a, b = r.conditionIn(c[0], c[1]); b > a {
			return a, b
		}
	}
	if r.kindOf(v.content) == Indirect {
		s := r.sents[v.sent]
		last := v.content[len(v.content)-1][1]
		if last < s.to {
			return r.conditionIn(last, min(s.to, last+40))
		}
	}
	return 0, 0
}

// conditionIn gives the first condition that opens within tokens [from,to).
func (d *doc) conditionIn(from, to int) (a, b int) {
	for i := from; i < to; i++ {
		if n := d.opensCondition(i, from, to); n > 0 {
			return i, d.conditionEnd(i+n, i == from || d.startsClause(i), to)
		}
	}
	return 0, 0
}

// startsClause reports whether token i stands first in its clause, so that the
// main clause follows the condition.
func (d *doc) startsClause(i int) bool {
	for i--; i >= 0 && (d.toks[i].kind == kQuote || d.is(i, cCoord)); i-- {
	}
	return i < 0 || d.toks[i].kind == kPunct || d.low(i) == "that"
}

// conditionEnd gives the end of a condition whose words begin at token i: the
// mark that closes it, "then", or the subject of the main clause where it came
// first ("if Europe is attacked we will never come").
func (d *doc) conditionEnd(i int, first bool, to int) int {
	relative := d.low(i-1) == "whoever" || d.low(i-1) == "whichever"
	verb := d.is(i-1, cPrep) || d.low(i-1) == "event" // "in the event of war we will"
	for k := i; k < to; k++ {
		t := d.toks[k]
		switch {
		case t.kind == kPunct && (t.mark == '.' || t.mark == ';' || t.mark == '?' || t.mark == '!' || t.mark == ':' || t.mark == '—'):
			return k
		case t.kind == kPunct && t.mark == ',' && !(d.is(k+1, cCoord) && !verb):
			return k
		case t.kind == kQuote && d.closes(k) && !single(t.mark):
			return k
		case d.low(k) == "then" && first:
			return k
		case first && verb && k > i+1 && d.is(k, cPron|cDet|cPoss) && !d.is(k-1, cPrep|cCoord|cAux|cVerb|cCue|cSub|cNeg) && d.mainAt(k, to):
			return k
		case first && verb && k > i+1 && d.capital(k) && !d.capital(k-1) && !d.is(k-1, cPrep|cCoord|cAux|cVerb|cCue|cSub|cNeg|cDet) && d.mainAt(k, to):
			return k
		}
		if first && verb && relative && d.is(k, cThird|cModal) && !d.is(k, cRole|cDoc) && !d.nounish(k, i) {
			return k // "whoever attacks an ally attacks us"
		}
		verb = verb || t.kind == kWord && d.is(k, cAux|cVerb|cCue)
	}
	return to
}

// mainAt reports whether a subject with a modal or a form of "be" begins at
// token k: "we will", "the answer is".
func (d *doc) mainAt(k, to int) bool {
	if d.is(k, cPron) {
		k++
	} else if np := d.npForward(k, to); np.ok() {
		k = np.to
	}
	for k < to && d.is(k, cAdv) {
		k++
	}
	return k < to && (d.is(k, cModal|cBe|cHave) || d.clitic(k))
}

// opensCondition gives the number of words that open a condition at token i.
func (d *doc) opensCondition(i, from, to int) int {
	if d.toks[i].kind != kWord {
		return 0
	}
	if d.low(i) == "should" && d.startsClause(i) && i+2 < to { // "Should Poland be attacked"
		if np := d.npForward(i+1, to); np.ok() && np.to < to && d.is(np.to, cBase|cBe) {
			return 1
		}
	}
	for _, p := range conditionRules().opens[d.low(i)] {
		end := p.match(d, i, to)
		if end == 0 {
			continue
		}
		switch w := d.low(i); {
		case w == "if" && (d.low(i+1) == "any" && d.in(i+2) && d.toks[i+2].kind == kPunct || d.low(i-1) == "even" || d.low(i+1) == "not" || d.low(i+1) == "anything" || i > 0 && d.toks[i-1].kind == kWord && (d.wonders(i-1) || d.low(i-1) == "as")):
			continue // "asked if", "if anything", "as if"
		case p.stance == "bare" && !d.denies(i, from), w == "without" && !d.helpBefore(i):
			continue
		case (w == "depends" || w == "depend" || w == "depending") && i <= from+1:
			continue // "Depends on your definition"
		case w == "once" && !(d.is(i+1, cPron|cDet|cPoss) || d.capital(i+1) || d.low(i+1) == "there"):
			continue // "at once"
		case (w == "only" || w == "even") && p.items[1] == nil:
			continue
		}
		return end - i
	}
	return 0
}

// denies reports a negation before token i in its sentence: "will not come
// until", "no guarantee without".
func (d *doc) denies(i, from int) bool {
	for j := i - 1; j >= from && j > i-14; j-- {
		if d.punct(j, '.') || d.punct(j, ';') {
			return false
		}
		if d.is(j, cNeg) {
			return true
		}
	}
	return false
}

// wonders reports a verb that asks: "asked if".
func (d *doc) wonders(i int) bool {
	for _, v := range d.lex.entries[d.toks[i].lex].cues {
		if v.takes('w') && len(v.tail) == 0 {
			return true
		}
	}
	return d.low(i) == "know" || d.low(i) == "see" || d.low(i) == "knows"
}

// helpBefore reports help as what is not given before token i: "no guarantee
// without".
func (d *doc) helpBefore(i int) bool {
	for j := i - 1; j >= 0 && j >= i-5; j-- {
		switch d.low(j) {
		case "guarantee", "guarantees", "help", "protection", "security", "treaty", "support", "defend", "protect", "troops", "come", "aid", "deal", "membership", "alliance", "commitment", "peace":
			return true
		}
	}
	return false
}

// conditionType tells what a condition hangs on: "spending", "attack",
// "ceasefire", "request", "vote"; "" where the facts know no such thing.
func (d *doc) conditionType(a, b int) string {
	for _, p := range conditionRules().types {
		for i := a; i < b; i++ {
			if oneOf(p.items[0], d.low(i)) {
				return string(p.stance)
			}
		}
	}
	return ""
}

// conditionSpans gives every condition within tokens [from,to); what stands in
// one is supposed, not said.
func (d *doc) conditionSpans(from, to int) (out [][2]int) {
	for i := from; i < to; {
		a, b := d.conditionIn(i, to)
		if b <= a {
			return out
		}
		if w := d.low(a); w != "whoever" && w != "whichever" && w != "regardless" && w != "depends" && w != "depend" {
			out = append(out, [2]int{a, b})
		}
		i = b
	}
	return out
}
