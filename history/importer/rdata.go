package importer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// R's own form of data, .rds and .rda, as "R Internals" describes it: a stream of
// objects in XDR, version 2 or 3. Enough of it is read to find the first data
// frame; what else an object carries is passed over.

// rObject is one object of a stream.
type rObject struct {
	kind  int
	ints  []int32
	reals []float64
	texts []string // of STRSXP; rMissing for NA
	list  []rObject
	attrs map[string]rObject
	names []string // tags of a pairlist
	sym   string
}

// rMissing is a text that is NA, which is not the text "NA".
const rMissing = "\x00NA"

// Types of objects.
const (
	rNil, rSym, rPairs, rClo, rEnv, rProm, rLang      = 254, 1, 2, 3, 4, 5, 6
	rSpecial, rBuiltin, rChar, rLgl, rInt, rReal      = 7, 8, 9, 10, 13, 14
	rCplx, rStr, rDot, rVec, rExpr, rByteCode, rExt   = 15, 16, 17, 19, 20, 21, 22
	rWeak, rRaw, rS4, rAltRep, rAttrList, rAttrLang   = 23, 24, 25, 238, 239, 240
	rBaseEnv, rEmptyEnv, rPersist, rPackage, rNamesp  = 241, 242, 247, 248, 249
	rBaseNamesp, rMissingArg, rUnbound, rGlobal, rRef = 250, 251, 252, 253, 255
)

var errR = errors.New("damaged data of R, or of a kind that is not read")

func openR(b []byte, r *reader) (header []string, out rows, err error) {
	if len(b) > 5 && b[0] == 'R' {
		b = b[5:] // RDX2 or RDX3: a pairlist of named objects
	}
	d := &rDecoder{b: b, latin: &r.latin}
	o, err := d.stream()
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", errNotTable, err)
	}
	frame := o.frame()
	if frame == nil {
		return nil, nil, fmt.Errorf("%w: R data without a data frame", errNotTable)
	}
	t := &rRows{line: 1}
	for i, c := range frame.list {
		t.cols = append(t.cols, c)
		t.classes = append(t.classes, c.attrs["class"].texts)
		t.levels = append(t.levels, c.attrs["levels"].texts)
		t.n = max(t.n, c.length())
		if i < len(frame.attrs["names"].texts) {
			header = append(header, frame.attrs["names"].texts[i])
		}
	}
	if len(header) != len(t.cols) || len(header) == 0 {
		return nil, nil, fmt.Errorf("%w: %w", errNotTable, errR)
	}
	return header, t, nil
}

// frame finds the data frame in what was read: the object itself, or the largest
// of several.
func (o *rObject) frame() *rObject {
	for _, c := range o.attrs["class"].texts {
		if c == "data.frame" {
			return o
		}
	}
	var best *rObject
	for i := range o.list {
		f := o.list[i].frame()
		if f != nil && len(f.list) > 0 && (best == nil || f.list[0].length() > best.list[0].length()) {
			best = f
		}
	}
	return best
}

func (o *rObject) length() int { return max(len(o.ints), len(o.reals), len(o.texts)) }

type rDecoder struct {
	b     []byte
	at    int
	depth int
	refs  []rObject
	latin *bool
	cells int
}

func (d *rDecoder) stream() (o rObject, err error) {
	defer func() {
		if x := recover(); x != nil {
			if e, ok := x.(error); !ok || !errors.Is(e, errR) {
				panic(x)
			}
			err = errR
		}
	}()
	if string(d.take(2)) != "X\n" {
		return o, errR
	}
	version := d.int()
	d.take(8) // the versions of R that wrote it and that can read it
	if version == 3 {
		d.take(int(d.int())) // the encoding
	} else if version != 2 {
		return o, errR
	}
	return d.object(), nil
}

func (d *rDecoder) fail() { panic(errR) }

func (d *rDecoder) take(n int) []byte {
	if n < 0 || n > len(d.b)-d.at {
		d.fail()
	}
	d.at += n
	return d.b[d.at-n : d.at]
}

func (d *rDecoder) int() int32 { return int32(binary.BigEndian.Uint32(d.take(4))) }

// length reads how many values follow; they must be in what is left.
func (d *rDecoder) length(size int) int {
	n := int(d.int())
	if n < 0 || size > 0 && n > (len(d.b)-d.at)/size {
		d.fail()
	}
	if d.cells += n; d.cells > maxCells {
		d.fail()
	}
	return n
}

// object reads the next object with its attributes.
func (d *rDecoder) object() rObject {
	if d.depth++; d.depth > 2000 {
		d.fail()
	}
	defer func() { d.depth-- }()
	flags := int(d.int())
	kind := flags & 0xff
	attr, tag := flags&(1<<9) != 0, flags&(1<<10) != 0
	o := rObject{kind: kind}
	switch kind {
	case rNil, rBaseEnv, rEmptyEnv, rGlobal, rBaseNamesp, rMissingArg, rUnbound:
		return o
	case rRef:
		i := flags >> 8
		if i == 0 {
			i = int(d.int())
		}
		if i < 1 || i > len(d.refs) {
			d.fail()
		}
		return d.refs[i-1]
	case rSym:
		o.sym = d.object().sym
		d.refs = append(d.refs, o)
		return o
	case rPackage, rPersist, rNamesp:
		d.int()
		for range d.length(4) {
			d.object()
		}
		d.refs = append(d.refs, o)
		return o
	case rEnv:
		d.int()
		d.refs = append(d.refs, o)
		for range 4 {
			d.object()
		}
		return o
	case rPairs, rClo, rProm, rLang, rDot, rAttrLang, rAttrList:
		return d.pairs(o, attr || kind == rAttrLang || kind == rAttrList, tag)
	case rExt:
		d.refs = append(d.refs, o)
		d.object()
		d.object()
	case rWeak:
		d.refs = append(d.refs, o)
	case rSpecial, rBuiltin:
		d.take(int(d.int()))
	case rS4:
	case rChar:
		o.sym = d.char(flags)
		return o
	case rAltRep:
		return d.altRep()
	default:
		d.vector(&o)
	}
	if attr {
		o.attrs = d.object().tags()
	}
	return o
}

// char reads a string; flags tell its encoding.
func (d *rDecoder) char(flags int) string {
	n := d.int()
	if n == -1 {
		return rMissing
	}
	return utf8Cell(string(d.take(int(n))), d.latin)
}

// vector reads the values of a vector.
func (d *rDecoder) vector(o *rObject) {
	switch o.kind {
	case rLgl, rInt:
		o.ints = make([]int32, d.length(4))
		for i := range o.ints {
			o.ints[i] = d.int()
		}
	case rReal:
		o.reals = make([]float64, d.length(8))
		for i := range o.reals {
			o.reals[i] = math.Float64frombits(binary.BigEndian.Uint64(d.take(8)))
		}
	case rCplx:
		d.take(16 * d.length(16))
	case rRaw:
		d.take(d.length(1))
	case rStr:
		o.texts = make([]string, d.length(4))
		for i := range o.texts {
			o.texts[i] = d.object().sym
		}
	case rVec, rExpr:
		o.list = make([]rObject, d.length(4))
		for i := range o.list {
			o.list[i] = d.object()
		}
	default:
		d.fail()
	}
}

// pairs reads a pairlist, or a call, to its end.
func (d *rDecoder) pairs(o rObject, attr, tag bool) rObject {
	for {
		if attr {
			o.attrs = d.object().tags()
		}
		name := ""
		if tag {
			name = d.object().sym
		}
		o.names = append(o.names, name)
		o.list = append(o.list, d.object())
		if d.at+4 > len(d.b) {
			d.fail()
		}
		flags := int(int32(binary.BigEndian.Uint32(d.b[d.at:])))
		if k := flags & 0xff; k != rPairs && k != rLang && k != rAttrLang && k != rAttrList {
			d.object() // the end of the list
			return o
		}
		d.take(4)
		k := flags & 0xff
		attr, tag = flags&(1<<9) != 0 || k == rAttrLang || k == rAttrList, flags&(1<<10) != 0
	}
}

// tags gives the members of a pairlist by their tags.
func (o rObject) tags() map[string]rObject {
	out := map[string]rObject{}
	for i, n := range o.names {
		out[n] = o.list[i]
	}
	return out
}

// altRep reads the compact forms in which R keeps vectors since 3.5.
func (d *rDecoder) altRep() rObject {
	info, state, attr := d.object(), d.object(), d.object()
	class := ""
	if len(info.list) > 0 {
		class = info.list[0].sym
	}
	var o rObject
	switch {
	case strings.HasPrefix(class, "wrap_") && len(state.list) > 0:
		o = state.list[0]
	case class == "deferred_string" && len(state.list) > 0:
		o.kind = rStr
		from := state.list[0]
		for _, v := range from.ints {
			o.texts = append(o.texts, intText(v))
		}
		for _, v := range from.reals {
			o.texts = append(o.texts, realText(v))
		}
	case (class == "compact_intseq" || class == "compact_realseq") && len(state.reals) == 3:
		n := state.reals[0]
		if !(n >= 0 && n <= maxRows) {
			d.fail()
		}
		if d.cells += int(n); d.cells > maxCells/10 {
			d.fail()
		}
		o.kind = rReal
		for i := range int(n) {
			o.reals = append(o.reals, state.reals[1]+float64(i)*state.reals[2])
		}
	default:
		d.fail()
	}
	if len(attr.list) > 0 {
		o.attrs = attr.tags()
	}
	return o
}

// rRows gives a data frame as rows of text.
type rRows struct {
	cols    []rObject
	classes [][]string
	levels  [][]string
	n, at   int
	line    int
	rec     []string
}

func (t *rRows) read() ([]string, int, error) {
	if t.at == t.n {
		return nil, 0, io.EOF
	}
	t.rec = t.rec[:0]
	for k := range t.cols {
		t.rec = append(t.rec, t.cell(k, t.at))
	}
	t.at++
	t.line++
	return t.rec, t.line, nil
}

var rEpoch = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)

func (t *rRows) cell(k, r int) string {
	c := &t.cols[k]
	x := math.NaN()
	switch {
	case r < len(c.texts):
		if c.texts[r] == rMissing {
			return ""
		}
		return strings.TrimSpace(c.texts[r])
	case r < len(c.ints):
		v := c.ints[r]
		if v == math.MinInt32 {
			return ""
		}
		if len(t.levels[k]) > 0 && v >= 1 && int(v) <= len(t.levels[k]) {
			return t.levels[k][v-1]
		}
		x = float64(v)
	case r < len(c.reals):
		x = c.reals[r]
	}
	for _, class := range t.classes[k] {
		switch class {
		case "Date":
			return dayAfter(rEpoch, math.Floor(x))
		case "POSIXct":
			return dayAfter(rEpoch, math.Floor(x/86_400))
		}
	}
	return realText(x)
}

func intText(v int32) string {
	if v == math.MinInt32 {
		return rMissing
	}
	return strconv.Itoa(int(v))
}

func realText(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return plainNumber(x)
}
