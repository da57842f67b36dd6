package joining

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"casus/estimate"
)

// Chances gives each state's chances in an event, by index in the setting. An
// estimate is never 0 or 1. Zero stands for states of which the class does not
// speak: those who are in the event from the first day, those of whom too little
// is known, and of invoked alliances those who are not bound. Shift moves the
// log-odds of joining the target; Held fixes the chance, at 0 or 1 too, since
// that is what is supposed.
func (p *Params) Chances(e *Event) []Chance { return p.ChancesOf(Lay(e), e) }

// chanceOf turns two log-odds against staying out into chances.
func chanceOf(target, attacker float64) Chance {
	t, a := math.Exp(min(max(target, -most), most)), math.Exp(min(max(attacker, -most), most))
	return Chance{Target: t / (1 + t + a), Attacker: a / (1 + t + a)}
}

// lineOf is a line with its features found.
type lineOf struct {
	*Line
	features []feature
}

func newLineOf(l *Line, of []feature) lineOf {
	out := lineOf{Line: l}
	for _, name := range l.Columns {
		i := slices.IndexFunc(of, func(f feature) bool { return f.name == name })
		out.features = append(out.features, of[i])
	}
	return out
}

// Draws gives n parameter vectors from the normal approximation, each as Params
// of its own; a slope of the wrong sign is cut at 0. Draw i depends on the seed
// and i alone.
func (p *Params) Draws(n int, seed uint64) ([]*Params, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	out := make([]*Params, n)
	for k := range out {
		c := *p
		out[k] = &c
	}
	for part := range p.lines() {
		line, of := p.part(part)
		cov, err := estimate.NewMatrix(line.Cov)
		if err != nil {
			return nil, err
		}
		draws, err := estimate.NormalDraws(line.Coef, cov, n, seed+uint64(1+part)<<32)
		if err != nil {
			return nil, err
		}
		found := newLineOf(line, of)
		for i, d := range draws {
			for j, ft := range found.features {
				switch ft.sign {
				case 1:
					d[1+j] = max(d[1+j], 0)
				case -1:
					d[1+j] = min(d[1+j], 0)
				}
			}
			l := *line
			l.Coef = d
			to, _ := out[i].part(part)
			*to = l
		}
	}
	return out, nil
}

// lines is the number of lines that the class has.
func (p *Params) lines() int {
	if p.Class == Invoked {
		return 1
	}
	return 2
}

// part gives one of the lines, 0 joining and 1 the side, and the features that it
// may have.
func (p *Params) part(k int) (*Line, []feature) {
	switch {
	case k == 1:
		return &p.Side, bySide
	case p.Class == Invoked:
		return &p.Join, invoked
	}
	return &p.Join, toJoin
}

// Check reports parameters that do not fit the form.
func (p *Params) Check() error {
	for part := range p.lines() {
		l, of := p.part(part)
		if len(l.Coef) != 1+len(l.Columns) || len(l.Cov) != len(l.Coef) {
			return fmt.Errorf("response: %s: %d coefficients and %d rows of covariance for %d columns", p.Class, len(l.Coef), len(l.Cov), len(l.Columns))
		}
		for _, name := range l.Columns {
			if !slices.ContainsFunc(of, func(f feature) bool { return f.name == name }) {
				return fmt.Errorf("response: %s: no column %q", p.Class, name)
			}
		}
		for _, v := range l.Coef {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("response: %s: a coefficient is %v", p.Class, v)
			}
		}
	}
	if !(p.Together >= 0 && p.Together < 10) {
		return fmt.Errorf("response: %s: the shock of the side has a standard deviation of %v", p.Class, p.Together)
	}
	return nil
}

// Driver is one thing that moves a state's log-odds of joining the target.
type Driver struct {
	Text   string  `json:"text"`
	Effect float64 `json:"effect"` // log-odds, beside the average state outside
}

// Drivers gives the three things that move a state's log-odds of joining the
// target most, beside the mean of all states outside the event: what makes it join
// at all, and what makes it take that side. Of the second a part counts: that by
// which it moves the product of both chances at the state's own.
func (p *Params) Drivers(e *Event, i int) []Driver {
	outside := e.Outside()
	f := newScene(e, len(outside))
	var out []Driver
	for part := range p.lines() {
		line, of := p.part(part)
		l, weight := newLineOf(line, of), 1.0
		if part == 1 {
			eta := l.Coef[0]
			for k, ft := range l.features {
				eta += l.Coef[1+k] * ft.of(e, &f, i)
			}
			weight = 1 - logistic(eta)
		}
		duty := Driver{Text: toJoin[0].not}
		for k, ft := range l.features {
			if ft.says == "" {
				continue
			}
			m := 0.0
			for _, j := range outside {
				m += ft.of(e, &f, j) / float64(len(outside))
			}
			v := ft.of(e, &f, i)
			d := Driver{Text: ft.not, Effect: weight * l.Coef[1+k] * (v - m)}
			if v > m {
				d.Text = ft.says
			}
			if ft.name == "duty" || ft.name == "bound" { // two steps of one thing
				duty.Effect += d.Effect
				if v > m {
					duty.Text = d.Text
				}
				continue
			}
			out = append(out, d)
		}
		if part == 0 {
			if e.Ties[i].Target == BoundDuty {
				duty.Text = toJoin[1].says // also where the second step counts for nothing
			}
			out = append(out, duty)
		}
	}
	out = slices.DeleteFunc(out, func(d Driver) bool { return math.Abs(d.Effect) < leastEffect || d.Text == "" })
	slices.SortStableFunc(out, func(a, b Driver) int { return cmp.Compare(math.Abs(b.Effect), math.Abs(a.Effect)) })
	return out[:min(3, len(out))]
}

// leastEffect is the least change of log-odds that is worth a word.
const leastEffect = 0.05
