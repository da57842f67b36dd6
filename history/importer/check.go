package importer

import (
	"fmt"
	"regexp"
	"slices"

	"casus"
	"casus/history/store"
)

// roster knows which state codes exist when, from the COW list.
type roster struct {
	spells map[int32][]casus.Span
	last   casus.Date // the list ends here; members on it are carried forward
}

func newRoster(t *store.Table) *roster {
	r := &roster{spells: map[int32][]casus.Span{}}
	from, until := t.Days("start"), t.Days("end")
	for i, c := range t.Ints("ccode") {
		r.spells[c] = append(r.spells[c], casus.Span{From: from[i], Until: until[i]})
		r.last = max(r.last, until[i])
	}
	return r
}

// holds reports whether a code existed at some time of [from, until].
func (r *roster) holds(code int32, from, until casus.Date) bool {
	for _, s := range r.spells[code] {
		end := s.Until
		if end == r.last {
			end = until
		}
		if s.From <= until && end >= from {
			return true
		}
	}
	return false
}

// checkCodes finds codes that no state has, which are faults, and codes of
// states that did not exist on the row's date, which are noted: publishers'
// files hold a few of these, and the rows are taken as they are.
func (p *parsed) checkCodes(r *roster) {
	if r == nil || len(p.d.codes) == 0 {
		return
	}
	out, never := 0, 0
	var first, firstNever string
	for _, pair := range p.d.codes {
		codes, when := p.table.Ints(pair[0]), p.table.Column(pair[1])
		for i, c := range codes {
			if c == store.NA {
				continue
			}
			if r.spells[c] == nil {
				never++
				if !p.d.lax {
					p.fault(int(p.lines[i]), pair[0], fmt.Sprint(c), "no state of the COW list has this code")
				} else if firstNever == "" {
					firstNever = fmt.Sprintf("line %d, %s %d", p.lines[i], pair[0], c)
				}
				continue
			}
			from, until, ok := period(when, i)
			if ok && !r.holds(c, from, until) {
				if out++; first == "" {
					first = fmt.Sprintf("line %d, %s %d on %s", p.lines[i], pair[0], c, show(when, i))
				}
			}
		}
	}
	if never > 0 && p.d.lax {
		p.note("%d cells hold a code that the COW list does not have (first: %s); taken as they are", never, firstNever)
	}
	if out > 0 {
		p.note("%d cells hold a state that was no member of the COW list on that date (first: %s); taken as they are", out, first)
	}
}

// period gives the days that a year or a day stands for.
func period(c store.Column, i int) (from, until casus.Date, ok bool) {
	if c.Kind == "" || c.Ints[i] == store.NA {
		return 0, 0, false
	}
	if c.Kind == store.Day {
		return casus.Date(c.Ints[i]), casus.Date(c.Ints[i]), true
	}
	y := c.Ints[i] - firstYear
	if y < 0 || int(y) >= len(newYears)-1 {
		return 0, 0, false
	}
	return newYears[y], newYears[y+1] - 1, true
}

// newYears holds the first days of the years that a file may name, from firstYear on.
const firstYear = 1400

var newYears = func() (days [casus.LastYear - firstYear + 1]casus.Date) {
	for i := range days {
		days[i], _ = casus.NewDate(firstYear+i, 1, 1)
	}
	return days
}()

func show(c store.Column, i int) string {
	if c.Kind == store.Day {
		return casus.Date(c.Ints[i]).String()
	}
	return fmt.Sprint(c.Ints[i])
}

// versionName is what a version may look like; it becomes part of a file name.
var versionName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,31}$`)

// complete runs the checks that need the whole table, names the version and
// puts the table into its stored form.
func (p *parsed) complete(get func(string) string) error {
	if p.nfaults > 0 {
		return nil
	}
	if p.d.check != nil {
		p.d.check(p)
		if err := p.leave(); err != nil {
			return err
		}
	}
	if p.nfaults == 0 && p.d.reshape != nil {
		if err := p.d.reshape(p); err != nil {
			return err
		}
		if err := p.leave(); err != nil {
			return err
		}
	}
	if p.nfaults > 0 {
		return nil
	}
	p.version = p.d.version(get, p.table)
	if !versionName.MatchString(p.version) {
		p.version = ""
		p.fault(0, "version", "", fmt.Sprintf("no version can be told from the file; known are %v", p.d.Versions))
		return nil
	}
	if want, ok := p.d.rows[p.version]; ok && want != p.table.Rows() {
		p.note("%d rows; the release that was tried has %d: is the file whole, and unedited?", p.table.Rows(), want)
	} else if !ok && !slices.Contains(p.d.Versions, p.version) {
		p.note("version %s has not been tried with this program", p.version)
	}
	return nil
}
