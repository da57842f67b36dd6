package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/treaty"
)

// ObligationsQuestion asks who is bound in an event.
type ObligationsQuestion struct {
	inquiry.Question
	All     bool     // the rows of every treaty
	Cascade bool     // follow the entries of those bound
	Compare string   // a second day, "" for none
	Shocks  []string // leave:… and join:…
	Why     string   // the state whose steps are asked for, "" for none
}

// Obligations is the answer to an [ObligationsQuestion].
type Obligations struct {
	Schema      string                `json:"schema"`
	Event       casus.Event           `json:"event"`
	Law         treaty.LawSource      `json:"law"` // what the answer rests on
	Obligations []casus.Obligation    `json:"obligations"`
	CannotTell  []treaty.Gap          `json:"cannot_tell"` // what was not found, or is not coded, and could change the answer
	Shocks      []inquiry.ShockEffect `json:"shocks,omitempty"`
	Compare     *Comparison           `json:"compare,omitempty"`
	Provenance  casus.Provenance      `json:"provenance"`
	Why         casus.State           `json:"-"` // the state whose steps were asked for, "" for none
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

// Ask answers who is bound, by which clause, and why.
func (q ObligationsQuestion) Ask(_ context.Context, arc *inquiry.Archive) (Obligations, error) {
	ev, err := arc.Event(q.Question)
	if err != nil {
		return Obligations{}, err
	}
	var who casus.State
	if q.Why != "" {
		if who, err = arc.StateIn("why", q.Why, ev.On); err != nil {
			return Obligations{}, err
		}
	}
	lib, effects, err := arc.SupposeLaw(q.Shocks)
	if err != nil {
		return Obligations{}, casus.InField("shock", err)
	}
	a := Obligations{Schema: "casus.obligations/1", Event: ev, Law: lib.LawOn(ev.On), Shocks: effects, CannotTell: lib.Gaps(ev), Why: who,
		Provenance: arc.LawProvenance(ev.On, "states", "state_names", "territories", "areas", "sources")}
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
	if _, err := arc.DateIn("compare", q.Compare); err != nil {
		return a, err
	}
	ev2, err := arc.Event(other)
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
