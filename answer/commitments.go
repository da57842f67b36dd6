package answer

import (
	"context"
	"fmt"

	"casus"
	"casus/inquiry"
	"casus/treaty"
)

// CommitmentsQuestion asks whom a state must help.
type CommitmentsQuestion struct {
	State   string
	On      string
	Against string // the supposed attacker, "" for a state without any treaty
}

// Commitments is the answer to a [CommitmentsQuestion].
type Commitments struct {
	Schema      string              `json:"schema"`
	State       casus.State         `json:"state"`
	On          casus.Date          `json:"on"`
	Against     casus.State         `json:"against,omitempty"`
	Law         treaty.LawSource    `json:"law"` // what the answer rests on
	Commitments []treaty.Commitment `json:"commitments"`
	CannotTell  []treaty.Gap        `json:"cannot_tell"` // what was not found, or is not coded, and could change the answer
	Provenance  casus.Provenance    `json:"provenance"`
}

// Ask answers whom a state must help, how, and on what condition.
func (q CommitmentsQuestion) Ask(_ context.Context, arc *inquiry.Archive) (Commitments, error) {
	on, err := arc.DateIn("on", q.On)
	if err != nil {
		return Commitments{}, err
	}
	s, err := arc.StateIn("state", q.State, on)
	if err != nil {
		return Commitments{}, err
	}
	a := Commitments{Schema: "casus.commitments/1", State: s, On: on, Law: arc.Treaties.LawOn(on), Provenance: arc.LawProvenance(on, "states", "state_names", "sources")}
	if q.Against != "" {
		if a.Against, err = arc.StateIn("against", q.Against, on); err != nil {
			return a, err
		}
		if a.Against == s {
			return a, &casus.InputError{Field: "against", Msg: fmt.Sprintf("%s cannot attack itself", arc.Named(s, on)), Hint: "--against names the attacker of the state's allies"}
		}
	}
	a.Commitments = arc.Treaties.Commitments(s, on, a.Against, func(x casus.State) casus.Place { return arc.Home(x, on) })
	a.CannotTell = arc.Treaties.CommitmentGaps(s, on, a.Against, a.Commitments)
	return a, nil
}
