package claim

import (
	_ "embed"
	"encoding/csv"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"casus"
)

//go:embed lexicon.csv
var lexiconCSV string

// noise tags words that may stand anywhere and mean nothing here.
const noise = "-"

// value is what a word or phrase stands for.
type value struct {
	text   string
	state  casus.State
	treaty string
	place  casus.Place
	number float64
	digits int // decimals as written
	day    casus.Date
	year   int
}

// match is a claim under a form: the edges in their order.
type match struct {
	form  string
	text  string
	on    casus.Date
	edges []edge
}

// all gives the values under a tag, in order.
func (m *match) all(tag string) []value {
	var out []value
	for _, e := range m.edges {
		if e.tag == tag {
			out = append(out, e.value)
		}
	}
	return out
}

// has reports whether any of the tags occurs.
func (m *match) has(tags ...string) bool {
	for _, t := range tags {
		if len(m.all(t)) > 0 {
			return true
		}
	}
	return false
}

// states gives the states named, in order.
func (m *match) states() []casus.State {
	var out []casus.State
	for _, v := range m.all("STATE") {
		out = append(out, v.state)
	}
	return out
}

// negated reports whether the claim denies.
func (m *match) negated() bool { return m.has("NOT", "NEVER", "CANNOT") || m.has("NO") }

// words is what a world knows of names, made once.
type words struct {
	phrases  map[string][]string    // phrase -> tags
	longest  int                    // words in the longest phrase
	peoples  map[string]casus.State // demonyms
	capitals map[string]casus.State // of today's states
	first    map[string]bool        // first words of names of states and places
	treaties map[string]string      // names and short names -> id
}

// phrasesOf reads the lexicon, once.
var phrasesOf = sync.OnceValues(func() (map[string][]string, int) {
	rows, err := csv.NewReader(strings.NewReader(lexiconCSV)).ReadAll()
	if err != nil {
		panic(err) // embedded and tested
	}
	out, longest := map[string][]string{}, 0
	for _, r := range rows[1:] {
		for p := range strings.SplitSeq(r[1], ";") {
			toks := tokens(p)
			key := joined(toks)
			out[key] = append(out[key], r[0])
			longest = max(longest, len(toks))
		}
	}
	return out, longest
})

// vocabulary gathers the names of the world.
func (w *World) vocabulary() *words {
	v := &words{peoples: map[string]casus.State{}, capitals: map[string]casus.State{}, first: map[string]bool{}, treaties: map[string]string{}}
	v.phrases, v.longest = phrasesOf()
	for _, r := range w.facts.MustTable("demonyms").Rows {
		d, s := joined(tokens(r.Text("demonym"))), casus.State(r.Text("state"))
		v.peoples[d], v.peoples[d+"s"] = s, s
	}
	begin := func(name string) {
		if t := tokens(name); len(t) > 0 {
			v.first[t[0].low] = true
			if t[0].low == "the" && len(t) > 1 {
				v.first[t[1].low] = true
			}
		}
	}
	for _, r := range w.facts.MustTable("states").Rows {
		begin(r.Text("name"))
		begin(r.Text("official_name"))
		begin(r.Text("id"))
		begin(r.Text("iso2"))
		begin(r.Text("capital"))
		if r.Text("until") == "" && r.Text("capital") != "" && r.Text("capital") != "Brussels" { // which stands for NATO and the EU too
			v.capitals[joined(tokens(strings.TrimSuffix(r.Text("capital"), ", D.C.")))] = casus.State(r.Text("id"))
		}
	}
	for _, r := range w.facts.MustTable("state_names").Rows {
		begin(r.Text("name"))
	}
	for _, r := range w.facts.MustTable("territories").Rows {
		begin(r.Text("name"))
		begin(strings.ReplaceAll(r.Text("id"), "-", " "))
		for _, a := range r.List("aliases") {
			begin(a)
		}
	}
	for _, t := range w.treaties.All() {
		for _, n := range append([]string{t.Name, strings.ReplaceAll(t.ID, "-", " ")}, t.Aliases...) {
			v.treaties[joined(tokens(n))] = t.ID
		}
	}
	return v
}

// token is a word of the claim.
type token struct{ raw, low string }

var (
	pieces    = regexp.MustCompile(`[\p{L}\p{M}]+|\d+(?:[.,]\d+)*|%|\$|€|£`)
	shortened = strings.NewReplacer("n't", " not", "n’t", " not", "’", "'", "‘", "'", "“", " ", "”", " ", "'s", " ", "U.S.A.", "USA",
		"U.S.", "US", "u.s.", "US", "U.K.", "UK", "E.U.", "EU", "G.D.P.", "GDP", "p.c.", "%", "Art.", "article", "art.", "article", "can't", "can not", "9/11", "september 11")
)

// tokens parts a text into words, numbers and signs.
func tokens(text string) []token {
	var out []token
	for _, p := range pieces.FindAllString(shortened.Replace(text), -1) {
		out = append(out, token{p, strings.ToLower(p)})
	}
	return out
}

// joined gives the words of a phrase, in small letters, with single spaces.
func joined(list []token) string {
	low := make([]string, len(list))
	for i, t := range list {
		low[i] = t.low
	}
	return strings.Join(low, " ")
}

// read finds the form of a claim.
func (w *World) read(text string, on casus.Date) (*match, error) {
	if len(text) > maxClaim {
		return nil, &casus.InputError{Msg: "the claim is " + strconv.Itoa(len(text)) + " bytes long; at most " + strconv.Itoa(maxClaim) + " are read",
			Hint: "a claim is one sentence; for a text: casus statements read FILE"}
	}
	toks := tokens(text)
	if len(toks) == 0 {
		return nil, unknown(text, "")
	}
	c := w.chart(toks, on)
	far := 0
	for _, f := range grammar() {
		path, reached, ok := f.run(c)
		if ok {
			return &match{f.name, text, on, path}, nil
		}
		far = max(far, reached)
	}
	word := ""
	if far < len(toks) && len(c[far]) == 0 {
		word = toks[far].raw
	}
	return nil, unknown(text, word)
}

// chart reads every phrase of a claim in every way.
func (w *World) chart(toks []token, on casus.Date) chart {
	v := w.words
	c := make(chart, len(toks)+1)
	for i := range toks {
		add := func(tag string, n int, val value) {
			val.text = joined(toks[i : i+n])
			c[i] = append(c[i], edge{tag, i + n, val})
		}
		for n := min(len(toks)-i, max(v.longest, 6)); n > 0; n-- {
			w.names(v, toks[i:i+n], on, func(tag string, val value) { add(tag, n, val) })
			for _, tag := range v.phrases[joined(toks[i:i+n])] {
				add(tag, n, value{})
			}
		}
		numbers(toks[i:], add)
	}
	return c
}

// names adds the readings of a phrase as a name: of a treaty, a state, a place.
func (w *World) names(v *words, toks []token, on casus.Date, add func(tag string, val value)) {
	name := joined(toks)
	if id, ok := v.treaties[name]; ok {
		add(treatyTag(id), value{treaty: id})
	}
	if id, ok := bodies[name]; ok {
		add(treatyTag(id), value{treaty: id})
	}
	if s, ok := v.peoples[name]; ok && w.states.Exists(s, on) {
		add("STATE", value{state: s})
	}
	if !v.first[toks[0].low] || !nameLike(toks) {
		return
	}
	var words []string
	for _, t := range toks {
		words = append(words, t.raw)
	}
	text := strings.Join(words, " ")
	if s, err := w.states.Resolve(text, on); err == nil {
		add("STATE", value{state: s})
		return
	}
	if p, err := w.places.Resolve(text, on); err == nil && p.Territory != "" {
		add("PLACE", value{place: p})
	}
	if s, ok := v.capitals[name]; ok && w.states.Exists(s, on) {
		add("STATE", value{state: s}) // a government by its capital
	}
}

// bodies are organisations that people name for their treaty.
var bodies = map[string]string{
	"nato": nato, "the alliance": nato, "atlantic alliance": nato, "north atlantic treaty organization": nato,
	"north atlantic treaty organisation": nato, "north atlantic alliance": nato, "nato treaty": nato, "washington treaty": nato,
	"alliance": nato, "nato alliance": nato, "western alliance": nato,
	"eu": "treaty-on-european-union", "european union": "treaty-on-european-union", "lisbon treaty": "treaty-on-european-union",
	"csto": "collective-security-treaty", "collective security treaty organization": "collective-security-treaty",
	"collective security treaty organisation": "collective-security-treaty", "anzus": "anzus-treaty", "rio pact": "rio-treaty",
	"aukus": "aukus", "ecowas": "ecowas-mutual-defence-protocol", "arab league": "arab-league-joint-defence-treaty",
	"gcc": "gcc-joint-defence-agreement",
}

// nato is the treaty of which most claims are made.
const nato = "north-atlantic-treaty"

func treatyTag(id string) string {
	if id == nato {
		return "NATO"
	}
	return "T"
}

// nameLike reports whether words can be the name of a state or place: a code
// counts only in capitals, since "is", "no" and "it" are codes too.
func nameLike(toks []token) bool {
	letters := 0
	for i, t := range toks {
		if i > 0 && (t.low == "the" || t.low == "of" || t.low == "a" || t.low == "to") || len(toks) > 1 && i == 0 && t.low == "the" {
			continue
		}
		if !unicode.IsLetter([]rune(t.raw)[0]) {
			return false
		}
		letters += len([]rune(t.raw))
	}
	if letters > 3 {
		return true
	}
	low := joined(toks)
	return low == "usa" || low == "uk" || low == "us" || toks[0].raw == strings.ToUpper(toks[0].raw) && letters > 1 && low != "eu" && low != "un"
}
