package casus

import (
	"fmt"
	"strconv"
	"time"
)

// Date is a day of the proleptic Gregorian calendar: 1 is 0001-01-01 and 0 is
// no date. Dates compare and subtract as the integers they are.
type Date int32

// unixDay is the Date of 1970-01-01.
const unixDay = 719163

// FirstYear is the first year that Casus answers about: the start of the
// Correlates of War and Gleditsch-Ward state lists.
const FirstYear = 1816

// LastYear is the last year that a date may have.
const LastYear = 2199

// NewDate gives the date of a year, month and day, or false where there is no
// such day.
func NewDate(year, month, day int) (Date, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day || year < 1 {
		return 0, false
	}
	return Date(t.Unix()/86400) + unixDay, true
}

// MustDate is [ParseDate] for constants in code and tests; it panics on a
// malformed one.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// ParseDate reads a day written as ISO 8601, "2024-02-10", between [FirstYear]
// and [LastYear]. The error is an [*InputError] that says what was expected.
func ParseDate(s string) (Date, error) {
	bad := func(why, hint string) (Date, error) {
		return 0, &InputError{Msg: fmt.Sprintf("date %s: %s", Quoted(s), why), Hint: hint}
	}
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return bad("not a date", "write year-month-day, as in 2024-02-10")
	}
	var parts [3]int
	for i, span := range [3]string{s[:4], s[5:7], s[8:]} {
		for _, c := range []byte(span) {
			if c < '0' || c > '9' {
				return bad("not a date", "write year-month-day, as in 2024-02-10")
			}
		}
		parts[i], _ = strconv.Atoi(span)
	}
	y, m, day := parts[0], parts[1], parts[2]
	d, ok := NewDate(y, m, day)
	switch {
	case m < 1 || m > 12:
		return bad(fmt.Sprintf("there is no month %d", m), "months run from 01 to 12")
	case !ok:
		last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
		return bad(fmt.Sprintf("%s %d has no day %d", time.Month(m), y, day), fmt.Sprintf("its last day is %04d-%02d-%02d", y, m, last))
	case y < FirstYear || y > LastYear:
		return bad("out of range", fmt.Sprintf("Casus answers about the years %d to %d", FirstYear, LastYear))
	}
	return d, nil
}

// String gives the date as ISO 8601, and "" for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Time gives midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix(int64(d-unixDay)*86400, 0).UTC() }

// Year gives the calendar year.
func (d Date) Year() int { return d.Time().Year() }

// Words gives the date as people write it: "10 February 2024".
func (d Date) Words() string {
	y, m, day := d.Time().Date()
	return strconv.Itoa(day) + " " + m.String() + " " + strconv.Itoa(y)
}

// AddMonths moves the date by whole calendar months; a day that the month lacks
// becomes its last one.
func (d Date) AddMonths(n int) Date {
	t := d.Time()
	y, m := t.Year(), int(t.Month())-1+n
	y, m = y+m/12, m%12
	if m < 0 {
		y, m = y-1, m+12
	}
	last := time.Date(y, time.Month(m+2), 0, 0, 0, 0, 0, time.UTC).Day()
	out, _ := NewDate(y, m+1, min(t.Day(), last))
	return out
}

// MarshalText writes the date as ISO 8601.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	v, err := ParseDate(string(b))
	*d = v
	return err
}

// Span is a stretch of days, both ends included. A zero From has no known
// start, a zero Until no end.
type Span struct {
	From  Date `json:"from"`
	Until Date `json:"until"`
}

// Holds reports whether d lies in the span.
func (s Span) Holds(d Date) bool {
	return (s.From == 0 || s.From <= d) && (s.Until == 0 || d <= s.Until)
}
