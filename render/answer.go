package render

import (
	"fmt"
	"io"

	"casus"
	"casus/answer"
	"casus/scenario"
)

// Answer draws any answer of a question in one of the formats that the question
// has: text, json, csv, md or html. The error is an [*casus.InputError] where the
// answer has no such format.
func Answer(w io.Writer, format string, st Style, ans any, n Names) error {
	if format == "json" {
		return JSON(w, ans)
	}
	draw := drawings(st, ans, n)[format]
	if draw == nil {
		return &casus.InputError{Field: "format", Msg: "this answer has no format " + casus.Quoted(format), Hint: "json and text are there for all"}
	}
	return draw(w)
}

type drawing = func(io.Writer) error

// drawings gives how an answer is drawn, by format; JSON is there for all.
func drawings(st Style, ans any, n Names) map[string]drawing {
	md := Style{Markdown: true}
	switch a := ans.(type) {
	case answer.Brief:
		return map[string]drawing{
			"text": func(w io.Writer) error { return Brief(w, st, a, n) },
			"md":   func(w io.Writer) error { return BriefMarkdown(w, a, n) },
			"html": func(w io.Writer) error { return BriefHTML(w, a, n) },
		}
	case answer.Diff:
		return map[string]drawing{"text": func(w io.Writer) error { return Diff(w, st, a) }}
	case answer.Map:
		return map[string]drawing{"svg": func(w io.Writer) error { return MapSVG(w, a, n, true) }}
	case answer.Obligations:
		return map[string]drawing{
			"text": func(w io.Writer) error {
				if a.Why != "" {
					return Why(w, st, a, a.Why, n)
				}
				return Obligations(w, st, a, n)
			},
			"csv": func(w io.Writer) error { return ObligationsCSV(w, a) },
		}
	case answer.Analogues:
		return map[string]drawing{"text": func(w io.Writer) error { return Analogues(w, st, a, n) }}
	case answer.IsBound:
		return map[string]drawing{"text": func(w io.Writer) error { return IsBound(w, st, a, n) }}
	case answer.Check:
		return map[string]drawing{"text": func(w io.Writer) error { return Check(w, st, a) }}
	case answer.NotCoded:
		return map[string]drawing{
			"text": func(w io.Writer) error { return NotCoded(w, st, a) },
			"csv":  func(w io.Writer) error { return NotCodedCSV(w, a) },
		}
	case answer.Coverage:
		return map[string]drawing{
			"text": func(w io.Writer) error { return Coverage(w, st, a) },
			"csv":  func(w io.Writer) error { return CoverageCSV(w, a) },
		}
	case answer.Organs:
		return map[string]drawing{"text": func(w io.Writer) error { return Organs(w, st, a) }}
	case answer.Commitments:
		return map[string]drawing{
			"text": func(w io.Writer) error { return Commitments(w, st, a, n) },
			"csv":  func(w io.Writer) error { return CommitmentsCSV(w, a) },
		}
	case answer.BurdenAnswer:
		return map[string]drawing{
			"text": func(w io.Writer) error { return Burden(w, st, a, n) },
			"csv":  func(w io.Writer) error { return BurdenCSV(w, a) },
		}
	case answer.TreatyList:
		return map[string]drawing{
			"text": func(w io.Writer) error { return TreatyList(w, st, a) },
			"csv":  func(w io.Writer) error { return TreatyListCSV(w, a) },
		}
	case answer.TreatySheet:
		return map[string]drawing{"text": func(w io.Writer) error { return TreatySheet(w, st, a) }}
	case answer.Statements:
		return map[string]drawing{
			"text": func(w io.Writer) error { return Statements(w, st, a) },
			"csv":  func(w io.Writer) error { return StatementsCSV(w, a) },
		}
	case answer.Timeline:
		return map[string]drawing{
			"text": func(w io.Writer) error { return Timeline(w, st, a) },
			"csv":  func(w io.Writer) error { return StatementsCSV(w, answer.Statements{Statements: a.Statements}) },
			"svg":  func(w io.Writer) error { return TimelineSVG(w, a) },
		}
	case answer.StatementSheet:
		return map[string]drawing{"text": func(w io.Writer) error { return Statement(w, st, a) }}
	case answer.Facts:
		return map[string]drawing{
			"text": func(w io.Writer) error { return Facts(w, st, a) },
			"csv":  func(w io.Writer) error { return FactsCSV(w, a) },
		}
	case answer.FactsTables:
		return map[string]drawing{"text": func(w io.Writer) error { return FactsTables(w, st, a) }}
	case answer.Versions:
		return map[string]drawing{"text": func(w io.Writer) error { return Version(w, st, a) }}
	case answer.Equilibrium:
		return map[string]drawing{"text": func(w io.Writer) error { return Equilibrium(w, st, a.Game, a.Answer) }}
	case answer.Reading:
		return map[string]drawing{"text": func(w io.Writer) error { return Reading(w, a) }}
	case answer.Backtest:
		return map[string]drawing{
			"text": func(w io.Writer) error { return Backtest(w, st, a) },
			"csv":  func(w io.Writer) error { return BacktestCSV(w, a) },
			"md":   func(w io.Writer) error { return Backtest(w, md, a) },
			"html": func(w io.Writer) error { return BacktestHTML(w, a) },
		}
	case *scenario.Answer:
		return map[string]drawing{
			"text": func(w io.Writer) error { return Stress(w, st, a) },
			"csv":  func(w io.Writer) error { return StressCSV(w, a) },
			"html": func(w io.Writer) error { return StressHTML(w, a) },
			"svg":  func(w io.Writer) error { return StressSVG(w, a, "") },
		}
	}
	panic(fmt.Sprintf("render: an answer of type %T cannot be drawn", ans))
}
