package statement

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"casus"
	"casus/internal/suggest"
	"casus/quotation"
)

// kinds are the words with which a text kind begins; more may follow, such as
// "(translation)".
var kinds = []string{"quotation", "paraphrase", "reported speech"}

// The most characters that a field may have.
const (
	mostText  = 10_000
	mostField = 2_000
)

// Faults holds an entry of a user's against what every entry must have: a
// speaker, a day or the days between which it was said, a source, exact words
// or an honest paraphrase, a stance of the list, a commitment that there is, a
// condition that can be asked. today is the last day on which it can have been
// said.
func (w *World) Faults(s Statement, today casus.Date) []*casus.InputError {
	var out []*casus.InputError
	fault := func(hint, format string, args ...any) {
		out = append(out, &casus.InputError{Msg: fmt.Sprintf(format, args...), Hint: hint})
	}
	for _, f := range s.texts() {
		most := mostField
		if f.name == "text" {
			most = mostText
		}
		switch n := utf8.RuneCountInString(f.value); {
		case !utf8.ValidString(f.value):
			fault("", "%s: not UTF-8 text", f.name)
		case n > most:
			fault("quote what matters", "%s: %d characters, and %d are the most", f.name, n, most)
		case strings.ContainsFunc(f.value, forbidden):
			fault("control characters and marks that turn the direction of writing are refused", "%s %s: holds a character that does not show", f.name, casus.Quoted(f.value))
		case f.required && strings.TrimSpace(f.value) == "":
			fault(f.hint, "no %s", f.name)
		}
	}
	if s.TextKind != "" && !slices.ContainsFunc(kinds, func(k string) bool { return strings.HasPrefix(s.TextKind, k) }) {
		fault(hintOr(s.TextKind, kinds), "text_kind %s: expected the speaker's exact words or a paraphrase that says so", casus.Quoted(s.TextKind))
	}
	if !slices.Contains(Stances, s.Stance) {
		fault(hintOr(s.Stance, Stances), "no stance %s", casus.Quoted(s.Stance))
	}
	if !slices.Contains(Bases, s.Basis) {
		fault(hintOr(s.Basis, Bases), "no basis %s: it says how the words were verified", casus.Quoted(s.Basis))
	}
	if s.Source == "" && len(s.Sources) == 0 {
		fault("name outlet, title, day and address, or an id of 'casus facts sources'", "no source: where the words were read")
	}
	if t, err := w.facts.Table("sources"); err == nil {
		for _, id := range s.Sources {
			if _, ok := t.Find(id); !ok {
				fault("free text stands in the field source", "no source %s in the table sources", casus.Quoted(id))
			}
		}
	}
	w.dateFaults(s, today, fault)
	w.lawFaults(s, fault)
	return out
}

func (w *World) dateFaults(s Statement, today casus.Date, fault func(hint, format string, args ...any)) {
	from, until := s.DateFrom, s.DateUntil
	switch {
	case s.Date == 0 && until == 0:
		fault("give date, or date_from and date_until; who knows only when it was told gives that day as date_until", "no date")
	case from != 0 && until != 0 && from > until:
		fault("", "date_from %s lies after date_until %s", from, until)
	case s.Date != 0 && (from != 0 && s.Date < from || until != 0 && s.Date > until):
		fault("", "date %s lies outside date_from %s and date_until %s", s.Date, orUnknown(from), orUnknown(until))
	case max(s.Date, from, until) > today:
		fault("", "date %s is still to come: nothing has been said then", max(s.Date, from, until))
	}
}

func (w *World) lawFaults(s Statement, fault func(hint, format string, args ...any)) {
	if s.State != "" {
		if !w.states.Exists(s.State, s.when()) {
			hint := ""
			if _, err := w.states.Resolve(string(s.State), s.when()); err != nil {
				hint = err.(*casus.InputError).Hint
			}
			fault(hint, "no state %s on %s", casus.Quoted(string(s.State)), orUnknown(s.when()))
		}
		if s.Organisation != "" {
			fault("give one of them", "state %s and organisation %s: a speaker speaks for one", s.State, casus.Quoted(s.Organisation))
		}
	}
	if s.Commitment == "" && len(s.Articles) > 0 {
		fault("give the treaty in commitment", "an article (%s) of no treaty", casus.Quoted(strings.Join(s.Articles, ", ")))
	}
	if s.Commitment != "" {
		if _, err := w.treaties.Find(s.Commitment); err != nil {
			ie := err.(*casus.InputError)
			fault(ie.Hint, "commitment: %s", ie.Msg)
		}
	}
	if a := s.Applies; a != nil {
		_, faults := w.compile(a.When)
		for _, f := range faults {
			msg := f.Msg
			if f.Col > 0 {
				msg = fmt.Sprintf("%s (column %d of %s)", msg, f.Col, casus.Quoted(a.When))
			}
			fault(f.Hint, "applies.when: %s", msg)
		}
		if strings.TrimSpace(a.Says) == "" {
			fault("say in words to whom the statement applies", "applies.says is empty")
		}
		if a.Basis != "words" && a.Basis != "reading" {
			fault("words: the statement says so; reading: it is your reading", "applies.basis %s: expected words or reading", casus.Quoted(a.Basis))
		}
	}
}

// Complete puts an entry into the spelling of the ledger: states and treaties
// by their ids, the days in full. A printed date that cannot be right, or is
// another day than the entry's, becomes a dispute of the entry: neither of them
// is preferred in silence. What cannot be completed stays for [World.Faults].
func (w *World) Complete(s Statement) Statement {
	s.Text, s.Speaker = strings.Join(strings.Fields(s.Text), " "), strings.TrimSpace(s.Speaker) // line ends are the page's, not the speaker's
	if s.Date != 0 {
		if s.DateFrom == 0 {
			s.DateFrom = s.Date
		}
		if s.DateUntil == 0 {
			s.DateUntil = s.Date
		}
	}
	if s.State != "" {
		if id, err := w.states.Resolve(string(s.State), s.when()); err == nil {
			s.State = id
		}
	}
	if s.Commitment != "" {
		if t, err := w.treaties.Find(s.Commitment); err == nil {
			s.Commitment = t.ID
		}
	}
	if s.Basis == "" {
		s.Basis = "report"
	}
	if says := printed(s); says != "" && !strings.Contains(s.Disputes, says) {
		s.Disputes = strings.TrimPrefix(strings.TrimSuffix(s.Disputes, ".")+". "+says, ". ")
	}
	return s
}

// printed says what is wrong with the date as printed, "" for nothing.
func printed(s Statement) string {
	if s.DatePrinted == "" || len(s.DatePrinted) > mostField {
		return ""
	}
	a, err := quotation.Read([]byte(s.DatePrinted), quotation.Options{Format: quotation.Text, On: s.when()})
	if err != nil {
		return ""
	}
	for _, d := range a.Head.Dates {
		switch day, err := casus.ParseDate(d.Normalised); {
		case d.Problem != "":
			if !strings.HasSuffix(d.Problem, "?") {
				d.Problem += "."
			}
			return "The printed date cannot be right: " + d.Problem
		case err == nil && s.Date != 0 && day != s.Date:
			return fmt.Sprintf("The date is printed as %s, and the entry gives %s.", casus.Quoted(s.DatePrinted), s.Date)
		}
	}
	return ""
}

// Same finds the statement that says the same: the same speaker, words and
// days. It looks at current entries only.
func Same(all []Statement, s Statement) (Statement, bool) {
	for _, x := range all {
		if x.CorrectedBy == "" && fold(x.Speaker) == fold(s.Speaker) && x.Days() == s.Days() && said(x.Text) == said(s.Text) {
			return x, true
		}
	}
	return Statement{}, false
}

// said gives words without what printers change.
func said(text string) string {
	return strings.Join(strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }), " ")
}

// field is one text of an entry.
type field struct {
	name, value string
	required    bool
	hint        string
}

func (s Statement) texts() []field {
	a := Applies{}
	if s.Applies != nil {
		a = *s.Applies
	}
	return []field{
		{"speaker", s.Speaker, true, "who spoke, by name or office"},
		{"role", s.Role, false, ""}, {"organisation", s.Organisation, false, ""},
		{"text", s.Text, true, "the exact words, or a paraphrase"},
		{"text_kind", s.TextKind, true, "quotation, quotation (translation), reported speech, or paraphrase"},
		{"date_printed", s.DatePrinted, false, ""}, {"date_basis", s.DateBasis, false, ""}, {"venue", s.Venue, false, ""},
		{"addressee", s.Addressee, false, ""}, {"about", s.About, false, ""}, {"stance_source", s.StanceSource, false, ""},
		{"condition", s.Condition, false, ""}, {"condition_on", s.ConditionOn, false, ""}, {"outlet", s.Outlet, false, ""},
		{"chain", s.Chain, false, ""}, {"original_wording", s.Elsewhere, false, ""}, {"disputes", s.Disputes, false, ""},
		{"verified", s.Verified, false, ""}, {"note", s.Note, false, ""}, {"source", s.Source, false, ""},
		{"commitment", s.Commitment, false, ""}, {"articles", strings.Join(s.Articles, ";"), false, ""},
		{"applies.says", a.Says, false, ""}, {"applies.asserts", a.Asserts, false, ""},
	}
}

// fields gives every field of an entry that a correction can change.
func (s Statement) fields() []field {
	a := Applies{}
	if s.Applies != nil {
		a = *s.Applies
	}
	return slices.Concat(s.texts(), []field{
		{name: "date", value: s.Date.String()}, {name: "date_from", value: s.DateFrom.String()}, {name: "date_until", value: s.DateUntil.String()},
		{name: "state", value: string(s.State)}, {name: "stance", value: s.Stance}, {name: "basis", value: s.Basis},
		{name: "sources", value: strings.Join(s.Sources, ";")}, {name: "version_of", value: s.VersionOf},
		{name: "applies.when", value: a.When}, {name: "applies.basis", value: a.Basis},
	})
}

// forbidden reports a character that does not show: it could forge or break a
// line, or turn its direction.
func forbidden(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x2028 || r == 0x2029
}

func hintOr(word string, values []string) string {
	if h := suggest.Hint(word, values); h != "" {
		return h
	}
	return "one of " + strings.Join(values, ", ")
}

func orUnknown(d casus.Date) string {
	if d == 0 {
		return "an unknown day"
	}
	return d.String()
}
