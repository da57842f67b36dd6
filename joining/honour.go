package joining

import (
	"context"
	"fmt"
	"math"

	"casus/estimate"
)

// Models of whether an invoked alliance is honoured, by name.
const (
	EraType   = "era and type of pact"
	EraAll    = "era, type of pact and number of parties, penalised"
	FivePlain = "Leeds and Anac's five"
	FiveMore  = "Leeds and Anac's five, era and three more, penalised"
)

// deals is how often cases are dealt into ten folds; scores are means over them.
const deals = 20

// honour is one file of experts' codings: rows, whether each was honoured, and
// its war.
type honour struct {
	of    string
	x     estimate.Matrix
	names []string
	y     []float64
	wars  []int
	later []bool // since 1945
	kinds map[string][]bool
}

// honourModel is a logit on some columns; penalised, by folds of wars inside the
// training rows, where tuned.
type honourModel struct {
	name    string
	columns []string
	tuned   bool
}

// alliances lays out the codings of Berkemeier and Fuhrmann (2018).
func alliances(cases []Invocation) (*honour, []honourModel) {
	h := &honour{of: "alliances", names: append(columnsOf(invoked), "neutrality", "peace"), kinds: map[string][]bool{}}
	for k := range cases {
		c := &cases[k]
		h.add(c.War, c.Since1945, c.Honoured, append(c.row(), is(c.Neutrality), is(c.Peace))...)
		h.kinds["defence pacts"] = append(h.kinds["defence pacts"], c.Defence)
	}
	return h, []honourModel{
		{name: BaseRate},
		{EraType, []string{"since 1945", "defence", "offence", "neutrality", "peace"}, false},
		{EraAll, h.names, true},
		{Reduced, columnsOf(invoked), true},
	}
}

// members lays out the codings of Leeds and Anac (2005).
func members(cases []Member) (*honour, []honourModel) {
	h := &honour{of: "members", names: []string{"military", "formality", "weaker", "decides", "target", "wartime", "active", "bilateral", "since 1945"}, kinds: map[string][]bool{}}
	for k := range cases {
		c := &cases[k]
		h.add(c.War, c.Since1945, c.Honoured, c.Military, c.Formality, is(c.Weaker), is(c.Decides), is(c.Target), is(c.Wartime), is(c.Active), is(c.Bilateral), is(c.Since1945))
		h.kinds["promises of active help"] = append(h.kinds["promises of active help"], c.Active)
	}
	return h, []honourModel{
		{name: BaseRate},
		{FivePlain, h.names[:5], false},
		{FiveMore, h.names, true},
	}
}

func (h *honour) add(war int, later, honoured bool, row ...float64) {
	h.x.N, h.x.K, h.x.V = h.x.N+1, len(row), append(h.x.V, row...)
	h.y, h.wars, h.later = append(h.y, is(honoured)), append(h.wars, war), append(h.later, later)
}

// honourSplit is a way of splitting, dealt once or several times.
type honourSplit struct {
	name  string
	deals [][]estimate.Split
}

func (h *honour) splits(seed uint64) ([]honourSplit, error) {
	left, err := estimate.LeaveOneGroupOut(h.wars)
	if err != nil {
		return nil, err
	}
	rows := make([]int, len(h.y))
	var time estimate.Split
	for r := range rows {
		rows[r] = r
		if h.later[r] {
			time.Test = append(time.Test, r)
		} else {
			time.Train = append(time.Train, r)
		}
	}
	out := []honourSplit{
		{"each war left out", [][]estimate.Split{left}},
		{"ten folds by war", nil},
		{"ten folds by row, as published", nil},
		{"fitted before 1945, scored on the rest", [][]estimate.Split{{time}}},
	}
	for k, groups := range [][]int{h.wars, rows} {
		for d := range uint64(deals) {
			s, err := estimate.GroupFolds(groups, 10, seed+d)
			if err != nil {
				return nil, err
			}
			out[1+k].deals = append(out[1+k].deals, s)
		}
	}
	return out, nil
}

// fit fits a model to some rows and forecasts others; the training share for the
// base rate.
func (h *honour) fit(m honourModel, s estimate.Split, o FitOptions) ([]float64, error) {
	y := estimate.Take(h.y, s.Train)
	out := make([]float64, len(s.Test))
	if m.columns == nil {
		for _, v := range y {
			for k := range out {
				out[k] += v / float64(len(y))
			}
		}
		return out, nil
	}
	x := estimate.Zeros(h.x.N, len(m.columns))
	for j, name := range m.columns {
		for c, n := range h.names {
			if n == name {
				for r := range x.N {
					x.Row(r)[j] = h.x.At(r, c)
				}
			}
		}
	}
	// Small enough to change no forecast, so that a column that does not vary
	// in the training rows can be fitted: era, in time order.
	fit, err := estimate.FitLogit(x.Take(s.Train), y, estimate.Options{Penalty: 1e-3, Workers: 1})
	if m.tuned {
		fit, _, err = estimate.TunedLogit(x.Take(s.Train), y, estimate.Take(h.wars, s.Train), folds, penalties, o.Seed, estimate.Options{Workers: 1})
	}
	if err != nil {
		return nil, err
	}
	return fit.Predict(x.Take(s.Test))
}

// score gives the scores of a model in one way of splitting: of all rows, before
// and since 1945, and of the kinds of the file.
func (h *honour) score(m honourModel, s honourSplit, o BacktestOptions) ([]Score, error) {
	var rows []int
	var p, base []float64
	for _, deal := range s.deals {
		for _, part := range deal {
			f, err := h.fit(m, part, o.Fit)
			if err != nil {
				return nil, err
			}
			b, err := h.fit(honourModel{}, part, o.Fit)
			if err != nil {
				return nil, err
			}
			rows, p, base = append(rows, part.Test...), append(p, f...), append(base, b...)
		}
	}
	kinds := []struct {
		name string
		of   func(r int) bool
	}{
		{"all", func(int) bool { return true }},
		{"wars before 1945", func(r int) bool { return !h.later[r] }},
		{"wars since 1945", func(r int) bool { return h.later[r] }},
	}
	for name, in := range h.kinds { // one a file
		kinds = append(kinds, struct {
			name string
			of   func(r int) bool
		}{name, func(r int) bool { return in[r] }})
	}
	var out []Score
	for _, kind := range kinds {
		var at []int
		for k, r := range rows {
			if kind.of(r) {
				at = append(at, k)
			}
		}
		if len(at) == 0 || kind.name != "all" && len(at) == len(rows) {
			continue
		}
		of := estimate.Take(rows, at)
		y, groups := estimate.Take(h.y, of), estimate.Take(h.wars, of)
		report, err := estimate.ScoreBinary(estimate.Take(p, at), estimate.Take(base, at), y, groups, estimate.ScoreOptions{Reps: o.Reps, Seed: o.Fit.Seed, Bins: 5, Workers: o.Fit.Workers})
		if err != nil {
			return nil, err
		}
		perDeal(report, len(s.deals))
		out = append(out, Score{Class: Invoked, Split: s.name, Model: m.name, Side: JoinedTarget, Of: h.of + ", " + kind.name, Report: report, Within: math.NaN(), Folds: math.NaN()})
	}
	return out, nil
}

// perDeal turns counts over several deals of the same rows into those of one.
func perDeal(r *estimate.Report, n int) {
	r.Rows /= n
	for k := range r.Events {
		r.Events[k] /= n
	}
	for k := range r.Calibration {
		r.Calibration[k].Rows /= n
		r.Calibration[k].Events /= float64(n)
	}
}

// backtestInvoked scores whether invoked alliances are honoured, on two files of
// experts' codings: one row an alliance, and one a member.
func backtestInvoked(ctx context.Context, cases *Cases, o BacktestOptions) ([]Score, error) {
	var out []Score
	ha, ma := alliances(cases.Invoked)
	hm, mm := members(cases.Members)
	for _, f := range []struct {
		h      *honour
		models []honourModel
	}{{ha, ma}, {hm, mm}} {
		splits, err := f.h.splits(o.Fit.Seed)
		if err != nil {
			return nil, err
		}
		for _, s := range splits {
			for _, m := range f.models {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				if o.Progress != nil {
					o.Progress(Invoked, s.name, m.name)
				}
				scores, err := f.h.score(m, s, o)
				if err != nil {
					return nil, fmt.Errorf("response: %s, %s, %s: %w", Invoked, s.name, m.name, err)
				}
				out = append(out, scores...)
			}
		}
	}
	return out, nil
}
