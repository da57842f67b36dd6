package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/spf13/cobra"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/model"
	"casus/render"
)

func (a *app) brief() *cobra.Command {
	var q answer.BriefQuestion
	var parameters string
	cmd := &cobra.Command{
		Use:   "brief ATTACKER[,ATTACKER...] TARGET",
		Short: "One page: who is bound, who would come, would it be enough, would the attack come",
		Long: `One page on one event: the answer in a few sentences, who is bound and who is not, who
would come, whether it would be enough, whether the attack would come, what each
state's coming is worth and what the answer hangs on; what those bound can bring, who
of them meets the spending guideline, which statements on that commitment are on
record, how well the estimates have forecast history, and the sources.

Every probability is given for each class of past events, with 90 % of the draws, and
what no case is like is said beside it.`,
		Example: `  casus brief RUS EST --on 2024-02-10
  casus brief RUS EST --on 2024-02-10 --shock stay-home:USA
  casus brief RUS EST --on 2026-01-20 --shock retract:S03 --shock commit:FRA
  casus brief Russia Ukraine --on 2022-02-24 --format html -o brief.html`,
		Args: exactly("ATTACKER", "TARGET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if os.Getenv("GOGC") == "" {
				debug.SetGCPercent(400) // one page is short and small: collecting seldom saves a tenth of its time
			}
			sides(&q.Question, args)
			d, err := a.withLedger()
			if err != nil {
				return err
			}
			if q.Model, err = a.readModel(parameters); err != nil {
				return err
			}
			if dir, err := a.dataDir(); err == nil {
				q.Kept = filepath.Join(dir, "stress", "drivers")
			}
			ans, err := q.Ask(cmd.Context(), d)
			if err != nil {
				return err
			}
			return a.answer(func(w io.Writer, st render.Style) error {
				switch a.format {
				case "json":
					return render.JSON(w, ans)
				case "html":
					return render.BriefHTML(w, ans, names(d))
				case "md":
					return render.BriefMarkdown(w, ans, names(d))
				}
				return render.Brief(w, st, ans, names(d))
			})
		},
	}
	a.question(cmd, &q.Question)
	cmd.Flags().StringArrayVar(&q.Shocks, "shock", nil, "suppose a change and show the difference: stay-home:USA, leave:STATE/TREATY@DATE, join:STATE/TREATY@DATE, spend:ESP=3.5, commit:FRA, statement:S03, retract:S03")
	estimateFlags(cmd, &q.Estimates, &parameters)
	a.formats(cmd, "text", "json", "md", "html")
	return cmd
}

// estimateFlags adds the flags of what is estimated.
func estimateFlags(cmd *cobra.Command, e *inquiry.Estimates, parameters *string) {
	cmd.Flags().IntVar(&e.Draws, "draws", inquiry.DefaultDraws, "`NUMBER` of draws of the parameters")
	cmd.Flags().Uint64Var(&e.Seed, "seed", 1, "the `SEED` of the draws")
	cmd.Flags().IntVar(&e.Workers, "workers", 0, "`NUMBER` of goroutines (default: one a processor); the bytes are the same")
	cmd.Flags().StringVar(parameters, "model", "", "answer with the parameters of `FILE`, made by 'casus data fit', in place of the embedded ones")
	check := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		if e.Draws < 20 || e.Draws > 100_000 {
			return &casus.InputError{Msg: fmt.Sprintf("--draws %d: expected 20 to 100000", e.Draws), Hint: "fewer draws tell no 90 % interval"}
		}
		if check != nil {
			return check(cmd, args)
		}
		return nil
	}
}

// readModel reads a file of parameters, nil for the embedded ones.
func (a *app) readModel(file string) (*model.Model, error) {
	if file == "" {
		return nil, nil
	}
	src, err := a.readFile(file, model.MaxFile, "'casus data fit' makes one")
	if err != nil {
		return nil, err
	}
	return model.Parse(file, src)
}
