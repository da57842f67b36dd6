package facts

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus"
)

// folder writes the files into a new folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// An analyst who knows better lays one cell over a row and adds another row;
// everything else stays.
func TestOverlayReplacesAndAdds(t *testing.T) {
	dir := folder(t, map[string]string{"nato_expenditure.csv": "edition,member,year,share_of_gdp_pct\n2026-07,EST,2026,9.99\n",
		"guidelines.csv": "id,kind,description,value,adopted,forum,basis,source\nG8,floor,A floor of three,3,2027-01-01,Test,report,nato-2026-07\n"})
	p, err := Default().Overlay(dir)
	if err != nil {
		t.Fatal(err)
	}
	old, _ := Default().MustTable("nato_expenditure").Find("2026-07", "EST", "2026")
	got, _ := p.MustTable("nato_expenditure").Find("2026-07", "EST", "2026")
	if got.Text("share_of_gdp_pct") != "9.99" || got.Layer != dir {
		t.Errorf("the laid cell: %q from %q", got.Text("share_of_gdp_pct"), got.Layer)
	}
	for _, c := range []string{"gdp_usd_m", "source", "estimate"} {
		if got.Text(c) != old.Text(c) || old.Text(c) == "" {
			t.Errorf("%s: %q became %q", c, old.Text(c), got.Text(c))
		}
	}
	if old.Text("share_of_gdp_pct") == "9.99" || old.Layer != "" {
		t.Error("the embedded pack changed")
	}
	g := p.MustTable("guidelines")
	if r, ok := g.Find("G8"); !ok || r.Text("value") != "3" || r.Text("target_year") != "" {
		t.Errorf("the added row: %v", r)
	}
	if len(g.Rows) != len(Default().MustTable("guidelines").Rows)+1 {
		t.Errorf("%d guidelines", len(g.Rows))
	}
	if g.SHA256 == Default().MustTable("guidelines").SHA256 {
		t.Error("the hash must show the overlay")
	}
	if a, b := p.MustTable("aid_ukraine"), Default().MustTable("aid_ukraine"); a.SHA256 != b.SHA256 || len(a.Rows) != len(b.Rows) {
		t.Error("a table without an overlay changed")
	}
}

// A table may refer to a state or a source that the same folder adds.
func TestOverlayOfSources(t *testing.T) {
	p, err := Default().Overlay(folder(t, map[string]string{
		"editions.csv": "edition,published,title,source\n2027-07,2027-07-01,Next,my-own\n",
		"sources.csv":  "id,title,terms\nmy-own,Ministry figures,own use\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if r, ok := p.MustTable("editions").Find("2027-07"); !ok || r.Text("source") != "my-own" {
		t.Errorf("%v", r)
	}
}

// An overlay can be laid over an overlay; the last one wins.
func TestOverlayTwice(t *testing.T) {
	row := func(v string) string {
		return folder(t, map[string]string{"guidelines.csv": "id,value\nG1," + v + "\n"})
	}
	p, err := Default().Overlay(row("2.5"))
	if err != nil {
		t.Fatal(err)
	}
	if p, err = p.Overlay(row("3")); err != nil {
		t.Fatal(err)
	}
	if r, _ := p.MustTable("guidelines").Find("G1"); r.Text("value") != "3" || r.Text("forum") == "" {
		t.Errorf("value %q, forum %q", r.Text("value"), r.Text("forum"))
	}
}

// Spreadsheets save a byte-order mark and Windows line ends.
func TestOverlayFromASpreadsheet(t *testing.T) {
	p, err := Default().Overlay(folder(t, map[string]string{"guidelines.csv": "\xef\xbb\xbfid,value\r\nG1,2.5\r\n"}))
	if err != nil {
		t.Fatal(err)
	}
	if r, _ := p.MustTable("guidelines").Find("G1"); r.Text("value") != "2.5" {
		t.Errorf("value %q", r.Text("value"))
	}
}

// An overlay is read once: a file that changes under a running server does not.
func TestOverlayIsReadOnce(t *testing.T) {
	dir := folder(t, map[string]string{"guidelines.csv": "id,value\nG1,2.5\n"})
	p, err := Default().Overlay(dir)
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile(filepath.Join(dir, "editions.csv"), []byte("nonsense\n"), 0o644)
	if got := len(p.MustTable("editions").Rows); got != len(Default().MustTable("editions").Rows) {
		t.Errorf("%d editions", got)
	}
}

func TestOverlayFaults(t *testing.T) {
	const head = "id,kind,description,value,adopted,forum,basis,source\n"
	tests := []struct {
		name, file, text string
		want             []string // all of these stand in the message
	}{
		{"a cell that is no number", "guidelines.csv", "id,value\nG1,two\n", []string{"guidelines.csv:2", "value", `"two"`, "number"}},
		{"hexadecimal", "guidelines.csv", "id,value\nG1,0x2\n", []string{":2", "number"}},
		{"not a number at all", "guidelines.csv", "id,value\nG1,NaN\n", []string{":2", "number"}},
		{"out of range", "guidelines.csv", "id,value\nG1,250\n", []string{":2", "out of range 0 to 100"}},
		{"below a lone bound", "us_forces_abroad.csv", "host,year,personnel\nDEU,2024,-5\n", []string{":2", "less than 0", "persons"}},
		{"a decimal where a count is wanted", "us_forces_abroad.csv", "host,year,personnel\nDEU,2024,1.5\n", []string{":2", "whole number"}},
		{"a date that does not exist", "guidelines.csv", "id,adopted\nG1,2014-02-30\n", []string{":2", "adopted", "date"}},
		{"a misspelt value of a list", "guidelines.csv", "id,basis\nG1,raport\n", []string{":2", "did you mean report"}},
		{"yes or no", "nato_expenditure.csv", "edition,member,year,estimate\n2026-07,EST,2026,perhaps\n", []string{":2", "yes or no"}},
		{"a source that nobody knows", "guidelines.csv", "id,source\nG1,nato-2024-6\n", []string{":2", "no source of that id", "nato-2024-06"}},
		{"one unknown source of several", "statements.csv", "id,source\nS01,press-s01;zzz\n", []string{":2", "no source of that id"}},
		{"a new row without its required cells", "guidelines.csv", "id,value\nG9,2\n", []string{":2", "kind", "required"}},
		{"an emptied required cell", "guidelines.csv", "id,forum\nG1,\n", []string{":2", "forum", "required"}},
		{"a key left empty", "guidelines.csv", head + ",aim,x,2,2014-01-01,x,report,casus\n", []string{":2", "id", "required"}},
		{"space at an end", "guidelines.csv", "id,forum\nG1, Wales\n", []string{":2", "space"}},
		{"not UTF-8", "guidelines.csv", "id,forum\nG1,Caf\xe9\n", []string{":2", "UTF-8"}},
		{"an unknown column", "guidelines.csv", "id,valu\nG1,2\n", []string{":1", `"valu"`, "did you mean value"}},
		{"a column far from any", "guidelines.csv", "id,qqqqqqqq\nG1,2\n", []string{":1", "its columns are id"}},
		{"a column twice", "guidelines.csv", "id,value,value\nG1,2,3\n", []string{":1", "twice"}},
		{"no key column", "guidelines.csv", "value\n2\n", []string{":1", "key column", `"id"`}},
		{"part of a key", "nato_expenditure.csv", "member,year,share_of_gdp_pct\nEST,2026,3\n", []string{"key column", `"edition"`, "edition, member, year"}},
		{"the same key twice", "guidelines.csv", "id,value\nG1,2\nG1,3\n", []string{":3", "G1", "line 2"}},
		{"too few cells", "guidelines.csv", "id,value,forum\nG1,2\n", []string{":2", "2 cells", "3 columns"}},
		{"a stray quotation mark", "guidelines.csv", "id,forum\nG1,a\"b\n", []string{":2", `"`, "double quotes"}},
		{"an open quotation", "guidelines.csv", "id,forum\nG1,\"a\n", []string{"guidelines.csv:"}},
		{"an empty file", "guidelines.csv", "", []string{":1", "no header", "id,kind"}},
		{"binary", "guidelines.csv", "PK\x03\x04\x00\x00", []string{":1", "not a text file"}},
		{"UTF-16", "guidelines.csv", "\xff\xfei\x00d\x00\n\x00", []string{"not a text file"}},
		{"a terminal escape", "guidelines.csv", "id,forum\nG1,\x1b[2J\n", []string{":2", "control character"}},
		{"a table that is none", "guideline.csv", "id\n", []string{"no table of that name", "guidelines"}},
		{"a table in capitals", "Guidelines.csv", "id\n", []string{"no table of that name", "guidelines"}},
		{"an ending in capitals", "guidelines.CSV", "id\n", []string{"no table of that name", "guidelines"}},
		{"the schema itself", "schema.csv", "table\n", []string{"no table of that name"}},
		{"no table at all", "readme.txt", "hello\n", []string{"holds no table"}},
		{"broken sources beside a good table", "sources.csv", "id\n\"", []string{"sources.csv"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{tt.file: tt.text}
			if strings.HasPrefix(tt.name, "broken sources") {
				files["guidelines.csv"] = "id,value\nG1,2\n" // its check needs the sources
			}
			p, err := Default().Overlay(folder(t, files))
			var ie *casus.InputError
			if !errors.As(err, &ie) || p != nil {
				t.Fatalf("got %v, %v; want an InputError and no pack", p, err)
			}
			for _, w := range tt.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%q lacks %q", err, w)
				}
			}
			if n := strings.Count(err.Error(), "\n") + 1; n > 6 {
				t.Errorf("%d lines for one fault:\n%v", n, err)
			}
			if strings.ContainsAny(err.Error(), "\x1b\x00") {
				t.Errorf("the message repeats control characters: %q", err)
			}
		})
	}
}

func TestOverlayFolderFaults(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink("/dev/zero", filepath.Join(dir, "guidelines.csv")); err == nil {
		if _, err := Default().Overlay(dir); err == nil || !strings.Contains(err.Error(), "regular file") {
			t.Errorf("a device: %v", err)
		}
	}
	if _, err := Default().Overlay(filepath.Join(dir, "nowhere")); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("a missing folder: %v", err)
	}
	big := folder(t, map[string]string{"guidelines.csv": "id,forum\nG1," + strings.Repeat("x", maxTable) + "\n"})
	if _, err := Default().Overlay(big); err == nil || !strings.Contains(err.Error(), "larger than 16 MiB") {
		t.Errorf("a huge file: %v", err)
	}
	sub := t.TempDir()
	os.Mkdir(filepath.Join(sub, "guidelines.csv"), 0o755)
	if _, err := Default().Overlay(sub); err == nil || !strings.Contains(err.Error(), "holds no table") {
		t.Errorf("a folder named like a table: %v", err)
	}
}
