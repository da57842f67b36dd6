package quotation

import (
	"strings"

	"casus"
	"casus/quotation/bearing"
)

// speaksFor tells for which state or body somebody speaks: by the role and the
// words that name the speaker, by the office held on the day, by an office that
// the press names without its state.
func (r *reader) speaksFor(v *voiced) voice {
	if !v.placed {
		v.voice, v.placed = r.placeSpeaker(v), true
	}
	return v.voice
}

func (r *reader) placeSpeaker(v *voiced) voice {
	source := ""
	if v.source.ok() {
		source = r.span(v.source.from, v.source.to)
	}
	out := voice{bound: inOffice(v.role + " " + source)}
	for k, text := range []string{v.role, source, v.name, r.beforeName(v)} {
		if n, ok := r.affiliationIn(text); ok {
			if k == 3 && n.Sort == bearing.Organisation {
				continue
			}
			if n.Sort == bearing.Organisation {
				out.body = n.Treaty
			} else {
				out.state = n.State
			}
			return out
		}
	}
	for _, o := range r.holders.byName[fold(v.name)] {
		if r.on != 0 && !o.term.Holds(r.on) {
			continue
		}
		if n, ok := r.book.In(o.of, bearing.Organisation); ok && len(o.of) != 3 {
			out.body = n.Treaty
		} else {
			out.state = casus.State(o.of)
		}
		out.bound = true
		return out
	}
	for _, o := range r.holders.byName[fold(v.name)] { // one who was in office
		if len(o.of) == 3 {
			out.state, out.bound = casus.State(o.of), false
			return out
		}
	}
	role := " " + strings.ToLower(strings.NewReplacer(".", "", ",", " ").Replace(v.role+" "+source)) + " "
	for _, o := range officeOf() {
		if strings.Contains(role, " "+o[0]+" ") {
			out.state = casus.State(o[1])
			return out
		}
	}
	return out
}

// affiliationIn gives the first state, organ or organisation that a role names;
// roles repeat, so that what was found is kept.
func (r *reader) affiliationIn(text string) (*bearing.Name, bool) {
	if text == "" {
		return nil, false
	}
	n, ok := r.affiliations[text]
	if !ok {
		n, _ = r.book.In(ofWhat(text), bearing.State, bearing.Organ, bearing.Organisation)
		if r.affiliations == nil || len(r.affiliations) > 10000 {
			r.affiliations = map[string]*bearing.Name{}
		}
		r.affiliations[text] = n
	}
	return n, n != nil
}

// ofWhat cuts a role before those to whom somebody is sent: "US ambassador to
// Japan".
func ofWhat(role string) string {
	low := strings.ToLower(role)
	for _, w := range [...]string{" to ", " for ", " in "} {
		if k := strings.Index(low, w); k > 0 && !strings.Contains(low[:k], "minister") && !strings.Contains(low[:k], "secretary") {
			role, low = role[:k], low[:k]
		}
	}
	return role
}

// beforeName gives the words before the first place where the text has the
// speaker's full name: "South Korea's new leader, Ann Lee".
func (r *reader) beforeName(v *voiced) string {
	if v.id < 0 {
		return ""
	}
	at := r.people.all[v.id].first
	if at <= 0 || at >= len(r.toks) {
		return ""
	}
	from := max(0, at-8, r.sents[r.sentOf(at)].from)
	for k := at - 1; k >= from; k-- {
		if r.is(k, cAux|cVerb|cCue) && r.is(k, cFinite|cAux) && !r.is(k, cRole) || r.is(k, cCoord) || r.toks[k].kind == kPunct && !r.punct(k, '.') && k < at-1 {
			from = k + 1
			break
		}
	}
	return r.span(from, at)
}

// outOfOffice are words of roles that bind nobody.
var outOfOffice = []string{
	"former", "ex-", "candidate", "nominee", "opposition", "analyst", "expert", "professor", "researcher", "fellow", "retired", "then-", "scholar", "editor", "historian",
}

func inOffice(role string) bool {
	role = strings.ToLower(role)
	for _, w := range outOfOffice {
		if strings.Contains(role, w) {
			return false
		}
	}
	return true
}
