package statement

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"casus"
	"casus/burden"
	"casus/facts"
	"casus/internal/suggest"
	"casus/state"
	"casus/treaty"
	"casus/treaty/expr"
)

// World is what conditions of statements ask: the figures, the states and the
// treaties. It is safe for use by several goroutines.
type World struct {
	facts    *facts.Pack
	states   *state.Registry
	treaties *treaty.Library
	env      *expr.Env[scope]
	figures  sync.Map // of asking to Figure: many statements ask the same
	supposed map[casus.State]float64
}

// asking is a question for a state's spending on a day.
type asking struct {
	of casus.State
	on casus.Date
}

// NewWorld gives the world in which statements are checked and weighed.
func NewWorld(p *facts.Pack, r *state.Registry, l *treaty.Library) *World {
	w := &World{facts: p, states: r, treaties: l}
	known := func(id string) bool { return len(r.Spells(casus.State(id))) > 0 }
	near := func(id string) []string {
		var ids []string
		for _, c := range r.Complete("") {
			code, _, _ := strings.Cut(c, "\t")
			ids = append(ids, code)
		}
		return suggest.Nearest(id, ids, 3)
	}
	w.env = expr.NewEnv[scope](known, near)
	w.declare()
	return w
}

// Suppose gives the world as it would be if the treaties were those of l and
// the states named spent a supposed share of GDP, in per cent.
func (w *World) Suppose(l *treaty.Library, shares map[casus.State]float64) *World {
	out := NewWorld(w.facts, w.states, l)
	out.supposed = shares
	return out
}

// names of the language, each with one sentence; docs/statements.md is made
// from it.
var vocabulary = []struct{ Name, Says string }{
	{"target", "the state attacked, or about which is asked whether the statement reaches it"},
	{"speaker_state", "the state for which the speaker speaks; no state where there is none"},
	{"on", "the day on which is asked"},
	{"below_guideline", "below_guideline(state): whether the alliance's newest figures then known put it below the spending guideline of the year"},
	{"share", "share(state): its defence expenditure as a percentage of GDP, as then known"},
	{"member", `member(state, "treaty-id"): whether the treaty binds it on the day`},
	{"attacked_by", "attacked_by(state): whether that state is among the attackers; not known where no event is asked about"},
}

// Vocabulary lists the names of the condition language of statements, each
// with what it means.
func Vocabulary() []struct{ Name, Says string } { return slices.Clone(vocabulary) }

// scope is what one evaluation sees, and what it notes down.
type scope struct {
	world     *World
	target    casus.State
	speaker   casus.State
	on        casus.Date
	attackers []casus.State // nil: no event is asked about

	figures map[casus.State]Figure // of spending, looked up once
	asked   []string               // in words, what was looked up and what came of it
	unknown []string               // questions that the facts do not answer
	suppose []bool                 // what is supposed of them, in their order
}

// alliance is the treaty whose members have agreed on a spending guideline.
const alliance = "north-atlantic-treaty"

func (w *World) declare() {
	state, boolean, text := expr.Type{Kind: expr.State}, expr.Type{Kind: expr.Bool}, expr.Type{Kind: expr.Text}
	w.env.Var("target", state, func(s *scope) expr.Value { return expr.Value{S: string(s.target)} })
	w.env.Var("speaker_state", state, func(s *scope) expr.Value { return expr.Value{S: string(s.speaker)} })
	w.env.Var("on", expr.Type{Kind: expr.Date}, func(s *scope) expr.Value { return expr.Value{N: float64(s.on)} })
	w.env.Func("below_guideline", []expr.Type{state}, boolean, func(s *scope, a []expr.Value) expr.Value {
		f, words := s.figure(casus.State(a[0].S))
		if f.Known || f.NoGuideline {
			s.ask(words)
			return expr.Value{B: f.Known && f.Below}
		}
		return expr.Value{B: s.guess(words)}
	})
	w.env.Func("share", []expr.Type{state}, expr.Type{Kind: expr.Number}, func(s *scope, a []expr.Value) expr.Value {
		f, words := s.figure(casus.State(a[0].S))
		if f.Known {
			s.ask(words)
			return expr.Value{N: f.SharePct}
		}
		// A figure that is not known is supposed to be as high and as low as can
		// be: what holds in both cases holds.
		if s.guess(words) {
			return expr.Value{N: math.Inf(1)}
		}
		return expr.Value{N: math.Inf(-1)}
	})
	w.env.Func("member", []expr.Type{state, text}, boolean, func(s *scope, a []expr.Value) expr.Value {
		t, err := s.world.treaties.Find(a[1].S)
		if err != nil { // compile refuses it
			return expr.Value{}
		}
		in := t.Bound(casus.State(a[0].S), s.on)
		if in {
			s.ask("bound by the " + t.Name)
		} else {
			s.ask("not bound by the " + t.Name)
		}
		return expr.Value{B: in}
	})
	w.env.Func("attacked_by", []expr.Type{state}, boolean, func(s *scope, a []expr.Value) expr.Value {
		who := s.world.states.Name(casus.State(a[0].S), s.on)
		switch {
		case s.attackers == nil:
			return expr.Value{B: s.guess("it hangs on who attacks: " + who + " or another")}
		case slices.Contains(s.attackers, casus.State(a[0].S)):
			s.ask("the attacker: " + who)
			return expr.Value{B: true}
		}
		s.ask("the attacker: not " + who)
		return expr.Value{}
	})
}

// compile checks a condition; the faults carry columns of the condition.
func (w *World) compile(when string) (*expr.Program[scope], []*casus.InputError) {
	p, faults := w.env.Compile(when)
	if len(faults) > 0 {
		return nil, faults
	}
	for _, id := range p.Literals().Texts {
		if _, err := w.treaties.Find(id); err != nil {
			ie := err.(*casus.InputError)
			return nil, []*casus.InputError{{Msg: ie.Msg, Hint: ie.Hint, Text: when, Line: 1, Col: 1 + len([]rune(when[:max(strings.Index(when, strconv.Quote(id)), 0)]))}}
		}
	}
	return p, nil
}

// answer is what a condition says of one state.
type answer string

const (
	yes        answer = "yes"
	no         answer = "no"
	cannotTell answer = "cannot_tell"
)

// maxUnknown bounds how many open questions of one condition are supposed
// either way; no condition has more than a few.
const maxUnknown = 6

// holds asks the condition. Where the facts lack an answer, each open question
// is supposed either way; the condition is settled only if the result does not
// hang on them.
func (s *scope) holds(p *expr.Program[scope]) (answer, string) {
	s.asked, s.unknown, s.suppose = nil, nil, nil
	first := p.Holds(s)
	settled := true
	for done := 1; settled && s.next(); done++ {
		settled = p.Holds(s) == first && done < 1<<maxUnknown
	}
	switch {
	case !settled:
		return cannotTell, strings.Join(s.unknown, "; ")
	case first:
		return yes, strings.Join(s.asked, "; ")
	}
	return no, strings.Join(s.asked, "; ")
}

// next moves to the next way of supposing the open questions, counting up in
// twos; false after the last one.
func (s *scope) next() bool {
	for i := range s.suppose {
		if s.suppose[i] = !s.suppose[i]; s.suppose[i] {
			return true
		}
	}
	return false
}

// guess gives what is supposed of an open question.
func (s *scope) guess(question string) bool {
	i := slices.Index(s.unknown, question)
	if i < 0 {
		i = len(s.unknown)
		s.unknown = append(s.unknown, question)
		s.suppose = append(s.suppose, false)
	}
	return s.suppose[i]
}

func (s *scope) ask(what string) {
	if !slices.Contains(s.asked, what) {
		s.asked = append(s.asked, what)
	}
}

// Figure is what the alliance's tables say of a state's spending, as known on a
// day.
type Figure struct {
	Known        bool       `json:"-"`
	NoGuideline  bool       `json:"-"` // none applies: no member, or a year before the first one
	Below        bool       `json:"below"`
	SharePct     float64    `json:"share_of_gdp_pct"`
	GuidelinePct float64    `json:"guideline_pct"`
	Year         int        `json:"year"`
	Edition      string     `json:"edition"`
	Published    casus.Date `json:"published"`
	Later        bool       `json:"published_later"` // no edition had been published by the day, so the first one is used
	Estimate     bool       `json:"estimate"`
	Words        string     `json:"-"`
	Source       string     `json:"source"`
}

// figure looks a state's spending up, and words it; a state other than the
// target is named.
func (s *scope) figure(of casus.State) (Figure, string) {
	f, ok := s.figures[of]
	if !ok {
		f = s.world.Spending(of, s.on)
		if s.figures == nil {
			s.figures = map[casus.State]Figure{}
		}
		s.figures[of] = f
	}
	if of != s.target {
		return f, s.world.states.Name(of, s.on) + ": " + f.Words
	}
	return f, f.Words
}

// Spending gives a member's share of GDP beside the guideline: that of the
// day's year, or of the last year before it that the edition known on the day
// has. Where no edition had been published yet, the first one is used and
// marked.
func (w *World) Spending(of casus.State, on casus.Date) Figure {
	if f, ok := w.figures.Load(asking{of, on}); ok {
		return f.(Figure)
	}
	f := w.spending(of, on)
	w.figures.Store(asking{of, on}, f)
	return f
}

func (w *World) spending(of casus.State, on casus.Date) Figure {
	t, err := w.treaties.Find(alliance)
	if err != nil || !t.Bound(of, on) {
		return Figure{NoGuideline: true, Words: "no member of the alliance, so that its guideline does not apply"}
	}
	edition, later := burden.EditionFor(w.facts, on)
	f := Figure{Edition: edition.ID, Published: edition.Published, Later: later}
	a, err := burden.Table(w.facts, burden.Query{
		States: []casus.State{of}, Members: []casus.State{of}, Since: firstGuideline, Edition: edition.ID,
		Member: func(s casus.State, year int) bool {
			first, ok1 := casus.NewDate(year, 1, 1)
			last, ok2 := casus.NewDate(year, 12, 31)
			return ok1 && ok2 && t.BoundBetween(s, first, last)
		},
	})
	if err != nil {
		f.Words = "no figure"
		return f
	}
	if on.Year() < firstGuideline {
		f.NoGuideline, f.Words = true, fmt.Sprintf("there was no guideline in %d", on.Year())
		return f
	}
	f.Words = fmt.Sprintf("no figure up to %d in the edition %s", on.Year(), edition.ID)
	for _, r := range slices.Backward(a.Rows) {
		if r.Year > on.Year() {
			continue
		}
		if r.SharePct == nil || r.GuidelinePct == nil {
			if !f.Known && r.Note != "" {
				f.Words = r.Note
			}
			continue
		}
		f.Known, f.SharePct, f.GuidelinePct, f.Year, f.Source = true, *r.SharePct, *r.GuidelinePct, r.Year, r.Source
		f.Below, f.Estimate = *r.GapPct > 0, r.Estimate
		if share, ok := w.supposed[of]; ok {
			f.SharePct, f.Year, f.Estimate = share, on.Year(), false
			f.Below = share < f.GuidelinePct
			f.Words = fmt.Sprintf("%.2f %% of GDP as supposed, guideline %g %%", share, f.GuidelinePct)
			return f
		}
		side := "at or above"
		if f.Below {
			side = "below"
		}
		notes := []string{"edition " + edition.ID}
		if r.Estimate {
			notes = append(notes, "an estimate")
		}
		if later {
			notes = append(notes, "published later")
		}
		f.Words = fmt.Sprintf("%.2f %% of GDP in %d, %s %g %% (%s)", f.SharePct, f.Year, side, f.GuidelinePct, strings.Join(notes, ", "))
		return f
	}
	return f
}

// firstGuideline is the year of the first guideline and the first of the tables.
const firstGuideline = 2014
