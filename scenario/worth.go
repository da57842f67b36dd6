package scenario

import (
	"cmp"
	"context"
	"math"
	"slices"

	"casus"
	"casus/forecast"
	"casus/inquiry"
	"casus/internal/numbers"
	"casus/scenario/coalition"
)

// WorthTable is what each state is worth to the target's side.
type WorthTable struct {
	Rows   []WorthRow     `json:"rows"` // the greatest Shapley value in the reference class first
	Totals []WorthTotal   `json:"totals"`
	Pairs  []WorthOfPair  `json:"pairs"` // in the reference class, the greatest excess first
	Draws  int            `json:"draws"`
	Means  string         `json:"means"`
	Deter  string         `json:"deterrence"` // worth for deterring, or why there is none
	Left   casus.Interval `json:"others"`     // Shapley values of all states that are not listed, in the reference class
}

// WorthRow is one state.
type WorthRow struct {
	State         casus.State    `json:"state"`
	Name          string         `json:"name"`
	SpendingShare *float64       `json:"spending_share"` // of all who could come, in per cent
	Classes       []WorthInClass `json:"classes"`
}

// WorthInClass is a state's worth in one class, in the chance that the target
// prevails.
type WorthInClass struct {
	Class   string         `json:"class"`
	Shapley casus.Interval `json:"shapley"`
	Banzhaf casus.Interval `json:"banzhaf"`
	Loss    casus.Interval `json:"loss"` // if it alone stays at home
}

// WorthTotal is what the Shapley values of a class sum to.
type WorthTotal struct {
	Class  string         `json:"class"`
	All    casus.Interval `json:"all"`    // the chance that the target prevails
	Nobody casus.Interval `json:"nobody"` // if nobody comes to it
}

// WorthOfPair is two states whose absence together costs more than the sum of
// their single absences.
type WorthOfPair struct {
	States [2]casus.State `json:"states"`
	Excess casus.Interval `json:"excess"`
}

const (
	mostWorthDraws = 100 // over which worth is worked out
	worthRows      = 15  // how many states are listed
	pairsAmong     = 8   // how many of them are looked at in pairs
	pairsShown     = 6
)

// worth lays out what states are worth in an event.
func (p *Plan) worth(event int, c *forecast.Case) {
	e := &p.s.Events[event]
	outside := c.Event.Outside()
	n := min(mostWorthDraws, p.engine.Draws())
	var cells [3]int
	for _, class := range forecast.Classes {
		cells[class] = p.add(e.Name+": worth, "+class.String(), 30*(n+1), func(ctx context.Context) ([]float64, error) {
			c, err := p.archive.CaseOf(e.Question)
			if err != nil {
				return nil, err
			}
			return p.worthCell(ctx, c, outside, class, n)
		})
	}
	among := p.pairsOf(c)
	pairs := p.add(e.Name+": worth in pairs", 30*(n+1), func(ctx context.Context) ([]float64, error) {
		c, err := p.archive.CaseOf(e.Question)
		if err != nil {
			return nil, err
		}
		return p.pairsCell(ctx, c, among, n)
	})
	p.later(func(out *Answer, values [][]float64) error {
		t := p.worthTable(c, outside, [3][]float64{values[cells[0]], values[cells[1]], values[cells[2]]}, n)
		t.pair(c, among, values[pairs], n)
		out.Events[event].Worth = t
		return nil
	})
}

// coalitions calls each with the coalition of every draw.
func (p *Plan) coalitions(ctx context.Context, c *forecast.Case, class forecast.Class, n int, each func(m *coalition.Coalition) error) error {
	if err := p.engine.Prepare(c); err != nil {
		return err
	}
	for k := range n + 1 {
		if err := ctx.Err(); err != nil {
			return err
		}
		m, err := coalition.New(p.engine, c, p.assumptionsAt(k), class, p.drawAt(k))
		if err != nil {
			return err
		}
		if err := each(m); err != nil {
			return err
		}
	}
	return nil
}

// worthCell gives by draw the chance with all and with nobody, and the three
// values of each state outside.
func (p *Plan) worthCell(ctx context.Context, c *forecast.Case, outside []int, class forecast.Class, n int) ([]float64, error) {
	at := map[int]int{}
	for k, i := range outside {
		at[i] = k
	}
	var out []float64
	err := p.coalitions(ctx, c, class, n, func(m *coalition.Coalition) error {
		w, err := m.Worth()
		if err != nil {
			return err
		}
		all, err := m.Prevails()
		if err != nil {
			return err
		}
		nobody, err := m.Nobody()
		if err != nil {
			return err
		}
		row := make([]float64, 2+3*len(outside))
		row[0], row[1] = all, nobody
		for k, i := range m.States {
			copy(row[2+3*at[i]:], []float64{w.Shapley[k], w.Banzhaf[k], w.Loss[k]})
		}
		out = append(out, row...)
		return nil
	})
	return out, err
}

// worthTable puts the cells of the classes together.
func (p *Plan) worthTable(c *forecast.Case, outside []int, values [3][]float64, n int) *WorthTable {
	stride := 2 + 3*len(outside)
	get := func(class forecast.Class, j int) casus.Interval {
		return over(n+1, func(k int) float64 { return values[class][k*stride+j] })
	}
	t := &WorthTable{Rows: []WorthRow{}, Pairs: []WorthOfPair{}, Draws: n,
		Means: "v(S) is the chance that the target prevails if those of S come, each with its own chance, and nobody else comes to the target",
		Deter: "cannot tell: whether help makes an attack less likely has no stable sign out of sample"}
	if p.engine.Model.Deterrence.Stable {
		t.Deter = "not worked out"
	}
	spending, total := map[int]float64{}, 0.0
	for _, i := range outside {
		if v := c.Event.Setting.States[i].Spending; !math.IsNaN(v) {
			spending[i], total = v, total+v
		}
	}
	for _, class := range forecast.Classes {
		t.Totals = append(t.Totals, WorthTotal{class.String(), get(class, 0), get(class, 1)})
	}
	listed := map[int]bool{}
	for j, i := range outside {
		x := &c.Event.Setting.States[i]
		r := WorthRow{State: x.ID, Name: p.archive.States.Name(x.ID, c.Event.On)}
		if v, ok := spending[i]; ok && total > 0 {
			r.SpendingShare = numbers.Ptr(numbers.Round(100*v/total, 1))
		}
		most := 0.0
		for _, class := range forecast.Classes {
			w := WorthInClass{class.String(), get(class, 2+3*j), get(class, 3+3*j), get(class, 4+3*j)}
			most = max(most, w.Shapley.Median)
			r.Classes = append(r.Classes, w)
		}
		if most >= 1e-5 {
			t.Rows = append(t.Rows, r)
		}
	}
	slices.SortStableFunc(t.Rows, func(a, b WorthRow) int {
		return cmp.Compare(b.Classes[inquiry.Reference].Shapley.Median, a.Classes[inquiry.Reference].Shapley.Median)
	})
	t.Rows = t.Rows[:min(worthRows, len(t.Rows))]
	for _, r := range t.Rows {
		listed[c.Event.Setting.Index(r.State, c.Event.On)] = true
	}
	t.Left = over(n+1, func(k int) float64 {
		sum := 0.0
		for j, i := range outside {
			if !listed[i] {
				sum += values[inquiry.Reference][k*stride+2+3*j]
			}
		}
		return sum
	})
	return t
}

// pairsOf picks the states that are looked at in pairs: those from whom most is
// expected at the central estimates.
func (p *Plan) pairsOf(c *forecast.Case) []int {
	m, err := coalition.New(p.engine, c, p.s.Central, inquiry.Reference, 0)
	if err != nil {
		return nil
	}
	order := make([]int, len(m.States))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(m.Target[b]*m.Strength[b], m.Target[a]*m.Strength[a])
	})
	var out []int
	for _, k := range order[:min(pairsAmong, len(order))] {
		out = append(out, m.States[k])
	}
	slices.Sort(out)
	return out
}

// pairsCell gives by draw the excess of each pair of the states among.
func (p *Plan) pairsCell(ctx context.Context, c *forecast.Case, among []int, n int) ([]float64, error) {
	var out []float64
	err := p.coalitions(ctx, c, inquiry.Reference, n, func(m *coalition.Coalition) error {
		var places []int
		for _, i := range among {
			if k := slices.Index(m.States, i); k >= 0 {
				places = append(places, k)
			}
		}
		list, err := m.Pairs(places)
		if err != nil {
			return err
		}
		row := make([]float64, len(among)*len(among))
		for _, x := range list {
			row[slices.Index(among, m.States[x.A])*len(among)+slices.Index(among, m.States[x.B])] = x.Excess
		}
		out = append(out, row...)
		return nil
	})
	return out, err
}

// pair lists the pairs whose absences cost more together.
func (t *WorthTable) pair(c *forecast.Case, among []int, values []float64, n int) {
	for a := range among {
		for b := a + 1; b < len(among); b++ {
			v := over(n+1, func(k int) float64 { return values[k*len(among)*len(among)+a*len(among)+b] })
			if v.Median > 1e-5 {
				t.Pairs = append(t.Pairs, WorthOfPair{[2]casus.State{c.Event.Setting.States[among[a]].ID, c.Event.Setting.States[among[b]].ID}, v})
			}
		}
	}
	slices.SortStableFunc(t.Pairs, func(a, b WorthOfPair) int { return cmp.Compare(b.Excess.Median, a.Excess.Median) })
	t.Pairs = t.Pairs[:min(pairsShown, len(t.Pairs))]
}
