// Package atomicfile writes a file whole or not at all.
package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Write puts data into the file of that name; see [Stream].
func Write(name string, data []byte) error {
	return Stream(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Stream puts what write writes into the file of that name: it goes to a file
// beside, which is synced and renamed, so that a reader sees the old file or the
// new one and never a part. An error of write is given back as it is.
//
// What is there and is no file, such as a device or a pipe, is written to as it
// stands: a rename would put a file in its place.
func Stream(name string, write func(io.Writer) error) (err error) {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return direct(name, write)
	}
	dir := filepath.Dir(name)
	sweep(dir)
	f, err := os.CreateTemp(dir, fmt.Sprintf("%s%d-*", prefix(), os.Getpid()))
	if err != nil {
		return plain(err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err = write(f); err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return f.Chmod(mode(name)) }, f.Sync, f.Close,
		func() error { return os.Rename(f.Name(), name) },
	} {
		if err = step(); err != nil {
			return plain(err)
		}
	}
	if d, derr := os.Open(dir); derr == nil { // makes the rename itself durable where the system can
		_ = d.Sync()
		d.Close()
	}
	return nil
}

// prefix begins the names of files beside: with the machine's name, because only
// there does the number of the process mean anything.
func prefix() string {
	host, err := os.Hostname()
	if err != nil {
		host = "host"
	}
	safe := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '_'
	}, host)
	return ".casus-" + safe + "-"
}

// sweep removes the files beside that killed processes of this machine left in a
// folder. Its failures are harmless: the next one tries again.
func sweep(dir string) {
	left, err := filepath.Glob(filepath.Join(dir, prefix()+"*"))
	if err != nil {
		return
	}
	for _, name := range left {
		pid, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(name), prefix()), "-")
		if n, err := strconv.Atoi(pid); err == nil && n != os.Getpid() && gone(n) {
			_ = os.Remove(name)
		}
	}
}

// direct writes to what is no file.
func direct(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return plain(err)
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	return plain(f.Close())
}

// mode keeps the permissions of a file that is replaced.
func mode(name string) fs.FileMode {
	if info, err := os.Stat(name); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}

// plain drops the name of the file beside, which the user never asked for.
func plain(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	var le *os.LinkError
	if errors.As(err, &le) {
		return le.Err
	}
	return err
}
