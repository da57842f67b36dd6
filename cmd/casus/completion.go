package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"casus"
	"casus/internal/suggest"
)

func (a *app) completion() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     "A completion script for bash, zsh, fish or powershell",
		Example:   "  source <(casus completion bash)",
		Args:      exactly("SHELL"),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch root := cmd.Root(); args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.stdout, true)
			case "zsh":
				return root.GenZshCompletion(a.stdout)
			case "fish":
				return root.GenFishCompletion(a.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.stdout)
			}
			return &casus.InputError{Msg: "no shell " + casus.Quoted(args[0]), Hint: hintOr(args[0], shells)}
		},
	}
}

// completeStates completes the codes of states, with their names.
func (a *app) completeStates(_ *cobra.Command, _ []string, prefix string) ([]string, cobra.ShellCompDirective) {
	d, err := a.factsAlone()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return d.States.Complete(prefix), cobra.ShellCompDirectiveNoFileComp
}

// completeTreaties completes the ids of treaties, with their names.
func (a *app) completeTreaties(_ *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	d, err := a.archive()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var out []string
	for _, t := range d.Treaties.All() {
		out = append(out, t.ID+"\t"+t.Name)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// fixed completes the words of a closed list.
func fixed[T ~string](values []T) cobra.CompletionFunc {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return cobra.FixedCompletions(out, cobra.ShellCompDirectiveNoFileComp)
}

func hintOr(word string, values []string) string {
	if h := suggest.Hint(word, values); h != "" {
		return h
	}
	return "one of " + fmt.Sprint(values)
}
