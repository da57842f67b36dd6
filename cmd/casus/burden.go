package main

import (
	"io"

	"github.com/spf13/cobra"

	"casus"
	"casus/answer"
	"casus/burden"
	"casus/facts"
	"casus/render"
)

func (a *app) burden() *cobra.Command {
	var q answer.BurdenQuestion
	cmd := &cobra.Command{
		Use:   "burden [STATE...]",
		Short: "Who spends what on defence, beside the aim, the floor and the target",
		Long: `Sets each member's share of GDP beside the aim of 2014, the floor of 2023 and the
target for 2035: the gap in points and money, the equipment share, the rank, the
change since the year before. NATO restates its series: a figure belongs to an
edition. The guidelines are political pledges, and a gap is a distance to them.`,
		Example: `  casus burden --year 2024
  casus burden EST ESP --since 2014
  casus burden --year 2024 --edition 2024-06
  casus burden --year 2024 --as-known 2024-12-31 --format csv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			q.States = args
			for _, f := range []string{"year", "since"} {
				if v, _ := cmd.Flags().GetInt(f); cmd.Flags().Changed(f) && (v < casus.FirstYear || v > casus.LastYear) {
					return &casus.InputError{Msg: "--" + f + ": expected a year", Hint: "for example: casus burden --year 2024"}
				}
			}
			if q.Year != 0 && q.Since != 0 {
				return &casus.InputError{Msg: "--year and --since exclude each other", Hint: "--since 2014 shows 2014 and every later year"}
			}
			if q.Edition != "" && q.AsKnown != "" {
				return &casus.InputError{Msg: "--edition and --as-known exclude each other", Hint: "--as-known DATE picks the edition published last by then"}
			}
			d, err := a.factsAlone()
			if err != nil {
				return err
			}
			ans, err := q.Ask(cmd.Context(), d)
			if err != nil {
				return err
			}
			return show(a, ans, render.BurdenCSV, func(w io.Writer, st render.Style) error { return render.Burden(w, st, ans, names(d)) })
		},
		ValidArgsFunction: a.completeStates,
	}
	cmd.Flags().StringVar(&q.Alliance, "alliance", "nato", "the `ALLIANCE` whose guideline is meant")
	cmd.Flags().IntVar(&q.Year, "year", 0, "one `YEAR` (default: the last one of the edition)")
	cmd.Flags().IntVar(&q.Since, "since", 0, "this `YEAR` and every later one")
	cmd.Flags().StringVar(&q.Edition, "edition", "", "the `EDITION` of NATO's tables (default: the newest)")
	cmd.Flags().StringVar(&q.AsKnown, "as-known", "", "what was known on a `DATE`: the last edition published by then")
	cmd.Flags().BoolVar(&q.All, "all", false, "show years before membership too")
	_ = cmd.RegisterFlagCompletionFunc("edition", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var out []string
		for _, e := range burden.Editions(facts.Default()) {
			out = append(out, e.ID+"\t"+e.Title)
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	})
	a.formats(cmd, "text", "json", "csv")
	return cmd
}
