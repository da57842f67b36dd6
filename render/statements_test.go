package render_test

import (
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"casus/answer"
	"casus/inquiry"
	"casus/render"
	"casus/statement"
)

// Every statement fits a terminal of eighty columns, says whom it reaches, and
// puts in quotation marks only what is the speaker's own.
func TestEveryStatementFitsThePage(t *testing.T) {
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	list, err := answer.StatementsQuestion{}.Ask(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list.Statements {
		a, err := answer.StatementQuestion{ID: s.ID, On: "2024-07-01"}.Ask(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := render.Statement(&b, render.Style{}, a); err != nil {
			t.Fatal(err)
		}
		for l := range strings.SplitSeq(b.String(), "\n") {
			if runewidth.StringWidth(l) > 80 {
				t.Errorf("%s: %d columns: %s", s.ID, runewidth.StringWidth(l), l)
			}
		}
		if !strings.Contains(b.String(), "WHOM IT REACHES") || !strings.Contains(b.String(), "asserts") {
			t.Errorf("%s: no word on whom it reaches", s.ID)
		}
		if s.Paraphrase() != strings.Contains(b.String(), "(paraphrase)") {
			t.Errorf("%s (%s): a paraphrase must say so, and nothing else may", s.ID, s.TextKind)
		}
	}
}

func TestAQuotationInAQuotationKeepsItsMarks(t *testing.T) {
	a := answer.Statements{Statements: []statement.Statement{
		{ID: "X1", Speaker: "A", Stance: "other", TextKind: "quotation", Text: `I would tell them, "Congratulations."`},
		{ID: "X2", Speaker: "A", Stance: "other", TextKind: "quotation", Text: `"In marks already"`},
		{ID: "X3", Speaker: "A", Stance: "other", TextKind: "quotation", Text: `"One" and "two"`},
	}}
	var b strings.Builder
	if err := render.Statements(&b, render.Style{}, a); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`“I would tell them, "Congratulations."”`, `“In marks already”`, `“"One" and "two"”`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is not in\n%s", want, b.String())
		}
	}
}
