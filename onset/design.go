package onset

import (
	"fmt"
	"slices"

	"casus/estimate"
)

// design is rows as a matrix, laid out once for many fits.
type design struct {
	columns  []string
	x        estimate.Matrix
	dispute  []float64
	war      []float64
	year     []int
	pair     []int // of states, in either direction
	directed []int
}

// newDesign lays rows out.
func newDesign(rows []Row, columns []string) (*design, error) {
	n := len(rows)
	d := &design{columns: columns, x: estimate.Zeros(n, len(columns)), dispute: make([]float64, n), war: make([]float64, n), year: make([]int, n), pair: make([]int, n), directed: make([]int, n)}
	for k, name := range columns {
		at, ok := index[name]
		if !ok {
			return nil, fmt.Errorf("deterrence: no column %q", name)
		}
		for i := range rows {
			d.x.V[i*d.x.K+k] = features[at].of(&rows[i].Dyad)
		}
	}
	for i := range rows {
		r := &rows[i]
		d.dispute[i], d.war[i], d.year[i], d.pair[i], d.directed[i] = is(r.Initiated), is(r.War), r.Year, r.pair(), r.Codes[0]*1000+r.Codes[1]
	}
	return d, nil
}

// began gives for each row whether a conflict of a kind began.
func (d *design) began(k Kind) []float64 {
	if k == War {
		return d.war
	}
	return d.dispute
}

// only keeps some columns, in the order of their names.
func (d *design) only(columns []string) (*design, error) {
	out := *d
	out.columns, out.x = columns, estimate.Zeros(d.x.N, len(columns))
	for k, name := range columns {
		at := slices.Index(d.columns, name)
		if at < 0 {
			return nil, fmt.Errorf("deterrence: the column %q is not laid out", name)
		}
		for i := range d.x.N {
			out.x.V[i*out.x.K+k] = d.x.At(i, at)
		}
	}
	return &out, nil
}

// set fills a column.
func (d *design) set(name string, values []float64) {
	if at := slices.Index(d.columns, name); at >= 0 {
		for i, v := range values {
			d.x.V[i*d.x.K+at] = v
		}
	}
}

// take keeps some rows.
func (d *design) take(rows []int) *design {
	return &design{d.columns, d.x.Take(rows), estimate.Take(d.dispute, rows), estimate.Take(d.war, rows), estimate.Take(d.year, rows), estimate.Take(d.pair, rows), estimate.Take(d.directed, rows)}
}

// within adds the mean of the last column over the years of each directed pair,
// so that the column's own slope compares years of one pair (Mundlak 1978); the
// column stays last.
func (d *design) within() {
	at := d.x.K - 1
	total, n := map[int]float64{}, map[int]float64{}
	for i, p := range d.directed {
		total[p] += d.x.At(i, at)
		n[p]++
	}
	wide := estimate.Zeros(d.x.N, d.x.K+1)
	for i, p := range d.directed {
		row := wide.Row(i)
		copy(row, d.x.Row(i))
		row[at], row[at+1] = total[p]/n[p], d.x.At(i, at)
	}
	d.x = wide
	d.columns = append(slices.Clone(d.columns[:at]), d.columns[at]+", mean of the pair", d.columns[at])
}

// years keeps the rows of some years.
func (d *design) years(from, until int) *design {
	var rows []int
	for i, y := range d.year {
		if y >= from && y <= until {
			rows = append(rows, i)
		}
	}
	return d.take(rows)
}
