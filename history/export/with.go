package export

import (
	"fmt"
	"math"
	"sync"

	"casus/history"
	"casus/history/store"
)

// withs are the groups of columns that can be asked for, with what makes them.
var withs = []struct {
	name string
	add  func(*table) error
}{
	{"atop", (*table).withATOP},
	{"nmc", (*table).withNMC},
	{"democracy", (*table).withDemocracy},
	{"contiguity", (*table).withContiguity},
	{"distance", (*table).withDistance},
	{"mids", func(t *table) error { return t.withMIDs(history.COW, "") }},
	{"onset", func(t *table) error { return t.withMIDs(history.COW, "onset") }},
	{"ongoing", func(t *table) error { return t.withMIDs(history.COW, "ongoing") }},
	{"initiator", func(t *table) error { return t.withMIDs(history.COW, "init") }},
	{"gml-mids", func(t *table) error { return t.withMIDs(history.GML, "") }},
	{"wars", (*table).withWars},
	{"rivalry", (*table).withRivalry},
	{"majors", (*table).withMajors},
	{"gdp", (*table).withGDP},
	{"trade", (*table).withTrade},
	{"peace-years", (*table).withPeaceYears},
	{"similarity", (*table).withSimilarity},
	{"codes", (*table).withCodes},
	{"polity", (*table).withPolity},
	{"vdem", (*table).withVDem},
	{"igos", (*table).withIGOs},
	{"territorial-threat", (*table).withThreat},
	{"ucdp", (*table).withUCDP},
	{"intra-wars", (*table).withIntraWars},
	{"mid-outcomes", (*table).withOutcomes},
}

// Withs lists the groups of columns of state-years and dyad-years.
func Withs() []string {
	var out []string
	for _, w := range withs {
		out = append(out, w.name)
	}
	return out
}

// withGroups adds what the options ask for, in the order of [Withs].
func (t *table) withGroups() error {
	asked := map[string]bool{}
	for _, w := range t.o.With {
		asked[w] = true
	}
	if asked["mids"] {
		asked["onset"], asked["ongoing"], asked["initiator"] = false, false, false
	}
	for _, w := range withs {
		if !asked[w.name] {
			continue
		}
		if err := w.add(t); err != nil {
			return fmt.Errorf("--with %s: %w", w.name, err)
		}
	}
	if t.o.Ongoing == "drop" && t.kind != StateYears {
		if err := t.dropOngoing(); err != nil {
			return err
		}
	}
	if t.o.Relevant {
		if !t.dyadic() {
			return errDyadsOnly
		}
		return t.keepRelevant()
	}
	return nil
}

// add appends a group.
func (t *table) add(cols []variable, fill func(b *block, out []vec)) {
	t.groups = append(t.groups, group{cols: cols, fill: fill})
}

// dyadic is true for tables of two states a row.
func (t *table) dyadic() bool { return t.kind == DyadYears || t.kind == DirectedDyadYears }

// figure is a column of a dataset of state-years.
type figure struct {
	column, label, unit string
	width               int // of a whole number; 0 for a float
}

// withPanels adds figures of a state, twice (with 1 and 2) in dyads.
func (t *table) withPanels(dataset string, figures []figure) error {
	type panel struct {
		*history.Panel
		of figure
	}
	var panels []panel
	tb, err := t.db.Table(dataset)
	if err != nil {
		return err
	}
	for _, f := range figures {
		if !tb.Has(f.column) {
			continue // democracy may be Polity alone
		}
		p, err := t.db.Panel(dataset, f.column)
		if err != nil {
			return err
		}
		panels = append(panels, panel{p, f})
	}
	sides := []string{""}
	if t.dyadic() {
		sides = []string{"1", "2"}
	}
	var cols []variable
	for _, side := range sides {
		for _, p := range panels {
			c := variable{Name: p.of.column + side, Label: p.of.label, Unit: p.of.unit, Kind: store.Float, Datasets: []string{dataset},
				First: p.First, Last: p.Last, Missing: "the source has no value"}
			if side != "" {
				c.Label += ", state " + side
			}
			if p.of.width > 0 {
				c.Kind, c.Width = store.Int, p.of.width
			}
			cols = append(cols, c)
		}
	}
	lines := t.panelLines(len(panels), func(k, i, year int) float64 { return panels[k].At(i, year) })
	t.groups = append(t.groups, group{cols: cols, line: func(b *block, r int, out []byte) []byte {
		out = append(out, lines()(int(b.i[r]), int(b.y[r]))...)
		if len(sides) > 1 {
			out = append(out, ',')
			out = append(out, lines()(int(b.j[r]), int(b.y[r]))...)
		}
		return out
	}, fill: func(b *block, out []vec) {
		for s := range sides {
			who := b.i
			if s == 1 {
				who = b.j
			}
			for k, p := range panels {
				v := &out[s*len(panels)+k]
				for r := range b.n {
					x := p.At(int(who[r]), int(b.y[r]))
					if v.floats != nil {
						v.floats[r] = x
					} else {
						v.ints[r] = integer(x)
					}
				}
			}
		}
	}})
	return nil
}

// panelLines writes n figures of every state in every year as CSV cells, at first use.
func (t *table) panelLines(n int, at func(k, i, year int) float64) func() func(i, year int) []byte {
	return sync.OnceValue(func() func(i, year int) []byte {
		first, years := t.o.From, t.o.To-t.o.From+1
		var text []byte
		ends := make([]int32, t.sys.N()*years+1)
		w := cellWriters.Get().(*cellWriter)
		defer cellWriters.Put(w)
		for i := range t.sys.N() {
			for y := range years {
				if t.sys.In(i, first+y) {
					for k := range n {
						if k > 0 {
							text = append(text, ',')
						}
						text = w.float(text, at(k, i, first+y))
					}
				}
				ends[i*years+y+1] = int32(len(text))
			}
		}
		return func(i, year int) []byte {
			at := i*years + year - first
			return text[ends[at]:ends[at+1]]
		}
	})
}

func (t *table) withNMC() error {
	return t.withPanels("cow-nmc", []figure{
		{"milex", "military expenditure", "thousands of current pounds to 1913, of current US dollars from 1914", 0},
		{"milper", "military personnel", "thousands", 0},
		{"irst", "iron and steel production", "thousand tons", 0},
		{"pec", "primary energy consumption", "thousand coal-ton equivalents", 0},
		{"tpop", "total population", "thousands", 0},
		{"upop", "urban population, cities of 100,000 and more", "thousands", 0},
		{"cinc", "composite index of national capability", "share of the world, 0 to 1", 0},
	})
}

func (t *table) withDemocracy() error {
	dataset := t.db.Dataset("democracy")
	if !t.db.Has(dataset) {
		return &history.AbsentError{Datasets: []string{"democracy", "vdem", "polity"}}
	}
	return t.withPanels(dataset, []figure{
		{"euds", "extended Unified Democracy Score", "", 0},
		{"aeuds", "extended Unified Democracy Score, 0 at the threshold of democracy", "", 0},
		{"polity2", "Polity score", "-10 to 10", 1},
		{"v2x_polyarchy", "V-Dem electoral democracy", "0 to 1", 0},
	})
}

func (t *table) withGDP() error {
	return t.withPanels("gdp", []figure{
		{"mrgdppc", "GDP per head", "2011 international dollars", 0},
		{"sd_mrgdppc", "standard deviation of the estimate of GDP per head", "", 0},
		{"pwtrgdp", "real GDP", "millions of 2017 international dollars", 0},
		{"sd_pwtrgdp", "standard deviation of the estimate of real GDP", "", 0},
		{"pwtpop", "population", "millions", 0},
		{"sd_pwtpop", "standard deviation of the estimate of population", "", 0},
	})
}

func (t *table) withMajors() error {
	p, err := t.db.Majors()
	if err != nil {
		return err
	}
	col := func(name, label string) variable {
		return variable{Name: name, Label: label, Kind: store.Int, Width: 1, Codes: yesNo, Datasets: []string{"cow-majors"}, First: p.First, Last: p.Last, Missing: outside}
	}
	cols := []variable{col("cowmaj", "a major power in the year")}
	if t.dyadic() {
		cols = []variable{col("cowmaj1", "state 1 a major power in the year"), col("cowmaj2", "state 2 a major power in the year")}
	}
	t.add(cols, func(b *block, out []vec) {
		for r := range b.n {
			out[0].ints[r] = integer(p.At(int(b.i[r]), int(b.y[r])))
			if len(out) > 1 {
				out[1].ints[r] = integer(p.At(int(b.j[r]), int(b.y[r])))
			}
		}
	})
	return nil
}

const outside = "outside the source's years"

var yesNo = map[int]string{0: "no", 1: "yes"}

// atopNames are peacesciencer's names of the obligations.
var atopNames = []string{"atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul"}

var atopLabels = []string{"defence", "offence", "neutrality", "non-aggression", "consultation"}

func (t *table) withATOP() error {
	p, err := t.db.Pledges()
	if err != nil {
		return err
	}
	var cols []variable
	for k, n := range atopNames {
		label := "state 1 has promised state 2 " + atopLabels[k]
		switch t.kind {
		case DyadYears:
			label = "one has promised the other " + atopLabels[k]
		case StateYears:
			label = "has promised some state " + atopLabels[k]
		}
		cols = append(cols, variable{Name: n, Label: label, Kind: store.Int, Width: 1, Codes: yesNo,
			Datasets: []string{"atop-directed-dyad-year"}, First: p.First, Last: p.Last, Missing: outside})
	}
	if t.kind == StateYears {
		cols = append(cols, variable{Name: "atop_allies", Label: "states to which something is promised", Kind: store.Int, Width: 2,
			Datasets: []string{"atop-directed-dyad-year"}, First: p.First, Last: p.Last, Missing: outside})
	}
	t.add(cols, func(b *block, out []vec) {
		for r := range b.n {
			var o history.Obligations
			var ok bool
			allies := 0
			if t.kind == StateYears {
				o, allies, ok = t.pledgesOfState(p, int(b.i[r]), int(b.y[r]))
				out[5].ints[r] = int32(allies)
			} else {
				i, j, y := int(b.i[r]), int(b.j[r]), int(b.y[r])
				o, ok = p.At(i, j, y)
				if t.kind == DyadYears {
					back, _ := p.At(j, i, y)
					o |= back
				}
			}
			for k := range out {
				switch {
				case !ok:
					out[k].ints[r] = na
				case k < 5:
					out[k].ints[r] = int32(o >> k & 1)
				}
			}
		}
	})
	return nil
}

func (t *table) pledgesOfState(p *history.Pledges, i, year int) (o history.Obligations, allies int, ok bool) {
	for j := range t.sys.N() {
		var x history.Obligations
		if x, ok = p.At(i, j, year); x != 0 {
			o |= x
			allies++
		}
	}
	return o, allies, ok
}

func (t *table) withContiguity() error {
	c, err := t.db.Contiguity()
	if err != nil {
		return err
	}
	if t.kind == StateYears {
		return t.stateBorders(c)
	}
	codes := map[int]string{0: "not contiguous", 1: "land border", 2: "up to 12 miles of water", 3: "up to 24 miles of water", 4: "up to 150 miles of water", 5: "up to 400 miles of water"}
	t.add([]variable{{Name: "conttype", Label: "type of contiguity, the closest of the year", Kind: store.Int, Width: 1, Codes: codes,
		Datasets: []string{"cow-contiguity"}, First: c.First, Last: c.Last, Missing: outside}},
		func(b *block, out []vec) {
			for r := range b.n {
				k, ok := c.At(int(b.i[r]), int(b.j[r]), int(b.y[r]))
				if !ok {
					k = na
				}
				out[0].ints[r] = int32(k)
			}
		})
	return nil
}

func (t *table) stateBorders(c *history.Borders) error {
	col := func(name, label string) variable {
		return variable{Name: name, Label: label, Kind: store.Int, Width: 2, Datasets: []string{"cow-contiguity"}, First: c.First, Last: c.Last, Missing: outside}
	}
	t.add([]variable{col("land", "land borders"), col("sea", "borders over at most 400 miles of water")}, func(b *block, out []vec) {
		for r := range b.n {
			out[0].ints[r], out[1].ints[r] = 0, 0
			for j := range t.sys.N() {
				k, ok := c.At(int(b.i[r]), j, int(b.y[r]))
				switch {
				case !ok:
					out[0].ints[r], out[1].ints[r] = na, na
				case k == 1:
					out[0].ints[r]++
				case k > 1:
					out[1].ints[r]++
				}
			}
		}
	})
	return nil
}

func (t *table) withDistance() error {
	capitals, minimum := t.db.Has("capitals"), t.db.Has("minimum-distance")
	if !capitals && !minimum {
		return &history.AbsentError{Datasets: []string{"capitals", "minimum-distance"}}
	}
	if capitals {
		c, err := t.db.CapitalDistance()
		if err != nil {
			return err
		}
		t.distance("capdist", "distance between the capitals", "capitals", c.First, c.Last, c.Km)
	}
	if minimum {
		d, err := t.db.MinimumDistance()
		if err != nil {
			return err
		}
		t.distance("mindist", "distance between the nearest points", "minimum-distance", d.First, d.Last, d.At)
	}
	return nil
}

// distance adds a distance; of a state alone, that to the nearest other member.
func (t *table) distance(name, label, dataset string, first, last int, at func(i, j, year int) float64) {
	c := variable{Name: name, Label: label, Unit: "km", Kind: store.Float, Datasets: []string{dataset}, First: first, Last: last, Missing: "the source has no value"}
	if t.kind == StateYears {
		c.Name, c.Label = "min"+name, "least "+label+" over all states of the year"
	}
	t.add([]variable{c}, func(b *block, out []vec) {
		for r := range b.n {
			if t.dyadic() {
				out[0].floats[r] = at(int(b.i[r]), int(b.j[r]), int(b.y[r]))
				continue
			}
			least := math.NaN()
			for _, j := range t.sys.Members(int(b.y[r])) {
				if d := at(int(b.i[r]), j, int(b.y[r])); j != int(b.i[r]) && !(d >= least) && !math.IsNaN(d) {
					least = d
				}
			}
			out[0].floats[r] = least
		}
	})
}

func (t *table) withTrade() error {
	if t.kind == StateYears {
		return t.withNationalTrade()
	}
	if !t.dyadic() {
		return errDyadsOnly
	}
	tr, err := t.db.Trade()
	if err != nil {
		return err
	}
	col := func(name, label string) variable {
		return variable{Name: name, Label: label, Unit: "millions of current US dollars", Kind: store.Float, Datasets: []string{"cow-trade"}, First: tr.First, Last: tr.Last, Missing: "the source has no value"}
	}
	t.add([]variable{col("smoothflow1", "imports of state 1 from state 2, smoothed"), col("smoothflow2", "imports of state 2 from state 1, smoothed")},
		func(b *block, out []vec) {
			for r := range b.n {
				i, j, y := int(b.i[r]), int(b.j[r]), int(b.y[r])
				out[0].floats[r], out[1].floats[r] = tr.Imports(i, j, y), tr.Imports(j, i, y)
			}
		})
	return nil
}

func (t *table) withRivalry() error {
	riv, err := t.db.Rivalries()
	if err != nil {
		return err
	}
	id := map[string]string{"tss-rivalries": "tssr_id", "td-rivalries": "rivalryno"}[riv.Dataset]
	types := []string{"positional", "spatial", "ideological", "interventionary"}
	base := variable{Kind: store.Int, Width: 1, Datasets: []string{riv.Dataset}, First: riv.First, Last: riv.Last, Missing: outside}
	if t.kind == StateYears {
		return t.stateRivalries(riv, base, types)
	}
	idc := base
	idc.Name, idc.Label, idc.Width, idc.Missing = id, "number of the strategic rivalry", 2, "no rivalry in the year"
	cols := []variable{idc}
	for _, n := range append([]string{"ongoingrivalry"}, types...) {
		c := base
		c.Name, c.Label, c.Codes = n, "strategic rivalry in the year", yesNo
		if n != "ongoingrivalry" {
			c.Label = n + " strategic rivalry in the year"
		}
		cols = append(cols, c)
	}
	t.add(cols, func(b *block, out []vec) {
		for r := range b.n {
			y := int(b.y[r])
			for k := 1; k < len(out); k++ {
				out[k].ints[r] = 0
				if y < riv.First || y > riv.Last {
					out[k].ints[r] = na
				}
			}
			out[0].ints[r] = na
			if y > riv.Last {
				continue
			}
			if x := riv.At(int(b.i[r]), int(b.j[r]), y); x != nil {
				out[0].ints[r], out[1].ints[r] = int32(x.ID), 1
				for k, is := range []bool{x.Positional, x.Spatial, x.Ideological, x.Interventionary} {
					out[2+k].ints[r] = bit(is)
				}
			}
		}
	})
	return nil
}

func (t *table) stateRivalries(riv *history.Rivalries, base variable, types []string) error {
	var cols []variable
	for _, n := range types {
		c := base
		c.Name, c.Label = "n_"+n, "number of "+n+" strategic rivalries"
		cols = append(cols, c)
	}
	t.add(cols, func(b *block, out []vec) {
		for r := range b.n {
			y := int(b.y[r])
			for k := range out {
				out[k].ints[r] = 0
				if y > riv.Last {
					out[k].ints[r] = na
				}
			}
			for j := 0; j < t.sys.N() && y <= riv.Last; j++ {
				if x := riv.At(int(b.i[r]), j, y); x != nil && j != int(b.i[r]) {
					for k, is := range []bool{x.Positional, x.Spatial, x.Ideological, x.Interventionary} {
						out[k].ints[r] += bit(is)
					}
				}
			}
		}
	})
	return nil
}
