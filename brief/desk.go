// Package brief assembles answers: it knows every link of the chain, and draws
// nothing. [Open] gives a [Desk], on which the facts, the states, the places
// and the treaties lie ready; its methods answer one question each.
package brief

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"casus"
	"casus/facts"
	"casus/history"
	"casus/internal/suggest"
	"casus/onset"
	"casus/place"
	"casus/state"
	"casus/statement"
	"casus/statement/ledger"
	"casus/stateyear"
	"casus/treaty"
	"casus/treaty/atop"
	"casus/treaty/library"
)

// Version is the version of Casus that answers carry; a release sets it when
// it is built.
var Version = "0.1.0"

// Desk holds what is needed to answer. It is safe for use by several
// goroutines.
type Desk struct {
	Facts    *facts.Pack
	States   *state.Registry
	Places   *place.Gazetteer
	Treaties *treaty.Library
	World    *treaty.World // in which a user's own treaty is compiled
	// Ledger holds the user's own statements, nil where there are none beside
	// the embedded ones. Set it before the first question.
	Ledger *ledger.Ledger
	// History is the imported history, nil without one; [Desk.WithHistory]
	// opens it.
	History *history.DB
	// withAlliances says that its alliances are among the treaties.
	withAlliances bool

	shared *shared
}

// shared is what several questions share, made when the first one asks.
type shared struct {
	sync.Mutex
	present  map[casus.Date]*stateyear.Setting
	past     *stateyear.Past
	disputes *onset.Disputes
	known    *onset.Known          // the record of disputes of today's states
	said     []statement.Statement // the embedded ones
	asked    *statement.World      // with nothing supposed
	offices  map[casus.State]map[string][]facts.Row
}

// Open lays out the embedded facts and treaties, and over them the tables and
// treaties of the folders given, the last one uppermost.
func Open(overlays ...string) (*Desk, error) {
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
	d := &Desk{Facts: pack, States: states, Places: places, shared: &shared{present: map[casus.Date]*stateyear.Setting{}}}
	known := func(id string) bool { return len(states.Spells(casus.State(id))) > 0 }
	near := func(id string) []string { return suggest.Nearest(id, ids(states), 3) }
	d.World = treaty.NewWorld(known, near, place.AreaNames(pack))
	if d.Treaties, err = library.Load(d.World, states.Name, overlays...); err != nil {
		return nil, err
	}
	return d, nil
}

// Today is the newest day that the facts cover: the latest vintage of any table.
func (d *Desk) Today() casus.Date {
	var newest casus.Date
	for _, n := range d.Facts.Names() {
		if v, err := casus.ParseDate(d.Facts.Vintage(n)); err == nil && v > newest {
			newest = v
		}
	}
	return newest
}

// Question is an event as a user writes it. Empty fields take their defaults:
// the newest day that the facts cover, an armed attack on the target's home
// territory.
type Question struct {
	Attackers         []string // states in any spelling, or "nonstate"
	Target            string
	On                string
	At                string
	Kind              string
	Object            string
	TargetStruckFirst bool
}

// Event resolves a question. The error is an [*casus.InputError].
func (d *Desk) Event(q Question) (casus.Event, error) {
	ev := casus.Event{TargetStruckFirst: q.TargetStruckFirst}
	var err error
	if ev.On, err = d.Date(q.On); err != nil {
		return ev, err
	}
	if ev.Kind, err = oneOf("kind", q.Kind, casus.Kinds); err != nil {
		return ev, err
	}
	if ev.Object, err = oneOf("object", q.Object, casus.Objects); err != nil {
		return ev, err
	}
	if ev.Target, err = d.States.Resolve(q.Target, ev.On); err != nil {
		return ev, err
	}
	for _, a := range q.Attackers {
		s := casus.NonState
		if !strings.EqualFold(strings.TrimSpace(a), string(casus.NonState)) {
			if s, err = d.States.Resolve(a, ev.On); err != nil {
				return ev, err
			}
		}
		switch {
		case s == ev.Target:
			return ev, &casus.InputError{Msg: fmt.Sprintf("%s cannot attack itself", d.Named(s, ev.On)), Hint: "RUS EST reads \"RUS attacks EST\""}
		case slices.Contains(ev.Attackers, s):
			return ev, &casus.InputError{Msg: fmt.Sprintf("the attacker %s is named twice", s)}
		}
		ev.Attackers = append(ev.Attackers, s)
	}
	if len(ev.Attackers) == 0 {
		return ev, &casus.InputError{Msg: "no attacker", Hint: "RUS EST reads \"RUS attacks EST\""}
	}
	slices.Sort(ev.Attackers)
	ev.Theatre, err = d.theatre(q.At, ev)
	return ev, err
}

// theatre resolves where the attack falls, and refuses a place that is not the
// target's unless what is attacked can move.
func (d *Desk) theatre(at string, ev casus.Event) (casus.Place, error) {
	if at == "" {
		return d.Home(ev.Target, ev.On), nil
	}
	p, err := d.Places.Resolve(at, ev.On)
	if err != nil {
		return p, err
	}
	theirs := p.Of == ev.Target || p.AdministeredBy == ev.Target || slices.Contains(p.ClaimedBy, ev.Target)
	if theirs || ev.Object.Mobile() {
		return p, nil
	}
	whose := "open water"
	if p.Of != "" {
		whose = "territory of " + d.Named(p.Of, ev.On)
	}
	hint := "for an attack on the target's forces there, add --object forces, vessel or aircraft"
	if lat, lon, ok := strings.Cut(at, ","); ok {
		swapped := strings.TrimSpace(lon) + "," + strings.TrimSpace(lat)
		if other, err := d.Places.Resolve(swapped, ev.On); err == nil && other.Of == ev.Target {
			hint = "latitude comes first: did you mean " + swapped + "?"
		}
	}
	return p, &casus.InputError{Msg: fmt.Sprintf("%s is not territory of %s on %s: it is %s", p.Name, d.Named(ev.Target, ev.On), ev.On, whose), Hint: hint}
}

// Home gives a state's metropolitan territory.
func (d *Desk) Home(s casus.State, on casus.Date) casus.Place {
	p, err := d.Places.HomeOf(s, on)
	if err != nil { // a state supposed on a day on which it did not exist has no home then
		return casus.Place{Name: d.States.Name(s, on), Of: s, AdministeredBy: s, Metropolitan: true}
	}
	return p
}

// Date reads a day, "" as [Desk.Today].
func (d *Desk) Date(s string) (casus.Date, error) {
	if s == "" {
		return d.Today(), nil
	}
	return casus.ParseDate(s)
}

// Named gives a state's name on a day with its code: "Estonia (EST)".
func (d *Desk) Named(s casus.State, on casus.Date) string {
	if s == casus.NonState {
		return "a non-state actor"
	}
	return d.States.Label(s, on)
}

// provenance names the tables behind an answer.
func (d *Desk) provenance(tables ...string) casus.Provenance {
	p := casus.Provenance{Version: Version, Seed: 1, Facts: []casus.FactsUsed{}}
	slices.Sort(tables)
	for _, n := range slices.Compact(tables) {
		p.Facts = append(p.Facts, d.Facts.MustTable(n).Used())
	}
	p.Facts = append(p.Facts, d.treatiesUsed())
	if d.alliances() {
		p.Facts = append(p.Facts, d.historyUsed("atop-member")...)
		for _, n := range atop.Tables() {
			p.Facts = append(p.Facts, d.Facts.MustTable(n).Used())
		}
	}
	return p
}

// treatiesUsed gives the treaties as one table of facts.
func (d *Desk) treatiesUsed() casus.FactsUsed {
	return casus.FactsUsed{Name: "treaties", Vintage: d.Today().String(), SHA256: d.Treaties.SHA256}
}

// oneOf reads a word of a closed list, "" as its first.
func oneOf[T ~string](what, word string, values []T) (T, error) {
	if word == "" {
		return values[0], nil
	}
	w := T(strings.ReplaceAll(strings.ToLower(word), "-", "_"))
	if slices.Contains(values, w) {
		return w, nil
	}
	var all []string
	for _, v := range values {
		all = append(all, string(v))
	}
	hint := suggest.Hint(word, all)
	if hint == "" {
		hint = "one of " + strings.Join(all, ", ")
	}
	return "", &casus.InputError{Msg: fmt.Sprintf("no %s %s", what, casus.Quoted(word)), Hint: hint}
}

// CheckTreaty loads a treaty file of the user's in the desk's world and asks
// whether its clauses can bind at all.
func (d *Desk) CheckTreaty(file string) (*treaty.Treaty, []*casus.InputError) {
	t, faults := library.ReadFile(filepath.Clean(file), d.World)
	if len(faults) > 0 {
		return nil, faults
	}
	return t, t.Constant(d.Treaties.Plus(t), d.Samples())
}

// Samples gives a place of every kind that conditions can tell apart: each
// territory of the gazetteer and the home of each of today's states.
func (d *Desk) Samples() []casus.Place {
	var out []casus.Place
	for _, day := range []casus.Date{casus.MustDate("1960-01-01"), d.Today()} {
		for _, id := range d.Places.TerritoryIDs() {
			if p, err := d.Places.Resolve(id, day); err == nil {
				out = append(out, p)
			}
		}
	}
	for _, s := range []casus.State{"USA", "TUR", "JPN", "KOR", "AUS", "PHL", "BRA", "KAZ", "EGY", "GHA"} {
		out = append(out, d.Home(s, d.Today()))
	}
	return out
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

// TreatyChecks is the answer to "casus treaties check".
type TreatyChecks struct {
	Schema string        `json:"schema"`
	Files  []TreatyCheck `json:"files"`
}

// TreatyCheck is what a check of one treaty file found: the treaty as it was
// read, and what it alone would oblige in an event.
type TreatyCheck struct {
	File   string       `json:"file"`
	Treaty TreatySheet  `json:"treaty"`
	Would  *Obligations `json:"would,omitempty"`
}

// Would says what one treaty alone would oblige in an event.
func (d *Desk) Would(t *treaty.Treaty, q Question) (*Obligations, error) {
	ev, err := d.Event(q)
	if err != nil {
		return nil, err
	}
	alone := d.Treaties.Only(t)
	return &Obligations{Schema: "casus.obligations/1", Event: ev, Obligations: alone.Obligations(ev, treaty.Options{}), CannotTell: alone.Gaps(ev), Provenance: d.provenance("states", "sources")}, nil
}
