package importer

import "fmt"

// knownFault is a fault of a published release: it is named, and mended without
// being asked for. Rows are told by their own numbers, since copies of a release come
// in many orders.
type knownFault struct {
	dataset string
	release string
	row     map[string]int32
	// column is the one whose impossible value is taken as missing; "" sets the row
	// aside where it breaks the key or the domain.
	column string
	why    string
}

var knownFaults = []knownFault{
	{"gml-dyad-year", "2.03 to 2.1.1", map[string]int32{"dispnum": 4273, "ccode1": 645, "ccode2": 696}, "",
		"Iraq and the Emirates stand twice in 1999 of dispute 4273, with and without a revision by the Emirates; the first row is kept"},
	{"gml-dyad-year", "2.03 to 2.1.1", map[string]int32{"dispnum": 4273, "ccode1": 696, "ccode2": 645}, "",
		"the Emirates and Iraq stand twice in 1999 of dispute 4273, with and without a revision by the Emirates; the first row is kept"},
	{"cow-mid-participant", "4.2", map[string]int32{"dispnum": 370}, "",
		"sides of dispute 370, Belgium 1830, are coded 2, where 1 and 0 are the sides"},
	{"cow-mid-participant", "4.2 and 4.3", map[string]int32{"dispnum": 365, "ccode": 365}, "hostlev",
		"the Soviet Union's hostility in dispute 365 is coded 0, where 1 to 5 are the levels; taken as missing"},
}

func (k *knownFault) text() string { return fmt.Sprintf("a known fault of %s: %s", k.release, k.why) }

// knownCell finds the known fault of a cell, by its row as it is read.
func (p *parsed) knownCell(sources []cellSource, rec []string, column string) *knownFault {
	for i := range knownFaults {
		k := &knownFaults[i]
		if k.dataset != p.d.ID || k.column != column {
			continue
		}
		matched := 0
		for _, s := range sources {
			if want, ok := k.row[s.f.name]; ok && s.at >= 0 && rec[s.at] == fmt.Sprint(want) {
				matched++
			}
		}
		if matched == len(k.row) {
			return k
		}
	}
	return nil
}

// findKnown notes the rows that have a known fault; column gives a column of whole
// numbers, or nil.
func (p *parsed) findKnown(rows int, column func(name string) func(row int) int32) {
	for _, k := range knownFaults {
		if k.dataset != p.d.ID || k.column != "" {
			continue
		}
		match := func(row int) bool {
			for name, v := range k.row {
				if c := column(name); c == nil || c(row) != v {
					return false
				}
			}
			return true
		}
		for r := range rows {
			if match(r) {
				if p.known == nil {
					p.known = map[int]string{}
				}
				p.known[int(p.lines[r])] = k.text()
			}
		}
	}
}

// KnownFaults lists what is known to be wrong with published releases, as lines of text.
func KnownFaults() []string {
	var out []string
	for i := range knownFaults {
		out = append(out, knownFaults[i].dataset+": "+knownFaults[i].text())
	}
	return out
}
