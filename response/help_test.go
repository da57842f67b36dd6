package response

import (
	"sync"
	"testing"

	"casus"
	"casus/facts"
	"casus/history/historytest"
	"casus/place"
	"casus/setting"
	"casus/state"
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
	p, err := setting.NewPast(db, states.FromCOW, armed)
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
