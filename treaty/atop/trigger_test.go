package atop

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"casus"
	"casus/history/historytest"
	"casus/treaty"
)

// An expert coding of whether an alliance was triggered in a war: Berkemeier and
// Fuhrmann 2018, under the rules of Leeds, Long and Mitchell and their own.
type expert struct {
	war, alliance int
	cow           int // COW's number of the war
	warName       string
	triggered     [2]bool
	onlyNonagg    bool // left out by both rules as non-aggression alone
	onlyConsult   bool // as consultation alone
}

// fight is states attacking another in a war (Reiter, Stam and Horowitz 2016,
// whose wars the experts code).
type fight struct {
	attackers []int // one, or all that fight the target on the first day, by number
	target    int
	span      casus.Span
	place     int // number of the state on whose soil it is, where that is not the target's own
}

func readCSV(tb testing.TB, file string) []map[string]string {
	tb.Helper()
	f, err := os.Open(file)
	if err != nil {
		tb.Skip("SKIPPED, NOT CHECKED AGAINST EXPERTS: ", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func number(s string) int { n, _ := strconv.Atoi(s); return n }

func experts(tb testing.TB) []expert {
	var out []expert
	for _, r := range readCSV(tb, filepath.Join(historytest.Files(tb), "berkemeier_fuhrmann_2018.csv")) {
		out = append(out, expert{number(r["warid"]), number(r["atopid"]), number(r["cowwarid"]), r["warname"],
			[2]bool{r["dnaLLM"] != "1", r["dnaBF"] != "1"}, r["nonaggBF"] == "1", r["consulBF"] == "1"})
	}
	return out
}

// code reads a state's number. The file gives Germany that of Russia in five
// rows, and Greece that of Romania in two; the name decides.
func code(name, cell string) int {
	switch name {
	case "Germany":
		return 255
	case "Greece":
		return 350
	}
	return number(cell)
}

// unlisted are the five wars of the experts that Reiter, Stam and Horowitz do not
// have, from general knowledge.
var unlisted = []struct {
	war int
	fight
}{
	{90, fight{[]int{325}, 339, casus.Span{From: casus.MustDate("1939-04-07"), Until: casus.MustDate("1939-04-12")}, 0}},   // Italy attacks Albania
	{91, fight{[]int{710}, 713, casus.Span{From: casus.MustDate("1950-05-25"), Until: casus.MustDate("1950-08-07")}, 0}},   // China attacks Taiwan's islands
	{92, fight{[]int{710}, 816, casus.Span{From: casus.MustDate("1984-04-02"), Until: casus.MustDate("1984-07-12")}, 0}},   // China attacks Vietnam
	{93, fight{[]int{616}, 220, casus.Span{From: casus.MustDate("1961-07-19"), Until: casus.MustDate("1961-07-22")}, 616}}, // Tunisia attacks French forces at Bizerte,
	{93, fight{[]int{220}, 616, casus.Span{From: casus.MustDate("1961-07-19"), Until: casus.MustDate("1961-07-22")}, 0}},   // which attack in turn
	{94, fight{[]int{850}, 820, casus.Span{From: casus.MustDate("1963-09-16"), Until: casus.MustDate("1966-08-11")}, 0}},   // Indonesia attacks Malaysia
	{94, fight{[]int{850}, 200, casus.Span{From: casus.MustDate("1963-09-16"), Until: casus.MustDate("1966-08-11")}, 820}}, // and British forces there
}

// fights gives for each war its pairs of attacker and target, each alone and
// with all who fight the target on the first day.
func fights(tb testing.TB) map[int][]fight {
	type pair struct{ war, init, target int }
	pairs := map[pair]casus.Span{}
	for _, r := range readCSV(tb, filepath.Join(historytest.Files(tb), "iwd_interstate_war.csv")) {
		p := pair{number(r["larger_war_id"]), code(r["init_name"], r["init_ccode"]), code(r["target_name"], r["target_ccode"])}
		y := number(r["year"])
		from, ok := casus.NewDate(y, max(1, number(r["month_entry"])), max(1, number(r["day_entry"])))
		until, ok2 := casus.NewDate(y, max(1, number(r["month_exit"])), max(1, number(r["day_exit"])))
		if !ok || !ok2 {
			continue
		}
		s, seen := pairs[p]
		if !seen {
			s = casus.Span{From: from, Until: until}
		}
		pairs[p] = casus.Span{From: min(s.From, from), Until: max(s.Until, until)}
	}
	out := map[int][]fight{}
	for _, f := range unlisted {
		out[f.war] = append(out[f.war], f.fight)
	}
	for p, s := range pairs {
		out[p.war] = append(out[p.war], fight{attackers: []int{p.init}, target: p.target, span: s})
		all := fight{target: p.target, span: s}
		for q, o := range pairs {
			if q.war == p.war && q.target == p.target && o.Holds(s.From) {
				all.attackers = append(all.attackers, q.init)
			}
		}
		if len(all.attackers) > 1 {
			slices.Sort(all.attackers)
			out[p.war] = append(out[p.war], all)
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b fight) int {
			return cmp.Or(cmp.Compare(a.span.From, b.span.From), cmp.Compare(a.target, b.target), cmp.Compare(a.attackers[0], b.attackers[0]), cmp.Compare(len(a.attackers), len(b.attackers)))
		})
	}
	return out
}

// regions gives the part of the world in which each of COW's wars was fought:
// 1 the Americas, 2 Europe, 4 Africa, 6 the Middle East, 7 Asia, 9 Oceania; 0
// for more than one.
func regions(tb testing.TB) map[int]int {
	out := map[int]int{}
	for _, r := range readCSV(tb, filepath.Join(historytest.Files(tb), "cow_interstate_war_v4_0.csv")) {
		n, w := number(r["WarNum"]), number(r["WhereFought"])
		if old, seen := out[n]; w > 9 || seen && old != w {
			w = 0
		}
		out[n] = w
	}
	return out
}

// region gives the part of the world of a state, by the ranges of COW's numbers.
func region(code int) int {
	switch {
	case code < 200:
		return 1
	case code < 400:
		return 2
	case code < 600:
		return 4
	case code < 700:
		return 6
	case code < 900:
		return 7
	}
	return 9
}

// placed moves the fights of a war to where it was fought: a state whose home
// lies elsewhere is attacked through its forces, on the soil of the first
// belligerent whose home lies there.
func placed(list []fight, where int) []fight {
	out := slices.Clone(list)
	var there int
	for _, f := range list {
		for _, code := range append([]int{f.target}, f.attackers...) {
			if there == 0 && region(code) == where {
				there = code
			}
		}
	}
	for i := range out {
		if where != 0 && there != 0 && region(out[i].target) != where {
			out[i].place = there
		}
	}
	return out
}

// days gives the days on which a fight is asked about: its first, the day
// before, and each later day on which somebody enters the alliance or a new
// phase of it begins.
func (f fight) days(t *treaty.Treaty) []casus.Date {
	out := []casus.Date{f.span.From, f.span.From - 1}
	add := func(d casus.Date) {
		if d > f.span.From && d <= f.span.Until && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	for _, p := range t.Parties {
		add(p.From)
		add(p.By)
		add(p.Signed)
	}
	for _, c := range t.Clauses {
		add(c.Days.From)
	}
	return out
}

// verdict says whether the engine holds an alliance to be triggered by some
// fight of a war, and by which row: a promise of assistance, offence,
// neutrality or non-aggression to another party is bound, or a party attacks
// one to which it has promised assistance or neutrality.
func (d *desk) verdict(alliance int, list []fight) (casus.Verdict, string) {
	t, err := d.lib.Find(ID(alliance))
	if err != nil {
		if t, err = d.lib.Find(fmt.Sprintf("ATOP %d", alliance)); err != nil {
			return casus.NotBound, "no such alliance"
		}
	}
	alone := d.lib.Only(t)
	best, why := casus.NotBound, ""
	for _, f := range list {
		for _, on := range f.days(t) {
			ev, ok := d.event(f, on)
			if !ok {
				continue
			}
			for _, a := range ev.Attackers {
				if best != casus.Bound && promised(t, a, ev.Target, on) {
					best, why = casus.Bound, fmt.Sprintf("%s attacks %s on %s, to which it has promised assistance or neutrality", a, ev.Target, on)
				}
				if best == casus.NotBound && awaited(t, a, on) && awaited(t, ev.Target, on) {
					best, why = casus.CannotTell, fmt.Sprintf("%s attacks %s: (the day on which their promise entered into force was not found)", a, ev.Target)
				}
			}
			for _, r := range alone.Obligations(ev, treaty.Options{}) {
				if r.Type == casus.Consult || !slices.ContainsFunc(t.Parties, func(p treaty.Party) bool { return p.State == r.Toward }) {
					continue
				}
				if r.Verdict.Rank() < best.Rank() {
					best = r.Verdict
					why = fmt.Sprintf("%s>%s %s: %s %s (%s)", ev.Attackers, ev.Target, on, r.State, r.Article, decisive(r))
				}
			}
		}
	}
	return best, why
}

// event makes a fight an event of a day; false where a state did not exist.
func (d *desk) event(f fight, on casus.Date) (casus.Event, bool) {
	target, ok := d.in.States.FromCOW(f.target, on)
	var attackers []casus.State
	for _, a := range f.attackers {
		if s, ok := d.in.States.FromCOW(a, on); ok && s != target {
			attackers = append(attackers, s)
		}
	}
	if !ok || len(attackers) == 0 {
		return casus.Event{}, false
	}
	ev := d.attack(target, on.String(), attackers...)
	if at, ok := d.in.States.FromCOW(f.place, on); ok && f.place != 0 {
		ev.Theatre, ev.Object = d.attack(at, on.String(), attackers...).Theatre, casus.Forces
	}
	return ev, true
}

// promised reports whether a has promised b assistance or neutrality on a day.
func promised(t *treaty.Treaty, a, b casus.State, on casus.Date) bool {
	return t.Bound(a, on) && t.Bound(b, on) && slices.ContainsFunc(t.Clauses, func(c *treaty.Clause) bool {
		return (c.Type == casus.Assist || c.Type == casus.Neutrality) && c.Days.Holds(on) && (c.OwedBy == nil || slices.Contains(c.OwedBy, a)) && (c.OwedTo == nil || slices.Contains(c.OwedTo, b))
	})
}

// awaited reports whether the day on which a party was first bound was not found
// and may come after on.
func awaited(t *treaty.Treaty, s casus.State, on casus.Date) bool {
	return slices.ContainsFunc(t.Parties, func(p treaty.Party) bool { return p.State == s && p.From == 0 && p.Signed <= on && on < p.By })
}

func decisive(r casus.Obligation) string {
	for _, w := range r.Why {
		if w.Decisive {
			return w.Text
		}
	}
	return ""
}

// agreement is the share of cases in which two codings agree, and Cohen's kappa.
func agreement(a, b []bool) (share, kappa float64) {
	n, same, yesA, yesB := float64(len(a)), 0.0, 0.0, 0.0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
		if a[i] {
			yesA++
		}
		if b[i] {
			yesB++
		}
	}
	chance := (yesA*yesB + (n-yesA)*(n-yesB)) / (n * n)
	return same / n, (same/n - chance) / (1 - chance)
}
