//go:build !unix

package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// stale is the age at which a lock file counts as left behind by a killed
// writer: adding takes far less.
const stale = 2 * time.Minute

// lock makes a file that must not be there yet. A killed writer leaves it
// behind, so an old one does not count.
func lock(name string, wait time.Duration) (unlock func(), err error) {
	for deadline := time.Now().Add(wait); ; time.Sleep(20 * time.Millisecond) {
		if old, err := os.Stat(name); err == nil && time.Since(old.ModTime()) > stale {
			os.Remove(name)
		}
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
		switch {
		case err == nil:
			return func() { f.Close(); os.Remove(name) }, nil
		case !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrPermission): // Windows refuses a file that is being deleted
			return nil, fmt.Errorf("the ledger cannot be locked: %w", err)
		case time.Now().After(deadline):
			return nil, fmt.Errorf("another writer has held the ledger for %s (%s)", wait, name)
		}
	}
}
