package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"casus"
	"casus/history"
	"casus/history/store"
)

// TestCodesAreDates: the table of numbers by date needs no data, and its days are days in
// every format.
func TestCodesAreDates(t *testing.T) {
	db, err := history.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write := func(f Format) []byte {
		var b bytes.Buffer
		if _, err := Export(context.Background(), db, Codes, Options{Format: f}, &b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	rows, err := csv.NewReader(bytes.NewReader(write(CSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	ussr := -1
	for r, row := range rows {
		if row[0] == "polity" && row[1] == "364" {
			ussr = r - 1
			if strings.Join(row[:6], ",") != "polity,364,1922-12-30,1991-12-31,365,365" {
				t.Error(row)
			}
		}
	}
	b := write(Parquet)
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if text := f.Schema().String(); !strings.Contains(text, "(DATE)") {
		t.Errorf("the days are no dates:\n%s", text)
	}
	page, err := f.RowGroups()[0].ColumnChunks()[2].Pages().ReadPage()
	if err != nil {
		t.Fatal(err)
	}
	values := make([]parquet.Value, page.NumValues())
	page.Values().ReadValues(values)
	if got, want := values[ussr].Int32(), int32(casus.MustDate("1922-12-30")-casus.MustDate("1970-01-01")); got != want {
		t.Errorf("the first day of the USSR is %d, want %d", got, want)
	}
	if d := write(Stata); !bytes.Contains(d, []byte("%td\x00")) || !bytes.Contains(d, []byte("note0")) {
		t.Error("the Stata file has no days or no notes")
	}
}

// TestPolityByDate: the USSR has its own number in Polity and its score here; of two
// numbers in one year, that of its last day counts.
func TestPolityByDate(t *testing.T) {
	st, _ := store.Open(t.TempDir())
	day := func(s string) int32 { return int32(casus.MustDate(s)) }
	states, _ := store.NewTable(
		store.Column{Name: "ccode", Kind: store.Int, Ints: []int32{365}},
		store.Column{Name: "abb", Kind: store.Text, Ints: []int32{0}, Dict: []string{"RUS"}},
		store.Column{Name: "name", Kind: store.Text, Ints: []int32{0}, Dict: []string{"Russia"}},
		store.Column{Name: "start", Kind: store.Day, Ints: []int32{day("1816-01-01")}},
		store.Column{Name: "end", Kind: store.Day, Ints: []int32{day("2016-12-31")}})
	polity, _ := store.NewTable(
		store.Column{Name: "ccode", Kind: store.Int, Ints: []int32{364, 364, 365, 365}},
		store.Column{Name: "year", Kind: store.Int, Ints: []int32{1922, 1950, 1922, 1921}},
		store.Column{Name: "polity2", Kind: store.Int, Ints: []int32{-7, -9, -1, -1}})
	if _, err := st.Commit([]store.Put{{Dataset: "cow-states", Version: "2016", Table: states}, {Dataset: "polity", Version: "2018", Table: polity}}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	book, err := Export(context.Background(), history.New(st), StateYears, Options{From: 1921, To: 1950, With: []string{"polity", "codes"}}, &b)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"365,1921,RUS,365,-1\n", "365,1922,RUS,365,-7\n", "365,1949,RUS,365,\n", "365,1950,RUS,365,-9\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no row %q", want)
		}
	}
	if j := book.JSON(); !json.Valid([]byte(j)) || !strings.Contains(j, "polity 2018") {
		t.Error("the codebook does not name what was used")
	}
	var in *casus.InputError
	if _, err := Export(context.Background(), history.New(st), StateYears, Options{Relevant: true}, &b); !errors.As(err, &in) {
		t.Errorf("relevant state-years: %v", err)
	}
}

// TestExtensions: a name says its format, and one that is not written is refused.
func TestExtensions(t *testing.T) {
	for name, want := range map[string]Format{"x.csv": CSV, "x.CSV.gz": CSVGzip, "a/b.parquet": Parquet, "x.dta": Stata, "x": CSV, "dir.d/x": CSV, ".hidden": CSV} {
		if got, err := FormatOf(name); err != nil || got != want {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
	for _, name := range []string{"x.xlsx", "x.rds", "x.json", "x.parquet.gz"} {
		if _, err := FormatOf(name); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}
