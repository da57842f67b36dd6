package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/history"
	"casus/history/importer"
	"casus/history/store"
)

// planCodes lays out the numbers of states by date: COW's and Gleditsch and Ward's
// lists, and of other publishers the numbers that are not COW's. No data need be
// imported.
func (t *table) planCodes() error {
	if err := t.only(); err != nil {
		return err
	}
	var rows []history.CodeSpell
	for _, c := range history.Codes() {
		if c.From.Year() <= t.o.To && (c.Until == 0 || c.Until.Year() >= t.o.From) {
			rows = append(rows, c)
		}
	}
	number := func(v int) int32 {
		if v == 0 {
			return na
		}
		return int32(v)
	}
	day := func(d casus.Date) int32 {
		if d == 0 {
			return na
		}
		return int32(d)
	}
	col := func(name, label, missing string, k store.Kind, width int) variable {
		return variable{Name: name, Label: label, Kind: k, Width: width, Missing: missing}
	}
	t.texts(col("system", "whose number it is", "", store.Text, 1), len(rows), func(r int) string { return string(rows[r].System) })
	t.ints(col("code", "the number", "", store.Int, 2), func(r int) int32 { return int32(rows[r].Code) })
	t.ints(col("from", "first day on which it means this", "", store.Day, 4), func(r int) int32 { return day(rows[r].From) })
	t.ints(col("until", "last day on which it means this", "it still does", store.Day, 4), func(r int) int32 { return day(rows[r].Until) })
	t.ints(col("ccode", "Correlates of War state number", "no member of that list then", store.Int, 2), func(r int) int32 { return number(rows[r].COW) })
	t.ints(col("gwcode", "Gleditsch-Ward number", "no member of that list then", store.Int, 2), func(r int) int32 { return number(rows[r].GW) })
	t.texts(col("name", "name in the system", "", store.Text, 1), len(rows), func(r int) string { return rows[r].Name })
	t.texts(col("basis", "how it is known", "", store.Text, 1), len(rows), func(r int) string { return rows[r].Basis })
	t.texts(col("source", "where it was read", "", store.Text, 1), len(rows), func(r int) string { return rows[r].Source })
	t.made(len(rows), nil)
	return nil
}

// planDataset lays out a dataset as it was imported: its own columns, in the order of
// its key.
func (t *table) planDataset() error {
	if err := t.only(); err != nil {
		return err
	}
	if _, ok := importer.SourceOf(t.o.Dataset); !ok {
		var ids []string
		for _, s := range importer.Sources() {
			ids = append(ids, s.ID)
		}
		_, err := oneOf("dataset", t.o.Dataset, ids)
		return err
	}
	a, err := t.db.Table(t.o.Dataset)
	if err != nil {
		return err
	}
	for _, name := range a.Names() {
		c := a.Column(name)
		v := variable{Name: name, Label: name, Kind: c.Kind, Width: 4, Datasets: []string{t.o.Dataset}, Missing: "the source has no value"}
		switch c.Kind {
		case store.Float:
			t.floats(v, func(r int) float64 { return c.Floats[r] })
		case store.Text:
			t.texts(v, a.Rows(), func(r int) string {
				if c.Ints[r] == na {
					return ""
				}
				return c.Dict[c.Ints[r]]
			})
		default:
			t.ints(v, func(r int) int32 { return c.Ints[r] })
		}
	}
	t.made(a.Rows(), nil)
	return nil
}

// leaderYear is a leader in a year of office.
type leaderYear struct {
	row  int // of archigos
	year int
}

// planLeaders lays out leader-years from Archigos: a leader in every year in which he or
// she was in office on some day.
func (t *table) planLeaders() error {
	if err := t.only("willingness"); err != nil {
		return err
	}
	a, err := t.db.Table("archigos")
	if err != nil {
		return err
	}
	code, born, from, until := a.Ints("gwcode"), a.Ints("yrborn"), a.Days("startdate"), a.Days("enddate")
	obsid, leader, gender := a.Texts("obsid"), a.Texts("leader"), a.Texts("gender")
	last := 0
	for _, d := range until {
		last = max(last, d.Year())
	}
	var rows []leaderYear
	for r := range code {
		end := last
		if until[r] != 0 {
			end = until[r].Year()
		}
		for y := max(from[r].Year(), t.o.From); y <= min(end, t.o.To); y++ {
			rows = append(rows, leaderYear{r, y})
		}
	}
	slices.SortStableFunc(rows, func(x, y leaderYear) int {
		return cmp.Or(cmp.Compare(code[x.row], code[y.row]), cmp.Compare(x.year, y.year), cmp.Compare(from[x.row], from[y.row]))
	})
	src := []string{"archigos"}
	col := func(name, label, missing string, width int) variable {
		return variable{Name: name, Label: label, Width: width, Datasets: src, Missing: missing}
	}
	t.texts(col("obsid", "Archigos' name of the spell in office", "", 1), len(rows), func(r int) string { return obsid[rows[r].row] })
	t.ints(col("gwcode", "Gleditsch-Ward number", "", 2), func(r int) int32 { return code[rows[r].row] })
	t.ints(col("ccode", "Correlates of War state number", "no member of that list in the year", 2), func(r int) int32 {
		if c := history.COWIn(history.GWCodes, int(code[rows[r].row]), rows[r].year); c > 0 {
			return int32(c)
		}
		return na
	})
	t.ints(col("year", "year", "", 2), func(r int) int32 { return int32(rows[r].year) })
	t.texts(col("leader", "the leader's name", "", 1), len(rows), func(r int) string { return leader[rows[r].row] })
	t.texts(col("gender", "the leader's gender", "not known", 1), len(rows), func(r int) string { return gender[rows[r].row] })
	t.ints(col("leaderage", "age, the year less that of birth", "the year of birth is not known", 2), func(r int) int32 {
		if b := born[rows[r].row]; b != na {
			return int32(rows[r].year) - b
		}
		return na
	})
	t.ints(col("yrinoffice", "year in office, the first being 1", "", 2), func(r int) int32 { return int32(rows[r].year - from[rows[r].row].Year() + 1) })
	if t.asked("willingness") {
		if err := t.willingness(rows, obsid); err != nil {
			return err
		}
	}
	t.made(len(rows), nil)
	return nil
}

// willingness adds how willing each leader was to use force.
func (t *table) willingness(rows []leaderYear, obsid []string) error {
	w, err := t.db.Table("leader-willingness")
	if err != nil {
		return err
	}
	at := map[string]int{}
	for r, id := range w.Texts("obsid") {
		at[id] = r
	}
	for k := 1; k <= 4; k++ {
		for _, what := range []string{"mean", "sd"} {
			name := fmt.Sprintf("theta%d_%s", k, what)
			values := w.Floats(name)
			t.floats(variable{Name: name, Label: fmt.Sprintf("willingness to use force, model %d, %s", k, what), Datasets: []string{"leader-willingness"}, Missing: "the source has no value"}, func(r int) float64 {
				if i, ok := at[obsid[rows[r].row]]; ok {
					return values[i]
				}
				return nan
			})
		}
	}
	return nil
}

// withCodes adds Gleditsch and Ward's numbers.
func (t *table) withCodes() error {
	names := []string{"gwcode"}
	if t.dyadic() {
		names = []string{"gwcode1", "gwcode2"}
	}
	var cols []variable
	for _, n := range names {
		cols = append(cols, variable{Name: n, Label: "Gleditsch-Ward number of the state on the last day of the year", Kind: store.Int, Width: 2, Datasets: []string{"cow-states"}, Missing: "no member of that list in the year"})
	}
	t.add(cols, func(b *block, out []vec) {
		for k, who := range [][]int32{b.i, b.j}[:len(cols)] {
			lastState, lastYear, code := int32(-1), int32(-1), int32(na)
			for r := range b.n {
				if who[r] != lastState || b.y[r] != lastYear {
					lastState, lastYear, code = who[r], b.y[r], na
					if g := history.GWIn(t.sys.Codes[who[r]], int(b.y[r])); g > 0 {
						code = int32(g)
					}
				}
				out[k].ints[r] = code
			}
		}
	})
	return nil
}

func (t *table) withPolity() error {
	return t.withPanels("polity", []figure{
		{"democ", "institutionalized democracy; -66, -77, -88 for interruption, interregnum, transition", "0 to 10", 1},
		{"autoc", "institutionalized autocracy; -66, -77, -88 likewise", "0 to 10", 1},
		{"polity2", "Polity score, revised", "-10 to 10", 1},
		{"durable", "years since the last change of regime", "years", 2},
	})
}

func (t *table) withVDem() error {
	return t.withPanels("vdem", []figure{
		{"v2x_polyarchy", "electoral democracy", "0 to 1", 0},
		{"v2x_libdem", "liberal democracy", "0 to 1", 0},
	})
}

func (t *table) withIGOs() error {
	if t.kind == StateYears {
		return t.withPanels("igo-state-years", []figure{
			{"sum_igo_full", "international organisations of which it is a full member", "", 2},
			{"sum_igo_associate", "of which it is an associate member", "", 2},
			{"sum_igo_observer", "of which it is an observer", "", 2},
			{"sum_igo_anytype", "of which it is any of these", "", 2},
		})
	}
	p, first, last, err := t.db.PairFigure("igo-dyad-years", "dyadigos")
	if err != nil {
		return err
	}
	t.add([]variable{{Name: "dyadigos", Label: "international organisations of which both are members", Kind: store.Int, Width: 2, Datasets: []string{"igo-dyad-years"},
		First: first, Last: last, Missing: "the source has no value"}}, func(b *block, out []vec) {
		for r := range b.n {
			out[0].ints[r] = integer(p(int(b.i[r]), int(b.j[r]), int(b.y[r])))
		}
	})
	return nil
}

func (t *table) withThreat() error {
	return t.withPanels("territorial-threat", []figure{{"lterrthreat", "latent territorial threat", "", 0}, {"sd", "standard deviation of the estimate of territorial threat", "", 0}})
}

func (t *table) withNationalTrade() error {
	return t.withPanels("cow-trade-national", []figure{
		{"imports", "imports", "millions of current US dollars", 0}, {"exports", "exports", "millions of current US dollars", 0},
	})
}

// withUCDP adds UCDP's armed conflicts to state-years: a conflict belongs to the state on
// its side A. Gleditsch and Ward's numbers are led to COW's by date.
func (t *table) withUCDP() error {
	if t.kind != StateYears {
		return errStatesOnly
	}
	a, err := t.db.Table("ucdp-conflicts")
	if err != nil {
		return err
	}
	type cell struct {
		intensity int32
		onset     bool
	}
	id, year, intensity, side := a.Ints("conflict_id"), a.Ints("year"), a.Ints("intensity_level"), a.Texts("gwno_a")
	begun := map[[2]int]int32{} // conflict and state: first year
	by := map[[2]int]cell{}
	first, last := 9999, 0
	each := func(r int, f func(gw int)) {
		for _, s := range strings.Split(side[r], ",") {
			if gw, err := strconv.Atoi(strings.TrimSpace(s)); err == nil {
				f(gw)
			}
		}
	}
	for r := range id {
		first, last = min(first, int(year[r])), max(last, int(year[r]))
		each(r, func(gw int) {
			k := [2]int{int(id[r]), gw}
			if y, ok := begun[k]; !ok || year[r] < y {
				begun[k] = year[r]
			}
		})
	}
	for r := range id {
		each(r, func(gw int) {
			i := t.sys.Index(history.COWIn(history.GWCodes, gw, int(year[r])))
			if i < 0 {
				return
			}
			c := by[[2]int{i, int(year[r])}]
			c.intensity = max(c.intensity, intensity[r])
			c.onset = c.onset || begun[[2]int{int(id[r]), gw}] == year[r]
			by[[2]int{i, int(year[r])}] = c
		})
	}
	col := func(name, label string, codes map[int]string) variable {
		return variable{Name: name, Label: label, Kind: store.Int, Width: 1, Codes: codes, Datasets: []string{"ucdp-conflicts"}, First: first, Last: last, Missing: outside}
	}
	cols := []variable{col("ucdpongoing", "an armed conflict in the year", yesNo), col("ucdponset", "an armed conflict began in the year", yesNo),
		col("maxintensity", "highest intensity of its conflicts", map[int]string{1: "25 to 999 deaths", 2: "1,000 deaths and more"})}
	cols[2].Missing = "no armed conflict"
	t.add(cols, func(b *block, out []vec) {
		for r := range b.n {
			y := int(b.y[r])
			c, ok := by[[2]int{int(b.i[r]), y}]
			out[2].ints[r] = na
			switch {
			case y < first || y > last:
				out[0].ints[r], out[1].ints[r] = na, na
			case ok:
				out[0].ints[r], out[1].ints[r], out[2].ints[r] = 1, bit(c.onset), c.intensity
			}
		}
	})
	return nil
}

var errStatesOnly = &casus.InputError{Msg: "this group of columns belongs to a state", Hint: "export state-years"}

// withIntraWars adds COW's intra-state wars to state-years: a war belongs to the states
// on its sides.
func (t *table) withIntraWars() error {
	if t.kind != StateYears {
		return errStatesOnly
	}
	a, err := t.db.Table("cow-intra-wars")
	if err != nil {
		return err
	}
	const first, last = casus.FirstYear, 2007
	flags := map[[2]int]uint8{}
	codes := [][]int32{a.Ints("ccodea"), a.Ints("ccodeb")}
	spans := [][2][]int32{{a.Ints("startyear1"), a.Ints("endyear1")}, {a.Ints("startyear2"), a.Ints("endyear2")}}
	for r := range a.Rows() {
		for _, c := range codes {
			i := t.sys.Index(int(c[r]))
			for _, s := range spans {
				from, until := s[0][r], s[1][r]
				if i < 0 || from == na {
					continue
				}
				if until == na {
					until = last
				}
				for y := from; y <= until; y++ {
					flags[[2]int{i, int(y)}] |= 1 | uint8(bit(y == from))<<1
				}
			}
		}
	}
	col := func(name, label string) variable {
		return variable{Name: name, Label: label, Kind: store.Int, Width: 1, Codes: yesNo, Datasets: []string{"cow-intra-wars"}, First: first, Last: last, Missing: outside}
	}
	t.add([]variable{col("cowintraongoing", "in an intra-state war in the year"), col("cowintraonset", "an intra-state war began in the year")}, func(b *block, out []vec) {
		for r := range b.n {
			for k := range out {
				out[k].ints[r] = na
				if y := int(b.y[r]); y >= first && y <= last {
					out[k].ints[r] = bit(flags[[2]int{int(b.i[r]), y}]&(1<<k) != 0)
				}
			}
		}
	})
	return nil
}

// withOutcomes adds how the dispute that is kept ended, and who wanted what changed.
func (t *table) withOutcomes() error {
	if !t.dyadic() {
		return errDyadsOnly
	}
	d, err := t.db.DisputeYears(history.COW)
	if err != nil {
		return err
	}
	at := d.By(history.Order(t.o.Order))
	outcomes := map[int]string{1: "victory of side A", 2: "victory of side B", 3: "yield by side A", 4: "yield by side B", 5: "stalemate", 6: "compromise", 7: "released", 8: "unclear", 9: "joined ongoing war"}
	settle := map[int]string{1: "negotiated", 2: "imposed", 3: "none", 4: "unclear"}
	aims := map[int]string{0: "none", 1: "territory", 2: "policy", 3: "regime", 4: "other"}
	base := variable{Kind: store.Int, Width: 1, Datasets: t.midSource(history.COW), First: d.First, Last: d.Last, Missing: "no dispute, or not known"}
	var cols []variable
	var get []func(x *history.DisputeDyad) int32
	add := func(name, label string, codes map[int]string, f func(x *history.DisputeDyad) int32) {
		c := base
		c.Name, c.Label, c.Codes = name, label, codes
		cols, get = append(cols, c), append(get, f)
	}
	add("outcome", "dispute: outcome", outcomes, func(x *history.DisputeDyad) int32 { return x.Of.Outcome })
	add("settle", "dispute: settlement", settle, func(x *history.DisputeDyad) int32 { return x.Of.Settle })
	for s := range 2 {
		n := strconv.Itoa(s + 1)
		add("revstate"+n, "state "+n+": wanted a change", yesNo, func(x *history.DisputeDyad) int32 { return x.Side[s].RevState })
		add("revtype1"+n, "state "+n+": what it wanted changed, first", aims, func(x *history.DisputeDyad) int32 { return x.Side[s].RevType[0] })
		add("revtype2"+n, "state "+n+": what it wanted changed, second", aims, func(x *history.DisputeDyad) int32 { return x.Side[s].RevType[1] })
	}
	t.add(cols, func(b *block, out []vec) {
		for r := range b.n {
			x := at(b.pairOf(r))
			for k := range out {
				out[k].ints[r] = na
				if x != nil && int(b.y[r]) <= d.Last {
					out[k].ints[r] = get[k](x)
				}
			}
		}
	})
	return nil
}

// keepRelevant leaves politically relevant dyads in: contiguous ones, and those with a
// major power. Outside the years of the lists of borders and majors there are none.
func (t *table) keepRelevant() error {
	c, err := t.db.Contiguity()
	if err != nil {
		return err
	}
	m, err := t.db.Majors()
	if err != nil {
		return err
	}
	before := t.keep
	t.keep = func(i, j, year int) bool {
		if before != nil && !before(i, j, year) {
			return false
		}
		k, ok := c.At(i, j, year)
		return ok && (k > 0 || m.At(i, year) == 1 || m.At(j, year) == 1)
	}
	return nil
}
