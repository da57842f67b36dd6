package answer

import (
	"cmp"
	"context"
	"slices"

	"casus"
	"casus/inquiry"
	"casus/treaty"
)

// CoverageQuestion asks how much of what is known to exist is coded.
type CoverageQuestion struct{}

// Coverage is the answer to "casus treaties coverage": of the directed pairs of
// states between which ATOP 5.1 codes a promise of defence on its last day, how
// many are coded here, stand in the register of what is not coded, or are absent.
type Coverage struct {
	Schema     string             `json:"schema"`
	On         casus.Date         `json:"on"` // ATOP's last day
	Total      CoverageRow        `json:"total"`
	Rows       []CoverageRow      `json:"rows"` // by region and kind
	Alliances  []CoverageAlliance `json:"alliances"`
	Registered int                `json:"registered"` // instruments in the register, on any day
	Provenance casus.Provenance   `json:"provenance"`
}

// CoverageRow counts pairs. A pair of several alliances counts once, with the
// one of the lowest number.
type CoverageRow struct {
	Region   string `json:"region,omitempty"`
	Kind     string `json:"kind,omitempty"` // bilateral or multilateral
	Pairs    int    `json:"pairs"`
	Coded    int    `json:"coded"`
	NotCoded int    `json:"not_coded"` // in the register
	Absent   int    `json:"absent"`
}

// CoverageAlliance is one of ATOP's alliances that has pairs which are not coded.
type CoverageAlliance struct {
	ATOP     int    `json:"atop"`
	Name     string `json:"name"`
	Region   string `json:"region"`
	Pairs    int    `json:"pairs"`
	NotCoded int    `json:"not_coded"`
	Absent   int    `json:"absent"`
}

// coverageDay is the last day that ATOP 5.1 codes.
var coverageDay = casus.MustDate("2018-12-31")

type statePair struct{ by, to casus.State }

// Ask counts the pairs of the table defence_pacts_2018.
func (CoverageQuestion) Ask(_ context.Context, arc *inquiry.Archive) (Coverage, error) {
	a := Coverage{Schema: "casus.coverage/1", On: coverageDay, Rows: []CoverageRow{}, Alliances: []CoverageAlliance{},
		Registered: len(arc.Treaties.NotCoded()), Provenance: arc.LawProvenance(coverageDay, "defence_pacts_2018", "alliances", "states", "sources")}
	c := coverage{arc: arc, coded: map[statePair]bool{}, asked: map[casus.State]bool{}}
	seen := map[statePair]bool{}
	for _, r := range arc.Facts.MustTable("defence_pacts_2018").Rows {
		by, parties := r.List("by"), r.List("parties")
		kind := "multilateral"
		if len(parties) == 2 {
			kind = "bilateral"
		}
		i := slices.IndexFunc(a.Rows, func(x CoverageRow) bool { return x.Region == r.Text("region") && x.Kind == kind })
		if i < 0 {
			i = len(a.Rows)
			a.Rows = append(a.Rows, CoverageRow{Region: r.Text("region"), Kind: kind})
		}
		one := CoverageAlliance{ATOP: r.Int("atop"), Name: r.Text("name"), Region: r.Text("region")}
		for _, x := range by {
			for _, y := range parties {
				p := statePair{casus.State(x), casus.State(y)}
				if p.by == p.to {
					continue
				}
				var add CoverageRow
				switch {
				case c.codes(p), slices.ContainsFunc(c.texts(r.Int("atop")), func(t *treaty.Treaty) bool { return t.May(p.by, p.to, coverageDay) || over(t, p) }):
					add.Coded = 1
				case c.registers(p):
					add.NotCoded = 1
				default:
					add.Absent = 1
				}
				one.Pairs, one.NotCoded, one.Absent = one.Pairs+1, one.NotCoded+add.NotCoded, one.Absent+add.Absent
				if !seen[p] {
					seen[p] = true
					a.Rows[i].count(add)
					a.Total.count(add)
				}
			}
		}
		if one.NotCoded+one.Absent > 0 {
			a.Alliances = append(a.Alliances, one)
		}
	}
	slices.SortFunc(a.Rows, func(x, y CoverageRow) int {
		return cmp.Or(cmp.Compare(x.Region, y.Region), cmp.Compare(x.Kind, y.Kind))
	})
	slices.SortStableFunc(a.Alliances, func(x, y CoverageAlliance) int {
		return cmp.Or(cmp.Compare(y.Absent, x.Absent), cmp.Compare(y.NotCoded, x.NotCoded), cmp.Compare(x.ATOP, y.ATOP))
	})
	return a, nil
}

// over reports whether the text of ATOP's alliance says that it bound both and
// is over: ATOP has not noticed the end, and nothing is missing.
func over(t *treaty.Treaty, p statePair) bool {
	return t.BoundBetween(p.by, 0, coverageDay) && t.BoundBetween(p.to, 0, coverageDay)
}

func (r *CoverageRow) count(x CoverageRow) {
	r.Pairs, r.Coded, r.NotCoded, r.Absent = r.Pairs+1, r.Coded+x.Coded, r.NotCoded+x.NotCoded, r.Absent+x.Absent
}

// coverage knows which pairs are coded; it asks each state once.
type coverage struct {
	arc   *inquiry.Archive
	coded map[statePair]bool
	asked map[casus.State]bool
}

// codes reports whether some clause of assistance may bind the one to the other.
func (c *coverage) codes(p statePair) bool {
	if !c.asked[p.by] {
		c.asked[p.by] = true
		home := func(s casus.State) casus.Place { return c.arc.Home(s, coverageDay) }
		for _, x := range c.arc.Treaties.Commitments(p.by, coverageDay, "", home) {
			if x.Type == casus.Assist && x.Verdict != casus.NotBound && !x.Political {
				c.coded[statePair{p.by, x.Toward}] = true
			}
		}
	}
	return c.coded[p]
}

// texts gives the treaties that are the texts of one of ATOP's alliances.
func (c *coverage) texts(atop int) []*treaty.Treaty {
	var out []*treaty.Treaty
	for _, r := range c.arc.Facts.MustTable("alliances").Rows {
		if r.Int("atop") == atop && r.Text("treaty") != "" {
			if t, err := c.arc.Treaties.Find(r.Text("treaty")); err == nil {
				out = append(out, t)
			}
		}
	}
	return out
}

// registers reports whether an instrument in the register may bind the one to
// the other.
func (c *coverage) registers(p statePair) bool {
	return slices.ContainsFunc(c.arc.Treaties.NotCoded(), func(r *treaty.Registered) bool { return r.May(p.by, p.to, coverageDay) })
}

// NotCodedQuestion asks for the register of what is not coded; On restricts it to
// what may bind somebody on a day.
type NotCodedQuestion struct{ On string }

// NotCoded is the answer to "casus treaties list --not-coded".
type NotCoded struct {
	Schema      string           `json:"schema"`
	On          casus.Date       `json:"on,omitzero"`
	Instruments []NotCodedEntry  `json:"instruments"`
	Provenance  casus.Provenance `json:"provenance"`
}

// NotCodedEntry is an instrument that is known and not coded.
type NotCodedEntry struct {
	ID      string               `json:"id"`
	Name    string               `json:"name"`
	Type    casus.ObligationType `json:"type"`
	Region  string               `json:"region"`
	ATOP    []int                `json:"atop,omitempty"`
	Signed  casus.Date           `json:"signed"`
	InForce casus.Date           `json:"in_force"`
	Ended   casus.Date           `json:"ended"`
	Parties []PartySheet         `json:"parties"`
	OwedBy  []casus.State        `json:"owed_by,omitempty"`
	OwedTo  []casus.State        `json:"owed_to,omitempty"`
	Against []casus.State        `json:"against,omitempty"`
	Why     string               `json:"why"`
	Source  string               `json:"source"`
	Basis   string               `json:"basis"`
}

// Ask lists the register.
func (q NotCodedQuestion) Ask(_ context.Context, arc *inquiry.Archive) (NotCoded, error) {
	a := NotCoded{Schema: "casus.not-coded/1", Instruments: []NotCodedEntry{}, Provenance: arc.Provenance("sources")}
	if q.On != "" {
		var err error
		if a.On, err = arc.Date(q.On); err != nil {
			return a, err
		}
	}
	for _, r := range arc.Treaties.NotCoded() {
		if a.On != 0 && len(r.Live(a.On)) < 2 {
			continue
		}
		e := NotCodedEntry{r.ID, r.Name, r.Type, r.Region, r.ATOP, r.Signed, r.InForce, r.Ended, []PartySheet{}, r.OwedBy, r.OwedTo, r.Against, r.Why, r.Source, r.Basis}
		for i := range r.Parties {
			e.Parties = append(e.Parties, partySheet(&r.Parties[i]))
		}
		a.Instruments = append(a.Instruments, e)
	}
	return a, nil
}
