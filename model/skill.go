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

// kept names the lines of a backtest that a model file carries. For each link and
// class there is one that a brief shows, and one in time order by which it is
// decided whether a figure may stand in a headline.
var kept = []struct {
	link, class, model, split string
	headline                  bool // decides, and is not shown
}{
	{"response", "disputes", joining.Reduced, "disputes with use of force, joined the target; all states outside; fitted before 1990, scored on the rest", false},
	{"response", "wars", joining.Reduced, "interstate wars, joined the target; all states outside; five folds by war", false},
	{"response", "invoked", joining.Reduced, "invoked alliances, honoured; alliances, defence pacts; each war left out", false},
	{"side", "disputes", joining.Product, "the side taken by joiners of disputes with use of force; by joiner; folds by cluster", false},
	{"outcome", "disputes", outcome.Full, "disputes; won, stalemate or lost; fitted before 1976, scored on the rest", false},
	{"outcome", "wars", outcome.Full, "wars, ended by our rules; won, stalemate or lost; each war left out", false},
	{"outcome", "wars", outcome.Full, "wars, ended by COW; won, stalemate or lost; each war left out", false},
	{"deterrence", "disputes", onset.Forecast, "militarized dispute begun; politically relevant directed dyad-years; fitted before 1990, scored on the rest", false},

	{"response", "disputes", joining.Reduced, "disputes with use of force, joined the target; all states outside; refitted every ten years from 1946", true},
	{"attacker", "disputes", joining.Reduced, "disputes with use of force, joined the attacker; all states outside; refitted every ten years from 1946", true},
	{"response", "wars", joining.Reduced, "interstate wars, joined the target; all states outside; refitted every ten years from 1946", true},
	{"attacker", "wars", joining.Reduced, "interstate wars, joined the attacker; all states outside; refitted every ten years from 1946", true},
	{"response", "invoked", joining.Reduced, "invoked alliances, honoured; alliances, all; fitted before 1945, scored on the rest", true},
	{"side", "disputes", joining.Product, "the side taken by joiners of disputes with use of force; by joiner; refitted every ten years from 1946", true},
	{"side", "wars", joining.Product, "the side taken by joiners of interstate wars; by joiner; refitted every ten years from 1946", true},
	{"outcome", "disputes", outcome.Full, "disputes; won, stalemate or lost; refitted every ten years from 1976", true},
	{"outcome", "wars", outcome.Full, "wars, ended by our rules; won, stalemate or lost; refitted every ten years from 1976", true},
}

// leastReduction is the reduction in loss, each war left out, that the end of wars
// must have under COW's coding and under ours to stand in a headline.
const leastReduction = 0.15

// Shown are the scores that a brief shows.
func (m *Model) Shown() (out []Score) {
	for _, s := range m.Skill {
		if !s.Decides {
			out = append(out, s)
		}
	}
	return out
}

// Verdict says whether a link's figure may stand in a headline for a class: see
// docs/model-card.md, "What may stand in a headline".
type Verdict struct {
	Holds bool
	Score *Score // that decided, nil where the file has none
	Tried int    // pairs of link and class that were tried
}

// MayStand applies the rule for headlines to a link ("response", "attacker",
// "side", "outcome", "deterrence") and a class ("disputes", "wars", "invoked").
func (m *Model) MayStand(link, class string) Verdict {
	v := Verdict{Tried: pairsTried}
	for k := range m.Skill {
		s := &m.Skill[k]
		if s.Link != link || s.Class != class {
			continue
		}
		// The beginning of disputes was scored in time order once, held out.
		if s.Decides || link == "deterrence" {
			v.Score = s
		}
	}
	if v.Score == nil {
		return v
	}
	s := v.Score
	if s.GainLow != nil {
		v.Holds = *s.GainLow > 0
	} else { // not paired, which asks for more
		v.Holds = s.LogLossHigh != nil && s.Reference != nil && *s.LogLossHigh < *s.Reference
	}
	if link == "outcome" && class == "wars" {
		for k := range m.Skill {
			if w := &m.Skill[k]; w.Link == link && w.Class == class && !w.Decides && (w.Gain == nil || *w.Gain <= leastReduction) {
				v.Holds, v.Score = false, w
			}
		}
	}
	return v
}

// pairsTried counts the links and classes that the rule was tried on.
const pairsTried = 11

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
	for _, h := range kept {
		k := slices.IndexFunc(in.Scores, func(s Score) bool { return s.Link == h.link && s.Model == h.model && s.Split == h.split })
		if k < 0 {
			return &casus.InputError{File: file, Msg: fmt.Sprintf("has no line of %s for %q, %s", h.link, h.model, h.split), Hint: "run 'casus backtest --format json' for all links"}
		}
		s := in.Scores[k]
		s.Calibration, s.Class, s.Decides = nil, h.class, h.headline
		m.Skill = append(m.Skill, s)
	}
	return nil
}
