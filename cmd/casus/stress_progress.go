package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// progressBar gives a function that shows how far the work is and how long it
// may still take, on a terminal alone; a size of 0 ends it.
func (a *app) progressBar() func(done, found, size int) {
	f, ok := a.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return func(int, int, int) {}
	}
	start, last := time.Now(), time.Time{}
	return func(done, found, size int) {
		if size == 0 {
			fmt.Fprintf(f, "\r%s\r", strings.Repeat(" ", 60))
			return
		}
		if now := time.Now(); now.Sub(last) > 200*time.Millisecond || done == size {
			last = now
			left := ""
			if fresh := done - found; fresh > 0 {
				left = ", " + rounded(time.Duration(float64(now.Sub(start))*float64(size-done)/float64(fresh))) + " left"
			}
			fmt.Fprintf(f, "\r%-60s", fmt.Sprintf("%3.0f %% of %d answers%s", 100*float64(done)/float64(size), size, left))
		}
	}
}
