package export

import (
	"context"
	"math"
	"sync"

	"casus/history"
	"casus/history/store"
)

// na is a missing whole number.
const na = store.NA

// variable describes one column of a table.
type variable struct {
	Name  string
	Label string
	Unit  string
	Kind  store.Kind     // store.Int, store.Float or store.Text
	Width int            // of a whole number in bytes: 1, 2 or 4; of a text, its longest value
	Codes map[int]string // meaning of a category's numbers
	// Datasets are the ids of the sources, with versions as imported.
	Datasets []string
	// First and Last are the years that the sources cover; 0 for all.
	First, Last int
	// Missing says when a value is missing.
	Missing string
}

// vec is a column's values in a block: ints or floats, or texts.
type vec struct {
	ints   []int32
	floats []float64
	texts  []string
}

// block is a stretch of rows. The key columns of all year tables are made from
// i, j and y; alliances and joiners bring their rows with them.
type block struct {
	n    int
	i, j []int32 // indices of states
	y    []int32
	runs []run // stretches of rows of one pair, or of one state
	at   int   // of a block of made rows: the first one
	vecs []vec
}

// run is a stretch of rows of one pair, or of one state where j is -1.
type run struct{ i, j, lo, hi int }

// group is a set of columns that are filled together.
type group struct {
	cols []variable
	fill func(b *block, out []vec)
	// line, where there is one, appends a row's cells as CSV has them, without fill: the
	// figures of a state in a year stand in hundreds of rows and are written once.
	line func(b *block, r int, out []byte) []byte
}

// table is a planned export: its columns and its units of work.
type table struct {
	kind Kind
	db   *history.DB
	sys  *history.System
	o    *Options

	groups []group
	units  []unit
	rows   int

	// sorted lists the columns by which the rows are in order.
	sorted []int

	keep func(i, j, year int) bool // rows that the options leave in; nil for all
}

// unit is one piece of work: a fixed set of rows, so that where rows are cut
// does not depend on the number of workers.
type unit struct {
	rows int
	make func() *block
}

func (t *table) columns() []variable {
	var out []variable
	for _, g := range t.groups {
		out = append(out, g.cols...)
	}
	return out
}

// scratch holds one worker's columns from unit to unit: made anew for each, they were
// half of the memory that an export turned over.
type scratch struct {
	ints   [][]int32
	floats [][]float64
	texts  [][]string

	usedInts, usedFloats, usedTexts int
}

// free lets all columns be used again.
func (s *scratch) free() { s.usedInts, s.usedFloats, s.usedTexts = 0, 0, 0 }

// take gives n zero values of a kind.
func (s *scratch) take(k store.Kind, n int) vec {
	switch k {
	case store.Float:
		return vec{floats: reuse(&s.floats, &s.usedFloats, n)}
	case store.Text:
		return vec{texts: reuse(&s.texts, &s.usedTexts, n)}
	}
	return vec{ints: reuse(&s.ints, &s.usedInts, n)}
}

func reuse[T any](list *[][]T, used *int, n int) []T {
	if *used == len(*list) {
		*list = append(*list, nil)
	}
	v := (*list)[*used]
	if cap(v) < n {
		v = make([]T, n)
	} else {
		v = v[:n]
		clear(v)
	}
	(*list)[*used] = v
	*used++
	return v
}

// build makes a unit's rows and hands the columns of each group to each, which may
// keep them only where it does not free the scratch.
func (t *table) build(u unit, s *scratch, each func(g int, b *block, cols []vec) error) (*block, error) {
	b := u.make()
	s.free()
	for k, g := range t.groups {
		out := make([]vec, len(g.cols))
		if each == nil && g.line != nil {
			b.vecs = append(b.vecs, out...)
			continue
		}
		for c := range g.cols {
			out[c] = s.take(g.cols[c].Kind, b.n)
		}
		g.fill(b, out)
		if each == nil {
			b.vecs = append(b.vecs, out...)
			continue
		}
		if err := each(k, b, out); err != nil {
			return b, err
		}
		s.free()
	}
	return b, nil
}

// stream makes the units on several workers and hands them to the sink in
// their order. At most two units a worker are in memory.
func (t *table) stream(ctx context.Context, o Options, s sink) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer func() {
		cancel() // before the wait: after an error, units are still being offered
		wg.Wait()
	}()
	type job struct {
		u   unit
		out chan piece
		err chan error
	}
	jobs := make(chan job)
	queue := make(chan job, o.Workers) // in order
	for range o.Workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			own := &scratch{}
			for j := range jobs {
				data, err := s.encode(j.u, own)
				if err != nil {
					j.err <- err
					continue
				}
				j.out <- data
			}
		}()
	}
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer close(queue)
		defer close(jobs)
		for _, u := range t.units {
			j := job{u, make(chan piece, 1), make(chan error, 1)}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	done := 0
	if err := s.begin(); err != nil {
		return err
	}
	for j := range queue {
		select {
		case data := <-j.out:
			if err := s.write(data, j.u.rows); err != nil {
				return err
			}
		case err := <-j.err:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
		done += j.u.rows
		if o.Progress != nil {
			o.Progress(done, t.rows)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.end()
}

func fillInts(v []int32, x int32) {
	for i := range v {
		v[i] = x
	}
}

// integer makes an int32 of a float that holds a whole number, na of NaN.
func integer(x float64) int32 {
	if math.IsNaN(x) {
		return na
	}
	return int32(x)
}

func bit(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// pairOf gives the indices of states and the year of a row.
func (b *block) pairOf(r int) (i, j, year int) { return int(b.i[r]), int(b.j[r]), int(b.y[r]) }
