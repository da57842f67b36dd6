package quotation

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"casus"
)

// TestDates teaches what is made of a printed date.
func TestDates(t *testing.T) {
	for _, c := range []struct {
		name, text, on, printed, iso, problem, suggestion string
	}{
		{"American order", "They met on February 10, 2024.", "", "February 10, 2024", "2024-02-10", "", ""},
		{"European order", "They met on 10 February 2024.", "", "10 February 2024", "2024-02-10", "", ""},
		{"with ordinal and weekday that fits", "They met on Saturday, the 10th of February 2024.", "", "Saturday, the 10th of February 2024", "2024-02-10", "", ""},
		{"abbreviated", "They met on Thursday, Jan. 28, 2016.", "", "Thursday, Jan. 28, 2016", "2016-01-28", "", ""},
		{"ISO", "Filed 2024-02-10 in Conway.", "", "2024-02-10", "2024-02-10", "", ""},
		{"a month", "They met in March 2014.", "", "March 2014", "2014-03", "", ""},
		{"a year", "It dates from 2020.", "", "2020", "2020", "", ""},
		{"a weekday that does not fit: the month is wrong", "On Saturday January 10, 2024 they met. On Sunday February 11 they parted.", "",
			"Saturday January 10, 2024", "2024-01-10", "Saturday January 10, 2024 was a Wednesday; did it mean 10 February 2024, a Saturday?", "2024-02-10"},
		{"the day is off by one", "The summit opens on Monday March 16, 2025.", "2025-03-12",
			"Monday March 16, 2025", "2025-03-16", "Monday March 16, 2025 was a Sunday; did it mean 17 March 2025, a Monday?", "2025-03-17"},
		{"the old year in January", "They met on Friday, January 5, 2023. They part on Sunday, January 7, 2024.", "2024-01-06",
			"Friday, January 5, 2023", "2023-01-05", "Friday, January 5, 2023 was a Thursday; did it mean 5 January 2024, a Friday?", "2024-01-05"},
		{"a day that no calendar has", "They met on February 30, 2024.", "", "February 30, 2024", "", "February 2024 has no day 30; its last day is 29", ""},
		{"ISO, of a day that no calendar has", "Filed 2024-02-30 in Conway.", "", "2024-02-30", "", "February 2024 has no day 30; its last day is 29", ""},
		{"ISO, of a month that none has", "Filed 2024-13-05 in Conway.", "", "2024-13-05", "", "there is no month 13", ""},
		{"a weekday before ISO", "They met on Sunday, 2023-03-14.", "", "Sunday, 2023-03-14", "2023-03-14", "Sunday, 2023-03-14 was a Tuesday; did it mean 12 March 2023, a Sunday?", "2023-03-12"},
		{"a weekday behind the date", "They met on 10 January 2024, a Saturday, in Conway. They parted on Sunday February 11.", "",
			"10 January 2024, a Saturday", "2024-01-10", "10 January 2024 was a Wednesday; did it mean 10 February 2024, a Saturday?", "2024-02-10"},
		{"a weekday behind it in parentheses that fits", "They met on March 12, 2025 (Wednesday).", "", "March 12, 2025 (Wednesday)", "2025-03-12", "", ""},
		{"the day behind the weekday in parentheses", "They met on Wednesday (Feb. 11).", "2024-02-14", "Wednesday (Feb. 11)", "2024-02-11", "Wednesday (Feb. 11) was a Sunday; did it mean 14 February 2024, a Wednesday?", "2024-02-14"},
		{"numbers, of which one can only be the day", "They met on 23/2/2024.", "", "23/2/2024", "2024-02-23", "", ""},
		{"numbers, with a weekday that tells the order", "They met on Friday, 2/9/2024.", "", "Friday, 2/9/2024", "2024-02-09", "", ""},
		{"numbers that can be read two ways", "They met on 2/9/2024.", "", "2/9/2024", "2024", "", ""},
		{"numbers that cannot be read", "They met on 13/13/2024.", "", "13/13/2024", "", "no calendar has a day 13 and month 13, or 13 and 13", ""},
		{"the year that fits the weekday", "On Sunday February 11 they parted.", "2024-02-14", "Sunday February 11", "2024-02-11", "", ""},
		{"last December, read in January", "They met on December 20.", "2024-01-06", "December 20", "2023-12-20", "", ""},
		{"a weekday is the last one", "They met on Tuesday.", "2024-02-14", "Tuesday", "2024-02-13", "", ""},
		{"unless it is to come", "They will meet next Tuesday.", "2024-02-14", "next Tuesday", "2024-02-20", "", ""},
		{"yesterday over the leap day", "They met yesterday.", "2024-03-01", "yesterday", "2024-02-29", "", ""},
		{"last week, from Monday to Sunday", "They met last week.", "2024-02-14", "last week", "2024-02-05/2024-02-11", "", ""},
		{"years ago", "They met ten years ago.", "2024-02-14", "ten years ago", "2014", "", ""},
		{"relative to nothing", "They met on Tuesday.", "", "Tuesday", "", "", ""},
	} {
		on, _ := casus.ParseDate(c.on)
		a := read(t, c.text, Options{On: on})
		if len(a.Head.Dates) == 0 {
			t.Errorf("%s: no date in %q", c.name, c.text)
			continue
		}
		d := a.Head.Dates[0]
		if d.Printed != c.printed || d.Normalised != c.iso || d.Problem != c.problem || d.Suggestion != c.suggestion {
			t.Errorf("%s\n  got  %q %q %q %q\n  want %q %q %q %q", c.name, d.Printed, d.Normalised, d.Problem, d.Suggestion, c.printed, c.iso, c.problem, c.suggestion)
		}
		if got := string([]rune(c.text)[d.Span[0]:d.Span[1]]); got != c.printed {
			t.Errorf("%s: the span holds %q", c.name, got)
		}
	}
}

// TestNoDates holds apart what only looks like a date.
func TestNoDates(t *testing.T) {
	for _, text := range []string{
		"Theresa May said no.", "They march on the capital.", "It cost 2024 dollars.", "The monday club met.",
	} {
		if d := read(t, text, Options{}).Head.Dates; len(d) > 0 {
			t.Errorf("%q: found %+v", text, d)
		}
	}
}

// TestDateOfStatement teaches where a statement gets its day from.
func TestDateOfStatement(t *testing.T) {
	on := casus.MustDate("2024-02-14")
	for _, c := range []struct{ name, text, date, basis string }{
		{"its sentence", "Ann Lee said on Tuesday that the army would stay.", "2024-02-13", "relative"},
		{"printed in full", "Ann Lee said on February 10, 2024 that the army would stay.", "2024-02-10", "printed"},
		{"not a day that the words name", "Ann Lee said that the army would leave on Tuesday.", "", ""},
		{"the sentence before", "On Tuesday Ann Lee met the press. She said that the army would stay.", "2024-02-13", "context"},
		{"an impossible day, by what it probably meant", "Ann Lee said on Saturday January 10, 2024 that the army would stay. They part on Sunday February 11.", "2024-02-10", "suggested"},
		{"no day to come", "Ann Lee, who leaves on Saturday February 17, said that the army would stay.", "", ""},
		{"none", "Ann Lee said that the army would stay.", "", ""},
	} {
		s := read(t, c.text, Options{On: on}).Statements
		if len(s) != 1 || s[0].Date != c.date || s[0].DateBasis != c.basis {
			t.Errorf("%s: got %+v, want %s (%s)", c.name, s, c.date, c.basis)
		}
	}
}

// TestNotes says what a reader of the answer should know.
func TestNotes(t *testing.T) {
	for _, c := range []struct{ text, says string }{
		{"Ann Lee said on Tuesday that the army would stay.", "not resolved"},
		{"Ann Lee said that the \u202eyats dluow ymra.", "direction"},
		{"Ann Lee said that the army would stay.", ""},
	} {
		n := read(t, c.text, Options{}).Head.Notes
		if c.says == "" && len(n) > 0 || c.says != "" && (len(n) != 1 || !strings.Contains(n[0], c.says)) {
			t.Errorf("%q: %q", c.text, n)
		}
	}
}

// TestEveryWeekday prints every day of three years with every weekday in the
// forms that papers use: each wrong one is flagged, with a day near by that its
// weekday fits, and no right one is.
func TestEveryWeekday(t *testing.T) {
	forms := []func(day casus.Date, w time.Weekday) string{
		func(d casus.Date, w time.Weekday) string {
			return w.String() + ", " + d.Time().Format("January 2, 2006")
		},
		func(d casus.Date, w time.Weekday) string { return w.String() + " " + d.Time().Format("2 January 2006") },
		func(d casus.Date, w time.Weekday) string {
			return w.String()[:3] + "., " + d.Time().Format("Jan. 2, 2006")
		},
		func(d casus.Date, w time.Weekday) string {
			return d.Time().Format("2 January 2006") + ", a " + w.String() + ","
		},
		func(d casus.Date, w time.Weekday) string {
			return d.Time().Format("January 2, 2006") + " (" + w.String() + ")"
		},
		func(d casus.Date, w time.Weekday) string { return w.String() + ", " + d.String() + "," },
		func(d casus.Date, w time.Weekday) string { return w.String() + ", " + d.Time().Format("Jan. 2") },
		func(d casus.Date, w time.Weekday) string {
			return w.String() + " (" + d.Time().Format("January 2") + ")"
		},
		func(d casus.Date, w time.Weekday) string { return w.String() + " the " + ordinal(d.Time().Day()) },
		func(d casus.Date, w time.Weekday) string { return w.String() + " " + d.Time().Format("2") },
	}
	for n, form := range forms {
		for day := casus.MustDate("2023-01-01"); day <= casus.MustDate("2025-12-31"); day += casus.Date(1 + 10*btoi(testing.Short())) {
			for w := time.Sunday; w <= time.Saturday; w++ {
				text := "They met on " + form(day, w) + " in Conway."
				d := &doc{text: text, lex: lexicon()}
				d.tokenise()
				d.paragraphs()
				got, _ := d.findDates(day + 1)
				if len(got) != 1 || got[0].day == 0 {
					t.Fatalf("form %d: %q: %+v", n, text, got)
				}
				right := w == day.Time().Weekday()
				if (got[0].problem == "") != right || got[0].day != day {
					t.Fatalf("form %d: %q: %s, problem %q", n, text, got[0].day, got[0].problem)
				}
				if !right && (got[0].suggestion == 0 || len(got[0].also) == 0) {
					t.Fatalf("form %d: %q: nothing suggested", n, text)
				}
			}
		}
	}
}

func ordinal(n int) string {
	switch {
	case n%10 == 1 && n != 11:
		return strconv.Itoa(n) + "st"
	case n%10 == 2 && n != 12:
		return strconv.Itoa(n) + "nd"
	case n%10 == 3 && n != 13:
		return strconv.Itoa(n) + "rd"
	}
	return strconv.Itoa(n) + "th"
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
