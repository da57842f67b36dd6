package joining

import (
	"math"
	"slices"

	"casus/stateyear"
)

// feature is one column of the model: its name, what drivers say where it holds
// and where it does not ("" for nothing), the sign that its slope must have where it is not free, and its
// value. A slope of the wrong sign is left out of a fit: a state's own duty and
// its own capability never keep it at home, and distance never brings it.
type feature struct {
	name string
	says string
	not  string
	sign int // 1 rises, -1 falls, 0 free
	of   func(e *Event, f *scene, i int) float64
}

// scene is what is the same for all states outside one event.
type scene struct {
	outside   float64      // log of their number
	attackers float64      // log of the summed capability
	rivals    float64      // 1 if an attacker and a target are rivals
	pact      map[int]bool // ATOP's flags, where they stand in for the engine
}

// newScene sums up an event with n states outside.
func newScene(e *Event, n int) scene {
	f := scene{outside: math.Log(float64(max(n, 1)))}
	total := 0.0
	for _, i := range e.Attackers {
		if c := e.Setting.States[i].Capability(); !math.IsNaN(c) {
			total += c
		}
		f.rivals = max(f.rivals, rivals(e, i, e.Targets))
	}
	f.attackers = math.Log(total + leastCapability)
	return f
}

// leastCapability keeps the logarithm of a microstate's share of the world
// within reason: one hundred-thousandth.
const leastCapability = 1e-5

// Features that both sides share.
var (
	byCapability = feature{"capability", "is more capable than most", "is less capable than most", 1, capability}
	byDistance   = feature{"distance", "is farther away than most", "is nearer than most", -1, func(e *Event, _ *scene, i int) float64 { return distance(e, i) }}
	byReach      = feature{"reach", "is a major power, for which distance counts less", "is no major power", 1, func(e *Event, _ *scene, i int) float64 {
		if !e.Setting.States[i].Major {
			return 0
		}
		return distance(e, i)
	}}
	byTarget      = feature{"border target", "borders the target", "does not border the target", 0, func(e *Event, _ *scene, i int) float64 { return borders(e, i, e.Targets) }}
	byAttacker    = feature{"border attacker", "borders an attacker", "does not border an attacker", 0, func(e *Event, _ *scene, i int) float64 { return borders(e, i, e.Attackers) }}
	byRival       = feature{"rival", "is a rival of an attacker", "is no rival of an attacker", 0, func(e *Event, _ *scene, i int) float64 { return rivals(e, i, e.Attackers) }}
	byRivalTarget = feature{"rival target", "is a rival of the target", "is no rival of the target", 0, func(e *Event, _ *scene, i int) float64 { return rivals(e, i, e.Targets) }}
	byOldRivals   = feature{"old rivals", "attacker and target are rivals", "attacker and target are no rivals", 0, func(_ *Event, f *scene, _ int) float64 { return f.rivals }}
	byAttackers   = feature{"attackers", "", "", 0, func(_ *Event, f *scene, _ int) float64 { return f.attackers }}
	byOutside     = feature{"outside", "", "", 0, func(_ *Event, f *scene, _ int) float64 { return f.outside }}
)

// toJoin are the features of joining at all. A duty that is contested counts once,
// one that binds twice, so that neither verdict can weigh less than the weaker one.
var toJoin = []feature{
	{"duty", "its duty to help is contested", "is not bound to help", 1, func(e *Event, _ *scene, i int) float64 { return is(e.Ties[i].Target != NoDuty) }},
	{"bound", "is bound to help", "", 1, func(e *Event, _ *scene, i int) float64 { return is(e.Ties[i].Target == BoundDuty) }},
	{"duty to attacker", "has a duty to an attacker", "", 1, func(e *Event, _ *scene, i int) float64 { return is(e.Ties[i].Attacker != NoDuty) }},
	byCapability, byDistance, byReach, byTarget, byAttacker, byRival, byRivalTarget, byOldRivals, byOutside,
	byAttackers,
	{"allied", "is allied with one of them", "is allied with neither", 1, func(e *Event, _ *scene, i int) float64 {
		return max(pledged(e, i, e.Targets, 1), pledged(e, i, e.Attackers, 1))
	}},
	{"record", "has taken sides with or against them before", "has seldom taken sides with or against them", 1, func(e *Event, _ *scene, i int) float64 {
		n := 0.0
		for _, side := range [][]int{e.Targets, e.Attackers} {
			for _, j := range side {
				s, o := e.Setting.Sides(i, j)
				n += s + o
			}
		}
		return math.Log1p(n)
	}},
}

// joinInWars names the features of joining at all in wars: fewer, since borders and
// enmity with the target rank states within wars worse.
var joinInWars = []string{"duty", "bound", "duty to attacker", "capability", "distance", "reach", "rival", "old rivals", "outside"}

// joinIn are the features of joining at all that the fit of a class begins with.
func joinIn(class Class) []feature {
	if class != Wars {
		return toJoin
	}
	return slices.DeleteFunc(slices.Clone(toJoin), func(f feature) bool { return !slices.Contains(joinInWars, f.name) })
}

// toTarget are the features of joining the target. A duty that is contested
// counts once, one that binds twice, so that neither verdict can weigh less than
// the weaker one.
var toTarget = []feature{
	{"duty", "its duty to help is contested", "is not bound to help", 1, func(e *Event, _ *scene, i int) float64 { return is(e.Ties[i].Target != NoDuty) }},
	{"bound", "is bound to help", "", 1, func(e *Event, _ *scene, i int) float64 { return is(e.Ties[i].Target == BoundDuty) }},
	byCapability, byDistance, byReach, byTarget, byAttacker, byRival, byRivalTarget, byOldRivals, byOutside,
}

// toAttacker are the features of joining an attacker.
var toAttacker = []feature{
	{"duty", "", "", 1, func(e *Event, _ *scene, i int) float64 { return is(e.Ties[i].Attacker != NoDuty) }},
	{"duty to target", "", "", -1, func(e *Event, _ *scene, i int) float64 { return is(e.Ties[i].Target != NoDuty) }},
	byCapability, byDistance, byReach, byTarget, byAttacker, byRivalTarget, byOldRivals, byOutside,
	byAttackers,
}

// toTargetInWars names the features of joining the target in wars: fewer, since
// borders, enmity with the target and reach rank states within wars worse.
var toTargetInWars = []string{"duty", "bound", "capability", "distance", "rival", "old rivals", "outside"}

// featuresIn are those of a side that the fit of a class begins with.
func featuresIn(class Class, side Side) []feature {
	of := featuresOf(side)
	if class != Wars || side != JoinedTarget {
		return of
	}
	return slices.DeleteFunc(slices.Clone(of), func(f feature) bool { return !slices.Contains(toTargetInWars, f.name) })
}

// Features that were tried and stand in comparisons alone.
var others = []feature{
	{"pact", "", "", 1, func(_ *Event, f *scene, i int) float64 { return is(f.pact[i]) }},
	{"barred", "", "", -1, func(e *Event, _ *scene, i int) float64 { return is(e.Ties[i].Barred != NoDuty) }},
	{"consult", "", "", 1, func(e *Event, _ *scene, i int) float64 { return is(e.Ties[i].Consult) }},
	{"regime", "", "", -1, func(e *Event, _ *scene, i int) float64 { return unlike(e, i, e.Targets) }},
	{"nuclear", "", "", 0, func(e *Event, _ *scene, i int) float64 { return is(e.Setting.States[i].Nuclear) }},
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// capability is the log of the state's share of the world's capability.
func capability(e *Event, _ *scene, i int) float64 {
	c := e.Setting.States[i].Capability()
	if math.IsNaN(c) {
		c = 0
	}
	return math.Log(c + leastCapability)
}

// distance is the log of the kilometres from the state's capital to the nearest
// target's, or to where it is fought, in hundreds: 0 within 100 km.
func distance(e *Event, i int) float64 {
	s := &e.Setting.States[i]
	least := math.Inf(1)
	if !math.IsNaN(e.Lat) && !math.IsNaN(s.Lat) {
		least = stateyear.Km(s.Lat, s.Lon, e.Lat, e.Lon)
	} else {
		for _, j := range e.Targets {
			if km := e.Setting.Km(i, j); km < least {
				least = km
			}
		}
	}
	if math.IsInf(least, 1) {
		least = unknownKm
	}
	return math.Log(max(least, 100) / 100)
}

// unknownKm stands in where a capital is not known: half of a typical distance
// between two states.
const unknownKm = 5000

// borders is 1 for a border on land or across 24 miles of water at most.
func borders(e *Event, i int, side []int) float64 {
	for _, j := range side {
		if k := e.Setting.Border(i, j); k >= stateyear.LandBorder && k <= stateyear.Water24 {
			return 1
		}
	}
	return 0
}

func rivals(e *Event, i int, side []int) float64 {
	for _, j := range side {
		if e.Setting.Rivals(i, j) {
			return 1
		}
	}
	return 0
}

// unlike is the distance of two regimes on the scale of 0 to 1, the least to
// any of a side; a typical one where one is not known.
func unlike(e *Event, i int, side []int) float64 {
	least := math.NaN()
	for _, j := range side {
		d := math.Abs(e.Setting.States[i].Regime - e.Setting.States[j].Regime)
		if !(least <= d) && !math.IsNaN(d) {
			least = d
		}
	}
	if math.IsNaN(least) {
		return 0.25
	}
	return least
}
