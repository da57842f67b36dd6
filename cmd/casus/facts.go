package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"casus"
	"casus/answer"
	"casus/facts"
	"casus/render"
)

func (a *app) factsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "facts [TABLE [STATE] [YEAR]]",
		Short: "Print any figure with its source, or list the tables",
		Long: `Prints the rows of a table with the sources behind them; without a table, lists the
tables. Another pack is laid over the embedded one with --facts DIR: a file such as
DIR/nato_expenditure.csv with the key columns and those that you correct.`,
		Example: `  casus facts
  casus facts nato_expenditure EST 2024
  casus facts capabilities France
  casus facts guidelines --format csv
  casus facts check --facts my-corrections`,
		Args: between(0, "TABLE", "STATE", "YEAR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := a.factsAlone()
			if err != nil {
				return err
			}
			if len(args) == 0 {
				list, err := answer.FactsTablesQuestion{}.Ask(cmd.Context(), d)
				if err != nil {
					return err
				}
				return show(a, list, nil, func(w io.Writer, st render.Style) error { return render.FactsTables(w, st, list) })
			}
			args = append(args, "", "")
			ans, err := answer.FactsQuestion{Table: args[0], State: args[1], Year: args[2]}.Ask(cmd.Context(), d)
			if err != nil {
				return err
			}
			return show(a, ans, render.FactsCSV, func(w io.Writer, st render.Style) error { return render.Facts(w, st, ans) })
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return facts.Default().Names(), cobra.ShellCompDirectiveNoFileComp
			}
			return a.completeStates(cmd, args, prefix)
		},
	}
	a.formats(cmd, "text", "json", "csv")
	check := &cobra.Command{
		Use:     "check",
		Short:   "Hold every cell of the tables against the schema",
		Example: "  casus facts check --facts my-corrections",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.factsAlone()
			if err != nil {
				return err
			}
			faults := d.Facts.Check()
			if len(faults) > 0 {
				return most(faults)
			}
			cells := 0
			for _, n := range d.Facts.Names() {
				t := d.Facts.MustTable(n)
				cells += len(t.Rows) * len(t.Columns)
			}
			_, err = fmt.Fprintf(a.stdout, "%d tables, %d cells, no fault\n", len(d.Facts.Names()), cells)
			return err
		},
	}
	cmd.AddCommand(check)
	return cmd
}

// most gives the first fault, and says how many there are.
func most(faults []*casus.InputError) error {
	e := *faults[0]
	if n := len(faults) - 1; n > 0 {
		e.Msg = fmt.Sprintf("%s (and %d more)", e.Msg, n)
	}
	return &e
}
