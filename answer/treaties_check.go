package answer

import (
	"path/filepath"

	"casus"
	"casus/inquiry"
	"casus/treaty"
	"casus/treaty/library"
)

// CheckTreaty loads a treaty file of the user's in the world of the archive and asks
// whether its clauses can bind at all.
func CheckTreaty(arc *inquiry.Archive, file string) (*treaty.Treaty, []*casus.InputError) {
	t, faults := library.ReadFile(filepath.Clean(file), arc.World)
	if len(faults) > 0 {
		return nil, faults
	}
	return t, t.Constant(arc.Treaties.Plus(t), Samples(arc))
}

// Samples gives a place of every kind that conditions can tell apart: each
// territory of the gazetteer and the home of each of today's states.
func Samples(arc *inquiry.Archive) []casus.Place {
	var out []casus.Place
	for _, day := range []casus.Date{casus.MustDate("1960-01-01"), arc.Today()} {
		for _, id := range arc.Places.TerritoryIDs() {
			if p, err := arc.Places.Resolve(id, day); err == nil {
				out = append(out, p)
			}
		}
	}
	for _, s := range []casus.State{"USA", "TUR", "JPN", "KOR", "AUS", "PHL", "BRA", "KAZ", "EGY", "GHA"} {
		out = append(out, arc.Home(s, arc.Today()))
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
func Would(arc *inquiry.Archive, t *treaty.Treaty, q inquiry.Question) (*Obligations, error) {
	ev, err := arc.Event(q)
	if err != nil {
		return nil, err
	}
	alone := arc.Treaties.Only(t)
	return &Obligations{Schema: "casus.obligations/1", Event: ev, Law: treaty.FromEmbedded, Obligations: alone.Obligations(ev, treaty.Options{}), CannotTell: alone.Gaps(ev), Provenance: arc.Provenance("states", "sources")}, nil
}
