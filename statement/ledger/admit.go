package ledger

import (
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/internal/suggest"
	"casus/statement"
)

// Admit holds the entries of a draft against the rules of the ledger, and gives
// them as they would be added. all are the statements there are, marked; today
// is the day on which is added. With any fault, nothing is admitted.
func Admit(w *statement.World, all []statement.Statement, entries []Entry, today casus.Date) ([]statement.Statement, []*casus.InputError) {
	var out []statement.Statement
	var faults []*casus.InputError
	corrected := map[string]bool{}
	for i, e := range entries {
		n := len(faults)
		fault := func(hint, format string, args ...any) {
			faults = append(faults, &casus.InputError{Line: e.Line, Msg: fmt.Sprintf(format, args...), Hint: hint})
		}
		s := w.Complete(e.Statement)
		if !e.Reviewed {
			fault("compare it with its source, then set \"reviewed\": true; or take it out of the file", "the statement of %s is not marked as reviewed", orNobody(s.Speaker))
		}
		if s.ID != "" {
			fault("leave id out; an entry that supersedes another names it in corrects", "id %s: the ledger gives the ids", casus.Quoted(s.ID))
		}
		for _, f := range w.Faults(s, today) {
			fault(f.Hint, "%s", f.Msg)
		}
		s = relate(all, s, fault)
		if same, ok := statement.Same(append(slices.Clone(all), out...), s); ok && s.Corrects == "" && s.VersionOf == "" {
			where := same.ID
			if where == "" {
				where = fmt.Sprintf("line %d of the file", lineOf(entries[:i], same))
			}
			fault("another account of it names it in version_of, a correction in corrects", "the statement stands already: %s has the same speaker, days and words", where)
		}
		if s.Corrects != "" && corrected[s.Corrects] {
			fault("leave one of the two", "two entries of the file correct %s", s.Corrects)
		}
		corrected[s.Corrects] = true
		if len(faults) == n {
			s.Added = today
		}
		out = append(out, s)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return out, nil
}

// relate checks the entries that an entry names.
func relate(all []statement.Statement, s statement.Statement, fault func(hint, format string, args ...any)) statement.Statement {
	s.CorrectedBy = ""
	if s.Corrects != "" && s.VersionOf != "" && strings.EqualFold(s.Corrects, s.VersionOf) {
		fault("a correction supersedes it, a version stands beside it", "corrects and version_of both name %s", casus.Quoted(s.Corrects))
	}
	look := func(field string, id *string) (was statement.Statement, ok bool) {
		if *id == "" {
			return was, false
		}
		was, ok = statement.Find(all, *id)
		if !ok {
			var ids []string
			for _, x := range all {
				ids = append(ids, x.ID)
			}
			hint := suggest.Hint(*id, ids)
			if hint == "" {
				hint = "'casus statements list' shows the ids"
			}
			fault(hint, "%s: no statement %s", field, casus.Quoted(*id))
			return was, false
		}
		*id = was.ID
		if was.CorrectedBy != "" {
			fault("name "+was.CorrectedBy, "%s: %s was corrected by %s", field, was.ID, was.CorrectedBy)
		}
		return was, true
	}
	if was, ok := look("corrects", &s.Corrects); ok {
		if s.VersionOf == "" {
			s.VersionOf = was.VersionOf // what was a version stays one
		}
		if len(statement.History(append(slices.Clone(all), s), s)[0].Changed) == 0 {
			fault("", "the entry corrects %s and changes nothing in it", was.ID)
		}
	}
	if was, ok := look("version_of", &s.VersionOf); ok && statement.SameSource(was, s) && s.Corrects == "" {
		if _, same := statement.Same([]statement.Statement{was}, s); same {
			fault("", "the entry is no other version of %s: the same words from the same source", was.ID)
		}
	}
	return s
}

func lineOf(entries []Entry, s statement.Statement) int {
	for _, e := range entries {
		if _, ok := statement.Same([]statement.Statement{s}, e.Statement); ok {
			return e.Line
		}
	}
	return 0
}

func orNobody(s string) string {
	if s == "" {
		return "nobody"
	}
	return casus.Quoted(s)
}
