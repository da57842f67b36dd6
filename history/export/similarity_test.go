package export

import (
	"io"
	"math"
	"strconv"
	"testing"

	"casus/history/historytest"
)

// TestSimilarityAgainstReference compares S for all 994,005 undirected
// dyad-years with s_score_atop5_1.csv.gz, computed in R from the same pledges
// and printed to four decimals.
func TestSimilarityAgainstReference(t *testing.T) {
	db := historytest.Open(t)
	y, err := Similarity(db)
	if err != nil {
		t.Fatal(err)
	}
	sys, err := db.System()
	if err != nil {
		t.Fatal(err)
	}
	rows := readReference(t, historytest.Files(t)+"/s_score_atop5_1.csv.gz")
	n := 0
	for {
		rec, err := rows.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		c1, _ := strconv.Atoi(rec[0])
		c2, _ := strconv.Atoi(rec[1])
		year, _ := strconv.Atoi(rec[2])
		want, _ := strconv.ParseFloat(rec[3], 64)
		m, ok := y.At(sys.Index(c1), sys.Index(c2), year)
		if !ok || math.Abs(m.SV-want) > 0.5e-4+1e-9 {
			t.Fatalf("S of %d and %d in %d: %.10f (%v), want %v", c1, c2, year, m.SV, ok, want)
		}
		n++
	}
	if n != 994005 {
		t.Errorf("%d dyad-years compared, want 994005", n)
	}
}

// TestSimilarityAgainstDefinitions computes the measures a second time, from
// the pledges and by the formulas of Signorino and Ritter (1999) and Häge
// (2011) over the two portfolios, to 1e-9.
func TestSimilarityAgainstDefinitions(t *testing.T) {
	db := historytest.Open(t)
	y, err := Similarity(db)
	if err != nil {
		t.Fatal(err)
	}
	sys, _ := db.System()
	pledges, _ := db.Pledges()
	cinc, err := db.Panel("cow-nmc", "cinc")
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, year := range []int{1816, 1879, 1914, 1939, 1949, 1985, 2018} {
		members := sys.Members(year)
		for a := 0; a < len(members); a += 3 {
			for b := a + 1; b < len(members); b += 5 {
				i, j := members[a], members[b]
				got, ok := y.At(i, j, year)
				if !ok {
					t.Fatal("no measures")
				}
				var n, mx, my, abs, sq, wabs, w float64
				tie := func(i, k int) float64 {
					o, _ := pledges.At(i, k, year)
					if i == k {
						return 3
					}
					return float64(o.Score())
				}
				for _, k := range members {
					p, q := tie(i, k), tie(j, k)
					n, mx, my, abs, sq = n+1, mx+p, my+q, abs+math.Abs(p-q), sq+(p-q)*(p-q)
					if c := cinc.At(k, year); !math.IsNaN(c) {
						w, wabs = w+c, wabs+c*math.Abs(p-q)
					}
				}
				mx, my = mx/n, my/n
				pool := (mx + my) / 2
				var kappa, pi float64
				for _, k := range members {
					p, q := tie(i, k), tie(j, k)
					kappa += (p-mx)*(p-mx) + (q-my)*(q-my)
					pi += (p-pool)*(p-pool) + (q-pool)*(q-pool)
				}
				kappa += n * (mx - my) * (mx - my)
				for name, v := range map[string][2]float64{
					"srsvaa": {got.SV, 1 - 2*abs/(3*n)}, "srsvas": {got.SVSquared, 1 - 2*sq/(9*n)}, "srswvaa": {got.SWV, 1 - 2*wabs/(3*w)},
					"kappava": {got.KappaV, 1 - sq/kappa}, "piva": {got.PiV, 1 - sq/pi},
				} {
					if math.Abs(v[0]-v[1]) > 1e-9 {
						t.Fatalf("%s of %d and %d in %d: %.12f, by its definition %.12f", name, sys.Codes[i], sys.Codes[j], year, v[0], v[1])
					}
				}
				compared++
			}
		}
	}
	if compared < 1500 {
		t.Errorf("only %d pairs were compared", compared)
	}
}

// TestAllianceSimilarity compares the mean weighted S of alliances with the
// ready-made scores that Alley (2021) aggregated from ATOP 4: other versions
// of ATOP and of NMC, so a correlation, not equality.
func TestAllianceSimilarity(t *testing.T) {
	db := historytest.Open(t)
	f := exportCSV(t, db, AllianceYears, Options{To: 2018, With: []string{"similarity"}})
	mine := map[string]float64{}
	for r := range f.rows {
		if v, err := strconv.ParseFloat(f.get(r, "mean_srswvaa"), 64); err == nil {
			mine[f.get(r, "atopid")+" "+f.get(r, "year")] = v
		}
	}
	rows := readReference(t, historytest.Files(t)+"/alley_atop4_fp_similarity.csv")
	var x, y []float64
	for {
		rec, err := rows.Read()
		if err == io.EOF {
			break
		}
		v, err1 := strconv.ParseFloat(rec[2], 64)
		if w, ok := mine[rec[0]+" "+rec[1]]; ok && err1 == nil {
			x, y = append(x, w), append(y, v)
		}
	}
	if r := correlation(x, y); len(x) < 9000 || r < 0.97 {
		t.Errorf("correlation %.4f over %d alliance-years, want above 0.97 over 9000", r, len(x))
	}
}

func correlation(x, y []float64) float64 {
	n := float64(len(x))
	var sx, sy, sxx, syy, sxy float64
	for i := range x {
		sx, sy, sxx, syy, sxy = sx+x[i], sy+y[i], sxx+x[i]*x[i], syy+y[i]*y[i], sxy+x[i]*y[i]
	}
	return (n*sxy - sx*sy) / math.Sqrt((n*sxx-sx*sx)*(n*syy-sy*sy))
}
