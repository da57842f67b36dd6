package render

import (
	"fmt"
	"strconv"

	"casus/answer"
)

// Fact is a figure with its label, for a first screen.
type Fact struct{ Label, Text string }

// BriefFacts gives the figures of a brief that a reader looks for first: the
// balance of means, who meets the guideline, what was said.
func BriefFacts(b answer.Brief) []Fact {
	var out []Fact
	if m := b.Means; m != nil && m.Total.Expenditure != nil && len(m.Attackers) > 0 {
		sum := 0.0
		for _, a := range m.Attackers {
			if a.Expenditure != nil {
				sum += *a.Expenditure
			}
		}
		if sum > 0 {
			text := fmt.Sprintf("military spending, target and those bound to attacker: %s : 1", timesOf(*m.Total.Expenditure/sum))
			if len(m.Without) > 0 && m.Without[0].Expenditure != nil {
				text += fmt.Sprintf(" (%s %s : 1), %d", m.Without[0].Name, timesOf(*m.Without[0].Expenditure/sum), m.Year)
			}
			out = append(out, Fact{"balance", text})
		}
	}
	if x := b.Burden; x != nil {
		out = append(out, Fact{"pays", fmt.Sprintf("%d of %d members with a figure meet %s %% (%d, edition %s)", x.Meeting, x.Members, digitsOf(x.GuidelinePct), x.Year, x.Edition)})
	}
	reach := 0
	for _, s := range b.Statements {
		if s.Reaches == "yes" {
			reach++
		}
	}
	if b.Said > 0 {
		out = append(out, Fact{"said", fmt.Sprintf("%s on this commitment; of the newest %d, %d reach the target", count(b.Said, "statement"), len(b.Statements), reach)})
	}
	return out
}

// timesOf writes a ratio to two figures.
func timesOf(v float64) string {
	if v >= 10 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'f', 1, 64)
}
