package onset

import (
	"casus"
	"casus/facts"
	"casus/stateyear"
)

// Known is the record of disputes between today's states as the embedded facts
// have it: up to the end of KnownUntil and no later, whatever the day of a
// question.
type Known struct {
	of    map[[2]casus.State]known
	began map[casus.State]float64
}

// KnownUntil is the last year of the embedded record.
const KnownUntil = 2014

// known is the row of a pair, the first of the pair by alphabet.
type known struct {
	last     int
	disputes float64
	begun    [2]float64 // by the first against the second, and the other way round
}

// NewKnown reads the table last_disputes.
func NewKnown(pack *facts.Pack) *Known {
	k := &Known{of: map[[2]casus.State]known{}, began: map[casus.State]float64{}}
	for _, r := range pack.MustTable("last_disputes").Rows {
		pair := [2]casus.State{casus.State(r.Text("state_a")), casus.State(r.Text("state_b"))}
		v := known{last: r.Int("last_year")}
		v.disputes, _ = r.Number("faded_disputes")
		for i, column := range []string{"faded_begun_by_a", "faded_begun_by_b"} {
			v.begun[i], _ = r.Number(column)
			k.began[pair[i]] += v.begun[i]
		}
		k.of[pair] = v
	}
	return k
}

// Record gives what the facts know of attacker and target, for parameters whose
// record is late by [Lag]. The counts are those of [Disputes.Record] for the
// same year, but for disputes with states that are no more.
func (k *Known) Record(s *stateyear.Setting, attacker, target int) Record {
	a, b := s.States[attacker].ID, s.States[target].ID
	out := Record{Began: k.began[a]}
	pair, way := [2]casus.State{a, b}, 0
	if a > b {
		pair, way = [2]casus.State{b, a}, 1
	}
	v, ok := k.of[pair]
	if !ok {
		out.PeaceYears = float64(max(0, KnownUntil+1-met(s, attacker, target)))
		return out
	}
	out.Ever, out.PeaceYears, out.Disputes, out.Directed = true, float64(KnownUntil+1-v.last), v.disputes, v.begun[way]
	return out
}
