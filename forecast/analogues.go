package forecast

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"casus"
	"casus/facts"
	"casus/joining"
	"casus/outcome"
	"casus/stateyear"
)

// Traits are what events are compared by: what the links use and a reader
// understands. See [TraitNames].
type Traits [9]float64

// TraitNames names the traits, in their order.
var TraitNames = [len(Traits{})]string{
	"log of the attacker's strength over the target's", "border", "log of the distance in 100 km", "rivals", "attacker is a major power",
	"target is a major power", "attacker's regime, 0 to 1", "target's regime, 0 to 1", "somebody is bound to help",
}

// TraitsOf works the traits of an event out.
func TraitsOf(e *joining.Event) (t Traits) {
	sum := func(side []int) (strength, major, regime float64) {
		known := 0.0
		for _, i := range side {
			s := &e.Setting.States[i]
			if v := s.Strength(); !math.IsNaN(v) {
				strength += v
			}
			if s.Major {
				major = 1
			}
			if !math.IsNaN(s.Regime) {
				regime, known = regime+s.Regime, known+1
			}
		}
		if known == 0 {
			return strength, major, regimeUnknown
		}
		return strength, major, regime / known
	}
	a, majorA, regimeA := sum(e.Attackers)
	b, majorB, regimeB := sum(e.Targets)
	near := math.Inf(1)
	for _, i := range e.Attackers {
		for _, j := range e.Targets {
			if km := e.Setting.Km(i, j); km < near {
				near = km
			}
			if k := e.Setting.Border(i, j); k >= stateyear.LandBorder && k <= stateyear.Water24 {
				t[1] = 1
			}
			if e.Setting.Rivals(i, j) {
				t[3] = 1
			}
		}
	}
	if math.IsInf(near, 1) {
		near = farUnknown
	}
	t[0] = math.Log((a + outcome.Floor) / (b + outcome.Floor))
	t[2] = math.Log(max(near, 100) / 100)
	t[4], t[5], t[6], t[7] = majorA, majorB, regimeA, regimeB
	for i := range e.Ties {
		if e.Ties[i].Target == joining.BoundDuty && !e.Belligerent(i) {
			t[8] = 1
		}
	}
	return t
}

// What stands in where a regime or a distance is not known: a typical one.
const regimeUnknown, farUnknown = 0.3, 5000

// spreads are how far the traits of past events lie apart, about one standard
// deviation each: what one step of likeness is.
var spreads = Traits{2.5, 0.5, 1.2, 0.5, 0.5, 0.5, 0.25, 0.25, 0.5}

// PastEvent is one event of history as the embedded table past_events has it.
type PastEvent struct {
	Number    int    // of the war or dispute in the source
	Class     string // wars or disputes
	Name      string
	Year      int
	Cluster   int // events linked by opponents and years
	Attackers []casus.State
	Targets   []casus.State
	Target    []casus.State // joined the target's side
	Attacker  []casus.State // joined the attackers'
	Outside   int           // states that could have joined
	Ended     string        // won, neither or lost, for the attackers' side; "" where it is not coded so
	Traits    Traits
}

// Analogue is a past event with how like it is.
type Analogue struct {
	PastEvent
	Distance float64 // root of the mean squared difference, in spreads
	Likeness float64 // 1 for the same, 1/2 at one spread on every trait
}

// PastEvents reads the embedded table.
func PastEvents(pack *facts.Pack) []PastEvent {
	list := func(s string) (out []casus.State) {
		for _, f := range strings.Fields(s) {
			out = append(out, casus.State(f))
		}
		return out
	}
	var out []PastEvent
	for _, r := range pack.MustTable("past_events").Rows {
		p := PastEvent{Number: r.Int("number"), Class: r.Text("class"), Name: r.Text("name"), Year: r.Int("year"), Cluster: r.Int("cluster"), Attackers: list(r.Text("attackers")),
			Targets: list(r.Text("targets")), Target: list(r.Text("joined_target")), Attacker: list(r.Text("joined_attacker")), Outside: r.Int("outside"), Ended: r.Text("ended")}
		for k, name := range traitColumns {
			p.Traits[k], _ = r.Number(name)
		}
		out = append(out, p)
	}
	return out
}

// traitColumns are the columns of past_events that hold the traits.
var traitColumns = [len(Traits{})]string{"ratio", "border", "distance", "rivals", "major_attacker", "major_target", "regime_attacker", "regime_target", "bound"}

// Analogues gives the n past events of a class that are most like an event, the
// nearest first, and how many there are to choose from. The event itself and its
// cluster are left out: every event linked to one in which the same two states
// oppose each other within a year. They illustrate an estimate and are not where
// it comes from.
func Analogues(all []PastEvent, e *joining.Event, class Class, n int) (out []Analogue, of int) {
	t := TraitsOf(e)
	year := e.On.Year()
	opposed := func(p *PastEvent) bool {
		in := func(side []int, list ...[]casus.State) bool {
			return slices.ContainsFunc(side, func(i int) bool {
				return slices.ContainsFunc(list, func(l []casus.State) bool { return slices.Contains(l, e.Setting.States[i].ID) })
			})
		}
		return in(e.Attackers, p.Attackers, p.Attacker) && in(e.Targets, p.Targets, p.Target) || in(e.Attackers, p.Targets, p.Target) && in(e.Targets, p.Attackers, p.Attacker)
	}
	own := map[int]bool{}
	for k := range all {
		if p := &all[k]; opposed(p) && p.Year >= year-1 && p.Year <= year+1 {
			own[p.Cluster] = true
		}
	}
	for _, p := range all {
		if own[p.Cluster] || p.Class != class.Key() {
			continue
		}
		d := 0.0
		for k := range t {
			x := (t[k] - p.Traits[k]) / spreads[k]
			d += x * x / float64(len(t))
		}
		d = math.Sqrt(d)
		out = append(out, Analogue{p, d, 1 / (1 + d)})
	}
	slices.SortStableFunc(out, func(a, b Analogue) int {
		return cmp.Or(cmp.Compare(a.Distance, b.Distance), cmp.Compare(a.Number, b.Number))
	})
	return out[:min(n, len(out))], len(out)
}
