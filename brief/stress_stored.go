package brief

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"casus"
	"casus/forecast"
	"casus/internal/atomicfile"
	"casus/model"
)

// StoredDrivers is what a stress test found to drive an event, kept for the page
// on that event.
type StoredDrivers struct {
	Schema  string            `json:"schema"`
	Event   casus.Event       `json:"event"`
	Model   casus.ModelUsed   `json:"model"`
	Facts   []casus.FactsUsed `json:"facts"`
	Version string            `json:"version"`
	// Ledger is a hash of the user's own statements, "" without any.
	Ledger string `json:"ledger,omitempty"`
	Seed   uint64 `json:"seed"`
	Points int    `json:"evaluations"`
	// Totals are the total Sobol indices by the name of the assumption, in the
	// reference class.
	Totals map[string]casus.Interval `json:"sobol_total"`
}

// KeepDrivers keeps the drivers of a stress test's events in a folder, where the
// pages on those events find them ([Desk.KeptDrivers]): of events without a
// shock, over the assumptions as they are declared, each judged on its own.
func (d *Desk) KeepDrivers(dir string, s *Scenario, m *model.Model, a *Stress) error {
	if s.Sobol == nil || len(s.Sobol.Groups) > 0 || s.Sobol.Estimates || !declared(s) {
		return nil
	}
	for i := range a.Events {
		x := &a.Events[i]
		if x.Drivers == nil {
			continue
		}
		k := d.storedFor(x.Event, m)
		k.Seed, k.Points = a.Provenance.Seed, x.Drivers.Points
		for _, f := range x.Drivers.Classes[Reference].Factors {
			k.Totals[f.Name] = f.Total
		}
		if old, ok := d.KeptDrivers(dir, x.Event, m); ok && old.Points > k.Points {
			continue // the finer one stays
		}
		b, err := json.MarshalIndent(k, "", "  ")
		if err != nil {
			return err
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		if err := atomicfile.Write(k.file(dir), append(b, '\n')); err != nil {
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

// KeptDrivers finds what was kept of an event under the same facts, model and
// version; ok is false where there is nothing, or it cannot be read.
func (d *Desk) KeptDrivers(dir string, ev casus.Event, m *model.Model) (k StoredDrivers, ok bool) {
	want := d.storedFor(ev, m)
	b, err := os.ReadFile(want.file(dir))
	if errors.Is(err, fs.ErrNotExist) || err != nil || json.Unmarshal(b, &k) != nil {
		return StoredDrivers{}, false
	}
	return k, k.Schema == want.Schema && k.hash() == want.hash()
}

// takeDrivers fills in the total indices that a stress test has worked out for the
// page's event, where there are any.
func (d *Desk) takeDrivers(b *Brief, dir string, m *model.Model) {
	k, ok := d.KeptDrivers(dir, b.Event, m)
	if !ok {
		return
	}
	for i := range b.Assumptions {
		if v, ok := k.Totals[b.Assumptions[i].Name]; ok {
			b.Assumptions[i].SobolTotal = ptr(v.Median)
		}
	}
}

// storedFor is what names the drivers of an event, without them.
func (d *Desk) storedFor(ev casus.Event, m *model.Model) StoredDrivers {
	ledger := ""
	if d.Ledger != nil && len(d.Ledger.Entries) > 0 {
		b, _ := json.Marshal(d.Ledger.Entries) // plain values never fail
		ledger = fmt.Sprintf("%x", sha256.Sum256(b))
	}
	return StoredDrivers{Ledger: ledger, Schema: "casus.stress-drivers/1", Event: ev, Model: m.Used(), Version: Version,
		Facts: d.provenance(d.estimateTables(ev.On)...).Facts, Totals: map[string]casus.Interval{}}
}

// hash names the event and all that its drivers depend on.
func (k StoredDrivers) hash() string {
	b, _ := json.Marshal([]any{layout, k.Event, k.Model, k.Facts, k.Version, k.Ledger}) // plain values never fail
	return fmt.Sprintf("%x", sha256.Sum256(b))[:32]
}

func (k StoredDrivers) file(dir string) string { return filepath.Join(dir, k.hash()+".json") }
