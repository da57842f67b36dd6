package quotation

import (
	"strconv"
	"strings"
	"sync"
)

// pattern is words in sequence, each perhaps with alternatives; "~" leaves room
// for up to three words.
type pattern struct {
	stance  Stance // "pledge": commit where the speaker's own side does it, else reassure
	negated Stance // what the words are where they are denied; "" for nothing
	weight  float64
	items   [][]string // nil for "~"
	neg     bool       // it holds its own negation
}

// pledge is what a construction says before it is known whose promise it is.
const pledge Stance = "pledge"

// stanceTable is the list of patterns by their first words, and what the act of
// a cue adds.
type stanceTable struct {
	first map[string][]*pattern
	acts  map[string]pattern
}

// stanceRules reads data/constructions.csv: stance, stance where it is denied,
// weight, pattern and a case. A row whose stance begins with "=" names a list of
// words for the patterns below it.
var stanceRules = sync.OnceValue(func() *stanceTable {
	t := &stanceTable{first: map[string][]*pattern{}, acts: map[string]pattern{}}
	lists := map[string]string{}
	for _, r := range records("constructions.csv") {
		if name, ok := strings.CutPrefix(r[0], "="); ok {
			lists["$"+name] = r[3]
			continue
		}
		text := r[3]
		for name, words := range lists {
			text = strings.ReplaceAll(text, name, words)
		}
		p := newPattern(text)
		p.stance, p.negated = Stance(r[0]), Stance(r[1])
		p.weight, _ = strconv.ParseFloat(r[2], 64)
		for _, w := range p.items[0] {
			t.first[w] = append(t.first[w], p)
		}
	}
	for _, r := range records("acts.csv") {
		w, _ := strconv.ParseFloat(r[2], 64)
		t.acts[r[0]] = pattern{stance: Stance(r[1]), weight: w}
	}
	return t
})

// newPattern reads the words of a pattern.
func newPattern(text string) *pattern {
	p := &pattern{}
	for item := range strings.FieldsSeq(text) {
		if item == "~" {
			p.items = append(p.items, nil)
			continue
		}
		alt := strings.Split(item, "|")
		p.items = append(p.items, alt)
		negative := 0
		for _, a := range alt {
			if a == "not" || a == "no" || a == "never" || strings.HasSuffix(a, "n't") || a == "cannot" {
				negative++
			}
		}
		p.neg = p.neg || negative > 0
	}
	return p
}

// match gives the token after the pattern where it begins at token i, 0 where
// it does not.
func (p *pattern) match(d *doc, i, hi int) int {
	k, gap := i, 0
	for n := 0; n < len(p.items); {
		if p.items[n] == nil {
			gap = 3
			n++
			continue
		}
		for k < hi && d.toks[k].kind == kQuote {
			k++
		}
		if k >= hi {
			return 0
		}
		if oneOf(p.items[n], d.low(k)) {
			n++
			k++
			gap = 0
			continue
		}
		if gap == 0 || d.toks[k].kind == kPunct && d.toks[k].mark != '-' {
			return 0
		}
		gap--
		k++
	}
	return k
}

func oneOf(list []string, w string) bool {
	for _, x := range list {
		if x == w {
			return true
		}
	}
	return false
}

// verdict is a stance with the words that show it.
type verdict struct {
	stance Stance
	conf   float64
	from   int // tokens of the weightiest words; from == to where the cue alone shows it
	to     int
}

// scale adds up what the constructions of a text weigh.
type scale struct {
	sum  map[Stance]float64
	best map[Stance]hit
}

type hit struct {
	weight   float64
	from, to int
}

func (s *scale) add(stance Stance, weight float64, from, to int) {
	s.sum[stance] += weight
	if weight > s.best[stance].weight {
		s.best[stance] = hit{weight, from, to}
	}
}

// judge weighs the tokens of the ranges, and the act of the cue, and gives the
// stance with the most weight; none where it is below least. own tells whether
// what begins at a token is the speaker's own side's to do.
func (d *doc) judge(ranges [][2]int, act string, least float64, own func(i, lo int) bool) verdict {
	t := stanceRules()
	s := scale{map[Stance]float64{}, map[Stance]hit{}}
	for _, r := range ranges {
		conditions := d.conditionSpans(r[0], r[1])
		for i := r[0]; i < r[1]; i++ {
			if d.toks[i].kind != kWord {
				continue
			}
			for _, p := range t.first[d.low(i)] {
				if end := p.match(d, i, r[1]); end > 0 {
					d.weighOne(&s, p, i, end, r, conditions, own)
				}
			}
		}
	}
	if a, ok := t.acts[act]; ok {
		s.sum[a.stance] += a.weight
	}
	return s.verdict(least)
}

// weighOne puts one construction on the scale, as its place in the sentence
// lets it count.
func (d *doc) weighOne(s *scale, p *pattern, i, end int, r [2]int, conditions [][2]int, own func(i, lo int) bool) {
	if d.supposed(i, r[0], conditions) || d.embedded(i, r[0]) {
		return
	}
	stance := p.stance
	if !p.neg && (d.negated(i, r[0]) || d.negatedWithin(i, end)) {
		if stance = p.negated; stance == "" {
			return
		}
	}
	if d.asked(i, r[0], r[1]) && (stance == pledge || stance == Refuse || stance == Reassure) && d.low(i) != "why" {
		return
	}
	if stance == pledge {
		stance = Commit
		if !own(i, r[0]) {
			stance = Reassure
		}
	} else if stance == Refuse && p.stance == pledge && !own(i, r[0]) {
		return // what others will not do is no refusal of the speaker's
	}
	s.add(stance, p.weight, i, end)
}

// verdict gives the heaviest stance.
func (s *scale) verdict(least float64) verdict {
	var v verdict
	top, all := 0.0, 0.5
	for _, x := range Stances { // in a fixed order, so that ties fall the same way
		all += s.sum[x]
		if s.sum[x] > top {
			top, v.stance = s.sum[x], x
		}
	}
	if top < least {
		return verdict{}
	}
	v.conf = top / all
	if h := s.best[v.stance]; h.weight > 0 {
		v.from, v.to = h.from, h.to
	}
	return v
}

// supposed reports whether token i stands in a condition ("if they do not pay")
// or in what is asked about ("whether they will come").
func (d *doc) supposed(i, lo int, conditions [][2]int) bool {
	for _, c := range conditions {
		if c[0] <= i && i < c[1] {
			return true
		}
	}
	if d.low(lo) == "whether" {
		return true
	}
	for j := i - 1; j >= lo && j >= i-8; j-- {
		if d.toks[j].kind == kPunct {
			return false
		}
		if d.low(j) == "whether" || d.low(j) == "if" && d.is(j-1, cCue) {
			return true
		}
	}
	return false
}

// embedded reports whether token i stands in what somebody else is said to have
// put about: "any suggestion that allies will not defend each other".
func (d *doc) embedded(i, lo int) bool {
	for j := i - 1; j > lo && j >= i-8; j-- {
		if d.toks[j].kind == kPunct {
			return false
		}
		if d.low(j) == "that" && hearsay[d.low(j-1)] || hearsay[d.low(j)] && d.low(j+1) == "of" {
			return true
		}
	}
	return false
}

// hearsay are nouns for what others have said or thought.
var hearsay = map[string]bool{
	"suggestion": true, "suggestions": true, "idea": true, "notion": true, "claim": true, "claims": true, "rumour": true, "rumours": true,
	"rumor": true, "rumors": true, "speculation": true, "report": true, "reports": true, "allegation": true, "allegations": true, "fear": true,
	"fears": true, "assumption": true, "talk": true, "accusation": true, "accusations": true, "question": true, "possibility": true,
}

// asked reports whether token i stands in a question.
func (d *doc) asked(i, lo, hi int) bool {
	for k := i; k < hi; k++ {
		if t := d.toks[k]; t.kind == kPunct {
			switch t.mark {
			case '?':
				return true
			case '.', '!', ';':
				return false
			}
		}
	}
	_ = lo
	return false
}

// negated reports whether what begins at token i is denied: an odd number of
// negations before it in the clause.
func (d *doc) negated(i, lo int) bool {
	n := 0
	for j := i - 1; j >= lo && j >= i-6; j-- {
		w := d.low(j)
		if d.toks[j].kind == kPunct || w == "but" || w == "because" || w == "that" || w == "which" || w == "while" {
			break
		}
		if d.is(j, cNeg) || w == "without" || w == "hardly" {
			if d.low(j+1) == "only" || d.low(j+1) == "just" && w == "not" || w == "no" && (d.low(j+1) == "choice" || d.low(j+1) == "doubt" || d.low(j+1) == "matter" || d.low(j+1) == "one" && false) {
				continue
			}
			n++
		}
	}
	return n%2 == 1
}

// negatedWithin reports a negation in the gaps of a pattern: "will certainly
// not defend".
func (d *doc) negatedWithin(i, end int) bool {
	for j := i + 1; j < end-1; j++ {
		if d.is(j, cNeg) && d.low(j+1) != "only" {
			return true
		}
	}
	return d.low(i) == "won't" || d.low(i) == "wouldn't"
}
