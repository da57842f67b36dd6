package model

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"casus/facts"
	"casus/history"
	"casus/joining"
	"casus/onset"
	"casus/outcome"
)

// Backtest scores the links named on history that they were not fitted on. The
// error is a *history.AbsentError where something is not imported.
func Backtest(ctx context.Context, w *joining.World, links []string, o Options) ([]Score, error) {
	if _, err := Used(w.DB); err != nil {
		return nil, err
	}
	f := &fitter{world: *w, o: o}
	f.world.Workers = o.Workers
	scores := []Score{}
	for k, link := range Links {
		if !slices.Contains(links, link) {
			continue
		}
		score := map[string]func(context.Context, func(string)) ([]Score, error){
			"response": f.scoreResponse, "outcome": f.scoreOutcome, "deterrence": f.scoreDeterrence,
		}[link]
		list, err := score(ctx, func(what string) {
			if o.Progress != nil {
				o.Progress(link+": "+what, k, len(Links))
			}
		})
		if err != nil {
			return nil, err
		}
		scores = append(scores, list...)
	}
	if o.Progress != nil {
		o.Progress("done", len(Links), len(Links))
	}
	return scores, nil
}

func (f *fitter) scoreResponse(ctx context.Context, say func(string)) ([]Score, error) {
	say("asking the treaties about every event")
	cases, err := f.load(ctx)
	if err != nil {
		return nil, err
	}
	list, err := joining.Backtest(ctx, cases, joining.BacktestOptions{
		Fit: joining.FitOptions{Seed: f.o.Seed, Workers: f.o.Workers}, Reps: f.o.Reps, Product: f.o.Product,
		Progress: func(c joining.Class, split, model string) { say(fmt.Sprintf("%s, %s, %s", c, split, model)) },
	})
	if err != nil {
		return nil, err
	}
	var out []Score
	for _, s := range list {
		x := newScore("response", s.Model, fmt.Sprintf("%s, %s; %s; %s", s.Class, sideWords(s), s.Of, s.Split), s.Report)
		x.Within = number(s.Within)
		if s.Side == joining.JoinedAttacker {
			x.Link = "attacker"
		}
		out = append(out, x)
	}
	say("the side that joiners took")
	taken, err := joining.BacktestSide(ctx, cases, joining.BacktestOptions{Fit: joining.FitOptions{Seed: f.o.Seed, Workers: f.o.Workers}, Reps: f.o.Reps})
	for _, s := range taken {
		out = append(out, sideScore(s))
	}
	return out, err
}

// sideScore turns a score of the side taken into a line of a backtest.
func sideScore(s joining.SideScore) Score {
	weighed := "by joiner"
	if s.ByEvent {
		weighed = "every event once"
	}
	x := Score{Link: "side", Model: s.Model, Split: fmt.Sprintf("the side taken by joiners of %s; %s; %s", s.Class, weighed, s.Split), N: s.Rows, Groups: s.Clusters, Events: s.Events, Calibration: []Bin{}}
	x.LogLoss, x.LogLossLow, x.LogLossHigh = interval(s.LogLoss)
	x.Reference, _, _ = interval(s.Base)
	x.Gain, x.GainLow, x.GainHigh = interval(s.Gain)
	x.ROC, x.ROCLow, x.ROCHigh = interval(s.ROC)
	x.Right, x.RightLow, x.RightHigh = interval(s.Right)
	x.Over, x.OverLow, x.OverHigh = interval(s.Over)
	x.Majority = number(s.Majority)
	return x
}

// sideWords says what was forecast.
func sideWords(s joining.Score) string {
	switch {
	case s.Class == joining.Invoked:
		return "honoured"
	case s.Side == joining.JoinedAttacker:
		return "joined the attacker"
	}
	return "joined the target"
}

func (f *fitter) scoreOutcome(ctx context.Context, say func(string)) ([]Score, error) {
	samples, err := f.samples()
	if err != nil {
		return nil, err
	}
	var out []Score
	add := func(name string, s *outcome.Sample) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		say(name)
		list, err := outcome.Backtest(s, f.o.Seed, f.o.Reps, f.o.Workers)
		for _, x := range list {
			out = append(out, newScore("outcome", x.Model, name+"; won, stalemate or lost; "+x.Split, x.Report))
			out = append(out, newScore("outcome", x.Model, name+"; which side won, of those decided; "+x.Split, x.Won))
		}
		return err
	}
	if err := add("disputes", samples[0]); err != nil {
		return nil, err
	}
	wars, err := outcome.Wars(f.world.DB)
	if err != nil {
		return nil, err
	}
	for _, by := range outcome.Codings {
		if err := add("wars, ended "+string(by), wars.Coded(facts.Default(), by)); err != nil {
			return nil, err
		}
	}
	for _, v := range outcome.Published {
		if f.o.Product {
			break
		}
		s, err := outcome.OneOnOne(f.world.DB, v)
		var absent *history.AbsentError
		if errors.As(err, &absent) {
			continue // older versions, for the published comparison alone
		}
		if err != nil {
			return nil, err
		}
		if err := add(v.Name, s); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (f *fitter) scoreDeterrence(ctx context.Context, say func(string)) ([]Score, error) {
	say("fitting the chain")
	cases, err := f.load(ctx)
	if err != nil {
		return nil, err
	}
	samples, err := f.samples()
	if err != nil {
		return nil, err
	}
	// The chain as it would have been fitted before a year: its links of disputes.
	chain := func(before int) (c onset.Chain, err error) {
		earlier := slices.DeleteFunc(slices.Clone(cases.Disputes), func(c joining.Case) bool { return c.Year >= before })
		if c.Response, err = joining.FitDisputes(earlier, joining.FitOptions{Seed: f.o.Seed, Workers: f.o.Workers}); err != nil {
			return c, err
		}
		var rows []int
		for i, x := range samples[0].Cases {
			if x.Year < before {
				rows = append(rows, i)
			}
		}
		c.Outcome, err = outcome.Fit(samples[0], rows, outcome.FitOptions{Seed: f.o.Seed, Workers: f.o.Workers})
		return c, err
	}
	all, err := chain(math.MaxInt)
	if err != nil {
		return nil, err
	}
	say("asking the treaties about every dyad-year")
	t, err := f.table(ctx, all)
	if err != nil {
		return nil, err
	}
	list, err := onset.Backtest(ctx, t, onset.BacktestOptions{
		Fit: onset.FitOptions{Seed: f.o.Seed, Workers: f.o.Workers}, Reps: f.o.Reps, Chain: chain,
		Progress: func(k onset.Kind, split, model string) { say(fmt.Sprintf("%s, %s, %s", k, split, model)) },
	})
	if err != nil {
		return nil, err
	}
	var out []Score
	for _, s := range list {
		out = append(out, newScore("deterrence", s.Model, fmt.Sprintf("%s begun; %s; %s", s.Kind, s.Of, s.Split), s.Report))
	}
	return out, nil
}
