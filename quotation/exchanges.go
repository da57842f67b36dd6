package quotation

// talks are the words by which a text calls an exchange of words; those with
// the same number may mean the same one.
var talks = map[string]int{
	"conversation": 1, "exchange": 1, "discussion": 1, "call": 1, "dialogue": 1, "talk": 1, "phone": 1,
	"meeting": 2, "encounter": 2, "story": 3, "anecdote": 3,
}

// contradicts are words by which a speaker gives another account.
var contradicts = map[string]bool{
	"reality": true, "actually": true, "fact": true, "never": true, "not": true, "false": true, "untrue": true, "invented": true, "rather": true, "instead": true, "fiction": true, "fabricated": true,
}

// exchanges finds the conversations of which two speakers give different
// accounts: one speaks of "a conversation", another says what "this
// conversation" in reality was. No account is preferred.
func (r *reader) exchanges(voices []voiced) []Exchange {
	const back = 30 // statements; an account farther off is another story
	out := []Exchange{}
	for j := range voices {
		word := r.disputed(&voices[j])
		if word == "" {
			continue
		}
		for i := j - 1; i >= 0 && i >= j-back; i-- {
			if voices[i].name == voices[j].name || !r.tells(&voices[i], word) {
				continue
			}
			by := voices[i].name
			if len(voices[i].chain) > 0 {
				by = voices[i].chain[0]
			}
			first := Version{By: by}
			for k := i; k < j; k++ {
				v := &voices[k]
				teller := v.name
				if len(v.chain) > 0 {
					teller = v.chain[0]
				}
				if teller == by && r.sents[v.sent].para == r.sents[voices[i].sent].para {
					first.Statements = append(first.Statements, k)
				}
			}
			out = append(out, Exchange{About: word, Versions: []Version{first, {By: voices[j].name, Statements: []int{j}}}})
			break
		}
	}
	return out
}

// disputed gives the word for the exchange of which the statement gives
// another account: "this conversation was in reality ...".
func (r *reader) disputed(v *voiced) string {
	word, against := "", v.lemma == "deny" || v.lemma == "dispute" || v.lemma == "refute"
	for _, c := range v.content {
		for i := c[0]; i < c[1]; i++ {
			w := r.low(i)
			if talks[w] > 0 && word == "" && i > c[0] && (r.low(i-1) == "this" || r.low(i-1) == "that" || r.low(i-1) == "the" || r.low(i-1) == "such" || r.is(i-1, cPoss) || r.possessive(i-1)) {
				word = w
			}
			against = against || contradicts[w] || r.is(i, cNeg)
		}
	}
	if !against {
		return ""
	}
	return word
}

// tells reports whether the statement, or its sentence, speaks of such an
// exchange.
func (r *reader) tells(v *voiced, word string) bool {
	s := r.sents[v.sent]
	for i := s.from; i < s.to; i++ {
		if talks[r.low(i)] == talks[word] {
			return true
		}
	}
	return false
}
