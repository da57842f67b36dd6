package quotation

import (
	"slices"
	"strings"

	"casus/quotation/bearing"
)

// ref is a place at which the text names a state, a treaty or a body.
type ref struct {
	from, to int
	name     *bearing.Name
	// compared: another thing is likened to it ("similar to NATO's"); desk: it
	// only says whose office or meeting it is ("the NATO summit").
	compared, desk bool
}

// treaty reports a treaty or a body that one founds.
func (f *ref) treaty() bool {
	return f.name.Sort == bearing.Treaty || f.name.Sort == bearing.Organisation
}

// state reports a state, its people, capital or organ.
func (f *ref) state() bool {
	return f.name.Sort == bearing.State || f.name.Sort == bearing.Organ
}

// findRefs lists every name of a state or a treaty in the text.
func (d *doc) findRefs(b *bearing.Book) []ref {
	var out []ref
	var buf [48]byte
	for i := 0; i < len(d.toks); i++ {
		t := d.toks[i]
		if t.kind != kWord {
			continue
		}
		w := d.word(i)
		if strings.IndexByte(w, '-') < 0 {
			if t.flags&fCap == 0 {
				continue
			}
			low, ok := lower(buf[:0], strings.TrimRight(w, "."))
			if !ok || !b.Known(dropStops(low)) {
				continue
			}
			if end := d.refAt(b, i, 0, &out); end > i {
				i = end - 1
			}
			continue
		}
		for part := range strings.Count(w, "-") + 1 {
			if end := d.refAt(b, i, part, &out); end > i+1 {
				i = end - 1
				break
			}
		}
	}
	return out
}

// dropStops makes "u.s" of an abbreviation "us", in place.
func dropStops(w []byte) []byte {
	return slices.DeleteFunc(w, func(c byte) bool { return c == '.' })
}

// refAt reads the name that begins with a part of token i, and gives the token
// after it, 0 for none.
func (d *doc) refAt(b *bearing.Book, i, part int, out *[]ref) int {
	w := subword{d, i, part}
	first, cap := w.text()
	if !cap || !b.Known([]byte(first)) {
		return 0
	}
	upper := d.toks[i].flags&fUpper != 0 || strings.ToUpper(w.printed()) == w.printed()
	name, n, ok := b.At(first, upper, func(k int) string {
		x := w
		for ; k > 0; k-- {
			if x = x.next(); !x.ok() {
				return ""
			}
		}
		s, _ := x.text()
		return s
	})
	if !ok || name.Sort == bearing.Nothing && n == 0 {
		return 0
	}
	last := w
	for ; n > 1; n-- {
		last = last.next()
	}
	end := last.i + 1
	if name.Sort == bearing.Nothing {
		return end
	}
	f := ref{from: i, to: end, name: name}
	if f.state() && d.is(i, cMale|cFemale) && end < len(d.toks) && d.capital(end) && d.toks[end].kind == kWord {
		return 0 // "Jordan Smith"
	}
	if f.compared = d.compared(&f, last); f.compared {
		d.likenedTo = append(d.likenedTo, f.to)
	}
	f.desk = f.treaty() && end < len(d.toks) && comparisons("desk", d.low(end))
	*out = append(*out, f)
	return end
}

// subword is a part of a token between its hyphens.
type subword struct {
	d       *doc
	i, part int
}

func (w subword) ok() bool { return w.d.in(w.i) }

func (w subword) printed() string {
	s := w.d.word(w.i)
	for k := w.part; k > 0; k-- {
		_, s, _ = strings.Cut(s, "-")
	}
	s, _, _ = strings.Cut(s, "-")
	return s
}

// text gives the part as [bearing.Words] writes it, and whether it begins with
// a capital, a digit counting as one.
func (w subword) text() (string, bool) {
	p := w.printed()
	cap := p != "" && (p[0] < 'a' || p[0] > 'z')
	return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(p), ".", ""), "’", "'"), cap
}

func (w subword) next() subword {
	if w.part < strings.Count(w.d.word(w.i), "-") {
		return subword{w.d, w.i, w.part + 1}
	}
	j := w.i + 1
	for w.d.in(j) && w.d.toks[j].kind == kPunct && (w.d.toks[j].mark == '-' || w.d.toks[j].mark == '–') && w.d.toks[j].flags&(fSpaceA|fSpaceB) == 0 {
		j++
	}
	if w.d.in(j) && (w.d.toks[j].kind == kPunct || w.d.toks[j].kind == kQuote) {
		return subword{w.d, len(w.d.toks), 0}
	}
	return subword{w.d, j, 0}
}

// compared reports whether the text likens another thing to what is named:
// "similar to NATO's", "a NATO-style pact", "an Asian NATO".
func (d *doc) compared(f *ref, last subword) bool {
	if n := last.next(); n.ok() && n.i <= last.i+1 {
		if s, _ := n.text(); comparisons("suffix", s) && (n.i == last.i || d.toks[n.i].flags&fSpaceB == 0) {
			return true
		}
	}
	if !f.treaty() {
		return false
	}
	for k := len(d.likenedTo) - 1; k >= 0 && d.likenedTo[k] >= f.from-3; k-- {
		if d.is(f.from-1, cCoord) || d.is(f.from-2, cCoord) {
			return true // "similar to that of NATO or the EU"
		}
	}
	for j := f.from - 1; j >= 0 && j >= f.from-8; j-- {
		t := d.toks[j]
		if t.kind == kPunct || t.quote != d.toks[f.from].quote {
			return false
		}
		w := d.low(j)
		if comparisons("before", w) {
			return w != "like" || !d.is(j-1, cModal|cPron) // "would like NATO to"
		}
		if j == f.from-1 && f.name.Sort == bearing.Organisation && comparisons("adjective", w) {
			return true
		}
		if d.is(j, cAux) {
			return false
		}
	}
	return false
}

// refsIn gives the names within tokens [a,b).
func (r *reader) refsIn(a, b int) []ref {
	lo := r.firstRef(a)
	hi := lo
	for hi < len(r.refs) && r.refs[hi].to <= b {
		hi++
	}
	return r.refs[lo:hi]
}

// firstRef gives the first name at token i or later.
func (r *reader) firstRef(i int) int {
	n, _ := slices.BinarySearchFunc(r.refs, i, func(f ref, i int) int { return f.from - i })
	for n > 0 && r.refs[n-1].from >= i {
		n--
	}
	return n
}

// findNames lists the names of states and treaties, and where each treaty is
// first named.
func (r *reader) findNames() {
	r.refs = r.doc.findRefs(r.book)
	r.firstNamed = map[string]int{}
	for i := range r.refs {
		if f := &r.refs[i]; f.treaty() && !f.compared {
			if _, ok := r.firstNamed[f.name.Treaty.ID]; !ok {
				r.firstNamed[f.name.Treaty.ID] = f.from
			}
		}
	}
}
