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
	"casus/quotation"
	"casus/render"
	"casus/statement/ledger"
)

// maxArticle bounds what is read of a text; the reader itself refuses more.
const maxArticle = 32<<20 + 1

func (a *app) statementsRead() *cobra.Command {
	var on, markup, draft, source string
	cmd := &cobra.Command{
		Use:   "read FILE|-",
		Short: "Read the statements out of a news text: who said what, when, on which condition",
		Long: `Finds the statements in plain text, Markdown or HTML: speaker and role, the words and
where they stand, the date, what they do to which commitment, and on which condition;
it flags impossible dates and claims about the law. It works by rules, without
network or language model; what a rule cannot tell is left empty. --draft writes a
file for review: mark each entry with "reviewed": true, then casus statements add it.
Nothing enters the ledger unseen.`,
		Example: `  casus statements read article.txt --on 2024-02-12
  casus statements read page.html --draft draft.json --source "La Tribune, 11 Feb 2024"
  casus statements read - --format json < article.md`,
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			opt := quotation.Options{}
			var err error
			if on != "" {
				if opt.On, err = casus.ParseDate(on); err != nil {
					return err
				}
			}
			formats := []quotation.Format{quotation.Text, quotation.Markdown, quotation.HTML}
			if markup != "" {
				i := strings.Index(" text markdown html ", " "+markup+" ")
				if i < 0 {
					return &casus.InputError{Msg: "no markup " + casus.Quoted(markup), Hint: hintOr(markup, []string{string(formats[0]), string(formats[1]), string(formats[2])})}
				}
				opt.Format = quotation.Format(markup)
			} else if args[0] != "-" {
				opt.Format = markupOf(args[0])
			}
			text, err := a.article(args[0])
			if err != nil {
				return err
			}
			d, err := a.archive()
			if err != nil {
				return err
			}
			opt.Facts = d.Facts
			if opt.Commitments, err = quotation.Commitments(d.Treaties, d.Facts); err != nil {
				return err
			}
			art, err := quotation.Read(text, opt)
			if err != nil {
				return named(err, args[0])
			}
			if draft != "" {
				if err := a.writeDraft(draft, ledger.NewDraft(art, source)); err != nil {
					return err
				}
			}
			return a.answer(func(w io.Writer, st render.Style) error {
				if a.format == "json" {
					return render.JSON(w, struct {
						Schema string `json:"schema"`
						quotation.Article
						Provenance casus.Provenance `json:"provenance"`
					}{"casus.statements-read/1", art, answer.ReadingProvenance(d)})
				}
				_, err := io.WriteString(w, quotation.Marked(art))
				return err
			})
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "the article's `DATE`, against which \"Tuesday\" is resolved (default: its dateline)")
	cmd.Flags().StringVar(&markup, "markup", "", "how the text is marked up: `text`, markdown or html (default: by the file's name, else by its beginning)")
	cmd.Flags().StringVar(&draft, "draft", "", "write a draft for the ledger to `FILE`")
	cmd.Flags().StringVar(&source, "source", "", "where the text stands, in `WORDS`, for the draft")
	a.formats(cmd, "text", "json")
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

// named puts the file's name into a fault of its text.
func named(err error, file string) error {
	var ie *casus.InputError
	if errors.As(err, &ie) && ie.File == "" && file != "-" {
		e := *ie
		e.File = file
		return &e
	}
	return err
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
