package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"casus"
	"casus/internal/suggest"
	"casus/quotation"
	"casus/statement"
)

// Draft is a file of statements on their way into the ledger. A person reads
// every entry beside its source and marks it as reviewed.
type Draft struct {
	Schema     string  `json:"schema"`
	Title      string  `json:"title,omitempty"`
	Source     string  `json:"source"` // of every entry that names none
	Note       string  `json:"note,omitempty"`
	Statements []Entry `json:"statements"`
}

// Entry is one entry of a draft.
type Entry struct {
	Reviewed bool `json:"reviewed"`
	statement.Statement
	Line int `json:"-"` // of the file, from 1
}

// The schema of a draft, and what it says to whoever opens it.
const (
	draftSchema = "casus.statements-draft/1"
	draftNote   = "Compare every entry with its source, correct or remove it, fill in what is empty, and set reviewed to true; then: casus statements add FILE"
)

// NewDraft makes a draft of the statements that were read out of a text. Source
// says where the text stands, in words. No entry of it is marked as reviewed.
func NewDraft(a quotation.Article, source string) Draft {
	d := Draft{Schema: draftSchema, Title: a.Head.Title, Source: source, Note: draftNote, Statements: []Entry{}}
	for _, s := range a.Statements {
		d.Statements = append(d.Statements, Entry{Statement: fromReading(s, a.Head.Dates)})
	}
	return d
}

// MaxDraft bounds the size of a draft, in bytes.
const MaxDraft = 16 << 20

// maxEntries bounds the entries of one draft.
const maxEntries = 10_000

// ParseDraft reads a draft from a file of the name given: one statement, a list
// of them, or an object with a list "statements", as [NewDraft] makes it and as
// 'casus statements read --format json' prints it. It gives every fault of form
// with its line; whether the entries are sound is not its question.
func ParseDraft(file string, raw []byte) ([]Entry, []*casus.InputError) {
	p := &parser{file: file, raw: bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))}
	if len(raw) > MaxDraft {
		p.fault(0, fmt.Sprintf("larger than %d MiB", MaxDraft>>20), "")
		return nil, p.faults
	}
	p.parse()
	if len(p.faults) == 0 && len(p.entries) == 0 {
		p.fault(0, "no statement in it", "a draft is a statement, a list of them, or an object with a list \"statements\"")
	}
	if len(p.faults) > 0 {
		return nil, p.faults
	}
	for i := range p.entries {
		if e := &p.entries[i]; e.Source == "" && len(e.Sources) == 0 {
			e.Source = p.source
		}
	}
	return p.entries, nil
}

// parser walks a draft, so that every entry knows its line.
type parser struct {
	file    string
	raw     []byte
	source  string // of the whole file
	title   string
	dates   []quotation.Date
	entries []Entry
	faults  []*casus.InputError
}

func (p *parser) fault(offset int64, msg, hint string) {
	e := &casus.InputError{File: p.file, Msg: msg, Hint: hint}
	if offset > 0 {
		e.Line = p.line(offset)
	}
	p.faults = append(p.faults, e)
}

// line gives the line of a byte.
func (p *parser) line(offset int64) int {
	return 1 + bytes.Count(p.raw[:min(offset, int64(len(p.raw)))], []byte("\n"))
}

func (p *parser) parse() {
	if !json.Valid(p.raw) {
		var v any
		err := json.Unmarshal(p.raw, &v)
		var se *json.SyntaxError
		if errors.As(err, &se) {
			p.fault(se.Offset, "not JSON: "+se.Error(), "a draft is JSON, as 'casus statements read' writes it")
			return
		}
		p.fault(0, fmt.Sprintf("not JSON: %v", err), "")
		return
	}
	dec := json.NewDecoder(bytes.NewReader(p.raw))
	switch text := bytes.TrimSpace(p.raw); text[0] {
	case '[':
		p.list(dec)
	case '{':
		var top map[string]json.RawMessage
		_ = json.Unmarshal(text, &top) // it is valid
		if _, ok := top["statements"]; ok {
			p.object(dec)
		} else {
			p.entry(text, int64(bytes.IndexByte(p.raw, '{'))+1)
		}
	default:
		p.fault(1, "expected a statement or a list of them", "")
	}
	if p.source == "" {
		p.source = p.title
	}
}

// object reads {"source": …, "statements": […]}.
func (p *parser) object(dec *json.Decoder) {
	_, _ = dec.Token() // {
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return
		}
		if key == "statements" {
			p.list(dec)
			continue
		}
		at := dec.InputOffset()
		var v json.RawMessage
		if dec.Decode(&v) != nil {
			return
		}
		switch key {
		case "source", "title":
			to := map[any]*string{"source": &p.source, "title": &p.title}[key]
			if json.Unmarshal(v, to) != nil {
				p.fault(at, fmt.Sprintf("%s: expected text", key), "")
			}
		case "article": // of an answer of 'statements read'
			var head quotation.Head
			_ = json.Unmarshal(v, &head) // what it lacks is not needed
			p.title, p.dates = head.Title, head.Dates
		}
	}
}

// list reads a list of entries.
func (p *parser) list(dec *json.Decoder) {
	if open, err := dec.Token(); err != nil || open != json.Delim('[') {
		p.fault(dec.InputOffset(), "statements: expected a list", "")
		return
	}
	for dec.More() && len(p.faults) < 20 {
		var v json.RawMessage
		if err := dec.Decode(&v); err != nil {
			if err != io.EOF {
				p.fault(dec.InputOffset(), err.Error(), "")
			}
			return
		}
		if len(p.entries) == maxEntries {
			p.fault(dec.InputOffset(), fmt.Sprintf("more than %d statements", maxEntries), "part the draft")
			return
		}
		p.entry(v, dec.InputOffset()-int64(len(v))+1)
	}
	_, _ = dec.Token() // ]
}

// entry reads one entry. Fields that there are not are refused by name: a
// misspelt one would be lost without a word.
func (p *parser) entry(raw []byte, offset int64) {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(raw, &keys); err != nil || keys == nil {
		p.fault(offset, "expected a statement, an object in braces", "")
		return
	}
	_, own := keys["text"]
	_, read := keys["content"]
	e := Entry{Line: p.line(offset)}
	var err error
	if read && !own {
		in := struct {
			Reviewed bool `json:"reviewed"`
			quotation.Statement
		}{}
		if p.fields(keys, readFields, offset) {
			err = json.Unmarshal(raw, &in)
			e.Reviewed, e.Statement = in.Reviewed, fromReading(in.Statement, p.dates)
		}
	} else if p.fields(keys, ownFields, offset) {
		var applies map[string]json.RawMessage
		_ = json.Unmarshal(keys["applies"], &applies) // what is no object is told below
		p.fields(applies, appliesFields, offset)
		err = json.Unmarshal(raw, &e)
	}
	if err != nil {
		msg, hint := err.Error(), ""
		var ie *casus.InputError
		var te *json.UnmarshalTypeError
		switch {
		case errors.As(err, &ie):
			msg, hint = ie.Msg, ie.Hint
		case errors.As(err, &te):
			msg = fmt.Sprintf("%s: expected %s, and this is a %s", te.Field, words(te.Type.Kind()), te.Value)
		}
		p.fault(offset, msg, hint)
	}
	p.entries = append(p.entries, e)
}

func words(k reflect.Kind) string {
	switch k {
	case reflect.Slice:
		return "a list"
	case reflect.Bool:
		return "true or false"
	case reflect.Struct:
		return "an object"
	}
	return "text"
}

// fields refuses keys that are no field.
func (p *parser) fields(keys map[string]json.RawMessage, known []string, offset int64) bool {
	ok := true
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		if !slices.Contains(known, k) {
			hint := suggest.Hint(k, known)
			if hint == "" {
				hint = "its fields are " + strings.Join(known, ", ")
			}
			p.fault(offset, "a statement has no field "+casus.Quoted(k), hint)
			ok = false
		}
	}
	return ok
}

var (
	ownFields     = append(jsonFields(reflect.TypeFor[statement.Statement]()), "reviewed")
	appliesFields = jsonFields(reflect.TypeFor[statement.Applies]())
	readFields    = append(jsonFields(reflect.TypeFor[quotation.Statement]()), "reviewed")
)

func jsonFields(t reflect.Type) []string {
	var out []string
	for f := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(f).Tag.Get("json"), ",")
		if name != "" && name != "-" {
			out = append(out, name)
		}
	}
	return out
}

// spending finds a condition that hangs on paying.
var spending = regexp.MustCompile(`(?i)\b(pay|pays|paid|paying|spend|spends|spending|spent|debts?|bills?|fair share|guideline|(2|two) ?(%|per ?cent))`)

// fromReading puts what was read out of a text into the shape of the ledger.
// What the text does not tell, such as the state for which a speaker speaks,
// stays empty for the reviewer. dates are those of the text: where the day is
// one that was probably meant, the date as printed stands beside it.
func fromReading(r quotation.Statement, dates []quotation.Date) statement.Statement {
	kinds := map[quotation.Kind]string{quotation.Direct: "quotation", quotation.Mixed: "paraphrase with quotation", quotation.Indirect: "paraphrase"}
	s := statement.Statement{
		Speaker: r.Speaker, Role: r.Role, Text: r.Content, TextKind: kinds[r.Kind], Addressee: r.Addressee,
		Stance: string(r.Stance), Condition: r.Condition, DateBasis: r.DateBasis, Chain: strings.Join(r.Chain, " -> "), Basis: "report",
	}
	if s.Stance == "" {
		s.Stance = string(quotation.Other)
	}
	if r.Kind == quotation.Direct {
		s.Text = unquoted(s.Text)
	}
	s.Date, s.DateFrom, s.DateUntil = days(r.Date)
	for _, d := range dates {
		if d.Problem != "" && d.Suggestion != "" && d.Suggestion == r.Date {
			s.DatePrinted = d.Printed
		}
	}
	treaty, article, _ := strings.Cut(r.About, "/")
	s.Commitment = treaty
	if treaty != "" && article != "" {
		s.Articles = strings.Split(article, ";")
	}
	if spending.MatchString(s.Condition) {
		s.ConditionOn = "spending"
		if treaty == "north-atlantic-treaty" {
			s.Applies = &statement.Applies{When: "below_guideline(target)", Basis: "reading",
				Says: "those who do not pay, taken as those below NATO's spending guideline"}
		}
	}
	return s
}

// unquoted takes one pair of quotation marks off the ends of the speaker's own
// words; they may be of two kinds, as newspapers mix them.
func unquoted(text string) string {
	const marks = `"“”„«»`
	first, n := utf8.DecodeRuneInString(text)
	last, m := utf8.DecodeLastRuneInString(text)
	if len(text) > n+m && (first == '‘' || first == '\'') && (last == '’' || last == '\'') && !strings.ContainsAny(text[n:len(text)-m], "‘") {
		return strings.TrimSuffix(text[n:len(text)-m], ",")
	}
	if len(text) <= n+m || !strings.ContainsRune(marks, first) || !strings.ContainsRune(marks, last) {
		return text
	}
	inner := text[n : len(text)-m]
	if strings.ContainsAny(inner, marks) { // "one" and "two"
		return text
	}
	return strings.TrimSuffix(inner, ",") // of the newspaper, before "she said"
}

// days reads an ISO 8601 day, month, year or interval.
func days(text string) (day, from, until casus.Date) {
	first, last, interval := strings.Cut(text, "/")
	if !interval {
		last = first
	}
	if d, err := casus.ParseDate(first); err == nil && !interval {
		return d, d, d
	}
	for _, rest := range []string{"", "-01", "-01-01"} {
		if d, err := casus.ParseDate(first + rest); err == nil {
			from = d
		}
	}
	if d, err := casus.ParseDate(last); err == nil {
		until = d
	} else if d, err := casus.ParseDate(last + "-01"); err == nil {
		until = d.AddMonths(1) - 1
	} else if d, err := casus.ParseDate(last + "-12-31"); err == nil {
		until = d
	}
	return 0, from, until
}
