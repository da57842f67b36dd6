// Package game solves the participation game: states that could join a war
// watch each other, because what one adds to the chance of success depends on
// who else comes. Start with [Load] for a game file, [Search] for everything
// there is to know of one game, and [Solve] for its principal equilibrium alone.
//
// The equilibrium is a logit quantal response equilibrium (McKelvey and
// Palfrey 1995): each player joins with the probability that the logistic
// function gives to its gain from joining, times a precision lambda. The
// principal branch starts at lambda 0, where all is an even chance, and is
// followed from there (Turocy 2005).
//
// [Law] is the law of the sum of the capabilities that join, independently or
// given a common shock ([Law.Common]); [Law.Worth] says what each member is worth
// (Shapley 1953, by the multilinear extension of Owen 1972). [Respond] solves a
// game in log-odds, [Tip] follows its equilibrium over one member's commitment,
// and [Survives] says whether what that finds rests on the shape of W. [Sides] and
// [ExpectSides] serve where players may join either side.
package game

import (
	"context"
	"fmt"
	"math"

	"casus"
)

// Player could join the target's side.
type Player struct {
	Name       string  `json:"name"`
	Capability float64 `json:"capability"` // not negative, in the unit of the game
	Stake      float64 `json:"stake"`      // what the target's success is worth to it
	Cost       float64 `json:"cost"`       // what joining costs it, in the unit of Stake
}

// Form names how capabilities turn into the probability of success.
type Form string

// The forms, in the spelling of a game file.
const (
	FormRatio      Form = "decisiveness" // see [Ratio]
	FormLogit      Form = "logit"        // see [Logit]
	FormDifference Form = "difference"   // see [Difference]
	FormThreshold  Form = "threshold"    // see [Threshold]
)

// Forms lists every [Form], the default first.
var Forms = []Form{FormRatio, FormLogit, FormDifference, FormThreshold}

// Contest is W as a game file gives it.
type Contest struct {
	Form      Form    `json:"form"`
	Intercept float64 `json:"intercept"` // of FormLogit
	// Slope is the decisiveness or the slope of its form, and the capability
	// at the threshold of FormThreshold.
	Slope float64 `json:"slope"`
}

// Game is a participation game. The target fights in any case; u(join) − u(stay)
// of a player is its stake times what it adds to the chance of success, less
// its cost.
type Game struct {
	Target   float64  `json:"target"`   // capability
	Attacker float64  `json:"attacker"` // capability, positive
	Contest  Contest  `json:"contest"`
	Lambda   float64  `json:"lambda"` // precision of the quantal response, per unit of utility
	Players  []Player `json:"players"`
}

// Shape gives the game's W.
func (g *Game) Shape() Shape {
	switch g.Contest.Form {
	case FormLogit:
		return Logit(g.Target, g.Attacker, g.Contest.Intercept, g.Contest.Slope)
	case FormDifference:
		return Difference(g.Target, g.Attacker, g.Contest.Slope)
	case FormThreshold:
		return Threshold(g.Target, g.Contest.Slope)
	default:
		return Ratio(g.Target, g.Attacker, g.Contest.Slope)
	}
}

// steepest bounds lambda times stake or cost: beyond it every response is pure
// to the last digit.
const steepest = 1e5

// Check reports the first thing that makes g no game, as an
// [*casus.InputError]. [Load] checks what it reads.
func (g *Game) Check() error {
	if err := checkCapabilities(capabilities(g.Players)); err != nil {
		return err
	}
	bad := func(format string, a ...any) error { return &casus.InputError{Msg: fmt.Sprintf(format, a...)} }
	switch {
	case !(g.Target >= 0 && g.Target <= 1e12):
		return bad("the target's capability must be a number from 0 to 1e12")
	case !(g.Attacker > 0 && g.Attacker <= 1e12):
		return bad("the attacker's capability must be above 0 and at most 1e12")
	case !(g.Lambda > 0 && g.Lambda <= 1e6):
		return bad("lambda must be above 0 and at most 1e6")
	case !(g.Contest.Slope > 0 && g.Contest.Slope <= 1e12):
		return bad("the contest's slope must be above 0 and at most 1e12")
	case !(math.Abs(g.Contest.Intercept) <= 100):
		return bad("the contest's intercept must be from -100 to 100")
	}
	names := map[string]bool{}
	for _, p := range g.Players {
		if names[p.Name] {
			return bad("two players are called %s", casus.Quoted(p.Name))
		}
		names[p.Name] = true
		if b := g.Lambda * math.Max(math.Abs(p.Stake), math.Abs(p.Cost)); !(b <= steepest) {
			return &casus.InputError{Msg: fmt.Sprintf("player %s: lambda times stake or cost is above %g", casus.Quoted(p.Name), steepest),
				Hint: "such responses are pure to the last digit; a smaller lambda shows the same"}
		}
	}
	return nil
}

// Solution is one equilibrium.
type Solution struct {
	P        []float64 // by player: the probability of joining
	W        float64   // the probability of success over who joins
	Gain     []float64 // by player: what its joining adds to W
	Residual float64   // the largest |p − response to p|
}

// Solve gives the principal equilibrium of g: the first point, at the game's
// lambda, on the branch that starts at lambda 0. Identical players have
// identical probabilities.
func Solve(g *Game) (Solution, error) {
	s, err := g.system(true)
	if err != nil {
		return Solution{}, err
	}
	_, u, err := s.principal(context.Background(), true)
	if err != nil {
		return Solution{}, err
	}
	return s.solution(u)
}

// Respond solves a game in log-odds: player i joins with log-odds
// base[i] + pull[i]·Δ_i, where Δ_i is what its joining adds to E[W]. It gives
// the equilibrium on the branch that starts where no player watches another.
// The capabilities must be those that l was made from.
func Respond(l *Law, capabilities, base, pull []float64) (Solution, error) {
	if err := checkResponse(l, capabilities, base, pull); err != nil {
		return Solution{}, err
	}
	s := newSystem(l, capabilities, base, make([]float64, l.n), pull, true)
	_, u, err := s.principal(context.Background(), true)
	if err != nil {
		return Solution{}, err
	}
	return s.solution(u)
}

// system makes g's fixed point: with τ from 0 to 1, precision grows from 0 to
// lambda.
func (g *Game) system(merge bool) (*system, error) {
	if err := g.Check(); err != nil {
		return nil, err
	}
	c := capabilities(g.Players)
	law, err := NewLaw(c, g.Shape())
	if err != nil {
		return nil, err
	}
	n := len(c)
	base, pull, gain := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, p := range g.Players {
		pull[i], gain[i] = -g.Lambda*p.Cost, g.Lambda*p.Stake
	}
	return newSystem(law, c, base, pull, gain, merge), nil
}

func capabilities(players []Player) []float64 {
	c := make([]float64, len(players))
	for i, p := range players {
		c[i] = p.Capability
	}
	return c
}

// rough gives the system on a coarser law, to follow branches at less cost: the
// system itself where its law is small already, or where W is not smooth and the
// law not too large.
func (s *system) rough() *system {
	l := s.law
	switch {
	case len(l.w) <= 320:
		return s
	case l.shape.Curve == nil && len(l.w) <= mostExact:
		return s
	case l.shape.Curve == nil: // sums that take so many values smooth W themselves
		return s.on(roundedLaw(s.capability, sum(s.capability)/1024, l.shape).common(l.sigma))
	}
	cells := 96.0
	if l.n > 64 {
		cells = 128
	}
	for total := sum(s.capability); cells < float64(len(l.w))/2; cells *= 2 {
		if c := roundedLaw(s.capability, total/cells, l.shape).common(l.sigma); c.Error() < 0.25 { // a bound; the error is far smaller
			return s.on(c)
		}
	}
	return s
}

// beyond is how far past the game's precision the principal branch is followed
// when its folds are looked for: it may come back.
const beyond = 4

// principal follows the branch from τ = 0 and gives u at its first meeting with
// τ = 1. The branch is followed on a coarser law and the equilibrium solved on
// the whole one; where that moves it far, the branch is followed on the whole.
func (s *system) principal(ctx context.Context, first bool) (*path, []float64, error) {
	r := s.rough()
	for {
		p, err := r.trace(ctx, first, beyond, 1500)
		if err != nil {
			return nil, nil, err
		}
		if len(p.crossings) > 0 {
			u := append([]float64(nil), p.crossings[0]...)
			_, _, ok := s.newton(r, u, 1)
			if ok && gap(u, p.crossings[0]) <= 0.01 {
				return p, u, nil
			}
		}
		if r == s {
			tau := p.points[len(p.points)-1].tau
			return p, nil, fmt.Errorf("game: the principal branch was lost at %.4g of the whole precision", tau)
		}
		r = s
	}
}

// gap is the largest difference of two probabilities given by log-odds.
func gap(u, v []float64) float64 {
	worst := 0.0
	for c := range u {
		worst = math.Max(worst, math.Abs(logistic(u[c])-logistic(v[c])))
	}
	return worst
}

func (s *system) solution(u []float64) (Solution, error) {
	out := make([]float64, s.k)
	w := s.at(u, 1, out)
	w = math.Min(math.Max(w, 0), 1) // rounding may pass them by a last digit
	return Solution{P: s.spreadOut(u), W: w, Gain: append([]float64(nil), s.d...), Residual: responseGap(u, out)}, nil
}
