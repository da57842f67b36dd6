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
	list, notCoded := a.ask("treaties list"), a.ask("treaties not-coded")
	which := list.Flags().Bool("not-coded", false, "the instruments that are known and not coded, and why")
	coded := list.RunE
	list.RunE = func(cmd *cobra.Command, args []string) error {
		if !*which {
			return coded(cmd, args)
		}
		on, _ := cmd.Flags().GetString("on")
		_ = notCoded.Flags().Set("on", on)
		return notCoded.RunE(cmd, args)
	}
	cmd.AddCommand(list, a.ask("treaties show"), a.treatiesCheck(), a.ask("treaties coverage"))
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
					return casus.Faults(faults)
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
			return show(a, answer.TreatyChecks{Schema: "casus.treaties-check/1", Files: out}, nil, func(w io.Writer, st render.Style) error { return render.TreatyChecks(w, st, out, render.NamesOf(d)) })
		},
	}
	a.question(cmd, &q)
	cmd.Flags().StringVar(&event, "event", "", "say what the treaty would oblige when `ATTACKER,TARGET` fight")
	cmd.ValidArgsFunction = nil
	a.formats(cmd, "text", "json")
	return cmd
}

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
