package render

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"casus"
	"casus/answer"
	"casus/inquiry"
)

// Names gives the names that an answer's codes stand for.
type Names struct {
	State  func(casus.State, casus.Date) string
	Treaty func(id string) string
}

func (n Names) attackers(ev casus.Event) string {
	var out []string
	for _, s := range ev.Attackers {
		if s == casus.NonState {
			out = append(out, "a non-state actor")
		} else {
			out = append(out, n.State(s, ev.On))
		}
	}
	return strings.Join(out, " and ")
}

// event writes the head of an answer about an event.
func (p *page) event(ev casus.Event, n Names) {
	p.title(n.headline(ev))
	what := fmt.Sprintf("%s on %s", kindWords(ev.Kind), ev.Object)
	if ev.TargetStruckFirst {
		what += "; the target struck first"
	}
	p.note(0, fmt.Sprintf("%s. Theatre: %s.", what, theatre(ev.Theatre, n, ev.On)))
	if ev.Theatre.Note != "" {
		p.note(0, ev.Theatre.Note)
	}
	if w := warWords(ev, n); w != "" {
		p.note(0, w)
	}
}

func theatre(pl casus.Place, n Names, on casus.Date) string {
	s := pl.Name
	if s == "" {
		s = "no place given"
	} else {
		s += fmt.Sprintf(" (%s, %s)", degrees(pl.Lat, "N", "S"), degrees(pl.Lon, "E", "W"))
	}
	if pl.Of != "" && pl.Name != n.State(pl.Of, on) {
		s += ", " + n.State(pl.Of, on)
	}
	if pl.AdministeredBy != "" && pl.AdministeredBy != pl.Of {
		s += ", administered by " + n.State(pl.AdministeredBy, on)
	}
	if len(pl.ClaimedBy) > 0 {
		s += ", claimed by " + codes(pl.ClaimedBy)
	}
	return s
}

func degrees(v float64, pos, neg string) string {
	if v < 0 {
		return fmt.Sprintf("%.1f° %s", -v, neg)
	}
	return fmt.Sprintf("%.1f° %s", v, pos)
}

// Obligations writes who is bound, grouped by verdict and clause.
func Obligations(w io.Writer, st Style, a answer.Obligations, n Names) error {
	p := &page{style: st}
	p.event(a.Event, n)
	p.effects(a.Shocks)
	shown := map[string]bool{} // clauses whose words the page has given already
	for _, v := range casus.Verdicts {
		groups := group(a.Obligations, v)
		if len(groups) == 0 {
			if v == casus.Bound {
				p.heading("bound")
				p.para(2, nobody(a))
			}
			continue
		}
		p.heading(Verdict(v))
		var idle []string // instruments that say nothing of this target
		for _, g := range groups {
			if v == casus.NotBound && answer.ToOthers(g.row) {
				if name := n.Treaty(g.row.Treaty); !slices.Contains(idle, name) {
					idle = append(idle, name)
				}
				continue
			}
			p.group(g, n, shown)
		}
		if len(idle) > 0 {
			p.hang("  ", 2, fmt.Sprintf("Nothing is owed to %s, which is no party, under: %s.", n.State(a.Event.Target, a.Event.On), strings.Join(idle, "; ")))
		}
	}
	unlisted := beyondRows(a.CannotTell)
	if len(unlisted) > 0 && !slices.ContainsFunc(a.Obligations, func(r casus.Obligation) bool { return r.Verdict == casus.CannotTell }) {
		p.heading(Verdict(casus.CannotTell))
	}
	for _, s := range gapWords(unlisted, n) {
		p.hang("  ", 2, s)
	}
	if a.Compare != nil {
		p.changes(a, n)
	}
	p.blank()
	p.note(0, "Law only: it does not say who would come. --why STATE shows each step for one state; --format json every step.")
	return p.writeTo(w)
}

func nobody(a answer.Obligations) string {
	if len(a.CannotTell) > 0 {
		return "Nobody beyond doubt; see what cannot be told below."
	}
	return "Nobody, by any treaty that Casus knows."
}

// rowGroup is rows that differ only in their state.
type rowGroup struct {
	row    casus.Obligation
	states []casus.State
}

// group joins the rows of one verdict that say the same of several states.
func group(rows []casus.Obligation, v casus.Verdict) []rowGroup {
	var out []rowGroup
	at := map[string]int{}
	for _, r := range rows {
		if r.Verdict != v {
			continue
		}
		key := strings.Join([]string{r.Treaty, r.Article, string(r.Type), string(r.Toward), answer.BecauseOf(r), strings.Join(r.Path, " ")}, "|")
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, rowGroup{row: r})
		}
		out[i].states = append(out[i].states, r.State)
	}
	return out
}

func (p *page) group(g rowGroup, n Names, shown map[string]bool) {
	r := g.row
	clause := r.Treaty + "|" + r.Article + "|" + string(r.Type)
	again := shown[clause]
	shown[clause] = true
	p.hang("  ", 2, fmt.Sprintf("%s, %s: %s, %s", n.Treaty(r.Treaty), casus.CiteArticle(r.Article), Type(r.Type), Discretion(r.Discretion)))
	p.hang(fmt.Sprintf("    %3d", len(g.states)), 8, codes(g.states))
	if len(r.Path) > 1 {
		p.hang("    by", 8, "the chain "+strings.Join(r.Path, ", then "))
	}
	if r.Verdict != casus.Bound {
		if why := answer.BecauseOf(r); why != "" {
			p.hang("    why", 8, upper(why)+".")
		}
	}
	if again {
		return
	}
	for _, w := range r.Why {
		switch {
		case w.Role == "condition" && r.Verdict != casus.NotBound && !w.Kind.OfStanding():
			p.hang("    area", 9, fmt.Sprintf("%s (%s)", w.Text, w.Source))
		case w.Role == "pending":
			p.hang("    then", 9, "still to come: "+w.Text)
			for _, d := range r.Decides {
				if w.Pending == d.Pending {
					p.hang("", 9, decision(d))
				}
			}
		case w.Role == "note" && w.Quote != "" && r.Verdict != casus.NotBound:
			p.hang("    text", 9, "“"+w.Quote+"”")
		}
	}
}

func (p *page) effects(list []inquiry.ShockEffect) {
	for _, s := range list {
		text := s.Shock
		if s.Effective != 0 {
			text += ": in effect from " + s.Effective.Words()
		}
		for _, note := range s.Notes {
			text += ". " + upper(note)
		}
		p.hang("supposed ", 9, text+".")
	}
}

func (p *page) changes(a answer.Obligations, n Names) {
	first, second := a.Event.On, a.Compare.On
	if second < first {
		first, second = second, first
	}
	p.heading(fmt.Sprintf("what changed from %s to %s", first, second))
	if len(a.Compare.Changes) == 0 {
		p.para(2, "Nothing: every row has the same verdict on both days.")
	}
	for i := 0; i < len(a.Compare.Changes); {
		c := a.Compare.Changes[i]
		var who []casus.State
		for i < len(a.Compare.Changes) && alike(c, a.Compare.Changes[i]) {
			who = append(who, a.Compare.Changes[i].State)
			i++
		}
		p.hang("  ", 2, fmt.Sprintf("%s, %s: %s, then %s", n.Treaty(c.Treaty), casus.CiteArticle(c.Article), Verdict(c.Before), Verdict(c.After)))
		p.hang(fmt.Sprintf("    %3d", len(who)), 8, codes(who))
		p.hang("    why", 8, upper(c.Why)+".")
	}
}

// alike reports whether two changes differ in their state alone. Changes stand
// in the order of treaty and article, so that alike ones are mostly neighbours.
func alike(a, b answer.Change) bool {
	if a.Subject == "" || a.Subject != a.State {
		b.State = a.State
	}
	return a == b
}

// Why writes every step of every row that concerns one state.
func Why(w io.Writer, st Style, a answer.Obligations, s casus.State, n Names) error {
	p := &page{style: st}
	p.event(a.Event, n)
	found := false
	for _, r := range a.Obligations {
		if r.State != s {
			continue
		}
		found = true
		p.heading(fmt.Sprintf("%s: %s", n.State(s, a.Event.On), Verdict(r.Verdict)))
		p.hang("  ", 2, fmt.Sprintf("%s, %s: %s, %s", n.Treaty(r.Treaty), casus.CiteArticle(r.Article), Type(r.Type), Discretion(r.Discretion)))
		if len(r.Path) > 1 {
			p.hang("  ", 2, "by the chain "+strings.Join(r.Path, ", then "))
		}
		for _, x := range r.Why {
			p.reason(x)
		}
	}
	if !found {
		p.blank()
		p.para(0, fmt.Sprintf("No treaty that Casus knows raises the question for %s in this event; --all shows every row.", n.State(s, a.Event.On)))
	}
	return p.writeTo(w)
}

// marks say without colour what a step did.
var marks = map[string][2]string{ // role: where it does not hold, where it holds
	"condition": {"no ", "yes"}, "exception": {"", "but"}, "doubt": {"", "?  "}, "unknown": {"", "?? "}, "pending": {"...", "..."}, "note": {"   ", "   "},
}

func (p *page) reason(x casus.Reason) {
	i := 0
	if x.Holds {
		i = 1
	}
	text := x.Text
	if x.Quote != "" {
		text += ": “" + x.Quote + "”"
	}
	tail := x.Source
	if x.Basis == "memory" {
		tail += "; not read in a text"
	}
	if tail != "" {
		text += " (" + tail + ")"
	}
	if x.Decisive {
		text += " <- decides"
	}
	p.hang("  "+marks[x.Role][i], 7, text)
}

// upper makes the first letter a capital.
func upper(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = []rune(strings.ToUpper(string(r[0])))[0]
	}
	return string(r)
}

// Commitments writes whom a state must help.
func Commitments(w io.Writer, st Style, a answer.Commitments, n Names) error {
	p := &page{style: st}
	who := n.State(a.State, a.On)
	p.title(fmt.Sprintf("Whom %s must help, %s", who, a.On.Words()))
	against := "a state that is party to none of these treaties"
	if a.Against != "" {
		against = n.State(a.Against, a.On)
	}
	p.note(0, fmt.Sprintf("The verdict is that of an armed attack by %s on each state's home territory.", against))
	for _, v := range casus.Verdicts {
		head := false
		var done []string
		for _, c := range a.Commitments {
			key := c.Treaty + c.Article
			if c.Verdict != v || slices.Contains(done, key) {
				continue
			}
			done = append(done, key)
			if !head {
				p.heading(Verdict(v))
				head = true
			}
			var toward []casus.State
			for _, x := range a.Commitments {
				if x.Verdict == v && x.Treaty+x.Article == key {
					toward = append(toward, x.Toward)
				}
			}
			p.hang("  ", 2, fmt.Sprintf("%s, %s: %s, %s", n.Treaty(c.Treaty), casus.CiteArticle(c.Article), Type(c.Type), Discretion(c.Discretion)))
			p.hang(fmt.Sprintf("    %3d", len(toward)), 8, codes(toward))
			further := 0
			for _, r := range c.Conditions {
				switch {
				case r.Role == "condition":
					p.hang("    if", 9, r.Text)
				case r.Role == "pending":
					p.hang("    then", 9, "still to come: "+r.Text)
				case r.Holds && r.Role != "note":
					p.hang("    but", 9, r.Text)
				case r.Role != "note":
					further++
				}
			}
			if further > 0 {
				p.note(9, fmt.Sprintf("lifted or contested in %d further cases: casus treaties show %s", further, c.Treaty))
			}
		}
	}
	if more := beyondRows(a.CannotTell); len(more) > 0 {
		p.heading("cannot tell: not coded")
		for _, s := range towardWords(more) {
			p.hang("  ", 2, s)
		}
	}
	if len(a.Commitments) == 0 && len(a.CannotTell) == 0 {
		p.blank()
		p.para(0, "No treaty that Casus knows obliges it to help anyone on that day.")
	}
	return p.writeTo(w)
}

// headline names an event in a line: who attacks whom, and when.
func (n Names) headline(ev casus.Event) string {
	verb := "attacks"
	if len(ev.Attackers) > 1 {
		verb = "attack"
	}
	return fmt.Sprintf("%s %s %s, %s", n.attackers(ev), verb, n.State(ev.Target, ev.On), ev.On.Words())
}
