package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/internal/atomicfile"
	"casus/quotation"
	"casus/render"
	"casus/statement/ledger"
)

// watched are the endings of files that are read.
var watched = []string{".txt", ".md", ".markdown", ".html", ".htm"}

func (a *app) statementsWatch() *cobra.Command {
	var drafts string
	var once bool
	var every time.Duration
	cmd := &cobra.Command{
		Use:   "watch DIR",
		Short: "Read the news that comes into a folder, and list what bears on a commitment",
		Long: `Reads every text, Markdown and HTML file of a folder, and those that come while it runs,
and lists the statements that bear on a commitment: day, stance, commitment, speaker, words.
--drafts keeps a draft for each file that has any, for 'casus statements add' after review.
A file that cannot be read is named and left. It runs until it is interrupted.`,
		Example: `  casus statements watch inbox
  casus statements watch inbox --drafts review
  casus statements watch inbox --once`,
		Args: exactly("DIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, dir := range []string{args[0], drafts} {
				if info, err := os.Stat(dir); dir != "" && (err != nil || !info.IsDir()) {
					return &casus.InputError{File: dir, Msg: "is no folder", Hint: "make it first"}
				}
			}
			d, err := a.archive()
			if err != nil {
				return err
			}
			seen := map[string]time.Time{}
			for {
				if err := a.readFolder(cmd.Context(), d, args[0], drafts, seen); err != nil || once {
					return err
				}
				select {
				case <-cmd.Context().Done():
					return cmd.Context().Err()
				case <-time.After(every):
				}
			}
		},
	}
	cmd.Flags().StringVar(&drafts, "drafts", "", "keep a draft for each file in `DIR`")
	cmd.Flags().BoolVar(&once, "once", false, "read what is there and end")
	cmd.Flags().DurationVar(&every, "every", 2*time.Second, "look into the folder every `DURATION`")
	return cmd
}

// readFolder reads the files of a folder that are new or changed since they were
// seen. A file that grows is read when it has stood still for a moment.
func (a *app) readFolder(ctx context.Context, d *inquiry.Archive, dir, drafts string, seen map[string]time.Time) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return &casus.InputError{File: dir, Msg: "cannot be read"}
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || !slices.Contains(watched, strings.ToLower(filepath.Ext(e.Name()))) || seen[e.Name()].Equal(info.ModTime()) {
			continue
		}
		seen[e.Name()] = info.ModTime()
		if err := a.readOne(ctx, d, filepath.Join(dir, e.Name()), drafts); err != nil {
			var in *casus.InputError
			if !errors.As(err, &in) {
				return err
			}
			fmt.Fprintf(a.stderr, "casus: %v\n", err)
		}
	}
	return nil
}

// readOne lists the statements of one file that bear on a commitment.
func (a *app) readOne(ctx context.Context, d *inquiry.Archive, file, drafts string) error {
	text, err := a.article(file)
	if err != nil {
		return err
	}
	got, err := answer.ReadQuestion{Text: string(text), Markup: string(markupOf(file))}.Ask(ctx, d)
	if err != nil {
		var in *casus.InputError
		if errors.As(err, &in) && in.File == "" {
			fault := *in
			fault.File = file
			return &fault
		}
		return err
	}
	bearing := slices.DeleteFunc(slices.Clone(got.Statements), func(s quotation.Statement) bool { return len(s.BearsOn) == 0 })
	if len(bearing) == 0 {
		return nil
	}
	fmt.Fprintln(a.stdout, file)
	for _, s := range bearing {
		day, stance := s.Date, render.Stance(string(s.Stance))
		if day == "" {
			day = "-"
		}
		if stance == "" {
			stance = "-"
		}
		fmt.Fprintf(a.stdout, "  %-10s %-10s %s: %s (%s)\n", day, stance, s.Speaker, s.Content, s.BearsOn[0].Commitment)
	}
	if drafts == "" {
		return nil
	}
	name := filepath.Join(drafts, filepath.Base(file)+".draft.json")
	if _, err := os.Stat(name); err == nil {
		return nil // a person may be at work on it
	}
	article := got.Article
	article.Statements = bearing
	var b strings.Builder
	if err := render.JSON(&b, ledger.NewDraft(article, file)); err != nil {
		return err
	}
	if err := atomicfile.Write(name, []byte(b.String())); err != nil {
		return &casus.InputError{File: name, Msg: "cannot be written: " + err.Error()}
	}
	return nil
}
