package scenario

import (
	"casus"
	"casus/forecast"
	"casus/inquiry"
	"casus/model"
)

// KeepDrivers keeps the drivers of a stress test's events in a folder, where the
// pages on those events find them ([inquiry.Archive.KeptDrivers]): of events without a
// shock, over the assumptions as they are declared, each judged on its own.
func KeepDrivers(arc *inquiry.Archive, dir string, s *Scenario, m *model.Model, a *Answer) error {
	if s.Sobol == nil || len(s.Sobol.Groups) > 0 || s.Sobol.Estimates || !declared(s) {
		return nil
	}
	for i := range a.Events {
		x := &a.Events[i]
		if x.Drivers == nil {
			continue
		}
		totals := map[string]casus.Interval{}
		for _, f := range x.Drivers.Classes[inquiry.Reference].Factors {
			totals[f.Name] = f.Total
		}
		if err := arc.StoreDrivers(dir, x.Event, m, a.Provenance.Seed, x.Drivers.Points, totals); err != nil {
			return err
		}
	}
	return nil
}

// declared reports whether a scenario has the assumptions as they are declared.
func declared(s *Scenario) bool {
	for k, x := range forecast.Declared {
		if s.Central[k] != x.Value || s.Low[k] != x.Low || s.High[k] != x.High {
			return false
		}
	}
	return true
}
