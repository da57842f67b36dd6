package importer

import "fmt"

// knownFault is a fault of a published release: its rows are set aside without
// being asked for, and named. Rows are told by their own numbers, since copies of a
// release come in many orders.
type knownFault struct {
	dataset  string
	versions []string
	row      map[string]int32
	why      string
}

var knownFaults = []knownFault{
	{"gml-dyad-year", []string{"2.1.1"}, map[string]int32{"dispnum": 4273, "ccode1": 645, "ccode2": 696},
		"a known fault of GML 2.1.1: Iraq and the Emirates stand twice in dispute 4273, with and without revision by the Emirates; the first row is kept"},
	{"cow-mid-participant", []string{"4.2"}, map[string]int32{"dispnum": 370},
		"a known fault of MID 4.2: sides of dispute 370, Belgium 1830, are coded 2, where 1 and 0 are the sides"},
}

// findKnown notes the rows that have a known fault; column gives a column of whole
// numbers, or nil.
func (p *parsed) findKnown(rows int, column func(name string) func(row int) int32) {
	for _, k := range knownFaults {
		if k.dataset != p.d.ID {
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
				p.known[int(p.lines[r])] = k.why
			}
		}
	}
}

// KnownFaults lists what is known to be wrong with published releases, as lines of text.
func KnownFaults() []string {
	var out []string
	for _, k := range knownFaults {
		out = append(out, fmt.Sprintf("%s %s: %s", k.dataset, k.versions[0], k.why))
	}
	return out
}
