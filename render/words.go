package render

import (
	"fmt"
	"slices"
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

// gapWords words what cannot be told, what concerns several states alike in one
// sentence. The states stand after it, by their codes.
func gapWords(list []treaty.Gap, n Names) []string {
	var out []string
	type alike struct {
		instrument, why string
		toward          casus.State
	}
	of := map[alike][]casus.State{}
	for _, g := range list {
		if g.State != "" {
			k := alike{g.Instrument, g.Why, g.Toward}
			of[k] = append(of[k], g.State)
		}
	}
	for _, g := range list {
		k := alike{g.Instrument, g.Why, g.Toward}
		switch states := of[k]; {
		case g.State == "" && g.Treaty == "":
			out = append(out, upper(g.Why)+".")
		case g.State == "":
			out = append(out, n.Treaty(g.Treaty)+": "+g.Why+". It may bind states that are not listed here.")
		case states != nil:
			slices.Sort(states)
			out = append(out, fmt.Sprintf("%s: %s: %s.", g.Instrument, g.Why, codes(states)))
			delete(of, k)
		}
	}
	return out
}

// towardWords words what cannot be told of a state's own commitments: the states
// that stand after it are those that it may have to help.
func towardWords(list []treaty.Gap) []string {
	turned := make([]treaty.Gap, len(list))
	for i, g := range list {
		turned[i] = treaty.Gap{State: g.Toward, Instrument: g.Instrument, Treaty: g.Treaty, Why: g.Why}
	}
	return gapWords(turned, Names{})
}

// warWords says that a war is under way, and who used force first.
func warWords(ev casus.Event, n Names) string {
	if ev.War.First == "" {
		return ""
	}
	s := fmt.Sprintf("A war is under way since %s, in which %s used force first (%s).", ev.War.Since.Words(), n.State(ev.War.First, ev.On), ev.War.Finding)
	if ev.War.First == ev.Target {
		s += " So the target struck first, and the promises of help are about attacks that another begins."
	}
	return s
}

// beyondRows gives the gaps that no row of the answer shows.
func beyondRows(list []treaty.Gap) []treaty.Gap {
	return slices.DeleteFunc(slices.Clone(list), func(g treaty.Gap) bool { return g.State != "" && !g.Registered })
}

// decision words who takes what is pending, and how.
func decision(d casus.Decision) string {
	s := fmt.Sprintf("%s: %s; can block: %s", d.Organ, d.Majority, d.Block)
	if d.Request != "" {
		s += "; first: " + d.Request
	}
	return s
}
