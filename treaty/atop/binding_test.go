package atop

import (
	"slices"
	"testing"

	"casus"
	"casus/treaty"
)

// TestBinding holds the untraced rows against the traced ones: the same states,
// clauses and verdicts for an attack by any of some states on any other on days
// from 1816 on, and for kinds and objects that conditions tell apart.
func TestBinding(t *testing.T) {
	d := open(t)
	events, rows := 0, 0
	check := func(ev casus.Event) {
		t.Helper()
		want := slices.DeleteFunc(d.lib.Obligations(ev, treaty.Options{}), func(r casus.Obligation) bool { return r.Verdict == casus.NotBound })
		got := d.lib.Binding(ev)
		treaty.Sort(got)
		events, rows = events+1, rows+len(want)
		if len(got) != len(want) {
			t.Fatalf("%v on %s on %v: %d rows, want %d", ev.Attackers, ev.Target, ev.On, len(got), len(want))
		}
		for i, w := range want {
			g := got[i]
			if g.State != w.State || g.Verdict != w.Verdict || g.Type != w.Type || g.Discretion != w.Discretion || g.Treaty != w.Treaty ||
				g.Article != w.Article || g.Toward != w.Toward || g.Political != w.Political {
				t.Fatalf("%v on %s on %v, row %d: %+v, want %+v", ev.Attackers, ev.Target, ev.On, i, g, w)
			}
		}
	}
	for _, on := range []string{"1816-01-01", "1849-06-01", "1879-11-01", "1914-07-28", "1938-09-01", "1955-06-01", "1990-01-01", "2014-01-01", "2024-02-10"} {
		day := casus.MustDate(on)
		list := d.in.States.All(day)
		for i := 0; i < len(list); i += max(1, len(list)/12) {
			for j := 1; j < len(list); j += max(1, len(list)/14) {
				if list[i] != list[j] {
					check(d.attack(list[i], on, list[j]))
				}
			}
		}
	}
	for _, kind := range casus.Kinds {
		for _, object := range casus.Objects {
			ev := d.attack("EST", "2024-02-10", "RUS", "BLR")
			ev.Kind, ev.Object, ev.TargetStruckFirst = kind, object, object == casus.Forces
			check(ev)
		}
	}
	check(d.attack("EST", "2024-02-10", casus.NonState))
	if events < 1000 || rows < 5000 {
		t.Errorf("%d events with %d rows are too few to compare", events, rows)
	}
}

func BenchmarkBinding(b *testing.B) {
	d := open(b)
	for _, ev := range []casus.Event{d.attack("SRB", "1914-07-28", "AUH"), d.attack("POL", "1939-09-01", "DEU"), d.attack("POL", "2010-01-01", "RUS")} {
		b.Run(ev.On.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d.lib.Binding(ev)
			}
		})
	}
}
