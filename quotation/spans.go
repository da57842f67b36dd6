package quotation

import (
	"slices"
	"sort"
	"unicode/utf8"
)

// spans turns byte offsets of the clean text into code points of the given
// text, in one walk over both. Every offset is registered as an address of an
// int that holds the byte offset and is overwritten.
type spans struct {
	starts, ends []*int
}

// add registers a half-open range of the clean text.
func (s *spans) add(x *Span) {
	s.starts = append(s.starts, &x[0])
	s.ends = append(s.ends, &x[1])
}

// resolve overwrites every registered offset.
func (s *spans) resolve(src *source) {
	type want struct {
		at  int // byte of the given text
		out *int
	}
	var all []want
	for _, p := range s.starts {
		all = append(all, want{src.at(*p), p})
	}
	for _, p := range s.ends {
		all = append(all, want{src.endAt(*p), p})
	}
	slices.SortFunc(all, func(a, b want) int { return a.at - b.at })
	pos, runes := 0, 0
	for _, w := range all {
		runes += utf8.RuneCountInString(src.given[pos:w.at])
		pos = w.at
		*w.out = runes
	}
}

// at gives the given byte at which the clean byte i begins.
func (s *source) at(i int) int {
	if s.pieces == nil {
		return i
	}
	k := sort.Search(len(s.pieces), func(k int) bool { return s.pieces[k].clean > i }) - 1
	if k < 0 {
		return 0
	}
	p := s.pieces[k]
	if p.fixed {
		return p.at
	}
	return min(p.at+i-p.clean, p.end)
}

// endAt gives the given byte after the clean byte before i, so that markup
// after the last character stays out.
func (s *source) endAt(i int) int {
	if s.pieces == nil || i == 0 {
		return i
	}
	_, n := utf8.DecodeLastRuneInString(s.text[:i])
	k := sort.Search(len(s.pieces), func(k int) bool { return s.pieces[k].clean > i-n }) - 1
	if k < 0 {
		return 0
	}
	p := s.pieces[k]
	if p.fixed {
		return p.end
	}
	return min(p.at+i-p.clean, p.end)
}
