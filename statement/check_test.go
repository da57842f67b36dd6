package statement_test

import (
	"strings"
	"testing"

	"casus/statement"
)

// sound is an entry as a careful reader would make it.
func sound() statement.Statement {
	return statement.Statement{
		Speaker: "Kaja Kallas", Role: "Prime Minister of Estonia", State: "EST", Date: day("2024-02-11"),
		Text: "An invented sentence for a test.", TextKind: "quotation (translation)", Stance: "warn", Basis: "report",
		Commitment: "north-atlantic-treaty", Articles: []string{"5"}, Source: "a newspaper, 12 February 2024, page 1",
	}
}

func TestFaults(t *testing.T) {
	w := world(t)
	for _, c := range []struct {
		name   string
		change func(*statement.Statement)
		want   string // part of the only fault, "" for none
	}{
		{"nothing", func(*statement.Statement) {}, ""},
		{"no speaker", func(s *statement.Statement) { s.Speaker = " " }, "no speaker"},
		{"no words", func(s *statement.Statement) { s.Text = "" }, "no text"},
		{"no kind of words", func(s *statement.Statement) { s.TextKind = "" }, "no text_kind"},
		{"words that are neither exact nor a paraphrase", func(s *statement.Statement) { s.TextKind = "gist" }, "exact words or a paraphrase"},
		{"an honest paraphrase", func(s *statement.Statement) { s.TextKind = "paraphrase by the agency" }, ""},
		{"no source", func(s *statement.Statement) { s.Source = "" }, "no source"},
		{"an id of the table sources will do", func(s *statement.Statement) { s.Source, s.Sources = "", []string{"press-s03"} }, ""},
		{"an id that the table lacks", func(s *statement.Statement) { s.Sources = []string{"press-s99"} }, `no source "press-s99"`},
		{"no day", func(s *statement.Statement) { s.Date = 0 }, "no date"},
		{"told by a day", func(s *statement.Statement) { s.Date, s.DateUntil = 0, day("2024-02-11") }, ""},
		{"tomorrow", func(s *statement.Statement) { s.Date = day("2026-11-24") }, "still to come"},
		{"a stretch that runs backwards", func(s *statement.Statement) {
			s.Date, s.DateFrom, s.DateUntil = 0, day("2024-02-12"), day("2024-02-11")
		}, "lies after"},
		{"a day outside of its stretch", func(s *statement.Statement) { s.DateFrom, s.DateUntil = day("2024-03-01"), day("2024-03-31") }, "lies outside"},
		{"a stance of another list", func(s *statement.Statement) { s.Stance = "threat" }, `no stance "threat"`},
		{"a treaty that there is not", func(s *statement.Statement) { s.Commitment = "atlantic-charter" }, `no treaty "atlantic-charter"`},
		{"an article of no treaty", func(s *statement.Statement) { s.Commitment = "" }, "of no treaty"},
		{"about no treaty", func(s *statement.Statement) { s.Commitment, s.Articles = "", nil }, ""},
		{"a state that did not exist", func(s *statement.Statement) { s.State = "CSK" }, `no state "CSK" on 2024-02-11`},
		{"for a state and for an organisation", func(s *statement.Statement) { s.Organisation = "NATO" }, "speaks for one"},
		{"a condition that cannot be asked", func(s *statement.Statement) {
			s.Applies = &statement.Applies{When: "below_guidline(target)", Says: "x", Basis: "words"}
		}, "column 1"},
		{"a condition without words", func(s *statement.Statement) {
			s.Applies = &statement.Applies{When: "target == LVA", Basis: "words"}
		}, "applies.says"},
		{"a condition of unknown standing", func(s *statement.Statement) {
			s.Applies = &statement.Applies{When: "target == LVA", Says: "Latvia", Basis: "sure"}
		}, "applies.basis"},
		{"a line that forges another", func(s *statement.Statement) { s.Speaker = "A\x1b[2JB" }, "does not show"},
		{"words turned round", func(s *statement.Statement) { s.Text = "not \u202eprotect" }, "does not show"},
		{"a book", func(s *statement.Statement) { s.Text = strings.Repeat("words ", 2000) }, "are the most"},
		{"not UTF-8", func(s *statement.Statement) { s.Venue = "\xff" }, "not UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sound()
			c.change(&s)
			faults := w.Faults(s, day("2026-11-23"))
			switch {
			case c.want == "" && len(faults) > 0:
				t.Errorf("fault: %v", faults[0])
			case c.want != "" && (len(faults) != 1 || !strings.Contains(faults[0].Error(), c.want)):
				t.Errorf("faults %v, want one with %q", faults, c.want)
			}
		})
	}
}

// A printed date that cannot be right, or that is another than the entry's,
// becomes a dispute.
func TestPrintedDates(t *testing.T) {
	for _, c := range []struct {
		name, printed, date, want string
	}{
		{"the Saturday of the article", "Saturday January 10, 2024", "2024-02-10", "Wednesday"},
		{"a Sunday that was one", "Sunday February 11, 2024", "2024-02-11", ""},
		{"another day than the entry's", "February 12, 2024", "2024-02-11", "the entry gives 2024-02-11"},
		{"no day at all", "not dated", "2024-02-11", ""},
		{"a month", "February 2024", "2024-02-11", ""},
	} {
		s := sound()
		s.DatePrinted, s.Date = c.printed, day(c.date)
		got := world(t).Complete(s)
		if (got.Disputes == "") != (c.want == "") || !strings.Contains(got.Disputes, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got.Disputes, c.want)
		}
		if got.Date != s.Date || got.DatePrinted != s.DatePrinted {
			t.Errorf("%s: both dates are kept", c.name)
		}
		if again := world(t).Complete(got); again.Disputes != got.Disputes {
			t.Errorf("%s: told twice: %q", c.name, again.Disputes)
		}
	}
}

func TestComplete(t *testing.T) {
	s := sound()
	s.State, s.Commitment, s.Basis, s.Text = "Estonia", "North Atlantic Treaty", "", "An invented\n  sentence."
	s = world(t).Complete(s)
	if s.State != "EST" || s.Commitment != "north-atlantic-treaty" || s.Basis != "report" || s.Text != "An invented sentence." || s.DateUntil != s.Date {
		t.Errorf("%+v", s)
	}
}

func TestSame(t *testing.T) {
	s := sound()
	s.Text = "“AN INVENTED sentence, for a test”"
	list := []statement.Statement{sound()}
	if _, ok := statement.Same(list, s); !ok {
		t.Error("the same words in other marks are the same")
	}
	s.Date++
	if _, ok := statement.Same(list, s); ok {
		t.Error("the same words on another day are another statement")
	}
}
