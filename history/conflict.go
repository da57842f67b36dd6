package history

import (
	"cmp"
	"slices"

	"casus"
	"casus/history/store"
)

// War is one inter-state war.
type War struct {
	Num          int
	Name         string
	Belligerents []Belligerent
}

// Belligerent is one state's part in a war; a state that changed sides has two.
type Belligerent struct {
	Code      int
	Side      int          // 1 or 2
	Spells    []casus.Span // one, or two where combat resumed
	Initiator bool         // it began the war; COW names at least one such state, all of one side
	Outcome   int          // 1 won, 2 lost, 3 compromise, 4 transformed, 6 stalemate, 8 changed sides
	Deaths    int32        // battle deaths, [store.NA] where unknown
}

// Wars gives COW's inter-state wars, by number.
func (db *DB) Wars() ([]War, error) {
	return cached(db, "wars", func() ([]War, error) {
		t, err := db.Table("cow-wars")
		if err != nil {
			return nil, err
		}
		num, code, side := t.Ints("warnum"), t.Ints("ccode"), t.Ints("side")
		initiator, outcome, deaths := t.Ints("initiator"), t.Ints("outcome"), t.Ints("batdeath")
		names := t.Texts("warname")
		var cols [2][6][]int32
		for k, n := range []string{"1", "2"} {
			for c, name := range []string{"startyear", "startmonth", "startday", "endyear", "endmonth", "endday"} {
				cols[k][c] = t.Ints(name + n)
			}
		}
		var out []War
		for r := range num {
			if n := len(out); n == 0 || out[n-1].Num != int(num[r]) {
				out = append(out, War{Num: int(num[r]), Name: names[r]})
			}
			b := Belligerent{Code: int(code[r]), Side: int(side[r]), Initiator: initiator[r] == 1, Outcome: int(outcome[r]), Deaths: deaths[r]}
			for _, c := range cols {
				from := dayOf(c[0][r], c[1][r], c[2][r], false)
				if from != 0 {
					b.Spells = append(b.Spells, casus.Span{From: from, Until: dayOf(c[3][r], c[4][r], c[5][r], true)})
				}
			}
			w := &out[len(out)-1]
			w.Belligerents = append(w.Belligerents, b)
		}
		return out, nil
	})
}

// Start gives the first day of a war.
func (w *War) Start() casus.Date {
	var d casus.Date
	for _, b := range w.Belligerents {
		for _, s := range b.Spells {
			if d == 0 || s.From < d {
				d = s.From
			}
		}
	}
	return d
}

// Coding names one of the two codings of militarized disputes.
type Coding string

// The codings.
const (
	COW Coding = "cow" // Correlates of War, MID
	GML Coding = "gml" // Gibler, Miller and Little
)

// Dispute is one militarized interstate dispute. A number that the source does
// not have is [store.NA].
type Dispute struct {
	Num                int
	Span               casus.Span
	StartYear, StMon   int32
	Outcome, Settle    int32
	Fatality, FatalPre int32
	HiAct, HostLev     int32
	MinDur, MaxDur     int32
	Recip              int32
	Participants       []Participant
}

// Participant is one state's stretch in a dispute. The unknown day of a start
// is taken as the month's first, that of an end as its last.
type Participant struct {
	Code               int
	SideA, Orig        bool
	Span               casus.Span
	Fatality, FatalPre int32
	HiAct, HostLev     int32
	RevState           int32    // 1: wanted the status quo changed
	RevType            [2]int32 // what: 1 territory, 2 policy, 3 regime, 4 other
}

// Disputes gives a coding's disputes with their participants, by number. Where
// only one of the two files is imported, the other's fields are missing.
func (db *DB) Disputes(c Coding) ([]Dispute, error) {
	return cached(db, "disputes "+string(c), func() ([]Dispute, error) {
		a, b := "cow-mid-dispute", "cow-mid-participant"
		if c == GML {
			a, b = "gml-dispute", "gml-participant"
		}
		if !db.Has(a) && !db.Has(b) {
			return nil, &AbsentError{Datasets: []string{a, b}}
		}
		by := map[int]*Dispute{}
		if db.Has(a) {
			t, err := db.Table(a)
			if err != nil {
				return nil, err
			}
			readDisputes(t, by)
		}
		if db.Has(b) {
			t, err := db.Table(b)
			if err != nil {
				return nil, err
			}
			readParticipants(t, by)
		}
		var out []Dispute
		for _, d := range by {
			out = append(out, *d)
		}
		slices.SortFunc(out, func(x, y Dispute) int { return cmp.Compare(x.Num, y.Num) })
		return out, nil
	})
}

func readDisputes(t *store.Table, by map[int]*Dispute) {
	num := t.Ints("dispnum")
	sy, sm, sd := t.Ints("styear"), t.Ints("stmon"), t.Ints("stday")
	ey, em, ed := t.Ints("endyear"), t.Ints("endmon"), t.Ints("endday")
	get := func(name string) []int32 { return t.Ints(name) }
	outcome, settle, fatality, fatalpre := get("outcome"), get("settle"), get("fatality"), get("fatalpre")
	hiact, hostlev, mindur, maxdur, recip := get("hiact"), get("hostlev"), get("mindur"), get("maxdur"), get("recip")
	for r := range num {
		by[int(num[r])] = &Dispute{
			Num: int(num[r]), Span: casus.Span{From: dayOf(sy[r], sm[r], sd[r], false), Until: dayOf(ey[r], em[r], ed[r], true)},
			StartYear: sy[r], StMon: sm[r], Outcome: outcome[r], Settle: settle[r], Fatality: fatality[r], FatalPre: fatalpre[r],
			HiAct: hiact[r], HostLev: hostlev[r], MinDur: mindur[r], MaxDur: maxdur[r], Recip: recip[r],
		}
	}
}

func readParticipants(t *store.Table, by map[int]*Dispute) {
	num, code, sidea, orig := t.Ints("dispnum"), t.Ints("ccode"), t.Ints("sidea"), t.Ints("orig")
	sy, sm, sd := t.Ints("styear"), t.Ints("stmon"), t.Ints("stday")
	ey, em, ed := t.Ints("endyear"), t.Ints("endmon"), t.Ints("endday")
	fatality, fatalpre, hiact, hostlev := t.Ints("fatality"), t.Ints("fatalpre"), t.Ints("hiact"), t.Ints("hostlev")
	revstate, rev1, rev2 := t.Ints("revstate"), t.Ints("revtype1"), t.Ints("revtype2")
	for r := range num {
		if sidea[r] == store.NA {
			continue // one row of GML 2.1 has no side: it faces nobody
		}
		d := by[int(num[r])]
		if d == nil {
			d = unknownDispute(int(num[r]))
			by[d.Num] = d
		}
		p := Participant{
			Code: int(code[r]), SideA: sidea[r] == 1, Orig: orig[r] == 1,
			Span:     casus.Span{From: dayOf(sy[r], sm[r], sd[r], false), Until: dayOf(ey[r], em[r], ed[r], true)},
			Fatality: fatality[r], FatalPre: fatalpre[r], HiAct: hiact[r], HostLev: hostlev[r],
			RevState: revstate[r], RevType: [2]int32{rev1[r], rev2[r]},
		}
		d.Participants = append(d.Participants, p)
	}
}

func unknownDispute(num int) *Dispute {
	return &Dispute{Num: num, StartYear: store.NA, StMon: store.NA, Outcome: store.NA, Settle: store.NA, Fatality: store.NA,
		FatalPre: store.NA, HiAct: store.NA, HostLev: store.NA, MinDur: store.NA, MaxDur: store.NA, Recip: store.NA}
}

// overlap gives the days that two stretches share; ok is false for none.
func overlap(a, b casus.Span) (casus.Span, bool) {
	out := casus.Span{From: max(a.From, b.From), Until: min(a.Until, b.Until)}
	return out, out.From <= out.Until && out.From != 0
}

// starts gives the years in which one of several stretches begins that no
// other one runs into: stretches that touch or overlap are one.
func starts(spans []casus.Span) map[int]bool {
	out := map[int]bool{}
	slices.SortFunc(spans, func(a, b casus.Span) int { return cmp.Compare(a.From, b.From) })
	var until casus.Date
	for i, s := range spans {
		if i == 0 || s.From > until+1 {
			out[s.From.Year()] = true
		}
		until = max(until, s.Until)
	}
	return out
}
