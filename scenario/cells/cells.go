// Package cells works out the cells of which a stress test is made, in any order
// ([Run]), and keeps those that are finished ([Store]). Which cells there are, and
// what they add up to, is the affair of the package scenario.
package cells

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"
)

// Cell is a part of a stress test that can be worked out alone: its values do
// not depend on any other cell, nor on who works it out.
type Cell struct {
	Name string
	// Size is how many answers of the chain it takes, about.
	Size int
	Do   func(ctx context.Context) ([]float64, error)
}

// Size is how many answers cells take together.
func Size(cells []Cell) int {
	n := 0
	for _, c := range cells {
		n += c.Size
	}
	return n
}

// Options says how cells are worked out. The zero value does it on all
// processors, keeps nothing and says nothing.
type Options struct {
	Workers int    // 0 for one a processor; never changes a value
	Store   *Store // where cells are kept and found again, nil for nowhere
	// Progress is told how much of the whole size is done and how much of that
	// was found in the store, never by two goroutines at a time.
	Progress func(done, found, size int)
}

// Run works cells out and gives their values in the order of the cells. What is
// in the store is not worked out again, and what is worked out is put there at
// once, so that a run that ends early has lost nothing but the cells at hand.
func Run(ctx context.Context, cells []Cell, o Options) ([][]float64, error) {
	r := &run{cells: cells, o: o, values: make([][]float64, len(cells)), size: Size(cells)}
	var todo []int
	for i, c := range cells {
		if v, ok := o.Store.Get(i, c.Name); ok {
			r.values[i] = v
			r.found += c.Size
			r.done += c.Size
		} else {
			todo = append(todo, i)
		}
	}
	r.tell(0)
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(workers, len(todo)) {
		wait.Go(func() {
			for i := range next {
				if err := r.one(ctx, i); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, i := range todo {
		select {
		case next <- i:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	wait.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	return r.values, nil
}

// run is a run at work.
type run struct {
	sync.Mutex
	cells             []Cell
	o                 Options
	values            [][]float64
	done, found, size int
}

func (r *run) one(ctx context.Context, i int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	v, err := r.cells[i].Do(ctx)
	if err != nil {
		return err
	}
	r.values[i] = v
	if err := r.o.Store.Put(i, r.cells[i].Name, v); err != nil {
		return err
	}
	r.tell(r.cells[i].Size)
	return nil
}

func (r *run) tell(more int) {
	r.Lock()
	defer r.Unlock()
	r.done += more
	if r.o.Progress != nil {
		r.o.Progress(r.done, r.found, r.size)
	}
}

// Measure works the cells given out once and says how long one answer takes.
func Measure(ctx context.Context, do func(context.Context) (answers int, err error)) (time.Duration, error) {
	start := time.Now()
	n, err := do(ctx)
	if err != nil {
		return 0, err
	}
	if n < 1 {
		return 0, errors.New("stress: nothing was measured")
	}
	return time.Since(start) / time.Duration(n), nil
}
