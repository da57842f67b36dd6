package claim

import (
	"cmp"
	"fmt"
	"strings"

	"casus"
	"casus/treaty"
)

// duty is the best commitment of one state toward another.
type duty struct {
	treaty.Commitment
	name string // of the treaty
	law  *treaty.Treaty
	c    *treaty.Clause
}

// duties lists what a state owes another of a type, the best verdict first.
func (w *World) duties(s, toward, against casus.State, kind casus.ObligationType, only string, on casus.Date) []duty {
	rank := map[casus.Verdict]int{casus.Bound: 0, casus.Contested: 1, casus.NotBound: 3}
	var out []duty
	for _, c := range w.treaties.CommitmentsTo(s, toward, on, against, func(x casus.State) casus.Place { return w.home(x, on) }) {
		if c.Toward != toward || c.Type != kind || only != "" && c.Treaty != only {
			continue
		}
		t, err := w.treaties.Find(c.Treaty)
		if err != nil {
			continue
		}
		d := duty{c, t.Name, t, nil}
		for _, cl := range t.Clauses {
			if cl.Article == c.Article && cl.Type == c.Type {
				d.c = cl
			}
		}
		at := len(out)
		for at > 0 && less(d, out[at-1], rank) {
			at--
		}
		out = append(out[:at], append([]duty{d}, out[at:]...)...)
	}
	return out
}

func less(a, b duty, rank map[casus.Verdict]int) bool {
	ra, oka := rank[a.Verdict]
	rb, okb := rank[b.Verdict]
	if !oka {
		ra = 2 // cannot tell
	}
	if !okb {
		rb = 2
	}
	if a.Political != b.Political {
		return !a.Political
	}
	return ra < rb
}

// cite names a duty: "North Atlantic Treaty, Art. 5".
func (d duty) cite() string { return d.name + ", " + casus.CiteArticle(d.Article) }

// of fills a finding's clause and sources from a duty.
func (d duty) of(f *Finding) {
	f.Clause = &Clause{Treaty: d.Treaty, Article: d.Article}
	if d.c != nil {
		f.Clause.Quotation = d.c.Quote
		if d.c.Source != "" {
			f.Sources = append(f.Sources, d.c.Source)
			return
		}
	}
	f.Sources = append(f.Sources, d.law.Sources...)
}

// freedom says how much a clause leaves to the state.
var freedom = map[casus.Discretion]string{
	casus.Automatic: "with military help", casus.AllMeans: "by all means in its power", casus.MeetCommonDanger: "by acting to meet the common danger",
	casus.AsItDeemsNeeded: "by such action as it deems necessary", casus.ConsultOnly: "by consultation", casus.UnspecifiedMeasure: "by measures that are not named",
}

// bound judges "the United States is bound by treaty to defend Japan".
func (w *World) bound(m *match, f *Finding) error {
	s := m.states()
	from, to, against := s[0], s[1], casus.State("")
	if len(s) == 3 {
		against = s[2]
	}
	// "if Russia attacks Estonia, the United States must help it" names the
	// attacker and the attacked before the one who is bound.
	if len(s) >= 3 && firstIs(m, "IF") {
		against, from, to = s[0], s[2], s[1]
		if len(s) > 3 {
			to = s[3]
		}
	}
	return w.duty(m, f, from, to, against)
}

// boundPassive judges "Japan is protected by the United States under a treaty".
func (w *World) boundPassive(m *match, f *Finding) error {
	s := m.states()
	return w.duty(m, f, s[1], s[0], "")
}

func firstIs(m *match, tag string) bool { return len(m.edges) > 0 && m.edges[0].tag == tag }

// treatyNamed gives the treaty that a claim names, "" for none.
func treatyNamed(m *match) string {
	if m.has("NATO", "ART") && !m.has("T") {
		return nato
	}
	for _, v := range m.all("T") {
		return v.treaty
	}
	return ""
}

// duty judges whether one state is bound to help another.
func (w *World) duty(m *match, f *Finding, from, to, against casus.State) error {
	on, _ := dayNamed(m)
	only := treatyNamed(m)
	a, b := w.name(from, on), w.name(to, on)
	force := m.has("SEND")
	f.Understood = fmt.Sprintf("%s is %sbound by %s to %s %s", a, deny(m, "", "not "), cmp.Or(w.treatyName(only), "a treaty"), help(force), b)
	if against != "" {
		f.Understood += " if " + w.name(against, on) + " attacks it"
	}
	f.Understood += ", " + on.Words()
	list := w.duties(from, to, against, casus.Assist, only, on)
	var best *duty
	for i := range list {
		if !list[i].Political {
			best = &list[i]
			break
		}
	}
	switch {
	case best != nil && best.Verdict == casus.Bound && force && best.Discretion != casus.Automatic:
		f.Verdict = say(false, m.negated())
		f.Right = fmt.Sprintf("%s is bound to help %s, %s (%s): to send troops is not prescribed", a, b, freedom[best.Discretion], best.cite())
	case best != nil && best.Verdict == casus.Bound:
		f.Verdict = say(true, m.negated())
		f.Right = fmt.Sprintf("%s is bound to help %s, %s (%s)", a, b, freedom[best.Discretion], best.cite())
		if len(best.Pending) > 0 {
			f.Right += "; still to come: " + pendingWords(best.Pending)
		}
	case best != nil && best.Verdict == casus.Contested:
		f.Verdict = Disputed
		f.Right = fmt.Sprintf("whether %s is bound to help %s is contested (%s)", a, b, best.cite())
	case best != nil && best.Verdict != casus.NotBound:
		f.Verdict = CannotTell
		f.Right = fmt.Sprintf("whether %s is bound to help %s cannot be told (%s)", a, b, best.cite())
	default:
		f.Verdict = say(false, m.negated())
		f.Right = w.instead(from, to, against, only, on, list)
		if gaps := w.gaps(from, to, on); only == "" && gaps != "" {
			f.Verdict = CannotTell
			f.Right = gaps
		}
	}
	f.Sources = append(f.Sources, "casus") // the library as a whole, for what no treaty says
	if best != nil {
		best.of(f)
	} else if len(list) > 0 {
		list[0].of(f)
	}
	return nil
}

func help(force bool) string {
	if force {
		return "send troops for"
	}
	return "help"
}

func pendingWords(list []casus.Pending) string {
	words := map[casus.Pending]string{casus.VictimRequest: "a request", casus.OrganDecision: "a decision", casus.JointFinding: "a joint finding", casus.StateOfWar: "a state of war"}
	var out []string
	for _, p := range list {
		out = append(out, words[p])
	}
	return strings.Join(out, ", ")
}

// instead says what stands between two states where no duty to help does.
func (w *World) instead(from, to, against casus.State, only string, on casus.Date, list []duty) string {
	a, b := w.name(from, on), w.name(to, on)
	by := "no treaty that Casus knows binds"
	if only != "" {
		by = "the " + strings.TrimPrefix(w.treatyName(only), "the ") + " does not bind"
	}
	out := fmt.Sprintf("%s %s to help %s", by, a, b)
	for _, d := range list {
		if d.Political {
			return out + fmt.Sprintf("; there is a political commitment, which does not bind: %s", d.cite())
		}
	}
	if only != "" {
		if others := w.duties(from, to, against, casus.Assist, "", on); len(others) > 0 && others[0].Verdict == casus.Bound {
			return out + fmt.Sprintf("; it is bound to by the %s", others[0].cite())
		}
	}
	if c := w.duties(from, to, against, casus.Consult, only, on); len(c) > 0 && c[0].Verdict == casus.Bound {
		return out + fmt.Sprintf("; it must consult (%s)", c[0].cite())
	}
	return out
}

// gaps says whether an instrument that is not coded could change the answer.
func (w *World) gaps(from, to casus.State, on casus.Date) string {
	ev := casus.Event{Attackers: []casus.State{treaty.Anyone}, Target: to, On: on, Kind: casus.ArmedAttack, Object: casus.Territory, Theatre: w.home(to, on)}
	for _, g := range w.treaties.Gaps(ev) {
		t, err := w.treaties.Find(g.Treaty)
		if g.State == from || g.State == "" && (err != nil || t.Bound(from, on)) {
			return strings.TrimPrefix(g.Instrument+": "+g.Why, ": ")
		}
	}
	return ""
}

// treatyName gives a treaty's name with its article, "" for none.
func (w *World) treatyName(id string) string {
	if id == "" {
		return ""
	}
	if t, err := w.treaties.Find(id); err == nil {
		return "the " + strings.TrimPrefix(t.Name, "The ")
	}
	return id
}

// boundAll judges "all NATO members are bound to help Estonia".
func (w *World) boundAll(m *match, f *Finding) error {
	on, _ := dayNamed(m)
	to := m.states()[0]
	t, err := w.treaties.Find(nato)
	if err != nil {
		return err
	}
	f.Understood = fmt.Sprintf("every member of NATO is %sbound to help %s, %s", deny(m, "", "not "), w.name(to, on), on.Words())
	bound, other := 0, 0
	for _, s := range t.Members(on) {
		if s == to {
			continue
		}
		if d := w.duties(s, to, "", casus.Assist, nato, on); len(d) > 0 && d[0].Verdict == casus.Bound {
			bound++
		} else {
			other++
		}
	}
	f.Verdict = say(bound > 0 && other == 0, m.negated())
	f.Right = fmt.Sprintf("%d members are bound to help %s by such action as each deems necessary", bound, w.name(to, on))
	if bound == 0 {
		f.Right = fmt.Sprintf("%s is no party: the treaty binds nobody to help it", w.name(to, on))
	}
	f.Clause = w.clause(nato, "5")
	f.Sources = append(f.Sources, t.Sources...)
	return nil
}

// consult judges "the United States must consult Australia".
func (w *World) consult(m *match, f *Finding) error {
	on, _ := dayNamed(m)
	s := m.states()
	f.Understood = fmt.Sprintf("%s is %sbound to consult with %s, %s", w.name(s[0], on), deny(m, "", "not "), w.name(s[1], on), on.Words())
	d := w.duties(s[0], s[1], "", casus.Consult, treatyNamed(m), on)
	switch {
	case len(d) > 0 && d[0].Verdict == casus.Bound && !d[0].Political:
		f.Verdict, f.Right = say(true, m.negated()), "they must consult: "+d[0].cite()
		d[0].of(f)
	case len(d) > 0 && d[0].Verdict == casus.Contested:
		f.Verdict, f.Right = Disputed, "whether they must consult is contested: "+d[0].cite()
		d[0].of(f)
	default:
		f.Verdict, f.Right = say(false, m.negated()), "no treaty that Casus knows asks them to consult"
	}
	return nil
}

// pact judges "the United States has a mutual defence treaty with Japan".
func (w *World) pact(m *match, f *Finding) error {
	on, _ := dayNamed(m)
	s := m.states()
	f.Understood = fmt.Sprintf("a treaty of mutual help %s between %s and %s, %s", deny(m, "stands", "does not stand"), w.name(s[0], on), w.name(s[1], on), on.Words())
	one := w.duties(s[0], s[1], "", casus.Assist, treatyNamed(m), on)
	two := w.duties(s[1], s[0], "", casus.Assist, treatyNamed(m), on)
	stands := func(d []duty, v casus.Verdict) bool { return len(d) > 0 && d[0].Verdict == v && !d[0].Political }
	switch {
	case stands(one, casus.Bound) || stands(two, casus.Bound):
		d := one
		if !stands(one, casus.Bound) {
			d = two
		}
		f.Verdict, f.Right = say(true, m.negated()), "it stands: "+d[0].cite()
		if stands(one, casus.Bound) != stands(two, casus.Bound) {
			f.Right += "; it binds one of the two to help the other"
		}
		d[0].of(f)
	case stands(one, casus.Contested) || stands(two, casus.Contested):
		d := one
		if !stands(one, casus.Contested) {
			d = two
		}
		f.Verdict, f.Right = Disputed, "whether it binds is contested: "+d[0].cite()
		d[0].of(f)
	default:
		f.Sources = append(f.Sources, "casus")
		f.Verdict, f.Right = say(false, m.negated()), w.instead(s[0], s[1], "", treatyNamed(m), on, one)
		if g := w.gaps(s[0], s[1], on); g != "" {
			f.Verdict, f.Right = CannotTell, g
		}
	}
	return nil
}
