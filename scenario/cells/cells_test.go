package cells

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"sync/atomic"
	"testing"
)

// squares makes n cells, and counts how often one is worked out.
func squares(n int, done *atomic.Int64) []Cell {
	var out []Cell
	for i := range n {
		out = append(out, Cell{Name: fmt.Sprint("square of ", i), Size: 1, Do: func(context.Context) ([]float64, error) {
			done.Add(1)
			return []float64{float64(i * i), math.NaN()}, nil
		}})
	}
	return out
}

func same(a, b [][]float64) bool { return fmt.Sprint(a) == fmt.Sprint(b) }

func TestRunResumes(t *testing.T) {
	var done atomic.Int64
	cells := squares(20, &done)
	plain, err := Run(t.Context(), cells, Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	store, err := OpenStore(t.TempDir(), "key")
	if err != nil {
		t.Fatal(err)
	}
	// A run that fails at cell 7 keeps those before it.
	broken := append([]Cell(nil), cells...)
	wrong := errors.New("power cut")
	broken[7].Do = func(context.Context) ([]float64, error) { return nil, wrong }
	if _, err := Run(t.Context(), broken, Options{Workers: 1, Store: store}); !errors.Is(err, wrong) {
		t.Fatal(err)
	}
	done.Store(0)
	var last [3]int
	got, err := Run(t.Context(), cells, Options{Workers: 2, Store: store, Progress: func(d, f, n int) { last = [3]int{d, f, n} }})
	if err != nil || !same(got, plain) {
		t.Fatal(got, err)
	}
	if done.Load() != 13 || !reflect.DeepEqual(last, [3]int{20, 7, 20}) {
		t.Errorf("%d cells worked out again; progress %v", done.Load(), last)
	}
	// A file that broke, or that belongs to another cell, is worked out again.
	b, _ := os.ReadFile(store.file(3))
	b[len(b)-1] ^= 1
	if err := os.WriteFile(store.file(3), b, 0o644); err != nil {
		t.Fatal(err)
	}
	cells[4].Name = "another"
	done.Store(0)
	if got, err := Run(t.Context(), cells, Options{Store: store}); err != nil || !same(got, plain) || done.Load() != 2 {
		t.Error(got, err, done.Load())
	}
}

func TestRunEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var done atomic.Int64
	cells := squares(50, &done)
	cells[5].Do = func(context.Context) ([]float64, error) { cancel(); return []float64{1}, nil }
	if _, err := Run(ctx, cells, Options{Workers: 1}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if done.Load() > 7 {
		t.Errorf("%d cells after the end", done.Load())
	}
}
