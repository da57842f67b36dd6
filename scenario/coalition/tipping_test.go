package coalition_test

import (
	"math"
	"testing"

	"casus/forecast"
	"casus/scenario/coalition"
)

func pull(t testing.TB, attacker, target, member string, class forecast.Class) *coalition.Pull {
	t.Helper()
	d, g := engine(t, 1)
	c := caseOf(t, d, g, attacker, target, "2024-02-10")
	m, _ := weighed(t, g, c, class, 0)
	for n, i := range m.States {
		if string(c.Event.Setting.States[i].ID) == member {
			q, err := m.NewPull(n)
			if err != nil {
				t.Fatal(err)
			}
			return q
		}
	}
	t.Fatalf("no %s", member)
	return nil
}

// Under the estimates states do not watch each other: there is one equilibrium,
// and it is proved. Whatever the pull, today's chances stay an equilibrium.
func TestNoPullNoFold(t *testing.T) {
	q := pull(t, "RUS", "EST", "USA", forecast.Invoked)
	x, err := q.Tip(t.Context(), 0)
	if err != nil || len(x.Folds) > 0 || !x.Proved {
		t.Fatalf("%+v %v", x, err)
	}
	y, err := q.Tip(t.Context(), 20)
	if err != nil {
		t.Fatal(err)
	}
	for i := range x.Today.P {
		if math.Abs(x.Today.P[i]-y.Today.P[i]) > 1e-6 {
			t.Errorf("player %d comes with %.6f, under a pull with %.6f", i, x.Today.P[i], y.Today.P[i])
		}
	}
	f, err := q.Search(t.Context(), 0, 20)
	if err != nil {
		t.Fatal(err)
	}
	if !math.IsNaN(f.Least) || f.Survival != nil {
		t.Errorf("a fold at %g", f.Least)
	}
}

func BenchmarkSearchPull(b *testing.B) {
	q := pull(b, "RUS", "EST", "USA", forecast.Invoked)
	for b.Loop() {
		if _, err := q.Search(b.Context(), 0, 20); err != nil {
			b.Fatal(err)
		}
	}
}

// Many small states against a strong attacker, of whom none is enough alone, in
// a contest that turns on being the stronger: here commitments hang together, and
// beyond a pull they tip. With the slope of the estimates, below 1, each who comes
// makes the next less needed, and there is no fold.
func TestFoldNeedsSteepContest(t *testing.T) {
	search := func(slope float64) *coalition.Folding {
		m := &coalition.Coalition{Decided: 1, Own: 0.5, Against: 6, Slope: slope}
		for i := range 10 {
			m.States, m.Strength = append(m.States, i), append(m.Strength, 1)
			m.Target, m.Attacker = append(m.Target, 0.5), append(m.Attacker, 0)
		}
		m.Strength[0] = 3
		q, err := m.NewPull(0)
		if err != nil {
			t.Fatal(err)
		}
		f, err := q.Search(t.Context(), 0, 60)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	if f := search(0.8); !math.IsNaN(f.Least) {
		t.Errorf("a fold at a pull of %g in a flat contest", f.Least)
	}
	f := search(8)
	if math.IsNaN(f.Least) || f.Survival == nil || len(f.Survival.Given.Folds) == 0 || !(f.Proved < f.Least) {
		t.Fatalf("no fold in a steep contest: %+v", f)
	}
}
