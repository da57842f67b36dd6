package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"casus"
	"casus/docs/schema"
	"casus/inquiry"
	"casus/internal/numbers"
	"casus/internal/strictyaml"
	"casus/render"
	"casus/scenario"
	"casus/scenario/cells"
)

// stressFlags are what the command line says beside the scenario.
type stressFlags struct {
	draws, workers int
	seed           uint64
	cell           int
	cells, fresh   bool
	schema         bool
	longest        time.Duration
	figure         string
}

func (a *app) stress() *cobra.Command {
	var o stressFlags
	cmd := &cobra.Command{
		Use:   "stress SCENARIO.yaml",
		Short: "What shocks change, what drives the answer, what each is worth, where it tips",
		Long: `Works through a scenario file: events, the shocks to them singly and combined, as
differences of the same draws with 90 % intervals, in each class of past events; and
what the file asks for beside: what each state is worth, what the answer hangs on, how
near a member's staying home is to a tipping point, what a statement changes for whom,
all pairs of some states.

A whole scenario file:

` + render.Indented(scenario.Example) + `
docs/stress.md says what each part means; --schema prints the JSON Schema. Finished cells are kept below the data folder, so that a run that was
interrupted goes on where it stopped; the same cells give the same bytes with any
number of workers, and --cell works one out alone.`,
		Example: `  casus stress docs/examples/stay-home.yaml
  casus stress scenario.yaml --draws 1000 --format json -o answer.json
  casus stress scenario.yaml --cells
  casus stress - < scenario.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if o.schema {
				return exactly()(cmd, args)
			}
			return exactly("SCENARIO.yaml")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.schema {
				return a.answer(func(w io.Writer, _ render.Style) error { _, err := io.WriteString(w, schema.Scenario); return err })
			}
			return a.runStress(cmd, args[0], &o)
		},
	}
	f := cmd.Flags()
	f.IntVar(&o.draws, "draws", 0, "`NUMBER` of draws behind an interval (default: the file's, else 200)")
	f.Uint64Var(&o.seed, "seed", 0, "`SEED` of the draws (default: the file's, else 1)")
	f.IntVar(&o.workers, "workers", 0, "`NUMBER` of goroutines (default: one a processor); the bytes are the same")
	f.IntVar(&o.cell, "cell", -1, "work out cell `N` alone and print its values")
	f.BoolVar(&o.cells, "cells", false, "list the cells, with their sizes, and stop")
	f.BoolVar(&o.schema, "schema", false, "print the JSON Schema of scenario files, and stop")
	f.BoolVar(&o.fresh, "fresh", false, "neither use nor keep finished cells")
	f.DurationVar(&o.longest, "longest", time.Hour, "refuse before starting what would take longer than `TIME`")
	f.StringVar(&o.figure, "figure", "", "which `FIGURE` --format svg draws: "+render.StressFigures)
	a.formats(cmd, "text", "json", "csv", "html", "svg")
	return cmd
}

func (a *app) runStress(cmd *cobra.Command, file string, o *stressFlags) error {
	if cmd.Flags().Changed("draws") && (o.draws < inquiry.LeastDraws || o.draws > scenario.MostDraws) {
		return &casus.InputError{Field: "draws", Msg: fmt.Sprintf("draws %d: expected %d to %d", o.draws, inquiry.LeastDraws, scenario.MostDraws),
			Hint: "fewer draws tell no 90 % interval"}
	}
	d, err := a.withLedger()
	if err != nil {
		return err
	}
	s, err := a.scenario(d, file)
	if err != nil {
		return err
	}
	if o.draws > 0 {
		s.Draws = o.draws
	}
	if o.seed > 0 {
		s.Seed = o.seed
	}
	plan, err := scenario.NewPlan(d, s, nil)
	if err != nil {
		return err
	}
	switch {
	case o.cells:
		return show(a, plan.List(), render.StressCellsCSV, func(w io.Writer, st render.Style) error { return render.StressCells(w, st, plan.List()) })
	case o.cell >= 0:
		return a.oneCell(cmd.Context(), plan, o.cell)
	}
	values, err := a.workOut(cmd.Context(), plan, o)
	if err != nil {
		return err
	}
	ans, err := plan.Answer(values)
	if err != nil {
		return err
	}
	if dir, err := a.dataDir(); err == nil && !o.fresh {
		if err := scenario.KeepDrivers(d, filepath.Join(dir, "stress", "drivers"), s, plan.Model(), ans); err != nil {
			fmt.Fprintf(a.stderr, "casus: warning: what drives the answer is not kept for its page: %s\n", err)
		}
	}
	return a.answer(func(w io.Writer, st render.Style) error {
		switch a.format {
		case "json":
			return render.JSON(w, ans)
		case "csv":
			return render.StressCSV(w, ans)
		case "html":
			return render.StressHTML(w, ans)
		case "svg":
			return render.StressSVG(w, ans, o.figure)
		}
		return render.Stress(w, st, ans)
	})
}

// oneCell works out one cell, without looking at what was kept.
func (a *app) oneCell(ctx context.Context, plan *scenario.Plan, n int) error {
	if n >= len(plan.Cells) {
		return &casus.InputError{Msg: fmt.Sprintf("no cell %d: the scenario has %d, from 0", n, len(plan.Cells)), Hint: "--cells lists them"}
	}
	v, err := plan.Cells[n].Do(ctx)
	if err != nil {
		return err
	}
	one := plan.One(n, v)
	return show(a, one, render.StressCellCSV, func(w io.Writer, st render.Style) error { return render.StressCell(w, st, one) })
}

// scenario reads a scenario file, and writes every fault but the last to
// standard error: that one is the error.
func (a *app) scenario(d *inquiry.Archive, name string) (*scenario.Scenario, error) {
	src, err := a.readFile(name, strictyaml.MaxFile, "'casus stress --help' shows a whole scenario file")
	if err != nil {
		return nil, err
	}
	s, faults := scenario.Load(d, name, src)
	const most = 8
	if n := len(faults); n > most {
		last := *faults[most-1]
		last.Msg = fmt.Sprintf("%s (and %d more)", last.Msg, n-most)
		faults = append(faults[:most-1:most-1], &last)
	}
	for k, f := range faults {
		if k == len(faults)-1 {
			return nil, f
		}
		fmt.Fprintf(a.stderr, "casus: %s\n", f)
	}
	return s, nil
}

// workOut works the cells out, from those that were kept on.
func (a *app) workOut(ctx context.Context, plan *scenario.Plan, o *stressFlags) ([][]float64, error) {
	if err := tooLong(ctx, plan, o); err != nil {
		return nil, err
	}
	opt := cells.Options{Workers: o.workers}
	if !o.fresh {
		opt.Store = a.kept(plan.Key)
	}
	bar := a.progressBar()
	done, size := 0, 0
	opt.Progress = func(d, found, n int) {
		done, size = d, n
		bar(d, found, n)
	}
	values, err := cells.Run(ctx, plan.Cells, opt)
	bar(0, 0, 0)
	if ctx.Err() != nil && opt.Store != nil {
		fmt.Fprintf(a.stderr, "casus: %d of %d answers are kept; the same command goes on from there\n", done, size)
	}
	return values, err
}

// kept opens the folder of finished cells; nil where there can be none, which
// costs a rerun and no answer.
func (a *app) kept(key string) *cells.Store {
	dir, err := a.dataDir()
	if err != nil {
		return nil
	}
	s, err := cells.OpenStore(filepath.Join(dir, "stress"), key+buildStamp())
	if err != nil {
		fmt.Fprintf(a.stderr, "casus: warning: %s; nothing will be kept\n", err)
		return nil
	}
	return s
}

// buildStamp tells builds apart that bear the same version: by the commit, and
// where that does not say all, by the program's file.
func buildStamp() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	stamp, whole := info.Main.Version, false
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			stamp += s.Value
		case "vcs.modified":
			whole = s.Value == "false"
		}
	}
	if name, err := os.Executable(); err == nil && !whole {
		if f, err := os.Stat(name); err == nil {
			stamp += fmt.Sprint(f.Size(), f.ModTime().UnixNano())
		}
	}
	return fmt.Sprintf("-%x", sha256.Sum256([]byte(stamp)))[:9]
}

// mostAnswers bounds what any machine is asked for.
const mostAnswers = 2_000_000_000

// tooLong refuses a request that would take too long, by the time that a few of
// its answers take.
func tooLong(ctx context.Context, plan *scenario.Plan, o *stressFlags) error {
	size := cells.Size(plan.Cells)
	refuse := func(how string) error {
		return &casus.InputError{Msg: fmt.Sprintf("the scenario asks for %s answers in %d cells: %s", numbers.Thousands(float64(size)), len(plan.Cells), how),
			Hint: "fewer draws, a smaller sobol base or fewer pairs; or a longer --longest"}
	}
	if size > mostAnswers {
		return refuse(fmt.Sprintf("at most %s are worked out", numbers.Thousands(mostAnswers)))
	}
	const small = 20_000 // a minute at most: not worth a measurement
	if size < small {
		return nil
	}
	one, err := cells.Measure(ctx, plan.Measure)
	if err != nil {
		return err
	}
	workers := o.workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	if all := time.Duration(float64(one) * float64(size) / float64(workers)); all > o.longest || all < 0 {
		return refuse(fmt.Sprintf("about %s on %d processors at %s each, and the limit is %s", rounded(all), workers, one.Round(10*time.Microsecond), o.longest))
	}
	return nil
}

// rounded writes a length of time to two digits or so.
func rounded(d time.Duration) string {
	switch {
	case d > 72*time.Hour:
		return fmt.Sprintf("%.0f days", d.Hours()/24)
	case d > time.Hour:
		return fmt.Sprintf("%.1f hours", d.Hours())
	case d > time.Minute:
		return fmt.Sprintf("%.0f minutes", d.Minutes())
	}
	return fmt.Sprintf("%.0f seconds", d.Seconds())
}
