package forecast_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"casus"
	"casus/forecast"
	"casus/inquiry"
	"casus/joining"
	"casus/model"
)

// events are pairs of very different strength, near and far, with and without
// friends.
var events = [][2]string{{"RUS", "EST"}, {"CHN", "TWN"}, {"USA", "IRN"}, {"PRK", "KOR"}, {"IND", "PAK"}, {"FRA", "LUX"}, {"MLI", "BFA"}, {"CHN", "USA"}, {"TUR", "GRC"}}

func desk(t testing.TB) (*inquiry.Archive, *forecast.Engine) {
	t.Helper()
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	g, err := engineOf(20)
	if err != nil {
		t.Fatal(err)
	}
	return d, g
}

func prepared(t testing.TB, d *inquiry.Archive, g *forecast.Engine, attacker, target, on string, shocks ...string) *forecast.Case {
	t.Helper()
	c, err := d.CaseOf(inquiry.Question{Attackers: []string{attacker}, Target: target, On: on}, shocks...)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Prepare(c); err != nil {
		t.Fatal(err)
	}
	return c
}

func at(t testing.TB, g *forecast.Engine, c *forecast.Case, a forecast.Assumptions, k int) *forecast.Answer {
	t.Helper()
	x, err := g.At(c, a, k)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestLots: taking states that hardly ever come together, on coarse grids and
// with five states of the common shock, moves no answer by six tenths of a point;
// at the end of the shock's declared range, twice as wide, by 1.1 points (Mali and
// Burkina Faso, whom every joiner outweighs).
func TestLots(t *testing.T) {
	d, g := desk(t)
	worst := 0.0
	for _, e := range events {
		c := prepared(t, d, g, e[0], e[1], "2024-02-10")
		for _, sigma := range []float64{0, 1, 2} {
			a := forecast.Central()
			a[forecast.Common] = sigma
			most := 0.006
			if sigma > 1 {
				most = 0.011
			}
			for k := range 3 {
				x := at(t, g, c, a, k)
				for _, class := range forecast.Classes {
					fine, err := forecast.Fine(g, c, a, class, k)
					if err != nil {
						t.Fatal(err)
					}
					if off := math.Abs(fine - x.Ends[class].Target); off > most {
						t.Errorf("%v, shock %g, %s, draw %d: %.4f, finely %.4f", e, sigma, class, k, x.Ends[class].Target, fine)
					} else {
						worst = max(worst, off)
					}
				}
			}
		}
	}
	t.Logf("off by at most %.4f", worst)
}

// TestNoCertainty: nothing that is estimated is 0 or 1, at the estimates and at
// draws, for states of all sizes.
func TestNoCertainty(t *testing.T) {
	d, g := desk(t)
	for _, e := range events {
		c := prepared(t, d, g, e[0], e[1], "2024-02-10")
		for k := range 21 {
			x := at(t, g, c, forecast.Central(), k)
			for _, class := range forecast.Classes {
				for _, i := range c.Event.Outside() {
					p := x.Chances[class][i]
					if !(p.Target > 0 && p.Attacker > 0 && p.Target+p.Attacker < 1) {
						t.Fatalf("%v, %s, draw %d: %s has %+v", e, class, k, c.Event.Setting.States[i].ID, p)
					}
				}
				for _, y := range []forecast.Ends{x.Ends[class], x.Alone[class], x.All[class]} {
					if sum := y.Target + y.Neither + y.Attacker; math.Abs(sum-1) > 1e-9 || min(y.Target, y.Neither, y.Attacker) <= 0 {
						t.Fatalf("%v, %s, draw %d: ends %+v", e, class, k, y)
					}
				}
			}
			if !(x.Rate > 0 && x.Rate < 1 && x.War > 0 && x.War < 1) {
				t.Fatalf("%v, draw %d: rates %v and %v", e, k, x.Rate, x.War)
			}
		}
	}
}

// TestHelpHelps: at every draw the target does better if all who are bound come
// than if nobody does; one more who surely comes never hurts it, one who stays
// home never helps it.
func TestHelpHelps(t *testing.T) {
	d, g := desk(t)
	plain := prepared(t, d, g, "RUS", "EST", "2024-02-10")
	home := prepared(t, d, g, "RUS", "EST", "2024-02-10", "stay-home:USA")
	come := prepared(t, d, g, "RUS", "EST", "2024-02-10", "commit:USA")
	for k := range 21 {
		x, y, z := at(t, g, plain, forecast.Central(), k), at(t, g, home, forecast.Central(), k), at(t, g, come, forecast.Central(), k)
		for _, class := range forecast.Classes {
			if x.All[class].Target < x.Alone[class].Target {
				t.Errorf("draw %d, %s: alone %.4f, with all bound %.4f", k, class, x.Alone[class].Target, x.All[class].Target)
			}
			if !(y.Ends[class].Target <= x.Ends[class].Target+1e-4 && x.Ends[class].Target <= z.Ends[class].Target+1e-4) {
				t.Errorf("draw %d, %s: the United States at home %.5f, as it is %.5f, coming %.5f", k, class, y.Ends[class].Target, x.Ends[class].Target, z.Ends[class].Target)
			}
		}
	}
}

// TestWorthSums: the values of all states sum to what their coming changes.
func TestWorthSums(t *testing.T) {
	d, g := desk(t)
	for _, e := range events {
		c := prepared(t, d, g, e[0], e[1], "2024-02-10")
		for _, class := range forecast.Classes {
			worth, err := g.Worth(c, forecast.Central(), class, 0)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for _, v := range worth {
				if v < 0 {
					t.Errorf("%v: a worth of %v", e, v)
				}
				sum += v
			}
			// The attacker's friends come in any case, so v(nobody) is not "alone".
			with, without := at(t, g, c, forecast.Central(), 0), withoutFriends(t, g, c, class)
			if got := with.Ends[class].Target - without; math.Abs(got-sum) > 2e-3 {
				t.Errorf("%v, %s: worth sums to %.5f, coming changes %.5f", e, class, sum, got)
			}
		}
	}
}

// withoutFriends is the chance that the target prevails if nobody comes to it and
// the attacker's friends do as they would.
func withoutFriends(t *testing.T, g *forecast.Engine, c *forecast.Case, class forecast.Class) float64 {
	t.Helper()
	v, err := forecast.Friendless(g, c, forecast.Central(), class, 0)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestDraws: the answer does not depend on the number of workers, nor draw k on
// the number of draws.
func TestDraws(t *testing.T) {
	d, g := desk(t)
	c := prepared(t, d, g, "RUS", "EST", "2024-02-10")
	one, err := g.Over(t.Context(), c, forecast.Central(), 1)
	if err != nil {
		t.Fatal(err)
	}
	two, err := g.Over(t.Context(), c, forecast.Central(), 2)
	if err != nil || !same(one, two) {
		t.Errorf("one and two workers differ (%v)", err)
	}
	few, err := engineOf(5)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := at(t, g, c, forecast.Central(), 3), at(t, few, c, forecast.Central(), 3); a.Ends != b.Ends || a.Rate != b.Rate {
		t.Error("draw 3 depends on the number of draws")
	}
}

func same(a, b *forecast.Spread) bool {
	for k := range a.Answers {
		if a.Answers[k].Ends != b.Answers[k].Ends || a.Answers[k].Rate != b.Answers[k].Rate {
			return false
		}
	}
	return a.Ends == b.Ends && reflect.DeepEqual(a.Target, b.Target)
}

// TestVoices: a refusal keeps its own state at home more often and no other; said
// long ago it weighs less; said three times it weighs once.
func TestVoices(t *testing.T) {
	d, g := desk(t)
	c := prepared(t, d, g, "RUS", "ESP", "2025-02-10")
	usa := c.Event.Setting.Index("USA", c.Event.On)
	quiet := *c
	quiet.Voices = nil
	p := func(voices ...forecast.Voice) []joining.Chance {
		said := quiet
		said.Voices = voices
		return at(t, g, &said, forecast.Central(), 0).Chances[forecast.Wars]
	}
	none := p()
	refusal := forecast.Voice{Speaker: "A", State: usa, Stance: -1, Authority: 1}
	old, aspirant, pledge := refusal, refusal, refusal
	old.Years, aspirant.Authority, pledge.Stance = 6, 0, 1
	got := p(refusal)
	for i := range got {
		if i != usa && got[i] != none[i] {
			t.Fatalf("a refusal of the United States moves %s", c.Event.Setting.States[i].ID)
		}
	}
	order := []float64{got[usa].Target, p(aspirant)[usa].Target, p(old)[usa].Target, none[usa].Target, p(pledge)[usa].Target}
	if !(order[0] < order[1] && order[0] < order[2] && order[1] < order[3] && order[2] < order[3] && order[3] < order[4]) {
		t.Errorf("refused today %.4f, by an aspirant %.4f, six years ago %.4f, nothing said %.4f, pledged %.4f", order[0], order[1], order[2], order[3], order[4])
	}
	if thrice := p(refusal, refusal, refusal); thrice[usa] != got[usa] {
		t.Error("said three times it weighs more than once")
	}
	odds := func(p joining.Chance) float64 { return math.Log(p.Target / (1 - p.Target - p.Attacker)) }
	if moved := odds(got[usa]) - odds(none[usa]); math.Abs(moved+forecast.Declared[forecast.Words].Value) > 1e-9 {
		t.Errorf("a head of government's refusal moves the log-odds by %v", moved)
	}
}

// TestInterval: the type 7 quantiles of 1 to 101 are whole numbers.
func TestInterval(t *testing.T) {
	values := make([]float64, 101)
	for i := range values {
		values[i] = float64(i + 1)
	}
	rand.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
	if got := forecast.Interval(values); got != (casus.Interval{Median: 51, Low: 6, High: 96}) {
		t.Errorf("%+v", got)
	}
}

// engineOf makes an engine of the embedded model with few draws.
func engineOf(draws int) (*forecast.Engine, error) {
	m, err := model.Default()
	if err != nil {
		return nil, err
	}
	return forecast.New(m, draws, 1)
}
