package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/render"
)

// question adds the flags that say how, where and when the attack comes.
func (a *app) question(cmd *cobra.Command, q *inquiry.Question) {
	cmd.Flags().StringVar(&q.On, "on", "", "`DATE` of the attack as 2024-02-10 (default: the newest day that the facts cover)")
	cmd.Flags().StringVar(&q.At, "at", "", "where: a `PLACE` by name, or LAT,LON in degrees (default: the target's home territory)")
	cmd.Flags().StringVar(&q.Kind, "kind", "", "`KIND` of attack: armed_attack (default), cyber_attack, hybrid, proxy, blockade")
	cmd.Flags().StringVar(&q.Object, "object", "", "`WHAT` is attacked: territory (default), forces, vessel, aircraft")
	cmd.Flags().BoolVar(&q.TargetStruckFirst, "target-struck-first", false, "the target used armed force first")
	_ = cmd.RegisterFlagCompletionFunc("kind", fixed(casus.Kinds))
	_ = cmd.RegisterFlagCompletionFunc("object", fixed(casus.Objects))
	cmd.ValidArgsFunction = a.completeStates
}

// sides reads ATTACKER[,ATTACKER...] TARGET.
func sides(q *inquiry.Question, args []string) {
	q.Attackers, q.Target = strings.Split(args[0], ","), args[1]
}

func (a *app) obligations() *cobra.Command {
	var q answer.ObligationsQuestion
	var why string
	cmd := &cobra.Command{
		Use:   "obligations ATTACKER[,ATTACKER...] TARGET",
		Short: "Who is bound to help, by which clause, and why",
		Long: `Asks every clause of every treaty that has to do with the target or an attacker.
A verdict is bound, contested or not bound; what must still be requested or decided
is shown with it. States take ISO codes, COW and Gleditsch-Ward numbers, and names.`,
		Example: `  casus obligations RUS EST --on 2024-02-10
  casus obligations ARG GBR --on 1982-04-02 --at Falklands --why USA
  casus obligations CHN USA --at 13.4,144.8
  casus obligations RUS FIN --on 2023-04-03 --compare 2023-04-04
  casus obligations RUS EST --shock leave:USA/north-atlantic-treaty@2025-01-20 --on 2026-01-20
  casus obligations nonstate FRA --on 2015-11-13 --format json`,
		Args: exactly("ATTACKER", "TARGET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			sides(&q.Question, args)
			d, err := a.archive()
			if err != nil {
				return err
			}
			var who casus.State
			if why != "" {
				on, err := d.Date(q.On)
				if err != nil {
					return err
				}
				if who, err = d.States.Resolve(why, on); err != nil {
					return err
				}
			}
			ans, err := q.Ask(cmd.Context(), d)
			if err != nil {
				return err
			}
			return a.answer(func(w io.Writer, st render.Style) error {
				switch {
				case a.format == "json":
					return render.JSON(w, ans)
				case a.format == "csv":
					return render.ObligationsCSV(w, ans)
				case why != "":
					return render.Why(w, st, ans, who, names(d))
				}
				return render.Obligations(w, st, ans, names(d))
			})
		},
	}
	a.question(cmd, &q.Question)
	cmd.Flags().BoolVar(&q.All, "all", false, "show every clause and state, not only those party together with target or attacker")
	cmd.Flags().BoolVar(&q.Cascade, "cascade", false, "suppose that all who are bound join, and ask again until nothing changes")
	cmd.Flags().StringVar(&q.Compare, "compare", "", "show what differs on another `DATE`")
	cmd.Flags().StringArrayVar(&q.Shocks, "shock", nil, "suppose a withdrawal or accession: leave:STATE/TREATY@DATE, join:STATE/TREATY@DATE")
	cmd.Flags().StringVar(&why, "why", "", "show each step for one `STATE`")
	_ = cmd.RegisterFlagCompletionFunc("why", a.completeStates)
	a.formats(cmd, "text", "json", "csv")
	return cmd
}

func (a *app) commitments() *cobra.Command {
	var q answer.CommitmentsQuestion
	cmd := &cobra.Command{
		Use:   "commitments STATE",
		Short: "Whom a state must help, how, and on what condition",
		Long: `The reverse of obligations: every clause under which the state owes help,
consultation, neutrality or peace to another, with what must hold and what lifts it.`,
		Example: `  casus commitments USA --on 2026-01-01
  casus commitments Turkey --against Armenia`,
		Args: exactly("STATE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			q.State = args[0]
			d, err := a.archive()
			if err != nil {
				return err
			}
			ans, err := q.Ask(cmd.Context(), d)
			if err != nil {
				return err
			}
			return show(a, ans, render.CommitmentsCSV, func(w io.Writer, st render.Style) error { return render.Commitments(w, st, ans, names(d)) })
		},
		ValidArgsFunction: a.completeStates,
	}
	cmd.Flags().StringVar(&q.On, "on", "", "`DATE` as 2024-02-10 (default: the newest day that the facts cover)")
	cmd.Flags().StringVar(&q.Against, "against", "", "the `STATE` that would attack (default: one that is party to nothing)")
	_ = cmd.RegisterFlagCompletionFunc("against", a.completeStates)
	a.formats(cmd, "text", "json", "csv")
	return cmd
}
