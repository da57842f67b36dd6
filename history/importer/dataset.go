package importer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"casus/history/store"
)

// dataset is a Source with what the importer needs to know of its file.
type dataset struct {
	Source
	fields []field
	// anyOf lists columns of which the file must have one at least.
	anyOf []string
	// never lists columns that show another dataset of like shape.
	never []string
	// extras keeps the file's other columns where they hold whole numbers.
	extras bool
	// sums adds up the rows of one key, instead of refusing the second.
	sums bool
	// sniff looks at the first row where headers alone do not tell.
	sniff func(get func(column string) string) bool
	// version names the release; get reads the first row, max the highest
	// value of a column.
	version func(get func(column string) string, t *store.Table) string
	// codes pairs the columns that hold state codes with the column of their
	// year or day; lax datasets may hold codes that no list knows.
	codes [][2]string
	lax   bool
	// dropBlankKey leaves rows out that have no key, instead of refusing.
	dropBlankKey bool
	// reshape puts the table into the form that is stored.
	reshape func(p *parsed) error
	// check finds what single cells do not show.
	check func(p *parsed)
	// rows gives the published number of rows of a version.
	rows map[string]int
}

// datasets is the registry, in the order that people are shown.
var datasets = slices.Concat(stateDatasets, atopDatasets, conflictDatasets, incidentDatasets, warDatasets, dyadDatasets, stateYearDatasets, leaderDatasets, reliabilityDatasets)

func byID(id string) *dataset {
	for i := range datasets {
		if datasets[i].ID == id {
			return &datasets[i]
		}
	}
	return nil
}

func (d *dataset) keyNames() string {
	var out []string
	for _, f := range d.fields {
		if f.key {
			out = append(out, f.name)
		}
	}
	return strings.Join(out, ", ")
}

// find locates a field in a header, or gives ok false.
func (f *field) find(header []string) (s cellSource, ok bool) {
	s = cellSource{f: f, at: -1, parts: [3]int{-1, -1, -1}}
	for _, name := range append([]string{f.name}, f.as...) {
		if i := slices.Index(header, name); i >= 0 {
			s.at = i
			return s, true
		}
	}
	if f.parts != nil {
		for i, name := range f.parts {
			s.parts[i] = slices.Index(header, name)
		}
		if s.parts[0] >= 0 && s.parts[1] >= 0 && s.parts[2] >= 0 {
			return s, true
		}
		s.parts = [3]int{-1, -1, -1}
	}
	if i := strings.IndexAny(f.calc, "/%+-"); i > 0 {
		if at := slices.Index(header, f.calc[:i]); at >= 0 {
			s.at, s.op = at, f.calc[i]
			s.by, _ = strconv.Atoi(f.calc[i+1:])
			return s, true
		}
	}
	return s, false
}

// layout locates every field in a header.
func (d *dataset) layout(header []string) ([]cellSource, error) {
	var out []cellSource
	used := map[int]bool{}
	for i := range d.fields {
		f := &d.fields[i]
		s, ok := f.find(header)
		if !ok && !f.opt {
			return nil, fmt.Errorf("the column %s is missing", f.name)
		}
		if !ok {
			continue
		}
		used[s.at], used[s.parts[0]], used[s.parts[1]], used[s.parts[2]] = true, true, true, true
		if s.at >= 0 && s.op == 0 && count(header, header[s.at]) > 1 {
			return nil, fmt.Errorf("two columns are named %s", header[s.at])
		}
		out = append(out, s)
	}
	if d.extras {
		for i, name := range header {
			if !used[i] && extraName(name) && count(header, name) == 1 {
				f := &field{name: name, kind: kindInt, blank: true, opt: true}
				out = append(out, cellSource{f: f, at: i, parts: [3]int{-1, -1, -1}})
			}
		}
	}
	return out, nil
}

// extraName keeps the columns of ATOP that hold numbers; version is text.
func extraName(name string) bool { return name != "" && name != "version" }

func count(header []string, name string) (n int) {
	for _, h := range header {
		if h == name {
			n++
		}
	}
	return n
}

// match tells how well a file fits: the number of columns that it shares with
// the dataset, 0 where it is another one, and the columns that it lacks.
func (d *dataset) match(header []string, get func(string) string) (score int, lacks []string) {
	for _, n := range d.never {
		if slices.Contains(header, n) {
			return 0, nil
		}
	}
	for i := range d.fields {
		f := &d.fields[i]
		if _, ok := f.find(header); ok {
			score++
		} else if !f.opt {
			lacks = append(lacks, f.name)
		}
	}
	some := d.anyOf == nil
	for _, n := range d.anyOf {
		for i := range d.fields {
			if f := &d.fields[i]; f.name == n {
				_, ok := f.find(header)
				some = some || ok
			}
		}
	}
	if !some {
		lacks = append(lacks, strings.Join(d.anyOf, " or "))
	}
	if len(lacks) == 0 && d.sniff != nil && !d.sniff(get) {
		return 0, nil
	}
	return score, lacks
}

// recognise finds the dataset that a file holds, by its header and, where
// two share one, its first row.
func recognise(r *reader) (*dataset, error) {
	get := r.get
	if why := forbidden(r.header); why != "" {
		return nil, &refusal{why}
	}
	var best, near *dataset
	var bestScore, nearScore int
	var lacks []string
	for i := range datasets {
		d := &datasets[i]
		score, missing := d.match(r.header, get)
		switch {
		case score == 0:
		case len(missing) == 0 && score > bestScore:
			best, bestScore = d, score
		case len(missing) > 0 && len(missing) <= 2 && score >= 3 && score > nearScore:
			near, nearScore, lacks = d, score, missing
		}
	}
	if best != nil {
		return best, nil
	}
	if near != nil {
		return nil, &unknown{fmt.Sprintf("its header is near that of %s but lacks %s", near.ID, strings.Join(lacks, ", "))}
	}
	return nil, &unknown{"its header is that of no dataset that Casus imports"}
}

// get reads a cell of the first row by its column's name.
func (r *reader) get(column string) string {
	if i := slices.Index(r.header, column); i >= 0 && i < len(r.first) {
		return r.first[i]
	}
	return ""
}

// refusal is a file that is known and must not be imported; unknown is one
// that is not known.
type (
	refusal struct{ why string }
	unknown struct{ why string }
)

func (e *refusal) Error() string { return e.why }
func (e *unknown) Error() string { return e.why }

// forbidden names the reason why a file's data are not imported at all.
func forbidden(header []string) string {
	has := func(names ...string) bool {
		for _, n := range names {
			if !slices.Contains(header, n) {
				return false
			}
		}
		return true
	}
	cow := has("entente", "nonaggression") || has("version4id") || has("ss_type", "all_st_day") ||
		has("entente", "neutrality", "defense")
	if cow {
		return "this is the Correlates of War alliance data, whose maintainer asks that software does not serve it; " +
			"Casus uses ATOP instead (atop.rice.edu)"
	}
	return ""
}

// trimVersion makes a release's name of a version column: "5" is 5.0,
// "5.0999999" is 5.1, "gml-2.1" is 2.1.
func trimVersion(s string) string {
	s = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "gml-")
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	if v != float64(int(v)) {
		v = float64(int(v*100+0.5)) / 100
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', 1, 64)
}

func versionColumn(get func(string) string, _ *store.Table) string {
	return trimVersion(get("version"))
}

// fixedVersion is for files that carry no version themselves.
func fixedVersion(v string) func(func(string) string, *store.Table) string {
	return func(func(string) string, *store.Table) string { return v }
}

// maxOf gives the highest whole number of a column, 0 where there is none.
func maxOf(t *store.Table, name string) int {
	hi := int32(0)
	for _, v := range t.Ints(name) {
		hi = max(hi, v)
	}
	return int(hi)
}

// maxYear gives the last year of a column of days.
func maxYear(t *store.Table, name string) int {
	hi := 0
	for _, v := range t.Days(name) {
		if v != 0 {
			hi = max(hi, v.Year())
		}
	}
	return hi
}
