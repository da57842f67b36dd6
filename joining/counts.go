package joining

import (
	"fmt"
	"math"

	"casus"
)

// Count is how many comparable states outside came to the target in the cases.
type Count struct {
	Of     string `json:"of"`    // which states
	Duty   Duty   `json:"duty"`  // how the law stood to their help
	Since  int    `json:"since"` // year from which the cases are, 0 for all
	Cases  int    `json:"cases"`
	Joined int    `json:"joined"`
}

// Share gives the share that joined with its 90 % interval (Wilson 1927). The
// interval takes the cases as independent, so it is too narrow where the states
// of one event decide together.
func (c Count) Share() casus.Interval {
	if c.Cases == 0 {
		return casus.Interval{Median: math.NaN(), Low: 0, High: 1}
	}
	const z = 1.6448536269514722
	n, p := float64(c.Cases), float64(c.Joined)/float64(c.Cases)
	middle, half := p+z*z/(2*n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return casus.Interval{Median: p, Low: max(0, (middle-half)/(1+z*z/n)), High: min(1, (middle+half)/(1+z*z/n))}
}

// String tells the count in a line: "states bound to help in disputes with use
// of force since 1945: 25 of 5,000 joined, 0.5 %".
func (c Count) String() string {
	since := ""
	if c.Since > 0 {
		since = fmt.Sprintf(" since %d", c.Since)
	}
	if c.Cases == 0 {
		return fmt.Sprintf("%s%s: no case", c.Of, since)
	}
	share := 100 * float64(c.Joined) / float64(c.Cases)
	digits := 1
	if share < 1 {
		digits = 2
	}
	return fmt.Sprintf("%s%s: %d of %s joined, %.*f %%", c.Of, since, c.Joined, thousands(c.Cases), digits, share)
}

// thousands writes a whole number with commas.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// since is the year from which the counts of later cases are.
const since = 1945

// dutyWords names the states that stand to the target in one way.
var dutyWords = map[Duty]string{NoDuty: "states not bound to help", ContestedDuty: "states whose duty to help is contested", BoundDuty: "states bound to help"}

// count counts states outside by their duty, in all years and since 1945.
func count(class Class, cases []Case) []Count {
	var out []Count
	for _, from := range []int{0, since} {
		for d := NoDuty; d <= BoundDuty; d++ {
			out = append(out, Count{Of: dutyWords[d] + " in " + string(class), Duty: d, Since: from})
		}
	}
	for k := range cases {
		c := &cases[k]
		for _, i := range c.Event.Outside() {
			for n := range out {
				if out[n].Duty == c.Event.Ties[i].Target && c.Year >= out[n].Since {
					out[n].Cases++
					out[n].Joined += int(is(c.Did[i] == JoinedTarget))
				}
			}
		}
	}
	return out
}

// Comparison is what stands behind one state's chance: the cases that are
// comparable, and what about the event no case is like.
type Comparison struct {
	Class         Class    `json:"class"`
	All           Count    `json:"all"`   // states that stood to the target in the same way
	Later         Count    `json:"later"` // of these, since 1945
	Extrapolation []string `json:"extrapolation"`
}

// Comparable gives the comparable cases of the state with an index, and why its
// chance is an extrapolation; ok is false where the class has nothing to say of
// the state.
func (p *Params) Comparable(e *Event, i int) (c Comparison, ok bool) {
	duty := e.Ties[i].Target
	if p.Class == Invoked && duty != BoundDuty {
		return Comparison{}, false
	}
	c = Comparison{Class: p.Class, Extrapolation: p.extrapolation(e, i)}
	for _, n := range p.Counts {
		switch {
		case n.Duty != duty:
		case n.Since == 0:
			c.All = n
		default:
			c.Later = n
		}
	}
	return c, true
}

// extrapolation lists what about an event and a state no case is like.
func (p *Params) extrapolation(e *Event, i int) []string {
	out := []string{}
	if y := e.Setting.Year; y > p.Last {
		out = append(out, fmt.Sprintf("the cases end in %d", p.Last))
	}
	nuclear := func(side []int) bool {
		for _, j := range side {
			if e.Setting.States[j].Nuclear {
				return true
			}
		}
		return false
	}
	if nuclear(e.Attackers) && e.Ties[i].Target == BoundDuty {
		words := nuclearWords(p.Nuclear)
		if p.Class == Invoked {
			words = "the codings do not tell which attackers had nuclear weapons"
		}
		out = append(out, words)
	}
	return out
}

func nuclearWords(n Count) string {
	switch {
	case n.Cases == 0:
		return "no case of a state bound to help against an attacker with nuclear weapons"
	case n.Joined == 0:
		return fmt.Sprintf("of %s states bound to help against an attacker with nuclear weapons none came", thousands(n.Cases))
	}
	return fmt.Sprintf("of %s states bound to help against an attacker with nuclear weapons %d came", thousands(n.Cases), n.Joined)
}

// countNuclear counts states bound to help against an attacker with nuclear
// weapons.
func countNuclear(cases []Case) Count {
	c := Count{Of: "states bound to help against an attacker with nuclear weapons", Duty: BoundDuty}
	for k := range cases {
		e := cases[k].Event
		armed := false
		for _, j := range e.Attackers {
			armed = armed || e.Setting.States[j].Nuclear
		}
		if !armed {
			continue
		}
		for _, i := range e.Outside() {
			if e.Ties[i].Target == BoundDuty {
				c.Cases++
				c.Joined += int(is(cases[k].Did[i] == JoinedTarget))
			}
		}
	}
	return c
}
