package answer

import (
	"context"

	"casus"
	"casus/inquiry"
)

// Versions is the answer to "casus version".
type Versions struct {
	Schema     string           `json:"schema"`
	Version    string           `json:"version"`
	Today      casus.Date       `json:"facts_until"`
	Treaties   int              `json:"treaties"`
	Provenance casus.Provenance `json:"provenance"`
}

// VersionQuestion asks what answers.
type VersionQuestion struct{}

// Ask says what answers.
func (VersionQuestion) Ask(_ context.Context, arc *inquiry.Archive) (Versions, error) {
	return Versions{"casus.version/1", inquiry.Version, arc.Today(), len(arc.Treaties.All()), arc.Provenance(arc.Facts.Names()...)}, nil
}
