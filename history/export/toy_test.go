package export

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/history"
	"casus/history/importer"
	"casus/history/store"
)

// toyFiles is a world of three states, in the publishers' layouts. Aland (1)
// is away from July 1903 to 1904; Cland (3) begins on the day after Aland
// leaves. Aland attacks Bland (2) in 1901, at war until 1902.
var toyFiles = map[string]string{
	"states.csv": "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n" +
		"ALA,1,Aland,1900,1,1,1903,6,30,2016\nALA,1,Aland,1905,1,1,1909,12,31,2016\nBLA,2,\"Bland, Kingdom of\",1900,1,1,1909,12,31,2016\nCLA,3,Cland,1903,7,1,1909,12,31,2016\n",
	"midb.csv": "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,fatality,fatalpre,hiact,hostlev,orig,version\n" +
		"1,ALA,1,-9,3,1901,5,2,1902,1,1,1,-9,2,40,16,4,1,5\n1,BLA,2,-9,3,1901,5,2,1902,0,0,-9,-9,-9,-9,16,4,1,5\n" +
		"2,CLA,3,1,5,1908,9,5,1908,1,1,1,-9,0,0,7,3,1,5\n2,BLA,2,1,5,1908,9,5,1908,0,0,-9,-9,0,0,0,1,1,5\n",
	"mida.csv": "dispnum,stday,stmon,styear,endday,endmon,endyear,outcome,settle,fatality,fatalpre,maxdur,mindur,hiact,hostlev,recip,numa,numb,ongo2014,version\n" +
		"1,-9,3,1901,5,2,1902,5,1,2,40,341,311,16,4,1,1,1,0,5\n2,1,5,1908,9,5,1908,5,1,0,0,9,9,7,3,0,1,1,0,5\n",
	"nmc.csv": "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n" +
		"ALA,1,1900,100,10,-9,5,1000,50,0.6,2021\nBLA,2,1900,-9,4,0,1,400.5,20,0.4,2021\n",
	"ddyr.csv": "ddyad,year,atopally,defense,offense,neutral,nonagg,consul,version\n" +
		"1002,1900,1,1,0,0,1,0,5.1\n2001,1900,1,0,0,0,1,0,5.1\n2003,1909,1,0,0,0,0,1,5.1\n",
}

func toy(tb testing.TB) *history.DB {
	tb.Helper()
	files, data := tb.TempDir(), tb.TempDir()
	for name, text := range toyFiles {
		if err := os.WriteFile(filepath.Join(files, name), []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	st, err := store.Open(data)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := importer.Import(context.Background(), st, files); err != nil {
		tb.Fatal(err)
	}
	return history.New(st)
}

func readReference(t *testing.T, name string) *csv.Reader {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	var in io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	r := csv.NewReader(in)
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	return r
}
