// Package bearing knows by which names a text calls the states, their organs
// and their treaties, and who owes whom what under which of them on a day. The
// treaties and their names come from the treaty library alone, the states from
// the fact pack; only adjectives and organs ("Estonian", "Kremlin") are a word
// list of its own.
//
// Start with [New]; [Book.At] finds a name in a text, [Book.Tied] what ties two
// states.
package bearing

import (
	"bytes"
	"embed"
	"encoding/csv"
	"slices"
	"strings"
	"sync"

	"casus"
	"casus/facts"
	"casus/treaty"
)

//go:embed data/*.csv
var data embed.FS

// Sort says what a name stands for.
type Sort uint8

// The sorts of names.
const (
	Nothing      Sort = iota // a name that only looks like another: "South China Sea"
	State                    // by name, adjective or capital
	Organ                    // of a state: "Kremlin"
	Treaty                   // by its name
	Organisation             // that a treaty founds: "NATO"
)

// Name is what a stretch of words stands for.
type Name struct {
	Sort   Sort
	State  casus.State
	Treaty *treaty.Treaty
	words  []string
	upper  bool // an abbreviation, which stands in capitals
}

// Book is the names and the ties. It is safe for use by several goroutines.
type Book struct {
	names    map[string][]*Name // by first word, the longest first
	lib      *treaty.Library
	official map[casus.State]string

	mu   sync.Mutex
	ties map[key][]treaty.Tie
}

type key struct {
	of casus.State
	on casus.Date
}

// maxTies bounds how many answers a book remembers.
const maxTies = 4096

// New makes the book of a library and the states of a pack.
func New(lib *treaty.Library, p *facts.Pack) (*Book, error) {
	b := &Book{names: map[string][]*Name{}, lib: lib, official: map[casus.State]string{}, ties: map[key][]treaty.Tie{}}
	if err := b.states(p); err != nil {
		return nil, err
	}
	for _, t := range lib.All() {
		b.treaty(t)
	}
	for _, list := range b.names {
		slices.SortStableFunc(list, func(x, y *Name) int { return len(y.words) - len(x.words) })
	}
	return b, nil
}

func (b *Book) states(p *facts.Pack) error {
	t, err := p.Table("states")
	if err != nil {
		return err
	}
	for _, r := range t.Rows {
		s := casus.State(r.Text("id"))
		if r.Date("until") != 0 {
			continue
		}
		b.official[s] = r.Text("name")
		for _, n := range []string{r.Text("name"), r.Text("official_name"), r.Text("capital")} {
			b.enter(n, Name{Sort: State, State: s})
		}
	}
	raw, err := data.ReadFile("data/adjectives.csv")
	if err != nil {
		return err
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		return err
	}
	for _, r := range rows[1:] {
		sort := State
		if r[0] == "" {
			sort = Nothing
		}
		for n := range strings.SplitSeq(r[1], ";") {
			b.enter(n, Name{Sort: sort, State: casus.State(r[0]), upper: n == "us" || n == "uk" || n == "uae"})
		}
		for n := range strings.SplitSeq(r[2], ";") {
			b.enter(n, Name{Sort: Organ, State: casus.State(r[0])})
		}
	}
	return nil
}

// treaty enters the names of a treaty, and "Treaty of X" for "X Treaty".
func (b *Book) treaty(t *treaty.Treaty) {
	for _, n := range t.Organisation {
		b.enter(n, Name{Sort: Organisation, Treaty: t, upper: n == strings.ToUpper(n) && n != "NATO"})
	}
	forms := append([]string{t.Name}, t.Short...)
	for _, a := range t.Aliases {
		if !identifier(a, t) {
			forms = append(forms, a)
		}
	}
	for _, n := range forms {
		upper := n == strings.ToUpper(n)
		b.enter(n, Name{Sort: Treaty, Treaty: t, upper: upper})
		w := strings.Fields(n)
		if len(w) == 2 && instruments[strings.ToLower(w[1])] {
			b.enter(w[1]+" of "+w[0], Name{Sort: Treaty, Treaty: t})
		}
		b.enter(strings.NewReplacer("Defence", "Defense", "defence", "defense").Replace(n), Name{Sort: Treaty, Treaty: t, upper: upper})
	}
}

var instruments = map[string]bool{
	"treaty": true, "pact": true, "agreement": true, "memorandum": true, "declaration": true, "charter": true, "protocol": true,
}

// identifier reports an alias that is no name in a text: "TEU427", "MANILA".
func identifier(a string, t *treaty.Treaty) bool {
	if strings.ContainsAny(a, "_/") || a == strings.ToLower(a) {
		return true
	}
	if slices.Contains(t.Organisation, a) {
		return true // entered as what it is
	}
	if a != strings.ToUpper(a) {
		return false
	}
	if len(a) <= 3 || strings.ContainsAny(a, "0123456789") {
		return !slices.Contains(t.Short, a)
	}
	word := a[:1] + strings.ToLower(a[1:])
	for _, n := range append([]string{t.Name}, t.Aliases...) {
		if strings.Contains(n, word) {
			return true
		}
	}
	return false
}

func (b *Book) enter(text string, n Name) {
	n.words = Words(text)
	if len(n.words) == 0 || len(n.words) == 1 && len(n.words[0]) < 2 {
		return
	}
	first := n.words[0]
	for _, x := range b.names[first] {
		if slices.Equal(x.words, n.words) {
			if n.Sort == Nothing {
				x.Sort = Nothing // "Brussels" is seldom Belgium
			}
			return // the first to come has the name
		}
	}
	b.names[first] = append(b.names[first], &n)
}

// Words parts a name as [Book.At] compares it: small letters, no stops, hyphens
// as spaces.
func Words(s string) []string {
	return strings.Fields(plainWords.Replace(strings.ToLower(s)))
}

var plainWords = strings.NewReplacer("-", " ", "–", " ", "‑", " ", ".", "", ",", " ", "(", " ", ")", " ", "’", "'", "'s", " 's")

// Known reports whether a name begins with the word.
func (b *Book) Known(first []byte) bool { return len(b.names[string(first)]) > 0 }

// At gives the longest name that begins with first, and of how many words it
// is. word gives the k-th word of the text from there, "" beyond its end.
func (b *Book) At(first string, upper bool, word func(k int) string) (n *Name, length int, ok bool) {
	for _, c := range b.names[first] {
		if c.upper && !upper {
			continue
		}
		fits := true
		for k := 1; k < len(c.words) && fits; k++ {
			fits = word(k) == c.words[k]
		}
		if fits {
			return c, len(c.words), true
		}
	}
	return nil, 0, false
}

// In gives the first name of a sort that a short text holds, such as a role:
// "Polish Prime Minister".
func (b *Book) In(text string, sorts ...Sort) (*Name, bool) {
	w := Words(text)
	for i := 0; i < len(w); i++ {
		n, length, ok := b.At(w[i], true, func(k int) string {
			if i+k < len(w) {
				return w[i+k]
			}
			return ""
		})
		if !ok {
			continue
		}
		if slices.Contains(sorts, n.Sort) {
			return n, true
		}
		i += length - 1
	}
	return nil, false
}

// Newest gives the latest day on which a treaty of the library was signed or
// entered into force.
func (b *Book) Newest() (day casus.Date) {
	for _, t := range b.lib.All() {
		day = max(day, t.Signed, t.InForce)
	}
	return day
}

// Called gives the usual name of a state.
func (b *Book) Called(s casus.State) string { return b.official[s] }

// Tied gives what ties two states on a day, in either direction: what the first
// owes first.
func (b *Book) Tied(x, y casus.State, on casus.Date) []treaty.Tie {
	var out []treaty.Tie
	for _, t := range b.of(x, on) {
		if t.Toward == y {
			out = append(out, t)
		}
	}
	for _, t := range b.of(y, on) {
		if t.Toward == x {
			out = append(out, t)
		}
	}
	return out
}

// Party reports whether a state owes or is owed anything under a treaty on a day.
func (b *Book) Party(t *treaty.Treaty, s casus.State, on casus.Date) bool {
	for _, x := range b.of(s, on) {
		if x.Clause.Treaty() == t {
			return true
		}
	}
	for _, c := range t.Clauses {
		if slices.Contains(c.OwedTo, s) {
			return true
		}
	}
	return slices.Contains(t.Members(on), s)
}

func (b *Book) of(s casus.State, on casus.Date) []treaty.Tie {
	k := key{s, on}
	b.mu.Lock()
	defer b.mu.Unlock()
	if t, ok := b.ties[k]; ok {
		return t
	}
	if len(b.ties) >= maxTies {
		clear(b.ties)
	}
	t := b.lib.Ties(s, on)
	b.ties[k] = t
	return t
}
