package quotation

// headlined reads headlines that name who speaks by a colon: "Talks have failed:
// Ann Lee", "Lee: Talks have failed". Whether it is somebody is seen when all
// names are known.
func (r *reader) headlined(k int) bool {
	s := &r.sents[k]
	p := r.paras[s.para]
	if p.from != s.from || p.to != s.to || s.to-s.from > 40 || r.punct(s.to-1, '.') {
		return false
	}
	a := attribution{act: "say", lemma: "", frame: fHeadline, weight: 0.6, to: noPhrase, sent: k, cue: [2]int{-1, -1}}
	for i := s.from + 1; i+1 < s.to; i++ {
		if !r.punct(i, ':') || r.toks[i].quote != 0 {
			continue
		}
		if np := r.npForward(i+1, s.to); np.ok() && np.to == s.to && np.to-np.from <= 4 && r.capital(np.head) && r.capital(np.from) && r.wordsIn(s.from, i) >= 3 {
			a.src, a.content = np, r.trim([2]int{s.from, i})
			r.out = append(r.out, a)
			return true
		}
		if np := r.npBack(i-1, s.from); np.ok() && np.from == s.from && np.to-np.from <= 3 && r.capital(np.head) && r.wordsIn(i, s.to) >= 3 && !r.is(np.head, cPlace|cDemonym) {
			a.src, a.content = np, r.trim([2]int{i + 1, s.to})
			r.out = append(r.out, a)
			return true
		}
		return false
	}
	return false
}
