//go:build unix

package store

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// failing is the real file system until its n-th operation, which fails with
// ENOSPC, or writes half and fails, or kills the process.
type failing struct {
	osFS
	at          int
	short, kill bool
	n           int
	op          string
	renamed     bool // the manifest had been replaced when the fault came
}

func (f *failing) fault(op, name string) error {
	f.n++
	if f.n != f.at {
		return nil
	}
	f.op = op + " " + filepath.Base(name)
	if f.kill {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
	return &os.PathError{Op: op, Path: name, Err: syscall.ENOSPC}
}

func (f *failing) MkdirAll(dir string) error {
	if err := f.fault("mkdir", dir); err != nil {
		return err
	}
	return f.osFS.MkdirAll(dir)
}

func (f *failing) Create(name string) (File, error) {
	if err := f.fault("create", name); err != nil {
		return nil, err
	}
	file, err := f.osFS.Create(name)
	return &failingFile{file, f, name}, err
}

func (f *failing) Rename(from, to string) error {
	if err := f.fault("rename", to); err != nil {
		return err
	}
	f.renamed = f.renamed || filepath.Base(to) == manifestName
	return f.osFS.Rename(from, to)
}

func (f *failing) Remove(name string) error {
	if err := f.fault("remove", name); err != nil {
		return err
	}
	return f.osFS.Remove(name)
}

func (f *failing) SyncDir(dir string) error {
	if err := f.fault("syncdir", dir); err != nil {
		return err
	}
	return f.osFS.SyncDir(dir)
}

type failingFile struct {
	File
	f    *failing
	name string
}

func (w *failingFile) Write(b []byte) (int, error) {
	half := len(b) / 2
	if w.f.kill { // die with half of it written
		n, _ := w.File.Write(b[:half])
		if err := w.f.fault("write", w.name); err != nil {
			return n, err
		}
		m, err := w.File.Write(b[half:])
		return n + m, err
	}
	if err := w.f.fault("write", w.name); err != nil {
		n, _ := w.File.Write(b[:half])
		if w.f.short {
			return n, nil
		}
		return n, err
	}
	return w.File.Write(b)
}

func (w *failingFile) Sync() error {
	if err := w.f.fault("sync", w.name); err != nil {
		return err
	}
	return w.File.Sync()
}

func (w *failingFile) Close() error {
	err := w.f.fault("close", w.name)
	if cerr := w.File.Close(); err == nil {
		err = cerr
	}
	return err
}

// listing gives the names and contents of a folder as one string.
func listing(t testing.TB, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range entries {
		text, _ := os.ReadFile(filepath.Join(dir, e.Name()))
		b.WriteString(e.Name() + " " + string(bytes.ToValidUTF8(text, nil)) + "\n")
	}
	return b.String()
}

// sealed wraps a header and body into a file with a right checksum, so that
// the fuzzer reaches behind it.
func sealed(in []byte) []byte {
	n := bytes.LastIndexByte(in, '}') + 1
	out := append([]byte(magic), 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(out[len(magic):], uint32(n))
	out = append(out, in...)
	return binary.LittleEndian.AppendUint32(out, crc32.Checksum(out, castagnoli))
}
