package quotation

import (
	"slices"
	"strings"
)

// head fills in what holds for the article as a whole.
func (r *reader) head(h *Head, voices []voiced, dates []found, o Options, sp *spans) {
	h.Dates, h.Claims, h.Notes = []Date{}, []Claim{}, []string{}
	on := o.On
	for _, f := range dates {
		if f.dateline && on == 0 {
			on = f.day
		}
		x := Date{Printed: clean(r.span(f.from, f.to)), Span: *r.bytes(f.from, f.to), Normalised: f.normalised, Problem: f.problem}
		if f.suggestion != 0 {
			x.Suggestion = f.suggestion.String()
		}
		for _, day := range f.also {
			x.Suggestions = append(x.Suggestions, day.String())
		}
		h.Dates = append(h.Dates, x)
	}
	h.On = on.String()
	if on == 0 && slices.ContainsFunc(dates, func(f found) bool { return f.relative }) {
		h.Notes = append(h.Notes, "the day of the article is not known, so days such as “Tuesday” are not resolved")
	}
	if strings.ContainsFunc(r.text, turns) {
		h.Notes = append(h.Notes, "the text holds controls of writing direction, which can make it look other than it is; they are read as spaces")
	}
	for i := range h.Dates {
		sp.add(&h.Dates[i].Span)
	}
	h.Claims = r.claims(voices)
	for i := range h.Claims {
		sp.add(&h.Claims[i].Span)
	}
}

// date dates a statement: by its own sentence, else by the last day named in
// its paragraph before it, else as the same speaker's statement in the
// paragraph before.
func (r *reader) date(s *Statement, v *voiced, before []voiced, dates []found) {
	st := r.sents[v.sent]
	inContent := func(f *found) bool {
		for _, c := range v.content {
			if f.from >= c[0] && f.to <= c[1] {
				return true
			}
		}
		return r.toks[f.from].quote != 0
	}
	take := func(f *found, basis string) bool {
		switch {
		case f.suggestion != 0:
			s.Date, s.DateBasis = f.suggestion.String(), "suggested"
		case f.lastDay != 0:
			s.Date, s.DateBasis = f.lastDay.String(), "suggested"
		case f.day == 0 && f.normalised != "" && !strings.HasPrefix(f.normalised, "--"):
			s.Date, s.DateBasis = f.normalised, basis
			if f.relative && basis == "printed" {
				s.DateBasis = "relative"
			}
		case f.day != 0 && f.problem == "":
			s.Date, s.DateBasis = f.day.String(), basis
			if f.relative && basis == "printed" {
				s.DateBasis = "relative"
			}
		default:
			return false
		}
		return true
	}
	const near = 50 // dates and statements that are looked back at
	lo := max(firstFrom(dates, r.paras[st.para].from), firstFrom(dates, st.from)-near)
	var context *found
	for i := lo; i < len(dates) && dates[i].from < st.to; i++ {
		f := &dates[i]
		if f.dateline || inContent(f) || r.future(f.from) || r.on != 0 && f.day > r.on && !(f.y > 0 && !f.unyeared && r.datesCue(f, v)) {
			continue
		}
		if f.day == 0 && (f.from < st.from || !r.datesCue(f, v)) && f.lastDay == 0 {
			continue // what is known to the month alone dates only the verb that it stands beside
		}
		if f.from >= st.from {
			if take(f, "printed") {
				return
			}
			continue
		}
		context = f
	}
	if context != nil && take(context, "context") {
		return
	}
	for i := len(before) - 1; i >= max(0, len(before)-near) && r.sents[before[i].sent].para >= st.para-1; i-- {
		if before[i].name == v.name && v.name != "" && before[i].day != "" {
			s.Date, s.DateBasis = before[i].day, before[i].dayBasis
			if s.DateBasis != "suggested" {
				s.DateBasis = "context"
			}
			return
		}
	}
}

// firstFrom gives the first date at token i or later.
func firstFrom(dates []found, i int) int {
	lo, hi := 0, len(dates)
	for lo < hi {
		m := (lo + hi) / 2
		if dates[m].from < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// turns reports a control that changes the direction of writing.
func turns(r rune) bool { return 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 }

// trimDate takes the day off the end of words that a verb has for its object:
// "announced the freeze last week" was announced last week.
func (r *reader) trimDate(v *voiced, dates []found) {
	if !weak(v.frame) || len(v.content) == 0 {
		return
	}
	c := &v.content[len(v.content)-1]
	for i := firstFrom(dates, c[0]); i < len(dates) && dates[i].from < c[1]; i++ {
		f := &dates[i]
		if f.to != c[1] || f.from <= c[0]+1 || r.toks[f.from].quote != 0 {
			continue
		}
		at := f.from
		if r.is(at-1, cPrep) && at-1 > c[0] {
			at--
		}
		if r.wordsIn(c[0], at) >= 2 && (f.relative || r.is(f.from-1, cPrep)) {
			c[1] = at
		}
		return
	}
}

// datesCue reports whether a date stands behind the cue with nothing but small
// words between them: "she said in June 2023".
func (r *reader) datesCue(f *found, v *voiced) bool {
	if n := len(v.content); n > 0 && weak(v.frame) && f.from >= v.content[n-1][1] && f.from <= v.content[n-1][1]+2 {
		return true // "announced the freeze last week"
	}
	if v.cue[1] <= 0 || f.from < v.cue[1] || f.from > v.cue[1]+8 {
		return false
	}
	for k := v.cue[1]; k < f.from; k++ {
		if r.toks[k].kind == kPunct && r.toks[k].mark == '.' || r.is(k, cVerb|cCue) && r.is(k, cFinite) {
			return false
		}
	}
	return true
}
