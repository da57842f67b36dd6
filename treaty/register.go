package treaty

import (
	"cmp"
	"fmt"
	"slices"

	"casus"
)

// Registered is an instrument that is known and not coded: who is party to it
// and of what kind it is, but not on what conditions. Where it could change an
// answer, the answer says "cannot tell". The files are in
// library/register, and the package comment of casus/treaty/library describes
// their form.
type Registered struct {
	ID      string
	Name    string
	Type    casus.ObligationType // the weightiest promise that it is reported to hold
	Region  string               // in words: "africa", "americas", "asia", "europe", "middle east", "oceania"
	ATOP    []int                // ATOP's numbers of it, where ATOP codes it
	Signed  casus.Date
	InForce casus.Date
	Ended   casus.Date
	Parties []Party
	OwedBy  []casus.State // nil: every party
	OwedTo  []casus.State // nil: every party
	Against []casus.State // the attackers that it is about; nil: any
	Why     string        // why it is not coded
	Source  string
	Basis   string
	File    string
	treaty  *Treaty // for the parties' standing
}

// Register reads a file of instruments that are not coded, or gives every fault
// found.
func Register(file string, src []byte, w *World) ([]*Registered, []*casus.InputError) {
	d := &decoder{file: file, world: w}
	root := d.parse(src)
	if root == nil {
		return nil, d.faults
	}
	var out []*Registered
	if f, ok := d.fields(root, "a register: 'instruments:' and a list"); ok {
		for _, n := range f.items(f.get("instruments"), "instruments") {
			if r := d.registered(n); r != nil {
				out = append(out, r)
			}
		}
		f.done("a register")
	}
	if len(d.faults) > 0 {
		return nil, d.faults
	}
	return out, nil
}

// Regions lists the values of Registered.Region.
var Regions = []string{"africa", "americas", "asia", "europe", "middle_east", "oceania", "world"}

func (r *Registered) finish() {
	r.treaty = &Treaty{ID: r.ID, Name: r.Name, Nature: Law, Signed: r.Signed, InForce: r.InForce, Ended: r.Ended, Parties: r.Parties}
	r.treaty.index()
}

// live reports whether the instrument may bind s on the day.
func (r *Registered) live(s casus.State, on casus.Date) bool {
	return r.treaty.standing(s, on).state >= unknown
}

// Live lists the states that the instrument may bind on the day.
func (r *Registered) Live(on casus.Date) []casus.State {
	var out []casus.State
	for i := range r.Parties {
		if s := r.Parties[i].State; r.live(s, on) && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// May reports whether the instrument may oblige the one to help the other on the day.
func (r *Registered) May(by, to casus.State, on casus.Date) bool {
	return r.Type == casus.Assist && r.live(by, on) && r.live(to, on) &&
		(r.OwedBy == nil || slices.Contains(r.OwedBy, by)) && (r.OwedTo == nil || slices.Contains(r.OwedTo, to))
}

// partners gives the states to which the instrument may oblige somebody in the event.
func (r *Registered) partners(ev *casus.Event) []casus.State {
	var out []casus.State
	add := func(s casus.State) {
		if r.live(s, ev.On) && (r.OwedTo == nil || slices.Contains(r.OwedTo, s)) {
			out = append(out, s)
		}
	}
	switch r.Type {
	case casus.Offence:
		for _, a := range ev.Attackers {
			add(a)
		}
	case casus.Neutrality:
		add(ev.Target)
		for _, a := range ev.Attackers {
			add(a)
		}
	default:
		add(ev.Target)
	}
	return out
}

// concerns reports whether the instrument is about an attack by one of these.
func (r *Registered) concerns(adversaries []casus.State) bool {
	return r.Against == nil || slices.ContainsFunc(adversaries, func(a casus.State) bool { return slices.Contains(r.Against, a) })
}

// obligors gives the states that the instrument may oblige toward partner.
func (r *Registered) obligors(ev *casus.Event, partner casus.State) []casus.State {
	var out []casus.State
	for i := range r.Parties {
		s := r.Parties[i].State
		attacks := slices.Contains(ev.Attackers, s)
		switch {
		case s == partner, s == ev.Target, attacks != (r.Type == casus.NonAggression), !r.live(s, ev.On), slices.Contains(out, s),
			r.OwedBy != nil && !slices.Contains(r.OwedBy, s):
			continue
		}
		out = append(out, s)
	}
	return out
}

// Gap is what the library cannot tell about an event, or about a state's
// commitments.
type Gap struct {
	// State is the state of which it cannot be told; "" where a treaty may bind
	// states that it does not list.
	State casus.State `json:"state,omitempty"`
	// Toward is the state to which it would owe something.
	Toward casus.State `json:"toward,omitempty"`
	// Instrument is the name of what was not found or is not coded.
	Instrument string `json:"instrument,omitempty"`
	Treaty     string `json:"treaty"` // its id; "" for treaties that are not in the library
	Why        string `json:"why"`
	// Registered says that the instrument stands in the register of what is not coded.
	Registered bool `json:"not_coded,omitempty"`
}

// Gaps lists what could change the answer about an event and was not found:
// clauses whose verdict is "cannot tell", instruments in the register of what
// is not coded, and treaties whose list of parties is not complete. A state that
// is bound to the same by another treaty is not named: nothing would change.
func (l *Library) Gaps(ev casus.Event) []Gap {
	out := []Gap{}
	rows := l.Binding(ev)
	settled := func(s, toward casus.State, typ casus.ObligationType) bool {
		return slices.ContainsFunc(rows, func(r casus.Obligation) bool {
			return r.State == s && r.Toward == toward && r.Verdict == casus.Bound && (r.Type == typ || r.Type == casus.Assist && typ == casus.Consult)
		})
	}
	for _, r := range rows {
		if t := l.byID[r.Treaty]; r.Verdict == casus.CannotTell && !settled(r.State, r.Toward, r.Type) {
			g := Gap{State: r.State, Toward: r.Toward, Instrument: t.Name, Treaty: t.ID, Why: l.unknown(t, &ev, r)}
			if !slices.Contains(out, g) {
				out = append(out, g)
			}
		}
	}
	for _, r := range l.register {
		for _, partner := range r.partners(&ev) {
			if !r.concerns(adversaries(&ev, partner)) {
				continue
			}
			for _, s := range r.obligors(&ev, partner) {
				if !settled(s, partner, r.Type) {
					out = append(out, r.gap(s, partner))
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(a.Instrument, b.Instrument), cmp.Compare(a.Toward, b.Toward), cmp.Compare(a.State, b.State))
	})
	return append(out, l.uncovered(&ev)...)
}

func (r *Registered) gap(s, toward casus.State) Gap {
	return Gap{State: s, Toward: toward, Instrument: r.Name, Treaty: r.ID, Why: "it is not coded: " + r.Why, Registered: true}
}

// unknown gives the reason for which a row's verdict is "cannot tell".
func (l *Library) unknown(t *Treaty, ev *casus.Event, row casus.Obligation) string {
	sc := newScope(ev, t, l)
	sc.Self, sc.Partner = row.State, row.Toward
	for _, c := range t.Clauses {
		if c.Article == row.Article && c.Type == row.Type && c.Days.Holds(ev.On) {
			if r, ok := c.evaluate(sc).Decisive(); ok && r.Role == "unknown" {
				return cmp.Or(r.Rest, r.Text)
			}
		}
	}
	return ""
}

// uncovered lists what concerns no known state: days before the library's first
// one, and treaties whose list of parties is not complete.
func (l *Library) uncovered(ev *casus.Event) []Gap {
	var out []Gap
	if l.LawOn(ev.On) == FromPart {
		out = append(out, Gap{Why: fmt.Sprintf("the embedded treaties mean to be complete from %s on; before, others stood that are not among them", l.CoveredFrom.Words())})
	}
	for _, t := range l.treaties {
		if t.Incomplete == "" || t.Nature == Political || t.standing(ev.Target, ev.On).state < signed {
			continue
		}
		for _, c := range t.Clauses {
			if c.Type == casus.Assist && (c.OwedTo == nil || slices.Contains(c.OwedTo, ev.Target)) {
				out = append(out, Gap{Instrument: t.Name, Treaty: t.ID, Why: t.Incomplete})
				break
			}
		}
	}
	return out
}

// adversaries gives the states that partner fights in the event.
func adversaries(ev *casus.Event, partner casus.State) []casus.State {
	if partner == ev.Target {
		return ev.Attackers
	}
	return []casus.State{ev.Target}
}

// CommitmentGaps lists the instruments in the register under which s may owe
// another state something on the day, with the state in Toward.
func (l *Library) CommitmentGaps(s casus.State, on casus.Date, against casus.State, have []Commitment) []Gap {
	out := []Gap{}
	settled := func(toward casus.State, typ casus.ObligationType) bool {
		return slices.ContainsFunc(have, func(c Commitment) bool {
			return c.Toward == toward && c.Verdict == casus.Bound && (c.Type == typ || c.Type == casus.Assist && typ == casus.Consult)
		})
	}
	for _, c := range have {
		if t := l.byID[c.Treaty]; c.Verdict == casus.CannotTell && !settled(c.Toward, c.Type) {
			why := ""
			for _, r := range c.Conditions {
				if r.Role == "unknown" && r.Holds {
					why = cmp.Or(r.Rest, r.Text)
					break
				}
			}
			out = append(out, Gap{State: s, Toward: c.Toward, Instrument: t.Name, Treaty: t.ID, Why: why})
		}
	}
	for _, r := range l.register {
		if !r.live(s, on) || r.OwedBy != nil && !slices.Contains(r.OwedBy, s) || against != "" && !r.concerns([]casus.State{against}) {
			continue
		}
		for i := range r.Parties {
			x := r.Parties[i].State
			if x == s || x == against || !r.live(x, on) || r.OwedTo != nil && !slices.Contains(r.OwedTo, x) || settled(x, r.Type) {
				continue
			}
			out = append(out, r.gap(s, x))
		}
	}
	return out
}

// NotCoded lists the register, in the order of ids.
func (l *Library) NotCoded() []*Registered { return l.register }

// WithRegister gives the library with a register of what is not coded; an entry
// whose id is that of a treaty in the library is left out, since it is coded.
func (l *Library) WithRegister(list []*Registered) *Library {
	for _, r := range list {
		if l.byID[r.ID] == nil {
			l.register = append(l.register, r)
		}
	}
	slices.SortFunc(l.register, func(a, b *Registered) int { return cmp.Compare(a.ID, b.ID) })
	return l
}
