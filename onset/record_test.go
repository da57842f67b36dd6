package onset

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"casus/facts"
	"casus/state"
	"casus/stateyear"

	"casus"
)

func TestFaded(t *testing.T) {
	for _, c := range []struct {
		years []int
		known int
		want  float64
	}{
		{nil, 2000, 0},
		{[]int{2000}, 2000, 1},
		{[]int{1990, 2000}, 2000, 1.5},
		{[]int{1980, 1990, 1990, 2000, 2001}, 2000, 2.25},
		{[]int{2001}, 2000, 0},
	} {
		if got := faded(c.years, c.known); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v known to %d: %v, want %v", c.years, c.known, got, c.want)
		}
	}
}

// TestRecordNeverLooksAhead: what happens after the year known changes nothing.
func TestRecordNeverLooksAhead(t *testing.T) {
	set, at := today(t, "RUS", "EST", "POL", "USA")
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		known := 1950 + r.IntN(70)
		whole, cut := newRecord(), newRecord()
		for range 30 {
			a, b, year := at[r.IntN(4)], at[r.IntN(4)], 1930+r.IntN(95)
			if a == b {
				continue
			}
			whole.add(set, a, b, year)
			if year <= known {
				cut.add(set, a, b, year)
			}
		}
		for _, i := range at {
			for _, j := range at {
				if i == j {
					continue
				}
				got, want := whole.done().Record(set, i, j, known), cut.done().Record(set, i, j, known)
				if got != want {
					t.Fatalf("known to %d: %+v, without the later disputes %+v", known, got, want)
				}
				if got.PeaceYears < 0 || got.Ever && got.PeaceYears < 1 || got.Directed > got.Disputes+1e-9 || got.Began < got.Directed {
					t.Fatalf("%+v", got)
				}
			}
		}
	}
}

// builder makes a record of disputes by hand.
type builder struct{ d *Disputes }

func newRecord() builder {
	return builder{&Disputes{of: map[[2]int]*between{}, opened: map[[2]int]map[int]bool{}}}
}

func (b builder) add(s *stateyear.Setting, attacker, target, year int) {
	x, y := s.States[attacker].Code, s.States[target].Code
	pair := [2]int{min(x, y), max(x, y)}
	if b.d.of[pair] == nil {
		b.d.of[pair] = &between{}
	}
	b.d.of[pair].faced, b.d.of[pair].onsets = append(b.d.of[pair].faced, year), append(b.d.of[pair].onsets, year)
	if b.d.opened[[2]int{x, y}] == nil {
		b.d.opened[[2]int{x, y}] = map[int]bool{}
	}
	b.d.opened[[2]int{x, y}][year] = false
}

func (b builder) done() *Disputes {
	b.d.sort()
	return b.d
}

// TestTodaysRecord holds the embedded record against the imported one. With
// -update it writes the table's faded counts anew.
func TestTodaysRecord(t *testing.T) {
	w := openWorld(t)
	set := stateyear.Present(facts.Default(), state.Default(), casus.MustDate("2015-01-01"))
	if *update {
		writeRecord(t, w.Disputes, set)
		t.Skip("SKIPPED, NOTHING WAS COMPARED: the table was written; run again")
	}
	k := NewKnown(facts.Default())
	pairs, worst := 0, 0.0
	for i := range set.States {
		for j := range set.States {
			if i == j {
				continue
			}
			got, want := k.Record(set, i, j), w.Disputes.Record(set, i, j, KnownUntil)
			name := fmt.Sprintf("%s on %s", set.States[i].ID, set.States[j].ID)
			if got.Ever != want.Ever || got.PeaceYears != want.PeaceYears || math.Abs(got.Disputes-want.Disputes) > 1e-3 || math.Abs(got.Directed-want.Directed) > 1e-3 {
				t.Errorf("%s: %+v, the history has %+v", name, got, want)
			}
			pairs++
			// Disputes with West Germany, South Yemen and other states that are no
			// more are in the history only.
			worst = max(worst, math.Abs(math.Log1p(got.Began)-math.Log1p(want.Began)))
		}
	}
	t.Logf("%d directed pairs agree; the column of what the attacker began with anyone differs by %.3f at most", pairs, worst)
	if pairs < 190*189 || worst > 0.15 {
		t.Errorf("%d pairs, the column differs by up to %v", pairs, worst)
	}
}

// writeRecord fills the three columns of faded counts of the table
// last_disputes; the others stay as they are.
func writeRecord(t *testing.T, d *Disputes, set *stateyear.Setting) {
	const file = "../facts/tables/last_disputes.csv"
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(src)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	columns := []string{"faded_disputes", "faded_begun_by_a", "faded_begun_by_b"}
	if !slices.Contains(rows[0], columns[0]) {
		for k := range rows {
			rows[k] = slices.Insert(rows[k], 4, columns...)
		}
	}
	on := casus.MustDate("2015-01-01")
	for _, r := range rows[1:] {
		a, b := set.Index(casus.State(r[0]), on), set.Index(casus.State(r[1]), on)
		if a < 0 || b < 0 {
			t.Fatalf("%s-%s: not in the setting", r[0], r[1])
		}
		x, y := d.Record(set, a, b, KnownUntil), d.Record(set, b, a, KnownUntil)
		for k, v := range []float64{x.Disputes, x.Directed, y.Directed} {
			r[4+k] = fmt.Sprintf("%.4f", v)
		}
	}
	var out bytes.Buffer
	c := csv.NewWriter(&out)
	if err := c.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
