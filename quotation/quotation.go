// Package quotation finds the statements in a news text: who said what, when, to
// whom, about which commitment, on which condition. It works by rules and
// small word lists, without network or language model, and gives the same
// answer for the same text every time.
//
// Start with [Read]; [Marked] shows an [Article] to people. What a rule cannot
// tell is left empty, and every statement carries a confidence. The rules, how
// they were arrived at and how well they do are described in
// docs/statements.md.
package quotation

import (
	"casus"
	"casus/facts"
	"casus/quotation/bearing"
)

// Format is how a text is marked up.
type Format string

// The formats. Auto tells them by the beginning of the text.
const (
	Auto     Format = ""
	Text     Format = "text"
	Markdown Format = "markdown"
	HTML     Format = "html"
)

// Options says how to read; its zero value will do.
type Options struct {
	Format Format
	// On is the day of the article, against which "Tuesday" is resolved; 0 to
	// take it from a dateline.
	On casus.Date
	// Facts is where the table of office holders is taken from; nil for the
	// embedded pack.
	Facts *facts.Pack
	// Commitments is who owes whom what, and by which names texts call the
	// states and their treaties; nil for the embedded treaties. See [Commitments].
	Commitments *bearing.Book
}

// Span is a half-open range [start, end) of Unicode code points of the text as
// it was given.
type Span [2]int

// Article is a text with the statements found in it.
type Article struct {
	Head       Head        `json:"article"`
	Statements []Statement `json:"statements"` // in the order of the text

	text  string // without markup
	marks []mark // of Marked, in bytes of text
}

// Head is what holds for the article as a whole.
type Head struct {
	Title string `json:"title"`
	// On is the day of the article as given or as its dateline says; "" where
	// neither tells.
	On        string     `json:"on"`
	Dates     []Date     `json:"dates"`
	Claims    []Claim    `json:"claims"`    // about the law, held against the treaties
	Exchanges []Exchange `json:"exchanges"` // of which speakers give different accounts
	Notes     []string   `json:"notes"`     // what to know about the reading
}

// Date is a date as printed, resolved and checked.
type Date struct {
	Printed string `json:"printed"`
	Span    Span   `json:"span"`
	// Normalised is ISO 8601: a day, a month, a year, or an interval with "/";
	// "" where it cannot be told.
	Normalised string `json:"normalised"`
	// Problem says why the date cannot be right, "" for nothing.
	Problem string `json:"problem"`
	// Suggestion is the day that was probably meant, ISO 8601.
	Suggestion string `json:"suggestion"`
	// Suggestions is every near day that its weekday fits: the neighbouring day,
	// the same day of a neighbouring month. nil where there is no problem.
	Suggestions []string `json:"suggestions,omitempty"`
}

// Statement is one statement of one speaker.
type Statement struct {
	Speaker string `json:"speaker"` // resolved to a name; "" where it cannot be told
	// Role is what the text calls the speaker, or the office held on the date.
	Role       string `json:"role"`
	Source     string `json:"source"` // the words that name the speaker here
	SourceSpan *Span  `json:"source_span"`
	Cue        string `json:"cue"`
	CueSpan    *Span  `json:"cue_span"`
	Content    string `json:"content"`
	// ContentSpans has several members where the cue interrupts the words.
	ContentSpans []Span `json:"content_spans"`
	Kind         Kind   `json:"kind"`
	// Date is the day of the statement, ISO 8601; DateBasis says how it was
	// come by: "printed", "relative", "context" (of a sentence before), or
	// "suggested" (the printed date is impossible).
	Date      string `json:"date"`
	DateBasis string `json:"date_basis"`

	Stance Stance `json:"stance"`
	// StanceWords are the words that show it; "" where the cue alone does.
	StanceWords      string  `json:"stance_words"`
	StanceConfidence float64 `json:"stance_confidence"`

	// About is the commitment concerned: a treaty, with its article after a
	// slash: "north-atlantic-treaty/5". It is the first of BearsOn.
	About string `json:"about"`
	// BearsOn is every commitment that the statement concerns.
	BearsOn       []Bears `json:"bears_on"`
	AboutWords    string  `json:"about_words"`
	Addressee     string  `json:"addressee"`
	Condition     string  `json:"condition"` // in the text's own words
	ConditionSpan *Span   `json:"condition_span"`
	// ConditionType says on what the condition hangs where that is a thing that
	// the facts know: "spending", "attack", "ceasefire", "request", "vote".
	ConditionType string  `json:"condition_type"`
	Confidence    float64 `json:"confidence"`
	// Chain is through whom the words came, the one who tells first and the one
	// whose words they are last. It has two members or more only for a report
	// of a report.
	Chain []string `json:"chain"`
	// Parts gives the stance of each sentence of a quotation whose sentences
	// differ.
	Parts []Part `json:"parts,omitempty"`
}

// Part is a sentence of a longer quotation.
type Part struct {
	Content     string `json:"content"`
	Span        Span   `json:"span"`
	Stance      Stance `json:"stance"`
	StanceWords string `json:"stance_words"`
}

// Kind says whose words the content is in.
type Kind string

// The kinds.
const (
	Direct   Kind = "direct"   // the speaker's, between quotation marks
	Indirect Kind = "indirect" // the writer's
	Mixed    Kind = "mixed"    // the writer's with some of the speaker's
)

// Stance says what a statement does to a commitment.
type Stance string

// The stances.
const (
	Commit          Stance = "commit"
	Reassure        Stance = "reassure"
	Threaten        Stance = "threaten"
	Refuse          Stance = "refuse"
	EncourageAttack Stance = "encourage_attack"
	Condemn         Stance = "condemn"
	Warn            Stance = "warn"
	Clarify         Stance = "clarify"
	Report          Stance = "report"
	Other           Stance = "other"
)

// Stances lists every [Stance].
var Stances = []Stance{Commit, Reassure, Threaten, Refuse, EncourageAttack, Condemn, Warn, Clarify, Report, Other}

// Claim is something that the text says about the law, and what the treaties
// say to it.
type Claim struct {
	Words   string `json:"words"` // of the text
	Span    Span   `json:"span"`
	Claim   string `json:"claim"`   // the kind: "breach", "misnomer", "automatic", "debt"
	Finding string `json:"finding"` // what holds
	Treaty  string `json:"treaty"`
	Article string `json:"article"`
}

// Exchange is a conversation or an event of which the text gives more than one
// account.
type Exchange struct {
	About    string    `json:"about"` // the word for it: "conversation"
	Versions []Version `json:"versions"`
}

// Version is one account of an exchange.
type Version struct {
	By         string `json:"by"`
	Statements []int  `json:"statements"` // indices, from 0
}

// Read finds the statements of a text in UTF-8. It is refused with an
// [*casus.InputError] if it is larger than 32 MiB or not a text. The time taken
// and the memory held are linear in the length of the text.
func Read(text []byte, o Options) (Article, error) {
	h, err := o.holders()
	if err != nil {
		return Article{}, err
	}
	src, err := open(text, o.Format)
	if err != nil {
		return Article{}, err
	}
	d := &doc{text: src.text, lex: lexicon()}
	d.tokenise()
	if err := d.refuse(); err != nil {
		return Article{}, err
	}
	d.paragraphs()
	d.findQuotes()
	d.sentences()
	d.markRepeats()
	notes := append(src.notes, d.skipForeign()...)
	r := &reader{doc: d, holders: h, book: o.Commitments}
	if r.book == nil {
		if r.book, err = ownBook(); err != nil {
			return Article{}, err
		}
	}
	r.findNames()
	for k := range d.sents {
		if !d.sents[k].repeat {
			r.sentence(k)
		}
	}
	art := r.assemble(src, h, o)
	art.Head.Notes = append(art.Head.Notes, notes...)
	return art, nil
}

func (o Options) holders() (*holders, error) {
	if o.Facts == nil {
		return defaultHolders()
	}
	return loadHolders(o.Facts)
}
