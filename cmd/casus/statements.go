package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/render"
	"casus/statement/ledger"
)

func (a *app) statements() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "statements",
		Short: "Who said what about which commitment: list, show, add, check",
		Args:  unknownSub,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.ask("statements list"), a.ask("statements show"), a.ask("statements timeline"), a.statementsAdd(), a.statementsCheck(), a.statementsRead(), a.statementsWatch())
	return cmd
}

func (a *app) statementsAdd() *cobra.Command {
	add := &cobra.Command{
		Use:   "add FILE",
		Short: "Add reviewed statements to your ledger",
		Long: `Adds the statements of a draft to the ledger in your data folder: all of them or none.
A draft is JSON: one statement, a list of them, or an object with a list "statements", as
'casus statements read' writes it. Every entry must be marked "reviewed": true; nothing
enters the ledger unseen. An entry that names another one in "corrects" supersedes it and
keeps it on record; one that names another in "version_of" stands beside it.`,
		Example: `  casus statements add reviewed.json
  casus statements check reviewed.json
  casus statements add - < reviewed.json`,
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := a.dataDir()
			if err != nil {
				return err
			}
			raw, err := a.draft(args[0])
			if err != nil {
				return err
			}
			d, err := a.archive()
			if err != nil {
				return err
			}
			ans, faults, err := answer.AddStatements(d, dir, args[0], raw, today())
			if err != nil {
				return err
			}
			if len(faults) > 0 {
				return casus.Faults(faults)
			}
			if ans.SetAside != "" {
				fmt.Fprintf(a.stderr, "casus: the last line of the ledger had never been finished; its bytes are in %s\n", ans.SetAside)
			}
			return show(a, ans, nil, func(w io.Writer, st render.Style) error { return render.StatementsAdded(w, st, ans, true) })
		},
	}
	a.formats(add, "text", "json")
	return add
}

func (a *app) statementsCheck() *cobra.Command {
	check := &cobra.Command{
		Use:   "check [FILE...]",
		Short: "Check drafts without adding them, or everything on record",
		Long: `Checks drafts as 'casus statements add' would, and adds nothing. Without a file it checks
every statement on record: that it has a day, a speaker, a source and exact words or an
honest paraphrase, that its commitment is known and its condition can be asked, and that
no line of the ledger was changed or lost.`,
		Example: `  casus statements check
  casus statements check reviewed.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := a.withLedger()
			if err != nil {
				return err
			}
			if len(args) > 0 {
				return a.checkDrafts(d, args)
			}
			ans, err := answer.CheckStatements(d, today())
			if err != nil {
				return err
			}
			if faults := ans.Err(); len(faults) > 0 {
				return casus.Faults(faults)
			}
			return show(a, ans, nil, func(w io.Writer, st render.Style) error { return render.StatementsCheck(w, st, ans) })
		},
	}
	a.formats(check, "text", "json")
	return check
}

func (a *app) checkDrafts(d *inquiry.Archive, files []string) error {
	var all answer.StatementsAdded
	l := d.Ledger
	if l == nil {
		l = &ledger.Ledger{}
	}
	for _, file := range files {
		raw, err := a.draft(file)
		if err != nil {
			return err
		}
		ans, faults, err := answer.CheckDraft(d, l, file, raw, today())
		if err != nil {
			return err
		}
		if len(faults) > 0 {
			return casus.Faults(faults)
		}
		all.Schema, all.Added = ans.Schema, append(all.Added, ans.Added...)
	}
	return show(a, all, nil, func(w io.Writer, st render.Style) error { return render.StatementsAdded(w, st, all, false) })
}

// draft reads the file of a draft, "-" for standard input.
func (a *app) draft(file string) ([]byte, error) {
	in := a.stdin
	if file != "-" {
		info, err := os.Stat(file)
		if err == nil && !info.Mode().IsRegular() {
			return nil, &casus.InputError{File: file, Msg: "not a regular file"}
		}
		f, err := os.Open(file)
		if err != nil {
			return nil, &casus.InputError{File: file, Msg: "cannot be read", Hint: "a draft is JSON; 'casus statements add --help' describes it"}
		}
		defer f.Close()
		in = f
	}
	raw, err := io.ReadAll(io.LimitReader(in, ledger.MaxDraft+1))
	if err != nil {
		return nil, &casus.InputError{File: file, Msg: "cannot be read: " + err.Error()}
	}
	return raw, nil
}

// today is the day by the machine's clock, for what is added now.
func today() casus.Date {
	y, m, d := time.Now().Date()
	out, _ := casus.NewDate(y, int(m), d)
	return out
}

// withLedger opens the archive with the user's own statements on it. What is
// wrong with their file is told and keeps nothing else from being answered.
func (a *app) withLedger() (*inquiry.Archive, error) {
	d, err := a.archive()
	if err != nil {
		return nil, err
	}
	dir, err := a.dataDir()
	if err != nil {
		return d, nil // no folder, no ledger: the embedded statements are there
	}
	if d.Ledger, err = ledger.Read(dir); err != nil {
		return nil, err
	}
	for _, f := range d.Ledger.Faults {
		fmt.Fprintf(a.stderr, "casus: %s\n", f)
	}
	return d, nil
}

// dataDir gives the folder of the user's data: --data, else CASUS_DATA, else
// where the system keeps such data.
func (a *app) dataDir() (string, error) {
	if a.data != "" {
		return a.data, nil
	}
	if dir := os.Getenv("CASUS_DATA"); dir != "" {
		return dir, nil
	}
	switch runtime.GOOS {
	case "windows":
		if dir := os.Getenv("LocalAppData"); dir != "" {
			return filepath.Join(dir, "casus"), nil
		}
	case "darwin", "ios":
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, "Library", "Application Support", "casus"), nil
		}
	default:
		if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
			return filepath.Join(dir, "casus"), nil
		}
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, ".local", "share", "casus"), nil
		}
	}
	return "", &casus.InputError{Msg: "there is no folder for your data", Hint: "give one with --data DIR or CASUS_DATA"}
}
