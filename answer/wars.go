package answer

import (
	"fmt"
	"slices"

	"casus"
	"casus/inquiry"
	"casus/treaty"
)

// Act is a declaration or a first attack of a war, as dated input.
type Act struct {
	State   casus.State `json:"state"`
	Against casus.State `json:"against,omitempty"`
	On      casus.Date  `json:"on"`
	Act     string      `json:"act"` // declaration, attack, mobilisation or neutrality
	Note    string      `json:"note,omitempty"`
}

// Entry is how a state came into a war, or stayed out of it, beside what its
// treaties asked of it on the day.
type Entry struct {
	Act
	// First says that nobody fought before the act.
	First bool `json:"first,omitempty"`
	// AtWar says that it had itself attacked, or declared war, before.
	AtWar bool `json:"at_war,omitempty"`
	// Attacked names those that had attacked it, or declared war on it, before.
	Attacked []casus.State `json:"attacked,omitempty"`
	// Bound and Contested are the clauses that called on it, by the fights there
	// were: rows of assistance and offence whose verdict is that. Both empty: it
	// came in without an obligation among the treaties that Casus knows.
	Bound     []casus.Obligation `json:"bound,omitempty"`
	Contested []casus.Obligation `json:"contested,omitempty"`
}

// Acts lists the acts of a war of the table declarations, in their order; the
// error is an [*casus.InputError] for a war that it does not have.
func Acts(arc *inquiry.Archive, war string) ([]Act, error) {
	var out []Act
	var wars []string
	for _, r := range arc.Facts.MustTable("declarations").Rows {
		if !slices.Contains(wars, r.Text("war")) {
			wars = append(wars, r.Text("war"))
		}
		if r.Text("war") == war {
			out = append(out, Act{casus.State(r.Text("state")), casus.State(r.Text("against")), r.Date("date"), r.Text("act"), r.Text("note")})
		}
	}
	if len(out) == 0 {
		return nil, &casus.InputError{Msg: "no war " + casus.Quoted(war) + " in the table declarations", Hint: fmt.Sprintf("it has %v", wars)}
	}
	slices.SortStableFunc(out, func(a, b Act) int { return int(a.On - b.On) })
	return out, nil
}

// Entries says for each act of a war what the treaties asked of the state that
// acts, given the acts before it. No clause is invented to explain an entry:
// a state that no clause calls on came in without an obligation.
func Entries(arc *inquiry.Archive, war string) ([]Entry, error) {
	acts, err := Acts(arc, war)
	if err != nil {
		return nil, err
	}
	var out []Entry
	for i, a := range acts {
		e := Entry{Act: a, First: len(fights(acts[:i])) == 0}
		for _, f := range fights(acts[:i]) {
			e.AtWar = e.AtWar || f.attacker == a.State
			if f.target == a.State {
				e.Attacked = append(e.Attacked, f.attacker)
				continue
			}
			if f.attacker == a.State || a.Against != "" && f.attacker != a.Against && f.target != a.Against {
				continue // another front
			}
			ev := casus.Event{Attackers: []casus.State{f.attacker}, Target: f.target, On: a.On, Kind: casus.ArmedAttack, Object: casus.Territory, Theatre: arc.Home(f.target, a.On)}
			for _, r := range arc.Treaties.Obligations(ev, treaty.Options{}) {
				if r.State != a.State || r.Type != casus.Assist && r.Type != casus.Offence || r.Toward == a.Against || r.Universal {
					continue
				}
				switch r.Verdict {
				case casus.Bound:
					e.Bound = append(e.Bound, r)
				case casus.Contested, casus.CannotTell:
					e.Contested = append(e.Contested, r)
				}
			}
		}
		out = append(out, e)
	}
	return out, nil
}

type hostility struct{ attacker, target casus.State }

// fights gives who has begun to fight whom: the first act between two states
// says who attacks.
func fights(acts []Act) []hostility {
	var out []hostility
	for _, a := range acts {
		back := hostility{a.Against, a.State}
		if h := (hostility{a.State, a.Against}); a.Against != "" && a.Act != "mobilisation" && !slices.Contains(out, h) && !slices.Contains(out, back) {
			out = append(out, h)
		}
	}
	return out
}
