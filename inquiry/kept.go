package inquiry

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"casus"
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

// StoreDrivers keeps what drives an event in a folder, where [Archive.KeptDrivers]
// finds it, unless what is kept rests on more points.
func (arc *Archive) StoreDrivers(dir string, ev casus.Event, m *model.Model, seed uint64, points int, totals map[string]casus.Interval) error {
	k := arc.storedFor(ev, m)
	k.Seed, k.Points, k.Totals = seed, points, totals
	if old, ok := arc.KeptDrivers(dir, ev, m); ok && old.Points > k.Points {
		return nil // the finer one stays
	}
	b, err := json.MarshalIndent(k, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return atomicfile.Write(k.file(dir), append(b, '\n'))
}

// keptLayout is the number of the layout of what is kept.
const keptLayout = 1

// KeptDrivers finds what was kept of an event under the same facts, model and
// version; ok is false where there is nothing, or it cannot be read.
func (arc *Archive) KeptDrivers(dir string, ev casus.Event, m *model.Model) (k StoredDrivers, ok bool) {
	want := arc.storedFor(ev, m)
	b, err := os.ReadFile(want.file(dir))
	if errors.Is(err, fs.ErrNotExist) || err != nil || json.Unmarshal(b, &k) != nil {
		return StoredDrivers{}, false
	}
	return k, k.Schema == want.Schema && k.hash() == want.hash()
}

// storedFor is what names the drivers of an event, without them.
func (arc *Archive) storedFor(ev casus.Event, m *model.Model) StoredDrivers {
	ledger := ""
	if arc.Ledger != nil && len(arc.Ledger.Entries) > 0 {
		b, _ := json.Marshal(arc.Ledger.Entries) // plain values never fail
		ledger = fmt.Sprintf("%x", sha256.Sum256(b))
	}
	return StoredDrivers{Ledger: ledger, Schema: "casus.stress-drivers/1", Event: ev, Model: m.Used(), Version: Version,
		Facts: arc.Provenance(arc.EstimateTables(ev.On)...).Facts, Totals: map[string]casus.Interval{}}
}

// hash names the event and all that its drivers depend on.
func (k StoredDrivers) hash() string {
	b, _ := json.Marshal([]any{keptLayout, k.Event, k.Model, k.Facts, k.Version, k.Ledger}) // plain values never fail
	return fmt.Sprintf("%x", sha256.Sum256(b))[:32]
}

func (k StoredDrivers) file(dir string) string { return filepath.Join(dir, k.hash()+".json") }
