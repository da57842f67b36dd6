package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"casus"
)

func (a *app) factsCommand() *cobra.Command {
	tables, cmd := a.ask("facts tables"), a.ask("facts")
	cmd.Use, cmd.Args = "facts [TABLE [STATE] [YEAR]]", between(0, "TABLE", "STATE", "YEAR")
	table := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return tables.RunE(cmd, args)
		}
		return table(cmd, args)
	}
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
				return casus.Faults(faults)
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
