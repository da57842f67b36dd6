package onset

import (
	"math"

	"casus/stateyear"
)

// feature is one column: its name and its value for a dyad.
type feature struct {
	name string
	of   func(d *Dyad) float64
}

// least keeps the logarithm of a microstate's share within reason.
const least = 1e-5

// features are all columns that a model may have.
var features = []feature{
	// What lies between the two.
	{"land border", func(d *Dyad) float64 { return d.land() }},
	{"near water", func(d *Dyad) float64 { return is(d.Setting.Border(d.Attacker, d.Target) > stateyear.LandBorder) }},
	{"distance", func(d *Dyad) float64 { return d.distance() }},
	{"rivals", func(d *Dyad) float64 { return d.rivals() }},
	// What the two are.
	{"attacker capability", func(d *Dyad) float64 { return capability(d.attacker()) }},
	{"target capability", func(d *Dyad) float64 { return capability(d.target()) }},
	{"attacker nuclear", func(d *Dyad) float64 { return is(d.attacker().Nuclear) }},
	{"target nuclear", func(d *Dyad) float64 { return is(d.target().Nuclear) }},
	{"lower regime", func(d *Dyad) float64 { return min(regime(d.attacker()), regime(d.target())) }},
	// What was between them.
	{"never", func(d *Dyad) float64 { return is(!d.Ever) }},
	{"log peace", func(d *Dyad) float64 { return math.Log1p(min(d.PeaceYears, longPeace)) }},
	{"peace", func(d *Dyad) float64 { return min(d.PeaceYears, longPeace) / 10 }},
	{"recent", func(d *Dyad) float64 { return is(d.Ever) * math.Exp(-d.PeaceYears/3) }},
	{"disputes", func(d *Dyad) float64 { return math.Log1p(d.Disputes) }},
	{"directed", func(d *Dyad) float64 { return math.Log1p(d.Directed) }},
	{"rival disputes", func(d *Dyad) float64 { return d.rivals() * math.Log1p(d.Disputes) }},
	{"began", func(d *Dyad) float64 { return math.Log1p(d.Began) }},
	{"since 1945", func(d *Dyad) float64 { return is(d.Year >= 1945) }},
	// What the law says.
	{"bound", func(d *Dyad) float64 { return is(d.Law.Bound > 0) }},
	{"contested", func(d *Dyad) float64 { return is(d.Law.Bound == 0 && d.Law.Contested > 0) }},
	{"bound strength", func(d *Dyad) float64 { return math.Log1p(d.Law.Strength / (d.strength() + least)) }},
	{"offence", func(d *Dyad) float64 { return is(d.Law.Offence > 0) }},
	{"barred", func(d *Dyad) float64 { return is(d.Law.Barred > 0) }},
	{"pledged", func(d *Dyad) float64 { return is(d.Law.Pledged) }},
	// What the attacker may expect.
	{"alone", func(d *Dyad) float64 { return logit(d.Alone) }},
	{"help", func(d *Dyad) float64 { return logit(d.Helped) - logit(d.Alone) }},
	// Tried and left out of the product; for comparisons.
	{"attacker major", func(d *Dyad) float64 { return is(d.attacker().Major) }},
	{"target major", func(d *Dyad) float64 { return is(d.target().Major) }},
	{"attacker regime", func(d *Dyad) float64 { return regime(d.attacker()) }},
	{"target regime", func(d *Dyad) float64 { return regime(d.target()) }},
	{"states", func(d *Dyad) float64 { return math.Log(float64(len(d.Setting.States))) }},
	// The usual controls of the published models.
	{"capability share", func(d *Dyad) float64 { return d.share() }},
	{"contiguous", func(d *Dyad) float64 {
		return is(d.Setting.Border(d.Attacker, d.Target) > 0 && d.Setting.Border(d.Attacker, d.Target) <= stateyear.Water150)
	}},
	{"joint democracy", func(d *Dyad) float64 { return is(min(regime(d.attacker()), regime(d.target())) >= 0.5) }},
	{"peace years", func(d *Dyad) float64 { return d.PeaceYears / 10 }},
	{"peace years^2", func(d *Dyad) float64 { return math.Pow(d.PeaceYears/10, 2) }},
	{"peace years^3", func(d *Dyad) float64 { return math.Pow(d.PeaceYears/10, 3) }},
	{"similarity", func(d *Dyad) float64 { return d.flags.similarity }},
	{"outside pact", func(d *Dyad) float64 { return d.flags.outside }},
	{"offence pact", func(d *Dyad) float64 { return d.flags.offence }},
	{"neutrality pact", func(d *Dyad) float64 { return d.flags.neutrality }},
	{"own alliance", func(d *Dyad) float64 { return d.flags.own }},
}

// longPeace is the number of years after which peace counts as long.
const longPeace = 60

// index finds a feature by its name.
var index = func() map[string]int {
	out := map[string]int{}
	for k, f := range features {
		out[f.name] = k
	}
	return out
}()

// allNames lists the names of all features.
func allNames() []string {
	var out []string
	for _, f := range features {
		out = append(out, f.name)
	}
	return out
}

func (d *Dyad) attacker() *stateyear.State { return &d.Setting.States[d.Attacker] }
func (d *Dyad) target() *stateyear.State   { return &d.Setting.States[d.Target] }

func (d *Dyad) land() float64 {
	return is(d.Setting.Border(d.Attacker, d.Target) == stateyear.LandBorder)
}

func (d *Dyad) rivals() float64 { return is(d.Setting.Rivals(d.Attacker, d.Target)) }

// share is the attacker's of the two states' capability by CINC.
func (d *Dyad) share() float64 {
	a, b := d.attacker().Index, d.target().Index
	if math.IsNaN(a) || math.IsNaN(b) || a+b == 0 {
		return 0.5
	}
	return a / (a + b)
}

// strength is the attacker's, 0 where it is not known.
func (d *Dyad) strength() float64 {
	if s := d.attacker(); s.Known() {
		return s.Strength()
	}
	return 0
}

// distance is the log of the kilometres between the capitals in hundreds: 0
// within 100 km.
func (d *Dyad) distance() float64 {
	km := d.Setting.Km(d.Attacker, d.Target)
	if math.IsNaN(km) {
		km = unknownKm
	}
	return math.Log(max(km, 100) / 100)
}

// unknownKm stands in where a capital is not known: half of a typical distance.
const unknownKm = 5000

// capability is the log of the state's share of the world's.
func capability(s *stateyear.State) float64 {
	c := s.Capability()
	if math.IsNaN(c) {
		c = 0
	}
	return math.Log(c + least)
}

// regime is the state's electoral democracy; a typical value where it is unknown.
func regime(s *stateyear.State) float64 {
	if math.IsNaN(s.Regime) {
		return unknownRegime
	}
	return s.Regime
}

const unknownRegime = 0.25

var nan = math.NaN()

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func logit(p float64) float64 { return math.Log(p) - math.Log1p(-p) }
