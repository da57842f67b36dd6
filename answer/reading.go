package answer

import (
	"context"
	"slices"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/internal/suggest"
	"casus/quotation"
)

// Markups lists how a text can be marked up.
var Markups = []string{string(quotation.Text), string(quotation.Markdown), string(quotation.HTML)}

// ReadQuestion asks for the statements in a news text.
type ReadQuestion struct {
	Text   string
	On     string // the article's day, "" for its dateline
	Markup string // one of [Markups], "" to tell it by the text's beginning
}

// Reading is the answer to a [ReadQuestion].
type Reading struct {
	Schema string `json:"schema"`
	quotation.Article
	Provenance casus.Provenance `json:"provenance"`
}

// Ask reads the text.
func (q ReadQuestion) Ask(_ context.Context, arc *inquiry.Archive) (Reading, error) {
	opt := quotation.Options{Facts: arc.Facts, Format: quotation.Format(q.Markup)}
	var err error
	if q.On != "" {
		if opt.On, err = casus.ParseDate(q.On); err != nil {
			return Reading{}, casus.InField("on", err)
		}
	}
	if q.Markup != "" && !slices.Contains(Markups, q.Markup) {
		hint := suggest.Hint(q.Markup, Markups)
		if hint == "" {
			hint = "one of [" + strings.Join(Markups, " ") + "]"
		}
		return Reading{}, &casus.InputError{Field: "markup", Msg: "no markup " + casus.Quoted(q.Markup), Hint: hint}
	}
	if opt.Commitments, err = quotation.Commitments(arc.Treaties, arc.Facts); err != nil {
		return Reading{}, err
	}
	a, err := quotation.Read([]byte(q.Text), opt)
	if err != nil {
		return Reading{}, casus.InField("article", err)
	}
	return Reading{"casus.statements-read/1", a, ReadingProvenance(arc)}, nil
}
