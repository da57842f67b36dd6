package statement

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"casus"
)

// Version is one account of a statement.
type Version struct {
	ID      string     `json:"id"` // of the entry that holds it
	By      string     `json:"by"` // where it stands
	Date    casus.Date `json:"date"`
	Text    string     `json:"text"`
	Kind    string     `json:"text_kind"`
	Differs []Change   `json:"differs"` // from the first version, in words
}

// Change is a run of words of one version that another one has otherwise.
type Change struct {
	First string `json:"first"` // "" for words that the first version lacks
	Here  string `json:"here"`  // "" for words that this version lacks
}

// Dispute is something of a statement that is not settled.
type Dispute struct {
	About string   `json:"about"` // "entry", "date", "words", "speaker", "stance", "commitment"
	Says  string   `json:"says"`
	See   []string `json:"see"` // ids of other entries that it names
}

// Versions gives every account of a statement, the one that was entered first
// at the head: its own words, those that its entry gives as reported elsewhere,
// and the current entries that are versions of it. None is preferred.
func Versions(all []Statement, s Statement) []Version {
	root := s
	if s.VersionOf != "" {
		root, _ = Find(all, family(all, s))
	}
	list := []Statement{root}
	for _, x := range all {
		if x.VersionOf != "" && x.CorrectedBy == "" && family(all, x) == root.ID {
			list = append(list, x)
		}
	}
	var out []Version
	for _, x := range list {
		out = append(out, Version{ID: x.ID, By: x.Where(), Date: x.when(), Text: x.Text, Kind: x.TextKind})
		if by, words, ok := elsewhere(x.Elsewhere); ok {
			out = append(out, Version{ID: x.ID, By: by, Text: words, Kind: "quotation"})
		}
	}
	for i := range out {
		out[i].Differs = []Change{}
		if i > 0 {
			out[i].Differs = Differences(out[0].Text, out[i].Text)
		}
	}
	return out
}

// latest follows corrections from an id to the entry that stands today.
func latest(all []Statement, id string) string {
	for range all { // a ring cannot come about, and would end here
		x, ok := Find(all, id)
		if !ok || x.CorrectedBy == "" {
			break
		}
		id = x.CorrectedBy
	}
	return id
}

// Find gives the statement of that id, in any case of letters.
func Find(all []Statement, id string) (Statement, bool) {
	i := slices.IndexFunc(all, func(x Statement) bool { return strings.EqualFold(x.ID, id) })
	if i < 0 {
		return Statement{}, false
	}
	return all[i], true
}

// Revision is an earlier state of an entry, with what the entry that corrects
// it changed.
type Revision struct {
	Statement Statement     `json:"statement"`
	By        string        `json:"corrected_by"`
	Changed   []FieldChange `json:"changed"`
}

// FieldChange is a field that a correction changed.
type FieldChange struct {
	Field string `json:"field"`
	Was   string `json:"was"`
	Is    string `json:"is"`
}

// History gives what a statement corrects, the latest first.
func History(all []Statement, s Statement) []Revision {
	out := []Revision{}
	for s.Corrects != "" && len(out) < len(all) {
		was, ok := Find(all, s.Corrects)
		if !ok {
			break
		}
		r := Revision{Statement: was, By: s.ID, Changed: []FieldChange{}}
		before, after := was.fields(), s.fields()
		for i := range before {
			if before[i].value != after[i].value {
				r.Changed = append(r.Changed, FieldChange{before[i].name, before[i].value, after[i].value})
			}
		}
		out = append(out, r)
		s = was
	}
	return out
}

// Where says in which source the statement stands, in words.
func (s Statement) Where() string {
	for _, x := range []string{s.Outlet, s.Source, strings.Join(s.Sources, ", ")} {
		if x != "" {
			return x
		}
	}
	return "no source"
}

// elsewhere parts `NBC News 11 Feb 2024: "No, I would not protect you."` into
// who reports and the words.
func elsewhere(s string) (by, words string, ok bool) {
	i := strings.Index(s, `: "`)
	if i < 0 || !strings.HasSuffix(s, `"`) || i+3 > len(s)-1 {
		return "", "", false
	}
	return s[:i], s[i+3 : len(s)-1], true
}

var ids = regexp.MustCompile(`\b[A-Z][0-9]{2,}\b`)

// Disputes names what is in dispute about a statement: what its entry says, and
// in what the entries that are versions of it differ.
func Disputes(all []Statement, s Statement) []Dispute {
	out := []Dispute{}
	known := map[string]bool{}
	for _, x := range all {
		known[x.ID] = true
	}
	if s.Disputes != "" {
		d := Dispute{About: "entry", Says: s.Disputes, See: []string{}}
		for _, id := range ids.FindAllString(s.Disputes, -1) {
			if known[id] && id != s.ID && !slices.Contains(d.See, id) {
				d.See = append(d.See, id)
			}
		}
		out = append(out, d)
	}
	for _, x := range all {
		if x.ID == s.ID || x.CorrectedBy != "" || s.CorrectedBy != "" || family(all, x) != family(all, s) {
			continue
		}
		for _, c := range []struct{ about, here, there string }{
			{"date", s.Days(), x.Days()},
			{"speaker", s.Speaker, x.Speaker},
			{"words", s.Text, x.Text},
			{"stance", s.Stance, x.Stance},
			{"commitment", s.Commitment, x.Commitment},
		} {
			if fold(c.here) != fold(c.there) {
				out = append(out, Dispute{c.about, fmt.Sprintf("here %s, in %s %s", orNone(c.here), x.ID, orNone(c.there)), []string{x.ID}})
			}
		}
	}
	return out
}

// family gives the id under which all versions of a statement go.
func family(all []Statement, s Statement) string {
	if s.VersionOf != "" {
		return latest(all, s.VersionOf)
	}
	return s.ID
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return casus.Quoted(s)
}

// Days gives the day of the statement, or the stretch in which it was made.
func (s Statement) Days() string {
	switch {
	case s.Date != 0:
		return s.Date.String()
	case s.DateFrom != 0 && s.DateUntil != 0:
		return s.DateFrom.String() + "/" + s.DateUntil.String()
	case s.DateUntil != 0:
		return "by " + s.DateUntil.String()
	case s.DateFrom != 0:
		return "from " + s.DateFrom.String()
	}
	return ""
}

// mostWords bounds the comparison of two texts, which takes the product of
// their lengths.
const mostWords = 400

// Differences gives the words in which two versions differ, in their order;
// punctuation at the ends of words, quotation marks and capitals do not count.
func Differences(first, here string) []Change {
	out := []Change{}
	a, b := strings.Fields(first), strings.Fields(here)
	if len(a) > mostWords || len(b) > mostWords {
		if fold(first) != fold(here) {
			out = append(out, Change{first, here})
		}
		return out
	}
	same := func(i, j int) bool { return bare(a[i]) == bare(b[j]) }
	// common[i][j] is the length of the longest common run of words of a[i:], b[j:].
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if same(i, j) {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) || j < len(b); {
		if i < len(a) && j < len(b) && same(i, j) {
			i, j = i+1, j+1
			continue
		}
		fromA, fromB := i, j
		for (i < len(a) || j < len(b)) && !(i < len(a) && j < len(b) && same(i, j)) {
			if j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1] {
				i++
			} else {
				j++
			}
		}
		out = append(out, Change{strings.Join(a[fromA:i], " "), strings.Join(b[fromB:j], " ")})
	}
	return out
}

// bare gives a word without what does not count. A token of punctuation alone
// stays as it is.
func bare(w string) string {
	w = fold(w)
	if t := strings.Trim(w, `".,;:!?'()[]`); t != "" {
		return t
	}
	return w
}

// SameSource reports whether two entries were read in the same place.
func SameSource(a, b Statement) bool { return fold(a.Where()) == fold(b.Where()) }
