package place

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"casus"
	"casus/facts"
)

// newGazetteer gives the gazetteer of the embedded pack, with states found by
// their ids and names on the day.
func newGazetteer(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := New(facts.Default(), stateNames)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func stateNames(text string, on casus.Date) (casus.State, error) {
	for _, r := range facts.Default().MustTable("states").Rows {
		span := casus.Span{From: r.Date("from"), Until: r.Date("until")}
		if span.Holds(on) && (strings.EqualFold(r.Text("name"), text) || strings.EqualFold(r.Text("id"), text)) {
			return casus.State(r.Text("id")), nil
		}
	}
	return "", &casus.InputError{Msg: "no state " + casus.Quoted(text)}
}

// day is the day that tests ask about unless they say otherwise.
const day = "2024-02-10"

func resolve(t *testing.T, g *Gazetteer, text, on string) casus.Place {
	t.Helper()
	p, err := g.Resolve(text, casus.MustDate(on))
	if err != nil {
		t.Fatalf("Resolve(%q, %s): %v", text, on, err)
	}
	return p
}

// wants names the parts of a place that a case is about; "" leaves a part out
// and "-" wants it empty.
type wants struct {
	territory, of, administeredBy, claimedBy, continent, eu string
	in, notIn                                               string // areas
	island, notIsland, home, notHome                        bool
}

func (w wants) check(t *testing.T, p casus.Place) {
	t.Helper()
	is := func(what, got, want string) {
		t.Helper()
		if want == "-" && got != "" || want != "" && want != "-" && got != want {
			t.Errorf("%s is %q, want %q", what, got, want)
		}
	}
	is("the territory", p.Territory, w.territory)
	is("of", string(p.Of), w.of)
	is("administered by", string(p.AdministeredBy), w.administeredBy)
	var claims []string
	for _, s := range p.ClaimedBy {
		claims = append(claims, string(s))
	}
	is("claimed by", strings.Join(claims, " "), w.claimedBy)
	is("the continent", p.Continent, w.continent)
	is("EU", p.EU, w.eu)
	for _, a := range strings.Fields(w.in) {
		if !slices.Contains(p.Areas, a) {
			t.Errorf("not in %s but in %v", a, p.Areas)
		}
	}
	for _, a := range strings.Fields(w.notIn) {
		if slices.Contains(p.Areas, a) {
			t.Errorf("in %s, and should not be", a)
		}
	}
	if w.island && !p.Island || w.notIsland && p.Island {
		t.Errorf("island is %v", p.Island)
	}
	if w.home && !p.Metropolitan || w.notHome && p.Metropolitan {
		t.Errorf("metropolitan is %v", p.Metropolitan)
	}
	if !slices.IsSorted(p.Areas) {
		t.Errorf("areas %v are not in order", p.Areas)
	}
}

func TestPlacesThatTreatiesTurnOn(t *testing.T) {
	g := newGazetteer(t)
	for _, c := range []struct {
		name, at, on string
		want         wants
	}{
		{"Ceuta: Spain, Africa, EU territory", "Ceuta", "", wants{territory: "ceuta", of: "ESP", continent: "africa", eu: "member", claimedBy: "MAR", notIn: "north_atlantic", notIsland: true, notHome: true}},
		{"Melilla by its coordinates", "35.293,-2.938", "", wants{territory: "melilla", of: "ESP", continent: "africa", eu: "member"}},
		{"Canaries: an outermost region in the North Atlantic", "Canary Islands", "", wants{of: "ESP", in: "north_atlantic", eu: "outermost", continent: "africa", island: true}},
		{"Honolulu's coordinates are Hawaii, Oceania", "21.31,-157.86", "", wants{territory: "hawaii", of: "USA", continent: "oceania", in: "pacific", notIn: "north_atlantic rio_region", home: true, island: true}},
		{"Hawaii before statehood is not metropolitan", "Honolulu", "1941-12-07", wants{territory: "hawaii", of: "USA", notHome: true}},
		{"Hawaii before annexation is nobody's here", "Hawaii", "1890-01-01", wants{of: "-", administeredBy: "-"}},
		{"Adak in the Aleutians: America, the Pacific and the Rio region", "Adak", "", wants{territory: "aleutian-islands", of: "USA", continent: "north_america", in: "pacific rio_region", island: true}},
		{"Attu lies west of the 180th meridian", "52.9,172.9", "", wants{territory: "aleutian-islands", of: "USA", in: "pacific rio_region"}},
		{"Alaska under the tsar", "Anchorage", "1850-01-01", wants{territory: "alaska", of: "RUS", notHome: true}},
		{"Guam: the Pacific, outside the Atlantic", "Guam", "", wants{of: "USA", continent: "oceania", in: "pacific", notHome: true}},
		{"Puerto Rico: the Caribbean", "Puerto Rico", "", wants{of: "USA", continent: "caribbean", in: "caribbean_sea rio_region", notIn: "north_atlantic"}},
		{"Guantánamo: Cuban, under American control", "Guantanamo Bay", "", wants{of: "CUB", administeredBy: "USA", continent: "caribbean"}},
		{"Falklands lie in the Rio region", "Falklands", "", wants{territory: "falkland-islands", of: "GBR", claimedBy: "ARG", in: "rio_region south_atlantic", notIn: "north_atlantic", continent: "south_america"}},
		{"Falklands under occupation", "-51.70,-57.85", "1982-05-01", wants{territory: "falkland-islands", of: "GBR", administeredBy: "ARG"}},
		{"South Georgia by its coordinates", "-54.28,-36.51", "", wants{territory: "south-georgia", of: "GBR", in: "rio_region"}},
		{"Ascension is outside the Rio region", "Ascension Island", "", wants{of: "GBR", notIn: "rio_region", in: "south_atlantic"}},
		{"Bermuda: the North Atlantic north of the Tropic", "Bermuda", "", wants{of: "GBR", in: "north_atlantic rio_region", island: true}},
		{"Bermuda left with the United Kingdom", "Bermuda", "2020-02-01", wants{eu: "-"}},
		{"Bermuda before that was associated", "Bermuda", "2020-01-31", wants{eu: "overseas"}},
		{"Gibraltar on the last day of membership", "Gibraltar", "2020-01-31", wants{of: "GBR", eu: "member", claimedBy: "ESP", continent: "europe"}},
		{"Gibraltar on the day after", "Gibraltar", "2020-02-01", wants{eu: "-"}},
		{"Greenland: Danish, North America, no part of the EU", "64.18,-51.72", "", wants{territory: "greenland", of: "DNK", continent: "north_america", eu: "overseas", in: "north_atlantic rio_region"}},
		{"Greenland in the Communities", "Nuuk", "1980-01-01", wants{eu: "member"}},
		{"Faroes: outside the treaties", "Faroe Islands", "", wants{of: "DNK", eu: "excluded", in: "north_atlantic"}},
		{"Svalbard by its coordinates", "78.22,15.65", "", wants{territory: "svalbard", of: "NOR", in: "north_atlantic arctic_ocean"}},
		{"French Guiana is South America", "5.16,-52.65", "", wants{territory: "french-guiana", of: "FRA", continent: "south_america", eu: "outermost", notHome: true}},
		{"Suriname across the river is not", "5.5,-54.3", "", wants{of: "SUR", territory: "-"}},
		{"Réunion with or without its accent", "reunion", "", wants{territory: "reunion", of: "FRA", eu: "outermost", in: "indian_ocean"}},
		{"Mayotte before 2014", "Mayotte", "2013-12-31", wants{eu: "overseas", claimedBy: "COM"}},
		{"Mayotte from 2014", "Mayotte", "2014-01-01", wants{eu: "outermost"}},
		{"Saint-Barthélemy in 2011", "St Barthélemy", "2011-12-31", wants{eu: "outermost"}},
		{"Saint-Barthélemy in 2012", "saint barthelemy", "2012-01-01", wants{eu: "overseas"}},
		{"Corsica is metropolitan France", "41.92,8.74", "", wants{territory: "corsica", of: "FRA", home: true, in: "mediterranean"}},
		{"the French part of Saint Martin", "18.07,-63.08", "", wants{territory: "saint-martin", of: "FRA"}},
		{"the Dutch part of Saint Martin", "18.02,-63.05", "", wants{territory: "sint-maarten", of: "NLD", eu: "overseas"}},
		{"Algiers in 1956: French, Africa, on the Mediterranean", "Algiers", "1956-01-01", wants{territory: "algeria", of: "FRA", continent: "africa", notHome: true, in: "mediterranean"}},
		{"Algeria today is Algeria", "Algeria", "", wants{territory: "-", of: "DZA", home: true}},
		{"Goa in 1960", "Goa", "1960-06-01", wants{of: "PRT", claimedBy: "IND", continent: "asia"}},
		{"Goa in 1962", "15.49,73.83", "1962-01-01", wants{of: "IND", home: true}},
		{"Hong Kong in June 1997", "Hong Kong", "1997-06-30", wants{of: "GBR", claimedBy: "CHN"}},
		{"Hong Kong in July 1997", "Hong Kong", "1997-07-01", wants{of: "CHN"}},
		{"Luanda in 1970", "Luanda", "1970-01-01", wants{of: "PRT", continent: "africa"}},
		{"Okinawa in 1965: Japanese, under American administration", "Okinawa", "1965-01-01", wants{of: "JPN", administeredBy: "USA"}},
		{"Okinawa on the day of reversion", "Okinawa", "1972-05-15", wants{of: "JPN", administeredBy: "JPN", home: true}},
		{"Senkaku: administered by Japan", "Senkaku", "", wants{of: "-", administeredBy: "JPN", claimedBy: "CHN TWN"}},
		{"Senkaku before reversion", "Diaoyu", "1970-01-01", wants{administeredBy: "USA"}},
		{"Liancourt Rocks: held by Korea", "Takeshima", "", wants{of: "-", administeredBy: "KOR", claimedBy: "JPN"}},
		{"Northern Territories: held by Russia", "Kunashir", "", wants{of: "-", administeredBy: "RUS", claimedBy: "JPN"}},
		{"Taiwan: claimed by China, in the Pacific", "Taiwan", "", wants{of: "TWN", claimedBy: "CHN", in: "pacific"}},
		{"Taipei's coordinates say the same", "25.05,121.53", "", wants{territory: "taiwan", of: "TWN", claimedBy: "CHN"}},
		{"Kinmen is not Xiamen", "Kinmen", "", wants{territory: "kinmen", of: "TWN"}},
		{"Xiamen is not Kinmen", "24.48,118.09", "", wants{territory: "-", of: "CHN"}},
		{"Second Thomas Shoal: the South China Sea", "Second Thomas Shoal", "", wants{of: "-", administeredBy: "PHL", in: "south_china_sea pacific southeast_asia_treaty_area"}},
		{"Crimea before 2014", "Sevastopol", "2013-01-01", wants{of: "UKR", administeredBy: "UKR"}},
		{"Crimea after", "45.3,34.4", "", wants{territory: "crimea", of: "UKR", administeredBy: "RUS", claimedBy: "RUS"}},
		{"Crimea in Soviet times", "Yalta", "1960-01-01", wants{of: "RUS"}},
		{"Donetsk the city", "Donetsk", "", wants{of: "UKR", administeredBy: "RUS"}},
		{"Kramatorsk: control is not known here", "Kramatorsk", "", wants{territory: "donetsk-oblast", of: "UKR", administeredBy: "-"}},
		{"Kharkiv is plain Ukraine", "Kharkiv", "", wants{territory: "-", of: "UKR", administeredBy: "UKR", home: true}},
		{"Kharkiv in 1980 is Soviet", "Kharkiv", "1980-01-01", wants{of: "RUS", home: true}},
		{"Kursk is plain Russia", "Kursk", "", wants{territory: "-", of: "RUS", continent: "europe", home: true}},
		{"Vladivostok is Asia", "Vladivostok", "", wants{of: "RUS", continent: "asia"}},
		{"Kaliningrad by its coordinates", "54.71,20.51", "", wants{territory: "kaliningrad", of: "RUS", in: "baltic"}},
		{"Königsberg in 1900", "Königsberg", "1900-01-01", wants{of: "DEU"}},
		{"Northern Cyprus: in the Union, under Turkish control", "35.34,33.32", "", wants{territory: "northern-cyprus", of: "CYP", administeredBy: "TUR", eu: "member"}},
		{"the same soil before 1974", "35.34,33.32", "1970-01-01", wants{of: "CYP", administeredBy: "CYP"}},
		{"Akrotiri: British, outside the Union", "Akrotiri", "", wants{of: "GBR", eu: "excluded", continent: "asia"}},
		{"Kosovo: claimed by Serbia", "Kosovo", "", wants{of: "XKX", claimedBy: "SRB"}},
		{"Kosovo under the United Nations", "Kosovo", "2001-01-01", wants{of: "YUG", administeredBy: "-"}},
		{"West Berlin: no part of West Germany", "West Berlin", "1961-08-13", wants{territory: "west-berlin", of: "-", administeredBy: "-"}},
		{"Leipzig in 1980 is East German", "51.34,12.37", "1980-01-01", wants{of: "DDR", territory: "-", home: true}},
		{"Hanover in 1980 is West German", "52.37,9.73", "1980-01-01", wants{of: "DEU"}},
		{"Leipzig today is German", "51.34,12.37", "", wants{of: "DEU"}},
		{"Saigon in 1965", "Saigon", "1965-01-01", wants{of: "RVN", in: "southeast_asia_treaty_area", home: true}},
		{"Istanbul is Europe", "Istanbul", "", wants{of: "TUR", continent: "europe"}},
		{"Ankara is Asia", "Ankara", "", wants{of: "TUR", continent: "asia", home: true}},
		{"Golan: Syrian, held by Israel", "33.0,35.75", "", wants{of: "SYR", administeredBy: "ISR", claimedBy: "ISR"}},
		{"Western Sahara: nobody's, held by Morocco", "27.15,-13.2", "", wants{of: "-", administeredBy: "MAR"}},
		{"Canal Zone in 1964", "Panama Canal Zone", "1964-01-09", wants{of: "PAN", administeredBy: "USA", continent: "central_america"}},
		{"the Canal today is Panama", "9.12,-79.72", "", wants{of: "PAN", administeredBy: "PAN", territory: "-"}},
		{"Western New Guinea in 1961", "Netherlands New Guinea", "1961-01-01", wants{of: "NLD", claimedBy: "IDN", continent: "oceania"}},
		{"Narva's coordinates are Estonia", "59.379,28.190", "", wants{of: "EST", home: true}},
		{"Ivangorod's across the river are not", "59.37,28.24", "", wants{of: "RUS"}},
		{"Tallinn harbour is Estonia", "59.50,24.75", "", wants{of: "EST", in: "baltic"}},
		{"a point off Malta is the Mediterranean", "35.5,14.0", "", wants{of: "-", continent: "sea", in: "mediterranean", notIn: "north_atlantic"}},
		{"the Strait's Atlantic side is the Atlantic", "35.95,-7.0", "", wants{continent: "sea", in: "north_atlantic", notIn: "mediterranean"}},
		{"the North Sea belongs to the North Atlantic", "56,3", "", wants{continent: "sea", in: "north_sea north_atlantic"}},
		{"the Baltic does not", "baltic-sea", "", wants{continent: "sea", in: "baltic", notIn: "north_atlantic"}},
		{"a state's name means its capital", "Estonia", "", wants{of: "EST", continent: "europe", home: true}},
		{"and so does its code", "est", "", wants{of: "EST", home: true}},
		{"Tokyo lies in the Pacific area", "Japan", "", wants{of: "JPN", in: "pacific", island: true}},
		{"Canberra lies in the Pacific area", "Australia", "", wants{of: "AUS", in: "pacific southeast_asia_treaty_area", notIsland: true}},
		{"Denver does not", "39.74,-104.99", "", wants{of: "USA", continent: "north_america", notIn: "pacific"}},
		{"Islamabad: the territory of an Asian party to the Manila Pact", "Pakistan", "", wants{in: "southeast_asia_treaty_area"}},
		{"Taiwan lies north of the Manila Pact's line", "Taipei", "", wants{notIn: "southeast_asia_treaty_area"}},
		{"Nicosia is Asia", "Cyprus", "", wants{of: "CYP", continent: "asia", island: true}},
		{"Stanley in 1850", "Stanley", "1850-01-01", wants{of: "GBR"}},
		{"Easter Island is west of the Rio region", "Easter Island", "", wants{of: "CHL", notIn: "rio_region", continent: "oceania"}},
		{"Galápagos within it", "Galápagos", "", wants{of: "ECU", in: "rio_region"}},
		{"Dhaka in 1970 is Pakistan", "23.7,90.4", "1970-01-01", wants{of: "PAK", in: "southeast_asia_treaty_area"}},
		{"the Antarctic is no state's", "-80,100", "", wants{of: "-", continent: "antarctica", in: "southern_ocean"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.on == "" {
				c.on = day
			}
			c.want.check(t, resolve(t, g, c.at, c.on))
		})
	}
}

func TestHomeOfAState(t *testing.T) {
	g := newGazetteer(t)
	on := casus.MustDate(day)
	p := g.Home("EST", "Tallinn", 59.437, 24.7535, on)
	wants{of: "EST", administeredBy: "EST", continent: "europe", in: "baltic", home: true, notIsland: true, territory: "-", claimedBy: "-"}.check(t, p)
	if p.Name != "Tallinn" || p.Lat != 59.437 {
		t.Errorf("got %q at %g", p.Name, p.Lat)
	}
	wants{of: "TWN", claimedBy: "CHN", home: true}.check(t, g.Home("TWN", "Taipei", 25.05, 121.53, on))
	wants{of: "ABK", claimedBy: "GEO", home: true}.check(t, g.Home("ABK", "Sukhumi", 43.0, 41.02, on))
	// Austria-Hungary has no outline of its own today; its capital lies in Austria's.
	old, err := g.HomeOf("AUH", casus.MustDate("1914-07-28"))
	if err != nil {
		t.Fatal(err)
	}
	wants{of: "AUH", continent: "europe", home: true}.check(t, old)
	if _, err := g.HomeOf("AUH", on); err == nil || !strings.Contains(err.Error(), "was no state on 2024-02-10") {
		t.Errorf("a state that has ended: %v", err)
	}
	palestine, err := g.HomeOf("PSE", on)
	if err != nil {
		t.Fatal(err)
	}
	wants{of: "PSE", administeredBy: "ISR"}.check(t, palestine)
}

// A capital's coordinates lead back to the state whose capital it is.
func TestCapitalsLieInTheirStates(t *testing.T) {
	g := newGazetteer(t)
	on := casus.MustDate(day)
	elsewhere := map[casus.State]casus.State{
		"ABK": "GEO", "SOT": "GEO", // as most states see it
		"ISR": "PSE", // the point given for Jerusalem lies on the line of 1949
		"VAT": "ITA", // smaller than the outlines' grid
	}
	checked := 0
	for s := range g.states {
		sp, ok := g.spellOn(s, on)
		if !ok || !sp.located {
			continue
		}
		checked++
		want := s
		if other, ok := elsewhere[s]; ok {
			want = other
		}
		p := g.At(sp.lat, sp.lon, on)
		if p.Of != want {
			t.Errorf("%s (%g, %g) is %q, want %q", sp.capital, sp.lat, sp.lon, p.Of, want)
		}
		if h := g.Home(s, sp.name, sp.lat, sp.lon, on); h.Continent != p.Continent {
			t.Errorf("%s is in %s by its state and in %s by its coordinates", sp.capital, h.Continent, p.Continent)
		}
	}
	if checked < 190 {
		t.Errorf("only %d capitals were checked", checked)
	}
}

func TestUnknownPlaces(t *testing.T) {
	g := newGazetteer(t)
	for _, c := range []struct{ text, msg, hint string }{
		{"Falkland Ilands", `no place "Falkland Ilands"`, "did you mean Falkland Islands"},
		{"Senkakku", "no place", "Senkaku"},
		{"Narwa", "no place", "did you mean Narva"},
		{"Tallin", "no place", "Tallinn"},
		{"Bltic Sea", "no place", "Baltic Sea"},
		{"Zzyzx Qwerty", "no place", "latitude and longitude"},
		{"", "no place given", "as in Ceuta"},
		{"  ", "no place given", ""},
		{"Region of the Rio Treaty", "an area, not a place", "a point of it"},
	} {
		_, err := g.Resolve(c.text, casus.MustDate(day))
		var ie *casus.InputError
		if !errors.As(err, &ie) {
			t.Errorf("Resolve(%q): %v is no fault of the input", c.text, err)
			continue
		}
		if !strings.Contains(ie.Msg, c.msg) || !strings.Contains(ie.Hint, c.hint) {
			t.Errorf("Resolve(%q): %q, hint %q", c.text, ie.Msg, ie.Hint)
		}
	}
}

func TestNamesInAnySpelling(t *testing.T) {
	g := newGazetteer(t)
	for _, group := range [][]string{
		{"Curaçao", "curacao", "CURACAO", " Curaçao ", "Curac\u0327ao"},
		{"St. Helena", "Saint Helena", "saint-helena", "st helena", "SHN"},
		{"Falkland Islands", "the Falkland Islands", "falkland-islands", "Falkland", "Malvinas"},
		{"Hawaii", "Hawai'i", "Hawaiʻi", "HAWAII"},
		{"Åland", "Aland Islands", "aland"},
		{"Second Thomas Shoal", "Ayungin", "Ren’ai Jiao"},
		{"Baltic Sea", "baltic", "BALTIC-SEA", "the Baltic"},
	} {
		want := resolve(t, g, group[0], day)
		for _, text := range group[1:] {
			if got := resolve(t, g, text, day); got.Name != want.Name || got.Lat != want.Lat {
				t.Errorf("%q is %s, and %q is %s", group[0], want.Name, text, got.Name)
			}
		}
	}
	if p := resolve(t, g, "Amsterdam", day); p.Of != "NLD" {
		t.Errorf("Amsterdam is %s: an island without its Island goes before a capital", p.Name)
	}
	if p := resolve(t, g, "Munich", "1850-01-01"); p.Of != "BAV" {
		t.Errorf("Munich in 1850 is %s", p.Of)
	}
}

func TestNotesSayWhatIsNotKnown(t *testing.T) {
	g := newGazetteer(t)
	for _, c := range []struct{ at, on, note string }{
		{"59.55,24.75", day, "km off the coast"},
		{"52.37,9.73", "1980-01-01", "borders of today"},
		{"52.37,9.73", "1947-01-01", "was no state on 1947-01-01; its territory was then under United States, United Kingdom, France, Soviet Union"},
		{"6.5,3.4", "1950-01-01", "Nigeria was no state on 1950-01-01; its territory was then under United Kingdom."},
		{"Belgian Congo", "1970-01-01", "only until 1960-06-29"},
		{"Kramatorsk", day, "control of a point is not known"},
		{"50.40,30.0", day, ""},
		{"59.37,28.24", day, ""},
		{"50.34,7.0", "1816-06-01", "borders of today"},
		{"49.0167,2.5", day, ""},
		{"47.59,7.59", day, "Within 2 km of"},
	} {
		p := resolve(t, g, c.at, c.on)
		if !strings.Contains(p.Note, c.note) {
			t.Errorf("%s on %s: note %q lacks %q", c.at, c.on, p.Note, c.note)
		}
		if c.note == "" && strings.Contains(p.Note, "today") {
			t.Errorf("%s on %s has the note %q", c.at, c.on, p.Note)
		}
	}
}
