// Package ledger keeps a user's own statements in a folder, beside the embedded
// ones: a text file of one JSON object a line, to which lines are only added.
//
// [Read] gives what is in it and every fault of the file, [Add] adds entries
// under a lock, whole or not at all. [Drafts] reads the file of a reviewed
// draft, and [NewDraft] makes one of what was read out of a text.
//
// A line is {"sum": "…", "entry": {…}}, where sum is the beginning of the
// SHA-256 of the entry's bytes. A line that was changed, lost or torn is
// reported, and what can be read of the others stays in use.
package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"casus"
	"casus/internal/atomicfile"
	"casus/statement"
)

// The names in the folder of data.
const (
	folder   = "statements"
	fileName = "statements.jsonl"
	lockName = "lock"
)

// maxFile bounds the size of the ledger's file, in bytes.
const maxFile = 64 << 20

// lockWait is how long one writer waits for another.
const lockWait = 10 * time.Second

// Ledger is what a folder holds.
type Ledger struct {
	File    string // the ledger's file, there or not
	Entries []statement.Statement
	// Faults are the lines that cannot be used, and what became of them. None
	// of them keeps the other entries from being read.
	Faults []*casus.InputError

	raw  []byte // the lines as they stand, each with its end
	torn []byte // a last line that was never finished
	last int    // the highest number given
}

// line is one line of the file.
type line struct {
	Sum   string          `json:"sum"`
	Entry json.RawMessage `json:"entry"`
}

// Read reads the ledger in a data folder. One that is not there yet is empty;
// an error means that the file cannot be read at all.
func Read(dir string) (*Ledger, error) {
	l := &Ledger{File: filepath.Join(dir, folder, fileName)}
	info, err := os.Stat(l.File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return l, nil
	case err != nil:
		return nil, fmt.Errorf("the ledger cannot be read: %w", err)
	case !info.Mode().IsRegular():
		return nil, &casus.InputError{File: l.File, Msg: "the ledger is not a regular file"}
	case info.Size() > maxFile:
		return nil, &casus.InputError{File: l.File, Msg: fmt.Sprintf("the ledger is larger than %d MiB", maxFile>>20)}
	}
	raw, err := os.ReadFile(l.File)
	if err != nil {
		return nil, fmt.Errorf("the ledger cannot be read: %w", err)
	}
	l.parse(raw)
	return l, nil
}

// parse reads the lines. Entries are numbered from 1 without a gap, so that a
// line that went missing shows.
func (l *Ledger) parse(raw []byte) {
	for n := 1; len(raw) > 0; n++ {
		text, rest, whole := bytes.Cut(raw, []byte("\n"))
		e, why := decode(text)
		switch {
		case why == "" && !whole: // only the line end is missing
			l.raw = append(append(l.raw, text...), '\n')
		case !whole:
			l.torn = text
			l.fault(n, fmt.Sprintf("the last line was never finished (%d bytes): the entry in it was not added", len(text)),
				"its bytes stay where they are until the next 'casus statements add', which sets them aside beside the ledger")
			return
		default:
			l.raw = append(append(l.raw, text...), '\n')
		}
		raw = rest
		if why != "" {
			l.fault(n, why, "the entry is left out; the other entries are in use")
			l.last++
			continue
		}
		number, _ := strconv.Atoi(strings.TrimPrefix(e.ID, "U"))
		switch {
		case number <= l.last:
			l.fault(n, fmt.Sprintf("the entry %s stands out of its order", e.ID), "lines are only ever added at the end")
		case number > l.last+1:
			l.fault(n, fmt.Sprintf("the entries %s to %s are missing before this line", id(l.last+1), id(number-1)), "look for an older copy of the file")
		}
		l.last = max(l.last, number)
		l.Entries = append(l.Entries, e)
	}
}

// decode reads one line, and says why it cannot be used.
func decode(text []byte) (statement.Statement, string) {
	var ln line
	var e statement.Statement
	if err := json.Unmarshal(text, &ln); err != nil || len(ln.Entry) == 0 {
		return e, "the line is not an entry of the ledger"
	}
	if sum(ln.Entry) != ln.Sum {
		return e, "the line was changed after it was added: its checksum does not fit"
	}
	if err := json.Unmarshal(ln.Entry, &e); err != nil {
		return e, "the entry cannot be read: " + err.Error()
	}
	if number, err := strconv.Atoi(strings.TrimPrefix(e.ID, "U")); err != nil || number < 1 || id(number) != e.ID {
		return e, "the entry has no id of the ledger"
	}
	return e, ""
}

func (l *Ledger) fault(n int, msg, hint string) {
	l.Faults = append(l.Faults, &casus.InputError{File: l.File, Line: n, Msg: msg, Hint: hint})
}

// Added is what [Add] has done.
type Added struct {
	Entries []statement.Statement
	// SetAside is the file to which the bytes of a torn last line went, ""
	// where there was none.
	SetAside string
}

// Add adds entries to the ledger in a data folder, which it makes where it is
// missing. prepare is called while no other writer can change the ledger; it is
// given what is in it and returns what to add; ids are given here. Either all
// of it is added, durably, or nothing is.
func Add(dir string, prepare func(*Ledger) ([]statement.Statement, error)) (Added, error) {
	home := filepath.Join(dir, folder)
	if err := os.MkdirAll(home, 0o755); err != nil {
		return Added{}, fmt.Errorf("the folder of the ledger cannot be made: %w", err)
	}
	unlock, err := lock(filepath.Join(home, lockName), lockWait)
	if err != nil {
		return Added{}, err
	}
	defer unlock()
	l, err := Read(dir)
	if err != nil {
		return Added{}, err
	}
	entries, err := prepare(l)
	if err != nil || len(entries) == 0 {
		return Added{}, err
	}
	sweep(home)
	out := Added{}
	if len(l.torn) > 0 {
		if out.SetAside, err = setAside(l.File, l.torn); err != nil {
			return Added{}, fmt.Errorf("the torn last line of %s cannot be set aside: %w", l.File, err)
		}
	}
	raw := l.raw
	for i, e := range entries {
		e.ID, e.CorrectedBy = id(l.last+1+i), ""
		text, err := encode(e)
		if err != nil {
			return Added{}, err
		}
		raw = append(raw, text...)
		out.Entries = append(out.Entries, e)
	}
	if len(raw) > maxFile {
		return Added{}, &casus.InputError{File: l.File, Msg: fmt.Sprintf("the ledger would be larger than %d MiB", maxFile>>20)}
	}
	// The file is replaced by one with the same lines and the new ones after
	// them: a reader, or a process killed here, sees the old file or the new.
	if err := atomicfile.Write(l.File, raw); err != nil {
		return Added{}, fmt.Errorf("%s cannot be written, and nothing was added: %w", l.File, err)
	}
	return out, nil
}

func encode(e statement.Statement) ([]byte, error) {
	entry, err := plain(e)
	if err != nil {
		return nil, err
	}
	text, err := plain(line{sum(entry), entry})
	return append(text, '\n'), err
}

// plain writes JSON in one line, with < and > as they are.
func plain(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

func sum(entry []byte) string {
	h := sha256.Sum256(entry)
	return hex.EncodeToString(h[:8])
}

// id writes the number of an entry: U001.
func id(n int) string { return fmt.Sprintf("U%03d", n) }

// setAside keeps the bytes of a torn line in a file of their own.
func setAside(file string, torn []byte) (string, error) {
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.torn-%d", file, n)
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name, atomicfile.Write(name, torn)
		} else if old, rerr := os.ReadFile(name); rerr == nil && bytes.Equal(old, torn) {
			return name, nil // an add that failed afterwards has kept them already
		}
	}
}

// sweep removes what killed writers left behind; it is called under the lock.
func sweep(home string) {
	left, _ := filepath.Glob(filepath.Join(home, ".casus-*"))
	for _, name := range left {
		_ = os.Remove(name) // best effort: a leftover does no harm
	}
}
