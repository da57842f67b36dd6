package brief

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/facts"
	"casus/stateyear"
	"casus/treaty"
)

// BriefQuestion asks for one page on an event.
type BriefQuestion struct {
	Question
	Shocks []string // stay-home:USA, commit:FRA, leave:…, join:…, spend:ESP=3.5, statement:S03, retract:S03
	Estimates
	// Kept is the folder in which stress tests keep what drives events, "" for none.
	Kept string
}

// Brief is one page on an event: who is bound, what they can bring, who meets
// the guideline, what has been said. What the data cannot support is left out
// and never filled in.
type Brief struct {
	Schema      string             `json:"schema"`
	Event       casus.Event        `json:"event"`
	Question    string             `json:"question"`
	Answer      string             `json:"answer"`
	Standing    []Standing         `json:"standing"` // one row a state: the best verdict on assisting the target
	Obligations []casus.Obligation `json:"obligations"`
	CannotTell  []treaty.Gap       `json:"cannot_tell"`
	Surprises   []Surprise         `json:"surprises"`
	Means       *Means             `json:"means"`
	PastMeans   *PastMeans         `json:"past_means,omitempty"` // for a day before 2014, where they are imported
	Burden      *Burden            `json:"burden"`
	Response    []Chance           `json:"response"` // most likely first
	Outcome     *Outcome           `json:"outcome"`
	Deterrence  *Deterrence        `json:"deterrence"`
	Worth       []Worth            `json:"worth"`
	Assumptions []Assumption       `json:"assumptions"`
	Validity    []Skill            `json:"validity"`
	// CannotEstimate says why links 2 to 4 have no answer, "" where they have.
	CannotEstimate string            `json:"cannot_estimate,omitempty"`
	Forces         []Presence        `json:"forces"`
	Assurances     []Assurance       `json:"assurances"`
	Aid            *Aid              `json:"aid"`
	Statements     []Statement       `json:"statements"`
	Said           int               `json:"statements_on_record"` // how many there are, of which Statements are the newest
	Shocks         []ShockDifference `json:"shocks"`
	Missing        []string          `json:"missing,omitempty"` // what the data cannot say of the day
	Sources        []Source          `json:"sources"`
	Provenance     casus.Provenance  `json:"provenance"`
}

// Standing is how one state stands to the target: the best verdict that any
// clause on assistance gives it, and the clauses that give that verdict.
type Standing struct {
	State   casus.State   `json:"state"`
	Name    string        `json:"name"`
	Verdict casus.Verdict `json:"verdict"`
	Clauses []ClauseRef   `json:"clauses"`
	Why     string        `json:"why"`
}

// ClauseRef names a clause.
type ClauseRef struct {
	Treaty     string           `json:"treaty"`
	Name       string           `json:"name"`
	Article    string           `json:"article"`
	Discretion casus.Discretion `json:"discretion"`
	Pending    []casus.Pending  `json:"pending"`
}

// Surprise is a state that a reader would expect among those bound, and the
// reason why it is not.
type Surprise struct {
	State   casus.State   `json:"state"`
	Name    string        `json:"name"`
	Verdict casus.Verdict `json:"verdict"`
	Treaty  string        `json:"treaty"`
	Why     string        `json:"why"`
}

// Assurance is a political commitment that exists and does not bind.
type Assurance struct {
	Treaty  string        `json:"treaty"`
	Name    string        `json:"name"`
	Signed  casus.Date    `json:"signed"`
	States  []casus.State `json:"states"`
	Says    string        `json:"says"`
	Article string        `json:"article"`
}

// ShockDifference is what one shock changes on the page.
type ShockDifference struct {
	Shock   string   `json:"shock"`
	Changes []string `json:"changes"`
	Notes   []string `json:"notes"`
	// OutcomeChange is what the shock changes in the chance that the target
	// prevails, in each class of events a paired difference over the draws; nil
	// where the chain has no answer. OddsRatioChange is the same for the odds of
	// the attack, nil where history cannot tell.
	OutcomeChange   *casus.Interval `json:"outcome_change"`
	OddsRatioChange *casus.Interval `json:"odds_ratio_change"`
	Classes         []ClassChange   `json:"classes"`
}

// ClassChange is what a shock changes in one class of past events.
type ClassChange struct {
	Class  string         `json:"class"`
	Change casus.Interval `json:"outcome_change"`
}

// Source is a source behind the page.
type Source struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Vintage   string `json:"vintage"`
	Terms     string `json:"terms"`
}

// Brief puts the page together.
func (d *Desk) Brief(ctx context.Context, q BriefQuestion) (Brief, error) {
	ev, err := d.Event(q.Question)
	if err != nil {
		return Brief{}, err
	}
	lib, changes, err := d.parseShocks(q.Shocks, ev)
	if err != nil {
		return Brief{}, err
	}
	g, err := q.Estimates.Engine()
	if err != nil {
		return Brief{}, err
	}
	used := newUse(d.Facts)
	b := d.page(lib, ev, changes, used)
	after, err := d.estimate(ctx, &b, lib, changes, g, q.Estimates)
	if err != nil {
		return Brief{}, err
	}
	if len(q.Shocks) == 0 && q.Kept != "" {
		d.takeDrivers(&b, q.Kept, g.Model)
	}
	b.Answer += estimateWords(b, d.States.Name(ev.Target, ev.On))
	if b.Shocks, err = d.differences(ctx, q, ev, g, b, after); err != nil {
		return Brief{}, err
	}
	b.Sources = used.sources()
	tables := append(used.tables(), "states", "state_names", "territories", "areas", "sources")
	if b.Outcome != nil {
		tables = append(tables, d.estimateTables(ev.On)...)
	}
	b.Provenance = d.provenance(tables...)
	if b.Outcome != nil {
		b.Provenance.Seed, b.Provenance.Draws, b.Provenance.Model = cmp.Or(q.Seed, 1), g.Draws(), g.Model.Used()
	}
	switch {
	case b.Outcome != nil && ev.On.Year() < stateyear.FirstPresent:
		b.Provenance.Facts = append(b.Provenance.Facts, d.historyUsed(stateyear.Datasets...)...)
	case b.PastMeans != nil:
		b.Provenance.Facts = append(b.Provenance.Facts, d.historyUsed("cow-nmc", "cow-states")...)
	}
	return b, nil
}

// page builds every part but the comparison of shocks.
func (d *Desk) page(lib *treaty.Library, ev casus.Event, sh shocks, used *use) Brief {
	rows := lib.Obligations(ev, treaty.Options{})
	b := Brief{Schema: "casus.brief/1", Event: ev, Obligations: rows, CannotTell: lib.Gaps(ev), Shocks: []ShockDifference{},
		Response: []Chance{}, Worth: []Worth{}, Assumptions: []Assumption{}, Validity: []Skill{}}
	verb := "attacks"
	if len(ev.Attackers) > 1 {
		verb = "attack"
	}
	b.Question = fmt.Sprintf("If %s %s %s on %s, who is bound to help, who would come, and would it be enough?", d.names(ev.Attackers, ev.On), verb, d.States.Name(ev.Target, ev.On), ev.On.Words())
	b.Standing = d.standings(lib, ev, rows)
	b.Surprises = d.surprises(lib, ev, b.Standing)
	b.Assurances = assurances(lib, rows)
	b.Means = d.means(ev, b.Standing, sh, used)
	b.PastMeans = d.pastMeans(ev, b.Standing)
	b.Missing = d.missing(ev, b.PastMeans)
	b.Burden = d.burden(lib, ev, b.Standing, sh, used)
	b.Forces = d.presence(ev, used)
	if len(bound(b.Standing)) == 0 {
		b.Aid = d.aid(ev, used)
	}
	b.Statements, b.Said = d.statementsOn(ev, d.statementWorld().Suppose(lib, sh.spend), rows, used)
	b.Answer = d.answer(b, sh)
	return b
}

// standings gives one row for each state that some clause on assistance
// concerns, bound states first.
func (d *Desk) standings(lib *treaty.Library, ev casus.Event, rows []casus.Obligation) []Standing {
	of := map[casus.State]*Standing{}
	var order []casus.State
	for _, r := range rows { // bound rows come first
		if r.Type != casus.Assist || r.Political {
			continue
		}
		s := of[r.State]
		if s == nil {
			s = &Standing{State: r.State, Name: d.States.Name(r.State, ev.On), Verdict: r.Verdict, Why: Because(r)}
			of[r.State] = s
			order = append(order, r.State)
		}
		if r.Verdict == s.Verdict {
			t, _ := lib.Find(r.Treaty)
			s.Clauses = append(s.Clauses, ClauseRef{r.Treaty, t.Name, r.Article, r.Discretion, r.Pending})
		}
	}
	out := []Standing{}
	for _, s := range order {
		out = append(out, *of[s])
	}
	slices.SortStableFunc(out, func(a, b Standing) int {
		return cmp.Or(cmp.Compare(a.Verdict.Rank(), b.Verdict.Rank()), cmp.Compare(a.State, b.State))
	})
	return out
}

// surprises lists the states that are party together with the target to a
// treaty on assistance and are yet not bound without doubt, and those that
// were or will be party to a treaty under which others are bound.
func (d *Desk) surprises(lib *treaty.Library, ev casus.Event, standing []Standing) []Surprise {
	out := []Surprise{}
	settled := map[casus.State]bool{}
	binding := map[string]bool{}
	for _, s := range standing {
		if s.Verdict == casus.Bound {
			settled[s.State] = true
			for _, c := range s.Clauses {
				binding[c.Treaty] = true
			}
			continue
		}
		if len(s.Clauses) > 0 && concerns(lib, s.Clauses[0].Treaty, ev) {
			out = append(out, Surprise{s.State, s.Name, s.Verdict, s.Clauses[0].Name, s.Why})
		}
	}
	for _, r := range lib.Obligations(ev, treaty.Options{All: true}) {
		if r.Verdict != casus.NotBound || r.Type != casus.Assist || !binding[r.Treaty] || settled[r.State] {
			continue
		}
		if why := Because(r); strings.Contains(why, "not yet") || strings.Contains(why, "was a party") {
			t, _ := lib.Find(r.Treaty)
			settled[r.State] = true
			out = append(out, Surprise{r.State, d.States.Name(r.State, ev.On), r.Verdict, t.Name, why})
		}
	}
	return out
}

// concerns reports whether the target has to do with a treaty: as a party, a
// former or a coming one, or as the one to whom it promises something.
func concerns(lib *treaty.Library, id string, ev casus.Event) bool {
	t, err := lib.Find(id)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(t.Parties, func(p treaty.Party) bool { return p.State == ev.Target }) ||
		slices.ContainsFunc(t.Clauses, func(c *treaty.Clause) bool { return slices.Contains(c.OwedTo, ev.Target) })
}

// assurances gathers the political commitments whose every condition the event
// meets, so that nothing but their nature keeps them from binding.
func assurances(lib *treaty.Library, rows []casus.Obligation) []Assurance {
	out := []Assurance{}
	at := map[string]int{}
	for _, r := range rows {
		if !r.Political || r.Type == casus.NonAggression || slices.ContainsFunc(r.Why, unmet) {
			continue
		}
		key := r.Treaty + r.Article
		i, seen := at[key]
		if !seen {
			t, _ := lib.Find(r.Treaty)
			a := Assurance{Treaty: r.Treaty, Name: t.Name, Signed: t.Signed, Article: r.Article}
			for _, c := range t.Clauses {
				if c.Article == r.Article {
					a.Says = c.Says
				}
			}
			i = len(out)
			at[key] = i
			out = append(out, a)
		}
		if !slices.Contains(out[i].States, r.State) {
			out[i].States = append(out[i].States, r.State)
		}
	}
	slices.SortStableFunc(out, func(a, b Assurance) int { return cmp.Compare(a.Signed, b.Signed) })
	return out
}

// unmet reports whether a step is a condition that does not hold.
func unmet(r casus.Reason) bool { return r.Role == "condition" && !r.Holds }

// answer words the page in one sentence, or two.
func (d *Desk) answer(b Brief, sh shocks) string {
	on := b.Event.On
	target := d.States.Name(b.Event.Target, on)
	in := bound(b.Standing)
	doubtful := 0
	for _, s := range b.Standing {
		if s.Verdict == casus.Contested {
			doubtful++
		}
	}
	also := ""
	if doubtful > 0 {
		also = fmt.Sprintf("; for %s it is contested", count(doubtful, "further state"))
	}
	gap := ""
	if len(b.CannotTell) > 0 {
		gap = " Of further states Casus cannot tell: " + b.CannotTell[0].Why + "."
	}
	if len(in) == 0 {
		switch {
		case doubtful > 0:
			return fmt.Sprintf("No state is bound beyond doubt to help %s; for %s it is contested.%s", target, count(doubtful, "state"), gap)
		case gap != "":
			return fmt.Sprintf("Casus cannot tell who is bound to help %s: %s.", target, b.CannotTell[0].Why)
		}
		s := fmt.Sprintf("No state is bound by a treaty that Casus knows to help %s", target)
		if len(b.Assurances) > 0 {
			s += ": the assurances that exist are political and oblige nobody to fight"
		}
		return s + "."
	}
	var clauses []string
	free := false
	for _, s := range in {
		for _, c := range s.Clauses {
			if name := c.Name + ", " + casus.CiteArticle(c.Article); !slices.Contains(clauses, name) {
				clauses = append(clauses, name)
			}
			free = free || c.Discretion == casus.AsItDeemsNeeded || c.Discretion == casus.MeetCommonDanger
		}
	}
	more := ""
	if len(clauses) > 3 {
		more = fmt.Sprintf(" and %d more", len(clauses)-3)
		clauses = clauses[:3]
	}
	s := fmt.Sprintf("%s bound to help %s (%s%s)%s.", isAre(len(in), "state"), target, strings.Join(clauses, "; "), more, also)
	if free {
		s += " To help is not always to fight: most of them choose their own measures."
	}
	if n := len(sh.home); n > 0 {
		s += fmt.Sprintf(" Supposed to stay home: %s.", d.names(sh.home, on))
	}
	if n := len(sh.come); n > 0 {
		s += fmt.Sprintf(" Supposed to come: %s.", d.names(sh.come, on))
	}
	return s + gap
}

func bound(standing []Standing) []Standing {
	var out []Standing
	for _, s := range standing {
		if s.Verdict == casus.Bound {
			out = append(out, s)
		}
	}
	return out
}

// names joins the names of states: "Russia and Belarus".
func (d *Desk) names(states []casus.State, on casus.Date) string {
	var out []string
	for _, s := range states {
		if s == casus.NonState {
			out = append(out, "a non-state actor")
		} else {
			out = append(out, d.States.Name(s, on))
		}
	}
	if len(out) < 2 {
		return strings.Join(out, "")
	}
	return strings.Join(out[:len(out)-1], ", ") + " and " + out[len(out)-1]
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func isAre(n int, what string) string {
	if n == 1 {
		return "1 " + what + " is"
	}
	return fmt.Sprintf("%d %ss are", n, what)
}

// use notes which tables and sources an answer has drawn on.
type use struct {
	pack    *facts.Pack
	touched map[string]bool
	ids     map[string]bool
}

func newUse(p *facts.Pack) *use { return &use{p, map[string]bool{}, map[string]bool{}} }

// table gives a table and notes it.
func (u *use) table(name string) *facts.Table {
	u.touched[name] = true
	return u.pack.MustTable(name)
}

// source notes the sources of a cell.
func (u *use) source(ids ...string) {
	for _, id := range ids {
		for part := range strings.SplitSeq(id, ";") {
			u.ids[strings.TrimSpace(part)] = true
		}
	}
}

func (u *use) tables() []string {
	var out []string
	for n := range u.touched {
		out = append(out, n)
	}
	return out
}

func (u *use) sources() []Source {
	out := []Source{}
	for _, r := range u.pack.MustTable("sources").Rows {
		if u.ids[r.Text("id")] {
			out = append(out, Source{r.Text("id"), r.Text("title"), r.Text("publisher"), r.Text("vintage"), r.Text("terms")})
		}
	}
	return out
}
