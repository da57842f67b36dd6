package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"sync"

	"casus"
)

// Kind is the type of a column.
type Kind string

// The kinds of columns.
const (
	Int   Kind = "int"   // whole numbers, and categories by number
	Float Kind = "float" // 64-bit numbers
	Text  Kind = "text"  // strings, kept once each
	Day   Kind = "day"   // [casus.Date]
)

// NA is the whole number that stands for a missing value. A missing float is
// NaN, a missing text "", a missing day 0.
const NA = math.MinInt32

// Column is a column of a table. Ints holds whole numbers, days and, for text,
// indices into Dict (NA for a missing one); Floats holds floats.
type Column struct {
	Name   string
	Kind   Kind
	Ints   []int32
	Floats []float64
	Dict   []string
}

// Table is an immutable set of columns of equal length.
type Table struct {
	rows  int
	cols  []*lazy
	index map[string]int
}

// lazy is a column that is decoded on first use: a table of 134 columns costs
// what is asked of it.
type lazy struct {
	once sync.Once
	meta colMeta
	raw  []byte
	col  Column
}

type colMeta struct {
	Name   string   `json:"name"`
	Kind   Kind     `json:"kind"`
	Width  int      `json:"width"`  // bytes a value
	Offset int      `json:"offset"` // from the end of the header
	Dict   []string `json:"dict,omitempty"`
}

type fileHeader struct {
	Rows    int       `json:"rows"`
	Columns []colMeta `json:"columns"`
}

// NewTable makes a table. Columns must have different names and the same length.
func NewTable(columns ...Column) (*Table, error) {
	t := &Table{index: map[string]int{}}
	for i, c := range columns {
		n := len(c.Ints)
		if c.Kind == Float {
			n = len(c.Floats)
		}
		if i == 0 {
			t.rows = n
		}
		if n != t.rows {
			return nil, fmt.Errorf("column %s has %d rows, the first has %d", c.Name, n, t.rows)
		}
		if _, ok := t.index[c.Name]; ok {
			return nil, fmt.Errorf("two columns are named %s", c.Name)
		}
		l := &lazy{meta: colMeta{Name: c.Name, Kind: c.Kind, Dict: c.Dict}, col: c}
		l.once.Do(func() {})
		t.index[c.Name] = i
		t.cols = append(t.cols, l)
	}
	return t, nil
}

// Rows gives the number of rows.
func (t *Table) Rows() int { return t.rows }

// Names lists the columns in order.
func (t *Table) Names() []string {
	var out []string
	for _, l := range t.cols {
		out = append(out, l.meta.Name)
	}
	return out
}

// Has reports whether the table has a column of that name.
func (t *Table) Has(name string) bool { _, ok := t.index[name]; return ok }

// Column gives a column by name; one that the table lacks has no kind and no
// values.
func (t *Table) Column(name string) Column {
	i, ok := t.index[name]
	if !ok {
		return Column{}
	}
	l := t.cols[i]
	l.once.Do(func() { l.col = l.meta.decode(l.raw, t.rows); l.raw = nil })
	return l.col
}

// Ints gives the whole numbers, days or text indices of a column; where the
// table lacks it, as many missing values as there are rows.
func (t *Table) Ints(name string) []int32 {
	c := t.Column(name)
	if c.Ints != nil || t.rows == 0 {
		return c.Ints
	}
	out := make([]int32, t.rows)
	for i := range out {
		switch {
		case c.Kind != Float || math.IsNaN(c.Floats[i]) || math.Abs(c.Floats[i]) >= math.MaxInt32:
			out[i] = NA
		default:
			out[i] = int32(c.Floats[i])
		}
	}
	return out
}

// Floats gives the numbers of a column as floats; where the table lacks it, as
// many NaN as there are rows.
func (t *Table) Floats(name string) []float64 {
	c := t.Column(name)
	if c.Floats != nil || t.rows == 0 {
		return c.Floats
	}
	out := make([]float64, t.rows)
	for i := range out {
		out[i] = math.NaN()
		if c.Kind == Int && c.Ints[i] != NA {
			out[i] = float64(c.Ints[i])
		}
	}
	return out
}

// Days gives the days of a column, 0 where one is missing.
func (t *Table) Days(name string) []casus.Date {
	c := t.Column(name)
	out := make([]casus.Date, t.rows)
	if c.Kind != Day {
		return out
	}
	for i, v := range c.Ints {
		if v != NA {
			out[i] = casus.Date(v)
		}
	}
	return out
}

// Texts gives the strings of a column, "" where one is missing.
func (t *Table) Texts(name string) []string {
	c := t.Column(name)
	out := make([]string, t.rows)
	if c.Kind != Text {
		return out
	}
	for i, v := range c.Ints {
		if v != NA {
			out[i] = c.Dict[v]
		}
	}
	return out
}

// The file form: magic, length of the header, the header as JSON, the columns
// as little-endian values at the offsets that it names, CRC-32C of all before.
const magic = "CASUSTB1"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Encode gives the table's file form. The same table gives the same bytes.
func (t *Table) Encode() ([]byte, error) {
	h := fileHeader{Rows: t.rows}
	size := 0
	for _, l := range t.cols {
		if l.meta.Kind == Float {
			size += 8 * t.rows
		} else {
			size += width(t.Column(l.meta.Name).Ints) * t.rows
		}
	}
	body := make([]byte, 0, size)
	for _, l := range t.cols {
		c := t.Column(l.meta.Name)
		m := colMeta{Name: c.Name, Kind: c.Kind, Dict: c.Dict, Offset: len(body)}
		switch c.Kind {
		case Float:
			m.Width = 8
			for _, v := range c.Floats {
				if math.IsNaN(v) {
					v = math.NaN() // one NaN, whatever its payload
				}
				body = binary.LittleEndian.AppendUint64(body, math.Float64bits(v))
			}
		case Int, Day, Text:
			m.Width = width(c.Ints)
			for _, v := range c.Ints {
				body = appendInt(body, v, m.Width)
			}
		default:
			return nil, fmt.Errorf("column %s has the unknown kind %q", c.Name, c.Kind)
		}
		h.Columns = append(h.Columns, m)
	}
	head, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(magic)+4+len(head)+len(body)+4)
	out = append(out, magic...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(head)))
	out = append(out, head...)
	out = append(out, body...)
	return binary.LittleEndian.AppendUint32(out, crc32.Checksum(out, castagnoli)), nil
}

// Decode reads a table's file form. It keeps b, and checks it whole: the
// checksum, and that every column lies inside it.
func Decode(b []byte) (*Table, error) {
	if len(b) < len(magic)+8 || string(b[:len(magic)]) != magic {
		return nil, errors.New("not a table")
	}
	end := len(b) - 4
	if crc32.Checksum(b[:end], castagnoli) != binary.LittleEndian.Uint32(b[end:]) {
		return nil, errors.New("the checksum does not hold")
	}
	n := int(binary.LittleEndian.Uint32(b[len(magic):]))
	rest := b[len(magic)+4 : end]
	if n > len(rest) {
		return nil, errors.New("the header is cut off")
	}
	var h fileHeader
	if err := json.Unmarshal(rest[:n], &h); err != nil {
		return nil, fmt.Errorf("the header: %w", err)
	}
	body := rest[n:]
	if h.Rows < 0 || h.Rows > len(body) && len(h.Columns) > 0 {
		return nil, errors.New("more rows than bytes")
	}
	t := &Table{rows: h.Rows, index: map[string]int{}}
	for i, m := range h.Columns {
		if err := m.check(h.Rows, len(body)); err != nil {
			return nil, fmt.Errorf("column %s: %w", casus.Quoted(m.Name), err)
		}
		if _, ok := t.index[m.Name]; ok {
			return nil, fmt.Errorf("two columns are named %s", casus.Quoted(m.Name))
		}
		t.index[m.Name] = i
		t.cols = append(t.cols, &lazy{meta: m, raw: body[m.Offset : m.Offset+h.Rows*m.Width]})
	}
	return t, nil
}

func (m colMeta) check(rows, size int) error {
	switch {
	case m.Kind == Float && m.Width == 8:
	case (m.Kind == Int || m.Kind == Text || m.Kind == Day) && (m.Width == 1 || m.Width == 2 || m.Width == 4):
	default:
		return fmt.Errorf("no kind %q of %d bytes", m.Kind, m.Width)
	}
	if m.Offset < 0 || m.Offset > size || rows > (size-m.Offset)/m.Width {
		return errors.New("lies outside the file")
	}
	return nil
}

func (m colMeta) decode(raw []byte, rows int) Column {
	c := Column{Name: m.Name, Kind: m.Kind, Dict: m.Dict}
	if m.Kind == Float {
		c.Floats = make([]float64, rows)
		for i := range c.Floats {
			c.Floats[i] = math.Float64frombits(binary.LittleEndian.Uint64(raw[8*i:]))
		}
		return c
	}
	c.Ints = make([]int32, rows)
	switch m.Width {
	case 1:
		for i := range c.Ints {
			if v := int8(raw[i]); v == math.MinInt8 {
				c.Ints[i] = NA
			} else {
				c.Ints[i] = int32(v)
			}
		}
	case 2:
		for i := range c.Ints {
			if v := int16(binary.LittleEndian.Uint16(raw[2*i:])); v == math.MinInt16 {
				c.Ints[i] = NA
			} else {
				c.Ints[i] = int32(v)
			}
		}
	default:
		for i := range c.Ints {
			c.Ints[i] = int32(binary.LittleEndian.Uint32(raw[4*i:]))
		}
	}
	if m.Kind == Text {
		for i, v := range c.Ints {
			if v < 0 || int(v) >= len(c.Dict) {
				c.Ints[i] = NA // a forged index names no string
			}
		}
	}
	return c
}

// width gives the bytes that hold every value, the lowest code kept for NA.
func width(v []int32) int {
	lo, hi := int32(0), int32(0)
	for _, x := range v {
		if x != NA {
			lo, hi = min(lo, x), max(hi, x)
		}
	}
	switch {
	case lo > math.MinInt8 && hi <= math.MaxInt8:
		return 1
	case lo > math.MinInt16 && hi <= math.MaxInt16:
		return 2
	}
	return 4
}

func appendInt(b []byte, v int32, width int) []byte {
	switch width {
	case 1:
		if v == NA {
			v = math.MinInt8
		}
		return append(b, byte(v))
	case 2:
		if v == NA {
			v = math.MinInt16
		}
		return binary.LittleEndian.AppendUint16(b, uint16(v))
	}
	return binary.LittleEndian.AppendUint32(b, uint32(v))
}
