package atop

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"casus"
	"casus/facts"
	"casus/treaty"
	"casus/treaty/expr"
)

// The tables of facts that stand beside the import.
const (
	alliancesTable  = "alliances"
	conditionsTable = "alliance_conditions"
)

// Tables names the tables of facts that a compiled alliance draws on.
func Tables() []string { return []string{alliancesTable, conditionsTable, daysTable, endsTable} }

// allianceRow names an alliance, or the treaty in Casus's library that is its
// text.
type allianceRow struct {
	phase  int // 0: every phase
	name   string
	treaty string // id in the library, "" where Casus has no text
	row    facts.Row
}

func (r allianceRow) fault(msg string) error {
	return &casus.InputError{File: filepath.Join(r.row.Layer, alliancesTable+".csv"), Line: r.row.Line, Msg: msg}
}

func readAlliances(pack *facts.Pack) (map[int][]allianceRow, error) {
	t, err := pack.Table(alliancesTable)
	if err != nil {
		return nil, err
	}
	out := map[int][]allianceRow{}
	for _, r := range t.Rows {
		id := r.Int("atop")
		out[id] = append(out[id], allianceRow{phase: r.Int("phase"), name: r.Text("name"), treaty: r.Text("treaty"), row: r})
	}
	return out, nil
}

// condition is one row on what a promise depends on.
type condition struct {
	phase      int // 0: every phase
	obligation casus.ObligationType
	by         casus.State // "": every state that makes the promise
	favour     casus.State // a third state for whose sake the promise is made
	settles    []string    // the kinds of condition of which it gives the content
	discretion casus.Discretion
	role       string
	text       string // the expression, or for pending and until its value
	step       treaty.Step
	pending    treaty.PendingStep
	until      casus.Date
}

// kinds of condition, as in the names of ATOP's flags: adversary, place, one
// conflict, number of adversaries, demands, provocation, attack, request; and
// olimob, some other limit.
var flagKinds = []string{"adv", "loc", "con", "num", "dem", "pr", "att", "req", "lim"}

func readConditions(pack *facts.Pack, ps *programs) (map[int][]condition, error) {
	t, err := pack.Table(conditionsTable)
	if err != nil {
		return nil, err
	}
	out := map[int][]condition{}
	for _, r := range t.Rows {
		x := condition{
			phase: r.Int("phase"), obligation: casus.ObligationType(r.Text("obligation")), by: casus.State(r.Text("by")),
			favour: casus.State(r.Text("in_favour_of")), discretion: casus.Discretion(r.Text("discretion")),
			role: r.Text("role"), text: r.Text("expression"),
		}
		fault := func(format string, args ...any) error {
			return &casus.InputError{File: filepath.Join(r.Layer, conditionsTable+".csv"), Line: r.Line, Msg: fmt.Sprintf(format, args...)}
		}
		for k := range strings.SplitSeq(r.Text("settles"), ";") {
			if k = strings.TrimSpace(k); k == "" {
				continue
			}
			if !slices.Contains(flagKinds, k) {
				return nil, fault("settles: no kind of condition %s; one of %s", casus.Quoted(k), strings.Join(flagKinds, ", "))
			}
			x.settles = append(x.settles, k)
		}
		says, source := r.Text("says"), r.Text("reference")
		switch x.role {
		case "pending":
			what := casus.Pending(x.text)
			who, how, ok := strings.Cut(says, ": ")
			if !slices.Contains(casus.Pendings, what) || !ok {
				return nil, fault("a pending row has one of %v as its expression, and says who: how", casus.Pendings)
			}
			x.pending = treaty.PendingStep{What: what, Who: who, Says: how}
		case "until":
			if x.until, err = casus.ParseDate(x.text); err != nil {
				return nil, fault("a row with the role until has a date as its expression: %v", err)
			}
			x.step = treaty.Step{Says: says, Source: source}
		default:
			p, faults := ps.compile(x.text)
			if len(faults) > 0 {
				e := *faults[0]
				e.File, e.Line = filepath.Join(r.Layer, conditionsTable+".csv"), r.Line
				return nil, &e
			}
			x.step = treaty.Step{Role: roles[x.role], Says: says, Source: source, Basis: r.Text("basis"), If: p}
		}
		id := r.Int("atop")
		out[id] = append(out[id], x)
	}
	return out, nil
}

// roles maps the words of the table to what a step does.
var roles = map[string]string{"when": "condition", "unless": "exception", "contested": "doubt", "cannot_tell": "unknown", "note": "note"}

type program = expr.Program[treaty.Scope]

// programs compiles each expression once.
type programs struct {
	world *treaty.World
	by    map[string]*program
}

func (ps *programs) compile(source string) (*program, []*casus.InputError) {
	if p := ps.by[source]; p != nil {
		return p, nil
	}
	p, faults := ps.world.Condition(source)
	if len(faults) == 0 {
		ps.by[source] = p
	}
	return p, faults
}

// step makes a step of a condition that this package words itself.
func (ps *programs) step(role, source, says string) treaty.Step {
	p, faults := ps.compile(source)
	if len(faults) > 0 {
		panic(faults[0]) // the expressions of this package are tested
	}
	return treaty.Step{Role: role, If: p, Says: says, Source: source, Basis: "report"}
}

// before makes a note that is shown on the days before one, 0 for every day.
func (ps *programs) before(day casus.Date, says string) treaty.Step {
	if day == 0 {
		return ps.always("note", says)
	}
	return ps.step("note", "on < "+day.String(), says)
}

// always makes a step that holds in every event.
func (ps *programs) always(role, says string) treaty.Step {
	return ps.step(role, "on >= 1816-01-01", says)
}
