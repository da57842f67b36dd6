package importer

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/history/store"
)

// TestForms reads one table in every form in which publishers and R packages offer
// theirs. The files were written by haven 2.5.1, pandas 1.5.3 and R 4.2.2; all must
// give the same values.
func TestForms(t *testing.T) {
	files, err := filepath.Glob("testdata/nmc*")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range append(files, "testdata/fixed.txt") {
		p, err := parseFile(t.Context(), name, false)
		if err != nil || p.nfaults > 0 {
			t.Errorf("%s: %v %v", name, err, p)
			continue
		}
		if p.d.ID != "cow-nmc" || p.version != "6.0" || p.table.Rows() != 3 {
			t.Errorf("%s: %s %s, %d rows", name, p.d.ID, p.version, p.table.Rows())
			continue
		}
		if c := p.table.Ints("ccode"); c[0] != 2 || c[1] != 255 || c[2] != 380 {
			t.Errorf("%s: ccode %v", name, c)
		}
		want := map[string][]float64{"milex": {3823, math.NaN(), math.NaN()}, "milper": {17, 319, 0.5}, "irst": {80, 1346, 1234567.25}, "cinc": {0.039697491, 0.1, 0.25}}
		for n, w := range want {
			for i, v := range p.table.Floats(n) {
				if v != w[i] && !(math.IsNaN(v) && math.IsNaN(w[i])) {
					t.Errorf("%s: %s is %v, want %v", name, n, v, w[i])
				}
			}
		}
	}
}

// TestDatesAndFactors: R's days and factors, and Stata's days, are days and words.
func TestDatesAndFactors(t *testing.T) {
	for _, name := range []string{"testdata/archigos.rda", "testdata/archigos-haven-118.dta"} {
		p, err := parseFile(t.Context(), name, false)
		if err != nil || p.nfaults > 0 {
			t.Fatalf("%s: %v %v", name, err, p.faults)
		}
		if d := p.table.Days("startdate"); d[1].String() != "1869-03-04" || p.table.Days("enddate")[0].String() != "1874-02-17" {
			t.Errorf("%s: %v", name, d)
		}
		if g := p.table.Texts("leader"); g[0] != "Gérard" || p.table.Texts("exit")[0] != "" {
			t.Errorf("%s: %q", name, g)
		}
		if strings.HasSuffix(name, "rda") && p.table.Texts("gender")[0] != "M" {
			t.Errorf("%s: gender %q", name, p.table.Texts("gender"))
		}
	}
}

// TestCases holds small extracts of real releases to what they must become.
func TestCases(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "cases", "import")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("SKIPPED, THE EXTRACTS ARE NOT CHECKED: no folder of cases beside the history")
	}
	for _, c := range []struct {
		file, dataset, version string
		rows, aside            int
		keepGoing              bool
	}{
		{"contdir_publisher_layout_3.1.csv", "cow-contiguity", "3.1", 5, 0, false},
		{"dyadic_mid_4.02.csv", "maoz-dyadic-mids", "4.02", 1, 0, false},
		{"gml-ddy-2.1.1-dispute4273.csv", "gml-dyad-year", "2.1.1", 1, 1, false},
		{"MIDB_4.2-three-cells.csv", "cow-mid-participant", "4.2", 1, 2, false},
		{"idealpoints-2025.csv", "un-ideal-points", "1949", 3, 0, false},
		{"iisystem.dat", "gw-states", "2008", 3, 0, false},
		{"microstatessystem.dat", "gw-microstates", "2008", 3, 0, false},
		{"polity-ussr.csv", "polity", "1993", 10, 0, false},
		{"import-one-impossible-value.csv", "cow-mid-participant", "5.0", 6, 1, true},
		{"import-publisher-duplicate.csv", "gml-dyad-year", "2.2.1", 5, 1, true},
	} {
		st, err := store.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, c.file)
		if c.keepGoing {
			if _, err := Import(t.Context(), st, path); err == nil {
				t.Errorf("%s: taken without being asked to keep going", c.file)
			}
		}
		rep, err := Options{KeepGoing: c.keepGoing}.Import(t.Context(), st, path)
		if err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		f := rep.Files[0]
		if f.Dataset != c.dataset || f.Version != c.version || f.Rows != c.rows || f.SetAside != c.aside || len(f.Aside) != c.aside {
			b, _ := json.Marshal(f)
			t.Errorf("%s: %s", c.file, b)
		}
		if e, _ := st.Entry(c.dataset, c.version); e.SetAside != c.aside {
			t.Errorf("%s: the store says %d rows were set aside", c.file, e.SetAside)
		}
	}
}

// TestTwoFormsOfOneTable: a publisher's CSV and .dta of one release go in together.
func TestTwoFormsOfOneTable(t *testing.T) {
	st, _ := store.Open(t.TempDir())
	rep, err := Import(t.Context(), st, "testdata/nmc-haven-118.dta", "testdata/nmc.rds", "testdata/nmc.xlsx")
	if err != nil || len(rep.Files) != 3 {
		t.Fatal(err)
	}
}

// TestLinks: a folder of symbolic links is a folder of files; a ring of links ends.
func TestLinks(t *testing.T) {
	dir := t.TempDir()
	abs, _ := filepath.Abs("testdata/nmc.rds")
	os.Symlink(abs, filepath.Join(dir, "link.rds"))
	os.Symlink(dir, filepath.Join(dir, "ring"))
	os.Symlink("/no/such/file", filepath.Join(dir, "broken"))
	st, _ := store.Open(t.TempDir())
	rep, err := Import(t.Context(), st, dir)
	if err != nil || len(rep.Files) != 2 {
		t.Fatalf("%+v, %v", rep, err)
	}
	if rep.Files[0].Status != "skipped" || rep.Files[1].Status != "new" {
		t.Errorf("%+v", rep.Files)
	}
}

// FuzzBinary reads anything as Stata's, R's or a workbook's form.
func FuzzBinary(f *testing.F) {
	files, _ := filepath.Glob("testdata/*")
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil && len(b) < 1<<16 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := newReader(strings.NewReader(string(b)), "x")
		if err != nil {
			return
		}
		for range 1000 {
			if _, _, err := r.row(); err != nil {
				return
			}
		}
	})
}
