package quotation

import (
	"sync"

	"casus"
	"casus/facts"
	"casus/place"
	"casus/quotation/bearing"
	"casus/state"
	"casus/treaty"
	"casus/treaty/library"
)

// Commitments makes what a reader must know of the world's commitments from a
// library of treaties; see [Options].
func Commitments(lib *treaty.Library, p *facts.Pack) (*bearing.Book, error) {
	return bearing.New(lib, p)
}

// ownBook is the book of the embedded treaties, for a reader that was given none.
var ownBook = sync.OnceValues(func() (*bearing.Book, error) {
	p := facts.Default()
	states, err := state.New(p)
	if err != nil {
		return nil, err
	}
	known := func(id string) bool { return len(states.Spells(casus.State(id))) > 0 }
	near := func(string) []string { return nil }
	lib, err := library.Load(treaty.NewWorld(known, near, place.AreaNames(p)), states.Name)
	if err != nil {
		return nil, err
	}
	return bearing.New(lib, p)
})
