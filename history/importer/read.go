package importer

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"

	"casus/history/store"
)

// Limits on a file. No publisher's file comes near them; a hostile one must
// not fill the memory.
const (
	maxBytes  = 4 << 30 // after decompression
	maxRecord = 1 << 20 // one row
	maxRows   = 20_000_000
	maxCells  = 200_000_000
	maxText   = 64 << 20 // of different strings
	maxFields = 10_000
)

// table is a publisher's file, opened and decoded to UTF-8 cells.
type reader struct {
	origin store.Origin
	header []string // lower case
	first  []string // the first row, for recognition
	latin  bool     // some cell was not UTF-8 and was read as Latin-1

	csv    *csv.Reader
	budget *budget
	sum    func() (store.Origin, error)
	close  func()
	begun  bool

	firstErr error
}

// errNotTable says that a file is no table of text at all.
var errNotTable = errors.New("not a table of text")

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
	r.close = func() { f.Close() }
	return r, nil
}

func newReader(raw io.Reader, base string) (*reader, error) {
	hash := sha256.New()
	counted := &countingReader{r: io.TeeReader(raw, hash)}
	in := bufio.NewReaderSize(counted, 1<<16)
	r := &reader{origin: store.Origin{Name: base}}
	r.sum = func() (store.Origin, error) {
		if _, err := io.Copy(io.Discard, in); err != nil {
			return r.origin, err
		}
		r.origin.SHA256, r.origin.Bytes = hex.EncodeToString(hash.Sum(nil)), counted.n
		return r.origin, nil
	}
	text := io.Reader(in)
	if head, _ := in.Peek(2); len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b {
		gz, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("the gzip header: %w", err)
		}
		text = gz
	}
	r.budget = &budget{r: text, total: maxBytes}
	body := bufio.NewReaderSize(r.budget, 1<<16)
	r.budget.record = maxRecord + 1<<16
	head, err := body.Peek(4096)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return nil, err
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
	r.csv = csv.NewReader(lines)
	r.csv.ReuseRecord = true
	r.csv.Comma = delimiter(head)
	r.csv.FieldsPerRecord = -1
	return r, r.readHeader()
}

// readHeader reads the names of the columns and the first row.
func (r *reader) readHeader() error {
	rec, err := r.csv.Read()
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
		// Gleditsch and Ward publish their list without a header.
		r.header = []string{"gwcode", "gw_abb", "gw_name", "start", "end"}
		r.first = r.cells(rec)
		r.csv.FieldsPerRecord = len(r.header)
		return nil
	}
	for _, c := range rec {
		r.header = append(r.header, strings.ToLower(strings.TrimSpace(r.cell(c))))
	}
	r.csv.FieldsPerRecord = len(r.header)
	rec, err = r.next()
	if err == nil {
		r.first = append([]string(nil), rec...)
	}
	r.firstErr = err // told when the header is known to be one of ours
	return nil
}

// row gives the rows after the header, the first one included, with their line
// in the file. The slice is overwritten by the next call.
func (r *reader) row() ([]string, int, error) {
	if !r.begun {
		r.begun = true
		if r.firstErr != nil {
			return nil, 0, r.firstErr
		}
		line, _ := r.csv.FieldPos(0)
		return r.first, line, nil
	}
	rec, err := r.next()
	if err != nil {
		return nil, 0, err
	}
	line, _ := r.csv.FieldPos(0)
	return rec, line, nil
}

func (r *reader) next() ([]string, error) {
	r.budget.record = maxRecord + 1<<16 // the buffer between may hold that much more
	rec, err := r.csv.Read()
	if err != nil {
		return nil, err
	}
	for i, c := range rec {
		rec[i] = r.cell(c)
	}
	return rec, nil
}

func (r *reader) cells(rec []string) []string {
	out := make([]string, len(rec))
	for i, c := range rec {
		out[i] = r.cell(c)
	}
	return out
}

// cell trims a cell and makes it UTF-8: what is not is taken for Latin-1, in
// which older releases were written.
func (r *reader) cell(c string) string {
	c = strings.TrimSpace(c)
	if utf8.ValidString(c) {
		return c
	}
	r.latin = true
	var b strings.Builder
	for i := range len(c) {
		b.WriteRune(rune(c[i]))
	}
	return b.String()
}

// finish reads to the end of the file and gives its hash. A compressed file
// whose end is damaged fails here.
func (r *reader) finish() (store.Origin, error) {
	r.budget.record = maxBytes
	return r.sum()
}

var gwLine = regexp.MustCompile(`^\d{1,3}\t[A-Z]{2,3}\t[^\t]+\t\d\d:\d\d:\d{4}\t\d\d:\d\d:\d{4}$`)

func headless(rec []string) bool {
	return len(rec) == 5 && gwLine.MatchString(strings.Join(rec, "\t"))
}

// foreign says what a file is that is no text table.
func foreign(head []byte) string {
	for magic, what := range map[string]string{
		"PK\x03\x04": "a zip archive or a spreadsheet; unpack it, or save the sheet as CSV",
		"<stata_dta": "a Stata file; save it as CSV",
		"\xff\xfe":   "UTF-16 text; save it as UTF-8",
		"\xfe\xff":   "UTF-16 text; save it as UTF-8",
		"\xd0\xcf":   "an Excel workbook; save the sheet as CSV",
		"BZh":        "a bzip2 archive; unpack it",
		"\xfd7zXZ":   "an xz archive; unpack it",
		"%PDF":       "a PDF document",
		"$FL2":       "an SPSS file; save it as CSV",
		"PAR1":       "a Parquet file; save it as CSV",
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

// delimiter picks the separator that the first line has most of.
func delimiter(head []byte) rune {
	line := head
	if i := bytes.IndexAny(head, "\r\n"); i >= 0 {
		line = head[:i]
	}
	best, n := ',', bytes.Count(line, []byte{','})
	for _, c := range []byte{'\t', ';', '|'} {
		if k := bytes.Count(line, []byte{c}); k > n {
			best, n = rune(c), k
		}
	}
	return best
}

// budget stops a file that is too large, or a row that does not end, such as
// one with a quote that is never closed.
type budget struct {
	r             io.Reader
	total, record int64
}

func (b *budget) Read(p []byte) (int, error) {
	if b.total <= 0 {
		return 0, fmt.Errorf("more than %d GB of text", maxBytes>>30)
	}
	if b.record <= 0 {
		return 0, fmt.Errorf("a row of more than %d MB; is a quote left open?", maxRecord>>20)
	}
	if int64(len(p)) > b.record {
		p = p[:b.record]
	}
	n, err := b.r.Read(p)
	b.total -= int64(n)
	b.record -= int64(n)
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
