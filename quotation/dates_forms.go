package quotation

import (
	"fmt"
	"strconv"
	"strings"

	"casus"
)

// isoForm reads "2024-02-10" at token k, also where no calendar has the day.
func (d *doc) isoForm(k int) (y, m, day int, ok bool) {
	if k >= len(d.toks) || d.toks[k].kind != kNum {
		return 0, 0, 0, false
	}
	p := strings.Split(d.word(k), "-")
	if len(p) != 3 || len(p[0]) != 4 || len(p[1]) != 2 || len(p[2]) != 2 {
		return 0, 0, 0, false
	}
	y = yearOf(p[0])
	m, err := strconv.Atoi(p[1])
	day, err2 := strconv.Atoi(p[2])
	return y, m, day, err == nil && err2 == nil && y > 0 && m > 0 && day > 0
}

// slashed reads "10/2/2024" and "10.2.2024" from token k on: the two numbers and
// the year, whichever of them is the month.
func (d *doc) slashed(k int) (a, b, y, to int, ok bool) {
	if k >= len(d.toks) || d.toks[k].kind != kNum {
		return 0, 0, 0, 0, false
	}
	text, to := d.word(k), k+1
	for to+1 < len(d.toks) && to < k+5 && d.punct(to, '/') && d.toks[to+1].kind == kNum && d.toks[to].flags&(fSpaceA|fSpaceB) == 0 {
		text += "/" + d.word(to+1)
		to += 2
	}
	p := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '.' })
	if len(p) != 3 || len(p[0]) > 2 || len(p[1]) > 2 || strings.Contains(text, "/") && strings.Contains(text, ".") {
		return 0, 0, 0, 0, false
	}
	a, err := strconv.Atoi(p[0])
	b, err2 := strconv.Atoi(p[1])
	y = yearOf(p[2])
	return a, b, y, to, err == nil && err2 == nil && y > 0 && a > 0 && b > 0
}

// numeric gives the date that the numbers of [slashed] mean: the order that a
// calendar has and that the weekday fits. Where both orders are possible and no
// weekday tells, only the year is known.
func numeric(f *found, a, b, y int) {
	f.y = y
	type order struct{ m, d int }
	var can, fit []order
	for _, o := range [2]order{{b, a}, {a, b}} {
		day, ok := casus.NewDate(y, o.m, o.d)
		if !ok || len(can) == 1 && can[0] == o {
			continue
		}
		can = append(can, o)
		if f.weekday >= 0 && int(day.Time().Weekday()) == f.weekday {
			fit = append(fit, o)
		}
	}
	switch {
	case len(can) == 0:
		f.problem = fmt.Sprintf("no calendar has a day %d and month %d, or %d and %d", a, b, b, a)
	case len(fit) == 1:
		f.m, f.d = fit[0].m, fit[0].d
	case len(can) == 1 || f.weekday >= 0:
		f.m, f.d = can[0].m, can[0].d
	}
}

// weekdayAfter reads a weekday behind a date: "10 January 2024, a Saturday",
// "March 3 (Tuesday)". It gives the token after it.
func (d *doc) weekdayAfter(k int) (weekday, to int, ok bool) {
	n := len(d.toks)
	j := k
	paren := j < n && d.punct(j, '(')
	if paren || j < n && d.punct(j, ',') {
		j++
	}
	if j+1 < n && d.low(j) == "which" && d.low(j+1) == "was" {
		j += 2
	} else if j == k && j < n && d.low(j) == "was" {
		j++
	}
	article := j < n && d.low(j) == "a"
	if article {
		j++
	}
	if j >= n || d.toks[j].kind != kWord || !d.capital(j) || !article && !paren {
		return 0, 0, false
	}
	wd, is := weekdays[strings.ToLower(d.word(j))]
	if !is || paren && (j+1 >= n || !d.punct(j+1, ')')) {
		return 0, 0, false
	}
	if paren {
		j++
	}
	return wd, j + 1, true
}
