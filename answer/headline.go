package answer

import (
	"fmt"
	"strings"

	"casus/forecast"
	"casus/inquiry"
	"casus/internal/numbers"
	"casus/joining"
	"casus/model"
)

// Headline is what may stand first on a page: the law, and of the forecast only
// what has been shown on history. No face rebuilds the rule.
type Headline struct {
	Law      string     `json:"law"`
	Forecast string     `json:"forecast"` // with the balance of forces and counts where figures are withheld
	Withheld []Withheld `json:"withheld"`
}

// Withheld is a link whose figure does not stand in the headline, and why.
type Withheld struct {
	Link string `json:"link"`
	Why  string `json:"why"`
}

// mostTied bounds how many states are named together.
const mostTied = 4

// headlineOf sums the estimates up. A link's figure stands in it if it has beaten the
// base rate in time order on its own class; no winner is named from a near-tie.
func headlineOf(arc *inquiry.Archive, m *model.Model, c *forecast.Case, b *Brief) *Headline {
	h := &Headline{Law: b.Answer, Withheld: []Withheld{}}
	class, in := c.Asked.Key(), shortKey[c.Asked.Key()]
	target := arc.States.Name(b.Event.Target, b.Event.On)
	var say []string
	for _, r := range b.Response {
		if r.Assumed && r.Side == "target" {
			say = append(say, fmt.Sprintf("It is assumed, not estimated, that %s comes with a chance of %s.", r.Name, between(r.P.Low, r.P.High)))
		}
	}
	if c.Neither != nil {
		say = append(say, fmt.Sprintf("It is assumed, not estimated, that neither side prevails with a chance of %s.", between(c.Neither.Low, c.Neither.High)))
	}
	if v := m.MayStand("response", class); v.Holds {
		if words := likeliest(b.Response, "target"); words != "" {
			say = append(say, fmt.Sprintf("By what states did %s, the likeliest to come to %s: %s.", in, target, words))
		}
	} else {
		h.withhold("response", v)
		say = append(say, countWords(m, c))
	}
	if v := m.MayStand("attacker", class); v.Holds {
		if words := likeliest(b.Response, "attacker"); words != "" {
			say = append(say, fmt.Sprintf("Likeliest to join the attacker: %s.", words))
		}
	} else {
		h.withhold("attacker", v)
	}
	if v := m.MayStand("outcome", class); v.Holds && b.Outcome != nil {
		o := b.Outcome
		say = append(say, fmt.Sprintf("%s's side would prevail with %s, the attacker's with %s, neither with %s.", target,
			between(o.TargetPrevails.Low, o.TargetPrevails.High), between(o.AttackerPrevail.Low, o.AttackerPrevail.High), between(o.Stalemate.Low, o.Stalemate.High)))
	} else {
		h.withhold("outcome", v)
		say = append(say, "Who would prevail history does not tell."+balance(b))
	}
	h.Forecast = strings.Join(say, " ")
	return h
}

// shortKey names the classes of past events in a sentence.
var shortKey = map[string]string{"disputes": "in disputes short of war", "wars": "in wars", "invoked": "when alliances were invoked"}

func (h *Headline) withhold(link string, v model.Verdict) {
	why := "not scored in time order on this class"
	if s := v.Score; s != nil && s.LogLoss != nil && s.Reference != nil {
		why = fmt.Sprintf("it has not been shown to beat the base rate: %s, log loss %s against %s", s.Split, digits(*s.LogLoss), digits(*s.Reference))
		if s.Gain != nil && s.GainLow != nil {
			why += fmt.Sprintf(", a gain of %.2f (%.2f to %.2f)", *s.Gain, *s.GainLow, *s.GainHigh)
		}
		why += fmt.Sprintf("; one of %d pairs of link and class that were tried", v.Tried)
	}
	h.Withheld = append(h.Withheld, Withheld{link, why})
}

// likeliest names the state likeliest to take a side, with those from which its
// interval does not part it.
func likeliest(list []Chance, side string) string {
	var names []string
	var first *Chance
	low, high, more := 1.0, 0.0, 0
	for k := range list {
		r := &list[k]
		if r.Side != side || r.Supposed || r.Assumed {
			continue
		}
		switch {
		case first == nil:
			first = r
		case r.P.High < first.P.Median || r.P.Median < first.P.Low:
			continue
		}
		if len(names) == mostTied {
			more++
			continue
		}
		names, low, high = append(names, r.Name), min(low, r.P.Low), max(high, r.P.High)
	}
	if first == nil {
		return ""
	}
	words := strings.Join(names, ", ")
	if more > 0 {
		words += fmt.Sprintf(" and %d more that cannot be told apart", more)
	}
	return words + ", " + between(low, high)
}

// countWords counts the comparable cases.
func countWords(m *model.Model, c *forecast.Case) string {
	p := m.Response.Classes()[c.Asked]
	duty := joining.NoDuty
	if boundIn(c) {
		duty = joining.BoundDuty
	}
	for _, n := range p.Counts {
		if n.Duty == duty && n.Since == 0 {
			return "Who would come history does not tell; " + n.String() + "."
		}
	}
	return "Who would come history does not tell."
}

// balance words the means of the two sides, where they are known.
func balance(b *Brief) string {
	if b.Means == nil {
		return ""
	}
	attackers, known := 0.0, true
	for _, a := range b.Means.Attackers {
		attackers, known = attackers+numbers.Value(a.Expenditure), known && a.Expenditure != nil
	}
	own := numbers.Value(b.Means.Target.Expenditure)
	if !known || own == 0 || attackers == 0 {
		return ""
	}
	words := fmt.Sprintf(" The attacker's side spends %s times what the target spends", times(attackers/own))
	if all := numbers.Value(b.Means.Total.Expenditure); len(b.Means.Bound) > 0 && all > 0 {
		words += fmt.Sprintf(", the target and those bound %s times what the attacker's side does", times(all/attackers))
	}
	return words + "."
}

func times(v float64) string {
	if v < 9.95 {
		return fmt.Sprintf("%.1f", v)
	}
	return numbers.Thousands(v)
}

// between words a range of probabilities: "5 to 24 %".
func between(low, high float64) string {
	digits := func(v float64) string {
		if v = 100 * v; v < 1.95 {
			return fmt.Sprintf("%.1f", v)
		}
		return fmt.Sprintf("%.0f", v)
	}
	if digits(low) == digits(high) {
		return digits(low) + " %"
	}
	return digits(low) + " to " + digits(high) + " %"
}
