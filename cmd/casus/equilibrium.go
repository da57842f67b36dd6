package main

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"casus"
	"casus/game"
	"casus/inquiry"
	"casus/internal/strictyaml"
	"casus/render"
)

func (a *app) equilibrium() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "equilibrium GAME.yaml",
		Short: "Solve a participation game on its own: who joins when each watches the others",
		Long: `Solves the game in a file: states that could join watch each other, because what
one adds to the chance of success depends on who else comes. The answer is the
logit quantal response equilibrium on the branch from lambda 0 (the principal
one), the folds on that branch, other equilibria as far as a search finds them,
and what each player is worth (Shapley, Banzhaf).

A whole game file:

  target: {capability: 1.0}      # the target fights in any case
  attacker: {capability: 4.0}
  contest: {decisiveness: 1.5}   # W = c^m/(c^m + a^m); or {logit: {intercept: 0, slope: 1.5}},
                                 # {difference: {slope: 1}}, {threshold: {capability: 2}}
  lambda: 2.0                    # precision: 0 would toss a coin
  players:                       # u(join) - u(stay) = stake*(W(with it) - W(without)) - cost
    - {name: A, capability: 1.0, stake: 5.0, cost: 1.0}
    - {name: B, capability: 0.5, stake: 2.0, cost: 0.3}

docs/game.md says how it is solved and what the figures mean.`,
		Example: `  casus equilibrium game.yaml
  casus equilibrium game.yaml --format json
  casus equilibrium - < game.yaml`,
		Args: exactly("GAME.yaml"),
		RunE: func(cmd *cobra.Command, args []string) error {
			src, err := a.readFile(args[0], strictyaml.MaxFile, "'casus equilibrium --help' shows a whole game file")
			if err != nil {
				return err
			}
			g, faults := game.Load(args[0], src)
			if len(faults) > 0 {
				return most(faults)
			}
			ans, err := game.Search(cmd.Context(), g)
			if err != nil {
				return err
			}
			full := render.EquilibriumAnswer{Answer: ans, Provenance: casus.Provenance{Version: inquiry.Version, Seed: 1, Facts: []casus.FactsUsed{}}}
			return a.answer(func(w io.Writer, st render.Style) error {
				if a.format == "json" {
					return render.JSON(w, full)
				}
				return render.Equilibrium(w, st, g, ans)
			})
		},
	}
	a.formats(cmd, "text", "json")
	return cmd
}

// readFile reads no more of a file than most bytes and one, so that who parses it
// can refuse what is larger; - is standard input. hint is what a fault offers.
func (a *app) readFile(name string, most int64, hint string) ([]byte, error) {
	in := a.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			msg := "cannot be read"
			if errors.Is(err, fs.ErrNotExist) {
				msg = "no such file"
			}
			return nil, &casus.InputError{File: name, Msg: msg, Hint: hint}
		}
		defer f.Close()
		in = f
	}
	src, err := io.ReadAll(io.LimitReader(in, most+1))
	if err != nil {
		return nil, &casus.InputError{File: name, Msg: "cannot be read", Hint: hint}
	}
	return src, nil
}
