package joining

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"casus"
	"casus/facts"
	"casus/history/historytest"
	"casus/place"
	"casus/state"
	"casus/stateyear"
	"casus/treaty"
	"casus/treaty/atop"
	"casus/treaty/library"
)

func TestMain(m *testing.M) { historytest.Main(m) }

// seed is that of every fit and backtest here.
const seed = 1

// armed gives, by COW number, the first year with nuclear weapons.
var armed = map[int]int{2: 1945, 365: 1949, 200: 1952, 220: 1960, 710: 1964, 666: 1967, 750: 1998, 770: 1998, 731: 2006}

var past struct {
	sync.Mutex
	world *World
	cases *Cases
	model *Model
}

// newWorld lays out the imported history and the treaties since 1816.
func newWorld(tb testing.TB) *World {
	tb.Helper()
	db := historytest.Open(tb)
	past.Lock()
	defer past.Unlock()
	if past.world != nil {
		return past.world
	}
	must := func(err error) {
		if err != nil {
			tb.Helper()
			tb.Fatal(err)
		}
	}
	states := state.Default()
	places, err := place.New(facts.Default(), states.Resolve)
	must(err)
	known := func(id string) bool { return len(states.Spells(casus.State(id))) > 0 }
	near := func(string) []string { return nil }
	world := treaty.NewWorld(known, near, place.AreaNames(facts.Default()))
	lib, err := library.Load(world, states.Name)
	must(err)
	lib, err = atop.Library(lib, atop.Input{DB: db, World: world, States: states, Facts: facts.Default()})
	must(err)
	p, err := stateyear.NewPast(db, states.FromCOW, armed)
	must(err)
	past.world = &World{DB: db, Past: p, Lib: lib, States: states.FromCOW, Home: func(s casus.State, on casus.Date) casus.Place {
		home, err := places.HomeOf(s, on)
		if err != nil {
			return casus.Place{Name: states.Name(s, on), Of: s, AdministeredBy: s, Metropolitan: true}
		}
		return home
	}}
	return past.world
}

// newCases loads the cases of all classes once for all tests.
func newCases(tb testing.TB) *Cases {
	tb.Helper()
	w := newWorld(tb)
	past.Lock()
	defer past.Unlock()
	if past.cases == nil {
		var err error
		if past.cases, err = Load(tb.Context(), w); err != nil {
			tb.Fatal(err)
		}
	}
	return past.cases
}

// newModel fits the model of the product once for all tests; in short runs on
// fewer of the disputes that nobody joined.
func newModel(tb testing.TB) *Model {
	tb.Helper()
	cases := newCases(tb)
	past.Lock()
	defer past.Unlock()
	if past.model == nil {
		if testing.Short() {
			cases = fewer(cases)
		}
		var err error
		if past.model, err = Fit(tb.Context(), cases, FitOptions{Seed: seed}); err != nil {
			tb.Fatal(err)
		}
	}
	return past.model
}

// fewer leaves out most of the disputes that nobody joined.
func fewer(c *Cases) *Cases {
	part := *c
	part.Disputes = nil
	for k := range c.Disputes {
		if len(c.Disputes[k].Did) > 0 || k%10 == 0 {
			part.Disputes = append(part.Disputes, c.Disputes[k])
		}
	}
	return &part
}

// today is the setting of a day that needs no imported history.
var today = sync.OnceValue(func() *stateyear.Setting {
	return stateyear.Present(facts.Default(), state.Default(), casus.MustDate("2025-06-01"))
})

// handmade are parameters of a class with every column, of plausible size.
func handmade(class Class) *Params {
	line := func(of []feature, constant float64) Line {
		l := Line{Columns: columnsOf(of), Coef: []float64{constant}}
		for _, f := range of {
			v := 0.4
			if f.sign < 0 {
				v = -v
			}
			l.Coef = append(l.Coef, v)
		}
		for j := range l.Coef {
			row := make([]float64, len(l.Coef))
			row[j] = 0.25
			l.Cov = append(l.Cov, row)
		}
		return l
	}
	p := &Params{Class: class, First: 1816, Last: 2010}
	if class == Invoked {
		p.Join = line(invoked, -0.5)
		return p
	}
	p.Join, p.Side, p.Together = line(toJoin, -5), line(bySide, 0), 1
	return p
}

// someEvents are random attacks between states of a setting with random ties.
func someEvents(set *stateyear.Setting, on casus.Date, n int) []*Event {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	var out []*Event
	for len(out) < n {
		a, b := r.IntN(len(set.States)), r.IntN(len(set.States))
		if a == b {
			continue
		}
		e := &Event{Setting: set, On: on, Attackers: []int{a}, Targets: []int{b}, Ties: make([]Tie, len(set.States)), Lat: math.NaN(), Lon: math.NaN()}
		for i := range e.Ties {
			if r.IntN(3) == 0 {
				e.Ties[i] = Tie{Target: Duty(r.IntN(3)), Attacker: Duty(r.IntN(3)), Barred: Duty(r.IntN(3)), Several: r.IntN(2) == 0}
			}
		}
		out = append(out, e)
	}
	return out
}

// with gives an event in which one state differs.
func (e *Event) with(i int, change func(s *stateyear.State, t *Tie)) *Event {
	out, set := *e, *e.Setting
	out.Ties, set.States = slices.Clone(e.Ties), slices.Clone(e.Setting.States)
	out.Setting = &set
	change(&set.States[i], &out.Ties[i])
	return &out
}
