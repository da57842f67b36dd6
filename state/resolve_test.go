package state

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"casus"
)

// on reads a date of a table, "" for today.
func on(s string) casus.Date {
	if s == "" {
		return 0
	}
	return casus.MustDate(s)
}

func TestResolveAsAHistorianWrites(t *testing.T) {
	for _, c := range []struct{ text, on, want string }{
		// the same state in every code
		{"EST", "2024-02-10", "EST"}, {"est", "2024-02-10", "EST"}, {"EE", "2024-02-10", "EST"},
		{"366", "2024-02-10", "EST"}, {"cow:366", "2024-02-10", "EST"}, {"gw:366", "2024-02-10", "EST"},
		{"Estonia", "1939-09-01", "EST"}, {"Esthonia", "1919-06-01", "EST"}, {"Eesti", "", "EST"},
		{"Republic of Estonia", "", "EST"}, {"Estonia (EST)", "", "EST"},
		// the Great War
		{"Austria", "1914-07-28", "AUH"}, {"Austria-Hungary", "1914-07-28", "AUH"}, {"300", "1914-07-28", "AUH"},
		{"Serbia", "1914-07-28", "SRB"}, {"Servia", "1914-07-28", "SRB"}, {"345", "1914-07-28", "SRB"}, {"gw:340", "1914-07-28", "SRB"},
		{"Germany", "1914-08-01", "DEU"}, {"Imperial Germany", "1914-08-01", "DEU"}, {"Russia", "1914-08-01", "RUS"},
		{"the Ottoman Empire", "1914-10-29", "TUR"}, {"Turkey", "1914-10-29", "TUR"},
		{"Britain", "1914-08-04", "GBR"}, {"England", "1914-08-04", "GBR"}, {"Montenegro", "1914-08-05", "MNE"},
		// Prussia and the German states
		{"Prussia", "1866-06-14", "DEU"}, {"255", "1866-06-14", "DEU"}, {"Bavaria", "1866-06-14", "BAV"}, {"Bayern", "1866-06-14", "BAV"},
		{"Württemberg", "1866-06-14", "WRT"}, {"wuerttemberg", "1866-06-14", "WRT"}, {"Hesse-Cassel", "1866-06-14", "HSE"},
		{"North German Confederation", "1870-07-19", "DEU"},
		// Italy before Italy
		{"Piedmont", "1859-04-26", "ITA"}, {"Sardinia", "1859-04-26", "ITA"}, {"ITA", "1859-04-26", "ITA"}, {"Naples", "1859-04-26", "SIC"},
		// the two Germanys
		{"DEU", "1960-01-01", "DEU"}, {"West Germany", "1960-01-01", "DEU"}, {"FRG", "1960-01-01", "DEU"}, {"German Federal Republic", "1960-01-01", "DEU"},
		{"260", "1960-01-01", "DEU"}, {"East Germany", "1960-01-01", "DDR"}, {"GDR", "1960-01-01", "DDR"}, {"DD", "1960-01-01", "DDR"}, {"265", "1960-01-01", "DDR"},
		{"255", "1991-01-01", "DEU"}, {"gw:260", "2024-02-10", "DEU"}, {"260", "2024-02-10", "DEU"}, // GW kept 260 after 1990
		{"Federal Republic of Germany", "2024-02-10", "DEU"},
		// names by date
		{"Soviet Union", "1941-06-22", "RUS"}, {"USSR", "1979-12-24", "RUS"}, {"U.S.S.R.", "1979-12-24", "RUS"}, {"SUN", "1980-01-01", "RUS"}, {"SU", "1991-12-25", "RUS"},
		{"Persia", "1907-08-31", "IRN"}, {"Iran", "1907-08-31", "IRN"}, {"Siam", "1893-07-13", "THA"}, {"Siam", "1946-01-01", "THA"}, {"Thailand", "1941-12-08", "THA"},
		{"Zaire", "1977-03-08", "COD"}, {"ZAR", "1977-03-08", "COD"}, {"COD", "1977-03-08", "COD"}, {"Burma", "2024-02-10", "MMR"}, {"BUR", "1980-01-01", "MMR"},
		{"Upper Volta", "1974-11-25", "BFA"}, {"Rhodesia", "1976-08-09", "ZWE"}, {"Dahomey", "1970-01-01", "BEN"}, {"Tanganyika", "1963-01-01", "TZA"},
		{"Swaziland", "2010-01-01", "SWZ"}, {"Macedonia", "2001-01-22", "MKD"}, {"FYROM", "2001-01-22", "MKD"}, {"Ceylon", "1971-04-05", "LKA"},
		{"United Arab Republic", "1967-06-05", "EGY"}, {"Transjordan", "1948-05-15", "JOR"}, {"Abyssinia", "1935-10-03", "ETH"},
		// Yugoslavia
		{"Yugoslavia", "1941-04-06", "YUG"}, {"345", "1999-03-24", "YUG"}, {"FRY", "1999-03-24", "YUG"}, {"Yugoslavia", "1999-03-24", "YUG"},
		{"SCG", "2004-01-01", "YUG"}, {"CS", "2004-01-01", "YUG"}, {"Serbia and Montenegro", "2004-01-01", "YUG"}, {"345", "2016-01-01", "SRB"}, {"RS", "2024-02-10", "SRB"},
		// Czechoslovakia: an ISO code of a state to come is no obstacle
		{"CZE", "1970-01-01", "CSK"}, {"CZE", "1993-01-01", "CZE"}, {"CS", "1980-01-01", "CSK"}, {"CSK", "1938-09-30", "CSK"}, {"Czech Republic", "2010-01-01", "CZE"}, {"Czechia", "1999-03-12", "CZE"},
		// where ISO 3166 and Correlates of War use the same three letters
		{"AUS", "1930-01-01", "AUS"}, {"cow:AUS", "1930-01-01", "AUT"}, {"SWZ", "2000-01-01", "SWZ"}, {"cow:SWZ", "2000-01-01", "CHE"},
		{"SLV", "2000-01-01", "SLV"}, {"cow:SLV", "2000-01-01", "SVN"}, {"MNG", "2010-01-01", "MNG"}, {"cow:MNG", "2010-01-01", "MNE"}, {"SLO", "2000-01-01", "SVK"},
		// numbers on which the two lists differ: Correlates of War first
		{"970", "2005-01-01", "NRU"}, {"gw:970", "2005-01-01", "KIR"}, {"816", "1965-01-01", "VNM"}, {"815", "1860-01-01", "VNM"}, {"711", "1920-01-01", "TBT"},
		{"679", "2015-03-26", "YEM"}, {"gw:678", "2015-03-26", "YEM"}, {"678", "1970-01-01", "YEM"}, {"680", "1970-01-01", "YMD"},
		// Korea, China, Vietnam, Yemen, the Congos
		{"Korea", "1894-07-23", "KOR"}, {"ROK", "1950-06-25", "KOR"}, {"DPRK", "1950-06-25", "PRK"}, {"Korea, South", "1950-06-25", "KOR"}, {"Korea, Republic of", "", "KOR"}, {"KOR", "1900-01-01", "KOR"},
		{"China", "1937-07-07", "CHN"}, {"China", "1958-08-23", "CHN"}, {"ROC", "1937-07-07", "CHN"}, {"ROC", "1958-08-23", "TWN"}, {"PRC", "1958-08-23", "CHN"}, {"Formosa", "1958-08-23", "TWN"},
		{"North Vietnam", "1965-01-01", "VNM"}, {"DRV", "1965-01-01", "VNM"}, {"South Vietnam", "1965-01-01", "RVN"}, {"Viet Nam", "1979-02-17", "VNM"},
		{"Yemen", "1934-03-20", "YEM"}, {"Yemen", "2015-03-26", "YEM"}, {"PDRY", "1979-02-24", "YMD"},
		{"Congo", "1985-01-01", "COG"}, {"DRC", "1998-08-02", "COD"}, {"Congo (Kinshasa)", "1998-08-02", "COD"}, {"Republic of Congo", "1998-01-01", "COG"},
		// spellings
		{"Côte d'Ivoire", "", "CIV"}, {"cote d’ivoire", "", "CIV"}, {"Ivory Coast", "", "CIV"}, {"TÜRKİYE", "", "TUR"}, {"turkiye", "", "TUR"}, {"Turkiye", "1950-01-01", "TUR"},
		{"são tomé and príncipe", "", "STP"}, {"Sao Tome & Principe", "", "STP"}, {"St Lucia", "", "LCA"}, {"Saint Lucia", "", "LCA"}, {"Trinidad & Tobago", "", "TTO"},
		{"Bosnia", "", "BIH"}, {"guinea bissau", "", "GNB"}, {"  the   Gambia ", "", "GMB"}, {"U.S.", "", "USA"}, {"UK", "", "GBR"}, {"America", "", "USA"}, {"Holland", "", "NLD"},
		{"Iran (Islamic Republic of)", "", "IRN"}, {"Tanzania, United Republic of", "", "TZA"}, {"Moldova, Republic of", "", "MDA"}, {"Cabo Verde", "", "CPV"},
		{"Deutschland", "", "DEU"}, {"España", "", "ESP"}, {"Україна", "", "UKR"}, {"日本", "", "JPN"}, {"Ελλάδα", "", "GRC"}, {"ＥＳＴ", "", "EST"}, {"E\u0301thiopia", "", "ETH"},
		{"AND", "", "AND"}, {"ST", "", "STP"}, {"IN", "", "IND"}, {"no", "", "NOR"}, // codes that are words
		// in one list only
		{"Transvaal", "1899-10-11", "TRA"}, {"gw:563", "1899-10-11", "TRA"}, {"Gran Colombia", "1828-06-03", "GCL"}, {"Tibet", "1930-01-01", "TBT"}, {"Kosovo", "2024-02-10", "XKX"}, {"Abkhazia", "2024-02-10", "ABK"},
		// occupied, but listed by Gleditsch and Ward
		{"Poland", "1942-01-01", "POL"}, {"Netherlands", "1942-01-01", "NLD"}, {"Japan", "1950-06-25", "JPN"}, {"Cuba", "1907-01-01", "CUB"},
	} {
		got, err := Default().Resolve(c.text, on(c.on))
		if err != nil || string(got) != c.want {
			t.Errorf("%q on %s: got %s, want %s (%v)", c.text, c.on, got, c.want, err)
		}
	}
}

func TestResolveErrors(t *testing.T) {
	for _, c := range []struct{ text, on, msg, hint string }{
		{"Estnia", "2024-02-10", `no state "Estnia" on 2024-02-10`, "did you mean Estonia (EST)?"},
		{"Estnia", "", `no state "Estnia"`, "did you mean Estonia (EST)?"},
		{"Herzegovina", "", `no state "Herzegovina"`, "did you mean Bosnia and Herzegovina (BIH)?"},
		{"xyzzy", "", `no state "xyzzy"`, howToName},
		{"9999", "", `no state "9999"`, howToName},
		{"", "", "no state given", howToName},
		{"nonstate", "2024-02-10", `"nonstate" is not a state`, "nonstate stands for an attacker that is no state, and only in the attacker's place"},
		{"NATO", "2024-02-10", `no state "NATO": it is an alliance`, "name one of its members"},
		{"gw:EST", "", `no state "gw:EST"`, "after gw: stands a Gleditsch-Ward number, as in gw:366"},
		{"cow:", "", `no state "cow:"`, "after cow: stands a Correlates of War number or abbreviation, as in cow:366 or cow:AUS (Austria)"},
		// ambiguous
		{"Korea", "2024-02-10", `"Korea" is more than one state on 2024-02-10: South Korea (KOR), North Korea (PRK)`, "write KOR or PRK"},
		{"Germany", "1960-01-01", `"Germany" is more than one state on 1960-01-01: East Germany (DDR), West Germany (DEU)`, "write DDR or DEU"},
		{"Congo", "2024-02-10", `"Congo" is more than one state on 2024-02-10: DR Congo (COD), Congo-Brazzaville (COG)`, "write COD or COG"},
		{"Republic of the Congo", "1961-01-01", `"Republic of the Congo" is more than one state on 1961-01-01: Congo-Léopoldville (COD), Congo-Brazzaville (COG)`, "write COD or COG"},
		{"Vietnam", "1960-01-01", `"Vietnam" is more than one state on 1960-01-01: South Vietnam (RVN), North Vietnam (VNM)`, "write RVN or VNM"},
		{"Yemen", "1980-01-01", `"Yemen" is more than one state on 1980-01-01: North Yemen (YEM), South Yemen (YMD)`, "write YEM or YMD"},
		// another name on that date
		{"Soviet Union", "2024-02-10", `no state "Soviet Union" on 2024-02-10: the name belongs to the time from 1922-12-30 to 1991-12-25`, "did you mean Russia (RUS)?"},
		{"SU", "2024-02-10", `no state "SU" on 2024-02-10: the code belongs to the time from 1922-12-30 to 1991-12-25`, "did you mean Russia (RUS)?"},
		{"Prussia", "1914-08-01", `no state "Prussia" on 1914-08-01: the name belongs to the time until 1871-01-17`, "did you mean Germany (DEU)?"},
		{"Italy", "1859-04-26", `no state "Italy" on 1859-04-26: the name belongs to the time from 1861-03-17`, "did you mean Sardinia (ITA)?"},
		{"Germany", "1859-04-26", `no state "Germany" on 1859-04-26: the name belongs to the time from 1871-01-18 to 1945-05-08`, "did you mean Prussia (DEU)?"},
		{"Gold Coast", "2024-02-10", `no state "Gold Coast" on 2024-02-10: the name belongs to the time until 1957-03-05`, "did you mean Ghana (GHA)?"},
		{"255", "1960-01-01", `no state "255" on 1960-01-01: the number belongs to Germany until 1945-05-08`, "did you mean West Germany (DEU)?"},
		// not on that date
		{"South Sudan", "1990-01-01", "no such state on 1990-01-01: South Sudan exists from 2011-07-09", "before 2011-07-09 its territory had been under Sudan (SDN)"},
		{"East Germany", "2000-01-01", "no such state on 2000-01-01: East Germany existed from 1949-10-05 to 1990-10-02", "after 1990-10-02 its territory came under Germany (DEU)"},
		{"DDR", "", "no such state: East Germany existed from 1949-10-05 to 1990-10-02", "after 1990-10-02 its territory came under Germany (DEU)"},
		{"Estonia", "1960-01-01", "no such state on 1960-01-01: Estonia existed from 1918-02-24 to 1940-06-16 and exists from 1991-09-06", "after 1940-06-16 its territory came under the Soviet Union (RUS)"},
		{"Ukraine", "1932-01-01", "no such state on 1932-01-01: Ukraine exists from 1991-12-01", "before 1991-12-01 its territory had been under the Soviet Union (RUS)"},
		{"Slovakia", "1910-01-01", "no such state on 1910-01-01: Slovakia exists from 1993-01-01", "before 1918-10-28 its territory had been under Austria-Hungary (AUH)"},
		{"Hungary", "1914-07-28", "no such state on 1914-07-28: Hungary exists from 1918-11-03", "before 1918-11-03 its territory had been under Austria-Hungary (AUH)"},
		{"Poland", "1914-07-28", "no such state on 1914-07-28: Poland exists from 1918-11-03", "before 1918-11-03 its territory had been under the Russian Empire (RUS), Germany (DEU), Austria-Hungary (AUH)"},
		{"SRB", "1960-01-01", "no such state on 1960-01-01: Serbia existed from 1878-07-13 to 1918-11-30 and exists from 2006-06-05", "after 1918-11-30 its territory came under Yugoslavia (YUG)"},
		{"Montenegro", "1916-01-15", "no such state on 1916-01-15: Montenegro existed from 1868-01-01 to 1915-07-01 and exists from 2006-06-03", "after 1915-07-01 its territory came under Austria-Hungary (AUH)"},
		{"Two Sicilies", "1900-01-01", "no such state on 1900-01-01: Two Sicilies existed until 1861-03-16", "after 1861-03-16 its territory came under Italy (ITA)"},
		{"cow:265", "2000-01-01", "no such state on 2000-01-01: East Germany existed from 1949-10-05 to 1990-10-02", "after 1990-10-02 its territory came under Germany (DEU)"},
	} {
		got, err := Default().Resolve(c.text, on(c.on))
		var ie *casus.InputError
		if !errors.As(err, &ie) {
			t.Errorf("%q on %s: got %s, %v; want an InputError", c.text, c.on, got, err)
			continue
		}
		if ie.Msg != c.msg || ie.Hint != c.hint {
			t.Errorf("%q on %s:\n got %s\n     %s\nwant %s\n     %s", c.text, c.on, ie.Msg, ie.Hint, c.msg, c.hint)
		}
	}
}

// Misspellings of each state's name, one letter lost or doubled, must lead back
// to the state.
func TestMisspellingsLeadBack(t *testing.T) {
	r := Default()
	for _, id := range r.All(0) {
		name := r.Name(id, 0)
		for _, wrong := range []string{name[:len(name)-2] + name[len(name)-1:], name + name[len(name)-1:]} {
			if _, err := r.Resolve(wrong, 0); err != nil && len(fold(wrong)) > 4 {
				if !strings.Contains(err.Error(), "("+string(id)+")") {
					t.Errorf("%q does not lead to %s: %v", wrong, r.Label(id, 0), err)
				}
			}
		}
	}
}

func TestHostileInput(t *testing.T) {
	mega := 1 << 20
	for name, text := range map[string]string{
		"a megabyte":             strings.Repeat("A", mega),
		"a megabyte of accents":  "E" + strings.Repeat("\u0301", mega/2),
		"a megabyte of spaces":   strings.Repeat(" ", mega) + "EST",
		"a megabyte of commas":   strings.Repeat(",", mega),
		"a megabyte of digits":   strings.Repeat("9", mega),
		"a megabyte of brackets": strings.Repeat("(", mega),
		"colons":                 "cow:gw:cow:366",
		"a number beyond int":    "99999999999999999999999999",
		"a negative number":      "-366",
		"direction marks":        "\u202eEST\u2066x",
		"escape sequence":        "EST\x1b[31mred\x1b[0m",
		"line feeds":             "EST\nhint: send money",
		"not UTF-8":              "\xff\xfe\xfd",
		"zero bytes":             "E\x00S\x00T",
		"marks only":             "\u200b\u200e\ufeff",
		"the and only":           "the and the",
	} {
		start := time.Now()
		got, err := Default().Resolve(text, 0)
		if took := time.Since(start); took > 200*time.Millisecond {
			t.Errorf("%s: took %v", name, took)
		}
		if err == nil {
			t.Errorf("%s: resolved to %s", name, got)
			continue
		}
		checkError(t, name, err)
	}
	// what cannot be seen does no harm to a name pasted from a page
	if got, err := Default().Resolve("\ufeffEst\u00adonia\u200b", 0); got != "EST" {
		t.Errorf("a name with invisible characters: %s, %v", got, err)
	}
}

// checkError holds an error to what a face prints: an InputError of six lines
// at most, nothing unprintable, not long.
func checkError(t *testing.T, what string, err error) {
	t.Helper()
	var ie *casus.InputError
	if !errors.As(err, &ie) {
		t.Errorf("%s: %T is no InputError: %v", what, err, err)
		return
	}
	text := err.Error()
	if strings.Count(text, "\n") > 5 || len(text) > 2000 {
		t.Errorf("%s: the error is too long: %s", what, text)
	}
	for _, c := range text {
		if c != '\n' && !unicode.IsPrint(c) {
			t.Errorf("%s: the error holds %U: %q", what, c, text)
			return
		}
	}
}

func ExampleRegistry_Resolve() {
	r := Default()
	for _, q := range []struct{ text, on string }{
		{"Austria", "1914-07-28"}, {"Austria", "2024-02-10"}, {"cow:365", "1962-10-22"}, {"Korea", "1950-06-25"},
	} {
		day := casus.MustDate(q.on)
		s, err := r.Resolve(q.text, day)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(q.text, "is", r.Label(s, day))
	}
	// Output:
	// Austria is Austria-Hungary (AUH)
	// Austria is Austria (AUT)
	// cow:365 is Soviet Union (RUS)
	// "Korea" is more than one state on 1950-06-25: South Korea (KOR), North Korea (PRK)
	// hint: write KOR or PRK
}
