package export

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"casus"
	"casus/history/store"
)

// Format is a file format.
type Format string

// The formats.
const (
	CSV     Format = "csv"
	CSVGzip Format = "csv.gz"
	Parquet Format = "parquet"
	Stata   Format = "dta" // Stata 118
)

// Formats lists the formats, the default first.
var Formats = []Format{CSV, CSVGzip, Parquet, Stata}

// FormatOf tells the format by a file's name: CSV where the name has no extension.
// The error is an [*casus.InputError] for an extension that is not written.
func FormatOf(name string) (Format, error) {
	base := strings.ToLower(filepath.Base(name))
	for _, f := range []Format{CSVGzip, CSV, Parquet, Stata} {
		if strings.HasSuffix(base, "."+string(f)) {
			return f, nil
		}
	}
	if ext := filepath.Ext(base); ext != "" && ext != base {
		e := &casus.InputError{File: name, Msg: fmt.Sprintf("tables are not written as %s", casus.Quoted(ext)), Hint: "one of: .csv, .csv.gz, .parquet, .dta"}
		if ext == ".rds" || ext == ".rda" || ext == ".rdata" {
			e.Hint = "write .parquet or .dta, and read it in R with arrow::read_parquet or haven::read_dta"
		}
		return "", e
	}
	return CSV, nil
}

func formatNames() []string {
	var out []string
	for _, f := range Formats {
		out = append(out, string(f))
	}
	return out
}

// sink writes blocks in a format. encode is called by several goroutines, the
// other methods by one, with the pieces in their order.
type sink interface {
	begin() error
	encode(u unit, own *scratch) (piece, error)
	write(p piece, rows int) error
	end() error
}

// piece is an encoded block; chunks says where its columns lie, for formats
// that need to know.
type piece struct {
	data   []byte
	chunks []chunk
}

func newSink(f Format, w io.Writer, t *table) (sink, error) {
	out := &counting{w: w}
	switch f {
	case CSV, CSVGzip:
		return &csvSink{w: out, t: t, cols: t.columns(), gzip: f == CSVGzip}, nil
	case Parquet:
		return &parquetSink{w: out, t: t, cols: t.columns()}, nil
	case Stata:
		return newStata(out, t)
	}
	return nil, fmt.Errorf("export: no format %q", f)
}

// counting counts what was written.
type counting struct {
	w io.Writer
	n int64
}

func (c *counting) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// csvSink writes UTF-8 CSV with a header; a missing value is empty. Compressed,
// each unit is a gzip member of its own, so that units compress side by side.
type csvSink struct {
	w    *counting
	t    *table
	cols []variable
	gzip bool
}

func (s *csvSink) begin() error {
	var b []byte
	for k, c := range s.cols {
		if k > 0 {
			b = append(b, ',')
		}
		b = append(b, c.Name...)
	}
	b, err := s.pack(append(b, '\n'))
	if err != nil {
		return err
	}
	_, err = s.w.Write(b)
	return err
}

func (s *csvSink) encode(u unit, own *scratch) (piece, error) {
	b, err := s.t.build(u, own, nil)
	if err != nil {
		return piece{}, err
	}
	w := cellWriters.Get().(*cellWriter)
	defer cellWriters.Put(w)
	out := takeBuffer(b.n * len(s.cols) * 4)
	for r := range b.n {
		k := 0
		for g := range s.t.groups {
			if k > 0 {
				out = append(out, ',')
			}
			group := &s.t.groups[g]
			if group.line != nil {
				out = group.line(b, r, out)
				k += len(group.cols)
				continue
			}
			for c := range group.cols {
				if c > 0 {
					out = append(out, ',')
				}
				out = w.cell(out, &group.cols[c], &b.vecs[k], r)
				k++
			}
		}
		out = append(out, '\n')
	}
	packed, err := s.pack(out)
	if s.gzip {
		giveBuffer(out)
	}
	return piece{data: packed}, err
}

// cellWriter writes numbers as text, and remembers those that it wrote: a figure of a
// state stands in the rows of all its dyads, and formatting it again each time was 39 %
// of an export.
type cellWriter struct{ known [1 << 14]knownCell }

type knownCell struct {
	bits uint64
	n    uint8
	text [31]byte
}

// cell appends a value; a missing one is empty.
func (w *cellWriter) cell(out []byte, c *variable, v *vec, r int) []byte {
	switch {
	case v.floats != nil:
		return w.float(out, v.floats[r])
	case v.ints == nil:
		return appendText(out, v.texts[r])
	case v.ints[r] == na:
		return out
	case c.Kind == store.Day:
		return append(out, casus.Date(v.ints[r]).String()...)
	}
	return appendInt(out, v.ints[r])
}

var cellWriters = sync.Pool{New: func() any { return &cellWriter{} }}

func (w *cellWriter) float(out []byte, x float64) []byte {
	bits := math.Float64bits(x)
	if x != x {
		return out
	}
	k := &w.known[(bits*0x9e3779b97f4a7c15)>>50]
	if k.n > 0 && k.bits == bits {
		return append(out, k.text[:k.n]...)
	}
	format := byte('f')
	if a := math.Abs(x); a != 0 && (a < 1e-9 || a >= 1e15) {
		format = 'g'
	}
	at := len(out)
	out = strconv.AppendFloat(out, x, format, -1, 64)
	if n := len(out) - at; n <= len(k.text) {
		k.bits, k.n = bits, uint8(n)
		copy(k.text[:], out[at:])
	}
	return out
}

// appendInt writes a whole number; most have at most four digits.
func appendInt(out []byte, x int32) []byte {
	switch {
	case x >= 0 && x < 10:
		return append(out, '0'+byte(x))
	case x >= 100 && x < 1000:
		return append(out, '0'+byte(x/100), '0'+byte(x/10%10), '0'+byte(x%10))
	case x >= 1000 && x < 10000:
		return append(out, '0'+byte(x/1000), '0'+byte(x/100%10), '0'+byte(x/10%10), '0'+byte(x%10))
	}
	return strconv.AppendInt(out, int64(x), 10)
}

// buffers are pieces that were written, for the next ones.
var buffers sync.Pool

func takeBuffer(size int) []byte {
	if b, ok := buffers.Get().(*[]byte); ok {
		return (*b)[:0]
	}
	return make([]byte, 0, size)
}

func giveBuffer(b []byte) { buffers.Put(&b) }

func appendText(out []byte, s string) []byte {
	if !strings.ContainsAny(s, ",\"\r\n") {
		return append(out, s...)
	}
	out = append(out, '"')
	out = append(out, strings.ReplaceAll(s, `"`, `""`)...)
	return append(out, '"')
}

func (s *csvSink) pack(b []byte) ([]byte, error) {
	if !s.gzip {
		return b, nil
	}
	var out bytes.Buffer
	z := gzip.NewWriter(&out) // its header carries no time: the same bytes each day
	if _, err := z.Write(b); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (s *csvSink) write(p piece, _ int) error {
	_, err := s.w.Write(p.data)
	if !s.gzip {
		giveBuffer(p.data)
	}
	return err
}

func (s *csvSink) end() error { return nil }

// typeName says a column's type in the codebook.
func (c *variable) typeName() string {
	switch c.Kind {
	case store.Float:
		return "number"
	case store.Text:
		return "text"
	case store.Day:
		return "date"
	}
	if len(c.Codes) > 0 {
		return "category"
	}
	return "integer"
}
