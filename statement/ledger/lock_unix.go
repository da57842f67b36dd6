//go:build unix

package ledger

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// lock keeps other writers out until unlock is called. The kernel frees the
// lock when the process ends in whatever way.
func lock(name string, wait time.Duration) (unlock func(), err error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("the ledger cannot be locked: %w", err)
	}
	for deadline := time.Now().Add(wait); ; time.Sleep(20 * time.Millisecond) {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return func() { f.Close() }, nil
		case !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR):
			f.Close()
			return nil, fmt.Errorf("the ledger cannot be locked: %w", err)
		case time.Now().After(deadline):
			f.Close()
			return nil, fmt.Errorf("another writer has held the ledger for %s (%s)", wait, name)
		}
	}
}
