package importer

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// stataRows reads Stata's own format, releases 113 to 115 (Stata 8 to 12) and 117
// to 119 (Stata 13 and later). The layout is Stata's description, "help dta". A
// value becomes the text that a CSV of it would hold: a date its day, a missing
// value nothing, a labelled value its number.
type stataRows struct {
	order  binary.ByteOrder
	vars   []stataVar
	data   []byte // the rows that are left
	width  int
	long   map[[2]uint64]string // strings of any length, by variable and observation
	wide   int                  // bytes of the first half of such a reference
	line   int
	rec    []string
	latin  *bool
	single *bool
}

type stataVar struct {
	kind   int // as in releases 117 to 119: up to 2045 the length of a string
	date   byte
	offset int
}

// Types of variables of releases 117 to 119.
const (
	stataLongText = 32768
	stataDouble   = 65526
	stataFloat    = 65527
	stataLong     = 65528
	stataInt      = 65529
	stataByte     = 65530
)

// oldStata knows releases 113 to 115 by their first bytes: release, byte order, 1, 0.
func oldStata(head []byte) bool {
	return len(head) > 10 && head[0] >= 113 && head[0] <= 115 && (head[1] == 1 || head[1] == 2) && head[2] == 1 && head[3] == 0
}

var errStata = fmt.Errorf("%w: a Stata file that is damaged or cut off", errNotTable)

func openStata(b []byte, r *reader) ([]string, rows, error) {
	s := &stataRows{latin: &r.latin, single: &r.single, line: 1}
	var names []string
	var err error
	if oldStata(b) {
		names, err = s.old(b)
	} else {
		names, err = s.tagged(b)
	}
	if err != nil {
		return nil, nil, err
	}
	if len(names) == 0 || len(names) > maxFields {
		return nil, nil, errStata
	}
	return names, s, nil
}

// place lays the variables out in a row.
func (s *stataRows) place() {
	for i := range s.vars {
		s.vars[i].offset = s.width
		s.width += s.vars[i].size()
	}
}

func (v stataVar) size() int {
	switch v.kind {
	case stataByte:
		return 1
	case stataInt:
		return 2
	case stataLong, stataFloat:
		return 4
	case stataDouble, stataLongText:
		return 8
	}
	return v.kind
}

func (s *stataRows) setFormat(i int, format string) {
	switch f := strings.TrimLeft(format, "%-"); {
	case strings.HasPrefix(f, "td"), strings.HasPrefix(f, "d"):
		s.vars[i].date = 'd'
	case strings.HasPrefix(f, "tc"), strings.HasPrefix(f, "tC"):
		s.vars[i].date = 'c'
	}
}

// cString cuts a text at its first zero byte.
func cString(b []byte) string {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	return string(b)
}

// old reads releases 113 to 115, whose parts follow each other without marks.
func (s *stataRows) old(b []byte) ([]string, error) {
	s.order = binary.ByteOrder(binary.BigEndian)
	if b[1] == 2 {
		s.order = binary.LittleEndian
	}
	format := 49
	if b[0] == 113 {
		format = 12
	}
	k, n := int(s.order.Uint16(b[4:])), int(int32(s.order.Uint32(b[6:])))
	at := 10 + 81 + 18
	take := func(size int) []byte {
		if size < 0 || at+size > len(b) {
			return nil
		}
		at += size
		return b[at-size : at]
	}
	types, names := take(k), take(33*k)
	_ = take(2 * (k + 1)) // the order of sorting
	formats := take(format * k)
	if take(33*k) == nil || take(81*k) == nil || formats == nil || n < 0 { // names of value labels, labels
		return nil, errStata
	}
	var out []string
	for i := range k {
		kind := int(types[i])
		switch kind {
		case 251, 252, 253:
			kind = stataByte - (kind - 251)
		case 254:
			kind = stataFloat
		case 255:
			kind = stataDouble
		}
		if kind == 0 || kind > 244 && kind < stataDouble {
			return nil, errStata
		}
		s.vars = append(s.vars, stataVar{kind: kind})
		s.setFormat(i, cString(formats[format*i:format*(i+1)]))
		out = append(out, cString(names[33*i:33*(i+1)]))
	}
	for { // notes and the like
		h := take(5)
		if h == nil {
			return nil, errStata
		}
		size := int(int32(s.order.Uint32(h[1:])))
		if h[0] == 0 && size == 0 {
			break
		}
		if take(size) == nil {
			return nil, errStata
		}
	}
	s.place()
	if s.data = take(n * s.width); s.data == nil && n > 0 {
		return nil, errStata
	}
	return out, nil
}

// tagged reads releases 117 to 119, whose map says where each part begins.
func (s *stataRows) tagged(b []byte) ([]string, error) {
	c := &cursor{b: b}
	c.skip("<stata_dta><header><release>")
	release := string(c.take(3))
	c.skip("</release><byteorder>")
	s.order = binary.ByteOrder(binary.LittleEndian)
	if string(c.take(3)) == "MSF" {
		s.order = binary.BigEndian
	}
	c.order = s.order
	c.skip("</byteorder><K>")
	name, format, wideK, wideN, label := 129, 57, 2, 8, 2
	s.wide = 2
	switch release {
	case "117":
		name, format, wideN, label, s.wide = 33, 49, 4, 1, 4
	case "118":
	case "119":
		wideK, s.wide = 4, 3
	default:
		return nil, fmt.Errorf("%w: a Stata file of release %q; 113 to 115 and 117 to 119 are read", errNotTable, release)
	}
	k := int(c.uint(wideK))
	c.skip("</K><N>")
	n := int(c.uint(wideN))
	c.skip("</N><label>")
	c.take(int(c.uint(label)))
	c.skip("</label><timestamp>")
	c.take(int(c.uint(1)))
	c.skip("</timestamp></header><map>")
	var at [14]int
	for i := range at {
		at[i] = int(c.uint(8))
	}
	if c.bad || k > maxFields || n < 0 || n > len(b) {
		return nil, errStata
	}
	part := func(i int, tag string, size int) []byte {
		c.at = at[i]
		c.skip("<" + tag + ">")
		return c.take(size)
	}
	types := part(2, "variable_types", 2*k)
	names := part(3, "varnames", name*k)
	formats := part(5, "formats", format*k)
	if c.bad {
		return nil, errStata
	}
	var out []string
	for i := range k {
		v := stataVar{kind: int(s.order.Uint16(types[2*i:]))}
		if v.kind == 0 || v.kind > 2045 && v.kind != stataLongText && v.kind < stataDouble || v.kind > stataByte {
			return nil, errStata
		}
		s.vars = append(s.vars, v)
		s.setFormat(i, cString(formats[format*i:format*(i+1)]))
		out = append(out, cString(names[name*i:name*(i+1)]))
	}
	s.place()
	if s.width > 0 && n > len(b)/s.width {
		return nil, errStata
	}
	s.data = part(9, "data", n*s.width)
	c.at = at[10]
	c.skip("<strls>")
	s.readLong(c, release)
	if c.bad {
		return nil, errStata
	}
	return out, nil
}

// readLong reads the strings that stand outside the rows.
func (s *stataRows) readLong(c *cursor, release string) {
	s.long = map[[2]uint64]string{}
	for !c.bad && bytes.HasPrefix(c.b[c.at:], []byte("GSO")) {
		c.skip("GSO")
		v, wide := c.uint(4), 8
		if release == "117" {
			wide = 4
		}
		o, kind, size := c.uint(wide), c.uint(1), c.uint(4)
		text := c.take(int(size))
		if kind == 130 {
			text = bytes.TrimSuffix(text, []byte{0})
		}
		s.long[[2]uint64{v, o}] = string(text)
	}
}

// cursor reads from a slice and remembers whether it ran out of it.
type cursor struct {
	b     []byte
	at    int
	order binary.ByteOrder
	bad   bool
}

func (c *cursor) take(n int) []byte {
	if c.bad || n < 0 || c.at < 0 || n > len(c.b)-c.at {
		c.bad = true
		return nil
	}
	c.at += n
	return c.b[c.at-n : c.at]
}

func (c *cursor) skip(tag string) {
	if string(c.take(len(tag))) != tag {
		c.bad = true
	}
}

func (c *cursor) uint(size int) uint64 { return unsigned(c.order, c.take(size)) }

// unsigned reads an unsigned number of any number of bytes.
func unsigned(order binary.ByteOrder, b []byte) (v uint64) {
	for i := range b {
		if order == binary.ByteOrder(binary.LittleEndian) {
			v = v<<8 | uint64(b[len(b)-1-i])
		} else {
			v = v<<8 | uint64(b[i])
		}
	}
	return v
}

func (s *stataRows) read() ([]string, int, error) {
	if len(s.data) < s.width || s.width == 0 {
		return nil, 0, io.EOF
	}
	row := s.data[:s.width]
	s.data = s.data[s.width:]
	s.line++
	s.rec = s.rec[:0]
	for _, v := range s.vars {
		s.rec = append(s.rec, s.cell(v, row[v.offset:v.offset+v.size()]))
	}
	return s.rec, s.line, nil
}

// The highest values of each type that are no missing values.
const (
	stataMaxByte, stataMaxInt, stataMaxLong = 100, 32740, 2147483620
	stataMaxFloat                           = 0x7effffff
	stataMaxDouble                          = 0x7fdfffffffffffff
)

func (s *stataRows) cell(v stataVar, b []byte) string {
	var x float64
	switch v.kind {
	case stataByte:
		x = float64(int8(b[0]))
		if x > stataMaxByte {
			return ""
		}
	case stataInt:
		x = float64(int16(s.order.Uint16(b)))
		if x > stataMaxInt {
			return ""
		}
	case stataLong:
		x = float64(int32(s.order.Uint32(b)))
		if x > stataMaxLong {
			return ""
		}
	case stataFloat:
		bits := s.order.Uint32(b)
		if bits>>31 == 0 && bits > stataMaxFloat {
			return ""
		}
		x = float64(math.Float32frombits(bits))
		*s.single = *s.single || x != math.Trunc(x)
	case stataDouble:
		bits := s.order.Uint64(b)
		if bits>>63 == 0 && bits > stataMaxDouble {
			return ""
		}
		x = math.Float64frombits(bits)
	case stataLongText:
		key := [2]uint64{unsigned(s.order, b[:s.wide]), unsigned(s.order, b[s.wide:])}
		return strings.TrimSpace(utf8Cell(s.long[key], s.latin))
	default:
		return strings.TrimSpace(utf8Cell(cString(b), s.latin))
	}
	switch v.date {
	case 'd':
		return dayAfter(time.Date(1960, 1, 1, 0, 0, 0, 0, time.UTC), x)
	case 'c':
		return dayAfter(time.Date(1960, 1, 1, 0, 0, 0, 0, time.UTC), math.Floor(x/86_400_000))
	}
	return plainNumber(x)
}

// dayAfter gives the day that comes so many days after another.
func dayAfter(from time.Time, days float64) string {
	if math.IsNaN(days) || math.Abs(days) > 1e6 {
		return ""
	}
	return from.AddDate(0, 0, int(days)).Format(time.DateOnly)
}

// plainNumber writes a number so that it reads back the same.
func plainNumber(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		return strconv.FormatInt(int64(x), 10)
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}
