package pool

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
)

// TestEach: every number is done once, on one worker as on many.
func TestEach(t *testing.T) {
	for _, workers := range []int{0, 1, 2, 7} {
		done := make([]int, 100)
		if err := Each(t.Context(), len(done), workers, func(k int) error { done[k]++; return nil }); err != nil {
			t.Fatal(err)
		}
		for k, n := range done {
			if n != 1 {
				t.Errorf("%d workers: %d was done %d times", workers, k, n)
			}
		}
	}
	if err := Each(t.Context(), 0, 3, func(int) error { return errors.New("done") }); err != nil {
		t.Error(err)
	}
}

// TestFailure: the lowest number that failed is told, and what has not begun is
// left.
func TestFailure(t *testing.T) {
	var begun atomic.Int64
	err := Each(t.Context(), 100_000, 2, func(k int) error {
		begun.Add(1)
		if k >= 10 {
			return fmt.Errorf("%d failed", k)
		}
		return nil
	})
	if err == nil || err.Error() != "10 failed" {
		t.Errorf("%v", err)
	}
	if n := begun.Load(); n > 1000 {
		t.Errorf("%d were begun", n)
	}
}

// TestCancelled: a context that ends ends the work, and is the error.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	err := Each(ctx, 100_000, 2, func(k int) error {
		if k == 5 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
