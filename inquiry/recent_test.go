package inquiry

import (
	"runtime"
	"testing"

	"casus"
)

// What is kept is bounded, and what was asked for last stays.
func TestRecent(t *testing.T) {
	var r recent[int, int]
	for i := range 1000 {
		r.put(i, -i)
		if v, ok := r.get(0); i < mostRecent && (!ok || v != 0) {
			t.Fatal("what is asked for again and again was dropped")
		}
	}
	if len(r.keys) != mostRecent || len(r.values) != mostRecent {
		t.Errorf("%d keys, %d values", len(r.keys), len(r.values))
	}
	if v, ok := r.get(999); !ok || v != -999 {
		t.Error(v, ok)
	}
}

// live gives the bytes that are in use after a question on each of n days.
func live(tb testing.TB, n int) uint64 {
	tb.Helper()
	arc, err := Open()
	if err != nil {
		tb.Fatal(err)
	}
	first := casus.MustDate("2021-01-01")
	for i := range n {
		on := first + casus.Date(i)
		if _, err := arc.CaseOf(Question{Attackers: []string{"RUS"}, Target: "EST", On: on.String()}, "stay-home:USA"); err != nil {
			tb.Fatal(err)
		}
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	runtime.KeepAlive(arc)
	return m.HeapAlloc
}

// Memory does not grow with the days that are asked about.
func TestMemoryIsBounded(t *testing.T) {
	few, many := live(t, 20), live(t, 120)
	if many > few+8<<20 {
		t.Errorf("%d MB in use after 20 days, %d MB after 120", few>>20, many>>20)
	}
}

// BenchmarkLiveBytes reports what is in use after a thousand days.
func BenchmarkLiveBytes(b *testing.B) {
	for b.Loop() {
		b.ReportMetric(float64(live(b, 1000)), "live-bytes")
	}
	b.ReportMetric(0, "ns/op")
}
