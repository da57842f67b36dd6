package state

import (
	"slices"
	"strconv"
	"strings"

	"casus"
)

// maxSpelling bounds what can be a spelling of a state, in bytes.
const maxSpelling = 240

// The kinds of spelling. Where one text is several, the lowest decides: "SWZ"
// is Eswatini (ISO), and Switzerland (Correlates of War) only before there was
// a Swaziland.
const (
	byID = iota
	byISO3
	byISO2
	byCOW
	byName
)

// entry is one spelling of one state.
type entry struct {
	state casus.State
	rank  int
	span  casus.Span // of days on which it names the state, so long as that exists
	text  string     // as it is written
}

// enter adds a spelling to the index.
func (r *Registry) enter(e entry) {
	k := fold(e.text)
	if k == "" {
		return // no code
	}
	if len(r.index[k]) == 0 {
		r.keys = append(r.keys, k)
	}
	r.index[k] = append(r.index[k], e)
}

// enterSpells adds ids, codes, names and numbers of the spells.
func (r *Registry) enterSpells() {
	for _, id := range r.ids {
		list := r.spells[id]
		r.enter(entry{state: id, rank: byID, text: string(id)})
		r.enterColumn(list, byISO3, func(s *Spell) string { return s.ISO3 })
		r.enterColumn(list, byISO2, func(s *Spell) string { return s.ISO2 })
		r.enterColumn(list, byCOW, func(s *Spell) string { return s.COWAbb })
		r.enterColumn(list, byName, func(s *Spell) string { return s.Name })
		r.enterColumn(list, byName, func(s *Spell) string { return s.Official })
		for i := range list {
			s := &list[i]
			if s.COW != 0 {
				r.cow[s.COW] = append(r.cow[s.COW], s)
			}
			if s.GW != 0 {
				r.gw[s.GW] = append(r.gw[s.GW], s)
			}
		}
	}
	slices.Sort(r.keys)
}

// enterColumn adds one code or name of each spell of a state, as one entry for
// spells that follow each other.
func (r *Registry) enterColumn(list []Spell, rank int, column func(*Spell) string) {
	var open entry
	for i := range list {
		s := &list[i]
		text := column(s)
		if text == open.text && open.span.Until+1 == s.From {
			open.span.Until = s.Until
			continue
		}
		r.enter(open)
		open = entry{s.State, rank, s.Span, text}
	}
	if open.span.Until == 0 && (rank == byISO3 || rank == byISO2) {
		open.span = casus.Span{} // today's codes serve for the past as well
	}
	r.enter(open)
}

// Resolve gives the state that text names on the day (0 for today): its id, an
// ISO 3166-1 code, withdrawn ones on their dates, a Correlates of War number or
// abbreviation ("366", "cow:366", "cow:AUS"), a Gleditsch-Ward number
// ("gw:366"), or a name in any case, with or without accents, punctuation,
// "the" or "Republic of". A bare number is a Correlates of War number first.
//
// The error is a [*casus.InputError] that says what text comes nearest, which
// states it could mean, or when the state existed and under whom its territory
// was on the day.
func (r *Registry) Resolve(text string, on casus.Date) (casus.State, error) {
	trimmed := strings.TrimSpace(text[:min(len(text), maxSpelling+1)])
	if trimmed == "" && len(text) <= maxSpelling {
		return "", &casus.InputError{Msg: "no state given", Hint: howToName}
	}
	if len(text) > maxSpelling {
		return "", &casus.InputError{Msg: "no state " + casus.Quoted(trimmed) + onDay(on), Hint: "that is too long for the name of a state"}
	}
	if list, rest, ok := strings.Cut(trimmed, ":"); ok {
		switch strings.ToLower(strings.TrimSpace(list)) {
		case "cow":
			return r.resolveCOW(trimmed, strings.TrimSpace(rest), on)
		case "gw":
			return r.resolveGW(trimmed, strings.TrimSpace(rest), on)
		}
	}
	if isNumber(trimmed) {
		return r.resolveNumber(trimmed, on)
	}
	found := r.find(trimmed)
	if len(found) == 0 {
		return "", r.unknown(trimmed, on)
	}
	return r.choose(trimmed, found, on)
}

// find gives the entries of a text, trying the customary ways to turn a name
// round only where the text itself is no spelling of any state.
func (r *Registry) find(text string) []entry {
	key := fold(text)
	if found := r.index[key]; len(found) > 0 {
		return found
	}
	if head, tail, ok := strings.Cut(text, ","); ok { // "Korea, Republic of"
		if found := r.index[fold(tail+" "+head)]; len(found) > 0 {
			return found
		}
	}
	if head, tail, ok := strings.Cut(text, "("); ok { // "Iran (Islamic Republic of)", "Estonia (EST)"
		tail = strings.TrimSuffix(strings.TrimSpace(tail), ")")
		if found := r.index[fold(tail+" "+head)]; len(found) > 0 {
			return found
		}
		second := r.index[fold(tail)]
		both := slices.DeleteFunc(slices.Clone(r.index[fold(head)]), func(e entry) bool {
			return !slices.ContainsFunc(second, func(o entry) bool { return o.state == e.state })
		})
		if len(both) > 0 {
			return both
		}
	}
	for _, form := range []string{"republic of ", "kingdom of ", "state of ", "federal republic of ", "islamic republic of ", "commonwealth of "} {
		if rest, ok := strings.CutPrefix(key, form); ok && len(r.index[rest]) > 0 {
			return r.index[rest]
		}
	}
	return nil
}

// choose takes the entry of the weightiest kind that holds on the day.
func (r *Registry) choose(text string, found []entry, on casus.Date) (casus.State, error) {
	var hits []casus.State
	rank := byName
	for _, e := range found {
		if e.rank > rank || !e.span.Holds(day(on)) || r.spell(e.state, on) == nil {
			continue
		}
		if e.rank < rank {
			rank, hits = e.rank, hits[:0]
		}
		if !slices.Contains(hits, e.state) {
			hits = append(hits, e.state)
		}
	}
	switch len(hits) {
	case 0:
		return "", r.notThen(text, found, on)
	case 1:
		return hits[0], nil
	}
	return "", r.ambiguous(text, hits, on)
}

func (r *Registry) resolveCOW(text, code string, on casus.Date) (casus.State, error) {
	if isNumber(code) {
		n := number(code)
		if s, ok := r.FromCOW(n, on); ok {
			return s, nil
		}
		return "", r.noNumber(text, r.cow[n], on)
	}
	found := slices.DeleteFunc(slices.Clone(r.index[fold(code)]), func(e entry) bool { return e.rank != byCOW })
	if len(found) == 0 {
		return "", &casus.InputError{Msg: "no state " + casus.Quoted(text) + onDay(on), Hint: "after cow: stands a Correlates of War number or abbreviation, as in cow:366 or cow:AUS (Austria)"}
	}
	return r.choose(text, found, on)
}

func (r *Registry) resolveGW(text, code string, on casus.Date) (casus.State, error) {
	if !isNumber(code) {
		return "", &casus.InputError{Msg: "no state " + casus.Quoted(text) + onDay(on), Hint: "after gw: stands a Gleditsch-Ward number, as in gw:366"}
	}
	n := number(code)
	if s, ok := r.FromGW(n, on); ok {
		return s, nil
	}
	return "", r.noNumber(text, r.gw[n], on)
}

func (r *Registry) resolveNumber(text string, on casus.Date) (casus.State, error) {
	n := number(text)
	if s, ok := r.FromCOW(n, on); ok {
		return s, nil
	}
	if s, ok := r.FromGW(n, on); ok {
		return s, nil
	}
	if len(r.cow[n]) > 0 {
		return "", r.noNumber(text, r.cow[n], on)
	}
	return "", r.noNumber(text, r.gw[n], on)
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// number reads digits; what is too large for any list becomes -1.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
