package joining

import (
	"context"
	"fmt"

	"casus/history"
	"casus/outcome"
)

// Cases are the events of history, by class.
type Cases struct {
	Disputes []Case
	Wars     []Case
	Invoked  []Invocation
	// For the backtest alone.
	Members  []Member        // of invoked alliances
	Outcomes *outcome.Sample // how disputes ended
}

// Load makes the cases of all classes from the imported history and the
// treaties, each treaty asked on the day of the event. The error is a
// *history.AbsentError where something is not imported.
func Load(ctx context.Context, w *World) (*Cases, error) {
	c := &Cases{}
	var err error
	if c.Disputes, err = w.DisputeCases(ctx); err != nil {
		return nil, err
	}
	if c.Wars, err = w.WarCases(ctx); err != nil {
		return nil, err
	}
	if c.Invoked, err = Invocations(w.DB); err != nil {
		return nil, err
	}
	if c.Members, err = Members(w.DB); err != nil {
		return nil, err
	}
	c.Outcomes, err = outcome.Disputes(w.DB, history.COW)
	return c, err
}

// Model is the fitted parameters of every class.
type Model struct {
	Disputes *Params `json:"disputes"`
	Wars     *Params `json:"wars"`
	Invoked  *Params `json:"invoked"`
}

// Classes lists the parameters by class, the commonest events first.
func (m *Model) Classes() []*Params { return []*Params{m.Disputes, m.Wars, m.Invoked} }

// Fit estimates the parameters of every class from its cases.
func Fit(ctx context.Context, cases *Cases, o FitOptions) (*Model, error) {
	m := &Model{}
	var err error
	if m.Disputes, err = FitDisputes(cases.Disputes, o); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if m.Wars, err = FitWars(cases.Wars, ShortOfWar(cases.Disputes), o); err != nil {
		return nil, err
	}
	if m.Invoked, err = fitInvoked(cases.Invoked, o); err != nil {
		return nil, fmt.Errorf("response: %s: %w", Invoked, err)
	}
	return m, nil
}
