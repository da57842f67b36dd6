package scenario

import (
	"context"

	"casus"
	"casus/inquiry"
	"casus/scenario/cells"
)

// Question asks for a whole stress test, worked out here.
type Question struct {
	File   string // the scenario's name in messages, "" for none
	Source string // a scenario file: docs/stress.md describes it
	// Estimates says how it is estimated: Draws and Seed of 0 are those of the file.
	inquiry.Estimates
	Progress func(what string, done, total int) // nil for nobody
}

// Ask works the scenario out. The error is an [*casus.InputError] where the file
// is wrong.
func (q Question) Ask(ctx context.Context, arc *inquiry.Archive) (*Answer, error) {
	s, faults := Load(arc, q.File, []byte(q.Source))
	if len(faults) > 0 {
		return nil, casus.InField("scenario", casus.Faults(faults))
	}
	if q.Draws != 0 {
		s.Draws = q.Draws
	}
	if q.Seed != 0 {
		s.Seed = q.Seed
	}
	plan, err := NewPlan(arc, s, q.Model)
	if err != nil {
		return nil, casus.InField("scenario", err)
	}
	opt := cells.Options{Workers: q.Workers}
	if q.Progress != nil {
		opt.Progress = func(done, _, size int) { q.Progress("stress", done, size) }
	}
	values, err := cells.Run(ctx, plan.Cells, opt)
	if err != nil {
		return nil, err
	}
	return plan.Answer(values)
}
