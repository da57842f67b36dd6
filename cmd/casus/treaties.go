package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/render"
)

func (a *app) treaties() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "treaties",
		Short: "List the treaties, show one, or check a file of your own",
		Args:  unknownSub,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var on string
	var notCoded bool
	list := &cobra.Command{
		Use:     "list",
		Short:   "Every instrument that Casus knows, and how many states it binds on a day",
		Example: "  casus treaties list --on 1982-04-02",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.archive()
			if err != nil {
				return err
			}
			if notCoded {
				ans, err := answer.NotCodedQuestion{On: on}.Ask(cmd.Context(), d)
				if err != nil {
					return err
				}
				return show(a, ans, render.NotCodedCSV, func(w io.Writer, st render.Style) error { return render.NotCoded(w, st, ans) })
			}
			ans, err := answer.TreatyListQuestion{On: on}.Ask(cmd.Context(), d)
			if err != nil {
				return err
			}
			return show(a, ans, render.TreatyListCSV, func(w io.Writer, st render.Style) error { return render.TreatyList(w, st, ans) })
		},
	}
	list.Flags().StringVar(&on, "on", "", "`DATE` as 2024-02-10 (default: the newest day that the facts cover)")
	list.Flags().BoolVar(&notCoded, "not-coded", false, "the instruments that are known and not coded, and why")
	a.formats(list, "text", "json", "csv")

	show := &cobra.Command{
		Use:     "show ID",
		Short:   "One treaty: its parties by date, its clauses and their conditions, its sources",
		Example: "  casus treaties show north-atlantic-treaty",
		Args:    exactly("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := a.archive()
			if err != nil {
				return err
			}
			ans, err := answer.TreatyQuestion{ID: args[0]}.Ask(cmd.Context(), d)
			if err != nil {
				return err
			}
			return show(a, ans, nil, func(w io.Writer, st render.Style) error { return render.TreatySheet(w, st, ans) })
		},
		ValidArgsFunction: a.completeTreaties,
	}
	a.formats(show, "text", "json")
	cmd.AddCommand(list, show, a.treatiesCheck(), a.treatiesCoverage())
	return cmd
}

func (a *app) treatiesCoverage() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "Of the defence pacts that ATOP codes on its last day, how many are coded here",
		Args:  exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.archive()
			if err != nil {
				return err
			}
			ans, err := answer.CoverageQuestion{}.Ask(cmd.Context(), d)
			if err != nil {
				return err
			}
			return show(a, ans, render.CoverageCSV, func(w io.Writer, st render.Style) error { return render.Coverage(w, st, ans) })
		},
	}
	a.formats(cmd, "text", "json", "csv")
	return cmd
}

// organs says who decides under a treaty.
func (a *app) organs() *cobra.Command {
	var on string
	cmd := &cobra.Command{
		Use:     "organs TREATY",
		Short:   "Who decides under a treaty: which organ, by which majority, who can block it",
		Example: "  casus organs north-atlantic-treaty\n  casus organs rio-treaty --on 1982-04-26",
		Args:    exactly("TREATY"),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := a.archive()
			if err != nil {
				return err
			}
			ans, err := answer.OrgansQuestion{ID: args[0], On: on}.Ask(cmd.Context(), d)
			if err != nil {
				return err
			}
			return show(a, ans, nil, func(w io.Writer, st render.Style) error { return render.Organs(w, st, ans) })
		},
		ValidArgsFunction: a.completeTreaties,
	}
	cmd.Flags().StringVar(&on, "on", "", "`DATE` as 2024-02-10 (default: the newest day that the facts cover)")
	a.formats(cmd, "text", "json")
	return cmd
}

func (a *app) treatiesCheck() *cobra.Command {
	var q inquiry.Question
	var event string
	cmd := &cobra.Command{
		Use:   "check FILE...",
		Short: "Compile treaty files of your own, and see what they would oblige in an event",
		Long: `Reads treaty files, compiles their conditions, and reports every fault with file,
line and column; a condition that can hold in no event is a fault. With --event it
says what each treaty alone would oblige. The format is in docs/treaty-language.md;
docs/examples/baltic-pact.yaml is a whole file.`,
		Example: `  casus treaties check docs/examples/baltic-pact.yaml
  casus treaties check docs/examples/baltic-pact.yaml --event RUS,EST --on 2026-03-01`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &casus.InputError{Msg: "the argument FILE is missing", Hint: firstLine(cmd.Example, "")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := a.archive()
			if err != nil {
				return err
			}
			var out []answer.TreatyCheck
			for _, file := range args {
				t, faults := answer.CheckTreaty(d, file)
				if len(faults) > 0 {
					return most(faults)
				}
				c := answer.TreatyCheck{File: file, Treaty: answer.Sheet(t)}
				if event != "" {
					parts := strings.Split(event, ",")
					if len(parts) < 2 {
						return &casus.InputError{Msg: "event " + casus.Quoted(event) + ": expected an attacker and a target", Hint: "for example: --event RUS,EST"}
					}
					q.Attackers, q.Target = parts[:len(parts)-1], parts[len(parts)-1]
					if c.Would, err = answer.Would(d, t, q); err != nil {
						return err
					}
				}
				out = append(out, c)
			}
			return show(a, answer.TreatyChecks{Schema: "casus.treaties-check/1", Files: out}, nil, func(w io.Writer, st render.Style) error { return render.TreatyChecks(w, st, out, names(d)) })
		},
	}
	a.question(cmd, &q)
	cmd.Flags().StringVar(&event, "event", "", "say what the treaty would oblige when `ATTACKER,TARGET` fight")
	cmd.ValidArgsFunction = nil
	a.formats(cmd, "text", "json")
	return cmd
}

// unknownSub words a mistyped subcommand.
func unknownSub(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var subs []string
	for _, c := range cmd.Commands() {
		subs = append(subs, c.Name())
	}
	return &casus.InputError{Msg: fmt.Sprintf("%s has no command %s", cmd.CommandPath(), casus.Quoted(args[0])), Hint: hintOr(args[0], subs)}
}
