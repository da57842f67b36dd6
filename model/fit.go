package model

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"casus"
	"casus/facts"
	"casus/history"
	"casus/internal/atomicfile"
	"casus/internal/suggest"
	"casus/joining"
	"casus/onset"
	"casus/outcome"
)

// Links are the links that are estimated, in the order of the chain.
var Links = []string{"response", "outcome", "deterrence"}

// ParseLink reads the name of a link.
func ParseLink(s string) (string, error) {
	if slices.Contains(Links, s) {
		return s, nil
	}
	hint := suggest.Hint(s, Links)
	if hint == "" {
		hint = "the links are " + strings.Join(Links, ", ")
	}
	return "", &casus.InputError{Msg: "no link " + casus.Quoted(s), Hint: hint}
}

// Options say how a fit or a backtest runs. None but Seed and Reps changes its
// result.
type Options struct {
	Seed    uint64
	Reps    int    // bootstrap replicates of a backtest
	Workers int    // 0: one a processor
	Keep    string // folder for what is done already, so that an interrupted fit goes on; "" for none
	// Product scores the forms of the product and of the one before it alone.
	Product bool
	// Progress is told what is being done, and how many of how many steps are.
	Progress func(what string, done, total int)
}

// datasets are the imported data that a fit reads.
var datasets = []string{
	"cow-states", "cow-nmc", "gdp", "democracy", "cow-majors", "capitals", "cow-contiguity", "tss-rivalries", "cow-wars",
	"cow-mid-dispute", "cow-mid-participant", "gml-dispute", "gml-participant", "atop-member", "atop-phase", "atop-directed-dyad-year",
	"leeds-anac", "berkemeier-fuhrmann", "un-ideal-points",
}

// Used names the imported data behind a fit. The error is a
// *history.AbsentError where one is not imported.
func Used(db *history.DB) ([]casus.FactsUsed, error) {
	var out []casus.FactsUsed
	for _, role := range datasets {
		name := db.Dataset(role)
		version := db.Version(name)
		e, ok := db.Store().Entry(name, version)
		if !ok {
			return nil, &history.AbsentError{Datasets: []string{name}}
		}
		out = append(out, casus.FactsUsed{Name: name, Vintage: version, SHA256: e.SHA256})
	}
	return out, nil
}

// Fit estimates the parameters of every link from imported history, the same
// bytes with any number of workers. The error is a *history.AbsentError where
// something is not imported.
func Fit(ctx context.Context, w *joining.World, version string, o Options) (*Model, error) {
	m := &Model{Schema: Schema, Version: version, Seed: o.Seed}
	var err error
	if m.Data, err = Used(w.DB); err != nil {
		return nil, err
	}
	k, err := newKeeper(o, m, 3)
	if err != nil {
		return nil, err
	}
	f := &fitter{world: *w, o: o}
	f.world.Workers = o.Workers
	if err := stage(ctx, k, "would it be enough", &m.Outcome, f.outcome); err != nil {
		return nil, err
	}
	if err := stage(ctx, k, "who would come", &m.Response, func() (*joining.Model, error) { return f.response(ctx) }); err != nil {
		return nil, err
	}
	err = stage(ctx, k, "would the attack come", &m.Deterrence, func() (*onset.Model, error) {
		return f.deterrence(ctx, onset.Chain{Response: m.Response.Disputes, Outcome: m.Outcome.Dispute})
	})
	if err != nil {
		return nil, err
	}
	k.finish()
	return m, nil
}

// fitter fits the links, and reads what they share once.
type fitter struct {
	world joining.World
	o     Options
	cases *joining.Cases
	ends  [2]*outcome.Sample
}

func (f *fitter) load(ctx context.Context) (*joining.Cases, error) {
	var err error
	if f.cases == nil {
		f.cases, err = joining.Load(ctx, &f.world)
	}
	return f.cases, err
}

func (f *fitter) response(ctx context.Context) (*joining.Model, error) {
	cases, err := f.load(ctx)
	if err != nil {
		return nil, err
	}
	return joining.Fit(ctx, cases, joining.FitOptions{Seed: f.o.Seed, Workers: f.o.Workers})
}

func (f *fitter) outcome() (out Outcome, err error) {
	samples, err := f.samples()
	if err != nil {
		return out, err
	}
	for kind, to := range []**outcome.Params{&out.Dispute, &out.War} {
		if *to, err = outcome.Fit(samples[kind], nil, outcome.FitOptions{Seed: f.o.Seed, Workers: f.o.Workers}); err != nil {
			return out, err
		}
	}
	return out, nil
}

// samples gives the conflicts whose end is known: disputes and wars.
func (f *fitter) samples() ([2]*outcome.Sample, error) {
	if f.ends[0] != nil {
		return f.ends, nil
	}
	disputes, err := outcome.Disputes(f.world.DB, history.COW)
	if err != nil {
		return f.ends, err
	}
	wars, err := outcome.Wars(f.world.DB)
	if err != nil {
		return f.ends, err
	}
	f.ends = [2]*outcome.Sample{disputes, wars.Coded(facts.Default(), outcome.ByRules)}
	return f.ends, nil
}

func (f *fitter) table(ctx context.Context, c onset.Chain) (*onset.Table, error) {
	w, err := onset.NewWorld(f.world)
	if err != nil {
		return nil, err
	}
	t, err := onset.Load(ctx, w)
	if err != nil {
		return nil, err
	}
	return t, t.Expect(ctx, c, f.o.Workers)
}

func (f *fitter) deterrence(ctx context.Context, c onset.Chain) (*onset.Model, error) {
	t, err := f.table(ctx, c)
	if err != nil {
		return nil, err
	}
	return onset.Fit(ctx, t, onset.FitOptions{Seed: f.o.Seed, Workers: f.o.Workers})
}

// keeper keeps the results of the stages of a fit, so that one that was
// interrupted goes on where it stopped.
type keeper struct {
	dir  string // "" keeps nothing
	o    Options
	done int
	of   int
}

// newKeeper names the folder of exactly these data, this seed and this program.
func newKeeper(o Options, key any, stages int) (*keeper, error) {
	k := &keeper{o: o, of: stages}
	if o.Keep == "" {
		return k, nil
	}
	src, err := json.Marshal(key)
	if err != nil {
		return nil, err
	}
	k.dir = filepath.Join(o.Keep, fmt.Sprintf("%x", sha256.Sum256(src))[:16])
	return k, os.MkdirAll(k.dir, 0o755)
}

// stage fills out with what make makes, or with what an earlier run kept of it.
func stage[T any](ctx context.Context, k *keeper, name string, out *T, make func() (T, error)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if k.o.Progress != nil {
		k.o.Progress(name, k.done, k.of)
	}
	file := filepath.Join(k.dir, strings.ReplaceAll(name, " ", "-")+".json")
	if k.dir != "" {
		if src, err := os.ReadFile(file); err == nil && json.Unmarshal(src, out) == nil {
			k.done++
			return nil
		}
	}
	v, err := make()
	if err != nil {
		return fmt.Errorf("model: %s: %w", name, err)
	}
	*out = v
	k.done++
	if k.dir == "" {
		return nil
	}
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(v); err != nil {
		return err
	}
	return atomicfile.Write(file, b.Bytes())
}

// finish forgets what was kept: the fit is whole.
func (k *keeper) finish() {
	if k.dir != "" {
		os.RemoveAll(k.dir)
	}
	if k.o.Progress != nil {
		k.o.Progress("done", k.of, k.of)
	}
}
