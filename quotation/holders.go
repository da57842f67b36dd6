package quotation

import (
	"strings"
	"sync"

	"casus"
	"casus/facts"
)

// holder is a row of the table of office holders.
type holder struct {
	person, office, of string
	party              string
	names              []string
	term               casus.Span
}

// holders answers who held which office on a date.
type holders struct {
	byName map[string][]*holder // full names and aliases, and last words
	byOf   map[string][]*holder
	of     map[string]string // "french" to FRA
	bodies map[string]string // "kremlin" to RUS
}

// loadHolders reads the table of office holders of a pack.
func loadHolders(p *facts.Pack) (*holders, error) {
	t, err := p.Table("office_holders")
	if err != nil {
		return nil, err
	}
	h := &holders{byName: map[string][]*holder{}, byOf: map[string][]*holder{}, of: map[string]string{}, bodies: map[string]string{}}
	for _, r := range records("countries.csv") {
		for n := range strings.SplitSeq(r[1], ";") {
			h.of[n] = r[0]
		}
		for n := range strings.SplitSeq(r[2], ";") {
			if n != "" {
				h.bodies[n] = r[0]
			}
		}
	}
	for _, r := range t.Rows {
		o := &holder{person: r.Text("person"), party: r.Text("party"), office: r.Text("office"), of: r.Text("of"), term: casus.Span{From: r.Date("from"), Until: r.Date("until")}}
		o.names = append([]string{o.person}, r.List("aliases")...)
		for _, n := range o.names {
			h.byName[fold(n)] = append(h.byName[fold(n)], o)
		}
		h.byOf[o.of] = append(h.byOf[o.of], o)
	}
	return h, nil
}

var defaultHolders = sync.OnceValues(func() (*holders, error) { return loadHolders(facts.Default()) })

// fold lowers a name and drops the accents that papers drop.
func fold(s string) string {
	return strings.ToLower(folder.Replace(s))
}

var folder = strings.NewReplacer("á", "a", "à", "a", "â", "a", "ä", "a", "å", "a", "ã", "a", "č", "c", "ć", "c", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "ė", "e",
	"ę", "e", "ğ", "g", "í", "i", "ï", "i", "ł", "l", "ñ", "n", "ń", "n", "ó", "o", "ö", "o", "ø", "o", "ō", "o", "ő", "o", "ô", "o", "ř", "r", "š", "s", "ș", "s", "ś", "s", "ş", "s",
	"ț", "t", "ú", "u", "ü", "u", "ů", "u", "ū", "u", "ý", "y", "ž", "z", "ż", "z", "Š", "S", "Ž", "Z", "Č", "C", "Ö", "O", "Ø", "O", "Ł", "L", "’", "'")

// role gives the office that a person held on the date, or, with "former", the
// one held last before it; "" where the table does not tell.
func (h *holders) role(name string, on casus.Date) string {
	if on == 0 {
		return ""
	}
	var last *holder
	for _, o := range h.byName[fold(name)] {
		if o.term.Holds(on) {
			return o.title()
		}
		if o.term.Until != 0 && o.term.Until < on && (last == nil || o.term.Until > last.term.Until) {
			last = o
		}
	}
	if last != nil {
		return "former " + last.title()
	}
	return ""
}

// title words an office: "President of the United States".
func (o *holder) title() string { return o.office }

// partyIn gives the party that the offices tell.
func partyIn(offices []*holder) string {
	for _, o := range offices {
		if o.party != "" {
			return o.party
		}
	}
	return ""
}

// inTerm reports whether one of the offices is held on the date.
func inTerm(offices []*holder, on casus.Date) bool {
	for _, o := range offices {
		if o.term.Holds(on) {
			return true
		}
	}
	return false
}

// fullName gives the full name behind an alias that the table has, where only
// one person bears it; "" otherwise.
func (h *holders) fullName(name string, on casus.Date) string {
	found := ""
	for _, o := range h.byName[fold(name)] {
		if found != "" && found != o.person {
			return ""
		}
		found = o.person
	}
	if fold(found) == fold(name) {
		return ""
	}
	return found
}

// byOffice finds the holder of the office that a phrase names ("the French
// President", "NATO Secretary General") on the date. A former holder must be
// one whom the text names, as told by named.
func (h *holders) byOffice(phrase string, former bool, on casus.Date, named func(string) bool) (person, role string) {
	if on == 0 {
		return "", ""
	}
	p := " " + strings.Join(strings.Fields(strings.NewReplacer(",", " ", "’s", " ", "'s", " ", ".", "").Replace(fold(phrase))), " ") + " "
	of := ""
	for n, code := range h.of {
		if n = strings.ReplaceAll(n, ".", ""); strings.Contains(p, " "+n+" ") && len(n) > 1 && (of == "" || len(n) > len(of)) {
			of = code
			if len(n) > 5 {
				break
			}
		}
	}
	if of == "" {
		return "", ""
	}
	for _, o := range h.byOf[of] {
		if !officeIn(p, o.office) {
			continue
		}
		if former {
			if o.term.Until != 0 && o.term.Until < on && named(o.person) {
				return o.person, "former " + o.title()
			}
			continue
		}
		if o.term.Holds(on) {
			return o.person, o.title()
		}
	}
	return "", ""
}

// fills reports whether one of the offices, held on the date, is of the kind that
// a phrase names without a state: "the Prime Minister".
func fills(phrase string, offices []*holder, on casus.Date) bool {
	if on == 0 {
		return false
	}
	for _, o := range offices {
		if o.term.Holds(on) && officeIn(" "+strings.ToLower(phrase)+" ", o.office) {
			return true
		}
	}
	return false
}

// officeWords makes one wording of the several of an office.
var officeWords = strings.NewReplacer("secretary-general", "secretary general", "defense minister", "defence minister", "defense secretary", "secretary of defense", "premier ", "prime minister ", "minister of foreign affairs", "foreign minister", "minister for foreign affairs", "foreign minister", "minister of defence", "defence minister", "minister of defense", "defence minister")

// officeIn reports whether the phrase names the kind of office.
func officeIn(phrase, office string) bool {
	office = strings.ToLower(office)
	for _, other := range [...]string{"deputy", "shadow", "opposition", "assistant", "under"} {
		if strings.Contains(phrase, " "+other+" ") && !strings.Contains(office, other) {
			return false
		}
	}
	for _, k := range [...]string{"vice president", "prime minister", "foreign minister", "defence minister", "secretary general", "secretary of state", "secretary of defense", "foreign secretary", "defence secretary", "high representative", "president", "chancellor", "premier", "king", "taoiseach", "tánaiste"} {
		if strings.Contains(office, k) {
			p := officeWords.Replace(phrase)
			if k == "president" && (strings.Contains(p, "vice president") || strings.Contains(p, "vice-president")) {
				return false
			}
			if k == "president" && strings.Contains(office, "european") {
				return strings.Contains(p, "president") && strings.Contains(p, office[strings.Index(office, "european"):])
			}
			return strings.Contains(p, k)
		}
	}
	return false
}

// bodyRole words what a body that speaks is, where its name tells.
func bodyRole(text string) string {
	switch strings.ToLower(text) {
	case "white house":
		return "office of the President of the United States"
	case "kremlin":
		return "office of the President of Russia"
	case "pentagon":
		return "United States Department of Defense"
	case "state department":
		return "United States Department of State"
	case "downing street":
		return "office of the Prime Minister of the United Kingdom"
	}
	return ""
}
