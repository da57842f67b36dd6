package forecast

import (
	"cmp"
	"math"
	"slices"
)

// Voice is a statement as it bears on one state's coming to the target.
type Voice struct {
	ID      string
	Speaker string
	State   int // index in the setting: the state for which the speaker speaks
	// Stance is what the words do to the coming, from −1 for a refusal to 1 for a
	// pledge; 0 for words that say nothing of it.
	Stance float64
	// Authority is the weight of the speaker's office on the event's day, 1 for a
	// head of government; 0 for who holds none, whom the assumption weighs.
	Authority float64
	Years     float64 // between the words and the event's day
}

// StanceWeights says what each stance of a statement does to the coming of the
// speaker's state: a declared scale.
var StanceWeights = map[string]float64{
	"commit": 1, "reassure": 0.5, "threaten": -0.75, "refuse": -1, "encourage_attack": -1,
}

// shift gives the log-odds that voices add to each state's coming. Of one
// speaker the weightiest words count, for saying a thing three times does not
// make it three things; speakers of one state add up, to twice the weight of a
// head of government's words at most.
func shift(voices []Voice, a *Assumptions, n int) []float64 {
	if len(voices) == 0 || a[Words] == 0 {
		return nil
	}
	type speaker struct {
		state int
		name  string
	}
	best := map[speaker]float64{}
	for _, v := range voices {
		w := v.Authority
		if w == 0 {
			w = a[Aspirant]
		}
		w *= v.Stance * math.Exp2(-max(v.Years, 0)/a[HalfLife])
		if k := (speaker{v.State, v.Speaker}); math.Abs(w) > math.Abs(best[k]) {
			best[k] = w
		}
	}
	var keys []speaker
	for k := range best {
		keys = append(keys, k)
	}
	// In a fixed order, so that sums have the same last bit every time.
	slices.SortFunc(keys, func(x, y speaker) int { return cmp.Or(cmp.Compare(x.state, y.state), cmp.Compare(x.name, y.name)) })
	out := make([]float64, n)
	for _, k := range keys {
		out[k.state] += best[k]
	}
	for i, w := range out {
		out[i] = a[Words] * min(max(w, -2), 2)
	}
	return out
}
