package quotation

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"casus"
)

// found is a date that the text prints.
type found struct {
	from, to   int
	tail       int        // tokens at its end that only name the weekday
	day        casus.Date // 0 unless it is known to the day
	normalised string
	weekday    int // 0 Sunday to 6; -1 where none is printed
	y, m, d    int // as printed; 0 where not
	problem    string
	suggestion casus.Date
	relative   bool
	dateline   bool // it dates the article
}

var months = map[string]int{
	"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7,
	"august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}

var weekdays = map[string]int{
	"sunday": 0, "sun": 0, "monday": 1, "mon": 1, "tuesday": 2, "tue": 2, "tues": 2, "wednesday": 3, "wed": 3, "thursday": 4, "thu": 4, "thur": 4, "thurs": 4,
	"friday": 5, "fri": 5, "saturday": 6, "sat": 6,
}

// findDates finds every date of the text, resolves the relative ones against
// the article's day (0 where it is not known) and checks the weekdays. It gives
// the article's day as well, as far as the text tells.
func (d *doc) findDates(article casus.Date) ([]found, casus.Date) {
	var out []found
	for i := 0; i < len(d.toks); i++ {
		if f, ok := d.absolute(i); ok {
			if f.d > 0 && f.weekday < 0 {
				if wd, to, is := d.weekdayAfter(f.to); is {
					f.weekday, f.tail, f.to = wd, to-f.to, to
				}
			}
			out = append(out, f)
			i = f.to - 1
		} else if f, ok := d.relativeDate(i); ok {
			out = append(out, f)
			i = f.to - 1
		}
	}
	if article == 0 {
		article = d.dateline(out)
	}
	base := baseDay(out, article)
	for i := range out {
		d.settleDate(&out[i], article, base)
	}
	for i := range out {
		if out[i].problem != "" {
			suggest(out, i, article)
		}
	}
	return out, article
}

// absolute reads "Saturday January 10, 2024", "10 February 2024", "2024-02-10",
// "March 2014", "in 2020", "November 5", "in May".
func (d *doc) absolute(i int) (f found, ok bool) {
	f = found{from: i, weekday: -1}
	k, n := i, len(d.toks)
	at := func(k int) string {
		if k >= n || d.toks[k].kind == kPunct || d.toks[k].kind == kQuote {
			return ""
		}
		return strings.ToLower(d.word(k))
	}
	paren := false
	if w, is := weekdays[at(k)]; is && (d.capital(k)) {
		f.weekday = w
		k++
		if k < n && d.punct(k, '.') {
			k++
		}
		if k < n && d.punct(k, ',') {
			k++
		}
		if at(k) == "the" {
			k++
		}
		if k+1 < n && d.punct(k, '(') && months[at(k+1)] > 0 { // "Wednesday (Feb. 11)"
			paren = true
			k++
		}
	}
	if y, m, day, is := d.isoForm(k); is {
		f.y, f.m, f.d, f.to = y, m, day, k+1
		return f, true
	}
	if a, b, y, to, is := d.slashed(k); is {
		f.to = to
		numeric(&f, a, b, y)
		return f, true
	}
	if m, is := months[at(k)]; is && d.capital(k) { // February 10, 2024
		f.m = m
		k++
		if k < n && d.punct(k, '.') && d.is(k-1, cAbbrev) {
			k++
		}
		if day := dayOfMonth(at(k)); day > 0 && !(k+1 < n && at(k+1) == "percent") {
			f.d = day
			k++
			j := k
			if j < n && d.punct(j, ',') {
				j++
			}
			if y := yearOf(at(j)); y > 0 {
				f.y, k = y, j+1
			}
		} else {
			j := k
			if j < n && d.punct(j, ',') {
				j++
			}
			if at(j) == "of" {
				j++
			}
			if y := yearOf(at(j)); y > 0 {
				f.y, k = y, j+1
			} else if f.m == 5 || f.m == 3 || f.m == 8 || f.weekday >= 0 || len(at(i)) < 5 { // "May said", "March on"
				if i == 0 || !d.is(i-1, cPrep) && at(i-1) != "last" || f.weekday >= 0 {
					return f, false
				}
			}
		}
		if f.to = k; paren {
			if k >= n || !d.punct(k, ')') {
				return f, false
			}
			f.to++
		}
		return f, true
	}
	if day := dayOfMonth(at(k)); day > 0 { // 10 February 2024, 10th of February
		j := k + 1
		if at(j) == "of" {
			j++
		}
		if m, is := months[at(j)]; is && d.capital(j) {
			f.d, f.m, k = day, m, j+1
			if k < n && (d.punct(k, ',') || d.punct(k, '.') && d.is(k-1, cAbbrev)) && yearOf(at(k+1)) > 0 {
				k++
			}
			if y := yearOf(at(k)); y > 0 {
				f.y, k = y, k+1
			}
			f.to = k
			return f, true
		}
	}
	if y := yearOf(at(i)); y > 0 && i > 0 && (d.is(i-1, cPrep) || at(i-1) == "year") && !(i+1 < n && d.toks[i+1].kind == kWord && d.plural(i+1)) {
		f.y, f.to = y, i+1
		return f, true
	}
	return f, false
}

func dayOfMonth(s string) int {
	for _, suffix := range [...]string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, suffix)
	}
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 31 && len(s) <= 2 {
		return n
	}
	return 0
}

func yearOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil && len(s) == 4 && n >= casus.FirstYear && n <= 2099 {
		return n
	}
	return 0
}

// relativeDate reads "Tuesday", "yesterday", "last week", "ten days ago".
func (d *doc) relativeDate(i int) (f found, ok bool) {
	f = found{from: i, to: i + 1, weekday: -1, relative: true}
	if d.toks[i].kind != kWord && d.toks[i].kind != kNum {
		return f, false
	}
	w := d.low(i)
	if wd, is := weekdays[w]; is && d.capital(i) && len(w) > 3 {
		f.weekday = wd
		if i > 0 && (d.low(i-1) == "last" || d.low(i-1) == "next" || d.low(i-1) == "this") {
			f.from--
		}
		return f, true
	}
	switch w {
	case "yesterday", "today", "tomorrow", "tonight":
		return f, true
	case "last", "next", "this":
		if i+1 < len(d.toks) {
			switch d.low(i + 1) {
			case "week", "month", "year":
				f.to = i + 2
				return f, true
			}
		}
	}
	if i+2 < len(d.toks) && d.low(i+2) == "ago" && (d.toks[i].kind == kNum || d.is(i, cNum|cDet)) && count(w) > 0 && unit(d.low(i+1)) != "" {
		f.to = i + 3
		return f, true
	}
	return f, false
}

func unit(w string) string {
	switch w = strings.TrimSuffix(w, "s"); w {
	case "day", "week", "month", "year":
		return w
	}
	return ""
}

func count(w string) int {
	for i, s := range [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"} {
		if w == s {
			return i
		}
	}
	if w == "a" || w == "an" {
		return 1
	}
	n, err := strconv.Atoi(w)
	if err != nil || n > 3000 {
		return 0
	}
	return n
}

// dateline gives the day of the article where a paragraph near its beginning
// is nothing but a date, perhaps with "Published" or a place before it.
func (d *doc) dateline(all []found) casus.Date {
	for i := range all {
		f := &all[i]
		p := d.paraOf(f.from)
		if p > 6 {
			break
		}
		para := d.paras[p]
		if f.y > 0 && f.d > 0 && (f.from-para.from <= 3 && para.to-f.to <= 3 || f.from-para.from <= 6 && para.to-para.from < 20 && strings.Contains(strings.ToLower(d.span(para.from, f.from)), "publish")) {
			if day, ok := casus.NewDate(f.y, f.m, f.d); ok {
				f.dateline = true
				return day
			}
		}
	}
	return 0
}

// baseDay gives the day about which the article's dates lie: its own, or the
// latest one whose printed weekday fits, or the latest in full.
func baseDay(all []found, article casus.Date) casus.Date {
	if article != 0 {
		return article
	}
	var sure, any casus.Date
	for _, f := range all {
		if f.y == 0 || f.m == 0 {
			continue
		}
		day, ok := casus.NewDate(f.y, f.m, max(f.d, 1))
		if !ok {
			continue
		}
		any = max(any, day)
		if f.weekday >= 0 && int(day.Time().Weekday()) == f.weekday {
			sure = max(sure, day)
		}
	}
	if sure != 0 {
		return sure
	}
	return any
}

// settleDate completes a date, writes it in ISO form and checks its weekday.
func (d *doc) settleDate(f *found, article, base casus.Date) {
	if f.relative {
		d.settleRelative(f, article)
		return
	}
	if f.problem != "" {
		return
	}
	if f.m > 12 {
		f.problem = fmt.Sprintf("there is no month %d", f.m)
		return
	}
	if f.y == 0 && f.m > 0 && base != 0 {
		f.y = d.yearFor(f, base)
	}
	switch {
	case f.y == 0:
		if f.m > 0 && f.d > 0 {
			f.normalised = fmt.Sprintf("--%02d-%02d", f.m, f.d)
		}
		return
	case f.m == 0:
		f.normalised = fmt.Sprintf("%04d", f.y)
		return
	case f.d == 0:
		f.normalised = fmt.Sprintf("%04d-%02d", f.y, f.m)
		return
	}
	day, ok := casus.NewDate(f.y, f.m, f.d)
	if !ok {
		last := time.Date(f.y, time.Month(f.m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
		f.problem = fmt.Sprintf("%s %d has no day %d; its last day is %d", time.Month(f.m), f.y, f.d, last)
		return
	}
	f.normalised = day.String()
	f.day = day
	if f.weekday >= 0 && int(day.Time().Weekday()) != f.weekday {
		f.problem = fmt.Sprintf("%s was a %s", clean(d.span(f.from, f.to-f.tail)), day.Time().Weekday())
	}
}

// yearFor gives the year of a date that is printed without one: the one in
// which its weekday fits, nearest to base; without weekday that of base, or
// the one before for a December read of in January.
func (d *doc) yearFor(f *found, base casus.Date) int {
	y := base.Year()
	if f.weekday >= 0 && f.d > 0 {
		best, far := 0, 1<<30
		for c := y - 2; c <= y+2; c++ {
			day, ok := casus.NewDate(c, f.m, f.d)
			if !ok || int(day.Time().Weekday()) != f.weekday {
				continue
			}
			if gap := abs(int(day) - int(base)); gap < far {
				best, far = c, gap
			}
		}
		if best != 0 && far < 400 {
			return best
		}
		return y
	}
	if bm := int(base.Time().Month()); f.m >= 11 && bm <= 2 && !d.future(f.from) {
		return y - 1
	}
	return y
}

func abs(n int) int { return max(n, -n) }

// future reports words before token i that point ahead.
func (d *doc) future(i int) bool {
	for j := max(0, i-4); j < i; j++ {
		switch d.low(j) {
		case "scheduled", "set", "next", "upcoming", "coming", "planned", "due", "will", "until", "by":
			return true
		}
	}
	return false
}

func (d *doc) settleRelative(f *found, article casus.Date) {
	if article == 0 {
		return
	}
	w := d.low(f.to - 1)
	set := func(day casus.Date) { f.day, f.normalised = day, day.String() }
	switch {
	case f.weekday >= 0:
		back := (int(article.Time().Weekday()) - f.weekday + 7) % 7
		switch {
		case d.low(f.from) == "last" && back == 0:
			back = 7
		case d.low(f.from) == "next" || d.future(f.from) || f.to < len(d.toks) && d.low(f.to) == "next":
			back -= 7
		}
		set(article - casus.Date(back))
	case w == "yesterday":
		set(article - 1)
	case w == "tomorrow":
		set(article + 1)
	case w == "today" || w == "tonight":
		set(article)
	case w == "ago":
		n := count(d.low(f.from))
		switch unit(d.low(f.from + 1)) {
		case "day":
			set(article - casus.Date(n))
		case "week":
			set(article - casus.Date(7*n))
		case "month":
			f.normalised = article.AddMonths(-n).String()[:7]
		case "year":
			if y := article.Year() - n; y > 0 {
				f.normalised = fmt.Sprintf("%04d", y)
			}
		}
	default:
		step := map[string]int{"last": -1, "this": 0, "next": 1}[d.low(f.from)]
		switch w {
		case "week":
			monday := article - casus.Date((int(article.Time().Weekday())+6)%7) + casus.Date(7*step)
			f.normalised = monday.String() + "/" + (monday + 6).String()
		case "month":
			f.normalised = article.AddMonths(step).String()[:7]
		case "year":
			f.normalised = fmt.Sprintf("%04d", article.Year()+step)
		}
	}
}

// suggest finds what date number at, whose weekday does not fit, may have
// meant: the same day of another month, the same day and month of another year,
// or a day close by. What lies near the article's day and its other dates comes
// first.
func suggest(all []found, at int, article casus.Date) {
	const near = 40 // dates before and after that are looked at
	f := &all[at]
	if f.day == 0 {
		return
	}
	type guess struct {
		day  casus.Date
		cost int
	}
	var guesses []guess
	add := func(day casus.Date, ok bool, cost int) {
		if ok && int(day.Time().Weekday()) == f.weekday {
			guesses = append(guesses, guess{day, cost})
		}
	}
	for n := 1; n <= 11; n++ {
		for _, s := range [2]int{n, -n} {
			if m := f.m + s; m >= 1 && m <= 12 {
				day, ok := casus.NewDate(f.y, m, f.d)
				add(day, ok, 10*n)
			}
		}
	}
	for n := 1; n <= 2; n++ {
		for _, s := range [2]int{n, -n} {
			day, ok := casus.NewDate(f.y+s, f.m, f.d)
			add(day, ok, 15*n)
		}
	}
	for n := 1; n <= 3; n++ {
		add(f.day+casus.Date(n), true, 10+10*n)
		add(f.day-casus.Date(n), true, 10+10*n)
	}
	best := 1 << 30
	for _, g := range guesses {
		cost := g.cost
		gap := 1 << 30
		if article != 0 {
			gap = abs(int(article) - int(g.day))
		}
		for i := max(0, at-near); i < min(len(all), at+near); i++ {
			if o := &all[i]; o != f && o.day != 0 && o.problem == "" {
				gap = min(gap, abs(int(o.day)-int(g.day)))
			}
		}
		if gap < 1<<30 {
			cost += min(gap, 400) / 2
		}
		if cost < best {
			best, f.suggestion = cost, g.day
		}
	}
	if f.suggestion != 0 {
		f.problem += fmt.Sprintf("; did it mean %s, a %s?", f.suggestion.Words(), f.suggestion.Time().Weekday())
	}
}
