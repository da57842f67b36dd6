package answer

import (
	"slices"
	"strings"

	"casus"
	"casus/inquiry"
	"casus/statement"
	"casus/statement/ledger"
)

// StatementsAdded is what was added to the ledger, or would be.
type StatementsAdded struct {
	Schema   string                `json:"schema"`
	Ledger   string                `json:"ledger"` // the file, "" where only a check was asked for
	Added    []statement.Statement `json:"added"`
	SetAside string                `json:"set_aside,omitempty"` // where the bytes of a torn last line went
}

// AddStatements adds the entries of a reviewed draft to the ledger in a data
// folder: all of them or none. today is the day on which is added. The first
// fault is returned as an [*casus.InputError] and the rest with it.
func AddStatements(arc *inquiry.Archive, dir, file string, draft []byte, today casus.Date) (StatementsAdded, []*casus.InputError, error) {
	a := StatementsAdded{Schema: "casus.statements-added/1"}
	entries, faults := ledger.ParseDraft(file, draft)
	if len(faults) > 0 {
		return a, faults, nil
	}
	// Asked before anything is touched, and again when no other writer can add.
	l, err := ledger.Read(dir)
	if err != nil {
		return a, nil, err
	}
	if _, faults, err = admit(arc, l, file, entries, today); err != nil || len(faults) > 0 {
		return a, faults, err
	}
	done, err := ledger.Add(dir, func(l *ledger.Ledger) ([]statement.Statement, error) {
		a.Ledger = l.File
		var out []statement.Statement
		var err error
		out, faults, err = admit(arc, l, file, entries, today)
		return out, err
	})
	a.Added, a.SetAside = done.Entries, done.SetAside
	return a, faults, err
}

// CheckDraft does all that [AddStatements] does but adding. l is the
// ledger to which the draft would be added.
func CheckDraft(arc *inquiry.Archive, l *ledger.Ledger, file string, draft []byte, today casus.Date) (StatementsAdded, []*casus.InputError, error) {
	a := StatementsAdded{Schema: "casus.statements-added/1"}
	entries, faults := ledger.ParseDraft(file, draft)
	if len(faults) > 0 {
		return a, faults, nil
	}
	var err error
	a.Added, faults, err = admit(arc, l, file, entries, today)
	return a, faults, err
}

func admit(arc *inquiry.Archive, l *ledger.Ledger, file string, entries []ledger.Entry, today casus.Date) ([]statement.Statement, []*casus.InputError, error) {
	with := *arc
	with.Ledger = l
	all, err := with.Said()
	if err != nil {
		return nil, nil, err
	}
	out, faults := ledger.Admit(arc.StatementWorld(), all, entries, today)
	for _, f := range faults {
		f.File = file
	}
	return out, faults, nil
}

// StatementsCheck is what a check of every statement found.
type StatementsCheck struct {
	Schema    string   `json:"schema"`
	Ledger    string   `json:"ledger"` // the file of the user's own
	Embedded  int      `json:"embedded"`
	Own       int      `json:"own"`
	Corrected int      `json:"corrected"`
	Disputed  int      `json:"disputed"`
	Undated   []string `json:"undated"` // ids of those without a day or days
	Readings  []string `json:"readings"`
	Faults    []string `json:"faults"`

	faults []*casus.InputError
}

// Err gives the faults.
func (c StatementsCheck) Err() []*casus.InputError { return c.faults }

// CheckStatements holds every statement on record, embedded and own, against
// what every entry must have, and the ledger's file against its checksums.
func CheckStatements(arc *inquiry.Archive, today casus.Date) (StatementsCheck, error) {
	c := StatementsCheck{Schema: "casus.statements-check/1", Undated: []string{}, Readings: []string{}, Faults: []string{}}
	all, err := arc.Said()
	if err != nil {
		return c, err
	}
	if arc.Ledger != nil {
		c.Ledger = arc.Ledger.File
		c.Own = len(arc.Ledger.Entries)
		c.faults = slices.Clone(arc.Ledger.Faults)
	}
	c.Embedded = len(all) - c.Own
	w := arc.StatementWorld()
	for _, s := range all {
		if s.CorrectedBy != "" {
			c.Corrected++
		}
		if len(statement.Disputes(all, s)) > 0 {
			c.Disputed++
		}
		if s.Applies != nil && s.Applies.Basis == "reading" {
			c.Readings = append(c.Readings, s.ID)
		}
		undated := s.Days() == ""
		if undated {
			c.Undated = append(c.Undated, s.ID)
		}
		for _, f := range w.Faults(s, today) {
			// A statement of the article without any date says so: its source
			// prints none.
			if undated && s.Added == 0 && s.DatePrinted != "" && strings.HasPrefix(f.Msg, "no date") {
				continue
			}
			f.Msg = s.ID + ": " + f.Msg
			c.faults = append(c.faults, f)
		}
		for _, id := range []string{s.Corrects, s.VersionOf} {
			if _, ok := statement.Find(all, id); id != "" && !ok {
				c.faults = append(c.faults, &casus.InputError{Msg: s.ID + ": it names " + casus.Quoted(id) + ", which is not on record"})
			}
		}
	}
	for _, f := range c.faults {
		c.Faults = append(c.Faults, f.Error())
	}
	return c, nil
}
