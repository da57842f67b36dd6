package quotation

import (
	"strconv"
	"strings"
	"sync"
)

// pattern is a row of data/stance.csv: words in sequence, each perhaps with
// alternatives; "~" leaves room for up to three words.
type pattern struct {
	stance Stance
	weight float64
	items  [][]string // nil for "~"
	neg    bool       // it holds its own negation
}

// stanceTable is the list of patterns by their first words, and what the act of
// a cue adds.
type stanceTable struct {
	first map[string][]*pattern
	acts  map[string]pattern
}

var stanceRules = sync.OnceValue(func() *stanceTable {
	t := &stanceTable{first: map[string][]*pattern{}, acts: map[string]pattern{}}
	for _, r := range records("stance.csv") {
		w, _ := strconv.ParseFloat(r[1], 64)
		p := &pattern{stance: Stance(r[0]), weight: w}
		for item := range strings.FieldsSeq(r[2]) {
			if item == "~" {
				p.items = append(p.items, nil)
				continue
			}
			alt := strings.Split(item, "|")
			p.items = append(p.items, alt)
			for _, a := range alt {
				p.neg = p.neg || a == "not" || a == "no" || a == "never" || strings.HasSuffix(a, "n't") || a == "cannot"
			}
		}
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
		if gap == 0 {
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

// judge weighs the tokens of the ranges, and the act of the cue, and gives the
// stance with the most weight; none where it is below least.
func (d *doc) judge(ranges [][2]int, act string, least float64) verdict {
	t := stanceRules()
	sum := map[Stance]float64{}
	type hit struct {
		weight   float64
		from, to int
	}
	best := map[Stance]hit{}
	for _, r := range ranges {
		for i := r[0]; i < r[1]; i++ {
			if d.toks[i].kind != kWord {
				continue
			}
			for _, p := range t.first[d.low(i)] {
				end := p.match(d, i, r[1])
				if end == 0 || !p.neg && d.negated(i, r[0]) || d.supposed(i, r[0]) {
					continue
				}
				sum[p.stance] += p.weight
				if p.weight > best[p.stance].weight {
					best[p.stance] = hit{p.weight, i, end}
				}
			}
		}
	}
	if a, ok := t.acts[act]; ok {
		sum[a.stance] += a.weight
	}
	var v verdict
	top, all := 0.0, 0.5
	for _, s := range Stances { // in a fixed order, so that ties fall the same way
		all += sum[s]
		if sum[s] > top {
			top, v.stance = sum[s], s
		}
	}
	if top < least {
		return verdict{}
	}
	v.conf = top / all
	if h := best[v.stance]; h.weight > 0 {
		v.from, v.to = h.from, h.to
	}
	return v
}

// supposed reports whether token i stands in a condition: "if they do not pay".
func (d *doc) supposed(i, lo int) bool {
	for j := i - 1; j >= lo && j >= i-5; j-- {
		if d.toks[j].kind == kPunct {
			return false
		}
		if w := d.low(j); w == "if" || w == "unless" {
			return true
		}
	}
	return false
}

// negated reports a negation within the three words before token i.
func (d *doc) negated(i, lo int) bool {
	for j := i - 1; j >= lo && j >= i-3; j-- {
		if d.toks[j].kind == kPunct {
			return false
		}
		if d.is(j, cNeg) {
			return true
		}
	}
	return false
}
