package export

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/history"
	"casus/history/store"
)

// made is a table whose rows are known before its columns are filled.
func (t *table) made(n int, keys func(b *block)) {
	t.rows = n
	for lo := 0; lo < n; lo += unitRows {
		rows := min(unitRows, n-lo)
		t.units = append(t.units, unit{rows: rows, make: func() *block {
			b := &block{n: rows, at: lo}
			if keys != nil {
				keys(b)
			}
			return b
		}})
	}
}

// ints and texts are columns of made rows, from a function of the row's number.
func (t *table) ints(c variable, get func(row int) int32) {
	if c.Kind == "" {
		c.Kind = store.Int
	}
	t.add([]variable{c}, func(b *block, out []vec) {
		for r := range b.n {
			out[0].ints[r] = get(b.at + r)
		}
	})
}

func (t *table) floats(c variable, get func(row int) float64) {
	c.Kind = store.Float
	t.add([]variable{c}, func(b *block, out []vec) {
		for r := range b.n {
			out[0].floats[r] = get(b.at + r)
		}
	})
}

func (t *table) texts(c variable, n int, get func(row int) string) {
	c.Kind, c.Width = store.Text, 1
	for r := range n {
		c.Width = max(c.Width, len(get(r)))
	}
	t.add([]variable{c}, func(b *block, out []vec) {
		for r := range b.n {
			out[0].texts[r] = get(b.at + r)
		}
	})
}

// only refuses groups of columns that a kind of table does not have.
func (t *table) only(allowed ...string) error {
	for _, w := range t.o.With {
		if !slices.Contains(allowed, w) {
			return &casus.InputError{Msg: fmt.Sprintf("%s have no columns %s", t.kind, casus.Quoted(w)), Hint: "they have: " + strings.Join(allowed, ", ")}
		}
	}
	return nil
}

// lastATOP is the last year of ATOP 5.1: alliances without an end stood then.
const lastATOP = 2018

// allianceYear is one row.
type allianceYear struct {
	a       *history.Alliance
	year    int
	phase   int
	members []int // indices of COW states
	codes   []int // all members, also those that were no COW states
	promise history.Obligations
	cond    bool
}

func (t *table) planAlliances() error {
	if err := t.only("nmc", "majors", "democracy", "similarity"); err != nil {
		return err
	}
	atop, err := t.db.ATOP()
	if err != nil {
		return err
	}
	m, err := t.db.Table("atop-member")
	if err != nil {
		return err
	}
	conditional := m.Ints("conditio")
	var rows []allianceYear
	for k := range atop.Alliances {
		a := &atop.Alliances[k]
		last := lastATOP
		if a.Span.Until != 0 {
			last = a.Span.Until.Year()
		}
		for y := max(a.Span.From.Year(), t.o.From); y <= min(last, t.o.To); y++ {
			if row := t.allianceYear(a, y, conditional); len(row.codes) > 0 {
				rows = append(rows, row)
			}
		}
	}
	src := []string{"atop-member"}
	col := func(name, label string, width int, codes map[int]string) variable {
		return variable{Name: name, Label: label, Width: width, Codes: codes, Datasets: src}
	}
	t.ints(col("atopid", "ATOP's number of the alliance", 4, nil), func(r int) int32 { return int32(rows[r].a.ID) })
	t.ints(col("year", "year", 2, nil), func(r int) int32 { return int32(rows[r].year) })
	t.ints(col("phase", "the last phase that stood in the year", 1, nil), func(r int) int32 { return int32(rows[r].phase) })
	t.ints(col("bilat", "bilateral", 1, yesNo), func(r int) int32 { return bit(rows[r].a.Bilat) })
	t.ints(col("nmembers", "members on some day of the year", 2, nil), func(r int) int32 { return int32(len(rows[r].codes)) })
	for k, n := range atopNames {
		t.ints(col(n, "some member promises "+atopLabels[k], 1, yesNo), func(r int) int32 { return int32(rows[r].promise >> k & 1) })
	}
	t.ints(col("conditio", "some promise is conditional", 1, yesNo), func(r int) int32 { return bit(rows[r].cond) })
	t.texts(col("members", "codes of the members", 1, nil), len(rows), func(r int) string { return codeList(rows[r].codes) })
	if err := t.allianceWiths(rows); err != nil {
		return err
	}
	t.made(len(rows), nil)
	return nil
}

func (t *table) allianceYear(a *history.Alliance, year int, conditional []int32) allianceYear {
	row := allianceYear{a: a, year: year}
	seen := map[int]bool{}
	for _, m := range a.Members {
		if m.Span.From.Year() > year || m.Span.Until != 0 && m.Span.Until.Year() < year {
			continue
		}
		row.phase = max(row.phase, m.Phase)
		row.promise |= m.Obligations
		row.cond = row.cond || conditional[m.Row] == 1
		if seen[m.Code] {
			continue
		}
		seen[m.Code] = true
		row.codes = append(row.codes, m.Code)
	}
	slices.Sort(row.codes)
	for _, c := range row.codes {
		if i := t.sys.Index(c); i >= 0 {
			row.members = append(row.members, i)
		}
	}
	return row
}

// allianceWiths adds sums and means over the members.
func (t *table) allianceWiths(rows []allianceYear) error {
	over := func(r int, at func(i, year int) float64) (sum float64, n int) {
		for _, i := range rows[r].members {
			if v := at(i, rows[r].year); !math.IsNaN(v) {
				sum, n = sum+v, n+1
			}
		}
		return sum, n
	}
	panel := func(dataset, column, name, label string, mean bool) error {
		p, err := t.db.Panel(dataset, column)
		if err != nil {
			return err
		}
		t.floats(variable{Name: name, Label: label, Datasets: []string{dataset}, First: p.First, Last: p.Last, Missing: "no member has a value"}, func(r int) float64 {
			sum, n := over(r, p.At)
			switch {
			case n == 0:
				return nan
			case mean:
				return sum / float64(n)
			}
			return sum
		})
		return nil
	}
	if t.asked("nmc") {
		if err := panel("cow-nmc", "cinc", "cinc", "capabilities of the members together", false); err != nil {
			return err
		}
	}
	if t.asked("majors") {
		p, err := t.db.Majors()
		if err != nil {
			return err
		}
		t.ints(variable{Name: "nmajors", Label: "major powers among the members", Width: 1, Datasets: []string{"cow-majors"}, First: p.First, Last: p.Last, Missing: outside}, func(r int) int32 {
			if rows[r].year > p.Last || rows[r].year < p.First {
				return na
			}
			sum, _ := over(r, p.At)
			return int32(sum)
		})
	}
	if t.asked("democracy") {
		if err := panel(t.db.Dataset("democracy"), "v2x_polyarchy", "v2x_polyarchy", "mean electoral democracy of the members", true); err != nil {
			return err
		}
	}
	if t.asked("similarity") {
		return t.allianceSimilarity(rows)
	}
	return nil
}

// allianceSimilarity adds the mean and the lowest similarity of the members.
func (t *table) allianceSimilarity(rows []allianceYear) error {
	y, err := Similarity(t.db)
	if err != nil {
		return err
	}
	var cols []variable
	for _, n := range []string{"srswvaa", "piva", "kappava"} {
		for _, how := range []string{"mean", "low"} {
			cols = append(cols, variable{Name: how + "_" + n, Label: map[string]string{"mean": "mean", "low": "lowest"}[how] + " similarity of two members, " + n, Kind: store.Float,
				Datasets: []string{"atop-directed-dyad-year", "cow-nmc"}, First: y.First, Last: y.Last, Missing: "fewer than two members in the system"})
		}
	}
	t.add(cols, func(b *block, out []vec) {
		for r := range b.n {
			row := &rows[b.at+r]
			sum, low, n := [3]float64{}, [3]float64{2, 2, 2}, 0
			for k, i := range row.members {
				for _, j := range row.members[:k] {
					m, ok := y.At(i, j, row.year)
					if !ok {
						continue
					}
					n++
					for f, v := range [3]float64{m.SWV, m.PiV, m.KappaV} {
						sum[f] += v
						low[f] = math.Min(low[f], v)
					}
				}
			}
			for f := range sum {
				out[2*f].floats[r], out[2*f+1].floats[r] = nan, nan
				if n > 0 {
					out[2*f].floats[r], out[2*f+1].floats[r] = sum[f]/float64(n), low[f]
				}
			}
		}
	})
	return nil
}

func codeList(codes []int) string {
	var b strings.Builder
	for k, c := range codes {
		if k > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(c))
	}
	return b.String()
}
