package export

import (
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/history"
	"casus/history/similarity"
	"casus/history/store"
)

var errDyadsOnly = &casus.InputError{Msg: "this group of columns belongs to two states", Hint: "export dyad-years or directed-dyad-years"}

var hostLevels = map[int]string{1: "no militarized action", 2: "threat", 3: "display of force", 4: "use of force", 5: "war"}

var fatalities = map[int]string{0: "none", 1: "1 to 25", 2: "26 to 100", 3: "101 to 250", 4: "251 to 500", 5: "501 to 999", 6: "more than 999"}

// midSource gives the datasets behind a coding's dyad-years, in use.
func (t *table) midSource(c history.Coding) []string {
	all := []string{"cow-mid-participant", "cow-mid-dispute"}
	if c == history.COW && !t.db.Has("cow-mid-participant") {
		all = []string{"cow-mid-dyad-year", "cow-mid-dispute"}
	}
	if c == history.GML {
		if all = []string{"gml-dyad-year"}; !t.db.Has("gml-dyad-year") {
			all = []string{"gml-participant", "gml-dispute"}
		}
	}
	var out []string
	for _, d := range all {
		if t.db.Has(d) {
			out = append(out, d)
		}
	}
	return out
}

// withMIDs adds disputes; only names one column where not all are wanted.
func (t *table) withMIDs(c history.Coding, only string) error {
	d, err := t.db.DisputeYears(c)
	if err != nil {
		return err
	}
	prefix := string(c) + "mid"
	base := variable{Kind: store.Int, Width: 1, Datasets: t.midSource(c), First: d.First, Last: d.Last, Missing: outside}
	if t.kind == StateYears {
		return t.stateMIDs(d, base, prefix, only)
	}
	flag := func(name, label string) variable {
		x := base
		x.Name, x.Label, x.Codes = prefix+name, label, yesNo
		return x
	}
	cols := []variable{flag("ongoing", "a dispute between the two in the year"), flag("onset", "a dispute between the two began in the year"),
		flag("init1", "state 1 began a dispute with state 2 in the year"), flag("init2", "state 2 began a dispute with state 1 in the year")}
	details := ""
	if c == history.GML && t.asked("mids") {
		details = "gml_" // both codings in one table
	}
	more := t.midDetails(base, details)
	if only != "" {
		more = nil
	}
	at := d.By(history.Order(t.o.Order))
	orig := t.o.Initiator == "sidea-orig"
	var shown []int
	var list []variable
	for k := range cols {
		if strings.HasPrefix(cols[k].Name, prefix+only) {
			shown, list = append(shown, k), append(list, cols[k])
		}
	}
	for _, m := range more {
		list = append(list, m.col)
	}
	t.add(list, func(b *block, out []vec) {
		for k := range out {
			if k >= len(shown) {
				fillInts(out[k].ints, na)
			}
		}
		for r := range b.n {
			i, j, y := b.pairOf(r)
			if y < d.First || y > d.Last {
				for k := range out {
					out[k].ints[r] = na
				}
				continue
			}
			x := at(i, j, y)
			if x == nil {
				continue
			}
			flags := [4]int32{1, bit(x.Onset), bit(began(x, 0, orig)), bit(began(x, 1, orig))}
			for k, f := range shown {
				out[k].ints[r] = flags[f]
			}
			for k := range more {
				out[len(shown)+k].ints[r] = more[k].get(x)
			}
		}
	})
	return nil
}

// began reports whether the state on one side (0 or 1) of a dyad began the
// dispute in this year.
func began(x *history.DisputeDyad, side int, orig bool) bool {
	s := x.Side[side]
	return x.Onset && s.SideA && (!orig || s.Orig)
}

func (t *table) asked(with string) bool { return slices.Contains(t.o.With, with) }

type midDetail struct {
	col variable
	get func(x *history.DisputeDyad) int32
}

// midDetails are the columns that say more of the dispute that is kept.
func (t *table) midDetails(base variable, prefix string) []midDetail {
	var out []midDetail
	add := func(name, label string, width int, codes map[int]string, get func(x *history.DisputeDyad) int32) {
		c := base
		c.Name, c.Label, c.Width, c.Codes, c.Missing = prefix+name, label, width, codes, "no dispute, or not known"
		out = append(out, midDetail{c, get})
	}
	add("dispnum", "number of the dispute", 4, nil, func(x *history.DisputeDyad) int32 { return int32(x.Dispute) })
	for s := range 2 {
		n := fmt.Sprint(s + 1)
		own := func(f func(p *history.Participant) int32) func(x *history.DisputeDyad) int32 {
			return func(x *history.DisputeDyad) int32 { return f(&x.Side[s]) }
		}
		who := "state " + n + ": "
		add("sidea"+n, who+"on side A", 1, yesNo, own(func(p *history.Participant) int32 { return bit(p.SideA) }))
		add("orig"+n, who+"there from the first day", 1, yesNo, own(func(p *history.Participant) int32 { return bit(p.Orig) }))
		add("fatality"+n, who+"level of fatalities", 1, fatalities, own(func(p *history.Participant) int32 { return p.Fatality }))
		add("fatalpre"+n, who+"fatalities", 4, nil, own(func(p *history.Participant) int32 { return p.FatalPre }))
		add("hiact"+n, who+"highest action", 1, nil, own(func(p *history.Participant) int32 { return p.HiAct }))
		add("hostlev"+n, who+"level of hostility", 1, hostLevels, own(func(p *history.Participant) int32 { return p.HostLev }))
	}
	of := func(name, label string, width int, codes map[int]string, f func(d *history.Dispute) int32) {
		add(name, "dispute: "+label, width, codes, func(x *history.DisputeDyad) int32 { return f(&x.Of) })
	}
	of("fatality", "level of fatalities", 1, fatalities, func(d *history.Dispute) int32 { return d.Fatality })
	of("hostlev", "level of hostility", 1, hostLevels, func(d *history.Dispute) int32 { return d.HostLev })
	of("mindur", "shortest estimate of its days", 2, nil, func(d *history.Dispute) int32 { return d.MinDur })
	of("maxdur", "longest estimate of its days", 2, nil, func(d *history.Dispute) int32 { return d.MaxDur })
	of("recip", "reciprocated", 1, yesNo, func(d *history.Dispute) int32 { return d.Recip })
	of("stmon", "month of its start", 1, nil, func(d *history.Dispute) int32 { return d.StMon })
	return out
}

// stateMIDs adds disputes of a state with anyone.
func (t *table) stateMIDs(d *history.DisputeYears, base variable, prefix, only string) error {
	flags := t.stateFlags(d)
	var list []variable
	var shown []int
	for k, f := range []struct{ name, label, group string }{
		{"ongoing", "in a dispute in the year", "ongoing"}, {"onset", "a dispute began in the year", "onset"},
		{"ongoing_init", "in a dispute that it began", "init"}, {"onset_init", "began a dispute in the year", "init"},
	} {
		if only == "" || only == f.group {
			c := base
			c.Name, c.Label, c.Codes = prefix+f.name, f.label, yesNo
			list, shown = append(list, c), append(shown, k)
		}
	}
	t.add(list, func(b *block, out []vec) {
		for r := range b.n {
			for k, f := range shown {
				out[k].ints[r] = na
				if y := int(b.y[r]); y >= d.First && y <= d.Last {
					out[k].ints[r] = bit(flags[[2]int{int(b.i[r]), y}]&(1<<f) != 0)
				}
			}
		}
	})
	return nil
}

// stateFlags gathers, by state and year, the bits ongoing, onset, ongoing as
// initiator, onset as initiator.
func (t *table) stateFlags(d *history.DisputeYears) map[[2]int]uint8 {
	out := map[[2]int]uint8{}
	for k := range d.All {
		x := &d.All[k]
		i := t.sys.Index(x.Code1)
		if i < 0 {
			continue
		}
		bits := uint8(1)
		initiator := x.Side[0].SideA && (t.o.Initiator != "sidea-orig" || x.Side[0].Orig)
		if x.Onset {
			bits |= 2
		}
		if initiator {
			bits |= 4
		}
		if x.Onset && initiator {
			bits |= 8
		}
		out[[2]int{i, x.Year}] |= bits
	}
	return out
}

// dropOngoing leaves out dyad-years with a dispute that began before.
func (t *table) dropOngoing() error {
	c := history.COW
	if t.asked("gml-mids") && !t.asked("mids") {
		c = history.GML
	}
	d, err := t.db.DisputeYears(c)
	if err != nil {
		return err
	}
	at := d.By(history.DefaultOrder) // a new dispute comes before an ongoing one
	t.keep = func(i, j, year int) bool {
		x := at(i, j, year)
		return x == nil || x.Onset
	}
	return nil
}

func (t *table) withWars() error {
	w, err := t.db.WarYears()
	if err != nil {
		return err
	}
	base := variable{Kind: store.Int, Width: 1, Datasets: []string{"cow-wars"}, First: w.First, Last: w.Last, Missing: outside}
	flag := func(name, label string) variable {
		c := base
		c.Name, c.Label, c.Codes = name, label, yesNo
		return c
	}
	cols := []variable{flag("cowinterongoing", "at war with each other in the year"), flag("cowinteronset", "a war between the two began in the year")}
	if t.kind == StateYears {
		return t.stateWars(w, cols)
	}
	detail := func(name, label string, width int, codes map[int]string) {
		c := base
		c.Name, c.Label, c.Width, c.Codes, c.Missing = name, label, width, codes, "no war, or not known"
		cols = append(cols, c)
	}
	outcomes := map[int]string{1: "won", 2: "lost", 3: "compromise", 4: "transformed into another war", 6: "stalemate", 8: "changed sides"}
	detail("warnum", "number of the war", 2, nil)
	for _, n := range []string{"1", "2"} {
		detail("side"+n, "state "+n+": side in the war", 1, nil)
		detail("initiator"+n, "state "+n+": began the war", 1, yesNo)
		detail("outcome"+n, "state "+n+": outcome", 1, outcomes)
		detail("batdeath"+n, "state "+n+": battle deaths in the war", 4, nil)
	}
	detail("resume", "combat resumed after a pause", 1, yesNo)
	t.add(cols, func(b *block, out []vec) {
		for r := range b.n {
			i, j, y := b.pairOf(r)
			for k := range out {
				out[k].ints[r] = na
			}
			if y < w.First || y > w.Last {
				continue
			}
			out[0].ints[r], out[1].ints[r] = 0, 0
			if x := w.At(i, j, y); x != nil {
				out[0].ints[r], out[1].ints[r], out[2].ints[r] = 1, bit(x.Onset), int32(x.War)
				for s, p := range x.Side {
					k := 3 + 4*s
					out[k].ints[r], out[k+1].ints[r], out[k+2].ints[r], out[k+3].ints[r] = int32(p.Side), bit(p.Initiator), int32(p.Outcome), p.Deaths
				}
				out[11].ints[r] = bit(x.Resumed)
			}
		}
	})
	return nil
}

func (t *table) stateWars(w *history.WarYears, cols []variable) error {
	flags := map[[2]int]uint8{}
	for k := range w.All {
		x := &w.All[k]
		if i := t.sys.Index(x.Code1); i >= 0 {
			flags[[2]int{i, x.Year}] |= 1 | uint8(bit(x.Onset))<<1
		}
	}
	cols[0].Label, cols[1].Label = "at war in the year", "entered a war in the year"
	t.add(cols, func(b *block, out []vec) {
		for r := range b.n {
			for k := range out {
				out[k].ints[r] = na
				if y := int(b.y[r]); y >= w.First && y <= w.Last {
					out[k].ints[r] = bit(flags[[2]int{int(b.i[r]), y}]&(1<<k) != 0)
				}
			}
		}
	})
	return nil
}

// withSimilarity adds the measures of similarity, and the distance of UN ideal
// points where these are imported.
func (t *table) withSimilarity() error {
	if !t.dyadic() {
		return errDyadsOnly
	}
	y, err := Similarity(t.db)
	if err != nil {
		return err
	}
	var cols []variable
	sources := []string{"atop-directed-dyad-year"}
	for k, n := range similarity.Names {
		c := variable{Name: n, Label: similarityLabels[k], Kind: store.Float, Datasets: sources, First: y.First, Last: y.Last, Missing: "outside ATOP's years, or undefined"}
		if n == "srswvas" || n == "srswvaa" || n == "srswba" {
			c.Datasets = append([]string{"cow-nmc"}, sources...)
		}
		cols = append(cols, c)
	}
	t.add(cols, func(b *block, out []vec) {
		for r := range b.n {
			i, j, year := b.pairOf(r)
			m, ok := y.At(i, j, year)
			if !ok {
				for k := range out {
					out[k].floats[r] = nan
				}
				continue
			}
			for k, v := range m.Values() {
				out[k].floats[r] = v
			}
		}
	})
	if t.db.Has("un-ideal-points") {
		return t.withIdealPoints()
	}
	return nil
}

var similarityLabels = []string{
	"Kendall's tau-b, valued ties", "S, valued ties, squared distances", "S, valued ties, squared distances, weighted by CINC",
	"S, valued ties, absolute distances", "S, valued ties, absolute distances, weighted by CINC", "Cohen's kappa, valued ties, squared distances",
	"Scott's pi, valued ties, squared distances", "Scott's pi, valued ties as names", "Kendall's tau-b, binary ties", "S, binary ties",
	"S, binary ties, weighted by CINC", "Cohen's kappa, binary ties", "Scott's pi, binary ties",
}

func (t *table) withIdealPoints() error {
	p, err := t.db.Panel("un-ideal-points", "idealpointall")
	if err != nil {
		return err
	}
	t.add([]variable{{Name: "idealpointdist", Label: "distance of the two states' UN ideal points", Kind: store.Float, Datasets: []string{"un-ideal-points"},
		First: p.First, Last: p.Last, Missing: "one of the two has no ideal point"}}, func(b *block, out []vec) {
		for r := range b.n {
			i, j, y := b.pairOf(r)
			if d := p.At(i, y) - p.At(j, y); d < 0 {
				out[0].floats[r] = -d
			} else {
				out[0].floats[r] = d
			}
		}
	})
	return nil
}
