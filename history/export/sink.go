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
	encode(b *block) (piece, error)
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

func (s *csvSink) encode(b *block) (piece, error) {
	out := make([]byte, 0, b.n*len(s.cols)*6)
	for r := range b.n {
		for k := range s.cols {
			if k > 0 {
				out = append(out, ',')
			}
			out = appendCell(out, &b.vecs[k], r)
		}
		out = append(out, '\n')
	}
	out, err := s.pack(out)
	return piece{data: out}, err
}

func appendCell(out []byte, v *vec, r int) []byte {
	switch {
	case v.ints != nil:
		if x := v.ints[r]; x != na {
			out = strconv.AppendInt(out, int64(x), 10)
		}
	case v.floats != nil:
		if x := v.floats[r]; !math.IsNaN(x) {
			format := byte('f')
			if a := math.Abs(x); a != 0 && (a < 1e-9 || a >= 1e15) {
				format = 'g'
			}
			out = strconv.AppendFloat(out, x, format, -1, 64)
		}
	case v.texts != nil:
		out = appendText(out, v.texts[r])
	}
	return out
}

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
	}
	if len(c.Codes) > 0 {
		return "category"
	}
	return "integer"
}
