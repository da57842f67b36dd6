package brief

import (
	"context"
	"fmt"

	"casus"
	"casus/history"
	"casus/joining"
	"casus/model"
	"casus/stateyear"
)

// Backtest is the scores of links on history that they were not fitted on.
type Backtest struct {
	Schema     string           `json:"schema"`
	Scores     []model.Score    `json:"scores"`
	Note       string           `json:"note"`
	Provenance casus.Provenance `json:"provenance"`
}

// Backtest fits every model of the links named on parts of the imported history
// and scores it on the rest. The error is a *history.AbsentError where something
// is not imported.
func (d *Desk) Backtest(ctx context.Context, links []string, o model.Options) (Backtest, error) {
	a := Backtest{Schema: "casus.backtest/1", Scores: []model.Score{}, Note: "docs/model-card.md says what the splits are and what was chosen when."}
	w, err := d.past()
	if err != nil {
		return a, err
	}
	if a.Scores, err = model.Backtest(ctx, w, links, o); err != nil {
		return a, err
	}
	used, err := model.Used(d.History)
	if err != nil {
		return a, err
	}
	a.Provenance = d.provenance("states", "state_names")
	a.Provenance.Seed, a.Provenance.Facts = o.Seed, append(a.Provenance.Facts, used...)
	return a, nil
}

// Fit estimates the parameters of every link from the imported history. The
// error is a *history.AbsentError where something is not imported.
func (d *Desk) Fit(ctx context.Context, o model.Options) (*model.Model, error) {
	w, err := d.past()
	if err != nil {
		return nil, err
	}
	return model.Fit(ctx, w, Version, o)
}

// past lays the imported history out for estimates.
func (d *Desk) past() (*joining.World, error) {
	if d.History == nil || !d.alliances() {
		return nil, &history.AbsentError{Datasets: []string{"atop-member"}}
	}
	p, err := d.pastSettings()
	if err != nil {
		return nil, err
	}
	return &joining.World{DB: d.History, Past: p, Lib: d.Treaties, States: d.States.FromCOW, Home: d.Home}, nil
}

// pastSettings makes the settings of the past.
func (d *Desk) pastSettings() (*stateyear.Past, error) {
	armed := map[int]int{}
	for _, r := range d.Facts.MustTable("nuclear").Rows {
		if !r.Bool("armed") || r.Text("since") == "" {
			continue
		}
		year := r.Int("since")
		day, _ := casus.NewDate(year, 12, 31)
		sp, ok := d.States.Get(casus.State(r.Text("state")), day)
		if !ok {
			return nil, fmt.Errorf("facts: nuclear: no state %s in %d", r.Text("state"), year)
		}
		armed[sp.COW] = year
	}
	return stateyear.NewPast(d.History, d.States.FromCOW, armed)
}
