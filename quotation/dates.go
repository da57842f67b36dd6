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
	also       []casus.Date // other days that may have been meant
	relative   bool
	dateline   bool       // it dates the article
	unyeared   bool       // printed without a year
	lastDay    casus.Date // of the month, where the day printed is none of its days
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
	wire := d.datelines(out)
	if article == 0 {
		article = d.dateline(out)
	}
	if article == 0 {
		article = wire
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
// "March 2014", "in 2020", "November 5", "in May", "Sunday 8", "Saturday the 11th".
func (d *doc) absolute(i int) (f found, ok bool) {
	f = found{from: i, weekday: -1}
	t := d.toks[i]
	if t.kind != kNum && (t.kind != kWord || t.flags&fCap == 0 && !d.is(i, cTime|cMonth)) {
		return f, false
	}
	k, paren := d.weekdayFirst(&f, i)
	if y, m, day, is := d.isoForm(k); is {
		f.y, f.m, f.d, f.to = y, m, day, k+1
		return f, true
	}
	if a, b, y, to, is := d.slashed(k); is {
		f.to = to
		numeric(&f, a, b, y)
		return f, true
	}
	if m, is := months[d.dateWord(k)]; is && d.capital(k) {
		f.m = m
		if !d.monthFirst(&f, k) {
			return f, false
		}
		if paren {
			if !d.punct(f.to, ')') {
				return f, false
			}
			f.to++
		}
		return f, true
	}
	if d.dayFirst(&f, k) {
		return f, true
	}
	if f.weekday >= 0 && d.weekdayAndDay(&f, i, k) {
		return f, true
	}
	return f, d.yearAlone(&f, i)
}

// dateWord gives the word at token k in small letters, "" for a mark.
func (d *doc) dateWord(k int) string {
	if !d.in(k) || d.toks[k].kind == kPunct || d.toks[k].kind == kQuote {
		return ""
	}
	return strings.ToLower(d.word(k))
}

// weekdayFirst steps over a weekday before the date, and reports whether the
// date then stands in parentheses: "Wednesday (Feb. 11)".
func (d *doc) weekdayFirst(f *found, k int) (next int, paren bool) {
	w, is := weekdays[d.dateWord(k)]
	if !is || !d.capital(k) {
		return k, false
	}
	f.weekday = w
	k++
	if d.punct(k, '.') {
		k++
	}
	if d.punct(k, ',') {
		k++
	}
	if d.dateWord(k) == "the" {
		k++
	}
	if d.punct(k, '(') && (months[d.dateWord(k+1)] > 0 || dayOfMonth(d.dateWord(k+1)) > 0 && months[d.dateWord(k+2)] > 0) {
		return k + 1, true
	}
	return k, false
}

// monthFirst reads "February 10, 2024", "March 2014", "in May" from the month at
// token k.
func (d *doc) monthFirst(f *found, k int) bool {
	k++
	if d.punct(k, '.') && (d.is(k-1, cAbbrev) || dayOfMonth(d.dateWord(k+1)) > 0) {
		k++
	}
	day := dayOfMonth(d.dateWord(k))
	if day > 0 && d.dateWord(k+1) != "percent" {
		f.d = day
		k++
	}
	j := k
	if d.punct(j, ',') {
		j++
	}
	if day == 0 && d.dateWord(j) == "of" {
		j++
	}
	if y := yearOf(d.dateWord(j)); y > 0 {
		f.y, k = y, j+1
	} else if day == 0 && (f.m == 5 || f.m == 3 || f.m == 8 || f.weekday >= 0 || len(d.dateWord(f.from)) < 5) {
		// "May said", "March on"
		if f.from == 0 || f.weekday >= 0 || !d.is(f.from-1, cPrep) && d.dateWord(f.from-1) != "last" {
			return false
		}
	}
	f.to = k
	return true
}

// dayFirst reads "10 February 2024" and "10th of February" from token k.
func (d *doc) dayFirst(f *found, k int) bool {
	day := dayOfMonth(d.dateWord(k))
	if day == 0 {
		return false
	}
	j := k + 1
	if d.dateWord(j) == "of" {
		j++
	}
	m, is := months[d.dateWord(j)]
	if !is || !d.capital(j) {
		return false
	}
	f.d, f.m, k = day, m, j+1
	if (d.punct(k, ',') || d.punct(k, '.') && d.is(k-1, cAbbrev)) && yearOf(d.dateWord(k+1)) > 0 {
		k++
	}
	if y := yearOf(d.dateWord(k)); y > 0 {
		f.y, k = y, k+1
	}
	if f.to = k; k > 0 && f.from < k && d.punct(k, ')') && f.weekday >= 0 && d.punct(f.from+1, '(') {
		f.to++
	}
	return true
}

// weekdayAndDay reads "Sunday 8" and "Saturday the 11th", whose month the
// article's day tells.
func (d *doc) weekdayAndDay(f *found, i, k int) bool {
	w := d.dateWord(k)
	day := dayOfMonth(w)
	if day == 0 || d.dateWord(k-1) != "the" && k != i+1 || d.dateWord(k-1) == "the" && w == strings.TrimRight(w, "stndrh") {
		return false
	}
	if d.toks[k].kind == kNum && d.dateWord(k-1) != "the" && w == strings.TrimRight(w, "stndrh") {
		// "Sunday 8 people died", "Sunday 8 p.m."
		if n := k + 1; d.in(n) && d.toks[n].kind == kWord && !d.is(n, cPrep|cCoord|cSub|cAux|cPron|cCue) || d.is(n, cAbbrev) {
			return false
		}
	}
	f.d, f.to = day, k+1
	return true
}

// yearAlone reads "in 2020".
func (d *doc) yearAlone(f *found, i int) bool {
	y := yearOf(d.dateWord(i))
	if y == 0 || i == 0 || !d.is(i-1, cPrep) && d.dateWord(i-1) != "year" || d.in(i+1) && d.toks[i+1].kind == kWord && d.plural(i+1) {
		return false
	}
	f.y, f.to = y, i+1
	return true
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
		if f.y > 0 && f.d > 0 && (f.from-para.from <= 3 && para.to-f.to <= 3 || f.from-para.from <= 14 && para.to-para.from < 32 && stampWords(d.span(para.from, f.from))) {
			if day, ok := casus.NewDate(f.y, f.m, f.d); ok {
				f.dateline = true
				return day
			}
		}
	}
	return 0
}

// stampWords reports the words before the day that a page prints of itself.
func stampWords(s string) bool {
	s = strings.ToLower(s)
	for _, w := range [...]string{"publish", "posted", "updated", "issued", "first aired", "date:"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// datelines marks the dates that stand in the dateline of a paragraph ("CITY,
// March 12 (AGENCY) -"), and gives the first that is printed in full.
func (d *doc) datelines(all []found) (day casus.Date) {
	for i := range all {
		f := &all[i]
		p := d.paraOf(f.from)
		if p > 6 {
			break
		}
		if d.afterDateline(d.paras[p]) < f.to {
			continue
		}
		f.dateline = true
		if x, ok := casus.NewDate(max(f.y, 1), f.m, f.d); ok && f.y > 0 && f.d > 0 && day == 0 {
			day = x
		}
	}
	return day
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
	if f.y == 0 && base != 0 {
		switch f.unyeared = true; {
		case f.m > 0:
			f.y = d.yearFor(f, base)
		case f.d > 0:
			d.monthFor(f, base)
		}
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
		f.lastDay, _ = casus.NewDate(f.y, f.m, last)
		return
	}
	f.normalised = day.String()
	f.day = day
	if f.weekday >= 0 && int(day.Time().Weekday()) != f.weekday {
		f.problem = fmt.Sprintf("%s was a %s", clean(d.span(f.from, f.to-f.tail)), day.Time().Weekday())
	}
}

// yearFor gives the year of a date that is printed without one: that which brings
// it nearest to base. A date half a year off may lie on either side; there the
// weekday tells.
func (d *doc) yearFor(f *found, base casus.Date) int {
	y := base.Year()
	if f.d == 0 {
		if bm := int(base.Time().Month()); f.m >= 11 && bm <= 2 && !d.future(f.from) {
			return y - 1
		}
		return y
	}
	const near = 120 // days within which there is no doubt about the year
	best, far := y, 1<<30
	for c := y - 1; c <= y+1; c++ {
		day, ok := casus.NewDate(c, f.m, f.d)
		if !ok {
			continue
		}
		gap := abs(int(day) - int(base))
		if day > base && !d.future(f.from) {
			gap += 60 // what is told is past more often than to come
		}
		if f.weekday >= 0 && gap > near && gap < 300 && int(day.Time().Weekday()) == f.weekday {
			gap -= 200
		}
		if gap < far {
			best, far = c, gap
		}
	}
	return best
}

// monthFor gives the month of "Sunday 8": that in which the day lies nearest
// before base, or after it where the words point ahead.
func (d *doc) monthFor(f *found, base casus.Date) {
	f.y, f.m = base.Year(), int(base.Time().Month())
	back := f.d > base.Time().Day()
	if back && d.future(f.from) {
		return
	}
	if back {
		if f.m--; f.m == 0 {
			f.y, f.m = f.y-1, 12
		}
		return
	}
	if d.future(f.from) && f.d < base.Time().Day() {
		if f.m++; f.m == 13 {
			f.y, f.m = f.y+1, 1
		}
	}
}

func abs(n int) int { return max(n, -n) }

// future reports words about token i that point ahead: "will meet on Tuesday",
// "is to open on Friday", "Friday's visit was part of the plan".
func (d *doc) future(i int) bool {
	for j := i - 1; j >= max(0, i-9); j-- {
		if d.toks[j].kind == kPunct && d.toks[j].mark != ',' || d.toks[j].kind == kQuote {
			break
		}
		if d.is(j, cCue) && d.is(j, cPast) {
			break // "will defend it, she said on Tuesday"
		}
		switch d.low(j) {
		case "scheduled", "set", "next", "upcoming", "coming", "planned", "due", "will", "'ll":
			return true
		case "until", "by":
			if j >= i-2 {
				return true
			}
		case "to":
			if d.is(j-1, cBe) {
				return true
			}
		}
	}
	if d.possessive(i + 1) { // "Friday's visit was planned"
		for j := i + 2; j < min(len(d.toks), i+8); j++ {
			if d.toks[j].kind == kPunct {
				break
			}
			switch d.low(j) {
			case "will", "planned", "plan", "scheduled", "due":
				return true
			}
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
	for n := 1; n <= 2 && !f.unyeared; n++ {
		for _, s := range [2]int{n, -n} {
			day, ok := casus.NewDate(f.y+s, f.m, f.d)
			add(day, ok, 15*n)
		}
	}
	for n := 1; n <= 3; n++ {
		add(f.day+casus.Date(n), true, 10+10*n)
		add(f.day-casus.Date(n), true, 10+10*n)
	}
	for _, g := range guesses {
		if near := abs(int(g.day) - int(f.day)); near <= 3 || g.day.Time().Day() == f.d && g.day.Year() == f.y && near < 63 {
			f.also = append(f.also, g.day)
		}
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
