package answer

import (
	"context"

	"casus"
	"casus/claim"
	"casus/inquiry"
)

// CheckQuestion asks whether a claim is true.
type CheckQuestion struct {
	Claim string // in people's words: "Spain pays 1 %"
	On    string // the day on which it is made
}

// Check is the answer to a [CheckQuestion].
type Check struct {
	Schema     string           `json:"schema"`
	On         casus.Date       `json:"on"`
	Claims     []claim.Finding  `json:"claims"`
	Sources    []inquiry.Source `json:"sources"`
	Provenance casus.Provenance `json:"provenance"`
}

// Ask understands the claim and holds it against the record. The error is an
// [*casus.InputError] that lists the forms that are known where it has none.
func (q CheckQuestion) Ask(_ context.Context, arc *inquiry.Archive) (Check, error) {
	on, err := arc.Date(q.On)
	if err != nil {
		return Check{}, err
	}
	f, err := arc.Claims().Check(q.Claim, on)
	if err != nil {
		return Check{}, err
	}
	used := inquiry.NewUse(arc.Facts)
	used.Source(f.Sources...)
	return Check{Schema: "casus.check/1", On: on, Claims: []claim.Finding{f}, Sources: used.Sources(),
		Provenance: arc.Provenance(append(f.Tables, "states", "state_names", "demonyms", "sources")...)}, nil
}
