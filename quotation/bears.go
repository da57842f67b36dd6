package quotation

import (
	"slices"
	"strings"

	"casus"
	"casus/quotation/bearing"
	"casus/treaty"
)

// Bears says that a statement bears on a commitment, and why.
type Bears struct {
	// Commitment is a treaty's id, or STATE>STATE/TREATY where the text says
	// whose help to whom is meant.
	Commitment string `json:"commitment"`
	Treaty     string `json:"treaty"`
	Article    string `json:"article"` // as the treaty counts them; "" where none is meant
	Kind       string `json:"kind"`    // "obligation", or "assurance" for a political promise
	Why        string `json:"why"`
}

// topic is a set of what a statement deals with.
type topic uint8

const (
	aboutHelp       topic = 1 << iota // defence, attack, guarantees, allies
	aboutPact                         // an alliance that it does not name
	aboutInstrument                   // a treaty or an agreement that it does not name
	aboutLeave                        // leaving, freezing, joining
	aboutPolicy                       // that a policy has or has not changed
	aboutSpend
	aboutAttack // which is about help only where it is supposed or weighed
)

var topicNames = map[Stance]topic{"help": aboutHelp, "pact": aboutPact, "instrument": aboutInstrument, "leave": aboutLeave, "policy": aboutPolicy, "spend": aboutSpend, "attack": aboutAttack}

// subject is what the decision on the bearing of one statement rests on.
type subject struct {
	v       *voiced
	deals   topic
	article string
	speaks  voice
	on      casus.Date
	states  []casus.State // named in the words, without the speaker's own
}

// voice is for whom somebody speaks.
type voice struct {
	state casus.State
	body  *treaty.Treaty // of whose organisation the speaker is
	bound bool           // in office, so that the words are the state's
}

// bears finds the commitments that a statement concerns: named in it; else owed
// between the speaker's state and a state named; else what the text spoke of
// before, where the words deal with help and name nothing.
func (r *reader) bears(v *voiced, before []voiced) []Bears {
	sub := subject{v: v, speaks: r.speaksFor(v), on: r.day}
	if sub.on == 0 {
		sub.on = r.book.Newest() // no day is told: what holds as the treaties stand
	}
	sub.deals, sub.article = r.dealsWith(v)
	named, general := r.named(&sub)
	if len(named) > 0 {
		return r.bearsOn(named, &sub)
	}
	if sub.deals&^(aboutSpend|aboutPolicy) == 0 && sub.article == "" {
		if beside := r.beside(&sub); len(beside) > 0 {
			return r.bearsOn(beside, &sub)
		}
		if sub.deals == 0 {
			return nil
		}
		if b := r.inherit(v, before); b != nil && r.sameSide(&sub, before) {
			return b
		}
		if sub.deals&aboutPolicy == 0 || len(sub.states) > 0 {
			return nil
		}
	}
	if general != nil && sub.speaks.body == general && sub.deals&aboutHelp != 0 {
		return r.bearsOn([]*treaty.Treaty{general}, &sub)
	}
	if sub.deals&^(aboutSpend|aboutPolicy) != 0 || sub.article != "" || len(sub.states) == 0 {
		if b := r.between(&sub); b != nil {
			return []Bears{*b}
		}
	}
	if sub.deals&aboutHelp != 0 && general != nil {
		return r.bearsOn([]*treaty.Treaty{general}, &sub)
	}
	if t := sub.speaks.body; t != nil && !t.General && sub.deals&(aboutHelp|aboutPact|aboutInstrument) != 0 {
		return r.bearsOn([]*treaty.Treaty{t}, &sub)
	}
	return r.fromContext(&sub, before)
}

// dealsWith tells the topics of the words and the article they name.
func (r *reader) dealsWith(v *voiced) (deals topic, article string) {
	rules := topicTable()
	for _, c := range v.content {
		for i := c[0]; i < c[1]; i++ {
			if r.toks[i].kind != kWord {
				continue
			}
			if n, end := r.articleAt(i, c[1]); end > 0 && article == "" {
				if next := r.word(end); !comparisons("suffix", strings.TrimPrefix(strings.ToLower(next), "-")) && !r.likened(i, end) {
					article = n
				}
			}
			for _, p := range rules[r.low(i)] {
				if deals&topicNames[p.stance] == 0 && p.match(r.doc, i, c[1]) > 0 && !(p.stance == "instrument" && comparisons("other", r.low(i-1))) {
					deals |= topicNames[p.stance]
				}
			}
		}
	}
	if deals&aboutAttack != 0 {
		if deals &^= aboutAttack; r.weighed(v) {
			deals |= aboutHelp
		}
	}
	return deals, article
}

// weighed reports words by which an attack is a case to be answered: "any attack
// would be", "if it is attacked"; news of one is not.
func (r *reader) weighed(v *voiced) bool {
	for _, c := range v.content {
		for i := c[0]; i < c[1]; i++ {
			switch r.low(i) {
			case "would", "shall", "will", "any", "armed", "either", "considered", "regarded", "if", "event", "case", "should", "treated":
				return true
			}
		}
	}
	return false
}

// likened reports "Article 5-like" and "similar to Article 5".
func (r *reader) likened(from, end int) bool {
	if _, after, ok := strings.Cut(r.word(end-1), "-"); ok && comparisons("suffix", strings.ToLower(after)) {
		return true
	}
	if end+1 < len(r.toks) && r.punct(end, '-') && comparisons("suffix", r.low(end+1)) {
		return true
	}
	for j := from - 1; j >= max(0, from-3); j-- {
		if comparisons("before", r.low(j)) {
			return true
		}
	}
	return false
}

// named gives the treaties that the words name, and apart from them one whose
// organisation does much else.
func (r *reader) named(sub *subject) (out []*treaty.Treaty, general *treaty.Treaty) {
	for _, c := range sub.v.content {
		for _, f := range r.refsIn(c[0], c[1]) {
			switch {
			case f.state():
				if s := f.name.State; s != sub.speaks.state && !slices.Contains(sub.states, s) {
					sub.states = append(sub.states, s)
				}
			case f.compared || f.desk:
			case f.name.Sort == bearing.Organisation && f.name.Treaty.General:
				if general == nil {
					general = f.name.Treaty
				}
				if sub.article != "" && articleOf(f.name.Treaty, sub.article) != "" {
					out = add(out, f.name.Treaty)
				}
			default:
				out = add(out, f.name.Treaty)
			}
		}
	}
	return out, general
}

func add(list []*treaty.Treaty, t *treaty.Treaty) []*treaty.Treaty {
	if slices.Contains(list, t) {
		return list
	}
	return append(list, t)
}

// between finds the tie of the speaker's state with a state that is named, else
// of two that are.
func (r *reader) between(sub *subject) *Bears {
	if s := sub.speaks.state; s != "" {
		for _, object := range [2]bool{true, false} { // whom it is for comes first
			for _, x := range sub.states {
				if object != r.objectOf(sub, x) {
					continue
				}
				if b := r.tie(sub, s, x, r.names(sub, x)+", and the speaker speaks for "+r.book.Called(s)); b != nil {
					return b
				}
			}
		}
	}
	for i, x := range sub.states {
		for _, y := range sub.states[i+1:] {
			if b := r.tie(sub, x, y, "names "+r.book.Called(x)+" and "+r.book.Called(y)); b != nil {
				return b
			}
		}
	}
	// "assured Manila of Washington's commitment": the other one stands beside
	// the words.
	st := r.sents[sub.v.sent]
	own := sub.states
	if sub.speaks.state != "" {
		own = append([]casus.State{sub.speaks.state}, own...)
	}
	if sub.speaks.state == "" {
		for _, f := range r.refsIn(st.from, st.to) {
			if f.state() && !slices.Contains(own, f.name.State) {
				own = append(own, f.name.State)
			}
		}
	}
	for _, x := range own {
		for _, f := range r.refsIn(st.from, st.to) {
			if f.state() && f.name.State != x {
				if b := r.tie(sub, x, f.name.State, "the sentence names "+r.book.Called(f.name.State)); b != nil {
					return b
				}
			}
		}
	}
	return nil
}

// objectOf reports whether a state is named as the one to whom something is done:
// "support to Ukraine", "defend Estonia".
func (r *reader) objectOf(sub *subject, x casus.State) bool {
	for _, c := range sub.v.content {
		for _, f := range r.refsIn(c[0], c[1]) {
			if !f.state() || f.name.State != x {
				continue
			}
			for j := f.from - 1; j >= max(c[0], f.from-3); j-- {
				switch r.low(j) {
				case "to", "for", "of", "defend", "defending", "protect", "help", "with", "on", "against", "support", "behind", "by":
					return true
				}
				if !r.is(j, cDet) {
					break
				}
			}
		}
	}
	return false
}

func (r *reader) names(_ *subject, x casus.State) string { return "names " + r.book.Called(x) }

// tie chooses what ties two states, nil where nothing does.
func (r *reader) tie(sub *subject, x, y casus.State, why string) *Bears {
	ties := r.book.Tied(x, y, sub.on)
	for _, t := range r.book.Tied(x, y, r.book.Newest()) { // a treaty that the text names may be about to be signed
		if _, named := r.firstNamed[t.Clause.Treaty().ID]; named {
			ties = append(ties, t)
		}
	}
	var best *treaty.Tie
	most := 0.0
	for i := range ties {
		if w := r.worth(&ties[i], x, sub); w > most {
			best, most = &ties[i], w
		}
	}
	if best == nil {
		return nil
	}
	b := r.bear(best.Clause.Treaty(), sub, why+"; "+kindWords(best.Clause.Treaty()))
	from, toward := best.From, best.Toward
	b.Commitment = string(from) + ">" + string(toward) + "/" + b.Treaty
	return &b
}

func kindWords(t *treaty.Treaty) string { return "what ties the two is the " + t.Name }

// worth weighs a tie as the one that a text means: what was named before, help
// before consultation, law before promises, a treaty of two before one of many.
func (r *reader) worth(t *treaty.Tie, speaker casus.State, sub *subject) float64 {
	tr := t.Clause.Treaty()
	const few = 4 // parties; what many owe each other short of help says nothing about two of them
	if t.Clause.Type != casus.Assist && len(tr.Parties) > few && !r.spokenOf(tr, sub.v.content[0][0]) {
		return 0
	}
	if sub.article != "" && articleOf(tr, sub.article) == "" {
		return 0
	}
	w := 0.0
	switch t.Clause.Type {
	case casus.Assist:
		w = 4
	case casus.Consult:
		w = 1
	case casus.NonAggression:
		w = 0.5
	default:
		return 0
	}
	switch tr.Nature {
	case treaty.Law:
		w += 2
	case treaty.Disputed:
		w++
	}
	switch {
	case tr.General:
		w -= 2
	case len(tr.Organisation) > 0:
		w += 1.5
	case len(tr.Parties) <= 3 && r.ofTwo(sub):
		w += 4
	case len(tr.Parties) <= 3:
		w++
	}
	if t.From == speaker {
		w += 0.2
	}
	if r.spokenOf(tr, sub.v.content[0][0]) {
		w += 2
	}
	return w
}

// ofTwo reports whether the sentence speaks of an instrument or of two countries,
// and not of an alliance: then a treaty of two is meant before one of many.
func (r *reader) ofTwo(sub *subject) bool {
	st := r.sents[sub.v.sent]
	for i := st.from; i < st.to; i++ {
		switch r.low(i) {
		case "treaty", "pact", "accord", "agreement", "both", "each", "bilateral", "two":
			return true
		}
	}
	return false
}

// spokenOf reports whether the text names a treaty before token i, or in the
// paragraph.
func (r *reader) spokenOf(t *treaty.Treaty, i int) bool {
	at, ok := r.firstNamed[t.ID]
	if !ok {
		return false
	}
	p := r.paras[r.sents[r.sentOf(i)].para]
	return at < p.to
}

// fromContext looks for what was spoken of: in the rest of the sentence, then in
// the statement before, then back through the paragraphs.
func (r *reader) fromContext(sub *subject, before []voiced) []Bears {
	const far = 60 // names that are looked back at
	st := r.sents[sub.v.sent]
	fits := func(f *ref) *Bears {
		switch {
		case f.compared:
		case f.name.Sort == bearing.Organisation && sub.deals&aboutInstrument != 0 && sub.deals&aboutPact == 0 && r.book.Party(f.name.Treaty, sub.speaks.state, sub.on):
			return nil // "the treaty" of one who speaks of a treaty is none of the bodies that it names
		case f.treaty() && (!f.name.Treaty.General || sub.article != "" && articleOf(f.name.Treaty, sub.article) != ""):
			t := f.name.Treaty
			if sub.article != "" && articleOf(t, sub.article) == "" {
				return nil
			}
			if s := sub.speaks.state; s == "" || r.book.Party(t, s, max(sub.on, t.Signed, t.InForce)) || sub.speaks.body == t || sub.deals&(aboutPact|aboutInstrument) != 0 && len(sub.states) == 0 {
				b := r.bear(t, sub, "the text spoke of the "+t.Name)
				return &b
			}
		case f.state() && sub.speaks.state != "" && f.name.State != sub.speaks.state:
			return r.tie(sub, sub.speaks.state, f.name.State, "the text spoke of "+r.book.Called(f.name.State))
		}
		return nil
	}
	if len(sub.states) > 0 && sub.deals&(aboutPact|aboutInstrument|aboutPolicy) == 0 && sub.article == "" && !r.reflexive(sub.v) {
		return nil // it names whom it is about, and nothing ties them
	}
	n := r.firstRef(st.to)
	for k := n - 1; k >= 0 && r.refs[k].from >= st.from; k-- {
		if f := &r.refs[k]; f.treaty() {
			if b := fits(f); b != nil {
				return []Bears{*b}
			}
		}
	}
	n = r.firstRef(st.from)
	para := st.para
	for k := n - 1; k >= 0 && k >= n-far && r.paraOf(r.refs[k].from) >= para-1; k-- {
		if f := &r.refs[k]; f.treaty() && !f.desk {
			if b := fits(f); b != nil {
				return []Bears{*b}
			}
		}
	}
	if b := r.inherit(sub.v, before); len(b) > 0 && r.sameSide(sub, before) {
		return b
	}
	for k := n - 1; k >= 0 && k >= n-far; k-- {
		if b := fits(&r.refs[k]); b != nil {
			return []Bears{*b}
		}
		if b := r.pairAt(sub, k); b != nil {
			return []Bears{*b}
		}
	}
	for k := n; k < len(r.refs) && r.refs[k].to <= st.to; k++ {
		if b := fits(&r.refs[k]); b != nil {
			return []Bears{*b}
		}
	}
	return nil
}

// pairAt reads two states named side by side in a sentence before ("Pakistan and
// Saudi Arabia signed a pact") of a speaker who speaks for neither that is known.
func (r *reader) pairAt(sub *subject, k int) *Bears {
	if sub.speaks.state != "" || sub.deals&(aboutPact|aboutInstrument|aboutHelp) == 0 || k == 0 {
		return nil
	}
	a, b := &r.refs[k-1], &r.refs[k]
	if !a.state() || !b.state() || a.name.State == b.name.State || r.sentOf(a.from) != r.sentOf(b.from) {
		return nil
	}
	return r.tie(sub, a.name.State, b.name.State, "the text spoke of "+r.book.Called(a.name.State)+" and "+r.book.Called(b.name.State))
}

// beside gives the treaties that the rest of the sentence names where the words
// point at them alone: "no action in this regard, he said, referring to the
// freezing of its CSTO membership".
func (r *reader) beside(sub *subject) (out []*treaty.Treaty) {
	points := false
	for _, c := range sub.v.content {
		for i := c[0]; i < c[1]; i++ {
			w := r.low(i)
			points = points || w == "this" || w == "it" || w == "that" && i > c[0]
		}
	}
	if !points {
		return nil
	}
	st := r.sents[sub.v.sent]
	for _, f := range r.refsIn(st.from, st.to) {
		if f.treaty() && !f.compared && !f.desk && !f.name.Treaty.General {
			out = add(out, f.name.Treaty)
		}
	}
	return out
}

// reflexive reports words about the speaker's own friends: "we will defend our
// allies together".
func (r *reader) reflexive(v *voiced) bool {
	for _, c := range v.content {
		for i := c[0]; i < c[1]; i++ {
			switch r.low(i) {
			case "together", "jointly", "both", "mutual", "alliance":
				return true
			case "allies", "ally":
				switch r.low(i - 1) {
				case "our", "my", "fellow", "all", "every", "treaty", "the", "nato":
					return true
				}
			}
		}
	}
	return false
}

// sameSide reports whether the statement before is by the same speaker or for
// the same state.
func (r *reader) sameSide(sub *subject, before []voiced) bool {
	last := &before[len(before)-1]
	return last.name == sub.v.name || last.speaksFor == sub.speaks.state && sub.speaks.state != ""
}

// inherit gives what the statement before bears on, where it stands near.
func (r *reader) inherit(v *voiced, before []voiced) []Bears {
	for k := len(before) - 1; k >= 0 && k >= len(before)-3; k-- {
		if r.sents[before[k].sent].para < r.sents[v.sent].para-3 {
			return nil
		}
		if b := before[k].bearsOn; len(b) > 0 {
			out := slices.Clone(b)
			for i := range out {
				out[i].Why = "goes on from the statement before"
			}
			return out
		}
	}
	return nil
}

// bearsOn words the bearing on treaties that are named.
func (r *reader) bearsOn(named []*treaty.Treaty, sub *subject) []Bears {
	var out []Bears
	for _, t := range named {
		b := r.bear(t, sub, "names it")
		if t == sub.speaks.body {
			b.Why = "the speaker is of its organisation"
		}
		for _, x := range sub.states {
			if s := sub.speaks.state; s != "" && len(t.Parties) <= 40 {
				for _, tie := range r.book.Tied(s, x, sub.on) {
					if tie.Clause.Treaty() == t && tie.Clause.Type == casus.Assist && b.Commitment == t.ID {
						b.Commitment = string(tie.From) + ">" + string(tie.Toward) + "/" + t.ID
					}
				}
			}
		}
		out = append(out, b)
	}
	return out
}

// bear words the bearing on one treaty.
func (r *reader) bear(t *treaty.Treaty, sub *subject, why string) Bears {
	b := Bears{Commitment: t.ID, Treaty: t.ID, Kind: "obligation", Why: why}
	if t.Nature == treaty.Political {
		b.Kind = "assurance"
	}
	switch {
	case sub.article != "" && articleOf(t, sub.article) != "":
		b.Article = articleOf(t, sub.article)
	case sub.deals&aboutLeave != 0 && t.Leaving != nil:
		b.Article = t.Leaving.Article
	case sub.deals&aboutHelp != 0:
		for _, c := range t.Clauses {
			if c.Type == casus.Assist {
				b.Article = c.Article
				break
			}
		}
	}
	if !sub.speaks.bound && (sub.speaks.state != "" || sub.speaks.body == nil) {
		b.Why += "; the speaker binds nobody"
	}
	return b
}

// articleOf gives the treaty's own spelling of an article: "V" for "5",
// "42(7)" for "42.7"; "" where no clause has it.
func articleOf(t *treaty.Treaty, number string) string {
	want := plainArticle(number)
	for _, c := range t.Clauses {
		if plainArticle(c.Article) == want {
			return c.Article
		}
	}
	if t.Leaving != nil && plainArticle(t.Leaving.Article) == want {
		return t.Leaving.Article
	}
	return ""
}

func plainArticle(s string) string {
	if n := slices.Index(romans[:], s); n > 0 {
		return string(rune('0' + n))
	}
	return strings.Trim(strings.NewReplacer("(", ".", ")", "").Replace(s), ".")
}
