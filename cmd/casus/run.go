package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"casus"
	"casus/history/store"
	"casus/inquiry"
	"casus/internal/atomicfile"
	"casus/internal/suggest"
	"casus/render"
)

// The exit statuses of the contract.
const (
	exitOK          = 0
	exitFailed      = 1
	exitInput       = 2
	exitAbsent      = 3
	exitInterrupted = 130
)

// run is the whole command: it parses the arguments, calls what they ask for,
// and maps an error to an exit status. Standard output is written only when
// there is an answer.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitOK
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "casus: interrupted")
		return exitInterrupted
	}
	var ie *casus.InputError
	if absent(err) {
		fmt.Fprintf(stderr, "casus: %s\n", err)
		return exitAbsent
	}
	if !errors.As(err, &ie) {
		fmt.Fprintf(stderr, "casus: %s\n", err)
		return exitFailed
	}
	fmt.Fprintf(stderr, "casus: %s\n", ie)
	return exitInput
}

// app is one run of the command.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer

	facts  []string // folders laid over the embedded facts
	data   string   // the folder of the user's data, "" for the usual one
	use    []string // what fills which role of the imported history
	format string
	out    string
}

// root makes the command tree.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "casus",
		Short: "If A attacks B: who is bound to help, who would come, would it be enough?",
		Long: `Casus answers, for two states and a date: if one attacks the other, who is bound by
treaty to help and how freely may each choose how, who would come, would it be enough,
would the attack come, what can those bound bring, who among them meets the spending
guideline, and what changes when a member stays home, leaves, spends more or says that
it will not come. Every figure and every verdict has its source, every probability its
interval and the class of past events that it comes from. RUS EST always reads "RUS
attacks EST".`,
		Example: `  casus brief RUS EST --on 2024-02-10
  casus obligations ARG GBR --on 1982-04-02 --at Falklands --why USA
  casus commitments USA --on 2026-01-01
  casus burden --year 2026`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			var names []string
			for _, c := range cmd.Commands() {
				if !c.Hidden {
					names = append(names, c.Name())
				}
			}
			hint := suggest.Hint(args[0], names)
			if hint == "" {
				hint = "the commands are " + strings.Join(names, ", ")
			}
			return &casus.InputError{Msg: "no command " + casus.Quoted(args[0]), Hint: hint}
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringArrayVar(&a.facts, "facts", nil, "lay the tables and treaties of folder `DIR` over the embedded facts")
	root.PersistentFlags().StringArrayVar(&a.use, "use", nil, "of the imported history, let a dataset fill a role in this answer: `ROLE=DATASET` or DATASET=VERSION")
	root.PersistentFlags().StringVar(&a.data, "data", "", "keep your own data in folder `DIR` (default: CASUS_DATA, else the system's folder for data)")
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(&cobra.Command{Use: "no-help", Hidden: true})
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(a.ask("brief"), a.ask("analogues"), a.ask("is-bound"), a.ask("check"), a.ask("map"), a.ask("diff"), a.batch(), a.serve(), a.mcp(),
		a.ask("obligations"), a.ask("commitments"), a.ask("burden"), a.treaties(), a.ask("organs"), a.statements(), a.factsCommand(), a.dataCommand(), a.ask("backtest"), a.ask("equilibrium"), a.stress(), a.ask("version"), a.schema(), a.completion())
	return root
}

// flagError words a fault in the flags with the nearest right spelling.
func flagError(cmd *cobra.Command, err error) error {
	msg := err.Error()
	hint := "'" + cmd.CommandPath() + " --help' shows its flags"
	if name, ok := strings.CutPrefix(msg, "unknown flag: --"); ok {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		cmd.InheritedFlags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		name, _, _ = strings.Cut(name, "=")
		msg = "no flag " + casus.Quoted("--"+name)
		if h := suggest.Hint("--"+name, names); h != "" {
			hint = h
		}
	}
	return &casus.InputError{Msg: casus.Printable(msg), Hint: hint}
}

// exactly checks the number of arguments and names the one that is missing.
func exactly(names ...string) cobra.PositionalArgs { return between(len(names), names...) }

// between takes at least n of the named arguments.
func between(n int, names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < n:
			return &casus.InputError{Msg: "the argument " + names[len(args)] + " is missing", Hint: firstLine(cmd.Example, cmd.UseLine())}
		case len(args) > len(names):
			return &casus.InputError{Msg: fmt.Sprintf("one argument too many: %s", casus.Quoted(args[len(names)])), Hint: firstLine(cmd.Example, cmd.UseLine())}
		}
		return nil
	}
}

func firstLine(s, other string) string {
	if s == "" {
		s = other
	}
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return "for example: " + strings.TrimSpace(line)
}

// formats adds --format with the formats that the command has, and -o.
func (a *app) formats(cmd *cobra.Command, list ...string) {
	cmd.Flags().StringVar(&a.format, "format", "text", "`FORMAT` of the answer: "+strings.Join(list, ", "))
	cmd.Flags().StringVarP(&a.out, "output", "o", "-", "write the answer to `FILE`, whole or not at all; - is standard output")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp))
	check := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		for _, f := range list {
			if f == a.format {
				if check != nil {
					return check(cmd, args)
				}
				return nil
			}
		}
		hint := suggest.Hint(a.format, list)
		if hint == "" {
			hint = "its formats are " + strings.Join(list, ", ")
		}
		return &casus.InputError{Msg: fmt.Sprintf("%s has no format %s", cmd.CommandPath(), casus.Quoted(a.format)), Hint: hint}
	}
}

// answer writes what draw draws, to standard output or whole to the file of -o.
func (a *app) answer(draw func(w io.Writer, st render.Style) error) error {
	var b bytes.Buffer
	st := render.Style{}
	if a.out == "-" {
		st = a.style()
	}
	if err := draw(&b, st); err != nil {
		return err
	}
	if a.out == "-" {
		_, err := a.stdout.Write(b.Bytes())
		return err
	}
	if err := atomicfile.Write(a.out, b.Bytes()); err != nil {
		return &casus.InputError{File: a.out, Msg: "cannot be written: " + err.Error()}
	}
	return nil
}

// show writes an answer as JSON, as CSV where that is asked for, or as text. csv
// is nil where the command has no such format.
func show[T any](a *app, ans T, csv func(io.Writer, T) error, text func(io.Writer, render.Style) error) error {
	return a.answer(func(w io.Writer, st render.Style) error {
		switch a.format {
		case "json":
			return render.JSON(w, ans)
		case "csv":
			return csv(w, ans)
		}
		return text(w, st)
	})
}

// style finds out what the terminal can show. Colour obeys NO_COLOR and is left
// out where standard output is no terminal.
func (a *app) style() render.Style {
	f, ok := a.stdout.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return render.Style{}
	}
	st := render.Style{Colour: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
	if w, _, err := term.GetSize(int(f.Fd())); err == nil {
		st.Width = min(w, 100)
	}
	return st
}

// factsAlone opens the facts and treaties: enough where no law of the past is asked.
func (a *app) factsAlone() (*inquiry.Archive, error) { return inquiry.Open(a.facts...) }

// archive opens the facts and treaties, and the imported history where there is one.
func (a *app) archive() (*inquiry.Archive, error) {
	d, err := a.factsAlone()
	if err != nil {
		return nil, err
	}
	if dir, err := a.historyDir(); err == nil {
		var damaged *store.DamagedError
		if err := d.WithHistory(dir, a.use...); errors.As(err, &damaged) {
			fmt.Fprintf(a.stderr, "casus: %s\ncasus: the alliances since 1816 are left out of this answer\n", damaged)
		} else if err != nil {
			return nil, err
		}
	}
	return d, nil
}
