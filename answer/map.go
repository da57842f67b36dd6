package answer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/place"
	"casus/treaty"
)

// MapQuestion asks where those who are bound lie.
type MapQuestion struct {
	inquiry.Question
	View string // "world" or "region"; "" is the region of the target
}

// Map is the answer to a [MapQuestion]: how every state stands to the target,
// and the places whose ownership is disputed on the day.
type Map struct {
	Schema     string           `json:"schema"`
	Event      casus.Event      `json:"event"`
	View       string           `json:"view"`
	States     []MapState       `json:"states"` // those that attack, are attacked, or that a clause on help concerns
	Disputed   []MapDispute     `json:"disputed"`
	CannotTell []treaty.Gap     `json:"cannot_tell"`
	Note       string           `json:"note"`
	Provenance casus.Provenance `json:"provenance"`
	// Ground holds the outlines with their state on the day, and Disputes the
	// borders of the disputed places, for who draws the map.
	Ground   []place.Ground  `json:"-"`
	Disputes []place.Dispute `json:"-"`
}

// MapState is one state on the map.
type MapState struct {
	State casus.State `json:"state"`
	Name  string      `json:"name"`
	// Class is "target", "attacker", or a verdict.
	Class  string  `json:"class"`
	Clause string  `json:"clause,omitempty"`
	Lat    float64 `json:"lat"` // of the capital
	Lon    float64 `json:"lon"`
}

// MapDispute is a place that is disputed on the day.
type MapDispute struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Says string `json:"says"`
}

// Ask gives the map of an event.
func (q MapQuestion) Ask(_ context.Context, arc *inquiry.Archive) (Map, error) {
	ev, err := arc.Event(q.Question)
	if err != nil {
		return Map{}, err
	}
	a := MapOf(arc, ev, arc.Treaties.Obligations(ev, treaty.Options{}))
	switch q.View {
	case "", "region", "world":
		a.View = q.View
	default:
		return Map{}, &casus.InputError{Msg: "no view " + casus.Quoted(q.View), Hint: "one of region, world"}
	}
	if a.View == "" {
		a.View = "region"
	}
	return a, nil
}

// MapOf gives the map of an event whose obligations are known.
func MapOf(arc *inquiry.Archive, ev casus.Event, rows []casus.Obligation) Map {
	a := Map{Schema: "casus.map/1", Event: ev, States: []MapState{}, Disputed: []MapDispute{}, CannotTell: arc.Treaties.Gaps(ev),
		Note:       "Borders of today (Natural Earth, public domain); disputed places by Casus's gazetteer on the day.",
		Provenance: arc.Provenance("states", "state_names", "territories", "areas", "sources"),
		Ground:     arc.Places.Ground(ev.On), Disputes: arc.Places.Disputes(ev.On)}
	seen := map[casus.State]bool{}
	add := func(s casus.State, class, clause string) {
		if seen[s] || s == casus.NonState || s == "" {
			return
		}
		seen[s] = true
		home := arc.Home(s, ev.On)
		a.States = append(a.States, MapState{s, arc.States.Name(s, ev.On), class, clause, home.Lat, home.Lon})
	}
	add(ev.Target, "target", "")
	for _, s := range ev.Attackers {
		add(s, "attacker", "")
	}
	for _, s := range standings(arc, arc.Treaties, ev, rows) {
		clause := ""
		if len(s.Clauses) > 0 {
			clause = s.Clauses[0].Name + ", " + casus.CiteArticle(s.Clauses[0].Article)
		}
		if s.Verdict == casus.NotBound && slices.ContainsFunc(a.CannotTell, func(g treaty.Gap) bool { return g.State == s.State }) {
			continue
		}
		add(s.State, string(s.Verdict), clause)
	}
	for _, g := range a.CannotTell {
		add(g.State, string(casus.CannotTell), g.Instrument)
	}
	for _, d := range a.Disputes {
		a.Disputed = append(a.Disputed, MapDispute{d.ID, d.Name, disputeWords(arc, d, ev.On)})
	}
	return a
}

// disputeWords says whose a disputed place is, and who else says that it is his.
func disputeWords(arc *inquiry.Archive, d place.Dispute, on casus.Date) string {
	name := func(s casus.State) string { return arc.States.Name(s, on) }
	var parts []string
	if d.Of != "" {
		parts = append(parts, "of "+name(d.Of))
	}
	if d.AdministeredBy != "" && d.AdministeredBy != d.Of {
		parts = append(parts, "held by "+name(d.AdministeredBy))
	}
	var claims []string
	for _, s := range d.ClaimedBy {
		if s != d.AdministeredBy {
			claims = append(claims, name(s))
		}
	}
	if len(claims) > 0 {
		parts = append(parts, "claimed by "+strings.Join(claims, ", "))
	}
	if len(parts) == 0 {
		return "disputed"
	}
	return fmt.Sprintf("disputed: %s", strings.Join(parts, ", "))
}
