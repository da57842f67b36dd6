package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"casus"
	"casus/joining"
	"casus/onset"
	"casus/outcome"
)

// headline names the lines of a backtest that a model file carries, and a brief
// shows: for each link the product's form, in time order where the cases allow.
var headline = []struct{ link, model, split string }{
	{"response", joining.Reduced, "disputes with use of force, joined the target; all states outside; fitted before 1990, scored on the rest"},
	{"response", joining.Reduced, "interstate wars, joined the target; all states outside; each war left out"},
	{"response", joining.Reduced, "invoked alliances, honoured; alliances, defence pacts; each war left out"},
	{"outcome", outcome.Full, "disputes; won, stalemate or lost; fitted before 1976, scored on the rest"},
	{"outcome", outcome.Full, "wars; won, stalemate or lost; each war left out"},
	{"deterrence", onset.Forecast, "militarized dispute begun; politically relevant directed dyad-years; fitted before 1990, scored on the rest"},
}

// TakeSkill takes the headline scores from a JSON answer of 'casus backtest', or
// from another model file, and checks that they come from the data of the model.
// The error is a *casus.InputError.
func (m *Model) TakeSkill(file string, src []byte) error {
	var in struct {
		Schema     string            `json:"schema"`
		Data       []casus.FactsUsed `json:"data"`  // of a model file
		Skill      []Score           `json:"skill"` // of a model file
		Scores     []Score           `json:"scores"`
		Provenance casus.Provenance  `json:"provenance"`
	}
	dec := json.NewDecoder(io.LimitReader(bytes.NewReader(src), 64<<20))
	if err := dec.Decode(&in); err != nil {
		return &casus.InputError{File: file, Msg: "holds no scores: " + err.Error(), Hint: "'casus backtest --format json' makes them"}
	}
	used := in.Data
	if in.Schema != Schema {
		used = in.Provenance.Facts
	}
	for _, d := range m.Data {
		if !slices.Contains(used, d) {
			return &casus.InputError{File: file, Msg: fmt.Sprintf("was scored on another version of %s than the model", d.Name), Hint: "run 'casus backtest --format json' on the same data"}
		}
	}
	if in.Schema == Schema {
		m.Skill = in.Skill
		return nil
	}
	m.Skill = nil
	for _, h := range headline {
		k := slices.IndexFunc(in.Scores, func(s Score) bool { return s.Link == h.link && s.Model == h.model && s.Split == h.split })
		if k < 0 {
			return &casus.InputError{File: file, Msg: fmt.Sprintf("has no line of %s for %q, %s", h.link, h.model, h.split), Hint: "run 'casus backtest --format json' for all links"}
		}
		s := in.Scores[k]
		s.Calibration = nil
		m.Skill = append(m.Skill, s)
	}
	return nil
}
