package importer

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/ulikunitz/xz"

	"casus/history/store"
)

// Limits on a file. No publisher's file comes near them; a hostile one must
// not fill the memory.
const (
	maxBytes  = 4 << 30   // of text, after decompression
	maxBinary = 512 << 20 // of a format that must be in memory as a whole
	maxRecord = 1 << 20   // one row
	maxRows   = 20_000_000
	maxCells  = 200_000_000
	maxText   = 64 << 20 // of different strings
	maxFields = 10_000
)

// rows is what every format comes down to: rows of cells of text.
type rows interface {
	// read gives the next row and its line in the file, io.EOF at the end. The
	// slice is overwritten by the next call.
	read() ([]string, int, error)
}

// reader is a publisher's file, opened and decoded to UTF-8 cells.
type reader struct {
	origin store.Origin
	header []string // lower case
	first  []string // the first row, for recognition
	latin  bool     // some cell was not UTF-8 and was read as Latin-1
	single bool     // its numbers have single precision
	// bytes is about how many bytes the rows of text take, 0 where that is not known.
	bytes int64

	rows      rows
	sum       func() (store.Origin, error)
	close     func()
	begun     bool
	firstLine int
	firstErr  error
}

// errNotTable says that a file is no table at all.
var errNotTable = errors.New("not a table")

// open starts to read a file, compressed or not, as far as its first row.
func open(name, base string) (*reader, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	r, err := newReader(f, base)
	if err != nil {
		f.Close()
		return nil, err
	}
	if info, err := f.Stat(); err == nil {
		r.bytes = textSize(f, info.Size())
	}
	r.close = func() { f.Close() }
	return r, nil
}

// textSize gives how long a file is when it is unpacked; of gzip, as its end says.
func textSize(f *os.File, size int64) int64 {
	var head [2]byte
	if _, err := f.ReadAt(head[:], 0); err != nil || head != [2]byte{0x1f, 0x8b} {
		return size
	}
	var tail [4]byte
	if _, err := f.ReadAt(tail[:], size-4); err != nil {
		return size
	}
	n := int64(tail[0]) | int64(tail[1])<<8 | int64(tail[2])<<16 | int64(tail[3])<<24
	return min(n, size*20) // no text shrinks that much; a lie costs little
}

func newReader(raw io.Reader, base string) (*reader, error) {
	hash := sha256.New()
	counted := &countingReader{r: io.TeeReader(raw, hash)}
	in := bufio.NewReaderSize(counted, 1<<16)
	r := &reader{origin: store.Origin{Name: base}, close: func() {}}
	r.sum = func() (store.Origin, error) {
		if _, err := io.Copy(io.Discard, in); err != nil {
			return r.origin, err
		}
		r.origin.SHA256, r.origin.Bytes = hex.EncodeToString(hash.Sum(nil)), counted.n
		return r.origin, nil
	}
	text, err := unpacked(in)
	if err != nil {
		return nil, err
	}
	body := bufio.NewReaderSize(&budget{text, maxBytes}, 1<<16)
	head, err := body.Peek(4096)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return nil, err
	}
	if readBinary := binaryFormat(head); readBinary != nil {
		b, err := io.ReadAll(io.LimitReader(body, maxBinary+1))
		if err != nil {
			return nil, err
		}
		if len(b) > maxBinary {
			return nil, fmt.Errorf("%w: more than %d MB", errNotTable, maxBinary>>20)
		}
		if r.header, r.rows, err = readBinary(b, r); err != nil {
			return nil, err
		}
		for i, h := range r.header {
			r.header[i] = strings.ToLower(strings.TrimSpace(h))
		}
		return r, r.readFirst()
	}
	if why := foreign(head); why != "" {
		return nil, fmt.Errorf("%w: %s", errNotTable, why)
	}
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		body.Discard(3)
		head = head[3:]
	}
	var lines io.Reader = body
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		lines = &oldMac{body} // lines that end in a carriage return alone
	}
	if widths := fixedWidths(head); widths != nil {
		r.rows = &fixedRows{r: bufio.NewReader(lines), widths: widths}
	} else {
		r.rows = &textRows{r: lines, comma: delimiter(head), latin: &r.latin}
	}
	return r, r.readHeader()
}

// unpacked undoes the compression in which publishers, and R, offer files.
func unpacked(in *bufio.Reader) (io.Reader, error) {
	head, _ := in.Peek(6)
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("the gzip header: %w", err)
		}
		return z, nil
	case bytes.HasPrefix(head, []byte("BZh")):
		return bzip2.NewReader(in), nil
	case bytes.HasPrefix(head, []byte("\xfd7zXZ\x00")):
		z, err := xz.ReaderConfig{DictCap: 1 << 16}.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("the xz header: %w", err)
		}
		return z, nil
	}
	return in, nil
}

// binaryFormat gives the reader of a format that is no text, by its first bytes.
func binaryFormat(head []byte) func(b []byte, r *reader) ([]string, rows, error) {
	switch {
	case bytes.HasPrefix(head, []byte("<stata_dta>")) || oldStata(head):
		return openStata
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && bytes.Contains(head, []byte("xl/")) ||
		bytes.HasPrefix(head, []byte("PK\x03\x04")) && bytes.Contains(head, []byte("[Content_Types].xml")):
		return openWorkbook
	case bytes.HasPrefix(head, []byte("RDX2\n")) || bytes.HasPrefix(head, []byte("RDX3\n")) ||
		bytes.HasPrefix(head, []byte("X\n\x00\x00\x00")):
		return openR
	}
	return nil
}

// readHeader reads the names of the columns and the first row.
func (r *reader) readHeader() error {
	rec, line, err := r.rows.read()
	if err == io.EOF {
		return fmt.Errorf("%w: it is empty", errNotTable)
	}
	if err != nil {
		return err
	}
	if len(rec) > maxFields {
		return fmt.Errorf("%w: more than %d columns", errNotTable, maxFields)
	}
	if headless(rec) {
		// Gleditsch and Ward publish their lists without a header.
		r.header = []string{"gwcode", "gw_abb", "gw_name", "start", "end"}
		r.first, r.firstLine = append([]string(nil), rec...), line
		return nil
	}
	for _, c := range rec {
		r.header = append(r.header, strings.ToLower(c))
	}
	return r.readFirst()
}

// readFirst reads the first row; what is wrong with it is told when the header is
// known to be one of ours.
func (r *reader) readFirst() error {
	rec, line, err := r.rows.read()
	if err == nil {
		r.first, r.firstLine = append([]string(nil), rec...), line
	}
	r.firstErr = err
	return nil
}

// row gives the rows after the header, the first one included, with their line
// in the file. The slice is overwritten by the next call.
func (r *reader) row() ([]string, int, error) {
	if !r.begun {
		r.begun = true
		return r.first, r.firstLine, r.firstErr
	}
	return r.rows.read()
}

// finish reads to the end of the file and gives its hash. A compressed file
// whose end is damaged fails here.
func (r *reader) finish() (store.Origin, error) { return r.sum() }

var gwLine = regexp.MustCompile(`^\d{1,3}\t[A-Z]{2,3}\t[^\t]+\t\d\d:\d\d:\d{4}\t\d\d:\d\d:\d{4}$`)

func headless(rec []string) bool {
	return len(rec) == 5 && gwLine.MatchString(strings.Join(rec, "\t"))
}

// utf8Cell makes a cell UTF-8: what is not is taken for Latin-1, in which older
// releases were written.
func utf8Cell(c string, latin *bool) string {
	if utf8.ValidString(c) {
		return c
	}
	*latin = true
	var b strings.Builder
	for i := range len(c) {
		b.WriteRune(rune(c[i]))
	}
	return b.String()
}

// foreign says what a file is that is no table of ours.
func foreign(head []byte) string {
	for magic, what := range map[string]string{
		"PK\x03\x04": "a zip archive; unpack it",
		"\xff\xfe":   "UTF-16 text; save it as UTF-8",
		"\xfe\xff":   "UTF-16 text; save it as UTF-8",
		"\xd0\xcf":   "an old Excel workbook (.xls); save the sheet as .xlsx or CSV",
		"%PDF":       "a PDF document",
		"$FL2":       "an SPSS file; save it as CSV",
		"PAR1":       "a Parquet file; save it as CSV",
		"RDA2":       "R data in text form; save them with ascii = FALSE",
		"RDA3":       "R data in text form; save them with ascii = FALSE",
	} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return what
		}
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return "it holds binary data"
	}
	return ""
}

// budget stops a file that unpacks to more than any dataset has.
type budget struct {
	r    io.Reader
	left int64
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, fmt.Errorf("more than %d GB of text", maxBytes>>30)
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	return n, err
}

type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// oldMac turns carriage returns into line feeds.
type oldMac struct{ r io.Reader }

func (o *oldMac) Read(p []byte) (int, error) {
	n, err := o.r.Read(p)
	for i, c := range p[:n] {
		if c == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
