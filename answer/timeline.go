package answer

import (
	"context"
	"slices"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/statement"
)

// TimelineQuestion asks what was said on a commitment, in the order of time.
type TimelineQuestion struct {
	// Commitment is a treaty, STATE>STATE or STATE>STATE/TREATY: what the first
	// state owes the second.
	Commitment string
}

// Timeline is the answer to a [TimelineQuestion].
type Timeline struct {
	Schema     string                `json:"schema"`
	Commitment string                `json:"commitment"` // as it was understood
	Treaties   []string              `json:"treaties"`   // that it rests on
	Statements []statement.Statement `json:"statements"` // with a day, oldest first
	Undated    int                   `json:"undated"`    // statements on it whose day is not known
	Provenance casus.Provenance      `json:"provenance"`
}

// Ask gives the statements on a commitment by their days.
func (q TimelineQuestion) Ask(_ context.Context, arc *inquiry.Archive) (Timeline, error) {
	a := Timeline{Schema: "casus.timeline/1", Treaties: []string{}, Statements: []statement.Statement{}, Provenance: arc.Provenance("statements", "statement_conditions", "sources")}
	pair, name, both := strings.Cut(q.Commitment, "/")
	if !strings.Contains(pair, ">") {
		pair, name, both = "", q.Commitment, true
	}
	if both {
		t, err := arc.Treaties.Find(name)
		if err != nil {
			return a, casus.InField("commitment", err)
		}
		a.Treaties = append(a.Treaties, t.ID)
	}
	var from casus.State
	if pair != "" {
		x, y, _ := strings.Cut(pair, ">")
		var err error
		if from, err = arc.StateIn("commitment", strings.TrimSpace(x), 0); err != nil {
			return a, err
		}
		to, err := arc.StateIn("commitment", strings.TrimSpace(y), 0)
		if err != nil {
			return a, err
		}
		a.Commitment = string(from) + ">" + string(to)
		if !both {
			for _, t := range arc.Treaties.All() {
				if t.Binds(from, to) {
					a.Treaties = append(a.Treaties, t.ID)
				}
			}
		} else {
			a.Commitment += "/" + a.Treaties[0]
		}
	} else {
		a.Commitment = a.Treaties[0]
	}
	all, err := arc.Said()
	if err != nil {
		return a, err
	}
	for _, s := range statement.Current(all) {
		if !slices.Contains(a.Treaties, s.Commitment) || from != "" && s.State != from {
			continue
		}
		if s.When() == 0 {
			a.Undated++
			continue
		}
		a.Statements = append(a.Statements, s)
	}
	statement.Sort(a.Statements)
	return a, nil
}
