package joining

import (
	"fmt"

	"casus/estimate"
	"casus/history"
)

// Invocation is one alliance in one war in which its obligation was invoked, as
// experts judge (Berkemeier and Fuhrmann 2018, by the rules of Leeds, Long and
// Mitchell), and whether it was honoured.
type Invocation struct {
	War, Alliance int
	Since1945     bool
	Multilateral  bool // more than two parties
	Defence       bool // it promises active help against an attack
	Offence       bool
	Neutrality    bool
	Peace         bool // non-aggression
	Consult       bool
	Honoured      bool
}

// Invocations gives the alliances that were invoked in wars.
func Invocations(db *history.DB) ([]Invocation, error) {
	t, err := db.Table("berkemeier-fuhrmann")
	if err != nil {
		return nil, err
	}
	yes := func(name string) func(r int) bool {
		col := t.Ints(name)
		return func(r int) bool { return col[r] == 1 }
	}
	war, alliance, left := t.Ints("warid"), t.Ints("atopid"), yes("dnallm")
	early, several, kept := yes("sample"), yes("multilateral"), yes("honorllm")
	defence, offence, neutral, peace, consult := yes("defense"), yes("offense"), yes("neutral"), yes("nonagg"), yes("consul")
	var out []Invocation
	for r := range t.Rows() {
		if !left(r) {
			out = append(out, Invocation{
				War: int(war[r]), Alliance: int(alliance[r]), Since1945: !early(r), Multilateral: several(r),
				Defence: defence(r), Offence: offence(r), Neutrality: neutral(r), Peace: peace(r), Consult: consult(r), Honoured: kept(r),
			})
		}
	}
	return out, nil
}

// Member is one member of an alliance in a war in which its obligation was
// invoked, and whether it honoured it (Leeds and Anac 2005).
type Member struct {
	War, Alliance, State int // COW and ATOP numbers

	Military  float64 // institutionalisation of the alliance's military side, 0 to 2
	Formality float64 // 0 to 2
	Weaker    bool    // or stronger: its capability changed since it signed
	Decides   bool    // its way of deciding changed since it signed
	Target    bool    // it was itself an original target of the war
	Wartime   bool    // the alliance was made in the war
	Active    bool    // it promises active help
	Bilateral bool
	Since1945 bool
	Honoured  bool
}

// Members gives the members of invoked alliances.
func Members(db *history.DB) ([]Member, error) {
	t, err := db.Table("leeds-anac")
	if err != nil {
		return nil, err
	}
	is1 := func(name string) func(r int) bool {
		col := t.Floats(name)
		return func(r int) bool { return col[r] == 1 }
	}
	war, alliance, state, military, formal := t.Ints("war"), t.Ints("atopid"), t.Ints("ccode1"), t.Ints("milinst"), t.Ints("formal")
	honoured, wartime, active, bilateral := t.Ints("honor3"), t.Ints("wartime"), t.Ints("active"), t.Ints("bilat")
	weaker, decides, target := is1("chcap2d"), is1("dinstch2"), is1("origtar1")
	out := make([]Member, t.Rows())
	for r := range out {
		out[r] = Member{
			War: int(war[r]), Alliance: int(alliance[r]), State: int(state[r]), Military: float64(military[r]), Formality: float64(formal[r]),
			Weaker: weaker(r), Decides: decides(r), Target: target(r), Wartime: wartime[r] == 1, Active: active[r] == 1, Bilateral: bilateral[r] == 1,
			Since1945: war[r] > lastBefore1945, Honoured: honoured[r] == 1,
		}
	}
	return out, nil
}

// lastBefore1945 is the last COW number of a war that began before 1945: the
// numbers rise with time.
const lastBefore1945 = 145

// invoked are the features of the class of invoked alliances: what can be known
// of a state that is bound today.
var invoked = []feature{
	{"since 1945", "the war began in 1945 or later", "the war began before 1945", 0, func(e *Event, _ *scene, _ int) float64 { return is(e.Setting.Year >= since) }},
	{"several", "its treaty has more than two parties", "its treaty has two parties", 0, func(e *Event, _ *scene, i int) float64 { return is(e.Ties[i].Several) }},
	{"since 1945 and several", "", "", 0, func(e *Event, _ *scene, i int) float64 { return is(e.Setting.Year >= since && e.Ties[i].Several) }},
	{"defence", "", "", 0, func(*Event, *scene, int) float64 { return 1 }},
	{"offence", "its treaty also promises to join an attack", "its treaty promises defence alone", 0, func(e *Event, _ *scene, i int) float64 { return is(e.Ties[i].Offence) }},
}

// row gives an invocation's values of the features of the class.
func (v *Invocation) row() []float64 {
	return []float64{is(v.Since1945), is(v.Multilateral), is(v.Since1945 && v.Multilateral), is(v.Defence), is(v.Offence)}
}

// fitInvoked estimates whether an invoked alliance is honoured.
func fitInvoked(cases []Invocation, o FitOptions) (*Params, error) {
	if len(cases) == 0 {
		return nil, fmt.Errorf("no cases")
	}
	var rows [][]float64
	var y []float64
	var wars []int
	p := &Params{Class: Invoked, First: 1816, Last: 2003, Counts: countInvoked(cases)}
	seen := map[int]bool{}
	for k := range cases {
		rows, y, wars = append(rows, cases[k].row()), append(y, is(cases[k].Honoured)), append(wars, cases[k].War)
		p.Joined += int(y[k])
		seen[wars[k]] = true
	}
	p.Events, p.Rows = len(seen), len(cases)
	x, err := estimate.NewMatrix(rows)
	if err != nil {
		return nil, err
	}
	fit, choice, err := estimate.TunedLogit(x, y, wars, folds, penalties, o.Seed, estimate.Options{Workers: o.Workers})
	if err != nil {
		return nil, err
	}
	cov, err := fit.Clustered(wars)
	if err != nil {
		return nil, err
	}
	p.Join = Line{Columns: columnsOf(invoked), Coef: fit.Coef, Penalty: choice.Penalty, Cov: rowsOf(cov)}
	return p, nil
}

// countInvoked counts alliances that promise defence, which alone can be
// compared with a state that is bound to help a target.
func countInvoked(cases []Invocation) []Count {
	out := []Count{{Of: "invoked defence pacts", Duty: BoundDuty}, {Of: "invoked defence pacts", Duty: BoundDuty, Since: 1945}}
	for _, c := range cases {
		for n := range out {
			if c.Defence && (out[n].Since == 0 || c.Since1945) {
				out[n].Cases++
				out[n].Joined += int(is(c.Honoured))
			}
		}
	}
	return out
}
