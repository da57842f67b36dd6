package coalition

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"casus/game"
)

// Pull is a coalition whose states watch each other: each joins the target with
// log-odds that rise by a pull for each unit that its joining adds to the chance
// of success. The estimates hold no such pull, so it is supposed. Whatever it is,
// the chances of the coalition stay an equilibrium: the pull says how much of
// each chance comes from watching the others, and what is left is held.
type Pull struct {
	Players []int // places in the coalition's states
	Member  int   // place of the member among the players

	m        *Coalition
	law      *game.Law
	own      float64
	strength []float64
	p, gain  []float64
}

// players is how many states watch each other, at most; what the others are
// expected to bring counts as there.
const players = 24

// NewPull lays out the states from whom most is expected, and the member at the
// place given.
func (m *Coalition) NewPull(member int) (*Pull, error) {
	if member < 0 || member >= len(m.States) || !(m.Target[member] > 0 && m.Target[member] < 1) {
		return nil, fmt.Errorf("stress: the member is not among those who might come or stay")
	}
	order := make([]int, len(m.States))
	for k := range order {
		order[k] = k
	}
	expected := func(k int) float64 {
		if k == member {
			return math.Inf(1)
		}
		return m.Target[k] * m.Strength[k]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(expected(b), expected(a)) })
	q := &Pull{m: m, own: m.Own}
	against := m.Against
	for n, k := range order {
		against += m.Attacker[k] * m.Strength[k]
		if p := m.Target[k]; n < players && p > 0 && p < 1 {
			q.Players = append(q.Players, k)
		} else {
			q.own += p * m.Strength[k]
		}
	}
	slices.Sort(q.Players)
	for n, k := range q.Players {
		if k == member {
			q.Member = n
		}
		q.strength, q.p = append(q.strength, m.Strength[k]), append(q.p, m.Target[k])
	}
	law, err := game.NewLaw(q.strength, game.Logit(q.own, against, m.Intercept, m.Slope))
	if err != nil {
		return nil, err
	}
	if q.law, err = law.Common(m.Common); err != nil {
		return nil, err
	}
	q.gain = make([]float64, len(q.p))
	q.law.Gains(q.p, q.gain)
	return q, nil
}

// game gives the log-odds that are held and the pulls, for a pull in log-odds
// per unit of the chance that the target prevails.
func (q *Pull) game(pull float64) (base, pulls []float64) {
	base, pulls = make([]float64, len(q.p)), make([]float64, len(q.p))
	for i, p := range q.p {
		pulls[i] = pull * q.m.Decided
		base[i] = math.Log(p) - math.Log1p(-p) - pulls[i]*q.gain[i]
	}
	return base, pulls
}

// Tip follows the equilibrium over the member's commitment under a pull.
func (q *Pull) Tip(ctx context.Context, pull float64) (*game.Tipping, error) {
	base, pulls := q.game(pull)
	return game.Tip(ctx, q.law, q.strength, base, pulls, q.Member, game.TipOptions{})
}

// Survives asks whether a fold rests on the shape of W.
func (q *Pull) Survives(ctx context.Context, pull float64) (*game.Survival, error) {
	base, pulls := q.game(pull)
	return game.Survives(ctx, q.law, q.own, q.strength, base, pulls, q.Member, game.TipOptions{})
}

// Prevails is the chance that the target prevails at a point of the curve.
func (q *Pull) Prevails(p game.TipPoint) float64 { return q.m.Decided * p.W }

// Folding is what a search over a range of pulls found.
type Folding struct {
	// Least is the least pull with a fold, as far as the search can tell; NaN
	// where none has one.
	Least float64
	// Proved is the greatest pull looked at up to which the responses are a
	// contraction, so that there can be no fold; NaN where not even the least is.
	Proved float64
	// Survival is that of the fold at Least, nil where there is none.
	Survival *game.Survival
}

// Search looks for the least pull from low to high at which the curve over the
// member's commitment has a fold: at steps of the range, then by halving.
func (q *Pull) Search(ctx context.Context, low, high float64) (*Folding, error) {
	const steps, halvings = 8, 6
	out := &Folding{Least: math.NaN(), Proved: math.NaN()}
	folds := func(pull float64) (bool, error) {
		t, err := q.Tip(ctx, pull)
		if err != nil {
			return false, err
		}
		if t.Proved && !(out.Proved >= pull) {
			out.Proved = pull
		}
		return len(t.Folds) > 0, nil
	}
	before := low
	for k := range steps + 1 {
		pull := low + (high-low)*float64(k)/steps
		has, err := folds(pull)
		if err != nil {
			return nil, err
		}
		if !has {
			if before = pull; low == high {
				break
			}
			continue
		}
		a, b := before, pull
		for range halvings {
			if k == 0 {
				break
			}
			mid := (a + b) / 2
			if has, err = folds(mid); err != nil {
				return nil, err
			}
			if has {
				b = mid
			} else {
				a = mid
			}
		}
		out.Least = b
		out.Survival, err = q.Survives(ctx, b)
		return out, err
	}
	return out, nil
}
