package main

import "strings"

// owner says of which state's homeland or overseas land a ring is, by the code
// under which its outline is kept and one of its points; ok is false for land
// of no state. Homeland is what is governed as part of the state, also on
// islands and exclaves; land governed apart, or as part of a state an ocean
// away, is overseas.
func owner(code string, at point) (p part, ok bool) {
	p = part{state: code}
	switch within := func(south, west, north, east float64) bool {
		return south <= at.lat && at.lat <= north && west <= at.lon && at.lon <= east
	}; code {
	case "ATA":
		return part{}, false
	case "ALA":
		p.state = "FIN"
	case "HKG", "MAC":
		p.state = "CHN"
	case "ESH":
		p.state = "MAR" // held by Morocco, as the Correlates of War Project counts it
	case "XNC":
		p.state = "CYP"
	case "FRA":
		p.overseas = !within(41, -6, 52, 10)
	case "NLD":
		p.overseas = !within(50, 3, 54, 8)
	case "NOR":
		p.overseas = !within(57, 4, 72, 32) // Svalbard, Jan Mayen, Bouvet Island
	case "NZL":
		p.overseas = within(-12, -175, -6, -165) // Tokelau
	case "RUS":
		if within(44, 32.4, 46.3, 36.8) {
			p.state = "UKR" // Crimea, which the source draws as it is held; see corrections
		}
	default:
		if of, found := dependencies[code]; found {
			p = part{of, true}
		}
	}
	return p, true
}

// dependencies gives the state of each outline that is governed apart.
var dependencies = func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(dependenciesOf) {
		f := strings.Fields(line)
		for _, code := range f[min(1, len(f)):] {
			out[code] = f[0]
		}
	}
	return out
}()

const dependenciesOf = `
AUS HMD NFK
DNK FRO GRL
FRA ATF BLM MAF NCL PYF SPM WLF
GBR AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB XAD
NLD ABW CUW SXM
NZL COK NIU
USA ASM GUM MNP PRI VIR
`

// correction is a border of homelands that the outlines do not show, with the
// reason and how it is known.
type correction struct {
	pair
	kind        int
	basis, note string
}

var corrections = []correction{
	{pair{"ABK", "GEO"}, 1, "memory", "the outlines have none of Abkhazia"},
	{pair{"ABK", "RUS"}, 1, "memory", "the outlines have none of Abkhazia"},
	{pair{"GEO", "SOT"}, 1, "memory", "the outlines have none of South Ossetia"},
	{pair{"RUS", "SOT"}, 1, "memory", "the outlines have none of South Ossetia"},
	{pair{"ITA", "VAT"}, 1, "memory", "the Vatican is smaller than the grid of the outlines"},
	{pair{"BWA", "ZMB"}, 1, "memory", "a border of about 150 m in the Zambezi at Kazungula, smaller than the grid of the outlines"},
	{pair{"BHR", "SAU"}, 1, "reading", "joined by the King Fahd Causeway, which counts as land"},
	{pair{"DNK", "SWE"}, 1, "reading", "joined by the Oresund Bridge, which counts as land"},
	{pair{"MYS", "SGP"}, 1, "reading", "joined by a causeway, which counts as land"},
	{pair{"BGR", "RUS"}, 5, "reading", "by way of Crimea, which Russia holds; the outlines leave it with Ukraine"},
	{pair{"ROU", "RUS"}, 4, "reading", "by way of Crimea, which Russia holds; the outlines leave it with Ukraine"},
	{pair{"COD", "TZA"}, 3, "reading", "the border runs through Lake Tanganyika alone, which counts as water"},
	{pair{"NGA", "TCD"}, 3, "reading", "the border runs through Lake Chad alone, which counts as water"},
}
