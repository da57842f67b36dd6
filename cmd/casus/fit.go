package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"casus/internal/atomicfile"
	"casus/model"
)

func (a *app) dataFit() *cobra.Command {
	var o model.Options
	var out, skill string
	cmd := &cobra.Command{
		Use:   "fit",
		Short: "Estimate who would come, would it be enough, would the attack come",
		Long: `Estimates the parameters of the chain from the imported history and writes them as
one small file, with the hashes of the data. Casus carries such a file, so that
answers need nothing imported; --model FILE answers with another. The same data and
seed give the same bytes on any number of processors. An interrupted fit goes on
where it stopped.`,
		Example: `  casus backtest --format json -o scores.json
  casus data fit --skill scores.json -o model.json
  casus brief RUS EST --model model.json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.archive()
			if err != nil {
				return err
			}
			dir, err := a.dataDir()
			if err != nil {
				return err
			}
			o.Keep = filepath.Join(dir, "fit")
			stop := a.stages(&o.Progress)
			m, err := d.Fit(cmd.Context(), o)
			stop()
			if err != nil {
				return err
			}
			if skill != "" {
				src, err := a.readFile(skill, 64<<20, "'casus backtest --format json' makes it")
				if err != nil {
					return err
				}
				if err := m.TakeSkill(skill, src); err != nil {
					return err
				}
			}
			b, err := m.Bytes()
			if err != nil {
				return err
			}
			if out == "-" {
				_, err = a.stdout.Write(b)
				return err
			}
			return atomicfile.Write(out, b)
		},
	}
	a.seedFlags(cmd, &o)
	cmd.Flags().StringVar(&skill, "skill", "", "take the skill on history that briefs show from `FILE`, the JSON answer of 'casus backtest'")
	cmd.Flags().StringVarP(&out, "output", "o", "-", "write to `FILE`, whole or not at all; - is standard output")
	return cmd
}

// stages shows what a long work does, on a terminal alone. The function that it
// gives takes the line away again.
func (a *app) stages(progress *func(what string, done, total int)) func() {
	f, ok := a.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return func() {}
	}
	start := time.Now()
	*progress = func(what string, done, total int) {
		fmt.Fprintf(f, "\r\x1b[K%s  %d of %d  %.60s", time.Since(start).Round(time.Second), done, total, what)
	}
	return func() { io.WriteString(f, "\r\x1b[K") }
}

// seedFlags adds the flags that fits and backtests share.
func (a *app) seedFlags(cmd *cobra.Command, o *model.Options) {
	cmd.Flags().Uint64Var(&o.Seed, "seed", 1, "the `SEED` of folds and bootstraps")
	cmd.Flags().IntVar(&o.Workers, "workers", 0, "`NUMBER` of goroutines (default: one a processor); the bytes are the same")
}
