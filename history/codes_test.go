package history_test

import (
	"testing"

	"casus/history"
)

// TestCodes: cases that any user of two lists knows.
func TestCodes(t *testing.T) {
	if n := len(history.Codes()); n < 600 {
		t.Fatalf("%d spells", n)
	}
	for _, c := range []struct {
		system     history.CodeSystem
		code, year int
		cow, gw    int
		last       bool
	}{
		{history.PolityCodes, 364, 1950, 365, 365, true},  // the USSR
		{history.PolityCodes, 365, 1922, 365, 365, false}, // Russia, until 29 December
		{history.PolityCodes, 364, 1922, 365, 365, true},
		{history.PolityCodes, 347, 2003, 345, 345, true},
		{history.PolityCodes, 342, 2010, 345, 340, true}, // Serbia
		{history.PolityCodes, 341, 2010, 347, 347, true}, // Kosovo
		{history.PolityCodes, 348, 2010, 341, 341, true}, // Montenegro
		{history.PolityCodes, 818, 2000, 816, 816, true},
		{history.PolityCodes, 529, 2000, 530, 530, true},
		{history.PolityCodes, 769, 1960, 770, 770, true},
		{history.PolityCodes, 525, 2012, 626, 626, true},
		{history.PolityCodes, 2, 1900, 2, 2, true}, // not listed: COW's own
		{history.COWCodes, 255, 1900, 255, 255, true},
		{history.COWCodes, 255, 2000, 255, 260, true}, // Germany
		{history.COWCodes, 679, 2000, 679, 678, true}, // Yemen
		{history.COWCodes, 345, 1900, 345, 340, true},
		{history.COWCodes, 345, 1950, 345, 345, true},
		{history.COWCodes, 947, 2005, 947, 973, true}, // Tuvalu
		{history.GWCodes, 260, 1970, 260, 260, true},
		{history.GWCodes, 260, 2000, 255, 260, true},
		{history.GWCodes, 970, 2005, 946, 970, true}, // Kiribati, which is 970 here and Nauru there
		{history.GWCodes, 396, 2010, 0, 396, true},   // Abkhazia, which COW does not list
	} {
		s, last, ok := history.InYear(c.system, c.code, c.year)
		if !ok || s.COW != c.cow || s.GW != c.gw || last != c.last {
			t.Errorf("%s %d in %d: COW %d, GW %d, last %v (%v)", c.system, c.code, c.year, s.COW, s.GW, last, ok)
		}
	}
	for _, c := range history.Codes() {
		if c.Until != 0 && c.Until < c.From || c.Source == "" || c.Basis == "" || c.COW == 0 && c.GW == 0 {
			t.Errorf("%+v", c)
		}
	}
}
