// Package answer has the questions on law, figures, words and one event, one
// struct each: its method Ask puts it to an archive and gives the answer, whose
// JSON is the contract. Start with [BriefQuestion]. It draws nothing.
package answer

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/internal/numbers"
	"casus/model"
	"casus/stateyear"
	"casus/treaty"
)

// BriefQuestion asks for one page on an event.
type BriefQuestion struct {
	inquiry.Question
	Shocks []string // stay-home:USA, commit:FRA, leave:…, join:…, spend:ESP=3.5, statement:S03, retract:S03
	// Assume are the asker's own judgements: USA=0.8, USA=0.6..0.9, neither=0.3.
	Assume []string
	// Analogues is how many past events are shown beside the estimates, 0 for none.
	Analogues int
	inquiry.Estimates
	// Kept is the folder in which stress tests keep what drives events, "" for none.
	Kept string
	// LawOnly leaves links 2 to 4 out: what a first screen shows at once.
	LawOnly bool
}

// Brief is one page on an event: who is bound, what they can bring, who meets
// the guideline, what has been said. What the data cannot support is left out
// and never filled in.
type Brief struct {
	Schema      string             `json:"schema"`
	Event       casus.Event        `json:"event"`
	Question    string             `json:"question"`
	Answer      string             `json:"answer"`
	Headline    *Headline          `json:"headline"` // the same in its parts; nil where links 2 to 4 have no answer
	Standing    []Standing         `json:"standing"` // one row a state: the best verdict on assisting the target
	Obligations []casus.Obligation `json:"obligations"`
	Law         treaty.LawSource   `json:"law"` // what the law on the page rests on
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
	Analogues   []Analogue         `json:"analogues,omitempty"` // of the event's class, the nearest first
	// CannotEstimate says why links 2 to 4 have no answer, "" where they have.
	CannotEstimate string            `json:"cannot_estimate,omitempty"`
	Forces         []Presence        `json:"forces"`
	Assurances     []Assurance       `json:"assurances"`
	Aid            *Aid              `json:"aid"`
	Statements     []Statement       `json:"statements"`
	Said           int               `json:"statements_on_record"` // how many there are, of which Statements are the newest
	Shocks         []ShockDifference `json:"shocks"`
	Missing        []string          `json:"missing,omitempty"` // what the data cannot say of the day
	Sources        []inquiry.Source  `json:"sources"`
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
	// Why is what settled the state's verdict under this clause, Kind what that means.
	Why  string           `json:"why,omitempty"`
	Kind casus.ReasonKind `json:"kind,omitempty"`
	// Of is Why without the state's name, "" where the state is simply bound.
	Of string `json:"-"`
}

// Surprise is a state that a reader would expect among those bound, and the
// reason why it is not.
type Surprise struct {
	State   casus.State   `json:"state"`
	Name    string        `json:"name"`
	Verdict casus.Verdict `json:"verdict"`
	Treaty  string        `json:"treaty"`
	Why     string        `json:"why"`
	// Kind says what Why means; Of is Why without the state's name.
	Kind casus.ReasonKind `json:"kind,omitempty"`
	Of   string           `json:"-"`
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
	// Error is how far the approximation can move OutcomeChange: an effect below it
	// is none.
	Error float64 `json:"approximation_error"`
	// Inert says what stands in the way where the shock moves nothing.
	Inert string `json:"inert,omitempty"`
}

// ClassChange is what a shock changes in one class of past events.
type ClassChange struct {
	Class  string         `json:"class"`
	Change casus.Interval `json:"outcome_change"`
}

// Ask puts the page together.
func (q BriefQuestion) Ask(ctx context.Context, arc *inquiry.Archive) (Brief, error) {
	ev, err := arc.Event(q.Question)
	if err != nil {
		return Brief{}, err
	}
	lib, changes, err := arc.Suppose(q.Shocks, ev)
	if err != nil {
		return Brief{}, casus.InField("shock", err)
	}
	if err := arc.Assume(&changes, q.Assume, ev); err != nil {
		return Brief{}, err
	}
	g, err := q.Estimates.Engine()
	if err != nil {
		return Brief{}, err
	}
	used := inquiry.NewUse(arc.Facts)
	b := page(arc, lib, ev, changes, used)
	if q.LawOnly {
		b.Sources = used.Sources()
		b.Provenance = arc.Provenance(append(used.Tables(), "states", "state_names", "territories", "areas", "sources")...)
		return b, nil
	}
	if err := estimate(ctx, arc, &b, lib, changes, g, q.Estimates); err != nil {
		return Brief{}, err
	}
	if q.Analogues < 0 || q.Analogues > MostAnalogues {
		return Brief{}, &casus.InputError{Msg: "the number of analogues must lie between 0 and 100"}
	}
	if q.Analogues > 0 && b.Outcome != nil {
		c, err := arc.CaseIn(lib, ev, b.Obligations, inquiry.Suppositions{})
		if err != nil {
			return Brief{}, err
		}
		b.Analogues, _ = analoguesOf(arc, c, q.Analogues)
		used.Table("past_events")
	}
	if len(q.Shocks) == 0 && q.Kept != "" {
		takeDrivers(arc, &b, q.Kept, g.Model)
	}
	if b.Headline != nil {
		b.Answer = strings.TrimSpace(b.Answer + " " + b.Headline.Forecast)
	}
	if b.Shocks, err = differences(ctx, arc, q, ev, g, b); err != nil {
		return Brief{}, err
	}
	b.Sources = used.Sources()
	tables := append(used.Tables(), "states", "state_names", "territories", "areas", "sources")
	if b.Outcome != nil {
		tables = append(tables, arc.EstimateTables(ev.On)...)
	}
	b.Provenance = arc.LawProvenance(ev.On, tables...)
	b.Law = lib.LawOn(ev.On)
	if b.Outcome != nil {
		b.Provenance.Seed, b.Provenance.Draws, b.Provenance.Model = cmp.Or(q.Seed, 1), g.Draws(), g.Model.Used()
	}
	switch {
	case b.Outcome != nil && ev.On.Year() < stateyear.FirstPresent:
		b.Provenance.Facts = append(b.Provenance.Facts, arc.HistoryUsed(stateyear.Datasets...)...)
	case b.PastMeans != nil:
		b.Provenance.Facts = append(b.Provenance.Facts, arc.HistoryUsed("cow-nmc", "cow-states")...)
	}
	return b, nil
}

// page builds every part but the comparison of shocks.
func page(arc *inquiry.Archive, lib *treaty.Library, ev casus.Event, sh inquiry.Suppositions, used *inquiry.Use) Brief {
	rows := lib.Obligations(ev, treaty.Options{})
	b := Brief{Schema: "casus.brief/1", Event: ev, Obligations: rows, CannotTell: lib.Gaps(ev), Shocks: []ShockDifference{},
		Response: []Chance{}, Worth: []Worth{}, Assumptions: []Assumption{}, Validity: []Skill{}}
	verb := "attacks"
	if len(ev.Attackers) > 1 {
		verb = "attack"
	}
	b.Question = fmt.Sprintf("If %s %s %s on %s, who is bound to help, who would come, and would it be enough?", arc.Names(ev.Attackers, ev.On), verb, arc.States.Name(ev.Target, ev.On), ev.On.Words())
	b.Standing = standings(arc, lib, ev, rows)
	b.Surprises = surprises(arc, lib, ev, b.Standing)
	b.Assurances = assurances(lib, rows)
	b.Means = meansOf(arc, ev, b.Standing, sh, used)
	b.PastMeans = pastMeans(arc, ev, b.Standing)
	b.Missing = missingOf(arc, ev, b.PastMeans)
	b.Burden = burdenOf(arc, lib, ev, b.Standing, sh, used)
	b.Forces = presenceOf(arc, ev, used)
	if len(bound(b.Standing)) == 0 {
		b.Aid = aidOf(arc, ev, used)
	}
	b.Statements, b.Said = statementsOn(arc, ev, arc.StatementWorld().Suppose(lib, sh.Spend), rows, used)
	b.Answer = answerWords(arc, b, sh)
	return b
}

// takeDrivers fills in the total indices that a stress test has worked out for the
// page's event, where there are any.
func takeDrivers(arc *inquiry.Archive, b *Brief, dir string, m *model.Model) {
	k, ok := arc.KeptDrivers(dir, b.Event, m)
	if !ok {
		return
	}
	for i := range b.Assumptions {
		if v, ok := k.Totals[b.Assumptions[i].Name]; ok {
			b.Assumptions[i].SobolTotal = numbers.Ptr(v.Median)
		}
	}
}
