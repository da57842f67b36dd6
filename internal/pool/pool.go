// Package pool does many small works on a bounded number of goroutines.
package pool

import (
	"context"
	"runtime"
	"sync"
)

// Each runs do for 0 to n−1 on some workers, 0 for one a processor, until one
// fails or the context ends; the error is that of the lowest number that failed.
func Each(ctx context.Context, n, workers int, do func(k int) error) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	errs := make([]error, n)
	next := make(chan int)
	var failed sync.Once
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			for k := range next {
				if errs[k] = do(k); errs[k] != nil {
					failed.Do(func() { close(stop) })
				}
			}
		})
	}
feed:
	for k := range n {
		select {
		case <-ctx.Done():
			break feed
		case <-stop:
			break feed
		case next <- k:
		}
	}
	close(next)
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
