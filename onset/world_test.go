package onset

import (
	"flag"
	"sync"
	"testing"

	"casus"
	"casus/facts"
	"casus/history"
	"casus/history/historytest"
	"casus/joining"
	"casus/outcome"
	"casus/place"
	"casus/state"
	"casus/stateyear"
	"casus/treaty"
	"casus/treaty/atop"
	"casus/treaty/library"
)

func TestMain(m *testing.M) { historytest.Main(m) }

var update = flag.Bool("update", false, "write what tests compare with anew")

// nuclear is the first year with nuclear weapons by COW number.
var nuclear = map[int]int{2: 1945, 365: 1949, 200: 1952, 220: 1960, 710: 1964, 666: 1967, 750: 1998, 770: 1998, 731: 2006}

// openWorld lays the imported history and the treaties out. The world is shared:
// it never changes.
func openWorld(tb testing.TB) *World {
	tb.Helper()
	db := historytest.Open(tb)
	world.once.Do(func() { world.w, world.err = newWorld(db) })
	if world.err != nil {
		tb.Fatal(world.err)
	}
	return world.w
}

var world struct {
	once sync.Once
	w    *World
	err  error
}

func newWorld(db *history.DB) (*World, error) {
	pack, states := facts.Default(), state.Default()
	places, err := place.New(pack, states.Resolve)
	if err != nil {
		return nil, err
	}
	tw := treaty.NewWorld(func(id string) bool { return len(states.Spells(casus.State(id))) > 0 }, func(string) []string { return nil }, place.AreaNames(pack))
	lib, err := library.Load(tw, states.Name)
	if err != nil {
		return nil, err
	}
	if lib, err = atop.Library(lib, atop.Input{DB: db, World: tw, States: states, Facts: pack}); err != nil {
		return nil, err
	}
	past, err := stateyear.NewPast(db, states.FromCOW, nuclear)
	if err != nil {
		return nil, err
	}
	home := func(s casus.State, on casus.Date) casus.Place {
		p, err := places.HomeOf(s, on)
		if err != nil {
			return casus.Place{Name: states.Name(s, on), Of: s, AdministeredBy: s, Metropolitan: true}
		}
		return p
	}
	return NewWorld(joining.World{DB: db, Past: past, Lib: lib, States: states.FromCOW, Home: home})
}

// chain is a chain of declared numbers, for tests that need one and not the
// fitted one: who is bound, near and strong comes more often.
func chain() Chain {
	line := func(columns []string, coef ...float64) joining.Line {
		l := joining.Line{Columns: columns, Coef: coef}
		for range coef {
			l.Cov = append(l.Cov, make([]float64, len(coef)))
		}
		return l
	}
	return Chain{
		Response: &joining.Params{Class: joining.Disputes,
			Join: line([]string{"bound", "distance", "capability"}, -4, 3, -0.7, 0.5),
			Side: line([]string{"bound", "alliance"}, 1, 1, 1)},
		Outcome: &outcome.Params{Kind: outcome.Dispute, Measure: outcome.Quality, Drift: true,
			Decided: outcome.Line{Coef: []float64{-1, -0.5, -1}}, Won: outcome.Line{Coef: []float64{0.5, 0.4, 0.3}}},
	}
}
