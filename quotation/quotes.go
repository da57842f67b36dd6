package quotation

// quotation is a stretch between quotation marks, at the outermost level.
type quotation struct {
	open   int  // token of the opening mark, or the first word where none stands
	close  int  // token of the closing mark, or one past the last word where none stands
	closed bool // a closing mark stands
	cont   bool // it goes on from the paragraph before
	single bool // between single marks
	words  int
}

// end is the token after the quotation, marks included.
func (q quotation) end() int {
	if q.closed {
		return q.close + 1
	}
	return q.close
}

// role of a quotation mark, as far as its neighbours tell.
func (d *doc) opens(i int) bool {
	t := d.toks[i]
	if t.flags&fSpaceA != 0 {
		return false
	}
	if t.flags&fSpaceB != 0 || i == 0 {
		return true
	}
	p := d.toks[i-1]
	return p.kind == kQuote && p.flags&fSpaceB != 0 || p.kind == kPunct && (p.mark == '(' || p.mark == '[' || p.mark == '—' || p.mark == '–' || p.mark == ':' || p.mark == '-')
}

func (d *doc) closes(i int) bool {
	t := d.toks[i]
	if t.flags&fSpaceB != 0 || i == 0 {
		return false
	}
	if t.flags&fSpaceA != 0 || i+1 == len(d.toks) {
		return true
	}
	n := d.toks[i+1]
	return n.kind == kPunct || n.kind == kQuote
}

// findQuotes finds the quotations of every paragraph. Marks may be straight or
// curly, of different kinds at the two ends, and nested; a quotation that is
// still open at the end of its paragraph ends there.
func (d *doc) findQuotes() {
	open := false // the last quotation of the paragraph before was not closed
	for k, p := range d.paras {
		depth, start := 0, -1
		for i := p.from; i < p.to; i++ {
			t := &d.toks[i]
			if t.kind != kQuote || single(t.mark) {
				continue
			}
			switch {
			case depth == 0:
				if !d.begins(i, p.from) {
					// The mark that closes what the paragraph before left open, where
					// one pair of marks stands round several paragraphs.
					if n := len(d.quots); open && d.closes(i) && (n == 0 || d.quots[n-1].end() <= p.from) {
						d.addQuote(quotation{open: p.from, close: i, closed: true, cont: true})
					}
					open = false
					continue
				}
				depth, start = 1, i
			case d.ends(i):
				depth--
				if depth == 0 {
					d.addQuote(quotation{open: start, close: i, closed: true, cont: open && start == p.from})
				}
			case d.opens(i) && (t.mark == '“' || t.mark == '«' || t.mark == '„') && depth < 4:
				depth++
			}
		}
		open = false
		if depth > 0 {
			q := quotation{open: start, close: p.to, cont: false}
			if start > p.from && p.to-start > 80 && !(k+1 < len(d.paras) && d.toks[d.paras[k+1].from].kind == kQuote) {
				continue // more likely a stray mark than a quotation
			}
			open = true
			d.addQuote(q)
		}
	}
	d.findSingles()
}

// begins reports whether the mark at i can begin a quotation.
func (d *doc) begins(i, paraStart int) bool {
	switch d.toks[i].mark {
	case '“', '«', '„', '‟':
		return true
	case '”', '»':
		return d.opens(i)
	}
	if i > paraStart && d.toks[i-1].kind == kNum && d.toks[i].flags&fSpaceB == 0 {
		return false // inches
	}
	return d.opens(i) || !d.closes(i) || i > paraStart && d.punct(i-1, ',')
}

// ends reports whether the mark at i can end the open quotation.
func (d *doc) ends(i int) bool {
	switch d.toks[i].mark {
	case '”', '»', '‟':
		return true
	case '“', '«', '„':
		return d.closes(i) && !d.opens(i)
	}
	return d.closes(i) || !d.opens(i)
}

func (d *doc) addQuote(q quotation) {
	for i := q.open + 1; i < q.close; i++ {
		if k := d.toks[i].kind; k == kWord || k == kNum {
			q.words++
		}
	}
	if q.words == 0 {
		return
	}
	d.quots = append(d.quots, q)
	d.mark(len(d.quots) - 1)
}

// mark tells the tokens of a quotation that they are in it.
func (d *doc) mark(k int) {
	q := d.quots[k]
	for i := q.open; i < q.end(); i++ {
		d.toks[i].quote = int32(k + 1)
	}
}

func single(r rune) bool {
	return r == '\'' || r == '‘' || r == '’' || r == '‚' || r == '‹' || r == '›'
}

// findSingles finds quotations between single marks outside the others, as
// British papers and most headlines print them. An apostrophe is told apart by
// what stands around it.
func (d *doc) findSingles() {
	const far = 300 // tokens; what is longer is not told from an apostrophe
	var found []quotation
	for n, p := range d.paras {
		for i := p.from; i < p.to; i++ {
			t := d.toks[i]
			if t.kind != kQuote || t.quote != 0 || t.mark == '’' || !single(t.mark) || !d.opens(i) || i+1 >= p.to || d.toks[i+1].kind == kPunct && d.toks[i+1].mark != '[' {
				continue
			}
			end := -1
			for j := i + 2; j < min(p.to, i+far) && d.toks[j].quote == 0; j++ {
				u := d.toks[j]
				if u.kind != kQuote || u.mark != '\'' && u.mark != '’' && u.mark != '›' || !d.closes(j) {
					continue
				}
				if end < 0 {
					end = j
				}
				if d.toks[j-1].kind == kPunct { // ". '" is a close beyond doubt
					end = j
					break
				}
				if w := d.word(j - 1); w[len(w)-1] != 's' {
					break
				}
			}
			q := quotation{open: i, close: end, closed: true, single: true}
			if end < 0 {
				// one that the next paragraph goes on with: "said: ‘We go. They stay.", "‘That is all.’"
				if n+1 >= len(d.paras) || i > p.from && d.toks[i-1].kind != kPunct || p.to-i > far || !d.goesOn(d.paras[n+1].from) {
					continue
				}
				end = p.to
				q = quotation{open: i, close: end, single: true}
			}
			for j := i; j < end; j++ {
				if k := d.toks[j].kind; k == kWord || k == kNum {
					q.words++
				}
			}
			if q.words >= 2 {
				found = append(found, q)
			}
			i = end
		}
	}
	if len(found) == 0 {
		return
	}
	merged := make([]quotation, 0, len(d.quots)+len(found))
	i, j := 0, 0
	for i < len(d.quots) || j < len(found) {
		if j == len(found) || i < len(d.quots) && d.quots[i].open < found[j].open {
			merged = append(merged, d.quots[i])
			i++
		} else {
			merged = append(merged, found[j])
			j++
		}
	}
	d.quots = merged
	for k := range d.quots {
		d.mark(k)
	}
}

// goesOn reports a single mark that opens a paragraph with words behind it.
func (d *doc) goesOn(i int) bool {
	return i+1 < len(d.toks) && d.toks[i].kind == kQuote && single(d.toks[i].mark) && d.toks[i].mark != '’' && d.opens(i) && d.toks[i+1].kind == kWord
}

// firstQuote gives the first quotation that opens at token i or later.
func (d *doc) firstQuote(i int) int {
	lo, hi := 0, len(d.quots)
	for lo < hi {
		m := (lo + hi) / 2
		if d.quots[m].open < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// quoteAt gives the quotation that holds token i, nil for none.
func (d *doc) quoteAt(i int) *quotation {
	if q := d.toks[i].quote; q > 0 {
		return &d.quots[q-1]
	}
	return nil
}
