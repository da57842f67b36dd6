package inquiry

import (
	"cmp"
	"slices"
	"strings"

	"casus"
	"casus/facts"
	"casus/forecast"
	"casus/internal/suggest"
	"casus/statement"
	"casus/stateyear"
	"casus/treaty"
)

// voices gives the statements that bear on the target, as they weigh on their
// speakers' states: those said by the event's day and not retracted, and those
// that are supposed.
func (arc *Archive) voices(lib *treaty.Library, set *stateyear.Setting, ev casus.Event, rows []casus.Obligation, sh Suppositions) ([]forecast.Voice, error) {
	all, err := arc.Said()
	if err != nil {
		return nil, err
	}
	owed := map[string]bool{}
	for _, r := range rows {
		if r.Type == casus.Assist && r.Verdict != casus.NotBound && !r.Political {
			owed[r.Treaty] = true
		}
	}
	w := arc.StatementWorld()
	if len(sh.Law)+len(sh.Spend) > 0 {
		w = w.Suppose(lib, sh.Spend)
	}
	var out []forecast.Voice
	for _, s := range statement.Current(all) {
		supposed := slices.Contains(sh.Said, s.ID)
		if !supposed && (!s.By(ev.On) || slices.Contains(sh.Retracted, s.ID)) || !owed[s.Commitment] {
			continue
		}
		v, ok := arc.voice(w, s, set, ev, supposed)
		if ok {
			out = append(out, v)
		}
	}
	return out, nil
}

// voice weighs one statement; ok is false where it moves nobody's coming to this
// target.
func (arc *Archive) voice(w *statement.World, s statement.Statement, set *stateyear.Setting, ev casus.Event, supposed bool) (v forecast.Voice, ok bool) {
	stance := forecast.StanceWeights[s.Stance]
	i := -1
	if s.State != "" {
		i = set.Index(s.State, ev.On)
	}
	if stance == 0 || i < 0 || s.State == ev.Target || slices.Contains(ev.Attackers, s.State) {
		return v, false
	}
	asked, err := w.Asks(s, ev.Target, ev.Attackers, ev.On)
	if err != nil || asked.Reaches != "yes" {
		return v, false
	}
	v = forecast.Voice{ID: s.ID, Speaker: s.Speaker, State: i, Stance: stance, Authority: arc.authority(s, ev.On)}
	if !supposed {
		v.Years = float64(ev.On-cmp.Or(s.Date, s.DateUntil, s.DateFrom)) / 365.25
	}
	return v, true
}

// authority weighs a speaker's office on a day: 1 for a head of state or
// government, 0.5 for a minister or a spokesman of theirs, 0 for who holds no
// office then.
func (arc *Archive) authority(s statement.Statement, on casus.Date) float64 {
	best, found := 0.0, false
	for _, r := range arc.offices(s.State, s.Speaker) {
		found = true
		if until := r.Date("until"); r.Date("from") <= on && (until == 0 || on < until) {
			best = max(best, officeWeight(r.Text("office")))
		}
	}
	if found {
		return best
	}
	role := strings.ToLower(s.Role)
	for _, w := range []string{"former", "candidate", "nominee", "opposition", "senator", "favourite"} {
		if strings.Contains(role, w) {
			return 0
		}
	}
	return officeWeight(s.Role)
}

// offices lists the rows of one person's offices for one state.
func (arc *Archive) offices(of casus.State, person string) []facts.Row {
	arc.shared.Lock()
	defer arc.shared.Unlock()
	if arc.shared.offices == nil {
		arc.shared.offices = map[casus.State]map[string][]facts.Row{}
		for _, r := range arc.Facts.MustTable("office_holders").Rows {
			s, who := casus.State(r.Text("of")), r.Text("person")
			if arc.shared.offices[s] == nil {
				arc.shared.offices[s] = map[string][]facts.Row{}
			}
			arc.shared.offices[s][who] = append(arc.shared.offices[s][who], r)
		}
	}
	return arc.shared.offices[of][person]
}

// officeWeight weighs an office by its title.
func officeWeight(title string) float64 {
	t := strings.ToLower(title)
	for _, w := range []string{"spokes", "minister of", "foreign", "defence", "defense", "secretary"} {
		if strings.Contains(t, w) {
			return 0.5
		}
	}
	for _, w := range []string{"president", "prime minister", "chancellor", "king", "emperor", "premier"} {
		if strings.Contains(t, w) {
			return 1
		}
	}
	return 0.5
}

// Said gives every statement there is, the embedded ones and those of the
// user's ledger, oldest first, each marked where a later one corrects it.
func (arc *Archive) Said() ([]statement.Statement, error) {
	embedded, err := arc.embedded()
	if err != nil {
		return nil, err
	}
	list := slices.Clone(embedded)
	if arc.Ledger != nil {
		list = append(list, arc.Ledger.Entries...)
	}
	statement.Mark(list)
	statement.Sort(list)
	return list, nil
}

// embedded reads the statements of the facts once.
func (arc *Archive) embedded() ([]statement.Statement, error) {
	arc.shared.Lock()
	defer arc.shared.Unlock()
	if arc.shared.said == nil {
		list, err := statement.All(arc.Facts)
		if err != nil {
			return nil, err
		}
		arc.shared.said = list
	}
	return arc.shared.said, nil
}

// StatementWorld is what conditions of statements ask, with nothing supposed.
func (arc *Archive) StatementWorld() *statement.World {
	arc.shared.Lock()
	defer arc.shared.Unlock()
	if arc.shared.asked == nil {
		arc.shared.asked = statement.NewWorld(arc.Facts, arc.States, arc.Treaties)
	}
	return arc.shared.asked
}

// Recorded finds a statement on record by its id, among all there are.
func (arc *Archive) Recorded(id string) (s statement.Statement, all []statement.Statement, err error) {
	if all, err = arc.Said(); err != nil {
		return s, nil, err
	}
	s, ok := statement.Find(all, strings.TrimSpace(id))
	if ok {
		return s, all, nil
	}
	var ids []string
	for _, x := range all {
		ids = append(ids, x.ID)
	}
	hint := suggest.Hint(id, ids)
	if hint == "" {
		hint = "'casus statements list' shows them all"
	}
	return s, nil, &casus.InputError{Msg: "no statement " + casus.Quoted(id), Hint: hint}
}
