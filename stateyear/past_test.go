package stateyear_test

import (
	"math"
	"testing"

	"casus"
	"casus/history/historytest"
	"casus/state"
	"casus/stateyear"
)

func TestMain(m *testing.M) { historytest.Main(m) }

func TestPast(t *testing.T) {
	p, err := stateyear.NewPast(historytest.Open(t), state.Default().FromCOW, map[int]int{2: 1945, 365: 1949})
	if err != nil {
		t.Fatal(err)
	}
	for _, y := range []int{1816, 1914, 1938, 1990, 2010, 2020} {
		s := p.Year(y)
		var sum [4]float64
		unknown := 0
		for i := range s.States {
			x := &s.States[i]
			if x.ID == "" {
				t.Errorf("%d: COW %d has no id", y, x.Code)
			}
			if !x.Known() {
				unknown++
			}
			for k, v := range []float64{x.Output, x.Population, x.Spending, x.Personnel} {
				if !math.IsNaN(v) {
					sum[k] += v
				}
			}
		}
		t.Logf("%d: %d states, %d unknown, shares sum to %.3f", y, len(s.States), unknown, sum)
		for k, v := range sum {
			if v < 0.9 || v > 1.15 { // a state that is new comes with its first figures, the total without it
				t.Errorf("%d: shares %d sum to %v", y, k, v)
			}
		}
	}
	s := p.Year(1914)
	day := casus.MustDate("1914-07-28")
	aut, srb, gbr := s.Index("AUH", day), s.Index("SRB", day), s.Index("GBR", day)
	if aut < 0 || srb < 0 || gbr < 0 {
		t.Fatalf("AUH %d, SRB %d, GBR %d", aut, srb, gbr)
	}
	if s.Border(aut, srb) != stateyear.LandBorder || !s.Rivals(aut, srb) || s.Border(gbr, srb) != stateyear.NoBorder {
		t.Error("Austria-Hungary and Serbia share a land border and a rivalry in 1914; Britain and Serbia no border")
	}
	if km := s.Km(aut, srb); km < 450 || km > 550 {
		t.Errorf("Vienna to Belgrade is about 490 km, got %.0f", km)
	}
	if !s.States[gbr].Major || s.States[srb].Major {
		t.Error("Britain is a major power in 1914, Serbia is not")
	}
}

func BenchmarkPastYear(b *testing.B) {
	p, err := stateyear.NewPast(historytest.Open(b), state.Default().FromCOW, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		stateyear.MakeYear(p, 2000)
	}
}
