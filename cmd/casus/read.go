package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"casus"
	"casus/answer"
	"casus/questions"
	"casus/quotation"
	"casus/render"
	"casus/statement/ledger"
)

// maxArticle bounds what is read of a text; the reader itself refuses more.
const maxArticle = 32<<20 + 1

func (a *app) statementsRead() *cobra.Command {
	q, err := questions.Find("statements read")
	if err != nil {
		panic(err) // a name of the registry's own
	}
	var draft, source string
	cmd := &cobra.Command{Use: "read FILE|-", Short: q.Short, Long: q.Long, Example: examples(q), Args: positional(q)}
	a.arguments(cmd, q)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		on, _ := cmd.Flags().GetString("on")
		markup, _ := cmd.Flags().GetString("markup")
		if markup == "" && args[0] != "-" {
			markup = string(markupOf(args[0]))
		}
		text, err := a.article(args[0])
		if err != nil {
			return err
		}
		d, err := a.openFor(q)
		if err != nil {
			return err
		}
		ans, err := q.Ask(cmd.Context(), d, map[string][]string{"article": {string(text)}, "on": {on}, "markup": {markup}})
		if err != nil {
			return inFile(q, args, err)
		}
		if draft != "" {
			if err := a.writeDraft(draft, ledger.NewDraft(ans.(answer.Reading).Article, source)); err != nil {
				return err
			}
		}
		return a.answer(func(w io.Writer, st render.Style) error {
			return render.Answer(w, a.format, st, ans, render.NamesOf(d))
		})
	}
	cmd.Flags().StringVar(&draft, "draft", "", "write a draft for the ledger to `FILE`")
	cmd.Flags().StringVar(&source, "source", "", "where the text stands, in `WORDS`, for the draft")
	a.formats(cmd, q.Formats...)
	return cmd
}

// article reads a file, or standard input, up to a bound.
func (a *app) article(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(a.stdin, maxArticle))
	}
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a file")
	}
	var f *os.File
	if err == nil {
		f, err = os.Open(name)
	}
	if err != nil {
		var pe *fs.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return nil, &casus.InputError{File: name, Msg: "cannot be read: " + err.Error()}
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxArticle))
}

// markupOf tells the markup by the file's name.
func markupOf(name string) quotation.Format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".txt":
		return quotation.Text
	case ".md", ".markdown":
		return quotation.Markdown
	case ".html", ".htm", ".xhtml":
		return quotation.HTML
	}
	return quotation.Auto
}

// writeDraft writes a draft where none stands: a reviewed one is a person's work.
func (a *app) writeDraft(name string, d ledger.Draft) error {
	if _, err := os.Stat(name); err == nil {
		return &casus.InputError{File: name, Msg: "stands already", Hint: "a draft may hold reviewed entries: give another name, or remove it"}
	}
	out, format := a.out, a.format
	a.out, a.format = name, "json"
	err := a.answer(func(w io.Writer, _ render.Style) error { return render.JSON(w, d) })
	a.out, a.format = out, format
	if err == nil {
		fmt.Fprintf(a.stderr, "casus: %d statements to review in %s\n", len(d.Statements), name)
	}
	return err
}
