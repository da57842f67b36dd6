package game

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Answer is all that [Search] finds in one game.
type Answer struct {
	Schema  string   `json:"schema"`
	Lambda  float64  `json:"lambda"`
	Players []string `json:"players"` // in the order of the file
	// Alone is the chance of success when nobody joins, All when all do.
	Alone float64 `json:"w_alone"`
	All   float64 `json:"w_all"`
	// Equilibria holds the principal one first, then the others.
	Equilibria []Equilibrium `json:"equilibria"`
	// Folds are where the principal branch turns back, up to 4 lambda.
	Folds []BranchEvent `json:"folds"`
	// Breaks are where, on the principal branch, identical players could begin
	// to part: other branches may start there, but it goes on with them equal.
	Breaks []BranchEvent `json:"symmetry_breaks"`
	Unique Uniqueness    `json:"unique"`
	// Searched says how other equilibria were looked for.
	Searched string  `json:"searched"`
	Grid     Grid    `json:"grid"`
	Worth    []Worth `json:"worth"` // at the first equilibrium
	Pairs    []Pair  `json:"pairs"` // likewise
}

// Equilibrium is one equilibrium by the names of the players.
type Equilibrium struct {
	// Branch is "principal" for the point reached first from lambda 0,
	// "principal after a fold" for later ones on the same branch, and "other".
	Branch   string             `json:"branch"`
	Residual float64            `json:"residual"` // the largest |p − response to p|
	P        map[string]float64 `json:"p"`
	W        float64            `json:"w"`
	Gain     map[string]float64 `json:"gain"` // what joining adds to the chance of success
	// Copies counts the equilibria that differ only in which of several
	// identical players does what; this is one of them.
	Copies float64 `json:"copies"`
}

// BranchEvent is a point on the principal branch.
type BranchEvent struct {
	Lambda float64            `json:"lambda"`
	P      map[string]float64 `json:"p"`
	// Players are those who could part, for a break of symmetry.
	Players []string `json:"players,omitempty"`
}

// Uniqueness says whether there can be another equilibrium.
type Uniqueness struct {
	// Proved: the response is a contraction, so there is no other equilibrium.
	Proved bool `json:"proved"`
	// Contraction bounds how much of a change in log-odds the response passes on.
	Contraction float64 `json:"contraction"`
}

// Grid says how the sums of capabilities were kept.
type Grid struct {
	Kind  string  `json:"kind"`
	Cells int     `json:"cells"`
	Step  float64 `json:"step"`
	Error float64 `json:"error"` // bounds the error in w, gains and worth
}

// Worth is a player's worth by name; see [MemberWorth].
type Worth struct {
	Player  string  `json:"player"`
	Shapley float64 `json:"shapley"`
	Banzhaf float64 `json:"banzhaf"`
	Loss    float64 `json:"loss"`
}

// Pair is a pair of players whose joint absence costs Excess more than the sum
// of their single absences.
type Pair struct {
	Players [2]string `json:"players"`
	Excess  float64   `json:"excess"`
}

// Search solves g, looks for other equilibria and folds, and says what each
// player is worth. The same game gives the same bytes.
func Search(ctx context.Context, g *Game) (*Answer, error) {
	s, err := g.system(true)
	if err != nil {
		return nil, err
	}
	a := &Answer{Schema: "casus.equilibrium/1", Lambda: g.Lambda, Folds: []BranchEvent{}, Breaks: []BranchEvent{}, Pairs: []Pair{}}
	for _, p := range g.Players {
		a.Players = append(a.Players, p.Name)
	}
	shape := g.Shape()
	a.Alone, a.All = shape.At(0), shape.At(sum(s.capability))
	a.Grid = Grid{s.law.Kind(), s.law.Cells(), s.law.Step(), s.law.Error()}

	branch, u, err := s.principal(ctx, false)
	if err != nil {
		return nil, err
	}
	found := &finder{g: g, s: s, answer: a}
	found.add("principal", s, u)
	for _, c := range branch.crossings[1:] {
		v := slices.Clone(c)
		if _, _, ok := s.newton(s.rough(), v, 1); ok && gap(v, c) <= 0.01 {
			found.add("principal after a fold", s, v)
		}
	}
	coarse := s.rough()
	folds := branch.folds
	if coarse != s {
		folds = s.refold(branch)
	}
	for _, f := range folds {
		a.Folds = append(a.Folds, BranchEvent{Lambda: f.tau * g.Lambda, P: a.byName(s.spreadOut(f.u))})
	}
	found.breaks(branch)
	a.Unique.Contraction = s.contraction(math.Inf(1))
	a.Unique.Proved = a.Unique.Contraction < 1
	if err := found.others(ctx); err != nil {
		return nil, err
	}
	if coarse != s && !a.Unique.Proved {
		a.Searched += fmt.Sprintf(" The branch was followed on %d cells, and its equilibria and folds solved again on all %d", len(coarse.law.w), len(s.law.w))
		if n := len(branch.folds) - len(folds); n > 0 {
			a.Searched += fmt.Sprintf("; %d folds of the coarser one are not there", n)
		}
		a.Searched += "."
	}
	if branch.lost {
		a.Searched += " The principal branch could be followed only to lambda " + fmt.Sprintf("%.4g.", branch.points[len(branch.points)-1].tau*g.Lambda)
	}
	return a, found.worth()
}

// finder collects the equilibria of one game.
type finder struct {
	g      *Game
	s      *system // by classes
	answer *Answer
	known  [][]float64 // by player, identical ones in falling order
}

// add takes the solution u of s unless it is known.
func (f *finder) add(name string, s *system, u []float64) bool {
	sol, err := s.solution(u)
	if err != nil || sol.Residual > 1e-9 {
		return false
	}
	p, copies := f.canonical(sol.P)
	for _, q := range f.known {
		same := true
		for i := range p {
			same = same && math.Abs(p[i]-q[i]) < 1e-6
		}
		if same {
			return false
		}
	}
	f.known = append(f.known, p)
	a := f.answer
	full := make([]float64, len(p)) // the gains that go with p's order
	f.s.law.Gains(p, full)
	a.Equilibria = append(a.Equilibria, Equilibrium{Branch: name, Residual: sol.Residual, P: a.byName(p), W: sol.W, Gain: a.byName(full), Copies: copies})
	return true
}

// canonical gives the players of a class their probabilities in falling order,
// and counts the orders that there are.
func (f *finder) canonical(p []float64) (out []float64, copies float64) {
	out, copies = slices.Clone(p), 1
	for c := range f.s.k {
		var in []int
		var values []float64
		for i, k := range f.s.class {
			if k == c {
				in, values = append(in, i), append(values, p[i])
			}
		}
		slices.SortFunc(values, func(a, b float64) int { return cmp.Compare(b, a) })
		run := 0
		for k, i := range in {
			if run++; k > 0 && values[k-1]-values[k] > 1e-6 {
				run = 1
			} else if k > 0 {
				values[k] = values[k-1] // they differ by rounding only
			}
			out[i] = values[k]
			copies = math.Min(copies*float64(k+1)/float64(run), 1e300)
		}
	}
	return out, math.Round(copies)
}

// breaks looks along the branch for points at which identical players could
// part: where the response of one class to an unequal change of its members is
// as large as the change.
func (f *finder) breaks(b *path) {
	s := f.s.rough()
	var before []float64
	for i, pt := range b.points {
		s.bends(pt.u)
		here := make([]float64, s.k)
		for c, n := range s.size {
			here[c] = 1
			if p := logistic(pt.u[c]); n > 1 {
				here[c] = 1 + pt.tau*s.gain[c]*p*(1-p)*s.h[c][c]
			}
		}
		for c := range here {
			if before == nil || before[c] > 0 == (here[c] > 0) {
				continue
			}
			e := f.locate(s, c, b.points[i-1], pt, before[c])
			for k, j := range s.class {
				if j == c {
					e.Players = append(e.Players, f.answer.Players[k])
				}
			}
			f.answer.Breaks = append(f.answer.Breaks, e)
		}
		before = here
	}
}

// locate halves the stretch between two points of the branch until the break
// of class c is found.
func (f *finder) locate(s *system, c int, a, b branchPoint, sign float64) BranchEvent {
	mid := a
	for range 40 {
		tau := (a.tau + b.tau) / 2
		u := make([]float64, s.k)
		for i := range u {
			u[i] = (a.u[i] + b.u[i]) / 2
		}
		at := slices.Clone(u)
		if _, _, ok := s.newton(s, u, tau); !ok || gap(u, at) > 0.1 {
			break
		}
		s.bends(u)
		p := logistic(u[c])
		mid = branchPoint{u, tau}
		if v := 1 + tau*s.gain[c]*p*(1-p)*s.h[c][c]; v > 0 == (sign > 0) {
			a = mid
		} else {
			b = mid
		}
		if math.Abs(b.tau-a.tau) < 1e-9 {
			break
		}
	}
	return BranchEvent{Lambda: mid.tau * f.g.Lambda, P: f.answer.byName(s.spreadOut(mid.u))}
}

// contraction bounds the sum of |∂response/∂log-odds| over a row, for whatever
// probabilities. Below 1 there is one equilibrium only. It stops at the first
// row that reaches enough.
func (s *system) contraction(enough float64) float64 {
	l := s.law
	worst := 0.0
	step := make([]float64, len(l.w))
	for c, i := range s.first {
		if s.gain[c] == 0 {
			continue
		}
		j := l.place[i]
		size := len(l.w) - l.span(j)
		for x := range size {
			step[x] = l.up(l.w, x, j) - l.w[x]
		}
		row := 0.0
		for k := range l.n {
			if k == j {
				continue
			}
			bend := 0.0
			for x := range size - l.span(k) {
				bend = math.Max(bend, math.Abs(l.up(step, x, k)-step[x]))
			}
			row += bend
		}
		if worst = math.Max(worst, math.Abs(s.gain[c])/4*row); worst >= enough {
			break
		}
	}
	return worst
}

// up is v where the player at place j has joined at cell x.
func (l *Law) up(v []float64, x, j int) float64 {
	x += l.cells[j]
	if f := l.frac[j]; f > 0 {
		return v[x] + f*(v[x+1]-v[x])
	}
	return v[x]
}

// others looks for equilibria off the branch: Newton's method from many starts,
// identical players free to part.
func (f *finder) others(ctx context.Context) error {
	a := f.answer
	if a.Unique.Proved {
		a.Searched = "No search was needed."
		return nil
	}
	full, err := f.g.system(false)
	if err != nil {
		return err
	}
	rough := full.rough()
	budget := 300
	switch n := len(f.g.Players); {
	case n > 100:
		budget = 24
	case n > 40:
		budget = 60
	case n > 16:
		budget = 150
	}
	starts := full.starts(budget)
	for _, u := range starts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, _, ok := rough.newton(rough, u, 1); !ok {
			continue
		}
		if rough != full {
			if _, _, ok := full.newton(rough, u, 1); !ok {
				continue
			}
		}
		f.add("other", full, u)
	}
	main := slices.IndexFunc(a.Equilibria, func(e Equilibrium) bool { return e.Branch == "other" })
	if main >= 0 {
		slices.SortStableFunc(a.Equilibria[main:], func(x, y Equilibrium) int { return cmp.Compare(y.W, x.W) })
	}
	a.Searched = fmt.Sprintf("The principal branch up to lambda %.4g; then Newton's method at lambda %.4g from %d starts, identical players free to part: "+
		"all join, all stay, best responses to both, the strongest few and the weakest few join, one joins, one stays, and seeded random points. "+
		"A search of this kind can miss an equilibrium.", beyond*f.g.Lambda, f.g.Lambda, len(starts))
	return nil
}

// starts gives points in log-odds from which to look for equilibria.
func (s *system) starts(n int) [][]float64 {
	var out [][]float64
	pattern := func(joins func(c int) bool) []float64 {
		u := make([]float64, s.k)
		for c := range u {
			if u[c] = -3; joins(c) {
				u[c] = 3
			}
		}
		return u
	}
	all := pattern(func(int) bool { return true })
	none := pattern(func(int) bool { return false })
	out = append(out, s.respond(all), s.respond(none), all, none)
	// Classes stand in the order of the passes: by capability.
	for m := 1; m < s.k && len(out) < n*3/4; m++ {
		out = append(out,
			s.respond(pattern(func(c int) bool { return c >= s.k-m })),
			s.respond(pattern(func(c int) bool { return c < m })),
			s.respond(pattern(func(c int) bool { return c == m-1 })),
			s.respond(pattern(func(c int) bool { return c != m-1 })))
	}
	r := rand.New(rand.NewPCG(1, uint64(s.k)))
	for len(out) < n {
		u := make([]float64, s.k)
		scale := 1 + 5*r.Float64()
		shift := 2 * r.NormFloat64()
		for c := range u {
			u[c] = shift + scale*r.NormFloat64()
		}
		out = append(out, u)
	}
	return out[:n]
}

// respond goes a few damped steps of mutual response from u.
func (s *system) respond(u []float64) []float64 {
	out := make([]float64, s.k)
	for range 12 {
		s.at(u, 1, out)
		for c := range u {
			u[c] -= 0.5 * out[c]
		}
	}
	return u
}

// worth fills in what each player is worth at the first equilibrium.
func (f *finder) worth() error {
	a, l := f.answer, f.s.law
	p := make([]float64, l.n)
	for i, name := range a.Players {
		p[i] = a.Equilibria[0].P[name]
	}
	list, err := l.Worth(p)
	if err != nil {
		return err
	}
	for i, w := range list {
		a.Worth = append(a.Worth, Worth{a.Players[i], w.Shapley, w.Banzhaf, w.Loss})
	}
	pairs, err := l.PairLosses(p, 5)
	for _, x := range pairs {
		a.Pairs = append(a.Pairs, Pair{[2]string{a.Players[x.A], a.Players[x.B]}, x.Excess})
	}
	return err
}

// byName keys values in the order of the players by their names.
func (a *Answer) byName(v []float64) map[string]float64 {
	m := make(map[string]float64, len(v))
	for i, name := range a.Players {
		m[name] = v[i]
	}
	return m
}
