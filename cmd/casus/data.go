package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"casus"
	"casus/answer"
	"casus/history"
	"casus/history/export"
	"casus/history/importer"
	"casus/history/store"
	"casus/internal/atomicfile"
	"casus/render"
)

// historyDir is the folder of the imported history below the user's data.
func (a *app) historyDir() (string, error) {
	dir, err := a.dataDir()
	return filepath.Join(dir, "history"), err
}

func (a *app) dataCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "data",
		Short: "History since 1816: import the publishers' files, see what is there, export tables",
		Args:  unknownSub,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.dataSources(), a.dataImport(), a.dataStatus(), a.dataDefault(), a.dataExport(), a.dataFit())
	return cmd
}

func (a *app) dataSources() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sources",
		Short: "Each dataset: what for, publisher, version, terms, citation, accepted files",
		Long: `Lists the datasets that can be imported. Almost none carries an open licence: get
the files from their publishers, and cite them. The Correlates of War alliance data
are not among them: their maintainer asks software not to serve them.`,
		Example: "  casus data sources --format json",
		Args:    exactly(),
		RunE: func(*cobra.Command, []string) error {
			list := importer.Sources()
			return show(a, answer.DataSources{Schema: "casus.data-sources/1", Sources: list}, nil, func(w io.Writer, st render.Style) error { return render.DataSources(w, st, list) })
		},
	}
	a.formats(cmd, "text", "json")
	return cmd
}

func (a *app) dataImport() *cobra.Command {
	var o importer.Options
	var aside string
	cmd := &cobra.Command{
		Use:   "import FILE|DIR...",
		Short: "Take publishers' files into the data folder: all of them or none",
		Long: `Recognises each file by its header, checks it cell by cell, and stores all that it
recognises, or nothing. In a folder, unknown files are listed and skipped; a file
that is named and not recognised is an error. Importing twice changes nothing, and
writes a damaged table again.

CSV and other delimited text, columns of fixed width, Stata's .dta (113 to 119),
.xlsx, and R's .rds and .rda are read, compressed or not.

With --keep-going, rows that break the key or the domain are set aside and the rest
is stored; --aside names the file that lists them with line, column, value and
reason. What is in use stays in use: see casus data default.`,
		Example: "  casus data import ~/Downloads/conflict-data\n  casus data import --keep-going --aside faults.csv MIDB.csv",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &casus.InputError{Msg: "the argument FILE is missing", Hint: firstLine(cmd.Example, "")}
			}
			if aside != "" && !o.KeepGoing {
				return &casus.InputError{Msg: "--aside names the list of rows that --keep-going sets aside", Hint: "add --keep-going"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			st, err := a.history()
			if err != nil {
				return err
			}
			report, err := o.Import(cmd.Context(), st, args...)
			if report != nil && err != nil { // what became of each file, where nobody takes it for the answer
				if perr := render.DataReport(a.stderr, render.Style{}, report); perr != nil {
					return perr
				}
			}
			if err != nil {
				return err
			}
			if o.KeepGoing {
				if err := a.setAside(report, aside); err != nil {
					return err
				}
			}
			return show(a, answer.DataImport{Schema: "casus.data-import/1", Report: report}, nil, func(w io.Writer, st render.Style) error { return render.DataReport(w, st, report) })
		},
	}
	a.formats(cmd, "text", "json")
	cmd.Flags().BoolVar(&o.KeepGoing, "keep-going", false, "set rows with faults aside, and store the rest")
	cmd.Flags().StringVar(&aside, "aside", "", "with --keep-going, list the rows that were set aside in `FILE` (default: set-aside.csv)")
	return cmd
}

// setAside writes the rows that an import left out, and says how many on standard error.
func (a *app) setAside(r *importer.Report, file string) error {
	rows := 0
	for _, f := range r.Files {
		rows += f.SetAside
	}
	if rows == 0 {
		_, err := fmt.Fprintln(a.stderr, "casus: no row had to be set aside")
		return err
	}
	if file == "" {
		file = "set-aside.csv"
	}
	if err := atomicfile.Stream(file, r.WriteAside); err != nil {
		return &casus.InputError{File: file, Msg: "cannot be written: " + err.Error()}
	}
	for _, f := range r.Files {
		if f.SetAside > 0 {
			fmt.Fprintf(a.stderr, "casus: %s: %d rows set aside, %d stored\n", f.File, f.SetAside, f.Rows)
		}
	}
	_, err := fmt.Fprintf(a.stderr, "casus: the list is %s\n", file)
	return err
}

// history opens the imported history.
func (a *app) history() (*store.Store, error) {
	dir, err := a.historyDir()
	if err != nil {
		return nil, err
	}
	return store.Open(dir)
}

func (a *app) dataStatus() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "status",
		Short: "What is imported, in which versions, whether it is whole, and what each use still lacks",
		Long: `Lists the imported tables, what is in use, and what each use still lacks. Every table
is read and compared with its hash; a damaged one is named with the command that
writes it again, and the exit status is 1.`,
		Example: "  casus data status",
		Args:    exactly(),
		RunE: func(*cobra.Command, []string) error {
			st, err := a.history()
			if err != nil {
				return err
			}
			s := importer.StatusOf(st)
			err = show(a, answer.DataStatus{Schema: "casus.data-status/1", State: s}, nil, func(w io.Writer, style render.Style) error { return render.DataStatus(w, style, s) })
			if err == nil && len(s.Damaged) > 0 {
				err = fmt.Errorf("%d tables are damaged", len(s.Damaged))
			}
			return err
		},
	}
	a.formats(cmd, "text", "json")
	return cmd
}

func (a *app) dataDefault() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "default [ROLE DATASET]",
		Short: "Which dataset and version answers use; with two arguments, let another be used",
		Long: `Without arguments, says what is in use. Some roles can be filled by several datasets:
democracy (by democracy, which is isard's panel, vdem or polity) and rivalry
(tss-rivalries or td-rivalries). Of a dataset held in several versions, one is in
use: casus data default cow-nmc 6.0 names it. For one answer alone, --use does the
same.`,
		Example: "  casus data default\n  casus data default democracy polity\n  casus data default cow-nmc 6.0",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 2 {
				return &casus.InputError{Msg: "casus data default takes a role and a dataset, or nothing", Hint: "for example: casus data default democracy polity"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			st, err := a.history()
			if err != nil {
				return err
			}
			ans := answer.DataDefaults{Schema: "casus.data-default/1"}
			if len(args) == 2 {
				if ans.Changed, err = changeDefault(st, args[0], args[1]); err != nil {
					return err
				}
			}
			ans.InUse = importer.InUse(st)
			return show(a, ans, nil, func(w io.Writer, style render.Style) error {
				return render.DataDefault(w, style, ans.Changed, ans.InUse)
			})
		},
	}
	a.formats(cmd, "text", "json")
	return cmd
}

func changeDefault(st *store.Store, role, dataset string) (*importer.Change, error) {
	c, err := history.ParseChoice(role + "=" + dataset)
	if err != nil {
		return nil, err
	}
	if _, ok := st.Entry(c.Dataset, c.Version); !ok {
		return nil, &history.AbsentError{Datasets: []string{c.Dataset}, Version: c.Version}
	}
	return importer.SetDefault(st, c.Role, c.Dataset, c.Version)
}

func (a *app) dataExport() *cobra.Command {
	var o export.Options
	var out, with string
	cmd := &cobra.Command{
		Use:   "export KIND",
		Short: "Write a table for research, with its codebook",
		Long: `Writes state-years, dyad-years, directed-dyad-years, alliance-years, joiners,
leader-years or codes (numbers of states by date) from the imported history, or a
dataset as it was imported. The format follows the file's name: .csv, .csv.gz, .parquet,
.dta (Stata 118). Beside it stands a codebook, FILE.codebook.csv, and the references
of exactly the sources used, FILE.bib. A value that no source has is missing, and
never zero outside a source's years.

Groups of columns for --with: ` + strings.Join(export.Withs(), ", ") + `.`,
		Example: `  casus data export directed-dyad-years --from 1816 --to 2014 --with mids,nmc,atop -o ddy.parquet
  casus data export state-years --with nmc,democracy -o states.csv
  casus data export joiners --conflicts disputes -o joiners.dta`,
		Args: exactly("KIND"),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := export.ParseKind(args[0])
			if err != nil {
				return err
			}
			for g := range strings.SplitSeq(with, ",") {
				if g = strings.TrimSpace(g); g != "" {
					o.With = append(o.With, g)
				}
			}
			st, err := a.history()
			if err != nil {
				return err
			}
			db, err := history.New(st).Use(a.use...)
			if err != nil {
				return err
			}
			if out == "-" {
				o.Format = export.CSV
				_, err := export.Export(cmd.Context(), db, kind, o, a.stdout)
				return err
			}
			if o.Format, err = export.FormatOf(out); err != nil {
				return err
			}
			o.Progress = a.progress()
			var book *export.Codebook
			err = atomicfile.Stream(out, func(w io.Writer) error {
				book, err = export.Export(cmd.Context(), db, kind, o, w)
				return err
			})
			if o.Progress != nil {
				fmt.Fprint(a.stderr, "\r\x1b[K")
			}
			if err != nil {
				return err
			}
			if err := atomicfile.Stream(out+".codebook.csv", book.WriteCSV); err != nil {
				return err
			}
			err = atomicfile.Stream(out+".bib", func(w io.Writer) error {
				_, err := io.WriteString(w, book.BibTeX())
				return err
			})
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stdout, "%s: %d rows, %d variables; codebook %s.codebook.csv, references %s.bib\n", out, book.Rows, len(book.Variables), out, out)
			return err
		},
		ValidArgsFunction: fixed(export.Kinds),
	}
	f := cmd.Flags()
	f.IntVar(&o.From, "from", 0, "the first `YEAR`")
	f.IntVar(&o.To, "to", 0, "the last `YEAR`")
	f.StringVar(&with, "with", "", "`GROUPS` of columns, parted by commas")
	f.StringVarP(&out, "output", "o", "-", "write to `FILE`, whole or not at all; - writes CSV to standard output")
	f.StringVar(&o.Share, "share", "", "two states are a dyad when both were members on one `day` (default) or in one year")
	f.StringVar(&o.Order, "order", "", "which of several disputes of a dyad-year is kept: criteria in `ORDER`, parted by commas")
	f.StringVar(&o.Ongoing, "ongoing", "", "`keep` (default) or drop years with an ongoing dispute and no new one")
	f.StringVar(&o.Initiator, "initiator", "", "who began a dispute: `sidea-all-joiners` (default) or sidea-orig")
	f.StringVar(&o.Spell, "spell", "", "what ends a peace spell: `ongoing` (default) or onset")
	f.StringVar(&o.Gap, "gap", "", "peace spells over a state's absence: `observed` (default) or reset")
	f.StringVar(&o.Dataset, "dataset", "", "the `ID` of the imported dataset that the kind dataset writes as it is")
	f.BoolVar(&o.Relevant, "relevant", false, "politically relevant dyads alone: contiguous, or with a major power")
	f.StringVar(&o.Conflicts, "conflicts", "", "joiners of `wars` (default) or disputes")
	f.IntVar(&o.HostLev, "hostlev", 0, "leave out disputes below this `LEVEL` of hostility (joiners)")
	f.IntVar(&o.Workers, "workers", 0, "`NUMBER` of goroutines (default: one a processor); the bytes are the same")
	return cmd
}

// progress shows how far an export is, on a terminal alone.
func (a *app) progress() func(done, total int) {
	f, ok := a.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	last := -1
	return func(done, total int) {
		if total > 0 && done*100/total != last {
			last = done * 100 / total
			fmt.Fprintf(f, "\r%3d %%  %d of %d rows", last, done, total)
		}
	}
}

// absent reports whether an error says that data must be imported first.
func absent(err error) bool {
	var ae *history.AbsentError
	return errors.As(err, &ae)
}
