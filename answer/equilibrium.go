package answer

import (
	"context"

	"casus"
	"casus/game"
	"casus/inquiry"
)

// EquilibriumQuestion asks for the solution of a participation game.
type EquilibriumQuestion struct {
	File   string // its name in messages, "" for none
	Source string // a game file: docs/game.md describes it
}

// Equilibrium is the answer to an [EquilibriumQuestion].
type Equilibrium struct {
	*game.Answer
	Provenance casus.Provenance `json:"provenance"`
	// Game is the one that was solved.
	Game *game.Game `json:"-"`
}

// Ask solves the game.
func (q EquilibriumQuestion) Ask(ctx context.Context, _ *inquiry.Archive) (Equilibrium, error) {
	g, faults := game.Load(q.File, []byte(q.Source))
	if len(faults) > 0 {
		return Equilibrium{}, casus.InField("game", casus.Faults(faults))
	}
	a, err := game.Search(ctx, g)
	if err != nil {
		return Equilibrium{}, err
	}
	return Equilibrium{Answer: a, Game: g, Provenance: casus.Provenance{Version: inquiry.Version, Seed: 1, Facts: []casus.FactsUsed{}}}, nil
}
