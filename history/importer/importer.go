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
	"io"
	"io/fs"
	"math"
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
	Status  string `json:"status"`
	Dataset string `json:"dataset,omitempty"`
	Version string `json:"version,omitempty"`
	Rows    int    `json:"rows,omitempty"`
	// SetAside counts the rows that were left out because of faults, and Aside lists
	// them; see [Options.KeepGoing].
	SetAside int      `json:"set_aside,omitempty"`
	Aside    []Fault  `json:"-"`
	SHA256   string   `json:"sha256,omitempty"` // of the file as given
	Why      string   `json:"why,omitempty"`    // of a skipped or refused file
	Notes    []string `json:"notes,omitempty"`
	Faults   []Fault  `json:"faults,omitempty"` // the first twenty
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

// Options say how an import deals with what is wrong.
type Options struct {
	// KeepGoing sets rows that break the key or the domain aside and stores the
	// rest. Without it, one such row refuses the whole call. Rows with a fault that a
	// release is known for are set aside in any case.
	KeepGoing bool
}

// Import is [Options.Import] with no options.
func Import(ctx context.Context, st *store.Store, paths ...string) (*Report, error) {
	return Options{}.Import(ctx, st, paths...)
}

// Import reads files and folders (with what is below them), and stores in st
// all that it recognises, or nothing. The report lists every file, also where
// an error comes with it. The error is an [*casus.InputError] where a file has
// faults, or was given by name and is not recognised.
func (o Options) Import(ctx context.Context, st *store.Store, paths ...string) (*Report, error) {
	inputs, err := expand(paths)
	if err != nil {
		return nil, err
	}
	readAll(ctx, inputs, o.KeepGoing)
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
			puts = append(puts, store.Put{Dataset: fr.Dataset, Version: fr.Version, Table: in.result.table, Source: in.result.origin,
				SetAside: fr.SetAside, Notes: fr.Notes})
		}
		rep.Files = append(rep.Files, fr)
	}
	if bad == "" {
		puts, bad = rep.conflicts(puts, inputs)
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
	damaged := map[string]bool{}
	for _, d := range st.Check() {
		damaged[d.Entry.File] = true
	}
	if len(puts) > 0 {
		if rep.Changed, err = st.Commit(puts); err != nil {
			return rep, err
		}
	}
	rep.mark(before, damaged, st)
	return rep, nil
}

// expand lists the files below the paths, in alphabetical order within a folder.
// Symbolic links are followed.
func expand(paths []string) ([]*input, error) {
	e := &expansion{seen: map[string]bool{}}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, &casus.InputError{Msg: "there is no file or folder " + casus.Quoted(path)}
		}
		if info.IsDir() {
			if err := e.folder(path); err != nil {
				return nil, err
			}
			continue
		}
		if !info.Mode().IsRegular() {
			return nil, &casus.InputError{Msg: casus.Quoted(path) + " is not a regular file"}
		}
		e.add(&input{path: path, named: true})
	}
	return e.out, nil
}

type expansion struct {
	out  []*input
	seen map[string]bool // by what a path leads to, so that a ring of links ends
}

func (e *expansion) first(path string) bool {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		real = path
	}
	if abs, err := filepath.Abs(real); err == nil {
		real = abs
	}
	was := e.seen[real]
	e.seen[real] = true
	return !was
}

func (e *expansion) add(in *input) {
	if e.first(in.path) {
		e.out = append(e.out, in)
	}
}

func (e *expansion) folder(dir string) error {
	if !e.first(dir) {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		info, err := os.Stat(path)
		switch {
		case err != nil:
			e.add(&input{path: path, err: &unknown{"it cannot be read: " + plainError(err)}})
		case info.IsDir():
			if err := e.folder(path); err != nil {
				return err
			}
		case info.Mode().IsRegular():
			e.add(&input{path: path})
		default:
			e.add(&input{path: path, err: &unknown{"it is no regular file"}})
		}
	}
	return nil
}

// plainError drops the path, which is shown anyway.
func plainError(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// readAll parses the files side by side; their order in the report stays.
func readAll(ctx context.Context, inputs []*input, keepGoing bool) {
	var wg sync.WaitGroup
	next := make(chan *input)
	for range min(runtime.GOMAXPROCS(0), max(1, len(inputs))) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for in := range next {
				if in.err == nil {
					in.result, in.err = parseFile(ctx, in.path, keepGoing)
				}
			}
		}()
	}
	for _, in := range inputs {
		next <- in
	}
	close(next)
	wg.Wait()
}

func parseFile(ctx context.Context, path string, keepGoing bool) (*parsed, error) {
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
	p, err := parse(ctx, r, d, path, keepGoing)
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
		if err := p.leave(); err != nil {
			p.fault(0, "", "", err.Error())
		}
		if r == nil && len(p.d.codes) > 0 {
			p.note("state codes were not checked: import cow-states for that")
		}
	}
	fr.Dataset, fr.Version, fr.SHA256 = p.d.ID, p.version, p.origin.SHA256
	aside := len(p.bad) - p.summed
	if aside > 0 && p.nfaults == 0 {
		p.note("%d rows were set aside because of faults (first: %s)", aside, p.aside[0])
	}
	if p.summed > 0 {
		p.note("%d rows of one key were added up", p.summed)
	}
	fr.Rows, fr.Notes, fr.Faults, fr.FaultCount = p.table.Rows(), p.notes, p.faults, p.nfaults
	fr.SetAside, fr.Aside = aside, p.aside
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
// same dataset and version, and gives the second one's path. Of two that differ by
// single precision alone, as publishers offer one table as CSV and as .dta, the
// one with all digits is taken.
func (rep *Report) conflicts(puts []store.Put, inputs []*input) ([]store.Put, string) {
	seen := map[string]int{} // by dataset and version, the file that is taken
	taken := map[int]store.Put{}
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
			seen[key], taken[i] = i, puts[n]
			continue
		}
		a, b := taken[j], puts[n]
		switch {
		case sameTable(a.Table, b.Table, 0):
			fr.Notes = append(fr.Notes, "the same table as "+a.Source.Name)
		case sameTable(a.Table, b.Table, singlePrecision) && inputs[i].result.single:
			fr.Notes = append(fr.Notes, "the same table as "+a.Source.Name+", in single precision: that one is taken")
		case sameTable(a.Table, b.Table, singlePrecision) && inputs[j].result.single:
			rep.Files[j].Notes = append(rep.Files[j].Notes, "the same table as "+b.Source.Name+", in single precision: that one is taken")
			delete(taken, j)
			seen[key], taken[i] = i, b
		default:
			fr.Status = "refused"
			fr.Why = fmt.Sprintf("another file of this import, %s, holds a different %s", a.Source.Name, key)
			return nil, fr.File
		}
	}
	var out []store.Put
	for i := range rep.Files {
		if p, ok := taken[i]; ok {
			out = append(out, p)
		}
	}
	return out, ""
}

// singlePrecision is how far a number and its single precision may differ, as a
// share; a publisher's CSV may have rounded it once more.
const singlePrecision = 3e-7

// sameTable compares two tables, numbers within a share of their size.
func sameTable(a, b *store.Table, within float64) bool {
	if a.Rows() != b.Rows() || !slices.Equal(a.Names(), b.Names()) {
		return false
	}
	for _, n := range a.Names() {
		x, y := a.Column(n), b.Column(n)
		if !slices.Equal(x.Ints, y.Ints) || !slices.Equal(x.Dict, y.Dict) || len(x.Floats) != len(y.Floats) {
			return false
		}
		for i, v := range x.Floats {
			w := y.Floats[i]
			if v != w && !(math.Abs(v-w) <= within*math.Abs(v)) && !(math.IsNaN(v) && math.IsNaN(w)) {
				return false
			}
		}
	}
	return true
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

// mark fills in whether a table is new, replaced another, was repaired or is as it
// was, and what stays in use beside it.
func (rep *Report) mark(before store.Manifest, damaged map[string]bool, st *store.Store) {
	for i := range rep.Files {
		fr := &rep.Files[i]
		if fr.Status != "" {
			continue
		}
		now, _ := st.Entry(fr.Dataset, fr.Version)
		fr.Status = "new"
		for _, e := range before.Tables {
			if e.Dataset != fr.Dataset || e.Version != fr.Version {
				continue
			}
			switch {
			case e.SHA256 != now.SHA256:
				fr.Status = "replaced"
				fr.Notes = append(fr.Notes, fmt.Sprintf("it replaces a table of %d rows, made from %s: what was answered from it may change", e.Rows, e.Source.Name))
			case damaged[e.File]:
				fr.Status = "repaired"
			default:
				fr.Status = "unchanged"
			}
		}
		if v := st.Default(fr.Dataset); v != fr.Version && fr.Status == "new" {
			fr.Notes = append(fr.Notes, fmt.Sprintf("in use is %s %s; casus data default %s %s changes that", fr.Dataset, v, fr.Dataset, fr.Version))
		}
		for _, role := range store.Roles {
			if d := st.RoleDataset(role.Name); slices.Contains(role.Datasets, fr.Dataset) && d != fr.Dataset && fr.Status == "new" {
				fr.Notes = append(fr.Notes, fmt.Sprintf("%s is taken from %s; casus data default %s %s changes that", role.Name, d, role.Name, fr.Dataset))
			}
		}
	}
}

// WriteAside writes the rows that were set aside as CSV: file, line, column, value and
// reason.
func (rep *Report) WriteAside(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write([]string{"file", "line", "column", "value", "reason"})
	for _, f := range rep.Files {
		for _, x := range f.Aside {
			out.Write([]string{x.File, fmt.Sprint(x.Line), x.Column, x.Value, x.Why})
		}
	}
	out.Flush()
	return out.Error()
}
