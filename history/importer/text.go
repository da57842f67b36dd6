package importer

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// textRows reads delimited text as encoding/csv does, whose errors it gives. It
// cuts the cells of many rows out of one string, where encoding/csv makes one
// string a row: that was a fifth of an import.
type textRows struct {
	r     io.Reader
	comma byte
	latin *bool

	s       string // what is being cut
	at      int
	clean   bool // s is UTF-8
	carry   []byte
	end     bool // nothing comes after s
	line    int  // lines before at
	fields  int  // of the header; 0 before it
	rec     []string
	pending error
}

const textChunk = 1 << 18

// errMore says that a row runs beyond what was read.
var errMore = errors.New("more")

func (t *textRows) read() ([]string, int, error) {
	for {
		rec, line, err := t.cut()
		if err != errMore {
			return rec, line, err
		}
		if err := t.more(); err != nil {
			return nil, 0, err
		}
	}
}

// more reads on; what was not cut yet stays in front.
func (t *textRows) more() error {
	if t.pending != nil {
		return t.pending
	}
	left := t.s[t.at:]
	if len(left) > maxRecord {
		t.pending = fmt.Errorf("a row of more than %d MB; is a quote left open?", maxRecord>>20)
		return t.pending
	}
	buf := append(t.carry[:0], left...)
	for have := len(buf); len(buf) < have+textChunk; {
		if cap(buf)-len(buf) < 1<<15 {
			buf = append(make([]byte, 0, len(buf)+textChunk+1<<15), buf...)
		}
		n, err := t.r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			t.end = true
			break
		}
		if err != nil { // what came before is still given
			t.pending = err
			break
		}
	}
	t.s, t.at, t.carry = string(buf), 0, buf
	t.clean = utf8.ValidString(t.s)
	if t.pending != nil && len(t.s) == len(left) {
		return t.pending
	}
	return nil
}

// cut takes the next row off s, or asks for more.
func (t *textRows) cut() ([]string, int, error) {
	for {
		rest := t.s[t.at:]
		if rest == "" {
			if t.end {
				return nil, 0, io.EOF
			}
			return nil, 0, errMore
		}
		n := strings.IndexByte(rest, '\n')
		line := rest
		switch {
		case n >= 0:
			line = rest[:n]
			n++
		case !t.end:
			return nil, 0, errMore
		default:
			n = len(rest)
		}
		if strings.IndexByte(line, '"') >= 0 {
			return t.cutQuoted(rest)
		}
		t.at += n
		t.line++
		line = strings.TrimSuffix(line, "\r")
		if line == "" {
			continue
		}
		t.rec = t.rec[:0]
		for {
			i := strings.IndexByte(line, t.comma)
			if i < 0 {
				break
			}
			t.add(line[:i])
			line = line[i+1:]
		}
		t.add(line)
		return t.done(t.line)
	}
}

// cutQuoted takes a row off that has a quote in it, and may run over lines.
func (t *textRows) cutQuoted(rest string) ([]string, int, error) {
	t.rec = t.rec[:0]
	first, lines, i := t.line+1, 0, 0
	fail := func(err error) ([]string, int, error) {
		return nil, 0, &csv.ParseError{StartLine: first, Line: first + lines, Err: err}
	}
	for {
		if i < len(rest) && rest[i] == '"' {
			cell, n, err := quotedCell(rest[i+1:])
			if err == errMore && !t.end {
				return nil, 0, errMore
			}
			if err != nil {
				return fail(csv.ErrQuote)
			}
			lines += strings.Count(rest[i:i+n+1], "\n")
			t.add(strings.ReplaceAll(cell, "\r\n", "\n"))
			i += n + 1
		} else {
			n := strings.IndexAny(rest[i:], string([]byte{t.comma, '\n'}))
			if n < 0 {
				if !t.end {
					return nil, 0, errMore
				}
				n = len(rest) - i
			}
			cell := strings.TrimSuffix(rest[i:i+n], "\r")
			if strings.IndexByte(cell, '"') >= 0 {
				return fail(csv.ErrBareQuote)
			}
			t.add(cell)
			i += n
		}
		switch {
		case i >= len(rest):
			if !t.end {
				return nil, 0, errMore
			}
		case rest[i] == t.comma:
			i++
			continue
		case rest[i] == '\n':
			i++
		case rest[i] == '\r' && i+1 < len(rest) && rest[i+1] == '\n':
			i += 2
		case rest[i] == '\r' && i+1 == len(rest) && !t.end:
			return nil, 0, errMore
		case rest[i] == '\r' && i+1 == len(rest):
			i++
		default:
			return fail(csv.ErrQuote)
		}
		t.at += i
		t.line = first + lines
		return t.done(first)
	}
}

// quotedCell reads a cell behind its opening quote, and gives how much of s it
// took, the closing quote included.
func quotedCell(s string) (cell string, n int, err error) {
	var b strings.Builder
	for {
		i := strings.IndexByte(s[n:], '"')
		if i < 0 {
			return "", 0, errMore
		}
		if n+i+1 == len(s) || s[n+i+1] != '"' {
			if b.Len() == 0 {
				return s[n : n+i], n + i + 1, nil
			}
			b.WriteString(s[n : n+i])
			return b.String(), n + i + 1, nil
		}
		b.WriteString(s[n : n+i+1])
		n += i + 2
	}
}

// add takes a cell, trimmed and as UTF-8.
func (t *textRows) add(c string) {
	if c != "" && (c[0] <= ' ' || c[len(c)-1] <= ' ' || c[0] >= 0x80 || c[len(c)-1] >= 0x80) {
		c = strings.TrimSpace(c)
	}
	if !t.clean {
		c = utf8Cell(c, t.latin)
	}
	t.rec = append(t.rec, c)
}

func (t *textRows) done(line int) ([]string, int, error) {
	if t.fields == 0 {
		t.fields = len(t.rec)
	}
	if len(t.rec) != t.fields {
		return nil, line, &csv.ParseError{StartLine: line, Line: line, Err: csv.ErrFieldCount}
	}
	return t.rec, line, nil
}

// delimiter picks the separator that the first line has most of.
func delimiter(head []byte) byte {
	line := head
	if i := bytes.IndexAny(head, "\r\n"); i >= 0 {
		line = head[:i]
	}
	best, n := byte(','), bytes.Count(line, []byte{','})
	for _, c := range []byte{'\t', ';', '|'} {
		if k := bytes.Count(line, []byte{c}); k > n {
			best, n = c, k
		}
	}
	return best
}

// fixedRows reads columns of fixed width, as old releases and Stata's own listings
// have them: the header's words stand above the values.
type fixedRows struct {
	r      *bufio.Reader
	widths []int // where each column begins, the first at 0
	line   int
	rec    []string
}

// fixedWidths finds where columns begin: at the places that are blank in every line
// of the head. It gives nil for what is no table of that kind: one with a delimiter,
// or whose columns are not as many as the header has words.
func fixedWidths(head []byte) []int {
	lines := bytes.Split(bytes.ReplaceAll(head, []byte("\r"), nil), []byte("\n"))
	if len(lines) < 3 || bytes.ContainsAny(lines[0], ",;\t|\"") {
		return nil
	}
	if len(head) >= 4096 {
		lines = lines[:len(lines)-1] // cut off
	}
	var used []bool
	for _, l := range lines {
		for i, c := range l {
			if i >= len(used) {
				used = append(used, false)
			}
			used[i] = used[i] || c != ' '
		}
	}
	var begin []int
	for i, u := range used {
		if u && (i == 0 || !used[i-1]) {
			begin = append(begin, i)
		}
	}
	if len(begin) < 3 || len(begin) != len(bytes.Fields(lines[0])) {
		return nil
	}
	begin[0] = 0
	return begin
}

func (f *fixedRows) read() ([]string, int, error) {
	for {
		text, err := f.r.ReadString('\n')
		if len(text) > maxRecord {
			return nil, 0, fmt.Errorf("a row of more than %d MB", maxRecord>>20)
		}
		if text == "" && err != nil {
			return nil, 0, err
		}
		f.line++
		text = strings.TrimRight(text, "\r\n")
		if strings.TrimSpace(text) == "" {
			continue
		}
		f.rec = f.rec[:0]
		for k, from := range f.widths {
			until := len(text)
			if k+1 < len(f.widths) {
				until = min(until, f.widths[k+1])
			}
			cell := ""
			if from < until {
				cell = text[from:until]
			}
			var latin bool
			f.rec = append(f.rec, utf8Cell(strings.TrimSpace(cell), &latin))
		}
		return f.rec, f.line, nil
	}
}
