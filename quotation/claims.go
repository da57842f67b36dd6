package quotation

import "strings"

// finding is a row of data/claims.csv.
type finding struct{ kind, treaty, article, text, quote string }

// findingFor gives what holds of a kind of claim about a treaty.
func findingFor(kind, treaty string) finding {
	var general finding
	for _, r := range records("claims.csv") {
		f := finding{r[0], r[1], r[2], r[3], r[4]}
		if f.kind == kind && f.treaty == treaty {
			return f
		}
		if f.kind == kind && f.treaty == "" {
			general = f
		}
	}
	return general
}

// words gives the finding with the article's own words beside it.
func (f finding) words() string {
	if f.quote == "" {
		return f.text
	}
	return f.text + " Article " + f.article + " says: “" + f.quote + "”."
}

// claims finds what the text says about the law and holds it against the
// treaties. It looks for four kinds: a treaty called by a wrong name, words
// called a breach, a guideline called a debt, a discretion called automatic.
func (r *reader) claims(_ []voiced) []Claim {
	out := []Claim{}
	findings := map[string]finding{}
	add := func(kind, treaty, article string, a, b int) {
		f, ok := findings[kind+treaty]
		if !ok {
			f = findingFor(kind, treaty)
			findings[kind+treaty] = f
		}
		if f.text == "" {
			return
		}
		if article == "" {
			article = f.article
		}
		out = append(out, Claim{Words: clean(r.span(a, b)), Span: *r.bytes(a, b), Claim: kind, Finding: f.words(), Treaty: treaty, Article: article})
	}
	for k := range r.sents {
		s := &r.sents[k]
		if s.repeat {
			continue
		}
		treaty, named := "", 0
		article := ""
		for i := s.from; i < s.to; i++ {
			if n, end := r.articleAt(i, s.to); end > 0 {
				article, named = n, i
				if treaty == "" {
					treaty = "north-atlantic-treaty"
				}
			}
			if id, wrong, end := r.treatyAt(i, s.to); end > 0 {
				treaty, named = id, i
				if wrong != "" {
					out = append(out, Claim{Words: clean(r.span(i, end)), Span: *r.bytes(i, end), Claim: "misnomer", Finding: wrong, Treaty: id})
				}
				i = end - 1
			}
		}
		_ = named
		for i := s.from; i < s.to; i++ {
			switch w := r.low(i); w {
			case "breaks", "broke", "breached", "breaches", "violates", "violated", "violating", "breaching", "breaking", "broken":
				if end := r.treatyAfter(i+1, min(s.to, i+7)); end > 0 && !r.actor(i, s.from) {
					from := i
					if subj, _ := r.subjectBefore(i, s.from); subj.ok() {
						from = subj.from
					}
					add("breach", treaty, article, from, end)
				}
			case "debt", "debts", "owe", "owes", "owed", "arrears", "delinquent", "dues":
				if treaty == "north-atlantic-treaty" || r.nearNATO(s) {
					add("debt", "north-atlantic-treaty", "", i, i+1)
				}
			case "automatically", "automatic":
				if treaty == "north-atlantic-treaty" && strings.Contains(strings.ToLower(r.span(s.from, s.to)), "war") || article == "5" {
					add("automatic", "north-atlantic-treaty", "5", i, i+1)
				}
			}
		}
	}
	return out
}

// treatyAfter gives the end of a treaty's name or an article in tokens [a,b),
// extended over "of the ...".
func (r *reader) treatyAfter(a, b int) int {
	for i := a; i < b; i++ {
		end := 0
		if _, e := r.articleAt(i, len(r.toks)); e > 0 {
			end = e
		} else if _, _, e := r.treatyAt(i, len(r.toks)); e > 0 {
			return e
		}
		if end > 0 {
			for k := end; k < min(len(r.toks), end+4); k++ {
				if _, _, e := r.treatyAt(k, len(r.toks)); e > 0 {
					return e
				}
			}
			return end
		}
	}
	return 0
}

// actor reports whether the subject of the verb at token i is a state or its
// forces: what they do can be a breach.
func (r *reader) actor(i, lo int) bool {
	subj, _ := r.subjectBefore(i, lo)
	if !subj.ok() {
		return false
	}
	h := subj.head
	return r.is(h, cPlace|cOrg) && !r.is(h, cMale|cFemale) || r.low(h) == "invasion" || r.low(h) == "attack"
}

// nearNATO reports whether the paragraph of a sentence, or the one before it,
// names the alliance.
func (r *reader) nearNATO(s *sent) bool {
	for p := s.para; p >= 0 && p >= s.para-1; p-- {
		for i := r.paras[p].from; i < min(r.paras[p].to, r.paras[p].from+400); i++ {
			if id, _, end := r.treatyAt(i, len(r.toks)); end > 0 && id == "north-atlantic-treaty" {
				return true
			}
		}
	}
	return false
}
