package answer

import (
	"context"

	"casus"
	"casus/inquiry"
	"casus/model"
)

// Backtest is the scores of links on history that they were not fitted on.
type Backtest struct {
	Schema     string           `json:"schema"`
	Scores     []model.Score    `json:"scores"`
	Note       string           `json:"note"`
	Provenance casus.Provenance `json:"provenance"`
}

// BacktestQuestion asks how well the links named forecast history.
type BacktestQuestion struct {
	Links []string // none: all
	model.Options
}

// Ask fits every model of the links named on parts of the imported history
// and scores it on the rest. The error is a *history.AbsentError where something
// is not imported.
func (q BacktestQuestion) Ask(ctx context.Context, arc *inquiry.Archive) (Backtest, error) {
	links := model.Links
	if len(q.Links) > 0 {
		links = q.Links
	}
	for _, name := range links {
		if _, err := model.ParseLink(name); err != nil {
			return Backtest{}, casus.InField("link", err)
		}
	}
	a := Backtest{Schema: "casus.backtest/1", Scores: []model.Score{}, Note: "docs/model-card.md says what the splits are and what was chosen when."}
	w, err := arc.Past()
	if err != nil {
		return a, err
	}
	if a.Scores, err = model.Backtest(ctx, w, links, q.Options); err != nil {
		return a, err
	}
	used, err := model.Used(arc.History)
	if err != nil {
		return a, err
	}
	a.Provenance = arc.Provenance("states", "state_names")
	a.Provenance.Seed, a.Provenance.Facts = q.Seed, append(a.Provenance.Facts, used...)
	return a, nil
}
