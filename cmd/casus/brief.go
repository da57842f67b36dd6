package main

import (
	"io"

	"github.com/spf13/cobra"

	"casus/brief"
	"casus/present"
)

func (a *app) brief() *cobra.Command {
	var q brief.BriefQuestion
	cmd := &cobra.Command{
		Use:   "brief ATTACKER[,ATTACKER...] TARGET",
		Short: "One page: who is bound, what they can bring, who pays, what was said",
		Long: `One page on one event: the answer in a sentence, who is bound and who is not, what
those bound can bring, who of them meets the spending guideline, which statements on
that commitment are on record, and the sources.`,
		Example: `  casus brief RUS EST --on 2024-02-10
  casus brief RUS EST --on 2024-02-10 --shock stay-home:USA
  casus brief Russia Ukraine --on 2022-02-24 --format md -o brief.md`,
		Args: exactly("ATTACKER", "TARGET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			sides(&q.Question, args)
			d, err := a.deskWithLedger()
			if err != nil {
				return err
			}
			ans, err := d.Brief(cmd.Context(), q)
			if err != nil {
				return err
			}
			return a.answer(func(w io.Writer, st present.Style) error {
				switch a.format {
				case "json":
					return present.JSON(w, ans)
				case "md":
					return present.BriefMarkdown(w, ans, names(d))
				}
				return present.Brief(w, st, ans, names(d))
			})
		},
	}
	a.question(cmd, &q.Question)
	cmd.Flags().StringArrayVar(&q.Shocks, "shock", nil, "suppose a change and show the difference: stay-home:USA, leave:STATE/TREATY@DATE, join:STATE/TREATY@DATE, spend:ESP=3.5")
	a.formats(cmd, "text", "json", "md")
	return cmd
}
