package claim

import (
	"fmt"
	"slices"

	"casus"
	"casus/treaty"
)

// named gives the treaty that a claim is about, and puts its sources into the finding.
func (w *World) named(m *match, f *Finding) (*treaty.Treaty, error) {
	t, err := w.treaties.Find(treatyOr(m))
	if err != nil {
		return nil, err
	}
	f.Sources = append(f.Sources, t.Sources...)
	f.Clause = &Clause{Treaty: t.ID}
	return t, nil
}

// spell gives the first spell of a state as a party, and whether there is one.
func spell(t *treaty.Treaty, s casus.State) (treaty.Party, bool) {
	for _, p := range t.Parties {
		if p.State == s && p.From != 0 {
			return p, true
		}
	}
	return treaty.Party{}, false
}

// party reports whether a state is a party on a day, also where it is disputed
// whether it is bound: who has frozen its part has not left.
func party(t *treaty.Treaty, s casus.State, on casus.Date) bool {
	return slices.ContainsFunc(t.Parties, func(p treaty.Party) bool {
		return p.State == s && p.From != 0 && p.From <= on && (p.Until == 0 || on <= p.Until)
	})
}

// club names what the parties of a treaty form.
func club(t *treaty.Treaty) string {
	switch t.ID {
	case nato:
		return "NATO"
	case "treaty-on-european-union":
		return "the European Union"
	case "collective-security-treaty":
		return "the Collective Security Treaty"
	}
	return "the " + t.Name
}

// since says from when to when a state was a party.
func (w *World) since(t *treaty.Treaty, s casus.State, on casus.Date) string {
	p, ok := spell(t, s)
	switch {
	case !ok:
		return fmt.Sprintf("%s has not been a party to %s", w.name(s, on), club(t))
	case p.Until != 0:
		return fmt.Sprintf("%s was a party to %s from %s to %s", w.name(s, on), club(t), p.From.Words(), p.Until.Words())
	case p.From > on:
		return fmt.Sprintf("%s is a party to %s from %s", w.name(s, on), club(t), p.From.Words())
	}
	return fmt.Sprintf("%s has been a party to %s since %s", w.name(s, on), club(t), p.From.Words())
}

// member judges "Sweden is a member of NATO".
func (w *World) member(m *match, f *Finding) error {
	t, err := w.named(m, f)
	if err != nil {
		return err
	}
	on, whole := dayNamed(m)
	s := m.states()[0]
	denies := m.has("NOT", "NEVER", "OUTSIDE")
	holds := party(t, s, on)
	f.Understood = fmt.Sprintf("%s is %sa party to %s, %s", w.name(s, on), map[bool]string{true: "not ", false: ""}[denies], club(t), on.Words())
	if m.has("AFTER") { // "a member since 1999": of the year in which it joined
		p, ok := spell(t, s)
		holds = ok && p.From.Year() == yearOf(m)
		f.Understood = fmt.Sprintf("%s has been a party to %s since %d", w.name(s, on), club(t), yearOf(m))
	} else if whole {
		first, _ := casus.NewDate(on.Year(), 1, 1)
		holds = t.BoundBetween(s, first, on)
		f.Understood = fmt.Sprintf("%s was %sa party to %s in %d", w.name(s, on), map[bool]string{true: "not ", false: ""}[denies], club(t), on.Year())
	}
	if m.has("NEVER") {
		_, ever := spell(t, s)
		holds = ever
	}
	f.Verdict = say(holds, denies)
	f.Right = w.since(t, s, on)
	return nil
}

// joined judges "Finland joined NATO in 2023".
func (w *World) joined(m *match, f *Finding) error {
	t, err := w.named(m, f)
	if err != nil {
		return err
	}
	s := m.states()[0]
	p, ok := spell(t, s)
	f.Understood = fmt.Sprintf("%s %s %s", w.name(s, m.on), deny(m, "joined", "did not join"), club(t))
	holds := ok && p.From <= m.on
	switch {
	case m.has("DAY"):
		d := m.all("DAY")[0].day
		f.Understood += " on " + d.Words()
		holds = holds && p.From == d
	case m.has("YEAR"):
		f.Understood += fmt.Sprintf(" in %d", yearOf(m))
		holds = holds && p.From.Year() == yearOf(m)
	}
	f.Verdict = say(holds, m.negated())
	f.Right = w.since(t, s, m.on)
	return nil
}

// left judges "France left NATO in 1966".
func (w *World) left(m *match, f *Finding) error {
	t, err := w.named(m, f)
	if err != nil {
		return err
	}
	s := m.states()[0]
	p, ok := spell(t, s)
	f.Understood = fmt.Sprintf("%s %s %s", w.name(s, m.on), deny(m, "left", "did not leave"), club(t))
	holds := ok && p.Until != 0 && p.Until < m.on
	if y := yearOf(m); y != 0 {
		f.Understood += fmt.Sprintf(" in %d", y)
		holds = holds && (p.Until+1).Year() == y
	}
	f.Verdict = say(holds, m.negated())
	f.Right = w.since(t, s, m.on)
	if t.ID == nato && (s == "FRA" || s == "GRC") {
		f.Right += "; it left the integrated command for some years (France 1966 to 2009, Greece 1974 to 1980) and stayed bound by the treaty"
	}
	return nil
}

// members judges "NATO has 32 members".
func (w *World) members(m *match, f *Finding) error {
	t, err := w.named(m, f)
	if err != nil {
		return err
	}
	on, whole := dayNamed(m)
	n := len(t.Members(on))
	v := m.all("NUM")[0].number
	rel := relationOf(m)
	f.Understood = fmt.Sprintf("%s has %s%d parties, %s", club(t), relationWords[rel], int(v), on.Words())
	holds := rel.holds(float64(n), v, 1)
	if whole && rel == "" {
		first, _ := casus.NewDate(on.Year(), 1, 1)
		holds = holds || len(t.Members(first)) == int(v)
	}
	f.Verdict = say(holds, m.has("NOT"))
	f.Figure = &Figure{Value: float64(n), Unit: "parties", Claimed: &v}
	f.Right = fmt.Sprintf("%s had %d parties on %s", club(t), n, on.Words())
	return nil
}

// founder judges "Italy is a founding member of NATO".
func (w *World) founder(m *match, f *Finding) error {
	t, err := w.named(m, f)
	if err != nil {
		return err
	}
	s := m.states()[0]
	p, ok := spell(t, s)
	f.Understood = fmt.Sprintf("%s is %sa founding party to %s", w.name(s, m.on), deny(m, "", "not "), club(t))
	f.Verdict = say(ok && p.From == t.InForce, m.negated())
	f.Right = w.since(t, s, m.on)
	return nil
}

// leave judges "a member can leave NATO with a year's notice".
func (w *World) leave(m *match, f *Finding) error {
	t, err := w.named(m, f)
	if err != nil {
		return err
	}
	denies := m.has("NOT", "CANNOT")
	f.Understood = fmt.Sprintf("a party can%s leave %s", map[bool]string{true: "not", false: ""}[denies], club(t))
	if t.Leaving == nil {
		f.Verdict, f.Right = CannotTell, "the rule for leaving is not in the facts"
		return nil
	}
	f.Clause = &Clause{Treaty: t.ID, Article: t.Leaving.Article, Quotation: t.Leaving.Quote}
	f.Right = casus.CiteArticle(t.Leaving.Article) + ": " + t.Leaving.Says
	holds := true
	switch {
	case m.has("ANYTIME") && t.Leaving.Months > 0:
		f.Understood, holds = f.Understood+" at once", false
	case m.has("NOTICE"):
		f.Understood, holds = f.Understood+" with a year's notice", t.Leaving.Months == 12
	}
	f.Verdict = say(holds, denies)
	return nil
}

// leavePresident judges "the US president can leave NATO without Congress".
func (w *World) leavePresident(m *match, f *Finding) error {
	t, err := w.named(m, f)
	if err != nil {
		return err
	}
	denies := m.has("NOT", "CANNOT")
	f.Understood = fmt.Sprintf("a President can%s take the United States out of NATO without Congress", map[bool]string{true: "not", false: ""}[denies])
	f.Verdict = Disputed
	f.Right = "the treaty asks for a year's notice and leaves the rest to each party"
	if t.Leaving != nil {
		f.Clause = &Clause{Treaty: t.ID, Article: t.Leaving.Article, Quotation: t.Leaving.Quote}
		for _, d := range t.Leaving.Domestic {
			if d.State == "USA" && d.From <= m.on {
				f.Right = fmt.Sprintf("%s %s; whether a statute can bind the President in this is disputed and untried", d.Law, d.Says)
				f.Sources = append(f.Sources, d.Source)
			}
		}
	}
	return nil
}

// expel judges "NATO can expel a member".
func (w *World) expel(m *match, f *Finding) error {
	t, err := w.named(m, f)
	if err != nil {
		return err
	}
	denies := m.has("NOT", "CANNOT", "NO")
	if t.ID != nato {
		f.Understood = fmt.Sprintf("a party can be expelled from %s", club(t))
		f.Verdict, f.Right = CannotTell, "the rule for expelling is not in the facts"
		return nil
	}
	f.Understood = fmt.Sprintf("a party can%s be expelled from NATO", map[bool]string{true: "not", false: ""}[denies])
	f.Verdict = say(false, denies)
	f.Right = "the treaty has no provision to expel or suspend a party; that a material breach could let the others do so (Vienna Convention, article 60) is a theory that was never tried"
	if !slices.Contains(f.Sources, "memory") {
		f.Sources = append(f.Sources, "memory")
	}
	return nil
}
