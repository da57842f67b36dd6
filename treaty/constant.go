package treaty

import (
	"fmt"
	"slices"

	"casus"
)

// maxProbes bounds the events that [Treaty.Constant] tries for one clause.
const maxProbes = 400_000

// Constant reports the clauses that can never bind, because a condition, or
// all of them together, can hold in no event, or because an exception always
// does. It tries the events at which an answer can change: every kind and
// object, the states, dates, latitudes and territories that the conditions
// name and one of each that they do not, and the places given, which should
// hold every territory and sea that the conditions can tell apart.
func (t *Treaty) Constant(l *Library, places []casus.Place) []*casus.InputError {
	var out []*casus.InputError
	for _, c := range t.Clauses {
		out = append(out, c.constant(l, places)...)
	}
	return out
}

func (c *Clause) constant(l *Library, places []casus.Place) []*casus.InputError {
	if len(c.Steps) == 0 {
		return nil
	}
	p := c.probes(places)
	ever := make([]bool, len(c.Steps))  // the step's condition held once
	never := make([]bool, len(c.Steps)) // it failed once
	together := false
	p.each(func(sc *Scope) bool {
		sc.library = l
		all := true
		for i, s := range c.Steps {
			asked := s.asked(sc)
			holds := s.If.Holds(sc)
			if !asked { // a step left out neither binds nor lifts
				holds = s.Role == "condition"
			}
			ever[i] = ever[i] || asked && holds
			never[i] = never[i] || !holds
			if s.Role == "condition" && !holds || s.Role == "exception" && holds {
				all = false
			}
		}
		together = together || all
		return !together || slices.Contains(ever, false)
	}, c)
	var out []*casus.InputError
	fault := func(s Step, msg, hint string) {
		out = append(out, &casus.InputError{File: c.treaty.File, Line: s.pos.line, Col: s.pos.col, Text: s.pos.text, Msg: msg, Hint: hint})
	}
	for i, s := range c.Steps {
		switch {
		case !ever[i]:
			fault(s, "the condition is constantly false: it holds in no event", "leave the step out, or correct it")
		case !never[i] && s.Role == "exception" && !together:
			fault(s, "the exception is constantly true: the clause can never bind", "leave the clause out, or correct it")
		}
	}
	if len(out) == 0 && !together {
		out = append(out, &casus.InputError{File: c.treaty.File, Line: c.line, Msg: fmt.Sprintf("article %s can never bind: its conditions exclude each other", c.Article)})
	}
	return out
}

// probes are the values to try for each thing that a clause's conditions read.
type probes struct {
	selfs, targets []casus.State
	attackers      [][]casus.State
	dates          []casus.Date
	kinds          []casus.Kind
	objects        []casus.Object
	places         []casus.Place
	first          []bool
}

// probes collects the values that the conditions of c can tell apart. A thing
// that no condition reads gets one value.
func (c *Clause) probes(places []casus.Place) probes {
	t := c.treaty
	uses := func(names ...string) bool {
		return slices.ContainsFunc(c.Steps, func(s Step) bool {
			return slices.ContainsFunc(names, s.If.Uses) || s.Guard != nil && slices.ContainsFunc(names, s.Guard.Uses)
		})
	}
	var states []casus.State
	dates := []casus.Date{casus.MustDate("1816-01-01"), casus.MustDate("2026-11-23")}
	add := func(s casus.State) {
		if len(states) < 12 && !slices.Contains(states, s) {
			states = append(states, s)
		}
	}
	around := func(d casus.Date) {
		if d != 0 && len(dates) < 40 {
			dates = append(dates, d-1, d, d+1)
		}
	}
	lats := []float64{}
	for _, s := range c.Steps {
		lit := s.If.Literals()
		for _, x := range lit.States {
			add(casus.State(x))
		}
		for _, d := range lit.Dates {
			around(d)
		}
		lats = append(lats, lit.Numbers...)
	}
	for _, list := range t.Lists {
		for _, p := range list[:min(2, len(list))] {
			add(p.State)
			around(p.From)
		}
	}
	for _, x := range append(slices.Clone(c.OwedTo), c.OwedBy...) {
		add(x)
	}
	around(t.InForce)
	for i, p := range t.Parties {
		if i < 4 || i >= len(t.Parties)-2 {
			add(p.State)
		}
		if i < 3 || i == len(t.Parties)-1 {
			around(p.first())
		}
	}
	states = append(states, "QQQ") // no one's ally, no one's enemy
	slices.Sort(dates)
	dates = slices.Compact(dates)

	p := probes{selfs: states, targets: states, dates: dates, kinds: casus.Kinds, objects: casus.Objects, first: []bool{false, true}}
	if !uses("kind") {
		p.kinds = p.kinds[:1]
	}
	if !uses("object") {
		p.objects = p.objects[:1]
	}
	if !uses("target_struck_first") {
		p.first = p.first[:1]
	}
	if !uses("self", "party", "party_to", "listed") {
		p.selfs = states[:1]
	}
	p.attackers = [][]casus.State{{casus.NonState}}
	for _, s := range states {
		p.attackers = append(p.attackers, []casus.State{s})
	}
	if uses("count") { // numbers matter: the same ones together
		for i, s := range states {
			p.attackers = append(p.attackers, []casus.State{s, states[(i+1)%len(states)]})
		}
	}
	if !uses("attackers", "adversaries", "partner", "by_state", "any_party", "any_listed") {
		p.attackers = [][]casus.State{{"QQQ"}}
	}
	p.places = []casus.Place{{}}
	if uses("place.of", "place.administered_by", "place.claimed_by", "place.continent", "place.island", "place.metropolitan", "place.eu", "place.lat", "place.lon", "place.territory", "place.within") {
		p.places = slices.Clone(places)
		for _, s := range states {
			p.places = append(p.places, casus.Place{Of: s, AdministeredBy: s, Metropolitan: true, Continent: "europe"})
		}
		for _, x := range lats {
			for _, d := range []float64{-0.01, 0.01} {
				if x+d >= -90 && x+d <= 90 {
					p.places = append(p.places, casus.Place{Lat: x + d, Continent: "europe"}, casus.Place{Lat: x + d, Continent: "sea"})
				}
				if x+d >= -180 && x+d <= 180 {
					p.places = append(p.places, casus.Place{Lon: x + d, Continent: "sea"})
				}
			}
		}
	}
	return p
}

// each runs f over the product of the probes until it says stop. A product
// that is too large is thinned evenly, by a stride that shares no factor with
// the sizes that repeat.
func (p probes) each(f func(*Scope) bool, c *Clause) {
	sizes := []int{len(p.selfs), len(p.targets), len(p.attackers), len(p.dates), len(p.kinds), len(p.objects), len(p.places), len(p.first)}
	total := 1
	for _, n := range sizes {
		total *= n
	}
	stride := 1
	if total > maxProbes {
		stride = total/maxProbes | 1
		for slices.ContainsFunc(sizes, func(n int) bool { return gcd(stride, n) > 1 }) {
			stride += 2
		}
	}
	for i := 0; i < total; i += stride {
		at := i
		pick := func(dim int) int {
			k := at % sizes[dim]
			at /= sizes[dim]
			return k
		}
		ev := &casus.Event{}
		self := p.selfs[pick(0)]
		ev.Target = p.targets[pick(1)]
		ev.Attackers = p.attackers[pick(2)]
		ev.On = p.dates[pick(3)]
		ev.Kind = p.kinds[pick(4)]
		ev.Object = p.objects[pick(5)]
		ev.Theatre = p.places[pick(6)]
		ev.TargetStruckFirst = p.first[pick(7)]
		sc := newScope(ev, c.treaty, nil)
		sc.Self, sc.Partner = self, ev.Target
		if c.Type == casus.Offence || c.Type == casus.Neutrality {
			sc.Partner = ev.Attackers[0]
		}
		if !f(sc) {
			return
		}
	}
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
