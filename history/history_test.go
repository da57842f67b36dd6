package history_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"casus"
	"casus/history"
	"casus/history/historytest"
	"casus/history/store"
)

func TestMain(m *testing.M) { historytest.Main(m) }

// must turns an answer with an error into the answer.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func day(s string) casus.Date { return casus.MustDate(s) }

// TestSystem: who was a state when.
func TestSystem(t *testing.T) {
	s := must[*history.System](t)(historytest.Open(t).System())
	if s.N() != 217 || len(s.MembersOn(day("2016-12-31"))) != 195 || len(s.Members(1816)) != 23 {
		t.Errorf("%d states ever, %d at the end, %d in 1816", s.N(), len(s.MembersOn(day("2016-12-31"))), len(s.Members(1816)))
	}
	for _, c := range []struct {
		code int
		on   string
		want bool
	}{
		{255, "1945-05-08", true}, {255, "1945-05-09", false}, {255, "1990-10-03", true}, // Germany
		{260, "1955-05-05", true}, {260, "1990-10-03", false}, // West Germany
		{345, "1914-07-28", true}, // Serbia is Yugoslavia's number
		{200, "2024-02-10", true}, // carried forward
		{999, "2000-01-01", false},
	} {
		if got := s.On(c.code, day(c.on)); got != c.want {
			t.Errorf("%d on %s: %v", c.code, c.on, got)
		}
	}
	// The Papal States ended on 5 November 1860, Italy's number goes on.
	if i, j := s.Index(327), s.Index(325); !s.Together(i, j, 1860) || s.Together(i, j, 1861) {
		t.Error("the Papal States and Italy")
	}
	if s.Together(s.Index(255), s.Index(260), 1990) {
		t.Error("Germany and West Germany share the year 1990 but no day of it")
	}
}

// TestAlliances: facts that a reader can look up.
func TestAlliances(t *testing.T) {
	db := historytest.Open(t)
	a := must[*history.ATOP](t)(db.ATOP())
	if len(a.Alliances) != 789 {
		t.Errorf("%d alliances, want 789", len(a.Alliances))
	}
	nato, ok := a.Alliance(3180)
	if !ok {
		t.Fatal("there is no NATO")
	}
	if n := len(nato.MembersOn(day("1949-04-04"))); n != 12 {
		t.Errorf("%d founders of NATO, want 12", n)
	}
	last := nato.MembersOn(day("2018-12-31"))
	if len(last) != 29 || nato.Span.Until != 0 {
		t.Errorf("%d members at the end of 2018, want 29; end %s", len(last), nato.Span.Until)
	}
	if spain := slices.IndexFunc(last, func(m history.Member) bool { return m.Code == 230 }); spain < 0 || last[spain].Span.From != day("1981-12-10") {
		t.Error("ATOP dates Spain's accession by the signature of 10 December 1981")
	}
	phases := 0
	for _, x := range a.Alliances {
		phases += len(x.Phases)
	}
	if phases != 849 {
		t.Errorf("%d phases, want 849", phases)
	}
	// The conditions of promises, which treaty clauses are made of: the counts of
	// ATOP's code key.
	m := must[*store.Table](t)(db.Table("atop-member"))
	defence := m.Ints("defense")
	for flag, want := range map[string]int{"defense": 1016, "defcon": 492, "defcoadv": 264, "defcoloc": 241, "defcocon": 95, "defconpr": 82, "defconum": 14, "defcodem": 14} {
		n := 0
		for r, v := range m.Ints(flag) {
			if v == 1 && defence[r] == 1 {
				n++
			}
		}
		if n != want {
			t.Errorf("%s in %d promises of defence, want %d", flag, n, want)
		}
	}
	pact, _ := a.Alliance(2440) // United Kingdom and Poland, 1939
	for _, m := range pact.MembersOn(day("1939-09-01")) {
		if !m.Has(history.Defense) {
			t.Errorf("%d in the pact of 1939: %b", m.Code, m.Obligations)
		}
	}
	p := must[*history.Pledges](t)(db.Pledges())
	s := must[*history.System](t)(db.System())
	for i := range s.Codes { // the guarantee of 1839 is no ATOP alliance
		if o, _ := p.At(i, s.Index(211), 1914); o.Has(history.Defense) {
			t.Errorf("in 1914 %d is coded as owing Belgium defence", s.Codes[i])
		}
	}
	if o, ok := p.At(s.Index(200), s.Index(290), 1939); !ok || o.Score() != 3 {
		t.Errorf("the United Kingdom owes Poland %b in 1939", o)
	}
	if _, ok := p.At(0, 1, 2019); ok {
		t.Error("ATOP 5.1 does not know 2019")
	}
}

func TestWars(t *testing.T) {
	db := historytest.Open(t)
	wars := must[[]history.War](t)(db.Wars())
	rows := 0
	var first *history.War
	for k := range wars {
		rows += len(wars[k].Belligerents)
		if wars[k].Num == 106 {
			first = &wars[k]
		}
	}
	if len(wars) != 95 || rows != 337 {
		t.Errorf("%d wars, %d rows", len(wars), rows)
	}
	if len(first.Belligerents) != 15 || first.Start() != day("1914-07-29") {
		t.Errorf("World War I: %d belligerents, from %s", len(first.Belligerents), first.Start())
	}
	for _, b := range first.Belligerents {
		switch {
		case b.Code == 200 && b.Spells[0].From != day("1914-08-05"):
			t.Errorf("the United Kingdom entered on %s", b.Spells[0].From)
		case b.Initiator != (b.Code == 300):
			t.Errorf("%d: initiator %v; COW names Austria-Hungary alone", b.Code, b.Initiator)
		}
	}
}

func TestDisputes(t *testing.T) {
	db := historytest.Open(t)
	d := must[[]history.Dispute](t)(db.Disputes(history.COW))
	force, joiners := 0, 0
	for _, x := range d {
		if x.HostLev >= 4 {
			force++
		}
		for _, p := range x.Participants {
			if !p.Orig {
				joiners++
			}
		}
	}
	if len(d) != 2436 || force != 1709 || joiners != 681 {
		t.Errorf("%d disputes, %d with force or war, %d joiners; want 2436, 1709, 681", len(d), force, joiners)
	}
	old := must[[]history.Dispute](t)(db.With(map[string]string{"cow-mid-dispute": "4.01", "cow-mid-participant": "4.01"}).Disputes(history.COW))
	if len(old) != 2586 {
		t.Errorf("%d disputes in 4.01, want 2586", len(old))
	}
	g := must[*history.DisputeYears](t)(db.DisputeYears(history.GML))
	if len(g.All) != 10276 || g.Last != 2010 {
		t.Errorf("GML: %d dyad-years to %d", len(g.All), g.Last)
	}
}

// TestPlaces: what lies between two states.
func TestPlaces(t *testing.T) {
	db := historytest.Open(t)
	s := must[*history.System](t)(db.System())
	i := func(code int) int { return s.Index(code) }
	b := must[*history.Borders](t)(db.Contiguity())
	for _, c := range []struct{ a, b, year, want int }{
		{220, 255, 1914, 1}, {255, 220, 1914, 1}, {200, 220, 1914, 3}, {2, 365, 1914, 0}, {2, 200, 1914, 0},
	} {
		if got, ok := b.At(i(c.a), i(c.b), c.year); got != c.want || !ok {
			t.Errorf("contiguity of %d and %d in %d: %d, want %d", c.a, c.b, c.year, got, c.want)
		}
	}
	if _, ok := b.At(i(220), i(255), 2020); ok {
		t.Error("contiguity is not known after 2016")
	}
	c := must[*history.Capitals](t)(db.CapitalDistance())
	if km := c.Km(i(220), i(200), 1914); math.Abs(km-343) > 2 {
		t.Errorf("Paris to London: %.1f km", km)
	}
	if a, b := c.Km(i(365), i(2), 1950), c.Km(i(2), i(365), 1950); math.Abs(a-b) > 1e-9 || a < 7800 || a > 7850 {
		t.Errorf("Moscow to Washington: %.1f km, back %.1f", a, b)
	}
	d := must[*history.Distances](t)(db.MinimumDistance())
	if km := d.At(i(2), i(365), 1990); math.Abs(km-80) > 5 {
		t.Errorf("the Bering Strait: %.1f km", km)
	}
	if !math.IsNaN(d.At(i(2), i(365), 1885)) {
		t.Error("minimum distance starts in 1886")
	}
}

func TestStateYears(t *testing.T) {
	db := historytest.Open(t)
	s := must[*history.System](t)(db.System())
	p := must[*history.Panel](t)(db.Panel("cow-nmc", "cinc"))
	if v := p.At(s.Index(2), 1945); math.Abs(v-0.38386354) > 1e-8 {
		t.Errorf("the USA had %.8f of the world's capabilities in 1945", v)
	}
	old := must[*history.Panel](t)(db.With(map[string]string{"cow-nmc": "4.0"}).Panel("cow-nmc", "cinc"))
	if old.Last != 2007 || p.Last != 2022 {
		t.Errorf("the versions end in %d and %d", old.Last, p.Last)
	}
	if !math.IsNaN(p.At(s.Index(2), 2023)) || !math.IsNaN(p.At(s.Index(2), 1815)) {
		t.Error("a figure outside the source's years must be missing")
	}
	m := must[bool](t)(db.MajorOn(300, day("1918-11-03")))
	n := must[bool](t)(db.MajorOn(300, day("1918-11-04")))
	if !m || n {
		t.Error("Austria-Hungary was a major power to 3 November 1918")
	}
	r := must[*history.Rivalries](t)(db.Rivalries())
	if x := r.At(s.Index(200), s.Index(255), 1914); x == nil || x.End < 1914 {
		t.Error("the United Kingdom and Germany were rivals in 1914")
	}
	tr := must[*history.Trade](t)(db.Trade())
	if a, b := tr.Imports(s.Index(2), s.Index(20), 1920), tr.Imports(s.Index(20), s.Index(2), 1920); a != 612 || b != 735 {
		t.Errorf("imports of the USA from Canada and back, 1920: %v, %v", a, b)
	}
}

// TestAbsent: what is missing is named, with the command that brings it.
func TestAbsent(t *testing.T) {
	db, err := history.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]func() error{
		"cow-states":             func() error { _, err := db.System(); return err },
		"atop-member":            func() error { _, err := db.ATOP(); return err },
		"cow-wars":               func() error { _, err := db.Wars(); return err },
		"cow-mid-dispute":        func() error { _, err := db.Disputes(history.COW); return err },
		"gml-dispute":            func() error { _, err := db.Disputes(history.GML); return err },
		"cow-nmc":                func() error { _, err := db.Table("cow-nmc"); return err },
		"cow-majors":             func() error { _, err := db.MajorOn(2, 1); return err },
		"casus data import FILE": func() error { _, err := db.Table("gdp"); return err },
	} {
		var absent *history.AbsentError
		if err := f(); !errors.As(err, &absent) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// BenchmarkOpen opens the whole history and decodes every column of it.
func BenchmarkOpen(b *testing.B) {
	dir := historytest.Data(b)
	cells := 0
	for b.Loop() {
		db, err := history.Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		cells = 0
		for _, e := range db.Store().Manifest().Tables {
			t, err := db.Store().Table(e.Dataset, e.Version)
			if err != nil {
				b.Fatal(err)
			}
			for _, n := range t.Names() {
				cells += len(t.Column(n).Ints) + len(t.Column(n).Floats)
			}
		}
	}
	b.ReportMetric(float64(cells), "cells")
}

// BenchmarkAccessors builds what estimation asks for, from a closed store.
func BenchmarkAccessors(b *testing.B) {
	dir := historytest.Data(b)
	for b.Loop() {
		db, err := history.Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		_, err1 := db.ATOP()
		_, err2 := db.Pledges()
		_, err3 := db.DisputeYears(history.COW)
		_, err4 := db.WarYears()
		_, err5 := db.Panel("cow-nmc", "cinc")
		_, err6 := db.Contiguity()
		_, err7 := db.CapitalDistance()
		_, err8 := db.MinimumDistance()
		if err := errors.Join(err1, err2, err3, err4, err5, err6, err7, err8); err != nil {
			b.Fatal(err)
		}
	}
}

// Example asks who owed whom defence on a day.
func Example() {
	db, err := history.Open("/no/data/here")
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := db.ATOP(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// atop-member is not imported
	// hint: casus data sources says where to get it, casus data import FILE takes it
}
