package export

import (
	"encoding/binary"
	"math"
	"math/bits"
	"sync"

	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/compress/snappy"

	"casus"
	"casus/history/store"
)

// parquetSink writes Parquet: one row group a unit, each column optional,
// dictionary-encoded where values repeat, compressed with Snappy.
//
// The columns are encoded here from slices, because a value at a time, as
// through parquet-go's column writers, took 3.7 s for what takes a fifth of
// that here; parquet-go compresses, and reads the files back in the tests.
type parquetSink struct {
	w      *counting
	t      *table
	cols   []variable
	groups []rowGroup
}

type rowGroup struct {
	rows   int
	chunks []chunk
}

// chunk is a column of a row group: its place in the file and what the footer
// says of it.
type chunk struct {
	dict, data   int64 // offsets of pages, from the start of the piece, later of the file; dict -1 for none
	size, packed int64
	values       int
	nulls        int
	min, max     []byte
}

// Numbers of the Parquet format.
const (
	typeInt32, typeDouble, typeBytes          = 1, 5, 6
	encodingPlain, encodingRLE, encodingRLEDy = 0, 3, 8
	pageData, pageDictionary                  = 0, 2
	codecSnappy                               = 1
	optional                                  = 1
	convertedUTF8, convertedDate              = 0, 6
)

const parquetMagic = "PAR1"

func (s *parquetSink) begin() error {
	_, err := s.w.Write([]byte(parquetMagic))
	return err
}

func (s *parquetSink) encode(u unit, own *scratch) (piece, error) {
	p := piece{data: takeBuffer(u.rows * len(s.cols))}
	e := pageEncoders.Get().(*pageEncoder)
	defer pageEncoders.Put(e)
	_, err := s.t.build(u, own, func(_ int, b *block, cols []vec) error {
		for k := range cols {
			if s.cols[len(p.chunks)].Kind == store.Day {
				sinceUnix(cols[k].ints)
			}
			c, err := e.column(&p.data, &cols[k], b.n)
			if err != nil {
				return err
			}
			p.chunks = append(p.chunks, c)
		}
		return nil
	})
	return p, err
}

var pageEncoders = sync.Pool{New: func() any { return &pageEncoder{codec: &snappy.Codec{}, floats: newFloatIndex()} }}

var unixEpoch = int32(casus.MustDate("1970-01-01"))

// sinceUnix turns days into Parquet's, which are counted from 1970.
func sinceUnix(days []int32) {
	for i, d := range days {
		if d != na {
			days[i] = d - unixEpoch
		}
	}
}

func (s *parquetSink) write(p piece, rows int) error {
	for k := range p.chunks {
		c := &p.chunks[k]
		c.data += s.w.n
		if c.dict >= 0 {
			c.dict += s.w.n
		}
	}
	s.groups = append(s.groups, rowGroup{rows, p.chunks})
	_, err := s.w.Write(p.data)
	giveBuffer(p.data)
	return err
}

// end writes the footer.
func (s *parquetSink) end() error {
	t := newThrift()
	t.i32(1, 1)
	t.list(2, thriftStruct, len(s.cols)+1)
	t.element()
	t.text(4, "casus")
	t.i32(5, len(s.cols))
	t.close()
	for _, c := range s.cols {
		t.element()
		t.i32(1, physical(c))
		t.i32(3, optional)
		t.text(4, c.Name)
		switch c.Kind {
		case store.Text:
			t.i32(6, convertedUTF8)
		case store.Day:
			t.i32(6, convertedDate)
		}
		t.close()
	}
	t.i64(3, int64(s.t.rows))
	t.list(4, thriftStruct, len(s.groups))
	for _, g := range s.groups {
		s.group(t, g)
	}
	meta := [][2]string{{"casus.codebook", s.t.codebook().JSON()}}
	t.list(5, thriftStruct, len(meta))
	for _, m := range meta {
		t.element()
		t.text(1, m[0])
		t.text(2, m[1])
		t.close()
	}
	t.text(6, "casus")
	t.list(7, thriftStruct, len(s.cols)) // the lowest and highest values are in the order of their types
	for range s.cols {
		t.element()
		t.open(1)
		t.close()
		t.close()
	}
	b := append(t.b, 0)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(b)))
	_, err := s.w.Write(append(b, parquetMagic...))
	return err
}

func (s *parquetSink) group(t *thrift, g rowGroup) {
	total := int64(0)
	t.element()
	t.list(1, thriftStruct, len(g.chunks))
	for k, c := range g.chunks {
		total += c.size
		first := c.data
		if c.dict >= 0 {
			first = c.dict
		}
		t.element()
		t.i64(2, first)
		t.open(3)
		t.i32(1, physical(s.cols[k]))
		t.list(2, thriftI32, 3)
		for _, e := range []int64{encodingPlain, encodingRLE, encodingRLEDy} {
			t.varint(e)
		}
		t.list(3, thriftBinary, 1)
		t.raw(s.cols[k].Name)
		t.i32(4, codecSnappy)
		t.i64(5, int64(c.values))
		t.i64(6, c.size)
		t.i64(7, c.packed)
		t.i64(9, c.data)
		if c.dict >= 0 {
			t.i64(11, c.dict)
		}
		t.open(12)
		t.i64(3, int64(c.nulls))
		if c.min != nil {
			t.text(5, string(c.max))
			t.text(6, string(c.min))
		}
		t.close()
		t.close()
		t.close()
	}
	t.i64(2, total)
	t.i64(3, int64(g.rows))
	if len(s.t.sorted) > 0 {
		t.list(4, thriftStruct, len(s.t.sorted))
		for _, k := range s.t.sorted {
			t.element()
			t.i32(1, k)
			t.flag(2, false) // descending
			t.flag(3, true)  // missing values first; there are none
			t.close()
		}
	}
	t.close()
}

func physical(c variable) int {
	switch c.Kind {
	case store.Float:
		return typeDouble
	case store.Text:
		return typeBytes
	}
	return typeInt32
}

// pageEncoder encodes the columns of a block, one after the other.
type pageEncoder struct {
	codec   compress.Codec
	levels  []uint32
	indices []uint32
	plain   []byte
	body    []byte
	packed  []byte
	ints    map[int32]uint32
	small   []uint32 // index of an integer in the dictionary, plus one, by value
	used    []int32
	floats  *floatIndex
	texts   map[string]uint32
}

// floatIndex numbers different floats: a table that is probed in place, since Go's
// map cost a third of a column's time.
type floatIndex struct {
	slots []floatSlot
	round uint32
	n     int
}

type floatSlot struct {
	bits  uint64
	round uint32 // the round in which the slot was filled
	index uint32
}

func newFloatIndex() *floatIndex { return &floatIndex{slots: make([]floatSlot, 4*maxDictionary)} }

// clear forgets all numbers.
func (f *floatIndex) clear() {
	f.n = 0
	if f.round++; f.round == 0 {
		clear(f.slots)
		f.round = 1
	}
}

// of gives the index of a number, and whether it is new.
func (f *floatIndex) of(bits uint64) (index uint32, added bool) {
	mask := uint64(len(f.slots) - 1)
	for h := (bits * 0x9e3779b97f4a7c15) >> 40 & mask; ; h = (h + 1) & mask {
		s := &f.slots[h]
		if s.round != f.round {
			*s = floatSlot{bits, f.round, uint32(f.n)}
			f.n++
			return s.index, true
		}
		if s.bits == bits {
			return s.index, false
		}
	}
}

// maxDictionary is the number of values beyond which a column is written plain.
const maxDictionary = 1 << 15

// column appends a column's pages to out.
func (e *pageEncoder) column(out *[]byte, v *vec, n int) (chunk, error) {
	c := chunk{dict: -1, values: n}
	distinct, plain := e.gather(v, n, &c)
	start := len(*out)
	body := append(e.body[:0], 0, 0, 0, 0)
	if c.nulls == 0 { // one run of present values
		body = append(binary.AppendUvarint(body, uint64(n)<<1), 1)
	} else {
		body = appendRLE(body, e.levels, 1)
	}
	binary.LittleEndian.PutUint32(body, uint32(len(body)-4))
	encoding := encodingRLEDy
	if distinct > 0 {
		c.dict = int64(start)
		if err := e.page(out, &c, pageDictionary, encodingPlain, distinct, plain); err != nil {
			return c, err
		}
		width := max(1, bits.Len32(uint32(distinct-1)))
		body = append(body, byte(width))
		body = appendRLE(body, e.indices, width)
	} else {
		encoding = encodingPlain
		body = append(body, plain...)
	}
	c.data = int64(len(*out))
	err := e.page(out, &c, pageData, encoding, n, body)
	e.body = body
	c.packed = int64(len(*out) - start)
	return c, err
}

// page appends a page with its header.
func (e *pageEncoder) page(out *[]byte, c *chunk, kind, encoding, values int, body []byte) error {
	packed, err := e.codec.Encode(e.packed[:cap(e.packed)], body)
	if err != nil {
		return err
	}
	e.packed = packed
	t := newThrift()
	t.i32(1, kind)
	t.i32(2, len(body))
	t.i32(3, len(packed))
	if kind == pageDictionary {
		t.open(7)
		t.i32(1, values)
		t.i32(2, encoding)
	} else {
		t.open(5)
		t.i32(1, values)
		t.i32(2, encoding)
		t.i32(3, encodingRLE)
		t.i32(4, encodingRLE)
	}
	t.close()
	t.b = append(t.b, 0)
	*out = append(append(*out, t.b...), packed...)
	c.size += int64(len(t.b) + len(body))
	return nil
}

// gather finds which values are there, and puts them into a dictionary or, if
// they are too many, plainly one after the other; distinct is 0 then.
func (e *pageEncoder) gather(v *vec, n int, c *chunk) (distinct int, plain []byte) {
	e.indices, e.plain = e.indices[:0], e.plain[:0]
	switch {
	case v.ints != nil:
		return e.gatherInts(v.ints, c)
	case v.floats != nil:
		return e.gatherFloats(v.floats, c)
	}
	e.texts = map[string]uint32{}
	lo, hi := "", ""
	for r, s := range v.texts[:n] {
		if s == "" {
			e.missing(r, n, c)
			continue
		}
		k, ok := e.texts[s]
		if !ok {
			if lo == "" || s < lo {
				lo = s
			}
			hi = max(hi, s)
			k = uint32(len(e.texts))
			e.texts[s] = k
			e.plain = binary.LittleEndian.AppendUint32(e.plain, uint32(len(s)))
			e.plain = append(e.plain, s...)
		}
		e.indices = append(e.indices, k)
	}
	if lo != "" {
		c.min, c.max = []byte(lo), []byte(hi)
	}
	return len(e.texts), e.plain
}

// missing marks a row of n as one without a value.
func (e *pageEncoder) missing(r, n int, c *chunk) {
	if c.nulls == 0 {
		if cap(e.levels) < n {
			e.levels = make([]uint32, n)
		}
		e.levels = e.levels[:n]
		for i := range e.levels {
			e.levels[i] = 1
		}
	}
	c.nulls++
	e.levels[r] = 0
}

func (e *pageEncoder) gatherInts(v []int32, c *chunk) (distinct int, plain []byte) {
	if e.small == nil {
		e.small = make([]uint32, 1<<16)
	}
	clear(e.ints)
	lo, hi := int32(math.MaxInt32), int32(math.MinInt32)
	for r, x := range v {
		if x == na {
			e.missing(r, len(v), c)
			continue
		}
		var k uint32
		if x >= 0 && x < 1<<16 {
			if k = e.small[x]; k == 0 {
				distinct++
				k = uint32(distinct)
				e.small[x] = k
				e.used = append(e.used, x)
				e.plain = binary.LittleEndian.AppendUint32(e.plain, uint32(x))
				lo, hi = min(lo, x), max(hi, x)
			}
		} else {
			if e.ints == nil {
				e.ints = map[int32]uint32{}
			}
			if k = e.ints[x]; k == 0 {
				distinct++
				k = uint32(distinct)
				e.ints[x] = k
				e.plain = binary.LittleEndian.AppendUint32(e.plain, uint32(x))
				lo, hi = min(lo, x), max(hi, x)
			}
		}
		e.indices = append(e.indices, k-1)
	}
	for _, x := range e.used {
		e.small[x] = 0
	}
	e.used = e.used[:0]
	if distinct > 0 {
		c.min = binary.LittleEndian.AppendUint32(nil, uint32(lo))
		c.max = binary.LittleEndian.AppendUint32(nil, uint32(hi))
	}
	return distinct, e.plain
}

func (e *pageEncoder) gatherFloats(v []float64, c *chunk) (distinct int, plain []byte) {
	e.floats.clear()
	lo, hi := math.Inf(1), math.Inf(-1)
	var before uint64
	var k uint32
	for r, x := range v {
		if x != x {
			e.missing(r, len(v), c)
			continue
		}
		b := math.Float64bits(x)
		if len(e.indices) == 0 || b != before { // runs of one value are common
			var added bool
			if k, added = e.floats.of(b); added {
				lo, hi = min(lo, x), max(hi, x)
				if e.floats.n > maxDictionary {
					return 0, e.plainFloats(v, r, c, lo, hi)
				}
				e.plain = binary.LittleEndian.AppendUint64(e.plain, b)
			}
			before = b
		}
		e.indices = append(e.indices, k)
	}
	if e.floats.n > 0 {
		c.bounds(lo, hi)
	}
	return e.floats.n, e.plain
}

// bounds notes the lowest and the highest number; of a zero both signs count.
func (c *chunk) bounds(lo, hi float64) {
	if lo == 0 {
		lo = math.Copysign(0, -1)
	}
	if hi == 0 {
		hi = 0
	}
	c.min = binary.LittleEndian.AppendUint64(nil, math.Float64bits(lo))
	c.max = binary.LittleEndian.AppendUint64(nil, math.Float64bits(hi))
}

// plainFloats gives up the dictionary at row r and writes all values plainly.
func (e *pageEncoder) plainFloats(v []float64, r int, c *chunk, lo, hi float64) []byte {
	e.plain = e.plain[:0]
	for i, x := range v {
		if x != x {
			if i > r {
				e.missing(i, len(v), c)
			}
			continue
		}
		lo, hi = min(lo, x), max(hi, x)
		e.plain = binary.LittleEndian.AppendUint64(e.plain, math.Float64bits(x))
	}
	c.bounds(lo, hi)
	return e.plain
}

// appendRLE appends values in Parquet's hybrid of runs and packed bits.
func appendRLE(b []byte, v []uint32, width int) []byte {
	for i := 0; i < len(v); {
		run := 1
		for i+run < len(v) && v[i+run] == v[i] {
			run++
		}
		if run >= 8 || i+run == len(v) {
			b = binary.AppendUvarint(b, uint64(run)<<1)
			for k := 0; k < width; k += 8 {
				b = append(b, byte(v[i]>>k))
			}
			i += run
			continue
		}
		end := i + 8
		for end < len(v) && !sameEight(v[end:]) {
			end += 8
		}
		groups := (end - i) / 8
		b = binary.AppendUvarint(b, uint64(groups)<<1|1)
		b = appendPacked(b, v[i:min(end, len(v))], groups*8, width)
		i = end
	}
	return b
}

func sameEight(v []uint32) bool {
	if len(v) < 8 {
		return false
	}
	for _, x := range v[1:8] {
		if x != v[0] {
			return false
		}
	}
	return true
}

// appendPacked appends n values of width bits each, the lowest bit first;
// values beyond the slice are zero.
func appendPacked(b []byte, v []uint32, n, width int) []byte {
	var acc uint64
	have := 0
	for k := range n {
		if k < len(v) {
			acc |= uint64(v[k]) << have
		}
		for have += width; have >= 8; have -= 8 {
			b = append(b, byte(acc))
			acc >>= 8
		}
	}
	return b
}
