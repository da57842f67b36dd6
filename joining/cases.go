package joining

import (
	"context"
	"fmt"
	"math"

	"casus"
	"casus/history"
	"casus/internal/pool"
	"casus/stateyear"
	"casus/treaty"
)

// Class is a class of past events. A state's chance of coming differs between
// them by two orders of magnitude.
type Class string

// The classes.
const (
	Disputes Class = "disputes with use of force"
	Wars     Class = "interstate wars"
	Invoked  Class = "invoked alliances"
)

// Side is what a state outside did.
type Side uint8

// The sides.
const (
	Out Side = iota
	JoinedTarget
	JoinedAttacker
	anySide // either, in a fit
)

// Case is one event of history and what the states outside it did.
type Case struct {
	Num   int // of the source: war or dispute
	Year  int
	End   int // year in which it ended
	Level int // of hostility in a dispute: 4 use of force, 5 war; 0 for wars
	// Cluster is that of the events linked to this one, wars and disputes in one
	// numbering: see [clusters].
	Cluster int
	Event   *Event
	Did     map[int]Side // by index in the setting; states that stayed out have no entry
	// Pact lists the states with a defence promise to a target by ATOP's flag
	// alone, for comparison with the engine's duties.
	Pact map[int]bool
	// Left counts the joiners of whom too little is known to be compared.
	Left int
}

// World is what cases are made of.
type World struct {
	DB     *history.DB
	Past   *stateyear.Past
	Lib    *treaty.Library // with the alliances since 1816
	States func(code int, on casus.Date) (casus.State, bool)
	Home   func(s casus.State, on casus.Date) casus.Place
	// Workers bounds the goroutines, 0 for one a processor.
	Workers int
}

// foughtAt says where, latitude and longitude, the first blows of a war fell, by
// COW number, where that was a possession of the target far from its home, on
// which duties hang: COW's data name no place. Of disputes nobody has coded it
// in the data at hand, so each counts as an attack on the target's home.
var foughtAt = map[int]struct {
	name     string
	lat, lon float64
}{
	79:  {"Cuba", 23.1, -82.4},
	85:  {"Port Arthur", 38.8, 121.3},
	97:  {"Tripolitania", 32.9, 13.2},
	145: {"French Indochina", 12.0, 105.0},
	202: {"Falkland Islands", -51.7, -57.9},
}

// Levels of hostility of a dispute.
const (
	useOfForce = 4
	warLevel   = 5
)

// contests lists COW's interstate wars and the militarized disputes in which force
// was used, with the cluster of each. A war's co-belligerents of the first day
// count among those who began it, as the data do not tell them apart; side A of a
// dispute is taken for the attacker.
func (w *World) contests() (wars, disputes []contest, err error) {
	past, err := w.DB.Wars()
	if err != nil {
		return nil, nil, err
	}
	var list []contest
	for k := range past {
		c := contest{Contest: past[k].Contest(), war: true}
		for _, b := range past[k].Belligerents {
			for _, s := range b.Spells {
				c.end = max(c.end, s.Until.Year())
			}
		}
		list = append(list, c)
	}
	n := len(list)
	all, err := w.DB.Disputes(history.COW)
	if err != nil {
		return nil, nil, err
	}
	for k := range all {
		if d := &all[k]; int(d.HostLev) >= useOfForce && len(d.Participants) > 0 {
			c := contest{Contest: d.Contest(), level: int(d.HostLev)}
			for _, p := range d.Participants {
				c.end = max(c.end, p.Span.Until.Year())
			}
			list = append(list, c)
		}
	}
	of := clusters(list)
	disputesIn := map[int]map[int]bool{}
	for k := range list {
		if list[k].cluster = of[k]; !list[k].war {
			if disputesIn[of[k]] == nil {
				disputesIn[of[k]] = map[int]bool{}
			}
			disputesIn[of[k]][list[k].Num] = true
		}
	}
	for k := range list {
		list[k].kin = disputesIn[of[k]]
	}
	return list[:n], list[n:], nil
}

// WarCases gives COW's interstate wars, with every state outside that could
// have joined and what it did.
func (w *World) WarCases(ctx context.Context) ([]Case, error) {
	wars, _, err := w.contests()
	if err != nil {
		return nil, err
	}
	return w.cases(ctx, wars)
}

// DisputeCases gives COW's militarized disputes in which force was used.
func (w *World) DisputeCases(ctx context.Context) ([]Case, error) {
	_, disputes, err := w.contests()
	if err != nil {
		return nil, err
	}
	return w.cases(ctx, disputes)
}

// contest is a war or a dispute with what a case also needs of it.
type contest struct {
	history.Contest
	end, level int
	war        bool
	cluster    int
	kin        map[int]bool // numbers of the disputes in its cluster
}

// cases asks the treaties about each contest. Those in which one side is not
// among the states of its year are left out.
func (w *World) cases(ctx context.Context, list []contest) ([]Case, error) {
	pact, err := w.DB.DefencePacts()
	if err != nil {
		return nil, err
	}
	all := make([]*Case, len(list))
	err = pool.Each(ctx, len(list), w.Workers, func(k int) error {
		all[k] = w.oneCase(&list[k], pact)
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []Case
	for _, c := range all {
		if c != nil {
			out = append(out, *c)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("response: no cases")
	}
	return out, nil
}

// oneCase lays one contest out; nil where a side has nobody.
func (w *World) oneCase(t *contest, pact func(k, b int, d casus.Date) bool) *Case {
	year := t.Start.Year()
	set := w.Past.Without(w.Past.Year(year), func(num int) bool { return t.kin[num] })
	e := &Event{Setting: set, On: t.Start, Lat: math.NaN(), Lon: math.NaN()}
	var attackers []casus.State
	for _, code := range t.Attackers {
		if i := set.IndexCode(code); i >= 0 {
			e.Attackers = append(e.Attackers, i)
			attackers = append(attackers, set.States[i].ID)
		}
	}
	for _, code := range t.Targets {
		if i := set.IndexCode(code); i >= 0 {
			e.Targets = append(e.Targets, i)
		}
	}
	if len(e.Attackers) == 0 || len(e.Targets) == 0 {
		return nil
	}
	e.Ties = make([]Tie, len(set.States))
	away, far := foughtAt[t.Num]
	if far = far && t.war; far {
		e.Lat, e.Lon = away.lat, away.lon
	}
	for _, i := range e.Targets {
		target := set.States[i].ID
		ev := casus.Event{Attackers: attackers, Target: target, On: t.Start, Kind: casus.ArmedAttack, Object: casus.Territory, Theatre: w.Home(target, t.Start)}
		if far {
			ev.Theatre = casus.Place{Name: away.name, Of: target, AdministeredBy: target, Lat: away.lat, Lon: away.lon}
		}
		merge(e.Ties, Ties(set, ev, w.Lib.Obligations(ev, treaty.Options{})))
	}
	c := &Case{Num: t.Num, Year: year, End: max(year, t.end), Level: t.level, Cluster: t.cluster, Event: e, Did: map[int]Side{}, Pact: map[int]bool{}}
	for _, i := range e.Outside() {
		code := set.States[i].Code
		if j, ok := t.Joined[code]; ok {
			if c.Did[i] = JoinedAttacker; j.Target {
				c.Did[i] = JoinedTarget
			}
		}
		for _, target := range t.Targets {
			if pact(code, target, t.Start-1) {
				c.Pact[i] = true
			}
		}
	}
	for code := range t.Joined {
		if i := set.IndexCode(code); i < 0 || !set.States[i].Known() || !set.States[i].On(t.Start) {
			c.Left++
		}
	}
	return c
}

// merge keeps the weightiest of two ties of each state: towards any of several
// targets.
func merge(into, from []Tie) {
	for i := range into {
		a, b := &into[i], from[i]
		switch {
		case b.Target > a.Target:
			a.Discretion, a.Several, a.Offence = b.Discretion, b.Several, b.Offence
		case b.Target == a.Target:
			if freer(a.Discretion, b.Discretion) {
				a.Discretion = b.Discretion
			}
			a.Several, a.Offence = a.Several && b.Several, a.Offence || b.Offence
		}
		a.Target, a.Attacker, a.Barred = max(a.Target, b.Target), max(a.Attacker, b.Attacker), max(a.Barred, b.Barred)
		a.Consult = a.Consult || b.Consult
	}
}
