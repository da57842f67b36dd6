package claim

import (
	"strconv"
	"strings"

	"casus"
)

// numerals are the numbers that people write as words.
var numerals = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
	"twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}

var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10,
	"november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// number reads a number at the start of the words: in digits, or as words up to
// "thirty two" and "one and a half", "two point one".
func number(toks []token) (val value, n int) {
	if v, d, ok := digitsOf(toks[0].raw); ok {
		return value{number: v, digits: d}, 1
	}
	v, ok := numerals[toks[0].low]
	if !ok {
		return value{}, 0
	}
	n = 1
	if v >= 20 && v < 100 && n < len(toks) {
		if u, ok := numerals[toks[n].low]; ok && u >= 1 && u < 10 {
			v, n = v+u, n+1
		}
	}
	low := func(i int) string {
		if i < len(toks) {
			return toks[i].low
		}
		return ""
	}
	switch {
	case low(n) == "and" && low(n+1) == "a" && low(n+2) == "half":
		return value{number: v + 0.5, digits: 1}, n + 3
	case low(n) == "point":
		if u, ok := numerals[low(n+1)]; ok && u < 10 {
			return value{number: v + u/10, digits: 1}, n + 2
		}
	}
	return value{number: v}, n
}

// digitsOf reads a number in digits, "1,300" and "1.3", and counts its decimals.
func digitsOf(s string) (v float64, decimals int, ok bool) {
	if i := strings.LastIndex(s, ","); i >= 0 && !strings.Contains(s, ".") && len(s)-i != 4 {
		s = s[:i] + "." + s[i+1:] // a decimal comma
	}
	s = strings.ReplaceAll(s, ",", "")
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, 0, false
	}
	if _, frac, has := strings.Cut(s, "."); has {
		decimals = len(frac)
	}
	return v, decimals, true
}

// numbers adds the readings of the words as a number: a year, a day, a share, a
// sum of money, an article, a count.
func numbers(toks []token, add func(tag string, n int, val value)) {
	if d, n, ok := dayOf(toks); ok {
		add("DAY", n, value{day: d, year: d.Year()})
	}
	if toks[0].low == "article" && len(toks) > 1 {
		if v, n := number(toks[1:]); n > 0 {
			add("ART", 1+n, value{number: v.number})
			return
		}
	}
	if toks[0].raw == "$" && len(toks) > 1 {
		if v, n := number(toks[1:]); n > 0 {
			if by, more := magnitude(toks[1+n:]); more > 0 {
				add("DOLLARS", 1+n+more, value{number: v.number * by, digits: v.digits})
			}
		}
		return
	}
	v, n := number(toks)
	if n == 0 {
		return
	}
	rest := toks[n:]
	year := int(v.number)
	if v.digits == 0 && year >= casus.FirstYear && year <= 2100 && float64(year) == v.number {
		add("YEAR", n, value{year: year})
		return
	}
	if len(rest) > 0 {
		switch {
		case rest[0].low == "%" || rest[0].low == "percent" || rest[0].low == "pc":
			add("PCT", n+1, v)
			return
		case rest[0].low == "per" && len(rest) > 1 && rest[1].low == "cent":
			add("PCT", n+2, v)
			return
		}
		if by, more := magnitude(rest); more > 0 && len(rest) > more && (rest[more].low == "dollars" || rest[more].low == "usd") {
			add("DOLLARS", n+more+1, value{number: v.number * by, digits: v.digits})
			return
		}
	}
	add("NUM", n, v)
	if len(rest) > 0 && (rest[0].low == "times" || rest[0].low == "x") {
		add("NUM", n, v)
	}
}

// magnitude reads "billion" as a number of millions.
func magnitude(toks []token) (by float64, n int) {
	if len(toks) == 0 {
		return 0, 0
	}
	switch toks[0].low {
	case "billion", "bn", "b":
		return 1000, 1
	case "million", "m", "mn":
		return 1, 1
	case "trillion", "tn":
		return 1e6, 1
	}
	return 0, 0
}

// dayOf reads "4 April 2023", "April 4, 2023" and "March 2024".
func dayOf(toks []token) (d casus.Date, n int, ok bool) {
	part := func(i int) (int, bool) {
		if i >= len(toks) {
			return 0, false
		}
		v, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(toks[i].low, "th"), "st"))
		return v, err == nil
	}
	month := func(i int) int {
		if i < len(toks) {
			return months[toks[i].low]
		}
		return 0
	}
	if day, ok := part(0); ok && month(1) > 0 {
		if y, ok := part(2); ok && y >= casus.FirstYear {
			d, ok := casus.NewDate(y, month(1), day)
			return d, 3, ok
		}
	}
	if m := month(0); m > 0 {
		if day, ok := part(1); ok && day <= 31 {
			if y, ok := part(2); ok && y >= casus.FirstYear {
				d, ok := casus.NewDate(y, m, day)
				return d, 3, ok
			}
		}
	}
	if y, ok := part(0); ok && y >= casus.FirstYear && len(toks) > 2 {
		m, ok1 := part(1)
		day, ok2 := part(2)
		if ok1 && ok2 {
			d, ok := casus.NewDate(y, m, day)
			return d, 3, ok
		}
	}
	return 0, 0, false
}
