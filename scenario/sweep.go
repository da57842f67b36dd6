package scenario

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"casus"
	"casus/forecast"
	"casus/inquiry"
	"casus/internal/numbers"
	"casus/treaty"
)

// SweepAnswer is every directed pair of some states.
type SweepAnswer struct {
	On        casus.Date `json:"on"`
	Attackers int        `json:"attackers"`
	Targets   int        `json:"targets"`
	Pairs     int        `json:"pairs"`
	// Unknown is of how many pairs nothing can be told, for too little is known of
	// a side.
	Unknown int      `json:"cannot_tell"`
	Draws   int      `json:"draws"` // 0: figures are those of the central estimates alone, in median
	Shocks  []string `json:"shocks"`
	// Rows are all pairs in the order of the states; Most says of each shock which
	// pairs it changes most, by their places in Rows.
	Rows []SweepRow `json:"rows"`
	Most [][]int    `json:"most"`
}

// SweepRow is one directed pair.
type SweepRow struct {
	Attacker casus.State `json:"attacker"`
	Target   casus.State `json:"target"`
	// Classes are the chances that the target prevails, at the central estimates.
	Classes [3]float64 `json:"target_prevails_by_class"`
	Rate    float64    `json:"rate"`
	// Over is the chance in the reference class over the draws, nil without draws.
	Over   *casus.Interval `json:"target_prevails"`
	Shocks []SweepShock    `json:"shocks"`
}

// SweepShock is what a shock changes in a pair.
type SweepShock struct {
	Applies bool            `json:"applies"` // it concerns neither side itself
	Classes [3]float64      `json:"outcome_change_by_class"`
	Over    *casus.Interval `json:"outcome_change"`
}

// sweepMost is how many pairs are named for each shock.
const sweepMost = 10

// unknownPair stands for a pair of which nothing can be told.
const unknownPair = -1

// sweep lays out the pairs, one cell for each attacker.
func (p *Plan) sweep() error {
	s := p.s.Sweep
	if s == nil {
		return nil
	}
	if _, err := p.archive.Setting(s.On); err != nil {
		return &casus.InputError{Msg: "sweep: " + err.Error()}
	}
	shocks, err := p.sweepShocks()
	if err != nil {
		return err
	}
	if s.Draws > p.engine.Draws() {
		return &casus.InputError{Msg: fmt.Sprintf("sweep: %d draws, but the scenario has %d", s.Draws, p.engine.Draws()), Hint: "draws: of the scenario is the most that a sweep can have"}
	}
	first := len(p.Cells)
	for _, a := range s.Attackers {
		size := (len(s.Targets) + 1) * (s.Draws + 1) * (1 + len(shocks))
		p.add("sweep: "+string(a), size, func(ctx context.Context) ([]float64, error) { return p.sweepCell(ctx, a, shocks) })
	}
	p.later(func(out *Answer, values [][]float64) error {
		out.Sweep = p.sweepAnswer(values[first:first+len(s.Attackers)], shocks)
		return nil
	})
	return nil
}

// sweepShock is a shock read once for all pairs.
type sweepShock struct {
	name  string
	lib   *treaty.Library
	sh    inquiry.Suppositions
	light bool // it holds states at home or in the fight, and touches nothing else
}

// sweepShocks reads the scenario's shocks for a pair that none of them concerns.
func (p *Plan) sweepShocks() ([]sweepShock, error) {
	var out []sweepShock
	for _, x := range p.s.Shocks {
		lib, sh, err := p.archive.Suppose(x.Shocks, casus.Event{On: p.s.Sweep.On})
		if err != nil {
			return nil, err
		}
		light := len(sh.Law)+len(sh.Said)+len(sh.Retracted)+len(sh.Spend) == 0
		out = append(out, sweepShock{x.Name, lib, sh, light})
	}
	return out, nil
}

// concerns reports whether a shock is about a side of the event itself.
func (x *sweepShock) concerns(ev *casus.Event) bool {
	for _, list := range [][]casus.State{x.sh.Home, x.sh.Come} {
		for _, s := range list {
			if s == ev.Target || slices.Contains(ev.Attackers, s) {
				return true
			}
		}
	}
	return false
}

// sweepCell works out all targets of one attacker. A pair has its three chances
// and its rate at the central estimates and, with draws, the interval of the
// reference class; each shock has its three changes, NaN where it concerns a
// side, and the interval.
func (p *Plan) sweepCell(ctx context.Context, attacker casus.State, shocks []sweepShock) ([]float64, error) {
	var out []float64
	for _, target := range p.s.Sweep.Targets {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		row, err := p.sweepPair(attacker, target, shocks)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", attacker, target, err)
		}
		out = append(out, row...)
	}
	return out, nil
}

// rowSize is how many values a pair has.
func (p *Plan) rowSize(shocks int) int {
	if p.s.Sweep.Draws == 0 {
		return 4 + 3*shocks
	}
	return 7 + 6*shocks
}

func (p *Plan) sweepPair(attacker, target casus.State, shocks []sweepShock) ([]float64, error) {
	row := make([]float64, p.rowSize(len(shocks)))
	for k := range row {
		row[k] = math.NaN()
	}
	row[0] = unknownPair
	if attacker == target {
		return row, nil
	}
	on := p.s.Sweep.On
	ev := casus.Event{Attackers: []casus.State{attacker}, Target: target, On: on, Kind: casus.ArmedAttack, Object: casus.Territory, Theatre: p.archive.Home(target, on)}
	rows := p.archive.Treaties.Binding(ev)
	c, ok, err := p.sweepCase(p.archive.Treaties, ev, rows, sweepShock{}.sh)
	if !ok || err != nil {
		return row, err
	}
	before, err := p.sweepAt(c)
	if err != nil {
		return nil, err
	}
	put := row[:0]
	for _, class := range forecast.Classes {
		put = append(put, before[0].Ends[class].Target)
	}
	put = append(put, before[0].Rate)
	if n := len(before); n > 1 {
		put = addInterval(put, over(n, func(k int) float64 { return before[k].Ends[inquiry.Reference].Target }))
	}
	width := (len(row) - len(put)) / max(len(shocks), 1)
	for _, x := range shocks {
		put = put[:len(put)+width]
		if x.concerns(&ev) {
			continue
		}
		after, err := p.sweepAfter(c, ev, rows, &x)
		if err != nil {
			return nil, err
		}
		to := put[len(put)-width : len(put)-width]
		for _, class := range forecast.Classes {
			to = append(to, after[0].Ends[class].Target-before[0].Ends[class].Target)
		}
		if n := len(after); n > 1 {
			addInterval(to, over(n, func(k int) float64 {
				return after[k].Ends[inquiry.Reference].Target - before[k].Ends[inquiry.Reference].Target
			}))
		}
	}
	return row, nil
}

func addInterval(to []float64, i casus.Interval) []float64 {
	return append(to, i.Median, i.Low, i.High)
}

// sweepCase makes a case; ok is false where nothing can be told.
func (p *Plan) sweepCase(lib *treaty.Library, ev casus.Event, rows []casus.Obligation, sh inquiry.Suppositions) (c *forecast.Case, ok bool, err error) {
	var none *inquiry.InestimableError
	if c, err = p.archive.CaseIn(lib, ev, rows, sh); errors.As(err, &none) {
		return nil, false, nil
	}
	if err == nil {
		err = p.engine.Prepare(c)
	}
	if errors.Is(err, forecast.ErrUnknown) {
		return nil, false, nil
	}
	return c, err == nil, err
}

// sweepAfter answers under a shock. One that only holds states at home or in the
// fight leaves law, record and words of the case as they are.
func (p *Plan) sweepAfter(c *forecast.Case, ev casus.Event, rows []casus.Obligation, x *sweepShock) ([]*forecast.Answer, error) {
	if x.light {
		e := *c.Event
		d := &forecast.Case{Event: &e, Rows: c.Rows, Record: c.Record, Voices: c.Voices, Spend: c.Spend}
		x.sh.Apply(p.archive, e.Setting, ev.On, d)
		if err := p.engine.Prepare(d); err != nil {
			return nil, err
		}
		return p.sweepAt(d)
	}
	if len(x.sh.Law) > 0 {
		rows = x.lib.Binding(ev)
	}
	d, ok, err := p.sweepCase(x.lib, ev, rows, x.sh)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errors.New("stress: a shock makes a case unknown")
	}
	return p.sweepAt(d)
}

// sweepAt answers at the central estimates and at the draws of the sweep.
func (p *Plan) sweepAt(c *forecast.Case) ([]*forecast.Answer, error) {
	out := make([]*forecast.Answer, p.s.Sweep.Draws+1)
	for k := range out {
		var err error
		if out[k], err = p.engine.At(c, p.assumptionsAt(k), p.drawAt(k)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sweepAnswer reads the cells.
func (p *Plan) sweepAnswer(values [][]float64, shocks []sweepShock) *SweepAnswer {
	s := p.s.Sweep
	out := &SweepAnswer{On: s.On, Attackers: len(s.Attackers), Targets: len(s.Targets), Draws: s.Draws, Shocks: []string{}, Rows: []SweepRow{}}
	for _, x := range shocks {
		out.Shocks = append(out.Shocks, x.name)
	}
	size, interval := p.rowSize(len(shocks)), func(v []float64) *casus.Interval {
		if s.Draws == 0 {
			return nil
		}
		return &casus.Interval{Median: v[0], Low: v[1], High: v[2]}
	}
	for i, a := range s.Attackers {
		for j, t := range s.Targets {
			v := values[i][j*size:][:size]
			if a == t {
				continue
			}
			if out.Pairs++; v[0] == unknownPair {
				out.Unknown++
				continue
			}
			r := SweepRow{Attacker: a, Target: t, Classes: [3]float64(v[:3]), Rate: v[3], Shocks: []SweepShock{}}
			v = v[4:]
			if r.Over = interval(v); r.Over != nil {
				v = v[3:]
			}
			for range shocks {
				x := SweepShock{Applies: !math.IsNaN(v[0])}
				if x.Applies {
					x.Classes, x.Over = [3]float64(v[:3]), interval(v[3:])
				}
				if v = v[3:]; s.Draws > 0 {
					v = v[3:]
				}
				r.Shocks = append(r.Shocks, x)
			}
			out.Rows = append(out.Rows, r)
		}
	}
	out.Most = out.most()
	return out
}

// most picks the pairs that each shock changes most in the reference class.
func (a *SweepAnswer) most() [][]int {
	out := make([][]int, len(a.Shocks))
	for k := range out {
		order := []int{}
		for i, r := range a.Rows {
			if r.Shocks[k].Applies && r.Shocks[k].Classes[inquiry.Reference] != 0 {
				order = append(order, i)
			}
		}
		slices.SortStableFunc(order, func(i, j int) int {
			return cmp.Compare(math.Abs(a.Rows[j].Shocks[k].Classes[inquiry.Reference]), math.Abs(a.Rows[i].Shocks[k].Classes[inquiry.Reference]))
		})
		out[k] = order[:min(sweepMost, len(order))]
	}
	return out
}

// sweepWords answers a sweep in one sentence.
func (s *Answer) sweepWords() string {
	w := s.Sweep
	out := fmt.Sprintf("%s directed pairs of states on %s", numbers.Thousands(float64(len(w.Rows))), w.On.Words())
	if w.Unknown > 0 {
		out += fmt.Sprintf(", of %s more nothing can be told", numbers.Thousands(float64(w.Unknown)))
	}
	for k, name := range w.Shocks {
		if len(w.Most[k]) > 0 {
			r := w.Rows[w.Most[k][0]]
			out += fmt.Sprintf("; %s changes most where %s attacks %s: %+.1f points", name, r.Attacker, r.Target, 100*r.Shocks[k].Classes[inquiry.Reference])
		}
	}
	return out + "."
}
