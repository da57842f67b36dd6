package store

import (
	"io"
	"os"
	"path/filepath"
)

// FS is what the store asks of a file system. There are two: [OS], and the
// failing one of the tests.
type FS interface {
	MkdirAll(dir string) error
	// Create makes or empties a file for writing.
	Create(name string) (File, error)
	Rename(from, to string) error
	Remove(name string) error
	ReadFile(name string) ([]byte, error)
	// ReadDir gives the names in a folder.
	ReadDir(dir string) ([]string, error)
	// SyncDir makes the names in a folder durable.
	SyncDir(dir string) error
	// Lock keeps other processes out until unlock is called or this one ends.
	Lock(name string) (unlock func(), err error)
}

// File is a file being written.
type File interface {
	io.WriteCloser
	Sync() error
}

// OS is the file system of the machine.
var OS FS = osFS{}

// writeAtomic writes bytes whole or not at all, on any FS.
func writeAtomic(fsys FS, name string, b []byte) error {
	temp := name + tempSuffix
	if err := writeSynced(fsys, temp, b); err != nil {
		_ = fsys.Remove(temp) // best effort: the sweep of the next commit takes what stays
		return err
	}
	if err := fsys.Rename(temp, name); err != nil {
		return err
	}
	return fsys.SyncDir(filepath.Dir(name))
}

func writeSynced(fsys FS, name string, b []byte) error {
	f, err := fsys.Create(name)
	if err != nil {
		return err
	}
	n, err := f.Write(b)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

type osFS struct{}

func (osFS) MkdirAll(dir string) error            { return os.MkdirAll(dir, 0o755) }
func (osFS) Create(name string) (File, error)     { return os.Create(name) }
func (osFS) Rename(from, to string) error         { return os.Rename(from, to) }
func (osFS) Remove(name string) error             { return os.Remove(name) }
func (osFS) ReadFile(name string) ([]byte, error) { return os.ReadFile(name) }

func (osFS) ReadDir(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}
