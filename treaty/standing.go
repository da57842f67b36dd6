package treaty

import (
	"casus"
)

// Party is a spell of a state's participation.
type Party struct {
	State  casus.State
	Signed casus.Date // 0 where not known
	From   casus.Date // the first day on which it is bound; 0 where not known
	Until  casus.Date // the last day, 0 while it stands
	// By is a day on which it was bound already, where the first one is not known.
	By casus.Date
	// NotBefore is a day before which it was certainly not in force for the
	// party, where the first day is not known.
	NotBefore casus.Date
	// Provisional is the first day of provisional application (Vienna
	// Convention, art. 25): it is bound from then on.
	Provisional casus.Date
	// Entry says what is known of a spell without From.
	Entry  Entry
	Note   string
	Basis  string
	Doubts []Doubt
}

// Entry says why the day from which a party is bound is not given. Each value
// has its own verdict: see docs/treaty-language.md, "In force or not".
type Entry string

// The values of an [Entry].
const (
	EntryNotFound Entry = "not_found"    // a day exists, or may, and was not found: cannot tell
	NotInForce    Entry = "not_in_force" // signed and known not to be in force: not bound
	EntryDisputed Entry = "disputed"     // whether it is in force is disputed: contested
	Unpublished   Entry = "unpublished"  // the parties keep it to themselves: contested
)

// Entries lists every [Entry], the default first.
var Entries = []Entry{EntryNotFound, NotInForce, EntryDisputed, Unpublished}

// Doubt is a stretch of days on which it is disputed, or was not found,
// whether a party is bound.
type Doubt struct {
	casus.Span
	NotFound bool // else disputed
	Says     string
	Source   string
}

// standing says how a state stands to a treaty on a day.
type standing struct {
	state standingKind
	party *Party
	doubt *Doubt // for doubtful and unknown: the stretch that makes it so, nil where the entry does

}

type standingKind uint8

const (
	outside  standingKind = iota
	former                // was bound, is no longer
	future                // will be bound or will sign later
	signed                // has signed, is not bound
	unknown               // whether it is bound was not found
	doubtful              // whether it is bound is disputed
	bound
)

func (s standing) verdict() casus.Verdict {
	switch s.state {
	case bound:
		return casus.Bound
	case doubtful:
		return casus.Contested
	case unknown:
		return casus.CannotTell
	}
	return casus.NotBound
}

// standing gives the best standing that any of a state's spells gives it.
func (t *Treaty) standing(s casus.State, on casus.Date) standing {
	best := standing{state: outside}
	for _, i := range t.of[s] {
		p := &t.Parties[i]
		if k := p.standing(t, on); k.state > best.state {
			best = k
		}
	}
	return best
}

func (p *Party) standing(t *Treaty, on casus.Date) standing {
	out := standing{party: p, state: p.entered(t, on)}
	if until := p.last(t); until != 0 && on > until {
		out.state = former
	}
	if out.state >= unknown {
		for i := range p.Doubts {
			d := &p.Doubts[i]
			if d.Holds(on) && (out.doubt == nil || !d.NotFound) {
				out.doubt, out.state = d, doubtful
				if d.NotFound {
					out.state = unknown
				}
			}
		}
	}
	return out
}

// entered says how the party stands on the day, whatever ended since.
func (p *Party) entered(t *Treaty, on casus.Date) standingKind {
	for _, day := range [3]casus.Date{p.From, p.Provisional, p.By} {
		if day != 0 && on >= day {
			return bound
		}
	}
	// Without a known entry the question opens with the party's signature, but
	// nobody is bound before the treaty itself is in force.
	open := max(p.Signed, t.InForce, p.NotBefore)
	if open == 0 {
		open = t.Signed
	}
	if p.From == 0 && open != 0 && on >= open {
		switch p.Entry {
		case NotInForce:
			return signed
		case EntryDisputed, Unpublished:
			return doubtful
		}
		return unknown
	}
	if p.Signed != 0 && on >= p.Signed {
		return signed
	}
	return future
}

// last gives the party's last day, or that of the whole treaty where it is
// earlier; 0 while it stands.
func (p *Party) last(t *Treaty) casus.Date {
	if t.Ended != 0 && (p.Until == 0 || t.Ended < p.Until) {
		return t.Ended
	}
	return p.Until
}

// first gives the first day on which the party is known to be bound, 0 where
// there is none.
func (p *Party) first() casus.Date {
	out := p.From
	for _, d := range [2]casus.Date{p.Provisional, p.By} {
		if d != 0 && (out == 0 || d < out) {
			out = d
		}
	}
	return out
}

// Standing gives the best verdict that the list of parties allows for a state on
// a day, whatever the clauses say.
func (t *Treaty) Standing(s casus.State, on casus.Date) casus.Verdict {
	return t.standing(s, on).verdict()
}

// Bound reports whether s is bound by the treaty on the day, without doubt.
func (t *Treaty) Bound(s casus.State, on casus.Date) bool { return t.standing(s, on).state == bound }

// May reports whether the treaty may bind both states on the day.
func (t *Treaty) May(s, with casus.State, on casus.Date) bool {
	return t.standing(s, on).state >= unknown && t.standing(with, on).state >= unknown
}

// BoundBetween reports whether s is bound, without doubt as to its being a
// party, on any day from first to last.
func (t *Treaty) BoundBetween(s casus.State, first, last casus.Date) bool {
	for _, i := range t.of[s] {
		p := &t.Parties[i]
		from, until := p.first(), p.last(t)
		if from != 0 && from <= last && (until == 0 || until >= first) {
			return true
		}
	}
	return false
}

// Members lists the states bound on the day, without doubt, in the order of
// the treaty's file.
func (t *Treaty) Members(on casus.Date) []casus.State {
	var out []casus.State
	for i := range t.Parties {
		if p := &t.Parties[i]; p.standing(t, on).state == bound {
			out = append(out, p.State)
		}
	}
	return out
}

// left gives the last day of the latest spell of s that is over on the day, 0
// where there is none.
func (t *Treaty) left(s casus.State, on casus.Date) casus.Date {
	var last casus.Date
	for _, i := range t.of[s] {
		if u := t.Parties[i].Until; u < on {
			last = max(last, u)
		}
	}
	return last
}
