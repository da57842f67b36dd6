package export

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/parquet-go/parquet-go"

	"casus"
	"casus/history"
	"casus/history/historytest"
)

// TestToyTable shows a whole table: Aland and Cland, which share the year 1903
// but no day of it, are no dyad then; the peace spell of Bland and Cland ends
// in 1908; figures outside a source's years, and -9, are missing.
func TestToyTable(t *testing.T) {
	var b bytes.Buffer
	o := Options{From: 1900, With: []string{"mids", "nmc", "peace-years"}, Format: CSV}
	if _, err := Export(context.Background(), toy(t), DyadYears, o, &b); err != nil {
		t.Fatal(err)
	}
	f := exportCSV(t, toy(t), DyadYears, o)
	if n := f.count("ccode1=1", "ccode2=3", "year=1903"); n != 0 {
		t.Error("two states that never shared a day of 1903 are a dyad of it")
	}
	if n := f.count("ccode1=1", "ccode2=3"); n != 5 {
		t.Errorf("Aland and Cland have %d years, want 1905 to 1909", n)
	}
	r := f.find("ccode1=1", "ccode2=2", "year=1900")
	for col, want := range map[string]string{
		"milex1": "100", "milex2": "", "irst1": "", "irst2": "0", "tpop2": "400.5", "cinc1": "0.6", "cowmidongoing": "0", "dispnum": "", "fatality1": "",
	} {
		if got := f.get(r, col); got != want {
			t.Errorf("1900: %s is %q, want %q", col, got, want)
		}
	}
	r = f.find("ccode1=1", "ccode2=2", "year=1901")
	for col, want := range map[string]string{
		"cowmidongoing": "1", "cowmidonset": "1", "cowmidinit1": "1", "cowmidinit2": "0", "fatality1": "2", "fatality2": "", "cowmidspell": "1", "milex1": "", "hostlev": "4",
	} {
		if got := f.get(r, col); got != want {
			t.Errorf("1901: %s is %q, want %q", col, got, want)
		}
	}
	if got := f.get(f.find("ccode1=1", "ccode2=2", "year=1902"), "cowmidonset"); got != "0" {
		t.Error("1902: the ongoing dispute is no onset")
	}
	if got := f.get(f.find("ccode1=2", "ccode2=3", "year=1908"), "cowmidspell"); got != "5" {
		t.Errorf("Bland and Cland in 1908: %s years of peace, want 5", got)
	}
	if got := f.get(f.find("ccode1=2", "ccode2=3", "year=1909"), "cowmidongoing"); got != "" {
		t.Errorf("after the source's last year, 1908, a dispute is %q, want missing", got)
	}
}

// TestFormatsAgree writes one table in every format and compares all values
// with the CSV, Parquet read by parquet-go.
func TestFormatsAgree(t *testing.T) {
	db := toy(t)
	o := Options{From: 1900, With: []string{"mids", "nmc", "peace-years", "similarity"}}
	for _, kind := range []Kind{StateYears, DirectedDyadYears} {
		if kind == StateYears {
			o.With = []string{"mids", "nmc"}
		} else {
			o.With = []string{"mids", "nmc", "peace-years", "similarity"}
		}
		compareFormats(t, db, kind, o)
	}
}

func compareFormats(t *testing.T, db *history.DB, kind Kind, o Options) {
	t.Helper()
	plain := write(t, db, kind, o, CSV)
	packed, err := gzip.NewReader(bytes.NewReader(write(t, db, kind, o, CSVGzip)))
	if err != nil {
		t.Fatal(err)
	}
	if unpacked, err := io.ReadAll(packed); err != nil || !bytes.Equal(unpacked, plain) {
		t.Errorf("%s: the compressed file holds something else (%v)", kind, err)
	}
	rows, err := csv.NewReader(bytes.NewReader(plain)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, db, kind, o, Parquet)
	pf, err := parquet.OpenFile(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if pf.NumRows() != int64(len(rows)-1) {
		t.Fatalf("%s: Parquet has %d rows, CSV %d", kind, pf.NumRows(), len(rows)-1)
	}
	if text, ok := pf.Lookup("casus.codebook"); !ok || !strings.Contains(text, `"variables"`) {
		t.Error("the Parquet file carries no codebook")
	}
	names := rows[0]
	at := 1
	for _, g := range pf.RowGroups() {
		values := g.Rows()
		buf := make([]parquet.Row, 100)
		for {
			n, err := values.ReadRows(buf)
			for _, row := range buf[:n] {
				for _, v := range row {
					if got, want := parquetText(v), rows[at][v.Column()]; got != want && !sameNumber(got, want) {
						t.Fatalf("%s: row %d, %s: Parquet %q, CSV %q", kind, at, names[v.Column()], got, want)
					}
				}
				at++
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		values.Close()
	}
	if at != len(rows) {
		t.Errorf("%s: %d rows were read from Parquet, want %d", kind, at-1, len(rows)-1)
	}
}

func parquetText(v parquet.Value) string {
	switch {
	case v.IsNull():
		return ""
	case v.Kind() == parquet.Double:
		return strconv.FormatFloat(v.Double(), 'g', -1, 64)
	case v.Kind() == parquet.Int32:
		return strconv.Itoa(int(v.Int32()))
	}
	return string(v.ByteArray())
}

func sameNumber(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err1 == nil && err2 == nil && x == y
}

func write(t testing.TB, db *history.DB, kind Kind, o Options, f Format) []byte {
	t.Helper()
	var b bytes.Buffer
	o.Format = f
	if _, err := Export(context.Background(), db, kind, o, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSameBytesOfManyUnits cuts a small table into many units.
func TestSameBytesOfManyUnits(t *testing.T) {
	defer func(n int) { unitRows = n }(unitRows)
	unitRows = 3
	db := toy(t)
	for _, f := range Formats {
		o := Options{From: 1900, With: []string{"mids", "nmc", "peace-years", "similarity"}, Workers: 1}
		one := write(t, db, DirectedDyadYears, o, f)
		o.Workers = 5
		for range 20 {
			if !bytes.Equal(one, write(t, db, DirectedDyadYears, o, f)) {
				t.Fatalf("%s: five workers give other bytes than one", f)
			}
		}
	}
	compareFormats(t, db, DirectedDyadYears, Options{From: 1900, With: []string{"mids", "nmc"}})
}

// TestSameBytesForAnyWorkers runs over the units of real data.
func TestSameBytesForAnyWorkers(t *testing.T) {
	db := historytest.Open(t)
	o := Options{From: 1990, To: 1992, With: []string{"atop", "onset", "nmc"}}
	for _, f := range Formats {
		o.Workers = 1
		one := write(t, db, DirectedDyadYears, o, f)
		for _, n := range []int{2, 7} {
			o.Workers = n
			if !bytes.Equal(one, write(t, db, DirectedDyadYears, o, f)) {
				t.Errorf("%s: %d workers give other bytes than one", f, n)
			}
		}
	}
}

// TestParquetOfRealData reads a large file back with parquet-go.
func TestParquetOfRealData(t *testing.T) {
	db := historytest.Open(t)
	compareFormats(t, db, DyadYears, Options{From: 1980, To: 1984, With: []string{"atop", "nmc", "distance", "mids", "similarity", "trade", "rivalry"}})
	compareFormats(t, db, AllianceYears, Options{From: 1900, To: 1950})
	compareFormats(t, db, Joiners, Options{With: []string{"nmc", "democracy", "gdp", "majors"}})
}

// TestStata lets readstat, an independent reader of Stata files, turn the file
// back into CSV, and compares. It is skipped where readstat is not installed
// (Debian: apt-get install readstat).
func TestStata(t *testing.T) {
	readstat, err := exec.LookPath("readstat")
	if err != nil {
		t.Skip("SKIPPED: readstat, which reads Stata files, is not installed")
	}
	check := func(db *history.DB, kind Kind, o Options) {
		t.Helper()
		dir := t.TempDir()
		in, out := filepath.Join(dir, "t.dta"), filepath.Join(dir, "t.csv")
		if err := os.WriteFile(in, write(t, db, kind, o, Stata), 0o644); err != nil {
			t.Fatal(err)
		}
		if text, err := exec.Command(readstat, "-f", in, out).CombinedOutput(); err != nil {
			t.Fatalf("readstat: %v\n%s", err, text)
		}
		got, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		a, err1 := csv.NewReader(bytes.NewReader(got)).ReadAll()
		b, err2 := csv.NewReader(bytes.NewReader(write(t, db, kind, o, CSV))).ReadAll()
		if err1 != nil || err2 != nil || len(a) != len(b) {
			t.Fatalf("readstat gives %d rows, want %d (%v, %v)", len(a), len(b), err1, err2)
		}
		for r := range b {
			for c := range b[r] {
				if x, y := a[r][c], b[r][c]; x != y && !almost(x, y) {
					t.Fatalf("row %d, %s: readstat %q, CSV %q", r, b[0][c], x, y)
				}
			}
		}
		info, err := exec.Command(readstat, in).CombinedOutput()
		if err != nil || !strings.Contains(string(info), "Stata") {
			t.Errorf("readstat on the file: %v\n%s", err, info)
		}
	}
	check(toy(t), DirectedDyadYears, Options{From: 1900, With: []string{"mids", "nmc", "peace-years"}})
	check(toy(t), StateYears, Options{From: 1900})
	db := historytest.Open(t)
	check(db, StateYears, Options{With: []string{"nmc", "democracy", "atop", "majors", "mids"}})
	check(db, AllianceYears, Options{From: 1900, To: 1950, With: []string{"nmc"}})
}

// almost allows for readstat printing six digits after the point.
func almost(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err1 == nil && err2 == nil && math.Abs(x-y) <= 1e-6*math.Max(1, math.Abs(y))
}

// TestStataLayout reads the map of a file and finds each part where it says.
func TestStataLayout(t *testing.T) {
	b := write(t, toy(t), DirectedDyadYears, Options{From: 1900, With: []string{"mids"}}, Stata)
	i := bytes.Index(b, []byte("<map>")) + len("<map>")
	parts := []string{"<stata_dta>", "<map>", "<variable_types>", "<varnames>", "<sortlist>", "<formats>", "<value_label_names>", "<variable_labels>",
		"<characteristics>", "<data>", "<strls>", "<value_labels>", "</stata_dta>"}
	for k, p := range parts {
		at := int(le64(b[i+8*k:]))
		if !bytes.HasPrefix(b[min(at, len(b)):], []byte(p)) {
			t.Errorf("the map sends to %d for %s", at, p)
		}
	}
	if end := int(le64(b[i+8*13:])); end != len(b) {
		t.Errorf("the map ends at %d, the file at %d", end, len(b))
	}
}

func le64(b []byte) (v uint64) {
	for k := range 8 {
		v |= uint64(b[k]) << (8 * k)
	}
	return v
}

// TestFaultsOfOptions: each names the value and what would do, and nothing is
// written.
func TestFaultsOfOptions(t *testing.T) {
	db := toy(t)
	for _, c := range []struct {
		kind Kind
		o    Options
		want string
	}{
		{"dyad-year", Options{}, "did you mean dyad-years"},
		{DyadYears, Options{With: []string{"nmcs"}}, "did you mean nmc"},
		{DyadYears, Options{From: 1950, To: 1914}, "from 1950 to 1914"},
		{DyadYears, Options{From: 1700}, "1816"},
		{DyadYears, Options{Share: "month"}, "day, year"},
		{DyadYears, Options{Format: "xlsx"}, "parquet"},
		{DyadYears, Options{Order: "fatalty"}, "did you mean fatality"},
		{StateYears, Options{With: []string{"similarity"}}, "two states"},
		{AllianceYears, Options{With: []string{"trade"}}, "have no columns"},
		{StateYears, Options{Workers: 1, Gap: "x"}, "observed"},
	} {
		var b bytes.Buffer
		_, err := Export(context.Background(), db, c.kind, c.o, &b)
		var in *casus.InputError
		if !errors.As(err, &in) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %+v: %v, want an input error with %q", c.kind, c.o, err, c.want)
		}
		if b.Len() > 0 {
			t.Errorf("%s %+v: %d bytes were written", c.kind, c.o, b.Len())
		}
	}
	var absent *history.AbsentError
	if _, err := Export(context.Background(), db, DyadYears, Options{With: []string{"democracy"}}, io.Discard); !errors.As(err, &absent) || absent.Datasets[0] != "democracy" {
		t.Errorf("data that are not imported: %v", err)
	}
}

// TestFailingWriter: a full disk ends the export with the disk's error, and
// leaves no goroutine waiting.
func TestFailingWriter(t *testing.T) {
	defer func(n int) { unitRows = n }(unitRows)
	unitRows = 2
	db := toy(t)
	for _, f := range Formats {
		for limit := 0; limit < 3000; limit += 211 {
			_, err := Export(context.Background(), db, DirectedDyadYears, Options{From: 1900, Format: f, With: []string{"mids"}}, &full{limit})
			if limit < 300 && !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("%s, %d bytes of room: %v", f, limit, err)
			}
		}
	}
}

type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.left {
		n := f.left
		f.left = 0
		return n, syscall.ENOSPC
	}
	f.left -= len(p)
	return len(p), nil
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Export(ctx, toy(t), DyadYears, Options{From: 1900}, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled export: %v", err)
	}
}

// ofTheFolder lists the groups whose datasets the folder of publishers' files has.
func ofTheFolder() []string {
	return slices.DeleteFunc(Withs(), func(w string) bool {
		return slices.Contains([]string{"polity", "vdem", "igos", "territorial-threat", "ucdp", "intra-wars"}, w)
	})
}

// TestAllColumns: every kind of table with everything that it can have; names
// are unique and fit Stata.
func TestAllColumns(t *testing.T) {
	db := historytest.Open(t)
	for _, kind := range Kinds {
		o := Options{From: 1912, To: 1914, With: ofTheFolder()}
		switch kind {
		case StateYears:
			o.With = slices.DeleteFunc(ofTheFolder(), func(w string) bool { return w == "trade" || w == "similarity" || w == "mid-outcomes" })
		case AllianceYears:
			o.With = []string{"nmc", "majors", "democracy", "similarity"}
		case Joiners:
			o.With = []string{"nmc", "democracy", "gdp", "majors"}
		case Codes:
			o.With = nil
		case Dataset:
			o.With, o.Dataset = nil, "cow-nmc"
		case LeaderYears: // Archigos is not in the folder
			continue
		}
		book, err := Describe(db, kind, o)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		seen := map[string]bool{}
		for _, v := range book.Variables {
			if seen[v.Name] || len(v.Name) > 32 {
				t.Errorf("%s: the name %s is there twice, or too long", kind, v.Name)
			}
			seen[v.Name] = true
		}
		if kind != Codes && kind != Dataset && len(seen) < 12 || len(write(t, db, kind, o, Stata)) < 10000 {
			t.Errorf("%s has %d columns", kind, len(seen))
		}
	}
}

// TestCodebook: every variable is described, and the references are those of
// the sources in use and no others.
func TestCodebook(t *testing.T) {
	book, err := Describe(toy(t), DirectedDyadYears, Options{From: 1900, With: []string{"mids", "nmc"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range book.Variables {
		if v.Label == "" || v.Type == "" || v.Name != "year" && v.Source == "" {
			t.Errorf("%s is not described: %+v", v.Name, v)
		}
	}
	bib := book.BibTeX()
	for key, want := range map[string]bool{"palmer2022mid5": true, "singer1987nmc": true, "cow2017states": true, "leeds2002atop": false} {
		if strings.Contains(bib, key) != want {
			t.Errorf("BibTeX has %s: %v, want %v", key, !want, want)
		}
	}
	var b bytes.Buffer
	if err := book.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	if rows, err := csv.NewReader(&b).ReadAll(); err != nil || len(rows) != len(book.Variables)+1 {
		t.Errorf("the codebook as CSV: %d rows, %v", len(rows), err)
	}
}

// TestRLE checks the hybrid encoding against a plain decoder.
func TestRLE(t *testing.T) {
	for _, v := range [][]uint32{{}, {1}, {0, 0, 0, 0, 0, 0, 0, 0, 0}, {1, 2, 3, 4, 5, 6, 7}, {1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 9}} {
		for _, width := range []int{4, 9, 17} {
			b := appendRLE(nil, v, width)
			if got := decodeRLE(b, width, len(v)); len(got) < len(v) || !equalPrefix(got, v) {
				t.Errorf("width %d: %v came back as %v", width, v, got)
			}
		}
	}
}

func equalPrefix(a, b []uint32) bool {
	for i := range b {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func decodeRLE(b []byte, width, n int) (out []uint32) {
	for len(out) < n && len(b) > 0 {
		h, k := uint64(0), 0
		for ; ; k++ {
			h |= uint64(b[k]&0x7f) << (7 * k)
			if b[k] < 0x80 {
				break
			}
		}
		b = b[k+1:]
		if h&1 == 0 {
			size := (width + 7) / 8
			v := uint32(0)
			for i := range size {
				v |= uint32(b[i]) << (8 * i)
			}
			for range h >> 1 {
				out = append(out, v)
			}
			b = b[size:]
			continue
		}
		count := int(h>>1) * 8
		for i := range count {
			v := uint32(0)
			for bit := range width {
				at := i*width + bit
				v |= uint32(b[at/8]>>(at%8)&1) << bit
			}
			out = append(out, v)
		}
		b = b[count*width/8:]
	}
	return out
}
