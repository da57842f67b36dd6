package quotation

import "strings"

// leastWeight is the weight of words below which no stance is told.
const leastWeight = 1.5

// gravity orders the stances of the sentences of one quotation: the gravest
// stands for the whole.
var gravity = map[Stance]int{EncourageAttack: 9, Threaten: 8, Refuse: 7, Condemn: 6, Warn: 5, Commit: 4, Reassure: 3, Clarify: 2, Report: 1, Other: 0}

// weigh fills in stance, commitment and condition of a statement.
func (r *reader) weigh(s *Statement, v *voiced, before []voiced) {
	act := v.act
	if act == "refuse" && v.lemma == "deny" {
		act = "" // a denial of a fact refuses nothing
	}
	if v.frame == 'v' {
		act = "refuse"
	}
	whole := r.judge(v.content, act, leastWeight, r.ownOf(v))
	if act == "encourage" && whole.stance == EncourageAttack && !r.attackNear(v) {
		whole = r.judge(v.content, "", leastWeight, r.ownOf(v))
	}
	if whole.stance == "" && r.asks(v) {
		whole = verdict{stance: Other, conf: 0.4}
	}
	if whole.stance == "" && (len(v.chain) > 1 || v.lemma == "report" || v.lemma == "recount" || v.lemma == "recall") {
		whole = verdict{stance: Report, conf: 0.4}
	}
	r.parts(s, v, &whole)
	s.Stance, s.StanceConfidence = whole.stance, round(whole.conf)
	if whole.to > whole.from {
		s.StanceWords = clean(r.span(whole.from, whole.to))
	}
	if s.BearsOn = r.bears(v, before); s.BearsOn == nil {
		s.BearsOn = []Bears{}
	} else if b := s.BearsOn[0]; b.Article != "" {
		s.About = b.Treaty + "/" + b.Article
	} else {
		s.About = b.Treaty
	}
	v.bearsOn, v.speaksFor = s.BearsOn, r.speaksFor(v).state
	if a, b := r.condition(v); b > a {
		s.Condition, s.ConditionSpan, s.ConditionType = clean(r.span(a, b)), r.bytes(a, b), r.conditionType(a, b)
	}
}

// attackNear reports whether the content speaks of an attack: to encourage
// somebody to vote is no encouragement of an attack.
func (r *reader) attackNear(v *voiced) bool {
	for _, c := range v.content {
		for i := c[0]; i < c[1]; i++ {
			switch r.low(i) {
			case "attack", "attacks", "invade", "invasion", "russia", "moscow", "putin", "strike", "whatever":
				return true
			}
		}
	}
	return false
}

// asks reports a question in the speaker's own words.
func (r *reader) asks(v *voiced) bool {
	last := v.content[len(v.content)-1]
	for i := last[1] - 1; i >= last[0] && i > last[1]-4; i-- {
		if r.punct(i, '?') {
			return true
		}
	}
	return false
}

// parts judges each sentence of a quotation of several, and lists them where
// they differ; the gravest then stands for the whole.
func (r *reader) parts(s *Statement, v *voiced, whole *verdict) {
	if r.kindOf(v.content) != Direct {
		return
	}
	var parts []Part
	kinds := map[Stance]bool{}
	gravest := verdict{}
	for _, c := range v.content {
		from := c[0]
		for i := c[0]; i < c[1]; i++ {
			end := i == c[1]-1
			if r.toks[i].kind == kPunct && (r.toks[i].mark == '.' || r.toks[i].mark == '?' || r.toks[i].mark == '!') {
				end = end || i+1 < c[1] && r.toks[i].flags&fSpaceA != 0 && !(i > 0 && r.is(i-1, cAbbrev) && r.toks[i].mark == '.')
			}
			if !end {
				continue
			}
			a, b := from, i+1
			for a < b && r.toks[a].kind == kQuote {
				a++
			}
			for b > a && r.toks[b-1].kind == kQuote {
				b--
			}
			from = i + 1
			if b <= a || r.wordsIn(a, b) == 0 {
				continue
			}
			j := r.judge([][2]int{{a, b}}, "", leastWeight, r.ownOf(v))
			p := Part{Content: clean(r.span(a, b)), Span: *r.bytes(a, b), Stance: j.stance}
			if j.to > j.from {
				p.StanceWords = clean(r.span(j.from, j.to))
			}
			if j.stance != "" {
				kinds[j.stance] = true
				if gravest.stance == "" || gravity[j.stance] > gravity[gravest.stance] {
					gravest = j
				}
			}
			parts = append(parts, p)
		}
	}
	if len(kinds) > 1 && len(parts) > 1 {
		s.Parts = parts
		*whole = gravest
	}
}

// StanceOf judges a sentence that stands by itself, whoever says it; it is the
// measure that docs/statements.md reports. The stance is "" where it cannot be
// told.
func StanceOf(sentence string) (stance Stance, words string, confidence float64) {
	d := &doc{text: sentence, lex: lexicon()}
	d.tokenise()
	if len(d.toks) == 0 {
		return "", "", 0
	}
	v := d.judge([][2]int{{0, len(d.toks)}}, "", 2, func(int, int) bool { return true })
	if v.to > v.from {
		words = strings.Join(strings.Fields(d.span(v.from, v.to)), " ")
	}
	return v.stance, words, round(v.conf)
}
