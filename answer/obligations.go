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
	// Kind says what Why means, and Subject which state it is about: "" where it is
	// about none.
	Kind    casus.ReasonKind `json:"kind,omitempty"`
	Subject casus.State      `json:"subject,omitempty"`
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
			w := changed(old, r, earlier)
			out = append(out, Change{r.State, r.Treaty, r.Article, r.Type, old.Verdict, r.Verdict, w.Text, w.Kind, w.Subject})
		}
	}
	for _, r := range before {
		out = append(out, Change{r.State, r.Treaty, r.Article, r.Type, r.Verdict, "",
			"it is not a party together with the target or an attacker on the later day", "", ""})
	}
	slices.SortFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Treaty, b.Treaty), cmp.Compare(a.Article, b.Article), cmp.Compare(a.State, b.State))
	})
	return out
}

// changed says what happened between two days: the step that settled the
// earlier verdict and is gone, else the step that the earlier row does not
// have, else who came in. earlier tells whether a state was bound then.
func changed(old, later casus.Obligation, earlier func(treaty string, s casus.State) bool) casus.Reason {
	has := func(r casus.Obligation, w casus.Reason) bool {
		return slices.ContainsFunc(r.Why, func(o casus.Reason) bool {
			return o.Kind == w.Kind && o.Subject == w.Subject && o.Text == w.Text && o.Holds == w.Holds
		})
	}
	for _, w := range old.Why {
		if w.Decisive && w.Role != "condition" && !has(later, w) {
			w.Text = "no longer: " + w.Text
			return w
		}
	}
	for _, w := range later.Why {
		party := w.Kind.OfStanding()
		came := party && w.Subject != "" && !earlier(later.Treaty, w.Subject)
		if w.Role != "note" && w.Role != "pending" && (came || !party && !has(old, w) && old.Verdict != "") {
			return w
		}
	}
	w, _ := deciding(later)
	w.Text = Because(later)
	return w
}

// deciding gives the step that settled a row's verdict: the decisive one, and for
// a row that binds, that its state is a party.
func deciding(r casus.Obligation) (casus.Reason, bool) {
	if w, ok := r.Decisive(); ok {
		return w, true
	}
	for _, w := range r.Why {
		if w.Role == "condition" && w.Kind.OfStanding() && w.Subject == r.State {
			return w, true
		}
	}
	return casus.Reason{}, false
}

// Because gives in one sentence what settled a row's verdict.
func Because(r casus.Obligation) string {
	w, _ := deciding(r)
	if w.Decisive && w.Kind == casus.WhyCondition && !w.Holds {
		return "it does not hold that " + w.Text
	}
	return w.Text
}

// BecauseOf is [Because] without the name of the row's state, so that states with
// the same reason stand together; "" where the state is simply bound.
func BecauseOf(r casus.Obligation) string {
	w, _ := deciding(r)
	if w.Kind.OfStanding() && w.Subject == r.State {
		if r.Verdict == casus.Bound {
			return ""
		}
		return w.Rest
	}
	return Because(r)
}

// ToOthers reports whether a row does not bind for no other reason than that the
// instrument promises its target nothing.
func ToOthers(r casus.Obligation) bool {
	w, ok := r.Decisive()
	return ok && w.Role == "condition" && (w.Kind == casus.WhyOwedToOthers || w.Kind == casus.WhyNeverParty && w.Subject == r.Toward)
}
