//go:build !unix

package store

import (
	"fmt"
	"os"
	"time"
)

// SyncDir does nothing where folders cannot be synced.
func (osFS) SyncDir(string) error { return nil }

// Lock makes a file that must not be there yet. A killed process leaves it
// behind, so one older than ten minutes does not count.
func (osFS) Lock(name string) (func(), error) {
	if old, err := os.Stat(name); err == nil && time.Since(old.ModTime()) > 10*time.Minute {
		os.Remove(name)
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("%w; remove it if no import is running", err)
	}
	return func() { f.Close(); os.Remove(name) }, nil
}
