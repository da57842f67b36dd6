package render

import (
	"strings"

	"casus"
	"casus/treaty"
)

// Verdict words a verdict.
func Verdict(v casus.Verdict) string {
	switch v {
	case casus.Bound:
		return "bound"
	case casus.Contested:
		return "contested"
	case casus.CannotTell:
		return "cannot tell"
	case casus.NotBound:
		return "not bound"
	}
	return "not raised"
}

// Discretion words how freely a bound state may choose.
func Discretion(d casus.Discretion) string {
	switch d {
	case casus.Automatic:
		return "without any choice"
	case casus.AllMeans:
		return "by all means in its power"
	case casus.MeetCommonDanger:
		return "acts to meet the common danger"
	case casus.AsItDeemsNeeded:
		return "as it deems necessary"
	case casus.ConsultOnly:
		return "consults, and no more"
	}
	return "by means that the text leaves open"
}

// Type words the type of an obligation.
func Type(t casus.ObligationType) string {
	switch t {
	case casus.Assist:
		return "to assist"
	case casus.Consult:
		return "to consult"
	case casus.Neutrality:
		return "to stay neutral"
	case casus.NonAggression:
		return "not to attack"
	case casus.Offence:
		return "to join the attack"
	}
	return string(t)
}

// Pending words what must still happen.
func Pending(p casus.Pending) string {
	switch p {
	case casus.VictimRequest:
		return "a request"
	case casus.OrganDecision:
		return "an organ's decision"
	case casus.JointFinding:
		return "a joint finding"
	case casus.StateOfWar:
		return "a state of war"
	}
	return string(p)
}

// pendings joins what must still happen, "" for nothing.
func pendings(list []casus.Pending) string {
	var out []string
	for _, p := range list {
		out = append(out, Pending(p))
	}
	return strings.Join(out, " and ")
}

// kindWords words how the target is attacked.
func kindWords(k casus.Kind) string { return strings.ReplaceAll(string(k), "_", " ") }

// codes lists states in one line.
func codes(states []casus.State) string {
	var out []string
	for _, s := range states {
		out = append(out, string(s))
	}
	return strings.Join(out, " ")
}

// gap words what cannot be told.
func gap(g treaty.Gap, n Names) string {
	if g.Treaty == "" {
		return upper(g.Why) + "."
	}
	return n.Treaty(g.Treaty) + ": " + g.Why + ". It may bind states that are not listed here."
}
