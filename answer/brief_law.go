package answer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/treaty"
)

// standings gives one row for each state that some clause on assistance
// concerns, bound states first.
func standings(arc *inquiry.Archive, lib *treaty.Library, ev casus.Event, rows []casus.Obligation) []Standing {
	of := map[casus.State]*Standing{}
	var order []casus.State
	for _, r := range rows { // bound rows come first
		if r.Type != casus.Assist || r.Political {
			continue
		}
		s := of[r.State]
		if s == nil {
			s = &Standing{State: r.State, Name: arc.States.Name(r.State, ev.On), Verdict: r.Verdict, Why: Because(r)}
			of[r.State] = s
			order = append(order, r.State)
		}
		if r.Verdict == s.Verdict {
			t, _ := lib.Find(r.Treaty)
			w, _ := deciding(r)
			s.Clauses = append(s.Clauses, ClauseRef{Treaty: r.Treaty, Name: t.Name, Article: r.Article, Discretion: r.Discretion, Pending: r.Pending,
				Why: Because(r), Kind: w.Kind, Of: BecauseOf(r)})
		}
	}
	out := []Standing{}
	for _, s := range order {
		out = append(out, *of[s])
	}
	slices.SortStableFunc(out, func(a, b Standing) int {
		return cmp.Or(cmp.Compare(a.Verdict.Rank(), b.Verdict.Rank()), cmp.Compare(a.State, b.State))
	})
	return out
}

// nearParty are the reasons for which a reader would expect a state among those
// bound by a treaty: it is on the way in, or was one of them.
var nearParty = []casus.ReasonKind{casus.WhyNotYetParty, casus.WhyBetweenSpells, casus.WhyFormerParty, casus.WhySignedOnly}

// surprises lists the states that are party together with the target to a
// treaty on assistance and are yet not bound without doubt, and those that
// were or will be party to a treaty under which others are bound.
func surprises(arc *inquiry.Archive, lib *treaty.Library, ev casus.Event, standing []Standing) []Surprise {
	out := []Surprise{}
	settled := map[casus.State]bool{}
	binding := map[string]bool{}
	for _, s := range standing {
		if s.Verdict == casus.Bound {
			settled[s.State] = true
			for _, c := range s.Clauses {
				binding[c.Treaty] = true
			}
			continue
		}
		if len(s.Clauses) > 0 && concerns(lib, s.Clauses[0].Treaty, ev) {
			out = append(out, Surprise{s.State, s.Name, s.Verdict, s.Clauses[0].Name, s.Why, s.Clauses[0].Kind, s.Clauses[0].Of})
		}
	}
	for _, r := range lib.Obligations(ev, treaty.Options{All: true}) {
		if r.Verdict != casus.NotBound || r.Type != casus.Assist || !binding[r.Treaty] || settled[r.State] {
			continue
		}
		if w, ok := deciding(r); ok && w.Subject == r.State && slices.Contains(nearParty, w.Kind) {
			t, _ := lib.Find(r.Treaty)
			settled[r.State] = true
			out = append(out, Surprise{r.State, arc.States.Name(r.State, ev.On), r.Verdict, t.Name, Because(r), w.Kind, BecauseOf(r)})
		}
	}
	return out
}

// concerns reports whether the target has to do with a treaty: as a party, a
// former or a coming one, or as the one to whom it promises something.
func concerns(lib *treaty.Library, id string, ev casus.Event) bool {
	t, err := lib.Find(id)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(t.Parties, func(p treaty.Party) bool { return p.State == ev.Target }) ||
		slices.ContainsFunc(t.Clauses, func(c *treaty.Clause) bool { return slices.Contains(c.OwedTo, ev.Target) })
}

// assurances gathers the political commitments whose every condition the event
// meets, so that nothing but their nature keeps them from binding.
func assurances(lib *treaty.Library, rows []casus.Obligation) []Assurance {
	out := []Assurance{}
	at := map[string]int{}
	for _, r := range rows {
		if !r.Political || r.Type == casus.NonAggression || slices.ContainsFunc(r.Why, unmet) {
			continue
		}
		key := r.Treaty + r.Article
		i, seen := at[key]
		if !seen {
			t, _ := lib.Find(r.Treaty)
			a := Assurance{Treaty: r.Treaty, Name: t.Name, Signed: t.Signed, Article: r.Article}
			for _, c := range t.Clauses {
				if c.Article == r.Article {
					a.Says = c.Says
				}
			}
			i = len(out)
			at[key] = i
			out = append(out, a)
		}
		if !slices.Contains(out[i].States, r.State) {
			out[i].States = append(out[i].States, r.State)
		}
	}
	slices.SortStableFunc(out, func(a, b Assurance) int { return cmp.Compare(a.Signed, b.Signed) })
	return out
}

// unmet reports whether a step is a condition that does not hold.
func unmet(r casus.Reason) bool { return r.Role == "condition" && !r.Holds }

// answerWords words the page in one sentence, or two.
func answerWords(arc *inquiry.Archive, b Brief, sh inquiry.Suppositions) string {
	on := b.Event.On
	target := arc.States.Name(b.Event.Target, on)
	in := bound(b.Standing)
	doubtful := 0
	for _, s := range b.Standing {
		if s.Verdict == casus.Contested {
			doubtful++
		}
	}
	also := ""
	if doubtful > 0 {
		also = fmt.Sprintf("; for %s it is contested", count(doubtful, "further state"))
	}
	gap := ""
	if len(b.CannotTell) > 0 {
		gap = " Of " + cannotTell(b.CannotTell) + "."
	}
	if len(in) == 0 {
		switch {
		case slices.ContainsFunc(b.CannotTell, func(g treaty.Gap) bool { return g.State == "" && g.Treaty == "" }): // a day that the treaties do not cover
			s := fmt.Sprintf("Casus cannot tell who is bound to help %s: %s", target, b.CannotTell[len(b.CannotTell)-1].Why)
			if doubtful > 0 {
				s += fmt.Sprintf("; for %s it is contested", count(doubtful, "state"))
			}
			return s + "."
		case doubtful > 0:
			return fmt.Sprintf("No state is bound beyond doubt to help %s; for %s it is contested.%s", target, count(doubtful, "state"), gap)
		case gap != "":
			return fmt.Sprintf("No state is known to be bound to help %s. Of %s.", target, cannotTell(b.CannotTell))
		}
		s := fmt.Sprintf("No state is bound by a treaty that Casus knows to help %s", target)
		if len(b.Assurances) > 0 {
			s += ": the assurances that exist are political and oblige nobody to fight"
		}
		return s + "."
	}
	var clauses []string
	free := false
	for _, s := range in {
		for _, c := range s.Clauses {
			if name := c.Name + ", " + casus.CiteArticle(c.Article); !slices.Contains(clauses, name) {
				clauses = append(clauses, name)
			}
			free = free || c.Discretion == casus.AsItDeemsNeeded || c.Discretion == casus.MeetCommonDanger
		}
	}
	more := ""
	if len(clauses) > 3 {
		more = fmt.Sprintf(" and %d more", len(clauses)-3)
		clauses = clauses[:3]
	}
	s := fmt.Sprintf("%s bound to help %s (%s%s)%s.", isAre(len(in), "state"), target, strings.Join(clauses, "; "), more, also)
	switch {
	case free && len(in) == 1:
		s += " To help is not always to fight: it chooses its own measures."
	case free:
		s += " To help is not always to fight: most of them choose their own measures."
	}
	if n := len(sh.Home); n > 0 {
		s += fmt.Sprintf(" Supposed to stay home: %s.", arc.Names(sh.Home, on))
	}
	if n := len(sh.Come); n > 0 {
		s += fmt.Sprintf(" Supposed to come: %s.", arc.Names(sh.Come, on))
	}
	return s + gap
}

// cannotTell names the instruments of which it is not known whom they bind.
func cannotTell(gaps []treaty.Gap) string {
	var states []casus.State
	var by []string
	why := ""
	for _, g := range gaps {
		if g.State != "" && !slices.Contains(states, g.State) {
			states = append(states, g.State)
		}
		if g.Instrument != "" && !slices.Contains(by, g.Instrument) {
			by = append(by, g.Instrument)
		}
		why = cmp.Or(why, g.Why)
	}
	who := "further states"
	if len(states) > 0 {
		who = count(len(states), "further state")
	}
	switch {
	case len(by) == 0:
		return who + " Casus cannot tell: " + why
	case len(by) > 3:
		by = append(by[:3:3], fmt.Sprintf("%d more", len(by)-3))
	}
	return who + " Casus cannot tell, under: " + strings.Join(by, "; ")
}

func bound(standing []Standing) []Standing {
	var out []Standing
	for _, s := range standing {
		if s.Verdict == casus.Bound {
			out = append(out, s)
		}
	}
	return out
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func isAre(n int, what string) string {
	if n == 1 {
		return "1 " + what + " is"
	}
	return fmt.Sprintf("%d %ss are", n, what)
}
