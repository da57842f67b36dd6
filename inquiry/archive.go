// Package inquiry goes from a question to a case that can be estimated. [Open]
// gives an [Archive], in which the facts, the states, the places, the treaties and
// the words on record lie ready; [Archive.Event] resolves an event as a user writes
// it, [Archive.Suppose] what is supposed of it, and [Archive.CaseOf] makes it ready
// for the links of the forecast. Questions themselves are in the packages answer
// and scenario.
package inquiry

import (
	"strings"
	"sync"

	"casus"
	"casus/claim"
	"casus/facts"
	"casus/history"
	"casus/internal/suggest"
	"casus/model"
	"casus/onset"
	"casus/place"
	"casus/state"
	"casus/statement"
	"casus/statement/ledger"
	"casus/stateyear"
	"casus/treaty"
	"casus/treaty/library"
)

// Version is the version of Casus that answers carry; a release sets it when
// it is built.
var Version = "0.1.0"

// Archive holds what is needed to answer. It is safe for use by several
// goroutines.
type Archive struct {
	Facts    *facts.Pack
	States   *state.Registry
	Places   *place.Gazetteer
	Treaties *treaty.Library
	World    *treaty.World // in which a user's own treaty is compiled
	// Ledger holds the user's own statements, nil where there are none beside
	// the embedded ones. Set it before the first question.
	Ledger *ledger.Ledger
	// History is the imported history, nil without one; [Archive.WithHistory]
	// opens it.
	History *history.DB
	// withAlliances says that its alliances are among the treaties.
	withAlliances bool
	// Settings are what the face that asks provides; a copy of an archive can have
	// others.
	Settings Settings

	shared *shared
}

// Settings are what a face provides beside a question, and no user of a server
// may choose.
type Settings struct {
	// Model holds the parameters of the estimates, nil for the embedded ones.
	Model *model.Model
	// Workers bounds the goroutines of one question, 0 for one a processor; it never
	// changes the answer.
	Workers int
	// Kept is the folder in which stress tests keep what drives events, "" for none.
	Kept string
	// Progress is told what is being done, and how much of how much is; nil for nobody.
	Progress func(what string, done, total int)
}

// shared is what several questions share, made when the first one asks.
type shared struct {
	sync.Mutex
	present  recent[casus.Date, *stateyear.Setting]
	past     *stateyear.Past
	disputes *onset.Disputes
	known    *onset.Known          // the record of disputes of today's states
	said     []statement.Statement // the embedded ones
	asked    *statement.World      // with nothing supposed
	claims   *claim.World
	offices  map[casus.State]map[string][]facts.Row
}

// Open lays out the embedded facts and treaties, and over them the tables and
// treaties of the folders given, the last one uppermost.
func Open(overlays ...string) (*Archive, error) {
	pack := facts.Default()
	for _, dir := range overlays {
		var err error
		if pack, err = pack.Overlay(dir); err != nil {
			return nil, err
		}
	}
	states, err := state.New(pack)
	if err != nil {
		return nil, err
	}
	places, err := place.New(pack, states.Resolve)
	if err != nil {
		return nil, err
	}
	d := &Archive{Facts: pack, States: states, Places: places, shared: &shared{}}
	known := func(id string) bool { return len(states.Spells(casus.State(id))) > 0 }
	near := func(id string) []string { return suggest.Nearest(id, ids(states), 3) }
	d.World = treaty.NewWorld(known, near, place.AreaNames(pack))
	if d.Treaties, err = library.Load(d.World, states.Name, overlays...); err != nil {
		return nil, err
	}
	return d, nil
}

// ids lists the ids of all states there ever were.
func ids(r *state.Registry) []string {
	var out []string
	for _, c := range r.Complete("") {
		id, _, _ := strings.Cut(c, "\t")
		out = append(out, id)
	}
	return out
}
