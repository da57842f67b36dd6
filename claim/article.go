package claim

import (
	"fmt"
	"strings"

	"casus"
	"casus/treaty"
)

// article gives the article that a claim names of the North Atlantic Treaty, the
// fifth where it names none, and its clause, and puts both into the finding.
func (w *World) article(m *match, f *Finding) (string, *treaty.Clause) {
	n, c := w.clauseOf(m)
	if t, err := w.treaties.Find(nato); err == nil {
		f.Clause = w.clause(nato, n)
		f.Sources = append(f.Sources, t.Sources...)
	}
	return n, c
}

// clauseOf gives the article that a claim names and its clause, nil for none.
func (w *World) clauseOf(m *match) (string, *treaty.Clause) {
	n := "5"
	if v := m.all("ART"); len(v) > 0 {
		n = fmt.Sprint(int(v[0].number))
	}
	if t, err := w.treaties.Find(nato); err == nil {
		for _, c := range t.Clauses {
			if c.Article == n {
				return n, c
			}
		}
	}
	return n, nil
}

// attackOnAll judges "under Article 5 an attack on one is an attack on all".
func (w *World) attackOnAll(m *match, f *Finding) error {
	n, c := w.article(m, f)
	f.Understood = "under Article " + n + " an armed attack on one party is considered an attack on all"
	f.Verdict = say(n == "5", m.negated())
	f.Right = "Article 5 says so of an armed attack in Europe or North America"
	if c != nil && n == "5" {
		f.Right += "; " + c.Says
	}
	return nil
}

// articleObliges judges "Article 5 obliges all allies to send troops".
func (w *World) articleObliges(m *match, f *Finding) error {
	return w.articleSays(m, f, "Article %s obliges the parties to use force", "Article %s does not oblige the parties to use force", "use force", usesForce)
}

// articleHelp judges "Article 5 obliges the allies to help".
func (w *World) articleHelp(m *match, f *Finding) error {
	return w.articleSays(m, f, "Article %s obliges the parties to help one that is attacked",
		"Article %s does not oblige the parties to help one that is attacked", "help",
		func(c *treaty.Clause) bool { return c.Type == casus.Assist })
}

// articleFree judges "Article 5 leaves each ally to decide how it helps".
func (w *World) articleFree(m *match, f *Finding) error {
	return w.articleSays(m, f, "each party decides itself what it does under Article %s", "a party does not decide itself what it does under Article %s",
		"help", func(c *treaty.Clause) bool { return c.Discretion == casus.AsItDeemsNeeded })
}

// articleAutomatic judges "Article 5 means war automatically".
func (w *World) articleAutomatic(m *match, f *Finding) error {
	err := w.articleSays(m, f, "what Article %s asks comes about of itself", "what Article %s asks does not come about of itself", "use force", usesForce)
	if _, c := w.clauseOf(m); c != nil {
		f.Right += "; what each does is its own decision"
	}
	return err
}

func usesForce(c *treaty.Clause) bool { return c.Discretion == casus.Automatic }

// articleSays judges what a claim says an article asks: holds reports whether its
// clause does, duty names what an article without a clause holds no duty to do.
func (w *World) articleSays(m *match, f *Finding, claims, denies, duty string, holds func(*treaty.Clause) bool) error {
	n, c := w.article(m, f)
	f.Understood = fmt.Sprintf(deny(m, claims, denies), n)
	f.Verdict = say(c != nil && holds(c), m.negated())
	f.Right = "Article " + n + " holds no duty to " + duty
	if c != nil {
		f.Right = c.Says
	}
	return nil
}

// invokedOn is the day of the one invocation, and what is said of it.
var invokedOn = casus.MustDate("2001-09-12")

// invoked judges "Article 5 has been invoked once".
func (w *World) invoked(m *match, f *Finding) error {
	n, _ := w.article(m, f)
	f.Understood = "Article " + n + " has been invoked"
	f.Right = "Article 5 has been invoked once, for the attacks of 11 September 2001 (12 September, confirmed on 2 October 2001)"
	if n != "5" {
		f.Verdict = CannotTell
		f.Right = "how often Article " + n + " was used is not in the facts"
		return nil
	}
	day, _ := dayNamed(m)
	times := 1
	if m.on < invokedOn || m.has("YEAR", "DAY") && day < invokedOn {
		times = 0
	}
	holds := times > 0
	switch {
	case m.has("TWICE"), m.has("TIMES") && (!m.has("NUM") || m.all("NUM")[0].number != 1):
		f.Understood, holds = f.Understood+" more than once", false
	case m.has("ONCE"):
		f.Understood, holds = f.Understood+" once", times == 1
	case m.has("NEVER") || m.has("NOT", "NO"):
		f.Understood = "Article 5 has never been invoked"
		f.Verdict = say(times == 0, false)
		return nil
	}
	if y := yearOf(m); y != 0 {
		f.Understood += fmt.Sprintf(", in %d", y)
		holds = holds && (y == 2001)
	}
	if s := m.states(); len(s) > 0 && s[0] != "USA" {
		f.Understood += " for " + w.name(s[0], m.on)
		holds = false
	}
	f.Verdict = say(holds, m.has("NOT"))
	return nil
}

// covers judges "Article 5 covers Greenland".
func (w *World) covers(m *match, f *Finding) error {
	if treatyNamed(m) == nato || treatyNamed(m) == "" {
		w.article(m, f)
	}
	denies := m.has("NOT", "OUTSIDE") || strings.HasPrefix(first(m, "COVER"), "outside")
	t, err := w.treaties.Find(treatyOr(m))
	if err != nil {
		return err
	}
	ev := casus.Event{Attackers: []casus.State{treaty.Anyone}, On: m.on, Kind: casus.ArmedAttack, Object: casus.Territory}
	what := ""
	switch {
	case m.has("PLACE"):
		p := m.all("PLACE")[0].place
		ev.Theatre, ev.Target, what = p, p.Of, p.Name
		if !t.Bound(p.Of, m.on) && t.Bound(p.AdministeredBy, m.on) {
			ev.Target = p.AdministeredBy
		}
	case m.has("STATE"):
		s := m.states()[0]
		ev.Theatre, ev.Target, what = w.home(s, m.on), s, w.name(s, m.on)
	default:
		f.Understood = "a cyber attack can fall under Article 5"
		f.Verdict = Disputed
		f.Right = "the allies declared in 2014 that a cyber attack could lead to the invocation of Article 5, case by case; the article speaks of an armed attack"
		return nil
	}
	f.Understood = fmt.Sprintf("an armed attack on %s falls %sunder the %s", what, map[bool]string{true: "not ", false: ""}[denies], strings.TrimPrefix(t.Name, "The "))
	best, why := casus.NotBound, ""
	for _, r := range w.treaties.Only(t).Obligations(ev, treaty.Options{All: true}) {
		if r.Type != casus.Assist || r.Political {
			continue
		}
		if why == "" || r.Verdict == casus.Bound || r.Verdict == casus.Contested && best != casus.Bound {
			best = r.Verdict
			for _, x := range r.Why {
				if x.Decisive || why == "" {
					why = x.Text
				}
			}
		}
		if best == casus.Bound {
			break
		}
	}
	switch best {
	case casus.Bound:
		f.Verdict, f.Right = say(true, denies), fmt.Sprintf("an armed attack on %s binds the parties to help", what)
	case casus.Contested:
		f.Verdict, f.Right = Disputed, fmt.Sprintf("for %s it is contested: %s", what, why)
	default:
		f.Verdict, f.Right = say(false, denies), fmt.Sprintf("an armed attack on %s binds nobody under this treaty: %s", what, why)
	}
	if ev.Theatre.Note != "" {
		f.Right += " (" + ev.Theatre.Note + ")"
	}
	if f.Clause == nil {
		f.Clause = &Clause{Treaty: t.ID}
		f.Sources = append(f.Sources, t.Sources...)
	}
	return nil
}

func treatyOr(m *match) string {
	if id := treatyNamed(m); id != "" {
		return id
	}
	return nato
}

// coversEurope judges "Article 5 applies only in Europe".
func (w *World) coversEurope(m *match, f *Finding) error {
	w.article(m, f)
	f.Clause = w.clause(nato, "6")
	f.Understood = deny(m, "Article 5 reaches only attacks in Europe", "Article 5 reaches further than Europe")
	f.Verdict = say(false, m.negated())
	f.Right = "Articles 5 and 6 name Europe and North America, the territory of Turkey, and the islands of the North Atlantic area north of the Tropic of Cancer; forces, vessels and aircraft also in the Mediterranean Sea"
	return nil
}

// decides judges "NATO decides by consensus".
func (w *World) decides(m *match, f *Finding) error {
	f.Understood = "NATO decides by consensus"
	holds := true
	if m.has("MAJORITY") && !m.has("CONSENSUS") {
		f.Understood, holds = "NATO decides by majority", false
	}
	f.Verdict = say(holds, m.has("NOT"))
	f.Right = "the North Atlantic Council takes its decisions by consensus: there is no vote, and any member can withhold its agreement (practice; Article 9 creates the Council and names no majority)"
	f.Clause = &Clause{Treaty: nato, Article: "9"}
	f.Sources = append(f.Sources, "memory")
	return nil
}

// veto judges "Hungary can block a decision of NATO".
func (w *World) veto(m *match, f *Finding) error {
	who := "a member"
	member := true
	if s := m.states(); len(s) > 0 {
		who = w.name(s[0], m.on)
		t, err := w.treaties.Find(nato)
		member = err == nil && t.Bound(s[0], m.on)
	}
	denies := m.has("NOT", "CANNOT")
	f.Understood = fmt.Sprintf("%s can%s block a decision of NATO", who, map[bool]string{true: "not", false: ""}[denies])
	f.Verdict = say(member, denies)
	f.Right = "decisions of the North Atlantic Council need the agreement of every member; what each does under Article 5 is its own decision, which no other can block"
	if m.has("ART") {
		f.Verdict = Disputed
		f.Right = "a common finding of the Council needs every member; the duty of Article 5 is each party's own and does not hang on that finding, as many read it"
	}
	f.Clause = w.clause(nato, "5")
	f.Sources = append(f.Sources, "memory")
	return nil
}
