package onset

import (
	"casus/history"
	"casus/history/similarity"
)

// flags are what published models of initiation take from the codings of
// alliances, whatever their terms: 0 or 1, and the similarity S.
type flags struct {
	outside    float64 // somebody but the attacker has promised the target defence
	offence    float64 // somebody has promised the attacker to join an attack
	neutrality float64 // somebody has promised the attacker neutrality
	own        float64 // the two have promised each other anything but peace
	similarity float64 // Signorino and Ritter's (1999) S of what each has promised others
}

// portfolio is what the states of a year have promised each other.
type portfolio struct {
	system []int // place in the list of all states, by index in the setting
	year   int   // of the pledges
	ties   [][]int
}

// portfolios reads the promises of a year; the last year of the source is
// carried forward.
func (w *World) portfolios(year int) portfolio {
	set, system := w.Past.Year(year), w.Past.System()
	n := len(set.States)
	p := portfolio{make([]int, n), min(year, w.pledges.Last), make([][]int, n)}
	for i := range n {
		p.system[i] = system.Index(set.States[i].Code)
	}
	for i := range n {
		p.ties[i] = make([]int, n)
		for k := range n {
			a, _ := w.pledges.At(p.system[i], p.system[k], p.year)
			b, _ := w.pledges.At(p.system[k], p.system[i], p.year)
			p.ties[i][k] = max(a.Score(), b.Score())
		}
		p.ties[i][i] = similarity.Levels - 1
	}
	return p
}

// flags gives a dyad's.
func (w *World) flags(r *Row, p portfolio) flags {
	var f flags
	a, b := p.system[r.Attacker], p.system[r.Target]
	for i, k := range p.system {
		if i == r.Attacker || i == r.Target {
			continue
		}
		target, _ := w.pledges.At(k, b, p.year)
		attacker, _ := w.pledges.At(k, a, p.year)
		f.outside = max(f.outside, is(target.Has(history.Defense)))
		f.offence = max(f.offence, is(attacker.Has(history.Offense)))
		f.neutrality = max(f.neutrality, is(attacker.Has(history.Neutral)))
	}
	f.own = is(p.ties[r.Attacker][r.Target] > 1)
	c := similarity.Count(p.ties[r.Attacker], p.ties[r.Target])
	f.similarity = c.S(similarity.Levels - 1)
	return f
}
