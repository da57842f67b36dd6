package importer

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/history/store"
)

// A field is a column that a dataset must or may have: its name in the store,
// its other spellings in publishers' files, and what its values may be.
type field struct {
	name   string
	as     []string // other headers, lower case
	kind   fieldKind
	lo, hi float64
	ranged bool
	miss   []string // codes that the publisher writes for "missing"
	codes  []int    // the same as whole numbers
	key    bool
	blank  bool // a value may be missing
	opt    bool // the file may lack the column
	parts  []string
	odd    bool // releases are known to hold impossible values: taken as missing, and noted
	end    bool // of a span: an unknown day is the month's last
	calc   string
}

type fieldKind int

const (
	kindInt fieldKind = iota
	kindCode
	kindYear
	kindBool
	kindFloat
	kindText
	kindDay
)

var kindNames = map[string]fieldKind{
	"int": kindInt, "code": kindCode, "year": kindYear, "bool": kindBool,
	"float": kindFloat, "text": kindText, "day": kindDay,
}

// fields reads a dataset's columns from a small table, one a line:
//
//	name|other|spellings  kind  [low..high]  [flags]
//
// The flags: key, blank (a value may be missing), opt (the file may lack the
// column), miss=-9,-8 (codes for missing), parts=year,month,day (a day made of
// three columns), end (its unknown day is the last), calc=ddyad/1000, odd (an
// impossible value becomes missing and is noted). It
// panics on a line that it cannot read, which a test of the registry finds.
func fields(table string) []field {
	var out []field
	for _, line := range strings.Split(strings.TrimSpace(table), "\n") {
		words := strings.Fields(line)
		names := strings.Split(words[0], "|")
		f := field{name: names[0], as: names[1:]}
		kind, ok := kindNames[words[1]]
		if !ok {
			panic("importer: no kind of field in: " + line)
		}
		f.kind = kind
		switch kind {
		case kindCode:
			f.lo, f.hi, f.ranged = 1, 9999, true
		case kindYear:
			f.lo, f.hi, f.ranged = 1400, casus.LastYear, true
		case kindBool:
			f.lo, f.hi, f.ranged = 0, 1, true
		}
		for _, w := range words[2:] {
			if err := f.flag(w); err != nil {
				panic("importer: " + err.Error() + " in: " + line)
			}
		}
		out = append(out, f)
	}
	return out
}

func (f *field) flag(w string) error {
	name, value, _ := strings.Cut(w, "=")
	switch name {
	case "key":
		f.key = true
	case "blank":
		f.blank = true
	case "opt":
		f.opt = true
	case "end":
		f.end = true
	case "odd":
		f.odd, f.blank = true, true
	case "miss":
		f.miss, f.blank = strings.Split(value, ","), true
		for _, m := range f.miss {
			if v, err := strconv.Atoi(m); err == nil {
				f.codes = append(f.codes, v)
			}
		}
	case "parts":
		f.parts = strings.Split(value, ",")
	case "calc":
		f.calc = value
	default:
		lo, hi, ok := strings.Cut(w, "..")
		if !ok {
			return fmt.Errorf("no flag %q", w)
		}
		var err1, err2 error
		f.lo, err1 = strconv.ParseFloat(lo, 64)
		f.hi, err2 = strconv.ParseFloat(hi, 64)
		f.ranged = true
		if err1 != nil || err2 != nil {
			return fmt.Errorf("no range %q", w)
		}
	}
	return nil
}

// storeKind gives the kind of column that a field is stored as.
func (f *field) storeKind() store.Kind {
	switch f.kind {
	case kindFloat:
		return store.Float
	case kindText:
		return store.Text
	case kindDay:
		return store.Day
	}
	return store.Int
}

// missing reports whether a cell stands for no value.
func (f *field) missing(cell string) bool {
	switch cell {
	case "", "NA", ".", "NaN", "nan", "N/A", "NULL":
		return true
	}
	for _, m := range f.miss {
		if cell == m {
			return true
		}
	}
	// -9 may be written -9.0, and a missing code of a float column -9.00000.
	if len(f.miss) > 0 && cell[0] == '-' {
		if v, err := strconv.ParseFloat(cell, 64); err == nil {
			for _, m := range f.miss {
				if w, err := strconv.ParseFloat(m, 64); err == nil && v == w {
					return true
				}
			}
		}
	}
	return false
}

// quick reads a plain whole number that is neither missing nor out of range; of
// anything else the long way must decide.
func (f *field) quick(cell string) (int32, bool) {
	s := cell
	negative := s != "" && s[0] == '-'
	if negative {
		s = s[1:]
	}
	if s == "" || len(s) > 9 {
		return 0, false
	}
	v := 0
	for i := range len(s) {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		v = 10*v + int(c)
	}
	if negative {
		if v = -v; slices.Contains(f.codes, v) {
			return 0, false
		}
	}
	if f.ranged && (float64(v) < f.lo || float64(v) > f.hi) {
		return 0, false
	}
	return int32(v), true
}

// whole reads an integer, also as other programs write one: 200.0, 2e2.
func (f *field) whole(cell string) (int32, string) {
	v, err := strconv.Atoi(cell)
	if err != nil {
		x, ferr := strconv.ParseFloat(ungrouped(cell), 64)
		if ferr != nil || math.IsInf(x, 0) || math.IsNaN(x) {
			return 0, "not a number"
		}
		if x != math.Trunc(x) {
			return 0, "not a whole number"
		}
		if math.Abs(x) >= math.MaxInt32 {
			return 0, "out of range"
		}
		v = int(x)
	}
	if why := f.within(float64(v)); why != "" {
		return 0, why
	}
	if v >= math.MaxInt32 || v <= math.MinInt32 {
		return 0, "out of range"
	}
	return int32(v), ""
}

// ungrouped takes the commas out of 10,000.
func ungrouped(cell string) string {
	if strings.IndexByte(cell, ',') < 0 {
		return cell
	}
	parts := strings.Split(cell, ",")
	for i, p := range parts {
		if i > 0 && len(p) != 3 || p == "" || len(p) > 3 {
			return cell
		}
	}
	return strings.Join(parts, "")
}

func (f *field) number(cell string) (float64, string) {
	v, err := strconv.ParseFloat(ungrouped(cell), 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, "not a number"
	}
	return v, f.within(v)
}

func (f *field) within(v float64) string {
	if f.ranged && (v < f.lo || v > f.hi) {
		return fmt.Sprintf("not between %v and %v", f.lo, f.hi)
	}
	return ""
}

// day reads a day as publishers write it: 1920-01-10, 19200110, 192001 (the
// first or last of the month), 10:01:1920 (Gleditsch), 01/10/1920.
func (f *field) day(cell string) (casus.Date, string) {
	const why = "not a date; write year-month-day"
	var y, m, d string
	switch {
	case len(cell) == 10 && cell[4] == '-' && cell[7] == '-':
		y, m, d = cell[:4], cell[5:7], cell[8:]
	case len(cell) == 10 && cell[2] == ':' && cell[5] == ':':
		d, m, y = cell[:2], cell[3:5], cell[6:]
	case len(cell) == 10 && cell[2] == '/' && cell[5] == '/':
		m, d, y = cell[:2], cell[3:5], cell[6:]
	case len(cell) == 8:
		y, m, d = cell[:4], cell[4:6], cell[6:]
	case len(cell) == 6:
		y, m = cell[:4], cell[4:]
	case len(cell) == 5 && strings.Trim(cell, "0123456789") == "": // a workbook's day
		n, _ := strconv.Atoi(cell)
		return casus.MustDate("1899-12-30") + casus.Date(n), ""
	default:
		return 0, why
	}
	return f.dayOf(y, m, d)
}

// dayOf makes a day of three cells; a day that is unknown ("", -9, 0, or a
// missing code) becomes the month's first or, at the end of a span, its last.
func (f *field) dayOf(y, m, d string) (casus.Date, string) {
	year, err1 := strconv.Atoi(y)
	month, err2 := strconv.Atoi(m)
	if err1 != nil || err2 != nil {
		return 0, "not a date; write year-month-day"
	}
	if year < 1400 || year > casus.LastYear || month < 1 || month > 12 {
		return 0, "there is no such month"
	}
	if d == "" || d == "0" || d == "00" || f.missing(d) {
		return monthDay(year, month, f.end), ""
	}
	day, err := strconv.Atoi(d)
	if err != nil {
		return 0, "not a date; write year-month-day"
	}
	date, ok := casus.NewDate(year, month, day)
	if !ok {
		return 0, "there is no such day"
	}
	return date, ""
}

// monthDay gives the first or the last day of a month.
func monthDay(year, month int, last bool) casus.Date {
	d, _ := casus.NewDate(year, month, 1)
	if last {
		return d.AddMonths(1) - 1
	}
	return d
}
