package importer

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"casus"
	"casus/history/store"
)

// states is a COW list of three states, in the publisher's layout.
const states = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n" +
	"UKG,200,United Kingdom,1816,1,1,2016,12,31,2016\nFRN,220,France,1816,1,1,1942,11,27,2016\nFRN,220,France,1944,8,25,2016,12,31,2016\nGMY,255,Germany,1816,1,1,1945,5,8,2016\n"

const nmc = "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n" +
	"UKG,200,1914,1000,500,8000,200000,46000.5,15000,0.12,2021\nFRN,220,1914,-9,700,4000,60000,41000,9000,0.07,2021\nGMY,255,1914,2000,800,14000,190000,67000,14000,0.15,2021\n"

// folder writes files and gives their folder.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func newStore(t testing.TB) *store.Store {
	t.Helper()
	st, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// take imports one file and gives what became of it.
func take(t testing.TB, st *store.Store, name, text string) (FileReport, error) {
	t.Helper()
	dir := folder(t, map[string]string{name: text})
	rep, err := Import(context.Background(), st, filepath.Join(dir, name))
	if rep == nil || len(rep.Files) != 1 {
		t.Fatalf("no report on %s: %v", name, err)
	}
	return rep.Files[0], err
}

func TestImport(t *testing.T) {
	st := newStore(t)
	dir := folder(t, map[string]string{"a.csv": states, "b.csv": nmc, "notes.txt": "nothing of ours\n", "c.bin": "\x00\x01"})
	rep, err := Import(context.Background(), st, dir)
	if err != nil || !rep.Changed {
		t.Fatal(rep, err)
	}
	got := map[string]string{}
	for _, f := range rep.Files {
		got[filepath.Base(f.File)] = f.Status + " " + f.Dataset + " " + f.Version
	}
	for name, want := range map[string]string{"a.csv": "new cow-states 2016", "b.csv": "new cow-nmc 6.0", "notes.txt": "skipped  ", "c.bin": "skipped  "} {
		if got[name] != want {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
	tb, err := st.Table("cow-nmc", "")
	if err != nil {
		t.Fatal(err)
	}
	if milex := tb.Floats("milex"); milex[0] != 1000 || milex[1] == milex[1] {
		t.Errorf("milex %v: -9 must be missing", milex)
	}
	if rep, err = Import(context.Background(), st, dir); err != nil || rep.Changed || rep.Files[0].Status != "unchanged" {
		t.Errorf("the second import: changed %v, %v, %v", rep.Changed, rep.Files[0].Status, err)
	}
	if e, _ := st.Entry("cow-nmc", "6.0"); len(e.Source.SHA256) != 64 || e.Source.Name != "b.csv" {
		t.Errorf("the file's name and hash are kept as %+v", e.Source)
	}
}

// TestAllOrNothing: one bad file keeps good ones of the same call out.
func TestAllOrNothing(t *testing.T) {
	st := newStore(t)
	bad := strings.Replace(nmc, "0.12", "1.2", 1)
	rep, err := Import(context.Background(), st, folder(t, map[string]string{"a.csv": states, "b.csv": bad}))
	var in *casus.InputError
	if !errors.As(err, &in) || rep.Changed || len(st.Manifest().Tables) != 0 {
		t.Fatalf("changed %v, %d tables, %v", rep.Changed, len(st.Manifest().Tables), err)
	}
	for _, want := range []string{"b.csv:2", "cinc", `"1.2"`, "nothing was stored"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not name %s: %v", want, err)
		}
	}
	if rep.Files[0].Status != "held back" || rep.Files[1].Status != "refused" {
		t.Errorf("statuses %s, %s", rep.Files[0].Status, rep.Files[1].Status)
	}
}

func TestVersionsSideBySide(t *testing.T) {
	st := newStore(t)
	for _, v := range []string{"2021", "4", "2011"} {
		if _, err := take(t, st, "n.csv", strings.ReplaceAll(nmc, ",2021\n", ","+v+"\n")); err != nil {
			t.Fatal(err)
		}
	}
	if got := fmt.Sprintf("%v %s", st.Versions("cow-nmc"), st.Default("cow-nmc")); got != "[4.0 5.0 6.0] 6.0" {
		t.Errorf("versions and default: %s", got)
	}
}

// TestCOWAlliancesAreRefused, by their header, with the reason.
func TestCOWAlliancesAreRefused(t *testing.T) {
	text := "version4id,ccode,state_name,all_st_day,all_st_month,all_st_year,defense,neutrality,nonaggression,entente,version\n1,200,United Kingdom,1,1,1816,1,0,1,0,4.1\n"
	fr, err := take(t, newStore(t), "anything.csv", text)
	if err == nil || fr.Status != "refused" || !strings.Contains(err.Error(), "maintainer asks") || !strings.Contains(err.Error(), "ATOP") {
		t.Errorf("%s: %v", fr.Status, err)
	}
	rep, err := Import(context.Background(), newStore(t), folder(t, map[string]string{"a.csv": text, "b.csv": states}))
	if err != nil || rep.Files[0].Status != "skipped" || !strings.Contains(rep.Files[0].Why, "maintainer asks") {
		t.Errorf("in a folder: %+v, %v", rep.Files, err)
	}
}

// TestNamedUnknown: a file that is given by name must be one of ours.
func TestNamedUnknown(t *testing.T) {
	_, err := take(t, newStore(t), "x.csv", "ccode,year,milex,milper,irst,pec,tpop\n2,1900,1,1,1,1,1\n")
	var in *casus.InputError
	if !errors.As(err, &in) || !strings.Contains(err.Error(), "near that of cow-nmc but lacks upop, cinc") {
		t.Error(err)
	}
	if _, err := Import(context.Background(), newStore(t), "/no/such/file"); !errors.As(err, &in) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// TestFaults: each fault names line, column, value and reason.
func TestFaults(t *testing.T) {
	line2 := "UKG,200,1914,1000,500,8000,200000,46000.5,15000,0.12,2021\n"
	for name, c := range map[string]struct{ text, want string }{
		"a word for a number":   {strings.Replace(nmc, "1000", "many", 1), `:2: milex "many": not a number`},
		"infinity":              {strings.Replace(nmc, "1000", "Inf", 1), `:2: milex "Inf": not a number`},
		"out of range":          {strings.Replace(nmc, "0.15", "-0.15", 1), `:4: cinc "-0.15": not between 0 and 1`},
		"an unknown state":      {strings.Replace(nmc, "255", "256", 1), `:4: ccode "256": no state of the COW list`},
		"no code":               {strings.Replace(nmc, "200,1914", ",1914", 1), `:2: ccode "": a value is required`},
		"half a year":           {strings.Replace(nmc, "255,1914", "255,1914.5", 1), `:4: year "1914.5": not a whole number`},
		"an enormous number":    {strings.Replace(nmc, "255,1914", "255,99999999999999999999", 1), `:4: year`},
		"a row twice":           {nmc + line2, `:5: ccode "200": the same ccode, year as in line 2`},
		"cut off in a row":      {nmc[:len(nmc)-20], ":4: the row has another number of cells"},
		"an open quote":         {strings.Replace(nmc, "FRN", `"FRN`, 1), `quote`},
		"a quote in a cell":     {strings.Replace(nmc, "FRN", `F"RN`, 1), `:3: bare`},
		"no rows":               {nmc[:strings.Index(nmc, "\n")+1], "there are no rows"},
		"a column twice":        {strings.Replace(nmc, "milper", "milex", 1), "lacks milper"},
		"an impossible release": {strings.ReplaceAll(nmc, ",2021\n", ",\n"), "no version can be told"},
	} {
		st := newStore(t)
		if _, err := take(t, st, "s.csv", states); err != nil {
			t.Fatal(err)
		}
		fr, err := take(t, st, "n.csv", c.text)
		if err == nil || fr.Status != "refused" || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: status %s, %v; want an error with %s", name, fr.Status, err, c.want)
		}
		if st.Default("cow-nmc") != "" {
			t.Errorf("%s: something was stored", name)
		}
	}
}

func TestImpossibleDates(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"30 February":         {"1944,8,25", "1944,2,30", "there is no such day"},
		"month 13":            {"1944,8,25", "1944,13,1", "there is no such month"},
		"end before start":    {"2016,12,31,2016\nFRN", "1815,12,31,2016\nFRN", "before the start"},
		"a year before paper": {"1944,8,25", "44,8,25", "there is no such month"},
	} {
		if fr, err := take(t, newStore(t), "s.csv", strings.Replace(states, c.old, c.new, 1)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %s, %v", name, fr.Status, err)
		}
	}
}

// TestStateGoneOnTheDate: a state that exists, but not then, is noted with its
// place; the row is the publisher's and is taken.
func TestStateGoneOnTheDate(t *testing.T) {
	st := newStore(t)
	if _, err := take(t, st, "s.csv", states); err != nil {
		t.Fatal(err)
	}
	fr, err := take(t, st, "n.csv", strings.Replace(nmc, "255,1914", "255,1950", 1))
	if err != nil || !strings.Contains(strings.Join(fr.Notes, "\n"), "line 4, ccode 255 on 1950") {
		t.Errorf("Germany in 1950: %v, %v", fr.Notes, err)
	}
	if fr, _ := take(t, newStore(t), "n.csv", nmc); !strings.Contains(strings.Join(fr.Notes, "\n"), "import cow-states") {
		t.Errorf("without a list of states: %v", fr.Notes)
	}
}

// TestDisguises: the same data in other clothes gives the same stored table.
func TestDisguises(t *testing.T) {
	encode := func(text, name string) []byte {
		st := newStore(t)
		fr, err := take(t, st, name, text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return nil
		}
		tb, err := st.Table(fr.Dataset, "")
		if err != nil {
			t.Fatal(err)
		}
		b, _ := tb.Encode()
		return b
	}
	want := encode(nmc, "plain.csv")
	lines := strings.Split(strings.TrimSpace(nmc), "\n")
	var reordered []string
	for _, l := range lines {
		cells := strings.Split(l, ",")
		slices.Reverse(cells)
		reordered = append(reordered, strings.Join(cells, ","))
	}
	quoted := strings.ReplaceAll(nmc, "\nFRN,", "\n\"FR\nN\",") // a newline within quotes
	for name, text := range map[string]string{
		"bom.csv":          "\xef\xbb\xbf" + nmc,
		"crlf.csv":         strings.ReplaceAll(nmc, "\n", "\r\n"),
		"mac.csv":          strings.ReplaceAll(nmc, "\n", "\r"),
		"tabs.txt":         strings.ReplaceAll(nmc, ",", "\t"),
		"semicolons.csv":   strings.ReplaceAll(nmc, ",", ";"),
		"reordered.csv":    strings.Join(reordered, "\n") + "\n",
		"rows.csv":         lines[0] + "\n" + lines[3] + "\n" + lines[1] + "\n" + lines[2],
		"quoted.csv":       quoted,
		"caps.csv":         strings.ToUpper(lines[0]) + nmc[len(lines[0]):],
		"latin1.csv":       strings.ReplaceAll(nmc, "FRN", "FR\xc9"),
		"missing.csv":      strings.ReplaceAll(nmc, "-9", "NA"),
		"missing-9.0.csv":  strings.ReplaceAll(nmc, "-9", "-9.000"),
		"more.csv":         strings.ReplaceAll(strings.Replace(nmc, "version", "version,comment", 1), ",2021\n", ",2021,x\n"),
		"whole.csv":        strings.ReplaceAll(nmc, "1914", "1914.0"),
		"archive.csv.gz":   pack(t, nmc),
		"gz-under-any.csv": pack(t, nmc),
	} {
		if got := encode(text, name); got != nil && !bytes.Equal(got, want) {
			t.Errorf("%s gives another table", name)
		}
	}
}

func pack(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestLatin1 keeps the letters of older releases.
func TestLatin1(t *testing.T) {
	st := newStore(t)
	fr, err := take(t, st, "s.csv", strings.Replace(states, "France", "R\xe9publique", 1))
	if err != nil || !strings.Contains(strings.Join(fr.Notes, ""), "Latin-1") {
		t.Fatal(fr.Notes, err)
	}
	tb, _ := st.Table("cow-states", "")
	if names := tb.Texts("name"); !slices.Contains(names, "République") {
		t.Errorf("names %q", names)
	}
}

// TestHostile: files that would fill the memory, or are no tables, end with an
// error in good time.
func TestHostile(t *testing.T) {
	gz := pack(t, nmc)
	for name, c := range map[string]struct{ text, want string }{
		"a quote that never closes": {nmc + `"` + strings.Repeat("x,1\n", 1<<20), "is a quote left open"},
		"one endless line":          {nmc + strings.Repeat("9", 4<<20), "a row of more than"},
		"80 MB of different words":  {longWords(), "too large"},
		"a header of 20000 columns": {strings.Repeat("a,", 20000) + "b\n", "more than 10000 columns"},
		"half an archive":           {gz[:len(gz)/2], "unexpected EOF"},
		"a damaged archive":         {gz[:len(gz)-4] + "\x00\x00\x00\x00", "invalid"},
		"a zip":                     {"PK\x03\x04rest", "a zip archive"},
		"UTF-16":                    {"\xff\xfec\x00", "UTF-16"},
		"Stata":                     {"<stata_dta><header>", "Stata file"},
		"nothing":                   {"", "empty"},
		"zeros":                     {strings.Repeat("\x00", 5000), "binary"},
	} {
		fr, err := take(t, newStore(t), "x.csv", c.text)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %s, %.200v; want an error with %q", name, fr.Status, err, c.want)
		}
	}
}

// longWords is a list of states whose names are each half a megabyte.
func longWords() string {
	var b strings.Builder
	b.WriteString("ccode,stateabb,statenme,start,end\n")
	for i := range 160 {
		fmt.Fprintf(&b, "%d,A,%d%s,1900-01-01,1950-01-01\n", i+1, i, strings.Repeat("x", 1<<19))
	}
	return b.String()
}

// TestTwoFilesOfOneVersion: the same data twice in a call are one; different
// data under one name are a fault.
func TestTwoFilesOfOneVersion(t *testing.T) {
	st := newStore(t)
	if _, err := Import(context.Background(), st, folder(t, map[string]string{"a.csv": nmc, "b.csv": strings.ReplaceAll(nmc, "\n", "\r\n")})); err != nil {
		t.Error(err)
	}
	_, err := Import(context.Background(), newStore(t), folder(t, map[string]string{"a.csv": nmc, "b.csv": strings.Replace(nmc, "1000", "1001", 1)}))
	if err == nil || !strings.Contains(err.Error(), "a different cow-nmc 6.0") {
		t.Error(err)
	}
	fr, err := take(t, st, "c.csv", strings.Replace(nmc, "1000", "1001", 1))
	if err != nil || fr.Status != "replaced" {
		t.Errorf("another edition of the version: %s, %v", fr.Status, err)
	}
}

// TestPublishersLayouts: the publishers' own files, where they differ.
func TestPublishersLayouts(t *testing.T) {
	for name, c := range map[string]struct{ text, dataset, column, want string }{
		"Gleditsch's list without a header": {"2\tUSA\tUnited States of America\t01:01:1816\t31:12:2017\n20\tCAN\tCanada\t01:07:1867\t31:12:2017\n", "gw-states", "start", "1816-01-01 1867-07-01"},
		"COW contiguity, undirected, by month": {"dyad,state1no,state1ab,state2no,state2ab,conttype,begin,end,notes,version\n2020,2,USA,20,CAN,1,192001,201612,,320\n", "cow-contiguity", "end",
			"2016-12-31"},
		"contiguity in both directions": {"ccode1,ccode2,conttype,stdate,enddate\n2,20,1,1920-01-01,2016-12-01\n20,2,1,1920-01-01,2016-12-01\n", "cow-contiguity", "start", "1920-01-01"},
		"COW trade with all its columns": {"ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,smoothtotrade,spike1,spike2,dip1,dip2,trdspike,tradedip,bel_lux_alt_flow1,version\n" +
			"2,20,1920,United States of America,Canada,611.9,735.5,611.9,735.5,1347.4,0,0,0,0,0,0,-9,4\n", "cow-trade", "smoothflow1", "611.9"},
		"Polity": {"p5,cyear,ccode,scode,country,year,flag,fragment,democ,autoc,polity,polity2,durable\n0,21800,2,USA,United States,1800,0,,7,3,4,4,\n0,21801,2,USA,United States,1801,0,,7,3,4,-66,\n",
			"polity", "polity2", "4 NA"},
		"V-Dem": {"country_name,country_text_id,country_id,year,historical_date,project,COWcode,v2x_polyarchy\nMexico,MEX,3,1900,1900-12-31,0,70,0.2\nNowhere,XXX,4,1900,1900-12-31,0,,0.3\n", "vdem", "v2x_polyarchy",
			"0.2"},
		"ATOP directed dyad-years by ddyad": {"ddyad,year,atopally,defense,offense,neutral,nonagg,consul,shareob,number,asymm,transyr,version\n2020,1940,1,1,0,0,0,1,1,1,0,0,5.1\n200220,1940,1,0,0,0,0,1,1,1,0,0,5.1\n",
			"atop-directed-dyad-year", "ccode2", "20 220"},
		"MID 4.01 participants": {"DispNum3,DispNum4,StAbb,ccode,StDay,StMon,StYear,EndDay,EndMon,EndYear,SideA,RevState,RevType1,RevType2,Fatality,FataPre,HiAct,HostLev,Orig,Version\n2,-9,USA,2,-9,5,1902,-9,5,1902,1,1,1,-9,0,0,7,3,1,4.01\n",
			"cow-mid-participant", "fatalpre", "0"},
	} {
		st := newStore(t)
		fr, err := take(t, st, "x.csv", c.text)
		if err != nil || fr.Dataset != c.dataset {
			t.Errorf("%s: %s, %v", name, fr.Dataset, err)
			continue
		}
		tb, err := st.Table(c.dataset, "")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		col := tb.Column(c.column)
		for i := range tb.Rows() {
			switch {
			case col.Kind == store.Float:
				got = append(got, fmt.Sprint(col.Floats[i]))
			case col.Kind == store.Day:
				got = append(got, casus.Date(col.Ints[i]).String())
			case col.Ints[i] == store.NA:
				got = append(got, "NA")
			default:
				got = append(got, fmt.Sprint(col.Ints[i]))
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s %v, want %s", name, c.column, got, c.want)
		}
	}
	text := "ccode1,ccode2,conttype,stdate,enddate\n2,20,1,1920-01-01,2016-12-01\n20,2,2,1920-01-01,2016-12-01\n"
	if _, err := take(t, newStore(t), "x.csv", text); err == nil || !strings.Contains(err.Error(), "differs from the other direction") {
		t.Errorf("two directions that differ: %v", err)
	}
}

// TestKilledImport is in casus/history/store: all writing goes through there.
// Here, that a cancelled import stores nothing.
func TestCancelledImport(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	st := newStore(t)
	if _, err := Import(ctx, st, folder(t, map[string]string{"a.csv": states})); !errors.Is(err, context.Canceled) || len(st.Manifest().Tables) > 0 {
		t.Error(err)
	}
}

func TestStatus(t *testing.T) {
	st := newStore(t)
	if _, err := take(t, st, "s.csv", states); err != nil {
		t.Fatal(err)
	}
	holdings, _ := Status(st)
	if len(holdings) != len(Sources()) || holdings[0].Source.ID != "cow-states" || len(holdings[0].Versions) != 1 || holdings[0].Versions[0].Rows != 4 {
		t.Errorf("holdings %+v", holdings[0])
	}
	if m := Missing(st, "export dyad-years"); m != nil {
		t.Errorf("dyad-years lack %v", m)
	}
	if m := Missing(st, "--with distance"); len(m) != 1 || m[0] != "capitals or minimum-distance" {
		t.Errorf("distances lack %v", m)
	}
}
