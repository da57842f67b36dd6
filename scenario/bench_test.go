package scenario_test

import (
	"testing"

	"casus/inquiry"
	"casus/scenario"
	"casus/scenario/cells"
)

func plan(t testing.TB, src string) *scenario.Plan {
	t.Helper()
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	return planOn(t, d, src)
}

func planOn(t testing.TB, d *inquiry.Archive, src string) *scenario.Plan {
	t.Helper()
	s, faults := scenario.Load(d, "test.yaml", []byte(src))
	for _, f := range faults {
		t.Error(f)
	}
	if s == nil {
		t.FailNow()
	}
	p, err := scenario.NewPlan(d, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// BenchmarkSweep times pairs of states with and without one shock at the central
// estimates: all directed pairs of today's states are about 38,000.
func BenchmarkSweep(b *testing.B) {
	p := plan(b, "title: sweep\nshocks: [{shock: 'stay-home:USA'}]\nsweep: {attackers: [RUS, FRA], targets: all, on: 2024-02-10}\n")
	pairs := 0
	for b.Loop() {
		v, err := cells.Run(b.Context(), p.Cells, cells.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if len(v) != 2 {
			b.Fatal(len(v))
		}
		pairs += 2 * 194
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(pairs)*38000/1e9, "s/38,000pairs")
}

// BenchmarkSobol times the evaluations of one scenario by which Sobol indices are
// made: 67,584 is the size for which the goal is stated.
func BenchmarkSobol(b *testing.B) {
	p := plan(b, "title: sobol\nevents: [{attackers: RUS, target: EST, on: 2024-02-10}]\nsobol: {base: 128, second: true}\ndraws: 20\n")
	points := 0
	for b.Loop() {
		if _, err := cells.Run(b.Context(), p.Cells, cells.Options{}); err != nil {
			b.Fatal(err)
		}
		points += cells.Size(p.Cells)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(points)*67584/1e9, "s/67,584evaluations")
}
