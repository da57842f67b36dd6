//go:build unix

package export

import (
	"context"
	"io"
	"syscall"
	"testing"

	"casus/history"
	"casus/history/historytest"
)

// cpu gives the processor time of this process, in seconds.
func cpu() float64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
}

// benchmarkExport opens the history anew each time, as a command does.
func benchmarkExport(b *testing.B, f Format, with ...string) {
	dir := historytest.Data(b)
	start := cpu()
	for b.Loop() {
		db, err := history.Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Export(context.Background(), db, DirectedDyadYears, Options{To: 2014, Format: f, With: with}, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric((cpu()-start)/float64(b.N), "cpu-s/op")
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	b.ReportMetric(float64(r.Maxrss)/1024, "peak-MB")
}

var standard = []string{"mids", "nmc", "democracy", "atop", "majors", "peace-years"}

func BenchmarkDirectedDyadYearsParquet(b *testing.B) { benchmarkExport(b, Parquet, standard...) }
func BenchmarkDirectedDyadYearsStata(b *testing.B)   { benchmarkExport(b, Stata, standard...) }
func BenchmarkDirectedDyadYearsCSV(b *testing.B)     { benchmarkExport(b, CSV, standard...) }

func BenchmarkEverythingParquet(b *testing.B) { benchmarkExport(b, Parquet, ofTheFolder()...) }

// BenchmarkSimilarity gives all measures for all undirected dyad-years.
func BenchmarkSimilarity(b *testing.B) {
	dir := historytest.Data(b)
	start := cpu()
	n := 0
	for b.Loop() {
		db, err := history.Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		y, err := Similarity(db)
		if err != nil {
			b.Fatal(err)
		}
		sys, err := db.System()
		if err != nil {
			b.Fatal(err)
		}
		n = 0
		for year := y.First; year <= y.Last; year++ {
			members := sys.Members(year)
			for k, i := range members {
				for _, j := range members[k+1:] {
					if _, ok := y.At(i, j, year); ok {
						n++
					}
				}
			}
		}
	}
	b.ReportMetric(float64(n), "dyad-years")
	b.ReportMetric((cpu()-start)/float64(b.N), "cpu-s/op")
}
