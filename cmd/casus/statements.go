package main

import (
	"io"

	"github.com/spf13/cobra"

	"casus/brief"
	"casus/present"
)

func (a *app) statements() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "statements",
		Short: "Who said what about which commitment: list the statements on record, or show one",
		Args:  unknownSub,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var q brief.StatementsQuestion
	list := &cobra.Command{
		Use:   "list",
		Short: "The statements on record, oldest first",
		Long: `Lists statements in the words of their source. The set is a sample and not a census:
it must not be used to count who reassured how often.`,
		Example: `  casus statements list --commitment north-atlantic-treaty --since 2024-01-01
  casus statements list --speaker Stoltenberg --format csv`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.desk()
			if err != nil {
				return err
			}
			ans, err := d.Statements(q)
			if err != nil {
				return err
			}
			return a.answer(func(w io.Writer, st present.Style) error {
				switch a.format {
				case "json":
					return present.JSON(w, ans)
				case "csv":
					return present.StatementsCSV(w, ans)
				}
				return present.Statements(w, st, ans)
			})
		},
	}
	list.Flags().StringVar(&q.Commitment, "commitment", "", "only those on this `TREATY`")
	list.Flags().StringVar(&q.Speaker, "speaker", "", "only speakers whose name holds `TEXT`")
	list.Flags().StringVar(&q.State, "state", "", "only speakers for this `STATE`")
	list.Flags().StringVar(&q.Stance, "stance", "", "only this `STANCE`: commit, reassure, threaten, refuse, …")
	list.Flags().StringVar(&q.Since, "since", "", "only from this `DATE` on")
	list.Flags().StringVar(&q.Until, "until", "", "only up to this `DATE`")
	_ = list.RegisterFlagCompletionFunc("commitment", a.completeTreaties)
	_ = list.RegisterFlagCompletionFunc("state", a.completeStates)
	a.formats(list, "text", "json", "csv")
	show := &cobra.Command{
		Use:     "show ID",
		Short:   "One statement with its versions, disputes and sources",
		Example: "  casus statements show S03",
		Args:    exactly("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := a.desk()
			if err != nil {
				return err
			}
			ans, err := d.Statement(args[0])
			if err != nil {
				return err
			}
			return a.answer(func(w io.Writer, st present.Style) error {
				if a.format == "json" {
					return present.JSON(w, ans)
				}
				return present.Statement(w, st, ans)
			})
		},
	}
	a.formats(show, "text", "json")
	cmd.AddCommand(list, show)
	return cmd
}
