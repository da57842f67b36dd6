package brief

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/treaty"
)

// ObligationsQuestion asks who is bound in an event.
type ObligationsQuestion struct {
	Question
	All     bool     // the rows of every treaty
	Cascade bool     // follow the entries of those bound
	Compare string   // a second day, "" for none
	Shocks  []string // leave:… and join:…
}

// Obligations is the answer to an [ObligationsQuestion].
type Obligations struct {
	Schema      string             `json:"schema"`
	Event       casus.Event        `json:"event"`
	Obligations []casus.Obligation `json:"obligations"`
	CannotTell  []treaty.Gap       `json:"cannot_tell"` // treaties whose parties are not all known
	Shocks      []ShockEffect      `json:"shocks,omitempty"`
	Compare     *Comparison        `json:"compare,omitempty"`
	Provenance  casus.Provenance   `json:"provenance"`
}

// ShockEffect says what a supposed withdrawal or accession does in law.
type ShockEffect struct {
	Shock     string     `json:"shock"`
	Effective casus.Date `json:"effective"` // the first day on which it holds; empty where not known
	Notes     []string   `json:"notes"`
}

// Comparison is what differs between the event's day and another.
type Comparison struct {
	On      casus.Date `json:"on"`
	Changes []Change   `json:"changes"`
}

// Change is one row whose verdict differs between two days; "" stands for no
// row at all.
type Change struct {
	State   casus.State          `json:"state"`
	Treaty  string               `json:"treaty"`
	Article string               `json:"article"`
	Type    casus.ObligationType `json:"type"`
	Before  casus.Verdict        `json:"before"`
	After   casus.Verdict        `json:"after"`
	Why     string               `json:"why"`
}

// Obligations answers who is bound, by which clause, and why.
func (d *Desk) Obligations(q ObligationsQuestion) (Obligations, error) {
	ev, err := d.Event(q.Question)
	if err != nil {
		return Obligations{}, err
	}
	lib, effects, err := d.shocked(q.Shocks)
	if err != nil {
		return Obligations{}, err
	}
	a := Obligations{Schema: "casus.obligations/1", Event: ev, Shocks: effects, CannotTell: lib.Gaps(ev),
		Provenance: d.provenance("states", "state_names", "territories", "areas", "sources")}
	opt := treaty.Options{All: q.All}
	if q.Cascade {
		a.Obligations = lib.Cascade(ev, opt)
	} else {
		a.Obligations = lib.Obligations(ev, opt)
	}
	if q.Compare == "" {
		return a, nil
	}
	other := q.Question
	other.On = q.Compare
	ev2, err := d.Event(other)
	if err != nil {
		return a, err
	}
	// Both days are ordered in time, whichever was given first.
	first, second := a.Obligations, lib.Obligations(ev2, opt)
	if ev2.On < ev.On {
		first, second = second, first
	}
	earlier := func(id string, s casus.State) bool {
		t, err := lib.Find(id)
		return err == nil && t.Bound(s, min(ev.On, ev2.On))
	}
	a.Compare = &Comparison{On: ev2.On, Changes: changes(first, second, earlier)}
	return a, nil
}

// shocked gives the library after the withdrawals and accessions named.
func (d *Desk) shocked(shocks []string) (*treaty.Library, []ShockEffect, error) {
	if len(shocks) == 0 {
		return d.Treaties, nil, nil
	}
	var list []treaty.Change
	for _, s := range shocks {
		c, err := treaty.ParseChange(s, d.States.Resolve)
		if err != nil {
			return nil, nil, err
		}
		list = append(list, c)
	}
	lib, effects, err := d.Treaties.With(list)
	if err != nil {
		return nil, nil, err
	}
	out := []ShockEffect{}
	for i, e := range effects {
		out = append(out, ShockEffect{Shock: shocks[i], Effective: e.Effective, Notes: e.Notes})
	}
	return lib, out, nil
}

func changes(first, second []casus.Obligation, earlier func(treaty string, s casus.State) bool) []Change {
	key := func(r casus.Obligation) string {
		return strings.Join([]string{string(r.State), r.Treaty, r.Article, string(r.Toward)}, "|")
	}
	before := map[string]casus.Obligation{}
	for _, r := range first {
		before[key(r)] = r
	}
	out := []Change{}
	for _, r := range second {
		old := before[key(r)]
		delete(before, key(r))
		if old.Verdict != r.Verdict {
			out = append(out, Change{r.State, r.Treaty, r.Article, r.Type, old.Verdict, r.Verdict, changed(old, r, earlier)})
		}
	}
	for _, r := range before {
		out = append(out, Change{r.State, r.Treaty, r.Article, r.Type, r.Verdict, "", "it is not a party together with the target or an attacker on the later day"})
	}
	slices.SortFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Treaty, b.Treaty), cmp.Compare(a.Article, b.Article), cmp.Compare(a.State, b.State))
	})
	return out
}

// changed says what happened between two days: the step that settled the
// earlier verdict and is gone, else the step that the earlier row does not
// have, else who came in. earlier tells whether a state was bound then.
func changed(old, later casus.Obligation, earlier func(treaty string, s casus.State) bool) string {
	has := func(r casus.Obligation, w casus.Reason) bool {
		return slices.ContainsFunc(r.Why, func(o casus.Reason) bool { return o.Text == w.Text && o.Holds == w.Holds })
	}
	for _, w := range old.Why {
		if w.Decisive && w.Role != "condition" && !has(later, w) {
			return "no longer: " + w.Text
		}
	}
	for _, w := range later.Why {
		came := strings.HasPrefix(w.Text, "the state, ") && !earlier(later.Treaty, later.State) ||
			strings.HasPrefix(w.Text, "the target, ") && !earlier(later.Treaty, later.Toward)
		party := strings.HasPrefix(w.Source, "list of parties")
		if w.Role != "note" && w.Role != "pending" && (party && came || !party && !has(old, w) && old.Verdict != "") {
			return w.Text
		}
	}
	return Because(later)
}

// Because gives in one sentence what settled a row's verdict.
func Because(r casus.Obligation) string {
	for _, w := range r.Why {
		if !w.Decisive {
			continue
		}
		if w.Role == "condition" && !w.Holds && !strings.HasPrefix(w.Source, "list of parties") {
			return "it does not hold that " + w.Text
		}
		return w.Text
	}
	for _, w := range r.Why {
		if w.Role == "condition" && strings.HasPrefix(w.Text, "the state,") {
			return w.Text
		}
	}
	return ""
}

// CommitmentsQuestion asks whom a state must help.
type CommitmentsQuestion struct {
	State   string
	On      string
	Against string // the supposed attacker, "" for a state without any treaty
}

// Commitments is the answer to a [CommitmentsQuestion].
type Commitments struct {
	Schema      string              `json:"schema"`
	State       casus.State         `json:"state"`
	On          casus.Date          `json:"on"`
	Against     casus.State         `json:"against,omitempty"`
	Commitments []treaty.Commitment `json:"commitments"`
	Provenance  casus.Provenance    `json:"provenance"`
}

// Commitments answers whom a state must help, how, and on what condition.
func (d *Desk) Commitments(q CommitmentsQuestion) (Commitments, error) {
	on, err := d.Date(q.On)
	if err != nil {
		return Commitments{}, err
	}
	s, err := d.States.Resolve(q.State, on)
	if err != nil {
		return Commitments{}, err
	}
	a := Commitments{Schema: "casus.commitments/1", State: s, On: on, Provenance: d.provenance("states", "state_names", "sources")}
	if q.Against != "" {
		if a.Against, err = d.States.Resolve(q.Against, on); err != nil {
			return a, err
		}
		if a.Against == s {
			return a, &casus.InputError{Msg: fmt.Sprintf("%s cannot attack itself", d.Named(s, on)), Hint: "--against names the attacker of the state's allies"}
		}
	}
	a.Commitments = d.Treaties.Commitments(s, on, a.Against, func(x casus.State) casus.Place { return d.Home(x, on) })
	return a, nil
}
