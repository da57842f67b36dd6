package state

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"casus"
	"casus/internal/suggest"
)

// howToName is the hint where nothing comes near.
const howToName = "write a name (Estonia), an ISO 3166 code (EST) or a Correlates of War number (366)"

// organisations are what users write in a state's place, folded.
var organisations = map[string]string{
	"nato": "an alliance", "north atlantic treaty organization": "an alliance", "north atlantic treaty organisation": "an alliance",
	"warsaw pact": "an alliance", "csto": "an alliance", "seato": "an alliance", "cento": "an alliance", "aukus": "a partnership",
	"eu": "a union of states", "european union": "a union of states", "un": "an organisation", "united nations": "an organisation",
	"african union": "a union of states", "arab league": "an organisation", "osce": "an organisation", "asean": "an organisation",
	"cis": "an organisation", "oas": "an organisation", "g7": "a group", "brics": "a group",
}

// unknown explains a text that is no spelling of any state.
func (r *Registry) unknown(text string, on casus.Date) error {
	key := fold(text)
	switch {
	case key == "nonstate" || key == "non state":
		return &casus.InputError{Msg: casus.Quoted(text) + " is not a state", Hint: "nonstate stands for an attacker that is no state, and only in the attacker's place"}
	case organisations[key] != "":
		return &casus.InputError{Msg: fmt.Sprintf("no state %s: it is %s", casus.Quoted(text), organisations[key]), Hint: "name one of its members"}
	}
	hint := howToName
	if near := r.near(key, on); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, ", ") + "?"
	}
	return &casus.InputError{Msg: "no state " + casus.Quoted(text) + onDay(on), Hint: hint}
}

// ambiguous explains a text that names several states on the day.
func (r *Registry) ambiguous(text string, hits []casus.State, on casus.Date) error {
	slices.Sort(hits)
	var ids []string
	for _, s := range hits {
		ids = append(ids, string(s))
	}
	return &casus.InputError{
		Msg:  fmt.Sprintf("%s is more than one state%s: %s", casus.Quoted(text), onDay(on), r.labels(hits, on)),
		Hint: "write " + strings.Join(ids, " or "),
	}
}

// notThen explains a text that names states, but none on the day: either the
// state bears another name then, or it does not exist.
func (r *Registry) notThen(text string, found []entry, on casus.Date) error {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b entry) int { return cmp.Compare(distance(a.span, day(on)), distance(b.span, day(on))) })
	var others, gone []casus.State
	var first *entry
	for i, e := range found {
		if r.spell(e.state, on) == nil {
			if !slices.Contains(gone, e.state) {
				gone = append(gone, e.state)
			}
			continue
		}
		if first == nil {
			first = &found[i]
		}
		if !slices.Contains(others, e.state) {
			others = append(others, e.state)
		}
	}
	if first != nil {
		what := "name"
		if first.rank != byName {
			what = "code"
		}
		return &casus.InputError{
			Msg:  fmt.Sprintf("no state %s%s: the %s belongs to the time %s", casus.Quoted(text), onDay(on), what, period(first.span)),
			Hint: "did you mean " + r.labels(others, on) + "?",
		}
	}
	return r.nonexistent(gone, on)
}

// noNumber explains a number that no state has on the day; had lists those
// that have it on others.
func (r *Registry) noNumber(text string, had []*Spell, on casus.Date) error {
	if len(had) == 0 {
		return &casus.InputError{Msg: "no state " + casus.Quoted(text) + onDay(on), Hint: howToName}
	}
	best := slices.MinFunc(had, func(a, b *Spell) int { return cmp.Compare(distance(a.Span, day(on)), distance(b.Span, day(on))) })
	if r.spell(best.State, on) == nil {
		return r.nonexistent([]casus.State{best.State}, on)
	}
	then := "until " + best.Until.String()
	if best.From > day(on) {
		then = "from " + best.From.String()
	}
	return &casus.InputError{
		Msg:  fmt.Sprintf("no state %s%s: the number belongs to %s %s", casus.Quoted(text), onDay(on), best.Name, then),
		Hint: "did you mean " + r.Label(best.State, on) + "?",
	}
}

// nonexistent says when states existed that do not on the day, and under whom
// the territory of the first one was.
func (r *Registry) nonexistent(gone []casus.State, on casus.Date) error {
	var parts []string
	for _, s := range gone[:min(len(gone), 3)] {
		parts = append(parts, r.lifetime(s, on))
	}
	return &casus.InputError{Msg: "no such state" + onDay(on) + ": " + strings.Join(parts, "; "), Hint: r.territory(gone[0], on)}
}

// lifetime words the stretches on which a state exists: "Estonia existed from
// 1918-02-24 to 1940-06-16 and exists from 1991-09-06".
func (r *Registry) lifetime(s casus.State, on casus.Date) string {
	var parts []string
	for _, span := range r.existence(s) {
		verb := "existed "
		if span.Until == 0 {
			verb = "exists "
		}
		parts = append(parts, verb+period(span))
	}
	return r.Name(s, on) + " " + strings.Join(parts, " and ")
}

// existence joins the spells that follow each other without a gap.
func (r *Registry) existence(s casus.State) []casus.Span {
	var out []casus.Span
	for _, sp := range r.spells[s] {
		if n := len(out); n > 0 && out[n-1].Until+1 == sp.From {
			out[n-1].Until = sp.Until
			continue
		}
		out = append(out, sp.Span)
	}
	return out
}

// territory words under whom the territory of a state was on a day on which
// the state does not exist; "" where the table does not know.
func (r *Registry) territory(s casus.State, on casus.Date) string {
	const steps = 4 // UKR in 1900 is one step from RUS; no chain is longer
	for range steps {
		var before, after *Spell
		list := r.spells[s]
		for i := range list {
			if list[i].From > day(on) {
				after = &list[i]
				break
			}
			before = &list[i]
		}
		var next []casus.State
		if before != nil {
			next = before.Successors
			if then := r.existing(next, on); len(then) > 0 {
				return fmt.Sprintf("after %s its territory came under %s", before.Until, r.articled(then, on))
			}
		}
		if after != nil {
			if then := r.existing(after.Predecessors, on); len(then) > 0 {
				return fmt.Sprintf("before %s its territory had been under %s", after.From, r.articled(then, on))
			}
			next = slices.Concat(next, after.Predecessors)
		}
		if len(next) == 0 {
			return ""
		}
		s = next[0]
	}
	return ""
}

// existing keeps the states that exist on the day.
func (r *Registry) existing(list []casus.State, on casus.Date) []casus.State {
	var out []casus.State
	for _, s := range list {
		if r.spell(s, on) != nil {
			out = append(out, s)
		}
	}
	return out
}

// near gives at most three states that exist on the day and have a spelling
// like the key: few edits away, else beginning with it or holding it as a word.
func (r *Registry) near(key string, on casus.Date) []string {
	if utf8.RuneCountInString(key) < 3 {
		return nil
	}
	alive := func(k string) []casus.State {
		var out []casus.State
		for _, e := range r.index[k] {
			if e.span.Holds(day(on)) && r.spell(e.state, on) != nil && !slices.Contains(out, e.state) {
				out = append(out, e.state)
			}
		}
		return out
	}
	var keys, part []string
	for _, k := range r.keys {
		if len(k) < 3 || len(alive(k)) == 0 {
			continue
		}
		keys = append(keys, k)
		if strings.HasPrefix(k, key) || strings.Contains(k, " "+key) {
			part = append(part, k)
		}
	}
	slices.SortStableFunc(part, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	var out []string
	for _, k := range slices.Concat(suggest.Nearest(key, keys, 12), part) {
		for _, s := range alive(k) {
			if l := r.Label(s, on); len(out) < 3 && !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	return out
}

// labels joins names with ids: "Estonia (EST), Latvia (LVA)".
func (r *Registry) labels(list []casus.State, on casus.Date) string {
	var out []string
	for _, s := range list {
		out = append(out, r.Label(s, on))
	}
	return strings.Join(out, ", ")
}

// articled is labels with the article that some names take in a sentence.
func (r *Registry) articled(list []casus.State, on casus.Date) string {
	var out []string
	for _, s := range list {
		l := r.Label(s, on)
		for _, w := range []string{"United ", " Union", " Empire", " Republic", "Netherlands", " States"} {
			if strings.Contains(l, w) {
				l = "the " + l
				break
			}
		}
		out = append(out, l)
	}
	return strings.Join(out, ", ")
}

// onDay words the day: " on 1990-01-01", "" for today.
func onDay(on casus.Date) string {
	if on == 0 {
		return ""
	}
	return " on " + on.String()
}

// period words a span: "from 1918-02-24 to 1940-06-16". The first day of the
// lists is no beginning.
func period(s casus.Span) string {
	begins := s.From > firstDay
	switch {
	case begins && s.Until != 0:
		return fmt.Sprintf("from %s to %s", s.From, s.Until)
	case begins:
		return "from " + s.From.String()
	case s.Until != 0:
		return "until " + s.Until.String()
	}
	return "since the lists begin"
}

// firstDay is the first day of the lists.
var firstDay = casus.MustDate(fmt.Sprintf("%d-01-01", casus.FirstYear))
