// Package library holds the treaties that Casus knows, one readable file each,
// and builds the [treaty.Library] that is asked about events.
//
//   - treaties/ID.yaml: a treaty that is coded. Its form is described in
//     docs/treaty-language.md.
//   - cases/ID.yaml: what the law says of events under it, as tests.
//   - register/REGION.yaml: instruments that are known and not coded.
//   - common.yaml: sets of steps that clauses share.
//   - library.bin: all of the treaties and the register, checked and ready to be
//     asked; go generate makes it anew after a file has changed. While it lags
//     behind the files they are read themselves, some thirty times as slowly.
//
// # The register
//
// A defence pact, or any other instrument with a promise to help, that was in
// force at some time since 2014 is coded or stands in the register. An answer
// that it could change says "cannot tell: NAME is not coded". A file of the
// register holds a list, in the order of ids:
//
//	instruments:
//	  - id: example-pact             # kebab-case of the usual English name
//	    name: Example Pact
//	    type: assist                 # assist | offence | consult | neutrality | non_aggression: the weightiest promise reported
//	    region: africa               # africa | americas | asia | europe | middle_east | oceania | world
//	    atop: [3840]                 # ATOP's numbers, left out where ATOP does not code it
//	    signed: 1976-07-15
//	    in_force: 1976-10-01         # left out where not known: from the signature on it cannot be told
//	    ended: 2019-12-31            # the last day, left out while it stands
//	    parties: [{states: [EGY, SDN]}]   # as in a treaty's file: state, states, signed, from, until, in_force_by,
//	                                 # not_before, provisional, entry, doubts; days left out are the instrument's
//	    owed_by: [EGY]               # left out: every party
//	    owed_to: [SDN]               # left out: every party
//	    against: [LBY]               # the attackers that it is about; left out: any
//	    why: "no text was found"     # why it is not coded
//	    source: "ATOP 5.1; Gibler 2009, p. 460"
//	    basis: report                # text | report | memory
//
// An entry whose id is that of a coded treaty is left out, so a treaty can be
// coded before its entry is deleted; a test asks for the deletion.
package library

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"casus"
	"casus/treaty"
)

//go:generate go run ./gen

//go:embed common.yaml treaties/*.yaml register/*.yaml
var files embed.FS

// compiled is all of files, checked and written by go generate. It begins with
// the hash of the files that it was made from: where they have changed since, it
// is not used.
//
//go:embed library.bin
var compiled string

// coveredFrom is the day from which the embedded treaties mean to be complete:
// the pack describes the world from 2014 on.
var coveredFrom = casus.MustDate("2014-01-01")

// Load gives the embedded treaties, and compiles those of the folder "treaties" in
// each overlay folder that has one, in the world given. The error holds every
// fault of the first file that has any.
func Load(w *treaty.World, names func(casus.State, casus.Date) string, overlays ...string) (*treaty.Library, error) {
	common, err := files.ReadFile("common.yaml")
	if err != nil {
		return nil, err
	}
	if faults := w.Common("common.yaml", common); len(faults) > 0 {
		return nil, faults[0]
	}
	sum, err := hashed()
	if err != nil {
		return nil, err
	}
	var out []*treaty.Treaty
	var register []*treaty.Registered
	if hash := string(sum.Sum(nil)); strings.HasPrefix(compiled, hash) {
		out, register, err = w.Decode(compiled[len(hash):])
	} else {
		out, register, err = read(w)
	}
	if err != nil {
		return nil, err
	}
	for _, dir := range overlays {
		more, err := readDir(filepath.Join(dir, "treaties"), w, sum)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	lib := treaty.NewLibrary(out, names).WithRegister(register)
	lib.CoveredFrom = coveredFrom
	lib.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return lib, nil
}

// Compile reads and checks the embedded files and gives what library.bin is to
// hold: their hash, and all of them ready to be asked.
func Compile(w *treaty.World) ([]byte, error) {
	common, err := files.ReadFile("common.yaml")
	if err != nil {
		return nil, err
	}
	if faults := w.Common("common.yaml", common); len(faults) > 0 {
		return nil, faults[0]
	}
	sum, err := hashed()
	if err != nil {
		return nil, err
	}
	treaties, register, err := read(w)
	if err != nil {
		return nil, err
	}
	return append(sum.Sum(nil), treaty.Encode(treaties, register)...), nil
}

// hashed gives the hash of every embedded file, to which more may be added.
func hashed() (hash.Hash, error) {
	sum := sha256.New()
	for _, pattern := range []string{"common.yaml", "treaties/*.yaml", "register/*.yaml"} {
		list, err := fs.Glob(files, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range list {
			src, err := files.ReadFile(name)
			if err != nil {
				return nil, err
			}
			sum.Write(src)
		}
	}
	return sum, nil
}

// read reads and checks the embedded treaties and the register.
func read(w *treaty.World) ([]*treaty.Treaty, []*treaty.Registered, error) {
	list, err := fs.Glob(files, "treaties/*.yaml")
	if err != nil {
		return nil, nil, err
	}
	var out []*treaty.Treaty
	for _, name := range list {
		src, err := files.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		t, faults := treaty.Load(path.Base(name), src, w)
		if len(faults) > 0 {
			return nil, nil, faults[0]
		}
		out = append(out, t)
	}
	if list, err = fs.Glob(files, "register/*.yaml"); err != nil {
		return nil, nil, err
	}
	var register []*treaty.Registered
	for _, name := range list {
		src, err := files.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		more, faults := treaty.Register(name, src, w)
		if len(faults) > 0 {
			return nil, nil, faults[0]
		}
		register = append(register, more...)
	}
	return out, register, nil
}

// ReadFile loads one treaty of the user's, with every fault found.
func ReadFile(file string, w *treaty.World) (*treaty.Treaty, []*casus.InputError) {
	info, err := os.Stat(file)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a file")
	}
	if err != nil {
		return nil, []*casus.InputError{{File: file, Msg: "cannot be read: " + reason(err)}}
	}
	if info.Size() > treaty.MaxFile {
		return nil, []*casus.InputError{{File: file, Msg: fmt.Sprintf("the file is larger than %d MiB", treaty.MaxFile>>20), Hint: "a treaty file is a page or two of text"}}
	}
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, []*casus.InputError{{File: file, Msg: "cannot be read: " + reason(err)}}
	}
	return treaty.Load(file, src, w)
}

func readDir(dir string, w *treaty.World, sum io.Writer) ([]*treaty.Treaty, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &casus.InputError{Msg: fmt.Sprintf("folder %s cannot be read: %s", casus.Quoted(dir), reason(err))}
	}
	var out []*treaty.Treaty
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".yaml") {
			continue
		}
		file := filepath.Join(dir, e.Name())
		t, faults := ReadFile(file, w)
		if len(faults) > 0 {
			return nil, faults[0]
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if _, err := sum.Write(src); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *treaty.Treaty) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}

func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
