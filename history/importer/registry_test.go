package importer

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"casus/history/store"
)

// sample makes a file of a dataset, of n rows, with the names of the store.
func sample(d *dataset, n int) string {
	var b strings.Builder
	for i, f := range d.fields {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(f.name)
	}
	b.WriteString(",version\n")
	version := d.Versions[len(d.Versions)-1]
	if strings.HasPrefix(d.ID, "gml") {
		version = "gml-" + version
	}
	dated := slices.ContainsFunc(d.fields, func(f field) bool { return f.key && f.kind != kindCode })
	for r := range n {
		other := 0 // the second state of a pair
		for i, f := range d.fields {
			if i > 0 {
				b.WriteByte(',')
			}
			switch f.kind {
			case kindCode:
				code := 200 + 20*other
				switch {
				case d.ID == "gw-microstates":
					code = 54
				case f.key && !dated:
					code += r // there is nothing else that tells rows apart
				}
				fmt.Fprint(&b, code)
				other++
			case kindYear:
				fmt.Fprint(&b, 1901+r)
			case kindDay:
				day := fmt.Sprintf("%d-01-01", 1901+r)
				if f.end || strings.HasPrefix(f.name, "end") {
					day = fmt.Sprintf("%d-12-31", 1901+r)
				}
				b.WriteString(day)
			case kindText:
				b.WriteString("words")
				if f.key {
					fmt.Fprint(&b, r)
				}
			case kindBool:
				b.WriteString("1")
			default:
				v := max(f.lo, min(1+float64(r), f.hi))
				if !f.ranged {
					v = float64(r)
				}
				fmt.Fprint(&b, v)
			}
		}
		b.WriteString("," + version + "\n")
	}
	return b.String()
}

// TestEveryDatasetIsItself: a file of a dataset is taken for that dataset and
// no other, and can be read.
func TestEveryDatasetIsItself(t *testing.T) {
	for i := range datasets {
		d := &datasets[i]
		st := newStore(t)
		fr, err := take(t, st, "x.csv", sample(d, 3))
		if err != nil || fr.Dataset != d.ID || fr.Rows == 0 {
			t.Errorf("%s was taken for %q: %v", d.ID, fr.Dataset, err)
		}
	}
}

// TestSources: what `casus data sources` shows is complete.
func TestSources(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Sources() {
		if seen[s.ID] {
			t.Errorf("%s is listed twice", s.ID)
		}
		seen[s.ID] = true
		for what, v := range map[string]string{"title": s.Title, "use": s.For, "publisher": s.Publisher, "years": s.Years, "terms": s.Terms, "citation": s.Citation, "page": s.Page} {
			if v == "" {
				t.Errorf("%s has no %s", s.ID, what)
			}
		}
		if !strings.HasPrefix(s.BibTeX, "@") || strings.Count(s.BibTeX, "{") != strings.Count(s.BibTeX, "}") {
			t.Errorf("%s: BibTeX %s", s.ID, s.BibTeX)
		}
		if len(s.Versions) == 0 || len(s.Files) == 0 {
			t.Errorf("%s has no versions or files", s.ID)
		}
	}
	for _, v := range verbs {
		for _, list := range v.datasets {
			for _, d := range list {
				if !seen[d] {
					t.Errorf("%s needs %s, which is no dataset", v.verb, d)
				}
			}
		}
	}
}

// FuzzImport reads anything as a file. The seeds are a file of every dataset,
// so that every importer is reached; what is taken must have rows, unique keys
// and a stored form that reads back the same.
func FuzzImport(f *testing.F) {
	for i := range datasets {
		f.Add([]byte(sample(&datasets[i], 2)))
	}
	f.Add([]byte(states))
	f.Add([]byte(strings.ReplaceAll(nmc, "\n", "\r\n")))
	f.Add([]byte("\xef\xbb\xbf" + nmc))
	f.Add([]byte(pack(f, nmc)))
	f.Add([]byte("2\tUSA\tUnited States of America\t01:01:1816\t31:12:2017\n"))
	f.Add([]byte("state1no,state2no,conttype,begin,end\n20,2,1,192001,201612\n2,20,1,192001,201612\n"))
	f.Add([]byte("ddyad,year,defense,offense,neutral,nonagg,consul\n-2147483648,2018,1,1,1,1,1\n"))
	list := rosterOf(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := newReader(bytes.NewReader(b), "x.csv")
		if err != nil {
			return
		}
		d, err := recognise(r)
		if err != nil {
			return
		}
		checkParsed(t, r, d, list)
	})
}

func checkParsed(t *testing.T, r *reader, d *dataset, list *roster) {
	get := r.get
	p, err := parse(context.Background(), r, d, "x.csv", false)
	if err != nil {
		return
	}
	if err := p.complete(get); err != nil {
		t.Fatal(err)
	}
	p.checkCodes(list)
	if p.nfaults > 0 {
		for _, f := range p.faults {
			_ = f.String()
		}
		return
	}
	if p.table.Rows() == 0 || p.version == "" {
		t.Fatalf("%s: taken with %d rows, version %q", d.ID, p.table.Rows(), p.version)
	}
	enc, err := p.table.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := store.Decode(enc)
	if err != nil {
		t.Fatalf("%s: what was stored does not read: %v", d.ID, err)
	}
	for _, n := range back.Names() {
		a, b := p.table.Column(n), back.Column(n)
		if !slices.Equal(a.Ints, b.Ints) || !slices.EqualFunc(a.Floats, b.Floats, func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }) {
			t.Fatalf("%s: %s changed in the store", d.ID, n)
		}
	}
}

func rosterOf(f testing.TB) *roster {
	r, err := newReader(strings.NewReader(states), "s.csv")
	if err != nil {
		f.Fatal(err)
	}
	p, err := parse(context.Background(), r, byID("cow-states"), "s.csv", false)
	if err != nil && err != io.EOF {
		f.Fatal(err)
	}
	return newRoster(p.table)
}
