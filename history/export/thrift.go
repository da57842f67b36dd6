package export

import "encoding/binary"

// thrift writes the compact protocol of Apache Thrift, in which Parquet's
// metadata are kept: as much of it as they need.
type thrift struct {
	b    []byte
	last []int16 // id of the last field, by nesting
}

const (
	thriftI32    = 5
	thriftI64    = 6
	thriftBinary = 8
	thriftList   = 9
	thriftStruct = 12
)

func newThrift() *thrift { return &thrift{last: []int16{0}} }

func (t *thrift) field(id int16, kind byte) {
	top := &t.last[len(t.last)-1]
	t.b = append(t.b, byte(id-*top)<<4|kind) // ids rise by less than 16
	*top = id
}

func (t *thrift) varint(v int64) { t.b = binary.AppendVarint(t.b, v) } // zigzag

func (t *thrift) i32(id int16, v int) {
	t.field(id, thriftI32)
	t.varint(int64(v))
}

func (t *thrift) i64(id int16, v int64) {
	t.field(id, thriftI64)
	t.varint(v)
}

// flag writes a bool, whose value is in its type.
func (t *thrift) flag(id int16, v bool) {
	kind := byte(2)
	if v {
		kind = 1
	}
	t.field(id, kind)
}

func (t *thrift) text(id int16, s string) {
	t.field(id, thriftBinary)
	t.raw(s)
}

func (t *thrift) raw(s string) {
	t.b = binary.AppendUvarint(t.b, uint64(len(s)))
	t.b = append(t.b, s...)
}

func (t *thrift) list(id int16, kind byte, n int) {
	t.field(id, thriftList)
	if n < 15 {
		t.b = append(t.b, byte(n)<<4|kind)
		return
	}
	t.b = append(t.b, 0xf0|kind)
	t.b = binary.AppendUvarint(t.b, uint64(n))
}

// open starts a struct that is a field, element one that is in a list.
func (t *thrift) open(id int16) {
	t.field(id, thriftStruct)
	t.element()
}

func (t *thrift) element() { t.last = append(t.last, 0) }

func (t *thrift) close() {
	t.b = append(t.b, 0)
	t.last = t.last[:len(t.last)-1]
}
