// Package importer takes publishers' files of conflict data into the store: it
// knows a file by its header, checks it cell by cell, and stores all files of
// a call or none.
//
// [Sources] lists what can be imported, [Import] imports, [Status] says what
// is there.
package importer

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"casus"
	"casus/history/store"
)

// Report says what an import did with each file.
type Report struct {
	Files   []FileReport `json:"files"` // in the order of the arguments
	Changed bool         `json:"changed"`
}

// FileReport says what became of one file.
type FileReport struct {
	File string `json:"file"`
	// Status is "new", "replaced" or "unchanged" for a file that was taken,
	// "skipped" for one of a folder that is no dataset, "refused" for one with
	// faults; nothing is stored where any is refused, and what was fit then
	// has the status "held back".
	Status  string   `json:"status"`
	Dataset string   `json:"dataset,omitempty"`
	Version string   `json:"version,omitempty"`
	Rows    int      `json:"rows,omitempty"`
	SHA256  string   `json:"sha256,omitempty"` // of the file as given
	Why     string   `json:"why,omitempty"`    // of a skipped or refused file
	Notes   []string `json:"notes,omitempty"`
	Faults  []Fault  `json:"faults,omitempty"` // the first twenty
	// FaultCount counts all faults, also those that are not listed.
	FaultCount int `json:"fault_count,omitempty"`
}

// input is one file of a call.
type input struct {
	path  string
	named bool // given by name, not found in a folder

	result *parsed
	err    error
}

// Import reads files and folders (with what is below them), and stores in st
// all that it recognises, or nothing. The report lists every file, also where
// an error comes with it. The error is an [*casus.InputError] where a file has
// faults, or was given by name and is not recognised.
func Import(ctx context.Context, st *store.Store, paths ...string) (*Report, error) {
	inputs, err := expand(paths)
	if err != nil {
		return nil, err
	}
	readAll(ctx, inputs)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	rep := &Report{}
	var puts []store.Put
	bad := ""
	r := findRoster(st, inputs)
	for _, in := range inputs {
		fr := in.report(r)
		if fr.Status == "refused" && bad == "" {
			bad = in.path
		}
		if fr.Status == "" {
			puts = append(puts, store.Put{Dataset: fr.Dataset, Version: fr.Version, Table: in.result.table, Source: in.result.origin})
		}
		rep.Files = append(rep.Files, fr)
	}
	if bad == "" {
		bad = rep.conflicts(puts)
	}
	if bad != "" {
		for i := range rep.Files {
			if rep.Files[i].Status == "" {
				rep.Files[i].Status = "held back"
			}
		}
		return rep, rep.fault(bad)
	}
	before := st.Manifest()
	if len(puts) > 0 {
		if rep.Changed, err = st.Commit(puts); err != nil {
			return rep, err
		}
	}
	rep.mark(before, st)
	return rep, nil
}

// expand lists the files below the paths, in alphabetical order within a folder.
func expand(paths []string) ([]*input, error) {
	var out []*input
	seen := map[string]bool{}
	add := func(path string, named bool) {
		if abs, err := filepath.Abs(path); err == nil && !seen[abs] {
			seen[abs] = true
			out = append(out, &input{path: path, named: named})
		}
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, &casus.InputError{Msg: "there is no file or folder " + casus.Quoted(path)}
		}
		if !info.IsDir() {
			if !info.Mode().IsRegular() {
				return nil, &casus.InputError{Msg: casus.Quoted(path) + " is not a regular file"}
			}
			add(path, true)
			continue
		}
		err = filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if e.Type().IsRegular() {
				add(p, false)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// readAll parses the files side by side; their order in the report stays.
func readAll(ctx context.Context, inputs []*input) {
	var wg sync.WaitGroup
	next := make(chan *input)
	for range min(runtime.GOMAXPROCS(0), max(1, len(inputs))) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for in := range next {
				in.result, in.err = parseFile(ctx, in.path)
			}
		}()
	}
	for _, in := range inputs {
		next <- in
	}
	close(next)
	wg.Wait()
}

func parseFile(ctx context.Context, path string) (*parsed, error) {
	r, err := open(path, filepath.Base(path))
	if err != nil {
		return nil, err
	}
	defer r.close()
	d, err := recognise(r)
	if err != nil {
		return nil, err
	}
	get := r.get
	p, err := parse(ctx, r, d, path)
	if err != nil {
		return nil, err
	}
	return p, p.complete(get)
}

// findRoster takes the COW list of states from the call's own files, else from
// the store; without one, codes are not checked.
func findRoster(st *store.Store, inputs []*input) *roster {
	for _, in := range inputs {
		if p := in.result; in.err == nil && p.d.ID == "cow-states" && p.nfaults == 0 {
			return newRoster(p.table)
		}
	}
	if t, err := st.Table("cow-states", ""); err == nil {
		return newRoster(t)
	}
	return nil
}

// report says what a file is, and what is wrong with it; an empty status marks
// one that is fit to be stored.
func (in *input) report(r *roster) FileReport {
	fr := FileReport{File: in.path}
	if in.err != nil {
		fr.Why = in.err.Error()
		var no *refusal
		if in.named || !(errors.As(in.err, &no) || isUnknown(in.err)) {
			fr.Status = "refused"
		} else {
			fr.Status = "skipped"
		}
		return fr
	}
	p := in.result
	if p.nfaults == 0 {
		p.checkCodes(r)
		if r == nil && len(p.d.codes) > 0 {
			p.note("state codes were not checked: import cow-states for that")
		}
	}
	fr.Dataset, fr.Version, fr.SHA256 = p.d.ID, p.version, p.origin.SHA256
	fr.Rows, fr.Notes, fr.Faults, fr.FaultCount = p.table.Rows(), p.notes, p.faults, p.nfaults
	if p.nfaults > 0 {
		fr.Status = "refused"
		fr.Why = p.faults[0].String()
		if p.nfaults > 1 {
			fr.Why += fmt.Sprintf(" (and %d more)", p.nfaults-1)
		}
	}
	return fr
}

// isUnknown reports whether a file is simply none of ours, such as a README.
func isUnknown(err error) bool {
	var u *unknown
	var pe *csv.ParseError
	return errors.As(err, &u) || errors.Is(err, errNotTable) || errors.As(err, &pe)
}

// conflicts finds two files of one call that hold different tables under the
// same dataset and version, and gives the second one's path.
func (rep *Report) conflicts(puts []store.Put) string {
	seen := map[string]int{}
	n := -1
	for i := range rep.Files {
		fr := &rep.Files[i]
		if fr.Status != "" {
			continue
		}
		n++
		key := fr.Dataset + " " + fr.Version
		j, ok := seen[key]
		if !ok {
			seen[key] = n
			continue
		}
		a, _ := puts[j].Table.Encode()
		b, _ := puts[n].Table.Encode()
		if !slices.Equal(a, b) {
			fr.Status = "refused"
			fr.Why = fmt.Sprintf("another file of this import, %s, holds a different %s", puts[j].Source.Name, key)
			return fr.File
		}
		fr.Notes = append(fr.Notes, "the same table as "+puts[j].Source.Name)
	}
	return ""
}

// fault makes the error that goes with a report.
func (rep *Report) fault(path string) error {
	n := 0
	for _, fr := range rep.Files {
		if fr.Status == "refused" {
			n++
		}
	}
	for _, fr := range rep.Files {
		if fr.File != path {
			continue
		}
		e := &casus.InputError{Msg: fr.Why, Hint: "nothing was stored"}
		if len(fr.Faults) == 0 {
			e.File = path
		}
		if n > 1 {
			e.Hint = fmt.Sprintf("nothing was stored; %d files have faults", n)
		}
		return e
	}
	return &casus.InputError{Msg: "nothing was stored"}
}

// mark fills in whether a table is new, replaced another or is as it was.
func (rep *Report) mark(before store.Manifest, st *store.Store) {
	for i := range rep.Files {
		fr := &rep.Files[i]
		if fr.Status != "" {
			continue
		}
		now, _ := st.Entry(fr.Dataset, fr.Version)
		fr.Status = "new"
		for _, e := range before.Tables {
			if e.Dataset == fr.Dataset && e.Version == fr.Version {
				fr.Status = "replaced"
				if e.SHA256 == now.SHA256 {
					fr.Status = "unchanged"
				}
			}
		}
	}
}
