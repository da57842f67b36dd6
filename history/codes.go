package history

import (
	_ "embed"
	"encoding/csv"
	"strconv"
	"strings"
	"sync"

	"casus"
)

// CodeSystem names a publisher's own numbering of states.
type CodeSystem string

// The systems of numbers.
const (
	COWCodes    CodeSystem = "cow"
	GWCodes     CodeSystem = "gw"
	PolityCodes CodeSystem = "polity"
)

// systems says by which numbers a dataset names states; those that are not listed
// use COW's.
var systems = map[string]CodeSystem{
	"polity": PolityCodes, "gw-states": GWCodes, "gw-microstates": GWCodes, "gw-capitals": GWCodes, "gw-minimum-distance": GWCodes,
	"archigos": GWCodes, "ucdp-conflicts": GWCodes, "ucdp-onsets": GWCodes,
}

// SystemOf gives the numbers by which a dataset names states.
func SystemOf(dataset string) CodeSystem {
	if s, ok := systems[dataset]; ok {
		return s
	}
	return COWCodes
}

// CodeSpell is what a number of a system means over a stretch of days: the state's
// numbers in the other lists, 0 where a list does not have it then.
type CodeSpell struct {
	System CodeSystem
	Code   int
	casus.Span
	COW, GW       int
	Name          string
	Basis, Source string
}

//go:embed codes/codes.csv
var codesFile string

// Codes gives the table of numbers by date: COW's and Gleditsch and Ward's lists in
// full, of other systems the numbers that are not COW's.
var Codes = sync.OnceValue(func() []CodeSpell {
	rows, err := csv.NewReader(strings.NewReader(codesFile)).ReadAll()
	if err != nil {
		panic("history: codes.csv: " + err.Error())
	}
	var out []CodeSpell
	number := func(s string) int {
		n, _ := strconv.Atoi(s)
		return n
	}
	for _, r := range rows[1:] {
		c := CodeSpell{System: CodeSystem(r[0]), Code: number(r[1]), COW: number(r[4]), GW: number(r[5]), Name: r[6], Basis: r[7], Source: r[8]}
		c.From = casus.MustDate(r[2])
		if r[3] != "" {
			c.Until = casus.MustDate(r[3])
		}
		out = append(out, c)
	}
	return out
})

var codesBy = sync.OnceValue(func() map[CodeSystem]map[int][]CodeSpell {
	out := map[CodeSystem]map[int][]CodeSpell{}
	for _, c := range Codes() {
		if out[c.System] == nil {
			out[c.System] = map[int][]CodeSpell{}
		}
		out[c.System][c.Code] = append(out[c.System][c.Code], c)
	}
	return out
})

// InYear gives the spell of a number in a year: the one that holds its last day, or
// else the last one of the year, which last tells apart. A number that a system other
// than COW's and Gleditsch and Ward's does not list means what it means to COW.
func InYear(system CodeSystem, code, year int) (spell CodeSpell, last, ok bool) {
	from, until := yearDays(year)
	spells := codesBy()[system][code]
	for _, c := range spells {
		if c.From <= until && (c.Until == 0 || c.Until >= from) {
			if at := c.Holds(until); at || !ok || !last && c.From > spell.From {
				spell, last, ok = c, at, true
			}
		}
	}
	if len(spells) == 0 && system != COWCodes && system != GWCodes {
		return InYear(COWCodes, code, year)
	}
	return spell, last, ok
}

// COWIn gives the COW number that a number of a system stands for in a year, 0 for none.
func COWIn(system CodeSystem, code, year int) int {
	if system == COWCodes {
		return code
	}
	c, _, _ := InYear(system, code, year)
	return c.COW
}

// GWIn gives Gleditsch and Ward's number of a COW state in a year, 0 for none.
func GWIn(cow, year int) int {
	c, _, _ := InYear(COWCodes, cow, year)
	return c.GW
}
