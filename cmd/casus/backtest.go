package main

import (
	"io"

	"github.com/spf13/cobra"

	"casus"
	"casus/answer"
	"casus/model"
	"casus/render"
)

func (a *app) backtest() *cobra.Command {
	var o model.Options
	cmd := &cobra.Command{
		Use:   "backtest [response|outcome|deterrence]",
		Short: "How well each link forecasts history that it was not fitted on",
		Long: `Fits every model on a part of the imported history and scores it on the rest: by
folds of events, with each war left out, and in time order. Beside it stand the base
rate and simpler models. Nothing is scored on rows that it was fitted on. Intervals
are 90 % of a bootstrap over events.`,
		Example: `  casus backtest
  casus backtest deterrence --format csv -o scores.csv
  casus backtest outcome --format html -o outcome.html`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return exactly("LINK")(cmd, args)
			}
			return nil
		},
		ValidArgs: model.Links,
		RunE: func(cmd *cobra.Command, args []string) error {
			links := model.Links
			if len(args) == 1 {
				link, err := model.ParseLink(args[0])
				if err != nil {
					return err
				}
				links = []string{link}
			}
			d, err := a.archive()
			if err != nil {
				return err
			}
			stop := a.stages(&o)
			ans, err := answer.BacktestQuestion{Links: links, Options: o}.Ask(cmd.Context(), d)
			stop()
			if err != nil {
				return err
			}
			return show(a, ans, render.BacktestCSV, func(w io.Writer, st render.Style) error {
				switch a.format {
				case "html":
					return render.BacktestHTML(w, ans)
				case "md":
					st = render.Style{Markdown: true}
				}
				return render.Backtest(w, st, ans)
			})
		},
	}
	a.fitFlags(cmd, &o)
	a.formats(cmd, "text", "json", "csv", "md", "html")
	return cmd
}

// fitFlags adds the flags of a backtest.
func (a *app) fitFlags(cmd *cobra.Command, o *model.Options) {
	a.seedFlags(cmd, o)
	cmd.Flags().IntVar(&o.Reps, "reps", 200, "`NUMBER` of bootstrap replicates")
	check := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		if o.Reps < 20 || o.Reps > 10000 {
			return &casus.InputError{Msg: "--reps must lie between 20 and 10000"}
		}
		if check != nil {
			return check(cmd, args)
		}
		return nil
	}
}

// seedFlags adds the flags that fits and backtests share.
func (a *app) seedFlags(cmd *cobra.Command, o *model.Options) {
	cmd.Flags().Uint64Var(&o.Seed, "seed", 1, "the `SEED` of folds and bootstraps")
	cmd.Flags().IntVar(&o.Workers, "workers", 0, "`NUMBER` of goroutines (default: one a processor); the bytes are the same")
}
