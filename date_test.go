package casus

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for _, c := range []struct{ name, in, want, err string }{
		{"a day in the news", "2024-02-10", "2024-02-10", ""},
		{"a leap day", "2024-02-29", "2024-02-29", ""},
		{"no leap day in 1900", "1900-02-29", "", `date "1900-02-29": February 1900 has no day 29`},
		{"a month too many", "2024-13-01", "", `date "2024-13-01": there is no month 13`},
		{"month and day swapped", "2024-28-07", "", `date "2024-28-07": there is no month 28`},
		{"before the state lists begin", "1815-06-18", "", `date "1815-06-18": out of range`},
		{"the first day of the lists", "1816-01-01", "1816-01-01", ""},
		{"far in the future", "2200-01-01", "", `date "2200-01-01": out of range`},
		{"as people in Europe write it", "10.02.2024", "", `date "10.02.2024": not a date`},
		{"signs are no digits", "2024-+2-10", "", `date "2024-+2-10": not a date`},
		{"nothing", "", "", `date "": not a date`},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := ParseDate(c.in)
			if c.err == "" && (err != nil || d.String() != c.want) {
				t.Errorf("got %s, %v", d, err)
			}
			if c.err != "" && (err == nil || err.(*InputError).Msg != c.err) {
				t.Errorf("got %v, want %s", err, c.err)
			}
		})
	}
}

// TestDateAgreesWithTheCalendar walks every day that a date may have beside
// the calendar of the standard library.
func TestDateAgreesWithTheCalendar(t *testing.T) {
	at := time.Date(FirstYear, 1, 1, 0, 0, 0, 0, time.UTC)
	d := MustDate("1816-01-01")
	for at.Year() <= LastYear {
		if d.String() != at.Format(time.DateOnly) || d.Year() != at.Year() {
			t.Fatalf("day %d is %s, the calendar says %s", d, d, at.Format(time.DateOnly))
		}
		d, at = d+1, at.AddDate(0, 0, 1)
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		name, from string
		months     int
		want       string
	}{
		{"a year's notice", "2025-01-20", 12, "2026-01-20"},
		{"from a leap day", "2024-02-29", 12, "2025-02-28"},
		{"six months from the last of August", "2023-08-31", 6, "2024-02-29"},
		{"two years", "2002-09-06", 24, "2004-09-06"},
		{"over the turn of the year", "2023-12-31", 2, "2024-02-29"},
		{"back", "2024-03-31", -1, "2024-02-29"},
		{"no months", "2024-03-31", 0, "2024-03-31"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := MustDate(c.from).AddMonths(c.months).String(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestSpanHoldsBothEnds(t *testing.T) {
	s := Span{MustDate("2009-12-01"), MustDate("2020-01-31")}
	for day, want := range map[string]bool{"2009-11-30": false, "2009-12-01": true, "2020-01-31": true, "2020-02-01": false} {
		if s.Holds(MustDate(day)) != want {
			t.Errorf("%s: %v", day, !want)
		}
	}
	if !(Span{}).Holds(1) {
		t.Error("a span without ends holds every day")
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2024-02-10", "1816-01-01", "0000-00-00", "2024-02-30", "２０２４-02-10", "2024-02-1\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err == nil && d.String() != s {
			t.Errorf("%q was read as %s", s, d)
		}
		if _, ok := err.(*InputError); err != nil && !ok {
			t.Errorf("%q: %T", s, err)
		}
	})
}
