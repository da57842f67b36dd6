package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"casus"
	"casus/burden"
	"casus/facts"
	"casus/inquiry"
	"casus/internal/strictyaml"
	"casus/model"
	"casus/questions"
	"casus/render"
)

// ask makes the command of a question: its arguments are those of the registry.
func (a *app) ask(name string) *cobra.Command {
	q, err := questions.Find(name)
	if err != nil {
		panic(err) // a name of the registry's own
	}
	cmd := &cobra.Command{Use: use(q), Short: q.Short, Long: q.Long, Example: examples(q), Args: positional(q), ValidArgsFunction: a.complete(q)}
	get := a.arguments(cmd, q)
	parameters := a.settings(cmd, q)
	a.formats(cmd, q.Formats...)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		given, err := get(args)
		if err != nil {
			return err
		}
		d, err := a.openFor(q)
		if err != nil {
			return err
		}
		if err := parameters(d); err != nil {
			return err
		}
		stop := func() {}
		if q.Slow {
			stop = a.stages(&d.Settings.Progress)
		}
		if q.Estimated && !q.Slow && os.Getenv("GOGC") == "" {
			debug.SetGCPercent(400) // one page is short and small: collecting seldom saves a tenth of its time
		}
		ans, err := q.Ask(cmd.Context(), d, given)
		stop()
		if err != nil {
			return inFile(q, args, err)
		}
		return a.answer(func(w io.Writer, st render.Style) error {
			return render.Answer(w, a.format, st, ans, render.NamesOf(d))
		})
	}
	return cmd
}

// use writes how a question is spelled.
func use(q *questions.Question) string {
	words := strings.Fields(q.Name)
	out := words[len(words)-1]
	for _, x := range q.Arguments {
		switch {
		case !x.Positional():
		case x.Required:
			out += " " + x.Usage
		default:
			out += " [" + x.Usage + "]"
		}
	}
	return out
}

func examples(q *questions.Question) string {
	var out []string
	for _, x := range q.Examples {
		out = append(out, "  casus "+x)
	}
	return strings.Join(out, "\n")
}

// positional checks the number of arguments that are told by their place.
func positional(q *questions.Question) cobra.PositionalArgs {
	var names []string
	least := 0
	for _, x := range q.Arguments {
		if !x.Positional() {
			continue
		}
		if x.Repeated && !x.Required {
			return nil
		}
		name, _, _ := strings.Cut(x.Usage, "[")
		names = append(names, name)
		if x.Required {
			least++
		}
	}
	return between(least, names...)
}

// arguments adds the flags of a question; what it gives reads them, and the
// arguments that are told by their place, as the question takes them.
func (a *app) arguments(cmd *cobra.Command, q *questions.Question) func(args []string) (map[string][]string, error) {
	for _, x := range q.Arguments {
		if x.Positional() {
			continue
		}
		switch f := cmd.Flags(); {
		case x.Kind == questions.Flag:
			f.Bool(x.Flag(), false, x.Help)
		case x.Kind == questions.Integer:
			n, _ := strconv.Atoi(x.Default) // "" is 0
			f.Int(x.Flag(), n, x.Help)
		case x.Repeated:
			f.StringArray(x.Flag(), nil, x.Help)
		default:
			f.String(x.Flag(), x.Default, x.Help)
		}
		if c := a.proposals(x); c != nil {
			_ = cmd.RegisterFlagCompletionFunc(x.Flag(), c)
		}
	}
	return func(args []string) (map[string][]string, error) {
		given := map[string][]string{}
		for _, x := range q.Arguments {
			switch f := cmd.Flags().Lookup(x.Flag()); {
			case x.Positional() && len(args) == 0:
			case x.Positional() && x.Repeated && !x.Required:
				given[x.Name], args = args, nil
			case x.Positional() && x.Kind == questions.File:
				src, err := a.readFile(args[0], strictyaml.MaxFile, "'"+cmd.CommandPath()+" --help' shows a whole "+x.Name+" file")
				if err != nil {
					return nil, err
				}
				given[x.Name], args = []string{string(src)}, args[1:]
			case x.Positional():
				given[x.Name], args = args[:1], args[1:]
			case !f.Changed:
			case x.Repeated:
				given[x.Name], _ = cmd.Flags().GetStringArray(x.Flag())
			default:
				given[x.Name] = []string{f.Value.String()}
			}
		}
		return given, nil
	}
}

// settings adds the flags that say how a question is estimated; what it gives puts
// them into the archive.
func (a *app) settings(cmd *cobra.Command, q *questions.Question) func(d *inquiry.Archive) error {
	var file string
	workers := 0
	if q.Estimated || q.Slow {
		cmd.Flags().IntVar(&workers, "workers", 0, "`NUMBER` of goroutines (default: one a processor); the bytes are the same")
	}
	if q.Estimated {
		cmd.Flags().StringVar(&file, "model", "", "answer with the parameters of `FILE`, made by 'casus data fit', in place of the embedded ones")
	}
	return func(d *inquiry.Archive) (err error) {
		d.Settings.Workers = workers
		if dir, err := a.dataDir(); err == nil {
			d.Settings.Kept = filepath.Join(dir, "stress", "drivers")
		}
		d.Settings.Model, err = a.readModel(file)
		return err
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

// openFor opens what a question needs.
func (a *app) openFor(q *questions.Question) (*inquiry.Archive, error) {
	switch {
	case q.Ledger:
		return a.withLedger()
	case q.History:
		return a.archive()
	}
	return a.factsAlone()
}

// inFile names the file in a fault of what it holds.
func inFile(q *questions.Question, args []string, err error) error {
	var ie *casus.InputError
	if !errors.As(err, &ie) || ie.File != "" {
		return err
	}
	for _, x := range q.Arguments {
		if x.Kind == questions.File && x.Name == ie.Field && len(args) > 0 && args[0] != "-" {
			e := *ie
			e.File = args[0]
			return &e
		}
	}
	return err
}

// complete completes the arguments that are told by their place.
func (a *app) complete(q *questions.Question) cobra.CompletionFunc {
	var list []questions.Argument
	for _, x := range q.Arguments {
		if x.Positional() {
			list = append(list, x)
		}
	}
	return func(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
		n := len(args)
		if len(list) > 0 && list[len(list)-1].Repeated {
			n = min(n, len(list)-1)
		}
		if n >= len(list) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		if list[n].Kind == questions.File {
			return nil, cobra.ShellCompDirectiveDefault
		}
		if c := a.proposals(list[n]); c != nil {
			return c(cmd, args, prefix)
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
}

// proposals completes one argument, nil where nothing can be proposed.
func (a *app) proposals(x questions.Argument) cobra.CompletionFunc {
	switch x.Kind {
	case questions.State:
		return a.completeStates
	case questions.Treaty:
		return a.completeTreaties
	case questions.Word:
		return fixed(x.Values)
	case questions.Table:
		return fixed(facts.Default().Names())
	case questions.Edition:
		return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var out []string
			for _, e := range burden.Editions(facts.Default()) {
				out = append(out, e.ID+"\t"+e.Title)
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		}
	}
	return nil
}
