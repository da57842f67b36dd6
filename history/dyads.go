package history

import (
	"cmp"
	"fmt"
	"slices"

	"casus"
	"casus/history/store"
	"casus/internal/suggest"
)

// DisputeDyad is one directed dispute-dyad-year: two states on opposite sides
// of a dispute on the same day of a year.
type DisputeDyad struct {
	Dispute            int
	Code1, Code2, Year int
	// Onset marks the year in which the two begin to face each other in this
	// dispute, anew after each day on which they do not.
	Onset bool
	// Side holds each state's own part.
	Side [2]Participant
	// Of is the dispute's own coding; its numbers are [store.NA] where the
	// dispute file is not imported.
	Of Dispute
}

// DisputeYears holds the dispute-dyad-years of a coding.
type DisputeYears struct {
	Coding      Coding
	First, Last int           // years of the source
	All         []DisputeDyad // by dispute, states, year

	sys *System
}

// DisputeYears gives a coding's directed dispute-dyad-years. COW's are made
// from the participants' days, or read from an imported expansion where only
// that is there; GML's are read from its own expansion (2.2.1), or made from
// the participants of 2.1.
func (db *DB) DisputeYears(c Coding) (*DisputeYears, error) {
	return cached(db, "dispute-years "+string(c), func() (*DisputeYears, error) {
		s, err := db.System()
		if err != nil {
			return nil, err
		}
		d := &DisputeYears{Coding: c, First: casus.FirstYear, sys: s}
		made, read := "cow-mid-participant", "cow-mid-dyad-year"
		if c == GML {
			made, read = "gml-participant", "gml-dyad-year"
		}
		switch {
		case c == COW && db.Has(made), c == GML && !db.Has(read) && db.Has(made):
			disputes, err := db.Disputes(c)
			if err != nil {
				return nil, err
			}
			for i := range disputes {
				d.All = append(d.All, expand(&disputes[i])...)
			}
		case db.Has(read):
			if d.All, err = db.readDyads(c, read); err != nil {
				return nil, err
			}
		default:
			return nil, &AbsentError{Datasets: []string{made, read}}
		}
		for _, x := range d.All {
			d.Last = max(d.Last, x.Year)
		}
		return d, nil
	})
}

// expand makes the directed dyad-years of a dispute from the days on which its
// participants faced each other.
func expand(d *Dispute) []DisputeDyad {
	type pair struct{ a, b int }
	type key struct {
		pair
		year   int
		aSideA bool
	}
	rows := map[key]DisputeDyad{}
	days := map[pair][]casus.Span{}
	bare := *d
	bare.Participants = nil
	for _, a := range d.Participants {
		for _, b := range d.Participants {
			span, ok := overlap(a.Span, b.Span)
			if a.Code == b.Code || a.SideA == b.SideA || !ok {
				continue
			}
			days[pair{a.Code, b.Code}] = append(days[pair{a.Code, b.Code}], span)
			for y := span.From.Year(); y <= span.Until.Year(); y++ {
				k := key{pair{a.Code, b.Code}, y, a.SideA}
				old, ok := rows[k]
				if !ok || earlier(a, b, old.Side) {
					rows[k] = DisputeDyad{Dispute: d.Num, Code1: a.Code, Code2: b.Code, Year: y, Side: [2]Participant{a, b}, Of: bare}
				}
			}
		}
	}
	begin := map[pair]map[int]bool{}
	for p, spans := range days {
		begin[p] = starts(spans)
	}
	var out []DisputeDyad
	for k, r := range rows {
		r.Onset = begin[k.pair][k.year]
		out = append(out, r)
	}
	slices.SortFunc(out, func(x, y DisputeDyad) int {
		return cmp.Or(cmp.Compare(x.Code1, y.Code1), cmp.Compare(x.Code2, y.Code2), cmp.Compare(x.Year, y.Year),
			compareBool(y.Side[0].SideA, x.Side[0].SideA))
	})
	return out
}

// earlier says whether a and b are an earlier stretch than the one held: of
// several in a year, the first speaks for it.
func earlier(a, b Participant, held [2]Participant) bool {
	return cmp.Or(cmp.Compare(a.Span.From, held[0].Span.From), cmp.Compare(b.Span.From, held[1].Span.From)) < 0
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// readDyads reads an expansion that was imported.
func (db *DB) readDyads(c Coding, dataset string) ([]DisputeDyad, error) {
	t, err := db.Table(dataset)
	if err != nil {
		return nil, err
	}
	of := map[int]Dispute{}
	if c == COW && db.Has("cow-mid-dispute") {
		disputes, err := db.Disputes(c)
		if err != nil {
			return nil, err
		}
		for _, d := range disputes {
			d.Participants = nil
			of[d.Num] = d
		}
	}
	num, c1, c2, year, onset := t.Ints("dispnum"), t.Ints("ccode1"), t.Ints("ccode2"), t.Ints("year"), t.Ints("onset")
	side := func(n string) func(r int) Participant {
		sidea, orig, fatality, fatalpre := t.Ints("sidea"+n), t.Ints("orig"+n), t.Ints("fatality"+n), t.Ints("fatalpre"+n)
		hiact, hostlev := t.Ints("hiact"+n), t.Ints("hostlev"+n)
		return func(r int) Participant {
			return Participant{SideA: sidea[r] == 1, Orig: orig[r] == 1, Fatality: fatality[r], FatalPre: fatalpre[r], HiAct: hiact[r], HostLev: hostlev[r],
				RevState: store.NA, RevType: [2]int32{store.NA, store.NA}}
		}
	}
	first, second := side("1"), side("2")
	var own map[string][]int32
	if c == GML {
		own = map[string][]int32{}
		for _, n := range []string{"fatality", "fatalpre", "hiact", "hostlev", "mindur", "maxdur", "outcome", "settle", "recip", "stmon"} {
			own[n] = t.Ints(n)
		}
	}
	out := make([]DisputeDyad, t.Rows())
	for r := range out {
		x := DisputeDyad{Dispute: int(num[r]), Code1: int(c1[r]), Code2: int(c2[r]), Year: int(year[r]), Onset: onset[r] == 1}
		x.Side = [2]Participant{first(r), second(r)}
		x.Side[0].Code, x.Side[1].Code = x.Code1, x.Code2
		if d, ok := of[x.Dispute]; ok {
			x.Of = d
		} else {
			x.Of = *unknownDispute(x.Dispute)
		}
		if own != nil {
			x.Of.Fatality, x.Of.FatalPre, x.Of.HiAct, x.Of.HostLev = own["fatality"][r], own["fatalpre"][r], own["hiact"][r], own["hostlev"][r]
			x.Of.MinDur, x.Of.MaxDur, x.Of.Outcome, x.Of.Settle = own["mindur"][r], own["maxdur"][r], own["outcome"][r], own["settle"][r]
			x.Of.Recip, x.Of.StMon = own["recip"][r], own["stmon"][r]
		}
		out[r] = x
	}
	return out, nil
}

// Order says which of several disputes of a pair in a year is kept: a list of
// criteria, the first that tells decides; at last, the lowest number.
type Order string

// DefaultOrder is peacesciencer's: a new dispute before an ongoing one, then
// the highest fatality (unknown counts between none and 1 to 25), hostility,
// shortest and longest estimate of duration, a reciprocated one, and the
// earliest month.
const DefaultOrder Order = "onset,fatality,hostlev,mindur,maxdur,recip,stmon"

// OrderCriteria lists the words that an [Order] is made of.
var OrderCriteria = []string{"onset", "fatality", "hostlev", "mindur", "maxdur", "recip", "stmon", "dispnum"}

// ParseOrder checks an order; "" is [DefaultOrder].
func ParseOrder(s string) (Order, error) {
	if s == "" {
		return DefaultOrder, nil
	}
	for _, w := range splitList(s) {
		if !slices.Contains(OrderCriteria, w) {
			e := &casus.InputError{Msg: fmt.Sprintf("order of disputes: there is no criterion %s", casus.Quoted(w)), Hint: fmt.Sprintf("criteria: %v", OrderCriteria)}
			if near := suggest.Nearest(w, OrderCriteria, 1); len(near) > 0 {
				e.Hint = "did you mean " + near[0] + "?"
			}
			return "", e
		}
	}
	return Order(s), nil
}

// compareBy says which of two dispute-dyad-years comes first under an order.
func compareBy(criteria []string, a, b *DisputeDyad) int {
	for _, w := range criteria {
		d := 0
		switch w {
		case "onset":
			d = compareBool(b.Onset, a.Onset)
		case "fatality":
			d = cmp.Compare(fatalityRank(b.Of.Fatality), fatalityRank(a.Of.Fatality))
		case "hostlev":
			d = cmp.Compare(b.Of.HostLev, a.Of.HostLev)
		case "mindur":
			d = cmp.Compare(b.Of.MinDur, a.Of.MinDur)
		case "maxdur":
			d = cmp.Compare(b.Of.MaxDur, a.Of.MaxDur)
		case "recip":
			d = cmp.Compare(b.Of.Recip, a.Of.Recip)
		case "stmon":
			d = cmp.Compare(a.Of.StMon, b.Of.StMon)
		}
		if d != 0 {
			return d
		}
	}
	return cmp.Or(cmp.Compare(a.Dispute, b.Dispute), compareBool(b.Side[0].SideA, a.Side[0].SideA))
}

func fatalityRank(v int32) float64 {
	if v == store.NA {
		return 0.5
	}
	return float64(v)
}

// pairedDyads finds the dispute that is kept for a pair in a year.
type pairedDyads struct {
	n     int
	first []int32
	count []int32
	kept  []DisputeDyad
}

// By gives, for each pair and year, the dispute that an order keeps.
func (d *DisputeYears) By(o Order) func(i, j, year int) *DisputeDyad {
	p := &pairedDyads{n: d.sys.N()}
	rows := slices.Clone(d.All)
	rows = slices.DeleteFunc(rows, func(x DisputeDyad) bool { return d.sys.Index(x.Code1) < 0 || d.sys.Index(x.Code2) < 0 })
	criteria := splitList(string(o))
	slices.SortStableFunc(rows, func(a, b DisputeDyad) int {
		if d := cmp.Or(cmp.Compare(a.Code1, b.Code1), cmp.Compare(a.Code2, b.Code2), cmp.Compare(a.Year, b.Year)); d != 0 {
			return d
		}
		return compareBy(criteria, &a, &b)
	})
	p.kept = slices.CompactFunc(rows, func(a, b DisputeDyad) bool {
		return a.Code1 == b.Code1 && a.Code2 == b.Code2 && a.Year == b.Year
	})
	p.first, p.count = make([]int32, p.n*p.n), make([]int32, p.n*p.n)
	for r, x := range p.kept {
		k := d.sys.Index(x.Code1)*p.n + d.sys.Index(x.Code2)
		if p.count[k] == 0 {
			p.first[k] = int32(r)
		}
		p.count[k]++
	}
	return p.at
}

func (p *pairedDyads) at(i, j, year int) *DisputeDyad {
	k := i*p.n + j
	for r := p.first[k]; r < p.first[k]+p.count[k]; r++ {
		if x := &p.kept[r]; x.Year == year {
			return x
		}
	}
	return nil
}
