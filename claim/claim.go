// Package claim reads a claim as people make it ("Spain pays 1 %", "Article 5
// obliges all allies to send troops") and holds it against the facts and the
// treaties: true, false, disputed, or cannot tell, and what would be right.
//
// Start with [New] and [World.Check]. A claim is recognised by its form: the words that
// it may use stand in lexicon.csv, the order in which they may come in
// forms.csv. Every word must be accounted for, so that a claim of another form
// is refused and never half understood.
package claim

import (
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/facts"
	"casus/place"
	"casus/state"
	"casus/treaty"
)

// Verdict is what the record says of a claim.
type Verdict string

// The verdicts on a claim.
const (
	True       Verdict = "true"
	False      Verdict = "false"
	Disputed   Verdict = "disputed" // the law or the words leave both readings open
	CannotTell Verdict = "cannot_tell"
)

// World is what claims are held against. It is safe for use by several goroutines.
type World struct {
	facts    *facts.Pack
	states   *state.Registry
	places   *place.Gazetteer
	treaties *treaty.Library
	home     func(s casus.State, on casus.Date) casus.Place
	words    *words
}

// New gathers the record; home gives a state's home territory on a day.
func New(pack *facts.Pack, states *state.Registry, places *place.Gazetteer, treaties *treaty.Library,
	home func(s casus.State, on casus.Date) casus.Place) *World {
	w := &World{facts: pack, states: states, places: places, treaties: treaties, home: home}
	w.words = w.vocabulary()
	return w
}

// Finding is a claim as understood, and what the record says of it.
type Finding struct {
	Claim      string     `json:"claim"`
	Form       string     `json:"form"`       // the form under which it was understood: "share", "bound"
	Understood string     `json:"understood"` // the claim in exact words
	On         casus.Date `json:"on"`
	Verdict    Verdict    `json:"verdict"`
	Figure     *Figure    `json:"figure,omitempty"`
	Edition    string     `json:"edition,omitempty"` // of the figures, where figures decide
	Clause     *Clause    `json:"clause,omitempty"`  // where a treaty decides
	Right      string     `json:"right"`             // what would be right, or why it is
	Sources    []string   `json:"source"`            // ids of the table sources, or the treaty's own
	// Tables lists the tables of facts that were read.
	Tables []string `json:"-"`
}

// Figure is the number on record beside the one claimed.
type Figure struct {
	State    casus.State `json:"state,omitempty"`
	Year     int         `json:"year,omitempty"`
	Value    float64     `json:"value"`
	Unit     string      `json:"unit"`
	Claimed  *float64    `json:"claimed,omitempty"`
	Estimate bool        `json:"estimate,omitempty"`
}

// Clause is the provision that decides.
type Clause struct {
	Treaty  string `json:"treaty"`
	Article string `json:"article,omitempty"`
	// Quotation holds the treaty's words where they were read, else "".
	Quotation string `json:"quotation,omitempty"`
}

// maxClaim bounds a claim, in bytes: it is a sentence, not an article.
const maxClaim = 400

// Check understands a claim and holds it against the record as it stood on a
// day. The error is a [*casus.InputError] where the claim has no known form; it
// lists the forms.
func (w *World) Check(text string, on casus.Date) (Finding, error) {
	m, err := w.read(text, on)
	if err != nil {
		return Finding{}, err
	}
	f := Finding{Claim: strings.TrimSpace(text), Form: m.form, On: on, Sources: []string{}}
	if err := judges[m.form](w, m, &f); err != nil {
		return Finding{}, err
	}
	slices.Sort(f.Tables)
	f.Tables = slices.Compact(f.Tables)
	return f, nil
}

// judges holds the law of each form. A form of forms.csv without one fails a test.
var judges = map[string]func(*World, *match, *Finding) error{
	"share": (*World).share, "money": (*World).money, "compare": (*World).compare, "rank": (*World).rank,
	"meets": (*World).meets, "count": (*World).count, "owe": (*World).owe, "guideline_law": (*World).guidelineLaw,
	"budget": (*World).budget, "budget_equal": (*World).budgetEqual, "combined": (*World).combined, "hague": (*World).hague, "hague_exempt": (*World).hagueExempt,
	"attack_on_all": (*World).attackOnAll, "article_obliges": (*World).articleObliges,
	"article_help": (*World).articleHelp, "article_free": (*World).articleFree,
	"article_automatic": (*World).articleAutomatic, "invoked": (*World).invoked, "covers": (*World).covers,
	"covers_europe": (*World).coversEurope, "bound": (*World).bound, "bound_passive": (*World).boundPassive,
	"bound_all": (*World).boundAll, "consult": (*World).consult, "pact": (*World).pact, "member": (*World).member,
	"founder": (*World).founder, "joined": (*World).joined, "left": (*World).left, "members": (*World).members,
	"leave": (*World).leave, "leave_president": (*World).leavePresident, "expel": (*World).expel,
	"decides": (*World).decides, "veto": (*World).veto,
}

// unknown is the refusal of a claim: the word that stands in the way, and the forms.
func unknown(text, word string) error {
	hint := "forms that are known: " + strings.Join(Forms(), " · ")
	msg := "the claim " + casus.Quoted(text) + " has no form that Casus knows"
	if word != "" {
		msg += fmt.Sprintf(" (%s is not understood)", casus.Quoted(word))
	}
	return &casus.InputError{Msg: msg, Hint: hint}
}

// Forms gives one example of each form that is known.
func Forms() []string {
	var out []string
	for _, f := range grammar() {
		if f.example != "" {
			out = append(out, f.example)
		}
	}
	return out
}
