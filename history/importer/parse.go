package importer

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/history/store"
)

// Fault is one thing wrong in a file.
type Fault struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"` // from 1, the header is line 1
	Column string `json:"column,omitempty"`
	Value  string `json:"value,omitempty"`
	Why    string `json:"why"`
}

// String gives the fault as one line: file:line: column "value": why.
func (f Fault) String() string {
	var b strings.Builder
	b.WriteString(f.File)
	if f.Line > 0 {
		fmt.Fprintf(&b, ":%d", f.Line)
	}
	b.WriteString(": ")
	if f.Column != "" {
		fmt.Fprintf(&b, "%s %s: ", f.Column, casus.Quoted(f.Value))
	}
	return b.String() + f.Why
}

// maxFaults is how many faults of a file are kept; the others are counted.
// maxAside is how many rows may be set aside.
const (
	maxFaults = 20
	maxAside  = 100_000
)

// parsed is a file that was read into columns.
type parsed struct {
	d       *dataset
	file    string
	version string
	table   *store.Table
	lines   []int32
	origin  store.Origin
	single  bool // its numbers have single precision
	notes   []string
	text    int // bytes of different strings

	faults  []Fault
	nfaults int
	// keepGoing sets faulty rows aside; without it only rows with a known fault are.
	keepGoing bool
	open      []Fault        // of rows, not yet sifted
	known     map[int]string // by line: the known fault of its row
	bad       map[int]bool   // lines of rows that are set aside
	aside     []Fault        // what is wrong with them
	summed    int            // rows that were added to another
}

// fault records what is wrong with the file: with the row of a line, or, where line
// is 0, with all of it.
func (p *parsed) fault(line int, column, value, why string) {
	if len(value) > 80 {
		value = value[:80]
	}
	f := Fault{File: p.file, Line: line, Column: column, Value: value, Why: why}
	if line > 0 && len(p.open) < maxAside {
		p.open = append(p.open, f)
		return
	}
	p.refuse(f)
}

func (p *parsed) refuse(f Fault) {
	p.nfaults++
	if len(p.faults) < maxFaults {
		p.faults = append(p.faults, f)
	}
}

// sift decides about the faults that have come together: a row that may be set
// aside is, and the others refuse the file. It reports whether rows must go.
func (p *parsed) sift(rows int) bool {
	some := false
	for _, f := range p.open {
		why, known := p.known[f.Line]
		if !known && !p.keepGoing {
			p.refuse(f)
			continue
		}
		if known {
			f.Why += " (" + why + ")"
		}
		if p.bad == nil {
			p.bad = map[int]bool{}
		}
		p.bad[f.Line], some = true, true
		p.aside = append(p.aside, f)
	}
	p.open = p.open[:0]
	if len(p.bad) > rows/2 && p.nfaults == 0 && len(p.aside) > 0 && len(p.bad) > 3 {
		p.refuse(p.aside[0])
		p.fault(0, "", "", fmt.Sprintf("%d of %d rows have faults: this is no copy of the release", len(p.bad), rows))
	}
	return some
}

func (p *parsed) note(format string, args ...any) {
	p.notes = append(p.notes, fmt.Sprintf(format, args...))
}

// cellSource says where a field's value comes from in a row.
type cellSource struct {
	f     *field
	at    int // column, -1 for none
	parts [3]int
	op    byte // of a calculation
	by    int
}

// column collects one field's values.
type column struct {
	f      *field
	ints   []int32
	floats []float64
	dict   map[string]int32
	words  []string
	last   int32 // the text of the row before, which often comes again

	odd      int
	firstOdd string
}

func newColumn(f *field, rows int) column {
	c := column{f: f, last: store.NA}
	switch f.kind {
	case kindFloat:
		c.floats = make([]float64, 0, rows)
		return c
	case kindText:
		c.dict = map[string]int32{}
	}
	c.ints = make([]int32, 0, rows)
	return c
}

func (c *column) addMissing() {
	if c.f.kind == kindFloat {
		c.floats = append(c.floats, math.NaN())
		return
	}
	c.ints = append(c.ints, store.NA)
}

// addText gives the bytes that it had to keep.
func (c *column) addText(s string) (added int) {
	if c.last != store.NA && c.words[c.last] == s {
		c.ints = append(c.ints, c.last)
		return 0
	}
	i, ok := c.dict[s]
	if !ok {
		i = int32(len(c.words))
		s = strings.Clone(s)
		c.dict[s] = i
		c.words = append(c.words, s)
		added = len(s)
	}
	c.last = i
	c.ints = append(c.ints, i)
	return added
}

// guessRows says about how many rows a file has, so that columns need not grow.
func (r *reader) guessRows() int {
	n := int64(0)
	for _, c := range r.first {
		n += int64(len(c)) + 1
	}
	if n == 0 || r.bytes == 0 {
		return 1024
	}
	return int(min(r.bytes/n+r.bytes/n/8+16, 2_000_000))
}

// parse reads the rest of r as dataset d.
func parse(ctx context.Context, r *reader, d *dataset, file string, keepGoing bool) (*parsed, error) {
	p := &parsed{d: d, file: file, keepGoing: keepGoing}
	sources, err := d.layout(r.header)
	if err != nil {
		return nil, err
	}
	guess := r.guessRows()
	p.lines = make([]int32, 0, guess)
	cols := make([]column, len(sources))
	for i, s := range sources {
		cols[i] = newColumn(s.f, guess)
	}
	dropped := 0
	for {
		rec, line, err := r.row()
		if err == io.EOF {
			break
		}
		if err != nil {
			if p.broken(err, line) {
				continue
			}
			break // nothing after a broken row can be trusted
		}
		if len(p.lines)%(1<<16) == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if len(p.lines) >= maxRows || len(p.lines)*len(cols) >= maxCells || p.text >= maxText {
			p.fault(0, "", "", fmt.Sprintf("line %d: the table is too large: no dataset that Casus imports comes near it", line))
			break
		}
		if d.dropBlankKey && blankKey(sources, rec) {
			dropped++
			continue
		}
		p.lines = append(p.lines, int32(line))
		for i := range sources {
			p.add(&cols[i], sources, i, rec, line)
		}
	}
	for _, c := range cols {
		if c.odd > 0 {
			p.note("%d impossible values of %s were taken as missing (first: %s)", c.odd, c.f.name, c.firstOdd)
		}
	}
	if dropped > 0 {
		p.note("%d rows without a state code were left out", dropped)
	}
	if r.latin {
		p.note("text that is not UTF-8 was read as Latin-1")
	}
	p.single = r.single && slices.ContainsFunc(cols, func(c column) bool { return c.f.kind == kindFloat })
	if p.single {
		p.note("numbers of single precision: their digits beyond the seventh are the file's rounding")
	}
	if p.origin, err = r.finish(); err != nil {
		p.fault(0, "", "", "the file is damaged: "+err.Error())
	}
	if len(p.lines) == 0 && len(p.open) == 0 && p.nfaults == 0 {
		p.fault(1, "", "", "there are no rows")
	}
	return p, p.build(cols)
}

// broken records a row that cannot be read, and reports whether the rows after it
// can.
func (p *parsed) broken(err error, line int) bool {
	var pe *csv.ParseError
	switch {
	case errors.As(err, &pe) && errors.Is(err, csv.ErrFieldCount):
		p.fault(pe.Line, "", "", "the row has another number of cells than the header; is the file cut off?")
		return p.keepGoing && len(p.open) < maxAside
	case errors.As(err, &pe):
		p.refuse(Fault{File: p.file, Line: pe.Line, Why: pe.Err.Error()})
	default:
		if n := len(p.lines); n > 0 {
			line = int(p.lines[n-1]) + 1
		}
		p.refuse(Fault{File: p.file, Line: line, Why: "the file cannot be read on: " + err.Error()})
	}
	return false
}

func blankKey(sources []cellSource, rec []string) bool {
	for i := range sources {
		if s := &sources[i]; s.f.key && s.at >= 0 && s.f.missing(rec[s.at]) {
			return true
		}
	}
	return false
}

// add reads one cell, or records what is wrong with it.
func (p *parsed) add(c *column, sources []cellSource, i int, rec []string, line int) {
	s := &sources[i]
	f := s.f
	if s.at >= 0 && s.op == 0 && f.kind <= kindBool && s.parts[0] < 0 {
		if v, ok := f.quick(rec[s.at]); ok {
			c.ints = append(c.ints, v)
			return
		}
	}
	cell, why := "", ""
	switch {
	case s.parts[0] >= 0:
		y, m, d := rec[s.parts[0]], rec[s.parts[1]], rec[s.parts[2]]
		cell = y + "-" + m + "-" + d
		if f.missing(y) || y == "0" {
			cell = ""
			break
		}
		var day casus.Date
		if day, why = f.dayOf(y, m, d); why == "" {
			c.ints = append(c.ints, int32(day))
			return
		}
	case s.at >= 0:
		cell = rec[s.at]
	}
	if why == "" && f.missing(cell) {
		if !f.blank && s.at+s.parts[0] > -2 {
			p.fault(line, f.name, cell, "a value is required")
		}
		c.addMissing()
		return
	}
	if why == "" {
		why = c.parse(s, cell, &p.text)
	}
	if why == "" {
		return
	}
	if f.odd {
		if c.odd++; c.odd == 1 {
			c.firstOdd = fmt.Sprintf("line %d, %s", line, casus.Quoted(cell))
		}
	} else if k := p.knownCell(sources, rec, f.name); k != nil {
		p.note("line %d, %s %s: %s", line, f.name, casus.Quoted(cell), k.text())
	} else {
		p.fault(line, f.name, cell, why)
	}
	c.addMissing()
}

// parse adds the value of a cell, or says why it is none; text counts the bytes
// of strings not seen before.
func (c *column) parse(s *cellSource, cell string, text *int) (why string) {
	f := c.f
	switch f.kind {
	case kindText:
		*text += c.addText(cell)
		return ""
	case kindFloat:
		v, why := f.number(cell)
		if why == "" {
			c.floats = append(c.floats, v)
		}
		return why
	case kindDay:
		v, why := f.day(cell)
		if why == "" {
			c.ints = append(c.ints, int32(v))
		}
		return why
	}
	if s.op != 0 {
		n, err := strconv.Atoi(cell)
		if err != nil {
			return "not a number"
		}
		switch s.op {
		case '/':
			n /= s.by
		case '%':
			n %= s.by
		case '+':
			n += s.by
		case '-':
			n -= s.by
		}
		cell = strconv.Itoa(n)
	}
	v, why := f.whole(cell)
	if why == "" {
		c.ints = append(c.ints, v)
	}
	return why
}

// build makes the table, sorted by its key, and finds duplicates.
func (p *parsed) build(cols []column) error {
	all := len(p.lines)
	p.findKnown(len(p.lines), func(name string) func(row int) int32 {
		for i := range cols {
			if c := &cols[i]; c.f.name == name && c.ints != nil {
				return func(row int) int32 { return c.ints[row] }
			}
		}
		return nil
	})
	p.sift(all)
	order := make([]int, 0, len(p.lines))
	for i, line := range p.lines {
		if !p.bad[int(line)] {
			order = append(order, i)
		}
	}
	var keys []*column
	for i := range cols {
		if cols[i].f.key {
			keys = append(keys, &cols[i])
		}
	}
	compare := func(a, b int) int {
		for _, k := range keys {
			if d := k.compare(a, b); d != 0 {
				return d
			}
		}
		return 0
	}
	if !slices.IsSortedFunc(order, compare) {
		slices.SortStableFunc(order, compare)
	}
	kept := 0
	for i := 1; i < len(order); i++ {
		if a, b := order[kept], order[i]; compare(a, b) == 0 {
			if p.d.sums {
				p.sum(cols, a, b)
				continue
			}
			why := fmt.Sprintf("the same %s as in line %d", p.d.keyNames(), p.lines[a])
			p.fault(int(p.lines[b]), keys[0].f.name, keys[0].show(b), why)
			continue
		}
		kept = i
	}
	if p.sift(all) || p.summed > 0 {
		order = slices.DeleteFunc(order, func(o int) bool { return p.bad[int(p.lines[o])] })
	}
	inOrder := len(order) == len(p.lines) && slices.IsSorted(order)
	if !inOrder {
		lines := make([]int32, len(order))
		for i, o := range order {
			lines[i] = p.lines[o]
		}
		p.lines = lines
	}
	out := make([]store.Column, len(cols))
	for i := range cols {
		out[i] = cols[i].sorted(order, inOrder)
	}
	t, err := store.NewTable(out...)
	p.table = t
	return err
}

// sum adds row b to row a, and leaves b out.
func (p *parsed) sum(cols []column, a, b int) {
	for i := range cols {
		if c := &cols[i]; !c.f.key && c.f.kind == kindInt && c.ints[b] != store.NA {
			c.ints[a] = max(c.ints[a], 0) + c.ints[b]
		}
	}
	if p.bad == nil {
		p.bad = map[int]bool{}
	}
	p.bad[int(p.lines[b])] = true
	p.summed++
}

// leave takes the rows that were set aside since out of the table.
func (p *parsed) leave() error {
	if !p.sift(len(p.lines)) {
		return nil
	}
	var rows []int
	for i, line := range p.lines {
		if !p.bad[int(line)] {
			rows = append(rows, i)
		}
	}
	return p.keep(rows)
}

func (c *column) compare(a, b int) int {
	switch c.f.kind {
	case kindText:
		return cmp.Compare(c.word(a), c.word(b))
	case kindFloat:
		return cmp.Compare(c.floats[a], c.floats[b])
	}
	return cmp.Compare(c.ints[a], c.ints[b])
}

func (c *column) word(i int) string {
	if v := c.ints[i]; v != store.NA {
		return c.words[v]
	}
	return ""
}

func (c *column) show(i int) string {
	switch c.f.kind {
	case kindText:
		return c.word(i)
	case kindDay:
		return casus.Date(c.ints[i]).String()
	case kindFloat:
		return strconv.FormatFloat(c.floats[i], 'g', -1, 64)
	}
	return strconv.Itoa(int(c.ints[i]))
}

// sorted gives the column in the given order of rows; as it is, where that is the
// order of the file. A text's dictionary is put in alphabetical order, so that the
// order of rows in the file leaves no trace in the store.
func (c *column) sorted(order []int, same bool) store.Column {
	out := store.Column{Name: c.f.name, Kind: c.f.storeKind()}
	if c.f.kind == kindFloat {
		if out.Floats = c.floats; same {
			return out
		}
		out.Floats = make([]float64, len(order))
		for i, o := range order {
			out.Floats[i] = c.floats[o]
		}
		return out
	}
	if out.Ints = c.ints; !same {
		out.Ints = make([]int32, len(order))
		for i, o := range order {
			out.Ints[i] = c.ints[o]
		}
	}
	if c.f.kind != kindText {
		return out
	}
	used := make([]bool, len(c.words))
	for _, v := range out.Ints {
		if v != store.NA {
			used[v] = true
		}
	}
	for i, w := range c.words { // words of rows that were set aside are not kept
		if used[i] {
			out.Dict = append(out.Dict, w)
		}
	}
	slices.Sort(out.Dict)
	rank := make([]int32, len(c.words))
	for i, w := range out.Dict {
		rank[c.dict[w]] = int32(i)
	}
	for i, v := range out.Ints {
		if v != store.NA {
			out.Ints[i] = rank[v]
		}
	}
	return out
}
